"""A page number on a line with words, and whether words beside a number can be a running head."""

from __future__ import annotations

import re

from archivist.stages.lines.heads import NUMBERED_THINGS

LONGEST = 110
"""Characters of a line of a running head at most."""

_PARTING = r"(?P<parting> ?[|•·◆] ?| [–—-] | +)"
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
        rest = match["rest"].rstrip("|•·◆– ")
        if rest.casefold() not in NUMBERED_THINGS and reads_as_head(rest):
            return match
    return None


def reads_as_head(text: str) -> bool:
    """Whether a line beside a number can be a running head, not words of the text.

    >>> reads_as_head("Harbors of the North"), reads_as_head("as he said in May,")
    (True, False)
    """
    if len(text) > LONGEST or _LETTERS.search(text) is None:
        return False
    ends = text.endswith((".", ",", ";", ":")) and not text.casefold().endswith(" et al.")
    return not ends and (text[:1].isupper() or text[:1] in "\"'(“‘«" or len(text.split()) > 1)
