"""TEI to Markdown (CommonMark, with the pipe tables and footnotes of GitHub and pandoc)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archivist.render.blocks import (
    Block,
    Note,
    depth,
    heading_level,
    marker_of,
    read,
    table_of,
)
from archivist.render.inline import Kind, Token
from archivist.render.links import safe_address
from archivist.render.text import PageMarks, page_mark
from archivist.xml import TEI, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

_SPECIAL = re.compile(r"([\\`*_\[\]<>~|])")
_ENTITY = re.compile(r"&(?=[#A-Za-z])")
_AT_START = re.compile(r"^(\s*)([#+-]|=+|[0-9]+(?=[.)]))", re.MULTILINE)
_EMPHASIS = {"italic": "*", "italics": "*", "bold": "**", "strong": "**"}


def to_markdown(root: etree._Element, *, pages: PageMarks = PageMarks.COMMENT) -> str:
    """Render a TEI document as Markdown.

    Notes are footnotes ``[^1]``; where several texts of a report count their notes from one, the
    later ones are ``[^1-2]`` and so on. What is missing is said in bold square brackets; what the
    program supplied stands in square brackets.

    Args:
        root: the ``TEI`` element.
        pages: page breaks as HTML comments (``<!-- p. 15 -->``), as ``[p. 15]``, or not at all.

    Raises:
        InvalidDocument: the element is not a TEI document with a text.
    """
    reading = read(root)
    labels = _labels(reading.notes)
    parts: list[str] = []
    before: Block | None = None
    for block in reading.blocks:
        shown = _block(block, labels, pages)
        if not shown:
            continue
        if before is not None:
            parts.append(_between(before, block))
        parts.append(shown)
        before = block
    body = "".join(parts)
    footnotes = [_footnote(note, labels, pages) for note in reading.notes]
    return "\n\n".join(filter(None, [body, *footnotes])) + "\n"


def _labels(notes: list[Note]) -> dict[etree._Element, str]:
    """A label for each note that is unique in the document."""
    counted: dict[str, int] = {}
    labels: dict[etree._Element, str] = {}
    for note in notes:
        label = re.sub(r"[^0-9A-Za-z]+", "-", note.label).strip("-") or "n"
        counted[label] = counted.get(label, 0) + 1
        labels[note.element] = label if counted[label] == 1 else f"{label}-{counted[label]}"
    return labels


def _between(before: Block, block: Block) -> str:
    """What parts two blocks: mostly an empty line, which in a quotation bears its sign."""
    if block.name == before.name == "l" and before.path == block.path:
        return "\n"
    lists = [{element for element in b.path if name_of(element) == "list"} for b in (before, block)]
    if lists[0] & lists[1] and marker_of(block) is not None:
        return "\n"
    if all(lists) and not lists[0] & lists[1]:
        return "\n\n<!-- -->\n\n"  # without it two lists in a row would be one
    shared = sum(
        a is b and name_of(a) == "quote" for a, b in zip(before.path, block.path, strict=False)
    )
    return f"\n{('> ' * shared).rstrip()}\n"


def _block(block: Block, labels: Mapping[etree._Element, str], pages: PageMarks) -> str:
    match block.name:
        case "pb":
            return "" if pages is PageMarks.NONE else _lone_mark(block.page, pages)
        case "fw":
            return ""
        case "milestone":
            return "---"
        case "graphic":
            address = safe_address(block.element.get("url") or "")
            return f"![]({_bracketed(address)})" if address else ""
        case "gap":
            return f"**\\[missing: {_escape(block.run[0].text)}\\]**"
        case "table":
            return _table(block, labels, pages)
    shown = _inline(block.run, labels, pages)
    if block.name == "head" or (block.name == "titlePart" and _is_main(block)):
        level = min(heading_level(block), 6)
        return f"{'#' * level} {' '.join(shown.split(chr(10)))}"
    if block.name in ("caption", "speaker", "label"):
        shown = f"**{shown}**"
    elif block.name == "titlePart":
        shown = f"*{shown}*"
    return _indented(block, _guard_start(shown))


def _is_main(block: Block) -> bool:
    return block.element.get("type") in (None, "main")


def _indented(block: Block, shown: str) -> str:
    """A block with the signs of the lists and quotations it stands in."""
    marker = "•" if block.name == "label" else marker_of(block)
    lists = depth(block.path, "list")
    lead = "    " * max(lists - 1, 0)
    if marker in ("•", ""):
        lead, rest = f"{lead}-   ", f"{lead}    "
    elif marker is not None:
        number = re.fullmatch(r"[0-9]{1,9}[.)]", marker)
        sign = marker if number else f"-   {_escape(marker)}"
        lead, rest = f"{lead}{sign:<3} ", f"{lead}    "
    elif lists and block.path and name_of(block.path[-1]) == "item":
        lead = rest = f"{lead}    "
    else:
        rest = lead
    quoted = "> " * depth(block.path, "quote")
    lines = shown.split("\n")
    lines = [quoted + (rest if place else lead) + line for place, line in enumerate(lines)]
    ending = "\\" if block.name == "l" and not _last_line(block) else ""
    return "\n".join(lines) + ending


def _last_line(block: Block) -> bool:
    return next(block.element.itersiblings(TEI + "l"), None) is None


def _inline(run: list[Token], labels: Mapping[etree._Element, str], pages: PageMarks) -> str:
    parts: list[str] = []
    for token in run:
        match token.kind:
            case Kind.TEXT:
                parts.append(_escape(token.text))
            case Kind.LINE:
                parts.append("\\\n")
            case Kind.GAP:
                parts.append(f"**\\[missing: {_escape(token.text)}\\]**")
            case Kind.NOTE:
                label = None if token.element is None else labels.get(token.element)
                parts.append(f"[^{label}]" if label else f"\\[{_escape(token.text)}\\]")
            case Kind.PAGE:
                parts.append(_inline_mark(token, parts, pages))
            case Kind.OPEN:
                parts.append(_limits(token.element)[0])
            case Kind.CLOSE:
                parts.append(_limits(token.element)[1])
            case _:
                pass
    return re.sub(" {2,}", " ", "".join(parts)).strip(" ")


def _limits(element: etree._Element | None) -> tuple[str, str]:
    """What opens and closes an element with inline content."""
    if element is None or not "".join(map(str, element.itertext())).strip():
        return "", ""
    match name_of(element):
        case "hi":
            sign = next(
                (_EMPHASIS[r] for r in (element.get("rend") or "").split() if r in _EMPHASIS), ""
            )
            return _html_limits(element) or (sign, sign)
        case "emph" | "foreign":
            return "*", "*"
        case "title" if element.get("level") in ("m", "j"):
            return "*", "*"
        case "supplied":
            return "\\[", "\\]"
        case "code":
            return "<code>", "</code>"
        case "ref":
            address = safe_address(element.get("target") or "")
            return ("[", f"]({_bracketed(address)})") if address and address[0] != "#" else ("", "")
    return "", ""


def _html_limits(element: etree._Element) -> tuple[str, str] | None:
    rend = (element.get("rend") or "").split()
    for name, tag in (("sup", "sup"), ("superscript", "sup"), ("sub", "sub"), ("subscript", "sub")):
        if name in rend:
            return f"<{tag}>", f"</{tag}>"
    return None


def _bracketed(address: str) -> str:
    """An address as the target of a link; in angle brackets where it has odd characters."""
    plain = address.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
    return f"<{plain}>" if re.search(r"[()\s]", plain) else plain


def _escape(text: str) -> str:
    return _ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\1", text))


def _guard_start(text: str) -> str:
    """Keep the first characters of a line from making it a heading, a list or a rule."""

    def guarded(match: re.Match[str]) -> str:
        sign = match[2]
        return f"{match[1]}{sign}\\" if sign.isdigit() else f"{match[1]}\\{sign}"

    return _AT_START.sub(guarded, text)


def _lone_mark(page: str, pages: PageMarks) -> str:
    return (
        f"<!-- p. {_in_comment(page)} -->"
        if pages is PageMarks.COMMENT
        else f"\\[p. {_escape(page)}\\]"
    )


def _inline_mark(token: Token, parts: list[str], pages: PageMarks) -> str:
    if pages is PageMarks.COMMENT:
        return f"<!-- p. {_in_comment(token.text)} -->"
    return "" if pages is PageMarks.NONE else _escape(page_mark(token, parts))


def _in_comment(page: str) -> str:
    return re.sub(r"-{2,}|[<>]|-$", "-", page).strip()


def _table(block: Block, labels: Mapping[etree._Element, str], pages: PageMarks) -> str:
    table = table_of(block.element)
    width = max((len(row) for row in table.rows), default=0)
    lines = [f"**{_inline(table.caption, labels, pages)}**", ""] if table.caption else []
    rows = [
        [_inline(cell, labels, pages).replace("\\\n", "<br>") for cell in r] for r in table.rows
    ]
    rows = [row + [""] * (width - len(row)) for row in rows]
    if not (table.labels and table.labels[0]):
        rows.insert(0, [""] * width)  # a pipe table must have a head
    lines += [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(len(lines) - len(rows) + 1, f"|{' --- |' * width}")
    lines += [line for run in table.after for line in ("", _inline(run, labels, pages))]
    return "\n".join(lines)


def _footnote(note: Note, labels: Mapping[etree._Element, str], pages: PageMarks) -> str:
    shown = [text for block in note.blocks if (text := _block(block, labels, pages))]
    body = "\n\n".join(shown).replace("\n", "\n    ").replace("\n    \n", "\n\n")
    return f"[^{labels[note.element]}]: {body}"
