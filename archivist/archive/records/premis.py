"""PREMIS 3.0: the objects, events, agents and rights of an archival object.

The record only grows: a new version takes over every object and event of the one before. A file
object is named by the version in which its bytes first stood, such as ``v2/report.tei.xml``, so
an event always points to exact bytes.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING

from lxml import etree

from archivist.archive.records.describe import rights_uri, to_xml, xml_text
from archivist.archive.records.facts import (
    NAMESPACE,
    Facts,
    agent_id,
    is_scraped,
    parse_facts,
    tell_correction,
)
from archivist.archive.records.formats import identify
from archivist.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archivist.archive.model import Stamp
    from archivist.archive.ocfl.digests import Digests

PATH = "metadata/premis.xml"
NS = "http://www.loc.gov/premis/v3"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_Q = f"{{{NS}}}"
_TYPE = f"{{{XSI}}}type"
_EVENTS = "http://id.loc.gov/vocabulary/preservation/eventType"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True)


def _element(name: str) -> etree._Element:
    return etree.Element(_Q + name, nsmap={None: NS, "xsi": XSI})  # type: ignore[dict-item]


def _add(parent: etree._Element, name: str, text: object = None) -> etree._Element:
    child = etree.SubElement(parent, _Q + name)
    if text is not None:
        child.text = xml_text(text)
    return child


def _identifier(parent: etree._Element, name: str, kind: str, value: str) -> etree._Element:
    holder = _add(parent, name)
    _add(holder, f"{name}Type", kind)
    _add(holder, f"{name}Value", value)
    return holder


@dataclass(frozen=True, slots=True)
class _Event:
    """An event before it is written: type, words, outcome, and roles of the files it is about."""

    kind: str
    detail: str
    outcome: str
    note: str
    objects: list[tuple[str, str]] = field(default_factory=list)  # identifier, role
    people: tuple[str, ...] = ()  # who decided, beside program and depositor


@dataclass(slots=True)
class _Record:
    objects: list[etree._Element]
    events: list[etree._Element]
    agents: list[etree._Element]
    rights: list[etree._Element]


def write_premis(facts: Facts, files: Mapping[str, bytes], stamp: Stamp, origin: str = "") -> bytes:
    """The PREMIS record of the version that is being deposited.

    Args:
        facts: What is known of the report.
        files: The version's other files.
        stamp: Time, depositor, digests, and the version before.
        origin: How the copies came here when not by a scrape, such as in a bag.
    """
    before = stamp.previous[PATH] if stamp.previous and PATH in stamp.previous else None
    record = _take_over(before)
    rights = _rights(facts, record.rights)
    if not record.objects:
        record.objects.append(_entity(facts, stamp.object_id, rights))
    _identify(record.objects[0], facts)
    names = {}
    for path in sorted(files):
        name = _held(record.objects, path, stamp.digests[path])
        if name is None:
            name = f"v{stamp.version}/{path}"
            described = _file(facts, path, files[path], stamp.digests[path], (name, rights))
            record.objects.append(described)
        names[path] = name
    agents = [(facts.software, "software", "executing program")]
    agents.append((stamp.depositor.name, "organization or person", "implementer"))
    address = stamp.depositor.address
    linked = [(_agent(record.agents, name, kind, address), role) for name, kind, role in agents]
    when = stamp.created.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    for event in _events(facts, stamp, names, origin):
        people = [
            (_agent(record.agents, who, "person", None), "authorizer") for who in event.people
        ]
        record.events.append(_write_event(event, stamp, when, [*linked, *people]))
    root = _element("premis")
    root.set("version", "3.0")
    root.extend([*record.objects, *record.events, *record.agents, *record.rights])
    return to_xml(root)


def _take_over(previous: bytes | None) -> _Record:
    if previous is None:
        return _Record([], [], [], [])
    root = etree.fromstring(previous, _PARSER)
    return _Record(
        *(list(root.iterchildren(_Q + n)) for n in ("object", "event", "agent", "rights"))
    )


def _held(objects: Iterable[etree._Element], path: str, digests: Digests) -> str | None:
    """The identifier of these bytes under this path, if an earlier version had them."""
    for item in objects:
        name = item.findtext(f"{_Q}objectIdentifier/{_Q}objectIdentifierValue") or ""
        if name.partition("/")[2] == path:
            held = [element.text for element in item.iter(_Q + "messageDigest")]
            if digests.sha512 in held:
                return name
    return None


def _entity(facts: Facts, object_id: str, rights: str) -> etree._Element:
    item = _element("object")
    item.set(_TYPE, "intellectualEntity")
    _identifier(item, "objectIdentifier", "URN", object_id)
    _identifier(item, "objectIdentifier", "mirror key", facts.key)
    _identifier(item, "linkingRightsStatementIdentifier", "local", rights)
    return item


def _identify(entity: etree._Element, facts: Facts) -> None:
    """Name the entity by the publication's DOI and ISBN, where it is not named by them yet."""
    held = list(entity.iterchildren(_Q + "objectIdentifier"))
    known = {item.findtext(f"{_Q}objectIdentifierValue") for item in held}
    named = [("DOI", facts.text("doi")), *(("ISBN", isbn) for isbn in facts.numbers("isbn"))]
    for kind, value in named:
        if value and xml_text(value) not in known:
            item = _identifier(entity, "objectIdentifier", kind, value)
            held[-1].addnext(item)
            held.append(item)


def _file(
    facts: Facts, path: str, data: bytes, digests: Digests, links: tuple[str, str]
) -> etree._Element:
    name, rights = links
    item = _element("object")
    item.set(_TYPE, "file")
    _identifier(item, "objectIdentifier", "OCFL version and logical path", name)
    traits = _add(item, "objectCharacteristics")
    _add(traits, "compositionLevel", 0)
    for algorithm in ("sha512", "sha256", "md5"):
        fixity = _add(traits, "fixity")
        _add(fixity, "messageDigestAlgorithm", algorithm.upper().replace("SHA", "SHA-"))
        _add(fixity, "messageDigest", getattr(digests, algorithm))
        _add(fixity, "messageDigestOriginator", "archivist")
    _add(traits, "size", digests.size)
    kind, form = identify(path, data), _add(traits, "format")
    _add(_add(form, "formatDesignation"), "formatName", kind.media_type)
    if kind.pronom is not None:
        registry = _add(form, "formatRegistry")
        _add(registry, "formatRegistryName", "PRONOM")
        _add(registry, "formatRegistryKey", kind.pronom)
        _add(registry, "formatRegistryRole", "specification")
    original = _original_name(facts, path)
    if original is not None:
        _add(item, "originalName", original)
    _identifier(item, "linkingRightsStatementIdentifier", "local", rights)
    return item


def _original_name(facts: Facts, path: str) -> str | None:
    """The name under which a scraped copy was received, as recorded with it."""
    for copy in facts.copies:
        if path.startswith(f"source/{copy.source}.") and is_scraped(path):
            name = copy.data.get("file")
            return None if name is None else str(name)
    return None


def _rights(facts: Facts, held: list[etree._Element]) -> str:
    """The identifier of the rights statement, added to ``held`` when it is new."""
    uri, name = rights_uri(facts)
    note = str(facts.rights.get("statement") or "no statement was found in the report")
    identifier = f"urn:uuid:{uuid.uuid5(NAMESPACE, f'rights {uri} {name} {note}'.encode().hex())}"
    path = f"{_Q}rightsStatement/{_Q}rightsStatementIdentifier/{_Q}rightsStatementIdentifierValue"
    if any(item.findtext(path) == identifier for item in held):
        return identifier
    rights = _element("rights")
    statement = _add(rights, "rightsStatement")
    _identifier(statement, "rightsStatementIdentifier", "local", identifier)
    _add(statement, "rightsBasis", "other")
    other = _add(statement, "otherRightsInformation")
    _identifier(other, "otherRightsDocumentationIdentifier", "URI", uri)
    _add(other, "otherRightsBasis", name)
    _add(other, "otherRightsNote", note)
    held.append(rights)
    return identifier


def _agent(held: list[etree._Element], name: str, kind: str, address: str | None) -> str:
    """The identifier of an agent, added to ``held`` when it is new."""
    identifier = agent_id(xml_text(name))
    path = f"{_Q}agentIdentifier/{_Q}agentIdentifierValue"
    if any(item.findtext(path) == identifier for item in held):
        return identifier
    agent = _element("agent")
    _identifier(agent, "agentIdentifier", "URN", identifier)
    if address is not None and kind != "software":
        _identifier(agent, "agentIdentifier", "URI", address)
    _add(agent, "agentName", name)
    _add(agent, "agentType", kind)
    held.append(agent)
    return identifier


def _events(facts: Facts, stamp: Stamp, names: Mapping[str, str], origin: str) -> list[_Event]:
    """What happened between the scraped copies and this version."""
    sources = [(name, "source") for path, name in names.items() if path.startswith("source/")]
    fresh = [pair for pair in sources if pair[0].startswith(f"v{stamp.version}/")]
    raw = [pair for pair in fresh if is_scraped(pair[0].partition("/")[2])]
    events = []
    if raw:
        copies = counted(len(raw), "scraped copy", "scraped copies")
        detail = f"received {copies} of {facts.key}; bytes kept as they came"
        detail += f"; {origin}" if origin else ""
        events.append(_Event("ingestion", detail, "success", "", raw))
        detail = (
            "SHA-256 taken when the copy was read and again on deposit; SHA-512 and MD5 on deposit"
        )
        note = "both SHA-256 digests are equal for every copy"
        events.append(_Event("message digest calculation", detail, "success", note, raw))
    results = [(names[path], "outcome") for path in ("report.tei.xml", "ledger.tsv")]
    before = _facts_before(stamp)
    decided = [one for one in facts.corrections if not before or one not in before.corrections]
    if decided:
        detail = "; ".join(tell_correction(one) for one in decided)
        people = tuple(dict.fromkeys(str(one["who"]) for one in decided))
        events.append(_Event("modification", detail, "success", "", results, people))
    new = any(name.startswith(f"v{stamp.version}/") for name, _ in results)
    if new or before is None or before.rules != facts.rules:
        detail, note = _cleaning(facts, stamp.digests["ledger.tsv"])
        note += "" if new else "; text and ledger came out as before"
        events.append(_Event("normalization", detail, "success", note, [*sources, *results]))
        events.append(_validation(facts, names["report.tei.xml"]))
    if not events:
        detail = "metadata of the report revised"
        changed = [(n, "outcome") for n in names.values() if n.startswith(f"v{stamp.version}/")]
        events.append(_Event("metadata modification", detail, "success", "", changed))
    return events


def _facts_before(stamp: Stamp) -> Facts | None:
    if stamp.previous is None or "facts.json" not in stamp.previous:
        return None
    return parse_facts(stamp.previous["facts.json"], "facts.json of the version before")


def _cleaning(facts: Facts, ledger: Digests) -> tuple[str, str]:
    profiles = ", ".join(f"{name} (SHA-256 {digest})" for name, digest in facts.profiles.items())
    detail = (
        f"{facts.software} labelled every character and derived the TEI text; profiles: "
        f"{profiles or 'none'}; ledger.tsv SHA-512 {ledger.sha512}"
    )
    zones = facts.process.get("characters")
    counted = zones if isinstance(zones, dict) else {}
    note = "characters by zone: " + (
        ", ".join(f"{zone} {count}" for zone, count in sorted(counted.items())) or "not recorded"
    )
    return detail, note


def _validation(facts: Facts, report: str) -> _Event:
    schema = facts.process.get("schema")
    named = schema if isinstance(schema, dict) else {}
    laws = facts.process.get("laws")
    held = laws if isinstance(laws, dict) else {}
    detail = f"schema {named.get('name') or 'not recorded'} (SHA-256 {named.get('sha256') or '-'})"
    note = "laws: " + (", ".join(f"{k} {v}" for k, v in sorted(held.items())) or "not recorded")
    broken = [law for law, verdict in held.items() if verdict != "held"]
    outcome = "fail" if broken else "pass" if held else "not recorded"
    return _Event("validation", detail, outcome, note, [(report, "source")])


def _write_event(
    event: _Event, stamp: Stamp, when: str, agents: list[tuple[str, str]]
) -> etree._Element:
    # Of the content, not of the time: the same deposit made twice names its events alike.
    bytes_of = "".join(digests.sha512 for _, digests in sorted(stamp.digests.items()))
    seed = f"event {stamp.object_id} v{stamp.version} {event.kind} {bytes_of}"
    item = _element("event")
    _identifier(item, "eventIdentifier", "UUID", str(uuid.uuid5(NAMESPACE, seed)))
    kind = _add(item, "eventType", event.kind)
    kind.set("authority", "eventType")
    kind.set("authorityURI", _EVENTS)
    _add(item, "eventDateTime", when)
    _add(_add(item, "eventDetailInformation"), "eventDetail", event.detail)
    outcome = _add(item, "eventOutcomeInformation")
    _add(outcome, "eventOutcome", event.outcome)
    if event.note:
        _add(_add(outcome, "eventOutcomeDetail"), "eventOutcomeDetailNote", event.note)
    for identifier, role in agents:
        link = _identifier(item, "linkingAgentIdentifier", "URN", identifier)
        _add(link, "linkingAgentRole", role)
    for name, role in event.objects:
        kind_of = "OCFL version and logical path"
        link = _identifier(item, "linkingObjectIdentifier", kind_of, name)
        _add(link, "linkingObjectRole", role)
    return item
