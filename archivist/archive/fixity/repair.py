"""Repair: a damaged object is replaced from another archive whose copy was verified.

Nothing is thrown away: what is damaged goes to ``quarantine`` in the work folder.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivist.archive.fixity.audit import audit_each
from archivist.archive.fixity.audit_object import Fault, ObjectAudit, audit_object
from archivist.archive.fixity.register import Register
from archivist.archive.ocfl import durable, layout
from archivist.archive.ocfl.locks import ObjectLocks
from archivist.archive.ocfl.recovery import staging_area
from archivist.archive.ocfl.storage import (
    Storage,
    check_root,
    folder_names,
    open_storage,
    read_inventory,
    work_folder,
)
from archivist.errors import ArchiveError
from archivist.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Repair:
    """What became of one damaged object or file of the root.

    Attributes:
        object_id: The object; empty for files of the root itself.
        repaired: Whether it is sound now.
        detail: What was done, or why nothing could be done.
    """

    object_id: str
    repaired: bool
    detail: str


def repair(root: Path, other: Path, *, now: datetime | None = None) -> list[Repair]:
    """Audit an archive and replace what is damaged by verified copies from another one.

    A copy is taken only when it is sound in every byte, tells the same history as what is left
    here, and is not older than what was deposited here.

    Args:
        root: The archive to repair.
        other: An archive that holds copies, such as a replica. It is only read.
        now: Time of the audit that comes first.

    Returns:
        One entry for each damaged object, and one for the root when it was damaged.

    Raises:
        AuditIncomplete: The damage cannot be established.
        ArchiveError: ``other`` is no archive, or ``root`` cannot be written.
    """
    damaged = [part for part in audit_each(root, now=now) if part.problems]
    try:
        check_root(other)
        mended = [_root_files(root, part) for part in damaged if part.folder == root.resolve()]
        storage = open_storage(root, create=False)
        objects = [part for part in damaged if part.folder != storage.root]
        return [*mended, *(_object(storage, other.resolve(), part) for part in objects)]
    except OSError as error:
        message = f"{root} cannot be repaired: {error.strerror} ({error.filename})"
        raise ArchiveError(message) from error


def _root_files(root: Path, part: ObjectAudit) -> Repair:
    """Write the declaring files again: they are the same for every archive of this kind."""
    storage = Storage(root.resolve(), work_folder(root.resolve()))
    for folder in (storage.staging, storage.locks):
        durable.make_dirs(folder)
    left = []
    with staging_area(storage) as scratch:
        for number, problem in enumerate(part.problems):
            path, wanted = storage.root / problem.path, layout.root_files().get(problem.path)
            if wanted is None and problem.fault is not Fault.EXTRA:
                left.append(problem)
                continue
            if os.path.lexists(path):
                _quarantine(storage, path, path.name)
            if wanted is not None:
                durable.make_dirs(path.parent)
                durable.write_new(scratch / f"{number}", [wanted])
                durable.sync(storage.staging, [scratch])
                durable.move(scratch / f"{number}", path)
        durable.sync(storage.staging, [storage.root])
    if left:
        return Repair("", repaired=False, detail=f"only a person can mend {left[0]}")
    return Repair(
        "", repaired=True, detail=f"{counted(len(part.problems), 'file')} of the root set right"
    )


def _object(storage: Storage, other: Path, part: ObjectAudit) -> Repair:
    key = part.folder.name
    copy = other / layout.object_path(key)
    if not copy.is_dir():
        return _not_repaired(part, f"{other} holds no copy of it")
    verdict = audit_object(other, copy)
    if verdict.problems:
        return _not_repaired(part, f"the copy is damaged too: {verdict.problems[0]}")
    locks = ObjectLocks(storage.locks)
    locks.acquire(key, wait=True)
    try:
        if reason := _older(storage, part.folder, copy, verdict):
            return _not_repaired(part, reason)
        with staging_area(storage) as scratch:
            _copy_tree(copy, scratch / "copy")
            durable.sync(storage.staging, [scratch])
            _compare(copy, scratch / "copy")
            if part.folder.is_dir():
                _quarantine(storage, part.folder, key)
            durable.make_dirs(part.folder.parent)
            durable.move(scratch / "copy", part.folder)
            durable.sync(storage.staging, [part.folder.parent])
    finally:
        locks.release()
    after = audit_object(storage.root, part.folder)
    if after.problems:
        return _not_repaired(part, f"still damaged after the repair: {after.problems[0]}")
    detail = f"v1 to v{after.head} taken from {other}"
    return Repair(verdict.object_id, repaired=True, detail=detail)


def _not_repaired(part: ObjectAudit, reason: str) -> Repair:
    return Repair(part.object_id or part.folder.name, repaired=False, detail=reason)


def _older(storage: Storage, folder: Path, copy: Path, verdict: ObjectAudit) -> str | None:
    """Why the copy must not take the object's place; ``None`` when it may."""
    entry = Register(storage.work).entries().get(verdict.object_id)
    if entry is not None and verdict.head < entry.head:
        return f"the copy has only v{verdict.head}; v{entry.head} was deposited here"
    if entry and verdict.head == entry.head and verdict.inventory != entry.inventory:
        return "the copy is not what was deposited here"
    try:
        here = read_inventory(folder)[0]
    except ArchiveError:
        return None  # nothing here tells a history any more
    there = read_inventory(copy)[0]
    if there.versions[: here.head] != here.versions:
        return "the copy tells another history than what is left here"
    return None


def _quarantine(storage: Storage, path: Path, name: str) -> None:
    place = storage.work / "quarantine"
    durable.make_dirs(place)
    taken = set(folder_names(place))
    free = next(label for label in _labels(name) if label not in taken)
    durable.move(path, place / free)


def _labels(name: str) -> Iterator[str]:
    number = 1
    while True:
        yield f"{name}.{number}"
        number += 1


def _copy_tree(source: Path, target: Path) -> None:
    durable.make_dirs(target)
    for path in sorted(source.iterdir()):
        if path.is_dir():
            _copy_tree(path, target / path.name)
        else:
            durable.write_new(target / path.name, durable.read_regular(path))


def _compare(source: Path, target: Path) -> None:
    """The copy of the copy must hold the same inventory; its files are audited in their place."""
    if read_inventory(source)[1] != read_inventory(target)[1]:
        message = f"{source} changed while it was copied; run the repair again"
        raise ArchiveError(message)
