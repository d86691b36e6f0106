"""Forme work that interrupts running text, and the lines beside a known part of a head."""

from __future__ import annotations

import pytest

from archivist.api import Profiles, clean
from archivist.core import Sheet, Source, Zone
from archivist.stages.forme.amid import amid_sentences
from archivist.stages.lines.view import lines_of

PROFILES = Profiles.load()
LINES = [
    f"The pilots of Hallevik had asked for a {word} lamp, and the council had refused them one in"
    for word in "second third fourth fifth sixth seventh eighth ninth tenth twelfth".split()
]
TEXT = "\n".join(LINES)
ON = "the spring of that year, when the ice had gone and the ferries could have used it.\n"


def body(n: int) -> str:
    """A page of text that no other page has."""
    return TEXT.replace("pilots", f"{'keepers wardens bailiffs porters stewards'.split()[n]}")


def spans(between: str, below: str = ON) -> list[list[str]]:
    lines = lines_of(Sheet.of(Source.of(f"{TEXT}\n{between}\n{below}{TEXT}\n")))
    found = amid_sentences(lines, set())
    return [[line.text for line in lines[a : b + 1]] for a, b in found.values()]


def furniture(text: str) -> list[str]:
    (found,) = clean([Source.of(text)], PROFILES)
    zones = (Zone.RUNNING_HEAD, Zone.FOLIO)
    return [" ".join(b.text.split()) for b in found.outline.blocks if b.zone in zones]


@pytest.mark.parametrize(
    "between",
    [
        "\n\n20 lamps and levies",  # at the head of a page
        "\n\nMARCHENKO\n15",
        "\n\nThe Quay Papers\nNo. 12, May 1987\nPage 6",
        "lamps and levies 20\n\n",  # at the foot
        "Roe / The Lamps\n13\n© Quay Institute\n\n",
    ],
)
def test_lines_that_interrupt_a_sentence_are_forme_work(between: str) -> None:
    assert spans(between) == [between.strip("\n").split("\n")]


def test_notes_may_stand_between_the_sentence_and_the_break() -> None:
    notes = "12 Roe, Lamps of the East (Hallevik: Quay, 1987), 41.\n\n\n16\nQUAY ANALYSIS"
    assert spans(notes) == [["16", "QUAY ANALYSIS"]]


@pytest.mark.parametrize(
    "between",
    [
        "\n\nTable 4\n\n",  # what has blank lines on both sides is a float
        "\n\nExports rose by 35\n\n",
        "20 lamps and levies",  # no break
        "\n\nTHE LAMPS",  # no number
        "\n\n15\nThe council of Hallevik met three times in the winter, and each time it was asked",
        "\n\n12\n13\n14",
    ],
)
def test_what_interrupts_no_sentence_as_forme_work_does(between: str) -> None:
    assert spans(between) == []


def test_a_sentence_that_begins_below_proves_nothing() -> None:
    assert (
        spans("\n\n20 lamps and levies", "The spring came late, and nobody asked again for it.\n")
        == []
    )


def pages(*heads: str, foot: bool = False) -> str:
    texts = [f"{body(n)}\n{ON}" for n in range(len(heads))]
    if foot:
        return "".join(f"{text}{head}\n\n\n" for text, head in zip(texts, heads, strict=True))
    return "".join(f"\n\n{head}\n{text}" for text, head in zip(texts, heads, strict=True))


def test_a_number_with_the_word_for_a_page_is_one() -> None:
    assert furniture(pages("Page 4", "Page 5", "Page 6")) == ["Page 4", "Page 5", "Page 6"]


def test_heads_on_both_sides_of_a_number_at_the_foot() -> None:
    feet = [f"Roe / The Lamps\n{n}\n© Quay Institute" for n in (4, 5, 6)]
    found = furniture(pages(*feet, foot=True))
    assert found.count("Roe / The Lamps") == found.count("© Quay Institute") == 3


def test_a_series_line_that_heads_each_page_is_a_running_head() -> None:
    head = "Lamps and Levies of the North\nQuay Asia Report No. 40, 12 May 1987\nPage {}"
    text = TEXT + pages(*(head.format(n) for n in (4, 5, 6)))
    found = furniture(text)
    assert found.count("Lamps and Levies of the North") == 3


def test_a_head_in_small_letters_that_stands_once() -> None:
    text = TEXT + pages("[ 42 ]\nlamp policy", "[ 43 ]\nroe • lamps and levies")
    assert "roe • lamps and levies" in furniture(text)


def test_a_line_of_text_in_small_letters_below_a_number_is_none() -> None:
    text = TEXT + pages(f"[ 42 ]\n{LINES[0].lower()}", "[ 43 ]\nand that was all that they heard,")
    assert all(line.startswith("[") for line in furniture(text))
    text = TEXT + pages("[ 42 ]\nof the ice, and “long overdue.”", "[ 43 ]")
    assert all(line.startswith("[") for line in furniture(text))


def test_short_last_pages_have_their_number() -> None:
    text = "".join(f"{body(n)}\n{body(n + 1)}\n{n + 21}\n{ON}" for n in range(3))
    assert furniture(f"{text}{ON}{ON}24\n") == ["21", "22", "23", "24"]
