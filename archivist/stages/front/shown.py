"""Stage *shown*: title pages that type or markup shows, where no publisher's marks gave a title.

A title page has heads and little else; the largest of them is the title, the next in rank the
subtitle, and names stand beside them. Where text begins on the same page (a saved web page, a
short paper) the title is the one head that no other head of the document reaches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archivist.core.ledger import Certainty, Entry, Fact
from archivist.core.roles import Zone
from archivist.core.sheet import Sheet
from archivist.core.source import HEADS, Hint
from archivist.profiles.idioms import Idioms
from archivist.profiles.model import Publisher
from archivist.stages.front.dates import printed_date
from archivist.stages.front.leading import aside_entries
from archivist.stages.front.people import is_byline, plain, split_names
from archivist.stages.lines.claims import lines_as
from archivist.stages.lines.view import PAGE_GAP, Line, lines_of

OPENING_PAGES = 6
"""Pages at the start among which title pages are looked for."""

MOST_WORDS = 60
"""Words besides heads that a title page holds, at most."""

_OF_TEXT = frozenset({Hint.ITEM, Hint.ITEM2, Hint.ROW, Hint.CAPTION, Hint.CALL, Hint.QUOTE})
_BY = re.compile(r"(?:(?P<edited>edited)|report)? ?by\b", re.IGNORECASE)

Run = list[Line]


def shown(sheet: Sheet, publisher: Publisher) -> list[Entry]:
    """Title, subtitle and authors by the rank of their type, each with its fact."""
    if sheet.facts_named("title") or sheet.facts_named("report-title"):
        return []
    lines = lines_of(sheet)
    if not any(line.hint in HEADS for line in lines):
        return []
    entries: list[Entry] = []
    title, idioms = "", publisher.idioms
    paged = sheet.locate(lines[0].start)[0].is_paged
    pages = _pages(lines) if paged else [lines]
    for page in pages[:OPENING_PAGES]:
        runs = list(_runs(page, paged=paged))
        rank = min((_rank(run) for run in runs if _rank(run)), default=0)
        first = next((k for k, run in enumerate(runs) if _rank(run) == rank), 0)
        if not rank:
            continue
        if len(pages) == 1 or not _is_title_page(runs):
            if not title and _stands_out(runs, first, lines):
                entries += _claims(
                    sheet, _opening(runs[first:], lines, idioms), runs[first:], idioms, told=True
                )
            break
        here = plain(_text(runs[first]))
        if not title or here == title:
            entries += _claims(sheet, runs[first:], runs[first:], idioms, told=not title)
            entries += [mark for run in runs for mark in lines_as(run, Zone.COVER, "shown:cover")]
            title = here
    return entries


def _pages(lines: Sequence[Line]) -> list[list[Line]]:
    pages: list[list[Line]] = []
    for line in lines:
        if not pages or line.gap >= PAGE_GAP:
            pages.append([])
        pages[-1].append(line)
    return pages


def _runs(page: Sequence[Line], *, paged: bool) -> Iterator[Run]:
    """Lines that belong together: a hint or a blank line begins a block.

    In a PDF lines without one go on with it; in a page those that a ``br`` has parted.
    """
    run: Run = []
    for line in page:
        begins = line.hint not in {None, Hint.RUN_ON} or not (paged or (run and run[-1].soft))
        if run and (begins or line.gap):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _rank(run: Run) -> int:
    hint = run[0].hint
    return HEADS.get(hint, 0) if hint else 0


def _text(run: Run) -> str:
    return " ".join(line.text for line in run)


def _is_title_page(runs: Sequence[Run]) -> bool:
    others = [run for run in runs if not _rank(run)]
    if any(line.hint in _OF_TEXT for run in others for line in run):
        return False
    return sum(len(_text(run).split()) for run in others) <= MOST_WORDS


def _stands_out(runs: Sequence[Run], first: int, lines: Sequence[Line]) -> bool:
    """Whether the head opens its page and no other head of the document has its rank."""
    rank = _rank(runs[first])
    before = sum(len(_text(run).split()) for run in runs[:first])
    equals = sum(1 for line in lines if line.hint and HEADS.get(line.hint, 9) <= rank)
    return before <= MOST_WORDS and equals == 1


def _opening(runs: Sequence[Run], lines: Sequence[Line], idioms: Idioms) -> Sequence[Run]:
    """The title above a text, with a subtitle or by-line.

    A head right above text opens that text; a subtitle stands above a by-line, or has a rank of its
    own and stands above a head.
    """
    if len(runs) < 3 or not _rank(runs[1]):
        return runs[:2]
    if _names_people(runs[2], idioms):
        return runs[:3]
    alone = sum(1 for line in lines if line.hint is runs[1][0].hint) == 1
    return runs[:3] if alone and _rank(runs[2]) else runs[:1]


def _names_people(run: Run, idioms: Idioms) -> re.Match[str] | bool:
    """Whether a run is a by-line; two words of a head in capitals are no name."""
    text = _text(run)
    return _BY.match(text) or (not _rank(run) and is_byline(text, idioms))


def _claims(
    sheet: Sheet, runs: Sequence[Run], after: Sequence[Run], idioms: Idioms, *, told: bool
) -> Iterator[Entry]:
    """Marks on title, subtitle and by-line; facts where this page is the first to tell them."""
    title, *others = runs
    yield from lines_as(title, Zone.TITLE, "shown:title")
    if told:
        yield _fact("report-title", title, _certainty(sheet, title))
    for k, run in enumerate(others):
        text = _text(run)
        if match := _names_people(run, idioms):
            yield from lines_as(run, Zone.BYLINE, "shown:byline")
            dated = [
                line for below in after[k + 2 : k + 4] for line in below if printed_date(line.said)
            ]
            edited = isinstance(match, re.Match) and match["edited"]
            name = "editor" if edited else "report-author"
            if told:
                for person in split_names(text, idioms):
                    yield Fact(name, person, run[0].head, run[-1].tail, "shown:byline")
            for line in dated[:1]:
                yield from aside_entries(line)
            return
        if k or not _rank(run) > _rank(title):
            return
        yield from lines_as(run, Zone.SUBTITLE, "shown:subtitle")
        if told:
            yield _fact("report-subtitle", run, Certainty.MEDIUM)


def _fact(name: str, run: Run, certainty: Certainty) -> Fact:
    return Fact(name, "", run[0].head, run[-1].tail, f"shown:{name.split('-')[1]}", certainty)


def _certainty(sheet: Sheet, title: Run) -> Certainty:
    """High where the file itself says the same of its title."""
    words = plain(_text(title))
    source, _ = sheet.locate(title[0].start)
    told = [v for n, v in source.witnesses if n.casefold().rpartition(":")[2].endswith("title")]
    return Certainty.HIGH if any(words in plain(value) for value in told) else Certainty.MEDIUM
