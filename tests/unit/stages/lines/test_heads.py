"""Which rows can be heads, by their words alone."""

from __future__ import annotations

import pytest

from archivist.api import Profiles, clean
from archivist.core import Source, Zone
from archivist.stages.lines.heads import can_be_head, could_be_sentence_head, within


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("THE FIRST LIGHTS.", True),
        ("CHAPTER I.", True),
        ("ABERNATHY ET AL.", False),
        ("PORTS OF THE U.S.", False),
        ("The first lights.", False),
        ("The First Lights.", False),
        ("OIL, WICK,", False),
        ("OIL AND WICK:", False),
    ],
)
def test_a_head_in_capitals_may_end_with_a_stop(text: str, *, head: bool) -> None:
    assert can_be_head(text) is head


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("How the lamps were lit", True),
        ("What the council said in 1987", True),
        ("The lamps were lit.1", False),  # a sentence, with the call of a note
        ("“Nobody paid for it.”12", False),
    ],
)
def test_a_sentence_with_a_call_behind_it_is_no_head(text: str, *, head: bool) -> None:
    assert could_be_sentence_head(text.translate(str.maketrans("“”", '""'))) is head


def test_small_words_within_a_head() -> None:
    assert within("and the Question of Salt") == "Question of Salt"
    assert within("The Question of Salt") == "The Question of Salt"
    assert within("of the") == ""


TEXT = "\n".join(
    f"The {word} of Hallevik had asked for a lamp at the quay, and the council refused it again in"
    for word in "pilots keepers wardens porters bailiffs stewards smiths coopers".split()
)
END = "the spring of the year of the ice.\n"


def heads(between: str) -> list[str]:
    (found,) = clean([Source.of(f"{TEXT}\n{END}{between}\n{TEXT}\n{END}")], Profiles.load())
    return [" ".join(b.text.split()) for b in found.outline.blocks if b.zone is Zone.HEADING]


@pytest.mark.parametrize(
    ("between", "wanted"),
    [
        (
            "Lamps of the North\nand the Question of Salt",
            "Lamps of the North and the Question of Salt",
        ),
        ("The Price of Lamps\nin a Time of Ice", "The Price of Lamps in a Time of Ice"),
    ],
)
def test_a_head_goes_on_with_a_small_word(between: str, wanted: str) -> None:
    assert heads(between) == [wanted]


@pytest.mark.parametrize(
    "between",
    [
        "He went to Hallevik and Ostrava and found the Lamps\nof the North in the Harbor of Ice.",
        "They lit the Lamps\nand the council forgot about the Question.",
    ],
)
def test_a_sentence_that_goes_on_with_a_small_word_is_no_head(between: str) -> None:
    assert heads(between) == []


def test_a_head_above_bullets_that_became_letters() -> None:
    assert heads(f"Summary of findings\nn {TEXT}\n{END}n The lamps were dear.") == [
        "Summary of findings"
    ]


def test_a_copy_can_begin_with_a_head_set_as_a_sentence() -> None:
    text = f"How the lamps were lost\n{TEXT}\n{END}{TEXT}\n{END}"
    (found,) = clean([Source.of(text)], Profiles.load())
    assert found.outline.blocks[0].zone is Zone.HEADING


def test_a_chapter_and_its_title_are_no_title_and_author() -> None:
    text = f"Chapter 4\nWhat Velt Wants\n{TEXT}\n{END}{TEXT}\n{END}"
    (found,) = clean([Source.of(text)], Profiles.load())
    assert found.outline.blocks[0].zone is Zone.HEADING
    assert not [b for b in found.outline.blocks if b.zone is Zone.BYLINE]


@pytest.mark.parametrize(
    "between",
    ["The Limits of Salt:\nLessons from the North", "What Velt Wants:\nThe Lamps of the Quay"],
)
def test_a_head_goes_on_behind_its_colon(between: str) -> None:
    assert heads(between) == [between.replace("\n", " ")]


def test_a_sentence_before_a_list_is_no_head() -> None:
    assert heads("Three Things Were Lost:\n• The lamps.\n• The oil.") == []


def test_the_first_line_of_an_indented_paragraph_is_no_head() -> None:
    line = (
        "   Few Pilots in the Brenna Highlands expected the Interior Council of the North to be at"
    )
    rest = (
        "Harbors of the Quay in the spring of that year, and nobody asked them to be there again."
    )
    assert heads(f"{line}\n{rest}") == []


def test_a_head_behind_a_call_where_a_sentence_begins_below() -> None:
    call = (
        "the winter of that long year.\n12\nThe Limits of Salt \nIn the spring nobody asked for it."
    )
    assert heads(call) == ["The Limits of Salt"]


def test_a_copy_that_begins_with_a_section_has_no_title_page() -> None:
    text = (
        f"II. RATIONALE: SECTORS AND LAMPS\nA. Performance Indicators\n{TEXT}\n{END}{TEXT}\n{END}"
    )
    (found,) = clean([Source.of(text)], Profiles.load())
    zones = [b.zone for b in found.outline.blocks]
    assert zones[:2] == [Zone.HEADING, Zone.HEADING]


def test_the_number_of_a_chapter_takes_no_sentence_with_it() -> None:
    line = "     Whether they can hold this line in the winter of the year is uncertain. New"
    text = f"{TEXT}\n{END}\n\nCHAPTER III\n\n{line}\n{TEXT}\n{END}"
    (found,) = clean([Source.of(text)], Profiles.load())
    found_heads = [b.text.strip() for b in found.outline.blocks if b.zone is Zone.HEADING]
    assert found_heads == ["CHAPTER III"]


@pytest.mark.parametrize(
    "below", ["49. According to the council, nobody paid for it.", "In the end, nobody paid."]
)
def test_a_head_in_sentence_case_behind_a_call(below: str) -> None:
    call = f"the winter of that long year.\n12\nExplaining the price of salt \n{below}"
    assert heads(call) == ["Explaining the price of salt"]


def test_the_rest_of_a_line_behind_a_call_is_no_head() -> None:
    call = (
        "the winter of that long year.\n12\nNobody had explained the price \nof salt in the harbor."
    )
    assert heads(call) == []


def test_two_heads_in_sentence_case_one_below_the_other() -> None:
    assert heads("Toward overlapping cohesion\nA long-delayed balance") == [
        "Toward overlapping cohesion",
        "A long-delayed balance",
    ]


def test_three_short_lines_are_no_heads_for_all_that() -> None:
    assert (
        heads("The quay institute\n14 Harbor road\nHallevik town\nand all that stood there") == []
    )


def test_a_sentence_with_a_raised_call_is_no_head() -> None:
    assert heads("None of this was inevitable.¹") == []


def test_no_name_begins_as_a_question_does() -> None:
    text = f"Power Lines and Coordination\nWhat Halabad Wants\n{TEXT}\n{END}{TEXT}\n{END}"
    (found,) = clean([Source.of(text)], Profiles.load())
    assert Zone.BYLINE not in {b.zone for b in found.outline.blocks}
