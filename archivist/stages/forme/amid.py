"""Forme work that interrupts a sentence: proof of a page break where a copy holds only one.

Behind it the text goes on with a small letter; blank lines as at a page break stand on one side;
between are a few short lines, one of which holds a number. What has blank lines on both sides is
rather a table or figure.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from archivist.core.source import Hint
from archivist.stages.forme.beside import inline_number, set_as_head
from archivist.stages.lines.folios import folio_value
from archivist.stages.lines.sentences import closes_sentence, runs_over
from archivist.stages.lines.view import Line

_GAP = 2
_MOST = 4
"""Lines of forme work between two pages at most."""
_RUNNING = 50
"""Characters of a line of running text at least."""
_OTHER = frozenset({Hint.CALL, Hint.RUN_ON, Hint.NOTE, Hint.NOTE_ON, Hint.ROW, Hint.CAPTION})

Span = tuple[int, int]


def amid_sentences(lines: Sequence[Line], taken: Collection[int]) -> dict[int, Span]:
    """Forme work amid a sentence: the line that holds its number, to its first and last line.

    Numbers that do not rise from one to the next prove nothing, and nothing is found.
    """
    found: dict[int, Span] = {}
    values: list[int] = []
    for i in range(1, len(lines)):
        if lines[i].gap < _GAP or lines[i].cut:
            continue
        for first, last in _spans(lines, i):
            number = _number(lines, first, last, taken)
            if number is not None:
                found[number[0]] = first, last
                values.append(number[1])
                break
    rises = all(a < b for a, b in pairwise(values))
    return found if rises else {}


def _spans(lines: Sequence[Line], i: int) -> list[Span]:
    """Short lines from the break before line *i* on, or up to it, that interrupt running text."""
    spans: list[Span] = []
    for last in range(i, min(i + _MOST, len(lines) - 1)):
        after = lines[last + 1]
        if after.gap > 1 or after.cut:
            break
        if _goes_on(lines[i - 1], after):
            spans.append((i, last))
            break
    for first in range(i - 1, max(i - 1 - _MOST, 0), -1):
        if lines[first].gap > 1 or lines[first].cut:
            break
        if len(lines[i].text) >= _RUNNING and (
            runs_over(_said_before(lines, first), lines[i].text)
            or (closes_sentence(lines[first - 1].text) and _goes_on(lines[first - 1], lines[i]))
        ):
            spans.append((first, i - 1))
            break
    return spans


def _goes_on(above: Line, below: Line) -> bool:
    """Whether running text goes on at the line below, begun above or above the notes there."""
    goes_on = below.text[:1].islower() and len(below.text) >= _RUNNING
    return goes_on and not above.text.endswith((":", ";"))


def _said_before(lines: Sequence[Line], first: int) -> str:
    """The line above line *first*, if it is long enough for running text."""
    above = lines[first - 1]
    if folio_value(above.text) is not None and not lines[first - 1].gap and first > 1:
        above = lines[first - 2]  # a call on a line of its own
    return above.text if len(above.text) >= _RUNNING else ""


def _number(
    lines: Sequence[Line], first: int, last: int, taken: Collection[int]
) -> tuple[int, int] | None:
    """The only line of some that holds a page number, and this; None if all are not forme work.

    A number alone on its line goes before numbers that stand beside words.
    """
    alone: list[tuple[int, int]] = []
    beside: list[tuple[int, int]] = []
    for k in range(first, last + 1):
        line = lines[k]
        if k in taken or line.hint in _OTHER or (k > first and line.gap > 1):
            return None
        if value := folio_value(line.text):
            alone.append((k, value[1]))
        elif not set_as_head(line.text):
            return None
        elif (match := inline_number(line.text)) and (value := folio_value(match["n"])):
            beside.append((k, value[1]))
    numbers = alone or beside
    return numbers[0] if len(numbers) == 1 else None
