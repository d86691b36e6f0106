"""The numbers that a PDF itself gives its pages (``/PageLabels``; ISO 32000-1, 12.4.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from archivist.core.numerals import to_roman
from archivist.readers.pdf.objects import resolved, sequence

DEEPEST = 20
"""Levels of the tree of numbers that are followed; real trees have one or two."""

MOST_NODES = 10_000
"""Nodes and ranges read of one tree, so that a tree that contains itself ends."""

HIGHEST = 10**6
"""Number of a page, at most."""

LONGEST = 40
"""Characters of a label, at most."""


def page_labels(catalog: Mapping[str, Any], count: int) -> list[str]:
    """The label of each page, empty where there is none.

    Args:
        catalog: the root of the document.
        count: its pages.

    What is broken in the tree costs the labels it would have given, nothing else.
    """
    labels = [""] * count
    ranges = sorted(_ranges(catalog.get("/PageLabels")), key=lambda pair: pair[0])
    for k, (first, style) in enumerate(ranges):
        stop = ranges[k + 1][0] if k + 1 < len(ranges) else count
        for page in range(max(first, 0), min(stop, count)):
            labels[page] = _label(style, page - first)
    return labels


def _ranges(tree: object) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """(index of its first page, dictionary) of each range, in the order of the tree."""
    waiting: list[tuple[Any, int]] = [(tree, 0)]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        node, depth = waiting.pop()
        node = resolved(node)
        if not hasattr(node, "get") or depth > DEEPEST:
            continue
        flat = [resolved(each) for each in sequence(node.get("/Nums"))[:MOST_NODES]]
        kids = sequence(node.get("/Kids"))
        for first, style in zip(flat[::2], flat[1::2], strict=False):
            if isinstance(first, int) and hasattr(style, "get"):
                yield int(first), style
        waiting += [(kid, depth + 1) for kid in kids[:MOST_NODES][::-1]]


def _label(style: Mapping[str, Any], step: int) -> str:
    """The label *step* pages behind the first of a range."""
    start, prefix = resolved(style.get("/St", 1)), resolved(style.get("/P", ""))
    number = (int(start) if isinstance(start, int) else 1) + step
    kind = resolved(style.get("/S"))
    text = f"{prefix if isinstance(prefix, str) else ''}{_numeral(str(kind), number)}"
    return " ".join(text.split())[:LONGEST]


def _numeral(kind: str, number: int) -> str:
    """A number in the style that a key names.

    >>> _numeral("/r", 14), _numeral("/A", 28), _numeral("/D", 3), _numeral("/x", 3)
    ('xiv', 'BB', '3', '')
    """
    if not 1 <= number < HIGHEST:
        return ""
    if kind == "/D":
        return str(number)
    text = ""
    if kind in ("/a", "/A") and number <= 26 * LONGEST:
        text = chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)
    elif kind in ("/r", "/R") and number < 4000:
        text = to_roman(number)
    return text.upper() if kind in ("/A", "/R") else text
