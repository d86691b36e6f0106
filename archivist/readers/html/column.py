"""Where the running text of a page stands, and what stands beside it and is made of links.

Class names say much on a page and are missing on the next. But a report's paragraphs stand
together in one element, its column; lists of links outside of it are menus, sister sites and
"more like this", whatever they are called and wherever they lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from archivist.readers.html.chrome import BETWEEN, SILENT
from archivist.readers.html.links import text_in

PROSE = 100
"""Characters outside of links from which on a block is running text (a line of print has 70)."""

LEAST = 400
"""Characters of running text that make a column."""

MOST = 0.8
"""Share of the running text that the column holds."""

LINKS = 3
"""Links, at least, of a stretch beside the column that is the site's."""

DENSE = 0.5
"""Share of its text that they are, at least."""

OPENING = 8
"""Elements at the beginning of another among which its head is looked for."""

_SOURCES = re.compile(
    r"(?:foot|end)?notes?|references?|reflist|bibliograph(?:y|ie)|sources?|citations?|works cited"
    r"|further reading|literature?|literatur(?:a|verzeichnis)?|quellen|bibliograf[ií]a"
    r"|источники|литература|примечания|сноски|manbalar|adabiyotlar",
    re.IGNORECASE,
)
"""How the head or the class of a list of sources reads: it is made of links and is the report's."""

_BLOCKS = frozenset(
    "html body main article section div p li td th dd dt pre blockquote center form aside header"
    " footer nav h1 h2 h3 h4 h5 h6 ul ol dl table tr figure figcaption fieldset".split()
)


_HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass
class _Sum:
    """Of an element: characters in all, in links to other pages, in running text, links, ``h1``."""

    text: int = 0
    linked: int = 0
    prose: int = 0
    links: int = 0
    heads: int = 0
    open: int = 0  # characters outside of links in no block below this one

    def add(self, other: _Sum, *, block: bool) -> None:
        """Count a child in; a block keeps its open text for itself."""
        self.text += other.text
        self.linked += other.linked
        self.prose += other.prose
        self.links += other.links
        self.heads += other.heads
        self.open += 0 if block else other.open


def beside(root: etree._Element) -> set[etree._Element]:
    """The elements outside the column that are the site's; none where there is no column."""
    sums = _sums(root)
    whole = sums[root]
    if whole.prose < LEAST or 2 * whole.prose < whole.text - whole.linked:
        return set()
    found: set[etree._Element] = set()
    at = root
    while True:
        below = next((e for e in _children(at) if sums[e].prose >= MOST * whole.prose), None)
        if below is None:
            return found
        for child in _children(at):
            if child is not below:
                found.update(_made_of_links(child, sums))
        at = below


def _made_of_links(
    element: etree._Element, sums: Mapping[etree._Element, _Sum]
) -> Iterator[etree._Element]:
    """The element, or the parts of it, that are links and hardly anything else."""
    todo = [element]
    while todo:
        element = todo.pop()
        own = sums[element]
        if own.links < LINKS or _sources(element):
            continue
        if not own.prose and not own.heads and own.linked >= DENSE * own.text:
            yield element
        else:
            todo += _children(element)


def _sources(element: etree._Element) -> bool:
    """Whether an element lists the report's own sources, by its class, its head or that before."""
    names = re.split(r"[\s_-]+", f"{element.get('class') or ''} {element.get('id') or ''}")
    before = element.getprevious()
    first = islice(element.iterdescendants(), OPENING)
    heads = [e for e in (before, *first) if e is not None and e.tag in _HEADS]
    heads_read = (text_in(head).strip(" :.0123456789") for head in heads)
    return any(_SOURCES.fullmatch(words) for words in (*names, *heads_read))


def _children(element: etree._Element) -> Iterator[etree._Element]:
    return (e for e in element if e.tag not in SILENT)


def _sums(root: etree._Element) -> dict[etree._Element, _Sum]:
    """The sums of each element, in one pass over the tree."""
    sums: dict[etree._Element, _Sum] = {}
    stack = [_Sum()]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            own = len((element.text or "").strip(BETWEEN))
            stack.append(_Sum(text=own, open=own, heads=element.tag == "h1"))
            continue
        done = stack.pop()
        if element.tag in SILENT:
            done = _Sum()
        elif element.tag == "a" and _leads_away(element):
            done.linked, done.open, done.links = done.text, 0, done.links + 1
        block = element.tag in _BLOCKS
        if block and done.open >= PROSE:
            done.prose += done.open
        sums[element] = done
        parent = stack[-1]
        parent.add(done, block=block)
        tail = len((element.tail or "").strip(BETWEEN))
        parent.text += tail
        parent.open += tail
    return sums


def _leads_away(link: etree._Element) -> bool:
    """Whether a link leads to another page, or to nothing, as the buttons of a page do."""
    href = link.get("href")
    return href is not None and (not href.startswith("#") or href in {"#", "#!", "#top"})
