"""What a blank line says: the end of a paragraph, or nothing in a copy that is set double."""

from __future__ import annotations

import functools
import textwrap

from archivist.core import Flow, Source, Zone
from archivist.profiles import Profiles
from archivist.stages.clean import clean

SENTENCES = (
    "The lamps along the quay were lit at dusk, and nobody could say who had paid for the oil.",
    "A ledger was kept, but its pages had been cut out long before the war began in the south.",
    "The keeper, an old man with one eye, said only that the lamps had always burned there.",
    "In the spring a clerk came from the capital and asked for the accounts of the harbor.",
)
SHORT = ("The lamps were lit.", "Nobody paid.", "A ledger was kept.", "The clerk went away again.")


@functools.cache
def profiles() -> Profiles:
    return Profiles.load()


def blocks(text: str) -> list[tuple[Zone, str]]:
    [edition] = clean([Source.of(text)], profiles())
    return [(b.zone, b.text) for b in edition.outline.of(Flow.MAIN)]


def paragraphs(*texts: str) -> list[tuple[Zone, str]]:
    return [(Zone.PARAGRAPH, text) for text in texts]


def test_a_blank_line_after_each_line_of_wrapped_text_parts_nothing() -> None:
    parts = [" ".join(SENTENCES), " ".join(SENTENCES[2:])]
    lines = [line for part in parts for line in textwrap.wrap(part, 70)]
    assert blocks("\n\n".join(lines) + "\n") == paragraphs(*parts)


def test_a_blank_line_after_each_sentence_parts_paragraphs() -> None:
    parts = SHORT * 3
    assert blocks("\n\n".join(parts) + "\n") == paragraphs(*parts)


def test_where_blank_lines_part_paragraphs_some_room_on_a_line_parts_none() -> None:
    first = f"{narrow(13)} harbor. {narrow(6)}."
    second = (
        f"{narrow(15)} harbor remembered. {narrow(9)} harbor answered the the the the harbor harbor"
        f" harbor umbrella remembered between. {narrow(10)}. {narrow(6)} harbor harbor harbor"
        f" umbrella ledger ledger. {narrow(3)} harbor umbrella answered."
    )
    text = f"{textwrap.fill(first, 60)}\n\n{textwrap.fill(second, 60)}\n"
    assert blocks(text) == paragraphs(first, second)


def narrow(count: int) -> str:
    """*count* words that are narrower in a book face than their letters tell."""
    return " ".join(["The", *["the"] * (count - 1)])


def test_paragraphs_that_begin_alike_are_no_title_pages() -> None:
    alike = (
        "Nobody could say in those days who it was that had carried all the lamps down to the old"
        " quay before anybody else in the town was up"
    )
    parts = [f"{alike} or had lit a stove at all.", f"{alike} or asked for them. {SENTENCES[0]}"]
    text = "\n\n".join(textwrap.fill(part, 60) for part in parts) + "\n"
    assert blocks(text) == paragraphs(*parts)


def test_a_title_that_stands_twice_is_a_title_page() -> None:
    page = "The Lamps of the Harbor\nA History of Oil\nAna Roe and Li Wei\n\n"
    text = f"{page}{page}{' '.join(SENTENCES)}\n\n{' '.join(SENTENCES[1:])}\n"
    assert blocks(text)[0] == (Zone.TITLE, "The Lamps of the Harbor")
