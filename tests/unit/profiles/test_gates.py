"""A gate says a quick no; it never says no to what the patterns behind it match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.profiles import Profiles
from archivist.profiles.model import Masthead
from archivist.profiles.openings import may_open, openings
from archivist.profiles.union import union

PROFILES = Profiles.load()
MARKS = [mark for house in PROFILES.publishers.values() for mark in house.detect]
MASTHEADS = [house.masthead for house in PROFILES.publishers.values()]
HEADED = [(m, p) for m in MASTHEADS for p in (m.org, m.series) if p is not None]


@given(st.data())
def test_the_marks_of_publishers_pass_their_gate(data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(MARKS).flatmap(lambda m: st.from_regex(m, fullmatch=True)))
    assert PROFILES.marks.fullmatch(line)


@given(st.data())
def test_a_masthead_passes_its_gate(data: st.DataObject) -> None:
    shape, pattern = data.draw(st.sampled_from(HEADED))
    assert shape.may_begin(data.draw(st.from_regex(pattern, fullmatch=True)))


def test_prose_does_not_pass() -> None:
    known = PROFILES.publishers["nbr-special-report"].masthead
    assert not known.may_begin("Prose of a report, set in lines.")
    assert not PROFILES.marks.fullmatch("Prose of a report, set in lines.")


def test_a_masthead_that_can_begin_anyhow_is_always_asked_for() -> None:
    shape = Masthead(org=re.compile("The Institute"), series=re.compile(r"\w+ Papers"))
    assert shape.may_begin("Occasional Papers")


@pytest.mark.parametrize(
    "parts",
    [
        [r"(?i)(?P<n>a)b", r"(?P<n>c)"],
        [r"(?P<n>a|b)(?P=n)", r"(a)\1"],
        [r"(?s)a.b", r"(?m)^a$"],
        [r"(?x) a  b # c", "d"],
    ],
)
@given(line=st.text(alphabet="aAbBcC\nd", max_size=4))
def test_a_union_matches_what_one_of_its_patterns_does(parts: list[str], line: str) -> None:
    patterns = [re.compile(part) for part in parts]
    if any(pattern.fullmatch(line) for pattern in patterns):
        assert union(patterns).fullmatch(line)


def test_nothing_is_of_no_patterns() -> None:
    assert union([]).fullmatch("") is None


def test_case_does_not_change_how_a_line_can_begin() -> None:
    keys = tuple(openings(r"(?i)(?:kind|series) \d", lambda _label: iter(())))
    assert sorted(keys) == ["kin", "ser"]
    for line in ("KIND 1", "\u212aind 1", "\u017feries 2"):  # a Kelvin sign, a long s
        assert re.fullmatch(r"(?i)(?:kind|series) \d", line)
        assert may_open(line, keys)
