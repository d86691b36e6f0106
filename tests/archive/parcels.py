"""Parcels of our own making: what cleaning leaves, for reports that were never written."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "#source\tline\tstart\tend\tzone\trule\tinline\tinline_rule\ttext\n"


@dataclass(frozen=True)
class Slice:
    """One scraped copy. Lines that start with ``~`` are site noise, ``#`` heads, else text."""

    number: int
    text: str
    encoding: str = "utf-8"
    media_type: str = "text/plain"
    file: str = "slice.txt"
    raw: bytes | None = None  # for HTML and PDF: the bytes, of which ``text`` is the transcript

    @property
    def data(self) -> bytes:
        return self.text.encode(self.encoding) if self.raw is None else self.raw

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def lines(self) -> list[str]:
        return [line for line in re.split(r"(?<=\n)", self.text) if line]


def zone_of(line: str) -> str:
    return {"~": "SITE_NOISE", "#": "HEADING"}.get(line[:1], "PARAGRAPH")


@dataclass(frozen=True)
class Report:
    """A report made of slices, and its metadata."""

    key: str = "mirror.example/77"
    slices: tuple[Slice, ...] = ()
    version: str = "0.1.0"
    report: dict[str, Any] = field(default_factory=dict)
    profile: str = "a" * 64
    zones: dict[str, str] = field(default_factory=dict)  # zone -> zone to use in its place
    corrections: tuple[dict[str, Any], ...] = ()
    missing: tuple[tuple[int, int], ...] = ()

    def zone(self, line: str) -> str:
        return self.zones.get(zone_of(line), zone_of(line))

    @property
    def ledger(self) -> str:
        rows = [HEADER]
        for part in self.slices:
            position = 0
            for number, line in enumerate(part.lines, start=1):
                cells = [part.sha256[:16], str(number), str(position), str(position + len(line))]
                cells += [self.zone(line), "test:rule", "TEXT", "test:inline", escaped(line)]
                rows.append("\t".join(cells) + "\n")
                position += len(line)
        return "".join(rows)

    @property
    def tei(self) -> str:
        body = "".join(
            f"<head>{escape(line[1:].strip())}</head>"
            if line.startswith("#")
            else f'<pb n="{part.number}"/><p xml:id="p{part.number}.{i}">{escape(line.strip())}</p>'
            for part in self.slices
            for i, line in enumerate(part.lines)
            if not line.startswith("~") and line.strip()
        )
        title = escape(re.sub("[\x00-\x1f]", "", str(self.report.get("title") or "")))
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>'
            f"{title}</title></titleStmt><publicationStmt><p>none</p></publicationStmt>"
            "<sourceDesc><p>scraped</p></sourceDesc></fileDesc></teiHeader>"
            f"<text><body><div>{body}</div></body></text></TEI>\n"
        )

    @property
    def facts(self) -> dict[str, Any]:
        counts: dict[str, int] = {}
        for part in self.slices:
            for line in part.lines:
                counts[self.zone(line)] = counts.get(self.zone(line), 0) + len(line)
        return {
            "id": re.sub(r"[^a-z0-9.-]", "-", self.key),
            "key": self.key,
            "report": self.report,
            "copies": [self._copy(part) for part in self.slices],
            "missing": [{"first": a, "last": b, "pages": None} for a, b in self.missing],
            "corrections": list(self.corrections),
            "process": {
                "software": "archivist",
                "version": self.version,
                "profiles": [{"id": "docmirror", "sha256": self.profile}],
                "characters": counts,
                "laws": {"cover": "held", "account": "held"},
                "schema": {"name": "archivist.rng", "sha256": "b" * 64},
            },
            "facts": [],
        }

    def _copy(self, part: Slice) -> dict[str, Any]:
        return {
            "source": part.sha256,
            "bytes": len(part.data),
            "media_type": part.media_type,
            "encoding": part.encoding,
            "errors": "strict",
            "file": part.file,
            "site": "mirror.example",
            "item": "77",
            "slice": {"n": part.number, "of": 28},
        }


def escaped(text: str) -> str:
    table = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
    return "".join(
        table.get(c)
        or (c if c.isprintable() else f"\\u{ord(c):04X}" if ord(c) < 65536 else f"\\U{ord(c):08X}")
        for c in text
    )


BOOK = {
    "title": "Harbours of the Inner Sea",
    "subtitle": "Freight, Fog, and Forecasts",
    "authors": [{"name": "Ada Example", "certainty": "high"}, {"name": "Bo Sample"}],
    "publisher": "Institute of Invented Studies",
    "series": "Invented Papers",
    "number": "12",
    "date": "2017-07",
    "language": "en",
    "pages": {"from": "3", "to": "9"},
    "rights": {"status": "restricted", "statement": "All rights reserved.", "uri": None},
}


def slice_text(number: int) -> str:
    return (
        f"~ Page {number} of 28 \t download this copy\n"
        f"# Quay {number} and its cranes\n"
        f"The {number}th crane lifts barges “in fog” without a backslash \\ or with one.\r\n"
        "Freight falls where forecasts fail.\n"
        "~ share | like | 3.1 Mb."
    )


def sample(
    key: str = "mirror.example/77", numbers: tuple[int, ...] = (12,), **changes: Any
) -> Report:
    slices = tuple(Slice(number, slice_text(number) + f"\n~ {key}") for number in numbers)
    return Report(**{"key": key, "slices": slices, "report": BOOK} | changes)


def write_parcel(folder: Path, report: Report) -> Path:
    """Write a parcel as cleaning does."""
    (folder / "source").mkdir(parents=True)
    for part in report.slices:
        extension = {"text/html": "html", "application/pdf": "pdf"}.get(part.media_type, "txt")
        (folder / f"source/{part.sha256}.{extension}").write_bytes(part.data)
        if part.raw is not None:
            transcript = folder / f"source/{part.sha256}.transcript.txt"
            transcript.write_bytes(part.text.encode())
    (folder / "report.tei.xml").write_text(report.tei, encoding="utf-8", newline="")
    (folder / "ledger.tsv").write_text(report.ledger, encoding="utf-8", newline="")
    facts = json.dumps(report.facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / "facts.json").write_text(facts, encoding="utf-8")
    (folder / "findings.json").write_text("[]\n", encoding="utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by relative path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
