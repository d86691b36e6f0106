"""The quality of a small sample has not fallen; see `tests.press.floors`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.press.floors import FLOORS, Floors, below, load, measure, raised, save

if TYPE_CHECKING:
    from pathlib import Path

REMEDY = "run python -m tests.press.floors"


@pytest.mark.slow
def test_no_question_is_below_its_floor() -> None:
    now, (pinned, _) = measure(), load()
    assert now.corpus == pinned.corpus, f"the sample is another one: {REMEDY} --pin --because WHY"
    assert not below(now, pinned)


def test_the_floors_are_sealed(tmp_path: Path) -> None:
    floors, seal = load()
    assert floors.seal == seal, f"the file was changed by hand: {REMEDY} --pin"
    text = FLOORS.read_text(encoding="utf-8")
    lowered = re.sub(r'("words" = )[\d.]+', r"\g<1>0.1", text)
    assert lowered != text
    (tmp_path / "floors.toml").write_text(lowered, encoding="utf-8")
    floors, seal = load(tmp_path / "floors.toml")
    assert floors.seal != seal


def test_pinning_raises_and_never_lowers(tmp_path: Path) -> None:
    old = Floors("a", 1, {"words": 0.9, "heads": 0.8}, "first")
    new = Floors("a", 0, {"words": 0.95, "heads": 0.7, "items": 0.5})
    assert raised(new, old).f1 == {"words": 0.95, "heads": 0.8, "items": 0.5}
    assert raised(new, old).failed == 0
    assert [line.split(":")[0] for line in below(new, old)] == ["heads"]
    assert below(old, new) == [
        "words: F1 below 0.95 (now at most 0.903)",
        "items: F1 below 0.5 (now at most 0.003)",
        "1 reports of the sample fail, 0 did",
    ]
    save(old, tmp_path / "floors.toml")
    assert load(tmp_path / "floors.toml") == (old, old.seal)
