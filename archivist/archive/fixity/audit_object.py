"""The audit of one object: every file of every version, against all that is said about it."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from archivist.archive.ocfl.digests import digest_content
from archivist.archive.ocfl.inventory import (
    NAME,
    SIDECAR,
    Inventory,
    check_sidecar,
    parse_inventory,
)
from archivist.archive.ocfl.layout import (
    OBJECT_DECLARATION,
    OBJECT_DECLARATION_TEXT,
    object_key,
    object_path,
)
from archivist.archive.ocfl.recovery import interrupted
from archivist.archive.ocfl.storage import read_bytes
from archivist.archive.ocfl.versions import VersionFiles
from archivist.archive.records.facts import parse_facts
from archivist.archive.records.ledger import lost_characters
from archivist.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Fault(Enum):
    """What can be wrong with a file."""

    BAD = "bad"
    MISSING = "missing"
    EXTRA = "extra"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault.

    Attributes:
        fault: Its kind.
        object_id: The object; empty when it concerns the root, or when nothing tells which.
        path: The file, below the storage root.
        detail: What is wrong with it.
    """

    fault: Fault
    object_id: str
    path: str
    detail: str

    def __str__(self) -> str:
        of = f" of {self.object_id}" if self.object_id else ""
        return f"{self.path}{of}: {self.fault.value}: {self.detail}"


@dataclass(frozen=True, slots=True)
class ObjectAudit:
    """What the audit of one object, or of the root itself, found.

    Attributes:
        object_id: The object; empty for the root, or when its inventories are all damaged.
        folder: Where it lies.
        head: Number of its newest version; 0 when unknown.
        inventory: SHA-512 of its inventory; empty when that is damaged.
        files: How many files were read.
        size: How many bytes.
        problems: Every fault.
        skipped: Not read, because it was found sound recently.
        copies: For a damaged object: what each of the other archives holds of it, in words.
        unnoted: Why the register could not note the audit; only in the result for the root.
    """

    object_id: str
    folder: Path
    head: int = 0
    inventory: str = ""
    files: int = 0
    size: int = 0
    problems: tuple[Problem, ...] = ()
    skipped: bool = False
    copies: tuple[str, ...] = ()
    unnoted: str = ""


def audit_object(root: Path, folder: Path) -> ObjectAudit:
    """Audit the object in a folder below a storage root. Nothing is changed.

    Raises:
        Nothing for damage: that is in the result.
    """
    return _ObjectCheck(root, folder).run()


class _ObjectCheck:
    """Collects the faults of one object while going through it."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._root = root
        self._folder = folder
        self._id = ""
        self._files = 0
        self._size = 0
        self._problems: list[Problem] = []

    def _report(self, fault: Fault, path: str, detail: str) -> None:
        name = str((self._folder / path).relative_to(self._root))
        self._problems.append(Problem(fault, self._id, name, detail))

    def run(self) -> ObjectAudit:
        present = dict(self._walk(self._folder))
        pending = None if not self._folder.is_dir() else interrupted(self._folder)
        inventory, data = self._inventory("")
        newest = inventory or self._fallback(present)
        if newest is None:
            self._report(Fault.BAD, "", "no inventory is sound; nothing here can be checked")
            return self._result(None, b"")
        self._id = newest.object_id
        self._problems = [
            Problem(problem.fault, self._id, problem.path, problem.detail)
            for problem in self._problems
        ]
        if self._folder != self._root / object_path(object_key(newest.object_id)):
            self._report(Fault.BAD, "", "the object is not where its identifier belongs")
        self._declaration()
        for number in range(1, newest.head + 1):
            self._version(number, newest, data)
        expected = self._contents(newest)
        self._extra(present, expected, pending is not None)
        if not self._problems:
            self._conservation(newest)
        return self._result(newest, data)

    def _result(self, inventory: Inventory | None, data: bytes) -> ObjectAudit:
        digest = digest_content(data).sha512 if data else ""
        head = inventory.head if inventory else 0
        problems = tuple(self._problems)
        return ObjectAudit(self._id, self._folder, head, digest, self._files, self._size, problems)

    def _walk(self, folder: Path) -> Iterator[tuple[str, bool]]:
        """All paths below the folder, with whether each is a regular file; links not followed."""
        try:
            inner = sorted(folder.iterdir())
        except OSError as error:
            where = str(folder.relative_to(self._folder))
            self._report(Fault.UNREADABLE, where, f"cannot be listed ({error.strerror})")
            return
        if not inner:
            yield str(folder.relative_to(self._folder)), False
        for path in inner:
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode):
                yield from self._walk(path)
            else:
                yield str(path.relative_to(self._folder)), stat.S_ISREG(mode)

    def _read(self, path: str) -> bytes | None:
        """The bytes of a small file; ``None`` with a fault reported when it cannot be read."""
        try:
            data = read_bytes(self._folder / path)
        except FileNotFoundError:
            self._report(Fault.MISSING, path, "it must be there")
        except OSError as error:
            self._report(Fault.UNREADABLE, path, error.strerror or "cannot be read")
        else:
            self._files += 1
            self._size += len(data)
            return data
        return None

    def _inventory(self, where: str) -> tuple[Inventory | None, bytes]:
        """An inventory with its sidecar; ``None`` when it cannot be relied on."""
        data, guard = self._read(where + NAME), self._read(where + SIDECAR)
        if data is None:
            return None, b""
        if guard is not None and not check_sidecar(data, guard):
            self._report(Fault.BAD, where + NAME, "it and its sidecar do not agree; one is damaged")
            return None, b""
        try:
            inventory = parse_inventory(data, where + NAME)
        except ArchiveError as error:
            self._report(Fault.BAD, where + NAME, str(error))
            return None, b""
        return (None, b"") if guard is None else (inventory, data)

    def _fallback(self, present: dict[str, bool]) -> Inventory | None:
        """The newest version inventory that is sound, so that the files can be checked still."""
        numbers = [
            int(path[1 : path.index("/")])
            for path in present
            if path.endswith("/" + NAME) and path.count("/") == 1 and path[1:2].isdigit()
        ]
        kept = self._problems.copy(), self._files, self._size
        found = None
        for number in sorted(numbers, reverse=True):
            found = self._inventory(f"v{number}/")[0]
            if found is not None:
                break
        self._problems, self._files, self._size = kept
        return found

    def _declaration(self) -> None:
        data = self._read(OBJECT_DECLARATION)
        if data is not None and data != OBJECT_DECLARATION_TEXT:
            self._report(Fault.BAD, OBJECT_DECLARATION, "not as it was written")

    def _version(self, number: int, newest: Inventory, data: bytes) -> None:
        """A version's own inventory must be what the object's inventory was then."""
        inventory, own = self._inventory(f"v{number}/")
        path = f"v{number}/{NAME}"
        if inventory is None:
            return
        if number == newest.head and data and own != data:
            self._report(Fault.BAD, path, "it differs from the object's inventory")
        early = {d: p for d, p in newest.manifest.items() if int(p[1 : p.index("/")]) <= number}
        if (
            inventory.object_id != newest.object_id
            or inventory.versions != newest.versions[:number]
            or dict(inventory.manifest) != early
        ):
            self._report(Fault.BAD, path, "it tells another history than the object's inventory")

    def _contents(self, inventory: Inventory) -> set[str]:
        """Read every stored file; give the paths that must be there."""
        for digest, path in sorted(inventory.manifest.items(), key=lambda item: item[1]):
            try:
                found = digest_content(self._folder / path)
            except FileNotFoundError:
                self._report(Fault.MISSING, path, "the inventory lists it")
                continue
            except OSError as error:
                self._report(Fault.UNREADABLE, path, error.strerror or "cannot be read")
                continue
            self._files += 1
            self._size += found.size
            if found.sha512 != digest:
                self._report(Fault.BAD, path, f"its SHA-512 differs ({found.size} bytes now)")
            for name, listed in inventory.fixity.items():
                wanted = listed[path]
                if getattr(found, name) != wanted and found.sha512 == digest:
                    self._report(Fault.BAD, NAME, f"its fixity block gives {path} a wrong {name}")
        own = {OBJECT_DECLARATION, NAME, SIDECAR}
        for number in range(1, inventory.head + 1):
            own |= {f"v{number}/{NAME}", f"v{number}/{SIDECAR}"}
        return own | set(inventory.manifest.values())

    def _extra(self, present: dict[str, bool], expected: set[str], pending: bool) -> None:  # noqa: FBT001
        if pending:
            detail = "a version is moved in but not announced; opening the archive finishes it"
            self._report(Fault.BAD, "", detail)
            return
        for path, regular in present.items():
            if path not in expected:
                kind = "no inventory lists it" if regular else "a link, device or empty folder"
                self._report(Fault.EXTRA, path, kind)

    def _conservation(self, inventory: Inventory) -> None:
        """From the scraped copies and the ledger alone: no character was lost, in any version."""
        done = set()
        for number in range(1, inventory.head + 1):
            files = VersionFiles(self._folder, inventory, number)
            if "facts.json" not in files or "ledger.tsv" not in files:
                continue
            identity = (files.digest("facts.json"), files.digest("ledger.tsv"))
            if identity in done:
                continue
            done.add(identity)
            try:
                facts = parse_facts(files["facts.json"], "facts.json")
                complaints = lost_characters(files, facts.copies)
            except ArchiveError as error:
                complaints = [str(error)]
            for complaint in complaints:
                self._report(Fault.BAD, f"v{number}", f"conservation: {complaint}")
