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


@pytest.mark.parametrize(
    "between",
    [
        "12 Roe, Lamps of the East (Hallevik: Quay, 1987), 41.\nArakawa and Rossi\n35\n\n",
        "12 Roe, Lamps of the East (Hallevik: Quay, 1987), 41.\n34\nHarbor Studies 12\n\n",
    ],
)
def test_a_foot_below_notes(between: str) -> None:
    assert spans(between) == [between.strip("\n").split("\n")[1:]]


def test_a_line_of_prose_with_a_number_is_no_forme_work() -> None:
    assert (
        spans("\n\n99 of the lamps that they had asked for came in the end from the quay of") == []
    )


def test_a_number_between_the_title_and_the_date() -> None:
    feet = [f"Velt-Kesh Relations {n} April 2011" for n in (45, 46)]
    assert furniture(pages(*feet, foot=True)) == feet
    feet = [f"Velt-Kesh Relations {n} April 2011" for n in (46, 45)]
    assert furniture(pages(*feet, foot=True)) == []


def test_a_call_that_counts_on_with_page_numbers_at_breaks_is_none() -> None:
    text = "2\nQuay Forum\n" + f"{body(0)}\n{ON}" + pages("Harbor Talks\n3") + body(2)
    found = furniture(f"{text}\n4\nNobody paid for it in the spring.\n{body(3)}\n{ON}")
    assert "4" not in found


def test_a_head_that_a_cut_parted_from_its_number() -> None:
    head = "Rails without Rulers"
    first = f"{TEXT}\n{ON}\n\n{head}\n12 | Quay House\n{body(1)}\n{ON}\n\n{head}\n"
    second = f"13 | Quay House\n{body(2)}\n{ON}\n\n{head}\n14 | Quay House\n{body(3)}\n"
    names = "bet{n}/9\nSana14.02.2023\nHajmi1.24 Mb.\n#88412\n1   2   3   4   5   6   7   8   9\n\n"
    sources = [
        Source.of(f"Rails\n\n\nDownload 1.24 Mb.\n{names.format(n=n)}{text}", name=f"{n}.txt")
        for n, text in ((3, first), (4, second))
    ]
    (found,) = clean(sources, PROFILES)
    blocks = [b for b in found.outline.blocks if b.text.strip() == head]
    assert [b.zone for b in blocks] == 3 * [Zone.RUNNING_HEAD]


def test_a_number_below_the_lines_of_a_head_at_the_only_break() -> None:
    head = "BACKGROUNDER | NO. 2789\nAPRIL 18, 2013\n6"
    assert "6" in furniture(f"{TEXT}\n{ON}\n\n{head}\n{body(1)}\n{ON}{body(2)}\n{ON}")


@pytest.mark.parametrize("calls", [(5, 7), (5, 12), (2, 7)])
def test_a_call_below_a_heading_at_a_gap_is_none(calls: tuple[int, int]) -> None:
    before, behind = calls
    text = f"{TEXT}\n{ON}{before}\n{body(0)}\n{ON}\n\nThe Lamps of the North\n6\n{body(1)}\n{ON}"
    assert furniture(f"{text}{behind}\n{body(2)}\n{ON}") == []


def test_the_only_numbers_that_stand_alone_count_pages_up_to_the_last_line() -> None:
    text = f"{TEXT}\n{body(0)}\n{body(1)}\n31\n{ON}{body(2)}\n{body(3)}\n{ON}"
    assert furniture(f"{text}32\n") == ["31", "32"]
    assert furniture(f"{text}32\nThe Lamps of the North\n{body(4)}\n{ON}") == []


def test_a_year_stands_within_a_head() -> None:
    heads = [f"MARCH\n2014\nThe Last Gauge\n{n}" for n in (6, 7, 8)]
    found = furniture(TEXT + pages(*heads))
    assert sum("MARCH 2014" in line for line in found) == 3


def test_an_address_of_the_house_stands_beside_the_number() -> None:
    feet = [f"Waiting for Water\nwww.quay-rights.org {n}" for n in (9, 10, 11)]
    found = furniture(pages(*feet, foot=True))
    assert [line for line in found if "www" in line] == [
        f"www.quay-rights.org {n}" for n in (9, 10, 11)
    ]


def test_a_call_beside_words_that_recur_is_no_page_number() -> None:
    said = "and it was “their own idea.”"
    text = f"Quay Report 2012:7\nPage 6\n{body(0)}\n{said}\n11\n{body(1)}\n{ON}"
    text += pages(f"Quay Report 2012:7\nPage 7\n{body(2)}\n{ON}", "Quay Report 2012:7\nPage 8")
    text += f"{body(3)}\n{said}\n12\n{body(4)}\n{ON}"
    assert not {"11", "12"} & set(furniture(text))
