"""The level of heads by the kinds of their numbers: ``II.``, ``A.`` and ``1.`` below one another.

A kind that starts anew below heads of another kind is one level below it. It is known to lie below
where the other kind counts on behind it; letters at the end of a report number its appendices.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archivist.core.numerals import from_roman
from archivist.stages.lines.heads import NUMBERED_PARTS

_NUMBER = re.compile(
    rf"(?:(?P<word>(?i:{NUMBERED_PARTS})) )?"
    r"(?:(?P<arabic>[1-9]\d?)(?P<dotted>(?:\.\d{1,2}){0,3})\.?|(?P<letters>[A-Z]{1,5})\.?)(?= |$)"
)
_ROMAN_LARGEST = 39


@dataclass(frozen=True)
class Numbered:
    """The number of a head: its kind, its count in that kind, and how many dots lie in it."""

    kind: str
    count: int
    dots: int = 0


def numbered(text: str) -> Numbered | None:
    """The number a head begins with; a letter that is a Roman number is both, see `levels`.

    >>> numbered("2.1. Toll Roads"), numbered("IV. Analysis").kind, numbered("A Short History")
    (Numbered(kind='1', count=2, dots=1), 'I', None)
    """
    match = _NUMBER.match(text)
    if match is None:
        return None
    word = (match["word"] or "").casefold()
    if match["arabic"]:
        return Numbered(f"{word}1", int(match["arabic"]), match["dotted"].count("."))
    letters = match["letters"]
    if not (word or text[match.end() - 1] == "."):
        return None
    roman = from_roman(letters.lower())
    if 0 < roman <= _ROMAN_LARGEST and (letters in "IVX" or len(letters) > 1):
        return Numbered(f"{word}I", roman)
    return Numbered(f"{word}A", ord(letters) - ord("A") + 1) if len(letters) == 1 else None


def levels(texts: Sequence[str]) -> list[int]:
    """The level of each head of a report, 0 where its number says nothing.

    >>> levels(["I. Facts", "II. Law", "A. The Text", "B. The Clause", "1. Drought", "III. End"])
    [1, 1, 2, 2, 3, 1]
    >>> levels(["1. Roads", "1.1 Tolls", "2. Rail", "A. Tables", "B. Sources", "Notes"])
    [1, 2, 1, 1, 1, 0]
    >>> levels(["I. Facts", *(f"{letter}. Part" for letter in "ABCDEFGH"), "II. Law"])
    [1, 2, 2, 2, 2, 2, 2, 2, 2, 1]
    """
    found = [numbered(text) for text in texts]
    result = [0] * len(texts)
    open_: list[Numbered] = []  # the last number of each level that is open
    nested: set[tuple[str, str]] = set()  # kinds that were seen right below one another
    for i, read in enumerate(found):
        if read is None:
            continue
        number = _as_letter(read, texts[i], open_)
        depth = _depth(number, open_)
        if depth < 0:
            known = bool(open_) and (open_[-1].kind, number.kind) in nested
            below = number.count == 1 and open_ and _counts_on(open_, found[i + 1 :])
            depth = len(open_) if known or below else 0
            if depth:
                nested.add((open_[-1].kind, number.kind))
        open_[depth:] = [number]
        result[i] = depth + 1 + number.dots
    return result


def _as_letter(number: Numbered, text: str, open_: Sequence[Numbered]) -> Numbered:
    """``I.`` behind ``H.`` is a letter; ``II.`` is none."""
    if number.kind != "I" or text[1:2].isalpha():
        return number
    letter = Numbered("A", ord(text[0]) - ord("A") + 1)
    return letter if any(_follows(last, letter) for last in open_) else number


def _depth(number: Numbered, open_: Sequence[Numbered]) -> int:
    """The level, from 0, at which a kind is open; -1 for none."""
    kinds = [last.kind for last in open_]
    return kinds.index(number.kind) if number.kind in kinds else -1


def _counts_on(open_: Sequence[Numbered], rest: Sequence[Numbered | None]) -> bool:
    """Whether one of the open numbers is followed by the next of its kind later on."""
    return any(_follows(last, one) for one in rest if one for last in open_)


def _follows(last: Numbered, one: Numbered) -> bool:
    return last.kind == one.kind and one.count == last.count + 1
