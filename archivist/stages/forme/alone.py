"""Numbers with lines to themselves that are page numbers and no calls, whatever stands beside them.

A call counts on with those before and behind it, or its note has its number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from archivist.stages.forme.chain import LENGTHS, Number
from archivist.stages.forme.places import at_break, near_break
from archivist.stages.lines.view import Line

_LABEL = re.compile(r"\[?(\d{1,3})[\]). ] ?\S")
_NOTES = 4
"""Labels that show that a copy has notes."""
_NONE = Number(-1, -1, roman=False, form="", weight=0)
_LAST = Number(1 << 30, -1, roman=False, form="", weight=0)


def no_calls(
    lines: Sequence[Line], alone: Sequence[Number], never: Collection[str] = ()
) -> Iterator[int]:
    """The lines of numbers that are sure page numbers.

    Lines of a head stand between them and a break; or they are all that stand alone in the copy,
    and count on from page to page up to its last line.

    Args:
        lines: all free lines.
        alone: the numbers with lines to themselves.
        never: texts that are heads of the document and no running heads.
    """
    near = {n.line for n in alone if not n.roman and near_break(lines, n.line, never)}
    row = bool(alone) and alone[-1].line + 1 == len(lines) and _count_on(alone)
    if not (near or row):
        return
    labels = {match[1] for line in lines if (match := _LABEL.match(line.text))}
    if row and labels.isdisjoint(str(n.value) for n in alone):
        yield from (n.line for n in alone)
    others = [n for n in alone if n.line not in near and not at_break(lines, n.line)]
    if not others and len(labels) >= _NOTES:
        labels.clear()  # the notes have calls, and none that stands alone
    for number in alone:
        if number.line not in near or str(number.value) in labels or _crowded(number, alone):
            continue
        before = max((n.line, n.value) for n in (*others, _NONE) if n.line < number.line)
        behind = min((n.line, n.value) for n in (*others, _LAST) if n.line > number.line)
        if before[1] != number.value - 1 and behind[1] != number.value + 1:
            yield number.line


def _crowded(number: Number, alone: Sequence[Number]) -> bool:
    """Whether other numbers stand as close as the page numbers in a list of contents."""
    return sum(abs(other.line - number.line) <= _NEAR for other in alone) > _CROWD


_NEAR = 10
_CROWD = 3
"""Numbers within so many lines, at most: the page's and the calls below it."""


def _count_on(alone: Sequence[Number]) -> bool:
    """Whether all numbers that stand alone count on, pages apart."""
    if len(alone) < _TWO or any(n.roman for n in alone):
        return False
    steps = [(a, b) for a, b in pairwise(alone) if b.value == a.value + 1]
    far = all(b.line - a.line >= LENGTHS[0] for a, b in steps[:-1])
    return far and len(steps) == len(alone) - 1 and alone[0].line >= LENGTHS[0] // 2


_TWO = 2
