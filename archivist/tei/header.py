"""The TEI header: what the report is, what the copies are, and what was done to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archivist.core.correction import people
from archivist.core.edition import Copy, Edition, Person, Report
from archivist.core.ledger import Certainty
from archivist.tei.elements import RESP, XML_ID, Element, sub

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


@dataclass(frozen=True)
class Software:
    """The program that made the document."""

    name: str
    version: str


def write_header(edition: Edition, root: Element, software: Software) -> None:
    """The ``teiHeader`` of the edition under *root*."""
    header = sub(root, "teiHeader")
    file_desc = sub(header, "fileDesc")
    _title_statement(edition, file_desc)
    _extent(edition, file_desc)
    _publication(edition, file_desc)
    _series(edition.report, file_desc)
    _notes(edition, file_desc)
    _sources(edition, file_desc)
    _encoding(edition, header, software)
    _profile(edition, header)
    _revision(edition, header)


def _title_statement(edition: Edition, parent: Element) -> None:
    report = edition.report
    statement = sub(parent, "titleStmt")
    _titles(statement, report, level=None)
    for person in report.authors:
        _person(sub(statement, "author"), person)
    for person in report.editors:
        _person(sub(statement, "editor"), person)
    resp = sub(statement, "respStmt")
    resp.set(XML_ID, "archivist")
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


def _titles(parent: Element, report: Report, *, level: str | None) -> None:
    cert = None if report.title_certainty is Certainty.HIGH else str(report.title_certainty)
    resp = RESP if cert else None
    if not report.title:
        sub(parent, "title", "[title not in the copy]", type="main", level=level, resp=RESP)
        return
    sub(parent, "title", report.title, type="main", level=level, cert=cert, resp=resp)
    if report.subtitle:
        sub(parent, "title", report.subtitle, type="sub", level=level, cert=cert, resp=resp)


def _person(parent: Element, person: Person) -> None:
    cert = None if person.certainty is Certainty.HIGH else str(person.certainty)
    sub(parent, "persName", person.name, cert=cert, resp=RESP if cert else None)


def _extent(edition: Edition, parent: Element) -> None:
    extent = sub(parent, "extent")
    count = len(edition.copies)
    total = edition.copies[0].slices
    text = f"{count} of {total} slices" if total else f"{count} scraped {_plural(count, 'copy')}"
    sub(extent, "measure", text, unit="slice", quantity=str(count))
    size = sum(len(c.source.raw) for c in edition.copies)
    sub(extent, "measure", f"{size} bytes as scraped", unit="byte", quantity=str(size))


def _plural(count: int, word: str) -> str:
    return word if count == 1 else word[:-1] + "ies"


def _publication(edition: Edition, parent: Element) -> None:
    report = edition.report
    statement = sub(parent, "publicationStmt")
    sub(statement, "distributor", "local archive (not published)")
    sub(statement, "idno", report.id, type="archivist")
    sub(statement, "idno", report.key, type="reportKey")
    status = "restricted" if report.rights or report.publisher else "unknown"
    availability = sub(statement, "availability", status=status)
    if report.rights:
        sub(availability, "p", RIGHTS_FOUND)
        quote = sub(sub(availability, "p"), "quote", report.rights)
        quote.set("source", "#original")
    else:
        sub(availability, "p", RIGHTS_UNKNOWN)


def _series(report: Report, parent: Element) -> None:
    if not report.series:
        return
    statement = sub(parent, "seriesStmt")
    sub(statement, "title", report.series, level="s")
    if report.number:
        sub(statement, "biblScope", report.number, unit="issue", n=report.number)


def _notes(edition: Edition, parent: Element) -> None:
    statement = sub(parent, "notesStmt")
    if edition.gaps:
        parts = [str(g.first) if g.first == g.last else f"{g.first}–{g.last}" for g in edition.gaps]
        text = f"Slices {', '.join(parts)} are not in this document."
        sub(statement, "note", text, type="completeness", subtype="partial")
    elif edition.copies[0].slices:
        sub(statement, "note", "All slices are here.", type="completeness", subtype="complete")
    else:
        text = "Whether the copy is complete is not known."
        sub(statement, "note", text, type="completeness", subtype="unknown")


def _sources(edition: Edition, parent: Element) -> None:
    description = sub(parent, "sourceDesc")
    _original(edition, description)
    for k, copy in enumerate(edition.copies):
        _copy(copy, description, "copy" if len(edition.copies) == 1 else f"copy{k + 1}")


def _original(edition: Edition, parent: Element) -> None:
    report = edition.report
    struct = sub(parent, "biblStruct", type="original")
    struct.set(XML_ID, "original")
    one_essay = len(report.units) == 1 and report.units[0].title
    if one_essay:
        analytic = sub(struct, "analytic")
        _titles(analytic, report, level="a")
        for person in report.authors:
            _person(sub(analytic, "author"), person)
    for unit in report.units if len(report.units) > 1 else ():
        analytic = sub(struct, "analytic")
        sub(analytic, "title", unit.title or "[untitled]", level="a", type="main")
        if unit.subtitle:
            sub(analytic, "title", unit.subtitle, level="a", type="sub")
        for person in unit.authors:
            _person(sub(analytic, "author"), person)
    monogr = sub(struct, "monogr")
    if one_essay:
        text = "[title of the whole not in the copy]"
        sub(monogr, "title", text, level="m", resp=RESP, cert="low")
    else:
        _titles(monogr, report, level="m")
        for person in report.authors:
            _person(sub(monogr, "author"), person)
    for person in report.editors:
        _person(sub(monogr, "editor"), person)
    imprint = sub(monogr, "imprint")
    if report.place:
        sub(imprint, "pubPlace", report.place)
    sub(imprint, "publisher", report.publisher or "[publisher not known]")
    if report.date:
        sub(imprint, "date", _date_in_words(report.date), when=report.date)
    else:
        sub(imprint, "date", "not known")
    if report.first_page:
        start, end = report.first_page, report.last_page or report.first_page
        text = start if start == end else f"{start}–{end}"
        inferred = "[" in text
        sub(
            imprint,
            "biblScope",
            text,
            unit="page",
            from_=start.strip("[]"),
            to=end.strip("[]"),
            cert="medium" if inferred else None,
            resp=RESP if inferred else None,
        )
    if report.series:
        series = sub(struct, "series")
        sub(series, "title", report.series, level="s")
        if report.number:
            sub(series, "biblScope", report.number, unit="issue", n=report.number)


_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def _date_in_words(when: str) -> str:
    """``July 2017`` for ``2017-07``."""
    year, _, rest = when.partition("-")
    month = rest[:2]
    return f"{_MONTHS[int(month) - 1]} {year}" if month.isdigit() else year


def _copy(copy: Copy, parent: Element, ident: str) -> None:
    bibl = sub(parent, "bibl", type="scrapedCopy")
    bibl.set(XML_ID, ident)
    if copy.title:
        sub(bibl, "title", copy.title, type="site")
    if copy.site:
        sub(bibl, "distributor", copy.site)
    if copy.uploaded:
        low = copy.uploaded_certainty is not Certainty.HIGH
        cert, resp = ("low", RESP) if low else (None, None)
        when = None if low else copy.uploaded
        sub(bibl, "date", copy.uploaded, type="uploaded", when=when, cert=cert, resp=resp)
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
    sub(bibl, "idno", copy.source.origin.name, type="file")
    for source in (copy.source, *copy.duplicates):
        kind = "sha-256" if source is copy.source else "sha-256-duplicate"
        sub(bibl, "idno", source.id, type=kind)
    if copy.source.origin.address:
        sub(bibl, "ref", copy.source.origin.address, target=copy.source.origin.address)
    else:
        text = "The address of the page was not recorded by the scraper."
        sub(bibl, "note", text, type="location")


def _scraped(copy: Copy, bibl: Element) -> None:
    when = copy.source.origin.retrieved
    if when:
        sub(bibl, "date", when, type="scraped", when=when)
    elif copy.uploaded and copy.uploaded_certainty is Certainty.HIGH:
        text = "not recorded; after the upload"
        sub(bibl, "date", text, type="scraped", notBefore=copy.uploaded, cert="low")
    else:
        sub(bibl, "date", "not recorded", type="scraped", cert="unknown")


def _encoding(edition: Edition, header: Element, software: Software) -> None:
    encoding = sub(header, "encodingDesc")
    project = sub(encoding, "projectDesc")
    sub(
        project,
        "p",
        "Made by a program that turns scraped copies of reports into archival TEI. What the"
        " repository site added is not in the text; every character of it stands in the ledger"
        " beside this file.",
    )
    if edition.copies[0].slices:
        sampling = sub(encoding, "samplingDecl")
        which = ", ".join(str(c.slice) for c in edition.copies)
        text = (
            f"The site cut the document into {edition.copies[0].slices} slices without regard to"
            f" pages. This document holds slice {which}."
        )
        sub(sampling, "p", text)
    _editorial(edition, encoding)
    prefixes = sub(encoding, "listPrefixDef")
    for k, copy in enumerate(edition.copies):
        ident = "src" if len(edition.copies) == 1 else f"src{k + 1}"
        prefix = sub(
            prefixes,
            "prefixDef",
            ident=ident,
            matchPattern="([0-9]+),([0-9]+)",
            replacementPattern=f"source/{copy.source.id}#char=$1,$2",
        )
        text = "Half-open range of characters in the scraped copy as decoded (RFC 5147)."
        sub(prefix, "p", text)
    info = sub(encoding, "appInfo")
    application = sub(info, "application", ident=software.name, version=software.version)
    sub(application, "label", software.name)
    profiles = ", ".join(f"{name} ({digest[:12]})" for name, digest in edition.profiles.items())
    zones: Mapping[str, int] = edition.sheet.census()
    counts = ", ".join(f"{zone} {count}" for zone, count in zones.items())
    sub(application, "desc", f"Profiles used: {profiles or 'none'}.")
    sub(application, "desc", f"Characters by zone: {counts}.")


def _editorial(edition: Edition, encoding: Element) -> None:
    editorial = sub(encoding, "editorialDecl")
    correction = sub(editorial, "correction", status="low", method="markup")
    sub(
        correction,
        "p",
        "What was lost or damaged is marked with gap, supplied or choice. Nothing is corrected"
        " silently.",
    )
    normalization = sub(editorial, "normalization", method="silent")
    text = edition.sheet.text
    fixed = text.count("\u00a0") + text.count("\u202f") + text.count("\t")
    sub(
        normalization,
        "p",
        f"Blanks of fixed width ({fixed} in the copies) became spaces, runs of blanks one space;"
        " lines were joined into paragraphs.",
    )
    hyphenation = sub(editorial, "hyphenation", eol="some")
    sub(
        hyphenation,
        "p",
        "Words and addresses broken at a line end were joined; hyphens that belong to the word"
        " were kept.",
    )
    quotation = sub(editorial, "quotation", marks="all")
    sub(quotation, "p", "Quotation marks are kept as characters.")
    segmentation = sub(editorial, "segmentation")
    sub(
        segmentation,
        "p",
        "Paragraphs were inferred where the copy does not mark them; an inferred start carries"
        " cert. Levels of heads that differ only in type cannot be told apart in plain text and"
        " are given as one.",
    )


_LANGUAGE_NAMES = {
    "en": "English",
    "uz": "Uzbek",
    "az": "Azerbaijani",
    "kk": "Kazakh",
    "ru": "Russian",
    "uk": "Ukrainian",
    "tr": "Turkish",
    "es": "Spanish",
    "und": "not determined",
}


def _profile(edition: Edition, header: Element) -> None:
    profile = sub(header, "profileDesc")
    if edition.report.date:
        creation = sub(profile, "creation")
        sub(creation, "date", _date_in_words(edition.report.date), when=edition.report.date)
    usage = sub(profile, "langUsage")
    main = edition.report.language
    sub(usage, "language", f"{_LANGUAGE_NAMES.get(main, main)} (the report)", ident=main)
    for language in edition.languages:
        if language != main:
            name = _LANGUAGE_NAMES.get(language, language)
            sub(usage, "language", f"{name} (interface of the site, set aside)", ident=language)


def _revision(edition: Edition, header: Element) -> None:
    status = "corrected" if edition.corrections else "unreviewed"
    revision = sub(header, "revisionDesc", status=status)
    who = {name: f"#person{n}" for n, name in enumerate(people(edition.corrections), start=1)}
    for one in edition.corrections:
        sub(revision, "change", f"{one.words}. {one.why}", who=who[one.who])
    for text in (
        "Structure recovered and encoded.",
        "Repository noise set aside; repairs recorded.",
        "Scraped copies taken in; digests recorded.",
    ):
        sub(revision, "change", text, who=RESP)
