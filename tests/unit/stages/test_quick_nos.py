"""A quick no never keeps a pattern from a line that it would match."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archivist import api
from archivist.core import Sheet
from archivist.profiles import Profiles
from archivist.stages.forme import beside
from archivist.stages.lines import captions, signs
from archivist.stages.lines.gauge import first_chunk
from archivist.stages.site import copies
from archivist.stages.site.noise import noise

ROOT = Path(__file__).parents[3]
PROFILES = Profiles.load()
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


@given(st.text("iIxX7[]–- |.PpagebsS", min_size=1, max_size=14).map(str.strip).filter(bool))
@example("Page 7 | Sea")
@example("Sea xi")
def test_a_number_beside_a_head_stands_at_an_end_of_the_line(text: str) -> None:
    forms = (beside.FIRST, beside._LAST, beside._CODED)
    found = (form.fullmatch(text) for form in forms)
    if any(match and beside.reads_as_head(match["rest"]) for match in found):
        ends = {*beside._EDGES, *beside._BEGINS, *"0123456789"}
        assert text[0] in ends or text[-1] in ends


@pytest.mark.parametrize("path", sorted((ROOT / "samples" / "single").glob("*.txt")))
def test_a_family_that_cannot_prove_itself_would_not_have(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (source,) = api.read(path)
    quick, _ = noise(Sheet.of(source), PROFILES)
    monkeypatch.setattr(copies, "_most", lambda _: 1000)
    assert noise(Sheet.of(source), PROFILES)[0] == quick
