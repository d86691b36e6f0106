"""A short hunt, the same in each run; ``python -m tests.fuzz.hunt`` goes on where it stops."""

from __future__ import annotations

import pytest

from archivist import api
from archivist.core.edition import Edition
from tests.fuzz.hostile import Prey, draw
from tests.fuzz.hunt import Break, broken, shrunk

BATCH = 40


@pytest.mark.parametrize("first", range(0, 200, BATCH))
def test_nothing_is_lost_of_some_hostile_inputs(first: int) -> None:
    for number in range(first, first + BATCH):
        told = broken(draw(number), full=number % 5 == 0)
        assert not isinstance(told, Break), told.told


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1000, 2000, 250))
def test_nothing_is_lost_of_hundreds_of_hostile_inputs(first: int) -> None:
    for number in range(first, first + 250):
        told = broken(draw(number), full=number % 5 == 0)
        assert not isinstance(told, Break), told.told


def test_the_same_number_draws_the_same_input() -> None:
    assert [draw(n) for n in range(30)] == [draw(n) for n in range(30)]


def test_the_hunter_sees_what_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that drops a character is found out, and the input is shrunk."""

    def lossy(edition: Edition) -> dict[str, bytes]:
        files = whole(edition)
        return {**files, "report.tei.xml": files["report.tei.xml"].replace(b"lamp", b"lam")}

    whole = api.parcel
    monkeypatch.setattr(api, "parcel", lossy)
    prey = Prey(0, (("0.txt", b"Nobody asked.\n\nThe lamp was lit.\n" * 3),))
    told = broken(prey, full=False)
    assert isinstance(told, Break)
    assert shrunk(told).prey.files == (("0.txt", b"lamp"),)
