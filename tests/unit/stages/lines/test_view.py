"""Lines as the stages see them, against a plain reading of their definition."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from archivist.core import Mark, Sheet, Source, Zone
from archivist.core.source import LINE_ENDS, folded
from archivist.stages.lines.view import _ODD_BLANKS, FEED, Line, lines_of, raw_lines

_LINES = st.lists(
    st.sampled_from(["", "", " ", "word", "two words ", " \u00a0in", "a  b\x1f c\u2005"]),
    max_size=14,
)
_ENDS = st.sampled_from(["\n", "\n", "\r\n", "\f"])
_ZONES = st.sampled_from([Zone.SITE_NOISE, Zone.HEADING, Zone.BLANK, Zone.FOLIO])


@st.composite
def _labelled(draw: st.DrawFn) -> Sheet:
    """A sheet of a few lines, some of them claimed."""
    text = "".join(line + draw(_ENDS) for line in draw(_LINES))
    sheet = Sheet.of(Source.of(text))
    spans = [(start, stop) for start, _, stop in sheet.lines]
    claimed = draw(st.lists(st.sampled_from(spans), max_size=5)) if spans else []
    return sheet.add(Mark(*span, draw(_ZONES), "test") for span in claimed)


def _by_definition(sheet: Sheet) -> list[tuple[str, int, bool, bool, bool]]:
    """Text, gap, cut, fenced and feed of each free line, straight from what they mean."""
    lines = [(sheet.view[a:b].strip(" "), Zone(sheet.zones[a]), a, c) for a, b, c in sheet.lines]
    found = []
    free = -1
    for i, (text, zone, _, _) in enumerate(lines):
        if not text or zone:
            continue
        above = max((k for k in range(i) if lines[k][0]), default=-1)
        blank = sum(lines[k][1] in (0, Zone.BLANK) for k in range(above + 1, i))
        feeds = sum(sheet.text[c - 1] == "\f" for *_, c in lines[max(above, 0) : i])
        between = range(free + 1, i)
        cut = any(lines[k][1] is Zone.SITE_NOISE for k in between if lines[k][0])
        fenced = any(lines[k][1] is Zone.HEADING for k in between)
        found.append((text, max(blank, FEED * feeds), cut, fenced, feeds > 0))
        free = i
    return found


def _seen(line: Line) -> tuple[str, int, bool, bool, bool]:
    return line.text, line.gap, line.cut, line.fenced, line.feed


@given(_labelled())
def test_lines_are_what_their_definition_says(sheet: Sheet) -> None:
    assert [_seen(line) for line in raw_lines(sheet)] == _by_definition(sheet)


@given(_labelled())
def test_a_line_stands_where_it_says(sheet: Sheet) -> None:
    for line in raw_lines(sheet):
        start, end, stop = list(sheet.lines)[line.number]
        assert (line.start, line.stop) == (start, stop)
        assert sheet.view[line.head : line.tail] == line.text == sheet.view[start:end].strip(" ")
        assert line.soft is (line.tail < end)
        assert line.said == " ".join(line.text.split())


def test_a_blank_line_after_every_line_counts_for_none() -> None:
    text = "\n\n".join("abcdefgh") + "\n\n\n\ni\n"
    gaps = [line.gap for line in lines_of(Sheet.of(Source.of(text)))]
    assert gaps == [0, *[0] * 7, 1]


def test_every_blank_that_the_view_leaves_is_known() -> None:
    blanks = {chr(code) for code in range(sys.maxunicode) if chr(code).isspace()}
    left = {blank for blank in blanks if folded(blank) == blank} - {" ", *LINE_ENDS}
    assert left == set(_ODD_BLANKS)
