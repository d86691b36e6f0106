"""The gauge of a text: how wide its lines are set, and whether a line was broken for want of room.

Letters of a book face differ in width, so that lines of one measure differ by a tenth in
characters. Measured with the widths of a common face they agree within two hundredths, which is
what lets a line that was left short be told from a full one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_AFM = {
    **dict.fromkeys(" .,", 250),
    **dict.fromkeys("/\\ijlt:;", 278),
    **dict.fromkeys("!'()[]-fIr`", 333),
    **dict.fromkeys("sJ", 389),
    **dict.fromkeys('acez?"', 444),
    **dict.fromkeys("FPS", 556),
    **dict.fromkeys("+<=>", 564),
    **dict.fromkeys("ELTZ", 611),
    **dict.fromkeys("BCR", 667),
    **dict.fromkeys("wADGHKNOQUVXY", 722),
    **dict.fromkeys("m&", 778),
    **dict.fromkeys("%M", 861),
    **dict.fromkeys("@W", 932),
}
"""Advance widths of Times Roman in thousandths of an em, from Adobe's metrics of the 14 standard
PDF fonts; what is not named is 500 wide (digits and most small letters are)."""

_UNIT = 4
"""Thousandths of an em that one step of :data:`_STEPS` stands for: widths fit into a byte."""
_STEPS = bytes(min(255, _AFM.get(chr(code), 500) // _UNIT) for code in range(256))
_MEAN = 422 / _UNIT
"""Mean width of running English, blanks included; widths are given in such mean characters."""
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]"
)
_MISREAD = re.compile("â€.|[ÂÃÄÅÐÑ][^\\sA-Za-z]")
"""A sign of UTF-8 that was read as Windows-1252, and is still to be repaired: it was one letter."""
_LINE = 200
"""Characters that no printed line has more of."""
_BLANKS = re.compile(r"  +")
_CHUNK = re.compile(r"\S*?[^\W\d_][-–—/](?=\w)|\S+")


def set_width(text: str) -> float:
    """Width of *text* in mean characters of a book face; East Asian characters are an em wide.

    >>> 10 < set_width("mean width") < 12, set_width("illi") < 3 < 4 < set_width("WMWM")
    (True, True)
    """
    return _short_width(text) if len(text) <= _LINE else _width(text)


def _width(text: str) -> float:
    if "  " in text:
        text = _BLANKS.sub(" ", text)  # blanks that a converter doubled, or that fill a line out
    if text.isascii():
        return sum(text.encode("ascii").translate(_STEPS)) / _MEAN
    text = _MISREAD.sub("n", text)
    wide = len(_WIDE.findall(text))
    plain = text.replace("—", "@").replace("–", "n").replace("…", "@")  # signs of the same width
    flat = plain.encode("latin-1", "replace")
    return (sum(flat.translate(_STEPS)) + wide * (1000 / _UNIT - 111)) / _MEAN


_short_width = lru_cache(maxsize=4096)(_width)
"""Widths of printed lines, alone and with the next word: they are asked for again and again."""


def first_chunk(text: str) -> str:
    """What would have stood on the line before, had there been room: a word, or to its hyphen."""
    end = text.find(" ")
    word = text if end < 0 else text[:end]
    if word.isalpha():
        return word  # most words have no hyphen: no need of the pattern
    match = _CHUNK.match(text)
    return match[0] if match else ""


def _width_of_first(text: str, width: Callable[[str], float]) -> float:
    """Width of what would have stood on the line before, with the blank in front of it."""
    short = len(text) <= _LINE
    return _short_width_of_first(text, width) if short else width(f" {first_chunk(text)}")


@lru_cache(maxsize=4096)
def _short_width_of_first(text: str, width: Callable[[str], float]) -> float:
    return width(f" {first_chunk(text)}")


@dataclass(frozen=True)
class Gauge:
    """The measure that a text's full lines agree on.

    Attributes:
        full: width of a full line; 0 where nothing is known.
        slack: what may be wrong with a width, in the same unit.
        width: how lines are measured: :func:`set_width` or ``len``.
        share: part of the wrapped lines that agree with the measure, 0 to 1.
    """

    full: float
    slack: float
    width: Callable[[str], float] = len
    share: float = 0.0

    @property
    def known(self) -> bool:
        """Whether enough lines agreed."""
        return self.full > 0

    def reach(self, line: str, following: str) -> float:
        """Width of *line* if the next line's first word had been set on it."""
        return self.width(line) + _width_of_first(following, self.width)

    def room(self, line: str, following: str) -> float:
        """Room left on *line* after the next line's first word had been set on it; can be < 0."""
        return self.full - self.reach(line, following)

    def left_room(self, line: str, following: str) -> bool:
        """Whether *line* surely ends for another reason than want of room."""
        return self.known and self.room(line, following) > self.slack

    def overruns(self, line: str) -> bool:
        """Whether *line* is surely wider than the measure: it is set in smaller type."""
        return self.known and self.width(line) > self.full + self.slack


NO_GAUGE = Gauge(0, 0)


def gauge(
    pairs: Sequence[tuple[str, str]],
    *,
    least: int = 6,
    width: Callable[[str], float] | None = None,
) -> Gauge:
    """The gauge of (line, next line) pairs, most of which are wrapped lines of one measure.

    A line broken for want of room says that the measure lies between its width and its width with
    the next word. The measure that most lines can live with is taken.

    Args:
        pairs: lines with the lines after them.
        least: pairs needed to say anything.
        width: how to measure; by default both ways are tried, letters of a book face first, and
            characters (typewriter faces, e-mail) are taken where they clearly agree better.
    """
    if len(pairs) < least:
        return NO_GAUGE
    if width is not None:
        best = _fit(pairs, width)
    else:
        book, typewriter = _fit(pairs, set_width), _fit(pairs, len)
        best = typewriter if typewriter.share > book.share + _CLEARLY else book
    return best if best.share >= _MAJORITY and best.full >= _LEAST_WIDTH else NO_GAUGE


def agreement(pairs: Sequence[tuple[str, str]], one: Gauge) -> float:
    """The share of *pairs* that agree with a measure."""
    if not one.known or not pairs:
        return float(bool(pairs))
    low, high = one.full - one.slack, one.full + one.slack
    agree = sum(1 for pair in pairs if one.width(pair[0]) <= high and one.reach(*pair) >= low)
    return agree / len(pairs)


def is_running(pairs: Sequence[tuple[str, str]], one: Gauge) -> bool:
    """Whether many lines agree on a measure, however narrow, and sentences run over their ends.

    Verse of one metre agrees on a measure too, but its lines begin with capitals.
    """
    if not one.known or one.share < _RUNNING or len(pairs) < _LEAST_RUNNING:
        return False
    small = sum(following[:1].islower() for _, following in pairs)
    return small >= _RUNNING * len(pairs)


_RUNNING = 0.6
"""Part of the lines of running text that agree on its measure, and that go on in small letters."""
_LEAST_RUNNING = 30
_CLEARLY = 0.05
_MAJORITY = 0.45
_LEAST_WIDTH = 25


def _fit(pairs: Iterable[tuple[str, str]], width: Callable[[str], float]) -> Gauge:
    is_book_face = width is set_width
    events: list[tuple[float, int]] = []
    spread = _SPREAD if is_book_face else 0.0
    for line, following in pairs:
        low = width(line)
        high = low + _width_of_first(following, width)
        events += [(low * (1 - spread), -1), (high + low * spread, 1)]
    events.sort()
    depth = best = 0
    start = stop = 0.0
    for k, (at, step) in enumerate(events):
        depth -= step
        if step < 0 and depth > best:
            best, start = depth, at
            stop = events[k + 1][0]
    middle = (start + stop) / 2
    slack = max(1.0, 2 * _SPREAD * middle) if is_book_face else 0.5
    slack = max(slack, (stop - start) / 2)  # few lines leave the measure open
    return Gauge(middle, slack, width, 2 * best / len(events))


_SPREAD = 0.008
"""Part of a width by which it may be wrong: faces differ, and lines are set tight or loose."""
