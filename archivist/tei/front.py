"""Front matter: how far it reaches, title pages, summary, prelims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from archivist.core import Block, Fact, Inline, Zone
from archivist.tei.body import TextWriter
from archivist.tei.content import Sections, write_content, write_contributor
from archivist.tei.dates import date_when
from archivist.tei.elements import Element, sub
from archivist.xml import TEI

PRELIM_TYPES = frozenset({"foreword", "acknowledgments", "introduction", "contents"})
SUMMARY_TYPES = frozenset(
    {"executive-summary", "main-argument", "main-findings", "policy-implications"}
)
TITLE_ZONES = frozenset({Zone.TITLE, Zone.SUBTITLE, Zone.BYLINE, Zone.AUTHOR_NOTE})
PRELIM_ZONES = {
    Zone.IMPRINT: "imprint",
    Zone.BOARDS: "boards",
    Zone.CONTENTS: "contents",
    Zone.COVER: "cover",
}
_LAST_OF_SUMMARY = frozenset({"policy-implications", "main-findings"})
_TOP = 1


def is_front_matter(writer: TextWriter, block: Block) -> bool:
    """Whether a block by itself speaks for front matter."""
    known = PRELIM_TYPES | SUMMARY_TYPES
    return (
        block.zone in TITLE_ZONES or block.zone in PRELIM_ZONES or writer.division(block) in known
    )


def front_end(writer: TextWriter, blocks: Sequence[Block]) -> int:
    """Index of the first block of the body: past title page, summary and prelims."""
    end = 0
    summary, items_seen, prelim = "", False, False
    for k, block in enumerate(blocks):
        kind = writer.division(block)
        if block.zone in TITLE_ZONES or block.zone in PRELIM_ZONES:
            summary, prelim = "", False
        elif kind in SUMMARY_TYPES:
            summary, items_seen, prelim = kind, False, False
        elif kind in PRELIM_TYPES:
            summary, prelim = "", True
        elif summary:
            if _leaves_summary(writer, blocks, k):
                break
            over = items_seen and block.zone is Zone.PARAGRAPH
            if over and summary in _LAST_OF_SUMMARY and not writer.knows_pages:
                break
            items_seen = items_seen or block.zone is Zone.ITEM
        elif not prelim or _opens_body(block):
            break
        end = k + 1
    return end


_FIRST = re.compile(
    r"(?i)(?:chapter|part|section) (?:\d|[ivx]+\b|one\b).*|(?:1|I)\.? .*|introduction|глава \d.*"
)


def _opens_body(block: Block) -> bool:
    """Whether a head behind a foreword opens the text: it is the first of the numbered ones."""
    return block.zone is Zone.HEADING and _FIRST.fullmatch(" ".join(block.text.split())) is not None


def _leaves_summary(writer: TextWriter, blocks: Sequence[Block], k: int) -> bool:
    """Whether the body begins at block *k*: a head, a drop cap, a new page but amid a list."""
    block, before = blocks[k], blocks[k - 1]
    if block.zone is Zone.HEADING or any(s.inline is Inline.DROP_CAP for s in block.segments[:2]):
        return True
    amid_list = block.zone is Zone.ITEM and before.zone is Zone.ITEM
    return not amid_list and writer.page_begins(before.end, block.start)


def write_front(writer: TextWriter, front: Element, blocks: Sequence[Block]) -> None:
    """Title pages, the summary as one division of several, prelims by their heads."""
    sections = Sections(writer, front)
    within = ""  # type of the division of the front that is open; empty for none
    k = 0
    while k < len(blocks):
        block = blocks[k]
        kind = writer.division(block)
        if block.zone in TITLE_ZONES:
            sections.close()
            within = ""
            k = _title_pages(writer, front, blocks, k)
        elif kind in SUMMARY_TYPES:
            if within != "abstract":
                sections.begin("abstract", _TOP, blocks[k - 1].end if k else 0)
                within = "abstract"
            sections.begin(kind, _TOP + 1, blocks[k - 1].end if k else 0)
            sections.head(block)
            k += 1
        elif block.zone is Zone.HEADING:
            if kind or not within:
                within = kind or "section"
                sections.begin(within, _TOP, block.start)
                sections.head(block)
            else:
                _inner_head(writer, sections, block)
            k += 1
        else:
            wanted = PRELIM_ZONES.get(block.zone, within or "section")
            if wanted != within:
                sections.begin(wanted, _TOP, block.start)
                within = wanted
            k = write_content(writer, sections.home, blocks, k)


def _inner_head(writer: TextWriter, sections: Sections, block: Block) -> None:
    """A head inside a prelim: one level below the prelim's own."""
    digits = writer.fact("head-level", block)
    level = max(1, int(digits)) if digits.isdecimal() else 1
    sections.begin("section", _TOP + level, block.start)
    sections.head(block)


# -- title pages -----------------------------------------------------------------------------------


def _title_pages(writer: TextWriter, front: Element, blocks: Sequence[Block], k: int) -> int:
    """A run of title blocks as title pages; the index of the block behind it."""
    end = k
    while end < len(blocks) and blocks[end].zone in TITLE_ZONES:
        end += 1
    for page in _by_page(writer, blocks[k:end]):
        writer.stream.write(page[0].start, front)
        if all(block.zone is Zone.AUTHOR_NOTE for block in page):
            _notes_alone(writer, front, page)
            continue
        element = sub(front, "titlePage")
        for block in page:
            _title_block(writer, element, block)
        _imprint(writer, element)
    return end


def _by_page(writer: TextWriter, run: Sequence[Block]) -> list[list[Block]]:
    """The run cut where a page begins, or a title follows a byline where pages are not shown.

    Notes on authors go with the title page beside them.
    """
    pages: list[list[Block]] = [[run[0]]]
    for before, block in pairwise(run):
        titled = any(b.zone is not Zone.AUTHOR_NOTE for b in pages[-1])
        cut = titled and block.zone is not Zone.AUTHOR_NOTE
        second = block.zone is Zone.TITLE and any(b.zone is Zone.BYLINE for b in pages[-1])
        if second or (cut and writer.page_begins(before.end, block.start)):
            pages.append([block])
        else:
            pages[-1].append(block)
    return pages


def _notes_alone(writer: TextWriter, front: Element, blocks: Sequence[Block]) -> None:
    """Notes on authors whose title page is not in the copy: a page without a title is none."""
    division = sub(front, "div", type="author-note")
    for block in blocks:
        write_contributor(writer, division, block)


def _title_block(writer: TextWriter, page: Element, block: Block) -> None:
    if block.zone is Zone.AUTHOR_NOTE:
        write_contributor(writer, page, block)
    elif block.zone is Zone.BYLINE:
        writer.stream.write(block.start, page)
        here = [f for f in writer.sheet.facts if f.name in _NAMED and _inside(f, block)]
        line = writer.block(block, page, "byline")
        if not any(f.name == "editor" for f in here):
            _name_authors(line, [f.value for f in here])
    else:
        title = page[-1] if len(page) and page[-1].tag == TEI + "docTitle" else None
        if title is None or block.zone is Zone.TITLE:
            writer.stream.write(block.start, page)
            title = sub(page, "docTitle")
        writer.block(block, title, "titlePart", type="main" if block.zone is Zone.TITLE else "sub")


_NAMED = frozenset({"author", "report-author", "editor"})


def _inside(fact: Fact, block: Block) -> bool:
    return block.start <= fact.start < block.end


def _name_authors(byline: Element, names: Sequence[str]) -> None:
    """Each author of a byline as ``docAuthor``; the words between stay where they are.

    A byline with elements in it (a page break, a repair), or one whose names are not printed as
    they were understood, is one ``docAuthor`` as a whole.
    """
    text = byline.text or ""
    places: list[tuple[int, int]] = []
    at = 0
    for name in names:
        start = text.find(name, at)
        if start < 0 or len(byline):
            places = []
            break
        at = start + len(name)
        places.append((start, at))
    if not places:
        _as_one_author(byline)
        return
    byline.text = text[: places[0][0]] or None
    for (start, end), (following, _) in pairwise([*places, (len(text), 0)]):
        sub(byline, "docAuthor", text[start:end]).tail = text[end:following] or None


def _as_one_author(byline: Element) -> None:
    whole = sub(byline, "docAuthor", byline.text)
    byline.text = None
    for child in list(byline)[:-1]:
        whole.append(child)


def _imprint(writer: TextWriter, page: Element) -> None:
    """The date of the masthead, as data."""
    if when := date_when(writer.edition.report.date):
        sub(sub(page, "docImprint"), "docDate", when=when)
