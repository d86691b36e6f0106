"""Which rows can be heads, by their words alone."""

from __future__ import annotations

import pytest

from archivist.stages.lines.heads import can_be_head


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("THE FIRST LIGHTS.", True),
        ("CHAPTER I.", True),
        ("ABERNATHY ET AL.", False),
        ("PORTS OF THE U.S.", False),
        ("The first lights.", False),
        ("The First Lights.", False),
        ("OIL, WICK,", False),
        ("OIL AND WICK:", False),
    ],
)
def test_a_head_in_capitals_may_end_with_a_stop(text: str, *, head: bool) -> None:
    assert can_be_head(text) is head
