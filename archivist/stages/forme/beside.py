"""A page number on a line with words, and whether words beside a number can be a running head."""

from __future__ import annotations

import re

from archivist.stages.lines.heads import NUMBERED_THINGS, is_capitals, is_title_case

LONGEST = 110
"""Characters of a line of a running head at most."""

_PARTING = r"(?P<parting> ?[|│¦•·◆] ?| [–—-] | +)"
_NUMBER = r"(?P<open>[\[(–-] ?)?(?P<n>\d{1,3}|[ivxl]{1,6})(?(open) ?[\])–-])"
_WORD = r"(?P<word>(?i:page|p\.|seite|стр\.|с\.|bet) ?)?"
FIRST = re.compile(rf"{_WORD}{_NUMBER}{_PARTING}(?P<rest>\S.*)")
_LAST = re.compile(rf"(?P<rest>.*?\S){_PARTING}{_WORD}{_NUMBER}")
_CODED = re.compile(r"(?P<rest>[A-Z]{2,6})(?P<parting>-)(?P<open>)(?P<n>\d{1,3})")
"""A page number behind the letters of the series: ``HRS-12``."""
BETWEEN = re.compile(
    r"(?P<rest>[A-Z][\w./-]{0,15})(?P<parting> +)(?P<open>)(?P<n>\d{1,3}) +(?P=rest)"
)
"""A page number between the same word twice, as papers in several languages have their letters."""
_AMID = re.compile(r"(?P<before>[^\W\d].*?[^\W\d]) +(?P<n>\d{1,3}) +(?P<after>[^\W\d].*)")
"""A page number between the title and the date of a journal."""
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?[a-z\d-]+\.(?:[a-z]{2,4}\.)?[a-z]{2,4}/?")
"""The address of a house, as stands at the foot of its pages."""
_EDGES = frozenset("ivxl[](–-)")
_BEGINS = _EDGES | frozenset("PpSsСсBb")
"""What a page number, or a word for a page, begins with."""
_LETTERS = re.compile(r"[^\W\d_]{2}")


def inline_number(text: str) -> re.Match[str] | None:
    """A line with a number at one end and words that can be a running head."""
    first, last = text[0], text[-1]
    if first.isupper() and (match := BETWEEN.fullmatch(text)):
        return match
    before = first in _BEGINS or first.isdecimal()
    behind = last in _EDGES or last.isdecimal()
    patterns = ((FIRST,) if before else ()) + ((_LAST, _CODED) if behind else ())
    for pattern in patterns:
        match = pattern.fullmatch(text)
        if match is None or not _LETTERS.search(match["rest"]):
            continue
        rest = match["rest"].rstrip("|│¦•·◆– ")
        if rest.casefold() not in NUMBERED_THINGS and reads_as_head(rest):
            return match
    return None


def number_amid(text: str) -> re.Match[str] | None:
    """A line with a number between words that can be a running head; only others like it prove it.

    >>> bool(number_amid("Harbors Today 45 April 2011")), bool(number_amid("Chapter 4 Harbors"))
    (True, False)
    """
    match = _AMID.fullmatch(text) if len(text) <= _SHORT and reads_as_head(text) else None
    if match is None or match["before"].rsplit(maxsplit=1)[-1].casefold() in NUMBERED_THINGS:
        return None
    return match


_SHORT = 80


def reads_as_head(text: str) -> bool:
    """Whether a line beside a number can be a running head, not words of the text.

    >>> reads_as_head("Harbors of the North"), reads_as_head("as he said in May,")
    (True, False)
    >>> reads_as_head("www.harbors.org"), reads_as_head("harbors")
    (True, False)
    """
    if len(text) > LONGEST or _LETTERS.search(text) is None:
        return False
    if _ADDRESS.fullmatch(text):
        return True
    ends = text.endswith((".", ",", ";", ":", '."', ".)", '?"')) and not text.casefold().endswith(
        " et al."
    )
    return not ends and (text[:1].isupper() or text[:1] in "\"'(“‘«" or len(text.split()) > 1)


def set_as_head(text: str) -> bool:
    """Whether a line is set as running heads are, or too short for running text.

    >>> set_as_head("Lamps of the Quay, and the Price That the North Has Paid for Them")
    True
    >>> set_as_head("The lamps of the quay were lit whenever the council could pay")
    False
    """
    if not reads_as_head(text):
        return False
    return len(text) <= _TOO_SHORT or is_capitals(text) or is_title_case(text)


_TOO_SHORT = 45


def is_year(text: str) -> bool:
    """Whether a line holds a year and nothing else, as below the month in a running head.

    >>> is_year("2014"), is_year("1,914"), is_year("31")
    (True, False, False)
    """
    return len(text) == _YEAR and text.isdecimal() and text.startswith(("19", "20"))


_YEAR = 4
