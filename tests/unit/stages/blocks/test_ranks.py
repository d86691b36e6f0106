"""Levels of heads by the kinds of their numbers."""

from __future__ import annotations

import pytest

from archivist.api import Profiles, clean
from archivist.core import Source, Zone
from archivist.stages.blocks.ranks import levels, numbered

PROSE = (
    "The harbor at Hallevik was closed for most of the decade, and the ferries that had served it\n"
    "moved to the northern quay. Few of the exporters who asked for relief were still in trade\n"
    "when the tribunal met, and those who were had found other ports for what they shipped.\n"
)


@pytest.mark.parametrize(
    ("heads", "wanted"),
    [
        (["1. Roads", "A. Tolls", "B. Locks", "2. Rail", "A. Fares"], [1, 2, 2, 1, 2]),
        (["Chapter 1", "1. Roads", "2. Rail", "Chapter 2", "1. Tolls"], [1, 2, 2, 1, 2]),
        (["G. Gulls", "H. Herons", "I. Ibises", "J. Jays"], [1, 1, 1, 1]),
        (["1. Roads", "2. Rail", "A. Tables", "B. Sources"], [1, 1, 1, 1]),  # appendices
        (["2.1 Tolls", "2.2 Locks", "3. Rail"], [2, 2, 1]),  # the first chapter is not here
    ],
)
def test_levels(heads: list[str], wanted: list[int]) -> None:
    assert levels(heads) == wanted


@pytest.mark.parametrize("text", ["A Short History", "Sixty Ports", "1990s Ferries", "D Day"])
def test_no_number(text: str) -> None:
    assert numbered(text) is None


def test_kinds_lie_below_one_another_in_a_report() -> None:
    heads = ["I. Facts", "II. Law", "A. The Text", "B. The Clause", "III. End"]
    text = "\n".join(f"{head}\n\n{PROSE}" for head in heads)
    (found,) = clean([Source.of(text)], Profiles.load())
    facts = found.sheet.facts_by_place("head-level")
    assert [fact.value for fact in facts] == ["1", "1", "2", "2", "1"]


def test_a_number_on_a_line_of_its_own_goes_with_its_head() -> None:
    parts = ["1.\nThe Old Quay", "2.1.\nThe New Quay", "Chapter 3\nTolls"]
    text = f"{PROSE}\n" + "\n".join(f"{part}\n{PROSE}" for part in parts)
    assert heads_of(text) == ["1. The Old Quay", "2.1. The New Quay", "Chapter 3 Tolls"]


def test_numbers_of_a_list_are_no_heads() -> None:
    text = f"{PROSE}\n1.\nOil for Lamps\n2.\nGlass for Lamps\n3.\nWicks\n\n{PROSE}"
    assert not any(head[0].isdigit() for head in heads_of(text))


def heads_of(text: str) -> list[str]:
    (found,) = clean([Source.of(text)], Profiles.load())
    return [b.text for b in found.outline.blocks if b.zone is Zone.HEADING]
