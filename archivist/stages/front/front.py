"""Stage *front*: title pages, openers, summary heads, prelims and back matter."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import dataclass

from archivist.core.ledger import Entry, Fact, Mark
from archivist.core.roles import MAIN, Zone
from archivist.core.sheet import Sheet
from archivist.profiles.model import Publisher
from archivist.stages.front.bios import author_notes
from archivist.stages.front.leading import small_words
from archivist.stages.front.openers import late_opener, note_begin, opener
from archivist.stages.front.people import NOTE_SIGNS, plain
from archivist.stages.front.prelims import (
    DIVISION,
    MOST_OF_IMPRINT,
    back_cover,
    special_page,
    unknown_page,
)
from archivist.stages.front.signatures import letters, signatures
from archivist.stages.front.titlepage import title_pages
from archivist.stages.front.titles import MAX_LINES
from archivist.stages.lines.claims import lines_as, printed, text_of
from archivist.stages.lines.folios import folio_value
from archivist.stages.lines.joints import words_of
from archivist.stages.lines.view import PAGE_GAP, Line, lines_of


@dataclass(frozen=True)
class Chunk:
    """The free lines of one page, or of what one of its heads opens."""

    lines: Sequence[Line]
    after_masthead: bool
    after_title: bool


def front(sheet: Sheet, publisher: Publisher) -> list[Entry]:
    """Claims on everything that is not running text, and the facts it gives."""
    lines = lines_of(sheet)
    entries, taken = title_pages(sheet, lines, publisher)
    opened = False
    words = sheet.of_text(words_of)
    last_title = max((lines[i].start for i in taken), default=-1)
    prelims = _first_known_head(lines, last_title, publisher)
    foreword: list[Sequence[Line]] = []
    claimed = {e.start for e in entries if isinstance(e, Mark) and e.role is Zone.TITLE}
    titles = {lines[i].said for i in taken if lines[i].start in claimed}
    for chunk in _chunks(sheet, lines, publisher, taken, titles):
        early = not opened and chunk.after_title
        if special := special_page(chunk.lines, publisher, at_start=early):
            entries += special
        elif found := _opener(chunk, publisher, words, titles):
            entries += found
            opened = True
        elif not opened and (foreword or text_of(chunk.lines[:1]) in publisher.front_heads):
            foreword.append(chunk.lines)
        elif chunk.lines[0].start < last_title or (early and _short_before(chunk.lines, prelims)):
            entries += unknown_page(chunk.lines, publisher)
    if not any(isinstance(e, Mark) and e.role is Zone.BACK_COVER for e in entries):
        entries += back_cover(lines, publisher)
    names = {plain(e.value) for e in entries if isinstance(e, Fact) and e.name in _NAMES}
    if signed := [*foreword, *letters(lines, publisher.idioms)]:
        entries += signatures(signed, names, publisher, sheet.of_text(small_words))
    names.update(plain(fact.value) for fact in sheet.facts_named("report-author"))
    entries += _author_notes(lines, entries, names, publisher, words)
    entries = [_as_printed(sheet, e) if isinstance(e, Fact) else e for e in entries]
    return entries + _heads(lines, publisher, entries)


def _short_before(lines: Sequence[Line], prelims: int) -> bool:
    """Whether *lines* end before the first known head, and are no more than an imprint has."""
    return lines[-1].stop <= prelims and len(lines) <= MOST_OF_IMPRINT


def _first_known_head(lines: Sequence[Line], start: int, publisher: Publisher) -> int:
    """Where the first head of a summary or prelim stands behind *start*; 0 for nowhere near."""
    heads = {*publisher.summary_heads, *publisher.front_heads, *publisher.contents.head}
    behind = [line for line in lines if line.start > start][: 2 * MOST_OF_IMPRINT]
    return next((line.start for line in behind if text_of([line]) in heads), 0)


def _opener(
    chunk: Chunk, publisher: Publisher, words: Container[str], titles: Collection[str]
) -> list[Entry]:
    """The opener of an essay at the top of a chunk, or further down where it proves itself.

    A page that opens with the title of the report is its title page again, unless author notes
    tell an essay of the same title.
    """
    top = opener(chunk.lines, publisher, masthead=chunk.after_masthead, words=words)
    noted = any(isinstance(e, Mark) and e.role is Zone.AUTHOR_NOTE for e in top)
    if chunk.lines[0].said in titles and not noted:
        return []
    return top or late_opener(chunk.lines, publisher, words=words)


def _author_notes(
    lines: Sequence[Line],
    entries: Sequence[Entry],
    names: Collection[str],
    publisher: Publisher,
    words: Container[str],
) -> list[Entry]:
    """Notes on the authors of title page and openers among the lines that nobody has claimed."""
    claimed = {e.start for e in entries if isinstance(e, Mark)}
    free = [
        line._replace(fenced=True) if k and lines[k - 1].start in claimed else line
        for k, line in enumerate(lines)
        if line.start not in claimed
    ]
    bylines = {e.start for e in entries if isinstance(e, Mark) and e.role is Zone.BYLINE}
    signs = {sign for line in lines if line.start in bylines for sign in _SIGNS.findall(line.text)}
    return author_notes(free, names, publisher, words=words, signs=signs)


_SIGNS = re.compile(rf"(?<=[^\W\d_])[{NOTE_SIGNS}]")
"""Signs of notes behind a name."""


_NAMES = frozenset({"author", "report-author", "editor"})


def _as_printed(sheet: Sheet, fact: Fact) -> Fact:
    """A name with the apostrophes and blanks of the text, not of the folded view."""
    if fact.name not in _NAMES:
        return fact
    return fact._replace(value=printed(sheet, fact.start, fact.end))


def _chunks(
    sheet: Sheet,
    lines: Sequence[Line],
    publisher: Publisher,
    taken: Collection[int],
    titles: Collection[str],
) -> Iterator[Chunk]:
    """The lines that are left, cut at pages, mastheads, title pages, titles and known heads."""
    pages = sorted(fact.start for fact in sheet.facts_named("page"))
    heads = _opening_heads(publisher)
    by_gap = bool(publisher.running_heads.verso)
    open_: list[Line] = []
    masthead = after_title = False
    at = 0
    for i, line in enumerate(lines):
        if i in taken:
            if open_:
                yield Chunk(open_, masthead, after_title)
            open_, masthead, after_title = [], False, True
            continue
        previous = lines[i - 1].stop if i else 0
        while at < len(pages) and pages[at] < previous:
            at += 1
        new_page = at < len(pages) and pages[at] <= line.start
        between = sheet.zones[previous : line.start]
        under = Zone.MASTHEAD in between
        told = not MAIN.isdisjoint(between)
        gap = by_gap and line.gap >= PAGE_GAP and not line.cut
        text = line.said
        opens = text in heads and not _listed(open_, publisher)
        again = text in titles and text_of(open_[-1:]) not in titles
        again = again and not _ends_in_notes(open_, publisher)
        if open_ and (new_page or under or told or gap or opens or again):
            yield Chunk(open_, masthead, after_title)
            after_title = after_title and not (new_page and text in heads)
            open_ = []
        if not open_:
            masthead = under
        open_.append(line)
    if open_:
        yield Chunk(open_, masthead, after_title)


def _ends_in_notes(open_: Sequence[Line], publisher: Publisher) -> bool:
    """Whether author notes stand right above the next line: a title there opens an essay."""
    return any(
        note_begin(open_, k, publisher) for k in range(max(0, len(open_) - _NOTE), len(open_))
    )


_NOTE = 6
"""Lines of an author note at most."""


def _listed(open_: Sequence[Line], publisher: Publisher) -> bool:
    """Whether the next line stands in a list of contents, right behind a page number."""
    in_contents = any(line.said in publisher.contents.head for line in open_[:MAX_LINES])
    return in_contents and bool(open_) and folio_value(open_[-1].text) is not None


def _opening_heads(publisher: Publisher) -> frozenset[str]:
    """Heads that open something new even where no page break is shown."""
    return frozenset(
        (*publisher.summary_heads, *publisher.front_heads, *publisher.back_heads, *publisher.boards)
    )


def _heads(lines: Sequence[Line], publisher: Publisher, entries: Sequence[Entry]) -> list[Entry]:
    """Heads known to the profile: of summaries, prelims and back matter."""
    claimed = {e.start for e in entries if isinstance(e, Mark)}
    found: list[Entry] = []
    tables = (publisher.summary_heads, publisher.front_heads, publisher.back_heads)
    for line in lines:
        if line.start in claimed or len(line.text) > 60:
            continue
        text = line.said
        for table in tables:
            if text in table:
                rule = f"{publisher.id}:known-head"
                found += lines_as([line], Zone.HEADING, rule)
                found.append(Fact(DIVISION, table[text], line.head, line.tail, rule))
    return found
