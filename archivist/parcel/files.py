"""What cleaning leaves of one report: a folder of files, deterministic to the byte."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any

from archivist.core import Source
from archivist.core.correction import Correction
from archivist.core.edition import Copy, Edition, Person, Report, Unit
from archivist.core.filing import raw_name, text_name
from archivist.core.ledger import Fact
from archivist.parcel.ledger import ledger_tsv
from archivist.tei.header import RIGHTS_FOUND, RIGHTS_UNKNOWN, Software
from archivist.tei.schemas import GRAMMAR, schema_digest
from archivist.tei.write import write_tei
from archivist.version import __version__

SOFTWARE = Software("archivist", __version__)
IN_COPYRIGHT = "http://rightsstatements.org/vocab/InC/1.0/"
UNDETERMINED = "http://rightsstatements.org/vocab/UND/1.0/"
LAWS = ("cover", "account", "boundary", "reading", "stable", "links", "schema")


def parcel(edition: Edition) -> dict[str, bytes]:
    """Relative path to bytes of everything that stands for the report.

    Raises:
        LawBroken: laws 4 and 7, checked while the TEI is written.
    """
    files = {
        "report.tei.xml": write_tei(edition, SOFTWARE),
        "ledger.tsv": ledger_tsv(edition.sheet),
        "facts.json": _json(facts(edition)),
        "findings.json": _json([f.as_dict() for f in edition.findings]),
    }
    for source in edition.sheet.sources:
        files[raw_name(source)] = source.raw
        if source.is_transcript:
            files[text_name(source)] = source.text.encode("utf-8", "surrogatepass")
    return files


def _json(value: object) -> bytes:
    return f"{_shown(value)}\n".encode("utf-8", "replace")


def _shown(value: object, margin: str = "\n") -> str:
    """As ``json.dumps`` with an indent of 1, which has no fast way of its own to write one."""
    if isinstance(value, str):  # nearly all there is
        return _quoted(value)
    if value is None:  # most of what remains
        return "null"
    inner = f"{margin} "
    if isinstance(value, dict) and value:
        rows = [f"{_quoted(key)}: {_shown(item, inner)}" for key, item in value.items()]
        return f"{{{inner}{f',{inner}'.join(rows)}{margin}}}"
    if isinstance(value, list | tuple) and value:
        if all(map(_is_flat, value)):
            return _table(value, margin)
        rows = [_shown(item, inner) for item in value]
        return f"[{inner}{f',{inner}'.join(rows)}{margin}]"
    return _plain(value)


def _table(rows: Sequence[dict[str, object]], margin: str) -> str:
    """Objects of plain values, which the fast encoder writes all at once.

    It knows one margin only. The others are put in afterwards: in what it wrote, a line end stands
    nowhere but between values, for inside a string it is escaped.
    """
    outer, inner = f"{margin} ", f"{margin}  "
    fields = (
        _encoder(inner).encode(rows)[2:-2].replace(f"}},{inner}{{", f"{outer}}},{outer}{{{inner}")
    )
    return f"[{outer}{{{inner}{fields}{outer}}}{margin}]"


@cache
def _encoder(margin: str) -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, separators=(f",{margin}", ": "))


def _is_flat(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and _PLAIN.issuperset(map(type, value.values()))


_PLAIN = frozenset((str, int, float, bool, type(None)))
_quoted = json.encoder.encode_basestring
_plain = json.JSONEncoder(ensure_ascii=False).encode


def facts(edition: Edition) -> dict[str, Any]:
    """Everything known of the report, its copies and the process, for ``facts.json``."""
    return {
        "id": edition.report.id,
        "key": edition.report.key,
        "report": {**_report(edition.report), "rights": _rights(edition)},
        "copies": [entry for copy in edition.copies for entry in _copies(copy)],
        "missing": [{"first": g.first, "last": g.last, "pages": g.pages} for g in edition.gaps],
        "corrections": [_correction(c) for c in edition.corrections],
        "process": _process(edition),
        "facts": [_fact(edition, f) for f in edition.sheet.facts],
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "title": report.title or None,
        "subtitle": report.subtitle or None,
        "authors": _people(report.authors),
        "editors": _people(report.editors),
        "publisher": report.publisher or None,
        "place": report.place or None,
        "series": report.series or None,
        "number": report.number or None,
        "date": report.date or None,
        "language": report.language,
        "pages": _pages(report),
        "doi": report.doi or None,
        "isbn": list(report.isbn),
        "issn": list(report.issn),
        "parts": [_part(unit) for unit in report.units],
    }


def _part(unit: Unit) -> dict[str, Any]:
    return {
        "title": unit.title,
        "subtitle": unit.subtitle or None,
        "authors": _people(unit.authors),
        "pages": _pages(unit),
    }


def _pages(whole: Report | Unit) -> dict[str, str | None]:
    return {"from": whole.first_page or None, "to": whole.last_page or None}


def _process(edition: Edition) -> dict[str, Any]:
    return {
        "software": SOFTWARE.name,
        "version": SOFTWARE.version,
        "publisher_profile": edition.publisher,
        "profiles": [{"id": k, "sha256": v} for k, v in edition.profiles.items()],
        "characters": edition.sheet.census(),
        "laws": dict.fromkeys(LAWS, "held"),
        "schema": {"name": GRAMMAR, "sha256": schema_digest()},
    }


def _correction(one: Correction) -> dict[str, Any]:
    """As in overrides.toml, from which it can be loaded again."""
    return {name: value for name, value in asdict(one).items() if value}


def _people(people: tuple[Person, ...]) -> list[dict[str, str]]:
    return [{"name": p.name, "certainty": str(p.certainty)} for p in people]


def _rights(edition: Edition) -> Mapping[str, str]:
    report = edition.report
    known = bool(report.rights or report.publisher)
    return {
        "status": "restricted" if known else "unknown",
        "statement": f"{RIGHTS_FOUND} {report.rights}" if report.rights else RIGHTS_UNKNOWN,
        "uri": IN_COPYRIGHT if known else UNDETERMINED,
    }


def _copies(copy: Copy) -> list[dict[str, Any]]:
    return [_copy(copy, source) for source in (copy.source, *copy.duplicates)]


def _copy(copy: Copy, source: Source) -> dict[str, Any]:
    return {
        "source": source.id,
        "bytes": len(source.raw),
        "media_type": source.media_type,
        "encoding": source.encoding or None,
        "encoding_certainty": source.certainty,
        "errors": source.errors,
        "bom": source.bom.hex() or None,
        "file": source.origin.name,
        "part": source.origin.part,
        "site": copy.site or None,
        "family": copy.family or None,
        "language": copy.language or None,
        "item": copy.item or None,
        "slice": {"n": copy.slice, "of": copy.slices} if copy.slice else None,
        "uploaded": copy.uploaded or None,
        "uploaded_certainty": str(copy.uploaded_certainty) if copy.uploaded else None,
        "size": copy.size or None,
        "file_name": copy.file_name or None,
        "title": copy.title or None,
        "address": source.origin.address,
        "retrieved": source.origin.retrieved,
        "second_copy": source is not copy.source,
        "witnesses": dict(source.witnesses) or None,
    }


def _fact(edition: Edition, fact: Fact) -> dict[str, Any]:
    source, start = edition.sheet.locate(fact.start)
    value = fact.value or " ".join(edition.sheet.text[fact.start : fact.end].split())
    return {
        "name": fact.name,
        "value": value,
        "source": source.id,
        "start": start,
        "end": start + fact.end - fact.start,
        "rule": fact.rule,
        "certainty": str(fact.certainty),
    }
