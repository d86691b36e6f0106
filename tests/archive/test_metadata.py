"""The metadata records against the schemas of those who set the standards, offline."""

from __future__ import annotations

import importlib.resources
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pygfried
import pytest
from jsonschema import Draft7Validator
from lxml import etree
from referencing import Registry, Resource

from archivist.archive import Archive, read_parcel
from tests.archive.oracles import schema
from tests.archive.parcels import BOOK, Slice, sample, write_parcel

NOW = datetime(2026, 3, 1, tzinfo=UTC)
PREMIS = {"p": "http://www.loc.gov/premis/v3"}

NUMBERS = {"doi": "10.5555/a<1>", "isbn": ["978-0-306-40615-7"], "issn": ["0317-8471"]}
REPORTS: dict[str, dict[str, Any]] = {
    "full": BOOK,
    "numbered": BOOK | NUMBERS,
    "nothing known": {},
    "odd": {
        "title": "Fish & <Chips>\x0b\ud7ff ]]>",
        "authors": [{"name": "O'Neil, “Q.” <q@example.org>"}],
        "date": "circa 1998",
        "language": "uz-Latn",
        "pages": {"from": "[1]", "to": None},
        "rights": {"status": "free", "uri": "http://rightsstatements.org/vocab/NKC/1.0/"},
    },
    "day": {"title": "T", "date": "2017-07-04", "number": "1/2", "series": "S"},
}


@pytest.fixture(params=REPORTS, scope="module")
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """The files of the third version of a report: first deposit, a late slice, re-cleaning."""
    base = tmp_path_factory.mktemp("metadata")
    archive = Archive.open(base / "root", create=True)
    report = REPORTS[request.param]
    states = [
        sample(report=report),
        sample(numbers=(12, 13), report=report),
        sample(numbers=(12, 13), report=report, version="0.2.0", profile="c" * 64),
    ]
    parcels = [
        read_parcel(write_parcel(base / str(number), state)) for number, state in enumerate(states)
    ]
    receipts = archive.deposit(parcels, created=NOW)
    assert [receipt.version for receipt in receipts] == [1, 2, 3]
    return archive.read(parcels[0].object_id)


def test_premis_is_valid(files) -> None:
    record = etree.fromstring(files["metadata/premis.xml"])
    schema("premis-v3-0.xsd").assertValid(record)


def test_the_premis_schema_refuses_what_it_must(files) -> None:
    record = etree.fromstring(files["metadata/premis.xml"])
    record.append(etree.SubElement(record, "{http://www.loc.gov/premis/v3}thing"))
    assert not schema("premis-v3-0.xsd").validate(record)


def test_every_reference_inside_premis_leads_somewhere(files) -> None:
    record = etree.fromstring(files["metadata/premis.xml"])

    def values(path: str) -> list[str]:
        return [str(node.text) for node in record.iterfind(path, PREMIS)]

    for kind in ("object", "event", "agent"):
        known = values(f"p:{kind}/p:{kind}Identifier/p:{kind}IdentifierValue")
        linked = values(
            f".//p:linking{kind.title()}Identifier/p:linking{kind.title()}IdentifierValue"
        )
        assert len(known) == len(set(known)) or kind == "agent"
        assert set(linked) <= set(known)
        assert linked or kind == "event"
    rights = values(".//p:rightsStatementIdentifierValue")
    assert set(values(".//p:linkingRightsStatementIdentifierValue")) == set(rights)


def test_premis_tells_every_step_with_software_rules_and_outcome(files) -> None:
    record = etree.fromstring(files["metadata/premis.xml"])
    events = [
        (str(event.findtext("p:eventType", "", PREMIS)), etree.tostring(event).decode())
        for event in record.iterfind("p:event", PREMIS)
    ]
    assert [kind for kind, _ in events] == [
        *("ingestion", "message digest calculation", "normalization", "validation"),
        *("ingestion", "message digest calculation", "normalization", "validation"),
        *("normalization", "validation"),
    ]
    cleanings = [text for kind, text in events if kind == "normalization"]
    assert all("docmirror (SHA-256 " in text for text in cleanings)
    assert "archivist 0.1.0" in cleanings[0]
    assert "archivist 0.2.0" in cleanings[2]
    assert "c" * 64 in cleanings[2]
    for event in record.iterfind("p:event", PREMIS):
        assert event.findtext(".//p:eventOutcome", "", PREMIS)
        assert event.findtext("p:linkingAgentIdentifier/p:linkingAgentIdentifierValue", "", PREMIS)


def test_dublin_core_is_valid(files) -> None:
    record = etree.fromstring(files["metadata/dc.xml"])
    schema("oai_dc.xsd").assertValid(record)
    etree.SubElement(record, "{http://purl.org/dc/elements/1.1/}licence")
    assert not schema("oai_dc.xsd").validate(record)


def test_datacite_is_valid(files) -> None:
    folder = importlib.resources.files("datacite") / "schemas"
    loaded = {
        name: json.loads((folder / name).read_text())
        for name in ("datacite-v4.5.json", "iso-8601.json", "ietf-bcp-47.json")
    }
    registry: Registry[Any] = Registry().with_resources(
        (name, Resource.from_contents(content)) for name, content in loaded.items()
    )
    validator = Draft7Validator(loaded["datacite-v4.5.json"], registry=registry)
    record = json.loads(files["metadata/datacite.json"])
    assert [error.message for error in validator.iter_errors(record)] == []
    del record["titles"]
    assert list(validator.iter_errors(record)), "the judge must see faults"


def test_the_publication_is_named_once_by_the_numbers_a_later_version_found(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path / "root", create=True)
    states = [sample(), sample(report=BOOK | NUMBERS), sample(report=BOOK | NUMBERS, version="9")]
    parcels = [read_parcel(write_parcel(tmp_path / str(k), s)) for k, s in enumerate(states)]
    archive.deposit(parcels, created=NOW)
    files = archive.read(parcels[0].object_id)
    premis = etree.fromstring(files["metadata/premis.xml"])
    schema("premis-v3-0.xsd").assertValid(premis)
    names = [
        (node.findtext("p:objectIdentifierType", "", PREMIS), node[1].text)
        for node in premis.iterfind("p:object[1]/p:objectIdentifier", PREMIS)
    ]
    assert names[2:] == [("DOI", "10.5555/a<1>"), ("ISBN", "978-0-306-40615-7")]
    datacite = json.loads(files["metadata/datacite.json"])
    related = {
        r["relatedIdentifierType"]: r["relationType"] for r in datacite["relatedIdentifiers"]
    }
    assert related == {"DOI": "IsVariantFormOf", "ISBN": "IsVariantFormOf"}
    assert datacite["relatedItems"][0]["relatedItemIdentifier"]["relatedItemIdentifier"] == (
        "0317-8471"
    )
    told = [node.text for node in etree.fromstring(files["metadata/dc.xml"])]
    assert "https://doi.org/10.5555/a%3C1%3E" in told
    assert {"urn:isbn:978-0-306-40615-7", "urn:issn:0317-8471"} <= set(told)


def test_rights_are_a_statement_and_never_an_invented_licence(files) -> None:
    text = files["metadata/rights.txt"].decode()
    assert "URI: http://rightsstatements.org/vocab/" in text
    for name in ("rights.txt", "datacite.json", "dc.xml", "premis.xml"):
        assert "creativecommons" not in files[f"metadata/{name}"].decode().lower()


def test_formats_are_those_an_independent_identifier_finds(files, tmp_path: Path) -> None:
    """Siegfried on each file, against what the PREMIS record says of it."""
    record = etree.fromstring(files["metadata/premis.xml"])
    said = {
        str(item.findtext("p:objectIdentifier/p:objectIdentifierValue", "", PREMIS)): item.findtext(
            ".//p:formatRegistryKey", None, PREMIS
        )
        for item in record.iterfind("p:object", PREMIS)
    }
    tei = tmp_path / "report.tei.xml"
    tei.write_bytes(files["report.tei.xml"])
    assert _identify(tei) == "fmt/1476"
    bare = files["report.tei.xml"].split(b"\n", 1)[1]
    tei.write_bytes(bare)
    assert _identify(tei) != "fmt/1476", "the declaration is what makes it known"
    checked = 0
    for path in files:
        if path in ("report.tei.xml", "metadata/premis.xml"):
            continue
        (tmp_path / "f" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "f" / path).write_bytes(files[path])
        claims = {key for name, key in said.items() if name.endswith(f"/{path}")}
        assert claims == {_identify(tmp_path / "f" / path)}, path
        checked += 1
    assert checked > 8


def _identify(path: Path) -> str | None:
    found = pygfried.identify(os.fspath(path))
    return None if found == "UNKNOWN" else str(found)


def test_a_pdf_is_known_by_its_version(tmp_path: Path) -> None:
    pdf = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    part = Slice(1, "text of the page", media_type="application/pdf", raw=pdf)
    parcel = read_parcel(write_parcel(tmp_path / "p", sample(slices=(part,))))
    archive = Archive.open(tmp_path / "root", create=True)
    archive.deposit([parcel], created=NOW)
    record = archive.read(parcel.object_id)["metadata/premis.xml"].decode()
    (tmp_path / "x.pdf").write_bytes(pdf)
    assert _identify(tmp_path / "x.pdf") == "fmt/18"
    assert "fmt/18<" in record
