"""Which numbers can be calls, and which run of them is."""

from __future__ import annotations

import pytest

from archivist.core import Sheet, Source
from archivist.stages.lineview import lines_of
from archivist.stages.notes.calls import Call, find_calls, matched, rising


def calls(text: str) -> list[Call]:
    return find_calls(lines_of(Sheet.of(Source.of(text))))


@pytest.mark.parametrize(
    "text",
    [
        "The lamps were lit.7 Nobody",
        "The lamps, it seems,7 were lit",
        "“The lamps were lit.”7",
        "The lamps were lit. 7 Nobody asked",
        "The lamps were lit.⁷ Nobody",
        "The lamps were lit [7] and",
        "The lamps were lit[^7] and",
        "The lamps7 were lit",
        "The lamps were lit.\n7\nNobody asked",
        "The lamps of the year 1980\n7\nNobody asked",
        "It stood at the number of 545.7 Few asked",
    ],
)
def test_a_call_is_found(text: str) -> None:
    assert [c.number for c in calls(text)] == [7]


@pytest.mark.parametrize(
    "text",
    [
        "It grew by 3.7 percent.",
        "In 1,700 cases it failed.",
        "See no. 7 and vol. 7, p. 7.",
        "At 10:07 the train left.",
        "north,7,3",
        "See https://example.org/a.7 for",
        "The “7 dwarfs” were",
        "1990 12.7 13.7",
        "12\n7\n19",
        "It grew by 1.7\npercent in a year",
    ],
)
def test_a_number_is_no_call(text: str) -> None:
    assert 7 not in [c.number for c in calls(text)]


def one(number: int, at: int, weight: float = 2.0) -> Call:
    return Call(number, at, at + 1, -1, at, weight)


def numbers(found: list[Call]) -> list[int]:
    return [c.number for c in found]


def test_calls_count_up_past_numbers_that_do_not() -> None:
    found = [one(1, 0), one(40, 1), one(2, 2), one(7, 3), one(3, 4)]
    assert numbers(rising(found)) == [1, 2, 3]


def test_a_call_may_be_missing() -> None:
    assert numbers(rising([one(1, 0), one(2, 1), one(4, 2), one(5, 3)])) == [1, 2, 4, 5]


def test_the_count_begins_anew_where_an_essay_does() -> None:
    found = [one(1, 0), one(2, 1), one(1, 5), one(2, 6), one(3, 7)]
    assert numbers(rising(found, restarts=[5])) == [1, 2, 1, 2, 3]


def test_what_is_borne_out_weighs_more() -> None:
    found = [one(1, 0), one(2, 1), one(2, 2)]
    assert [c.start for c in rising(found, bonus={2: 3.0})] == [0, 2]


def test_matching_takes_the_later_of_two() -> None:
    found = [one(1, 0), one(1, 1), one(2, 2), one(9, 3)]
    assert [c.start for c in matched(found, {1, 2})] == [1, 2]


def test_many_candidates_take_linear_time() -> None:
    found = [one(k % 300 + 1, k) for k in range(60_000)]
    assert len(rising(found)) > 50_000
