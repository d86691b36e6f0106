"""Blocks as views: a block runs from its first character to the line end labelled END.

A block belongs to one flow and has one zone. Forme work, notes and noise that stand between two of
its segments do not end it: that is how a paragraph runs over a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from archivist.core.ledger import EditKind
from archivist.core.reading import Piece, pieces, text_of
from archivist.core.roles import FLOW, LINE_END_ROLES, Flow, Inline, Zone
from archivist.core.sheet import Segment, Sheet
from archivist.core.source import LINE_ENDS
from archivist.errors import LawBroken


@dataclass(frozen=True)
class Block:
    """One block: its segments, and what the labels say that they read as.

    ``start`` and ``end`` are the offsets of its first and past its last character; what lies
    between and belongs to another flow is not part of it. The reading is worked out here, once:
    the laws, the text and the notes of the TEI all ask for it.
    """

    zone: Zone
    flow: Flow
    segments: tuple[Segment, ...]
    pieces: tuple[Piece, ...]

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.segments[0].start

    @property
    def end(self) -> int:
        """Offset past the last character."""
        return self.segments[-1].end

    @cached_property
    def text(self) -> str:
        """The reading text."""
        return text_of(self.pieces)


@dataclass(frozen=True)
class Outline:
    """The blocks of a sheet, in the order in which they begin."""

    blocks: tuple[Block, ...]

    def of(self, flow: Flow) -> tuple[Block, ...]:
        """Blocks of one flow, in order."""
        return tuple(b for b in self.blocks if b.flow is flow)


def _loose_ends(sheet: Sheet) -> list[int]:
    """Ends of sources whose text has no line end: they close a block, unless an edit joins it on.

    Blanks at such an end can have the role of a line end; then they say what happens. Where the
    source ends in site furniture, the text has closed before it.
    """
    return [
        base
        for base in sheet.bases[1:]
        if base
        and sheet.text[base - 1] not in LINE_ENDS
        and sheet.inlines[base - 1] not in LINE_END_ROLES
        and FLOW[Zone(sheet.zones[base - 1])] is not Flow.NONE
    ]


def outline(sheet: Sheet) -> Outline:
    """Compute the blocks of *sheet*.

    Raises:
        LawBroken: law 3, a block would span two zones.
    """
    loose = _loose_ends(sheet)
    spaces = {e.start for e in sheet.edits if e.kind is EditKind.SPACE}
    open_: dict[Flow, list[Segment]] = {flow: [] for flow in Flow}
    done: list[Block] = []
    nowhere, end = Flow.NONE, Inline.END  # a member costs more to look up than all else here

    def close(flow: Flow) -> None:
        if segments := open_[flow]:
            read = tuple(pieces(sheet, segments))
            done.append(Block(segments[0].zone, flow, tuple(segments), read))
            open_[flow] = []

    for segment in sheet.runs:
        flow = FLOW[segment.zone]
        if flow is nowhere:
            continue
        segments = open_[flow]
        if (
            loose
            and segments
            and segment.start not in spaces
            and any(segments[-1].end <= base <= segment.start for base in loose)
        ):
            close(flow)
            segments = open_[flow]
        if segments and segments[0].zone is not segment.zone:
            first = segments[0]
            raise LawBroken(
                f"law 3 (one boundary): the {first.zone.name} that begins at {first.start} is still"
                f" open where a {segment.zone.name} begins at {segment.start}"
                f" (rules {first.rule}, {segment.rule})"
            )
        segments.append(segment)
        if segment.inline is end:
            close(flow)
    for flow in Flow:
        close(flow)
    done.sort(key=lambda b: b.start)
    return Outline(tuple(done))
