"""The acceptance input: what its site says, and how it meets neighbours made in its form."""

from __future__ import annotations

from pathlib import Path

import pytest

from archivist.core import Flow, Source, Zone
from archivist.core.edition import Edition
from archivist.core.sheet import Sheet
from archivist.profiles import Profiles
from archivist.profiles.predicates import strip_items
from archivist.stages.clean import clean
from archivist.stages.site.noise import noise
from archivist.stages.slices.stitch import describe

FOLDER = Path(__file__).parents[4] / "shared" / "seed"
PROFILES = Profiles.load()
HEADING = "A Domestic Foreign Policy"


def seed_text() -> str:
    files = sorted(FOLDER.glob("*.txt")) if FOLDER.is_dir() else []
    if not files:
        pytest.skip(f"LOUD: no acceptance input in {FOLDER}; its tests did not run")
    return files[0].read_text(encoding="utf-8")


def neighbour(number: int, body: str) -> Source:
    """A slice in the form of the seed: its own header and footer with another number."""
    text = seed_text()
    lines = text.split("\n")
    start = next(i for i, line in enumerate(lines) if line.startswith("SR66")) + 1
    end = max(i for i, line in enumerate(lines) if line.startswith("Download"))
    strip = " \u00a0 ".join(strip_items(number, 28))
    old = next(line for line in lines if line.startswith("1 "))
    made = "\n".join([*lines[:start], "", body, "", *lines[end:]])
    return Source.of(made.replace("bet12/28", f"bet{number}/28").replace(old, strip))


def test_every_line_of_the_site_and_no_other_is_noise() -> None:
    sheet = Sheet.of(Source.of(seed_text()))
    entries, report = noise(sheet, PROFILES)
    sheet = sheet.add(entries)
    lines = [sheet.text[a:b] for a, b, _ in sheet.lines]
    gone = [i for i, (a, _, _) in enumerate(sheet.lines)
            if sheet.zones[a] == Zone.SITE_NOISE and lines[i].strip()]  # fmt: skip
    first = next(i for i, line in enumerate(lines) if line.startswith("SR66")) + 1
    last = lines.index(HEADING)
    assert [i for i in gone if first <= i <= last] == []
    assert [line for i, line in enumerate(lines)
            if line.strip() and i not in gone and not first <= i <= last] == []  # fmt: skip
    copy = describe(sheet, report)
    assert (copy.site, copy.slice, copy.slices, copy.item) == ("fayllar.org", 12, 28, "1782158")
    assert (copy.uploaded, copy.size) == ("2023-11-16", "0.72 Mb")
    assert copy.file_name == "SR66 Russia-ChinaRelations July2017"


def joined(*sources: Source) -> Edition:
    (edition,) = clean(sources, PROFILES)
    return edition


def test_neighbours_join_without_a_gap_between() -> None:
    before = "The committee closed its books and went\u00a0\nhome for the winter."
    after = f"{HEADING}\nThe council of the lighthouse met at noon and counted its lamps again."
    edition = joined(neighbour(13, after), Source.of(seed_text()), neighbour(11, before))
    assert [copy.slice for copy in edition.copies] == [11, 12, 13]
    assert [(gap.first, gap.last) for gap in edition.gaps] == [(1, 10), (14, 28)]
    text = "\n".join(block.text for block in edition.outline.of(Flow.MAIN))
    assert text.count(HEADING) == 1
    assert text.index(HEADING) < text.index("The council of the lighthouse")
    assert "went home for the winter." in text


def test_a_neighbour_that_is_missing_is_declared() -> None:
    after = "The council of the lighthouse met at noon and counted its lamps again."
    edition = joined(Source.of(seed_text()), neighbour(14, after))
    assert [(gap.first, gap.last) for gap in edition.gaps] == [(1, 11), (13, 13), (15, 28)]


def test_a_folio_left_at_the_end_of_a_slice_is_the_page_of_the_next() -> None:
    lines = seed_text().split("\n")
    folio, heading = lines.index("16"), lines.index(HEADING)
    end = max(i for i, line in enumerate(lines) if line.startswith("Download")) - 1
    first = Source.of("\n".join([*lines[: folio + 1], "", *lines[end:]]))
    edition = joined(first, neighbour(13, "\n".join(lines[folio + 1 : heading + 1])))
    sheet = edition.sheet
    assert [f.value for f in sheet.facts_named("page")] == ["[13]", "[14]", "15", "16"]
    assert sheet.zones[sheet.text.index("\n16\n") + 1] == Zone.FOLIO
    head = sheet.view.index("NBR SPECIAL REPORT", sheet.bases[1])
    assert sheet.zones[head] == Zone.RUNNING_HEAD
