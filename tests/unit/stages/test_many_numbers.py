"""Copies with a number a line: the work of finding notes must grow as the copy does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from random import Random
from types import FrameType

import pytest

from archivist.core import Sheet, Source
from archivist.profiles import Profiles
from archivist.stages.notes.notes import notes

PUBLISHER = Profiles.load().publishers["generic"]
FEW, MANY = 2500, 20_000


def rising(count: int) -> str:
    return "".join(f"{n}\n" for n in range(1, count + 1))


def mixed(count: int) -> str:
    rng = Random(7)
    return "".join(f"{rng.randint(1, 300)}\n" for _ in range(count))


def words_between(count: int) -> str:
    return "".join(f"{n % 90 + 1}\nThe lamp was lit.\n" for n in range(count // 2))


def work(text: str) -> int:
    """Function calls, of Python and of C, that finding the notes of *text* takes."""
    sheet, calls = Sheet.of(Source.of(text)), 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        notes(sheet, PUBLISHER)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("make", [rising, mixed, words_between])
def test_eight_times_the_lines_take_about_eight_times_the_work(make: Callable[[int], str]) -> None:
    assert work(make(MANY)) < 1.5 * (MANY / FEW) * work(make(FEW))
