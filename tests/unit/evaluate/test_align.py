"""The aligner: a rising, equal, and (for small inputs) longest-enough matching."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.evaluate.align import align

words = st.lists(st.sampled_from("abcdefgh"), max_size=40)


@given(words, words)
def test_partners_are_equal_and_rise(left: list[str], right: list[str]) -> None:
    partner = align(left, right)
    assert len(partner) == len(left)
    matched = [(i, j) for i, j in enumerate(partner) if j >= 0]
    assert all(left[i] == right[j] for i, j in matched)
    assert all(a[1] < b[1] for a, b in pairwise(matched))


@given(words)
def test_equal_lists_match_wholly(items: list[str]) -> None:
    assert align(items, list(items)) == list(range(len(items)))


@settings(max_examples=50)
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=200, unique=True), st.data())
def test_one_inserted_word_costs_nothing(items: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(items)))
    longer = [*items[:at], -1, *items[at:]]
    partner = align(items, longer)
    assert all(j >= 0 for j in partner)


def test_nothing_in_common() -> None:
    assert align(list("abc"), list("xyz")) == [-1, -1, -1]


def test_repeats_keep_their_order() -> None:
    left = ["the", "cat", "and", "the", "dog", "and", "the", "fox"]
    right = ["the", "cat", "and", "the", "fox"]
    assert [left[i] for i, j in enumerate(align(left, right)) if j >= 0] == right
