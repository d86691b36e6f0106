"""Cover and title page: the words above a line that says by whom the report is.

The line that begins with *By* or *Edited by* is the anchor, because covers differ in all else;
without it, lines that stand twice (on the cover and on the title page) and end in names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from archivist.core.ledger import Certainty, Entry
from archivist.core.roles import Zone
from archivist.core.sheet import Sheet
from archivist.core.source import HEADS
from archivist.profiles.idioms import Idioms
from archivist.profiles.model import Publisher
from archivist.stages.front.kinds import is_kind_line, kind_facts, names_house
from archivist.stages.front.labelled import labelled_end, labelled_entries
from archivist.stages.front.leading import (
    Leading,
    aside_entries,
    dated_below,
    is_prose,
    leading_entries,
    leading_page,
)
from archivist.stages.front.people import (
    goes_on,
    is_byline,
    is_capitals_name,
    joined_names,
    name_facts,
    one_a_line,
    says_post,
)
from archivist.stages.front.titles import (
    MAX_LINES,
    fold_title,
    is_title_line,
    split_at,
    title_entries,
)
from archivist.stages.lines.claims import lines_as, text_of
from archivist.stages.lines.sentences import runs_on
from archivist.stages.lines.view import Line

REACH = 160
"""Free lines from the start of the copy within which a title page is looked for: boards of a long
list of names can stand between cover and title page."""

RULE = "front:title-page"
_BY = re.compile(
    r"(?:(?P<edited>edited) +|(?:an? +)?(?:review|report|essay|article|study|paper) +"
    r"|(?:written|prepared) +)?by(?: +(?P<names>\S.*))?",
    re.IGNORECASE,
)
_BYLINE_LINES = 5
_STOP = re.compile(r"(?P<before>[^\W\d_]{2})\.(?: +[^\W\d_]|$)")
"""What may be the end of a sentence; initials and abbreviated titles of persons have no two small
letters before their stop."""


@dataclass(frozen=True)
class TitlePage:
    """One title page: indices into the list of lines, ends exclusive."""

    first: int
    title: int
    byline: int
    end: int
    edited: bool
    told: bool  # a word says that the names are those of authors or editors

    @property
    def span(self) -> range:
        """All its lines."""
        return range(self.first, self.end)


def title_pages(
    sheet: Sheet, lines: Sequence[Line], publisher: Publisher
) -> tuple[list[Entry], set[int]]:
    """Claims on covers and title pages, and the indices of the lines they took."""
    if stated := labelled_end(lines[:REACH]):
        return labelled_entries(lines[:REACH], publisher.idioms), set(range(stated))
    found = list(_anchored(sheet, lines, publisher))
    if not found:
        found = list(_repeated(lines, publisher))
    elsewhere = _titles_elsewhere(sheet)
    leading = (
        None
        if found or sheet.facts_named("report-title")
        else leading_page(sheet, lines, publisher, elsewhere)
    )
    if leading is not None:
        found = [*_told(lines, leading)]
    soft = sum(line.soft for line in lines) > 0.2 * len(lines)
    splits = _agreed_splits(lines, found, elsewhere, soft=soft)
    entries: list[Entry] = []
    taken: set[int] = set()
    for page in found:
        entries += _page_entries(lines, page, splits[_key(lines, page)], publisher.idioms)
        taken.update(page.span)
    if found and leading is None:
        below = list(dated_below(lines, found[0].end, publisher))
        entries += [entry for k in below for entry in aside_entries(lines[k])]
        taken.update(below)
    if leading is not None:
        entries += leading_entries(lines, leading, publisher.idioms)
        taken.update(leading.asides, *(range(a, b) for a, b in leading.people))
    return entries, taken


def _told(lines: Sequence[Line], leading: Leading) -> Iterator[TitlePage]:
    """The title that opens the copy, and the same words where they stand again as a block."""
    first, size = leading.title, leading.end - leading.title
    yield TitlePage(first, first, leading.end, leading.end, edited=False, told=False)
    whole = [fold_title(line.text) for line in lines[first : leading.end]]
    if len(" ".join(whole).split()) < 3:
        return
    for k in range(leading.end, min(REACH, len(lines) - size)):
        if is_prose(lines, k):
            return  # a title that stands again behind text is the head of it
        apart = lines[k].feed or lines[k].gap >= 2
        if apart and [fold_title(line.text) for line in lines[k : k + size]] == whole:
            yield TitlePage(k, k, k + size, k + size, edited=False, told=False)


def _anchored(sheet: Sheet, lines: Sequence[Line], publisher: Publisher) -> Iterator[TitlePage]:
    """Title pages with a line that says *by*."""
    floor = 0
    for k, line in enumerate(lines[:REACH]):
        if k < floor or "by" not in line.text.lower():
            continue
        if not (match := _BY.fullmatch(line.text)):
            continue
        end = _names_end(lines, k, match["names"] or "", publisher)
        if end is None:
            continue
        top = _top(sheet, lines, k, floor)
        title = _below_kinds(lines, top, k, publisher)
        if 0 < k - title <= MAX_LINES:
            yield TitlePage(top, title, k, end, bool(match["edited"]), told=True)
            floor = end


def _names_end(lines: Sequence[Line], k: int, names: str, publisher: Publisher) -> int | None:
    """Past the last line of the names that begin on line *k*; None where they are no names."""
    best: int | None = None
    before = ""
    idioms = publisher.idioms
    lead = len(lines[k].text) - len(names)
    for end in range(k + 1, min(k + 1 + _BYLINE_LINES, len(lines) + 1)):
        text = joined_names(lines[k:end])[0][lead:].strip()
        if end > k + 1:
            line = lines[end - 1]
            full = len(lines[end - 2].text) >= _FULL
            parted = line.gap or line.cut
            shown_on = lines[k].hint is not None and line.hint is None
            if not before and line.gap <= _BELOW_BY and not line.cut:
                pass  # the names stand below a line that holds the word alone
            elif not (names or parted) and _is_next_name(lines[end - 2].text, line.text, idioms):
                best, before = end, line.text
                continue  # below a line that holds the word alone, each name on a line
            elif not (goes_on(before, idioms) or shown_on) and (parted or (best and not full)):
                break
            if best and is_kind_line(line.text, publisher):
                break
        if text and (is_byline(text, idioms) or (not names and _in_capitals(text))):
            best = end
        elif best and not goes_on(before, idioms):
            break
        before = text
    return best


def _is_next_name(above: str, text: str, idioms: Idioms) -> bool:
    """Whether a line is one more name below a name, and no post or house."""
    other = says_post(text, idioms) or names_house(text)
    return not other and one_a_line([above, text], idioms)


def _in_capitals(text: str) -> bool:
    """Whether a line below the word *by* is a name in capitals: ``BY``/``COMMAND`` is none."""
    initials = any(len(word.rstrip(".")) == 1 for word in text.split())
    return is_capitals_name(text) and (initials or len(text.split()) == _TWO)


_TWO = 2
_BELOW_BY = 2
"""Blank lines at most between the word *by* and the names."""
_FULL = 70
"""Characters from which on a line of names may have been wrapped inside a name."""


def _top(sheet: Sheet, lines: Sequence[Line], k: int, floor: int) -> int:
    """The first line of the block of title lines above line *k*."""
    top = k
    while top > floor and k - top < MAX_LINES + 3:
        above = lines[top - 1]
        if not is_title_line(above.text) and above.hint not in HEADS:
            break
        if top < k and _parted(sheet, above, lines[top]):
            break
        if top == k and (lines[k].cut or any(sheet.zones[above.stop : lines[k].start])):
            break
        top -= 1
    return top


def _parted(sheet: Sheet, above: Line, below: Line) -> bool:
    """Whether a page break, site furniture or forme work stands between two lines."""
    claimed = sheet.zones[above.stop : below.start]
    return below.cut or below.gap >= 2 or any(z not in (0, Zone.BLANK) for z in claimed)


def _below_kinds(lines: Sequence[Line], top: int, k: int, publisher: Publisher) -> int:
    """The first line below those that name the kind of publication, its series or its date."""
    while top < k - 1 and is_kind_line(lines[top].text, publisher):
        top += 1
    return top


def _repeated(lines: Sequence[Line], publisher: Publisher) -> Iterator[TitlePage]:
    """Lines that open the copy, stand there twice, and end in names: cover and title page."""
    again = _first_again([line.text for line in lines[:REACH]])
    if again is None:
        return
    folded = [fold_title(line.text) for line in lines[:REACH]]
    size = 0
    while size < min(again, len(folded) - again) and folded[size] == folded[again + size]:
        size += 1
    size = min(size, again)
    if not 2 <= size <= MAX_LINES + 3:
        return
    for first in (0, again):
        block = lines[first : first + size]
        if not all(is_title_line(line.text) for line in block[:-1]):
            return
        if _is_prose(block, lines[first + size : first + size + 1]):
            return
        title = _below_kinds(lines, first, first + size, publisher)
        byline = next(
            (
                k
                for k in range(title + 1, first + size)
                if is_byline(text_of(lines[k : first + size]), publisher.idioms)
            ),
            first + size,
        )
        yield TitlePage(first, title, byline, first + size, edited=False, told=False)


def _first_again(texts: Sequence[str]) -> int | None:
    """Where the first of *texts* stands again; most begin otherwise and need not be folded."""
    first = fold_title(texts[0]) if texts else ""
    for k in range(2, len(texts)):
        if texts[k][0].casefold()[:1] == first[:1] and fold_title(texts[k]) == first:
            return k
    return None


def _is_prose(block: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether lines that stand twice are prose: a sentence ends in them, or runs out of them."""
    runs_out = any(line.text[:1].islower() and not (line.gap or line.cut) for line in below)
    return runs_out or any(stop["before"].islower() for stop in _STOP.finditer(text_of(block)))


def _titles_elsewhere(sheet: Sheet) -> set[str]:
    """Folded texts of running heads: what they name is a title."""
    found: set[str] = set()
    for span in sheet.stretches(Zone.RUNNING_HEAD):
        for segment in sheet.segments(*span):
            for part in _HEAD_PARTS.split(sheet.view[segment.start : segment.end]):
                if len(part.split()) >= 2:
                    found.add(fold_title(part))
    return found


_HEAD_PARTS = re.compile(r"[|◆•]|\s{2,}|\b\d{1,3}\b")
"""What parts the words of a running head."""


def _key(lines: Sequence[Line], page: TitlePage) -> str:
    return fold_title(text_of(lines[page.title : page.byline]))


def _agreed_splits(
    lines: Sequence[Line], pages: Sequence[TitlePage], known: Collection[str], *, soft: bool
) -> dict[str, int | None]:
    """For each title, after how many lines the subtitle begins: any of its places may show it."""
    splits: dict[str, int | None] = {}
    for page in pages:
        block = lines[page.title : page.byline]
        key = _key(lines, page)
        splits[key] = splits.get(key) or split_at(block, known, soft=soft)
    for page in pages:
        block = lines[page.title : page.byline]
        key = _key(lines, page)
        if splits[key] is None and len(block) == 2 and not runs_on(block[0].text, block[1].text):
            splits[key] = 1
    return splits


def _page_entries(
    lines: Sequence[Line], page: TitlePage, split: int | None, idioms: Idioms
) -> list[Entry]:
    repeated = Certainty.HIGH if page.told else Certainty.MEDIUM
    entries: list[Entry] = []
    for line in lines[page.first : page.title]:
        entries += lines_as([line], Zone.MASTHEAD, "front:kind")
        entries += kind_facts(line)
    title = lines[page.title : page.byline]
    entries += title_entries(title, RULE, report=True, split=split, certainty=repeated)
    names = lines[page.byline : page.end]
    if names:
        entries += lines_as(names, Zone.BYLINE, RULE)
        role = "editor" if page.edited else "report-author"
        alone = len(names) > 1 and _BY.fullmatch(names[0].text.rstrip(" :"))
        told = names[1:] if alone and not alone["names"] else names
        entries += name_facts(role, told, RULE, idioms, repeated)
    return entries
