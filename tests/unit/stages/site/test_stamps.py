"""Lines stamped on the pages of a copy, told by where they stand."""

from __future__ import annotations

import pytest

from archivist.core import Sheet, Source, Zone
from archivist.profiles import Profiles
from archivist.stages.clean import clean

PROFILES = Profiles.load()
PAGE = (
    "The river rose in the spring of year {0} and the council of the harbor met in the old\n"
    "hall to hear what the keeper of the locks had to say about it, which was not much and\n"
    "{1}\n"
    "not new. The mills had closed, the ferry had stopped, and the upper town was cut off as\n"
    "it is in most years. The council thanked the keeper and went home before it was dark."
)


def copy(*lines: str) -> Sheet:
    pages = [PAGE.format(n, line) for n, line in enumerate(lines)]
    return clean([Source.of("\n".join(pages) + "\n")], PROFILES)[0].sheet


def zones(sheet: Sheet, words: str) -> set[int]:
    return {sheet.zones[i] for i in range(len(sheet)) if sheet.text.startswith(words, i)}


@pytest.mark.parametrize(
    "stamp", ["Sample copy – not for distribution", "Reading copy of the Harbor Club, shelf 12"]
)
def test_a_line_again_and_again_inside_sentences_is_a_stamp(stamp: str) -> None:
    sheet = copy(*[stamp] * 4)
    assert zones(sheet, stamp) == {Zone.SITE_NOISE}
    assert zones(sheet, "The river") == zones(sheet, "not new") == {Zone.PARAGRAPH}


def test_the_stamp_is_reported_once() -> None:
    text = "\n".join(PAGE.format(n, "Sample copy – not for you") for n in range(4))
    [edition] = clean([Source.of(text + "\n")], PROFILES)
    [found] = [f for f in edition.findings if f.code == "R102"]
    assert "4 times" in found.message
    assert text[found.start : found.end] == "Sample copy – not for you"


def test_twice_is_no_stamp() -> None:
    sheet = copy("Sample copy – not for you", "and the sluice. It was", "Sample copy – not for you")
    assert Zone.SITE_NOISE not in zones(sheet, "Sample copy")


def test_a_refrain_between_paragraphs_is_no_stamp() -> None:
    pages = [
        f"The river rose in year {n} and the council met in the hall of the harbor at noon.\n"
        "Recommendation: Measure before you bargain.\n"
        "The council went home before it was dark, and the mills were closed until the spring."
        for n in range(5)
    ]
    [edition] = clean([Source.of("\n".join(pages) + "\n")], PROFILES)
    assert Zone.SITE_NOISE not in zones(edition.sheet, "Recommendation")


def test_words_that_recur_among_the_cells_of_a_table_are_no_stamp() -> None:
    rows = [f"sediment load at gauge {n}\nNot applicable\nwater level" for n in range(5)]
    text = "\n".join(["Table 1. Gauges", *rows, PAGE.format(1, "and not new, but"), ""])
    [edition] = clean([Source.of(text)], PROFILES)
    assert Zone.SITE_NOISE not in zones(edition.sheet, "Not applicable")
