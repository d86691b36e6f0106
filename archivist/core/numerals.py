"""Figures as print has them: raised ones, and roman numerals."""

from __future__ import annotations

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""The raised figures, from nought to nine."""

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


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
