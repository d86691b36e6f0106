"""Counts of right and wrong, and the questions that are asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["COLUMNS", "FACTS", "PROBES", "SITE_FIELDS", "Scores", "Tally"]

COLUMNS = (
    "words",
    "noise",
    "running",
    "paragraphs",
    "over-page",
    "heads",
    "levels",
    "items",
    "quotes",
    "floats",
    "parts",
    "notes",
    "note-n",
    "calls",
    "links",
    "breaks",
    "break-n",
    "furniture",
    "bios",
    "works",
    "urls",
    "soft",
    "hard",
    "caps",
    "lost",
    "missing",
    "site",
    "title",
    "subtitle",
    "authors",
    "publisher",
    "series",
    "number",
    "date",
    "language",
)
FACTS = COLUMNS[-8:]
PROBES = {"url": "urls", "soft": "soft", "hard": "hard", "cap": "caps"}
SITE_FIELDS = ("site", "item", "slice", "of", "uploaded", "size", "file_name")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one question.

    Attributes:
        hit: right.
        miss: in the gold, not in the answer (or wrong there).
        extra: in the answer, not in the gold.
    """

    hit: int = 0
    miss: int = 0
    extra: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.hit + other.hit, self.miss + other.miss, self.extra + other.extra)

    @property
    def asked(self) -> int:
        """How much there was to get right or wrong."""
        return self.hit + self.miss + self.extra

    @property
    def precision(self) -> float:
        """Share of the answer that is right; 1 if nothing was answered."""
        given = self.hit + self.extra
        return self.hit / given if given else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 1 if there was nothing to find."""
        wanted = self.hit + self.miss
        return self.hit / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two; 1 if nothing was asked."""
        return 2 * self.hit / (2 * self.hit + self.miss + self.extra) if self.asked else 1.0


@dataclass(slots=True)
class Scores:
    """All tallies of one document, and what went wrong in words.

    Attributes:
        tallies: by column name, in the order of `COLUMNS`.
        faults: by column name, short excerpts: ``-`` lost, ``+`` too much.
    """

    tallies: dict[str, Tally] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)

    def add(self, column: str, tally: Tally, faults: Iterable[str] = ()) -> None:
        """Add to a column."""
        self.tallies[column] = self.tallies.get(column, Tally()) + tally
        self.faults.setdefault(column, []).extend(faults)

    @property
    def perfect(self) -> bool:
        """Whether nothing is missing and nothing is too much."""
        return not any(tally.miss or tally.extra for tally in self.tallies.values())
