"""Group commit: many objects staged, one sync, renamed into place, one sync.

Order of things for a batch, held by a test:

1. everything is written below ``staging`` and synced;
2. new objects, and the ``vN`` folders of new versions, are renamed into the root, and synced;
3. the sidecars and inventories that announce the new versions replace the old, and are synced.

A crash in 1 leaves the root untouched. In 2 and 3 every object is old, new, or in a state from
which the next opening rolls forward.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivist.archive.model import Deposit, Depositor, Outcome, Receipt, Stamp
from archivist.archive.ocfl import durable, layout
from archivist.archive.ocfl.digests import Digests, digest_content
from archivist.archive.ocfl.inventory import NAME, SIDECAR, Inventory, Version, sidecar
from archivist.archive.ocfl.locks import ObjectLocks
from archivist.archive.ocfl.recovery import roll_forward
from archivist.archive.ocfl.storage import folders_above, read_bytes
from archivist.archive.ocfl.versions import VersionFiles
from archivist.archive.records.facts import agent_id
from archivist.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from datetime import datetime
    from pathlib import Path
    from typing import Self

    from archivist.archive.ocfl.storage import Storage


@dataclass(frozen=True, slots=True)
class _Staged:
    """A version that waits for its batch: where it is built, and what it must follow."""

    key: str
    folder: Path
    receipt: Receipt
    base: str | None  # SHA-512 of the inventory it was built on; None for a new object


class Batch:
    """Collects deposits and commits them together; a context manager inside a staging area."""

    def __init__(
        self, storage: Storage, folder: Path, *, created: str, depositor: Depositor
    ) -> None:
        self._storage = storage
        self._folder = folder
        self._created = created
        self._depositor = depositor
        self._locks = ObjectLocks(storage.locks)
        self._results: list[_Staged | Receipt] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._locks.release()

    def __len__(self) -> int:
        """How many results wait for the commit."""
        return len(self._results)

    def add(self, deposit: Deposit | Receipt, moment: datetime) -> list[Receipt]:
        """Stage a deposit; a receipt is passed through in its place.

        Returns:
            The receipts of an earlier group that had to be committed first: the same object
            again, or one that another process is writing.
        """
        if isinstance(deposit, Receipt):
            self._results.append(deposit)
            return []
        key = layout.object_key(layout.check_object_id(deposit.object_id))
        done: list[Receipt] = []
        if (self._folder / key).exists() or not self._locks.acquire(key, wait=False):
            done = self.commit()
            self._locks.acquire(key, wait=True)
        try:
            self._results.append(self._stage(key, deposit, moment))
        except ArchiveError as error:
            if (self._folder / key).exists():
                durable.remove_tree(self._folder / key)
            self._results.append(Receipt(deposit.object_id, Outcome.REFUSED, message=str(error)))
        return done

    def _stage(self, key: str, deposit: Deposit, moment: datetime) -> _Staged | Receipt:
        target = self._storage.folder(key)
        held, data = roll_forward(target, self._folder) if target.is_dir() else (None, b"")
        base = held or Inventory(deposit.object_id)
        writer = deposit.provenance
        digests = _digest_files(deposit)
        stamped = writer.paths if writer else frozenset[str]()
        _check_paths([*digests, *stamped])
        if base.head and _state(base, base.head, stamped) == _digests_only(digests):
            return self._receipt(key, base, data, base.head)
        files, message = dict(deposit.files), deposit.message
        if writer is not None:
            previous = VersionFiles(target, base, base.head) if base.head else None
            if previous is not None and (reason := writer.objection(previous)) is not None:
                for number in range(1, base.head):
                    if _state(base, number, stamped) == _digests_only(digests):
                        return self._receipt(key, base, data, number)  # an old one, come again
                raise ArchiveError(reason)
            message = writer.message(previous)
            name, number = deposit.object_id, base.head + 1
            stamp = Stamp(name, number, moment, self._depositor, digests, previous)
            late = writer.files(stamp)
            files |= late
            digests |= {path: digest_content(content) for path, content in late.items()}
        version = self._version(message, digests)
        inventory = base.next(version, digests)
        written = inventory.to_bytes()
        folder = self._write(key, inventory, written, files)
        receipt = self._receipt(key, inventory, written, inventory.head, Outcome.ADDED)
        return _Staged(key, folder, receipt, hashlib.sha512(data).hexdigest() if held else None)

    def _version(self, message: str, digests: Mapping[str, Digests]) -> Version:
        user = self._depositor
        address = user.address or agent_id(user.name)
        return Version(self._created, message, user.name, address, _digests_only(digests))

    def _receipt(
        self,
        key: str,
        inventory: Inventory,
        data: bytes,
        number: int,
        outcome: Outcome = Outcome.UNCHANGED,
    ) -> Receipt:
        version = inventory.version(number)
        return Receipt(
            inventory.object_id,
            outcome,
            number,
            version.message,
            hashlib.sha512(data).hexdigest(),
            dict(version.state),
            str(layout.object_path(key)),
        )

    def _write(
        self, key: str, inventory: Inventory, data: bytes, files: Mapping[str, bytes | Path]
    ) -> Path:
        """Build the version (and for a new object the object) below staging."""
        folder = self._folder / key
        number = f"v{inventory.head}"
        durable.make_dirs(folder / number)
        by_path = {path: digest for digest, path in inventory.manifest.items()}
        for path, content in sorted(files.items()):
            stored = f"{number}/content/{path}"
            if stored in by_path:  # else the object holds these bytes already
                durable.make_dirs((folder / stored).parent)
                durable.write_new(folder / stored, _verified(content, by_path[stored], path))
        for place in (folder / number, folder):
            durable.write_new(place / NAME, [data])
            durable.write_new(place / SIDECAR, [sidecar(data)])
        if inventory.head == 1:
            declaration = folder / layout.OBJECT_DECLARATION
            durable.write_new(declaration, [layout.OBJECT_DECLARATION_TEXT])
        return folder

    def commit(self) -> list[Receipt]:
        """Make everything staged durable and visible; give the receipts in order of deposit.

        Raises:
            ArchiveError: Another program changed an object in spite of its lock.
            OSError: The disk refuses.
        """
        results, self._results = self._results, []
        staged = [result for result in results if isinstance(result, _Staged)]
        if staged:
            self._publish(staged)
        self._locks.release()
        return [item.receipt if isinstance(item, _Staged) else item for item in results]

    def _publish(self, staged: list[_Staged]) -> None:
        anchor = self._storage.staging
        durable.sync(anchor, [self._folder])
        for item in staged:
            target = self._storage.folder(item.key)
            if item.base is None:
                self._move_object(item.folder, target)
            else:
                _check_base(target, item)
                number = f"v{item.receipt.version}"
                durable.move(item.folder / number, target / number)
        touched = [self._storage.folder(item.key) for item in staged]
        parents = [above for path in touched for above in folders_above(path, self._storage.root)]
        durable.sync(anchor, [*touched, *parents])
        versions = [item for item in staged if item.base is not None]
        for item in versions:
            target = self._storage.folder(item.key)
            durable.move(item.folder / SIDECAR, target / SIDECAR)
            durable.move(item.folder / NAME, target / NAME)
        if versions:
            durable.sync(anchor, touched)
        for item in versions:
            durable.remove_tree(item.folder)

    def _move_object(self, folder: Path, target: Path) -> None:
        if os.path.lexists(target):
            message = f"{target} appeared while it was locked; another program writes here"
            raise ArchiveError(message)
        while True:
            durable.make_dirs(target.parent)
            try:
                durable.move(folder, target)
            except FileNotFoundError:
                # A recovering process took the empty parent away between the two calls.
                if target.parent.is_dir():
                    raise
            else:
                return


def _check_base(target: Path, item: _Staged) -> None:
    if hashlib.sha512(read_bytes(target / NAME)).hexdigest() != item.base:
        message = f"{target} changed while it was locked; another program writes here"
        raise ArchiveError(message)


def _state(inventory: Inventory, number: int, stamped: AbstractSet[str]) -> dict[str, str]:
    """A version's state without the files that carry times."""
    state = inventory.version(number).state
    return {path: digest for path, digest in state.items() if path not in stamped}


def _digests_only(digests: Mapping[str, Digests]) -> dict[str, str]:
    return {path: digest.sha512 for path, digest in digests.items()}


def _digest_files(deposit: Deposit) -> dict[str, Digests]:
    if not deposit.files:
        message = f"the deposit for {deposit.object_id} holds no file; nothing to archive"
        raise ArchiveError(message)
    digests = {}
    for path, content in sorted(deposit.files.items()):
        try:
            digests[path] = digest_content(content)
        except OSError as error:
            message = f"{content!s} cannot be deposited as {path}: {error.strerror}"
            raise ArchiveError(message) from error
    return digests


def _check_paths(paths: Iterable[str]) -> None:
    """Logical paths must be safe, and distinct on any file system."""
    seen: dict[str, str] = {}
    listed = [layout.check_logical_path(path) for path in paths]
    for path in listed:
        if (other := seen.setdefault(path.lower(), path)) != path or listed.count(path) > 1:
            message = f"{other} and {path} are the same path on some systems; rename one"
            raise ArchiveError(message)
    for path in listed:
        parts = path.lower().split("/")
        for depth in range(1, len(parts)):
            if (above := "/".join(parts[:depth])) in seen:
                message = f"{seen[above]} is both a file and a folder; rename one"
                raise ArchiveError(message)


def _verified(content: bytes | Path, sha512: str, path: str) -> Iterator[bytes]:
    """The content, or an error at its end when a file is not what was digested before."""
    if isinstance(content, bytes):
        yield content
        return
    digest = hashlib.sha512()
    for chunk in durable.read_regular(content):
        digest.update(chunk)
        yield chunk
    if digest.hexdigest() != sha512:
        message = f"{content} changed while it was deposited as {path}; deposit it again"
        raise ArchiveError(message)
