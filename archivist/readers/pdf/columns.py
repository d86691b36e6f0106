"""Columns of a page, and the order in which their lines are read."""

from __future__ import annotations

import itertools
from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from archivist.readers.pdf.lines import MOST_LINES, Line, main_size, segments
from archivist.readers.pdf.paragraphs import BULLETS, ENUMERATOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archivist.readers.pdf.page import Word

CHANNEL = 0.8
"""Width of the white between columns, in parts of the size, at least."""

MOST_GUTTERS = 40
"""Places tried for a gutter, at most."""


def gutters_of(pages: Sequence[Sequence[Line]], body: float) -> list[float | None]:
    """Where each page is parted into two columns, or None.

    A page with little text in one of its columns is parted where most of the others are, if no
    line crosses there.
    """
    found = [find_gutter(lines, body) for lines in pages]
    known = [x for x in found if x is not None]
    if len(known) < 2:
        return found
    usual = median(known)
    return [
        usual if x is None and _uncrossed(lines, usual, body) else x
        for x, lines in zip(found, pages, strict=True)
    ]


def _uncrossed(lines: Sequence[Line], x: float, body: float) -> bool:
    parts = [p for line in lines for p in segments(line, 0.8 * body)]
    right = [p for p in parts if p.x0 >= x]
    return len(right) >= 2 and not any(p.x0 < x < p.x1 for p in parts)


def in_reading_order(lines: list[Line], body: float, gutter: float | None) -> list[list[Line]]:
    """Groups of lines in the order of reading: a column at a time, between lines that cross both.

    Each line gets the edges of its column.
    """
    if gutter is None:
        return [_edged(lines)] if lines else []
    groups: list[list[Line]] = []
    sides: tuple[list[Line], list[Line]] = ([], [])
    across: list[Line] = []

    def close_columns() -> None:
        for side in sides:
            if side:
                groups.append(_edged(list(side)))
                side.clear()

    for line in lines:
        parts = segments(line, 0.8 * max(body, line.size))
        crosses = any(p.x0 < gutter < p.x1 for p in parts)
        if crosses or (across and len(parts) == 1 and _goes_on(across[-1], line, body)):
            close_columns()
            across.append(line)
            continue
        if across:
            groups.append(_edged(across))
            across = []
        for side, chosen in (
            (0, [p for p in parts if p.x1 <= gutter]),
            (1, [p for p in parts if p.x0 >= gutter]),
        ):
            if chosen:
                sides[side].append(_merged(chosen))
    close_columns()
    if across:
        groups.append(_edged(across))
    return groups


def _goes_on(above: Line, line: Line, body: float) -> bool:
    """Whether a line is the short last one of a head or note that crosses both columns."""
    alike = abs(above.size - line.size) < 0.05 * line.size and line.x0 <= above.x0 + line.size
    own = line.size >= 1.12 * body or line.size <= 0.93 * body
    return alike and own and 0 < above.y - line.y <= 1.5 * line.size


def _merged(parts: list[Line]) -> Line:
    if len(parts) == 1:
        return parts[0]
    words = [w for p in parts for w in p.words]
    raised, base = set(), 0
    for part in parts:
        raised |= {base + i for i in part.raised}
        base += len(part.words)
    return Line(words, parts[0].y, main_size(words), raised, initial=parts[0].initial)


def _edged(lines: list[Line]) -> list[Line]:
    """Lines with the edges of their column: those that most lines reach."""
    ends = sorted(ln.x1 for ln in lines)
    right = ends[-1 - len(ends) // 20]
    for line in lines:
        line.right = right
    align_left(lines)
    return lines


def align_left(lines: Sequence[Line]) -> None:
    """Give lines the left edge that most of them reach."""
    starts = sorted(ln.x0 for ln in lines)
    for line in lines:
        line.left = starts[len(starts) // 20]


FULL_LINES = 5
"""Lines of running text that fill each of two columns, at least."""

WHOLE_LINES = 20
"""Lines of a column from which on few in the other prove it, if no line crosses the gutter."""


def find_gutter(lines: Sequence[Line], body: float) -> float | None:
    """Where a page is parted into two columns of running text, or None.

    A white channel runs down the page that few lines cross; both sides are filled as text fills
    them, with words close to one another, not with the cells of a table.
    """
    if not 8 <= len(lines) <= MOST_LINES:
        return None
    low, high = min(ln.x0 for ln in lines), max(ln.x1 for ln in lines)
    wide = high - low
    middles = [
        (a.x1 + b.x0) / 2
        for line in lines
        for a, b in itertools.pairwise(line.words)
        if b.x0 - a.x1 >= CHANNEL * body and 0.3 * wide < (a.x1 + b.x0) / 2 - low < 0.7 * wide
    ]
    middles += [ln.x0 - 4 for ln in lines if 0.35 * wide < ln.x0 - low < 0.7 * wide]
    best: tuple[int, float] | None = None
    for x, _ in Counter(round(m) for m in middles).most_common(MOST_GUTTERS):
        score = _parted(lines, x, Sides(low, high), CHANNEL * body)
        if score and (best is None or (score, -x) > (best[0], -best[1])):
            best = (score, float(x))
    return best[1] if best else None


class Sides(NamedTuple):
    """The edges of the text area."""

    low: float
    high: float


def _parted(lines: Sequence[Line], x: float, edges: Sides, channel: float) -> int:
    """How well a page is parted at *x*: the lines beside less those across; 0 for not at all."""
    sides: tuple[list[list[Word]], list[list[Word]]] = ([], [])
    across = 0
    for line in lines:
        left = [w for w in line.words if w.x1 <= x]
        right = [w for w in line.words if w.x0 >= x]
        whole = len(left) + len(right) == len(line.words)
        if not whole or _cuts(left, right, channel):
            across += 1
            continue
        for side, words in zip(sides, (left, right), strict=True):
            if words:
                side.append(words)
    few, many = sorted(map(len, sides))
    alone = not across and many >= WHOLE_LINES
    least = 2 if alone else FULL_LINES
    if few < least or across > 0.4 * many:
        return 0
    for side, width in zip(sides, (x - edges.low, edges.high - x), strict=True):
        full = sum(1 for words in side if _fills(words, width))
        if full < (least if alone else max(least, 0.2 * len(side))):
            return 0  # a table may stand in a column, but text fills it
    return few + many - 3 * across


def _cuts(left: Sequence[Word], right: Sequence[Word], channel: float) -> bool:
    """Whether words at the two sides of a place belong together: close, or a mark and its item."""
    if not left or not right:
        return False
    last = left[-1]
    mark = last.text in BULLETS or bool(ENUMERATOR.fullmatch(last.text))
    own = len(left) < 2 or last.x0 - left[-2].x1 >= channel
    return right[0].x0 - last.x1 < channel or (mark and own)


def _fills(words: Sequence[Word], width: float) -> bool:
    """Whether words fill a column as a line of text does: most of it, and with little white."""
    extent = words[-1].x1 - words[0].x0
    ink = sum(w.x1 - w.x0 for w in words)
    return len(words) > 3 and extent > 0.6 * width and ink > 0.55 * extent
