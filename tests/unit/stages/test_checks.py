"""Checks of a report on itself: each finding with its cause, and none without."""

from __future__ import annotations

import pytest

from archivist.api import CleanOptions, Profiles, clean
from archivist.core import Source
from archivist.core.correction import Correction
from archivist.stages.checks import ordinal_value

PROFILES = Profiles.load()

BODY = (
    "The harbor at Hallevik was closed for most of the decade, and the ferries that had served\n"
    "it moved to the northern quay, where few of the exporters who asked for relief still traded.\n"
)


def page(folio: int, head: str) -> str:
    return f"\n\n{folio}\n{head}\n{BODY * 4}"


def report(
    *,
    ordinal: str = "sixty-sixth",
    year: int = 2017,
    start: int = 1,
    entry: int = 1,
    surname: str = "ROE",
    second: int = 4,
) -> str:
    recto, verso = f"HARBORS ◆ {surname}", "NBR SPECIAL REPORT ◆ JULY 2017"
    return (
        "the national bureau of asian research\nnbr special report #66 | july 2017\n"
        "harbors of the north\nEdited by Li Wei\n\n\n"
        "The NBR Special Report provides access to current research on the topics of the day.\n"
        f"This is the {ordinal} NBR Special Report.\n"
        f"© {year} by The National Bureau of Asian Research.\n\n\n"
        f"TABLE OF CONTENTS\n{entry}\nHarbors of the North\nAna Roe\n\n\n"
        f"{start}\nthe national bureau of asian research\nnbr special report #66 | july 2017\n"
        "ANA ROE is a Senior Fellow at the Quay Institute.\nHarbors of the North\nAna Roe\n"
        f"\n\nEXECUTIVE SUMMARY\n{BODY}"
        f"{page(start + 2, recto)}{page(start + second - 1, verso)}"
    )


def codes(text: str) -> set[str]:
    (edition,) = clean([Source.of(text)], PROFILES)
    return {f.code for f in edition.findings if f.code[0] in "PF"}


def test_a_report_in_order_has_nothing_to_tell_but_inferred_pages() -> None:
    assert codes(report()) <= {"P302"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ordinal": "sixty-seventh"}, "F503"),
        ({"year": 2015}, "F503"),
        ({"entry": 13}, "F502"),
        ({"start": 2, "entry": 2}, "P304"),
        ({"start": 2, "entry": 2}, "P303"),
        ({"surname": "KESSLER"}, "F504"),
        ({"second": 14}, "P301"),
    ],
)
def test_what_does_not_agree_is_told(change: dict[str, int | str], code: str) -> None:
    assert code in codes(report(**change))  # type: ignore[arg-type]


@pytest.mark.parametrize("words", ["first-class", "", "the", "sixty-sixty-one-more", "twentyish"])
def test_words_that_are_no_ordinals(words: str) -> None:
    assert ordinal_value(words) is None


def test_what_nobody_could_make_anything_of_is_counted() -> None:
    (edition,) = clean([Source.of(f"{BODY}\n\x01\x02 The bell{BODY}")], PROFILES)
    assert [f.message for f in edition.findings if f.code == "E103"] == ["2 characters"]
    (plain,) = clean([Source.of(BODY)], PROFILES)
    assert not {"E103", "B605"} & {f.code for f in plain.findings}


def test_lines_that_are_no_paragraph_by_a_persons_word_are_counted() -> None:
    source = Source.of(f"{BODY}\nq7 ## zz\n\n{BODY}")
    decided = Correction(source.id[:16], "Ana", "torn columns", line=4, zone="garbled")
    (edition,) = clean([source], PROFILES, CleanOptions(corrections=(decided,)))
    (found,) = [f for f in edition.findings if f.code == "B605"]
    assert (found.message, found.line) == ("1 line", 4)
