"""Line measures learnt from the copy itself: how long a full line is, and when one is short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archivist.stages.lines.sentences import closes_sentence
from archivist.stages.lines.signs import opens_item
from archivist.stages.lines.view import Line


@dataclass(frozen=True)
class Measure:
    """Lengths, in characters, of lines that wrap: the shortest usual, the middle, the longest."""

    low: int
    middle: int
    high: int

    @property
    def known(self) -> bool:
        """Whether enough lines were seen to say anything."""
        return self.middle > 0


UNKNOWN = Measure(0, 0, 0)


def measure(texts: Iterable[str], *, least: int = 4) -> Measure:
    """The measure of lines that do not close a sentence, since those were broken for want of room.

    Fragments (shorter than half of the middle) are left out: a change of font made them.
    """
    lengths = sorted(len(t) for t in texts if not closes_sentence(t))
    if len(lengths) < least:
        return UNKNOWN
    middle = lengths[len(lengths) * 3 // 5]
    full = [n for n in lengths if n >= 0.6 * middle]
    if len(full) < least or middle < 30:
        return UNKNOWN
    return Measure(full[max(0, len(full) // 12)], full[len(full) // 2], full[-1])


@dataclass(frozen=True)
class Habit:
    """How a copy shows its line ends.

    Attributes:
        soft: wrapped lines end in a blank, so that a line without one was not wrapped.
        solid: a paragraph is a line; lines are never wrapped.
        ragged: line ends are neither wrapped nor paragraphs: verse, code, plain tables.
        body: measure of running text.
    """

    soft: bool
    solid: bool
    ragged: bool
    body: Measure


def habit_of(lines: Sequence[Line]) -> Habit:
    """The habit of a copy, from all its free lines."""
    n = len(lines)
    if not n:
        return Habit(soft=False, solid=False, ragged=False, body=UNKNOWN)
    soft = sum(1 for ln in lines if ln.soft)
    wrapped = [ln for ln in lines if not closes_sentence(ln.text)]
    body = measure(ln.text for ln in lines)
    solid = is_solid(lines)
    is_soft = soft >= 0.3 * n and soft >= 4
    ragged = not solid and not is_soft and _is_ragged(wrapped, body) and not _is_structured(lines)
    return Habit(soft=is_soft and not solid, solid=solid, ragged=ragged, body=body)


def is_solid(lines: Sequence[Line]) -> bool:
    """Whether a line is a paragraph: most of the text stands in long lines, which close sentences.

    The odd sentence that overruns a measure tells nothing.
    """
    long = sum(len(ln.text) for ln in lines if len(ln.text) > _LONG)
    return closes_long_lines(lines) and 2 * long >= sum(len(ln.text) for ln in lines)


def closes_long_lines(lines: Sequence[Line]) -> bool:
    """Whether long lines close a sentence, as wrapped ones seldom do."""
    long = [ln.text for ln in lines if len(ln.text) > _LONG]
    closed = sum(1 for text in long if closes_sentence(text))
    if not long or closed < 0.7 * len(long):
        return False
    beyond_any_page = sum(1 for text in long if len(text) > _BEYOND)
    return beyond_any_page >= 0.12 * len(lines) or (len(long) >= 3 and closed >= 0.85 * len(long))


_LONG = 90
"""Characters from which on a line is longer than most printed ones."""


def _is_ragged(wrapped: Sequence[Line], body: Measure) -> bool:
    """Whether lines end long before any margin without closing a sentence.

    Wrapped prose fills its lines: the middle line reaches at least four fifths of the longest.
    """
    if len(wrapped) < 4:
        return False
    lengths = sorted(len(ln.text) for ln in wrapped)
    middle, longest = lengths[len(lengths) // 2], lengths[-1]
    if body.known and body.middle > 60:
        full = sum(1 for length in lengths if length > 0.8 * body.middle)
        return full < 0.5 * len(lengths)
    return middle < 60 and (middle < 0.8 * longest or longest < 50)


_BEYOND = 170
"""Characters that no printed line holds: such a line is a paragraph, or a page of them."""
_LISTED = 0.3
"""Part of the lines that begin an item where a copy is made of lists: acts, exams, lectures."""


def _is_structured(lines: Sequence[Line]) -> bool:
    """Whether short lines have a reason that verse and code do not have.

    Either many of them begin an item, or most of the text stands in lines longer than any page is
    wide, with short ones (heads, cells) between them.
    """
    listed = sum(1 for line in lines if opens_item(line.text))
    lengths = [len(line.text) for line in lines]
    beyond = sum(length for length in lengths if length > _BEYOND)
    return listed >= _LISTED * len(lines) or 2 * beyond >= sum(lengths)
