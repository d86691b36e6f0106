"""Findings: what is doubtful in a document that was cleaned. Codes and texts are data.

Areas: R rules and noise, S slices, P pages, N notes, F front matter, B blocks, E encoding. A
finding never stops a document; ``--fail-on`` decides what the exit code says.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a person should care."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Kind(NamedTuple):
    """What a code means and what to do about it."""

    severity: Severity
    title: str
    hint: str


I, W, E = Severity.INFO, Severity.WARNING, Severity.ERROR  # noqa: E741

KINDS: dict[str, Kind] = {
    "E101": Kind(
        W, "the encoding was guessed", "name it with --encoding when the text looks wrong"
    ),
    "E102": Kind(W, "bytes that do not decode were kept as gaps", "look for another copy"),
    "E103": Kind(I, "characters that XML cannot hold became gaps", "look for another copy"),
    "E104": Kind(I, "mis-decoded characters were repaired", "see choice elements in the TEI"),
    "E105": Kind(
        W,
        "all of the copy reads as text that was encoded twice",
        "its words were repaired one by one; name the encoding to have it decoded once more",
    ),
    "R102": Kind(I, "lines taken for site noise without a label that proves it", "see explain"),
    "R103": Kind(I, "a line that looks like site noise was left in the text", "see explain"),
    "R104": Kind(I, "the site is not known by name", "archivist profiles new makes a profile"),
    "R105": Kind(
        W, "the site is known to lose words or characters", "look for a copy on another site"
    ),
    "S201": Kind(W, "slices are missing", "look for them; they will make a new version"),
    "S202": Kind(W, "a slice does not fit the others and was set apart", "check its id and total"),
    "S203": Kind(I, "the same slice was given more than once", "both copies are recorded"),
    "P301": Kind(W, "printed page numbers do not rise by one", "text may be missing"),
    "P302": Kind(I, "page numbers were inferred", "they stand in square brackets"),
    "P303": Kind(I, "a running head is on a page of the wrong parity", "check the page order"),
    "P304": Kind(W, "an essay does not open on an odd page", "check the page order"),
    "P305": Kind(
        I, "the file labels its pages otherwise than they are printed", "the printed number stands"
    ),
    "N401": Kind(I, "note numbers were restored by order", "check them against another copy"),
    "N402": Kind(W, "a call has no note", "the note may be in a missing slice"),
    "N403": Kind(W, "a note has no call", "the call may be in a missing slice"),
    "F501": Kind(I, "no title was found in the copy", "give it in overrides.toml"),
    "F502": Kind(W, "contents and openers disagree", "check titles, authors and pages"),
    "F503": Kind(W, "number or date differ between places of the report", "check the source"),
    "F504": Kind(I, "the name in the running head is not among the authors", "check the byline"),
    "F505": Kind(
        I, "the publisher is not known; plain structure only", "see how-to/add-a-publisher"
    ),
    "B604": Kind(W, "tables or figures are not numbered in order", "one may be missing"),
    "B605": Kind(W, "lines that could not be understood were kept as they are", "see explain"),
}


class Finding(NamedTuple):
    """One doubtful thing, at one place.

    ``start`` and ``end`` are offsets in the report's text; ``line`` counts from 1 in the source.
    """

    code: str
    message: str
    source: str = ""
    line: int = 0
    start: int = 0
    end: int = 0

    @property
    def severity(self) -> Severity:
        """From the table of codes."""
        return KINDS[self.code].severity

    @property
    def hint(self) -> str:
        """What a person can do about it, from the table of codes."""
        return KINDS[self.code].hint

    def as_dict(self) -> dict[str, str | int]:
        """For ``findings.json``."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "source": self.source,
            "line": self.line,
            "start": self.start,
            "end": self.end,
            "hint": self.hint,
        }


def by_severity(findings: Iterable[Finding]) -> tuple[int, int, int]:
    """How many are errors, warnings and notes."""
    found = [finding.severity for finding in findings]
    return found.count(Severity.ERROR), found.count(Severity.WARNING), found.count(Severity.INFO)
