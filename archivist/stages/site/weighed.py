"""What one line at an end of a copy says for the site or against it.

Each answer is a number, to be added up by :mod:`archivist.stages.site.rim`, and whether the site's
lines can end there: a menu may have any word in it, but next to the text stands what leaves no
doubt, so that the heading below it is not taken for one entry more.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import pairwise

from archivist.profiles.model import Place
from archivist.stages.lines.view import Line
from archivist.stages.site.fields import Found
from archivist.stages.site.spelling import Spelling

SAMPLE = 4000
"""Characters of the text that say how its language is spelt."""

SAMPLED = 40
"""Characters of a line of the sample, at least."""

LONG = 60
"""Characters from which a line is one of running text, unless a rule knows it."""

LONGEST = 150
"""Characters, at most, of a sentence that a site prints: more is a paragraph of the text."""

WORDS = 8
"""Words of a shorter sentence, at least."""

GRID = 3
"""Labels with their values in a row, at least."""

KNOWN = 3.0
"""What a line that a rule knows adds, at most."""

STRANGE = 2.0
"""What a line in another language adds, at most."""

SENTENCE = -3.0
"""What a line of running text takes."""

_PARAGRAPH = 3 * SENTENCE
_OTHER = -0.35
"""What a line takes of which nothing is known."""
_NAME = 0.3
"""What a line in another language adds that can be a name."""
_LABEL = 0.5
"""What a label with its value adds, among others."""
_SHAPED = 1.0
"""What a trail or a bar of names adds."""

_FOREIGN = 3.0
"""Evidence that a line is not in the language of the text, from which it is called foreign."""
_LIKELY_FOREIGN = 1.5
"""Such evidence from which it can be one of several that are."""
_CLEARLY = 0.06
"""The same for each of its characters, for the site's lines to end there."""
_HALF = 0.5
"""Share of letters that the text does not have, above which a line is in another alphabet."""
_PARTICLE = 3
"""Letters of a small word in a name, at most: de, van, bin."""

_STOPS = (".", "?", "!", ":")
_ENDS = (".", "?", "!", ",", ";")
_ASIDE = re.compile(
    r"[\W\d_]+|(?:[^\W\d_]{1,9}[.:]? )?(?:\S+@\S+\.\w+|(?:https?://|www\.)\S+)"
    r"|\(?\d{1,2}[./ -]\w{2,9}\.?[./ -]\d{4}\)?|\w{3,9}\.? \d{1,2}, \d{4}"
)
"""Lines that both a site and a report print: numbers, addresses, dates."""
_LABELLED = re.compile(r"[^\W\d_][^:.!?]{1,30}: ?[^ .].{0,100}(?<![.,;])")
_BAR = re.compile(r"[|·•]")
_BETWEEN_BARS = re.compile(r"[^\d]{2,30}")
_BARS = range(3, 14)
"""Names between bars, in a row of them."""
_TRAIL = re.compile(r"[^«»›→]{1,60} ?[»›→] ?[^«]{1,200}|[^>]{1,60} > [^>]{1,200}")
_FIGURES = re.compile(r"\w\W*\d")
_SMALL = re.compile(r"(?:^|[ '’(])[^\W\d_A-Z]{4}")
_WORD = re.compile(r"[^\W\d_]{2} [^\W\d_]{2}")
_DIGIT = re.compile(r"\d")


class Ends(IntEnum):
    """Whether the site's lines may end with a line, next to the text."""

    NEVER = 0
    PERHAPS = 1  # the last lines together have to leave no doubt
    LIKELY = 2  # where little is known of the site
    SURE = 3


@dataclass
class Weighed:
    """A line, and what it says.

    Attributes:
        k: its number.
        worth: what it adds to what speaks for the site.
        ends: whether the site's lines may end with it.
        known: whether a rule knows it, or the site has it already.
        strange: what it adds as one in another language.
        hit: what it adds as one that a rule knows.
        native: evidence that it is in the language of the text: a heading of the text's can be.
    """

    k: int
    worth: float
    ends: Ends = Ends.NEVER
    known: bool = False
    strange: float = 0.0
    hit: float = 0.0
    native: float = 0.0


@dataclass
class Lines:
    """The lines of a copy and what is known of them.

    Attributes:
        lines: all that are not blank.
        taken: numbers of those that are the site's already.
        hits: the weightiest hit of those that rules know.
    """

    lines: Sequence[Line]
    taken: Collection[int]
    hits: Mapping[int, Found]

    @cached_property
    def spelling(self) -> Spelling:
        """How the middle of the copy is spelt."""
        quarter = len(self.lines) // 4
        texts: list[str] = []
        size = 0
        for k in range(quarter, len(self.lines) - quarter):
            text = self.lines[k].text
            if len(text) > SAMPLED and k not in self.hits and k not in self.taken:
                texts.append(text)
                size += len(text)
                if size > SAMPLE:
                    break
        return Spelling(texts)

    @cached_property
    def half(self) -> int:
        """Number of the line in the middle of the copy, by length."""
        middle = (self.lines[0].start + self.lines[-1].stop) // 2
        return bisect_left(self.lines, middle, key=lambda line: line.start)

    def weigh(self, k: int, other: Place) -> Weighed:
        """What line *k* says.

        Args:
            k: its number.
            other: where lines stand that say nothing at this end of the copy.
        """
        text = self.lines[k].text
        if k in self.taken:
            titled = k not in self.hits and " " in text
            native = -self.spelling.foreign(text)[0] if titled else 0.0
            return Weighed(k, KNOWN, Ends.SURE, known=True, native=native)
        found = self.hits.get(k)
        if found and found.place is not other:
            return _known(k, found)
        if _TRAIL.fullmatch(text) and not text.endswith(_ENDS):
            return Weighed(k, _SHAPED, Ends.SURE)
        if _ASIDE.fullmatch(text):
            return Weighed(k, 0.0)
        if (text.endswith(_ENDS) and self._closes(k)) or self._wrapped(k):
            return Weighed(k, SENTENCE)
        foreign, odd = self.spelling.foreign(text)
        if odd > _HALF and not _reads_on(text):
            return Weighed(k, STRANGE, Ends.SURE, strange=STRANGE)
        if foreign >= _LIKELY_FOREIGN:
            return self._foreign(k, text, foreign, odd=odd > 0)
        return self._native(k, text, foreign)

    def _foreign(self, k: int, text: str, foreign: float, *, odd: bool) -> Weighed:
        """A line in another language; works cited, names and tables have such words too."""
        if named(text):
            return Weighed(k, _NAME, strange=_NAME)
        if foreign < _FOREIGN and (len(text) > LONG or text.endswith(_ENDS)):
            return self._native(k, text, foreign)
        if _reads_on(text):
            return Weighed(k, SENTENCE if len(text) > 2 * LONGEST else 0.0)
        worth = min(STRANGE, foreign / _FOREIGN)
        ends = Ends.NEVER
        if _LABELLED.fullmatch(text) and self._grid(k):
            ends = Ends.LIKELY
        elif foreign > _CLEARLY * len(text) and _SMALL.search(text) and not self._led_on(k):
            figures = _DIGIT.search(text)
            sure = odd and not figures and foreign >= _FOREIGN
            ends = Ends.LIKELY if sure else Ends.PERHAPS
            if figures and (_WORD.search(text) is None or text.endswith(_ENDS)):
                ends = Ends.NEVER
        return Weighed(k, worth, ends, strange=worth)

    def _native(self, k: int, text: str, foreign: float) -> Weighed:
        """A line that may well be in the language of the text."""
        if _LABELLED.fullmatch(text):
            grid = self._grid(k)
            return Weighed(k, _LABEL * grid, Ends.LIKELY if grid else Ends.NEVER)
        if _is_bar(text):
            return Weighed(k, _SHAPED, Ends.LIKELY)
        ended = text.endswith(_ENDS)
        native = -foreign if " " in text and not ended else 0.0
        if len(text) > LONG or (ended and len(text.split()) >= WORDS):
            return Weighed(k, _PARAGRAPH if len(text) > LONGEST else SENTENCE, native=native)
        worth = max(_OTHER, min(0.0 if named(text) else 1.0, foreign / _FOREIGN))
        return Weighed(k, worth, native=native)

    def _closes(self, k: int) -> bool:
        """Whether a line is set solid below one of running text: the end of a paragraph."""
        above = self.lines[k - 1].text if k and not self.lines[k].gap else ""
        native = len(above) > LONG and self.spelling.foreign(above)[0] < _FOREIGN
        return native or (len(above) > LONG and self._wrapped(k - 1))

    def _led_on(self, k: int) -> bool:
        """Whether the line below goes on in small letters."""
        below = self.lines[k + 1] if k + 1 < len(self.lines) else None
        return below is not None and not below.gap and below.text[0].islower()

    def _wrapped(self, k: int) -> bool:
        """Whether a long line is one of several of a paragraph, in whatever language."""
        if len(self.lines[k].text) <= LONG:
            return False
        near = range(max(0, k - 1), min(len(self.lines), k + 2))
        return any(
            self._goes_on(self.lines[a].text) and self._long(b) and not self.lines[b].gap
            for a, b in pairwise(near)
        )

    def _long(self, k: int) -> bool:
        own = k in self.taken or k in self.hits
        return len(self.lines[k].text) > LONG and not own

    def _goes_on(self, text: str) -> bool:
        ended = text.endswith(_STOPS) or _LABELLED.fullmatch(text) or _TRAIL.fullmatch(text)
        return len(text) > LONG and not ended

    def _grid(self, k: int) -> bool:
        """Whether a label with its value stands among others, at the head of the copy.

        Below the text they can be the report's imprint.
        """
        near = range(max(0, k - GRID + 1), min(len(self.lines), k + GRID))
        row = "".join("x" if _LABELLED.fullmatch(self.lines[i].text) else " " for i in near)
        return k < self.half and "x" * GRID in row


def _known(k: int, found: Found) -> Weighed:
    """A line that a rule knows; a word that heads a report as well leaves it open what follows."""
    worth = min(KNOWN, float(found.weight))
    ends = Ends.NEVER
    if found.weight > 1:
        ends = Ends.SURE
    elif found.hit.rule.form and _FIGURES.search(found.line.text):
        ends = Ends.LIKELY
    return Weighed(k, worth, ends, known=True, hit=worth)


def _is_bar(text: str) -> bool:
    """Whether names stand between bars.

    >>> _is_bar("Home | About us | Contact"), _is_bar("rice | 12 | 14")
    (True, False)
    """
    names = [name.strip() for name in _BAR.split(text)]
    return len(names) in _BARS and all(map(_BETWEEN_BARS.fullmatch, names))


def _reads_on(text: str) -> bool:
    """Whether a line in another language is one of running text, or names a work."""
    ended = text.endswith(_ENDS)
    cited = ended and _DIGIT.search(text) is not None
    return len(text) > LONGEST or cited or (ended and len(text) > LONG)


def named(text: str) -> bool:
    """Whether a line can be the names of people or places, or in letters that stand apart.

    >>> [named(text) for text in ("Yusuf van der Berg", "Log in here", "f i g u r e 1")]
    [True, False, True]
    """
    words = [word for word in text.split() if word[0].isalpha()]
    if len(words) < 2 or "|" in text:
        return False
    if 2 * sum(len(word) == 1 for word in words) > len(words):
        return True
    small = [word for word in words if not word[0].isupper()]
    return 2 * len(small) <= len(words) and all(len(word) <= _PARTICLE for word in small)
