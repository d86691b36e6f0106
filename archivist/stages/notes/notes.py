"""Stage *notes*: footnotes and endnotes, their calls, and which belongs to which.

Where numbers are printed, notes are the lines behind labels that count up and are called in the
text before. Where a copy lost them, the notes of a page are its foot in smaller type, and the k-th
of them belongs to the k-th call on the page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from archivist.core.ledger import Entry
from archivist.core.sheet import Sheet
from archivist.core.source import Hint
from archivist.findings import Finding
from archivist.profiles.model import Publisher
from archivist.stages.blocks.gauge import Gauge, gauge
from archivist.stages.blocks.measure import closes_sentence, habit_of
from archivist.stages.forme.breaks import PAGE_GAP
from archivist.stages.lineview import Line, lines_of
from archivist.stages.notes.calls import Call, find_calls, rising
from archivist.stages.notes.foot import by_gaps, evidence, foot_start, like_a_note, split_foot
from archivist.stages.notes.labels import (
    LABELS,
    NOTE_HEAD,
    Label,
    Layout,
    Run,
    best_run,
    find_labels,
)
from archivist.stages.notes.marks import Note, note_entries

_WINDOW = 5000
"""Calls before a run of notes that are looked at: more than a report has."""


@dataclass(frozen=True)
class Page:
    """A stretch of lines, ``first`` to ``last``, that notes stand at the end of."""

    first: int
    last: int
    opens_unit: bool


@dataclass
class Frame:
    """What the stage knows, and what it found so far."""

    sheet: Sheet
    publisher: Publisher
    lines: list[Line]
    pages: list[Page]
    body: Gauge
    solid: bool
    calls: list[Call]
    labels: list[Label]
    notes: list[Note] = field(default_factory=list)
    matched: list[Call] = field(default_factory=list)

    def calls_in(self, first: int, last: int) -> Sequence[Call]:
        """Candidates on the lines from *first* to *last*, the last few thousand of them."""
        a = bisect_left(self.calls, first, key=lambda c: c.line)
        b = bisect_left(self.calls, last + 1, key=lambda c: c.line)
        return self.calls[max(a, b - _WINDOW) : b]

    def labels_in(self, first: int, last: int) -> Sequence[Label]:
        """Candidates on the lines from *first* to *last*, the first few thousand of them."""
        a = bisect_left(self.labels, first, key=lambda x: x.line)
        b = bisect_left(self.labels, last + 1, key=lambda x: x.line)
        return self.labels[a : min(b, a + LABELS)]

    def cites(self, label: Label) -> bool:
        """Whether the text behind a label looks like that of a note."""
        line = self.lines[label.line]
        own = label.end > line.tail
        after = self.lines[label.line + 1].text if label.line + 1 < len(self.lines) else ""
        text = after if own else line.text[label.end - line.head :]
        return like_a_note(text, self.body) or self.body.overruns(after)


def notes(sheet: Sheet, publisher: Publisher) -> tuple[list[Entry], list[Finding]]:
    """Marks on notes and calls, links between them, and what does not add up."""
    lines = lines_of(sheet)
    if not lines:
        return [], []
    frame = Frame(
        sheet,
        publisher,
        lines,
        list(_pages(sheet, lines, publisher)),
        gauge(list(_wrapped(lines))),
        habit_of(lines).solid,
        find_calls(lines),
        find_labels(lines),
    )
    _numbered(frame)
    calls = _count(frame)
    calls = _unnumbered(frame, calls)
    frame.notes.sort(key=lambda n: n.first)
    return note_entries(sheet, lines, frame.notes, _kept(frame, calls))


def _wrapped(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Pairs of lines of which the first was probably wrapped."""
    for a, b in pairwise(lines):
        if not b.gap and len(a.text) > 25 and not closes_sentence(a.text):
            yield a.text, b.text


def _pages(sheet: Sheet, lines: Sequence[Line], publisher: Publisher) -> Iterator[Page]:
    """Free lines by page. A page starts at a page fact, or at a gap that stands for one."""
    starts = sorted(f.start for f in sheet.facts_named("page"))
    titles = sorted(f.start for f in sheet.facts if f.name in {"title", "division-unit"})
    by_gap = bool(publisher.running_heads.verso)
    s = t = first = 0
    opens = False
    for i, line in enumerate(lines):
        begins = by_gap and line.gap >= PAGE_GAP and not line.cut
        while s < len(starts) and starts[s] <= line.start:
            begins, s = True, s + 1
        unit = False
        while t < len(titles) and titles[t] <= line.start:
            unit, t = True, t + 1
        if i and (begins or unit):
            yield Page(first, i - 1, opens)
            first, opens = i, unit
        elif not i:
            opens = unit
    yield Page(first, len(lines) - 1, opens)


# -- printed numbers -------------------------------------------------------------------------------


def _numbered(frame: Frame) -> None:
    """Notes with labels, page by page; a text without pages is one long page."""
    last: int | None = None
    floor = 0
    endnotes = False
    cuts = [i for i, line in enumerate(frame.lines) if line.cut]
    for page in frame.pages:
        if _stated(frame, page):
            last, floor = frame.notes[-1].number, page.last + 1
            continue
        if page.opens_unit and frame.publisher.notes.per_essay:
            last, floor, endnotes = 0, page.first, False
        if bisect_left(cuts, floor) < bisect_left(cuts, page.last + 1):
            last = None  # slices may be missing between
        at = page.first
        while at <= page.last:
            labels = frame.labels_in(at, page.last)
            back = floor if endnotes or _is_endnotes(frame, labels) else max(floor, page.first)
            run = best_run(
                labels,
                frame.calls_in(back, page.last) if labels else (),
                last,
                Layout(frame.solid, endnotes, len(frame.pages) > 1, frame.cites),
            )
            if run is None:
                break
            end = _take(frame, run, page)
            last = run.labels[-1].number
            endnotes = bool(run.calls) and run.calls[0].line < page.first and len(run.labels) > 1
            at = end + 1
            if not endnotes:
                floor = at
        if frame.notes and (at == page.first):
            _runs_over(frame, page.first, page.last)


def _stated(frame: Frame, page: Page) -> bool:
    """Take the notes that markup or type has told from the text; whether there are any."""
    before = len(frame.notes)
    for i in range(page.first, page.last + 1):
        line = frame.lines[i]
        if line.hint is Hint.NOTE:
            label = next((x for x in frame.labels_in(i, i) if x.end <= line.tail), None)
            number = label.number if label else None
            frame.notes.append(Note(i, [line], number, label))
        elif line.hint is Hint.NOTE_ON and len(frame.notes) > before:
            frame.notes[-1].lines.append(line)
        elif line.hint is Hint.NOTE_ON:
            frame.notes.append(Note(i, [line], goes_on=True))
    return len(frame.notes) > before


def _is_endnotes(frame: Frame, labels: Sequence[Label]) -> bool:
    """Whether the first label stands right below a head that announces notes."""
    if not labels:
        return False
    above = frame.lines[max(0, labels[0].line - 2) : labels[0].line]
    return any(NOTE_HEAD.fullmatch(line.text) for line in above)


def _take(frame: Frame, run: Run, page: Page) -> int:
    """Make notes of a run; the position of the last line taken."""
    first = run.labels[0].line
    _runs_over(frame, page.first, first - 1)
    end = _end_of_run(frame, run, page)
    by_number = {c.number: c for c in run.calls}
    bounds = [label.line for label in run.labels] + [end + 1]
    for label, a, b in zip(run.labels, bounds, bounds[1:], strict=False):
        note = Note(a, frame.lines[a:b], label.number, label, call=by_number.get(label.number))
        frame.notes.append(note)
    frame.matched += run.calls
    return end


def _end_of_run(frame: Frame, run: Run, page: Page) -> int:
    """The last line of the last note: the page's last, or where running text surely begins anew."""
    lines = frame.lines
    last = run.labels[-1]
    at = last.line + (last.end > lines[last.line].tail)  # a label on a line of its own
    if frame.solid:
        return at
    while at < page.last:
        following = lines[at + 1]
        closed = closes_sentence(lines[at].text)
        if closed and following.gap and len(frame.pages) == 1:
            break
        if closed and _text_again(frame, at + 1, page.last):
            break
        at += 1
    return at


_PROOF = 8
"""Lines looked at to tell whether running text begins anew below a page's notes."""


def _text_again(frame: Frame, first: int, last: int) -> bool:
    """Whether the lines from *first* on are set to the measure of the text."""
    lines = frame.lines[first : min(first + _PROOF, last) + 1]
    if not frame.body.known or any(frame.body.overruns(ln.text) for ln in lines[:4]):
        return False
    return sum(evidence(lines, k, frame.body) for k in range(len(lines) - 1)) <= _CERTAIN


_CERTAIN = -5.0
"""Evidence that ends a page's notes before the page does: two full lines, nothing cited."""


def _runs_over(frame: Frame, first: int, last: int) -> None:
    """The rest of the last note before, at the foot of the next page, above that page's own."""
    if not frame.notes or last < first or frame.solid or len(frame.pages) == 1:
        return
    note = frame.notes[-1]
    if note.lines[-1] is not frame.lines[first - 1] or not note.left_open:
        return
    page = frame.lines[first : last + 1]
    start = foot_start(page, frame.body)
    if start < len(page) and any(frame.body.overruns(ln.text) for ln in page[start:]):
        frame.notes.append(Note(first + start, page[start:], goes_on=True))


# -- calls -----------------------------------------------------------------------------------------


def _count(frame: Frame) -> list[Call]:
    """The calls of the text by their count, those of printed notes among them."""
    inside = {note.first + k for note in frame.notes for k in range(len(note.lines))}
    free = [c for c in frame.calls if c.line not in inside]
    restarts = [p.first for p in frame.pages if p.opens_unit]
    run = rising(free, bonus={c.start: 3.0 for c in frame.matched}, restarts=restarts)
    certain = {c.start for c in frame.matched}
    sure = {(c.number, bisect_left(restarts, c.line + 1)) for c in frame.matched}
    others = (
        c
        for c in run
        if c.start not in certain and (c.number, bisect_left(restarts, c.line + 1)) not in sure
    )
    calls = sorted([*frame.matched, *others], key=lambda c: c.start)
    _pair_the_rest(frame.notes, calls)
    return calls


def _pair_the_rest(notes: Sequence[Note], calls: Sequence[Call]) -> None:
    """A note that did not fit under its call stands at the foot of a later page."""
    linked = {n.call.start for n in notes if n.call}
    waiting: dict[int, list[Call]] = {}
    for call in calls:
        if call.start not in linked:
            waiting.setdefault(call.number, []).append(call)
    for note in notes:
        due = waiting.get(note.number or 0)
        if note.call is None and not note.goes_on and due and due[0].start < note.lines[0].start:
            note.call = due.pop(0)


def _kept(frame: Frame, calls: list[Call]) -> list[Call]:
    """Calls that have a note, or company that bears them out."""
    if any(n.call for n in frame.notes):
        return calls
    raised = any(c.own_line or c.weight >= _RAISED for c in calls)
    return calls if raised or len(calls) >= _COMPANY else []


_RAISED = 3.0
_COMPANY = 4
"""Calls that count up and so bear one another out, where no note was found."""


# -- lost numbers ----------------------------------------------------------------------------------


def _unnumbered(frame: Frame, calls: list[Call]) -> list[Call]:
    """Notes without labels on the pages that have none with; the calls on text lines."""
    labelled = [n for n in frame.notes if n.label]
    if frame.solid or (labelled and not frame.publisher.notes.number_may_be_lost):
        return calls
    if not calls and not frame.publisher.notes.number_may_be_lost:
        return calls
    gaps = _has_gaps(frame)
    taken = sorted(n.first for n in labelled)
    at = [c.line for c in calls]
    last = None
    waiting: list[Call] = []
    found: list[Note] = []
    for page in frame.pages:
        if bisect_left(taken, page.first) < bisect_left(taken, page.last + 1):
            continue
        mine = calls[bisect_left(at, page.first) : bisect_left(at, page.last + 1)]
        made = _foot(frame, page, mine, last, gaps=gaps)
        _give_waiting(made, waiting)
        found += made
        last = made[-1] if made else last
        waiting = [] if made else [*waiting, *mine]
    frame.notes += found
    inside = {n.first + k for n in found for k in range(len(n.lines))}
    return [c for c in calls if c.line not in inside]


def _give_waiting(made: Sequence[Note], waiting: Sequence[Call]) -> None:
    """Where notes are left over, the first of them are those of a page before that had none."""
    fresh = [n for n in made if not n.goes_on]
    spare = sum(1 for n in fresh if n.call is None)
    if not waiting or spare != len(waiting):
        return
    calls = [*waiting, *(n.call for n in fresh if n.call)]
    for note, call in zip(fresh, calls, strict=True):
        note.call, note.number = call, call.number


def _has_gaps(frame: Frame) -> bool:
    """Whether the copy keeps single blank lines inside pages at all."""
    firsts = {p.first for p in frame.pages}
    return any(ln.gap == 1 and not ln.cut and i not in firsts for i, ln in enumerate(frame.lines))


def _foot(
    frame: Frame, page: Page, calls: list[Call], last: Note | None, *, gaps: bool
) -> list[Note]:
    lines = frame.lines[page.first : page.last + 1]
    left_open = last is None or last.left_open
    over: list[Line] = []
    if gaps:
        over, feet = by_gaps(lines, len(calls), frame.body, left_open=left_open)
    else:
        start = foot_start(lines, frame.body)
        calls = [c for c in calls if c.line < page.first + start]
        goes_on = last is not None and left_open and not _opens_note(lines, start)
        if not calls and not goes_on:
            return []
        feet = split_foot(lines[start:], len(calls) + goes_on, frame.body)
        if goes_on and feet:
            over, feet = feet[0], feet[1:]
    position = {id(line): page.first + k for k, line in enumerate(lines)}
    made = [Note(position[id(over[0])], over, goes_on=True)] if over else []
    made += [Note(position[id(group[0])], group) for group in feet]
    inside = {n.first + k for n in made for k in range(len(n.lines))}
    text = [c for c in calls if c.line not in inside]
    for note, call in zip(made[bool(over) :], text, strict=False):
        note.call, note.number = call, call.number
    return made


def _opens_note(lines: Sequence[Line], start: int) -> bool:
    """Whether the foot begins with a new note: with a capital, after a sentence was broken off."""
    return start < len(lines) and not lines[start].text[0].islower()
