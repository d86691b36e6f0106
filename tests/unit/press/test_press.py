"""The press is deterministic, loses nothing it does not mean to lose, and knows its own noise."""

from __future__ import annotations

from random import Random

import pytest

from tests.press.carriers import CARRIERS
from tests.press.cases import Plan, make
from tests.press.draw import Recipe, draw, ordinal
from tests.press.house import HOUSES
from tests.press.layout import typeset
from tests.press.model import plain
from tests.press.render import render
from tests.press.setting import set_lines
from tests.press.sites import SITES, strip_items, strip_line

SEED_STRIP = "1 \u00a0 ... \u00a0 8 \u00a0 9 \u00a0 10 \u00a0 11 \u00a0 12 \u00a0 13 \u00a0 14 \u00a0 15 \u00a0 ... \u00a0 28"  # noqa: E501


def test_same_seed_same_bytes() -> None:
    plan = Plan(site="")
    assert make(7, plan).files == make(7, plan).files
    assert make(7, plan).gold == make(7, plan).gold
    assert make(7, plan).files != make(8, plan).files


@pytest.mark.parametrize("house", HOUSES)
@pytest.mark.parametrize("seed", range(3))
def test_every_word_of_the_body_is_printed_once(house: str, seed: int) -> None:
    report = draw(seed, Recipe(house=HOUSES[house], size=10, floats=False))
    printed = typeset(report, Random(seed))
    found: dict[int, str] = {}
    for page in printed.pages:
        for line in page.lines + page.notes:
            text = plain(line.text)
            text = text[:-1] if line.end == "soft" else text
            found[line.unit] = found.get(line.unit, "") + text + " " * (line.end == "wrap")
    units = printed.units
    bodies = [text for unit, text in found.items() if units[unit].kind == "p"]
    wanted = [plain(b.text) for e in report.essays for b in (*e.summary, *e.body) if b.kind == "p"]
    fore = [plain(b.text) for b in report.foreword.body] if report.foreword else []
    assert sorted(bodies) == sorted(wanted + fore)
    notes = [text for unit, text in found.items() if units[unit].kind == "note"]
    works = (*report.essays, *((report.foreword,) if report.foreword else ()))
    assert sorted(notes) == sorted(plain(n) for e in works for b in e.body for n in b.notes)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_carrier_keeps_the_words(carrier: str) -> None:
    report = draw(3, Recipe(size=10))
    printed = typeset(report, Random(3))
    copytext = render(printed, CARRIERS[carrier], Random(3))
    words = copytext.text.replace("\u00a0", " ").split()
    sentence = plain(report.essays[0].body[-1].text).split()
    assert len(set(sentence) & set(words)) > 0.8 * len(set(sentence))


@pytest.mark.parametrize("site", sorted(SITES))
def test_noise_spans_hold_the_noise_and_the_slices_hold_the_text(site: str) -> None:
    case = make(11, Plan(site=site, slices=5, keep="all", size=10))
    kept = []
    for part in case.slices:
        if part.twin:
            continue
        text, last = part.text, 0
        for start, end in part.noise:
            kept.append(text[last:start])
            assert text[start:end].strip()
            last = end
        kept.append(text[last:])
    joined = "".join(kept).replace("\u00a0", " ").split()
    whole = case.copytext.text.replace("\u00a0", " ").split()
    # only a heading repeated at a cut may stand in more than the whole text
    assert set(joined) == set(whole)
    assert len(whole) <= len(joined) < len(whole) + 80


def test_gold_declares_what_was_not_scraped() -> None:
    case = make(2, Plan(slices=9, keep="one"))
    present = {part.number for part in case.slices}
    assert set(case.gold.missing) == set(range(1, 10)) - present


@pytest.mark.parametrize(
    ("page", "count", "wanted"),
    [
        (1, 2, "1 2"),
        (3, 11, "1 2 3 4 5 6 7 8 9 10 11"),
        (6, 12, "1 2 3 4 5 6 7 8 9 ... 12"),
        (7, 12, "1 ... 4 5 6 7 8 9 10 11 12"),
        (12, 28, "1 ... 8 9 10 11 12 13 14 15 ... 28"),
        (25, 28, "1 ... 20 21 22 23 24 25 26 27 28"),
    ],
)
def test_strip_rule(page: int, count: int, wanted: str) -> None:
    assert " ".join(strip_items(page, count)) == wanted


def test_strip_line_as_recorded() -> None:
    assert strip_line(12, 28) == SEED_STRIP
    assert strip_line(1, 2).startswith("  1")


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        (66, "sixty-sixth"),
        (80, "eightieth"),
        (100, "one-hundredth"),
        (107, "one-hundred-and-seventh"),
        (115, "one-hundred-and-fifteenth"),
    ],
)
def test_ordinals(number: int, wanted: str) -> None:
    assert ordinal(number) == wanted


def test_lines_join_back_to_the_text() -> None:
    text = draw(1).essays[0].body[0].text + " https://a.example.org/b-c/dddd/" + "e" * 120
    for hyphenate in (False, True):
        lines = set_lines(text, 60, hyphenate=hyphenate)
        back = ""
        for line, end in lines:
            back += line[:-1] if end == "soft" else line
            back += " " if end == "wrap" else ""
        assert back == text


def test_line_lengths_are_those_measured() -> None:
    printed = typeset(draw(4, Recipe(size=60)), Random(4))
    body = [
        len(plain(line.text))
        for page in printed.pages
        if page.kind == "body"
        for line in page.lines
        if printed.units[line.unit].kind == "p" and line.end == "wrap"
    ]
    notes = [len(line.text) for page in printed.pages for line in page.notes if line.end == "wrap"]
    assert 90 <= sorted(body)[len(body) // 2] <= 97
    assert 114 <= sorted(notes)[len(notes) // 2] <= 135


def test_each_file_has_a_gold_of_its_own() -> None:
    case = make(9, Plan(slices=4, keep="all", size=10))
    alone = [case.slice_gold(i) for i in range(len(case.files))]
    for gold in alone:
        assert len(gold.missing) == case.count - 1
        assert len(gold.copies) == 1
    # a block that runs over a cut is in both, so the parts have no fewer words than the whole
    assert sum(len(gold.stream) for gold in alone) >= len(case.gold.stream)
