"""Locks between processes, by ``flock``: they end with the process that holds them."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def lock_descriptor(descriptor: int, *, wait: bool, shared: bool = False) -> bool:
    """Lock an open file or folder.

    Returns:
        Whether it is locked now; always true when waiting.
    """
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(descriptor, kind if wait else kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class ObjectLocks:
    """The locks one batch holds: one per shard of 1/4096 of all objects.

    A batch that meets a lock held elsewhere must let go of its own before it waits; so two
    batches never wait for one another.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, int] = {}

    def acquire(self, key: str, *, wait: bool) -> bool:
        """Lock the object with this key; true at once when its shard is held already."""
        shard = key[:3]
        if shard in self._held:
            return True
        descriptor = open_lock(self._folder / shard)
        if lock_descriptor(descriptor, wait=wait):
            self._held[shard] = descriptor
            return True
        os.close(descriptor)
        return False

    def release(self) -> None:
        """Let go of all."""
        while self._held:
            os.close(self._held.popitem()[1])


def open_lock(path: Path) -> int:
    """Open a lock file, making it when it is missing."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)


@contextmanager
def locked(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock file ``path`` for the length of a block."""
    descriptor = open_lock(path)
    try:
        lock_descriptor(descriptor, wait=True, shared=shared)
        yield
    finally:
        os.close(descriptor)
