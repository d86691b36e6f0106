"""Words that an extractor tore behind a capital are closed where the document has them whole."""

from __future__ import annotations

import pytest

from archivist import Profiles, clean
from archivist.core import Sheet, Source
from archivist.stages.kerning import kerning

WHOLE = (
    "The Tarn is long. Today the keeper Boustany said he saw it. For one vessel, or two, "
    "the id can do. "
)


def mended(text: str) -> str:
    result = text
    for edit in sorted(kerning(Sheet.of(Source.of(text))), reverse=True):
        result = result[: edit.start] + edit.after + result[edit.end :]
    return result


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("across the T arn.", "across the Tarn."),
        ("across the T arn. T he keeper", "across the Tarn. The keeper"),
        ("the T  arn, “T  he keeper”", "the Tarn, “The keeper”"),
        ("by W . Boustany, K.V .S. Roe", "by W. Boustany, K.V.S. Roe"),
    ],
)
def test_what_is_torn_is_closed(torn: str, whole: str) -> None:
    assert mended(WHOLE + torn) == WHOLE + whole


@pytest.mark.parametrize(
    "text",
    [
        "T he keeper",  # nothing else is torn: it may be a letter and a word
        "the T arn, and plan F or plan T",  # inside a sentence a letter can stand alone
        "I saw A man on quay B and wharf D",
        "T ombak is not told elsewhere",
        "Tables T . . . . . 5",
    ],
)
def test_what_may_be_a_letter_stays(text: str) -> None:
    kept = text.replace("T arn", "Tarn")
    assert mended(WHOLE + text) == WHOLE + kept


def test_the_title_and_its_authors_are_told_as_mended() -> None:
    page = "The Tarn in Winter\nBy W . Boustany and Ada Roe\n\n\n"
    text = f"{page}{page.replace('Tarn', 'T arn')}The Tarn was closed and the keeper went home.\n"
    (edition,) = clean([Source.of(text)], Profiles.load())
    assert edition.report.title == "The Tarn in Winter"
    assert [person.name for person in edition.report.authors] == ["W. Boustany", "Ada Roe"]
