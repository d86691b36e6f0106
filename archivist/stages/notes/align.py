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
from operator import attrgetter
from typing import NamedTuple

from archivist.core.source import Hint
from archivist.stages.notes.calls import Call
from archivist.stages.notes.counts import SKIPPED, Count, Event, Reading, State, Step
from archivist.stages.notes.evidence import Evidence
from archivist.stages.notes.labels import Label

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
_SIGNED = 4.0
"""What speaks for a note whose sign a page has once in its text and once below it."""
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
_MANY = 64
"""States within a line before the unlikely ones are left out: more than a printed line has."""


class Here(NamedTuple):
    """What is known of one line, asked once for all states.

    Attributes:
        line: its position.
        note, goes_on, text_again, may_go_on, under_head, work: as :class:`Evidence` has them.
        label: the label it may begin with.
        may_open: whether a note without a label can begin here.
        calls: candidates in it.
    """

    line: int
    note: float
    goes_on: float
    text_again: float
    may_go_on: bool
    under_head: bool
    work: bool
    label: Label | None
    may_open: bool
    calls: Sequence[Call]


_score = attrgetter("score")


class Candidates(NamedTuple):
    """What a copy holds that can be a call or a label, by line.

    Attributes:
        calls: numbers in running text.
        labels: numbers at line starts.
        signs: labels that do not count, with their calls.
    """

    calls: Mapping[int, Sequence[Call]]
    labels: Mapping[int, Label]
    signs: Mapping[int, tuple[Label, Call]]


class Aligner:
    """Reads one copy under one hypothesis.

    Args:
        evidence: what the lines say.
        candidates: what can be a call or a label.
        units: positions of lines at which the count may begin anew.
        tears: positions of lines before which part of the copy may be missing.
        lost: whether the copy may have lost the numbers of its notes.
    """

    def __init__(
        self,
        evidence: Evidence,
        candidates: Candidates,
        units: Collection[int] = (),
        tears: Collection[int] = (),
        *,
        lost: bool,
    ) -> None:
        self.evidence = evidence
        self.calls, self.labels, self.signs = candidates
        self.units = units
        self.tears = tears
        self.lost = lost
        self._seen: set[int] = set()
        self._page = self._page_before = 0

    def read(self) -> Reading:
        """The best reading."""
        states = [State(0.0)]
        for i in range(len(self.evidence.lines)):
            if i in self.evidence.starts:
                states = self._turn(states, i)
            if i in self.units:
                states = [s._replace(counts=s.counts._replace(anew=True)) for s in states]
            if i in self.tears:
                states = [s._replace(counts=s.counts._replace(fresh=True)) for s in states]
                self._seen.clear()
            noting = any(s.noting for s in states)
            if not noting and self._is_plain(i):
                continue
            if noting or self._tells(states, i):
                here = self._here(i)
                states = [t for s in states for t in self._after(s, here)]
            states = _likely(states)
            if i in self.labels:
                self._seen.add(self.labels[i].number)
        states = [s._replace(counts=s.counts._replace(start=0)) for s in states]
        best = max((self._closed(s) for s in states), key=_score)
        return Reading(best.score, _steps(best.step))

    def _is_plain(self, i: int) -> bool:
        """Whether line *i*, behind running text, can be nothing else."""
        return not (self._holds(i) or self.evidence.may_go_on(i) or self._may_open(i))

    def _tells(self, states: Sequence[State], i: int) -> bool:
        """Whether line *i*, behind running text, can be anything else in one of *states*."""
        if self._holds(i) or self._may_open(i):
            return True
        return any(0 <= s.last < self._page for s in states)

    def _holds(self, i: int) -> bool:
        """Whether line *i* holds what can be a call or a label."""
        return i in self.calls or i in self.labels or i in self.signs

    def _may_open(self, i: int) -> bool:
        stated = self.evidence.lines[i].hint is Hint.NOTE
        return stated or (self.lost and self.evidence.may_open(i))

    def _turn(self, states: Sequence[State], i: int) -> list[State]:
        """The states at the head of a new page."""
        turned = [
            s._replace(counts=s.counts._replace(start=s.counts.called))
            for s in map(self._closed, states)
        ]
        self._page_before, self._page = self._page, i
        return turned

    def _closed(self, s: State) -> State:
        """The state at the end of the page: a call without its note has its price."""
        count = s.counts
        missed = (count.waiting >> (max(count.noted, count.start) + 1)).bit_count()
        price = _MISSED * missed + self._torn(s)
        return s._replace(score=s.score - price) if price else s

    def _torn(self, s: State) -> float:
        """Price of a note that was left open on the page before and is not carried on."""
        if not self._page_before <= s.last < self._page or s.counts.fresh:
            return 0.0
        return 0.0 if self.evidence.closes(s.last) else _TORN

    def _here(self, i: int) -> Here:
        evidence = self.evidence
        return Here(
            i,
            evidence.note(i),
            evidence.goes_on(i),
            evidence.text_again(i),
            evidence.may_go_on(i),
            evidence.under_head(i),
            evidence.work(i),
            self.labels.get(i),
            i not in self.labels and self._may_open(i),
            self.calls.get(i, ()),
        )

    def _after(self, s: State, here: Here) -> list[State]:
        """The states in which a line can leave a reading."""
        on = [state] if (state := self._as_note(s, here)) else []
        if self._awaits_text(s):
            return on
        states = self._as_text(s, here) + on
        if here.line in self.signs:
            label, call = self.signs[here.line]
            step = Step(Event.OPEN, here.line, 0, call, label, before=s.step)
            score = s.score + here.note + _SIGNED
            states.append(_in_note(score, here.line, step, s.counts))
        elif here.label is not None:
            states += self._labelled(s, here, here.label)
        elif here.may_open:
            states += self._unlabelled(s, here)
        return states

    def _awaits_text(self, s: State) -> bool:
        """Whether the last line was the bare number of a note, whose text can only follow."""
        if not s.noting or s.step is None or s.step.label is None or s.last > s.step.line:
            return False
        return s.step.label.end > self.evidence.lines[s.last].tail

    def _as_text(self, s: State, here: Here) -> list[State]:
        if s.noting:
            step = Step(Event.TEXT, here.line, before=s.step)
            s = s._replace(score=s.score + here.text_again, noting=False, step=step)
        states = [s]
        for call in here.calls:
            states += [t for state in states if (t := self._called(state, call))]
            if len(states) > _MANY:  # each call doubles them, and a line may be a whole copy
                states = _likely(states)
        return states

    def _called(self, s: State, call: Call) -> State | None:
        """The state behind a call, if its number can follow."""
        n, count = call.number, s.counts
        if count.called and count.called < n <= count.called + SKIPPED:
            price = _SKIP * (n - count.called - 1)
            price = min(price, _unseen(count, n)) if count.fresh else price
            now = count
        elif n == count.called > 1:
            return None
        else:
            unseen = count.fresh and n > count.called
            again = not count.anew and count.called
            price = 0.0 if n == 1 or unseen else _AFRESH
            price += 0.0 if not again else _unseen(count, n) if unseen else _RESTART
            s, now = self._closed(s), count.begun(n)
        now = now._replace(called=n, waiting=now.waiting | 1 << n, fresh=False, anew=False)
        step = Step(Event.CALL, call.line, n, call, which=now.which, before=s.step)
        return State(s.score + call.weight - price, s.noting, s.last, step, now)

    def _as_note(self, s: State, here: Here) -> State | None:
        """The state in which a line carries on a note, of this page or of an earlier one."""
        i, weight = here.line, s.score + here.note
        if s.noting:
            return _in_note(weight + here.goes_on, i, s.step, s.counts)
        if 0 <= s.last < self._page and here.may_go_on:
            tie = _TIED_AGAIN[self.evidence.left_open(s.last)]
            step = Step(Event.ON, i, before=s.step)
            return _in_note(weight + tie, i, step, s.counts)
        return None

    def _labelled(self, s: State, here: Here, label: Label) -> Iterator[State]:
        """The states in which a note with a label begins, of this count or of an earlier one."""
        n, count = label.number, s.counts
        weight = s.score + here.note - self._torn(s)
        weight += 0.5 if label.cites else _LISTLIKE if label.listlike else 0.0
        if not (s.noting or here.under_head):
            weight -= 1.0
        others = [count.resumed()] if n == 1 and count.earlier else []
        for now in (count, *others):
            score = weight + self._wanted(s, here, n, now)
            score += 0.0 if now is not count else -1.0 if others and n <= count.start else 0.0
            step = Step(Event.OPEN, here.line, n, None, label, now.which, s.step)
            yield _in_note(score, here.line, step, now.noting(n))

    def _wanted(self, s: State, here: Here, n: int, count: Count) -> float:
        """That a note with the label *n* begins here."""
        if count.noted < n <= count.noted + SKIPPED:
            weight = _LABELLED - _SKIP * (n - count.noted - 1)
        else:
            weight = -_RESTART - (_AFRESH if n > 1 and not count.fresh else 0.0)
        if count.waiting >> n & 1:
            return weight + _CALLED
        if count.noted < n < count.called:
            return weight + _UNKNOWN
        if here.under_head:
            return weight + _UNDER_HEAD
        if here.work:
            return weight + _UNCALLED * 2
        inside = s.noting or (n - 1 not in self._seen and n > 1)
        return weight + (_UNKNOWN if count.fresh and inside else _UNCALLED)

    def _unlabelled(self, s: State, here: Here) -> Iterator[State]:
        """The states in which a note without a label begins: of the calls that wait, the next.

        At the foot of a page, a later one may be due: the notes of those before are lost.
        """
        i, count = here.line, s.counts
        weight = s.score + here.note - self._torn(s)
        weight += self.evidence.opens(i, behind_note=s.noting)
        if here.under_head:
            weight += _UNDER_HEAD
        step = Step(Event.OPEN, i, before=s.step)
        if count.noted >= count.called:
            weight += _UNKNOWN if count.fresh else _UNCALLED
            yield _in_note(weight, i, step, count)
            return
        first = count.noted + 1
        furthest = min(count.called, first + _LATE)
        own = () if s.noting else range(max(count.start, first) + 1, furthest + 1)
        for n in (first, *own):
            called = self._due(count, n) - _DROPPED * (n - first)
            step = step._replace(number=n, which=count.which)
            yield _in_note(weight + called, i, step, count.noting(n))

    @staticmethod
    def _due(count: Count, n: int) -> float:
        """That note *n* begins: its call stands on the page, or on one before, or was lost."""
        if not count.waiting >> n & 1:
            return _UNKNOWN
        return _CALLED if n > count.start else _CALLED_BEFORE


def _in_note(score: float, line: int, step: Step | None, counts: Count) -> State:
    """The state behind a line of a note."""
    return State(score, noting=True, last=line, step=step, counts=counts)


def _unseen(count: Count, n: int) -> float:
    """Price of a jump to call *n* over a place where part of the copy may be missing."""
    return _UNSEEN + _EACH_UNSEEN * min(n - count.called - 1, _MOST_UNSEEN)


def _likely(states: Sequence[State]) -> list[State]:
    """Of each key the best state, and of these the likely ones."""
    best: dict[tuple[bool, int, int], State] = {}
    for s in states:
        key = (s.noting, s.counts.called, s.counts.noted)  # what decides how the reading may go on
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
