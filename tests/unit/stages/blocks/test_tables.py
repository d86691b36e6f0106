"""Tables without a caption, and the heads of their columns."""

from __future__ import annotations

import pytest

from archivist.core import Zone
from tests.unit.stages.harbor import PROSE, edition

ROWS = "1901 12.5 30.1\n1902 13.1 31.9\n1903 14.0 29.4\n"


def tables(text: str) -> list[str]:
    """The rows of each table, with bars between them."""
    blocks = edition(f"{PROSE}{text}{PROSE}").outline.blocks
    return [b.text.replace("\n", "|") for b in blocks if b.zone is Zone.TABLE]


def test_the_heads_of_columns_belong_to_the_rows_below() -> None:
    assert tables(f"Year Oil Wicks\n{ROWS}") == [
        "Year Oil Wicks|1901 12.5 30.1|1902 13.1 31.9|1903 14.0 29.4"
    ]


def test_a_caption_has_its_heads_and_rows_where_no_source_stands_below() -> None:
    (table,) = tables(f"t a b l e 1 Lamps of the Harbor\nYear Oil Wicks\n{ROWS}")
    assert table.startswith("Year Oil Wicks|1901")


@pytest.mark.parametrize(
    "above",
    [
        "It was dear.",  # a sentence, of as many words as the rows have cells
        "The oil of the harbor was dear in those years.",
    ],
)
def test_what_is_no_heads_of_columns(above: str) -> None:
    (table,) = tables(f"{above}\n{ROWS}")
    assert table.startswith("1901")


def test_two_rows_are_a_table_if_they_are_nothing_but_as_many_numbers() -> None:
    assert tables("1901 12.5 30.1\n1902 13.1 31.9\n") == ["1901 12.5 30.1|1902 13.1 31.9"]


@pytest.mark.parametrize(
    "rows",
    [
        "1901 12.5 30.1\n",
        "1901 12.5 30.1\n1902 13.1 31.9 8\n",  # of another number of cells
        "Oil 12.5 30.1 8.9\nWicks 13.1 31.9 8.8\n",  # words: a list of things can look so
    ],
)
def test_fewer_rows_are_no_table(rows: str) -> None:
    assert tables(rows) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Oil 1901\nWicks 1902\n20012002\n", True),
        ("lamps were lit\nat dusk, and\nburned.\n", False),
    ],
)
def test_a_caption_behind_a_call_is_told_by_the_words_of_its_figure(
    words: str, *, found: bool
) -> None:
    note = "\n\n1 Jo March, Oil and Lamps of the Quay (Halden: Quay Press, 1990), 12.\n"
    text = f"{PROSE}Nobody paid.\n1\nFigure 1 Lamps of the Harbor, 1901\n{words}{PROSE}{note}"
    captions = [b.text for b in edition(text).outline.blocks if b.zone is Zone.CAPTION]
    assert (captions == ["Figure 1 Lamps of the Harbor, 1901"]) is found
