"""Notes and calls as entries of the ledger: zones, labels, numbers, links and findings."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from archivist.core.ledger import Certainty, Entry, Fact, Link, LinkKind, Mark
from archivist.core.roles import Inline, Zone
from archivist.core.sheet import Sheet
from archivist.findings import Finding
from archivist.stages.lines.joints import blank_runs, words_of, wrap_marks
from archivist.stages.lines.view import Line
from archivist.stages.notes.calls import Call
from archivist.stages.notes.labels import Label


@dataclass
class Note:
    """One stretch of a note on one page."""

    first: int  # position of its first line in the list of lines
    lines: list[Line]
    number: int | None = None  # printed, or restored from the call
    label: Label | None = None
    count: int = 0  # which count the number belongs to: an essay may count anew
    goes_on: bool = False  # continues the last note of an earlier page
    call: Call | None = None

    @property
    def head(self) -> int:
        """Offset of the first character behind the label."""
        return self.lines[0].head if self.label is None else self.label.end


def note_entries(
    sheet: Sheet,
    lines: Sequence[Line],
    notes: Sequence[Note],
    calls: Sequence[Call],
    stacked: Container[int] = (),
) -> tuple[list[Entry], list[Finding]]:
    """Entries for *notes* (in order) and *calls*, and what does not add up.

    *stacked* are the starts of lines that hold numbers of notes above them.
    """
    entries: list[Entry] = []
    findings: list[Finding] = []
    broken = any(ln.text.endswith("-") for note in notes for ln in note.lines)
    words = sheet.of_text(words_of) if broken else frozenset[str]()
    for k, note in enumerate(notes):
        following = notes[k + 1] if k + 1 < len(notes) else None
        entries += _numbers_below(note, stacked)
        entries += _zone(note, words, ends=following is None or not following.goes_on)
        if note.goes_on:
            if k:
                tie = Link(LinkKind.PART_PART, notes[k - 1].head, note.head, "notes:goes-on")
                entries.append(tie)
            continue
        if note.number is not None:
            entries.append(_number(note))
        if note.call is not None:
            rule = "notes:by-number" if note.label else "notes:by-order"
            entries.append(Link(LinkKind.CALL_NOTE, note.call.start, note.head, rule))
        else:
            findings.append(_finding(sheet, "N403", "this note has no call", note.lines[0]))
    linked = {note.call.start for note in notes if note.call}
    for call in calls:
        entries += _call(lines, call)
        if call.start not in linked:
            text = f"call {call.number} has no note"
            found = _finding(sheet, "N402", text, lines[call.line])
            findings.append(found._replace(start=call.start, end=call.end))
    restored = [n for n in notes if n.label is None and n.number]
    if restored:
        text = f"{len(restored)} note numbers were lost"
        findings.append(_finding(sheet, "N401", text, restored[0].lines[0]))
    return entries, findings


def _finding(sheet: Sheet, code: str, text: str, line: Line) -> Finding:
    source, offset = sheet.locate(line.start)
    return Finding(code, text, source.id, source.lines.at(offset) + 1, line.head, line.tail)


def _zone(note: Note, words: Container[str], *, ends: bool) -> Iterator[Entry]:
    rule = "notes:printed" if note.label else "notes:goes-on" if note.goes_on else "notes:foot"
    if note.label is not None:
        first, end = note.lines[0], note.label.end
        if end > note.label.start:  # else its number stands above those of other notes
            yield Mark(note.label.start, min(end, first.tail), Inline.LABEL, rule)
        if end > first.tail:  # the number stands on a line of its own
            yield Mark(first.tail, end, Inline.JOIN, rule)
    for line in note.lines:
        yield Mark(line.start, line.stop, Zone.NOTE, rule)
    yield from wrap_marks(note.lines, rule, ends=ends, words=words)
    for line in note.lines:
        yield from blank_runs(line, rule, note.head)


def _numbers_below(note: Note, stacked: Container[int]) -> Iterator[Entry]:
    """The numbers of notes that stand below the last of a page: they read as nothing there."""
    rest = len(note.lines)
    while rest > 1 and note.lines[rest - 1].start in stacked:
        rest -= 1
    if rest < len(note.lines):
        yield Mark(note.lines[rest - 1].tail, note.lines[-1].tail, Inline.JOIN, "notes:stacked")


def _number(note: Note) -> Fact:
    value = str(note.number)
    if note.label is not None and note.label.end > note.label.start:
        return Fact("note-number", value, note.label.start, note.label.end, "notes:printed")
    return Fact("note-number", value, note.head, note.head, "notes:by-order", Certainty.MEDIUM)


def _call(lines: Sequence[Line], call: Call) -> Iterator[Entry]:
    rule = "notes:call-line" if call.own_line else "notes:call"
    yield Mark(call.start, call.end, Inline.CALL, rule)
    if call.loose >= 0:
        yield Mark(call.loose, call.start, Inline.JOIN, rule)
    if call.own_line:
        before, line = lines[call.line - 1], lines[call.line]
        if before.tail < before.stop:
            yield Mark(before.tail, before.stop, Inline.JOIN, rule)
        if line.start < call.start:
            yield Mark(line.start, call.start, Inline.JOIN, rule)
