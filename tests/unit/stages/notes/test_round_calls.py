"""Calls and notes numbered in round brackets, beside points of a sentence numbered alike."""

from __future__ import annotations

import pytest

from archivist.core import Zone
from tests.unit.stages.harbor import PROSE, edition

NOTES = (
    "(1) J. Brandt, Salt and Sovereignty (Riga: Osta, 1999), p. 4.\n"
    "(2) Treaty of the Salt Coast, art. 3.\n"
    "(3) Brandt, Salt and Sovereignty, p. 90.\n"
)


def notes(text: str) -> list[str]:
    return [block.text for block in edition(text).outline.blocks if block.zone is Zone.NOTE]


@pytest.mark.parametrize("call", ["{0}({1})", "{0} ({1})"], ids=["glued", "set apart"])
def test_figures_in_round_brackets_call_notes(call: str) -> None:
    ends = [call.format(f"Nobody paid for the {word}.", n) for n, word in enumerate(WORDS, 1)]
    text = "".join(f"{PROSE}{end}\n" for end in ends)
    assert len(notes(f"Introduction\n{text}Notes\n{NOTES}")) == 3


WORDS = ("lamps", "quays", "mules")


def test_points_of_a_sentence_call_nothing() -> None:
    text = f"{PROSE}Three points follow. (1) Tolls fell. (2) Nobody paid. (3) Nobody asked.\n"
    found = edition(f"Introduction\n{text}{PROSE}")
    assert not [b for b in found.outline.blocks if b.zone is Zone.NOTE]
    assert "(1) Tolls fell. (2) Nobody paid." in " ".join(b.text for b in found.outline.blocks)
