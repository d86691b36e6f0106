"""A quick no never keeps a pattern from a line that it would match."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archivist.stages.blocks import captions, signs
from archivist.stages.blocks.gauge import first_chunk

SIGNS = "•●◦°*·-–—olnquØ?1b)(. \t€âÂ—oil"


@given(st.text(SIGNS, max_size=8))
@example("â€¢ oil")
@example("o Oil")
@example("b) oil")
def test_a_line_with_a_sign_may_open_an_item(text: str) -> None:
    finds = (signs.bullet, signs.dash, signs.misread, signs.enumerator)
    if any(find(text) for find in finds):
        assert signs.may_open(text)


def spaced(word: str, blanks: int) -> str:
    return (" " * blanks).join(word)


@pytest.mark.parametrize("blanks", [0, 1, 2])
@pytest.mark.parametrize("word", sorted(captions._KIND))
def test_each_label_is_known_in_any_case(word: str, blanks: int) -> None:
    for label in (word, word.capitalize(), word.upper()):
        if len(label) == len(word):
            found = captions.caption(f"{spaced(label, blanks)} 3. Lamps of the harbor")
            assert found
            assert found["number"] == "3"


@pytest.mark.parametrize(
    ("text", "chunk"),
    [
        ("harbor lamp", "harbor"),
        ("harbor", "harbor"),
        ("low-cost oil", "low-"),
        ("and/or oil", "and/"),
        ("oil, then", "oil,"),
        ("lamp\u2005oil", "lamp"),
        ("", ""),
    ],
)
def test_what_would_have_stood_on_the_line_before(text: str, chunk: str) -> None:
    assert first_chunk(text) == chunk
