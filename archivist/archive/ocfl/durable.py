"""Changes to the archive's disk, and when they are safe there.

Every call that changes anything below the archive goes through this module, for two reasons: an
exhaustive test can stop the process after each of them, and the order of changes and syncs can be
asserted. Nothing here follows a symbolic link.
"""

# Plain system calls, one each, is what this module is about.
# ruff: noqa: PTH102, PTH104, PTH106, PTH108, PTH208

from __future__ import annotations

import ctypes
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

CHUNK = 1 << 20
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def write_new(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file that does not exist yet; it is not synced.

    Args:
        path: Where; its folder exists.
        chunks: The content, in pieces.

    Raises:
        OSError: It exists, or the disk refuses.
    """
    descriptor = os.open(path, _NEW_FILE, 0o644)
    try:
        for chunk in chunks:
            view = memoryview(chunk)
            while view:
                view = view[os.write(descriptor, view) :]
    finally:
        os.close(descriptor)


def read_regular(path: Path) -> Iterator[bytes]:
    """Read a regular file in pieces of at most 1 MiB; refuse links, devices and pipes.

    Raises:
        OSError: It cannot be read, is a link (``ELOOP``) or no regular file (``EINVAL``).
    """
    # O_NONBLOCK: opening a pipe that nobody writes must not hang.
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(22, "not a regular file", str(path))
        while chunk := os.read(descriptor, CHUNK):
            yield chunk
    finally:
        os.close(descriptor)


def make_dirs(path: Path) -> None:
    """Make a folder and the missing ones above it; fine when it exists."""
    missing = []
    while not path.is_dir():
        missing.append(path)
        path = path.parent
    for folder in reversed(missing):
        try:
            os.mkdir(folder)
        except FileExistsError:  # another process was quicker
            continue


def move(source: Path, target: Path) -> None:
    """Rename within the file system; a file at the target is replaced in one step."""
    os.rename(source, target)


def remove_file(path: Path) -> None:
    """Remove one file."""
    os.unlink(path)


def remove_empty_dirs(path: Path, above: Path) -> None:
    """Remove ``path`` and its parents below ``above`` as far as they are empty."""
    while path != above:
        try:
            os.rmdir(path)
        except FileNotFoundError:
            pass
        except OSError:  # not empty: in use
            return
        path = path.parent


def remove_tree(path: Path) -> None:
    """Remove a folder of ours with all it holds (staging only: nothing archived goes this way)."""
    with os.scandir(path) as entries:
        listed = [(path / entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
    for inner, is_dir in listed:
        if is_dir:
            remove_tree(inner)
        else:
            os.unlink(inner)
    os.rmdir(path)


def _load_syncfs() -> Callable[[int], int] | None:
    try:
        call = ctypes.CDLL(None, use_errno=True).syncfs
    except (OSError, AttributeError):  # no glibc, no Linux
        return None
    call.argtypes = [ctypes.c_int]
    call.restype = ctypes.c_int
    return call


_SYNCFS = _load_syncfs()


def sync(anchor: Path, touched: Iterable[Path]) -> None:
    """Return once everything written so far is on the disk.

    One ``syncfs`` for the whole file system makes durability nearly free when many objects share
    it; where the system has none, each touched tree is synced file by file.

    Args:
        anchor: A folder on the file system.
        touched: The files and folders changed since the last sync, for systems without ``syncfs``.

    Raises:
        OSError: The disk did not take the data.
    """
    if _SYNCFS is None:
        for path in touched:
            _sync_each(path)
        return
    descriptor = os.open(anchor, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if _SYNCFS(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(anchor))
    finally:
        os.close(descriptor)


def _sync_each(path: Path) -> None:
    if path.is_symlink():
        return
    if path.is_dir():
        for name in os.listdir(path):
            _sync_each(path / name)
    elif not path.exists():
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
