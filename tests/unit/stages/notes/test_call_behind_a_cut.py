"""A slice can end between a sentence and the number of its note."""

from __future__ import annotations

from archivist.api import Profiles, clean
from archivist.core import Flow, Inline, Source, Zone

PROSE = (
    "The harbor at Hallevik was closed in the first month, and the ferries that had served it\n"
    "were laid up until the ice had gone. Nobody was asked, and nobody had an answer ready.\n"
)
ITEM = (
    "• The ministry had a plan for the harbor, which nobody in the town had ever asked for\n"
    "or read. It cost more than the ships.\n"
)
BEHIND = (
    "2\nThey were sold in the spring, when the ice had gone and the price of ships was high\n"
    "again. The port was quiet.\n"
)
NOTES = "1 Diary of the Secretary, vol. 7, 33.\n\n2 Ada Roe, The Long Quay (Alm: Quay, 2019), 12.\n"


def scraped(number: int, text: str) -> Source:
    return Source.of(
        f"Full text\n\n\nDownload 5.89 Mb.\nPdf ko'rish\nbet{number}/3\nSana21.08.2021\n"
        f"Hajmi5.89 Mb.\n#984677\n1 \xa0 2 \xa0 3\nBog'liq\nQuay (1)\n\n{text}\n\n"
        "Download 5.89 Mb.\n\nDo'stlaringiz bilan baham:\n1 \xa0 2 \xa0 3\n\n\n"
        "Ma'lumotlar bazasi mualliflik huquqi bilan himoyalangan ©fayllar.org 2024\n"
        "ma'muriyatiga murojaat qiling"
    )


def test_the_call_is_of_the_block_before_the_cut() -> None:
    slices = [scraped(1, PROSE * 3 + ITEM), scraped(2, BEHIND + PROSE * 2 + NOTES)]
    [edition] = clean(slices, Profiles.load())
    blocks = edition.outline.of(Flow.MAIN)
    [item] = [block for block in blocks if block.zone is Zone.ITEM]
    assert item.text.endswith("It cost more than the ships.")
    assert any(segment.inline is Inline.CALL for segment in item.segments)
    assert any(block.text.startswith("They were sold in the spring") for block in blocks)
