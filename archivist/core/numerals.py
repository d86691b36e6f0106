"""Figures as print has them: raised ones, and roman numerals."""

from __future__ import annotations

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""The raised figures, from nought to nine."""

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_DIGITS = {letters: value for value, letters in _ROMAN if len(letters) == 1}


def to_roman(number: int, *, largest: int = 1000) -> str:
    """Lower-case roman numeral.

    Args:
        number: from 1; 0 and less have no letters.
        largest: value of the largest sign used, 1000 for ``m``.

    >>> to_roman(14), to_roman(1990), to_roman(400, largest=100)
    ('xiv', 'mcmxc', 'cccc')
    """
    text = ""
    for value, letters in _ROMAN:
        if value <= min(number, largest):
            text += letters * (number // value)
            number %= value
    return text


def from_roman(text: str, *, largest: int = 1000) -> int:
    """The value of a lower-case roman numeral; 0 for what is none.

    Args:
        text: the letters.
        largest: value of the largest sign that may stand in it.

    >>> from_roman("xiv"), from_roman("iix"), from_roman("ill"), from_roman("")
    (14, 0, 0, 0)
    """
    digits = [_DIGITS.get(letter, 0) for letter in text]
    after = (*digits[1:], 0)
    number = sum(-one if one < next_ else one for one, next_ in zip(digits, after, strict=False))
    return number if to_roman(number, largest=largest) == text else 0
