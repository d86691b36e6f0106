"""Small makers of TEI elements, and the text that a TEI tree reads as."""

from __future__ import annotations

from unicodedata import category

from lxml import etree

from archivist.core.correction import numbered, people
from archivist.core.edition import Edition
from archivist.xml import ILLEGAL, TEI

RESP = "#archivist"

Element = etree._Element  # noqa: SLF001  the only name lxml has for its element type


def sub(parent: Element, name: str, text: str | None = None, **attributes: str | None) -> Element:
    """A new last child of *parent*; attributes that are None are left out.

    A name that Python keeps for itself has an underscore behind it: ``from_``.
    """
    element = etree.SubElement(parent, TEI + name)
    for key, value in attributes.items():
        if value is not None:
            element.set(key.rstrip("_"), legal(value))
    if text is not None:
        element.text = legal(text)
    return element


def legal(text: str) -> str:
    """*text* without characters XML cannot hold (for metadata; the text proper marks them)."""
    return text if text.isprintable() else ILLEGAL.sub("\ufffd", text)


def words(text: str) -> str:
    """*text* as a list of words, which is what TEI takes as a reason; never empty."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) or "unknown"
    plain = (c if category(c)[0] not in "CZ" else " " for c in text)
    return " ".join("".join(plain).split()) or "unknown"


def source_prefix(edition: Edition, k: int) -> str:
    """The prefix under which pointers speak of the edition's copy number *k* (from 0)."""
    return "src" if k == 0 and len(edition.copies) == 1 else f"src{k + 1}"


def append_text(parent: Element, text: str) -> None:
    """Add *text* at the end of *parent*'s content."""
    if not text:
        return
    last = next(
        parent.iterchildren(reversed=True), None
    )  # asking lxml for a length counts them all
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


_SKIPPED = frozenset({TEI + n for n in ("fw", "sic", "desc", "list", "docDate")})


def is_bottom_note(element: Element) -> bool:
    """Whether the element is a footnote, which is read apart from the text."""
    return element.tag == TEI + "note" and element.get("place") == "bottom"


def reading(element: Element) -> str:
    """What one block reads as: without forme work, footnotes, calls, labels and nested lists.

    A kept line end (``lb``) reads as a newline; rows of a table are parted by newlines, cells by
    spaces.
    """
    parts: list[str] = []
    if element.tag == TEI + "table":
        for k, row in enumerate(element.iterchildren(TEI + "row")):
            for n, cell in enumerate(row.iterchildren(TEI + "cell")):
                parts.append(" " if n else "\n" if k else "")
                _read(cell, parts)
    else:
        _read(element, parts)
    return "".join(parts)


def _read(element: Element, parts: list[str]) -> None:
    parts.append(element.text or "")
    for child in element:
        if not _is_silent(child):
            if child.tag == TEI + "lb":
                parts.append("\n")
            _read(child, parts)
        parts.append(child.tail or "")


def _is_silent(child: Element) -> bool:
    return (
        child.tag in _SKIPPED
        or is_bottom_note(child)
        or (child.tag == TEI + "ref" and child.get("type") == "noteAnchor")
        or (child.tag == TEI + "label" and child.get("type") in {"marker", "restored"})
    )


def person_ids(edition: Edition) -> dict[str, str]:
    """Rule id of each person's correction to the pointer at that person in the header."""
    who = {name: f"#person{n}" for n, name in enumerate(people(edition.corrections), start=1)}
    return {
        rule: who[one.who]
        for source in edition.sheet.sources
        for rule, one in numbered(edition.corrections, source.id)
    }
