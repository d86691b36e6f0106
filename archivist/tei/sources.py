"""``sourceDesc``: the report as it was published, and each scraped copy of it."""

from __future__ import annotations

from collections.abc import Iterable

from archivist.core import Source
from archivist.core.edition import Copy, Edition, Person, Report
from archivist.core.ledger import Certainty
from archivist.tei.dates import date_in_words, date_when
from archivist.tei.elements import RESP, Element, sub, words
from archivist.tei.inline import uri
from archivist.xml import XML_ID


def write_sources(edition: Edition, parent: Element) -> None:
    """The ``sourceDesc`` under *parent*."""
    description = sub(parent, "sourceDesc")
    _original(edition.report, description)
    for k, copy in enumerate(edition.copies):
        _copy(copy, description, "copy" if len(edition.copies) == 1 else f"copy{k + 1}")


def write_titles(parent: Element, report: Report, *, level: str | None) -> None:
    """Title and subtitle of the report, or a title in brackets where none is known."""
    cert = None if report.title_certainty is Certainty.HIGH else str(report.title_certainty)
    resp = RESP if cert else None
    if not report.title.strip():
        sub(parent, "title", "[title not in the copy]", type="main", level=level, resp=RESP)
        return
    sub(parent, "title", report.title, type="main", level=level, cert=cert, resp=resp)
    if report.subtitle.strip():
        sub(parent, "title", report.subtitle, type="sub", level=level, cert=cert, resp=resp)


def write_person(parent: Element, person: Person) -> None:
    """A person's name, with its certainty if there is doubt."""
    cert = None if person.certainty is Certainty.HIGH else str(person.certainty)
    sub(parent, "persName", person.name, cert=cert, resp=RESP if cert else None)


# -- the report ------------------------------------------------------------------------------------


def _original(report: Report, parent: Element) -> None:
    struct = sub(parent, "biblStruct", type="original")
    struct.set(XML_ID, "original")
    part_only = len(report.units) == 1 and bool(report.units[0].title)
    if part_only:
        _part(struct, report)
    elif len(report.units) > 1:
        _parts(struct, report)
    _whole(struct, report, part_only=part_only)
    if report.series:
        series = sub(struct, "series")
        sub(series, "title", report.series, level="s")
        if report.number:
            sub(series, "biblScope", report.number, unit="issue", n=report.number)
        write_identifiers(series, "ISSN", report.issn)


def write_identifiers(parent: Element, kind: str, values: Iterable[str]) -> None:
    """An ``idno`` for each number that is not empty."""
    for value in filter(None, values):
        sub(parent, "idno", value, type=kind)


def _part(struct: Element, report: Report) -> None:
    """The only text, which may be one of several of a publication that the copy does not name."""
    analytic = sub(struct, "analytic")
    write_titles(analytic, report, level="a")
    for person in report.authors:
        write_person(sub(analytic, "author"), person)
    write_identifiers(analytic, "DOI", [report.doi])


def _parts(struct: Element, report: Report) -> None:
    for unit in report.units:
        analytic = sub(struct, "analytic")
        sub(analytic, "title", unit.title.strip() or "[untitled]", level="a", type="main")
        if unit.subtitle.strip():
            sub(analytic, "title", unit.subtitle, level="a", type="sub")
        for person in unit.authors:
            write_person(sub(analytic, "author"), person)


def _whole(struct: Element, report: Report, *, part_only: bool) -> None:
    monogr = sub(struct, "monogr")
    if part_only:
        text = "[title of the whole not in the copy]"
        sub(monogr, "title", text, level="m", resp=RESP, cert="low")
    else:
        write_titles(monogr, report, level="m")
        write_identifiers(monogr, "DOI", [report.doi])
    write_identifiers(monogr, "ISBN", report.isbn)
    if not report.series:
        write_identifiers(monogr, "ISSN", report.issn)
    if not part_only:
        for person in report.authors:
            write_person(sub(monogr, "author"), person)
    for person in report.editors:
        write_person(sub(monogr, "editor"), person)
    imprint = sub(monogr, "imprint")
    if report.place:
        sub(imprint, "pubPlace", report.place)
    sub(imprint, "publisher", report.publisher or "[publisher not known]")
    sub(imprint, "date", date_in_words(report.date) or "not known", when=date_when(report.date))
    if report.first_page:
        _pages(imprint, report.first_page, report.last_page or report.first_page)


def _pages(imprint: Element, first: str, last: str) -> None:
    text = first if first == last else f"{first}–{last}"
    inferred = "[" in text
    sub(
        imprint,
        "biblScope",
        text,
        unit="page",
        from_=_word(first),
        to=_word(last),
        cert="medium" if inferred else None,
        resp=RESP if inferred else None,
    )


def _word(page: str) -> str:
    """A page number without brackets, as one word."""
    return words(page.strip("[] ")).replace(" ", "_")


# -- the copies ------------------------------------------------------------------------------------


def _copy(copy: Copy, parent: Element, ident: str) -> None:
    bibl = sub(parent, "bibl", type="scrapedCopy")
    bibl.set(XML_ID, ident)
    if copy.title.strip():
        sub(bibl, "title", copy.title, type="site")
    if copy.site:
        sub(bibl, "distributor", copy.site)
    _uploaded(copy, bibl)
    _scraped(copy, bibl)
    if copy.item:
        sub(bibl, "idno", copy.item, type="siteItem")
    if copy.slice and copy.slices:
        n = str(copy.slice)
        sub(bibl, "biblScope", f"{n} of {copy.slices}", unit="slice", n=n, from_=n, to=n)
    if copy.size:
        sub(bibl, "extent", f"{copy.size} (as stated by the site for the whole file)")
    if copy.file_name:
        sub(bibl, "idno", copy.file_name, type="siteFileName")
    for source in (copy.source, *copy.duplicates):
        _file(source, bibl, duplicate=source is not copy.source)
    _address(copy.source, bibl)


def _file(source: Source, bibl: Element, *, duplicate: bool) -> None:
    """The scraped file: name, size, digest, and how its bytes were read where that is in doubt."""
    suffix = "-duplicate" if duplicate else ""
    size = len(source.raw)
    measure = sub(sub(bibl, "extent"), "measure", f"{size} bytes", type=f"file{suffix}")
    measure.set("unit", "byte")
    measure.set("quantity", str(size))
    sub(bibl, "idno", source.origin.name.strip() or "[no name]", type=f"file{suffix}")
    sub(bibl, "idno", source.id, type=f"sha-256{suffix}")
    if source.encoding and source.certainty < 1:
        text = f"The bytes were read as {source.encoding} ({source.certainty:.0%} sure)."
        sub(bibl, "note", text, type="certainty")


def _uploaded(copy: Copy, bibl: Element) -> None:
    if not copy.uploaded:
        return
    sure = copy.uploaded_certainty is Certainty.HIGH
    sub(
        bibl,
        "date",
        copy.uploaded,
        type="uploaded",
        when=date_when(copy.uploaded) if sure else None,
        cert=None if sure else "low",
        resp=None if sure else RESP,
    )


def _scraped(copy: Copy, bibl: Element) -> None:
    recorded = copy.source.origin.retrieved
    uploaded = date_when(copy.uploaded) if copy.uploaded_certainty is Certainty.HIGH else None
    if recorded:
        sub(bibl, "date", recorded, type="scraped", when=date_when(recorded))
    elif uploaded:
        text = "not recorded; after the upload"
        sub(bibl, "date", text, type="scraped", notBefore=uploaded, cert="low")
    else:
        sub(bibl, "date", "not recorded", type="scraped", cert="unknown")


def _address(source: Source, bibl: Element) -> None:
    address = source.origin.address or ""
    target = uri(address) if address.strip() else None
    if target:
        sub(bibl, "ref", address, target=target)
    elif address.strip():
        sub(bibl, "note", f"Recorded as {address}, which is no address.", type="location")
    else:
        text = "The address of the page was not recorded by the scraper."
        sub(bibl, "note", text, type="location")
