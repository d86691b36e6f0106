"""Numbers with their nouns."""

from __future__ import annotations

import pytest

from archivist.wording import counted


@pytest.mark.parametrize(
    ("number", "nouns", "said"),
    [
        (0, ("file",), "0 files"),
        (1, ("file",), "1 file"),
        (1200, ("file",), "1,200 files"),
        (1, ("scraped copy", "scraped copies"), "1 scraped copy"),
        (2, ("scraped copy", "scraped copies"), "2 scraped copies"),
    ],
)
def test_a_number_agrees_with_its_noun(number: int, nouns: tuple[str, ...], said: str) -> None:
    assert counted(number, *nouns) == said
