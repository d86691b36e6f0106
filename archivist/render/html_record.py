"""The record of a report in HTML: what it is, where the copies came from, who may use it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from archivist.render.links import safe_address
from archivist.render.metadata import metadata_row
from archivist.wording import counted
from archivist.xml import TEI

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

_SHOWN = (
    ("Title", "title"),
    ("Subtitle", "subtitle"),
    ("Author", "authors"),
    ("Editor", "editors"),
    ("Publisher", "publisher"),
    ("Place", "place"),
    ("Date", "date"),
    ("Series", "series"),
    ("Number", "number"),
    ("DOI", "doi"),
    ("ISBN", "isbn"),
    ("ISSN", "issn"),
    ("Language", "language"),
)


def notice(root: etree._Element) -> str:
    """Two lines for the head of the page: how this text came about, and what is missing."""
    row = metadata_row(root)
    copies = int(row["copies"])
    source = counted(copies, "scraped copy", "scraped copies") if copies else "a copy"
    parts = [f"Recovered by program from {source}, not the original publication."]
    if row["completeness"]:
        parts.append(row["completeness"])
    elif row["gaps"] != "0":
        parts.append(f"Places where something is missing: {row['gaps']}.")
    said = escape(" ".join(parts), quote=False)
    return f'<p class="notice">{said} <a href="#~record">About this copy</a></p>'


def record(root: etree._Element) -> str:
    """The section at the end of the page that describes report, rights, copies and encoding."""
    row = metadata_row(root)
    parts = ['<section class="record" id="~record" aria-labelledby="~record-head">']
    parts.append('<h2 id="~record-head">About this copy</h2>')
    parts.append("<h3>The report</h3>")
    parts.append(_pairs([(label, row[column]) for label, column in _SHOWN]))
    parts.append("<h3>Rights</h3>")
    status = f"<strong>{escape(row['rights'])}.</strong> " if row["rights"] else ""
    statement = escape(row["rights_statement"] or "Nothing is said about rights.", quote=False)
    parts.append(f"<p>{status}{statement}</p>")
    parts += _copies(root)
    parts += _encoding(root, row)
    parts.append("</section>")
    return "\n".join(parts)


def _pairs(pairs: list[tuple[str, str]]) -> str:
    rows = [
        f"<dt>{escape(label)}</dt><dd>{escape(value, quote=False)}</dd>"
        for label, value in pairs
        if value
    ]
    return f"<dl>{''.join(rows)}</dl>"


def _copies(root: etree._Element) -> list[str]:
    copies = [bibl for bibl in root.iter(TEI + "bibl") if bibl.get("type") == "scrapedCopy"]
    if not copies:
        return []
    parts = [f"<h3>{'The copy' if len(copies) == 1 else 'The copies'}</h3>"]
    return [*parts, *('<div class="copy">' + _copy(bibl) + "</div>" for bibl in copies)]


def _copy(bibl: etree._Element) -> str:
    pairs = [
        ("Site", _text(bibl.find(TEI + "distributor"))),
        ("Title given by the site", _text(bibl.find(TEI + "title"))),
        ("Slice", _text(bibl.find(TEI + "biblScope"))),
    ]
    pairs += [
        ((date.get("type") or "date").capitalize(), _text(date) or date.get("when") or "")
        for date in bibl.iterchildren(TEI + "date")
    ]
    pairs += [("Extent", _text(bibl.find(TEI + "extent")))]
    names = {"siteItem": "Item", "file": "File", "sha-256": "SHA-256"}
    for idno in bibl.iterchildren(TEI + "idno"):
        kind = idno.get("type") or "Identifier"
        pairs.append((names.get(kind, kind), _text(idno)))
    pairs += [("Note", _text(note)) for note in bibl.iterchildren(TEI + "note")]
    return _pairs(pairs) + "".join(
        f'<p><a href="{escape(address)}" rel="noopener noreferrer">{escape(address)}</a></p>'
        for link in bibl.iterchildren(TEI + "ref", TEI + "ptr")
        if (address := safe_address(link.get("target") or ""))
    )


def _encoding(root: etree._Element, row: Mapping[str, str]) -> list[str]:
    """What was done to the text, in the words of the header."""
    parts = ["<h3>The encoding</h3>"]
    described = root.find(f"{TEI}teiHeader/{TEI}encodingDesc")
    if described is not None:
        for part in described:
            if part.tag != TEI + "listPrefixDef":  # of use to programs only
                said = map(_text, part.iter(TEI + "p"))
                parts += [f"<p>{escape(words, quote=False)}</p>" for words in said]
        for application in described.iter(TEI + "application"):
            label = _text(application.find(TEI + "label")) or str(application.get("ident"))
            told = " ".join(map(_text, application.iterchildren(TEI + "desc", TEI + "p")))
            line = f"{label} {application.get('version')}" + (f": {told}" if told else "")
            parts.append(f"<p>{escape(line, quote=False)}</p>")
    counts = (
        ("pages", "page break"),
        ("notes", "note"),
        ("gaps", "declared gap"),
        ("words", "word"),
    )
    told = ", ".join(counted(int(row[column]), label) for column, label in counts)
    parts.append(f"<p>This page holds {told}.</p>")
    return parts


def _text(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())
