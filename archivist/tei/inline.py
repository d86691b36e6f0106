"""The inside of a block: text, addresses, repairs, calls with their notes, page breaks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from archivist.core import EditKind
from archivist.core.outline import Block
from archivist.core.reading import Kind, Piece
from archivist.core.sheet import Sheet
from archivist.tei.elements import RESP, Element, append_text, sub

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”«»\u00a0]+[^\s<>\"“”«»\u00a0.,;:!?)\]’'—–]")


class Milestones(Protocol):
    """What stands between pieces of text without being part of them: page breaks, forme work."""

    def due(self, offset: int) -> bool:
        """Whether anything stands before *offset* that was not written yet."""
        ...

    def write(self, offset: int, parent: Element, *, inside_word: bool = False) -> None:
        """Write it at the end of *parent*."""
        ...


def fill(
    parent: Element,
    sheet: Sheet,
    block: Block,
    milestones: Milestones | None,
    call: Callable[[Piece, Element], None],
) -> None:
    """Write the reading of *block* into *parent*.

    Args:
        parent: the block's element.
        sheet: the labels.
        block: what to write.
        milestones: what stands between the pieces; None inside notes, whose pages are not told.
        call: writes a call (with its note).
    """
    pending: list[str] = []
    inside_word = False
    for piece in block.pieces(sheet):
        kind = piece.kind
        if kind is Kind.JOINT:
            inside_word = bool(pending)
            continue
        plain = kind is Kind.TEXT
        if milestones is not None and milestones.due(piece.start):
            _flush(parent, pending)
            milestones.write(piece.start, parent, inside_word=inside_word)
        elif not plain:
            _flush(parent, pending)
        inside_word = False
        if plain:
            pending.append(piece.text)
        else:
            _element(parent, sheet, piece, call)
    _flush(parent, pending)


def _flush(parent: Element, pending: list[str]) -> None:
    if pending:
        _text(parent, "".join(pending))
        pending.clear()


def _text(parent: Element, text: str) -> None:
    """Text with its web addresses as ``ref``."""
    if "://" not in text and "www." not in text:
        append_text(parent, text)
        return
    at = 0
    for match in _ADDRESS.finditer(text):
        append_text(parent, text[at : match.start()])
        address = match[0]
        sub(parent, "ref", address, target=_uri(address))
        at = match.end()
    append_text(parent, text[at:])


def _uri(address: str) -> str:
    """As ``xs:anyURI`` takes it: characters that RFC 3986 has not are percent-coded."""
    text = address if "://" in address else f"http://{address}"
    return "".join(
        c if c.isascii() and c not in '<>"{}|\\^`[] ' else "".join(f"%{b:02X}" for b in c.encode())
        for c in text
    )


def _element(
    parent: Element, sheet: Sheet, piece: Piece, call: Callable[[Piece, Element], None]
) -> None:
    kind = piece.kind
    if kind is Kind.DROP_CAP:
        sub(parent, "hi", piece.text, rend="dropcap")
    elif kind is Kind.LINE:
        sub(parent, "lb")
    elif kind is Kind.CALL:
        call(piece, parent)
    elif kind is Kind.ILLEGAL:
        count = str(len(piece.text))
        gap = sub(
            parent, "gap", reason="illegal-character", unit="chars", quantity=count, resp=RESP
        )
        sub(gap, "desc", " ".join(f"U+{ord(c):04X}" for c in piece.text))
    elif kind is Kind.EDIT:
        _edit(parent, sheet, piece)


def _edit(parent: Element, sheet: Sheet, piece: Piece) -> None:
    """A repair, an insertion or a loss."""
    edit = piece.edit
    if edit is None:
        raise ValueError(f"a piece of kind EDIT without an edit at {piece.start}")
    certainty = str(edit.certainty)
    if edit.kind is EditKind.GAP:
        unit = "address" if "address" in edit.why else "chars"
        gap = sub(parent, "gap", reason=edit.after, unit=unit, quantity="1", resp=RESP)
        sub(gap, "desc", edit.why)
    elif edit.kind is EditKind.SUPPLY:
        sub(parent, "supplied", piece.text, reason=edit.why, resp=RESP, cert=certainty)
    elif edit.kind is EditKind.SPACE:
        append_text(parent, piece.text)
    else:
        choice = sub(parent, "choice")
        sub(choice, "sic", sheet.text[piece.start : piece.end])
        sub(choice, "corr", piece.text, resp=RESP, cert=certainty)
