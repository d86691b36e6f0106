"""What the widths of lines say of a copy's smaller type, in which its notes are set."""

from __future__ import annotations

from collections.abc import Sequence

from archivist.stages.lines.gauge import Gauge

SMALL_TYPE = 3
"""Lines that overrun the measure, at least, in a copy that shows its smaller type."""
_LEAST_MEASURE = 0.96
"""Part of the measure of notes, as the widest of them show it, that full lines of notes reach."""
_CHANCE, _BESIDE = 0.05, 2.5
"""Part of the lines that overrun from which chance shows; two neighbours, and some allowance."""


def scattered(over: Sequence[bool]) -> bool:
    """Whether lines overrun by chance, as in text broken after so many letters.

    Then the neighbour of such a line is one no more often than any line; notes stand together.
    """
    count = sum(over)
    beside = sum(
        1
        for a, b, c in zip([False, *over], over, [*over[1:], False], strict=False)
        if b and (a or c)
    )
    return count >= _CHANCE * len(over) and beside * len(over) < _BESIDE * count * count


def note_measure(widths: Sequence[float], body: Gauge) -> float:
    """The width that full lines of notes reach at least; 0 where none shows."""
    wide = sorted(width for width in widths if width > body.full + body.slack)
    if len(wide) < SMALL_TYPE:
        return 0.0
    return _LEAST_MEASURE * wide[len(wide) * 9 // 10]
