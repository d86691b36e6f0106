"""The inventory of an OCFL 1.1 object: which bytes make up which version.

Reading is strict: what this program would not have written is refused, with the reason.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from archivist.archive.ocfl.layout import VERSION_FOLDER, check_logical_path, to_json
from archivist.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archivist.archive.ocfl.digests import Digests

NAME = "inventory.json"
SIDECAR = "inventory.json.sha512"
TYPE = "https://ocfl.io/1.1/spec/#inventory"
FIXITY = ("md5", "sha256")

_SHA512 = re.compile(r"[0-9a-f]{128}")
_KEYS = {"id", "type", "digestAlgorithm", "head", "manifest", "versions", "fixity"}


class InventoryError(ArchiveError):
    """An inventory is damaged, or not of the kind this program writes."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version: when, by whom, why, and its state (logical path to SHA-512)."""

    created: str
    message: str
    user_name: str
    user_address: str | None
    state: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Inventory:
    """All versions of an object.

    Attributes:
        object_id: The object's identifier.
        versions: Version 1 first; never empty once written.
        manifest: SHA-512 to the content path below the object's folder.
        fixity: Algorithm (``md5``, ``sha256``) to content path to digest.
    """

    object_id: str
    versions: tuple[Version, ...] = ()
    manifest: Mapping[str, str] = field(default_factory=dict)
    fixity: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def head(self) -> int:
        """Number of the newest version; 0 before the first."""
        return len(self.versions)

    def version(self, number: int | None) -> Version:
        """A version by its number, the newest for ``None``.

        Raises:
            ArchiveError: There is no such version.
        """
        wanted = self.head if number is None else number
        if not 1 <= wanted <= self.head:
            message = (
                f"object {self.object_id} has no version v{wanted}; "
                f"it has v1 to v{self.head}, see the log"
            )
            raise ArchiveError(message)
        return self.versions[wanted - 1]

    def next(self, version: Version, digests: Mapping[str, Digests]) -> Inventory:
        """The inventory with one more version.

        Args:
            version: The new version.
            digests: Digests of its files by logical path; content already in the manifest is
                referred to, not stored again.
        """
        number = self.head + 1
        manifest = dict(self.manifest)
        fixity = {name: dict(self.fixity.get(name, {})) for name in FIXITY}
        for path, digest in sorted(digests.items()):
            if digest.sha512 not in manifest:
                content = f"v{number}/content/{path}"
                manifest[digest.sha512] = content
                fixity["sha256"][content] = digest.sha256
                fixity["md5"][content] = digest.md5
        return Inventory(self.object_id, (*self.versions, version), manifest, fixity)

    def to_bytes(self) -> bytes:
        """The inventory as JSON; the same inventory gives the same bytes."""
        return to_json(
            {
                "id": self.object_id,
                "type": TYPE,
                "digestAlgorithm": "sha512",
                "head": f"v{self.head}",
                "manifest": {digest: [path] for digest, path in self.manifest.items()},
                "versions": {
                    f"v{number}": _version_json(version)
                    for number, version in enumerate(self.versions, start=1)
                },
                "fixity": {name: _by_digest(paths) for name, paths in self.fixity.items()},
            }
        )


def sidecar(inventory: bytes) -> bytes:
    """The sidecar file that guards an inventory."""
    return f"{hashlib.sha512(inventory).hexdigest()} {NAME}\n".encode()


def check_sidecar(inventory: bytes, guard: bytes) -> bool:
    """Whether a sidecar is, byte for byte, the one written for the inventory."""
    return guard == sidecar(inventory)


def _by_digest(paths: Mapping[str, str]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for path, digest in sorted(paths.items()):
        table.setdefault(digest, []).append(path)
    return table


def _version_json(version: Version) -> dict[str, Any]:
    user = {"name": version.user_name}
    if version.user_address is not None:
        user["address"] = version.user_address
    return {
        "created": version.created,
        "message": version.message,
        "user": user,
        "state": _by_digest(version.state),
    }


def parse_inventory(data: bytes, where: str) -> Inventory:
    """Read an inventory strictly.

    Args:
        data: The file's bytes.
        where: How to name it in an error.

    Raises:
        InventoryError: Not the inventory of a valid object of this archive.
    """
    try:
        raw = json.loads(data, object_pairs_hook=_no_duplicates)
        return _Reader(where).inventory(raw)
    except (ValueError, RecursionError) as error:
        raise InventoryError(f"{where} is no readable inventory ({error})") from error


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a key stands twice")
    return table


class _Reader:
    """Checks while it reads; every complaint names the file."""

    def __init__(self, where: str) -> None:
        self._where = where

    def _need(self, holds: object, complaint: str) -> None:
        if not holds:
            raise InventoryError(f"{self._where}: {complaint}")

    def inventory(self, raw: Any) -> Inventory:  # noqa: ANN401  JSON of unknown shape
        self._need(isinstance(raw, dict) and set(raw) == _KEYS, "its keys are not those of ours")
        self._need(raw["type"] == TYPE, "it is not of OCFL 1.1")
        self._need(raw["digestAlgorithm"] == "sha512", "its digest algorithm is not sha512")
        self._need(isinstance(raw["id"], str) and raw["id"], "it has no object identifier")
        manifest = self._manifest(raw["manifest"])
        versions = self._versions(raw["versions"])
        self._need(raw["head"] == f"v{len(versions)}", "its head is not its last version")
        used = {digest for version in versions for digest in version.state.values()}
        self._need(used == set(manifest), "manifest and version states do not list the same bytes")
        numbers = [int(path[1 : path.index("/")]) for path in manifest.values()]
        self._need(max(numbers, default=0) <= len(versions), "content lies beyond the head")
        fixity = self._fixity(raw["fixity"], set(manifest.values()))
        return Inventory(raw["id"], versions, manifest, fixity)

    def _strings(self, raw: object, what: str) -> dict[str, list[str]]:
        good = isinstance(raw, dict) and all(
            isinstance(paths, list) and paths and all(isinstance(path, str) for path in paths)
            for paths in raw.values()
        )
        self._need(good, f"{what} is not a table of lists of paths")
        assert isinstance(raw, dict)
        return raw

    def _manifest(self, raw: object) -> dict[str, str]:
        manifest = {}
        for digest, paths in self._strings(raw, "manifest").items():
            self._need(_SHA512.fullmatch(digest), f"manifest digest {digest!r} is no SHA-512")
            self._need(len(paths) == 1, f"the bytes {digest[:16]}… are stored twice")
            parts = paths[0].split("/", 2)
            good = len(parts) == 3 and VERSION_FOLDER.fullmatch(parts[0]) and parts[1] == "content"
            self._need(good, f"content path {paths[0]!r} is not vN/content/…")
            check_logical_path(parts[2])
            manifest[digest] = paths[0]
        self._need(len(set(manifest.values())) == len(manifest), "two digests share a content path")
        return manifest

    def _versions(self, raw: object) -> tuple[Version, ...]:
        self._need(isinstance(raw, dict) and raw, "it has no versions")
        assert isinstance(raw, dict)
        names = [f"v{number}" for number in range(1, len(raw) + 1)]
        self._need(set(raw) == set(names), "its versions are not v1, v2 … without a gap")
        return tuple(self._version(name, raw[name]) for name in names)

    def _version(self, name: str, raw: object) -> Version:
        self._need(isinstance(raw, dict), f"{name} is no table")
        assert isinstance(raw, dict)
        self._need(set(raw) == {"created", "message", "user", "state"}, f"{name} has other keys")
        user = raw["user"]
        self._need(isinstance(user, dict) and set(user) <= {"name", "address"}, f"{name}: user")
        texts = [raw["created"], raw["message"], user.get("name")]
        texts += [user["address"]] if "address" in user else []
        self._need(all(isinstance(text, str) for text in texts), f"{name}: a text is missing")
        self._need(datetime.fromisoformat(raw["created"]).tzinfo, f"{name}: created has no zone")
        state: dict[str, str] = {}
        for digest, paths in self._strings(raw["state"], f"state of {name}").items():
            for path in paths:
                self._need(path not in state, f"{name}: {path!r} stands twice")
                state[check_logical_path(path)] = digest
        return Version(raw["created"], raw["message"], user["name"], user.get("address"), state)

    def _fixity(self, raw: object, contents: set[str]) -> dict[str, dict[str, str]]:
        good = isinstance(raw, dict) and set(raw) == set(FIXITY)
        self._need(good, "its fixity block does not hold md5 and sha256")
        assert isinstance(raw, dict)
        fixity: dict[str, dict[str, str]] = {}
        for name in FIXITY:
            table = self._strings(raw[name], f"fixity {name}")
            listed = [(path, digest) for digest, paths in table.items() for path in paths]
            fixity[name] = dict(listed)
            complete = len(listed) == len(contents) and set(fixity[name]) == contents
            self._need(complete, f"fixity {name} does not list every content path once")
        return fixity
