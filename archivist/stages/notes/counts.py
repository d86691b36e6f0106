"""How far a copy has been read: the steps of a reading, its counts, its state."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import NamedTuple

from archivist.stages.notes.calls import Call
from archivist.stages.notes.labels import Label

SKIPPED = 4
"""Calls or labels that may be missing between two of one count: lost with a line."""


class Event(Enum):
    """A step of a reading."""

    CALL = "call"
    OPEN = "open"  # a note begins
    ON = "on"  # the rest of the note of an earlier page begins
    TEXT = "text"  # running text begins behind a note


class Left(IntEnum):
    """How running text was left where notes begin."""

    UNTOLD = 0
    OPEN = 1  # in the middle of a sentence
    CLOSED = 2


class Step(NamedTuple):
    """A step and the one before it.

    Attributes:
        line: position of its line.
        number: of a call or note; 0 for a note whose number cannot be told.
        call: of a step that is one.
        label: of a note that has one.
        which: the count its number belongs to, from 0.
        before: the step before.
    """

    event: Event
    line: int
    number: int = 0
    call: Call | None = None
    label: Label | None = None
    which: int = 0
    before: Step | None = None


class Count(NamedTuple):
    """How far a reading has counted.

    Attributes:
        called: number of the last call.
        noted: number of the last note.
        start: number of the last call before this page.
        waiting: the numbers called in this count whose notes are still to come, as bits.
        which: the count the notes are in, from 0.
        counts: how many counts have begun.
        earlier: counts whose notes have not come yet, with the numbers they called.
        fresh: whether nothing was counted since a place where part of the copy may be missing.
        anew: whether nothing was counted since an essay began.
    """

    called: int = 0
    noted: int = 0
    start: int = 0
    waiting: int = 0
    which: int = 0
    counts: int = 1
    earlier: tuple[tuple[int, int], ...] = ()
    fresh: bool = True
    anew: bool = True

    def begun(self, n: int) -> Count:
        """The count that goes on with call *n*, which does not follow the last."""
        if not self.called:
            return self._replace(noted=n - 1, start=n - 1)
        together = self.called - self.noted > SKIPPED  # the notes stand together further on
        if n > self.called and together:
            return self._replace(start=n - 1)
        earlier = (*self.earlier, (self.which, self.waiting)) if together else self.earlier
        return Count(0, n - 1, n - 1, 0, self.counts, self.counts + 1, earlier)

    def noting(self, n: int, *, apart: bool = False) -> Count:
        """The count behind note *n*; one that begins with 1 has its calls before it, or none.

        Notes that stand *apart*, under a head of their own, may have them all in a missing part.
        """
        called, _, start, waiting, which, counts, earlier, fresh, anew = self
        fresh = fresh and (apart or n > 1 or bool(waiting))
        return Count(called, n, start, waiting & ~(1 << n), which, counts, earlier, fresh, anew)

    def calling(self, n: int) -> Count:
        """The count behind call *n*."""
        _, noted, start, waiting, which, counts, earlier, _, _ = self
        waiting |= 1 << n
        return Count(n, noted, start, waiting, which, counts, earlier, fresh=False, anew=False)

    def resumed(self) -> Count:
        """The oldest of the earlier counts, with its notes still to come."""
        (which, waiting), *rest = self.earlier
        if self.waiting:
            rest.append((self.which, self.waiting))
        last = waiting.bit_length() - 1
        return Count(last, 0, last, waiting, which, self.counts, tuple(rest), self.fresh, self.anew)


class State(NamedTuple):
    """How far a reading has come. Most lines change no count, so that it is kept apart.

    Attributes:
        score: what speaks for it.
        noting: whether the last line belongs to a note.
        last: position of the last line of a note, or -1.
        step: its last step.
        counts: how far it has counted.
        text: how the text was left where the notes began that are being read.
    """

    score: float
    noting: bool = False
    last: int = -1
    step: Step | None = None
    counts: Count = Count()
    text: Left = Left.UNTOLD


@dataclass(frozen=True)
class Reading:
    """The best reading of a copy: its score and its steps in order."""

    score: float
    steps: tuple[Step, ...]
