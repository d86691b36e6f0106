"""Stage *fill*: the last word on characters nobody claimed. It can never lose a claim."""

from __future__ import annotations

from collections.abc import Iterator

from archivist.core.decided import Stretches
from archivist.core.ledger import Entry, Mark
from archivist.core.roles import FLOW, LINE_END_ROLES, Flow, Inline, Zone
from archivist.core.sheet import Sheet

_READ = frozenset(zone for zone, flow in FLOW.items() if flow is not Flow.NONE)


def fill(sheet: Sheet) -> list[Entry]:
    """Blank lines as BLANK, left-over lines as paragraphs of their own, hyphens that are none."""
    return [*_lines(sheet), *_no_hyphens(sheet)]


def _lines(sheet: Sheet) -> Iterator[Entry]:
    view, zones = sheet.view, sheet.zones
    never = Stretches((v.start, v.end) for v in sheet.vetoes if v.role is Zone.PARAGRAPH)
    for start, end, stop in sheet.lines:
        if zones.find(0, start, stop) < 0:
            continue
        text = view[start:end].strip(" ")
        if not text:
            yield Mark(start, stop, Zone.BLANK, "fill:blank")
            continue
        head = start + view[start:end].index(text)
        zone = Zone.GARBLED if never.meet(start, stop) else Zone.PARAGRAPH
        yield Mark(start, stop, zone, "fill:rest")
        if head > start:
            yield Mark(start, head, Inline.JOIN, "fill:rest")
        if head + len(text) < stop:
            yield Mark(head + len(text), stop, Inline.END, "fill:rest")


def _no_hyphens(sheet: Sheet) -> Iterator[Entry]:
    """U+FFFE at line ends that no stage took for a hyphen: XML cannot hold it."""
    at = sheet.text.find("\ufffe")
    while at >= 0:
        if sheet.inlines[at] == Inline.TEXT:
            yield Mark(at, at + 1, Inline.ILLEGAL, "fill:illegal")
        at = sheet.text.find("\ufffe", at + 1)


def close_line_ends(sheet: Sheet) -> list[Entry]:
    """END for line ends of kept text that no stage spoke for."""
    entries: list[Entry] = []
    zones, inlines = sheet.zones, sheet.inlines
    for _, end, stop in sheet.lines:
        if end != stop and inlines[end] not in LINE_END_ROLES and zones[end] in _READ:
            entries.append(Mark(end, stop, Inline.END, "fill:line-end"))
    return entries
