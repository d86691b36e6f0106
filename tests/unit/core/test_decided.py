"""What a person decided stands, and what a stage claims is parted by it or gives way."""

from __future__ import annotations

import pytest

from archivist.core import Inline, Link, LinkKind, Mark, Sheet, Source, Zone
from archivist.core.ledger import Veto
from archivist.core.outline import outline
from archivist.stages.fill import close_line_ends, fill

TEXT = "first\nsecond\nthird\n"
WHOLE = [
    Mark(0, 6, Zone.TITLE, "front:title"),
    Mark(5, 6, Inline.WRAP, "front:title"),
    Mark(6, 13, Zone.TITLE, "front:title"),
    Mark(12, 13, Inline.WRAP, "front:title"),
    Mark(13, 19, Zone.TITLE, "front:title"),
    Mark(18, 19, Inline.END, "front:title"),
]


def blocks(sheet: Sheet) -> list[tuple[str, str]]:
    sheet = sheet.add(fill(sheet))
    sheet = sheet.add(close_line_ends(sheet))
    return [(block.zone.name, block.text) for block in outline(sheet).blocks]


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (Zone.HEADING, [("TITLE", "first"), ("HEADING", "second"), ("TITLE", "third")]),
        (Zone.NOTE, [("TITLE", "first third"), ("NOTE", "second")]),
        (Zone.RUNNING_HEAD, [("TITLE", "first third"), ("RUNNING_HEAD", "second")]),
        (Zone.SITE_NOISE, [("TITLE", "first third")]),
    ],
)
def test_a_block_of_a_person_parts_a_block_of_the_same_flow(
    zone: Zone, expected: list[tuple[str, str]]
) -> None:
    own = [Mark(6, 13, zone, "person:0-1"), Mark(12, 13, Inline.END, "person:0-1")]
    assert blocks(Sheet.of(Source.of(TEXT)).add(own).add(WHOLE)) == expected


def test_a_line_that_is_not_that_parts_the_block_around_it() -> None:
    sheet = Sheet.of(Source.of(TEXT)).add([Veto(6, 13, Zone.TITLE, "person:0-1")]).add(WHOLE)
    assert [mark for mark in sheet.lost if mark.role is Zone.TITLE] == [WHOLE[2]]
    assert blocks(sheet) == [("TITLE", "first"), ("PARAGRAPH", "second"), ("TITLE", "third")]


def test_what_is_no_note_has_no_call() -> None:
    text = "Lit.1\n1 See.\n"
    note: list[Mark | Link] = [
        Mark(4, 5, Inline.CALL, "notes:call"),
        Mark(6, 13, Zone.NOTE, "notes:note"),
        Mark(6, 8, Inline.LABEL, "notes:label"),
        Link(LinkKind.CALL_NOTE, 4, 6, "notes:call"),
    ]
    veto = Veto(6, 13, Zone.NOTE, "person:0-1")
    sheet = Sheet.of(Source.of(text)).add([veto]).add(note)
    assert blocks(sheet) == [("PARAGRAPH", "Lit.1"), ("PARAGRAPH", "1 See.")]
    assert not sheet.links
