"""Blocks as views: what closes them, and what may stand inside them."""

from __future__ import annotations

import pytest

from archivist.core import Inline, Mark, Sheet, Source, Zone, outline
from archivist.core.laws import check_account, check_boundary, check_cover
from archivist.core.ledger import Edit, EditKind
from archivist.core.sheet import joined
from archivist.errors import LawBroken


def sheet_of(text: str, *marks: Mark) -> Sheet:
    return Sheet.of(Source.of(text)).add(marks)


def paragraph(start: int, end: int) -> Mark:
    return Mark(start, end, Zone.PARAGRAPH, "test:paragraph")


def texts(sheet: Sheet) -> list[str]:
    return [b.text for b in outline(sheet).blocks]


def test_a_block_ends_with_the_line_end_that_closes_it() -> None:
    sheet = sheet_of(
        "lamps\nare\nlit\n",
        paragraph(0, 14),
        Mark(5, 6, Inline.WRAP, "t:w"),
        Mark(9, 10, Inline.END, "t:e"),
        Mark(13, 14, Inline.END, "t:e"),
    )
    assert texts(sheet) == ["lamps are", "lit"]


def test_forme_work_and_notes_do_not_end_a_block() -> None:
    sheet = sheet_of(
        "lamps\n15\n1 note\nlit\n",
        paragraph(0, 6),
        Mark(5, 6, Inline.WRAP, "t:w"),
        Mark(6, 9, Zone.FOLIO, "t:f"),
        Mark(8, 9, Inline.END, "t:e"),
        Mark(9, 16, Zone.NOTE, "t:n"),
        Mark(15, 16, Inline.END, "t:e"),
        paragraph(16, 20),
        Mark(19, 20, Inline.END, "t:e"),
    )
    assert texts(sheet) == ["lamps lit", "15", "1 note"]


def test_a_block_cannot_span_two_zones() -> None:
    sheet = sheet_of("lamps\nlit\n", paragraph(0, 6), Mark(6, 10, Zone.HEADING, "t:h"))
    with pytest.raises(LawBroken, match="law 3"):
        outline(sheet)


def two_slices(first: Sheet, second: Sheet) -> Sheet:
    return joined([first, second])


def test_a_slice_without_a_line_end_closes_its_block() -> None:
    sheet = two_slices(sheet_of("lamps", paragraph(0, 5)), sheet_of("lit", paragraph(0, 3)))
    assert texts(sheet) == ["lamps", "lit"]


def test_an_edit_says_that_the_next_slice_goes_on() -> None:
    sheet = two_slices(sheet_of("lamps", paragraph(0, 5)), sheet_of("lit", paragraph(0, 3)))
    sheet = sheet.add([Edit(5, 5, EditKind.SPACE, " ", "t:s", "the slice ends")])
    assert texts(sheet) == ["lamps lit"]


@pytest.mark.parametrize("role", [Inline.WRAP, Inline.JOIN])
def test_blanks_at_the_end_of_a_slice_say_that_the_block_goes_on(role: Inline) -> None:
    first = sheet_of("lamps ", paragraph(0, 6), Mark(5, 6, role, "t:w"))
    sheet = two_slices(first, sheet_of("lit", paragraph(0, 3)))
    assert len(outline(sheet).blocks) == 1


def test_furniture_at_the_end_of_a_slice_closes_no_block() -> None:
    first = sheet_of(
        "lamps\nshare",
        paragraph(0, 6),
        Mark(5, 6, Inline.WRAP, "t:w"),
        Mark(6, 11, Zone.SITE_NOISE, "t:n"),
    )
    sheet = two_slices(first, sheet_of("lit", paragraph(0, 3)))
    assert texts(sheet) == ["lamps lit"]


def test_a_character_that_nobody_claimed_breaks_the_second_law() -> None:
    with pytest.raises(LawBroken, match="law 2"):
        check_account(sheet_of("lamps", paragraph(0, 3)))


def test_a_line_end_without_a_role_breaks_the_third_law() -> None:
    with pytest.raises(LawBroken, match="no role of a line end"):
        check_boundary(sheet_of("lamps\n", paragraph(0, 6)))


def test_bytes_come_back() -> None:
    check_cover(sheet_of("lamps — огни\r\n", paragraph(0, 14)))


def test_runs_are_cut_where_a_label_changes() -> None:
    sheet = sheet_of("lamps lit\n", paragraph(0, 10), Mark(9, 10, Inline.END, "t:e"))
    assert [(s.start, s.end, s.inline) for s in sheet.runs] == [
        (0, 9, Inline.TEXT),
        (9, 10, Inline.END),
    ]
    assert next(sheet.segments(3, 10)).start == 3


def test_a_stretch_without_characters_has_no_runs() -> None:
    assert not list(sheet_of("lamps\n", paragraph(0, 6)).segments(3, 3))
    assert not sheet_of("").runs


def test_an_edit_in_one_block_leaves_the_reading_of_the_others() -> None:
    text, ends = "tbe lamps\nare lit\nand tbe night\n", (10, 18, 32)
    marks = [Mark(end - 1, end, Inline.END, "t:e") for end in ends]
    plain = sheet_of(text, paragraph(0, 32), *marks)
    mended = plain.add(
        Edit(at, at + 3, EditKind.REPAIR, "the", "t:r", "a wrong letter") for at in (0, 22)
    )
    assert texts(mended) == ["the lamps", "are lit", "and the night"]
    assert outline(mended).blocks[1].pieces == outline(plain).blocks[1].pieces


def test_nothing_to_say_leaves_the_very_sheet_and_what_was_worked_out_of_it() -> None:
    sheet = sheet_of("lamps\n", paragraph(0, 6))
    assert sheet.add(iter(())) is sheet


@pytest.mark.parametrize(
    ("mark", "what"),
    [(Mark(0, 6, Zone.PARAGRAPH, ""), "zone"), (Mark(5, 6, Inline.END, ""), "END")],
)
def test_a_claim_without_a_rule_breaks_the_second_law(mark: Mark, what: str) -> None:
    with pytest.raises(LawBroken, match=f"law 2 .*the {what} at . has no rule"):
        check_account(sheet_of("lamps\n", mark, paragraph(0, 6)))


def test_the_census_counts_characters_in_the_order_of_zones() -> None:
    sheet = sheet_of("lamps\nlit\n", Mark(0, 6, Zone.NOTE, "t:n"), Mark(6, 9, Zone.TITLE, "t:t"))
    assert list(sheet.census().items()) == [("UNCLAIMED", 1), ("TITLE", 3), ("NOTE", 6)]
