"""Page numbers that stand alone, framed or not, among other lone numbers."""

from __future__ import annotations

import pytest

from archivist.core import Sheet, Source
from archivist.stages.lineview import lines_of
from archivist.stages.numbering import folio_value
from archivist.stages.recurring import recurring_heads

LINES = "The boats that came in late had no light at the mast, and the keeper wrote them down.\n"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", (False, 7)),
        ("[ 105 ]", (False, 105)),
        ("– 7 –", (False, 7)),
        ("- 7 -", (False, 7)),
        ("72·", (False, 72)),
        ("xiv", (True, 14)),
        ("– xiv –", (True, 14)),
        ("-7", None),
        ("– 7", None),
        ("7.5", None),
        ("[7", None),
        ("–", None),
    ],
)
def test_folios_with_and_without_a_frame(text: str, value: tuple[bool, int] | None) -> None:
    assert folio_value(text) == value


def test_calls_at_the_foot_of_a_page_do_not_break_the_row_of_folios() -> None:
    page = "\n\n– {n} –\n" + LINES * 9 + "{call}\n\nA note in smaller type.\n"
    text = LINES + "".join(page.format(n=n, call=n + 20) for n in range(3, 8))
    found = recurring_heads(lines_of(Sheet.of(Source.of(text))), set())
    assert [folio for _, _, folio, _ in found] == ["3", "4", "5", "6", "7"]


def test_two_lone_numbers_are_not_enough() -> None:
    text = LINES + "".join(f"\n\n{n}\n{LINES * 9}" for n in (3, 4))
    assert recurring_heads(lines_of(Sheet.of(Source.of(text))), set()) == []
