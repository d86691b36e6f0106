"""What a TEI header and ``facts.json`` say of the report and of its copies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from archivist.evaluate.digest import Copy
from archivist.xml import TEI_NS, XML_LANG

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["copies_from_facts", "read_copies", "read_facts"]

NS = {"t": TEI_NS}


def read_facts(root: etree._Element) -> dict[str, str]:
    """Report metadata from the header; keys as in `Digest.facts`, absent if not said."""
    facts: dict[str, str] = {}
    base = "t:teiHeader/t:fileDesc/"
    title = _first(root, f"{base}t:titleStmt/t:title[@type='main']") or _first(
        root, f"{base}t:titleStmt/t:title[not(@type)]"
    )
    original = f"{base}t:sourceDesc/t:biblStruct"
    found = {
        "title": title.rstrip(" :"),
        "subtitle": _first(root, f"{base}t:titleStmt/t:title[@type='sub']"),
        "publisher": _first(root, f"{original}//t:publisher"),
        "series": _first(root, f"{base}t:seriesStmt/t:title"),
        "number": _attribute(root, f"{base}t:seriesStmt/t:biblScope[@unit='issue']", "n")
        or _first(root, f"{base}t:seriesStmt/t:biblScope[@unit='issue']"),
        "date": _attribute(root, f"{original}//t:imprint/t:date", "when"),
        "language": _language(root),
        "authors": "; ".join(map(_author, root.iterfind(f"{base}t:titleStmt/t:author", NS))),
    }
    # a value in brackets, or the language "und", says that there is none
    facts |= {
        key: value for key, value in found.items() if value != "und" and value[:1] not in ("", "[")
    }
    return facts


def read_copies(root: etree._Element) -> tuple[Copy, ...]:
    """One `Copy` per scraped slice, from the header alone."""
    copies = []
    for bibl in root.iterfind(".//t:sourceDesc//t:bibl[@type='scrapedCopy']", NS):
        scope = bibl.find("t:biblScope[@unit='slice']", NS)
        numbers = re.findall(r"\d+", _text(scope)) if scope is not None else []
        start = scope.get("from") if scope is not None else None
        copies.append(
            Copy(
                site=_first(bibl, "t:distributor") or _first(bibl, "t:publisher") or None,
                item=_first(bibl, ".//t:idno[@type='siteItem']") or None,
                slice=int(start) if start and start.isdigit() else None,
                of=int(numbers[-1]) if len(numbers) > 1 else None,
                uploaded=_attribute(bibl, ".//t:date[@type='uploaded']", "when") or None,
                size=_first(bibl, "t:extent") or None,
                file_name=_first(bibl, ".//t:title[@type='file']") or None,
                title=_first(bibl, "t:title[not(@type='file')]") or None,
            )
        )
    return tuple(copies)


def copies_from_facts(data: object) -> tuple[Copy, ...]:
    """One `Copy` per entry of ``copies`` in a ``facts.json``."""
    entries = data.get("copies", []) if isinstance(data, dict) else []
    return tuple(_copy(entry) for entry in entries if isinstance(entry, dict))


def _copy(entry: dict[str, Any]) -> Copy:
    part = entry.get("slice") or {}

    def word(key: str) -> str | None:
        value = entry.get(key)
        return str(value) if value not in (None, "") else None

    return Copy(
        site=word("site"),
        item=word("item"),
        slice=part.get("n"),
        of=part.get("of"),
        uploaded=word("uploaded"),
        size=word("size"),
        file_name=word("file_name"),
        title=word("title"),
    )


def _language(root: etree._Element) -> str:
    text = root.find("t:text", NS)
    for node in (text, root):
        if node is not None and node.get(XML_LANG):
            return str(node.get(XML_LANG)).split("-")[0]
    return ""


def _author(node: etree._Element) -> str:
    """A name; its parts parted by blanks even where the markup has none between them."""
    parts = [" ".join(str(part).split()) for part in node.itertext() if str(part).strip()]
    return re.sub(r" ([,;.])", r"\1", " ".join(parts))


def _text(node: etree._Element | None) -> str:
    return "" if node is None else " ".join("".join(map(str, node.itertext())).split())


def _find(node: etree._Element, path: str) -> etree._Element | None:
    found = node.xpath(path, namespaces=NS)
    return found[0] if isinstance(found, list) and found else None  # type: ignore[return-value]


def _first(node: etree._Element, path: str) -> str:
    return _text(_find(node, path))


def _attribute(node: etree._Element, path: str, name: str) -> str:
    found = _find(node, path)
    return "" if found is None else found.get(name) or ""
