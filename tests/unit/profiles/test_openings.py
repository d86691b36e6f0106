from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.profiles import Profiles, match
from archivist.profiles.model import Family, Rule, Site
from archivist.profiles.openings import (
    ANYHOW,
    DIGIT,
    SIZE,
    closings,
    held,
    opening,
    openings,
    words,
)

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
        (r"(?P<size>[\d.]+)", {*"0123456789."}),
        (r"\d+ views?", set("0123456789")),
        (r"(?:a|(?:b|cd)e)x", {"a", "b", "cd"}),
        (r"Colou?r", {"col"}),
        (r"Co?lor", {"c"}),
        (r"(?:Sign )?in", {"sig", "in"}),
        (r"(?:Sign )?", set()),
        (r"[•*-]? ?Upload", {"•", "*", "-", "upl"}),
        (r"[^a]x", set()),
        (r"[a-c]x", set()),
        (r"[\d.]{2}x", {*"0123456789."}),
        (r"\d{0,2}x", {*"0123456789x"}),
        (r"(?i:Tide)s", {"tid"}),
        (r"(?!a)tide", set()),
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
RULES = [rule for owner in OWNERS for rule in owner.rule]
SIGNED = [rule for rule in RULES if held(rule.line)]


def a_line_of(rules: list[Rule], data: st.DataObject) -> tuple[Rule, str]:
    """One of the rules, and a line that it matches."""
    rule = data.draw(st.sampled_from(rules))
    pattern = re.compile(PROFILES.expand(rule.line))
    return rule, data.draw(st.from_regex(pattern, fullmatch=True))


@given(st.data())
def test_a_line_of_a_rule_holds_its_signs(data: st.DataObject) -> None:
    rule, line = a_line_of(SIGNED, data)
    for sign in held(rule.line):
        assert re.search(r"\d", line) if sign == DIGIT else sign in line


GLUED = [rule for rule in SIGNED if rule.glued and DIGIT in held(rule.line)]


@given(st.data())
def test_a_field_stuck_to_a_title_has_a_digit_near_its_end(data: st.DataObject) -> None:
    _, line = a_line_of(GLUED, data)
    assert re.search(r"\d", line[-match._LONGEST_VALUE :])


WORDED = [rule for rule in RULES if words(rule.line)]


@given(st.data())
def test_a_line_of_a_rule_holds_its_words(data: st.DataObject) -> None:
    rule, line = a_line_of(WORDED, data)
    assert all(word in line for word in words(rule.line))


@pytest.mark.parametrize("often", [0, 1_000_000])
def test_every_example_in_a_text_passes_the_gates(
    often: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether patterns of all rules are asked first or not."""
    monkeypatch.setattr(match, "_OFTEN", often)
    for owner in OWNERS:
        patterns = {rule.id: PROFILES.expand(rule.line) for rule in owner.rule}
        for example in owner.example:
            line = example.text.replace("\u00a0", " ").strip()
            if example.rule not in patterns or not re.fullmatch(patterns[example.rule], line):
                continue
            view = f"Prose of a report - in 1/2 lines:\n{line}\nand prose again."
            start = view.index("\n") + 1
            worded = PROFILES.index.worded(view, [0, start])
            tried = PROFILES.index.candidates(line)
            assert example.rule in {one.rule.id for one in (*tried, *worded.get(1, ()))}


@pytest.mark.parametrize(
    ("pattern", "runs"),
    [
        (r".+ by Issuu", {" by Issuu"}),
        (r".+ by x?Issuu\.", {" by ", "Issuu."}),
        (r".+ ${label} on", {" ", " on"}),
        (r".+ (?:a|b)c{2}d", {" ", "d"}),
        (r".+(?!no) [yes]", {" "}),
        (r"(?i)one", set()),
        (r"one|two", set()),
    ],
)
def test_which_words_a_pattern_wants(pattern: str, runs: set[str]) -> None:
    assert words(pattern) == runs


@pytest.mark.parametrize(
    ("pattern", "signs"),
    [
        (r"\d", "0"),
        (r"\d{1,3}/\d+", "0/"),
        (r"\d?", ""),
        (r"\d*x", ""),
        (r"\d{0,2}", ""),
        (r"\d{,2}", ""),
        (r"(?:\d+ )?views", ""),
        (r"(?P<n>\d+)", "0"),
        (r"(?P<n>\d+){0}", ""),
        (r"(?<!\d)x", ""),
        (r"(?=\d)\w", ""),
        (r"[\d]", ""),
        (r"\\d", "\\"),
        (r"a|\d", ""),
        (r"(?:1\d|2\d)", "0"),
        (r"a:|(?:b)?:/", ":"),
        (r"\. .", "."),
        (r"x(?:©|:)", ""),
    ],
)
def test_which_signs_a_pattern_wants(pattern: str, signs: str) -> None:
    assert held(pattern) == {*signs}


def test_a_label_at_the_end_closes_the_line() -> None:
    def wordings(_: str) -> Iterator[str]:
        return iter(["Icon", "Signe"])

    assert closings(r".+ ${icon}", wordings) == {"con", "gne"}
    assert closings(r".+ ${icon}?", wordings) == ANYHOW
    assert closings(r"x|.+ ${icon}", wordings) == ANYHOW
    assert closings(r".+ ${icon}", lambda _: iter(["Icon", "in"])) == ANYHOW
