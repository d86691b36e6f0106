"""Tokens to HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from archivist.render.inline import Kind, Token
from archivist.render.links import safe_address
from archivist.xml import TEI, XML_ID, XML_LANG, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

# TEI renditions and the HTML element that shows each.
_RENDITIONS = {
    "italic": "i",
    "italics": "i",
    "bold": "b",
    "sup": "sup",
    "superscript": "sup",
    "sub": "sub",
    "subscript": "sub",
    "underline": "u",
}
_CLASSED = ("dropcap", "smallcaps", "small-caps", "run-in", "letterspaced")
_REMARKS = {
    "supplied": "supplied: not in the copy",
    "unclear": "hard to read in the copy",
    "surplus": "superfluous in the copy",
}
_TAGS = {
    "foreign": "i",
    "emph": "em",
    "code": "code",
    "formula": "code",
    "abbr": "abbr",
    "term": "dfn",
}


def note_id(number: int) -> str:
    """Id of a note in the page. The tilde keeps it apart from any ``xml:id``."""
    return f"~note-{number}"


def call_id(number: int) -> str:
    """Id of the call of a note."""
    return f"~call-{number}"


def attributes(element: etree._Element, *classes: str, extra: str = "") -> str:
    """``class``, ``id``, ``lang`` and ``data-source`` of an element, with a space before each."""
    made = ""
    named = " ".join(filter(None, classes))
    if named:
        made += f' class="{escape(named)}"'
    if element.get(XML_ID):
        made += f' id="{escape(str(element.get(XML_ID)))}"'
    if element.get(XML_LANG):
        made += f' lang="{escape(str(element.get(XML_LANG)))}"'
    if element.get("source"):
        made += f' data-source="{escape(str(element.get("source")))}"'
    return made + extra


def inline(run: list[Token], numbers: Mapping[etree._Element, int]) -> str:
    """HTML of the tokens of a block.

    Args:
        run: settled tokens.
        numbers: number of each note in the page, by its element.
    """
    parts: list[str] = []
    for token in run:
        element = token.element
        if token.kind is Kind.TEXT:
            parts.append(escape(token.text, quote=False))
        elif token.kind is Kind.LINE:
            parts.append("<br>")
        elif token.kind is Kind.NOTE:
            parts.append(_call(token, numbers))
        elif element is None:
            continue
        elif token.kind is Kind.PAGE:
            parts.append(page_break(token.text, "span"))
        elif token.kind is Kind.FURNITURE:
            parts.append(furniture(token, "span"))
        elif token.kind is Kind.GAP:
            parts.append(gap(token, "span"))
        else:
            parts.append(_limits(element)[token.kind is Kind.CLOSE])
    return "".join(parts)


def page_break(number: str, tag: str) -> str:
    """A page break; its number stands in the margin."""
    shown = escape(number)
    return (
        f'<{tag} class="pb" role="doc-pagebreak" aria-label="page {shown}">'
        f'<span class="pn" aria-hidden="true">{shown}</span></{tag}>'
    )


def furniture(token: Token, tag: str) -> str:
    """A running head or folio: there, but shown only on demand."""
    kind = "" if token.element is None else token.element.get("type") or ""
    return f'<{tag} class="fw {escape(kind)}">{escape(token.text, quote=False)}</{tag}>'


def gap(token: Token, tag: str) -> str:
    """What is missing, said where it is missing."""
    reason = "" if token.element is None else token.element.get("reason") or ""
    title = f' title="{escape(reason)}"' if reason else ""
    return f'<{tag} class="gap"{title}>[missing: {escape(token.text, quote=False)}]</{tag}>'


def _call(token: Token, numbers: Mapping[etree._Element, int]) -> str:
    number = numbers.get(token.element) if token.element is not None else None
    if number is None:
        title = ' title="the note is not in the copy"' if token.element is None else ""
        return f'<sup class="call"{title}>{escape(token.text)}</sup>'
    return (
        f'<sup class="call"><a id="{call_id(number)}" href="#{note_id(number)}" '
        f'role="doc-noteref" aria-label="note {escape(token.text)}">{escape(token.text)}</a></sup>'
    )


def _limits(element: etree._Element) -> tuple[str, str]:
    """What opens and closes an element with inline content."""
    name = name_of(element)
    match name:
        case "hi":
            return _rendition(element)
        case "ref" | "ptr":
            return _link(element)
        case "choice":
            return _choice(element)
        case "app":
            return _titled(element, "app", _variants(element))
        case "supplied":
            opened, closed = _titled(element, name, _REMARKS[name])
            return f"{opened}[", f"]{closed}"
        case "unclear" | "surplus":
            return _titled(element, name, _REMARKS[name])
        case "date" if element.get("when"):
            extra = f' datetime="{escape(str(element.get("when")))}"'
            return f"<time{attributes(element, extra=extra)}>", "</time>"
    tag = _TAGS.get(name, "span")
    if name == "title" and element.get("level") in ("m", "j"):
        tag = "cite"
    return f"<{tag}{attributes(element, name)}>", f"</{tag}>"


def _rendition(element: etree._Element) -> tuple[str, str]:
    said = (element.get("rend") or "").split()
    tags = [_RENDITIONS[word] for word in said if word in _RENDITIONS] or ["span"]
    classes = [word for word in said if word in _CLASSED]
    opened = "".join(f"<{tag}>" for tag in tags[:-1])
    closed = "".join(f"</{tag}>" for tag in reversed(tags[:-1]))
    return f"{opened}<{tags[-1]}{attributes(element, *classes)}>", f"</{tags[-1]}>{closed}"


def _link(element: etree._Element) -> tuple[str, str]:
    target = (element.get("target") or "").split()
    address = safe_address(target[0]) if target else ""
    if not address:
        return f"<span{attributes(element)}>", "</span>"
    extra = f' href="{escape(address)}"'
    if not address.startswith("#"):
        extra += ' rel="noopener noreferrer"'
    return f"<a{attributes(element, extra=extra)}>", "</a>"


def _choice(element: etree._Element) -> tuple[str, str]:
    for name, said in (("sic", "in the copy"), ("orig", "in the copy"), ("abbr", "abbreviated")):
        other = element.find(TEI + name)
        if other is not None:
            words = "".join(map(str, other.itertext())).strip() or "nothing"
            return _titled(element, "corr", f"{said}: {words}")
    return "<span>", "</span>"


def _variants(element: etree._Element) -> str:
    readings = []
    for rdg in element.iter(TEI + "rdg"):
        witness = (rdg.get("wit") or "another copy").replace("#", "")
        readings.append(f"{witness}: {''.join(map(str, rdg.itertext())).strip()}")
    return "; ".join(readings)


def _titled(element: etree._Element, kind: str, title: str) -> tuple[str, str]:
    extra = f' title="{escape(" ".join(title.split()))}"'
    return f"<span{attributes(element, kind, extra=extra)}>", "</span>"
