"""How the words of a text are spelt, and whether a line is spelt so.

No list of words is needed to tell that a menu is in another language than the text below it: most
groups of three letters that a line has stand in a text of its language too. In a line of another
language few do, and it may have letters that the text does not have at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from math import log

TELLING = 400
"""Different groups of three letters in such a sample, at least: what says little says it of few."""

_OTHER_LANGUAGE = 0.58
"""How many groups of a line of another language stand in a text, for one of a line of its own."""
_WHOLE = 0.08
"""How much more the whole of a text says than one half of it."""
_LEAST_SHARE, _MOST_SHARE = 0.62, 0.85
"""Between what shares of its groups a line of a text's own language is expected to find there."""
_ODD_LETTER = 1.5
"""Evidence of a letter that the text does not have."""


class Spelling:
    """How the words of a text are spelt.

    Args:
        lines: of the text. Those in another alphabet than the most are left out.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        alphabets = [alphabet(line) for line in lines]
        most = Counter(alphabets).most_common(1)
        self._lines = [
            line for line, one in zip(lines, alphabets, strict=True) if one == most[0][0]
        ]
        self._size = 1 if most and most[0][0] == _SIGNS else 3

    @property
    def telling(self) -> bool:
        """Whether the text is long enough, and says enough different words."""
        return len(self._known[0]) >= TELLING

    @cached_property
    def _letters(self) -> frozenset[str]:
        return frozenset("".join(self._lines).casefold())

    @cached_property
    def _known(self) -> tuple[frozenset[tuple[str, ...]], float, float]:
        """The groups of the text, and what one says that is among them, and one that is not.

        The shorter the text, the fewer of the groups of its language it has: one half of it says
        how many of the other's.
        """
        half = len(self._lines) // 2
        some = frozenset(_groups(" ".join(self._lines[:half]), self._size))
        others = [*_groups(" ".join(self._lines[half:]), self._size)]
        share = sum(group in some for group in others) / max(1, len(others))
        own = min(_MOST_SHARE, max(_LEAST_SHARE, share + _WHOLE))
        foreign = own * _OTHER_LANGUAGE
        there, missing = log(foreign / own), log((1 - foreign) / (1 - own))
        return some.union(others), there, missing

    def foreign(self, text: str) -> tuple[float, float]:
        """Evidence that *text* is of another language; below zero: of this one.

        And the share of its letters that the text does not have.
        """
        own, there, missing = self._known
        letters = self._letters
        groups = sum(there if group in own else missing for group in _groups(text, self._size))
        signs = [sign for sign in text.casefold() if sign.isalpha()]
        odd = sum(sign not in letters for sign in signs)
        return groups + _ODD_LETTER * odd, odd / max(1, len(signs))


def _groups(text: str, size: int) -> Iterator[tuple[str, ...]]:
    words = " ".join(_NO_LETTERS.sub(" ", text.casefold()).split())
    padded = f" {words} "
    return zip(*(padded[i:] for i in range(size)), strict=False)


_SIGNS = -1
"""The alphabet of signs that stand for a syllable or a word: three in a row seldom come twice."""
_LATIN_ENDS, _SIGNS_BEGIN = 0x250, 0x2E80


def alphabet(line: str) -> int:
    """A number for the alphabet of the first letter of a line."""
    code = ord(next(filter(str.isalpha, line), "a"))
    if code >= _SIGNS_BEGIN:
        return _SIGNS
    return 0 if code < _LATIN_ENDS else code >> 8


_NO_LETTERS = re.compile(r"[\W\d_]+")
