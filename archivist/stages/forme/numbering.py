"""Pages and their numbers: those that are printed, and those inferred from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from archivist.stages.lines.folios import roman_folio

FURTHEST = 6
"""Pages at most between a printed number and one that is inferred from it."""


@dataclass
class PageEvent:
    """A place where a page begins. ``value`` is (is roman, number).

    A page with ``told`` has the value that its file names; None where that is no number.
    """

    start: int
    head: int
    value: tuple[bool, int] | None = None
    printed: str = ""
    blanks: int = 0  # empty pages before it
    by_gap: bool = True
    cut: bool = False
    masthead_next: int = -1
    opener: bool = False  # a masthead stands on it
    odd: bool = False  # its number must be odd
    told: bool = False
    titled: bool = False  # house and series stand at its head, as on covers and title pages
    uncounted: bool = False  # a cover, or what stands on its back

    @property
    def label(self) -> str:
        """``15`` where printed, ``[14]`` where inferred."""
        if self.printed:
            return self.printed
        if self.value is None:
            return ""
        roman, number = self.value
        return f"[{roman_folio(number) if roman else number}]"


def number_pages(events: Sequence[PageEvent]) -> None:
    """Give a number to events without one, where a printed number is near.

    A page gets an inferred number only if it agrees with the printed numbers on both sides.
    """
    _count_front(events)
    _bridge(events)
    for i, event in enumerate(events):
        if event.value is None and not (event.told or event.uncounted):
            event.value = _from_next(events, i) or _from_previous(events, i)


def _steps(events: Sequence[PageEvent], first: int, last: int) -> int:
    """Pages from event *first* to event *last*, blank ones counted."""
    return sum(1 + e.blanks for e in events[first + 1 : last + 1])


def _count_front(events: Sequence[PageEvent]) -> None:
    """Count the pages before the first printed number, a roman one, from the title page on.

    Of two pages headed by house and series the first is the cover, if it opens the copy, and the
    second the title page. It is page i; cover and back of the cover are not counted.
    """
    first = next((i for i, event in enumerate(events) if event.printed and event.value), 0)
    roman, number = events[first].value or (False, 0) if events else (False, 0)
    titled = [i for i, event in enumerate(events[:first]) if event.titled]
    if not roman or len(titled) < 2 or titled[0]:
        return
    for event in events[: titled[1]]:
        event.uncounted = True
    for i in range(titled[1], first):
        count = 1 + _steps(events, titled[1], i)
        if count < number and events[i].value is None and not events[i].told:
            events[i].value = (True, count)


def _bridge(events: Sequence[PageEvent]) -> None:
    """Count on between two printed numbers that are as far apart as their pages."""
    printed = [i for i, event in enumerate(events) if event.printed and event.value]
    for first, last in pairwise(printed):
        low, high = events[first].value, events[last].value
        if not low or not high or low[0] is not high[0]:
            continue
        if high[1] - low[1] != _steps(events, first, last):
            continue
        for i in range(first + 1, last):
            if events[i].value is None and not events[i].told:
                events[i].value = (low[0], low[1] + _steps(events, first, i))


def _from_next(events: Sequence[PageEvent], i: int) -> tuple[bool, int] | None:
    for k in range(i + 1, min(i + 1 + FURTHEST, len(events))):
        if events[k].printed and events[k].value:
            roman, number = events[k].value or (False, 0)
            guess = number - _steps(events, i, k)
            if events[i].odd and not roman and guess % 2 == 0:
                guess -= 1  # the page behind an opener can be blank, or its break be lost
            return (roman, guess) if guess > 0 and _above(events, i, roman, guess) else None
    return None


def _above(events: Sequence[PageEvent], i: int, roman: bool, guess: int) -> bool:  # noqa: FBT001
    """Whether *guess* is higher than the last number before event *i*."""
    for k in range(i - 1, -1, -1):
        value = events[k].value
        if value and value[0] == roman:
            return value[1] < guess
    return True


def _from_previous(events: Sequence[PageEvent], i: int) -> tuple[bool, int] | None:
    for k in range(i - 1, max(-1, i - 1 - FURTHEST), -1):
        value = events[k].value
        if value:
            guess = value[1] + _steps(events, k, i)
            later = [
                e.value[1]
                for e in events[i + 1 :]
                if e.printed and e.value and e.value[0] == value[0]
            ]
            return (value[0], guess) if not later or guess < later[0] else None
    return None
