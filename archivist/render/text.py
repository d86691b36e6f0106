"""TEI to plain text."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from archivist.render.blocks import (
    Block,
    Reading,
    depth,
    marker_of,
    read,
    table_of,
)
from archivist.render.inline import Kind, Token
from archivist.xml import name_of

if TYPE_CHECKING:
    from lxml import etree


class PageMarks(StrEnum):
    """How page breaks are shown."""

    NONE = "none"
    BRACKET = "bracket"  # [p. 15]
    COMMENT = "comment"  # <!-- p. 15 -->, Markdown only


def to_text(root: etree._Element, *, pages: PageMarks = PageMarks.NONE, notes: bool = True) -> str:
    """Render a TEI document as plain text, one line a paragraph, an empty line between blocks.

    Notes are called as ``[1]`` and stand at the end; running heads are left out; what is missing
    is said in square brackets, and what the program supplied stands in square brackets.

    Args:
        root: the ``TEI`` element.
        pages: whether page breaks are shown.
        notes: whether notes and their calls are shown.

    Raises:
        InvalidDocument: the element is not a TEI document with a text.
    """
    reading = read(root)
    lines: list[str] = []
    before: Block | None = None
    for block in reading.blocks:
        shown = _block(block, pages=pages, notes=notes)
        if not shown:
            continue
        lines += ["", shown] if before is not None and _apart(before, block) else [shown]
        before = block
    if notes and reading.notes:
        lines += ["", "NOTES", *_notes(reading, pages)]
    return "\n".join(lines) + "\n"


def _apart(before: Block, block: Block) -> bool:
    """Whether an empty line stands between two blocks: not within a list, stanza or title."""
    for together in ("list", "lg", "docTitle"):
        if depth(before.path, together) and depth(block.path, together):
            return False
    return True


def _block(block: Block, *, pages: PageMarks, notes: bool) -> str:
    match block.name:
        case "pb":
            return "" if pages is PageMarks.NONE else f"[p. {block.page}]"
        case "fw" | "graphic" | "call":
            return ""
        case "milestone":
            return "* * *"
        case "gap":
            return f"[missing: {block.run[0].text}]"
        case "table":
            return _table(block, pages=pages, notes=notes)
    shown = _inline(block.run, pages=pages, notes=notes)
    marker = marker_of(block)
    indent = "  " * max(depth(block.path, "list") - 1, 0)
    if depth(block.path, "quote"):
        indent += "    "
    if marker is not None:
        return f"{indent}{marker} {shown}" if marker else f"{indent}{shown}"
    if block.path and name_of(block.path[-1]) == "item":
        indent += "  "
    return "\n".join(indent + line for line in shown.split("\n"))


def _inline(run: list[Token], *, pages: PageMarks, notes: bool) -> str:
    parts: list[str] = []
    for token in run:
        match token.kind:
            case Kind.TEXT:
                parts.append(token.text)
            case Kind.LINE:
                parts.append("\n")
            case Kind.GAP:
                parts.append(f"[missing: {token.text}]")
            case Kind.NOTE if notes:
                parts.append(f"[{token.text}]")
            case Kind.PAGE if pages is not PageMarks.NONE:
                parts.append(page_mark(token, parts))
            case Kind.OPEN | Kind.CLOSE if _is_supplied(token):
                parts.append("[" if token.kind is Kind.OPEN else "]")
            case _:
                pass
    return _single_spaced("".join(parts))


def page_mark(token: Token, parts: list[str]) -> str:
    """``[p. 15]`` with the spaces it needs: none inside a word."""
    mark = f"[p. {token.text}]"
    if token.element is not None and token.element.get("break") == "no":
        return mark
    before = "" if not parts or parts[-1].endswith((" ", "\n")) else " "
    return f"{before}{mark} "


def _is_supplied(token: Token) -> bool:
    return token.element is not None and name_of(token.element) == "supplied"


def _single_spaced(text: str) -> str:
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")


def _table(block: Block, *, pages: PageMarks, notes: bool) -> str:
    table = table_of(block.element)
    lines = [_inline(table.caption, pages=pages, notes=notes)] if table.caption else []
    lines += [
        "\t".join(_inline(cell, pages=pages, notes=notes) for cell in row) for row in table.rows
    ]
    lines += [_inline(run, pages=pages, notes=notes) for run in table.after]
    return "\n".join(lines)


def _notes(reading: Reading, pages: PageMarks) -> list[str]:
    lines = []
    for note in reading.notes:
        shown = [_block(block, pages=pages, notes=True) for block in note.blocks]
        lines.append(f"[{note.label}] " + "\n".join(filter(None, shown)))
    return lines
