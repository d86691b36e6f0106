"""Finishing what an interrupted run left: staging folders and half-announced versions."""

from __future__ import annotations

import os
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

from archivist.archive.ocfl import durable
from archivist.archive.ocfl.digests import digest_content
from archivist.archive.ocfl.inventory import NAME, SIDECAR, Inventory
from archivist.archive.ocfl.layout import KEY, VERSION_FOLDER
from archivist.archive.ocfl.locks import ObjectLocks, lock_descriptor, locked
from archivist.archive.ocfl.storage import folder_names, folders, read_bytes, read_inventory
from archivist.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archivist.archive.ocfl.storage import Storage


@contextmanager
def staging_area(storage: Storage) -> Iterator[Path]:
    """A staging folder of one's own, held against recovery by other processes.

    On the way out every object begun in it is brought to a sound state, and it is removed. When
    the process dies the next opening does the same.
    """
    folder = storage.staging / uuid.uuid4().hex
    # Under the lock, so that a recovering process never sees the folder before it is ours.
    with locked(storage.locks / "staging"):
        durable.make_dirs(folder)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        lock_descriptor(descriptor, wait=True)
    try:
        try:
            yield folder
        except BaseException:
            _settle_if_possible(storage, folder)
            raise
        settle(storage, folder)
    finally:
        os.close(descriptor)


def _settle_if_possible(storage: Storage, folder: Path) -> None:
    try:
        settle(storage, folder)
    except OSError:
        # The disk is beyond this, and the first error is the one to tell; the next opening
        # settles the folder.
        return


def recover(storage: Storage) -> int:
    """Finish or clear away the batches of processes that died.

    Returns:
        How many batches were found.
    """
    found = 0
    with locked(storage.locks / "staging"):
        for folder in folders(storage.staging):
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                if lock_descriptor(descriptor, wait=False):
                    found += 1
                    settle(storage, folder)
            finally:
                os.close(descriptor)
    return found


def settle(storage: Storage, batch: Path) -> None:
    """Bring every object a batch was about to a sound state, then remove the batch."""
    for key in filter(KEY.fullmatch, folder_names(batch)):
        locks = ObjectLocks(storage.locks)
        locks.acquire(key, wait=True)
        try:
            folder = storage.folder(key)
            if folder.is_dir():
                roll_forward(folder, batch)
            else:
                durable.remove_empty_dirs(folder.parent, above=storage.root)
        except ArchiveError:
            # Damaged: its next deposit is refused and the audit names it. The rest goes on.
            continue
        finally:
            locks.release()
    durable.remove_tree(batch)


def roll_forward(folder: Path, batch: Path) -> tuple[Inventory, bytes]:
    """Install the version that was moved in but not yet announced by the object's inventory.

    OCFL on a file system cannot add a version in one step: between the rename of ``vN`` and that
    of the root inventory the object is between two states. Both are recognised exactly (the root
    inventory is still that of version N-1, byte for byte), so damage is never taken for this.

    Args:
        folder: The object, locked by the caller.
        batch: A staging folder held by the caller.

    Returns:
        The object's inventory and its bytes.

    Raises:
        ArchiveError: The object is damaged in another way.
    """
    pending = interrupted(folder)
    if pending is None:
        return read_inventory(folder)
    scratch = batch / uuid.uuid4().hex
    durable.make_dirs(scratch)
    for name, data in pending.items():
        durable.write_new(scratch / name, [data])
    durable.sync(batch, [scratch, folder])
    durable.move(scratch / SIDECAR, folder / SIDECAR)
    durable.move(scratch / NAME, folder / NAME)
    durable.sync(batch, [folder])
    durable.remove_tree(scratch)
    return read_inventory(folder)


def interrupted(folder: Path) -> dict[str, bytes] | None:
    """The inventory and sidecar of a version that was moved in but not announced, if any."""
    found = map(VERSION_FOLDER.fullmatch, folder_names(folder))
    numbers = [int(match[1]) for match in found if match]
    newest = max(numbers, default=0)
    if newest < 2:
        return None
    try:
        current = read_bytes(folder / NAME), read_bytes(folder / SIDECAR)
        before = folder / f"v{newest - 1}"
        if current[0] != read_bytes(before / NAME):
            return None
        after, data = read_inventory(folder / f"v{newest}")
        guards = read_bytes(before / SIDECAR), read_bytes(folder / f"v{newest}" / SIDECAR)
        if current[1] not in guards or after.head != newest:
            return None
        for digest, path in after.manifest.items():
            if path.startswith(f"v{newest}/") and digest_content(folder / path).sha512 != digest:
                return None
    except (OSError, ArchiveError):
        return None
    return {NAME: data, SIDECAR: guards[1]}
