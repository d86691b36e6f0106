"""The alignment of calls with notes: one reading of a whole copy as text and notes.

Each line is running text or part of a note. In running text, numbers may be calls; a note begins
at a label, or (where the copy lost its labels) at a line that looks like it. Calls count up, notes
count up behind them, and a page that calls notes holds them at its foot, or they stand together
further on. The reading that fits all this best is found by dynamic programming over the lines:
a state is how far the calls and the notes have counted and whether a note is being read; of the
readings that lead to one state only the best goes on, and of the states only the likely ones.

All figures are weights in the unit of :mod:`archivist.stages.notes.evidence`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from archivist.core.source import Hint
from archivist.stages.notes.calls import Call
from archivist.stages.notes.evidence import Evidence
from archivist.stages.notes.labels import Label

SKIPPED = 4
"""Calls or labels that may be missing between two of one count: lost with a line."""
_SKIP = 1.0
"""Price of a number that is missing in a count."""
_RESTART, _AFRESH = 2.0, 1.5
"""Price of a count that begins anew where nothing asks for it; that does not begin with 1."""
_CALLED, _LABELLED, _LISTLIKE = 2.0, 1.0, -1.5
"""What speaks for a note: a call that waits for it; a label in sequence; one as lists have it."""
_UNCALLED, _UNKNOWN, _UNDER_HEAD = -2.5, -0.5, 2.0
"""The same where no call waits; where none can be known; below a head that announces notes."""
_UNSEEN = 0.5
"""Price of calls that may have stood in a missing part of the copy."""
_MISSED, _DROPPED = 1.0, 0.2
"""Price of a call whose page ends without its note; of not waiting for that note any more."""
_TORN = 1.5
"""Price of a sentence that breaks off in a note and is not carried on upon the next page."""
_TIED_AGAIN = {True: -0.5, False: -4.0}
"""What speaks for the rest of an earlier page's note, if that was left open and if not."""
_BEAM, _MARGIN = 16, 12.0
"""States that go on from a line, and how far behind the best they may be."""


class Event(Enum):
    """A step of a reading."""

    CALL = "call"
    OPEN = "open"  # a note begins
    ON = "on"  # the rest of the note of an earlier page begins
    TEXT = "text"  # running text begins behind a note


class Step(NamedTuple):
    """A step and the one before it.

    Attributes:
        line: position of its line.
        number: of a call or note; 0 for a note whose number cannot be told.
        call: of a step that is one.
        label: of a note that has one.
        before: the step before.
    """

    event: Event
    line: int
    number: int = 0
    call: Call | None = None
    label: Label | None = None
    before: Step | None = None


class State(NamedTuple):
    """How far a reading has come.

    Attributes:
        score: what speaks for it.
        noting: whether the last line belongs to a note.
        called: number of the last call.
        noted: number of the last note.
        start: number of the last call before this page.
        last: position of the last line of a note, or -1.
        fresh: whether nothing was counted since a place where part of the copy may be missing.
        step: its last step.
    """

    score: float
    noting: bool = False
    called: int = 0
    noted: int = 0
    start: int = 0
    last: int = -1
    fresh: bool = True
    step: Step | None = None

    @property
    def key(self) -> tuple[bool, int, int]:
        """What decides how the reading may go on."""
        return self.noting, self.called, self.noted


@dataclass(frozen=True)
class Reading:
    """The best reading of a copy: its score and its steps in order."""

    score: float
    steps: tuple[Step, ...]


class Aligner:
    """Reads one copy under one hypothesis.

    Args:
        evidence: what the lines say.
        calls: candidates by line.
        labels: candidate by line.
        units: positions of lines at which the count may begin anew.
        lost: whether the copy may have lost the numbers of its notes.
    """

    def __init__(
        self,
        evidence: Evidence,
        calls: Mapping[int, Sequence[Call]],
        labels: Mapping[int, Label],
        units: Collection[int],
        *,
        lost: bool,
    ) -> None:
        self.evidence = evidence
        self.calls = calls
        self.labels = labels
        self.units = units
        self.lost = lost
        self._seen: set[int] = set()
        self._page = self._page_before = 0

    def read(self) -> Reading:
        """The best reading."""
        states = [State(0.0)]
        for i, line in enumerate(self.evidence.lines):
            if i in self.evidence.starts:
                states = self._turn(states, i)
            if line.cut or i in self.units:
                states = [s._replace(fresh=True) for s in states]
                self._seen.clear()
            if self._is_plain(i) and not any(s.noting for s in states):
                continue
            states = _likely(t for s in states for t in self._after(s, i))
            if i in self.labels:
                self._seen.add(self.labels[i].number)
        best = max((self._closed(s) for s in states), key=lambda s: s.score)
        return Reading(best.score, _steps(best.step))

    def _is_plain(self, i: int) -> bool:
        """Whether line *i*, behind running text, can be nothing else."""
        if i in self.calls or i in self.labels or self.evidence.may_go_on(i):
            return False
        return not self._may_open(i)

    def _may_open(self, i: int) -> bool:
        stated = self.evidence.lines[i].hint is Hint.NOTE
        return stated or (self.lost and self.evidence.may_open(i))

    def _turn(self, states: Sequence[State], i: int) -> list[State]:
        """The states at the head of a new page, which waits for the notes of the old, or not."""
        self._page_before, self._page = self._page, i
        turned = []
        for s in map(self._closed, states):
            turned.append(s._replace(start=s.called))
            if waiting := s.called - s.noted:
                price = _DROPPED * abs(waiting)
                turned.append(s._replace(score=s.score - price, noted=s.called, start=s.called))
        return _likely(turned)

    def _closed(self, s: State) -> State:
        """The state at the end of the page: a call without its note has its price."""
        missed = s.called - max(s.noted, s.start)
        price = _MISSED * max(0, missed) + self._torn(s)
        return s._replace(score=s.score - price) if price else s

    def _torn(self, s: State) -> float:
        """Price of a note that was left open on the page before and is not carried on."""
        if not self._page_before <= s.last < self._page or s.fresh:
            return 0.0
        return 0.0 if self.evidence.closes(s.last) else _TORN

    def _after(self, s: State, i: int) -> Iterator[State]:
        """The states in which line *i* can leave a reading."""
        yield from self._as_text(s, i)
        yield from self._as_note(s, i)

    def _as_text(self, s: State, i: int) -> Iterator[State]:
        if s.noting:
            step = Step(Event.TEXT, i, before=s.step)
            score = s.score + self.evidence.text_again(i)
            s = s._replace(score=score, noting=False, step=step)
        states = [s]
        for call in self.calls.get(i, ()):
            states += [t for state in states if (t := self._called(state, call))]
        yield from states

    def _called(self, s: State, call: Call) -> State | None:
        """The state behind a call, if its number can follow."""
        n = call.number
        step = Step(Event.CALL, call.line, n, call, before=s.step)
        t = s._replace(called=n, fresh=False, step=step)
        if s.called and s.called < n <= s.called + SKIPPED:
            price = _SKIP * (n - s.called - 1)
            price = min(price, _UNSEEN) if s.fresh else price
            return t._replace(score=s.score + call.weight - price)
        if n == s.called > 1:
            return None
        price = 0.0 if n == 1 or s.fresh else _AFRESH
        price += _RESTART if s.called and not s.fresh else 0.0
        collected = n > 1 and s.called - s.noted > SKIPPED  # they stand together further on
        noted = s.noted if collected else n - 1
        return t._replace(score=s.score + call.weight - price, noted=noted, start=n - 1)

    def _as_note(self, s: State, i: int) -> Iterator[State]:
        weight = s.score + self.evidence.note(i)
        if s.noting:
            yield s._replace(score=weight + self.evidence.goes_on(i), last=i)
        elif 0 <= s.last < self._page and self.evidence.may_go_on(i):
            tie = _TIED_AGAIN[self.evidence.left_open(s.last)]
            step = Step(Event.ON, i, before=s.step)
            yield s._replace(score=weight + tie, noting=True, last=i, step=step)
        label = self.labels.get(i)
        weight -= self._torn(s)
        if label is not None:
            yield self._labelled(s, i, label, weight)
        elif self._may_open(i):
            yield self._unlabelled(s, i, weight)

    def _labelled(self, s: State, i: int, label: Label, weight: float) -> State:
        n = label.number
        if s.noted < n <= s.noted + SKIPPED:
            weight += _LABELLED - _SKIP * (n - s.noted - 1)
        else:
            weight -= _RESTART + (_AFRESH if n > 1 and not s.fresh else 0.0)
        if s.noted < n <= s.called:
            weight += _CALLED
        elif self.evidence.under_head(i):
            weight += _UNDER_HEAD
        elif s.noting or (s.fresh and n - 1 not in self._seen and n > 1):
            weight += _UNKNOWN if s.fresh else _UNCALLED
        else:
            weight += _UNCALLED
        cites = label.cites
        weight += 0.5 if cites else 0.0
        if label.listlike and not cites:
            weight += _LISTLIKE
        if not s.noting and not self.evidence.under_head(i):
            weight -= 1.0
        step = Step(Event.OPEN, i, n, label=label, before=s.step)
        return s._replace(score=weight, noting=True, noted=n, last=i, step=step)

    def _unlabelled(self, s: State, i: int, weight: float) -> State:
        weight += self.evidence.opens(i, behind_note=s.noting)
        waits = s.noted < s.called
        if waits:
            weight += _CALLED
        else:
            weight += _UNKNOWN if s.fresh else _UNCALLED
        number = s.noted + 1 if waits else 0
        if self.evidence.under_head(i):
            weight += _UNDER_HEAD
        step = Step(Event.OPEN, i, number, before=s.step)
        return s._replace(score=weight, noting=True, noted=number or s.noted, last=i, step=step)


def _likely(states: Iterator[State] | Sequence[State]) -> list[State]:
    """Of each key the best state, and of these the likely ones."""
    best: dict[tuple[bool, int, int], State] = {}
    for s in states:
        other = best.get(s.key)
        if other is None or s.score > other.score:
            best[s.key] = s
    kept = sorted(best.values(), key=lambda s: -s.score)[:_BEAM]
    floor = kept[0].score - _MARGIN
    return [s for s in kept if s.score >= floor]


def _steps(step: Step | None) -> tuple[Step, ...]:
    found: list[Step] = []
    while step is not None:
        found.append(step)
        step = step.before
    return tuple(reversed(found))
