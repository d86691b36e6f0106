"""Quotations set apart: lines with a narrower measure than the text around them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from archivist.readers.pdf.paragraphs import BULLETS, hangs_from, usual_leading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archivist.readers.pdf.lines import Line

ROOM = 1.2
"""Distance of baselines, in parts of the usual one, from which on a line has room above it."""


def mark_quotations(columns: Sequence[Sequence[Line]]) -> None:
    """Give quotations a measure of their own.

    Args:
        columns: the lines of each column of the document, in the order of reading.

    Two lines or more are one where they are set in from both sides alike. Where they prove how far
    quotations are set in, a line with room above and below it is one as well, and so are the first
    lines of a column if the column before it ends in a quotation.
    """
    insets: set[int] = set()
    for group in columns:
        for run, before in _runs(group):
            inset = round(run[0].x0 - run[0].left)
            if len(run) > 1 and before and not hangs_from(before, run[0]) and _narrow(run):
                _mark(run)
                insets.add(inset)
    last: Line | None = None
    for group in columns:
        leading = usual_leading(group)
        for run, before in _runs(group):
            if run[0].quoted or round(run[0].x0 - run[0].left) not in insets:
                continue
            goes_on = before is None and last is not None and last.quoted
            if goes_on or (len(run) == 1 and before and _has_room(group, run[0], leading)):
                _mark(run)
        last = group[-1] if group else last


def _runs(group: Sequence[Line]) -> Iterator[tuple[list[Line], Line | None]]:
    """Lines set in alike, and the line above them."""
    above: Line | None = None
    for _, some in itertools.groupby(
        group, lambda ln: (round(ln.x0 - ln.left), ln.size, ln.quoted)
    ):
        run = [line for line in some if not line.cells and line.words[0].text not in BULLETS]
        before, above = above, run[-1] if run else above
        if run:
            yield run, before


def _narrow(run: Sequence[Line]) -> bool:
    """Whether lines are set in on the right as far as on the left."""
    inset = run[0].x0 - run[0].left
    widest = max(line.x1 - (line.right - inset) for line in run)
    return inset >= 1.2 * run[0].size and abs(widest) < 0.3 * inset


def _has_room(group: Sequence[Line], line: Line, leading: float) -> bool:
    """Whether a line that is no wider than a quotation stands apart from its neighbours."""
    at = next(k for k, other in enumerate(group) if other is line)
    near = (*group[at - 1 : at], line, *group[at + 1 : at + 2])
    apart = all(a.y - b.y > ROOM * leading for a, b in itertools.pairwise(near))
    return apart and line.x1 < line.right - 0.7 * (line.x0 - line.left)


def _mark(run: Sequence[Line]) -> None:
    inset = run[0].x0 - run[0].left
    for line in run:
        line.left, line.right, line.quoted = line.left + inset, line.right - inset, True
