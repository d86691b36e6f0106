"""Cost counted, not timed: a busy machine must not decide whether a test passes."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

PATIENCE = 60.0
"""CPU seconds that tell a hang from slow work, which takes a few at most. Speed: `benchmarks/`."""


def work(job: Callable[[], object]) -> int:
    """Function calls, of Python and of C, that *job* takes: the same on every machine."""
    calls = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        job()
    finally:
        sys.setprofile(before)
    return calls


@contextmanager
def patience(limit: float = PATIENCE) -> Iterator[None]:
    """Break off what takes more than *limit* seconds of processor time, and fail."""

    def over(*_: object) -> None:
        raise TimeoutError(f"no answer within {limit} s of processor time")

    begun = time.process_time()
    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    assert time.process_time() - begun < limit  # whoever caught the error
