"""What the labels say the text reads as, piece by piece, each piece leading back to the source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from archivist.core.ledger import Edit, EditKind
from archivist.core.roles import Inline
from archivist.core.sheet import Segment, Sheet

FIXED_BLANKS = "\xa0\t\u2007\u202f\x85"
"""Blanks of fixed width read as spaces; counted in the TEI header's ``normalization``."""


class Kind(StrEnum):
    """What a piece of reading is."""

    TEXT = "text"
    DROP_CAP = "drop-cap"
    LINE = "line"
    CALL = "call"
    MARKER = "marker"
    LABEL = "label"
    ILLEGAL = "illegal"
    EDIT = "edit"
    JOINT = "joint"  # a silent line end inside a word: where a page break does not part words


class Piece(NamedTuple):
    """A stretch of reading: its text, the span it comes from, and the edit if one made it."""

    kind: Kind
    text: str
    start: int
    end: int
    edit: Edit | None = None


_READINGS: dict[Inline, tuple[Kind | None, str | None]] = {
    Inline.TEXT: (Kind.TEXT, None),
    Inline.WRAP: (Kind.TEXT, " "),
    Inline.JOIN: (Kind.JOINT, ""),
    Inline.END: (None, None),
    Inline.LINE: (Kind.LINE, "\n"),
    Inline.CALL: (Kind.CALL, None),
    Inline.DROP_CAP: (Kind.DROP_CAP, None),
    Inline.SOFT_HYPHEN: (None, None),
    Inline.HARD_HYPHEN: (Kind.TEXT, None),
    Inline.MARKER: (Kind.MARKER, None),
    Inline.LABEL: (Kind.LABEL, None),
    Inline.ILLEGAL: (Kind.ILLEGAL, None),
}
"""The kind of piece a role makes, None for none; its text, None for the text of the source."""
_SHOWN_APART = frozenset({Inline.MARKER, Inline.LABEL, Inline.CALL})


def pieces(sheet: Sheet, segments: Sequence[Segment]) -> Iterator[Piece]:
    """The reading of *segments*, in order; blanks folded, edits applied.

    Pieces of kind CALL, MARKER, LABEL and ILLEGAL carry the characters of the source for whoever
    shows them, and are not part of the reading text (:func:`text_of` leaves them out).
    """
    edits, starts = sheet.edits_in_order
    first = bisect_left(starts, segments[0].start) if segments else 0
    if first == len(edits) or edits[first].start >= segments[-1].end:
        text = sheet.of_text(_spaced)
        for start, end, _, _, inline, _ in segments:
            kind, fixed = _READINGS[inline]
            if kind is not None:
                yield Piece(kind, text[start:end] if fixed is None else fixed, start, end)
        return
    covered = 0
    for segment in segments:
        if segment.inline in _SHOWN_APART:  # no repair makes a bullet or a siglum read
            at = max(segment.start, covered)
            if at < segment.end and (piece := _plain(sheet, segment, at, segment.end)):
                yield piece
            continue
        i = bisect_left(starts, segment.start)
        at = max(segment.start, min(covered, segment.end))
        while i < len(edits) and edits[i].start < segment.end:
            edit = edits[i]
            if edit.start >= at:
                if at < edit.start and (piece := _plain(sheet, segment, at, edit.start)):
                    yield piece
                yield Piece(Kind.EDIT, _after(edit), edit.start, edit.end, edit)
                covered = max(covered, edit.end)
                at = max(edit.start, min(edit.end, segment.end))
            i += 1
        if at < segment.end and (piece := _plain(sheet, segment, at, segment.end)):
            yield piece


def _after(edit: Edit) -> str:
    return "" if edit.kind is EditKind.GAP else edit.after


def _plain(sheet: Sheet, segment: Segment, start: int, end: int) -> Piece | None:
    kind, fixed = _READINGS[segment.inline]
    if kind is None:
        return None
    return Piece(kind, sheet.of_text(_spaced)[start:end] if fixed is None else fixed, start, end)


def _spaced(sheet: Sheet) -> str:
    """The text with blanks of fixed width as spaces; of the same length."""
    text = sheet.text
    if text.isascii():
        return text.replace("\t", " ")
    for blank in FIXED_BLANKS:
        text = text.replace(blank, " ")
    return text


_UNREAD = frozenset({Kind.CALL, Kind.MARKER, Kind.LABEL, Kind.ILLEGAL})


def text_of(parts: Iterable[Piece]) -> str:
    """The reading text of pieces: what a person reads when the text is read aloud."""
    return "".join(p.text for p in parts if p.kind not in _UNREAD)
