"""The sheet that a repository puts before a document: all of it is the repository's.

Its paragraphs break at any word and its lines say the title, the author, the series, so that rules
know few of them. But it ends in a line that only such a sheet has, and what rules know above that
line adds up.
"""

from __future__ import annotations

from collections.abc import Sequence

from archivist.profiles.model import Place
from archivist.stages.lines.view import Line
from archivist.stages.site.fields import Block, Found

FURTHEST = 80
"""Lines from the head of a copy within which the line is looked for that opens the document."""


def sheet_of(hits: Sequence[Found], lines: Sequence[Line], need: int) -> Block | None:
    """The hits down to the last line of the sheet, if they prove it: no edge is needed then."""
    last = max((f.k for f in hits if f.hit.rule.cover and f.k <= FURTHEST), default=None)
    if last is None or halfway(lines, last):
        return None
    block = Block([f for f in hits if f.k <= last and f.place is not Place.ANYWHERE])
    return block if block.weight >= 2 * need else None


def halfway(lines: Sequence[Line], k: int) -> bool:
    """Whether less of the copy stands below line *k* than above it, by lines and by length."""
    return 2 * k > len(lines) and 2 * lines[k].start > lines[-1].stop
