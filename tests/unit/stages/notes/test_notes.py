"""Notes and their calls in the forms that copies print them in."""

from __future__ import annotations

import functools
import textwrap

import pytest

from archivist.core import Flow, Inline, LinkKind, Source, Zone
from archivist.core.edition import Edition
from archivist.profiles import Profiles
from archivist.stages.clean import CleanOptions, clean

FIRST = "The lamps along the quay were lit at dusk, and nobody could say who had paid for the oil."
SECOND = "A ledger was kept, but its pages had been cut out long before the war began in the south."
THIRD = "The keeper, an old man with one eye, said only that the lamps had always burned there."
NOTE_A = "Ada Keeper, The Lamps of the Quay (Port: Quay Press, 1990), 12."
NOTE_B = "Ibid., 13."
NOTE_C = "Ben Lamp, “Oil and Accounts,” Harbor Review, May 4, 1991."


@functools.cache
def profiles() -> Profiles:
    return Profiles.load()


def cleaned(text: str, publisher: str = "") -> Edition:
    [edition] = clean([Source.of(text)], profiles(), CleanOptions(publisher=publisher))
    return edition


def notes(edition: Edition) -> list[str]:
    return [b.text for b in edition.outline.of(Flow.NOTES)]


def main(edition: Edition) -> str:
    return "\n".join(b.text for b in edition.outline.of(Flow.MAIN))


def called(edition: Edition) -> list[tuple[str, str]]:
    """(call as printed, start of its note) for each link."""
    sheet = edition.sheet
    ends = {s.start: s.end for s in sheet.segments() if s.inline is Inline.CALL}
    return [
        (sheet.text[link.source : ends[link.source]], sheet.text[link.target : link.target + 5])
        for link in sheet.links
        if link.kind is LinkKind.CALL_NOTE
    ]


@pytest.mark.parametrize("label", ["{} ", "{}. ", "[{}] ", "{}\n", "{}) ", "[^{}]: "])
def test_notes_at_the_end_are_told_by_their_labels(label: str) -> None:
    call = "[^{}]" if "^" in label else "{}"
    marks = [call.format(n) for n in (1, 2, 3)]
    text = "\n\n".join(
        part + mark for part, mark in zip((FIRST, SECOND, THIRD), marks, strict=True)
    )
    feet = (NOTE_A, NOTE_B, NOTE_C)
    text += "\n\n" + "\n".join(label.format(n) + note for n, note in enumerate(feet, 1)) + "\n"
    edition = cleaned(text)
    assert notes(edition) == [NOTE_A, NOTE_B, NOTE_C]
    assert called(edition) == [(mark, note[:5]) for mark, note in zip(marks, feet, strict=True)]
    assert main(edition) == "\n".join((FIRST, SECOND, THIRD))


def test_raised_digits_call() -> None:
    edition = cleaned(f"{FIRST}¹\n\n{SECOND}²\n\n¹ {NOTE_A}\n² {NOTE_B}\n")
    assert notes(edition) == [NOTE_A, NOTE_B]
    assert [mark for mark, _ in called(edition)] == ["¹", "²"]


def test_a_numbered_list_is_no_notes() -> None:
    text = f"{FIRST} {SECOND} Three things follow:\n\n1. {FIRST}\n\n2. {SECOND}\n\n3. {THIRD}\n"
    edition = cleaned(text)
    assert not notes(edition)
    assert [b.zone for b in edition.outline.blocks].count(Zone.ITEM) == 3


def test_a_numbered_list_on_a_page_with_calls_is_no_notes() -> None:
    text = f"{FIRST}1 {SECOND}2\n\n1. {THIRD}\n\n2. {SECOND}\n\n{THIRD}\n\n1 {NOTE_A}\n2 {NOTE_B}\n"
    edition = cleaned(text)
    assert notes(edition) == [NOTE_A, NOTE_B]


def test_a_call_without_a_note_is_reported() -> None:
    text = f"{FIRST}1 {SECOND}2 {THIRD}3\n\n1 {NOTE_A}\n2 {NOTE_B}\n"
    edition = cleaned(text)
    assert notes(edition) == [NOTE_A, NOTE_B]
    assert [f.code for f in edition.findings if f.code == "N402"] == ["N402"]


def test_numbers_that_count_again_belong_to_the_next_essay() -> None:
    essay = f"{FIRST}1 {SECOND}2 {THIRD}\n\n1 {NOTE_A}\n2 {NOTE_B}\n\n"
    other = f"{THIRD}1 {FIRST}2 {SECOND}\n\n1 {NOTE_C}\n2 {NOTE_B}\n"
    edition = cleaned(essay + other)
    assert notes(edition) == [NOTE_A, NOTE_B, NOTE_C, NOTE_B]
    assert [mark for mark, _ in called(edition)] == ["1", "2", "1", "2"]


def test_notes_without_numbers_are_told_by_smaller_type() -> None:
    """A copy that lost the numbers: wider lines at the foot, a blank line before each note."""
    body = textwrap.fill(" ".join((FIRST, SECOND, THIRD) * 6), 88).split("\n")
    body[4] += "\n1"
    body[9] += "\n2"
    long_note = textwrap.fill(f"{NOTE_A} {FIRST} {SECOND}", 124)
    page = "\n".join(body) + f"\n\n{long_note}\n\n{NOTE_C}\n"
    edition = cleaned(page, "nbr-special-report")
    assert notes(edition) == [long_note.replace("\n", " "), NOTE_C]
    assert [mark for mark, _ in called(edition)] == ["1", "2"]


def test_a_numbered_list_of_works_that_nobody_calls_is_no_notes() -> None:
    works = "\n".join(f"{n}. {work}" for n, work in enumerate((NOTE_A, NOTE_C, NOTE_A), 1))
    edition = cleaned(f"{FIRST} {SECOND}\n\n{THIRD}\n\nReferences\n\n{works}\n")
    assert not notes(edition)


def test_numbers_of_verses_are_no_calls() -> None:
    edition = cleaned(" ".join(f"{n} {THIRD}" for n in range(1, 9)) + "\n")
    assert Inline.CALL not in set(edition.sheet.inlines)


def test_a_label_may_have_lost_its_blank() -> None:
    edition = cleaned(f"{FIRST}1 {SECOND}2\n\n{THIRD}\n\n1{NOTE_A}\n2{NOTE_B}\n")
    assert notes(edition) == [NOTE_A, NOTE_B]


def test_a_call_in_a_heading_has_its_note() -> None:
    text = f"The Lamps of the Quay1\n\n{FIRST} {SECOND}2\n\n{THIRD}\n\n1 {NOTE_A}\n2 {NOTE_B}\n"
    assert [mark for mark, _ in called(cleaned(text))] == ["1", "2"]


@pytest.mark.parametrize("signs", ["*†", ("[a]", "[b]"), ("[^note]", "[^other]")])
def test_signs_that_do_not_count_call_notes(signs: tuple[str, str]) -> None:
    first, second = signs
    colon = ":" if "^" in first else ""
    feet = f"{first}{colon} {NOTE_A}\n{second}{colon} {NOTE_C}\n"
    edition = cleaned(f"{FIRST}{first} {SECOND}\n\n{THIRD}{second}\n\n{feet}")
    assert notes(edition) == [NOTE_A, NOTE_C]
    assert called(edition) == [(first, NOTE_A[:5]), (second, NOTE_C[:5])]


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST} They were *lit* again.\n\n* {SECOND}\n",
        f"{FIRST} Three things:\n\n* {SECOND}\n* {THIRD}\n",
        f"{FIRST}*\n\n{SECOND}\n",
    ],
)
def test_an_asterisk_is_not_always_a_note(text: str) -> None:
    assert not notes(cleaned(text))


def test_notes_below_a_head_need_no_calls() -> None:
    wrapped = NOTE_C.replace(" Harbor", "\nHarbor")
    feet = "\n".join(f"{n}. {note}" for n, note in enumerate((NOTE_A, NOTE_B, wrapped, NOTE_B), 1))
    edition = cleaned(f"{FIRST} {SECOND} {THIRD}3\n\nEndnotes\n{feet}\n")
    assert notes(edition) == [NOTE_A, NOTE_B, NOTE_C, NOTE_B]
    assert [note for _, note in called(edition)] == [wrapped[:5]]


def test_a_list_in_the_text_is_no_notes_where_these_stand_below_their_head() -> None:
    items = "\n".join(f"{n}. Publish the ledger of the {what}." for n, what in
                      ((1, "oil"), (2, "wicks"), (3, "quay")))  # fmt: skip
    text = f"{FIRST}[1]\n{SECOND}[2]\nThree things are asked for.\n{items}\n{THIRD}[3]\nNotes\n"
    feet = "\n".join(f"[{n}] {note}" for n, note in enumerate((NOTE_A, NOTE_B, NOTE_C), 1))
    assert notes(cleaned(f"{text}{feet}\n")) == [NOTE_A, NOTE_B, NOTE_C]


def test_a_label_without_its_blank_stands_before_an_apostrophe_too() -> None:
    feet = ("Author’s interview, Port, May 1990.", "Keeper’s ledger, 12.")
    edition = cleaned(f"{FIRST}1 {SECOND}2\n\n{THIRD}\n\n1{feet[0]}\n2{feet[1]}\n")
    assert notes(edition) == [*feet]


def test_a_date_at_the_start_of_a_line_is_no_label() -> None:
    dated = "Ben Lamp, “Oil Counts the Cost,” Evening Post,\n2 October 2007."
    feet = f"1. {dated}\n2. {NOTE_B}\n3. {NOTE_C}\n"
    edition = cleaned(f"{FIRST}1 {SECOND}2 {THIRD}3\n\nNotes\n{feet}")
    assert notes(edition) == [dated.replace("\n", " "), NOTE_B, NOTE_C]
