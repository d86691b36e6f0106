"""Whether two copies say the same, and where one goes on after the other."""

from __future__ import annotations

from collections.abc import Sequence

from archivist.core.sheet import Sheet
from archivist.stages.lines.view import Line, lines_of

SHINGLE = 4
"""Words in a row that are compared; fewer come together by chance too often."""

ALIKE = 0.5
"""Share of the shorter text's shingles that two crawls of one slice have in common, at least.

Two crawls differ in line breaks, blanks and lost words; different slices share hardly any."""

OVERLAP = 12
"""Lines, at most, that one slice can repeat of the end of another."""

SHORTEST = 3
LONGEST = 200
"""Characters of a single line that can be a repeated heading."""

PROOF = 60
"""Characters that two unnamed copies have to share where they meet, to be taken for neighbours."""


def alike(a: Sheet, b: Sheet) -> bool:
    """Whether two copies, their site noise left aside, are copies of one text."""
    mine, other = _shingles(a), _shingles(b)
    if not mine or not other:
        return mine == other
    return len(mine & other) >= ALIKE * min(len(mine), len(other))


def words(sheet: Sheet) -> int:
    """How many words of text a copy has, its site noise left aside."""
    return sum(len(line.text.split()) for line in lines_of(sheet))


def _shingles(sheet: Sheet) -> set[tuple[str, ...]]:
    said = [word for line in lines_of(sheet) for word in line.text.lower().split()]
    size = min(SHINGLE, len(said))
    return {tuple(said[i : i + size]) for i in range(len(said) - size + 1)} if said else set()


def repeated(before: Sequence[Line], after: Sequence[Line]) -> int:
    """How many lines at the head of *after* repeat the end of *before*.

    A lone number or a mark does not count: pages have those at both ends anyhow.
    """
    ends = [line.text for line in before[-OVERLAP:]]
    heads = [line.text for line in after[:OVERLAP]]
    for size in range(min(len(ends), len(heads)), 0, -1):
        if ends[-size:] != heads[:size]:
            continue
        if size > 1 or (SHORTEST <= len(heads[0]) <= LONGEST and not heads[0].isdigit()):
            return size
    return 0


def goes_on(before: Sequence[Line], after: Sequence[Line]) -> bool:
    """Whether *after* repeats so much of the end of *before* that it must be what follows it."""
    size = repeated(before, after)
    return sum(len(line.text) for line in after[:size]) >= PROOF


def is_cut(lines: Sequence[Line]) -> bool:
    """Whether a text begins or ends inside a sentence, as a slice does and a document does not."""
    if not lines:
        return False
    first, last = lines[0].text, lines[-1].text
    return first[:1].islower() or last[-1:].isalnum() or last.endswith((",", "-", ";"))
