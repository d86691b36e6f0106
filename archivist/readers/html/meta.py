"""What a page says about itself: title, meta elements, Open Graph, JSON-LD. Witnesses only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from archivist.readers.html.links import text_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

MOST = 200
"""Witnesses of one page, at most."""

LONGEST = 1000
"""Characters of one value, at most."""

_LD_KEYS = frozenset(
    {
        *("name", "headline", "alternateName", "author", "creator", "editor", "publisher"),
        *("datePublished", "dateCreated", "dateModified", "inLanguage", "isbn", "issn", "url"),
        *("identifier", "isPartOf", "license", "description", "volumeNumber", "issueNumber"),
    }
)


def witnesses(root: etree._Element) -> tuple[tuple[str, str], ...]:
    """(name, value) of the metadata in a page, in document order, without repeats."""
    found: dict[tuple[str, str], None] = {}
    for name, value in _all(root):
        text = " ".join(value.split())[:LONGEST]
        if text:
            found[name[:80], text] = None
        if len(found) >= MOST:
            break
    return tuple(found)


def _all(root: etree._Element) -> Iterator[tuple[str, str]]:
    if language := root.get("lang"):
        yield "html:lang", language
    for element in root.iter("title", "meta", "link", "script", "time"):
        if element.tag == "title":
            parent = element.getparent()
            if parent is not None and parent.tag != "svg":
                yield "html:title", text_in(element)
        elif element.tag == "meta":
            yield from _meta(element)
        elif element.tag == "link":
            if (element.get("rel") or "").lower() == "canonical":
                yield "link:canonical", element.get("href") or ""
        elif element.tag == "script":
            if (element.get("type") or "").strip().lower() == "application/ld+json":
                yield from _linked_data(text_in(element))
        elif element.get("datetime"):
            yield "time:datetime", element.get("datetime") or ""


_BESIDE = frozenset({"viewport", "generator", "theme-color", "robots", "csrf-token", "referrer"})


def _meta(element: etree._Element) -> Iterator[tuple[str, str]]:
    name = element.get("property") or element.get("name") or element.get("itemprop") or ""
    name = name.strip().lower()
    if name and name not in _BESIDE and not name.endswith("verification"):
        prefixed = ":" in name or "." in name or name.startswith("citation_")
        yield name if prefixed else f"meta:{name}", element.get("content") or ""


def _linked_data(text: str) -> Iterator[tuple[str, str]]:
    try:
        data = json.loads(text[:500_000], strict=False)
    except (ValueError, RecursionError):
        return
    yield from _ld(data, "jsonld", 0)


def _ld(data: object, path: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > 6:
        return
    if isinstance(data, list):
        for one in data[:50]:
            yield from _ld(one, path, depth + 1)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key == "@graph":
                yield from _ld(value, path, depth + 1)
            elif key in _LD_KEYS:
                yield from _ld(value, f"{path}{'.' if ':' in path else ':'}{key}", depth + 1)
    elif isinstance(data, (str, int)) and not isinstance(data, bool):
        yield path, str(data)
