"""``facts.json`` of a cleaned report, as far as the archive needs it."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archivist.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Mapping

# Ours for good: identifiers of objects, events and agents are made under it.
NAMESPACE = uuid.UUID("5e0c5a0e-7d0b-5f43-9a53-6f1f4a2c7b19")

_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def object_id(key: str) -> str:
    """The archive's identifier for a report, by its canonical key such as ``site.org/123``."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, key)}"


def is_scraped(path: str) -> bool:
    """Whether a logical path holds scraped bytes, not a transcript or capture record of them."""
    return path.startswith("source/") and not re.search(r"\.(transcript\.txt|capture\.json)$", path)


def agent_id(name: str) -> str:
    """An identifier for a person or program known only by name."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, f'agent {name}')}"


@dataclass(frozen=True, slots=True)
class Copy:
    """One scraped copy.

    Attributes:
        source: SHA-256 of its bytes.
        encoding: Codec that decodes it, and ``errors`` the codec's error handler.
        data: All that was recorded of it.
    """

    source: str
    encoding: str
    errors: str
    media_type: str
    data: Mapping[str, Any]

    def text(self, name: str) -> str | None:
        """A recorded value as text; ``None`` when it was not recorded."""
        value = self.data.get(name)
        return None if value is None or value == "" else str(value)

    @property
    def capture(self) -> str:
        """Logical path of the capture record: the copy's entry of ``facts.json`` as a file."""
        return f"source/{self.source}.capture.json"

    @property
    def label(self) -> str:
        """The copy in words, such as ``slice 12 of 28 from site.org``."""
        part = self.data.get("slice")
        words = []
        if isinstance(part, dict) and part.get("n") is not None:
            of = "" if part.get("of") is None else f" of {part['of']}"
            words.append(f"slice {part['n']}{of}")
        else:
            words.append(f"copy {self.source[:16]}")
        if self.data.get("site"):
            words.append(f"from {self.data['site']}")
        return " ".join(words)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a report.

    Attributes:
        report_id: The report's folder name.
        key: Its canonical key, from which the object's identifier follows.
        report: Bibliographic values; any may be missing or ``None``.
        copies: The scraped copies, in the order of the file.
        process: Software, profiles, characters by zone, laws, schema.
        corrections: What people decided of the copies: who, why, and the decision.
        missing: Slices that no copy gives: first and last.
    """

    report_id: str
    key: str
    report: Mapping[str, Any]
    copies: tuple[Copy, ...]
    process: Mapping[str, Any]
    corrections: tuple[Mapping[str, Any], ...] = ()
    missing: tuple[tuple[int, int], ...] = ()

    def text(self, name: str) -> str | None:
        """A bibliographic value as text; ``None`` when it is not known."""
        value = self.report.get(name)
        return None if value is None or value == "" else str(value)

    @property
    def authors(self) -> list[str]:
        """Names of the authors in order."""
        listed = self.report.get("authors") or []
        return [str(item["name"]) for item in listed if item.get("name")]

    @property
    def part_authors(self) -> list[str]:
        """Names of the authors of its essays, in order; a name may come twice."""
        parts = self.report.get("parts") or []
        return [str(item["name"]) for part in parts for item in part.get("authors") or []]

    def numbers(self, name: str) -> list[str]:
        """The values of ``isbn`` or ``issn``; none in facts of versions that did not read them."""
        listed = self.report.get(name)
        return [str(value) for value in listed if value] if isinstance(listed, list) else []

    @property
    def rights(self) -> Mapping[str, Any]:
        """Status, statement and URI of the rights, as far as known."""
        value = self.report.get("rights")
        return value if isinstance(value, dict) else {}

    @property
    def software(self) -> str:
        """Name and version of the cleaning program."""
        name, version = self.process.get("software"), self.process.get("version")
        return f"{name or 'unnamed software'} {version or '(version not recorded)'}"

    @property
    def rules(self) -> tuple[str, dict[str, str]]:
        """What the text depends on beside the copies: software, and digests of the profiles."""
        return self.software, self.profiles

    @property
    def profiles(self) -> dict[str, str]:
        """Profile identifier to SHA-256."""
        listed = self.process.get("profiles") or []
        return {str(item["id"]): str(item.get("sha256") or "") for item in listed}


def _refuse(where: str, complaint: str) -> ArchiveError:
    return ArchiveError(f"{where}: {complaint}; clean the report again")


def parse_facts(data: bytes, where: str) -> Facts:
    """Read ``facts.json`` and check what the archive relies on.

    Args:
        data: The file's bytes.
        where: How to name it in an error.

    Raises:
        ArchiveError: Not JSON, or a value has the wrong shape.
    """
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _refuse(where, f"it is no readable JSON ({error})") from error
    if not isinstance(raw, dict):
        raise _refuse(where, "it is no JSON object")
    report_id, key = raw.get("id"), raw.get("key")
    if not isinstance(report_id, str) or not _ID.fullmatch(report_id):
        raise _refuse(where, "'id' is no report identifier ([a-z0-9.-])")
    if not isinstance(key, str) or not key.strip() or not _is_unicode(key):
        raise _refuse(where, "'key' holds no canonical key")
    report, process = raw.get("report") or {}, raw.get("process") or {}
    if not isinstance(report, dict) or not isinstance(process, dict):
        raise _refuse(where, "'report' or 'process' is no table")
    _check_tables(report.get("authors"), "name", where)
    _check_tables(report.get("parts"), "title", where)
    for part in report.get("parts") or []:
        _check_tables(part.get("authors"), "name", where)
    _check_tables(process.get("profiles"), "id", where)
    copies = raw.get("copies")
    if not isinstance(copies, list) or not copies:
        raise _refuse(where, "'copies' names no scraped copy")
    listed = tuple(_copy(item, where) for item in copies)
    if len({item.source for item in listed}) != len(listed):
        raise _refuse(where, "'copies' names a source twice")
    _check_tables(raw.get("corrections"), "who", where)
    _check_tables(raw.get("missing"), "first", where)
    corrections = tuple(raw.get("corrections") or ())
    missing = tuple((gap["first"], gap.get("last")) for gap in raw.get("missing") or ())
    return Facts(report_id, key, report, listed, process, corrections, missing)


def tell_correction(correction: Mapping[str, Any]) -> str:
    """A correction in words, such as ``A. Reader: line 12 of copy ab12cd34 is heading``."""
    line, last = correction.get("line"), correction.get("to_line")
    if correction.get("field"):
        what = f"{correction['field']} is {correction.get('value')!r}"
    else:
        place = f"lines {line} to {last}" if last else f"line {line}"
        zone, never = correction.get("zone"), correction.get("never")
        verdict = f"is {zone}" if zone else f"is never {never}"
        what = f"{place} of copy {str(correction.get('copy'))[:8]} {verdict}"
    why = f" ({correction['why']})" if correction.get("why") else ""
    return f"{correction['who']}: {what}{why}"


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _check_tables(value: object, needed: str, where: str) -> None:
    if value is None:
        return
    good = isinstance(value, list) and all(
        isinstance(item, dict) and needed in item for item in value
    )
    if not good:
        raise _refuse(where, f"a list of tables with {needed!r} has another shape")


def _copy(item: object, where: str) -> Copy:
    if not isinstance(item, dict):
        raise _refuse(where, "'copies' holds something that is no table")
    source = item.get("source")
    if not isinstance(source, str) or not _SHA256.fullmatch(source):
        raise _refuse(where, f"copy source {source!r} is no SHA-256")
    encoding, errors = item.get("encoding") or "utf-8", item.get("errors") or "strict"
    return Copy(source, str(encoding), str(errors), str(item.get("media_type") or ""), item)
