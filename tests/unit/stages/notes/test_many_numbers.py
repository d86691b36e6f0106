"""Copies with a number a line: the work of finding notes must grow as the copy does."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from archivist.core import Sheet, Source
from archivist.profiles import Profiles
from archivist.stages.notes.notes import notes
from tests.work import work

PUBLISHER = Profiles.load().publishers["generic"]
FEW, MANY = 1000, 8000


def rising(count: int) -> str:
    return "".join(f"{n}\n" for n in range(1, count + 1))


def mixed(count: int) -> str:
    rng = Random(7)
    return "".join(f"{rng.randint(1, 300)}\n" for _ in range(count))


def words_between(count: int) -> str:
    return "".join(f"{n % 90 + 1}\nThe lamp was lit.\n" for n in range(count // 2))


def on_one_line(count: int) -> str:
    return "".join(f"the lamp was lit.{n} And " for n in range(1, count // 10))


def finding_notes(text: str) -> int:
    sheet = Sheet.of(Source.of(text))
    return work(lambda: notes(sheet, PUBLISHER))


@pytest.mark.parametrize("make", [rising, mixed, words_between, on_one_line])
def test_eight_times_the_lines_take_about_eight_times_the_work(
    make: Callable[[int], str],
) -> None:
    assert finding_notes(make(MANY)) < 1.5 * (MANY / FEW) * finding_notes(make(FEW))
