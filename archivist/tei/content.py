"""Which element a block becomes inside a division, and which blocks go together."""

from __future__ import annotations

from collections.abc import Sequence

from archivist.core import Block, Inline, Zone
from archivist.tei.body import TextWriter
from archivist.tei.elements import RESP, Element, sub
from archivist.xml import TEI

_LISTS = {Zone.ITEM: "bulleted", Zone.CONTENTS: "contents", Zone.BOARDS: "simple"}
_LINES = {Zone.VERSE: "lines", Zone.GARBLED: "garbled"}
_CLOSABLE = frozenset(TEI + name for name in ("p", "list", "quote", "ab"))
"""Elements behind which a division or body can close; figures alone do not make one."""


def write_content(writer: TextWriter, home: Element, blocks: Sequence[Block], k: int) -> int:
    """Write block *k* (with those that go with it) at the end of a division.

    Returns:
        The index of the next block.
    """
    block = blocks[k]
    zone = block.zone
    if zone in _LISTS:
        return _list(writer, home, blocks, k)
    if zone in (Zone.CAPTION, Zone.TABLE):
        return _float(writer, home, blocks, k)
    if zone is Zone.SIGNATURE:
        return _signatures(writer, home, blocks, k)
    if zone is Zone.QUOTE:
        return _quote(writer, home, blocks, k)
    if zone in _LINES:
        writer.block(block, home, "ab", type=_LINES[zone])
    elif zone is Zone.CREDIT:
        writer.block(block, home, "p", rend="credit")
    elif zone is Zone.AUTHOR_NOTE:
        write_contributor(writer, home, block)
    else:
        writer.block(block, home, "p")
    return k + 1


def write_contributor(writer: TextWriter, home: Element, block: Block) -> None:
    """A note on an author."""
    writer.stream.write(block.start, home)
    writer.block(block, sub(home, "note", type="contributor"), "p")


def _quote(writer: TextWriter, home: Element, blocks: Sequence[Block], k: int) -> int:
    writer.stream.write(blocks[k].start, home)
    quote = sub(home, "quote", rend="block")
    writer.block(blocks[k], quote, "p")
    return k + 1


def _signatures(writer: TextWriter, home: Element, blocks: Sequence[Block], k: int) -> int:
    """Who signs, as the closer of the division; paragraphs where it is nothing that ends there."""
    end = k
    while end < len(blocks) and blocks[end].zone is Zone.SIGNATURE:
        end += 1
    goes_on = end < len(blocks) and not _closes(writer, home, blocks[end])
    if goes_on or not any(child.tag in _CLOSABLE for child in home):
        for block in blocks[k:end]:
            writer.block(block, home, "p", rend="signature")
        return end
    writer.stream.write(blocks[k].start, home)
    closer = sub(home, "closer")
    for block in blocks[k:end]:
        writer.block(block, closer, "signed")
    return end


def _closes(writer: TextWriter, home: Element, following: Block) -> bool:
    """Whether a block ends all divisions that are open: a head of the first level.

    In a prelim a head that is not known opens a section of it.
    """
    prelim = next(home.iterancestors(TEI + "front"), None) is not None
    if prelim and not writer.division(following):
        return False
    first = (writer.fact("head-level", following) or "1") == "1"
    return home.tag == TEI + "div" and following.zone is Zone.HEADING and first


# -- lists -----------------------------------------------------------------------------------------


def _list(writer: TextWriter, home: Element, blocks: Sequence[Block], k: int) -> int:
    """Neighbouring items as one list; a second level nests in the item before it."""
    zone = blocks[k].zone
    numbered = bool(writer.fact("item-number", blocks[k]))
    writer.stream.write(blocks[k].start, home)
    outer = sub(home, "list", rend="numbered" if numbered else _LISTS[zone])
    last: Element | None = None
    nested: Element | None = None
    while k < len(blocks) and blocks[k].zone is zone:
        block = blocks[k]
        number = writer.fact("item-number", block)
        second = writer.fact("item-level", block) == "2" and last is not None
        if not second and bool(number) != numbered:
            break
        if second and last is not None:
            if nested is None:
                writer.stream.write(block.start, last)
                nested = sub(last, "list", rend="numbered" if number else "bulleted")
            writer.block(block, nested, "item", n=number or None)
        else:
            last, nested = writer.block(block, outer, "item", n=number or None), None
        k += 1
    return k


# -- tables and figures ----------------------------------------------------------------------------


def _float(writer: TextWriter, home: Element, blocks: Sequence[Block], k: int) -> int:
    """A table or figure: caption, what was kept of its cells or labels, source and note lines."""
    kind = ""
    writer.stream.write(blocks[k].start, home)
    figure = sub(home, "figure")
    if blocks[k].zone is Zone.CAPTION:
        kind = writer.fact("float", blocks[k]).partition(" ")[0]
        writer.block(blocks[k], figure, "head")
        k += 1
    figure.set("type", kind or "table")
    if k < len(blocks) and blocks[k].zone is Zone.TABLE:
        _rows(writer, figure, blocks[k])
        k += 1
    while k < len(blocks) and blocks[k].zone is Zone.CREDIT:
        writer.stream.write(blocks[k].start, figure)
        note = sub(figure, "note", type="source")
        writer.block(blocks[k], note, "p")
        k += 1
    return k


def _rows(writer: TextWriter, figure: Element, block: Block) -> None:
    """Rows and cells where tabs part cells; else lines as they stand, for the cells are lost."""
    text = writer.sheet.text
    if any(s.inline is Inline.TEXT and "\t" in text[s.start : s.end] for s in block.segments):
        writer.block(block, figure, "table")
    else:
        writer.block(block, figure, "ab", type="rows", cert="low", resp=RESP)


# -- sections --------------------------------------------------------------------------------------


class Sections:
    """Divisions one in the other under *root*, by the levels of their heads."""

    def __init__(self, writer: TextWriter, root: Element) -> None:
        self._writer = writer
        self._open: list[tuple[int, Element]] = [(0, root)]

    @property
    def home(self) -> Element:
        """Where what comes next belongs: the innermost division, or the root."""
        return self._open[-1][1]

    def begin(self, kind: str, level: int, at: int) -> Element:
        """Open a division; what is due before *at* goes before it."""
        while self._open[-1][0] >= level:
            self._open.pop()
        self._writer.stream.write(at, self.home)
        division = sub(self.home, "div", type=kind)
        self._open.append((level, division))
        return division

    def begin_under_head(self, block: Block, kind: str = "section") -> None:
        """Open the division that a head asks for, and write the head."""
        digits = self._writer.fact("head-level", block)
        level = max(1, int(digits)) if digits.isdecimal() else 1
        self.begin(self._writer.division(block) or kind, level, block.start)
        self.head(block)

    def head(self, block: Block) -> None:
        """Write a head into the innermost division, which must be empty as yet."""
        self._writer.block(block, self.home, "head")

    def close(self) -> None:
        """End all divisions."""
        del self._open[1:]


def write_sections(writer: TextWriter, root: Element, blocks: Sequence[Block]) -> None:
    """Sections by their heads; what stands before the first head is the root's own."""
    sections = Sections(writer, root)
    k = 0
    while k < len(blocks):
        if blocks[k].zone is Zone.HEADING:
            sections.begin_under_head(blocks[k])
            k += 1
        else:
            k = write_content(writer, sections.home, blocks, k)


def last_home(text: Element) -> Element:
    """The innermost last element that may take a page break or a gap at its end."""
    names = tuple(TEI + name for name in ("back", "group", "text", "body", "div"))
    here = text
    while inner := [child for child in here if child.tag in names]:
        here = inner[-1]
    return here
