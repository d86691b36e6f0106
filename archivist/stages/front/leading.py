"""The title page that opens a copy, where no word says by whom the report is.

Short lines stand above the first prose, the first known head or the first page break. The first of
them that does not name the house, the series, a number or a date begins the title; names, posts and
a date follow. Such lines open letters, chapters and slices as well, so something must bear the page
out: names or a date below the title, a page of its own, a summary right behind it, or the same
words as a title elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from archivist.core.ledger import Certainty, Entry
from archivist.core.roles import Zone
from archivist.core.sheet import Sheet
from archivist.profiles.idioms import Idioms
from archivist.profiles.model import Publisher
from archivist.stages.front.dates import printed_date
from archivist.stages.front.kinds import is_code, is_kind_line, kind_facts, names_house
from archivist.stages.front.openers import note_begin
from archivist.stages.front.people import is_byline, name_facts, named, says_post, split_names
from archivist.stages.front.titles import MAX_LINES, fold_title, is_title_line
from archivist.stages.lines.claims import lines_as, text_of
from archivist.stages.lines.sentences import closes_sentence, runs_on
from archivist.stages.lines.view import Line

RULE = "front:leading"
LONGEST = 30
"""Lines of a title page at most."""
_PAGE_ALONE = 15
"""Lines at most of a page that holds nothing but the title page."""
_PROSE = 60
"""Characters from which on a line can be one of running text."""
_GAP = 2
"""Blank lines at most between two lines of one title."""

_NO_TITLE = re.compile(
    r"(?i)(?:dear|to|from|by|for|presented|prepared|submitted|received)\b.*"
    r"|a (?:dissertation|thesis)\b.*"
    r"|(?:lead |principal |project )?(?:author|director|editor|investigator|contributor)s?:?"
    r"|(?:written|edited) by:?"
    r"|(?:at|in)|[•·◆ ]*(?:https?:|www\.).*|.*\b(?:ISBN|ISSN|doi)\b.*"
)
_OPENS_TEXT = re.compile(
    r"(?i:introduction|background|summary|overview|abstract|contents|keywords:?.*)"
    r"|(?i:chapter |part |section )?(?:[1-9]\d?(?:\.\d+)*\.?|[IVX]{1,4}\.) +[A-Z](?!\.).*"
)
_NUMBER_ALONE = re.compile(
    r"(?i:chapter|part|section|annex|appendix) (?:\d{1,2}|[IVXL]{1,6}|[A-Z])[.:]?"
)
"""The number of a part, the title of which is on the next line, however like a name."""
_SECTION = re.compile(r"(?:[1-9]\d?(?:\.\d+)*\.|[IVX]{1,4}\.) +[A-Z](?!\.)")
"""The number of a section: a copy that begins with its head has no title page."""
_ASKS = re.compile(r"(?:What|How|Why|Who|Whose|When|Where|Which|Toward|Towards|Beyond) ")
"""Words with which titles begin, and no name does."""
_SMALL_NAME = re.compile(
    r"(?m)(?:^|(?<=[.>] ))[^\W\d_A-Z][\w.'-]*(?: [\w.'-]+){1,3} (?:is|was) (?=(?:an? |the )?[A-Z])"
)
_SMALL = re.compile(r"(?<![\w'./@-])[^\W\d_A-Z][^\W\d_]{2,}")


@dataclass(frozen=True)
class Leading:
    """A title page without a *by*: indices into the list of lines, ends exclusive."""

    title: int
    end: int  # of the title and subtitle
    people: tuple[tuple[int, int], ...]  # each a name with the lines on that person
    asides: tuple[int, ...]  # lines that name house, series, number or date


def leading_page(
    sheet: Sheet, lines: Sequence[Line], publisher: Publisher, titles: Collection[str]
) -> Leading | None:
    """The title page at the very beginning of *lines*, or None where nothing bears it out.

    Args:
        sheet: the report.
        lines: its free lines.
        publisher: its kinds of publication and its known heads.
        titles: folded titles told elsewhere, as by running heads.
    """
    if not lines or _begins_amid(sheet):
        return None
    stop = _stop(lines, publisher)
    if any(note_begin(lines, k, publisher) for k in range(stop + 1)):
        return None  # an opener has notes on its authors above the title
    small = sheet.of_text(small_words)
    first = _title_begin(lines, stop, publisher, small)
    if first == stop or stop == len(lines) or not _runs(lines[stop:]):
        return None
    end = _title_end(lines, first, stop, publisher, small)
    said = lines[first].said
    if end == first or (end == first + 1 and _NUMBER_ALONE.fullmatch(said)):
        return None
    if _SECTION.match(said):
        return None
    people = tuple(_people(lines, end, stop, publisher, small))
    if below := _title_below_names(lines, first, stop, publisher, small):
        first, end = below, _title_end(lines, below, stop, publisher, small)
        people = tuple(_people(lines, 0, first, publisher, small))
    within = {k for a, b in people for k in range(a, b)}
    asides = tuple(
        k
        for k in (*range(first), *range(end, stop))
        if k not in within and (k < first or _is_aside(lines[k], publisher))
    )
    dated = any(printed_date(lines[k].said) for k in asides)
    alone = lines[stop].feed and stop <= _PAGE_ALONE
    summary = lines[stop].said in publisher.summary_heads
    again = _stands_again(lines, first, end, titles)
    if not (people or dated or alone or summary or again):
        return None
    return Leading(first, end, people, asides)


def leading_entries(lines: Sequence[Line], page: Leading, idioms: Idioms) -> list[Entry]:
    """Claims on all but the title of a page, and their facts."""
    entries: list[Entry] = []
    for a, b in page.people:
        entries += lines_as(lines[a:b], Zone.BYLINE, RULE)
        name = named(lines[a].text, idioms)
        line = lines[a]._replace(text=name) if name else lines[a]
        entries += name_facts("report-author", [line], RULE, idioms, Certainty.MEDIUM)
    for k in page.asides:
        entries += aside_entries(lines[k])
    return entries


def aside_entries(line: Line) -> list[Entry]:
    """Claims on a line that names house, series, number or date, and the facts it gives."""
    return [*lines_as([line], Zone.MASTHEAD, "front:kind"), *kind_facts(line)]


def dated_below(lines: Sequence[Line], end: int, publisher: Publisher) -> Iterator[int]:
    """The lines with date, series or house below the names of a title page that ends at *end*."""
    stop = _stop(lines[end:], publisher) + end
    for k in range(end, min(stop, end + _BELOW)):
        known = bool(publisher.name) and is_kind_line(lines[k].said, publisher)  # else an imprint
        if printed_date(lines[k].said) or known:
            yield k


_BELOW = 12
"""Lines below the names among which the date of a title page is looked for."""


def _begins_amid(sheet: Sheet) -> bool:
    """Whether the copy is known to begin with a later slice of its document."""
    first = next(iter(sheet.facts_by_place("site.slice")), None)
    return first is not None and first.value != "1"


def _stop(lines: Sequence[Line], publisher: Publisher) -> int:
    """The line at which the text, a known head or the next page begins."""
    known = {*publisher.summary_heads, *publisher.front_heads, *publisher.back_heads}
    known.update(publisher.contents.head)
    for k, line in enumerate(lines[:LONGEST]):
        if k and (line.feed or line.cut or line.said in known):
            return k
        if k and _OPENS_TEXT.fullmatch(line.text) and not printed_date(line.said):
            return k
        if is_prose(lines, k):
            return k
    return 0


def is_prose(lines: Sequence[Line], k: int) -> bool:
    """Whether running text begins with line *k*."""
    text = lines[k].text
    if closes_sentence(text) and text.endswith((".", '."', ".)")) and len(text.split()) >= 7:
        return True
    below = lines[k + 1] if k + 1 < len(lines) else None
    if len(text) < _PROSE or below is None or below.gap:
        return len(text) > 2 * _PROSE
    return len(below.text) >= _PROSE or below.text[:1].islower()


def _runs(lines: Sequence[Line]) -> bool:
    """Whether running text follows at all: verse, tables and letters have no title pages."""
    return sum(1 for line in lines[:200] if len(line.text) >= _PROSE) >= 2


def _is_aside(line: Line, publisher: Publisher) -> bool:
    """Whether a line names house, series, number or date: no part of the title."""
    text = line.said
    if not any(map(str.isalpha, text)):
        return True
    return bool(printed_date(text)) or is_kind_line(text, publisher) or is_code(text)


def _title_begin(
    lines: Sequence[Line], stop: int, publisher: Publisher, small: Collection[str]
) -> int:
    """The first line of the title; one that may name the house only where there is no other."""
    could = [
        k
        for k in range(stop)
        if is_title_line(lines[k].text) and not _is_aside(lines[k], publisher)
    ]
    for k in could:
        text = lines[k].said
        plain = not (names_house(text) or _NO_TITLE.fullmatch(text))
        if plain and not (k > could[0] and is_person(text, small, publisher.idioms)):
            return k
    return could[0] if could and not _NO_TITLE.fullmatch(lines[could[0]].said) else stop


def _title_below_names(
    lines: Sequence[Line], first: int, stop: int, publisher: Publisher, small: Collection[str]
) -> int:
    """The line of the title where the names stand above it, as on many covers; 0 where they do not.

    One name alone can be the title of a life; two, or a name that a blank line parts from what is
    below, are those of authors.
    """
    k = first
    while (
        k < stop
        and is_person(lines[k].said, small, publisher.idioms)
        and not _is_aside(lines[k], publisher)
    ):
        k += 1
    names = sum(len(split_names(line.said, publisher.idioms)) for line in lines[first:k])
    if not first < k < stop or not is_title_line(lines[k].text):
        return 0
    if says_post(lines[k].said, publisher.idioms) and not lines[k].gap:
        return 0
    if (
        any(is_person(lines[n].said, small, publisher.idioms) for n in range(k, stop))
        or _NO_TITLE.fullmatch(lines[k].said)
        or _is_aside(lines[k], publisher)
    ):
        return 0
    return k if names > 1 or lines[k].gap else 0


def _title_end(
    lines: Sequence[Line], first: int, stop: int, publisher: Publisher, small: Collection[str]
) -> int:
    """Past the last line of title and subtitle that begin at *first*."""
    for k in range(first, min(stop, first + MAX_LINES)):
        line = lines[k]
        if not is_title_line(line.text) or _NO_TITLE.fullmatch(line.text):
            return k
        if k == first:
            continue
        if line.gap > _GAP or line.cut or _is_aside(line, publisher):
            return k
        on = runs_on(lines[k - 1].text, line.text)
        if not on and (is_person(line.said, small, publisher.idioms) or names_house(line.said)):
            return k
    return min(stop, first + MAX_LINES)


def _people(
    lines: Sequence[Line], k: int, stop: int, publisher: Publisher, small: Collection[str]
) -> Iterator[tuple[int, int]]:
    """The names below a title, each with the lines on the post and place of that person."""
    while k < stop:
        if not is_person(lines[k].said, small, publisher.idioms) or _is_aside(lines[k], publisher):
            k += 1
            continue
        end = k + 1
        while end < stop and not lines[end].gap and _is_about(lines[end], publisher, small):
            end += 1
        yield k, end
        k = end


def _is_about(line: Line, publisher: Publisher, small: Collection[str]) -> bool:
    """Whether a line right below a name says who that is."""
    if printed_date(line.said) or is_person(line.said, small, publisher.idioms):
        return False
    return says_post(line.text, publisher.idioms) or not is_kind_line(line.said, publisher)


def is_person(text: str, small: Collection[str], idioms: Idioms) -> bool:
    """Whether a line holds names of persons: words that the text does not know as words."""
    text = named(text, idioms) or (_lowered(text) if text.isupper() else text)
    if not is_byline(text, idioms) or says_post(text, idioms) or _ASKS.match(text):
        return False
    names = split_names(text, idioms)
    telling = [name for name in names if any(len(w.strip(".,'")) > _INITIAL for w in name.split())]
    cut = any(all(word.endswith(".") for word in name.split()) for name in names)  # "and D. B."
    return bool(telling) and not cut and all(_is_strange(name, small) for name in telling)


def _lowered(text: str) -> str:
    """Words in capitals as a byline has them."""
    return text.title().replace(" And ", " and ")


def _is_strange(name: str, small: Collection[str]) -> bool:
    words = [word.strip(".,'").casefold() for word in name.split()]
    long = [word for word in words if len(word) > _INITIAL]
    if long[-1] in small or (len(words) > _MOST and len(long) == len(words)):
        return False
    return 2 * sum(word in small for word in long) < len(long)


_INITIAL = 2
"""Letters at most of initials and particles."""
_MOST = 3
"""Words at most of a name without them."""


def small_words(sheet: Sheet) -> frozenset[str]:
    """Words that the text has in small letters: what a name is hardly made of.

    Notes on authors whose names are set in small capitals reach the text in small letters.
    """
    return frozenset(_SMALL.findall(_SMALL_NAME.sub("", sheet.view)))


def _stands_again(lines: Sequence[Line], first: int, end: int, titles: Collection[str]) -> bool:
    """Whether the words of the title are a title elsewhere."""
    said = {fold_title(text_of(lines[first:k])) for k in range(first + 1, end + 1)}
    return any(len(text.split()) > 1 and text in titles for text in said)
