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


def test_where_numbers_stand_in_columns_others_may_be_lost() -> None:
    text = CALLED.format(1, 2, 3)
    first = f"{text}\n\n1\n2\n3\n\n" + "\n".join(NOTES) + "\n\n\f"
    more = CALLED.format(4, 5, 6)
    works = [
        f"Mei Sato, Ports of the Coast (Halden: Quay Press, {year}), 9." for year in (1999, 2004)
    ]
    second = f"{more}\n\n{works[0]}\n5\n{works[1]}\n6\nIbid., 7.\n\n\f{LAST}\n"
    found = edition(first + second)
    assert ("4", works[0]) in noted(found)


def test_a_column_of_figures_is_none_of_notes() -> None:
    found = edition(
        f"{PROSE}\n\nYear\n1\n2\n3\n\nTolls were paid in\nsilver and in grain\n\n{LAST}\n"
    )
    assert not found.sheet.facts_named("note-number")
    assert not of(found, Zone.NOTE)


def test_a_bullet_that_an_extractor_gave_twice_is_read_once() -> None:
    found = edition("\n\n".join((PROSE, *(f"•\n\n• {item}" for item in ITEMS), LAST)))
    assert of(found, Zone.ITEM) == READ


def test_a_bullet_astray_within_a_sentence_begins_no_item() -> None:
    above, below = PROSE.rsplit("\n", 1)
    found = edition(f"{above}\n\n•\n\n{below.replace('of a', 'Of a')}\n{LAST}\n")
    assert not of(found, Zone.ITEM)


@pytest.mark.parametrize("sign", ["+", "e", "¢", "«"])
def test_bullets_that_were_read_from_a_picture(sign: str) -> None:
    found = edition("\n".join((PROSE, *(f"{sign} {item}" for item in ITEMS), "", LAST)))
    assert of(found, Zone.ITEM) == READ


@pytest.mark.parametrize("line", ["+ 5 percent of the tolls", "e la nave va"])
def test_a_sign_without_company_begins_nothing(line: str) -> None:
    assert not of(edition(f"{PROSE}\n{line}\n{LAST}\n"), Zone.ITEM)


INITIAL = """\
{}ince 1977 the harbor board has met in every year, although its powers have changed
{}with each of the treaties that the three states signed, and its diary ends in the middle
of a sentence, and no one knows why. Trade grew slowly at first, and three points came up."""


@pytest.mark.parametrize(("cap", "beside"), [("S\n\n", ""), ("S    ", "     "), ("S  ", "   ")])
def test_a_large_capital_is_of_its_word(cap: str, beside: str) -> None:
    found = edition(f"The Harbor Board\n\n{INITIAL.format(cap, beside)}\n{LAST}\n")
    assert of(found, Zone.PARAGRAPH)[0].startswith("Since 1977 the harbor board")
    assert "changed with each" in of(found, Zone.PARAGRAPH)[0]


def test_a_letter_before_a_gap_is_no_large_capital_where_no_line_stands_beside_it() -> None:
    found = edition(f"{PROSE}\n\n{INITIAL.format('X  ', '')}\n{LAST}\n")
    assert "Xince" not in " ".join(of(found, Zone.PARAGRAPH))


def test_ligatures_read_with_their_bytes_swapped_are_set_right() -> None:
    text = PROSE.replace("first", "昀椀rst").replace("founded", "o昀케ce昀昀")
    read = " ".join(of(edition(f"{text}\n{LAST}\n"), Zone.PARAGRAPH))
    assert "slowly at first," in read
    assert {edit.rule for edit in edition(text).sheet.edits} == {"repair:ligature"}


def test_words_in_chinese_stay() -> None:
    read = " ".join(
        of(edition(f"{PROSE}\nThey call it 昀昀 and 椀 in their tongue.\n{LAST}\n"), Zone.PARAGRAPH)
    )
    assert "昀昀 and 椀" in read


def test_notes_with_arrows_count_in_order_where_their_numbers_were_left_out() -> None:
    listed = "\n".join(f"{note} ↩" for note in NOTES)
    found = edition(f"{CALLED.format(1, 2, 3)}\n\n{LAST}\n\n{listed}\n")
    assert noted(found) == RIGHT
    facts = found.sheet.facts_named("note-number")
    assert {(fact.rule, fact.certainty) for fact in facts} == {("notes:by-order", "medium")}


def test_notes_with_arrows_are_not_counted_where_some_are_missing() -> None:
    listed = "\n".join(f"{note} ↩" for note in NOTES[1:])
    found = edition(f"{CALLED.format(1, 2, 3)}\n\n{LAST}\n\n{listed}\n")
    assert ("1", NOTES[1]) not in noted(found)


def test_heads_of_a_kept_layout_are_known_by_their_words_however_wide_the_gap_is() -> None:
    pages = [
        f"A Short History of the Board{' ' * (60 + 9 * n)}{n}\n\n{PROSE}\n{LAST}\n{LAST}\n"
        for n in (3, 5, 7, 9)
    ]
    found = edition("\f".join(pages))
    heads = [block.text for block in found.outline.blocks if block.zone is Zone.RUNNING_HEAD]
    assert heads == [f"A Short History of the Board {n}" for n in (3, 5, 7, 9)]
    assert [fact.value for fact in found.sheet.facts_named("page")] == ["3", "5", "7", "9"]


def test_wide_gaps_part_no_pages_where_form_feeds_do() -> None:
    pages = [f"{PROSE}\n\n\n\n{LAST}\n{n}\n" for n in range(1, 6)]
    found = edition("\f".join(pages))
    assert len(found.sheet.facts_named("page")) == 5


def test_a_line_behind_a_call_goes_on_with_its_printed_line() -> None:
    text = CALLED.format("1\n", "2\n", "3\n")
    listed = "\n".join(f"{n} {note}" for n, note in enumerate(NOTES, 1))
    found = edition("\f".join([f"{text}\n{listed}\n", *[f"{PROSE}\n{LAST}\n"] * 3]))
    read = of(found, Zone.PARAGRAPH)[0]
    assert read.startswith("The locks were too narrow for the new barges. The lower port was")
    assert "at all. They met again." in read


def test_a_line_behind_a_call_that_begins_at_the_margin_may_begin_a_paragraph() -> None:
    text = CALLED.format("1\n", "2", "3").replace("\n The", "\nThe")
    listed = "\n".join(f"{n} {note}" for n, note in enumerate(NOTES, 1))
    found = edition("\f".join([f"{text}\n{listed}\n", *[f"{PROSE}\n{LAST}\n"] * 3]))
    assert of(found, Zone.PARAGRAPH)[0].endswith("new barges.")


SET_IN = """\
The second reason was political, as the clerk had feared, and the third was trade. The river~

rose, and each of the states feared that another would close the lower port in a crisis, and so~
each kept a fleet of its own, which it paid for with tolls.

""".replace("~", " ")
FULL = """\
The locks were too narrow for the new barges which the mills had ordered. Nobody had known it.~

The lower port was closed in winter, when most of the grain was sold and the price of a berth was~
low, and no plan was made for the dry months.

""".replace("~", " ")


def test_blank_lines_behind_wrapped_lines_end_no_paragraph() -> None:
    found = edition((SET_IN * 3 + FULL) * 3)
    whole = [" ".join(text.split()) for text in (SET_IN, FULL)]
    assert of(found, Zone.PARAGRAPH) == [whole[0], whole[0], whole[0], whole[1]] * 3


def test_blank_lines_end_paragraphs_where_sentences_do_not_run_over_them() -> None:
    lines = [line for line in (PROSE + "\n" + LAST).split("\n") if line.endswith(".")]
    found = edition("\n\n".join(f"{line} " for line in lines * 8))
    assert len(of(found, Zone.PARAGRAPH)) == len(lines * 8)
