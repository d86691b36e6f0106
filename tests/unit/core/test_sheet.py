"""What follows from the text alone is worked out once; what depends on labels, each time."""

from __future__ import annotations

from archivist.core import Mark, Sheet, Source, Zone


def test_what_follows_from_the_text_is_worked_out_once() -> None:
    asked = []

    def size(sheet: Sheet) -> int:
        asked.append(sheet)
        return len(sheet.text)

    sheet = Sheet.of(Source.of("one\ntwo\n"))
    labelled = sheet.add([Mark(0, 4, Zone.HEADING, "test")])
    assert sheet.of_text(size) == labelled.of_text(size) == 8
    assert len(asked) == 1
    assert labelled.lines is sheet.lines
    assert labelled.view is sheet.view


def test_other_texts_are_told_apart() -> None:
    one, two = Sheet.of(Source.of("one")), Sheet.of(Source.of("three"))
    assert (one.of_text(len), two.of_text(len)) == (3, 5)


def test_no_entries_change_nothing() -> None:
    sheet = Sheet.of(Source.of("one\n"))
    assert sheet.add(iter(())) is sheet


def test_what_labels_say_is_worked_out_once_a_sheet() -> None:
    def free(sheet: Sheet) -> list[int]:
        return [i for i, zone in enumerate(sheet.zones) if not zone]

    sheet = Sheet.of(Source.of("one"))
    labelled = sheet.add([Mark(0, 1, Zone.HEADING, "test")])
    assert sheet.of_labels(free) is sheet.of_labels(free)
    assert (sheet.of_labels(free), labelled.of_labels(free)) == ([0, 1, 2], [1, 2])
