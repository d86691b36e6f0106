"""Descriptive metadata and the notes for a reader without the software.

Everything is derived from ``facts.json`` alone, so the same facts give the same bytes. A value
that is not known stays unknown: DataCite's own codes say so where it demands one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import etree

from archivist.archive.ocfl.layout import to_json
from archivist.archive.records.facts import object_id
from archivist.wording import counted
from archivist.xml import ILLEGAL

if TYPE_CHECKING:
    from archivist.archive.records.facts import Facts

DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
UNAVAILABLE = ":unav"  # DataCite 4.5, appendix 3: value unavailable, possibly unknown
NO_YEAR = "0000"  # the field must hold four digits; no report was published in the year 0

_RIGHTS = {
    "restricted": ("http://rightsstatements.org/vocab/InC/1.0/", "In Copyright"),
    "unknown": ("http://rightsstatements.org/vocab/CNE/1.0/", "Copyright Not Evaluated"),
}


def xml_text(text: object) -> str:
    r"""Text as XML can hold it: other characters are written out as ``\u{XXXX}``."""
    return ILLEGAL.sub(lambda match: f"\\u{{{ord(match[0]):04X}}}", str(text))


def to_xml(root: etree._Element) -> bytes:
    """A document as bytes: declaration, UTF-8, indented, closed by a line feed."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def rights_uri(facts: Facts) -> tuple[str, str]:
    """URI and name of the rights statement: the report's own, else of rightsstatements.org.

    A licence is never invented: what is not known to be restricted counts as not evaluated.
    """
    given = facts.rights.get("uri")
    if given:
        return str(given), str(facts.rights.get("statement") or given)
    return _RIGHTS.get(str(facts.rights.get("status")), _RIGHTS["unknown"])


def year(facts: Facts) -> str | None:
    """Year of publication, four digits, when the date gives one."""
    match = re.match(r"\d{4}(?!\d)", facts.text("date") or "")
    return match[0] if match else None


def pages(facts: Facts) -> tuple[str, str] | None:
    """First and last printed page."""
    value = facts.report.get("pages")
    if not isinstance(value, dict) or value.get("from") is None:
        return None
    return str(value["from"]), str(value.get("to") or value["from"])


def datacite(facts: Facts) -> bytes:
    """DataCite 4.5 metadata as JSON."""
    uri, name = rights_uri(facts)
    titles = [{"title": facts.text("title") or UNAVAILABLE}]
    if subtitle := facts.text("subtitle"):
        titles.append({"title": subtitle, "titleType": "Subtitle"})
    record: dict[str, object] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Report", "resourceType": "Report"},
        "titles": titles,
        "creators": [{"name": author, "nameType": "Personal"} for author in facts.authors]
        or [{"name": UNAVAILABLE}],
        "publisher": {"name": facts.text("publisher") or UNAVAILABLE},
        "publicationYear": year(facts) or NO_YEAR,
        "formats": ["application/tei+xml"],
        "rightsList": [{"rights": name, "rightsUri": uri}],
        "alternateIdentifiers": [
            {"alternateIdentifier": object_id(facts.key), "alternateIdentifierType": "URN"},
            {"alternateIdentifier": facts.key, "alternateIdentifierType": "mirror key"},
        ],
        "descriptions": [
            {"description": _derivation(facts), "descriptionType": "TechnicalInfo"},
        ],
    }
    if date := facts.text("date"):
        record["dates"] = [{"date": date, "dateType": "Issued"}]
    if language := facts.text("language"):
        record["language"] = language
    if series := facts.text("series"):
        record["relatedItems"] = [_series(facts, series)]
    if related := _original(facts):
        record["relatedIdentifiers"] = related
    return to_json(record)


def _original(facts: Facts) -> list[dict[str, str]]:
    """Identifiers of the publication: not of this object, which is another form of it."""
    named = [("DOI", facts.text("doi")), *(("ISBN", isbn) for isbn in facts.numbers("isbn"))]
    return [
        {
            "relatedIdentifier": value,
            "relatedIdentifierType": kind,
            "relationType": "IsVariantFormOf",
        }
        for kind, value in named
        if value
    ]


def _series(facts: Facts, series: str) -> dict[str, object]:
    item: dict[str, object] = {
        "titles": [{"title": series}],
        "relatedItemType": "Collection",
        "relationType": "IsPublishedIn",
    }
    if issn := facts.numbers("issn"):
        item["relatedItemIdentifier"] = {
            "relatedItemIdentifier": issn[0],
            "relatedItemIdentifierType": "ISSN",
        }
    if number := facts.text("number"):
        item |= {"number": number, "numberType": "Report"}
    if span := pages(facts):
        item |= {"firstPage": span[0], "lastPage": span[1]}
    return item


def _derivation(facts: Facts) -> str:
    copies = counted(len(facts.copies), "scraped copy", "scraped copies")
    return (
        f"Text reconstructed by {facts.software} from {copies}; every character of them is "
        "accounted for in ledger.tsv."
    )


def dublin_core(facts: Facts) -> bytes:
    """Simple Dublin Core in the wrapping that OAI-PMH asks for."""
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC})
    title = ": ".join(filter(None, (facts.text("title"), facts.text("subtitle"))))
    series = " ".join(filter(None, (facts.text("series"), facts.text("number"))))
    values: list[tuple[str, str | None]] = [
        ("title", title or None),
        *(("creator", author) for author in facts.authors),
        ("publisher", facts.text("publisher")),
        ("date", facts.text("date")),
        ("type", "Text"),
        ("format", "application/tei+xml"),
        ("identifier", object_id(facts.key)),
        ("identifier", facts.key),
        ("identifier", f"https://doi.org/{quote(doi)}" if (doi := facts.text("doi")) else None),
        *(("identifier", f"urn:isbn:{isbn}") for isbn in facts.numbers("isbn")),
        *(("source", f"{copy.label} (SHA-256 {copy.source})") for copy in facts.copies),
        ("language", facts.text("language")),
        ("relation", series or None),
        *(("relation", f"urn:issn:{issn}") for issn in facts.numbers("issn")),
        ("rights", rights_uri(facts)[0]),
        ("rights", str(facts.rights["statement"]) if facts.rights.get("statement") else None),
    ]
    for name, value in values:
        if value is not None:
            etree.SubElement(root, f"{{{DC}}}{name}").text = xml_text(value)
    return to_xml(root)


def rights_note(facts: Facts) -> bytes:
    """Why the object is held, and under which rights, in plain words."""
    uri, name = rights_uri(facts)
    statement = facts.rights.get("statement")
    lines = [
        f"Rights statement: {name}",
        f"URI: {uri}",
        f"Status recorded when the report was cleaned: {facts.rights.get('status') or 'none'}",
        f"Statement found in the report: {statement or 'none'}",
        "",
        "The scraped copies and the text are kept for preservation. Holding them here grants no",
        "licence: who wants to use them further must clear the rights with their holder.",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def readme(facts: Facts, paths: list[str]) -> bytes:
    """How to read and check the object with nothing but a text editor and ``sha256sum``."""
    names = {
        "report.tei.xml": "the report: clean text, structure and metadata (TEI P5)",
        "ledger.tsv": "every character of every scraped copy with its label and the rule for it",
        "facts.json": "metadata with the place in the copies each value was read from",
        "findings.json": "what the program found doubtful",
        "overrides.toml": "corrections made by a person",
        "metadata/premis.xml": "PREMIS 3: files, events, agents, rights",
        "metadata/datacite.json": "DataCite 4.5",
        "metadata/dc.xml": "simple Dublin Core",
        "metadata/rights.txt": "rights, in words",
    }
    authors = ", ".join(facts.authors) or "author not known"
    title = facts.text("title") or "title not known"
    width = max(len(name) for name in names)
    listed = [f"  {path:<{width}}  {names[path]}" for path in names if path in paths]
    lines = [
        f"{title} ({authors}; {facts.text('date') or 'date not known'})",
        f"{object_id(facts.key)} = {facts.key}",
        "",
        _derivation(facts),
        "",
        *listed,
        f"  {'source/':<{width}}  the scraped copies, untouched; each is named by its SHA-256, and",
        f"  {'':<{width}}  beside it 'capture.json' tells where and how it was found",
        "",
        "To check without this software that nothing was lost: 'sha256sum' of a file in source/",
        "gives its name. The rows of ledger.tsv with the first 16 digits of that name in the",
        "column 'source', in order, hold in 'text' the whole text of that copy (of its transcript",
        "for HTML and PDF), with \\\\ for a backslash, \\t \\n \\r for tab and line ends, and",
        "\\uXXXX or \\UXXXXXXXX for characters that do not show; 'encoding' in facts.json says",
        "how the characters were stored as bytes.",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")
