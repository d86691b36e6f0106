"""The passages of a TEI document: what a reader would quote, with the page and ``xml:id``.

Only what any TEI P5 document has is relied on (``text``, block elements, ``pb``, ``note``,
``fw``, ``choice``), so documents of other hands can be searched and compared too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from archivist.xml import TEI, XML_ID

_BLOCKS = frozenset(
    TEI + name
    for name in (
        *("p", "head", "item", "note", "titlePart", "docAuthor", "docDate", "docImprint", "quote"),
        *("cell", "ab", "l", "figDesc", "label", "byline", "signed", "trailer"),
    )
)
# Furniture of the page, and the reading that a correction replaces.
_UNREAD = frozenset(TEI + name for name in ("fw", "sic", "orig", "abbr", "desc"))
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch a reader would quote: a paragraph, a heading, an item, a note.

    Attributes:
        kind: The element's name.
        text: Its text with white space folded, without the notes and blocks inside it.
        xml_id: Its ``xml:id``, else that of the nearest element around it; empty when none has.
        page: Number of the page on which it starts, as ``pb/@n`` has it; empty when unknown.
        source: Where in the scraped copies it stands, as ``@source`` has it; empty when unsaid.
        turns: Where in ``text`` later pages start: offset in characters, page.
    """

    kind: str
    text: str
    xml_id: str
    page: str
    source: str = ""
    turns: tuple[tuple[int, str], ...] = ()

    def page_at(self, offset: int) -> str:
        """The page on which the character at this offset stands."""
        page = self.page
        for start, later in self.turns:
            if start > offset:
                break
            page = later
        return page


def read_passages(data: bytes) -> list[Passage]:
    """The passages of a document in the order in which they start.

    Raises:
        ValueError: It is not well-formed, or holds no ``text``.
    """
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not well-formed: {error}") from error
    texts = root.findall(f"{TEI}text") or root.findall(f".//{TEI}text")
    if not texts:
        raise ValueError("it has no element 'text'")
    reader = _Reader()
    for text in texts:
        reader.walk(text, "")
    return [passage for draft in reader.drafts if (passage := draft.finish()) is not None]


class _Draft:
    """A passage while it is read: pieces of raw text, and the pages that start between them."""

    def __init__(self, element: etree._Element, xml_id: str, page: str) -> None:
        self._kind = etree.QName(element).localname
        self._source = element.get("source") or ""
        self._xml_id = xml_id
        self._page = page
        self._pieces: list[tuple[str, str]] = []  # page, raw text

    def add(self, text: str, page: str) -> None:
        self._pieces.append((page, text))

    def finish(self) -> Passage | None:
        """Fold white space; ``None`` when nothing is left."""
        text, page = "", self._page
        turns: list[tuple[int, str]] = []
        for where, raw in self._pieces:
            folded = re.sub(r"\s+", " ", raw)
            if text == "" or text.endswith(" "):
                folded = folded.lstrip(" ")
            if not folded:
                continue
            if text == "":
                page = where
            elif where != (turns[-1][1] if turns else page):
                turns.append((len(text), where))
            text += folded
        text = text.rstrip(" ")
        if not text:
            return None
        return Passage(self._kind, text, self._xml_id, page, self._source, tuple(turns))


class _Reader:
    """Goes through a document once; blocks inside a block become passages of their own."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []
        self._page = ""

    def walk(self, element: etree._Element, xml_id: str, draft: _Draft | None = None) -> None:
        xml_id = element.get(XML_ID) or xml_id
        if element.tag in _BLOCKS:
            draft = _Draft(element, xml_id, self._page)
            self.drafts.append(draft)
        self._say(draft, element.text)
        for child in element:
            if child.tag == f"{TEI}pb":
                self._page = child.get("n") or ""
            elif child.tag not in _UNREAD and isinstance(child.tag, str):
                if child.tag in _BLOCKS and child.tag != f"{TEI}note":
                    self._say(draft, " ")  # a block parts the words around it; a note does not
                self.walk(child, xml_id, draft)
            self._say(draft, child.tail)

    def _say(self, draft: _Draft | None, text: str | None) -> None:
        if draft is not None and text:
            draft.add(text, self._page)
