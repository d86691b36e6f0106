"""Where paragraphs end in copies wrapped without a margin, and beside sentences that overrun it."""

from __future__ import annotations

from textwrap import fill

from archivist.core import Sheet, Source, Zone
from archivist.stages.lines.measure import is_solid
from archivist.stages.lines.view import lines_of
from tests.unit.stages.harbor import PROSE, edition

RAGGED = (
    "Few of the reviews of the harbor were read by anyone who had paid the toll of {n}.\n"
    "Nobody asked for it, and the lamps of the old yard were lit as long as\n"
    "the ferries of the northern quay, which had moved to the south, were idle for years on end,\n"
    "and the lenders of Hallevik lost the whole of it.\n"
    "Since then the quay, its ferries and the lamps of it have been\n"
    "closed to anyone who asked for the pilots of the outer yard, and for the boats of\n"
    "the pilots, whatever the office said.\n"
)
LONG = (
    "Nobody who had paid the toll of that year asked for any of it when the harbor of {n} was"
    " closed for good.\n"
)


def test_blank_lines_alone_part_paragraphs_where_lines_have_no_measure() -> None:
    text = "\n".join(RAGGED.replace("{n}", str(n)) for n in range(1990, 1998))
    blocks = edition(text).outline.blocks
    assert [block.zone for block in blocks] == [Zone.PARAGRAPH] * 8


def test_a_few_sentences_that_overrun_the_measure_make_no_line_a_paragraph() -> None:
    long = [LONG.replace("{n}", name) for name in ("Hallevik", "Ardenmoor", "Mavrin")]
    wrapped = "".join(f"{fill(PROSE, 70)}\n{sentence}" for sentence in long)
    assert not is_solid(lines_of(Sheet.of(Source.of(wrapped))))
    assert is_solid(lines_of(Sheet.of(Source.of("".join(long)))))
