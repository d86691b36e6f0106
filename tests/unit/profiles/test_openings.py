from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.profiles import Profiles
from archivist.profiles.model import Family, Site
from archivist.profiles.openings import ANYHOW, SIZE, holds_digit, opening, openings

PROFILES = Profiles.load()


def none(_: str) -> Iterator[str]:
    return iter(())


def found(keys: frozenset[str], text: str) -> bool:
    """Whether the index would try a pattern with these keys on *text*."""
    head = text[:SIZE].lower()
    return not keys or any(head[:n] in keys for n in range(1, SIZE + 1))


@pytest.mark.parametrize(
    ("pattern", "keys"),
    [
        (r"#(?P<item>\d{2,9})", {"#"}),
        (r"\[End Page", {"[en"}),
        (r"(?:Home|About(?: us)?)", {"hom", "abo"}),
        (r"(?P<size>[\d.]+)", set()),
        (r"\d+ views?", set("0123456789")),
        (r"(?:a|(?:b|cd)e)x", {"a", "b", "cd"}),
        (r"Colou?r", {"col"}),
        (r"Co?lor", {"c"}),
        (r"(?:Sign )?in", set()),
        (r"[•*-]? ?Upload", set()),
        (r"x|.*", set()),
        (r"\w+", set()),
        (r"", set()),
    ],
)
def test_how_lines_of_a_pattern_begin(pattern: str, keys: set[str]) -> None:
    assert openings(pattern, none) == keys


def test_no_example_is_missed() -> None:
    owners: list[Family | Site] = [*PROFILES.families.values(), *PROFILES.sites.values()]
    for owner in owners:
        for rule in owner.rule:
            keys = openings(rule.line, lambda label: iter(PROFILES.wordings[label]))
            for example in owner.example:
                if example.rule == rule.id:
                    assert found(keys, example.text.replace("\u00a0", " ").strip())


def test_each_label_is_found_in_any_case() -> None:
    for label, texts in PROFILES.wordings.items():
        keys = openings(f"${{{label}}}", lambda name: iter(PROFILES.wordings[name]))
        for text in texts:
            for printed in (text, text.capitalize()):
                assert found(keys, printed)
            assert opening(text) in keys


PIECES = st.sampled_from(
    ["a", "Bc", r"\.", r"\d", "(?:de|f)", "(?:g)?", "h*", "[ij]", ".", "k?", "(?P<l>m|n)", "|", " "]
)


@given(st.lists(PIECES, min_size=1, max_size=5), st.text("abBcdefghijkmn. 1", max_size=6))
def test_a_line_that_matches_is_never_missed(pieces: list[str], line: str) -> None:
    pattern = "".join(pieces)
    try:
        compiled = re.compile(pattern)
    except re.error:
        return
    text = line.strip()
    if text and compiled.fullmatch(text):
        keys = openings(pattern, none)
        assert keys is ANYHOW or found(keys, text)


OWNERS: list[Family | Site] = [*PROFILES.families.values(), *PROFILES.sites.values()]
NUMBERED = [rule for owner in OWNERS for rule in owner.rule if holds_digit(rule.line)]


@given(st.data())
def test_a_line_of_a_numbered_rule_holds_a_digit(data: st.DataObject) -> None:
    rule = data.draw(st.sampled_from(NUMBERED))
    pattern = re.compile(PROFILES.expand(rule.line))
    assert re.search(r"\d", data.draw(st.from_regex(pattern, fullmatch=True)))


@pytest.mark.parametrize(
    ("pattern", "holds"),
    [
        (r"\d", True),
        (r"\d{1,3}/\d+", True),
        (r"\d?", False),
        (r"\d*x", False),
        (r"\d{0,2}", False),
        (r"\d{,2}", False),
        (r"(?:\d+ )?views", False),
        (r"(?P<n>\d+)", True),
        (r"(?P<n>\d+){0}", False),
        (r"(?<!\d)x", False),
        (r"(?=\d)\w", False),
        (r"[\d]", False),
        (r"\\d", False),
        (r"a|\d", False),
        (r"(?:1\d|2\d)", True),
    ],
)
def test_which_patterns_want_a_digit(pattern: str, holds: bool) -> None:
    assert holds_digit(pattern) is holds
