"""An edition as a TEI document, with laws 4 (reading) and 7 (schema) checked."""

from __future__ import annotations

from lxml import etree

from archivist.core import Flow
from archivist.core.edition import Edition
from archivist.errors import LawBroken
from archivist.tei.body import TextWriter
from archivist.tei.divisions import write_text
from archivist.tei.elements import Element, is_bottom_note, reading
from archivist.tei.header import Software, write_header
from archivist.tei.validate import is_valid, validate_tree
from archivist.xml import TEI, TEI_NS, XML_LANG

BLOCKS = frozenset(
    TEI + n for n in ("head", "p", "item", "titlePart", "byline", "ab", "signed", "table")
)


def write_tei(edition: Edition, software: Software) -> bytes:
    """The TEI document: UTF-8, XML declaration, LF.

    Raises:
        LawBroken: law 4, the written text is not the reading of the labels; law 7, the document
            is not valid.
    """
    root = build(edition, software)
    check_reading(edition, root)
    data = serialize(root)
    if not is_valid(root):
        problems = validate_tree(root, name="report.tei.xml")
        raise LawBroken(f"law 7 (schema): {problems[0] if problems else 'not valid'}")
    return data


def build(edition: Edition, software: Software) -> Element:
    """The tree, not yet checked."""
    root = etree.Element(f"{TEI}TEI", nsmap={None: TEI_NS})  # type: ignore[dict-item]
    root.set(XML_LANG, edition.report.language)
    write_header(edition, root, software)
    write_text(TextWriter(edition), root)
    return root


def serialize(root: Element) -> bytes:
    """Bytes with a declaration, so that format tools know the file for what it is."""
    _break_lines(root)
    body = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


_STRUCTURAL = frozenset(
    TEI + n
    for n in (
        "TEI teiHeader fileDesc titleStmt respStmt extent publicationStmt availability seriesStmt"
        " notesStmt sourceDesc biblStruct analytic monogr imprint series bibl encodingDesc"
        " projectDesc samplingDecl editorialDecl correction normalization hyphenation quotation"
        " segmentation listPrefixDef prefixDef appInfo application profileDesc creation langUsage"
        " revisionDesc text group front body back div titlePage docTitle docImprint byline list"
        " figure closer"
    ).split()
)


def _break_lines(element: Element, depth: int = 1) -> None:
    """Line ends between elements where no text can stand; running text is left as it is."""
    if element.tag not in _STRUCTURAL or not len(element):
        return
    if (element.text or "").strip():
        return
    indent = "\n" + "  " * depth
    element.text = indent
    for child in element:
        _break_lines(child, depth + 1)
        if not (child.tail or "").strip():
            child.tail = indent
    if not (element[-1].tail or "").strip():
        element[-1].tail = "\n" + "  " * (depth - 1)


def check_reading(edition: Edition, root: Element) -> None:
    """Law 4: block by block, the written text is the reading of the labels, in source order."""
    text = root.find(TEI + "text")
    if text is None:
        raise LawBroken("law 4 (reading): the document has no text")
    written = _written(text)
    expected = [(b.start, b.text) for b in edition.outline.of(Flow.MAIN)]
    _compare(expected, written, "text")
    notes = [reading(e) for e in text.iter(TEI + "note") if is_bottom_note(e)]
    expected_notes = sorted(b.text for b in edition.outline.of(Flow.NOTES))
    if sorted(notes) != expected_notes:
        raise LawBroken("law 4 (reading): the notes are not those of the labels")


def _written(text: Element) -> list[str]:
    """Readings of the blocks, outermost first, without those inside footnotes."""
    found: list[str] = []
    stack = [text]
    while stack:
        element = stack.pop()
        if is_bottom_note(element):
            continue
        if element.tag in BLOCKS and element.get("source"):
            found.append(reading(element))
            if element.tag != TEI + "item":
                continue
        stack.extend(reversed(element))
    return found


def _compare(expected: list[tuple[int, str]], written: list[str], what: str) -> None:
    for (start, wanted), got in zip(expected, written, strict=False):
        if wanted != got:
            raise LawBroken(
                f"law 4 (reading): the block at {start} reads {wanted[:80]!r}, written {got[:80]!r}"
            )
    if len(expected) != len(written):
        raise LawBroken(
            f"law 4 (reading): {len(expected)} blocks of {what} in the labels, {len(written)}"
            " written"
        )
