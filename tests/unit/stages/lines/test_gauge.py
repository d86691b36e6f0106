"""The measure of a text is learnt from its lines, in letters of a book face or in characters."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest

from archivist.stages.lines.gauge import NO_GAUGE, Gauge, agreement, first_chunk, gauge, set_width

WORDS = (
    "In winter the minimum illumination of mill windows will willingly give way to a summer"
    " abundance; MOMENTUM and WARMTH fill rooms; still, little lilies tilt in the till."
).split()


def set_in(width: float) -> list[str]:
    """A long text broken where a line of *width* mean characters is full."""
    lines, line = [], ""
    for word in (WORDS[(7 * k) % len(WORDS)] for k in range(400)):
        trial = f"{line} {word}".strip()
        if set_width(trial) > width:
            lines.append(line)
            line = word
        else:
            line = trial
    return lines


def pairs(lines: list[str]) -> list[tuple[str, str]]:
    return list(pairwise(lines))


def test_lines_of_a_book_face_agree_on_its_measure() -> None:
    found = gauge(pairs(set_in(80)))
    assert found.width == set_width
    assert found.full == pytest.approx(80, abs=1.5)
    assert found.share > 0.95


def test_lines_wrapped_by_characters_agree_on_characters() -> None:
    lines = textwrap.wrap(" ".join(WORDS[(5 * k) % len(WORDS)] for k in range(300)), 72)
    found = gauge(pairs(lines))
    assert found.width("mmm") == 3
    assert found.full == pytest.approx(72, abs=1)


def test_a_short_line_left_room_and_a_full_one_did_not() -> None:
    lines = set_in(80)
    found = gauge(pairs(lines))
    assert found.left_room("The end.", "Another paragraph")
    wrongly = [line for line, after in pairs(lines) if found.left_room(line, after)]
    assert len(wrongly) <= 0.02 * len(lines)


def test_smaller_type_overruns() -> None:
    found = gauge(pairs(set_in(80)))
    assert all(found.overruns(line) for line in set_in(104)[:10])
    assert not found.overruns("short")


def test_few_or_quarrelling_lines_say_nothing() -> None:
    assert gauge([("a line that is long enough to count", "another")] * 5) is NO_GAUGE
    ragged = [("word " * n, "word") for n in range(6, 40, 3)]
    assert not gauge(ragged).known


def test_nothing_is_short_or_long_where_nothing_is_known() -> None:
    assert not NO_GAUGE.left_room("a", "b")
    assert not NO_GAUGE.overruns("a" * 1000)


@pytest.mark.parametrize(
    ("text", "chunk"),
    [("long-term view", "long-"), ("word after", "word"), ("and/or", "and/"), ("", "")],
)
def test_what_would_have_fitted_is_a_word_or_its_first_part(text: str, chunk: str) -> None:
    assert first_chunk(text) == chunk


def test_east_asian_signs_are_an_em_wide() -> None:
    assert set_width("海运") == pytest.approx(2 * 1000 / 422, rel=0.01)


def test_agreement_counts_pairs_that_can_live_with_a_measure() -> None:
    measure = Gauge(10, 0.5)
    assert agreement([("123456789", "abc"), ("1234", "abc")], measure) == 0.5
    assert agreement([], measure) == 0
