"""Mastheads of houses that no profile knows: what proves one, and what is no masthead."""

from __future__ import annotations

import pytest

from archivist.api import parcel as api_parcel
from archivist.core import Zone
from archivist.core.edition import Edition
from tests.unit.stages.harbor import PROSE, edition

NOTE = (
    "ANA B. ROE is a Fellow at the Quay School in Hallevik. She may be reached at\n.\n"
    "Why the Harbor Matters:\nA View from the Quay\nAna B. Roe\n\n\nEXECUTIVE SUMMARY\n"
)


def zones(found: Edition, zone: Zone) -> list[str]:
    return [b.text for b in found.outline.blocks if b.zone is zone]


@pytest.mark.parametrize(
    ("masthead", "number"),
    [
        ("QUAY PAPERS\nNo. 98", "98"),
        ("Working Paper 71", "71"),
        ("Quay Occasional Paper, Vol. 3, No. 12", "12"),
        ("P O L I C Y  B R I E F  7", "7"),
        ("Аналитический доклад № 14", "14"),
        ("Quay Review | Issue 5 | June 2015", "5"),
    ],
)
def test_a_series_line_over_a_title_is_a_masthead(masthead: str, number: str) -> None:
    cover = f"{masthead}\nThe Harbors of Hallevik\nBy Ana B. Roe and Li Wei\n"
    found = edition(f"{cover}\n\n{cover}\n\n{PROSE}")
    assert found.report.title == "The Harbors of Hallevik"
    assert len(zones(found, Zone.MASTHEAD)) == 2
    facts = found.sheet.facts_named("number")
    assert {f.value for f in facts} == {number}
    assert all(found.sheet.view[f.start : f.end].strip() for f in facts)


def test_an_opener_below_a_masthead_has_note_title_and_byline() -> None:
    found = edition(f"QUAY PAPERS\nNo. 98\n{NOTE}{PROSE}\n\n{PROSE}")
    assert zones(found, Zone.TITLE) == ["Why the Harbor Matters:"]
    assert zones(found, Zone.BYLINE) == ["Ana B. Roe"]
    assert len(zones(found, Zone.AUTHOR_NOTE)) == 1
    assert [e for e in found.sheet.edits if e.kind.name == "GAP"]


def test_a_name_of_the_house_goes_with_the_masthead() -> None:
    found = edition(f"QUAY INSTITUTE\nTide Paper No. 904 | June 2021\n{NOTE}{PROSE}")
    assert zones(found, Zone.MASTHEAD) == ["QUAY INSTITUTE Tide Paper No. 904 | June 2021"]


@pytest.mark.parametrize(
    "line",
    [
        "The report of the tribunal, no. 12 of the year, was late.",
        "Roe, “The Levy,” Quay Working Paper, no. 12, June 2015.",
        "Review of the Ferry Levy",
        "Table 3",
    ],
)
def test_what_stands_in_the_text_is_no_masthead(line: str) -> None:
    found = edition(f"{PROSE}\n{line}\n\n{PROSE}\n{line}\n\n{PROSE}")
    assert zones(found, Zone.MASTHEAD) == []


def test_series_named_once_each_in_a_list_of_works_are_no_mastheads() -> None:
    works = "Quay Working Paper 12\n\nHarbor Policy Brief 7\n\nTide Report No. 9\n\n"
    assert zones(edition(f"{PROSE}\n{works}{PROSE}"), Zone.MASTHEAD) == []


def test_no_title_is_made_of_notes_below_a_masthead() -> None:
    notes = "1 Ida Bæk, “The Levy,” Journal of Harbor Studies, June 2015.\nAna B. Roe\n"
    found = edition(f"Working Paper 71\n{PROSE}\n\nWorking Paper 71\n{notes}\n\n{PROSE}")
    assert zones(found, Zone.TITLE) == []


def test_an_opener_is_found_below_the_notes_of_the_page_before_it() -> None:
    notes = "1 Ida Bæk, “The Levy,” Journal of Harbor Studies, June 2015.\n"
    found = edition(f"Working Paper 71\n{PROSE}\nWorking Paper 71\n{notes}{NOTE}{PROSE}")
    assert zones(found, Zone.TITLE) == ["Why the Harbor Matters:"]
    assert zones(found, Zone.BYLINE) == ["Ana B. Roe"]


def test_a_running_head_in_pieces_is_no_masthead() -> None:
    cover = "QUAY PAPERS\nNo. 98\nThe Harbors of Hallevik\nBy Ana B. Roe\n"
    head = "\nQUAY PAPERS\n•\nJUNE 2015\n– {} –\n"
    pages = "".join(f"{PROSE}{head.format(n)}" for n in (2, 4, 6))
    assert zones(edition(f"{cover}\n\n{pages}{PROSE}"), Zone.MASTHEAD) == ["QUAY PAPERS No. 98"]


def test_a_section_that_a_signed_foreword_holds_stands_before_the_signature_closes() -> None:
    cover = "Working Paper 71\nThe Harbors of Hallevik\nBy Ana B. Roe\n"
    text = f"{cover}\n\nFOREWORD\n{PROSE}Ana B. Roe\n\nWHAT THE LEVY MEANT\n\n{PROSE}"
    assert api_parcel(edition(text))


def test_a_word_broken_in_an_author_note_is_joined_where_the_text_knows_it() -> None:
    note = "ANA B. ROE is Fellow for fer-\nries at the Quay School in far-\noff Hallevik.\n"
    rest = NOTE.split("\n.\n")[1]
    found = edition(f"Working Paper 71\n{note}{rest}{PROSE}")
    (said,) = zones(found, Zone.AUTHOR_NOTE)
    assert "Fellow for ferries at the Quay School in far-off Hallevik." in said
