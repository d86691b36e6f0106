"""Tasks over processes: in order of completion, a bounded number at a time, whatever dies."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 3
"""Tasks a process that are handed out before results are awaited."""


@dataclass(frozen=True)
class Died(Generic[T]):
    """A task that took its process with it, twice (killed for its memory, most likely)."""

    task: T


def results(function: Callable[[T], R], tasks: Iterable[T], *, jobs: int) -> Iterator[R | Died[T]]:
    """The results of *function* for *tasks*; with one job in this process and in order.

    Args:
        function: picklable; must not raise.
        tasks: taken one at a time, so that an endless stream needs constant memory.
        jobs: processes.
    """
    if jobs <= 1:
        yield from map(function, tasks)
        return
    waiting = deque[T]()
    feed = iter(tasks)
    suspects: list[T] = []
    while True:
        again = yield from _drain(function, feed, waiting, jobs=jobs)
        if not again:
            break
        suspects += again
    for task in suspects:  # one at a time, so that the guilty one is known
        try:
            with ProcessPoolExecutor(1) as pool:
                yield pool.submit(function, task).result()
        except BrokenProcessPool:
            yield Died(task)


def _drain(
    function: Callable[[T], R], feed: Iterator[T], waiting: deque[T], *, jobs: int
) -> Generator[R | Died[T], None, list[T]]:
    """Run tasks until the feed is empty or the pool breaks.

    Returns:
        The tasks that were under way when it broke.
    """
    pool = ProcessPoolExecutor(jobs, initializer=gc.freeze)  # what is there by now stays for good
    under_way: dict[Future[R], T] = {}
    try:
        while True:
            while len(under_way) < AHEAD * jobs:
                task = waiting.popleft() if waiting else next(feed, None)
                if task is None:
                    break
                try:
                    under_way[pool.submit(function, task)] = task
                except BrokenProcessPool:
                    waiting.appendleft(task)
                    raise
            if not under_way:
                return []
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                result = future.result()
                del under_way[future]
                yield result
    except BrokenProcessPool:
        return list(under_way.values())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
