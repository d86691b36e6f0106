"""The TEI header: what the document is, whose it is, and where the rest of the header is made."""

from __future__ import annotations

from collections.abc import Iterable

from archivist.core.correction import people
from archivist.core.edition import Edition, Report
from archivist.tei.elements import RESP, Element, sub
from archivist.tei.encoding import Software, write_encoding, write_profile, write_revision
from archivist.tei.sources import write_identifiers, write_person, write_sources, write_titles
from archivist.wording import counted
from archivist.xml import XML_ID

RIGHTS_UNKNOWN = (
    "No statement of rights in the report was found in the scraped copy. Rights in the text are"
    " taken to rest with the publisher and the author; the site from which the copy was scraped"
    " can claim rights in its own database only. Kept for preservation and study: not to be"
    " passed on until the rights are cleared."
)
RIGHTS_FOUND = (
    "The report states its own terms, quoted here from the copy. Nothing beyond them is granted"
    " by this archive."
)

__all__ = ["RIGHTS_FOUND", "RIGHTS_UNKNOWN", "Software", "write_header"]


def write_header(edition: Edition, root: Element, software: Software) -> None:
    """The ``teiHeader`` of the edition under *root*."""
    header = sub(root, "teiHeader")
    file_desc = sub(header, "fileDesc")
    _title_statement(edition, file_desc)
    _extent(edition, file_desc)
    _publication(edition, file_desc)
    _series(edition.report, file_desc)
    _notes(edition, file_desc)
    write_sources(edition, file_desc)
    write_encoding(edition, header, software)
    write_profile(edition, header)
    write_revision(edition, header)


def _title_statement(edition: Edition, parent: Element) -> None:
    report = edition.report
    statement = sub(parent, "titleStmt")
    write_titles(statement, report, level=None)
    for person in report.authors:
        write_person(sub(statement, "author"), person)
    for person in report.editors:
        write_person(sub(statement, "editor"), person)
    resp = sub(statement, "respStmt")
    resp.set(XML_ID, RESP[1:])
    sub(
        resp,
        "resp",
        "removal of repository noise, recovery of structure and encoding, by program and without"
        " human review",
    )
    sub(resp, "name", "archivist", type="software")
    for number, name in enumerate(people(edition.corrections), start=1):
        resp = sub(statement, "respStmt")
        resp.set(XML_ID, f"person{number}")
        sub(resp, "resp", "corrections by hand, see the revision description")
        sub(resp, "name", name, type="person")


def _extent(edition: Edition, parent: Element) -> None:
    extent = sub(parent, "extent")
    count = len(edition.copies)
    total = edition.copies[0].slices
    alone = counted(count, "scraped copy", "scraped copies")
    text = f"{count} of {total} slices" if total else alone
    sub(extent, "measure", text, unit="slice", quantity=str(count))
    size = sum(len(c.source.raw) for c in edition.copies)
    sub(extent, "measure", f"{size} bytes as scraped", unit="byte", quantity=str(size))


def _publication(edition: Edition, parent: Element) -> None:
    report = edition.report
    statement = sub(parent, "publicationStmt")
    sub(statement, "distributor", "local archive (not published)")
    sub(statement, "idno", report.id, type="archivist")
    sub(statement, "idno", report.key, type="reportKey")
    status = "restricted" if report.rights or report.publisher else "unknown"
    availability = sub(statement, "availability", status=status)
    if report.rights.strip():
        sub(availability, "p", RIGHTS_FOUND)
        sub(sub(availability, "p"), "quote", report.rights, source="#original")
    else:
        sub(availability, "p", RIGHTS_UNKNOWN)


def _series(report: Report, parent: Element) -> None:
    if not report.series:
        return
    statement = sub(parent, "seriesStmt")
    sub(statement, "title", report.series, level="s")
    if report.number:
        sub(statement, "biblScope", report.number, unit="issue", n=report.number)
    write_identifiers(statement, "ISSN", report.issn)


def _notes(edition: Edition, parent: Element) -> None:
    statement = sub(parent, "notesStmt")
    if edition.gaps:
        which = _listed((g.first, g.last) for g in edition.gaps)
        verb = "is" if sum(g.last - g.first + 1 for g in edition.gaps) == 1 else "are"
        noun = "Slice" if verb == "is" else "Slices"
        text, completeness = f"{noun} {which} {verb} not in this document.", "partial"
    elif edition.copies[0].slices:
        text, completeness = "All slices are here.", "complete"
    else:
        text, completeness = "Whether the copy is complete is not known.", "unknown"
    sub(statement, "note", text, type="completeness", subtype=completeness)


def _listed(ranges: Iterable[tuple[int, int]]) -> str:
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in ranges)
