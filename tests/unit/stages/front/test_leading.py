"""Title pages without a *by*: what is read of them, and what is no title page."""

from __future__ import annotations

import pytest

from archivist.api import clean, read_bytes
from archivist.core import Zone
from tests.unit.stages.harbor import PROFILES, PROSE, edition


def told(text: str) -> tuple[str, str, list[str], str]:
    report = edition(text).report
    return report.title, report.subtitle, [p.name for p in report.authors], report.date


def test_names_posts_and_a_date_below_a_title() -> None:
    text = (
        "Do Ferries Pay Their Way?\nEvidence from Nine Crossings\n\nAgnes Loewe\n"
        "University of Hallevik\n\nRui Bastos\nInstitute of Quays\n\nMay 2011\n\f"
    )
    title, subtitle, authors, date = told(f"{text}Abstract\n\n{PROSE}")
    assert (title, subtitle) == ("Do Ferries Pay Their Way?", "Evidence from Nine Crossings")
    assert (authors, date) == (["Agnes Loewe", "Rui Bastos"], "2011-05")


def test_what_names_the_house_stands_above_the_title() -> None:
    text = "United Harbors Office\nReport to the Tribunal\nOrder Code HH31999\n"
    found = edition(f"{text}The Levy and Its Critics\n9 March 2004\n\f{PROSE}")
    assert (found.report.title, found.report.date) == ("The Levy and Its Critics", "2004-03-09")
    assert [b.text for b in found.outline.blocks if b.zone is Zone.MASTHEAD][:3] == text.split(
        "\n"
    )[:3]


def test_the_name_of_a_house_is_the_title_where_there_is_no_other() -> None:
    assert told(f"The Port Authority\nJune 1999\n\n{PROSE}")[0] == "The Port Authority"


def test_names_stand_below_the_word_by() -> None:
    text = "THE EEL FISHERY\n\nOF THE LOWER RIVER\n\n\nBY\n\nJ. R. PENHALLOW\n\n1934\n\f"
    assert told(text + PROSE) == (
        "THE EEL FISHERY OF THE LOWER RIVER", "", ["J. R. PENHALLOW"], "1934",
    )  # fmt: skip


def test_labels_state_title_author_and_date() -> None:
    text = '---\ntitle: "Ferries: A View"\nauthor: Odile Marchetti\ndate: February 2016\n---\n\n'
    assert told(text + PROSE) == ("Ferries: A View", "", ["Odile Marchetti"], "2016-02")
    memo = "MEMORANDUM\n\nTO:\tThe Director\nFROM:\tLegal Office\nDATE:\tOctober 2, 2012\n"
    title, _, authors, date = told(f"{memo}RE:\tPower to close the locks\n\n{PROSE}")
    assert (title, authors, date) == ("Power to close the locks", [], "2012-10-02")


@pytest.mark.parametrize(
    "text",
    [
        "Why the Harbor Closed\n\n",  # a head alone
        "Dear Ms. Roe\n\n",
        "Why the harbor closed: a note\n\n",
        "Keeping the Lights\nThe Harbor Moved\n\n",  # words that the text has as words
    ],
)
def test_nothing_bears_a_title_out(text: str) -> None:
    assert told(text + PROSE) == ("", "", [], "")


def test_a_later_slice_has_no_title_page() -> None:
    fields = "Download 0.9 Mb.\nPdf ko'rish\nbet{}/28\nSana16.11.2023\nHajmi0.9 Mb.\n#1782158\n\n"
    page = f"The Levy and Its Critics\nAgnes Loewe\nMay 2011\n\n{PROSE}"
    assert told(f"Harbors\n\n\n{fields.format('1')}{page}")[0] == "The Levy and Its Critics"
    assert told(f"Harbors\n\n\n{fields.format('12')}{page}")[0] == ""


def test_verse_has_no_title_page() -> None:
    verse = (
        "The Quay\nAna Roe\n\n" + "The lamps go out along the shore,\nthe boats come in.\n\n" * 9
    )
    assert told(verse)[0] == ""


def test_a_saved_page_shows_subtitle_date_and_a_note_on_its_author() -> None:
    page = (
        "<html><body><h1>Why the Straits Stay Open</h1><h2>A Habit</h2>"
        "<p>by Priya Landon</p><p>September 12, 2013</p>"
        f"<p>{PROSE}</p><h2>What Next</h2><p>{PROSE}</p><p>{PROSE}</p>"
        "<p>Priya Landon is a research fellow at the Quay School.</p></body></html>"
    )
    (found,) = clean(list(read_bytes(page.encode(), name="straits.html")), PROFILES)
    report = found.report
    assert (report.title, report.subtitle) == ("Why the Straits Stay Open", "A Habit")
    assert ([p.name for p in report.authors], report.date) == (["Priya Landon"], "2013-09-12")
    assert [b.text for b in found.outline.blocks if b.zone is Zone.AUTHOR_NOTE] == [
        "Priya Landon is a research fellow at the Quay School."
    ]
