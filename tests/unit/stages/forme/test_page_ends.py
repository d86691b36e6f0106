"""Pages at openers and at the cuts of slices: what blank lines say there, and what they do not."""

from __future__ import annotations

import pytest

from archivist.core import Sheet, Source, Zone
from archivist.profiles import Profiles
from archivist.stages.forme.breaks import Cluster, page_facts
from archivist.stages.lines.view import lines_of

GENERIC = Profiles.load().publishers["generic"]


def pages(text: str, *, cuts: str = "") -> list[tuple[str, str]]:
    """The first line of each page with its number; a slice begins at each line in *cuts*.

    Digits are page numbers, ``QUAY PAPERS`` is a masthead.
    """
    lines = [
        line._replace(cut=line.text in cuts.split(","))
        for line in lines_of(Sheet.of(Source.of(text)))
    ]
    clusters = [
        Cluster(i, i, line.text if line.text.isdigit() else "", masthead=not line.text.isdigit(),
                parts=[(i, i, Zone.FOLIO, "pages:rising-numbers")])
        for i, line in enumerate(lines)
        if line.text.isdigit() or line.text == "QUAY PAPERS"
    ]  # fmt: skip
    facts = page_facts(lines, clusters, GENERIC, certain=False, by_gap=False)
    texts = {line.start: line.text for line in lines}
    return [(texts[fact.start], fact.value) for fact in facts]


OPENER = "QUAY PAPERS\nThe Harbor\n"
REST = "one\n3\ntwo\n4\nthree\n5\nfour"


@pytest.mark.parametrize("cuts", ["", "Executive Summary"])
def test_a_summary_behind_an_opener_stands_on_its_own_page(cuts: str) -> None:
    found = pages(f"{OPENER}\n\nExecutive Summary\n{REST}", cuts=cuts)
    assert found[:2] == [("QUAY PAPERS", "[1]"), ("Executive Summary", "[2]")]


@pytest.mark.parametrize(
    "text",
    [
        f"{OPENER}\nExecutive Summary\n{REST}",  # one blank line, as above any head
        f"{OPENER}\n\nThe ferries\n{REST}",  # no summary
        f"{OPENER}\n\nThe ferries\n2\nharbors\n\n\nExecutive Summary\n{REST}",  # no opener above
    ],
)
def test_no_page_begins_at_other_wide_gaps(text: str) -> None:
    assert not {"Executive Summary", "The ferries"} & {first for first, _ in pages(text)}


def test_blank_lines_at_the_head_of_a_slice_are_no_lost_page() -> None:
    text = f"{OPENER}\n\nExecutive Summary\none\n\n\n\n{REST.removeprefix('one')}"
    assert pages(text, cuts="3")[:2] == [("QUAY PAPERS", "[1]"), ("Executive Summary", "[2]")]


FEET = "one\n1\n{}two\n2\nthree\n3\n{}four\n4\nfive\n5"


def test_slices_that_begin_with_a_number_do_not_put_numbers_at_the_head() -> None:
    found = pages(FEET.format("", "").replace("\n4", "\n\n\n4"), cuts="4")
    assert found == [("one", "1"), ("two", "2"), ("three", "3"), ("four", "4"), ("five", "5")]


def test_one_break_behind_a_number_and_one_that_closes_the_text_put_numbers_at_the_foot() -> None:
    assert pages("one\n1\n\n\ntwo\n2") == [("one", "1"), ("two", "2")]


def test_one_break_alone_does_not() -> None:
    assert pages("one\n1\n\n\ntwo\n2\nthree") == [("1", "1"), ("2", "2")]


def test_a_masthead_opens_a_page_whose_number_nothing_tells() -> None:
    assert pages("one\n9\ntwo\n\n\nQUAY PAPERS\nThe Harbor\n4\nthree")[1] == ("QUAY PAPERS", "")


def test_a_masthead_amid_a_page_opens_none() -> None:
    told = "one\n\n\n3\ntwo\n\n\n4\nthree\nQUAY PAPERS\nfour\n\n\n5\nfive"
    assert "QUAY PAPERS" not in dict(pages(told))
