"""Where a line stands: at a break of pages or slices, or below the lines of a head at one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from archivist.stages.forme.beside import is_year, reads_as_head
from archivist.stages.lines.view import PAGE_GAP, Line

DEEPEST = 3
"""Lines of a running head at most."""


def at_break(lines: Sequence[Line], i: int) -> bool:
    """Whether blank lines as at a page break stand before or behind line *i*, or a cut."""
    after = lines[i + 1] if i + 1 < len(lines) else None
    here = lines[i].gap >= 2 or lines[i].cut or i == 0
    return here or after is None or after.gap >= 2 or after.cut


def near_break(lines: Sequence[Line], i: int, never: Collection[str] = ()) -> bool:
    """Whether a break stands above line *i*, with nothing between but lines that can be a head.

    None of these is one of *never*.
    """
    for k in range(i - 1, max(i - 1 - DEEPEST, -1), -1):
        text = lines[k].text
        if lines[k + 1].gap > 1 or lines[k + 1].cut or text in never:
            return False
        if not (reads_as_head(text) or is_year(text)):
            return False
        if lines[k].gap >= PAGE_GAP or lines[k].cut or not k:
            return True
    return False
