"""The storage root on disk: making and opening it, finding objects, finishing what was cut off.

Beside the root ``R`` lies the folder ``R.work`` with staging, locks, the audit's register and the
catalogue. The root holds nothing but OCFL; the work folder holds nothing that could not be lost.
"""

from __future__ import annotations

import json
import os
import uuid
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archivist.archive.ocfl import durable, layout
from archivist.archive.ocfl.inventory import (
    NAME,
    SIDECAR,
    Inventory,
    check_sidecar,
    parse_inventory,
)
from archivist.archive.ocfl.locks import locked
from archivist.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

_WORK = ".work"
_WORK_NOTE = (
    b"Kept by the archive beside this folder: staging, locks, the register of audits and the\n"
    b"catalogue for search. Nothing here is the only copy of anything. It may be removed when no\n"
    b"program is writing to the archive; the next deposit, audit or search makes it anew.\n"
)


@dataclass(frozen=True, slots=True)
class Storage:
    """A storage root and its work folder. Make one with ``open_storage``."""

    root: Path
    work: Path

    @property
    def staging(self) -> Path:
        """Where batches are built before they are renamed into the root."""
        return self.work / "staging"

    @property
    def locks(self) -> Path:
        """Where the lock files lie."""
        return self.work / "locks"

    @property
    def writable(self) -> bool:
        """Whether this process may write to the work folder, or make it."""
        there = [path for path in (self.staging, self.locks, self.work) if path.exists()]
        return all(os.access(path, os.W_OK) for path in there or [self.root.parent])

    def folder(self, key: str) -> Path:
        """The folder of the object with this key."""
        return self.root / layout.object_path(key)

    def reading(self, key: str) -> AbstractContextManager[None]:
        """Keep writers off an object while its inventory is read; nothing on read-only media."""
        if not os.access(self.locks, os.W_OK):
            return nullcontext()
        return locked(self.locks / key[:3], shared=True)

    def load(self, object_id: str) -> Inventory:
        """The inventory of an object.

        Raises:
            ArchiveError: There is no such object, or its inventory is damaged.
        """
        key = layout.object_key(layout.check_object_id(object_id))
        folder = self.folder(key)
        if not folder.is_dir():
            message = f"the archive {self.root} holds no object {object_id}; see its list"
            raise ArchiveError(message)
        with self.reading(key):
            return read_inventory(folder)[0]

    def objects(self) -> Iterator[Path]:
        """The folders of all objects, in the order of their keys."""
        for first in folders(self.root):
            if first.name == "extensions":
                continue
            for second in folders(first):
                for third in folders(second):
                    yield from folders(third)


def folders(path: Path) -> list[Path]:
    """The folders in a folder, sorted; links are not followed."""
    with os.scandir(path) as entries:
        names = sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    return [path / name for name in names]


def folder_names(folder: Path) -> list[str]:
    """The names of what lies in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir())


def folders_above(path: Path, root: Path) -> Iterator[Path]:
    """The folders above *path*, from the nearest up to *root*, which is one of them."""
    while path != root:
        path = path.parent
        yield path


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file.

    Raises:
        OSError: As ``durable.read_regular``.
    """
    return b"".join(durable.read_regular(path))


def read_inventory(folder: Path) -> tuple[Inventory, bytes]:
    """The inventory in a folder, checked against its sidecar.

    Raises:
        ArchiveError: Missing, unreadable or damaged.
    """
    try:
        data, guard = read_bytes(folder / NAME), read_bytes(folder / SIDECAR)
    except OSError as error:
        message = f"{folder}: inventory or sidecar cannot be read ({error.strerror}); run an audit"
        raise ArchiveError(message) from error
    if not check_sidecar(data, guard):
        message = f"{folder / NAME} does not match its sidecar; run an audit, then repair"
        raise ArchiveError(message)
    return parse_inventory(data, str(folder / NAME)), data


def work_folder(root: Path) -> Path:
    """The work folder of a storage root."""
    return root.with_name(f"{root.name}{_WORK}")


def is_archive(folder: Path) -> bool:
    """Whether a folder is a storage root, or the work folder of one."""
    root = folder.with_name(folder.name.removesuffix(_WORK))
    return any((path / layout.ROOT_DECLARATION).is_file() for path in (folder, root))


def open_storage(path: Path, *, create: bool) -> Storage:
    """Open a storage root.

    Args:
        path: The root's folder.
        create: Open it for writing, and make it when the folder is missing or empty. Without this
            a root that cannot be written, such as one on read-only media, is opened for reading.

    Raises:
        ArchiveError: No root, a foreign one, or the disk refuses.
    """
    root = Path(os.path.realpath(path))
    try:
        exists = os.path.lexists(root) and (not root.is_dir() or any(root.iterdir()))
        if not exists and not create:
            message = f"{path} is no archive yet; name an existing one, or let a deposit make it"
            raise ArchiveError(message)
        if exists:
            check_root(root)
        storage = Storage(root, work_folder(root))
        if not create and not storage.writable:
            return storage
        for folder in (storage.staging, storage.locks):
            durable.make_dirs(folder)
        if not exists:
            with locked(storage.locks / "staging"):
                _create_root(storage)
        _check_same_disk(storage)
    except OSError as error:
        message = f"the archive {path} cannot be opened: {error.strerror} ({error.filename})"
        raise ArchiveError(message) from error
    return storage


def check_root(root: Path) -> None:
    """Make sure that this is a storage root with our layout.

    Raises:
        ArchiveError: It is not; the message says what it is instead.
    """
    declaration = root / layout.ROOT_DECLARATION
    if not declaration.is_file():
        message = (
            f"{root} is no archive (no OCFL 1.1 storage root); name one, or an empty folder where"
            " one may be made"
        )
        raise ArchiveError(message)
    try:
        declared = read_bytes(declaration)
        chosen = json.loads(read_bytes(root / "ocfl_layout.json"))
        config = json.loads(read_bytes(root / "extensions" / layout.EXTENSION / "config.json"))
    except (OSError, ValueError) as error:
        message = f"the declaration or layout of {root} cannot be read ({error}); restore it"
        raise ArchiveError(message) from error
    if (
        declared != layout.ROOT_DECLARATION_TEXT
        or not isinstance(chosen, dict)
        or chosen.get("extension") != layout.EXTENSION
        or config != layout.CONFIG
    ):
        message = f"{root} has a damaged declaration or another layout than {layout.EXTENSION}"
        raise ArchiveError(message)


def _create_root(storage: Storage) -> None:
    """Build the root aside and rename it into place, so that there is never half a root."""
    if (storage.root / layout.ROOT_DECLARATION).exists():  # another process was quicker
        return
    scratch = storage.staging / uuid.uuid4().hex
    for name, data in layout.root_files().items():
        target = scratch / "root" / name
        durable.make_dirs(target.parent)
        durable.write_new(target, [data])
    durable.write_new(scratch / "note", [_WORK_NOTE])
    durable.sync(storage.staging, [scratch])
    durable.move(scratch / "note", storage.work / "README.txt")
    durable.move(scratch / "root", storage.root)
    durable.sync(storage.staging, [storage.root, storage.root.parent])
    durable.remove_tree(scratch)


def _check_same_disk(storage: Storage) -> None:
    if storage.root.stat().st_dev != storage.work.stat().st_dev:
        message = (
            f"{storage.root} and {storage.work} lie on different file systems; "
            "put the archive in a folder below the mount point"
        )
        raise ArchiveError(message)
