"""A report's folder, whole or not at all."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path

from archivist.errors import WriteError

WORK = ".work"
"""Folder inside the output folder for what is being built; removed when a run ends."""


class Written(StrEnum):
    """What writing a folder meant."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Say of what the system refuses where it was, and what to do.

    Raises:
        WriteError: instead of an OSError.
    """
    try:
        yield
    except OSError as error:
        raise WriteError.of(place, error) from error


def compare_folder(folder: Path, files: Mapping[str, bytes]) -> Written:
    """What writing *files* to *folder* would mean."""
    if not folder.is_dir():
        return Written.NEW
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}
    if there != set(files):
        return Written.CHANGED
    same = all((folder / name).read_bytes() == data for name, data in files.items())
    return Written.SAME if same else Written.CHANGED


def write_folder(folder: Path, files: Mapping[str, bytes]) -> Written:
    """Write *files* (relative path to bytes) as *folder*: built aside, then renamed into place.

    A folder that holds the same bytes is not touched.

    Raises:
        WriteError: there is no room or no right; what was half built goes when the run ends.
    """
    with writing(folder):
        return _write_folder(folder, files)


def _write_folder(folder: Path, files: Mapping[str, bytes]) -> Written:
    state = compare_folder(folder, files)
    if state is Written.SAME:
        return state
    work = folder.parent / WORK
    fresh = work / uuid.uuid4().hex
    for parent in {(fresh / name).parent for name in files}:
        parent.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (fresh / name).write_bytes(data)
    if folder.exists():
        old = work / f"{folder.name}.{uuid.uuid4().hex}.old"
        folder.rename(old)
        fresh.rename(folder)
        shutil.rmtree(old)
    else:
        fresh.rename(folder)
    return state


@contextmanager
def alone_with(work: Path, reports: Iterable[str]) -> Iterator[None]:
    """Keep other processes from these reports' folders while one is read, made anew and written."""
    locks = work / "locks"
    locks.mkdir(parents=True, exist_ok=True)
    names = sorted({hashlib.sha256(name.encode()).hexdigest()[:2] for name in reports})
    with ExitStack() as stack:
        for name in names:  # in one order everywhere, so that nobody waits for ever
            stream = stack.enter_context((locks / name).open("ab"))
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def finish(out: Path) -> None:
    """Put back a folder that a crash caught between its two renames; drop what was half built."""
    work = out / WORK
    if not work.is_dir():
        return
    for old in work.glob("*.old"):
        place = out / old.name.rsplit(".", 2)[0]
        if not place.exists():
            os.rename(old, place)  # noqa: PTH104 (rename, never replace)
    shutil.rmtree(work, ignore_errors=True)
