"""Signatures under forewords and letters; the address and the close of a letter; notes by sign."""

from __future__ import annotations

import pytest

from archivist.core import Zone
from tests.unit.stages.harbor import PROSE, edition


def blocks(text: str) -> list[tuple[Zone, str]]:
    return [(block.zone, block.text) for block in edition(text).outline.blocks]


def of(zone: Zone, text: str) -> list[str]:
    return [said for own, said in blocks(text) if own is zone]


SIGNED = [
    "Josephine Tarn\nPresident, Center for Road Studies\n",
    "Josephine Tarn\nSenior Fellow\nSeattle, Washington\nJune 2014\n",
]


@pytest.mark.parametrize("signed", SIGNED, ids=["post", "place and date"])
def test_a_foreword_is_signed_by_anyone(signed: str) -> None:
    text = f"Salt Roads\n\nEmil Raske\n\n\fFOREWORD\n{PROSE}{signed}\fIntroduction\n{PROSE * 2}"
    assert " ".join(of(Zone.SIGNATURE, text)).split() == signed.split()


def test_a_letter_has_an_address_a_close_and_a_signature() -> None:
    letter = f"Dear colleagues,\n{PROSE}Sincerely,\nWilma Stroud\nChair, Quay Commission\n"
    text = f"Quays\n\n\fLETTER FROM THE CHAIR\n{letter}\f1. THE QUAYS\n{PROSE * 2}"
    found = blocks(text)
    assert (Zone.HEADING, "LETTER FROM THE CHAIR") in found
    assert (Zone.PARAGRAPH, "Dear colleagues,") in found
    assert (Zone.PARAGRAPH, "Sincerely,") in found
    assert of(Zone.SIGNATURE, text)[0] == "Wilma Stroud"


def test_a_name_below_a_sentence_of_the_text_is_no_signature() -> None:
    assert not of(Zone.SIGNATURE, f"Salt Roads\n\nThe Text\n{PROSE}Josephine Tarn\n{PROSE * 2}")


def test_questions_marked_as_such_are_no_heads() -> None:
    asked = "".join(f"Q: Who must pay the dues of {n}?\nA: {PROSE}" for n in (1999, 2000, 2001))
    assert not [text for text in of(Zone.HEADING, f"Dues\n\n{asked}") if text.startswith("Q:")]


def test_notes_by_the_signs_of_a_byline_are_on_its_authors() -> None:
    notes = (
        "* Department of Economics, Northmouth University. E-mail: hpens@north.example.\n"
        "† Research fellow, Institute of Ports, Oslo.\n"
    )
    front = "Pricing the Ferry\nHugo Pens* and Lotta Brandt†\nMarch 2010\n"
    text = f"{front}Abstract\n{PROSE}{notes}\f1 Introduction\n{PROSE * 3}"
    found = of(Zone.AUTHOR_NOTE, text)
    assert [note[0] for note in found] == ["*", "†"]


def test_a_sign_no_byline_has_is_no_note_on_an_author() -> None:
    note = "* Department of Economics figures are estimates.\n"
    text = f"Pricing the Ferry\nHugo Pens and Lotta Brandt\nMarch 2010\n\f1 Roads\n{PROSE}{note}"
    assert not of(Zone.AUTHOR_NOTE, f"{text}\f{PROSE * 2}")


WHO = "Agnes Mirel is Senior Fellow at the Mining Forum."


def test_a_note_that_gives_an_address_needs_no_name_elsewhere() -> None:
    text = f"The Mines\n{PROSE}Nobody paid.\n{WHO} She can be reached at <am@mine.example>.\n"
    assert len(of(Zone.AUTHOR_NOTE, f"{text}\f{PROSE}")) == 1
    assert not of(Zone.AUTHOR_NOTE, f"The Mines\n{PROSE}Nobody paid.\n{WHO}\n\f{PROSE}")


def test_a_short_note_by_sign_ends_before_the_text_below_it() -> None:
    notes = "* Northmouth University. E-mail: hp@north.example.\n† Research fellow, Oslo.\n"
    front = "Pricing the Ferry\nHugo Pens* and Lotta Brandt†\nMarch 2010\n"
    text = f"{front}Abstract\n{PROSE}{notes}1 Introduction\n{PROSE * 3}"
    assert of(Zone.AUTHOR_NOTE, text)[-1] == "† Research fellow, Oslo."
    assert (Zone.HEADING, "1 Introduction") in blocks(text)


def test_a_note_on_an_author_does_not_run_on_behind_a_signature() -> None:
    text = (
        "ki\nBy Kwame Đurić\nFOREWORD\n\n\nth\nBy a. K,K.V.S.L. Ulloa,R N\n.\n"
        "K.V.S L ULLOA is Chair .\nKwame Đurić\nnbr special report#1 | e 2021\n."
    )
    found = blocks(text)
    assert (Zone.SIGNATURE, "Kwame Đurić") in found
    assert (Zone.AUTHOR_NOTE, "K.V.S L ULLOA is Chair .") in found
