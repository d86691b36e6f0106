"""Processes that die after a chosen system call, and a record of all calls in order."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from archivist.archive.ocfl import durable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MUTATING = ("open", "write", "mkdir", "rename", "unlink", "rmdir")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Calls:
    """Stands in for the module ``os`` inside ``durable``; tells ``seen`` of every mutating call."""

    def __init__(self, seen: Callable[[str, tuple[Any, ...]], None]) -> None:
        self._seen = seen

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in MUTATING:
            return real

        def call(*args: Any) -> Any:
            result = real(*args)
            if name != "open" or args[1] & _WRITES:
                self._seen(name, args)
            return result

        return call


@contextmanager
def watched(seen: Callable[[str, tuple[Any, ...]], None]) -> Iterator[None]:
    """Every mutating call of the archive, and every sync, goes past ``seen`` after it is made."""
    kept_os, kept_sync = vars(durable)["os"], durable.sync

    def sync(*args: Any) -> None:
        kept_sync(*args)
        seen("sync", args)

    vars(durable).update(os=Calls(seen), sync=sync)
    try:
        yield
    finally:
        vars(durable).update(os=kept_os, sync=kept_sync)


def run_and_die(work: Callable[[], object], after: int) -> bool:
    """Run ``work`` in a child that kills itself after its ``after``-th mutating call.

    Returns:
        Whether it was killed; false when the work ended before.
    """
    child = os.fork()
    if child == 0:
        count = 0

        def seen(name: str, _: tuple[Any, ...]) -> None:
            nonlocal count
            count += name != "sync"
            if count == after:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            with watched(seen):
                work()
        except BaseException:  # noqa: BLE001  the child must never return into the test run
            os._exit(3)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.waitstatus_to_exitcode(status) == 0, "the work itself failed"
    return False


def count_calls(work: Callable[[], object]) -> int:
    """How many mutating calls a piece of work makes."""
    names: list[str] = []
    with watched(lambda name, _: names.append(name)):
        work()
    return sum(name != "sync" for name in names)
