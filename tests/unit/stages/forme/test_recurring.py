"""Running heads of publishers that are not known: what proves them, and what does not."""

from __future__ import annotations

import pytest

from archivist.api import Profiles, clean
from archivist.core import Sheet, Source, Zone
from archivist.stages.forme.recurring import recurring_heads
from archivist.stages.lines.view import lines_of

PROFILES = Profiles.load()

BODY = "".join(
    f"The harbor at Hallevik was closed in the {word} month, and the ferries that had served it\n"
    for word in "first second third fourth fifth sixth seventh eighth ninth tenth".split()
)


def heads(*marks: str) -> list[str]:
    text = "".join(f"{mark}\n{BODY}" for mark in marks)
    (found,) = clean([Source.of(text)], PROFILES)
    zones = (Zone.RUNNING_HEAD, Zone.FOLIO)
    return [b.text for b in found.outline.blocks if b.zone in zones]


@pytest.mark.parametrize(
    "marks",
    [
        ("Harbors of the North 3", "Harbors of the North 4", "Harbors of the North 5"),
        ("Harbors of the North | 3", "Roe | 4", "Harbors of the North | 5"),
        ("ROE AND WEI   3", "4   HARBORS OF THE NORTH", "ROE AND WEI   5"),
        ("Harbors of the North | 3", "Harbors of the North | 5"),
        ("Page 3      HHO-04 Harbors", "Page 4      HHO-04 Harbors", "Page 5      HHO-04 Harbors"),
        ("HRS-3", "HRS-4", "HRS-5"),
    ],
)
def test_rising_numbers_prove_a_head(marks: tuple[str, ...]) -> None:
    assert len(heads(*marks)) == len(marks)


@pytest.mark.parametrize(
    "marks",
    [
        ("Table 1", "Table 2", "Table 3"),
        ("Chapter 1", "Chapter 2", "Chapter 3"),
        ("Harbors of the North 3",),
        ("Harbors of the North 5", "Harbors of the North 4", "Harbors of the North 3"),
        ("Ports in 1990", "Ports in 1991", "Ports in 1992"),
        ("THE LEVY OF 12", "THE TARIFF OF 40"),
        ("Page 3 shows the ferries", "Page 7 shows the lamps"),
        ("HRS-3", "HRS-40"),
    ],
)
def test_what_is_no_running_head(marks: tuple[str, ...]) -> None:
    assert heads(*marks) == []


def test_numbered_heads_of_sections_are_no_running_heads() -> None:
    assert heads("1 INTRODUCTION", "2 HARBORS OF THE NORTH", "3 LEVIES", "4 CONCLUSION") == []


def around(head: str) -> list[str]:
    """What is forme work where *head* stands once, inside a sentence of two pages."""
    text = BODY + head + "\n" + BODY.replace("The harbor", "before the harbor", 1)
    (found,) = clean([Source.of(text)], PROFILES)
    zones = (Zone.RUNNING_HEAD, Zone.FOLIO)
    return [b.text for b in found.outline.blocks if b.zone in zones]


@pytest.mark.parametrize(
    "head",
    ["6    THE HARBORS OF THE NORTH", "\n\nThe Harbors    Page 6\n\n", "\f[6]     The Harbors"],
)
def test_two_signs_prove_a_head_that_stands_once(head: str) -> None:
    assert len(around(head)) == 1


@pytest.mark.parametrize("head", ["6 THE HARBORS OF THE NORTH", "\n\nHarbors of the North 6\n\n"])
def test_one_sign_proves_no_head_that_stands_once(head: str) -> None:
    assert around(head) == []


def test_a_row_of_a_table_that_opens_a_copy_is_no_head() -> None:
    assert heads("Grand Total    45") == []


def test_heads_that_were_garbled_are_read_as_repaired() -> None:
    garbled = heads("â€“ 6 â€“", "â€“ 7 â€“", "â€“ 8 â€“")
    assert garbled == heads("– 6 –", "– 7 –", "– 8 –")
    assert {"– 6 –", "– 7 –", "– 8 –"} <= set(garbled)


def numbered(*, gap: str) -> set[str]:
    """The folios found where four are known by their form, and a fifth number stands amid text."""
    text = "".join(f"{gap}{n}\n{3 * BODY}" for n in (3, 4, 5, 6)) + f"7\nand {3 * BODY}"
    lines = lines_of(Sheet.of(Source.of(text)))
    known = {i: line.text for i, line in enumerate(lines) if line.text in {"3", "4", "5", "6"}}
    return {folio for _, _, folio, _ in recurring_heads(lines, set(known), known=known)}


def test_a_number_amid_text_is_no_folio_where_the_others_stand_at_breaks() -> None:
    assert numbered(gap="\n\n") == set()


def test_a_number_amid_text_is_a_folio_where_the_others_stand_there_too() -> None:
    assert numbered(gap="") == {"7"}
