"""Running heads told by their form alone, and lines that only look like them."""

from __future__ import annotations

import pytest

from archivist.core import Sheet, Source, Zone
from archivist.stages.forme.ornate import ornate_heads
from archivist.stages.lines.view import lines_of

TEXT = "The boats came in late.\nNobody had lit the lamp.\nThe keeper wrote it down.\n"


def heads(text: str) -> list[str]:
    lines = lines_of(Sheet.of(Source.of(text)))
    return [
        " / ".join(lines[i].text for i in range(first, last + 1))
        for _, _, _, parts in ornate_heads(lines, set())
        for first, last, zone, _ in parts
        if zone is Zone.RUNNING_HEAD
    ]


@pytest.mark.parametrize("sign", ["u", "◆", "▪", "|"])
@pytest.mark.parametrize("folio_first", [True, False])
def test_a_head_over_three_lines_is_told_alone(sign: str, folio_first: bool) -> None:
    parts = ["25", f"COUNTING BOATS\n{sign}\nDE LA CROIX"]
    text = "\n".join(parts if folio_first else parts[::-1]) + "\n" + TEXT
    assert heads(text) == [f"COUNTING BOATS / {sign} / DE LA CROIX"]
    assert heads(f"{TEXT}\n\n{text}") == [f"COUNTING BOATS / {sign} / DE LA CROIX"]


def test_heads_on_one_line_are_told_where_their_numbers_rise() -> None:
    text = f"WHO BUYS? ▪ ABARA 3\n{TEXT}\n\n4 TIDE PAPERS ▪ JUNE 2021\n{TEXT}"
    assert heads(text) == ["WHO BUYS? ▪ ABARA 3", "4 TIDE PAPERS ▪ JUNE 2021"]


@pytest.mark.parametrize(
    "text",
    [
        f"WHO BUYS? ▪ ABARA 3\n{TEXT}",  # one alone may be a title
        f"A ▪ ABARA 7\n{TEXT}\n\nTIDE PAPERS ▪ JUNE 4\n{TEXT}",  # numbers fall
        f"{TEXT}25\nCOUNTING BOATS\nu\nDELACROIX\n{TEXT}",  # no page begins here
        f"COUNTING BOATS\nu\nDELACROIX\n{TEXT}",  # no number
        f"25\nCounting boats\nu\nDelacroix\n{TEXT}",  # no capitals
        f"25\nCOUNTING BOATS\nDELACROIX\n{TEXT}",  # no ornament
    ],
)
def test_what_only_looks_like_a_head(text: str) -> None:
    assert heads(text) == []
