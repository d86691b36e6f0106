"""Tested predicates that rules may name where a pattern cannot say it."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import IntEnum

_ITEM = re.compile(r"\.\.\.|…|\d+")
_STRIP = re.compile(r"(?:(?:\d{1,4}|\.\.\.|…)(?:\s+(?:[|·]\s+)?|$))+")
MOST_SHOWN = 11
"""Largest number of slices of which every number is shown (measured: 11 shown, 12 elided)."""
_MOST_SLICES = 9999


class Verdict(IntEnum):
    """What a predicate makes of a line."""

    NO = 0  # the line is something else
    POSSIBLE = 1  # it has the form, and nothing in the copy contradicts it
    PROVED = 2  # it is the only line that could stand here


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


def clone_strip(line: str, current: int | None, total: int | None) -> Verdict:
    """Whether *line* is the strip of slice *current* of *total*.

    Where the numbers are not known, whether some slice of some total would print it: then it
    needs other evidence beside it, since a table row may look the same.
    """
    items = read_strip(line)
    if items is None or len(items) < 2 or not items[-1].isdigit():
        return Verdict.NO
    if current is not None and total is not None:
        fits = 1 <= current <= total and items == strip_items(current, total)
        return Verdict.PROVED if fits else Verdict.NO
    last = int(items[-1])
    if not 0 < last <= _MOST_SLICES:
        return Verdict.NO
    if last <= MOST_SHOWN:
        return Verdict(items == strip_items(1, last))
    window = items[2] if items[1:2] == ["..."] and len(items) == 12 else ""
    middle = (int(window) + 4,) if window.isdigit() else ()
    some = {p for p in (1, last, *middle) if 1 <= p <= last}
    return Verdict(any(items == strip_items(p, last) for p in some))


PREDICATES: dict[str, Callable[[str, int | None, int | None], Verdict]] = {
    "clone_strip": clone_strip,
}
