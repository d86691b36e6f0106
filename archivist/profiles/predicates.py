"""Tested predicates that rules may name where a pattern cannot say it."""

from __future__ import annotations

import re
from collections.abc import Callable

_ITEM = re.compile(r"\.\.\.|…|\d+")
_STRIP = re.compile(r"(?:(?:\d{1,4}|\.\.\.|…)(?:\s+|$))+")
MOST_SHOWN = 11
"""Largest number of slices of which every number is shown (measured: 11 shown, 12 elided)."""


def strip_items(current: int, total: int) -> list[str]:
    """The items of the pagination strip that a docmirror site prints on slice *current*.

    Source of the rule: 54 of 54 strips of real pages, see ``docs/reference/profiles.md``.

    >>> " ".join(strip_items(12, 28))
    '1 ... 8 9 10 11 12 13 14 15 ... 28'
    """
    if not 1 <= current <= total:
        raise ValueError(f"slice {current} of {total}")
    last = str(total)
    if total <= MOST_SHOWN:
        return [str(n) for n in range(1, total + 1)]
    if current <= 6:
        return [*map(str, range(1, 10)), "...", last]
    if current >= total - 5:
        return ["1", "...", *map(str, range(total - 8, total + 1))]
    return ["1", "...", *map(str, range(current - 4, current + 4)), "...", last]


def read_strip(line: str) -> list[str] | None:
    """The items of a line that has the form of a strip, or None."""
    line = line.strip()
    if not _STRIP.fullmatch(line):
        return None
    return ["..." if item == "…" else item for item in _ITEM.findall(line)]


def clone_strip(line: str, current: int | None, total: int | None) -> bool:
    """Whether *line* is the strip of slice *current* of *total*.

    Where the numbers are not known, whether some slice of some total would print it: then it
    needs other evidence beside it, since a table row may look the same.
    """
    items = read_strip(line)
    if items is None or len(items) < 2 or not items[-1].isdigit():
        return False
    if current is not None and total is not None:
        return 1 <= current <= total and items == strip_items(current, total)
    last = int(items[-1])
    candidates = range(1, last + 1) if last > MOST_SHOWN else (1,)
    if last > MOST_SHOWN and "..." not in items:
        return False
    return 0 < last < 10_000 and any(items == strip_items(p, last) for p in candidates)


PREDICATES: dict[str, Callable[[str, int | None, int | None], bool]] = {
    "clone_strip": clone_strip,
}
