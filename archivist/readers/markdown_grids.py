"""Tables that pandoc draws with dashes: columns told by the rule under their heads.

A simple table goes on to a blank line; one between two full rules has blank lines between its rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_COLUMNS = re.compile(r" *-{2,}(?: +-{2,})+ *")
_FULL = re.compile(r" *-{5,} *")
_MOST = 200
"""Lines of a table at most."""


def grids(lines: Sequence[str]) -> dict[int, str | None]:
    r"""For the number of each line of such tables its cells, parted by tabs; None for no row.

    >>> grids(["Port   Toll", "-----  ----", "North  12", ""])
    {1: None, 0: 'Port\tToll', 2: 'North\t12'}
    """
    found: dict[int, str | None] = {}
    for number, line in enumerate(lines):
        if (
            " -" in line
            and "--" in line
            and number
            and number not in found
            and _COLUMNS.fullmatch(line)
        ):
            found.update(_grid(lines, number))
    return found


def _grid(lines: Sequence[str], rule: int) -> dict[int, str | None]:
    """The lines of the table whose columns are told by line *rule*."""
    starts = [match.start() for match in re.finditer("-+", lines[rule])]
    top = rule - 1
    while top >= 0 and lines[top].strip() and not _FULL.fullmatch(lines[top]):
        top -= 1
    framed = top >= 0 and bool(_FULL.fullmatch(lines[top]))
    stop = rule + 1
    while stop < min(len(lines), rule + _MOST) and not _closes(lines[stop], framed=framed):
        stop += 1
    if stop == len(lines) and framed:
        return {}
    rows = [n for n in range(top + 1, stop) if n != rule and lines[n].strip()]
    if len(rows) < 2 or not all(_fits(lines[n], starts) for n in rows):
        return {}
    inside = range(top + 1, stop)
    blank = dict.fromkeys((n for n in inside if not lines[n].strip()), None)
    rules = {rule: None, **({top: None, stop: None} if framed else {})}
    return {**rules, **blank, **{n: _cells(lines[n], starts) for n in rows}}


def _closes(line: str, *, framed: bool) -> bool:
    return bool(_FULL.fullmatch(line)) if framed else not line.strip()


def _fits(line: str, starts: Sequence[int]) -> bool:
    """Whether a blank stands before each column."""
    return all(line[at - 1 : at].strip() == "" for at in starts[1:])


def _cells(line: str, starts: Sequence[int]) -> str:
    ends = [*starts[1:], len(line) + 1]
    bounds = pairwise([0, *ends])
    return "\t".join(line[a:b].strip() for a, b in bounds)
