"""``encodingDesc``, ``profileDesc`` and ``revisionDesc``: what was done to the copies, and how."""

from __future__ import annotations

from dataclasses import dataclass

from archivist.core.correction import people
from archivist.core.edition import Edition
from archivist.core.filing import text_name
from archivist.core.reading import FIXED_BLANKS
from archivist.tei.dates import date_in_words, date_when
from archivist.tei.elements import RESP, Element, source_prefix, sub


@dataclass(frozen=True)
class Software:
    """The program that made the document."""

    name: str
    version: str


def write_encoding(edition: Edition, header: Element, software: Software) -> None:
    """The ``encodingDesc`` under *header*."""
    encoding = sub(header, "encodingDesc")
    sub(
        sub(encoding, "projectDesc"),
        "p",
        "Made by a program that turns scraped copies of reports into archival TEI. What the"
        " repository site added is not in the text; every character of it stands in the ledger"
        " beside this file.",
    )
    _sampling(edition, encoding)
    _editorial(edition, encoding)
    sub(
        sub(encoding, "refsDecl"),
        "p",
        "Page breaks carry the printed number in n; a number that is not printed in the copy is"
        " inferred and stands in square brackets.",
    )
    _prefixes(edition, encoding)
    _application(edition, encoding, software)


def _sampling(edition: Edition, encoding: Element) -> None:
    total = edition.copies[0].slices
    if not total:
        return
    numbers = [str(copy.slice) for copy in edition.copies if copy.slice]
    which = f"slice {numbers[0]}" if len(numbers) == 1 else f"slices {', '.join(numbers)}"
    text = (
        f"The site cut the document into {total} slices without regard to pages. This document"
        f" holds {which}."
    )
    sub(sub(encoding, "samplingDecl"), "p", text)


def _prefixes(edition: Edition, encoding: Element) -> None:
    """How to find the characters of each copy; of a second crawl, if a person read text in it."""
    prefixes = sub(encoding, "listPrefixDef")
    read = {edition.sheet.source_at(block.start) for block in edition.outline.blocks}
    for k, source in enumerate(edition.sheet.sources):
        if k >= len(edition.copies) and k not in read:
            continue
        prefix = sub(
            prefixes,
            "prefixDef",
            ident=source_prefix(edition, k),
            matchPattern="([0-9]+),([0-9]+)",
            replacementPattern=f"{text_name(source)}#char=$1,$2",
        )
        text = "Half-open range of characters in the scraped copy as decoded (RFC 5147)."
        sub(prefix, "p", text)


def _application(edition: Edition, encoding: Element, software: Software) -> None:
    info = sub(encoding, "appInfo")
    application = sub(info, "application", ident=software.name, version=software.version)
    sub(application, "label", software.name)
    profiles = ", ".join(f"{name} ({digest[:12]})" for name, digest in edition.profiles.items())
    counts = ", ".join(f"{zone} {count}" for zone, count in edition.sheet.census().items())
    sub(application, "desc", f"Profiles used: {profiles or 'none'}.")
    sub(application, "desc", f"Characters by zone: {counts or 'none'}.")


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
    fixed = sum(text.count(blank) for blank in FIXED_BLANKS)
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
    "az": "Azerbaijani",
    "bg": "Bulgarian",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "hy": "Armenian",
    "id": "Indonesian",
    "it": "Italian",
    "ka": "Georgian",
    "kaa": "Karakalpak",
    "kk": "Kazakh",
    "ky": "Kyrgyz",
    "mn": "Mongolian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "tg": "Tajik",
    "tk": "Turkmen",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "und": "not determined",
    "uz": "Uzbek",
    "uz-Cyrl": "Uzbek in Cyrillic letters",
}
"""Those that reports are told by, and those of the interfaces of sites (ISO 639, RFC 5646)."""


def write_profile(edition: Edition, header: Element) -> None:
    """The ``profileDesc`` under *header*."""
    profile = sub(header, "profileDesc")
    date = edition.report.date
    if date:
        sub(sub(profile, "creation"), "date", date_in_words(date), when=date_when(date))
    usage = sub(profile, "langUsage")
    main = edition.report.language
    sub(usage, "language", f"{_LANGUAGE_NAMES.get(main, main)} (the report)", ident=main)
    for language in edition.languages:
        if language != main:
            name = _LANGUAGE_NAMES.get(language, language)
            sub(usage, "language", f"{name} (interface of the site, set aside)", ident=language)


def write_revision(edition: Edition, header: Element) -> None:
    """The ``revisionDesc`` under *header*: newest first, without dates, for those are not known.

    A date of today would make two runs on the same copies differ.
    """
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
