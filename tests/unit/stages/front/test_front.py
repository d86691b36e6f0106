"""Title pages, openers, prelims: what is read, and what is left alone."""

from __future__ import annotations

import pytest

from archivist.api import clean
from archivist.core import Source, Zone
from archivist.core.edition import Edition
from archivist.stages.front.people import (
    goes_on,
    is_byline,
    is_capitals_name,
    is_degree,
    named,
    one_a_line,
    split_names,
)
from archivist.stages.lines.folios import folio_value
from tests.unit.stages.harbor import PROFILES, PROSE, edition

IDIOMS = PROFILES.idioms


def zones(found: Edition, zone: Zone) -> list[str]:
    return [b.text for b in found.outline.blocks if b.zone is zone]


def test_title_page_by_its_byline() -> None:
    found = edition(f"Research Report\nWhy the Harbor Matters\nBy Ana Roe and Li Wei\n\n\n{PROSE}")
    report = found.report
    assert (report.title, report.subtitle) == ("Why the Harbor Matters", "")
    assert [p.name for p in report.authors] == ["Ana Roe", "Li Wei"]
    assert zones(found, Zone.MASTHEAD) == ["Research Report"]


def test_subtitle_after_a_colon() -> None:
    report = edition(f"Harbor Policy:\nA View from Hallevik\nby Ana Roe\n\n\n{PROSE}").report
    assert (report.title, report.subtitle) == ("Harbor Policy", "A View from Hallevik")


def test_title_over_two_lines_is_one_title() -> None:
    report = edition(f"The Harbor and the\nTribunal of Hallevik\nby Ana Roe\n\n\n{PROSE}").report
    assert (report.title, report.subtitle) == ("The Harbor and the Tribunal of Hallevik", "")


def test_small_capitals_take_their_capitals_from_another_place() -> None:
    text = (
        "why the harbor matters\nThe View from the Quay\nBy Ana Roe\n\n\n"
        "Why the Harbor Matters\nThe View from the Quay\nBy Ana Roe\n\n\n"
    )
    report = edition(text + PROSE).report
    assert (report.title, report.subtitle) == ("Why the Harbor Matters", "The View from the Quay")


def test_editors_are_no_authors() -> None:
    report = edition(f"Harbor Studies\nEdited by Ana Roe\n\n\n{PROSE}").report
    assert [p.name for p in report.editors] == ["Ana Roe"]
    assert report.authors == ()


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        f"by the end of the year the harbor was closed.\n{PROSE}",
        f"The figures were compiled\nby the ministry of ports\n{PROSE}",
        f"{PROSE}By Ana Roe and Li Wei the report was never seen.\n",
    ],
)
def test_no_title_is_invented(text: str) -> None:
    found = edition(text)
    assert found.report.title == ""
    assert found.report.authors == ()
    assert "F501" in {f.code for f in found.findings}
    assert not zones(found, Zone.TITLE) + zones(found, Zone.BYLINE)


def test_copyright_line_gives_holder_and_year() -> None:
    text = (
        "Why the Harbor Matters\nBy Ana Roe\n\n\n"
        "This paper was written with support from friends.\n"
        "© 2019 by the Hallevik Institute. All rights reserved.\n\n\nSummary of the year\n"
    )
    report = edition(text + PROSE).report
    assert (report.publisher, report.date) == ("Hallevik Institute", "2019")


OPENER = (
    "the national bureau of asian research\nnbr special report #66 | july 2017\n"
    "ANA B. ROE\nis a Senior Fellow at the Quay Institute. She can be reached at \n.\n"
    "LI WEI is a Professor at Hallevik College.\n"
    "Why the Harbor Matters:\nThe View from the Quay\nAna B. Roe and Li Wei\n\n\n"
)


def test_opener_with_two_authors() -> None:
    found = edition(OPENER + PROSE)
    report = found.report
    assert (report.title, report.subtitle) == ("Why the Harbor Matters", "The View from the Quay")
    assert [p.name for p in report.authors] == ["Ana B. Roe", "Li Wei"]
    assert len(zones(found, Zone.AUTHOR_NOTE)) == 2
    assert [e.after for e in found.sheet.edits if e.rule.endswith("author-note")] == [
        "lost-in-scrape"
    ]


def test_opener_keeps_inner_capitals_of_the_byline() -> None:
    text = OPENER.replace("Li Wei", "Mykael SooTann").replace("LI WEI", "MYKAEL SOOTANN")
    assert edition(text + PROSE).report.authors[1].name == "Mykael SooTann"


def test_an_opener_may_stand_below_the_notes_of_the_page_before() -> None:
    """A copy without pages prints these notes between masthead and author notes."""
    masthead, sep, rest = OPENER.partition("july 2017\n")
    found = edition(
        f"{PROSE}\n{masthead}{sep}1 Jo March, Lamps (Halden: Quay, 1990).\n{rest}{PROSE}"
    )
    assert zones(found, Zone.TITLE) == ["Why the Harbor Matters:"]
    assert zones(found, Zone.BYLINE) == ["Ana B. Roe and Li Wei"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By A. B. Roe", ["A. B. Roe"]),
        ("Ana Roe, Li Wei, and Jo March", ["Ana Roe", "Li Wei", "Jo March"]),
        ("John Roe, Jr., and Li Wei", ["John Roe, Jr.", "Li Wei"]),
        ("Yusuf Abd al-Hadi & D'Arcy van der Roe", ["Yusuf Abd al-Hadi", "D'Arcy van der Roe"]),
        ("K.V.S. Rao and José Núñez-Ōta", ["K.V.S. Rao", "José Núñez-Ōta"]),
    ],
)
def test_bylines(text: str, names: list[str]) -> None:
    assert split_names(text, IDIOMS) == names
    assert is_byline(text, IDIOMS)


@pytest.mark.parametrize(
    "text",
    ["The Harbor", "by the ministry of ports", "Table One", "Roe", "In May 2017 it closed", ""],
)
def test_no_bylines(text: str) -> None:
    assert not is_byline(text, IDIOMS)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "by Ana Horigoshi, John Roe, Jr., and Li Wei",
            ["Ana Horigoshi", "John Roe, Jr.", "Li Wei"],
        ),
        ("Dr. Ana Roe, Ph.D., MPH; Liu Wei* and Bo Li PhD", ["Ana Roe", "Liu Wei", "Bo Li"]),
        ("Ana Roe, Senior Fellow, and Bo Li, Harbor Institute", ["Ana Roe", "Bo Li"]),
    ],
)
def test_degrees_posts_and_signs_are_no_part_of_a_name(text: str, names: list[str]) -> None:
    assert split_names(text, IDIOMS) == names


def test_degrees() -> None:
    assert is_degree("Ph.D.", IDIOMS)
    assert is_degree("MPH", IDIOMS)
    assert not is_degree("Mo", IDIOMS)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana Roe (University of Basel)", "Ana Roe"),
        ("Li Wei, Senior Fellow", "Li Wei"),
        ("Tea, Coffee", ""),
    ],
)
def test_a_name_with_its_place(text: str, name: str) -> None:
    assert named(text, IDIOMS) == name


@pytest.mark.parametrize(
    "text",
    ["Ana Roe, Li Wei,", "Ana Roe, Li Wei", "Ana Roe and Li J.", "Ana Roe, Jr., Lin", "Ana Roe and",
     "Ana Okonjo-"],
)  # fmt: skip
def test_lists_of_names_that_go_on(text: str) -> None:
    assert goes_on(text, IDIOMS)


@pytest.mark.parametrize(
    "text", ["Ana Roe", "Ana Roe and Li Wei", "Li Wei, Jr.", "Ana Roe, Li Wei, and Jo March"]
)
def test_lists_of_names_at_their_end(text: str) -> None:
    assert not goes_on(text, IDIOMS)


def test_names_one_a_line() -> None:
    assert one_a_line(["Ana Roe, Ph.D.", "Li Wei"], IDIOMS)
    assert not one_a_line(["Ana Roe and Peter", "van Dam"], IDIOMS)


def test_names_in_capitals() -> None:
    assert is_capitals_name("MIREYA SOLÍS")
    assert is_capitals_name("GEORGE McRAE")
    assert not is_capitals_name("FOREWORD")
    assert not is_capitals_name("THE 1999 REPORT")


def test_folios_and_what_is_none() -> None:
    assert folio_value("[ 105 ]") == (False, 105)
    assert folio_value("xiv") == (True, 14)
    assert folio_value("1999") is None
    assert folio_value("ill") is None


def test_an_address_closes_its_own_note_only() -> None:
    notes = (
        "ANA ROE is a Fellow. She can be reached at <roe@example.org>.\n"
        "LI WEI is a Professor at Hallevik College and once led its harbor board.\n"
        "Dr. Wei can be reached at <wei@example.org>.\n"
    )
    text = f"nbr special report #66 | july 2017\n{notes}Harbors\nAna Roe and Li Wei\n\n\n{PROSE}"
    assert len(zones(edition(text), Zone.AUTHOR_NOTE)) == 2


def test_names_over_a_cut_hold_nothing_of_the_site() -> None:
    text = "nbr special report #66 | july 2017\nHarbors of the North\nBy Ana Roe, Jo \n"
    slices = [
        Source.of(f"Doc\n\nDownload 1 Mb.\nbet{k}/2\n#17821\n1 2\n\n{part}\n")
        for k, part in ((1, text), (2, f"March, and Li Wei\n\n\n{PROSE}"))
    ]
    (found,) = clean(slices, PROFILES)
    assert [p.name for p in found.report.authors] == ["Ana Roe", "Jo March", "Li Wei"]


def test_an_essay_whose_opener_is_lost_is_a_part_of_its_own() -> None:
    first = f"EXECUTIVE SUMMARY\n{PROSE}\n\n3\nNBR SPECIAL REPORT u JULY 2017\n{PROSE}\n\n"
    found = edition(f"{first}{OPENER}{PROSE}")
    assert [unit.title for unit in found.report.units] == ["", "Why the Harbor Matters"]


def test_a_lone_essay_is_the_only_part() -> None:
    assert len(edition(OPENER + PROSE).report.units) == 1


def test_a_foreword_before_the_title_page_is_no_imprint() -> None:
    text = (
        f"Why the Harbor Matters\nBy Ana Roe\n\f\nForeword\n{PROSE}{PROSE}\f\n"
        f"Why the Harbor Matters\nBy Ana Roe\n\f\n{PROSE}"
    )
    found = edition(text)
    assert zones(found, Zone.IMPRINT) == []
    assert len(zones(found, Zone.PARAGRAPH)) > 1
