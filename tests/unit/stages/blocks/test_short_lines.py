"""Copies of short lines: acts, exams and lectures have lists and heads; verse and code have not."""

from __future__ import annotations

import functools

import pytest

from archivist.core import Source, Zone
from archivist.profiles import Profiles
from archivist.stages.clean import clean

ACT = """\
Глава 1. Общие положения

Статья 1. Предмет закона

1. Настоящий закон определяет порядок содержания маяков.
2. Маяк содержится за счёт порта:
1) зажигается на закате;
2) гасится на рассвете.

Статья 2. Понятия

Для целей закона применяются понятия:
а) маяк — башня с огнём;
б) порт — место стоянки судов.
"""
EXAM = "\n".join(
    f"{n}. Which of the lamps is the tallest?\na) the first\nb) the second\nc) the third\n"
    for n in range(1, 6)
)
VERSE = """\
The lamp is low,
the wind is wide,
and all the boats
have left the tide;

the keeper counts
the hours by name,
and none that went
came back the same.
"""
NUMBERED_VERSE = """\
1. The lamp is low,
the wind is wide,
and all the boats
have left the tide;

2. the keeper counts
the hours by name,
and none that went
came back the same.
"""
CODE = """\
def lamps(quay):
    lit = []
    for lamp in quay:
        if lamp.oil:
            lit.append(lamp)
    return lit

def keeper(quay):
    return lamps(quay)[0]
"""


@functools.cache
def profiles() -> Profiles:
    return Profiles.load()


def blocks(text: str, zone: Zone) -> list[str]:
    """The readings of the blocks of one zone."""
    edition = clean([Source.of(text)], profiles())[0]
    return [b.text for b in edition.outline.blocks if b.zone is zone]


def test_an_act_has_heads_and_items() -> None:
    assert not blocks(ACT, Zone.VERSE)
    assert blocks(ACT, Zone.HEADING) == [
        "Глава 1. Общие положения",
        "Статья 1. Предмет закона",
        "Статья 2. Понятия",
    ]
    assert len(blocks(ACT, Zone.ITEM)) == 6


def test_small_cyrillic_letters_number_items_behind_a_colon() -> None:
    assert blocks(ACT, Zone.ITEM)[-2:] == [
        "маяк — башня с огнём;",
        "порт — место стоянки судов.",
    ]


def test_questions_and_their_answers_are_items() -> None:
    assert not blocks(EXAM, Zone.VERSE)
    assert len(blocks(EXAM, Zone.ITEM)) == 20


@pytest.mark.parametrize("text", [VERSE, NUMBERED_VERSE, CODE], ids=["verse", "numbered", "code"])
def test_verse_and_code_keep_their_lines(text: str) -> None:
    lines = [line for line in text.splitlines() if line]
    assert sum(block.count("\n") + 1 for block in blocks(text, Zone.VERSE)) == len(lines)


def test_a_letter_at_the_start_of_a_wrapped_line_begins_no_item() -> None:
    text = (
        "The harbor office gave two reasons for which the lamps had to be put out at night:\n"
        "a) the oil was dear, and b) nobody had seen a boat since the spring. The keeper did\n"
        "not believe a word of it, and went on as he had always done, with oil that he had\n"
        "pressed himself in the cellar. In the spring a clerk came from the capital and asked\n"
        "for the accounts, was shown the stove, and went away again without having found out\n"
        "anything about the matter.\n"
    )
    assert not blocks(text, Zone.ITEM)
    assert len(blocks(text, Zone.PARAGRAPH)) == 1
