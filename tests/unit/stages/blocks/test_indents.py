"""Copies whose extractor kept the layout: what blanks at the starts of lines say."""

from __future__ import annotations

from archivist.core import Source, Zone
from archivist.core.edition import Edition
from archivist.profiles import Profiles
from archivist.stages.clean import clean

PROFILES = Profiles.load()
LINES = """\
The harbor board was founded in 1921 and has met in every year since then, although its powers
have changed with each of the treaties that the three states signed. Its diary ends in the middle
of a sentence, and no one knows why. Trade grew slowly at first, and the same points came up.
The locks were too narrow for the new barges that the mills had ordered from yards on the coast.
The lower port was closed in winter, when most of the grain was sold and the price of a berth was
low, and no plan was made for the dry months of the year, which came again and again to the river.
""".splitlines()


def paragraph(margin: str = "", first: str = "   ") -> str:
    return "\n".join(f"{margin}{first if not k else ''}{line}" for k, line in enumerate(LINES))


def edition(text: str) -> Edition:
    (found,) = clean([Source.of(text)], PROFILES)
    return found


def of(found: Edition, zone: Zone) -> list[str]:
    return [block.text for block in found.outline.blocks if block.zone is zone]


WHOLE = " ".join(LINES)


def test_lines_that_are_set_in_begin_paragraphs_however_full_the_line_above_is() -> None:
    found = edition("\n".join([paragraph()] * 8))
    assert of(found, Zone.PARAGRAPH) == [WHOLE] * 8


def test_pages_may_have_margins_of_their_own() -> None:
    even, odd = "\n".join([paragraph()] * 4), "\n".join([paragraph(" " * 9)] * 4)
    found = edition(f"{even}\n\f{odd}\n\f{even}\n\f{odd}\n")
    assert of(found, Zone.PARAGRAPH) == [WHOLE] * 16


def test_a_paragraph_of_one_line_ends_before_the_next_that_is_set_in() -> None:
    short = "   Three years later, the board met again in the lower port."
    text = "\n".join([*[paragraph()] * 6, short, paragraph()])
    assert short.strip() in of(edition(text), Zone.PARAGRAPH)


def test_a_sentence_that_begins_a_line_at_the_margin_begins_no_paragraph() -> None:
    # the third line closes its sentence and leaves room
    found = edition("\n".join([paragraph()] * 8))
    assert not [text for text in of(found, Zone.PARAGRAPH) if text.startswith("The locks")]


def test_blanks_that_are_not_used_alike_say_nothing() -> None:
    lines = [f"{' ' * (3 * (k % 3 == 1))}{line}" for k, line in enumerate(LINES * 8)]
    found = edition("\n".join(lines))
    assert not [t for t in of(found, Zone.PARAGRAPH) if t.startswith("have changed")]


ITEM = "• " + "\n    ".join(LINES[:4])


def test_lines_below_an_item_are_of_it_as_far_as_they_are_set_in() -> None:
    found = edition("\n".join([paragraph(), *[ITEM] * 6, LINES[0], *LINES[1:], paragraph()]))
    assert of(found, Zone.ITEM) == [" ".join(LINES[:4])] * 6
    assert of(found, Zone.PARAGRAPH) == [WHOLE] * 3


def test_first_lines_may_be_set_in_further_than_the_signs_of_items() -> None:
    item = "\n".join(
        f"  {' ' * (2 * bool(k))}{row.strip()}" for k, row in enumerate(ITEM.split("\n"))
    )
    found = edition("\n".join([paragraph(), *[item] * 6, paragraph(), paragraph()]))
    assert of(found, Zone.ITEM) == [" ".join(LINES[:4])] * 6
    assert of(found, Zone.PARAGRAPH) == [WHOLE] * 3


QUOTE = "\n".join(f"       {line[:70]}" for line in LINES[:4]) + "\n       and so it closed."


def test_a_block_set_in_as_a_whole_is_a_quotation() -> None:
    found = edition("\n".join([*[paragraph()] * 6, QUOTE, paragraph()]))
    assert of(found, Zone.QUOTE) == [" ".join(line.strip() for line in QUOTE.split("\n"))]
    assert of(found, Zone.PARAGRAPH) == [WHOLE] * 7


def test_lines_in_the_middle_of_a_page_are_no_quotation() -> None:
    centred = "          The Harbor Board\n          A Short History"
    found = edition("\n".join([*[paragraph()] * 6, centred, paragraph()]))
    assert not of(found, Zone.QUOTE)


def test_copies_without_blanks_are_read_by_their_measure() -> None:
    found = edition("\n".join([paragraph(first="")] * 8))
    assert not of(found, Zone.QUOTE)
    assert " ".join(of(found, Zone.PARAGRAPH)) == " ".join([WHOLE] * 8)
