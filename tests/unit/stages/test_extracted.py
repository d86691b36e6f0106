"""Text as other programs extract it: signs, numbers and calls where those programs put them."""

from __future__ import annotations

import pytest

from archivist.core import Source, Zone
from archivist.core.edition import Edition
from archivist.profiles import Profiles
from archivist.stages.clean import clean

PROFILES = Profiles.load()
PROSE = """\
The harbor board was founded in 1921 and has met in every year since then, although its powers
have changed with each of the treaties that the three states signed. Its diary ends in the middle
of a sentence, and no one knows why. Trade grew slowly at first, and three points came up again:"""
LAST = """\
The second reason was political. Each of the states feared that another would close the river in
a crisis, and each kept a fleet of its own."""


def edition(text: str) -> Edition:
    (found,) = clean([Source.of(text)], PROFILES)
    return found


def of(found: Edition, zone: Zone) -> list[str]:
    return [block.text for block in found.outline.blocks if block.zone is zone]


ITEMS = """\
The locks were too narrow for the new barges that the mills had ordered from the yards
on the coast.

The lower port was closed in winter, when most of the grain was sold and the price of
a berth was low.""".split("\n\n")
READ = [item.replace("\n", " ") for item in ITEMS]


@pytest.mark.parametrize("sign", ["•", "■", "°", "\uf0b7", "–", "(a)"])
@pytest.mark.parametrize("blank", ["", " "])
def test_a_sign_on_a_line_of_its_own_begins_the_item_below(sign: str, blank: str) -> None:
    signs = [sign, "(b)" if sign == "(a)" else sign]
    listed = "\n".join(f"{own}{blank}\n{item}" for own, item in zip(signs, ITEMS, strict=True))
    found = edition(f"{PROSE}\n{listed}\n\n{LAST}\n")
    assert of(found, Zone.ITEM) == READ
    assert LAST.replace("\n", " ") in of(found, Zone.PARAGRAPH)


def test_a_bullet_may_stand_apart_from_its_item_by_a_blank_line() -> None:
    found = edition("\n\n".join((PROSE, *(f"•\n\n{item}" for item in ITEMS), LAST)))
    assert of(found, Zone.ITEM) == READ


def test_dashes_of_a_table_are_no_items() -> None:
    table = "Port\nTolls\nNorth\n–\nSouth\n–\nWest\n12"
    assert not of(edition(f"{PROSE}\n\n{table}\n\n{LAST}\n"), Zone.ITEM)


def test_a_lone_sign_before_the_rest_of_a_sentence_begins_nothing() -> None:
    text = PROSE.replace("of a sentence", "–\nof a sentence")
    assert not of(edition(f"{text}\n{LAST}\n"), Zone.ITEM)


NOTES = (
    "Ida Lund, Locks and Barges (Halden: Quay Press, 2015), 15–18.",
    "Jonas Bæk, “The Lower Port,” Halden Courier, September 20, 1997.",
    "Ibid., 4.",
)
CALLED = """\
The locks were too narrow for the new barges.{} The lower port was closed in winter, when most of
the grain was sold.{} The mills on the upper river had never agreed on how much water was to be
kept for the dry months, and the farms below them knew nothing of it at all.{} They met again."""


def noted(found: Edition) -> list[tuple[str, str]]:
    """Number and text of each note that a call leads to."""
    numbers = {f.start: f.value for f in found.sheet.facts_named("note-number")}
    linked = {link.target for link in found.sheet.links if link.kind == "call-note"}
    assert len(linked) == len(of(found, Zone.NOTE))
    return list(zip(numbers.values(), of(found, Zone.NOTE), strict=True))


RIGHT = [(str(n), note) for n, note in enumerate(NOTES, 1)]


@pytest.mark.parametrize("form", ["^{}", "[^{}]", "{}"])
def test_raised_numbers_of_text_browsers_are_calls(form: str) -> None:
    calls = [form.format(n) for n in (1, 2, 3)]
    listed = "\n\n".join(f"{n}. {note}" for n, note in enumerate(NOTES, 1))
    found = edition(f"{CALLED.format(*calls)}\n\n{LAST}\n\nNotes\n\n{listed}\n")
    assert noted(found) == RIGHT
    assert "barges. The lower" in of(found, Zone.PARAGRAPH)[0]


def test_a_raised_number_may_stand_on_the_line_below_its_word() -> None:
    text = CALLED.format("^1", "^2", "\n^3")
    listed = "\n\n".join(f"{n}. {note}" for n, note in enumerate(NOTES, 1))
    found = edition(f"{text}\n\n{LAST}\n\nNotes\n\n{listed}\n")
    assert noted(found) == RIGHT
    assert "at all. They met" in of(found, Zone.PARAGRAPH)[0]


@pytest.mark.parametrize("words", ["x^2 and y^3", "10^6 tons and 10^9", "2^10 = 1024 and m^3"])
def test_powers_are_no_calls(words: str) -> None:
    found = edition(
        f"{PROSE}\nThe mills reckoned with {words} for each berth of the harbor.\n{LAST}"
    )
    assert not found.sheet.facts_named("note-number")
    assert words in " ".join(of(found, Zone.PARAGRAPH))


@pytest.mark.parametrize("arrow", ["↩", "↩︎", " ↩︎", "\u00a0↩︎"])
def test_arrows_that_lead_back_to_a_call_are_no_words_of_a_note(arrow: str) -> None:
    listed = "\n\n".join(f"{n}. {note}{arrow}" for n, note in enumerate(NOTES, 1))
    found = edition(f"{CALLED.format(1, 2, 3)}\n\n{LAST}\n\nNotes\n\n{listed}\n")
    assert noted(found) == RIGHT


def test_an_arrow_amid_a_line_stays() -> None:
    found = edition(f"{PROSE}\nPress the key ↩ twice, the clerk had said, and wait.\n{LAST}\n")
    assert "key ↩ twice" in " ".join(of(found, Zone.PARAGRAPH))


@pytest.mark.parametrize("name", ["Lund", "Bæk", "Žák", "Ōta"])
def test_a_number_may_be_glued_to_a_name_in_any_alphabet(name: str) -> None:
    notes = [f"{n}{name}, “The Lower Port {n},” Courier, 1997." for n in (1, 2, 3)]
    found = edition(f"{CALLED.format(1, 2, 3)}\n\n" + "\n".join(notes) + "\n")
    assert noted(found) == [(note[0], note[1:]) for note in notes]


def test_numbers_may_stand_in_a_column_before_their_notes() -> None:
    found = edition(f"{CALLED.format(1, 2, 3)}\n\n1\n2\n3\n\n" + "\n".join(NOTES) + f"\n\f{LAST}\n")
    assert noted(found) == RIGHT
    assert not of(found, Zone.GARBLED)


def test_numbers_may_stand_in_a_column_behind_their_notes() -> None:
    more = "4\nMei Sato, Ports (Halden: Quay Press, 2001), 9."
    text = CALLED.format(1, 2, 3).replace("They met again.", "They met again.4")
    found = edition(f"{text}\n\n" + "\n".join((*NOTES, more, "1\n2\n3")) + f"\n\n\f{LAST}\n")
    assert noted(found) == [*RIGHT, ("4", "Mei Sato, Ports (Halden: Quay Press, 2001), 9.")]


def test_a_column_of_figures_is_none_of_notes() -> None:
    found = edition(
        f"{PROSE}\n\nYear\n1\n2\n3\n\nTolls were paid in\nsilver and in grain\n\n{LAST}\n"
    )
    assert not found.sheet.facts_named("note-number")
    assert not of(found, Zone.NOTE)
