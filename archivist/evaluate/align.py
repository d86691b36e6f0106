"""Aligns two sequences of words: order counts, repeats are safe, no third party needed."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

__all__ = ["align"]

SMALL = 250_000  # cells of a gap that difflib may still fill exactly (about 500 by 500 words)


def align(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[int]:
    """For each item of ``left`` the index of its partner in ``right``, or -1.

    Partners are equal and rise strictly. Common ends are matched first, then what occurs once on
    both sides (runs of four, then single items), then the gaps between.
    """
    partner = [-1] * len(left)
    todo = [(0, len(left), 0, len(right))]
    while todo:
        a, b, c, d = todo.pop()
        while a < b and c < d and left[a] == right[c]:
            partner[a] = c
            a, c = a + 1, c + 1
        while a < b and c < d and left[b - 1] == right[d - 1]:
            b, d = b - 1, d - 1
            partner[b] = d
        if a == b or c == d:
            continue
        anchors = _anchors(left, right, (a, b, c, d), 4) or _anchors(left, right, (a, b, c, d), 1)
        if not anchors:
            _fill(left, right, (a, b, c, d), partner)
            continue
        last_a, last_c = a, c
        for i, j in anchors:
            if i < last_a or j < last_c:
                continue
            partner[i] = j
            todo.append((last_a, i, last_c, j))
            last_a, last_c = i + 1, j + 1
        todo.append((last_a, b, last_c, d))
    return partner


def _anchors(
    left: Sequence[Hashable], right: Sequence[Hashable], span: tuple[int, int, int, int], size: int
) -> list[tuple[int, int]]:
    """Starts of runs that occur once on each side, as the longest rising chain."""
    a, b, c, d = span
    ours = _once(left, a, b, size)
    theirs = _once(right, c, d, size)
    pairs = [(i, theirs[run]) for run, i in ours.items() if run in theirs]
    pairs.sort()
    tails: list[int] = []
    ends: list[int] = []
    back = [-1] * len(pairs)
    for k, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        if place == len(tails):
            tails.append(j)
            ends.append(k)
        else:
            tails[place] = j
            ends[place] = k
        back[k] = ends[place - 1] if place else -1
    chain = []
    k = ends[-1] if ends else -1
    while k >= 0:
        chain.append(pairs[k])
        k = back[k]
    return chain[::-1]


def _once(
    items: Sequence[Hashable], start: int, end: int, size: int
) -> dict[tuple[Hashable, ...], int]:
    runs = [tuple(items[i : i + size]) for i in range(start, end - size + 1)]
    counts = Counter(runs)
    return {run: start + i for i, run in enumerate(runs) if counts[run] == 1}


def _fill(
    left: Sequence[Hashable],
    right: Sequence[Hashable],
    span: tuple[int, int, int, int],
    partner: list[int],
) -> None:
    a, b, c, d = span
    if (b - a) * (d - c) > SMALL:
        return
    matcher = SequenceMatcher(None, left[a:b], right[c:d], autojunk=False)
    for i, j, size in matcher.get_matching_blocks():
        for k in range(size):
            partner[a + i + k] = c + j + k
