"""The row of page numbers: of all numbers that could be folios, those that rise as pages do.

Every line that is a number, or begins or ends with one, is a candidate. What stands around it is
its own evidence: a frame, a bar, a page break, words that recur with other numbers. A second kind
of evidence lies between two candidates: their numbers follow one another, a page's length apart.
The row with the most evidence is found by dynamic programming, in time linear in the candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

NEAREST = 8
"""Lines at least between the numbers of two pages."""
_SHORTEST = 2
"""The same where the number has a good sign of its own, or the text ends with it."""
FURTHEST = 40
"""Pages at most that can be missing between two numbers of one row."""
LENGTHS = (24, 32, 42, 55, 72, 95)
"""Lengths of a page tried, in lines; each stands for those from three quarters to a third more."""

_PRICE = 1.0
"""What a candidate must bring to be worth having in a row."""
_ENOUGH = 1.0
"""Evidence a row of three or more needs beyond the price of its members."""
_ENOUGH_FOR_TWO = 2.2
_ENOUGH_FOR_ONE = 2.3
"""Own evidence of the only page number of a copy: set apart from a head on its line, and two signs
more. Wide blanks and a page break are not enough: a row of a table can open a slice."""
SURE = 4.0
"""Own evidence of a number that is known, or proven by what stands around it."""
APART = "apart"
"""Form of a number with a sign or wide blanks between it and the head on its line."""
_REMEMBERED = 3
"""Candidates of one number that are remembered while a row is looked for."""


@dataclass(frozen=True, slots=True)
class Number:
    """A candidate: the line it stands on, its value, and its own evidence.

    Attributes:
        line: index into the list of lines.
        value: the number.
        roman: whether it is printed in roman numerals.
        form: how it is set; numbers of one report are mostly set alike.
        weight: own evidence, 1 for a good sign.
        last: whether it ends the text or a slice of it: its page can be of any length.
    """

    line: int
    value: int
    roman: bool
    form: str
    weight: float
    last: bool = False

    @property
    def nearest(self) -> int:
        """Lines at least between it and the number of the page before."""
        return _SHORTEST if self.last or self.weight >= 1 else NEAREST


_Key = tuple[bool, int]
"""Whether a number is roman, and its value."""


@dataclass(slots=True)
class _Row:
    """The best row that ends with a number."""

    score: float
    last: Number
    before: _Row | None
    size: int

    @property
    def rank(self) -> tuple[bool, float]:
        """Whether it has the evidence that a row of its size needs, and how much it has."""
        return self.score >= (_ENOUGH if self.size > 2 else _ENOUGH_FOR_TWO), self.score

    def numbers(self) -> Iterator[Number]:
        row: _Row | None = self
        while row is not None:
            yield row.last
            row = row.before


def best_row(numbers: Sequence[Number]) -> list[Number]:
    """The row with the most evidence, in order; empty where none has enough."""
    best: _Row | None = None
    steps = [*_steps(numbers)]
    for length in LENGTHS:
        row = _row(numbers, steps, length)
        if row is not None and (best is None or row.rank > best.rank):
            best = row
    if best is None or (best.size > 1 and not best.rank[0]):
        return []
    last = best.last
    if best.size < 2 and last.weight < (_ENOUGH_FOR_ONE if last.form == APART else SURE):
        return []
    return [*best.numbers()][::-1]


def _steps(numbers: Sequence[Number]) -> Iterator[list[_Key]]:
    """For each number, the numbers there are from which it can go on, the nearest first."""
    there = {(number.roman, number.value) for number in numbers}
    for roman, value in ((number.roman, number.value) for number in numbers):
        lower = ((roman, value - step) for step in range(1, min(FURTHEST, value) + 1))
        yield [key for key in lower if key in there]


def _row(numbers: Sequence[Number], steps: Sequence[list[_Key]], length: int) -> _Row | None:
    """The best row where pages are about *length* lines long."""
    ends: dict[_Key, list[_Row]] = defaultdict(list)
    roman: _Row | None = None  # the best row of roman numbers so far: arabic ones may follow it
    best: _Row | None = None
    for number, lower in zip(numbers, steps, strict=True):
        here = _Row(number.weight - _PRICE, number, None, 1)
        for before in _before(number, [row for key in lower for row in ends[key]], roman):
            link = _link(before.last, number, length)
            score = before.score + link + number.weight - _PRICE
            if score > here.score:
                here = _Row(score, number, before, before.size + 1)
        same = ends[number.roman, number.value]
        same.append(here)
        if len(same) > _REMEMBERED:
            same.remove(min(same, key=lambda row: row.score))
        if number.roman and (roman is None or here.score > roman.score):
            roman = here
        if best is None or here.rank > best.rank:
            best = here
    return best


def _before(number: Number, lower: Iterable[_Row], roman: _Row | None) -> Iterator[_Row]:
    """The rows that a number can go on with."""
    for row in lower:
        if number.line - row.last.line >= number.nearest:
            yield row
    if roman is not None and not number.roman and number.line - roman.last.line >= number.nearest:
        yield roman


def _link(before: Number, after: Number, length: int) -> float:
    """How well two numbers follow one another: by one, a page apart, set alike."""
    form = 0.2 if before.form == after.form else -0.2
    if before.roman and not after.roman:
        return form + (0.2 if after.value <= NEAREST else -0.5)
    step = after.value - before.value
    pages = (after.line - before.line) / step
    spaced = 0.6 if 0.75 * length <= pages <= 1.34 * length else 0.0
    return form + spaced + max(-0.6, 0.4 - 0.1 * (step - 1))
