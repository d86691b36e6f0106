"""Mastheads of a house that no profile knows: lines that name a series and its number.

A line is a masthead for three reasons together: it names a kind of publication, it carries a
number or a date, and it either opens the copy or stands there more than once in the same words. A
title does none of the last two, so a title that names a report stays a title.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archivist.core.calendar import MONTH, MONTH_NUMBERS, YEAR
from archivist.core.ledger import Certainty, Entry, Fact
from archivist.core.roles import Zone
from archivist.profiles.idioms import Idioms
from archivist.stages.forme.breaks import Cluster
from archivist.stages.lines.folios import folio_value
from archivist.stages.lines.sentences import runs_on
from archivist.stages.lines.view import Line

RULE = "pages:series"
LONGEST = 90
"""Characters of a masthead line at most."""

_WORDED = r"(?:no\.?|nr\.?|n[°º]\.?|№|#|number|vol\.?|volume|issue|вып(?:уск|\.)|том) ?"
_DATE = rf"(?:(?:\d{{1,2}} )?(?P<month>{MONTH}) (?:\d{{1,2}}, ?)?)?(?P<year>{YEAR})"
_PART = rf"{_WORDED}\d{{1,4}}(?:[/.-]\d{{1,4}})?"
_NUMBERS = rf"(?P<numbers>{_PART}(?:[,;:|/·•–—-]? {{0,2}}{_PART}){{0,2}})"
_SEP = r"(?: ?[|,;:·•◆/–—-])? ?"
_NUMBER_LINE = re.compile(rf"(?i)\(?{_NUMBERS}\)?(?:{_SEP}\(?{_DATE}\)?)?")
_DATE_LINE = re.compile(rf"(?i)\(?{_DATE}\)?")
_NAME = r"(?P<name>\D{5,70}?)"
_BARE = rf"(?P<bare>(?!{YEAR})\d{{1,4}}(?:[/-]\d{{1,4}})?)"
_NUMBERED = re.compile(rf"(?i){_NAME}{_SEP}\(?(?:{_NUMBERS}|{_BARE})\)?(?:{_SEP}\(?{_DATE}\)?)?")
_DATED = re.compile(rf"(?i){_NAME} ?[|,(·•◆] ?{_DATE}\)?")
_DIGIT = re.compile(r"\d")
_LETTERED = re.compile(r"(?:\w ){3,}\w")
_LETTERS = re.compile(r"(?<=\w) \w \w (?=\w)")
"""The same inside a line: looked for from blank to blank, it is found at once not to be there."""


@dataclass(frozen=True)
class SeriesLine:
    """One masthead: indices of its lines, both ends included, and what it says."""

    first: int
    last: int
    said: str
    name: str
    number: str
    date: str
    printed: str  # the name as it stands there
    loose: bool = False  # a full line stands straight above it


def series_mastheads(lines: Sequence[Line], idioms: Idioms, entries: list[Entry]) -> list[Cluster]:
    """Mastheads of one series, as forme work; the facts they give go to *entries*."""
    found = _proven(lines, _candidates(lines, idioms))
    for one in found:
        start, end = lines[one.first].head, lines[one.last].tail
        for name, value in (("number", one.number), ("date", one.date), ("series", one.printed)):
            if value:
                entries.append(Fact(name, value, start, end, RULE, Certainty.MEDIUM))
    spans = [(_top(lines, one.first, idioms), one.last) for one in found] + _torn(lines, found)
    return [
        Cluster(first, last, masthead=True, parts=[(first, last, Zone.MASTHEAD, RULE)])
        for first, last in sorted(spans)
    ]


def _names_kind(text: str, idioms: Idioms) -> bool:
    """Whether *text* can name a series: it says a kind of publication and no more."""
    words = text.split()
    plain = not text.endswith((".", ",", ";", "?")) and ": " not in text
    return plain and len(words) <= 8 and idioms.kinds.search(text) is not None


def _candidates(lines: Sequence[Line], idioms: Idioms) -> list[SeriesLine]:
    """Lines, alone or with a number line below them, that read as a masthead."""
    numbered = [_DIGIT.search(line.text) is not None for line in lines]
    found: list[SeriesLine] = []
    i = 0
    while i < len(lines):
        one = _read(lines, i, idioms) if any(numbered[i : i + 2]) else None
        if one is not None:
            found.append(replace(one, loose=_below_full(lines, i)))
        i = one.last + 1 if one is not None else i + 1
    return found


def _read(lines: Sequence[Line], i: int, idioms: Idioms) -> SeriesLine | None:
    text = _closed(lines[i].text)
    if len(text) > LONGEST or _runs_in(lines, i):
        return None
    match = _dated(lines, i, text) if _DIGIT.search(text) else None
    if match is not None and _names_kind(match["name"].strip(), idioms):
        return _series_line(i, i, match["name"].strip(), text, match)
    if not _names_kind(text, idioms) or i + 1 >= len(lines) or _parted(lines[i + 1]):
        return None
    below = _closed(lines[i + 1].text)
    match = _NUMBER_LINE.fullmatch(below)
    if match is None and text.isupper():
        match = _DATE_LINE.fullmatch(below)
    return _series_line(i, i + 1, text, f"{text} {below}", match) if match else None


def _dated(lines: Sequence[Line], i: int, text: str) -> re.Match[str] | None:
    """A line with a number, or with a date and no page number beside it: that is a running head."""
    match = _NUMBERED.fullmatch(text)
    return match or (None if _folio_beside(lines, i) else _DATED.fullmatch(text))


def _series_line(first: int, last: int, name: str, said: str, match: re.Match[str]) -> SeriesLine:
    groups = match.groupdict()
    numbers = groups.get("bare") or groups.get("numbers") or ""
    digits = re.findall(r"\d[\d/.-]*", numbers)
    date = groups.get("year") or ""
    if date and groups.get("month"):
        date += f"-{MONTH_NUMBERS[groups['month'].lower()]:02d}"
    number = digits[-1] if digits else ""
    printed = name.rstrip(" ,:;|–-")
    return SeriesLine(first, last, said.casefold(), name.casefold(), number, date, printed)


def _runs_in(lines: Sequence[Line], i: int) -> bool:
    """Whether the sentence of the line above plainly goes on in line *i*."""
    if i == 0 or lines[i].gap or lines[i].cut or lines[i].feed:
        return False
    above = lines[i - 1].text
    return runs_on(above, lines[i].text)


def _below_full(lines: Sequence[Line], i: int) -> bool:
    """Whether a line that may have been wrapped stands straight above line *i*."""
    apart = i == 0 or lines[i].gap or lines[i].cut or lines[i].feed
    return not apart and len(lines[i - 1].text) >= _FULL_LINE


_FULL_LINE = 60
"""Characters from which on a line may have been wrapped. Straight below such a line only the words
that opened the copy are taken for a masthead, and no line of a bibliography is."""


def _folio_beside(lines: Sequence[Line], i: int) -> bool:
    near = lines[max(i - 1, 0) : i + 2]
    return any(folio_value(line.text) is not None for line in near)


def _parted(line: Line) -> bool:
    return line.cut or line.feed or line.gap > 1


def _proven(lines: Sequence[Line], candidates: Sequence[SeriesLine]) -> list[SeriesLine]:
    """The candidates of the report's own series: one that opens the copy, or that recurs.

    A list of works names many series, each once; so only one series can be the report's own.
    """
    groups: dict[str, list[SeriesLine]] = defaultdict(list)
    for one in candidates:
        if not one.loose:
            groups[one.said].append(one)
    first = next((one for one in candidates if one.first <= _TOP), None)
    own = max(groups.values(), key=len, default=[])
    if first is not None and len(groups[first.said]) >= min(len(own), 2):
        own = [one for one in candidates if one.said == first.said]
    if len(own) < 2 and own[:1] != [first]:
        return []
    return [one for one in own if not _goes_on(lines, one)]


_TOP = 1
"""Index of the last line on which a masthead that stands once is believed."""


def _goes_on(lines: Sequence[Line], one: SeriesLine) -> bool:
    """Whether the line below is the rest of a sentence."""
    after = lines[one.last + 1] if one.last + 1 < len(lines) else None
    return after is not None and not after.gap and lines[one.last].soft and after.text[:1] in ",.;"


def _top(lines: Sequence[Line], i: int, idioms: Idioms) -> int:
    """The line above a masthead that names the house, where there is one; else the masthead's."""
    if i == 0 or _parted(lines[i]) or _runs_in(lines, i):
        return i
    above = lines[i - 1].text
    opens = i == 1 or lines[i - 1].gap > 0 or lines[i - 1].cut
    named = (
        idioms.houses.search(above) and len(above.split()) <= 8 and not above.endswith((".", ","))
    )
    return i - 1 if opens and named else i


def _torn(lines: Sequence[Line], found: Sequence[SeriesLine]) -> list[tuple[int, int]]:
    """Lines of the masthead whose other line was lost: its name, or its number, alone."""
    two = [one for one in found if one.last > one.first]
    if not two:
        return []
    taken = {i for one in found for i in range(one.first, one.last + 1)}
    parts = {lines[i].text.casefold() for one in two for i in (one.first, one.last)}
    return [
        (i, i)
        for i, line in enumerate(lines)
        if i not in taken and line.text.casefold() in parts and _alone(lines, i)
    ]


def _alone(lines: Sequence[Line], i: int) -> bool:
    """Whether line *i* is no fragment: of a sentence, or of a running head with date and folio."""
    near = [lines[k].text for k in (i - 1, i + 1) if 0 <= k < len(lines)]
    head = any(_DATE_LINE.fullmatch(text) or not any(map(str.isalpha, text)) for text in near)
    return not head and not _runs_in(lines, i)


def _closed(text: str) -> str:
    """A line with single blanks, and letter-spaced words closed up.

    >>> _closed("P O L I C Y  P A P E R  7")
    'POLICY PAPER 7'
    """
    if _LETTERS.search(text):
        words = re.split(r" {2,}", text.strip())
        text = " ".join(w.replace(" ", "") if _LETTERED.fullmatch(w) else w for w in words)
    return " ".join(text.split())
