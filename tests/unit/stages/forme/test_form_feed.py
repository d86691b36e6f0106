"""Form feeds: what extractors of PDF print where a page ends."""

from __future__ import annotations

import pytest

from archivist.core import Sheet, Source, Zone
from archivist.stages.lines.view import FEED, lines_of
from tests.unit.stages.harbor import PROSE, edition


@pytest.mark.parametrize(
    ("text", "gap", "feed"),
    [
        ("one\ntwo\n", 0, False),
        ("one\n\ntwo\n", 1, False),
        ("one\n\ftwo\n", FEED, True),
        ("one\ftwo\n", FEED, True),
        ("one\n\n\n\n\ftwo\n", 4, True),
        ("one\n\f\ftwo\n", 2 * FEED, True),  # a blank page
    ],
)
def test_a_form_feed_is_a_gap_at_least_as_large_as_a_page_break(
    text: str, gap: int, feed: bool
) -> None:
    line = lines_of(Sheet.of(Source.of(text)))[1]
    assert (line.text, line.gap, line.feed) == ("two", gap, feed)


def test_only_the_line_behind_a_form_feed_has_one() -> None:
    lines = lines_of(Sheet.of(Source.of("one\n\ftwo\nthree\n")))
    assert [line.feed for line in lines] == [False, True, False]


def test_two_lone_numbers_at_form_feeds_are_folios() -> None:
    note = "R. Stone, The Toll (York: Gate, 1988), 5."
    text = f"Tolls\n\n\f{PROSE * 3}Nobody paid.1\n1. {note}\n2\n\f{PROSE * 3}\n3\n"
    found = [(block.zone, block.text) for block in edition(text).outline.blocks]
    assert [text for zone, text in found if zone is Zone.FOLIO] == ["2", "3"]
    assert [text for zone, text in found if zone is Zone.NOTE] == [note]
