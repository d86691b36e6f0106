"""Notes on authors that stand as paragraphs in the text, and sentences on authors that are none."""

from __future__ import annotations

import pytest

from archivist.api import Profiles, clean
from archivist.core import Source, Zone

PROFILES = Profiles.load()

PROSE = (
    "The harbor at Hallevik was closed for most of the decade, and the ferries that had served it\n"
    "moved to the northern quay. Few of the exporters who asked for relief were still in trade\n"
    "when the tribunal met, and those who were had found other ports for what they shipped.\n"
)
TITLE = "Why the Harbor Matters\nBy Ana B. Roe and Li Wei\n\n\n"


def notes(text: str) -> list[str]:
    (found,) = clean([Source.of(text)], PROFILES)
    return [b.text for b in found.outline.blocks if b.zone is Zone.AUTHOR_NOTE]


@pytest.mark.parametrize(
    "note",
    [
        "Ana B. Roe is a fellow of the Quay School in Hallevik.",
        "ana b. roe is Professor of Ferries at the Quay School. She can be reached at <a@q.no>.",
        "Ana B. Roe is professor of ferries at the Quay School.\nAn earlier note was read there.",
    ],
)
def test_a_paragraph_says_who_an_author_is(note: str) -> None:
    assert notes(f"{TITLE}{PROSE}\n{note}\n\n{PROSE}") == [note.replace("\n", " ")]
    assert notes(f"{TITLE}{PROSE}\n{note}\n") == [note.replace("\n", " ")]


@pytest.mark.parametrize("sign", "*†‡§¶")
def test_any_sign_of_a_note_can_stand_before_the_name(sign: str) -> None:
    note = f"{sign} Jon Doe is a fellow of the Quay School <doe@quay.no>."
    assert notes(f"{TITLE}{PROSE}\n{note}\n\n{PROSE}") == [note]


def test_notes_on_two_authors_are_two() -> None:
    first = "Ana B. Roe is a fellow of the Quay School. She can be reached at <roe@quay.no>."
    second = "Li Wei is a lecturer in Hallevik."
    assert notes(f"{TITLE}{PROSE}\n{first}\n{second}\n\n{PROSE}") == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "Ana B. Roe is right to say that the harbor was doomed from the day it opened.",
        "Jon Doe is a fellow of the Quay School in Hallevik.",  # no author of this report
        "The levy, as Ana B. Roe is a fellow of saying, was late.",
    ],
)
def test_no_note(text: str) -> None:
    assert notes(f"{TITLE}{PROSE}\n{text}\n\n{PROSE}") == []
