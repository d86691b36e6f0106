"""Lines that recur below the site's fields in the slices of one document.

In a language that is not listed, and in a copy that has lost its blank lines, nothing parts a
label or a file name from the text. But they stand in every slice, right below the fields.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from archivist.core import Mark, Sheet, Zone
from archivist.stages.lineview import Line, raw_lines

LEAST = 3
"""Slices that have to agree."""

SHARE = 0.8
"""Share of the slices in which the line stands."""

MOST = 3
"""Lines that can be taken so."""

LONGEST = 150
"""Characters of such a line at most."""


def recurring_edges(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets of slices, with such lines labelled as the site's.

    A running head recurs too, where slices begin with pages; it is parted from the fields by blank
    lines, so only a line that is set solid with them is taken.
    """
    result = list(sheets)
    for _ in range(MOST):
        lines = [_below_the_fields(sheet) for sheet in result]
        counts = Counter(line.text for line in lines if line)
        text, count = counts.most_common(1)[0] if counts else ("", 0)
        if count < max(LEAST, SHARE * len(result)):
            break
        result = [
            sheet.add([_mark(line)]) if line and line.text == text else sheet
            for sheet, line in zip(result, lines, strict=True)
        ]
    return result


def _below_the_fields(sheet: Sheet) -> Line | None:
    """The first line of the text, if the site's fields are set solid with it."""
    line = next(iter(raw_lines(sheet)), None)
    if line is None or not line.cut or line.gap or len(line.text) > LONGEST or line.text.isdigit():
        return None
    return line


def _mark(line: Line) -> Mark:
    return Mark(line.start, line.stop, Zone.SITE_NOISE, "stitch:recurring-edge")
