"""Paragraphs, heads, items, quotations and floats, told by how lines are set."""

from __future__ import annotations

import functools
import textwrap

import pytest

from archivist.core import Inline, Source, Zone
from archivist.core.edition import Edition
from archivist.profiles import Profiles
from archivist.stages.clean import clean
from archivist.stages.lines.joints import line_end

SENTENCES = (
    "The lamps along the quay were lit at dusk, and nobody could say who had paid for the oil.",
    "A ledger was kept, but its pages had been cut out long before the war began in the south.",
    "The keeper, an old man with one eye, said only that the lamps had always burned there.",
    "In the spring a clerk came from the capital and asked for the accounts of the harbor.",
    "He was shown the stove, and went away again without having found out anything at all.",
    "Nothing was heard of him afterwards, though his umbrella stayed in the hall for years.",
    "It was used by all who had to cross the yard in rain, and nobody thought of returning it.",
)


def prose(start: int, count: int) -> str:
    """*count* sentences from the *start*-th on, over and over."""
    return " ".join(SENTENCES[(start + k) % len(SENTENCES)] for k in range(count))


def wrapped(*paragraphs: str, width: int = 84) -> str:
    """Paragraphs set line under line, without a blank line or an indent between them."""
    return "\n".join(textwrap.fill(p, width) for p in paragraphs) + "\n"


@functools.cache
def profiles() -> Profiles:
    return Profiles.load()


def cleaned(text: str) -> Edition:
    [edition] = clean([Source.of(text)], profiles())
    return edition


def blocks(text: str) -> list[tuple[Zone, str]]:
    edition = cleaned(text)
    return [(b.zone, b.text) for b in edition.outline.blocks]


def zones(text: str) -> list[Zone]:
    return [zone for zone, _ in blocks(text)]


P = Zone.PARAGRAPH


def test_a_short_last_line_ends_a_paragraph() -> None:
    parts = [prose(0, 4), prose(3, 5), prose(1, 4)]
    assert blocks(wrapped(*parts)) == [(P, part) for part in parts]


@pytest.mark.parametrize("head", ["The Keeper and the Clerk", "What the keeper knew of lamps"])
def test_a_short_line_that_closes_no_sentence_is_a_head(head: str) -> None:
    text = wrapped(prose(0, 5)) + f"{head}\n" + wrapped(prose(2, 5))
    assert zones(text) == [P, Zone.HEADING, P]


def test_a_head_of_markdown_loses_its_signs_and_keeps_its_level() -> None:
    edition = cleaned(f"{prose(0, 4)}\n\n## The Keeper\n\n{prose(2, 4)}\n")
    heads = [b.text for b in edition.outline.blocks if b.zone is Zone.HEADING]
    assert heads == ["The Keeper"]
    assert [f.value for f in edition.sheet.facts_named("head-level")] == ["2"]


def quoting(*heads: str) -> str:
    """A text under *heads*, with a line behind an angle between blank lines."""
    return "\n\n".join([prose(0, 4), *heads, prose(2, 4), f"> {prose(4, 2)}", prose(6, 4)]) + "\n"


def test_a_quotation_of_markdown_loses_its_sign() -> None:
    edition = cleaned(quoting("# The Quay", "## The Keeper"))
    quotes = [b.text for b in edition.outline.blocks if b.zone is Zone.QUOTE]
    assert quotes == [prose(4, 2)]


def test_an_angle_alone_makes_no_quotation() -> None:
    assert Zone.QUOTE not in zones(quoting())


def test_a_short_line_inside_a_sentence_is_no_head() -> None:
    text = wrapped(prose(0, 5)) + "The lamp\nwas lit. " + wrapped(prose(2, 5))
    assert Zone.HEADING not in zones(text)


def test_the_level_of_a_numbered_head_is_its_depth() -> None:
    text = wrapped(prose(0, 5)) + "2.1. Oil and Accounts\n" + wrapped(prose(2, 5))
    edition = cleaned(text)
    assert [f.value for f in edition.sheet.facts_named("head-level")] == ["2"]


def test_a_narrower_paragraph_is_a_quotation() -> None:
    quote = textwrap.fill(prose(4, 4), 74)
    text = wrapped(prose(0, 5)) + quote + "\n" + wrapped(prose(2, 5), prose(3, 4))
    assert zones(text) == [P, Zone.QUOTE, P, P]


def test_a_quotation_runs_over_a_page_and_may_have_doubled_blanks() -> None:
    before = textwrap.wrap(prose(0, 5), 84)
    inside = textwrap.wrap(prose(3, 5), 70)
    spread = [line.replace("the ", "the  ") for line in inside]
    page = ["", "", "\f" + spread[3]]
    lines = [*before, *spread[:3], *page, *spread[4:], *textwrap.wrap(prose(1, 9), 84)]
    quotes = [b for b in blocks("\n".join(lines) + "\n") if b[0] is Zone.QUOTE]
    assert quotes == [(Zone.QUOTE, prose(3, 5))]


def test_a_page_set_narrower_throughout_holds_no_quotation() -> None:
    text = wrapped(prose(0, 5)) + "\n\n" + wrapped(prose(2, 6), prose(4, 7), width=74)
    assert Zone.QUOTE not in zones(text)


def test_bullets_open_items_and_a_wrapped_item_is_one() -> None:
    items = [f"• {prose(1, 2)}", f"• {prose(3, 1)}", f"◦ {prose(5, 2)}"]
    text = wrapped(prose(0, 4) + " This is what was found:") + wrapped(*items, width=80)
    edition = cleaned(text)
    found = [b.text for b in edition.outline.blocks if b.zone is Zone.ITEM]
    assert found == [item[2:] for item in items]
    assert [f.value for f in edition.sheet.facts_named("item-level")] == ["1", "1", "2"]


def test_a_bullet_inside_a_sentence_opens_no_item() -> None:
    text = f"{prose(0, 2)} On the map the sign\n• was that of a lamp. {prose(3, 3)}\n"
    assert Zone.ITEM not in zones(text)


def test_one_number_makes_no_list() -> None:
    assert Zone.ITEM not in zones(f"{prose(0, 3)}\n\n1. {prose(3, 2)}\n\n{prose(1, 3)}\n")


@pytest.mark.parametrize(
    "caption",
    [
        "Table 1 Lamps by Year",
        "t a b l e 1 Lamps by Year",
        "Таблица 1. Фонари по годам",
        "1-jadval. Yillar bo‘yicha chiroqlar",
    ],
)
def test_a_caption_its_rows_and_its_source(caption: str) -> None:
    rows = "Year Oil Wicks\n1901 12.5 30\n1902 13.1 31\n1903 14.0 29\n"
    text = wrapped(prose(0, 5)) + f"{caption}\n{rows}Source: Harbor Office, 1904.\n"
    text += wrapped(prose(2, 5))
    assert zones(text) == [P, Zone.CAPTION, Zone.TABLE, Zone.CREDIT, P]


def captions(text: str) -> list[str]:
    return [words for zone, words in blocks(text) if zone is Zone.CAPTION]


def test_a_caption_over_rows_may_end_with_a_stop() -> None:
    caption = "Table 3. Oil of the harbor, 1901–1904 гг."
    lines = wrapped(prose(0, 5), prose(2, 5)).replace("\n", " \n")
    table = "Year Oil Wicks\n1901 12.5 30\n1902 13.1 31\n1903 14.0 29\n"
    assert captions(f"{lines}{caption} \n{table}{lines}") == [caption]
    assert captions(f"{lines}{caption} \n{lines}{lines}") == []


def test_a_caption_below_the_call_of_a_note_is_no_rest_of_its_line() -> None:
    caption = "Figure 1. Oil of the harbor, 1901–1904 гг."
    note = "1\nHarbor Office, Report on Oil and Lamps (Halden: Quay Press, 1904), 12.\n"
    text = f"{wrapped(prose(0, 5))}Nobody paid.\n1\n{caption}\nOil 12\nSource: Harbor, 1904.\n"
    assert captions(f"{text}{wrapped(prose(2, 5))}\n\n{note}") == [caption]


TABLE = "Year Oil Wicks\n1901 12.5 30\n1902 13.1 31\n1903 14.0 29\n"


@pytest.mark.parametrize("call", ["", "1\n"])
def test_a_line_worded_like_a_caption_is_one_if_rows_stand_below(call: str) -> None:
    caption = "Table 1 Lamps of the Harbor, 1901–1903"
    note = "\n\n1\nHarbor Office, Report on Oil and Lamps (Halden: Quay Press, 1904), 12.\n"
    lines = wrapped(prose(0, 5), prose(2, 5)).replace("\n", " \n")
    text = f"{lines}Nobody paid for it.\n{call}{caption} \n"
    assert captions(f"{text}{TABLE}{lines}{note}") == [caption]


@pytest.mark.parametrize(("rows", "found"), [(TABLE, 1), ("Lamps of 1901 and of 1902\n", 0)])
def test_a_caption_may_stand_below_a_line_that_closes_nothing(rows: str, found: int) -> None:
    caption = "Table 1 Lamps of the Harbor, 1901–1903"
    open_ = f"{prose(0, 5)} Much of this was said long ago by the keepers of the lamps, as shown by"
    text = "\n".join(textwrap.wrap(open_, 84)).rpartition("as shown")[0] + "as shown in all of\n"
    assert len(captions(f"{text}{caption}\n{rows}{wrapped(prose(2, 5))}")) == found


def test_short_words_down_to_a_source_are_a_figure_and_sentences_are_none() -> None:
    caption = "Figure 3. Oil of the harbor, 1901–1904 гг."
    lines = wrapped(prose(0, 5), prose(2, 5)).replace("\n", " \n")
    source = "Source: Harbor Office, 1904. \n"
    assert captions(f"{lines}{caption} \nOil 1901\nWicks 1902 \n{source}{lines}") == [caption]
    assert captions(f"{lines}{caption} \nNobody paid. \n{source}{lines}") == []
    assert captions(f"{lines}{caption} \n{lines}{source}{lines}") == []


def test_a_caption_swallows_no_paragraphs_where_each_is_one_line() -> None:
    parts = [prose(k, 5) for k in range(5)]
    text = "\n\n".join([*parts[:2], "Box 1. Oil For the Lamps", *parts[2:], "Source: the keeper."])
    assert [z for z, _ in blocks(text)][:6] == [P, P, Zone.CAPTION, P, P, P]


BESIDE_A_CAP = "nothing was found in the yard but an umbrella and a stove.\n1\n"


@pytest.mark.parametrize(
    "fragment", ["Nobody knew in\u00a0\nHalden", "Halden In Lamps\nNobody knew"]
)
def test_a_short_line_below_a_call_goes_on_if_it_was_wrapped(fragment: str) -> None:
    body = wrapped(prose(0, 6), prose(2, 6)).replace("\n", "\u00a0\n")
    text = f"{body}{BESIDE_A_CAP}{fragment} who had paid for the oil of the lamps.\n{body}"
    [block] = [text for _, text in blocks(text) if "a stove" in text]
    assert ("Halden" in block) is ("Nobody knew in" in fragment)


def test_a_sentence_that_names_a_table_is_no_caption() -> None:
    text = (
        f"{prose(0, 3)}\n\nTable 1 shows the lamps by year, and figure 2 the oil. {prose(2, 2)}\n"
    )
    assert set(zones(text)) == {P}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("the long-", "term view", (Inline.JOIN, Inline.HARD_HYPHEN)),
        ("an extraor-", "dinary lamp", (Inline.JOIN, Inline.SOFT_HYPHEN)),
        ("an extraor\u00ad", "dinary lamp", (Inline.JOIN, Inline.SOFT_HYPHEN)),
        ("see https://example.org/lamps/", "oil.html for", (Inline.JOIN, None)),
        ("the lamp", "was lit", (Inline.WRAP, None)),
        ("the lamps—", "all of them", (Inline.JOIN, None)),
        ("谁付的油钱。", "账本是有的", (Inline.JOIN, None)),
    ],
)
def test_how_two_lines_are_joined(
    before: str, after: str, expected: tuple[Inline, Inline | None]
) -> None:
    assert line_end(before, after, words={"long-term", "extraordinary"}) == expected


def test_the_indent_of_a_first_line_takes_room() -> None:
    first = "   Each of the three has had its own good reason to prefer delay."
    rest = textwrap.fill(f"Spokesmen of the shipowners kept away. {prose(0, 7)}", 74)
    (found,) = clean([Source.of(f"{first}\n{rest}\n" * 4)], Profiles.load())
    assert len([b for b in found.outline.blocks if b.zone is Zone.PARAGRAPH]) == 4
