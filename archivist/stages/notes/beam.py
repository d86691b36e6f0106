"""The likely states behind a line: of each the best reading, and of these a few."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from operator import attrgetter

from archivist.stages.notes.counts import Count, Left, State, Step

_WIDTH, _MARGIN = 10, 8.0
"""States that go on from a line, and how far behind the best they may be."""

Key = tuple[bool, int, int, Left]
"""What decides how a reading may go on: whether it is in a note, its last call and last note, and
how the text was left before the note."""

score_of = attrgetter("score")


class Beam:
    """The states behind a line, gathered one by one.

    Args:
        states: the first of them, no two of one key.
    """

    __slots__ = ("_best", "_floor")

    def __init__(self, states: Iterable[State] = ()) -> None:
        self._best: dict[Key, State] = {
            (s.noting, s.counts.called, s.counts.noted, s.text): s for s in states
        }
        self._floor = max(map(score_of, self._best.values()), default=-inf) - _MARGIN

    def takes(self, score: float, key: Key) -> bool:
        """Whether a state would stay: asked before it is made, as most would not."""
        if score < self._floor:
            return False
        other = self._best.get(key)
        return other is None or score > other.score

    def add(self, key: Key, score: float, last: int, step: Step | None, counts: Count) -> None:
        """Keep a state that :meth:`takes` takes."""
        self._best[key] = State(score, key[0], last, step, counts, key[3])
        self._floor = max(self._floor, score - _MARGIN)

    def likely(self) -> list[State]:
        """The states that go on, the best first."""
        floor = self._floor
        kept = [state for state in self._best.values() if state.score >= floor]
        if len(kept) > 1:
            kept.sort(key=score_of, reverse=True)
        return kept[:_WIDTH]
