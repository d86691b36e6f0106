"""Pages of sites that no profile was made for, each line marked by hand: what is the site's.

``marked/sites.txt``, ``more-sites.txt`` and ``rims.txt`` hold the pages. ``=== CASE FILE`` opens
one; files of one case are cleaned together. The first sign of a line says whose it is:

    ~  the site's, to the last character
    ?  a heading that both print; either is right
    !  the site's, and left in the text so far: nothing on the page proves it
       (none) the report's, to the last character

``@ NAME=VALUE`` above a page is a fact that the site tells of it.

``{=salt}`` stands for a passage of ``marked/bodies.txt`` as it is there: a slice with notes, lists,
tables, and lines that look like a site's.

``{river 2}`` stands for a passage of ``marked/prose.txt`` in printed lines; with ``paragraphs``
behind the number, in whole paragraphs. The reports are invented, and so are most sites; the
wording of the others was looked up or is from memory.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from archivist.core import Source, Zone
from archivist.profiles import Profiles
from archivist.stages.clean import clean

MARKED = Path(__file__).parent / "marked"
PROFILES = Profiles.load()
OUTSIDE = {Zone.SITE_NOISE, Zone.BLANK, Zone.DUPLICATE}
BODY = re.compile(r"\{=(\w+)\}")
PLACEHOLDER = re.compile(r"\{(\w+ \d+)( paragraphs)?\}")
SITE, EITHER, LEFT = "~", "?", "!"
MEASURE = 96
"""Characters of a printed line."""


def parts_of(file: str, sign: str) -> list[tuple[str, str]]:
    """Title and text of each part of a file; *sign* stands before the titles."""
    text = (MARKED / file).read_text("utf-8")
    parts = re.split(rf"^{sign} (.+)\n", text, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def passages() -> dict[str, list[str]]:
    return {name: text.splitlines() for name, text in parts_of("prose.txt", "==")}


PROSE = passages()
BODIES = {name: text.strip("\n") for name, text in parts_of("bodies.txt", "==")}


def printed(found: re.Match[str]) -> str:
    head, *paragraphs = PROSE[found[1]]
    if found[2]:
        return "\n\n".join([head, *paragraphs])
    return "\n".join([head, *(textwrap.fill(text, MEASURE) for text in paragraphs)])


def cases(file: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for title, text in parts_of(file, "==="):
        case, name = title.split()
        page = BODY.sub(lambda body: BODIES[body[1]], text)
        found.setdefault(case, {})[name] = PLACEHOLDER.sub(printed, page)
    return found


def parted(page: str) -> tuple[str, set[tuple[str, str]]]:
    """A page without the facts above it, and these."""
    rows = page.split("\n")
    facts = [row[2:].split("=", 1) for row in rows if row.startswith("@ ")]
    kept = [row for row in rows if not row.startswith("@ ")]
    return "\n".join(kept), {(f"site.{name}", value) for name, value in facts}


EVERY = cases("sites.txt") | cases("more-sites.txt") | cases("rims.txt")
CASES = {
    case: {name: parted(page)[0] for name, page in files.items()} for case, files in EVERY.items()
}
FACTS = {
    case: {name: parted(page)[1] for name, page in files.items()} for case, files in EVERY.items()
}
TOLD = [case for case, files in FACTS.items() if any(files.values())]


def unmarked(page: str) -> tuple[str, str]:
    """The page, and for each of its characters the mark of its line (a blank for the report's)."""
    rows = [(row[:1], row[1:]) if row[:1] in (SITE, EITHER, LEFT) else (" ", row)
            for row in page.split("\n")]  # fmt: skip
    text = "\n".join(row for _, row in rows)
    return text, "".join(mark * (len(row) + 1) for mark, row in rows)[: len(text)]


def amiss(files: dict[str, str]) -> list[str]:
    """The lines of which some character is not where its mark says."""
    marks: dict[str, str] = {}
    sources = []
    for name, page in files.items():
        text, mark = unmarked(page)
        source = Source.of(text, name=name)
        marks[source.id] = mark
        sources.append(source)
    found: list[str] = []
    for sheet in (edition.sheet for edition in clean(sources, PROFILES)):
        for source, base in zip(sheet.sources, sheet.bases, strict=True):
            for number, (start, end, _) in enumerate(source.lines, 1):
                zones = {sheet.zones[base + i] for i in range(start, end) if source.text[i].strip()}
                kind = marks[source.id][start : start + 1]
                leaked = kind == SITE and zones - OUTSIDE
                lost = kind == " " and zones & OUTSIDE
                if leaked or lost:
                    what = "left in the text" if leaked else "taken for the site's"
                    found.append(f"{source.origin.name}:{number}: {what}: {source.text[start:end]}")
    return found


@pytest.mark.parametrize("case", CASES)
def test_the_site_goes_and_the_report_stays(case: str) -> None:
    assert amiss(CASES[case]) == []


@pytest.mark.parametrize("case", TOLD)
def test_the_site_tells_what_the_page_says(case: str) -> None:
    sources = [Source.of(unmarked(page)[0], name=name) for name, page in CASES[case].items()]
    for edition in clean(sources, PROFILES):
        sheet = edition.sheet
        for source, base in zip(sheet.sources, sheet.bases, strict=True):
            end = base + len(source.text)
            told = {(f.name, f.value) for f in sheet.facts if base <= f.start < end}
            assert FACTS[case][source.origin.name] <= told


def test_the_pages_are_there_and_marked() -> None:
    assert len(CASES) > 130
    pages = [page for files in CASES.values() for page in files.values()]
    marks = "".join(unmarked(page)[1] for page in pages)
    assert marks.count(LEFT) < 0.055 * marks.count(SITE)
    assert marks.count(" ") > marks.count(SITE)
