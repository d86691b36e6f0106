"""Page numbers that stand alone, framed or not, among other lone numbers."""

from __future__ import annotations

import pytest

from archivist.core import Sheet, Source, Zone
from archivist.core.ledger import Mark
from archivist.stages.forme.breaks import gaps_part_sentences
from archivist.stages.forme.lone import lone_folios
from archivist.stages.forme.pages import pages
from archivist.stages.forme.recurring import recurring_heads
from archivist.stages.lines.folios import folio_value
from archivist.stages.lines.view import lines_of
from tests.unit.stages.harbor import PROFILES

NAMES = "Ada Bo Cid Dag Eva Flo Gus Hal Ida".split()


def body(page: int) -> str:
    """Nine lines, none of which is printed twice."""
    where = "north east south west bow stern mast keel".split()[page % 8]
    return "".join(f"The boat of {name} came in late from the {where} side.\n" for name in NAMES)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", (False, 7)),
        ("[ 105 ]", (False, 105)),
        ("– 7 –", (False, 7)),
        ("- 7 -", (False, 7)),
        ("72·", (False, 72)),
        ("xiv", (True, 14)),
        ("– xiv –", (True, 14)),
        ("-7", None),
        ("– 7", None),
        ("7.5", None),
        ("[7", None),
        ("–", None),
    ],
)
def test_folios_with_and_without_a_frame(text: str, value: tuple[bool, int] | None) -> None:
    assert folio_value(text) == value


def test_calls_at_the_foot_of_a_page_do_not_break_the_row_of_folios() -> None:
    text = body(0) + "".join(
        f"\n\n– {n} –\n{body(n)}{n + 20}\n\nA note of {NAMES[n]} in small type.\n"
        for n in range(3, 8)
    )
    found = recurring_heads(lines_of(Sheet.of(Source.of(text))), set())
    assert [folio for _, _, folio, _ in found] == ["3", "4", "5", "6", "7"]


def test_two_lone_numbers_are_not_enough() -> None:
    text = body(0) + "".join(f"\n\n{n}\n{body(n)}" for n in (3, 4))
    assert recurring_heads(lines_of(Sheet.of(Source.of(text))), set()) == []


def gaps(text: str) -> bool:
    return gaps_part_sentences(lines_of(Sheet.of(Source.of(text))))


def test_wide_gaps_inside_sentences_are_page_breaks() -> None:
    over = "The boat that came in late had no\n\n\n{}light at the mast, and the keeper saw it.\n"
    assert gaps(over.format("") * 2)
    assert gaps(over.format("7\n"))  # a page number counts once more
    assert not gaps(over.format(""))
    assert not gaps("The boat came in late.\n\n\nThe keeper wrote down what it carried.\n" * 4)
    assert not gaps("the boat\n\n\nthe lamp\n\n\nthe mast\n\n\nthe quay\n")  # lines of a poem


@pytest.mark.parametrize(("number", "found"), [("- 8 -", ["8"]), ("8", [])])
def test_a_framed_number_before_a_form_feed_is_a_page_number_alone(
    number: str, found: list[str]
) -> None:
    sheet = Sheet.of(Source.of(f"{body(1)}{number}\n\f{body(2)}"))
    entries = pages(sheet, PROFILES.publishers["generic"])
    folios = [e for e in entries if isinstance(e, Mark) and e.role is Zone.FOLIO]
    assert [sheet.text[e.start : e.end].strip("- \n") for e in folios] == found


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("FOREWORD", ["v"]),
        ("FOREWORD ROE\nFOREWORD", ["v", "FOREWORD ROE"]),
        ("HARBORS ROE\nFOREWORD", []),  # of another part
        ("The Lamps", []),
    ],
)
def test_a_roman_number_above_the_head_of_a_foreword(head: str, found: list[str]) -> None:
    sheet = Sheet.of(Source.of(f"{body(1)}v\n{head}\n{body(2)}"))
    entries = pages(sheet, PROFILES.publishers["nbr-special-report"])
    zones = (Zone.FOLIO, Zone.RUNNING_HEAD)
    marks = [e for e in entries if isinstance(e, Mark) and e.role in zones]
    assert [sheet.text[e.start : e.end].strip() for e in marks] == found


def test_a_running_head_that_is_known_is_not_taken_again_with_the_number_above_it() -> None:
    publisher = PROFILES.publishers["nbr-strategic-asia"]
    text = f"{body(0)}\niv\nFOREWORD Ada Wick\nFOREWORD\n{body(1)}"
    lines = lines_of(Sheet.of(Source.of(text)))
    number = [line.text for line in lines].index("iv")

    def found(taken: set[int]) -> list[tuple[int, int]]:
        clusters = lone_folios(lines, [], taken, publisher, by_gap=False)
        return [(cluster.first, cluster.last) for cluster in clusters]

    assert found(set()) == [(number, number + 1)]
    assert found({number + 1}) == []
