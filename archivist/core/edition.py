"""What cleaning one report gives back: labels, blocks, resolved metadata and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from archivist.core.correction import Correction
from archivist.core.ledger import Certainty
from archivist.core.outline import Outline
from archivist.core.sheet import Sheet
from archivist.core.source import Source
from archivist.findings import Finding


@dataclass(frozen=True)
class Person:
    """An author or editor, as the byline has it."""

    name: str
    certainty: Certainty = Certainty.HIGH


@dataclass(frozen=True)
class Unit:
    """An essay (or the only text) of a report.

    ``start`` is the offset at which its opener begins; a unit ends where the next one begins.
    """

    start: int
    title: str = ""
    subtitle: str = ""
    authors: tuple[Person, ...] = ()
    first_page: str = ""
    last_page: str = ""


@dataclass(frozen=True)
class Report:
    """Metadata of the original report, each value resolved from facts; empty where unknown.

    ``doi`` is the name alone (``10.1000/182``); ``isbn`` and ``issn`` have one value for each form
    in which report and series came out.
    """

    id: str
    key: str
    title: str = ""
    title_certainty: Certainty = Certainty.HIGH
    subtitle: str = ""
    authors: tuple[Person, ...] = ()
    editors: tuple[Person, ...] = ()
    publisher: str = ""
    place: str = ""
    series: str = ""
    number: str = ""
    date: str = ""
    language: str = "und"
    rights: str = ""
    first_page: str = ""
    last_page: str = ""
    doi: str = ""
    isbn: tuple[str, ...] = ()
    issn: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()

    @property
    def name(self) -> str:
        """Title and subtitle on one line, or what stands for them."""
        return ": ".join(t for t in (self.title, self.subtitle) if t) or "[title not known]"


@dataclass(frozen=True)
class Copy:
    """One scraped copy (slice) and what its site says of it. Site facts, never the report's."""

    source: Source
    base: int
    site: str = ""
    family: str = ""
    language: str = ""
    item: str = ""
    slice: int | None = None
    slices: int | None = None
    uploaded: str = ""
    uploaded_certainty: Certainty = Certainty.HIGH
    size: str = ""
    file_name: str = ""
    title: str = ""
    kind: str = ""
    duplicates: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Gap:
    """Slices that are missing, where in the text, and the pages known to be lost with them."""

    at: int
    first: int
    last: int
    pages: str = ""


@dataclass(frozen=True)
class Edition:
    """A report, recovered: everything a writer needs, nothing it could change."""

    sheet: Sheet
    outline: Outline
    report: Report
    copies: tuple[Copy, ...]
    publisher: str
    profiles: Mapping[str, str]
    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...] = ()
    corrections: tuple[Correction, ...] = ()
    languages: tuple[str, ...] = field(default=())

    @property
    def noise(self) -> int:
        """Characters set aside as site noise."""
        return self.sheet.census().get("SITE_NOISE", 0)
