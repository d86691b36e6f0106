"""Reading back: what an object holds, in any of its versions."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivist.archive.ocfl import durable
from archivist.archive.ocfl.storage import read_bytes
from archivist.errors import ArchiveError

if TYPE_CHECKING:
    from pathlib import Path

    from archivist.archive.ocfl.inventory import Inventory


class VersionFiles(Mapping[str, bytes]):
    """The files of one version by logical path; every read is checked against the manifest."""

    def __init__(self, folder: Path, inventory: Inventory, number: int | None) -> None:
        self._folder = folder
        self._inventory = inventory
        self._state = inventory.version(number).state

    def __getitem__(self, path: str) -> bytes:
        digest = self._state[path]
        stored = self._folder / self._inventory.manifest[digest]
        try:
            data = read_bytes(stored)
        except OSError as error:
            message = f"{stored} cannot be read ({error.strerror}); run an audit, then repair"
            raise ArchiveError(message) from error
        if hashlib.sha512(data).hexdigest() != digest:
            message = f"{stored} is damaged (digest differs); run an audit, then repair"
            raise ArchiveError(message)
        return data

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._state))

    def __len__(self) -> int:
        return len(self._state)

    def __contains__(self, path: object) -> bool:
        return path in self._state

    def digest(self, path: str) -> str:
        """SHA-512 of a file, as the inventory has it."""
        return self._state[path]


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """One line of an object's log.

    Attributes:
        number: 1 for the first.
        created: RFC 3339 time.
        message: What the version brought, in words.
        by: Who deposited it.
        files: Logical path to SHA-512.
    """

    number: int
    created: str
    message: str
    by: str
    files: Mapping[str, str]


def list_versions(inventory: Inventory) -> list[VersionInfo]:
    """The versions of an object, oldest first."""
    return [
        VersionInfo(number, item.created, item.message, item.user_name, dict(item.state))
        for number, item in enumerate(inventory.versions, start=1)
    ]


def restore_files(files: Mapping[str, bytes], target: Path) -> list[Path]:
    """Write the files of a version to a folder that is missing or empty.

    The folder appears complete or not at all: it is built beside its place and renamed.

    Returns:
        The files written.

    Raises:
        ArchiveError: The folder is in use, a file of the version is damaged, the disk refuses.
    """
    if os.path.lexists(target) and (not target.is_dir() or any(target.iterdir())):
        message = f"{target} exists and is not an empty folder; restore to another one"
        raise ArchiveError(message)
    scratch = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
    try:
        durable.make_dirs(scratch)
        try:
            for path, data in files.items():
                durable.make_dirs((scratch / path).parent)
                durable.write_new(scratch / path, [data])
            durable.sync(scratch, [scratch])
            durable.move(scratch, target)
        except BaseException:
            durable.remove_tree(scratch)
            raise
    except OSError as error:
        message = f"{target} cannot be written: {error.strerror}; nothing was left there"
        raise ArchiveError(message) from error
    return [target / path for path in files]
