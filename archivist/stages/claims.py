"""Marks for whole lines: the one way in which stages claim printed lines as blocks."""

from __future__ import annotations

from collections.abc import Sequence

from archivist.core.ledger import Entry, Mark
from archivist.core.roles import Inline, Zone
from archivist.stages.lineview import Line


def lines_as(
    lines: Sequence[Line], zone: Zone, rule: str, between: Inline = Inline.WRAP
) -> list[Entry]:
    """Marks that make *lines* one block of *zone*, its inner line ends read as *between*."""
    marks: list[Entry] = []
    for k, line in enumerate(lines):
        marks.append(Mark(line.start, line.stop, zone, rule))
        if line.head > line.start:
            marks.append(Mark(line.start, line.head, Inline.JOIN, rule))
        if line.tail < line.stop:
            role = Inline.END if k == len(lines) - 1 else between
            marks.append(Mark(line.tail, line.stop, role, rule))
    return marks


def each_as(lines: Sequence[Line], zone: Zone, rule: str) -> list[Entry]:
    """Marks that make each of *lines* a block of its own."""
    return [mark for line in lines for mark in lines_as([line], zone, rule)]


def text_of(lines: Sequence[Line]) -> str:
    """The folded text of *lines*, line ends as blanks."""
    return " ".join(line.text for line in lines)
