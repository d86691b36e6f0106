"""Pages of reports in the forms of houses that no profile knows, each line marked by hand or press.

``marked/reports.txt`` holds the pages. ``=== CASE FILE`` opens one; files of one case are cleaned
together. The first sign of a line says what it is:

    h p i q n   of a head, paragraph, item, quotation, note; in capitals where that begins
    k t s       of a caption, table, source line
    f           forme work: running heads, page numbers
    c           a call on a line of its own
    ~           the site's
       (none)   blank

The last cases are counterexamples: numbers at headings and amid text that are no page numbers.
The reports are invented.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archivist.core import Source, Zone
from archivist.profiles import Profiles
from archivist.stages.clean import clean
from tests.unit.stages.test_marked_sites import parts_of

PROFILES = Profiles.load()
ZONES = {
    "h": {Zone.HEADING},
    "p": {Zone.PARAGRAPH},
    "i": {Zone.ITEM},
    "q": {Zone.QUOTE},
    "n": {Zone.NOTE},
    "k": {Zone.CAPTION},
    "t": {Zone.TABLE},
    "s": {Zone.CREDIT},
    "f": {Zone.RUNNING_HEAD, Zone.FOLIO, Zone.MASTHEAD},
}
UNTOLD = frozenset("c~ ")
BLANKS = " \u00a0"


def cases() -> dict[str, list[tuple[str, str, str]]]:
    """For each case its files: name, marks of the lines, text."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for title, page in parts_of("reports.txt", "==="):
        case, name = title.split()
        rows = page.split("\n")
        marks = "".join(row[:1] or " " for row in rows)
        found.setdefault(case, []).append((name, marks, "\n".join(row[1:] for row in rows)))
    return found


CASES = cases()


def amiss(files: list[tuple[str, str, str]]) -> Iterator[str]:
    """The lines that are not what their marks say, or begin a block where none does."""
    sources = [Source.of(text, name=name) for name, _, text in files]
    marks = {source.id: mark for source, (_, mark, _) in zip(sources, files, strict=True)}
    for edition in clean(sources, PROFILES):
        sheet = edition.sheet
        starts = {block.start for block in edition.outline.blocks}
        for source, base in zip(sheet.sources, sheet.bases, strict=True):
            for mark, (start, end, _) in zip(marks[source.id], source.lines, strict=False):
                text = source.text[start:end]
                if mark in UNTOLD or not text.strip(BLANKS):
                    continue
                head = base + end - len(text.lstrip(BLANKS))
                zone = Zone(sheet.zones[head])
                begins = any(at in starts for at in range(base + start, head + 1))
                if zone not in ZONES[mark.lower()]:
                    yield f"{mark}: is {zone.name}: {text}"
                elif mark != "f" and begins is not mark.isupper():
                    yield f"{mark}: {'begins' if begins else 'goes on'}: {text}"


@pytest.mark.parametrize("case", CASES)
def test_each_line_is_what_its_mark_says(case: str) -> None:
    assert [*amiss(CASES[case])] == []


def test_the_pages_are_there_and_marked() -> None:
    assert len(CASES) > 9
    marks = "".join(mark for files in CASES.values() for _, mark, _ in files)
    assert set(marks) <= {*ZONES, *(sign.upper() for sign in ZONES), *UNTOLD}
