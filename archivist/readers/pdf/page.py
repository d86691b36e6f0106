"""What a page of a PDF holds: words with their places, rules and small marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archivist.readers.pdf.font import Face

Matrix = tuple[float, float, float, float, float, float]
Segment = tuple[float, float, float, float]

MOST_RULES = 1000
"""Rules kept of one page: a page of text has some dozens, a drawing any number."""

MOST_DOTS = 200
"""The same for small marks."""


@dataclass(slots=True)
class Word:
    """Glyphs that stand together: text, box, size, face."""

    text: str
    x0: float
    x1: float
    y: float  # of the baseline, from the bottom of the page
    size: float
    face: Face
    blank: bool = False  # a blank was set right behind it
    artifact: bool = False  # marked as page furniture by the producer
    turned: bool = False  # not horizontal


class Rule(NamedTuple):
    """A horizontal rule: a thin line or box."""

    x0: float
    x1: float
    y: float


class Box(NamedTuple):
    """What a small mark covers: left, bottom, right, top."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass
class PageText:
    """What one page holds."""

    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    images: int = 0

    def draw(self, path: Sequence[Segment], ctm: Matrix) -> None:
        """Keep what a painted path shows of rules and small marks."""
        boxes = [_placed(segment, ctm) for segment in path]
        for box in boxes:
            thin = box.y1 - box.y0 < 2.5 and box.x1 - box.x0 > 18
            if thin and len(self.rules) < MOST_RULES:
                self.rules.append(Rule(box.x0, box.x1, (box.y0 + box.y1) / 2))
        if boxes and len(self.dots) < MOST_DOTS:
            left, low = min(b.x0 for b in boxes), min(b.y0 for b in boxes)
            right, top = max(b.x1 for b in boxes), max(b.y1 for b in boxes)
            wide = right - left
            if 1 <= wide <= 10 and 0.7 * wide <= top - low <= 1.4 * wide:
                self.dots.append(Box(left, low, right, top))


def times(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that does *m*, then *n*."""
    a, b, c, d, e, f = m
    g, h, i, j, k, l = n  # noqa: E741 (the letters of a matrix)
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
            e * g + f * i + k, e * h + f * j + l)  # fmt: skip


def _placed(segment: Segment, m: Matrix) -> Box:
    """The box of a stretch of a path, on the page."""
    a, b, c, d, e, f = m
    x0, y0, x1, y1 = segment
    left, right = sorted((a * x0 + c * y0 + e, a * x1 + c * y1 + e))
    low, high = sorted((b * x0 + d * y0 + f, b * x1 + d * y1 + f))
    return Box(left, low, right, high)
