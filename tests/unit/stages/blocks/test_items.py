"""Items of lists: by which signs they are known, and what is the level of each."""

from __future__ import annotations

import functools
import textwrap

import pytest

from archivist.core import Source, Zone
from archivist.core.edition import Edition
from archivist.profiles import Profiles
from archivist.stages.clean import clean
from tests.unit.stages.harbor import PROSE, edition

TEXT = (
    "The lamps along the quay were lit at dusk, and nobody could say who had paid for the oil. A"
    " ledger was kept, but its pages had been cut out long before the war began in the south. The"
    " keeper, an old man with one eye, said only that the lamps had always burned there. In the"
    " spring a clerk came from the capital and asked for the accounts of the harbor."
)
ITEMS = (
    "The oil was bought in barrels from a trader in the next town, who asked for no receipt.",
    "The wicks were cut by hand.",
    "Lamps without glass were carried to the shed, where they stood until somebody had the time.",
)


@functools.cache
def cleaned(text: str) -> Edition:
    [edition] = clean([Source.of(text)], Profiles.load())
    return edition


def items(text: str) -> list[str]:
    return [b.text for b in cleaned(text).outline.blocks if b.zone is Zone.ITEM]


def levels(text: str) -> list[str]:
    return [fact.value for fact in cleaned(text).sheet.facts_named("item-level")]


def set_in_lines(*parts: str, width: int = 72) -> str:
    return "\n".join(textwrap.fill(part, width) for part in parts) + "\n"


def a_list(*signs: str) -> str:
    """Text, a list whose items begin with *signs*, and text again."""
    found = [f"{sign} {ITEMS[k % len(ITEMS)]}" for k, sign in enumerate(signs)]
    return set_in_lines(TEXT, f"{TEXT} Three things are known of them:", *found, TEXT)


@pytest.mark.parametrize("sign", ["•", "■", "*", "–", "o", "§", "Ø", "?", "\uf0b7"])
def test_an_item_begins_with_a_bullet_or_what_is_left_of_one(sign: str) -> None:
    assert items(a_list(sign, sign, sign)) == list(ITEMS)


@pytest.mark.parametrize("sign", ["–", "o", "§", "?"])
def test_a_sign_that_may_be_something_else_needs_a_second(sign: str) -> None:
    assert items(a_list(sign)) == []


def test_a_letter_inside_a_sentence_is_no_bullet() -> None:
    line = "Depois de muitos anos o faroleiro contou ao escrivão que ninguém pagava"
    text = f"{line}\no Estado nem a vila.\n" * 6
    assert items(text) == []


def test_a_bullet_that_a_sentence_speaks_of_is_no_item() -> None:
    speaks = "• was the sign by which the clerk marked a lamp."
    text = a_list("•", "•") + f"{speaks} {TEXT}\n"
    assert len(items(text)) == 2


@pytest.mark.parametrize(
    ("signs", "wanted"),
    [
        ("••", "11"),
        ("•––•", "1221"),
        ("■•■", "121"),
        ("▪oo▪", "1221"),
        ("°°", "11"),
        ("*--", "122"),
    ],
)
def test_the_level_of_an_item_shows_by_its_sign(signs: str, wanted: str) -> None:
    assert levels(a_list(*signs)) == list(wanted)


def test_a_list_may_have_lost_its_first_items() -> None:
    assert items(a_list("3.", "4.", "5.")) == list(ITEMS)
    assert items(a_list("3.", "7.")) == []


def test_words_that_hang_below_an_item_are_its_own_however_much_room_is_above() -> None:
    hung = "  • The wicks were cut by hand.\n    Nobody knew by whose.\nLamps stood there.\n"
    text = set_in_lines(*[TEXT] * 3) + hung + set_in_lines(TEXT)
    assert items(text) == ["The wicks were cut by hand. Nobody knew by whose."]


def test_bullets_between_two_numbers_are_below_them() -> None:
    text = a_list("1.", "•", "•", "2.")
    assert len(items(text)) == 4
    assert levels(text) == ["2", "2"]


def test_an_item_that_ends_on_a_full_line_leaves_the_wider_text_below_alone() -> None:
    full = f"• {ITEMS[2]} {ITEMS[0]} {ITEMS[1]}"
    width = next(w for w in range(56, 84) if len(textwrap.wrap(full, w)[-1]) >= w - 3)
    others = [f"• {ITEMS[k]} {ITEMS[2 - k]}" for k in (0, 2, 0)]
    text = (
        set_in_lines(*[TEXT] * 3, f"{TEXT} Some things are known:", width=90)
        + set_in_lines(*others, full, width=width)
        + set_in_lines(TEXT, TEXT, width=90)
    )
    assert items(text) == [item.removeprefix("• ") for item in (*others, full)]


def test_text_of_a_narrow_measure_is_no_verse() -> None:
    long = "A line that is far longer than the measure: http://archive.example.org/2002/11/26/lamps"
    text = set_in_lines(*[TEXT] * 6, width=46) + f"{long}.\n" + set_in_lines(TEXT, width=46)
    zones = {b.zone for b in cleaned(text).outline.blocks}
    assert Zone.VERSE not in zones


PARAGRAPHS = textwrap.fill(f"{TEXT} {TEXT}", 90)


def test_a_list_goes_on_behind_a_semicolon_and_with_roman_numbers() -> None:
    bullets = "\u2022 the oil;\n\u2022 the wicks; and\n\u2022 the glass of the lamps.\n"
    text = f"{PARAGRAPHS}\nThree things were missing:\n{bullets}{PARAGRAPHS}\n"
    assert items(text) == ["the oil;", "the wicks; and", "the glass of the lamps."]
    numbers = "(i) the oil;\n(ii) the wicks;\n(iii) the glass of the lamps.\n"
    assert len(items(text.replace(bullets, numbers))) == 3


def test_paragraphs_numbered_through_the_report_are_no_items() -> None:
    parts = [f"{n}. {PARAGRAPHS}\n" for n in range(1, 7)]
    report = "\n".join(
        ["The Lamps\n", *parts[:2], "The Oil\n", *parts[2:4], "The Wicks\n", *parts[4:]]
    )
    assert items(report) == []
    oil = "The Oil\n\nIt was found that the oil:\n1. was dear;\n2. was black.\n"
    wicks = oil.replace("The Oil", "The Wicks")
    found = items(f"{PARAGRAPHS}\n\n{oil}\n{PARAGRAPHS}\n\n{wicks}\n{PARAGRAPHS}\n")
    assert found == ["was dear;", "was black."] * 2


def test_heads_with_letters_between_numbered_paragraphs_are_no_items() -> None:
    parts = [f"{n}. {PARAGRAPHS}\n" for n in range(17, 23)]
    heads = ["A. International obligations\n", "B. Domestic law\n"]
    found = cleaned("\n".join([*parts[:2], heads[0], *parts[2:4], heads[1], *parts[4:]]))
    blocks = found.outline.blocks
    assert [b.text.strip() for b in blocks if b.zone is Zone.HEADING] == [h.strip() for h in heads]
    assert Zone.ITEM not in [b.zone for b in blocks]


def test_letters_above_lists_of_their_own_are_items() -> None:
    oil = "A. Oil was of two kinds.\n1. Red oil was dear.\n2. Black oil was cheap.\n"
    wicks = "B. Wicks were of two kinds.\n1. Long wicks burned.\n2. Short wicks did not.\n"
    assert len(items(f"{PARAGRAPHS}\n\n{oil}{wicks}\n{PARAGRAPHS}\n")) == 6


def test_a_question_that_counts_on_with_one_is_an_item_not_a_head() -> None:
    asked = "1. How many ships did the office clear?\n2. How many were refused?\n3. Who did it?\n"
    text = f"The Questionnaire\n{PROSE}{asked}Sources\n{PROSE}"
    blocks = edition(text).outline.blocks
    assert [block.zone for block in blocks].count(Zone.ITEM) == 3


def test_capital_letters_number_items_and_no_heads_or_initials() -> None:
    def kinds(text: str) -> list[Zone]:
        return [block.zone for block in edition(text).outline.blocks]

    asked = "The office asked:\nA. Who pays the dues of the harbor?\nB. Who keeps them?\n"
    assert kinds(f"{asked}{PROSE}").count(Zone.ITEM) == 2
    heads = f"A. How the harbor began\n{PROSE}B. How it was closed\n{PROSE}"
    assert kinds(heads).count(Zone.HEADING) == 2
    works = "A. Brandt, Salt (Riga: Osta, 1999).\nB. Hale, Lamps (Leeds: Wick, 2001).\n"
    assert Zone.ITEM not in kinds(f"Sources\n{PROSE}{works}")
