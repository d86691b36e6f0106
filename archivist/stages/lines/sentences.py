"""Sentences: whether one can close with a line, and whether one plainly goes on behind it."""

from __future__ import annotations

import re
from functools import lru_cache

from archivist.core.numerals import RAISED

SENTENCE_END = re.compile(
    rf"""[.!?…]["')\]]*(?:\d{{1,3}}|\[\d{{1,3}}\]|\(\d{{1,3}}\)|[{RAISED}]{{1,3}})?$"""
    r"""|[.!?]["')\]]* ?(?:\d{1,3}|\(\d{1,3}\))$"""
)
"""A line that closes a sentence, with quotes, brackets or a call behind the stop (folded view)."""

_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'])(?:U\.S|U\.K|U\.N|E\.U|D\.C|Dr|Mr|Mrs|Ms|St|Gen|Col|Sen|Rep|Gov|vs|No|pp?|ed|eds|vol|cf|e\.g|i\.e|[A-Z])\.$"
)

_DECIMAL = re.compile(r"(?<![\w.])\d{1,3}\.\d{1,3}$")
"""A decimal number; the figure of a year with the stop and a call behind it has four digits."""


def closes_sentence(text: str) -> bool:
    """Whether the folded line *text* can be the last of a paragraph.

    Fails on a paragraph whose last word is an initial, an abbreviation or a decimal number.

    >>> closes_sentence("in the region."), closes_sentence("as the U.S."), closes_sentence("and of")
    (True, False, False)
    >>> closes_sentence("back in 1990.12"), closes_sentence("Nobody paid. (3)")
    (True, True)
    >>> closes_sentence("the clause (3)"), closes_sentence("by almost 3.2")
    (False, False)
    """
    return text[-1:] in _LAST and _tail_closes(text[-_TAIL:])


@lru_cache(maxsize=4096)
def _tail_closes(tail: str) -> bool:
    """The same of the end of a line; most stages ask it of each line, some of each pair of lines.

    The patterns look at the end alone: lines can be megabytes long.
    """
    if not SENTENCE_END.search(tail):
        return False
    return not (_ABBREVIATION.search(tail) or _DECIMAL.search(tail))


_LAST = frozenset(f".!?…\"')]0123456789{RAISED}。！？」』”’؟।")
_TAIL = 16


def runs_over(above: str, below: str) -> bool:
    """Whether a sentence plainly goes on from one line to the next.

    >>> runs_over("across the", "harbor"), runs_over("It closed.", "a) oil"), runs_over("a", "B")
    (True, False, False)
    """
    first = below[:1]
    return (above[-1:].isalnum() or above.endswith(_WITHIN)) and (
        first.isalpha() and not first.isupper()
    )


_WITHIN = tuple(",-)\"'")
"""Signs besides letters with which a line ends inside a sentence."""


def runs_on(first: str, second: str) -> bool:
    """Whether the words themselves say that *second* goes on the phrase that *first* begins."""
    if first.endswith((",", "-", "–", "—")) or _word(first, -1) in _OPEN:
        return True
    return second[:1].islower() or _word(second, 0) in _OPEN - {"a", "an", "the", "from", "after"}


def _word(text: str, index: int) -> str:
    words = text.split()
    return words[index].casefold() if words else ""


_OPEN = frozenset("a an and for from in of on or the to with at as by into after under".split())
