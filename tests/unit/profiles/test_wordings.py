"""Many wordings as one pattern."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archivist.profiles.wordings import any_blanks, any_of

WORD = st.text("abAB'.+ıİßя(", min_size=1, max_size=4)
WORDS = st.lists(st.lists(WORD, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=12)


def one_by_one(texts: list[str]) -> str:
    """The same as an alternation, the longest first."""
    words = sorted({" ".join(text.split()) for text in texts}, key=lambda one: (-len(one), one))
    return "|".join(re.escape(one).replace(r"\ ", " +").replace("'", "['`]") for one in words)


@example(["ıA", "İ A", "İ"], "ıA")
@given(WORDS, st.text("abAB'`.+ ıiI", max_size=6))
def test_it_finds_what_an_alternation_finds(texts: list[str], tail: str) -> None:
    tree = re.compile(any_of(texts), re.IGNORECASE)
    plain = re.compile(one_by_one(texts), re.IGNORECASE)
    for line in (tail, *(f"{text.swapcase()}{tail}" for text in texts)):
        assert bool(tree.fullmatch(line)) == bool(plain.fullmatch(line))
        found, expected = tree.match(line), plain.match(line)
        assert (found and found[0]) == (expected and expected[0])


def test_a_wording_that_begins_another_is_tried_after_it() -> None:
    pattern = re.compile(rf"(?i:{any_of(['share', 'share this', 'sharing'])})(.*)")
    match = pattern.match("Share  this page")
    assert match is not None
    assert match[1] == " page"
    assert pattern.match("Shar") is None


def test_nothing_but_the_whole_wording_is_found() -> None:
    pattern = re.compile(any_of(["do'stlar", "a.b"]), re.IGNORECASE)
    assert pattern.fullmatch("DO`STLAR")
    assert not pattern.fullmatch("dostlar")
    assert not pattern.fullmatch("axb")


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        ("Special Report", "Special   Report"),
        ("Page ?(?P<n>\\d+) ?/ ?(?P<of>\\d+)", "Page  3  /  12"),
        ("[a b]x", " x"),
        ("(?<= )x", None),
        ("a {2}b", "a  b"),
    ],
)
def test_any_number_of_blanks_stands_for_one(pattern: str, line: str | None) -> None:
    found = re.compile(any_blanks(pattern))
    assert line is None or found.fullmatch(line)
    assert not found.fullmatch("a   b")
