"""Bullets that are drawn, not set: small round or square marks before the first word of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivist.readers.pdf.page import Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archivist.readers.pdf.page import Box, PageText

REACH = 2.5
"""Distance of a bullet from its text, in parts of the size, at most."""

ALONE = 1.0
"""Width to the left of a bullet, in parts of the size, in which no other word stands."""


def drawn_bullets(page: PageText) -> Iterator[Word]:
    """A word for each mark that stands where a bullet does; points of a chart stand nowhere so."""
    for dot in page.dots:
        word = _named(dot, page.words)
        if word is not None:
            yield Word("•", dot.x0, dot.x1, word.y, word.size, word.face, blank=True)


def _named(dot: Box, words: Sequence[Word]) -> Word | None:
    """The first word of the line that a mark stands before, if it begins that line."""
    middle = (dot.y0 + dot.y1) / 2
    level = [w for w in words if not w.turned and 0 < middle - w.y < 0.75 * w.size]
    right = [w for w in level if 0.1 * w.size < w.x0 - dot.x1 < REACH * w.size]
    if not right:
        return None
    first = min(right, key=lambda w: w.x0)
    left = dot.x0 - ALONE * first.size
    clear = not any(w is not first and left < w.x1 and w.x0 < first.x0 for w in level)
    return first if clear and dot.x1 - dot.x0 < 0.8 * first.size else None
