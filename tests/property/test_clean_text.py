"""Cleaning clean text changes nothing: what was prose comes back as the same paragraphs."""

from __future__ import annotations

import functools
import textwrap

import hypothesis.strategies as st
from hypothesis import given, settings

from archivist.core import Flow, Source, Zone
from archivist.core.edition import Edition
from archivist.profiles import Profiles
from archivist.stages.clean import clean

WORDS = (
    "the of and to a in that was he it his her with as had for she not at but be on they you by an"
    " harbor lamp oil ledger keeper quay office winter boat rope tide clerk stove umbrella town"
    " carried counted burned walked asked answered waited returned forgot remembered slowly never"
    " always yesterday old narrow quiet long cold between against without nothing everybody"
).split()

sentence = st.lists(st.sampled_from(WORDS), min_size=6, max_size=22).map(
    lambda words: f"{' '.join(words).capitalize()}."
)
paragraph = st.lists(sentence, min_size=2, max_size=7).map(" ".join)
prose = st.lists(paragraph, min_size=2, max_size=8)


@functools.cache
def profiles() -> Profiles:
    return Profiles.load()


def cleaned(text: str) -> Edition:
    [edition] = clean([Source.of(text)], profiles())
    return edition


def reading(edition: Edition) -> list[str]:
    blocks = edition.outline.blocks
    assert {b.zone for b in blocks} <= {Zone.PARAGRAPH}
    return [b.text for b in blocks]


@settings(max_examples=80, deadline=None)
@given(prose)
def test_a_blank_line_between_paragraphs(parts: list[str]) -> None:
    assert reading(cleaned("\n\n".join(parts) + "\n")) == parts


@settings(max_examples=80, deadline=None)
@given(prose, st.integers(60, 100))
def test_wrapped_lines_and_a_blank_line_between_paragraphs(parts: list[str], width: int) -> None:
    text = "\n\n".join(textwrap.fill(part, width) for part in parts) + "\n"
    assert reading(cleaned(text)) == parts


@settings(max_examples=60, deadline=None)
@given(prose)
def test_a_second_cleaning_changes_nothing(parts: list[str]) -> None:
    first = reading(cleaned("\n\n".join(parts) + "\n"))
    again = cleaned("\n\n".join(first))
    assert reading(again) == first
    assert not again.sheet.edits
    assert not again.outline.of(Flow.NOTES)
