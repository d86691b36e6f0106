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
from operator import attrgetter
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
_CALLED, _CALLED_BEFORE, _LABELLED, _LISTLIKE = 2.0, 0.8, 1.0, -1.5
"""What speaks for a note: a call that waits for it, on its page or (where nothing else tells its
number) before; a label in sequence; one in a form that lists have, too."""
_LATE = 24
"""Calls that may wait for notes that are lost."""
_UNCALLED, _UNKNOWN, _UNDER_HEAD = -2.5, -0.5, 2.0
"""The same where no call waits; where none can be known; below a head that announces notes."""
_UNSEEN, _EACH_UNSEEN, _MOST_UNSEEN = 0.5, 0.2, 10
"""Price of a part that may be missing; of each call that would have stood in it, up to so many."""
_MISSED, _DROPPED = 0.5, 0.1
"""Price of a call whose page ends without its note; of not waiting for that note any more."""
_TORN = 1.5
"""Price of a sentence that breaks off in a note and is not carried on upon the next page."""
_TIED_AGAIN = {True: -0.5, False: -4.0}
"""What speaks for the rest of an earlier page's note, if that was left open and if not."""
_BEAM, _MARGIN = 10, 8.0
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
        waiting: the numbers called in this count, as bits.
        last: position of the last line of a note, or -1.
        fresh: whether nothing was counted since a place where part of the copy may be missing.
        anew: whether nothing was counted since an essay began.
        step: its last step.
    """

    score: float
    noting: bool = False
    called: int = 0
    noted: int = 0
    start: int = 0
    waiting: int = 0
    last: int = -1
    fresh: bool = True
    anew: bool = True
    step: Step | None = None


_score = attrgetter("score")


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
            if i in self.units:
                states = [s._replace(anew=True) for s in states]
            if line.cut:
                states = [s._replace(fresh=True) for s in states]
                self._seen.clear()
            if not any(s.noting for s in states) and self._is_plain(i):
                continue
            states = _likely([t for s in states for t in self._after(s, i)])
            if i in self.labels:
                self._seen.add(self.labels[i].number)
        best = max((self._closed(s) for s in states), key=_score)
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
        """The states at the head of a new page."""
        turned = [s._replace(start=s.called) for s in map(self._closed, states)]
        self._page_before, self._page = self._page, i
        return turned

    def _closed(self, s: State) -> State:
        """The state at the end of the page: a call without its note has its price."""
        missed = (s.waiting >> (max(s.noted, s.start) + 1)).bit_count()
        price = _MISSED * missed + self._torn(s)
        return s._replace(score=s.score - price) if price else s

    def _torn(self, s: State) -> float:
        """Price of a note that was left open on the page before and is not carried on."""
        if not self._page_before <= s.last < self._page or s.fresh:
            return 0.0
        return 0.0 if self.evidence.closes(s.last) else _TORN

    def _after(self, s: State, i: int) -> list[State]:
        """The states in which line *i* can leave a reading."""
        return [*self._as_text(s, i), *self._as_note(s, i)]

    def _as_text(self, s: State, i: int) -> list[State]:
        if s.noting:
            step = Step(Event.TEXT, i, before=s.step)
            score = s.score + self.evidence.text_again(i)
            s = s._replace(score=score, noting=False, step=step)
        states = [s]
        for call in self.calls.get(i, ()):
            states += [t for state in states if (t := self._called(state, call))]
        return states

    def _called(self, s: State, call: Call) -> State | None:
        """The state behind a call, if its number can follow."""
        n = call.number
        step = Step(Event.CALL, call.line, n, call, before=s.step)
        waiting = s.waiting | 1 << n
        t = s._replace(called=n, waiting=waiting, fresh=False, anew=False, step=step)
        if s.called and s.called < n <= s.called + SKIPPED:
            price = _SKIP * (n - s.called - 1)
            price = min(price, _unseen(s, n)) if s.fresh else price
            return t._replace(score=s.score + call.weight - price)
        if n == s.called > 1:
            return None
        unseen = s.fresh and n > s.called
        price = 0.0 if n == 1 or unseen else _AFRESH
        price += 0.0 if s.anew or not s.called else _unseen(s, n) if unseen else _RESTART
        score = self._closed(s).score + call.weight - price
        if n > 1 and s.called - s.noted > SKIPPED:  # the notes stand together further on
            return t._replace(score=score, start=n - 1)
        return t._replace(score=score, noted=n - 1, start=n - 1, waiting=1 << n)

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
            yield from self._unlabelled(s, i, weight)

    def _labelled(self, s: State, i: int, label: Label, weight: float) -> State:
        n = label.number
        if s.noted < n <= s.noted + SKIPPED:
            weight += _LABELLED - _SKIP * (n - s.noted - 1)
        else:
            weight -= _RESTART + (_AFRESH if n > 1 and not s.fresh else 0.0)
        if s.noted < n <= s.called:
            weight += _CALLED if s.waiting >> n & 1 else _UNKNOWN
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

    def _unlabelled(self, s: State, i: int, weight: float) -> Iterator[State]:
        """The states in which a note without a label begins: of the calls that wait, the next.

        At the foot of a page, a later one may be due: the notes of those before are lost.
        """
        weight += self.evidence.opens(i, behind_note=s.noting)
        if self.evidence.under_head(i):
            weight += _UNDER_HEAD
        step = Step(Event.OPEN, i, before=s.step)
        if s.noted >= s.called:
            weight += _UNKNOWN if s.fresh else _UNCALLED
            yield s._replace(score=weight, noting=True, last=i, step=step)
            return
        first = s.noted + 1
        own = () if s.noting else range(max(s.start, first) + 1, min(s.called, first + _LATE) + 1)
        for n in (first, *own):
            called = self._due(s, n) - _DROPPED * (n - first)
            step = step._replace(number=n)
            yield s._replace(score=weight + called, noting=True, noted=n, last=i, step=step)

    @staticmethod
    def _due(s: State, n: int) -> float:
        """That note *n* begins: its call stands on the page, or on one before, or was lost."""
        if not s.waiting >> n & 1:
            return _UNKNOWN
        return _CALLED if n > s.start else _CALLED_BEFORE


def _unseen(s: State, n: int) -> float:
    """Price of a jump to call *n* over a place where part of the copy may be missing."""
    return _UNSEEN + _EACH_UNSEEN * min(n - s.called - 1, _MOST_UNSEEN)


def _likely(states: Sequence[State]) -> list[State]:
    """Of each key the best state, and of these the likely ones."""
    best: dict[tuple[bool, int, int], State] = {}
    for s in states:
        key = (s.noting, s.called, s.noted)  # what decides how the reading may go on
        other = best.get(key)
        if other is None or s.score > other.score:
            best[key] = s
    kept = sorted(best.values(), key=_score, reverse=True)[:_BEAM]
    floor = kept[0].score - _MARGIN
    return [s for s in kept if s.score >= floor]


def _steps(step: Step | None) -> tuple[Step, ...]:
    found: list[Step] = []
    while step is not None:
        found.append(step)
        step = step.before
    return tuple(reversed(found))
