"""The inside of a block: text, addresses, repairs, calls with their notes, page breaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Protocol

from archivist.core import EditKind
from archivist.core.outline import Block
from archivist.core.reading import Kind, Piece
from archivist.core.sheet import Sheet
from archivist.tei.elements import RESP, Element, append_text, sub, words
from archivist.xml import TEI

_XML_BLANKS = " \t\r\n"
_SPEAKING = (f"{TEI}gap", f"{TEI}space")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”«»\u00a0]+[^\s<>\"“”«»\u00a0.,;:!?)\]’'—–]")


Call = Callable[[Piece, Element], None]
"""Writes a call (with its note) at the end of an element."""


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?=[^0-9]|[0-9]+[^0-9/])")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_URI_CHARACTERS = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$&'()*+,;=%"
)
_URI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:"
    r"(?://(?:[^/?#@:]*(?::[^/?#@]*)?@)?[^/?#@:]*(?::[0-9]{1,5})?(?=[/?#]|$)|(?!//))"
    r"[^?#]*(?:\?[^#]*)?(?:#[^#]*)?"
)
"""RFC 3986, appendix B, with a port that is a number and one fragment at the most."""


class Milestones(Protocol):
    """What stands between pieces of text without being part of them: page breaks, forme work.

    ``due`` is the offset of the next of them.
    """

    due: float

    def write(self, offset: int, parent: Element, *, inside_word: bool = False) -> None:
        """Write what stands at or before *offset* at the end of *parent*."""
        ...


def fill(
    parent: Element,
    sheet: Sheet,
    block: Block,
    milestones: Milestones | None,
    call: Call,
) -> None:
    """Write the reading of *block* into *parent*.

    Args:
        parent: the block's element.
        sheet: the labels.
        block: what to write.
        milestones: what stands between the pieces; None inside notes, whose pages are not told.
        call: writes a call (with its note).
    """
    _fill(parent, sheet, block.pieces, milestones, call)


def _fill(
    parent: Element,
    sheet: Sheet,
    pieces: Iterable[Piece],
    milestones: Milestones | None,
    call: Call,
) -> None:
    pending: list[str] = []
    inside_word = False
    text, joint = Kind.TEXT, Kind.JOINT  # a member costs more to look up than most steps here
    for piece in pieces:
        kind = piece.kind
        if kind is joint:
            inside_word = inside_word or bool(pending and not pending[-1].endswith(" "))
            continue
        plain = kind is text
        if milestones is not None and milestones.due <= piece.start:
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


def fill_table(
    table: Element, sheet: Sheet, block: Block, milestones: Milestones, call: Call
) -> None:
    """Write the reading of *block* into *table*: kept line ends part rows, tabs part cells."""
    rows: list[list[list[Piece]]] = [[[]]]
    for piece in block.pieces:
        if piece.kind is Kind.LINE:
            rows.append([[]])
            continue
        source = sheet.text[piece.start : piece.end]
        if piece.kind is not Kind.TEXT or "\t" not in source or len(source) != len(piece.text):
            rows[-1][-1].append(piece)
            continue
        at = 0
        for k, cell in enumerate(source.split("\t")):
            if k:
                rows[-1].append([])
            start, end = piece.start + at, piece.start + at + len(cell)
            if cell:
                text = piece.text[at : at + len(cell)]
                rows[-1][-1].append(piece._replace(text=text, start=start, end=end))
            at += len(cell) + 1
    for cells in rows:
        row = sub(table, "row")
        for cell_pieces in cells:
            _fill(sub(row, "cell"), sheet, cell_pieces, milestones, call)


def mend_blank(element: Element) -> None:
    """Show that an element which reads as nothing but blanks is so in the copy."""
    if (element.text or "").strip(_XML_BLANKS) or next(element.iter(*_SPEAKING), None) is not None:
        return
    if not any(str(text).strip(_XML_BLANKS) for text in element.itertext()):
        sub(element, "space", resp=RESP)


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
        sub(parent, "ref", address, target=uri(address))
        at = match.end()
    append_text(parent, text[at:])


def uri(address: str) -> str | None:
    """As ``xs:anyURI`` takes it, other characters percent-coded; None where there is no making one.

    >>> uri("www.example.org/a b")
    'http://www.example.org/a%20b'
    >>> uri("http://no:port.example/") is None
    True
    """
    text = address if _SCHEME.match(address) else f"http://{address}"
    text = _LONE_PERCENT.sub("%25", text)
    coded = "".join(
        c if c in _URI_CHARACTERS else "".join(f"%{b:02X}" for b in c.encode("utf-8", "replace"))
        for c in text
    )
    return coded if _URI.fullmatch(coded) else None


def _element(parent: Element, sheet: Sheet, piece: Piece, call: Call) -> None:
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
        gap = sub(parent, "gap", reason=words(edit.after), unit=unit, quantity="1", resp=RESP)
        sub(gap, "desc", edit.why)
    elif edit.kind is EditKind.SUPPLY:
        sub(parent, "supplied", piece.text, reason=words(edit.why), resp=RESP, cert=certainty)
    elif edit.kind is EditKind.SPACE:
        append_text(parent, piece.text)
    else:
        choice = sub(parent, "choice")
        sub(choice, "sic", sheet.text[piece.start : piece.end])
        sub(choice, "corr", piece.text, resp=RESP, cert=certainty)
