"""Page labels of a file are a witness: printed numbers agree with them, or win."""

from __future__ import annotations

import pytest

from archivist import api
from tests.unit.readers.plain_pdf import lines, pdf, show

WORDS = [f"Line {n} tells more of the harbour and of its two old moles." for n in range(12)]


def numbers(printed: list[str], nums: str) -> tuple[list[str], set[str]]:
    """Numbers of the pages, and the codes found, with these folios and ranges of labels."""
    pages = [lines(WORDS) + (show(300, 40, folio) if folio else b"") for folio in printed]
    catalog = f"/PageLabels << /Nums [{nums}] >>" if nums else ""
    sources = api.read_bytes(pdf(*pages, catalog=catalog), name="a.pdf")
    (edition,) = api.clean(sources, api.Profiles.load())
    codes = {finding.code for finding in edition.findings}
    return [fact.value for fact in edition.sheet.facts_named("page")], codes


BODY = ["1", "2", "3", "4", "5"]
FRONT = "0 << /P (Cover) >> 1 << /S /r /St 3 >> 3 << /S /D >>"


def test_labels_number_the_pages_that_print_none():
    found, codes = numbers(["", "", "", *BODY], FRONT)
    assert found == ["", "[iii]", "[iv]", *BODY]
    assert "P305" not in codes


def test_labels_alone_number_a_file_that_prints_nothing():
    found, codes = numbers([""] * 4, "0 << /S /r >> 2 << /S /D >>")
    assert found == ["[i]", "[ii]", "[1]", "[2]"]
    assert "P302" in codes


@pytest.mark.parametrize("folios", [["", "11", "12", "13", "14", ""]])
def test_printed_numbers_win_over_labels_that_count_sheets(folios: list[str]):
    found, codes = numbers(folios, "0 << /S /D >>")
    assert found == ["[10]", "11", "12", "13", "14", "[15]"]
    assert "P305" in codes


def test_labels_are_believed_where_their_neighbours_agree():
    """Sheets before the text are counted wrongly, those behind it rightly."""
    found, codes = numbers(["i", "ii", "iii", "", *BODY, "", ""], "0 << /S /D >> 4 << /S /D >>")
    assert found[4:] == [*BODY, "[6]", "[7]"]
    assert found[:3] == ["i", "ii", "iii"]
    assert found[3] != "[4]"
    assert "P305" in codes


def test_without_labels_numbers_are_counted_on_between_two_that_agree():
    found, _ = numbers(["1", "2", "3", *[""] * 9, "13", "14", "15"], "")
    assert found == ["1", "2", "3", *[f"[{n}]" for n in range(4, 13)], "13", "14", "15"]
