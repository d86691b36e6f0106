"""TEI to JSON Lines for corpora: one line a block."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from archivist.render.blocks import (
    Block,
    Note,
    depth,
    heading_level,
    identifier,
    read,
    run_of,
    table_of,
)
from archivist.render.inline import Kind, words
from archivist.xml import XML_ID, XML_LANG, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_NAMES = {
    "p": "paragraph",
    "words": "paragraph",
    "ab": "paragraph",
    "head": "heading",
    "titlePart": "title",
    "l": "verse",
    "docAuthor": "byline",
    "biblStruct": "bibl",
}


def to_jsonl(root: etree._Element) -> str:
    """Render a TEI document as JSON Lines.

    One object a block, in reading order, notes after the text. Running heads and page breaks are
    no blocks of their own. Members: ``doc`` (name of the document), ``seq`` from 1, ``type``,
    ``page`` (number of the page it begins on), ``pages`` that begin inside it, ``div`` (types of
    the divisions it stands in), ``text``, ``notes`` called from it (each with ``n`` and ``id``),
    ``gaps`` (what is missing), and where there is one ``id``, ``source``, ``lang``, ``level`` of a
    heading, ``rows`` of a table. Missing words stand in ``text`` as ``[…]``.

    Args:
        root: the ``TEI`` element.

    Raises:
        InvalidDocument: the element is not a TEI document with a text.
    """
    reading = read(root)
    doc = identifier(root)
    lines = []
    records = [_record(block) for block in reading.blocks if block.name not in _SILENT]
    records += [record for note in reading.notes for record in _note(note)]
    for seq, record in enumerate(records, 1):
        line = {"doc": doc, "seq": seq, **record}
        lines.append(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
    return "".join(f"{line}\n" for line in lines)


_SILENT = frozenset(("pb", "fw", "milestone", "graphic", "call"))


def _record(block: Block) -> dict[str, object]:
    run = run_of(block)
    record: dict[str, object] = {
        "type": _type(block),
        "page": block.page,
        "pages": [token.text for token in run if token.kind is Kind.PAGE],
        "div": [kind for e in block.path if name_of(e) == "div" and (kind := e.get("type"))],
        "text": "" if block.name == "gap" else _text(block),
        "notes": [
            {
                "n": token.text,
                "id": "" if token.element is None else token.element.get(XML_ID) or "",
            }
            for token in run
            if token.kind is Kind.NOTE
        ],
        "gaps": [token.text for token in run if token.kind is Kind.GAP],
    }
    record |= dict(_optional(block))
    return record


def _type(block: Block) -> str:
    if block.name in ("p", "words", "ab") and depth(block.path, "quote"):
        return "quote"
    if block.name in ("p", "words", "ab") and depth(block.path, "item"):
        return "item"
    return _NAMES.get(block.name, block.name)


def _text(block: Block) -> str:
    if block.name != "table":
        return words(block.run)
    table = table_of(block.element)
    rows = ["\t".join(map(words, row)) for row in table.rows]
    return "\n".join(filter(None, [words(table.caption), *rows, *map(words, table.after)]))


def _optional(block: Block) -> Iterator[tuple[str, object]]:
    element = block.element
    for name, value in (
        ("id", element.get(XML_ID)),
        ("source", element.get("source")),
        ("lang", _language(element)),
    ):
        if value:
            yield name, value
    if block.name == "head":
        yield "level", heading_level(block)
    if block.name == "table":
        yield "rows", [list(map(words, row)) for row in table_of(element).rows]


def _language(element: etree._Element) -> str:
    for around in (element, *element.iterancestors()):
        if around.get(XML_LANG):
            return str(around.get(XML_LANG))
    return ""


def _note(note: Note) -> Iterator[dict[str, object]]:
    for block in note.blocks:
        if block.name in _SILENT:
            continue
        record = _record(block)
        yield record | {
            "type": "note",
            "n": note.label,
            "id": note.element.get(XML_ID) or "",
            "source": block.element.get("source") or note.element.get("source") or "",
        }
