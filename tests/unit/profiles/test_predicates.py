from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.profiles.predicates import Verdict, clone_strip, read_strip, strip_items

LARGEST = 400


def strip_by_rule(p: int, n: int) -> str:
    """The rule as measured on real pages, written down once more and otherwise."""
    if n <= 11:
        shown = set(range(1, n + 1))
    elif p <= 6:
        shown = {*range(1, 10), n}
    elif p >= n - 5:
        shown = {1, *range(n - 8, n + 1)}
    else:
        shown = {1, *range(p - 4, p + 4), n}
    items, last = [], 0
    for number in sorted(shown):
        items += ["..."] if number != last + 1 else []
        items.append(str(number))
        last = number
    return " \u00a0 ".join(items)


@pytest.mark.parametrize("n", range(2, LARGEST + 1))
def test_the_predicate_agrees_with_the_rule_for_every_slice(n: int) -> None:
    for p in range(1, n + 1):
        printed = strip_by_rule(p, n)
        assert " \u00a0 ".join(strip_items(p, n)) == printed
        assert clone_strip(printed, p, n) is Verdict.PROVED
        assert clone_strip(printed, None, None) is Verdict.POSSIBLE


@given(st.integers(2, LARGEST), st.data())
def test_a_strip_of_another_slice_is_refused(n: int, data: st.DataObject) -> None:
    p, q = data.draw(st.integers(1, n)), data.draw(st.integers(1, n))
    fits = strip_items(p, n) == strip_items(q, n)
    assert (clone_strip(" ".join(strip_items(p, n)), q, n) is Verdict.PROVED) == fits


@given(st.lists(st.integers(0, 60), min_size=2, max_size=12))
def test_a_row_of_numbers_is_a_strip_only_where_some_slice_prints_it(row: list[int]) -> None:
    printed = " ".join(map(str, row))
    some = any(" ".join(strip_items(p, row[-1])) == printed for p in range(1, row[-1] + 1))
    assert bool(clone_strip(printed, None, None)) == some


@pytest.mark.parametrize(
    "line", ["1 2 3 and 4", "1, 2, 3", "...", "1", "", "1 2 12345", "I II III"]
)
def test_other_lines_are_no_strips(line: str) -> None:
    assert clone_strip(line, None, None) is Verdict.NO


def test_one_character_of_ellipsis_reads_as_three_dots() -> None:
    assert read_strip("1 … 8 9") == ["1", "...", "8", "9"]


@pytest.mark.parametrize(("p", "n"), [(0, 3), (4, 3)])
def test_a_slice_outside_the_total_has_no_strip(p: int, n: int) -> None:
    with pytest.raises(ValueError, match=f"slice {p} of {n}"):
        strip_items(p, n)
    assert clone_strip("1 2 3", p, n) is Verdict.NO
