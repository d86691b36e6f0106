"""Endnotes: numbered blocks that answer, one for one, to the raised figures of the text before.

A list of items looks the same. What tells notes is that the text calls them: by each number from 1
to the last, none of which a note at the foot of its page answers, and by none behind the list.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivist.core.source import HEADS, Hint
from archivist.readers.pdf.blocks import PageBlocks, note_number
from archivist.readers.pdf.paragraphs import CLOSED, Printed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_NOTE = 40
"""Lines behind the beginning of a note within which the next is looked for."""

CALLED = 0.8
"""Share of the notes that the text must call: a converter or a font can hide some calls."""


@dataclass(frozen=True)
class _Notes:
    """A run of numbered blocks: places of their first lines, and past the last line."""

    starts: tuple[int, ...]
    end: int


def mark_endnotes(pages: Sequence[PageBlocks]) -> None:
    """Make notes of the lines of endnotes; a text can have them chapter by chapter."""
    printed = [one for page in pages for one in page.body]
    calls = list(_calls(pages))
    taken, open_ = 0, deque[list[int]]()  # the calls of each chapter, up to the line at hand
    at = 0
    while at < len(printed):
        while taken < len(calls) and calls[taken][0] <= at:
            number = calls[taken][1]
            if not open_ or number <= open_[-1][-1]:
                open_.append([])
            open_[-1].append(number)
            taken += 1
        found = _run(printed, at) if open_ and _label(printed[at]) == 1 else None
        after = calls[taken][1] if taken < len(calls) else 1
        if found and after == 1 and _answers(len(found.starts), open_[0]):
            _mark(printed, found)
            open_.popleft()
            at = found.end
            while taken < len(calls) and calls[taken][0] < at:
                taken += 1
        else:
            at += 1


def _calls(pages: Sequence[PageBlocks]) -> Iterator[tuple[int, int]]:
    """(place of its line, number) of each raised figure that no note at the foot answers."""
    at = 0
    for page in pages:
        below = {note.number for note in page.notes if note.number}
        for one in page.body:
            for i in sorted(one.line.raised):
                text = one.line.words[i].text.strip("[]")
                if text.isdigit() and text not in below:
                    yield at, int(text)
            at += 1


def _label(one: Printed) -> int:
    """The number that a line begins with, 0 for none."""
    if one.hint in HEADS or one.hint in (Hint.ROW, Hint.CAPTION):
        return 0
    number = note_number(one.line)
    return int(number) if number.isdigit() else 0


def _run(printed: Sequence[Printed], first: int) -> _Notes | None:
    """The blocks numbered from 1 on that begin with line *first*."""
    inset = printed[first].line.x0 - printed[first].line.left
    starts, at = [first], first + 1
    while at < len(printed) and at - starts[-1] <= LONGEST_NOTE:
        one = printed[at]
        if one.hint in HEADS or one.hint in (Hint.ROW, Hint.CAPTION):
            break
        under = abs(one.line.x0 - one.line.left - inset) < one.line.size
        if _label(one) == len(starts) + 1 and under:
            starts.append(at)
        at += 1
    end = starts[-1] + 1
    while end < at and not _closes(printed, end):
        end += 1
    return _Notes(tuple(starts), end) if len(starts) > 1 else None


def _closes(printed: Sequence[Printed], at: int) -> bool:
    """Whether the last note is closed before line *at*."""
    return printed[at].begins and bool(CLOSED.search(printed[at - 1].line.plain))


def _answers(count: int, called: Sequence[int]) -> bool:
    """Whether notes from 1 to *count* are those that were called."""
    return max(called) <= count and len(set(called)) >= CALLED * count


def _mark(printed: Sequence[Printed], notes: _Notes) -> None:
    starts = set(notes.starts)
    for at in range(notes.starts[0], notes.end):
        one = printed[at]
        one.begins = at in starts
        one.hint = Hint.NOTE if one.begins else None
        one.number = note_number(one.line) if one.begins else ""
        one.goes_on = at + 1 < notes.end and at + 1 not in starts
        one.note = True
