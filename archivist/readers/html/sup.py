"""Raised characters: the call of a note, the exponent of a number or unit, or plain letters."""

from __future__ import annotations

import re
from enum import Enum, auto

from archivist.core.numerals import RAISED

_SUPERSCRIPT = str.maketrans("0123456789+-−n", f"{RAISED}⁺⁻⁻ⁿ")
_CALL = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z])[\])]?")
_EXPONENT = re.compile(r"[-−+]?\d{1,3}|n")
_UNIT = re.compile(r"(?:^|[\s\d(/])(?:[kcdmµn]?m|ft|in|mi|yd|s|h|x|y|R|CO|[kM]?W)$")


class Raised(Enum):
    """What raised characters are."""

    CALL = auto()
    EXPONENT = auto()
    PLAIN = auto()


def raised(text: str, before: str, *, linked: bool = False) -> Raised:
    """What raised *text* is, from the characters before it.

    Args:
        text: the raised characters.
        before: text on the same line before them.
        linked: whether they are a link (so they lead to a note).

    >>> raised("2", "an area of 40 km"), raised("2", "end of the war."), raised("th", "the 19")
    (<Raised.EXPONENT: 2>, <Raised.CALL: 1>, <Raised.PLAIN: 3>)
    """
    if linked and _CALL.fullmatch(text):
        return Raised.CALL
    stem = before.rstrip()
    if _EXPONENT.fullmatch(text) and (text[0] in "-−+n" or stem[-1:].isdigit()):
        return Raised.EXPONENT
    if text in {"2", "3"} and _UNIT.search(stem[-12:]):
        return Raised.EXPONENT
    if _CALL.fullmatch(text) and not text.isalpha():
        return Raised.CALL
    return Raised.PLAIN


def superscript(text: str) -> str:
    """Figures as raised characters, the rest as it is.

    >>> superscript("2")
    '²'
    """
    return text.translate(_SUPERSCRIPT) if _EXPONENT.fullmatch(text.strip()) else text
