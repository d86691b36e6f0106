"""The archive as its callers see it."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from archivist.archive.fixity.register import Register, RegisterUnwritable
from archivist.archive.model import Depositor, Outcome
from archivist.archive.ocfl.batch import Batch
from archivist.archive.ocfl.layout import object_key
from archivist.archive.ocfl.recovery import recover, staging_area
from archivist.archive.ocfl.storage import open_storage, read_inventory
from archivist.archive.ocfl.versions import VersionFiles, VersionInfo, list_versions, restore_files
from archivist.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from archivist.archive.model import Deposit, Receipt
    from archivist.archive.ocfl.storage import Storage

SOFTWARE = Depositor("archivist")
BATCH = 100  # objects a sync: fewer cost more syncs, more only memory for receipts


@dataclass(frozen=True, slots=True)
class ObjectInfo:
    """One line of the archive's list: identifier, number of versions, the newest one's message."""

    object_id: str
    versions: int
    created: str
    message: str


@dataclass(frozen=True, slots=True)
class Archive:
    """An OCFL 1.1 storage root, open for deposits and for reading."""

    storage: Storage

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Archive:
        """Open an archive and finish what an interrupted run left, if it can be written.

        Args:
            path: The folder of the storage root.
            create: Open it for deposits, and make it when it is missing or empty.

        Raises:
            ArchiveError: There is none, it is of another kind, or the disk refuses.
        """
        storage = open_storage(path, create=create)
        try:
            if create or storage.writable:
                recover(storage)
        except OSError as error:
            raise ArchiveError(_explain(storage.root, error)) from error
        return cls(storage)

    @property
    def root(self) -> Path:
        """The folder of the storage root."""
        return self.storage.root

    def deposit(
        self,
        objects: Iterable[Deposit | Receipt],
        *,
        created: datetime,
        user: Depositor = SOFTWARE,
        batch: int = BATCH,
    ) -> list[Receipt]:
        """Deposit objects; as ``deposit_each``, but all done when it returns."""
        return list(self.deposit_each(objects, created=created, user=user, batch=batch))

    def deposit_each(
        self,
        objects: Iterable[Deposit | Receipt],
        *,
        created: datetime,
        user: Depositor = SOFTWARE,
        batch: int = BATCH,
    ) -> Iterator[Receipt]:
        """Deposit objects group by group, and give a receipt for each in the same order.

        A receipt is given once its bytes are safe on disk. What the archive holds already is
        not written again. An object that cannot be taken gives a *refused* receipt and never
        stops the others: look at ``Receipt.outcome``.

        Args:
            objects: Deposits; read one at a time. A receipt among them (of a parcel that could
                not be read) is passed through.
            created: The time of the deposit, with a time zone; written into the archive.
            user: Who answers for it.
            batch: How many objects share a sync.

        Yields:
            Receipts. What was not asked for is not deposited: exhaust the iterator.

        Raises:
            ArchiveError: The archive cannot be written at all, such as when the disk is full.
                Receipts given before stay true; run the deposit again for the rest.
        """
        if created.tzinfo is None:
            raise ArchiveError("the time of a deposit has no time zone; pass one with it")
        stamp = created.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        register = Register(self.storage.work)
        try:
            with (
                staging_area(self.storage) as folder,
                Batch(self.storage, folder, created=stamp, depositor=user) as group,
            ):
                for item in objects:
                    yield from self._note(register, group.add(item, created))
                    if len(group) >= batch:
                        yield from self._note(register, group.commit())
                yield from self._note(register, group.commit())
        except OSError as error:
            raise ArchiveError(_explain(self.root, error)) from error

    def _note(self, register: Register, receipts: list[Receipt]) -> Iterator[Receipt]:
        """Remember what must be there from now on, so that the audit can miss it.

        The receipts are given in any case, for the bytes are safe by now.
        """
        held = [item for item in receipts if item.outcome is not Outcome.REFUSED]
        failure = None
        try:
            register.deposited((item.object_id, item.version, item.digest) for item in held)
        except RegisterUnwritable as error:
            failure = error
        yield from receipts
        if failure is not None:
            raise failure

    def objects(self) -> Iterator[ObjectInfo]:
        """All objects, in the order in which they lie on disk.

        Raises:
            ArchiveError: An inventory is damaged.
        """
        for folder in self.storage.objects():
            with self.storage.reading(folder.name):
                inventory = read_inventory(folder)[0]
            newest = inventory.version(None)
            yield ObjectInfo(inventory.object_id, inventory.head, newest.created, newest.message)

    def holds(self, object_id: str) -> bool:
        """Whether there is an object with this identifier."""
        return self.storage.folder(object_key(object_id)).is_dir()

    def log(self, object_id: str) -> list[VersionInfo]:
        """The versions of an object, oldest first.

        Raises:
            ArchiveError: No such object, or it is damaged.
        """
        return list_versions(self.storage.load(object_id))

    def read(self, object_id: str, version: int | None = None) -> VersionFiles:
        """The files of one version (the newest for ``None``), each checked when it is read.

        Raises:
            ArchiveError: No such object or version, or it is damaged.
        """
        inventory = self.storage.load(object_id)
        folder = self.storage.folder(object_key(object_id))
        return VersionFiles(folder, inventory, version)

    def restore(self, object_id: str, target: Path, version: int | None = None) -> list[Path]:
        """Write the files of one version to a missing or empty folder, all or nothing.

        Raises:
            ArchiveError: As ``read``; or the folder is in use.
        """
        return restore_files(self.read(object_id, version), target)


def _explain(root: Path, error: OSError) -> str:
    remedy = {
        errno.ENOSPC: "free space on that disk and run it again",
        errno.EDQUOT: "free space within the quota and run it again",
        errno.EROFS: "mount it for writing and run it again",
        errno.EACCES: "make it writable and run it again",
    }.get(error.errno or 0, "mend the disk and run it again")
    place = f" ({error.filename})" if error.filename else ""
    return (
        f"the archive {root} cannot be written: {error.strerror}{place}; {remedy}, "
        "objects with a receipt are safe"
    )
