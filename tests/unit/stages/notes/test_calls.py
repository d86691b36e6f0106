"""Which numbers can be calls."""

from __future__ import annotations

import pytest

from archivist.core import Sheet, Source
from archivist.stages.lines.view import lines_of
from archivist.stages.notes.calls import Call, find_calls


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
        "What the Keeper Did7",
        "What the Keeper Did 7",
        "The Lamp Keeper after 19937",
        "The lamps of the year 1980\n7\nNobody asked",
        "It stood at the number of 545.7 Few asked",
        "The lamps were lit in the year\n1990.7\nNobody asked",
    ],
)
def test_a_call_is_found(text: str) -> None:
    assert [c.number for c in calls(text)] == [7]


@pytest.mark.parametrize(
    "text",
    [
        "It grew by 3.7 percent.",
        "It grew by 0.7 Percent of the whole.",
        "The file has 0.7\nMb of text",
        "In 1,700 cases it failed.",
        "See no. 7 and vol. 7, p. 7.",
        "At 10:07 the train left.",
        "north,7,3",
        "See https://example.org/a.7 for",
        "The “7 dwarfs” were",
        "1990 12.7 13.7",
        "12\n7\n19",
        "Lamps and Oil, Part 7",
        "The Lamp Keeper after 1997",
        "the keeper and 7",
        "It grew by 1.7\npercent in a year",
        "The share\n18.7\n70.7 %\nof the oil",
    ],
)
def test_a_number_is_no_call(text: str) -> None:
    assert 7 not in [c.number for c in calls(text)]
