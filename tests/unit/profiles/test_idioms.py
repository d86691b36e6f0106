"""What reports say in a language is data: loaded strictly, compiled once, and open to a user."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archivist.api import clean
from archivist.core import Source, Zone
from archivist.errors import ProfileError
from archivist.profiles import Profiles
from archivist.profiles.idioms import Idioms
from archivist.stages.lines.captions import credit
from archivist.stages.lines.letters import salutes, takes_leave
from tests.unit.stages.harbor import PROSE

PROFILES = Profiles.load()
IDIOMS = PROFILES.idioms

FINNISH = """
id = "fi"
title = "Finnish"
[labels]
[idiom]
interview = ["haastattelu"]
"""
QUESTIONS = "".join(f"{ask}\n{PROSE}" for ask in ("Why here?", "Why the quay?", "Who pays now?"))
COPY = f"The Quiet Harbor\n\nHaastattelu: Helga Marsh.\n{PROSE}{QUESTIONS}"


def heads(profiles: Profiles) -> list[str]:
    (edition,) = clean([Source.of(COPY)], profiles)
    return [block.text for block in edition.outline.blocks if block.zone is Zone.HEADING]


def test_all_publishers_know_the_idioms_of_all_languages() -> None:
    assert all(publisher.idioms is IDIOMS for publisher in PROFILES.publishers.values())
    assert IDIOMS.of.keys() == PROFILES.languages.keys()


def test_a_language_of_a_users_own_adds_to_them() -> None:
    known = PROFILES.with_texts({"languages/fi.toml": FINNISH})
    assert "Why here?" in heads(PROFILES)
    assert "Why here?" not in heads(known)


@pytest.mark.parametrize(
    ("kind", "table", "complaint"),
    [
        ("languages", "[idiom]\ninterviews = []", "did you mean 'interview'"),
        ("languages", '[idiom]\ninterview = ["("]', "faulty pattern"),
        ("publishers", "[idioms]", "'idioms' is not known"),
    ],
)
def test_tables_are_read_strictly(kind: str, table: str, complaint: str) -> None:
    labels = "[labels]\n" if kind == "languages" else 'name = ""\n'
    text = f'id = "fi"\ntitle = "Finnish"\n{labels}{table}\n'
    with pytest.raises(ProfileError, match=complaint):
        PROFILES.with_texts({f"{kind}/fi.toml": text})


def test_credits_are_those_of_all_languages_and_the_publishers_own() -> None:
    generic = PROFILES.publishers["generic"]
    labels = replace(generic, credits=("courtesy",)).credit_labels
    for line in ("Source: the harbor office", "Источник: порт", "courtesy : the quay"):
        assert credit(line, labels)
    assert not credit("Courtesy: the quay", generic.credit_labels)
    assert not credit(": the quay", ())


def test_without_languages_nothing_is_known() -> None:
    nothing = Idioms()
    assert not nothing.interview.search("an interview with nobody")
    assert not nothing.letter_closes.fullmatch("Sincerely,")
    assert not nothing.common


@pytest.mark.parametrize("line", ["Sincerely,", "Yours faithfully,", "С уважением,"])
def test_a_letter_closes(line: str) -> None:
    assert takes_leave(line, IDIOMS)


@pytest.mark.parametrize("line", ["Dear Reader,", "Dear colleagues:", "Уважаемые коллеги!"])
def test_a_letter_opens(line: str) -> None:
    assert salutes(line, IDIOMS)


@pytest.mark.parametrize("line", ["Yours was late,", "Dear as it was, the lamp", "Dearer oil,"])
def test_no_letter(line: str) -> None:
    assert not takes_leave(line, IDIOMS)
    assert not salutes(line, IDIOMS)


def test_whole_words_alone_count() -> None:
    assert IDIOMS.posts.search("a Fellow of the school")
    assert not IDIOMS.posts.search("fellowship and editorial work")
    assert IDIOMS.kinds.search("HALDEN PAPERS")
    assert not IDIOMS.kinds.search("a paperless office")
