"""From the folder that cleaning leaves to the object that is archived."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from archivist.archive.model import Deposit, Outcome, Receipt
from archivist.archive.ocfl.layout import to_json
from archivist.archive.ocfl.storage import folder_names, read_bytes
from archivist.archive.records import describe
from archivist.archive.records.facts import Facts, object_id, parse_facts
from archivist.archive.records.ledger import lost_characters, source_names
from archivist.archive.records.premis import PATH as PREMIS
from archivist.archive.records.premis import write_premis
from archivist.archive.records.words import describe_changes
from archivist.errors import ArchiveError
from archivist.wording import counted
from archivist.xml import TEI

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from archivist.archive.model import Stamp

NEEDED = ("report.tei.xml", "ledger.tsv", "facts.json", "findings.json")
RECEIVED = "metadata/premis-received.xml"
_RESERVED = ("README.txt", "metadata")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_SOURCE = re.compile(r"([0-9a-f]{64})(?:\.transcript\.txt|\.[a-z0-9]{1,10})")
_TEI_ROOTS = {f"{TEI}TEI", f"{TEI}teiCorpus"}


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """The part of a report's object that depends on the deposit: PREMIS and the message.

    Attributes:
        facts: What is known of the report.
        content: Its files.
        may_drop_sources: As ``read_parcel``.
        origin: How it came here when not from a cleaning, in words.
        received: The PREMIS record another archive gave along. It is kept beside our own, whose
            version numbers are of this archive.
    """

    facts: Facts
    content: Mapping[str, bytes]
    may_drop_sources: bool = False
    origin: str = ""
    received: bytes | None = None

    @property
    def paths(self) -> frozenset[str]:
        """Only the PREMIS records carry times."""
        return frozenset({PREMIS, RECEIVED})

    def objection(self, previous: Mapping[str, bytes]) -> str | None:
        """A report never loses a scraped copy by a new version."""
        missing = source_names(previous).keys() - source_names(self.content).keys()
        if not missing or self.may_drop_sources:
            return None
        some = counted(len(missing), "scraped copy", "scraped copies")
        return (
            f"{self.facts.key}: this parcel lacks {some} the archive holds "
            f"({', '.join(sorted(name[:16] for name in missing))}); clean it together with them"
        )

    def message(self, previous: Mapping[str, bytes] | None) -> str:
        """What the version brings, in words."""
        origin = f"{self.origin}; " if self.origin else ""
        if previous is None:
            count = len(self.facts.copies)
            labels = ", ".join(copy.label for copy in self.facts.copies[:3])
            more = f" and {count - 3} more" if count > 3 else ""
            return f"{origin}first deposit: {labels}{more}"
        before = {path: previous[path] for path in previous if path not in self.paths}
        return origin + "; ".join(describe_changes(before, self.content))

    def files(self, stamp: Stamp) -> Mapping[str, bytes]:
        """The PREMIS record, grown by this version's events."""
        files = {PREMIS: write_premis(self.facts, self.content, stamp, self.origin)}
        held = stamp.previous[RECEIVED] if stamp.previous and RECEIVED in stamp.previous else None
        if (received := held or self.received) is not None:
            files[RECEIVED] = received
        return files


def read_parcel(folder: Path, *, may_drop_sources: bool = False) -> Deposit:
    """Read and check a folder that cleaning left, and build the object to be archived.

    Checked: every file is there and a regular file, each scraped copy has the digest that names
    it and that ``facts.json`` gives, the ledger tiles each copy and gives its bytes back, and the
    report is a TEI document with an XML declaration.

    Args:
        folder: One report's folder.
        may_drop_sources: Let the new version lack scraped copies that the archive holds for this
            report. They stay in the earlier versions.

    Returns:
        A deposit under the report's own identifier.

    Raises:
        ArchiveError: The parcel is half, tampered with or not a parcel; nothing was changed.
    """
    try:
        content = _read_files(folder)
    except OSError as error:
        message = f"{error.filename or folder}: cannot be read ({error.strerror}); mend and retry"
        raise ArchiveError(message) from error
    facts = check_content(content, str(folder))
    content |= {copy.capture: to_json(copy.data) for copy in facts.copies} | {
        "metadata/datacite.json": describe.datacite(facts),
        "metadata/dc.xml": describe.dublin_core(facts),
        "metadata/rights.txt": describe.rights_note(facts),
    }
    content["README.txt"] = describe.readme(facts, [*content, PREMIS])
    record = ReportRecord(facts, content, may_drop_sources)
    return Deposit(object_id(facts.key), content, provenance=record)


def check_content(content: Mapping[str, bytes], where: str) -> Facts:
    """Check the files of a parcel, or of a version that another archive gave, by logical path.

    Args:
        content: The files.
        where: What they are of, for messages.

    Raises:
        ArchiveError: As ``read_parcel``.
    """
    missing = [name for name in NEEDED if name not in content]
    if not any(name.startswith("source/") for name in content):
        missing.append("source/")
    if missing:
        message = f"{where} is half a parcel: {', '.join(missing)} missing; clean the report again"
        raise ArchiveError(message)
    facts = parse_facts(content["facts.json"], f"{where}/facts.json")
    _check_sources(where, content, facts)
    if complaints := lost_characters(content, facts.copies):
        message = f"{where}: {complaints[0]}; the parcel was changed or cut off, clean it again"
        raise ArchiveError(message)
    _check_tei(where, content["report.tei.xml"])
    return facts


def read_parcels(
    folders: Iterable[Path], *, may_drop_sources: bool = False
) -> Iterator[Deposit | Receipt]:
    """Read parcels one after the other; one that is refused gives its receipt instead.

    Made to be passed to ``Archive.deposit``.
    """
    for folder in folders:
        try:
            yield read_parcel(folder, may_drop_sources=may_drop_sources)
        except ArchiveError as error:
            yield Receipt(str(folder), Outcome.REFUSED, message=str(error))


def _read_files(folder: Path) -> dict[str, bytes]:
    """All files of the parcel by logical path."""
    if not folder.is_dir():
        raise ArchiveError(f"{folder} is no folder; name the folder of one cleaned report")
    content: dict[str, bytes] = {}
    for name in folder_names(folder):
        path = folder / name
        if name == "source" and path.is_dir() and not path.is_symlink():
            content |= {
                f"source/{inner}": _read(path / inner, _SOURCE) for inner in folder_names(path)
            }
        elif name in _RESERVED:
            raise ArchiveError(f"{path} has a name the archive itself writes; take it out")
        else:
            content[name] = _read(path, _NAME)
    return content


def _read(path: Path, allowed: re.Pattern[str]) -> bytes:
    if not allowed.fullmatch(path.name):
        message = f"{str(path)!r} has no place in a parcel (left by an interrupted run?); remove it"
        raise ArchiveError(message)
    return read_bytes(path)


def _check_sources(where: str, content: Mapping[str, bytes], facts: Facts) -> None:
    """Each scraped copy is there once, with the digest that names it."""
    raw: dict[str, str] = {}
    transcripts = set()
    for path, data in content.items():
        if not path.startswith("source/") or path.endswith(".capture.json"):
            continue
        name = path.removeprefix("source/")
        digest = name.partition(".")[0]
        if ".transcript." in name:
            transcripts.add(digest)
        elif digest in raw:
            raise ArchiveError(f"{where}/{path} stands beside {raw[digest]}; keep one of them")
        elif hashlib.sha256(data).hexdigest() != digest:
            message = f"{where}/{path} does not have the SHA-256 that names it; it was changed"
            raise ArchiveError(message)
        else:
            raw[digest] = path
    named = {copy.source for copy in facts.copies}
    if missing := sorted(named - raw.keys()):
        message = f"{where}: source {missing[0]} of facts.json is missing; clean the report again"
        raise ArchiveError(message)
    if extra := sorted((raw.keys() | transcripts) - named):
        message = f"{where}: source/{extra[0]} is not named in facts.json; clean the report again"
        raise ArchiveError(message)
    for copy in facts.copies:
        size = copy.data.get("bytes")
        if size is not None and size != len(content[raw[copy.source]]):
            message = f"{where}/{raw[copy.source]}: facts.json gives {size} bytes, it has others"
            raise ArchiveError(message)


def _check_tei(where: str, data: bytes) -> None:
    """Well-formed TEI with an XML declaration: without one, no registry can tell what it is."""
    path = f"{where}/report.tei.xml"
    if not data.startswith(b"<?xml "):
        raise ArchiveError(f"{path} has no XML declaration; clean the report again")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ArchiveError(f"{path} is not well-formed: {error}; clean the report again") from error
    if root.tag not in _TEI_ROOTS:
        raise ArchiveError(f"{path} is no TEI document; clean the report again")
