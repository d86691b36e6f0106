"""The signs that items of lists begin with: bullets, dashes, numbers, letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archivist.core.numerals import to_roman
from archivist.stages.lines.heads import numbered_depth

_BULLET = re.compile(
    r"(?P<sign>[•●▪■◦°‣⁃∙❑➢✓\uf0b7\uf0a7\uf0d8\uf076\uf0fc]"
    r"|â€¢|â—[\u008f¦‹]|â–[ªºÂ]"  # the same in UTF-8 that was read as Windows-1252
    r"|·(?= )|\*(?= ))[ \t]*"
)
_MISREAD = re.compile(r"(?P<sign>[olnqvuØü§¨?»þ¡¤+e¢«])[ \t]+(?=[\"'(]?\w)")
"""What is left of a bullet set in a font of symbols, read as text: Wingdings has circles, squares
and arrows at ``l n q u v Ø ü § ¨ þ ¤``; Word sets the second level as an ``o`` of a typewriter
face; ``?`` is what converters write for a sign that they do not know; programs that read pictures
of pages take bullets for ``+ e ¢ «``."""
_DASH = re.compile(r"(?P<sign>[-–—])[ ]+(?=\S)")
_ENUMERATOR = re.compile(
    r"(?P<open>\(?)(?P<n>\d{1,2}|[ivx]{1,5}|[a-zа-я]|[A-H])(?P<close>[.)]) +(?=\S)"
)
_SURNAME = re.compile(r"(?:[A-Z]\. ?)*[A-Z][\w'-]+(?:,| and | \()")
"""What follows an initial."""
SECOND_LEVEL = frozenset("◦°⁃o")
"""Bullets that are set below others, whichever comes first."""
FIRST = frozenset({"1", "a", "A", "i", "\N{CYRILLIC SMALL LETTER A}"})
"""What a list that is numbered begins with."""


def bullet(text: str) -> re.Match[str] | None:
    """The sign of a bulleted item at the start of *text*, with the blanks behind it."""
    return _BULLET.match(text)


def dash(text: str) -> re.Match[str] | None:
    """A dash that may open an item."""
    return _DASH.match(text)


def misread(text: str) -> re.Match[str] | None:
    """A letter or sign that may be a bullet's, before what can open a sentence.

    >>> bool(misread("o The lamps")), bool(misread("o lamp")), bool(misread("a The lamps"))
    (True, False, False)
    """
    match = _MISREAD.match(text)
    return match if match and not text[match.end() :].lstrip("\"'(")[:1].islower() else None


def enumerator(text: str) -> re.Match[str] | None:
    """``1.``, ``(2)``, ``a)``, ``б)``, ``B.`` at the start of *text*; an initial is none.

    >>> bool(enumerator("B. The lamps were lit.")), bool(enumerator("B. Hale, Lamps of the East."))
    (True, False)
    """
    match = _ENUMERATOR.match(text)
    initial = match and match["n"].isupper() and _SURNAME.match(text, match.end())
    return None if initial else match


def may_open(text: str) -> bool:
    """A quick no for most lines: two letters on end are no sign, nor do they follow one at once.

    >>> may_open("oil"), may_open("o Oil"), may_open("b) oil"), may_open("• oil")
    (False, True, True, True)
    """
    return not text[:2].isalpha()


def is_alone(text: str) -> bool:
    """Whether *text* is the sign of an item and nothing else, as where an extractor parted them.

    A number with a stop is left alone: a head's may stand so, too.

    >>> is_alone("•"), is_alone("(b)"), is_alone("–"), is_alone("2."), is_alone("• oil")
    (True, True, True, False, False)
    """
    return len(text) <= _LONGEST_SIGN and _ALONE.fullmatch(text) is not None


_ALONE = re.compile(rf"(?:{_BULLET.pattern}|[-–—*·o]|\(?(?:\d{{1,2}}|[ivx]{{1,5}}|[a-z])\))")
_LONGEST_SIGN = 7


def kind(text: str) -> str:
    """The sign that *text* begins with, the same for all items of a list; empty for none.

    >>> kind("• oil"), kind("12) oil"), kind("(b) oil"), kind("oil")
    ('•', '1)', '(a)', '')
    """
    if not may_open(text):
        return ""
    for find in (bullet, dash, misread):
        if match := find(text):
            return match["sign"]
    if match := enumerator(text):
        n = match["n"]
        letter = "A" if n.isupper() else "a"
        form = "1" if n.isdigit() else "i" if roman_value(n) else letter
        return f"{match['open']}{form}{match['close']}"
    return ""


def counts_on(first: str, second: str) -> bool:
    """Whether two texts begin with a number or letter in one form, the second with the next.

    >>> counts_on("a) oil", "b) mules"), counts_on("1. Oil", "2) mules")
    (True, False)
    """
    if not may_open(second):
        return False
    a, b = enumerator(first), enumerator(second)
    if a is None or b is None or a["close"] != b["close"] or a["open"] != b["open"]:
        return False
    return any(y == x + 1 for x, y in zip(_counts(a["n"]), _counts(b["n"]), strict=True) if x)


def _counts(n: str) -> tuple[int, int, int]:
    """What *n* counts as: a number, a letter, a Roman number; 0 for what it is not."""
    if n.isdigit():
        return int(n), 0, 0
    return 0, ord(n) if len(n) == 1 else 0, roman_value(n)


def roman_value(n: str) -> int:
    """The value of a small Roman number of a list; 0 for what is none.

    >>> roman_value("iv"), roman_value("iix"), roman_value("b")
    (4, 0, 0)
    """
    return _ROMAN.get(n, 0)


_ROMAN = {to_roman(n): n for n in range(1, 40)}


def begins_list(texts: Sequence[str]) -> bool:
    """Whether the first of *texts* begins with a first number or letter, and a later one counts on.

    >>> begins_list(["a) oil;", "b) mules."]), begins_list(["a) oil and b) mules"])
    (True, False)
    """
    sign = enumerator(texts[0]) if texts else None
    if sign is None or sign["n"] not in FIRST:
        return False
    return any(counts_on(texts[0], text) for text in texts[1:])


def opens_item(text: str) -> bool:
    """Whether *text* begins as an item of a list or a numbered head does."""
    return bool(bullet(text) or dash(text) or enumerator(text) or numbered_depth(text))
