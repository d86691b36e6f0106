"""What the header of a TEI document says, as one row of a table."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from archivist.errors import InvalidDocument
from archivist.render.blocks import identifier, read, run_of
from archivist.render.inline import words
from archivist.xml import TEI, TEI_NS, XML_LANG

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml import etree

_NS = {"t": TEI_NS}
_HEADER = "t:teiHeader/t:fileDesc/"
_ORIGINAL = _HEADER + "t:sourceDesc//t:biblStruct[@type='original']"
_COPY = _HEADER + "t:sourceDesc//t:bibl[@type='scrapedCopy']"
_TITLE = _HEADER + "t:titleStmt/t:title"

# Column, and the XPath (from TEI) of the elements or attributes whose text makes it; several
# values are joined with "; ".
_COLUMNS: dict[str, tuple[str, ...]] = {
    "title": (f"{_TITLE}[@type='main' or not(@type)]",),
    "subtitle": (f"{_TITLE}[@type='sub']",),
    "authors": (_HEADER + "t:titleStmt/t:author", f"{_ORIGINAL}//t:author"),
    "editors": (_HEADER + "t:titleStmt/t:editor", f"{_ORIGINAL}//t:editor"),
    "publisher": (f"{_ORIGINAL}//t:publisher",),
    "place": (f"{_ORIGINAL}//t:pubPlace",),
    "date": (f"{_ORIGINAL}//t:imprint/t:date/@when", f"{_ORIGINAL}//t:imprint/t:date"),
    "series": (_HEADER + "t:seriesStmt/t:title", f"{_ORIGINAL}/t:series/t:title"),
    "number": (
        _HEADER + "t:seriesStmt/t:biblScope/@n",
        f"{_ORIGINAL}/t:series/t:biblScope/@n",
        f"{_ORIGINAL}/t:series/t:biblScope",
    ),
    "doi": (f"{_ORIGINAL}//t:idno[@type='DOI']",),
    "isbn": (f"{_ORIGINAL}//t:idno[@type='ISBN']",),
    "issn": (f"{_ORIGINAL}//t:idno[@type='ISSN']",),
    "first_page": (f"{_ORIGINAL}//t:biblScope[@unit='page']/@from",),
    "last_page": (f"{_ORIGINAL}//t:biblScope[@unit='page']/@to",),
    "rights": (_HEADER + "t:publicationStmt/t:availability/@status",),
    "rights_statement": (_HEADER + "t:publicationStmt/t:availability",),
    "completeness": (_HEADER + "t:notesStmt/t:note[@type='completeness']",),
    "sites": (f"{_COPY}/t:distributor",),
    "site_items": (f"{_COPY}/t:idno[@type='siteItem']",),
    "addresses": (f"{_COPY}/t:ref/@target | {_COPY}/t:ptr/@target",),
    "uploaded": (f"{_COPY}/t:date[@type='uploaded']/@when",),
    "sha256": (f"{_COPY}/t:idno[@type='sha-256']",),
    "software": ("t:teiHeader/t:encodingDesc/t:appInfo/t:application/@version",),
}
COLUMNS = ("id", *_COLUMNS, "language", "copies", "slices", "pages", "notes", "gaps", "words")


def metadata_row(root: etree._Element) -> dict[str, str]:
    """What is known of a report, by column; unknown values are empty.

    Args:
        root: the ``TEI`` element.

    Returns:
        One value for each of ``COLUMNS``. Several values of one kind are joined with ``; ``.
        ``words`` counts words of the text parted by white space, notes and running heads apart.

    Raises:
        InvalidDocument: the element is not a TEI document with a text.
    """
    reading = read(root)
    row = {"id": identifier(root)}
    for column, paths in _COLUMNS.items():
        row[column] = next(filter(None, (_joined(root, path) for path in paths)), "")
    text = " ".join(words(run_of(block)) for block in reading.blocks if block.name != "fw")
    row |= {
        "language": root.get(XML_LANG) or _first(root, "t:text/@xml:lang"),
        "copies": str(len(_found(root, _COPY))),
        "slices": _slices(root),
        "pages": str(sum(1 for _ in root.iter(TEI + "pb"))),
        "notes": str(len(reading.notes)),
        "gaps": str(sum(1 for e in root.iterfind(TEI + "text") for _ in e.iter(TEI + "gap"))),
        "words": str(len(text.replace("[…]", " ").split())),
    }
    return {column: row[column] for column in COLUMNS}


def to_csv(rows: Iterable[Mapping[str, str]]) -> str:
    """Rows of ``metadata_row`` as CSV (RFC 4180), with a head; lines end in CR LF."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _found(root: etree._Element, path: str) -> list[object]:
    found = root.xpath(path, namespaces=_NS)
    if not isinstance(found, list):
        raise InvalidDocument(f"{path} does not give a list of nodes")
    return list(found)


def _plain(node: object) -> str:
    text = node if isinstance(node, str) else "".join(map(str, node.itertext()))  # type: ignore[attr-defined]
    return " ".join(text.split())


def _joined(root: etree._Element, path: str) -> str:
    return "; ".join(dict.fromkeys(filter(None, map(_plain, _found(root, path)))))


def _first(root: etree._Element, path: str) -> str:
    return next(filter(None, map(_plain, _found(root, path))), "")


def _slices(root: etree._Element) -> str:
    """Slices at hand, as ``1-2, 5``."""
    scopes = root.iterfind(f".//{TEI}biblScope[@unit='slice']")
    found = []
    for scope in scopes:
        start, end = scope.get("from"), scope.get("to")
        if start:
            found.append(start if end in (None, start) else f"{start}-{end}")
    return ", ".join(dict.fromkeys(found))
