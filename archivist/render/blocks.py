"""A report as one run of blocks, in reading order.

A block is what a renderer prints on its own: a heading, a paragraph, an item's words, a table, a
page break between paragraphs. It knows the elements it stands in, the page in force where it
begins, and its tokens. A block inside a paragraph (a list, a quotation, a table) splits it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archivist.errors import InvalidDocument
from archivist.render.inline import (
    Kind,
    Token,
    has_words,
    is_call,
    is_element,
    settle,
    token_of,
    tokens,
    words,
)
from archivist.xml import TEI, XML_ID, XML_SPACE, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

# Elements that hold blocks, and perhaps words of their own, which then make a block named "words".
# fmt: off
_CONTAINERS = frozenset((
    "text", "front", "body", "back", "group", "div", "titlePage", "docTitle", "list", "item",
    "quote", "cit", "figure", "lg", "sp", "closer", "opener", "postscript", "epigraph",
    "argument", "floatingText", "listBibl", "listWit", "note",
))
_MIXED = frozenset(("item", "quote", "closer", "opener", "note"))  # containers with words
_STANDALONE = frozenset(("pb", "fw", "gap", "milestone", "table", "graphic"))
# What splits a paragraph, or the words of an item; all else is part of the words.
_SPLITTING = frozenset((
    "p", "l", "ab", "div", "list", "lg", "sp", "figure", "floatingText", "listBibl", "listWit",
    "table", "head", "signed", "dateline", "salute", "cit",
))
# fmt: on
_TITLED = frozenset(("figure", "list", "lg", "listBibl", "listWit"))  # their head is a caption


class Block(NamedTuple):
    """One block.

    Attributes:
        name: local name of its element; ``words`` for words that stand directly in a container,
            ``caption`` for the head of a figure or list; ``call`` for a note between blocks.
        element: the element it comes from; for ``words`` the container.
        path: the containers it stands in, outermost (a ``text``) first.
        page: number of the page it begins on, as ``pb/@n`` has it; empty before the first.
        run: its tokens, white space settled; empty for a table (see ``table_of``).
        first: whether this is the first part of its element, which others may have split.
    """

    name: str
    element: etree._Element
    path: tuple[etree._Element, ...]
    page: str
    run: list[Token]
    first: bool = True


class Note(NamedTuple):
    """A note called from the text: element, label, page of the call, and its blocks."""

    element: etree._Element
    label: str
    page: str
    blocks: list[Block]


class Reading(NamedTuple):
    """A report made linear: blocks of the text and, apart, the notes it calls."""

    blocks: list[Block]
    notes: list[Note]


class Table(NamedTuple):
    """A table made plain: tokens of its caption, of the cells of its rows, of what follows."""

    caption: list[Token]
    rows: list[list[list[Token]]]
    after: list[list[Token]]
    labels: list[bool]  # which rows hold labels, not data


def read(root: etree._Element) -> Reading:
    """Read a TEI document into blocks and notes.

    Args:
        root: the ``TEI`` element.

    Raises:
        InvalidDocument: the element is not ``TEI``, or has no text.
    """
    if root.tag != TEI + "TEI":
        raise InvalidDocument(
            f"The root element is {root.tag}; a rendering starts from one TEI element "
            "(of a teiCorpus, render each TEI by itself)."
        )
    text = root.find(TEI + "text")
    if text is None:
        raise InvalidDocument("The TEI document has no text element: there is nothing to render.")
    walker = _Walker()
    return Reading(list(walker.walk(text, ())), walker.notes)


def identifier(root: etree._Element) -> str:
    """Name of a document: its ``xml:id``, else the first ``idno`` of its publication."""
    found = root.find(f"{TEI}teiHeader/{TEI}fileDesc/{TEI}publicationStmt/{TEI}idno")
    return root.get(XML_ID) or ("" if found is None else (found.text or "").strip())


def depth(path: tuple[etree._Element, ...], *names: str) -> int:
    """How many of the elements of a path have one of these names."""
    return sum(name_of(element) in names for element in path)


def heading_level(block: Block) -> int:
    """Level of a heading: 1 for a title on its own, one more for each inner text and headed div."""
    headed = sum(
        name_of(element) == "div" and element.find(TEI + "head") is not None
        for element in block.path
    )
    return 1 + max(depth(block.path, "text") - 1, 0) + headed


def table_of(element: etree._Element) -> Table:
    """The parts of a ``table`` element."""
    rows = list(element.iterchildren(TEI + "row"))
    cells = [[settle(tokens(cell)) for cell in row.iterchildren(TEI + "cell")] for row in rows]
    heads = [token for head in element.iterchildren(TEI + "head") for token in tokens(head)]
    after = [settle(tokens(e)) for e in element.iterchildren(TEI + "note", TEI + "trailer")]
    return Table(settle(heads), cells, after, [row.get("role") == "label" for row in rows])


def table_run(table: Table) -> list[Token]:
    """All tokens of a table in order."""
    cells = [token for row in table.rows for cell in row for token in cell]
    return [*table.caption, *cells, *(token for run in table.after for token in run)]


def run_of(block: Block) -> list[Token]:
    """All tokens of a block, those of a table included."""
    return table_run(table_of(block.element)) if block.name == "table" else block.run


def marker_of(block: Block) -> str | None:
    """The sign before an item, where the block begins its item: its number or a bullet.

    Empty for the items of a list that is printed without signs.
    """
    item = block.path[-1] if block.path else None
    if item is None or name_of(item) != "item" or not block.first:
        return None
    listing = item.getparent()
    if listing is None or is_glossary(listing) or block.element is not _opening_of(item):
        return None
    number = item.get("n")
    if number:
        return f"{number}." if number.isdigit() else number
    if is_numbered(listing):
        return f"{1 + sum(1 for _ in item.itersiblings(TEI + 'item', preceding=True))}."
    return "" if listing.get("rend") in ("simple", "contents") else "•"


def is_numbered(listing: etree._Element) -> bool:
    """Whether a list is one of numbered items."""
    said = f"{listing.get('rend') or ''} {listing.get('type') or ''}".split()
    return bool({"numbered", "ordered", "decimal"} & set(said))


def is_glossary(listing: etree._Element) -> bool:
    """Whether a list pairs labels with items."""
    return listing.find(TEI + "label") is not None


def _opening_of(item: etree._Element) -> etree._Element:
    """The element of the first block of an item: the item itself, or its first paragraph."""
    if (item.text or "").strip():
        return item
    for child in item.iterchildren("*"):
        if name_of(child) in _SPLITTING:
            return child
        if name_of(child) not in ("pb", "fw", "lb"):
            break
    return item


class _Walker:
    """Walks a text in document order, minding the page and gathering notes."""

    def __init__(self, page: str = "") -> None:
        self.page = page
        self.notes: list[Note] = []

    def walk(self, element: etree._Element, path: tuple[etree._Element, ...]) -> Iterator[Block]:
        """Blocks of an element that stands where blocks stand."""
        name = name_of(element)
        if name in _STANDALONE:
            yield self._standalone(element, path)
        elif name == "note" and is_call(element):
            yield self._lone_call(token_of(element)[0], path)
        elif name in _CONTAINERS:
            yield from self.content(element, "words", (*path, element))
        elif name == "head" and path and name_of(path[-1]) in _TITLED:
            yield from self.content(element, "caption", path)
        else:
            yield from self.content(element, name, path)

    def content(
        self, element: etree._Element, name: str, path: tuple[etree._Element, ...]
    ) -> Iterator[Block]:
        """Blocks of the content of an element, split where blocks stand in it."""
        first = True
        pending: list[Token] = []
        for piece in self._pieces(element, name):
            if isinstance(piece, list):
                pending += piece
                continue
            for block in self._flush(element, name, path, pending):
                yield block._replace(first=first)
                first = first and block.element is not element
            pending = []
            yield from self.walk(piece, path)
        for block in self._flush(element, name, path, pending):
            yield block._replace(first=first)

    def _pieces(self, element: etree._Element, name: str) -> Iterator[list[Token] | etree._Element]:
        """Content in order: tokens of words, and the elements that split them."""
        if element.get(XML_SPACE) == "preserve":
            yield tokens(element)
            return
        yield _text(element.text)
        for child in element:
            if _restates_number(child, element):
                pass
            elif _splits(child, element, name):
                yield child
            else:
                yield token_of(child)
            yield _text(child.tail)

    def _standalone(self, element: etree._Element, path: tuple[etree._Element, ...]) -> Block:
        name = name_of(element)
        page = self.page
        if name == "table":
            self._mind(table_run(table_of(element)))
            return Block(name, element, path, page, [])
        run = [] if name in ("milestone", "graphic") else token_of(element)
        self._mind(run)
        return Block(name, element, path, self.page, run)

    def _lone_call(self, token: Token, path: tuple[etree._Element, ...]) -> Block:
        """A note that stands between blocks, for its call was not found."""
        self._mind([token])
        element = path[-1] if token.element is None else token.element
        return Block("call", element, path, self.page, [token])

    def _flush(
        self,
        element: etree._Element,
        name: str,
        path: tuple[etree._Element, ...],
        pending: list[Token],
    ) -> Iterator[Block]:
        run = settle(pending)
        if has_words(run):
            # A page break before the first word says on which page the block begins.
            start = next(i for i, t in enumerate(run) if t.kind in (Kind.TEXT, Kind.GAP))
            self._mind([token for token in run[:start] if token.kind is Kind.PAGE])
            page = self.page
            self._mind(run)
            yield Block(name, element, path, page, run)
            return
        for token in run:
            if token.kind in (Kind.PAGE, Kind.FURNITURE) and token.element is not None:
                yield self._standalone(token.element, path)
            elif token.kind is Kind.NOTE:
                yield self._lone_call(token, path)

    def _mind(self, run: list[Token]) -> None:
        """Follow the pages and take up the notes of a run."""
        for token in run:
            if token.kind is Kind.PAGE:
                self.page = token.text
            elif token.kind is Kind.NOTE and token.element is not None:
                self._take_up(token.element, token.text)

    def _take_up(self, note: etree._Element, label: str) -> None:
        inner = _Walker(self.page)
        blocks = list(inner.content(note, "words", (note,)))
        self.notes.append(Note(note, label, self.page, blocks))
        self.notes += inner.notes


def _text(text: str | None) -> list[Token]:
    return [Token(Kind.TEXT, text, None)] if text else []


def _splits(child: etree._Element, parent: etree._Element, name: str) -> bool:
    """Whether a child is a block of its own in its parent."""
    if not is_element(child):
        return False
    kind = name_of(child)
    if kind == "note":
        return not is_call(child) or (name == "words" and name_of(parent) not in _MIXED)
    if kind == "quote":
        return name == "words" or child.get("rend") == "block" or child.find(TEI + "p") is not None
    if kind in _SPLITTING:
        return True
    # In what may hold words of its own, all else belongs to the words; elsewhere all is blocks.
    return name == "words" and name_of(parent) not in _MIXED


def _restates_number(child: etree._Element, parent: etree._Element) -> bool:
    """Whether a child is the label of a note that says no more than ``note/@n``."""
    if not is_element(child) or name_of(child) != "label" or name_of(parent) != "note":
        return False
    return words(settle(tokens(child))).strip(" .") == (parent.get("n") or "").strip(" .")
