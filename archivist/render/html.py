"""TEI to one self-contained HTML page for reading and printing.

No scripts, nothing fetched from elsewhere (a content security policy forbids it, for the text
comes from scraped pages), one style sheet inside. Notes stand at the end with links both ways, page
numbers in the margin, running heads behind a switch; what is missing is said in its place, and the
record of the report and its copies closes the page.
"""

from __future__ import annotations

from functools import cache
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from archivist.render.blocks import (
    Block,
    Note,
    heading_level,
    is_glossary,
    is_numbered,
    read,
)
from archivist.render.html_inline import (
    attributes,
    call_id,
    furniture,
    gap,
    inline,
    note_id,
    page_break,
)
from archivist.render.html_record import notice, record
from archivist.render.inline import settle, tokens, words
from archivist.render.links import safe_address
from archivist.render.metadata import metadata_row
from archivist.xml import TEI, XML_ID, XML_LANG, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_BOXES = {
    "text": "section",
    "div": "section",
    "titlePage": "header",
    "quote": "blockquote",
    "figure": "figure",
    "note": "aside",
    "item": "li",
}
_DEEPEST = 6
_FEW = 3  # a page with no more headings than this needs no list of them


def to_html(root: etree._Element) -> str:
    """Render a TEI document as one HTML page.

    Args:
        root: the ``TEI`` element.

    Raises:
        InvalidDocument: the element is not a TEI document with a text.
    """
    reading = read(root)
    numbers = {note.element: n for n, note in enumerate(reading.notes, 1)}
    row = metadata_row(root)
    headings: list[tuple[int, str, str]] = []
    body = "\n".join(_body(reading.blocks, numbers, headings))
    title = row["title"] or row["id"] or "A report"
    if not any(level == 1 for level, _, _ in headings):
        body = f'<h1 class="from-record">{escape(title, quote=False)}</h1>\n{body}'
    language = row["language"]
    parts = [
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">'
        if language
        else "<!DOCTYPE html>\n<html>",
        '<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{escape(title, quote=False)}</title>",
        f"<style>\n{_style()}</style>\n</head>\n<body>",
        '<a class="skip" href="#~text">Skip to the text</a>',
        f'<header class="bar">{notice(root)}{_switch(root)}</header>',
        _contents(headings),
        f'<main id="~text">\n{body}\n{_notes(reading.notes, numbers)}</main>',
        f"<footer>\n{record(root)}\n</footer>\n</body>\n</html>\n",
    ]
    return "\n".join(filter(None, parts))


@cache
def _style() -> str:
    return resources.files("archivist.render").joinpath("reading.css").read_text("utf-8")


def _switch(root: etree._Element) -> str:
    if next(root.iter(TEI + "fw"), None) is None:
        return ""
    return '<label class="switch"><input type="checkbox" id="~fw"> Show running heads</label>'


def _contents(headings: list[tuple[int, str, str]]) -> str:
    if len(headings) <= _FEW:
        return ""
    entries = "".join(
        f'<li class="level-{level}"><a href="#{escape(name)}">{escape(text, quote=False)}</a></li>'
        for level, name, text in headings
    )
    return (
        '<nav aria-label="Contents"><details><summary>Contents</summary>'
        f"<ol>{entries}</ol></details></nav>"
    )


# -- blocks ----------------------------------------------------------------------------------------


def _body(
    blocks: list[Block], numbers: Mapping[etree._Element, int], headings: list[tuple[int, str, str]]
) -> Iterator[str]:
    """HTML of blocks, with the containers they stand in opened and closed around them."""
    opened: list[etree._Element] = []
    for block in blocks:
        shared = 0
        for left, right in zip(opened, block.path, strict=False):
            if left is not right:
                break
            shared += 1
        while len(opened) > shared:
            yield _close(opened.pop())
        for container in block.path[shared:]:
            yield _open(container, numbers)
            opened.append(container)
        yield _block(block, numbers, headings)
    while opened:
        yield _close(opened.pop())


def _tag(container: etree._Element) -> str:
    name = name_of(container)
    if name == "list":
        if is_glossary(container):
            return "dl"
        return "ol" if is_numbered(container) else "ul"
    if name == "item":
        around = container.getparent()
        return "dd" if around is not None and is_glossary(around) else "li"
    return _BOXES.get(name, "div")


def _open(container: etree._Element, numbers: Mapping[etree._Element, int]) -> str:
    name = name_of(container)
    classes = (name, container.get("type") or "", container.get("rend") or "")
    made = f"<{_tag(container)}{attributes(container, *classes, extra=_value(container))}>"
    head = container.find(TEI + "head") if name == "list" else None
    if head is None:
        return made
    # A list may not hold its own heading in HTML.
    return f'<p class="caption">{inline(settle(tokens(head)), numbers)}</p>\n{made}'


def _value(container: etree._Element) -> str:
    """The number of an item that has one of its own."""
    number = container.get("n") or ""
    return f' value="{number}"' if _tag(container) == "li" and number.isdecimal() else ""


def _close(container: etree._Element) -> str:
    return f"</{_tag(container)}>"


def _block(
    block: Block, numbers: Mapping[etree._Element, int], headings: list[tuple[int, str, str]]
) -> str:
    shown = _standalone(block, numbers)
    holder = name_of(block.path[-1]) if block.path else ""
    if shown is not None:
        return _within_list(block, shown) if holder == "list" and shown else shown
    if block.name == "caption" and holder == "list":
        return ""  # printed where the list is opened
    body = inline(block.run, numbers)
    if block.name == "call":
        return _within_list(block, body) if holder == "list" else f'<p class="lone">{body}</p>'
    if block.name == "head" or _is_title(block):
        return _heading(block, body, headings)
    if block.name == "words":
        return body if name_of(block.element) == "item" else f"<p>{body}</p>"
    if block.name == "label" and holder == "list":
        return f"<dt{attributes(block.element)}>{body}</dt>"
    if block.name == "caption" and holder == "figure":
        return f"<figcaption{attributes(block.element)}>{body}</figcaption>"
    return _p(block, body)


def _is_title(block: Block) -> bool:
    return block.name == "titlePart" and block.element.get("type") in (None, "main")


def _within_list(block: Block, shown: str) -> str:
    """What stands between the items of a list: HTML wants it to be an item too."""
    tag = "dd" if is_glossary(block.path[-1]) else "li"
    return f'<{tag} class="apart">{shown}</{tag}>'


def _p(block: Block, body: str) -> str:
    name = "" if block.name == "p" else block.name
    element = block.element
    classes = (name, element.get("type") or "", element.get("rend") or "")
    if not block.first:  # an id may stand once in a page
        return f'<p class="{escape(f"{name} continued".strip())}">{body}</p>'
    return f"<p{attributes(element, *classes)}>{body}</p>"


def _standalone(block: Block, numbers: Mapping[etree._Element, int]) -> str | None:
    """HTML of a block that is not words; None where it is."""
    match block.name:
        case "pb":
            return page_break(block.page, "div")
        case "fw":
            return furniture(block.run[0], "div")
        case "gap":
            return gap(block.run[0], "p")
        case "milestone":
            return '<hr class="milestone">'
        case "table":
            return _table(block.element, numbers)
        case "graphic":
            address = safe_address(block.element.get("url") or "")
            shown = escape(block.element.get("url") or "")
            return f'<p>Picture: <a href="{escape(address)}">{shown}</a></p>' if address else ""
    return None


def _heading(block: Block, body: str, headings: list[tuple[int, str, str]]) -> str:
    level = min(heading_level(block), _DEEPEST)
    name = block.element.get(XML_ID) or f"~head-{len(headings) + 1}"
    headings.append((level, name, words(block.run).replace("\n", " ")))
    own = "" if block.element.get(XML_ID) else f' id="{name}"'
    made = attributes(block.element, block.name, extra=own)
    return f"<h{level}{made}>{body}</h{level}>"


def _table(table: etree._Element, numbers: Mapping[etree._Element, int]) -> str:
    parts = [f"<figure{attributes(table, 'table')}>", "<table>"]
    parts += [
        f"<caption>{inline(settle(tokens(head)), numbers)}</caption>"
        for head in table.iterchildren(TEI + "head")
    ]
    for row in table.iterchildren(TEI + "row"):
        cells = [_cell(cell, numbers, row) for cell in row.iterchildren(TEI + "cell")]
        parts.append(f"<tr>{''.join(cells)}</tr>")
    parts.append("</table>")
    parts += [
        f'<p class="credit">{inline(settle(tokens(after)), numbers)}</p>'
        for after in table.iterchildren(TEI + "note", TEI + "trailer")
    ]
    return "\n".join([*parts, "</figure>"])


def _cell(cell: etree._Element, numbers: Mapping[etree._Element, int], row: etree._Element) -> str:
    label = "label" in (cell.get("role"), row.get("role"))
    tag = "th" if label else "td"
    extra = f' scope="{"col" if row.get("role") == "label" else "row"}"' if label else ""
    for name, html in (("rows", "rowspan"), ("cols", "colspan")):
        if (cell.get(name) or "").isdigit() and cell.get(name) != "1":
            extra += f' {html}="{cell.get(name)}"'
    return f"<{tag}{attributes(cell, extra=extra)}>{inline(settle(tokens(cell)), numbers)}</{tag}>"


# -- notes -----------------------------------------------------------------------------------------


def _notes(notes: list[Note], numbers: Mapping[etree._Element, int]) -> str:
    if not notes:
        return ""
    parts = ['<section class="notes" role="doc-endnotes" aria-labelledby="~notes-head">']
    parts.append('<h2 id="~notes-head">Notes</h2>')
    texts: dict[etree._Element, list[Note]] = {}
    for note in notes:
        texts.setdefault(next(note.element.iterancestors(TEI + "text")), []).append(note)
    for text, of_text in texts.items():
        if len(texts) > 1:
            parts.append(f"<h3>{escape(_title_of(text), quote=False)}</h3>")
        parts.append("<ol>")
        parts += [_note(note, numbers) for note in of_text]
        parts.append("</ol>")
    return "\n".join([*parts, "</section>\n"])


def _note(note: Note, numbers: Mapping[etree._Element, int]) -> str:
    number = numbers[note.element]
    label = escape(note.label)
    blocks = [block._replace(path=block.path[1:]) for block in note.blocks]
    body = "\n".join(_body(blocks, numbers, []))
    name = note.element.get(XML_ID)
    inner = f'<span id="{escape(name)}"></span>' if name else ""
    lang = note.element.get(XML_LANG)
    spoken = f' lang="{escape(lang)}"' if lang else ""
    return (
        f'<li id="{note_id(number)}"{spoken}>{inner}'
        f'<a class="back" href="#{call_id(number)}" role="doc-backlink" '
        f'aria-label="back to the call of note {label}">{label}</a>'
        f'<div class="note-body">{body}</div></li>'
    )


def _title_of(text: etree._Element) -> str:
    """A heading for the notes of one text of several."""
    front = text.find(TEI + "front")
    part = None if front is None else front.find(f".//{TEI}titlePart")
    if part is not None:
        return words(settle(tokens(part))).strip(" :")
    return f"Text {text.get('n')}" if text.get("n") else "The text"
