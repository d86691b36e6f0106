"""Questions of an interview are paragraphs; questions as heads of a study stay heads."""

from __future__ import annotations

import pytest

from archivist.core import Zone
from tests.unit.stages.harbor import PROSE, edition

QUESTIONS = (
    "How did the harbor come to be closed?",
    "What has the ministry done since?",
    "Who pays for the ferries now?",
)
TITLED = ("How Did the Harbor Close?", "What Has the Ministry Done?", "Who Pays for the Ferries?")


def text(opening: str, questions: tuple[str, ...]) -> str:
    asked = "".join(f"{question}\n{PROSE}" for question in questions)
    return f"The Quiet Harbor\n\n{opening}\n{PROSE}{asked}"


def heads(copy: str) -> list[str]:
    blocks = edition(copy).outline.blocks
    return [block.text for block in blocks if block.zone is Zone.HEADING]


@pytest.mark.parametrize(
    "opening",
    [
        "In this interview a pilot of the harbor speaks of the years that followed the closure.",
        "A Conversation with Helga Marsh",
        "A reporter spoke with the pilot of the harbor about the years that followed the closure.",
    ],
)
def test_questions_of_an_interview_are_paragraphs(opening: str) -> None:
    copy = text(opening, QUESTIONS)
    assert not [head for head in heads(copy) if head in QUESTIONS]
    blocks = edition(copy).outline.blocks
    spoken = {block.text for block in blocks if block.zone is Zone.PARAGRAPH}
    assert set(QUESTIONS) <= spoken


@pytest.mark.parametrize(
    ("opening", "questions"),
    [
        ("The study rests on interviews with thirty pilots of the harbor.", QUESTIONS),
        ("In this interview a pilot speaks of the years that followed the closure.", TITLED),
        ("In this interview a pilot speaks of the years that followed.", QUESTIONS[:2]),
    ],
    ids=["a study", "titles", "two"],
)
def test_questions_that_are_heads_stay_heads(opening: str, questions: tuple[str, ...]) -> None:
    assert [head for head in heads(text(opening, questions)) if "?" in head] == list(questions)
