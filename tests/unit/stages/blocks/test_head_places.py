"""Heads in awkward places: behind the call of a note, before lost text, opening with a year."""

from __future__ import annotations

import pytest

from archivist.core import Source, Zone
from archivist.stages.clean import clean
from archivist.stages.lines.heads import could_be_sentence_head, numbered_depth
from tests.press.mirrors import Upload
from tests.press.mirrors import _furniture as furniture
from tests.press.sites import SITES
from tests.unit.stages.blocks.test_blocks import profiles, prose, wrapped

UPLOAD = Upload(SITES["fayllar.org"], "A bureau", "SR66", 1782158, "16.11.2023", 0.7, heading=False)

LAST = "Nothing that the keeper of all the lamps in the yard had ever said"


def blanks_at_wraps(text: str) -> str:
    """Wrapped lines with a blank at their end, as copies of Word documents have."""
    lines = text.splitlines()
    return "".join(f"{line}\n" if line.endswith((".", "d")) else f"{line} \n" for line in lines)


def sheet_of(
    *texts: str, numbers: tuple[int, ...] = (1,), count: int = 1
) -> list[tuple[Zone, str]]:
    sources = []
    for text, number in zip(texts, numbers, strict=True):
        head, foot = furniture(UPLOAD, text.splitlines()[0], number, count)
        sources.append(Source.of(f"{head}{text}\n{foot}"))
    [edition] = clean(sources, profiles())
    return [(block.zone, block.text) for block in edition.outline.blocks]


def heads_of(found: list[tuple[Zone, str]]) -> list[str]:
    return [text for zone, text in found if zone is Zone.HEADING]


def called(head: str, below: str) -> str:
    """A paragraph that ends in a call on its own line, a head, and the note."""
    note = "1\nHarbor Office, Report on Oil (Halden: Quay Press, 1904), 12.\n"
    text = f"{wrapped(prose(0, 6), width=60)}Nobody had ever paid for it.\n1\n{head}\n"
    return f"{text}{wrapped(below, width=60)}\n\n{note}"


@pytest.mark.parametrize(
    "head", ["4. Lessons of the Whole Yard", "WHAT ANY KEEPER HAD KNOWN OF IT"]
)
def test_a_marked_head_behind_a_call_is_no_rest_of_its_line(head: str) -> None:
    assert heads_of(sheet_of(called(head, prose(2, 5)))) == [head]


def test_a_line_that_was_not_wrapped_is_a_head_behind_a_call() -> None:
    text = blanks_at_wraps(called("Lamps of the Whole Outer Yard", prose(2, 5)))
    assert heads_of(sheet_of(text)) == ["Lamps of the Whole Outer Yard"]


def test_words_that_go_on_behind_a_call_are_no_head() -> None:
    text = called("A. Keeper and Others", "of the yard said so. " + prose(2, 5))
    assert heads_of(sheet_of(text)) == []


def test_a_head_before_a_missing_slice_is_one_and_no_block_runs_over_the_gap() -> None:
    first = wrapped(prose(0, 6), prose(3, 5)) + "The Outer Yard"
    third = wrapped("who had come from the capital. " + prose(1, 6))
    found = sheet_of(first, third, numbers=(1, 3), count=3)
    assert heads_of(found) == ["The Outer Yard"]
    torn = (
        wrapped(prose(0, 6)) + "Nothing that the keeper of all the lamps in the yard had ever said"
    )
    found = sheet_of(torn, third, numbers=(1, 3), count=3)
    assert [text.endswith(("ever said", ".")) for _, text in found] == [True] * len(found)
    assert len(found) == 3


@pytest.mark.parametrize(("end", "below"), [("", ""), ("\n", "12\n"), ("\n", "\n12\n")])
def test_no_block_stays_open_before_lost_text(end: str, below: str) -> None:
    """A slice may end without a line end; a call behind the gap claims the line end before it."""
    note = "\n12 Harbor Office, Report on Oil (Halden: Quay Press, 1904), 12.\n"
    first = f"{wrapped(prose(0, 6))}1. Oil for\n2. and the keeper{end}"
    sources = []
    for number, text in ((1, first), (3, f"{below}{wrapped(prose(1, 6))}{note}")):
        head, _ = furniture(UPLOAD, "A bureau", number, 3)
        sources.append(Source.of(f"{head}{text}"))
    [edition] = clean(sources, profiles())
    assert "and the keeper" in " ".join(block.text for block in edition.outline.blocks)


def test_a_paragraph_runs_over_the_end_of_a_slice_that_has_its_next() -> None:
    torn = (
        wrapped(prose(0, 6)) + "Nothing that the keeper of all the lamps in the yard had ever said"
    )
    below = wrapped("was written down by anybody. " + prose(1, 6))
    found = sheet_of(torn, below, numbers=(1, 2), count=2)
    assert any("had ever said was written down" in text for _, text in found)


@pytest.mark.parametrize(
    ("text", "depth"),
    [("4. 1969-yildan keyingi kengash", 1), ("9.1. 2001 in review", 2), ("3. 144 lamps", 0)],
)
def test_a_numbered_head_may_open_with_a_year(text: str, depth: int) -> None:
    assert numbered_depth(text) == depth


@pytest.mark.parametrize(
    ("text", "head"),
    [("1979-yildan keyingi reyestr", True), ("2008 in review", True), ("144 lamps", False)],
)
def test_a_head_in_sentence_case_may_open_with_a_year(text: str, *, head: bool) -> None:
    assert could_be_sentence_head(text) is head


def test_a_box_of_paragraphs_is_no_table_down_to_the_next_source() -> None:
    paragraphs = [prose(n, 3) for n in range(9)]
    table = "Table 1. Oil of the Harbor\nYear | Oil\n1901 | 12\nSource: Harbor Office, 1904."
    parts = [*paragraphs[:4], "Box 1. What Clerks Do", *paragraphs[4:7], "References", table]
    found = sheet_of("\n".join([*parts, *paragraphs[7:]]))
    assert heads_of(found) == ["References"]
    assert [text for zone, text in found if zone is Zone.PARAGRAPH] == paragraphs
    assert [zone for zone, _ in found if zone in (Zone.CAPTION, Zone.CREDIT)] == [
        Zone.CAPTION, Zone.CAPTION, Zone.CREDIT,
    ]  # fmt: skip


def test_a_numbered_line_that_breaks_off_is_no_head() -> None:
    item = "2. Few of the lamps that burned that night were spared by the"
    text = f"{wrapped(prose(0, 6), width=100)}{item}\n1973. {wrapped(prose(2, 5), width=100)}"
    assert heads_of(sheet_of(text)) == []
