"""Tables on a page: lines whose words leave the same channels white, one under the other."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from archivist.readers.pdf.lines import MOST_LINES, Line, segments
from archivist.readers.pdf.paragraphs import CAPTION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archivist.readers.pdf.page import Rule

CHANNEL = 0.75
"""Width of a white channel between columns, in parts of the size, at least."""

MOST_STARTS = 4
"""Lines at the top of a stretch that are tried as the first of a table."""

_MARK = re.compile(r"[•●▪■◦°‣⁃∙◆*o–—-]|\(?\w{1,3}[.)]|\d{1,3}")
_FOLIO = re.compile(r"\d{1,4}|[ivxlc]{1,6}")


def mark_tables(lines: Sequence[Line], rules: Sequence[Rule], body: float) -> None:
    """Give each line that is a row of a table its cells.

    A table: three lines in a row, or two between rules, most of them with two cells at least.
    """
    if len(lines) > MOST_LINES:
        return
    i = 0
    while i < len(lines):
        if not _gapped(lines[i]):
            i += 1
            continue
        last = _run_end(lines, i, body)
        for first in range(i, min(i + MOST_STARTS, last)):  # a head may stand above the rows
            run = lines[first : last + 1]
            ruled = _is_ruled(run, rules)
            if len(run) >= (2 if ruled else 3) and _set(run, ruled=ruled):
                break
        i = last + 1


def _gapped(line: Line) -> bool:
    wide = len(segments(line, CHANNEL * line.size)) >= 2
    return wide and not line.initial and not CAPTION.match(line.text)


def _run_end(lines: Sequence[Line], first: int, body: float) -> int:
    """The last line of the stretch that may be one table: gapped lines, a stray one among them."""
    last = first
    for k in range(first + 1, len(lines)):
        if lines[k - 1].y - lines[k].y > 4 * body or lines[k].y > lines[k - 1].y:
            break
        if _gapped(lines[k]):
            last = k
        elif k - last > 1 or len(lines[k].words) > 8:
            break
    return last


def _is_ruled(run: Sequence[Line], rules: Sequence[Rule]) -> bool:
    top, bottom = run[0].y + 2.2 * run[0].size, run[-1].y - 1.2 * run[-1].size
    low, high = min(ln.x0 for ln in run), max(ln.x1 for ln in run)
    heights = {
        round(r.y)
        for r in rules
        if bottom <= r.y <= top and r.x0 < high and r.x1 > low and r.x1 - r.x0 > 0.4 * (high - low)
    }
    return len(heights) >= 2


def _set(run: Sequence[Line], *, ruled: bool) -> bool:
    """Set the cells of the lines of a run, if it is a table."""
    channels = _channels(run)
    if not channels:
        return False
    rows = [_cells(line, channels) for line in run]
    full = sum(1 for row in rows if sum(1 for c in row if c) >= 2)
    if full < 0.7 * len(rows):
        return False
    behind = [row[1:] for row in rows] if _are_marks([row[0] for row in rows]) else rows
    if not ruled and (_is_list(rows) or _is_text(rows) or _runs_on(behind)):
        return False
    if _is_contents(rows):
        return False
    for line, row in zip(run, rows, strict=True):
        line.cells = row
    return True


def _channels(run: Sequence[Line]) -> list[float]:
    """Middles of the stretches that no word of the run enters."""
    spans = sorted((w.x0, w.x1) for line in run for w in line.words)
    need = CHANNEL * min(line.size for line in run)
    channels: list[float] = []
    reach = spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 - reach >= need:
            channels.append((x0 + reach) / 2)
        reach = max(reach, x1)
    return channels


def _cells(line: Line, channels: Sequence[float]) -> list[str]:
    cells: list[list[str]] = [[] for _ in range(len(channels) + 1)]
    for word in line.words:
        cells[sum(1 for x in channels if x < word.x0)].append(word.text)
    return [" ".join(cell) for cell in cells]


def _is_list(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first cells are the marks of items, the second their text."""
    marked = _are_marks([row[0] for row in rows])
    return len(rows[0]) == 2 and marked and any(len(row[1]) > 30 for row in rows)


def _are_marks(cells: Sequence[str]) -> bool:
    """Whether cells hold nothing but the marks of items."""
    return all(not cell or _MARK.fullmatch(cell) for cell in cells)


def _is_text(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the cells are as long as lines of running text: columns, not cells."""
    cells = [cell for row in rows for cell in row if cell]
    return sum(1 for cell in cells if len(cell.split()) >= 5) > 0.6 * len(cells)


def _runs_on(rows: Sequence[Sequence[str]]) -> bool:
    """Whether most rows go on in the next one in the middle of a sentence: lines, not rows."""
    ends = [[cell for cell in row if cell] or [""] for row in rows]
    joints = [
        last[-1:] not in {".", "", "%"} and not last[-1:].isdigit() and first[:1].islower()
        for last, first in ((a[-1], b[0]) for a, b in pairwise(ends))
    ]
    return sum(joints) * 2 >= len(joints)


def _is_contents(rows: Sequence[Sequence[str]]) -> bool:
    """Whether it is a table of contents: words, then page numbers that never fall."""
    last = [row[-1] for row in rows if row[-1]]
    numbers = [int(cell) for cell in last if cell.isdigit()]
    if len(rows[0]) > 3 or len(last) < 3 or not all(_FOLIO.fullmatch(cell) for cell in last):
        return False
    words = sum(1 for row in rows if any(c.isalpha() for c in row[0] + row[-2]))
    return words >= 0.8 * len(rows) and numbers == sorted(numbers) and len(set(numbers)) > 1
