"""Running heads that the site's cut into slices has torn."""

from __future__ import annotations

import pytest

from archivist.core import Sheet, Source
from archivist.stages.forme.torn import Halves, halves_of, torn_heads
from archivist.stages.lines.view import Line, lines_of

HALVES = Halves(frozenset({"THE FERRY"}), frozenset({"ROE"}))
TEXT = "of the yard and of the ferry\nthat had served it.\n"


def lines(first: str, second: str) -> list[Line]:
    """The lines of two slices."""
    found = lines_of(Sheet.of(Source.of(first + second)))
    at = first.count("\n")
    return [line._replace(cut=i == at) for i, line in enumerate(found)]


def taken(first: str, second: str) -> list[str]:
    found = lines(first, second)
    return [
        " ".join(found[i].text for i in range(a, b + 1))
        for a, b, _, _ in torn_heads(found, (), HALVES)
    ]


@pytest.mark.parametrize(
    ("first", "second", "heads"),
    [
        (TEXT, f"ROE\n{TEXT}", ["ROE"]),
        (TEXT, f"u\nROE\n{TEXT}", ["u ROE"]),
        (f"{TEXT}THE FERRY\n", f"◆\nROE\n{TEXT}", ["◆ ROE", "THE FERRY"]),
        (f"{TEXT}THE FERRY\nu\n", TEXT, ["THE FERRY u"]),
        (TEXT, f"{TEXT}THE FERRY\n", ["THE FERRY"]),
    ],
)
def test_half_a_head_at_the_edge_of_a_slice(first: str, second: str, heads: list[str]) -> None:
    assert taken(first, second) == heads


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (TEXT, f"Roe\n{TEXT}"),
        (TEXT, f"THE FERRY\n{TEXT}"),  # a title can open a slice, the left half of a head cannot
        (f"{TEXT}ROE\n", TEXT),
        (TEXT, f"{TEXT}ROE\n{TEXT}"),
        (TEXT, f"u\n{TEXT}"),
    ],
)
def test_what_is_no_half(first: str, second: str) -> None:
    assert taken(first, second) == []


def test_a_head_of_the_document_is_no_half() -> None:
    found = halves_of(["FOREWORD u JOO", "THE FERRY | ROE", "Ferries • Roe", "12"], {"FOREWORD"})
    assert found == Halves(frozenset({"THE FERRY"}), frozenset({"JOO", "ROE"}))
