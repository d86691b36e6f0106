"""Marks for whole lines: the one way in which stages claim printed lines as blocks."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from archivist.core.ledger import EditKind, Entry, Mark
from archivist.core.roles import Inline, Zone
from archivist.core.sheet import Sheet
from archivist.core.source import legible
from archivist.stages.lines.joints import blank_runs, joint
from archivist.stages.lines.view import Line


def lines_as(
    lines: Sequence[Line],
    zone: Zone,
    rule: str,
    between: Inline = Inline.WRAP,
    *,
    words: Container[str] = (),
) -> list[Entry]:
    """Marks that make *lines* one block of *zone*, its inner line ends read as *between*.

    A line end inside an address or behind a hyphen reads as nothing. Hyphens are kept, because
    titles are not broken by syllables, but where *words* of the document know the joined word.
    """
    marks: list[Entry] = []
    for k, line in enumerate(lines):
        following = lines[k + 1] if k + 1 < len(lines) else None
        marks.append(Mark(line.start, line.stop, zone, rule))
        if line.head > line.start:
            marks.append(Mark(line.start, line.head, Inline.JOIN, rule))
        marks += blank_runs(line, rule)
        if following is not None and between is Inline.WRAP:
            marks += joint(line, following, rule, words=words, hyphenates=False)
        elif line.tail < line.stop:
            role = Inline.END if following is None else between
            marks.append(Mark(line.tail, line.stop, role, rule))
    return marks


def each_as(lines: Sequence[Line], zone: Zone, rule: str) -> list[Entry]:
    """Marks that make each of *lines* a block of its own."""
    return [mark for line in lines for mark in lines_as([line], zone, rule)]


def text_of(lines: Sequence[Line]) -> str:
    """The folded text of *lines*, line ends and runs of blanks as one blank."""
    return " ".join(line.said for line in lines if line.said)


def printed(sheet: Sheet, start: int, end: int) -> str:
    """The words of a span as repaired, on one line, without what the site set between."""
    parts, at = [], start
    for edit in sheet.edits_in_order[0]:
        if edit.kind is EditKind.REPAIR and at <= edit.start and edit.end <= end:
            parts += [_kept(sheet, at, edit.start), edit.after]
            at = edit.end
    kept = "".join((*parts, _kept(sheet, at, end)))
    return " ".join(legible(_BROKEN.sub("-", kept)).replace("\u00a0", " ").split())


def _kept(sheet: Sheet, start: int, end: int) -> str:
    """The characters of a span that are the report's."""
    return "".join(
        char
        for char, zone in zip(sheet.text[start:end], sheet.zones[start:end], strict=True)
        if zone not in (Zone.SITE_NOISE, Zone.DUPLICATE)
    )


_BROKEN = re.compile(r"(?<=\w)-\s*\n\s*(?=\w)")
