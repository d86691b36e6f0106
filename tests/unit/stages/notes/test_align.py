"""Reading a copy as text and notes: counts, labels, lost numbers, pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from archivist.core import Sheet, Source
from archivist.stages.lines.gauge import Gauge
from archivist.stages.lines.view import lines_of
from archivist.stages.notes.align import Aligner, Candidates
from archivist.stages.notes.calls import Call, find_calls
from archivist.stages.notes.counts import Event, Reading
from archivist.stages.notes.evidence import Evidence
from archivist.stages.notes.labels import find_labels
from archivist.stages.notes.notes import judged

FULL = "The lamps along the quay were lit at dusk and"  # 45 characters: the measure of the text
LAST = "nobody paid."
WIDE = "Ada Keeper, “Oil and the Lamps of the Quay,” Harbor Review, May 4"  # overruns it
NOTES = (f"{WIDE}, 1990,\nhttps://quay.example/oil.", f"{WIDE}, 1991.", f"{WIDE}, 1992.")


def read(
    text: str,
    *,
    pages: Sequence[int] = (0,),
    units: Sequence[int] = (),
    tears: Sequence[int] = (),
    lost: bool = False,
) -> Reading:
    """The reading of a text set to 45 characters; pages, units and tears stand at those lines."""
    lines = lines_of(Sheet.of(Source.of(text)))
    evidence = Evidence(lines, Gauge(45, 0.5), frozenset(pages), solid=False)
    calls: dict[int, list[Call]] = {}
    for call in find_calls(lines):
        calls.setdefault(call.line, []).append(call)
    labels = {label.line: label for label in find_labels(lines)}
    found = Candidates(calls, labels, {})
    return Aligner(evidence, found, frozenset(units), frozenset(tears), lost=lost).read()


def called(reading: Reading) -> list[int]:
    return [step.number for step in reading.steps if step.event is Event.CALL]


def opened(reading: Reading) -> list[tuple[int, int]]:
    """(line, number) of each note."""
    return [(s.line, s.number) for s in reading.steps if s.event is Event.OPEN]


def page(*numbers: int) -> list[str]:
    """Lines of text that call notes: one full line and a last one for each number."""
    return [line for n in numbers for line in (FULL, f"{LAST}{n}")]


def test_calls_count_up_past_numbers_that_do_not() -> None:
    text = "\n".join(page(1, 40, 2, 7, 3))
    assert called(read(text)) == [1, 2, 3]


def test_a_call_may_be_missing() -> None:
    assert called(read("\n".join(page(1, 2, 4, 5)))) == [1, 2, 4, 5]


@pytest.mark.parametrize(("units", "found"), [((4,), [1, 2, 1, 2, 3]), ((), [1, 2, 3])])
def test_the_count_begins_anew_where_an_essay_does(
    units: tuple[int, ...], found: list[int]
) -> None:
    text = "\n".join(page(1, 2, *([1, 2, 3] if units else [9, 9, 3])))
    assert called(read(text, units=units)) == found


def test_notes_with_labels_stand_at_the_foot_of_their_pages() -> None:
    lines = [*page(1, 2), f"1 {WIDE}.", f"2 {WIDE}.", *page(3), f"3 {WIDE}."]
    reading = read("\n".join(lines), pages=(0, 6))
    assert opened(reading) == [(4, 1), (5, 2), (8, 3)]


def test_a_numbered_list_between_calls_is_text() -> None:
    items = ["1. The oil was dear and the", "wicks were dry.", "2. The keeper had one eye."]
    lines = [*page(1, 2), *items, *page(3), f"1 {WIDE}.", f"2 {WIDE}.", f"3 {WIDE}."]
    assert opened(read("\n".join(lines))) == [(9, 1), (10, 2), (11, 3)]


def test_notes_without_labels_are_as_many_as_the_calls() -> None:
    lines = [*page(1, 2, 3), *"\n".join(NOTES).split("\n")]
    reading = read("\n".join(lines), lost=True)
    assert opened(reading) == [(6, 1), (8, 2), (9, 3)]


def test_the_rest_of_a_note_stands_before_the_notes_of_its_page() -> None:
    first = [*page(1), f"{WIDE} in the"]
    second = [*page(2), f"archive of the port and of the harbor office; and {WIDE}.", f"{WIDE}."]
    reading = read("\n".join([*first, *second]), pages=(0, 3), lost=True)
    events = [(s.event, s.line, s.number) for s in reading.steps if s.event is not Event.CALL]
    assert events == [
        (Event.OPEN, 2, 1),
        (Event.TEXT, 3, 0),
        (Event.ON, 5, 0),
        (Event.OPEN, 6, 2),
    ]


def test_notes_of_a_page_whose_earlier_calls_lost_theirs_keep_their_numbers() -> None:
    """The foot of the first page is missing: the notes of the second belong to its own calls."""
    lines = [*page(1, 2), *page(3, 4), f"{WIDE}, 1990.", f"{WIDE}, 1991."]
    assert opened(read("\n".join(lines), pages=(0, 4), lost=True)) == [(8, 3), (9, 4)]


def test_notes_without_labels_stand_together_at_the_end() -> None:
    feet = [line for k in range(6) for line in (f"{WIDE} of", f"the year 19{90 + k}.")]
    lines = [*page(1, 2, 3), *page(4, 5, 6), "Notes", *feet]
    reading = read("\n".join(lines), pages=(0, 6, 12), lost=True)
    assert [number for _, number in opened(reading)] == [1, 2, 3, 4, 5, 6]


def test_a_list_of_works_is_no_notes() -> None:
    works = [f"Keeper, Ada. The Lamps of the Quay. Port: Quay Press, 19{y}." for y in range(80, 90)]
    assert not opened(read("\n".join([*page(1), "References", *works]), lost=True))


WORK = "Keeper, Ada. The Lamps of the Quay. 1980."


@pytest.mark.parametrize(
    ("text", "page", "works"),
    [
        ([WORK, WORK, WORK, "", FULL, FULL], 6, {0, 1, 2, 3}),
        (["", WORK, WORK, WORK, "", FULL], 6, {0, 1, 2, 3}),
        ([WORK, WORK, WORK, "", FULL, WORK], 5, {0, 1, 2, 3, 5}),  # it goes on overleaf
        ([WORK, "", WORK, "", WORK, "", FULL], 5, {0, 1, 2, 3, 4}),  # its works are parted
        ([WORK, WORK, "", WORK, WORK], 5, {0, 1, 2, 3, 4}),  # too few to tell
    ],
)
def test_a_list_of_close_works_ends_at_a_blank_line(
    text: Sequence[str], page: int, works: set[int]
) -> None:
    lines = lines_of(Sheet.of(Source.of("\n".join(["References", *text]))))
    evidence = Evidence(lines, Gauge(45, 0.5), frozenset({0, page}), solid=False)
    assert {i for i in range(len(lines)) if evidence.at(i).work} == works


def test_the_head_of_a_list_of_works_is_of_no_note() -> None:
    text = [f"{WIDE} and", "References", WORK, f"{WIDE} and to", "references."]
    evidence = Evidence(
        lines_of(Sheet.of(Source.of("\n".join(text)))), Gauge(45, 0.5), frozenset({0}), solid=False
    )
    assert evidence.note(1) < -5 < evidence.note(4)


def test_notes_of_chapters_that_count_anew_stand_together_at_the_end() -> None:
    chapters = [*page(1, 2, 3, 4, 5), *page(1, 2, 3, 4, 5, 6)]
    feet = [f"{n} {WIDE}." for n in (1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 6)]
    reading = read("\n".join([*chapters, "Notes", *feet]), pages=(0, 10, 22), units=(0, 10))
    counts = [(step.which, step.number) for step in reading.steps if step.event is Event.OPEN]
    assert counts == [(0, n) for n in range(1, 6)] + [(1, n) for n in range(1, 7)]


@pytest.mark.parametrize("behind", ["Y", FULL, f"34 {WIDE}."])
def test_a_number_on_a_line_of_its_own_is_no_note_without_the_line_behind_it(behind: str) -> None:
    reading = read("\n".join(["Y", "33", "33", behind, "(of 1990)"]), pages=(0, 3))
    empty = [
        step
        for step, following in pairwise(reading.steps)
        if step.event is Event.OPEN and following.line == step.line + 1
    ]
    assert not empty


def test_the_end_of_a_sentence_before_the_notes_is_no_rest_of_an_earlier_note() -> None:
    """The blank behind the earlier note is no sign that strong."""
    first = [*page(1), f"{WIDE}, 1990. "]
    second = [*page(2), FULL, "the wicks of the quay were dry.", f"{WIDE}, 1991."]
    reading = read("\n".join([*first, *second, *page(3)]), pages=(0, 3, 8), lost=True)
    assert Event.ON not in [step.event for step in reading.steps]
    assert opened(reading) == [(2, 1), (7, 2)]


def test_a_running_head_behind_notes_is_none_of_them() -> None:
    notes = [f"{WIDE}, 19{n}" for n in (90, 91, 92)]
    lines = [*page(1, 2, 3), *notes, "THE LAMPS OF THE QUAY", *page(4)]
    reading = read("\n".join(lines), lost=True)
    assert [s.line for s in reading.steps if s.event is Event.TEXT] == [9]


@pytest.mark.parametrize("learnt", [True, False])
def test_blank_lines_between_notes_that_count_up_keep_their_full_lines_together(
    *, learnt: bool
) -> None:
    """Where blank lines part notes, a line without one goes on, though it is set full."""
    full = "\n".join([FULL] * 4)
    notes = [f"\n[{n}] {WIDE}\n{WIDE}, 1990.\n{full}\n{LAST}" for n in range(1, 6)]
    lines = lines_of(Sheet.of(Source.of("\n".join([*page(1, 2, 3, 4, 5), *notes]))))
    evidence = Evidence(lines, Gauge(45, 0.5), frozenset({0}), solid=False)
    labels = find_labels(lines)
    if learnt:
        evidence.part(labels)
    calls = {call.line: [call] for call in find_calls(lines)}
    candidates = Candidates(calls, {label.line: label for label in labels}, {})
    steps = Aligner(evidence, candidates, lost=False).read().steps
    broken = [s for s in steps if s.event is Event.TEXT and s.line < labels[-1].line]
    assert bool(broken) is not learnt


@pytest.mark.parametrize(
    ("label", "count", "item"), [("[{}]", 9, True), ("[{}]", 8, False), ("{}.", 9, False)]
)
def test_an_item_is_no_label_where_the_notes_are_labelled_otherwise(
    label: str, count: int, *, item: bool
) -> None:
    """Enough of them have to show it, and their form has to be one that lists do not have."""
    notes = [f"{label.format(n)} {WIDE}, 1990." for n in range(1, count + 1)]
    own = ["1", f"{WIDE}, 1990."]  # a number alone on its line is no item
    lines = lines_of(Sheet.of(Source.of("\n".join([FULL, f"1. {WIDE}.", LAST, *own, *notes]))))
    evidence = Evidence(lines, Gauge(45, 0.5), frozenset({0}), solid=False)
    found = [label.line for label in judged(find_labels(lines), evidence)]
    assert found == [*([] if item else [1]), 3, *range(5, 5 + count)]


@pytest.mark.parametrize("learnt", [True, False])
def test_a_line_between_parted_notes_is_neither_text_nor_a_caption(*, learnt: bool) -> None:
    """Though the line before it closes a sentence, and though its words are those of a caption."""
    notes = [
        f"\n[{n}] {WIDE}, 1990.\nFigure 2. The Lamps\nNobody paid.\n{LAST}" for n in range(1, 6)
    ]
    lines = lines_of(Sheet.of(Source.of("\n".join([*page(1, 2, 3, 4, 5), *notes]))))
    evidence = Evidence(lines, Gauge(45, 0.5), frozenset({0}), solid=True)
    if learnt:
        evidence.part(find_labels(lines))
    caption, inside = 11, 13
    assert lines[caption].text.startswith("Figure")
    assert (evidence.note(caption) > -1) is learnt
    assert (evidence.goes_on(inside) == 0) is learnt
    assert lines[14].text.startswith("[2]")
    assert evidence.goes_on(14) < 0
    assert (evidence.goes_on(len(lines) - 1) == 0) is learnt  # the last note is as long as the rest


def test_notes_whose_calls_are_missing_stand_with_the_first_that_is_called() -> None:
    """A part begins in the middle of a page: only the last of its notes are called in it."""
    lines = [*page(28), *(f"{n} Ibid., 14." for n in (25, 26, 27, 28))]
    assert opened(read("\n".join(lines))) == [(2, 25), (3, 26), (4, 27), (5, 28)]


@pytest.mark.parametrize("number", [3, 27])
def test_a_numbered_line_is_no_note_of_a_page_whose_calls_have_theirs(number: int) -> None:
    """Neither far from the numbers of the notes, nor where that number had its note before."""
    first = [*[FULL] * 20, *page(28), f"27 {WIDE}.", f"28 {WIDE}."]
    second = [*page(29), f"{number}. The oil was dear", *page(30), f"29 {WIDE}.", f"30 {WIDE}."]
    reading = read("\n".join([*first, *second]), pages=(0, 24))
    assert opened(reading) == [(22, 27), (23, 28), (29, 29), (30, 30)]


@pytest.mark.parametrize(("gap", "taken_up"), [("", False), ("\n", True)])
def test_the_rest_of_a_note_stands_behind_a_blank_line_where_notes_do(
    gap: str, *, taken_up: bool
) -> None:
    first = [*page(1), f"\n{WIDE} in the"]
    second = [*page(2), FULL, f"{gap}archive of the port.", f"\n{WIDE}, 1991."]
    lines = lines_of(Sheet.of(Source.of("\n".join([*first, *second]))))
    evidence = Evidence(lines, Gauge(45, 0.5), frozenset({0, 3}), solid=False)
    evidence.tie_gaps(2)
    assert (evidence.takes_up(6) == 0) is taken_up
    assert evidence.takes_up(3) == 0  # nothing is known of the blank lines before a page


def carried_on(reading: Reading) -> list[int]:
    """Lines at which the rest of a note of an earlier page begins."""
    return [step.line for step in reading.steps if step.event is Event.ON]


@pytest.mark.parametrize(("tears", "found"), [((0,), [0]), ((), [])])
def test_a_part_may_begin_with_the_rest_of_a_note_whose_head_is_missing(
    tears: Sequence[int], found: list[int]
) -> None:
    """Smaller type shows it; where nothing is missing, no note can have begun before the text."""
    rest = f"and {WIDE}, 1990, with a map and\nits reprint, {WIDE}, 1991."
    foot = "\n".join(f"{n} {WIDE}, 199{n}." for n in (1, 2))
    text = "\n".join([rest, *page(1, 2), *([FULL, LAST] * 6), foot])
    assert carried_on(read(text, pages=(0, 2), tears=tears)) == found


def test_a_part_that_begins_with_text_does_not_begin_with_a_note() -> None:
    text = "\n".join([*page(1, 2), *(f"{n} {WIDE}, 199{n}." for n in (1, 2))])
    reading = read(f"the wind rose.\n{text}", tears=(0,))
    assert not carried_on(reading)
    assert opened(reading) == [(5, 1), (6, 2)]


@pytest.mark.parametrize(("mark", "found"), [("", [1, 2, 3]), (".", [1, 2])])
def test_a_note_in_sequence_need_not_name_a_work(mark: str, found: list[int]) -> None:
    """Behind notes 1 and 2 comes 3; numbered as items are, it may as well be one of a list."""
    notes = [f"{n} Ada Keeper, Oil and Lamps ({n}990), 1{n}." for n in (1, 2)]
    last = f"3{mark} The lamps were out of oil again."
    text = "\n".join([*page(*range(11, 16)), "Notes", *notes, last])
    assert [number for _, number in opened(read(text))] == found


def test_notes_without_labels_may_be_called_before_the_part_they_stand_in() -> None:
    """A part begins amid a page: of the three notes at its foot the last is called in it."""
    feet = [f"{WIDE}, 199{n}." for n in range(3)]
    first = [FULL, *page(4), *feet]
    assert [n for _, n in opened(read("\n".join(first), tears=(0,), lost=True))] == [0, 0, 4]
    whole = "\n".join([*page(1, 2, 3), *feet, *first])
    assert [n for _, n in opened(read(whole, pages=(0, 9), lost=True))][:4] == [1, 2, 3, 4]


@pytest.mark.parametrize(("above", "opens"), [("It names the", True), (LAST, False)])
def test_a_line_numbered_as_items_are_may_be_a_note_where_a_sentence_breaks_off(
    above: str, *, opens: bool
) -> None:
    """The sentence goes on upon the next page, so that no list can stand between."""
    text = "\n".join([FULL, above, "", "(1) the oil was dear, and (2) the wicks were not."])
    lines = lines_of(Sheet.of(Source.of(text)))
    evidence = Evidence(lines, Gauge(45, 0.5), frozenset({0}), solid=False)
    evidence.tie_gaps(1)
    assert evidence.may_open(2) is opens


@pytest.mark.parametrize(("above", "found"), [("Notes", True), (LAST, False)])
def test_numbers_on_lines_of_their_own_are_labels_below_a_head_of_notes(
    above: str, *, found: bool
) -> None:
    """Elsewhere they call: the words around them are of one printed line."""
    feet = ["1", WIDE + ".", "2", "The oil was dear.", "3", "Nobody paid for it.", "4", WIDE + "."]
    reading = read("\n".join([FULL, LAST, above, *feet]), tears=(0,))
    assert ([number for _, number in opened(reading)] == [1, 2, 3, 4]) is found
    assert (called(reading) == []) is found


@pytest.mark.parametrize(
    ("words", "headlike"),
    [
        ("Lamps of the Quay", True),
        ("Conclusion", True),
        ("Ibid", False),
        ("Ada Keeper, Oil and Lamps", False),
        ("The oil was dear", False),
        ("Lamps of 1901", False),
    ],
)
def test_a_label_before_words_that_are_set_as_a_head(words: str, *, headlike: bool) -> None:
    lines = lines_of(Sheet.of(Source.of(f"{FULL}\n1 {words}\n{FULL}")))
    (label,) = find_labels(lines)
    assert label.headlike is headlike
    (label,) = find_labels(lines_of(Sheet.of(Source.of(f"{FULL}\n1 {words}\nof the north"))))
    assert not label.headlike  # the words go on


def test_a_numbered_head_behind_a_call_of_its_number_is_no_note() -> None:
    reading = read("\n".join([*page(1, 2), "1 Lamps of the Quay", FULL, LAST, *page(3)]))
    assert called(reading) == [1, 2, 3]
    assert opened(reading) == []


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["It names the", "", f"{WIDE}.", "harbor."], True),
        ([LAST, "", f"{WIDE}.", "harbor."], False),  # behind a whole sentence: as well a paragraph
        (
            ["References", "", f"{WIDE}.", "It names the", "", f"{WIDE}."],
            False,
        ),  # of a list of works
    ],
)
def test_citations_amid_a_sentence_show_notes_where_no_call_is_seen(
    lines: list[str], *, shown: bool
) -> None:
    read_lines = lines_of(Sheet.of(Source.of("\n".join([FULL, *lines]))))
    assert Evidence(read_lines, Gauge(45, 0.5), frozenset({0}), solid=False).cut_in() is shown


@pytest.mark.parametrize(("label", "found"), [("¹⁹ ", [19]), ("[19] ", [19]), ("19 ", [])])
def test_a_raised_or_bracketed_label_may_stand_before_a_year(label: str, found: list[int]) -> None:
    """Without such a sign, two numbers are as well a row of a table."""
    lines = lines_of(Sheet.of(Source.of(f"{FULL}\n{label}2008 was the first year of the lamps.")))
    assert [one.number for one in find_labels(lines)] == found
