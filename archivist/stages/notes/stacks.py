"""Numbers of notes that an extractor set apart from them, or left out.

Where small raised numbers stand in a column of their own, extractors that go by columns give all
numbers of a page first (``1``, ``2``, ``3``, a line each) and then the notes, one behind the other.
Which line begins which note is told by how notes begin and end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archivist.core.sheet import Sheet
from archivist.stages.lines.sentences import closes_sentence
from archivist.stages.lines.view import BACK_LINK, Line
from archivist.stages.notes.citations import CITE_OPENS, cites

_MOST = 60
"""Lines of the notes of a page, at most."""
_SHORT = 0.85
"""Part of the longest line below which a line was left short."""


class Stack(NamedTuple):
    """Numbers below one another, and where their notes begin.

    Attributes:
        first: position of the line of the first number.
        stop: position behind the line of the last number.
        number: the first number.
        starts: position of the line at which each note begins.
    """

    first: int
    stop: int
    number: int
    starts: tuple[int, ...]

    @property
    def leads(self) -> bool:
        """Whether the numbers stand before their notes."""
        return self.starts[0] >= self.stop


def find_stacks(lines: Sequence[Line]) -> list[Stack]:
    """Every stack whose notes can be told apart, in order."""
    found: list[Stack] = []
    i = 0
    while i + 1 < len(lines):
        stop = i + 1
        if _is_number(lines[i].text):
            while stop < len(lines) and _counts_on(lines[stop - 1], lines[stop]):
                stop += 1
            if stop > i + 1 and (starts := _starts(lines, i, stop)):
                found.append(Stack(i, stop, int(lines[i].text), starts))
        i = stop
    return found


def _starts(lines: Sequence[Line], first: int, stop: int) -> tuple[int, ...]:
    """Where the notes of the numbers in the lines *first* to *stop* begin; none if untold."""
    count = stop - first
    behind = list(_region(lines, stop, count))
    if lines[first].gap and (starts := _parted(lines, behind, count)):
        return starts
    if lines[first].gap or lines[first].cut:
        return ()
    return _parted(lines, _region_before(lines, first), count, solid=True)


def _parted(
    lines: Sequence[Line], region: Sequence[int], count: int, *, solid: bool = False
) -> tuple[int, ...]:
    """Where each of *count* notes begins in a region that holds nothing else.

    Args:
        lines: of the copy.
        region: positions of lines; the first begins a note.
        count: how many there are.
        solid: whether there may be no further line at which one could begin.
    """
    if len(region) < count:
        return ()
    longest = max(len(lines[k].text) for k in region)
    weights = {k: _begins(lines, k, longest) for k in region[1:]}
    ranked = sorted(weights, key=lambda k: (-weights[k], k))
    chosen, others = ranked[: count - 1], ranked[count - 1 :]
    if any(weights[k] <= 0 for k in chosen) or (solid and any(weights[k] > 0 for k in others)):
        return ()
    return region[0], *sorted(chosen)


def _region_before(lines: Sequence[Line], first: int) -> Sequence[int]:
    """The lines that can hold the notes of a stack at the end of their block.

    So they begin the block, behind a blank line, and go up to the first note that has its number.
    """
    start = first
    while start > max(0, first - _MOST) and not _opens_block(lines[start]):
        start -= 1
    stop = next((k for k in range(start, first) if _is_number(lines[k].text)), first)
    return range(start, stop) if _opens_block(lines[start]) else ()


def _opens_block(line: Line) -> bool:
    return bool(line.gap or line.feed or line.cut or line.fenced)


def _counts_on(above: Line, line: Line) -> bool:
    """Whether a line holds the number after that of the line right above, and nothing else."""
    if line.gap or line.cut or line.fenced or line.feed or not _is_number(line.text):
        return False
    return _is_number(above.text) and int(line.text) == int(above.text) + 1


def _is_number(text: str) -> bool:
    return len(text) <= 3 and text.isascii() and text.isdecimal()


def _region(lines: Sequence[Line], start: int, count: int) -> Iterator[int]:
    """The lines that can hold *count* notes: up to the end of the page, or of their block."""
    closed = 0
    for k in range(start, min(start + _MOST, len(lines))):
        line = lines[k]
        if line.feed or line.fenced or _is_number(line.text) or (line.cut and k > start):
            return
        if k > start:
            if line.gap and closed >= count - 1:
                return
            closed += closes_sentence(lines[k - 1].text) or bool(line.gap)
        yield k


def _begins(lines: Sequence[Line], k: int, longest: int) -> float:
    """How much line *k* looks like the first of a note; 0 if it cannot be."""
    text, above = lines[k].text, lines[k - 1].text
    opens = CITE_OPENS.match(text)
    if text[0].islower() and not opens:
        return 0.0
    ends = closes_sentence(above) or bool(lines[k].gap) or above.startswith("http")
    if not ends:
        return 0.0
    weight = 1.0 + (len(above) < _SHORT * longest) + 2 * bool(lines[k].gap)
    return weight + bool(opens) + cites(text)


def back_linked(sheet: Sheet, lines: Sequence[Line]) -> list[tuple[int, int]]:
    """First and last line of each note that ends in an arrow back to its call, in order.

    On pages of the web the numbers of notes are those of a list, which extractors leave out.
    """
    if BACK_LINK[0] not in sheet.text:
        return []
    text = sheet.text
    ends = [i for i, line in enumerate(lines) if BACK_LINK[0] in text[line.tail : line.stop]]
    found: list[tuple[int, int]] = []
    for end in ends:
        least = found[-1][1] + 1 if found else 0
        first = end
        while first > least and not _begins_note(lines, first, known=bool(found)):
            first -= 1
        found.append((first, end))
    return found


def _begins_note(lines: Sequence[Line], k: int, *, known: bool) -> bool:
    """Whether a note begins at line *k* at the latest; the end of the one before may be *known*."""
    return _opens_block(lines[k]) or (not known and closes_sentence(lines[k - 1].text))
