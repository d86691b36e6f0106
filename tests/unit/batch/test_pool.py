"""Tasks over processes: bounded, and a process that dies takes only its own task with it."""

from __future__ import annotations

import gc
import os
from itertools import count, islice

from archivist.batch.pool import AHEAD, Died, results


def square(n: int) -> int:
    return n * n


def square_or_die(n: int) -> int:
    if n == 5:
        os._exit(1)
    return n * n


def frozen(_: int) -> int:
    return gc.get_freeze_count()


def test_what_a_process_is_born_with_is_left_alone_by_the_collector():
    counts = [n for n in results(frozen, range(4), jobs=2) if isinstance(n, int)]
    assert min(counts, default=0) > 1000


def test_one_job_keeps_the_order():
    assert list(results(square, range(5), jobs=1)) == [0, 1, 4, 9, 16]


def test_several_jobs_give_everything():
    assert set(results(square, range(50), jobs=2)) == {n * n for n in range(50)}


def test_an_endless_stream_is_taken_as_it_is_needed():
    taken = []

    def numbers():
        for n in count():
            taken.append(n)
            yield n

    assert len(list(islice(results(square, numbers(), jobs=2), 10))) == 10
    assert len(taken) <= 10 + 2 * AHEAD


def test_a_process_that_dies_fails_its_task_alone():
    found = list(results(square_or_die, range(12), jobs=2))
    died = [one.task for one in found if isinstance(one, Died)]
    assert died == [5]
    assert {n for n in found if not isinstance(n, Died)} == {n * n for n in range(12) if n != 5}
