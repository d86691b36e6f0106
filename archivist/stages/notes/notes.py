"""Stage *notes*: footnotes and endnotes, their calls, and which belongs to which.

The stage gathers what can be a call and what can be a label, has the copy read as text and notes
(:mod:`archivist.stages.notes.align`), and ties each note to the call of its number. A copy is read
in two ways, with the numbers of its notes kept and with them lost, and the better one is taken.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise, zip_longest
from math import inf

from archivist.core.decided import Stretches
from archivist.core.ledger import Entry
from archivist.core.roles import Zone
from archivist.core.sheet import Sheet
from archivist.findings import Finding
from archivist.profiles.model import Publisher
from archivist.stages.lines.gauge import gauge
from archivist.stages.lines.measure import closes_long_lines
from archivist.stages.lines.sentences import closes_sentence
from archivist.stages.lines.view import PAGE_GAP, Line, lines_of, parted_by_feeds
from archivist.stages.notes.align import Aligner, Candidates
from archivist.stages.notes.calls import Call, find_calls
from archivist.stages.notes.counts import Event, Reading, Step
from archivist.stages.notes.evidence import Evidence
from archivist.stages.notes.labels import Label, find_labels
from archivist.stages.notes.marks import Note, note_entries
from archivist.stages.notes.signs import signed
from archivist.stages.notes.stacks import Stack, back_linked, find_stacks

_LOST = 3.0
"""How much better a copy must read with its numbers lost, where nothing is known of that."""


def notes(
    sheet: Sheet, publisher: Publisher, torn: Sequence[int] = ()
) -> tuple[list[Entry], list[Finding]]:
    """Marks on notes and calls, links between them, and what does not add up.

    Args:
        sheet: the report.
        publisher: how its notes are numbered.
        torn: offsets at which part of the report is missing, or may be.
    """
    lines = lines_of(sheet)
    if not lines:
        return [], []
    tears = frozenset(_first_lines(sorted(torn), lines, end=True))
    stacks = find_stacks(lines)
    reading = _read(sheet, lines, publisher, tears, stacks)
    found, calls = _taken(reading, lines)
    _count_back(found, calls, tears)
    _tie(found, reading.steps)
    below = {lines[i].start for s in stacks if not s.leads for i in range(s.first, s.stop)}
    return note_entries(sheet, lines, found, _kept(found, calls), below)


def _read(
    sheet: Sheet,
    lines: Sequence[Line],
    publisher: Publisher,
    tears: frozenset[int],
    stacks: Sequence[Stack],
) -> Reading:
    """The better reading of the copy: with the numbers of its notes kept, or with them lost."""
    starts = frozenset(_page_starts(sheet, lines, publisher))
    solid = closes_long_lines(lines)
    body = gauge(list(_wrapped(lines)))
    evidence = Evidence(lines, body, starts, solid=solid, credit_labels=publisher.credit_labels)
    calls: dict[int, list[Call]] = {}
    for call in _calls(sheet, lines):
        calls.setdefault(call.line, []).append(call)
    labels = {label.line: label for label in judged(_labels(sheet, lines, stacks, calls), evidence)}
    evidence.part([*labels.values()])
    units = frozenset(_unit_starts(sheet, lines)) if publisher.notes.per_essay else frozenset()
    found = Candidates(calls, labels, signed(lines, sorted(starts - {0})))
    kept = Aligner(evidence, found, units, tears, lost=False).read()
    count = sum(1 for step in kept.steps if step.event is Event.CALL)
    if solid or not (count or publisher.notes.number_may_be_lost or (tears and evidence.cut_in())):
        return kept
    evidence.tie_gaps(count)
    lost = Aligner(evidence, found, units, tears, lost=True).read()
    margin = 0.0 if publisher.notes.number_may_be_lost else _LOST
    margin += sum(1 for step in kept.steps if step.label)
    margin = 0.0 if stacks else margin  # a copy that sets numbers apart may lose others
    return lost if lost.score > kept.score + margin else kept


def _calls(sheet: Sheet, lines: Sequence[Line]) -> Iterator[Call]:
    """What can be a call; no number whose line is no part of a paragraph, as a person has said."""
    never = Stretches((v.start, v.end) for v in sheet.vetoes if v.role is Zone.PARAGRAPH)
    for call in find_calls(lines):
        if not (call.own_line and never.meet(call.start, call.end)):
            yield call


def _labels(
    sheet: Sheet,
    lines: Sequence[Line],
    stacks: Sequence[Stack],
    calls: Mapping[int, Sequence[Call]],
) -> Sequence[Label]:
    """What can be the label of a note.

    Notes with arrows back to their calls count in order, if there are as many as calls.
    """
    labels = find_labels(lines, stacks)
    linked = back_linked(sheet, lines)
    if not linked or not {first for first, _ in linked}.isdisjoint(label.line for label in labels):
        return labels
    called = {call.number for line in calls.values() for call in line}
    if not called.issuperset(range(1, len(linked) + 1)) or len(linked) + 1 in called:
        return labels
    counted = (
        Label(number, lines[k].start, lines[k].head, k, listlike=False)
        for number, (k, _) in enumerate(linked, 1)
    )
    return sorted([*labels, *counted], key=lambda label: label.line)


def judged(labels: Sequence[Label], evidence: Evidence) -> Iterator[Label]:
    """The labels, with whether what stands behind each reads like a note.

    A copy prints its labels in one form: where that is one lists do not have, a line numbered as
    items are is an item, whatever its words are like, and no label.
    """
    lines = evidence.lines
    one_form = _in_one_form(labels)
    for label in labels:
        if one_form and label.listlike and not label.alone:
            continue
        i = label.line
        k = next(k for k in range(i, len(lines)) if lines[k].tail > label.end)
        text = lines[k].text[label.end - lines[k].head :]
        wide = evidence.overruns(i) or (i + 1 < len(lines) and evidence.overruns(i + 1))
        yield label._replace(cites=wide or evidence.cites(i, text))


def _in_one_form(labels: Sequence[Label]) -> bool:
    """Whether enough labels count up in a form that lists do not have to show it is the copy's."""
    marked = [label.number for label in labels if not label.listlike]
    return sum(1 for a, b in pairwise(marked) if b == a + 1) >= _SHOWN


_SHOWN = 8


def _wrapped(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Pairs of lines of which the first was probably wrapped."""
    for a, b in pairwise(lines):
        if not b.gap and len(a.text) > 25 and not closes_sentence(a.text):
            yield a.text, b.text


def _page_starts(sheet: Sheet, lines: Sequence[Line], publisher: Publisher) -> Iterator[int]:
    """Positions of the lines at which a page begins: at a page fact, or a gap in place of one."""
    starts = sorted(f.start for f in sheet.facts_named("page"))
    starts += sorted(f.start for f in sheet.facts if f.name in _UNITS)
    at = _first_lines(sorted(starts), lines)
    by_gap = bool(publisher.running_heads.verso)
    for i, line in enumerate(parted_by_feeds(lines) if by_gap else lines):
        if i in at or (by_gap and line.gap >= PAGE_GAP and not line.cut):
            yield i


_UNITS = frozenset({"title", "division-unit"})


def _unit_starts(sheet: Sheet, lines: Sequence[Line]) -> set[int]:
    """Positions of the lines at which an essay begins."""
    return _first_lines(sorted(f.start for f in sheet.facts if f.name in _UNITS), lines)


def _first_lines(offsets: Sequence[int], lines: Sequence[Line], *, end: bool = False) -> set[int]:
    """For each offset the position of the first line at or behind it; at the *end*, one more."""
    found: set[int] = set()
    k = 0
    for i, line in enumerate(lines):
        while k < len(offsets) and offsets[k] <= line.start:
            found.add(i)
            k += 1
    return found | {len(lines)} if end and k < len(offsets) else found


# -- from steps to notes ---------------------------------------------------------------------------


def _taken(reading: Reading, lines: Sequence[Line]) -> tuple[list[Note], list[Call]]:
    """The notes and calls of a reading, in order."""
    found: list[Note] = []
    calls: list[Call] = []
    for step, following in zip_longest(reading.steps, reading.steps[1:]):
        if step.call is not None:
            calls.append(step.call)
        if step.event not in (Event.CALL, Event.TEXT):
            end = following.line if following else len(lines)
            found.append(_note(step, lines[step.line : end]))
    return found, sorted(calls, key=lambda call: call.start)


def _note(step: Step, lines: Sequence[Line]) -> Note:
    number, goes_on = step.number or None, step.event is Event.ON
    return Note(step.line, list(lines), number, step.label, step.which, goes_on, step.call)


def _count_back(found: Sequence[Note], calls: Sequence[Call], tears: frozenset[int]) -> None:
    """Number the notes that stand together behind a tear from their end.

    The last of them belongs to the last call, unless the end is missing as well. Between two tears
    no number can be told.
    """
    at = [call.line for call in calls]
    fresh = [note for note in found if not note.goes_on]
    for k, group in groupby(fresh, key=lambda note: bisect_right(at, note.first)):
        run = list(group)
        if not k or len(run) < _TOGETHER or any(note.label for note in run):
            continue
        inside = [t for t in sorted(tears) if run[0].first < t <= run[-1].first]
        end = at[k] if k < len(at) else inf
        if not inside or any(run[-1].first < t < end for t in tears):
            continue
        for back, note in enumerate(reversed(run)):
            if note.first >= inside[-1]:
                number = calls[k - 1].number - back
                note.number = number if number > 0 else None
            elif note.first >= inside[0]:
                note.number = None


_TOGETHER = 4
"""Notes behind one call that are more than those of a page whose calls were lost."""


def _tie(found: Sequence[Note], steps: Sequence[Step]) -> None:
    """Give each note the call of its number in its count."""
    waiting = {(step.which, step.number): step.call for step in steps if step.call}
    for note in found:
        if note.number and not note.goes_on:
            note.call = waiting.pop((note.count, note.number), None)


def _kept(found: Sequence[Note], calls: list[Call]) -> list[Call]:
    """Calls that have a note, or company that bears them out."""
    if any(n.call for n in found):
        return calls
    raised = any(c.own_line or c.weight >= _RAISED for c in calls)
    company = sum(1 for c in calls if c.weight >= _PLAIN)
    return calls if raised or company >= _COMPANY else []


_PLAIN, _RAISED = 2.0, 3.0
"""Weights from which a call is glued or in brackets, or raised."""
_COMPANY = 4
"""Calls that count up and so bear one another out, where no note was found."""
