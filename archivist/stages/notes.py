"""Stage *notes*: footnotes at the foot of each page, their calls, and which belongs to which.

Two forms. Where the numbers are printed, the notes of a page are the lines from the first number
that is due to the page's foot. Where a copy lost them, each note has one blank line before it and
longer lines than the text; the k-th note of a page belongs to the k-th call on it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from archivist.core.ledger import Certainty, Entry, Fact, Link, LinkKind, Mark
from archivist.core.roles import Inline, Zone
from archivist.core.sheet import Sheet
from archivist.core.source import Hint
from archivist.findings import Finding
from archivist.profiles.model import Publisher
from archivist.stages.calls import OWN_LINE, Call, call_in_line, own_line_calls
from archivist.stages.joints import wrap_marks
from archivist.stages.lineview import Line, lines_of
from archivist.stages.measure import closes_sentence, measure
from archivist.stages.pages import PAGE_GAP

_PRINTED = re.compile(
    r"\[?(?P<n>\d{1,3})(?P<form>\]|\.|)(?P<blank> +)(?=[A-Z\"'(\[]|https?:|[^\x00-\x7f]|[a-z]{2,} [A-Z]|e\.g|i\.e)"
)
_BRACKET_CALL = re.compile(r"\[(\d{1,3})\]")
NOTE_LONGER = 6
"""Characters by which a note's full lines exceed those of the text, at least (measured 9 and 20)."""


@dataclass
class Note:
    """One stretch of a note on one page."""

    lines: list[Line]
    number: int | None = None  # printed, or restored from the call
    label: tuple[int, int] | None = None  # span of the printed number and its blank
    goes_on: bool = False  # continues the last note of an earlier page
    call: Call | None = None


@dataclass
class Page:
    """The free lines of one page and what was found in them."""

    lines: list[Line]
    opens_unit: bool
    calls: list[Call] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def notes(sheet: Sheet, publisher: Publisher) -> tuple[list[Entry], list[Finding]]:
    """Marks on notes and calls, links between them, and what does not add up."""
    pages = _pages(sheet, publisher)
    body = measure(ln.text for page in pages for ln in page.lines if len(ln.text) < 112)
    width = body.high if body.known else publisher.lines.body_max
    last_note: Note | None = None
    last_call, last_number = None, None
    for page in pages:
        if page.opens_unit and publisher.notes.per_essay:
            last_call, last_number = 0, 0
        page.calls = own_line_calls(page.lines)
        if any(line.hint in _STATED for line in page.lines):
            _stated_notes(page)
        elif not _printed_notes(page, last_number) and publisher.notes.number_may_be_lost:
            _lost_numbers(page, last_note, width, publisher)
        if not any(line.hint is Hint.CALL for line in page.lines):
            _trim_calls(page, last_call)
        _find_inline(page, last_call)
        _pair(page)
        if page.calls:
            last_call = page.calls[-1].number
        if page.notes:
            last_note = page.notes[-1]
            numbers = [n.number for n in page.notes if n.number]
            last_number = numbers[-1] if numbers else last_number
    _pair_over_pages(pages)
    return _entries(sheet, pages)


def _pages(sheet: Sheet, publisher: Publisher) -> list[Page]:
    """Free lines by page. A page starts at a page fact, or at a gap that stands for one."""
    starts = sorted(f.start for f in sheet.facts_named("page"))
    titles = sorted(f.start for f in sheet.facts if f.name in {"title", "division-unit"})
    by_gap = bool(publisher.running_heads.verso)
    result: list[Page] = []
    s = t = 0
    for line in lines_of(sheet):
        begins = not result or (by_gap and line.gap >= PAGE_GAP)
        while s < len(starts) and starts[s] <= line.start:
            begins, s = True, s + 1
        unit = False
        while t < len(titles) and titles[t] <= line.start:
            unit, t = True, t + 1
        if begins or unit:
            result.append(Page([], opens_unit=unit))
        result[-1].lines.append(line)
    return result


def _printed_notes(page: Page, last: int | None) -> bool:
    """Notes whose number is printed: a run of numbers that rises by one down to the page's foot."""
    lines = page.lines
    candidates: list[tuple[int, int, tuple[int, int]]] = []
    for i, line in enumerate(lines):
        if match := _PRINTED.match(line.text):
            span = (line.start, line.head + match.end())
            candidates.append((i, int(match["n"]), span))
        elif OWN_LINE.fullmatch(line.text) and i + 1 < len(lines) and i:
            candidates.append((i, int(line.text), (line.start, lines[i + 1].head)))
    for run in _runs(candidates):
        first, number, _ = run[0]
        if last is not None and not (number == last + 1 or number == 1):
            continue
        count = sum(1 for _, n, _ in run if _called(page, n, first))
        if count * 2 < len(run) or not count:
            continue
        for k, (i, n, span) in enumerate(run):
            stop = run[k + 1][0] if k + 1 < len(run) else len(lines)
            page.notes.append(Note(list(lines[i:stop]), n, span))
        _continuation_before(page, first)
        page.calls = [c for c in page.calls if c.index < page.lines.index(page.notes[0].lines[0])]
        return True
    return False


_STATED = frozenset({Hint.NOTE, Hint.NOTE_ON})
_LABEL = re.compile(r"[\[(]?(?P<n>\d{1,3})(?:[\]).:]+|(?= ))(?P<blank> *)")


def _stated_notes(page: Page) -> None:
    """Notes whose lines markup or type has told from the text."""
    for line in page.lines:
        if line.hint is Hint.NOTE:
            match = _LABEL.match(line.text)
            span = (line.start, line.head + match.end()) if match else None
            page.notes.append(Note([line], int(match["n"]) if match else None, span))
        elif line.hint is Hint.NOTE_ON and page.notes:
            page.notes[-1].lines.append(line)
        elif line.hint is Hint.NOTE_ON:
            page.notes.append(Note([line], goes_on=True))


def _pair_over_pages(pages: Sequence[Page]) -> None:
    """A note that did not fit under its call stands at the foot of the next page."""
    waiting: dict[int, Call] = {}
    for page in pages:
        taken = {id(n.call) for n in page.notes}
        for note in page.notes:
            if note.call is None and note.number in waiting and not note.goes_on:
                note.call = waiting.pop(note.number)
        waiting = {c.number: c for c in page.calls if id(c) not in taken}


def _runs(
    candidates: Sequence[tuple[int, int, tuple[int, int]]],
) -> list[list[tuple[int, int, tuple[int, int]]]]:
    """Runs of numbers that rise by one, the one that ends lowest on the page first."""
    runs = []
    for k, one in enumerate(candidates):
        run = [one]
        for other in candidates[k + 1 :]:
            if other[1] == run[-1][1] + 1:
                run.append(other)
        runs.append(run)
    return sorted(runs, key=lambda run: (-len(run), -run[0][0]))


def _called(page: Page, number: int, before: int) -> bool:
    if any(c.number == number and c.index < before for c in page.calls):
        return True
    return any(call_in_line(line, i, number) for i, line in enumerate(page.lines[:before]))


def _continuation_before(page: Page, first: int) -> None:
    """The end of an earlier page's note can stand above the first numbered note of this page."""
    body = measure((ln.text for ln in page.lines[:first]), least=3)
    k = first
    while k > 0 and body.known and len(page.lines[k - 1].text) > body.high + NOTE_LONGER:
        k -= 1
    if k < first and page.lines[k].gap == 1:
        page.notes.insert(0, Note(list(page.lines[k:first]), goes_on=True))


def _lost_numbers(page: Page, last: Note | None, width: int, publisher: Publisher) -> None:
    """Notes without numbers: groups of lines parted by one blank line at the page's foot."""
    groups = _groups(page.lines)
    limit = publisher.lines.note_min or width + NOTE_LONGER
    calls = _plausible_calls(page)
    opening = groups[0] if groups else []
    if opening and _is_note_like(opening, limit) and _mostly_long(opening, limit):
        page.notes.append(Note(opening, goes_on=True))
        groups = [[], *groups[1:]]
    feet = groups[1:]
    if not feet:
        _by_length_only(page, calls, limit)
        return
    long_ones = [g for g in feet if _is_note_like(g, limit)]
    if not calls and not long_ones:
        return
    if not long_ones and len(feet) != calls:
        return
    start = 0
    if len(feet) > max(calls, len(long_ones)) + 1:
        start = next((k for k, g in enumerate(feet) if _is_note_like(g, limit)), 0)
    feet = feet[start:]
    for k, group in enumerate(feet):
        goes_on = k == 0 and len(feet) == calls + 1 and _left_open(last)
        page.notes.append(Note(group, goes_on=goes_on))


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = [[]]
    for i, line in enumerate(lines):
        if i and line.gap == 1:
            groups.append([])
        groups[-1].append(line)
    return groups


def _plausible_calls(page: Page) -> int:
    return len(page.calls)


def _is_note_like(group: Sequence[Line], limit: int) -> bool:
    return any(len(ln.text) >= limit for ln in group)


def _mostly_long(group: Sequence[Line], limit: int) -> bool:
    return sum(1 for ln in group if len(ln.text) >= limit - 8) * 2 >= len(group)


def _left_open(note: Note | None) -> bool:
    return note is None or not closes_sentence(note.lines[-1].text) or note.lines[-1].soft


def _by_length_only(page: Page, calls: int, limit: int) -> None:
    """A copy without blank lines: the notes begin where the lines grow long, to the page's foot."""
    lines = page.lines
    first = next((i for i, ln in enumerate(lines) if len(ln.text) >= limit), None)
    if first is None or not calls or first == 0:
        return
    tail = lines[first:]
    if any(len(ln.text) < limit - 8 and not _can_end(ln) for ln in tail):
        return
    block: list[Line] = []
    for line in tail:
        block.append(line)
        if _can_end(line) and len(page.notes) < calls - 1:
            page.notes.append(Note(block))
            block = []
    if block:
        page.notes.append(Note(block))


def _can_end(line: Line) -> bool:
    return closes_sentence(line.text) and not line.soft


def _trim_calls(page: Page, last: int | None) -> None:
    """Keep the own-line numbers that rise by one; a number inside a note is none of them."""
    inside = {ln.index for note in page.notes for ln in note.lines}
    kept: list[Call] = []
    due = None if last is None else last + 1
    for call in page.calls:
        if page.lines[call.index].index in inside:
            continue
        if (
            due is None
            or call.number == due
            or (kept == [] and last is not None and _near(call, due))
        ):
            kept.append(call)
            due = call.number + 1
    page.calls = kept


def _near(call: Call, due: int) -> bool:
    """A call may be missing, glued elsewhere; more than a few missing is something else."""
    return due <= call.number <= due + 3


def _find_inline(page: Page, last: int | None) -> None:
    """Calls inside lines: each note that is printed on the page, or that still lacks a call."""
    inside = {ln.index for note in page.notes for ln in note.lines}
    body = [(i, ln) for i, ln in enumerate(page.lines) if ln.index not in inside]
    numbers = [n.number for n in page.notes if n.number is not None]
    lacking = sum(1 for n in page.notes if not n.goes_on) - len(page.calls)
    if not numbers and lacking > 0:
        first = (page.calls[-1].number if page.calls else (last or 0)) + 1
        numbers = list(range(first, first + lacking))
    have = {c.number for c in page.calls}
    at = 0
    for number in numbers:
        if number in have:
            at = max(at, next(c.end for c in page.calls if c.number == number))
            continue
        for i, line in body:
            if line.tail <= at:
                continue
            call = call_in_line(line, i, number, at)
            if call is not None:
                page.calls.append(call)
                at = call.end
                break
    page.calls.sort(key=lambda c: c.start)


def _pair(page: Page) -> None:
    """Calls and notes by number where printed, else by order."""
    fresh = [n for n in page.notes if not n.goes_on]
    if any(n.number is not None for n in fresh):
        due: dict[int | None, list[Call]] = {}
        for call in page.calls:
            due.setdefault(call.number, []).append(call)
        for note in fresh:
            note.call = due[note.number].pop(0) if due.get(note.number) else None
        return
    for note, call in zip(fresh, page.calls, strict=False):
        note.call = call
        note.number = call.number


def _entries(sheet: Sheet, pages: Sequence[Page]) -> tuple[list[Entry], list[Finding]]:
    entries: list[Entry] = []
    findings: list[Finding] = []
    every = [note for page in pages for note in page.notes]
    restored = 0
    for k, note in enumerate(every):
        following = every[k + 1] if k + 1 < len(every) else None
        entries += _note_marks(note, ends=following is None or not following.goes_on)
        head = note.lines[0].head
        if note.goes_on:
            if k:
                entries.append(Link(LinkKind.PART_PART, _head(every[k - 1]), head, "notes:goes-on"))
            continue
        if note.number is not None:
            entries += _number(note)
            restored += note.label is None
        if note.call is not None:
            rule = "notes:by-number" if note.label else "notes:by-order"
            entries.append(Link(LinkKind.CALL_NOTE, note.call.start, _head(note), rule))
        else:
            findings.append(_finding(sheet, "N403", "this note has no call", note.lines[0]))
    linked = {note.call.start for note in every if note.call}
    for page in pages:
        for call in page.calls:
            entries += _call_marks(page.lines, call)
            if call.start not in linked:
                line = page.lines[call.index]
                text = f"call {call.number} has no note on its page"
                findings.append(_finding(sheet, "N402", text, line, call.start, call.end))
    if restored:
        line = next(n.lines[0] for n in every if n.label is None and n.number)
        findings.append(_finding(sheet, "N401", f"{restored} note numbers were lost", line))
    return entries, findings


def _head(note: Note) -> int:
    return note.lines[0].head if note.label is None else note.label[1]


def _finding(
    sheet: Sheet, code: str, text: str, line: Line, start: int = -1, end: int = -1
) -> Finding:
    start, end = (line.head, line.tail) if start < 0 else (start, end)
    source, offset = sheet.locate(line.start)
    return Finding(code, text, source.id, source.lines.at(offset) + 1, start, end)


def _note_marks(note: Note, *, ends: bool) -> list[Entry]:
    rule = "notes:printed" if note.label else "notes:goes-on" if note.goes_on else "notes:foot"
    entries: list[Entry] = []
    if note.label is not None:
        first = note.lines[0]
        start, end = note.label
        entries.append(Mark(start, min(end, first.tail), Inline.LABEL, rule))
        if end > first.tail:  # the number stands on a line of its own
            entries.append(Mark(first.tail, end, Inline.JOIN, rule))
    for line in note.lines:
        entries.append(Mark(line.start, line.stop, Zone.NOTE, rule))
    return [*entries, *wrap_marks(note.lines, rule, ends=ends)]


def _number(note: Note) -> list[Entry]:
    if note.label is not None:
        start, end = note.label
        return [Fact("note-number", str(note.number), start, end, "notes:printed")]
    start = _head(note)
    value = str(note.number)
    return [Fact("note-number", value, start, start, "notes:by-order", Certainty.MEDIUM)]


def _call_marks(lines: Sequence[Line], call: Call) -> list[Entry]:
    rule = "notes:call-line" if call.own_line else "notes:call"
    entries: list[Entry] = [Mark(call.start, call.end, Inline.CALL, rule)]
    if call.loose >= 0:
        entries.append(Mark(call.loose, call.start, Inline.JOIN, rule))
    if call.own_line:
        before = lines[call.index - 1]
        if before.tail < before.stop:
            entries.append(Mark(before.tail, before.stop, Inline.JOIN, rule))
        if lines[call.index].start < call.start:
            entries.append(Mark(lines[call.index].start, call.start, Inline.JOIN, rule))
    return entries
