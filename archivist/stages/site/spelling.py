"""How the words of a text are spelt, and whether a line is spelt so.

No list of words is needed to tell that a menu is in another language than the text below it: most
groups of three letters that a line has stand in a text of its language too. In a line of another
language few do, and it may have letters that the text does not have at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

TELLING = 400
"""Different groups of three letters in such a sample, at least: what says little says it of few."""

_SPELT_AS_TEXT = -0.6
_SPELT_OTHERWISE = 0.75
"""Evidence of a group of three letters: in seven of ten lines of the text it stands there too, in
four of ten of another language's."""
_ODD_LETTER = 1.5
"""Evidence of a letter that the text does not have."""


class Spelling:
    """How the words of a text are spelt."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._size = 1 if 2 * len(_SIGNS.findall(text)) > len(text) else 3

    @cached_property
    def telling(self) -> bool:
        """Whether the text is long enough, and says enough different words."""
        return len(self._own[0]) >= TELLING

    @cached_property
    def _own(self) -> tuple[frozenset[tuple[str, ...]], frozenset[str]]:
        return frozenset(_groups(self._text, self._size)), frozenset(self._text.casefold())

    def foreign(self, text: str) -> tuple[float, float]:
        """Evidence that *text* is of another language; below zero: of this one.

        And the share of its letters that the text does not have.
        """
        own, letters = self._own
        sum_of_groups = sum(
            _SPELT_AS_TEXT if group in own else _SPELT_OTHERWISE
            for group in _groups(text, self._size)
        )
        signs = [sign for sign in text.casefold() if sign.isalpha()]
        odd = sum(sign not in letters for sign in signs)
        return sum_of_groups + _ODD_LETTER * odd, odd / max(1, len(signs))


def _groups(text: str, size: int) -> Iterator[tuple[str, ...]]:
    words = " ".join(_NO_LETTERS.sub(" ", text.casefold()).split())
    padded = f" {words} "
    return zip(*(padded[i:] for i in range(size)), strict=False)


_SIGNS = re.compile("[\u2e80-\ud7ff]")
"""Signs that stand for a syllable or a word: three in a row seldom come twice."""
_NO_LETTERS = re.compile(r"[\W\d_]+")
