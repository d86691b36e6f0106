"""The alignment of calls with notes: one reading of a whole copy as text and notes.

Each line is running text or part of a note. In running text, numbers may be calls; a note begins
at a label, or (where the copy lost its labels) at a line that looks like it. Calls count up, notes
count up behind them, and a page that calls notes holds them at its foot, or they stand together
further on. The reading that fits all this best is found by dynamic programming over the lines:
a state is how far the calls and the notes have counted and whether a note is being read; of the
readings that lead to one state only the best goes on, and of the states only the likely ones
(:mod:`archivist.stages.notes.beam`). Lines that can neither call nor open a note are taken
together, run by run, since all they can do to a reading is known from sums over them.

All figures are weights in the unit of :mod:`archivist.stages.notes.evidence`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from archivist.stages.notes.beam import Beam, score_of
from archivist.stages.notes.calls import Call
from archivist.stages.notes.counts import SKIPPED, Count, Event, Left, Reading, State, Step
from archivist.stages.notes.evidence import Evidence, Here
from archivist.stages.notes.labels import Label
from archivist.stages.notes.runs import Run

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
_EARLY = 8
"""Notes of a page, at most, whose calls are missing with the part before."""
_UNSEEN, _EACH_UNSEEN, _MOST_UNSEEN = 0.5, 0.2, 10
"""Price of a part that may be missing; of each call that would have stood in it, up to so many."""
_MISSED, _DROPPED = 0.5, 0.1
"""Price of a call whose page ends without its note; of not waiting for that note any more."""
_TORN = 1.5
"""Price of a sentence that breaks off in a note and is not carried on upon the next page."""
_TIED_AGAIN = {True: -2.0, False: -5.0}
"""What speaks for the rest of an earlier page's note, if that was left open and if not."""
_NEXT = 0.5
"""What speaks for a label right behind the note of the number before."""
_ALONE = 2.5
"""The same for two numbers that have lines to themselves: as much as for a call that has one."""
_HEADLIKE = 2.0
"""Price of a note that reads like a numbered head."""


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
        opening = set(evidence.stated)
        if lost:
            opening.update(i for i in range(len(evidence.lines)) if evidence.may_open(i))
        self._opening = opening
        self._told = {*self.calls, *self.labels, *self.signs, *opening, *tears}
        self._parts = {*evidence.starts, *units, *tears}
        self._seen: set[int] = set()
        self._page = self._page_before = self._tear = 0

    def read(self) -> Reading:
        """The best reading."""
        states = [State(0.0)]
        for lines in self._pieces():
            i = lines.start
            if i in self._parts:
                states = self._turned(states, i)
            if i in self._told:
                states = self._behind(states, i)
            elif any(s.noting or 0 <= s.last < self._page for s in states):
                for run in self._runs(lines):
                    states = self._along(states, run)
            if i in self.labels:
                self._seen.add(self.labels[i].number)
        states = [s._replace(counts=s.counts._replace(start=0)) for s in states]
        best = max((self._closed(s) for s in states), key=score_of)
        return Reading(best.score, _steps(best.step))

    def _pieces(self) -> Iterator[range]:
        """The lines: each that may call or open notes, and between them stretches of others."""
        count = len(self.evidence.lines)
        stops = {*self._parts, *self._told, *(i + 1 for i in self._told), count}
        return (range(a, b) for a, b in pairwise(sorted({0, *stops})) if b <= count)

    def _runs(self, lines: range) -> Iterator[Run]:
        """A stretch in runs: a line that begins a part, or follows a number, is one of its own."""
        run = Run()
        for i in lines:
            here = self.evidence.at(i)
            run.add(here)
            alone = i in self._parts or i - 1 in self.labels
            if alone or here.note >= 0 or i == lines[-1]:
                yield run
                run = Run()

    def _turned(self, states: list[State], i: int) -> list[State]:
        """The states at a line before which the copy is parted."""
        if i in self.evidence.starts:
            states = self._turn(states, i)
        if i in self.units:
            states = [s._replace(counts=s.counts._replace(anew=True)) for s in states]
        if i in self.tears:
            states = [
                s._replace(counts=s.counts._replace(fresh=True), text=Left.UNTOLD) for s in states
            ]
            self._seen.clear()
            self._tear = i
        return states

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

    def _along(self, states: Sequence[State], run: Run) -> list[State]:
        """The states behind a run of lines that call and open nothing."""
        beam = Beam(s for s in states if not s.noting)
        for s in states:
            called, noted = s.counts.called, s.counts.noted
            if s.noting:
                text, note = (False, called, noted, Left.UNTOLD), (True, called, noted, s.text)
                score, at = s.score + run.leave[s.text], run.left[s.text]
                if beam.takes(score, text) and not self._awaits_text(s):
                    beam.add(text, score, at - 1, Step(Event.TEXT, at, before=s.step), s.counts)
                score = s.score + run.rest
                if beam.takes(score, note):
                    beam.add(note, score, run.last, s.step, s.counts)
            elif 0 <= s.last < self._page:
                score = s.score + _TIED_AGAIN[self.evidence.left_open(s.last)] + run.enter
                note = True, called, noted, self.evidence.left(run.entered - 1)
                if beam.takes(score, note):
                    step = Step(Event.ON, run.entered, before=s.step)
                    beam.add(note, score, run.last, step, s.counts)
        return beam.likely()

    def _behind(self, states: Sequence[State], i: int) -> list[State]:
        """The states behind a line that may call notes, or open one."""
        here = self.evidence.at(i)
        beam = self._as_text(states, here)
        for call in self.calls.get(i, ()):
            for s in beam.likely():
                self._call(s, call, beam)
        sign, label = self.signs.get(i), self.labels.get(i)
        may_open = sign is None and label is None and i in self._opening
        opens = [self.evidence.opens(i, behind_note=n) for n in (False, True)] if may_open else []
        for s in states:
            self._carry_on(s, here, beam)
            if self._awaits_text(s):
                continue
            if sign is not None:
                self._signed(s, here, *sign, beam)
            elif label is not None:
                self._labelled(s, here, label, beam)
            elif may_open:
                self._unlabelled(s, here, opens[s.noting], beam)
        return beam.likely()

    def _as_text(self, states: Sequence[State], here: Here) -> Beam:
        """The states in which a line is text that calls nothing."""
        beam = Beam(s for s in states if not s.noting)
        for s in states:
            if not s.noting:
                continue
            score = s.score + here.text_again[s.text]
            key = False, s.counts.called, s.counts.noted, Left.UNTOLD
            if beam.takes(score, key) and not self._awaits_text(s):
                step = Step(Event.TEXT, here.line, before=s.step)
                beam.add(key, score, s.last, step, s.counts)
        return beam

    def _left(self, s: State, here: Here) -> Left:
        """How the text was left, behind a line of notes."""
        return s.text if s.noting else self.evidence.left(here.line - 1)

    def _awaits_text(self, s: State) -> bool:
        """Whether the last line was the bare number of a note, whose text can only follow."""
        if not s.noting or s.step is None or s.step.label is None or not s.step.label.alone:
            return False
        return self.evidence.lines[s.last].tail < s.step.label.end

    def _call(self, s: State, call: Call, beam: Beam) -> None:
        """A call stands in the text, if its number can follow."""
        n, count = call.number, s.counts
        if count.called and count.called < n <= count.called + SKIPPED:
            price = _SKIP * (n - count.called - 1)
            price = min(price, _unseen(count, n)) if count.fresh else price
            now = count
        elif n == count.called > 1:
            return
        else:
            unseen = count.fresh and n > count.called
            again = not count.anew and count.called
            price = 0.0 if n == 1 or unseen else _AFRESH
            price += 0.0 if not again else _unseen(count, n) if unseen else _RESTART
            s, now = self._closed(s), count.begun(n)
        score, key = s.score + call.weight - price, (False, n, now.noted, Left.UNTOLD)
        if beam.takes(score, key):
            step = Step(Event.CALL, call.line, n, call, None, now.which, s.step)
            beam.add(key, score, s.last, step, now.calling(n))

    def _carry_on(self, s: State, here: Here, beam: Beam) -> None:
        """A line carries on a note, of this page or of an earlier one."""
        score, step = s.score + here.note, s.step
        if s.noting:
            score += here.goes_on
        elif here.may_go_on and (here.line in self.tears or 0 <= s.last < self._page):
            left_open = here.line in self.tears or self.evidence.left_open(s.last)
            score += _TIED_AGAIN[left_open] + here.takes_up
        else:
            return
        key = True, s.counts.called, s.counts.noted, self._left(s, here)
        if beam.takes(score, key):
            if not s.noting:
                step = Step(Event.ON, here.line, before=step)
            beam.add(key, score, here.line, step, s.counts)

    def _signed(self, s: State, here: Here, label: Label, call: Call, beam: Beam) -> None:
        """A note with a sign begins that is not counted."""
        score = s.score + here.note + _SIGNED
        key = True, s.counts.called, s.counts.noted, self._left(s, here)
        if beam.takes(score, key):
            step = Step(Event.OPEN, here.line, 0, call, label, before=s.step)
            beam.add(key, score, here.line, step, s.counts)

    def _labelled(self, s: State, here: Here, label: Label, beam: Beam) -> None:
        """A note with a label begins, of this count or of an earlier one."""
        n, count = label.number, s.counts
        form = _set(s, label)
        form = max(form, 0.0) if here.line in self.evidence.listed else form
        weight = s.score + here.note - self._torn(s) + form
        if not (s.noting or here.under_head):
            weight -= 1.0
        weight -= _HEADLIKE if label.headlike and not here.under_head else 0.0
        left = self._left(s, here)
        others = [count.resumed()] if n == 1 and count.earlier else []
        for now in (count, *others):
            score = weight + self._wanted(s, here, n, now)
            score -= 1.0 if now is count and others and n <= count.start else 0.0
            key = True, now.called, n, left
            if beam.takes(score, key):
                step = Step(Event.OPEN, here.line, n, None, label, now.which, s.step)
                beam.add(key, score, here.line, step, now.noting(n, apart=here.under_head))

    def _wanted(self, s: State, here: Here, n: int, count: Count) -> float:
        """That a note with the label *n* begins here."""
        listed = here.line in self.evidence.listed
        if count.noted < n <= count.noted + SKIPPED:
            weight = _LABELLED - _SKIP * (n - count.noted - 1)
        elif self._is_early(n, count) or (listed and self._seen.isdisjoint(range(n, count.noted))):
            weight = _LABELLED
        else:
            weight = -_RESTART - (_AFRESH if n > 1 and not count.fresh else 0.0)
        if count.waiting >> n & 1:
            return weight + _CALLED
        if here.under_head:
            return weight + _UNDER_HEAD
        if listed:
            return weight
        if count.noted < n < count.called:
            return weight + _UNKNOWN
        if here.work:
            return weight + _UNCALLED * 2
        inside = s.noting or (n - 1 not in self._seen and n > 1)
        return weight + (_UNKNOWN if count.fresh and inside else _UNCALLED)

    def _is_early(self, n: int, count: Count) -> bool:
        """Whether note *n* can be one of the page's whose calls are missing with the part before.

        The first call of a part tells where its calls go on, and nothing of the notes at its foot.
        """
        if count.fresh or count.noted != count.start or not count.waiting >> count.start + 1 & 1:
            return False
        early = range(n, count.noted + 1)
        return 0 < len(early) <= _EARLY and self._seen.isdisjoint(early)

    def _unlabelled(self, s: State, here: Here, opens: float, beam: Beam) -> None:
        """A note without a label begins: of the calls that wait, the next.

        At the foot of a page, a later one may be due: the notes of those before are lost.
        """
        i, count, left = here.line, s.counts, self._left(s, here)
        weight = s.score + here.note - self._torn(s) + opens
        if here.under_head:
            weight += _UNDER_HEAD
        over = count.noted >= count.called
        if over or self._called_before(count):
            score = weight + (_UNCALLED if over and not count.fresh else _UNKNOWN)
            key = True, count.called, count.noted, left
            if beam.takes(score, key):
                beam.add(key, score, i, Step(Event.OPEN, i, before=s.step), count)
        if over:
            return
        first = count.noted + 1
        furthest = min(count.called, first + _LATE)
        own = () if s.noting else range(max(count.start, first) + 1, furthest + 1)
        for n in (first, *own):
            score = weight + (self._due(count, n) - _DROPPED * (n - first))
            key = True, count.called, n, left
            if beam.takes(score, key):
                step = Step(Event.OPEN, i, n, which=count.which, before=s.step)
                beam.add(key, score, i, step, count.noting(n))

    def _called_before(self, count: Count) -> bool:
        """Whether notes can stand here whose calls are missing with the part before this page."""
        return self._page <= self._tear and count.noted == count.start > 0

    @staticmethod
    def _due(count: Count, n: int) -> float:
        """That note *n* begins: its call stands on the page, or on one before, or was lost."""
        called = _CALLED if n > count.start else _CALLED_BEFORE
        return called if count.waiting >> n & 1 else _UNKNOWN


def _set(s: State, label: Label) -> float:
    """What the form of a label says for a note, behind the note of the number before if it is."""
    if s.noting and s.counts.noted == label.number - 1 > 0:
        above = s.step.label if s.step else None
        if label.alone and above and above.alone:
            return _ALONE
        if not label.listlike:
            return _NEXT + (0.5 if label.cites else 0.0)
    return 0.5 if label.cites else _LISTLIKE if label.listlike else 0.0


def _unseen(count: Count, n: int) -> float:
    """Price of a jump to call *n* over a place where part of the copy may be missing."""
    return _UNSEEN + _EACH_UNSEEN * min(n - count.called - 1, _MOST_UNSEEN)


def _steps(step: Step | None) -> tuple[Step, ...]:
    found: list[Step] = []
    while step is not None:
        found.append(step)
        step = step.before
    return tuple(reversed(found))
