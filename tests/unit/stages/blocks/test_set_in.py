"""What is set in amid prose: quotations of two lines behind a colon, verse, heads of notes."""

from __future__ import annotations

import pytest

from archivist.core import Zone
from tests.unit.stages.harbor import PROSE, edition

QUOTE = (
    "We shall neither buy the mule nor sell the cart until the last of the\n"
    "harbor debts has been paid in full.\n"
)
SONG = (
    "O the mud is deep and the wages thin,\n"
    "And the boat of the masters late,\n"
    "But we dig till the tide comes rolling in\n"
    "And sing at the paymaster's gate.\n"
)
NAMES = "Anna of the Northern Quay\nPeter Marsh of the Ferries\nLi Wei of the Old Mint.\n"


def blocks(text: str) -> list[tuple[Zone, str]]:
    return [(block.zone, block.text) for block in edition(text).outline.blocks]


def amid(text: str, *, lead: str = "The minister put it in one sentence:\n") -> str:
    return f"The Words of the Minister\n{PROSE}{PROSE}{lead}{text}{PROSE}{PROSE}"


def test_two_narrow_lines_behind_a_colon_are_a_quotation() -> None:
    found = [text for zone, text in blocks(amid(QUOTE)) if zone is Zone.QUOTE]
    assert found == [" ".join(QUOTE.split("\n")).strip()]


def test_two_narrow_lines_behind_a_sentence_are_none() -> None:
    assert Zone.QUOTE not in [zone for zone, _ in blocks(amid(QUOTE, lead="Nobody spoke.\n"))]


def test_the_lines_of_a_song_are_kept() -> None:
    found = [text for zone, text in blocks(amid(SONG)) if zone is Zone.VERSE]
    assert [text.split("\n") for text in found] == [SONG.splitlines()]


@pytest.mark.parametrize("text", [NAMES, SONG.replace("\n", " ").strip() + "\n"])
def test_names_and_prose_are_no_verse(text: str) -> None:
    assert Zone.VERSE not in [zone for zone, _ in blocks(amid(text))]


def test_the_head_of_notes_is_a_head_whatever_is_below() -> None:
    notes = "1. J. Brandt, Salt (Riga: Osta, 1999), p. 4.\n2. Treaty of Salt, art. 3.\n"
    text = f"{PROSE}Nobody paid.1\n{PROSE}Nobody asked.\n2\nEndnotes\n{notes}"
    assert (Zone.HEADING, "Endnotes") in blocks(text)


def test_a_number_between_the_same_letters_is_a_foot() -> None:
    text = "".join(f"{PROSE}{PROSE}EN {n} EN\n" for n in range(2, 8))
    found = [(zone, text) for zone, text in blocks(text) if "EN" in text.split()]
    assert len(found) == 6
    assert {zone for zone, _ in found} == {Zone.RUNNING_HEAD}
