"""Stretches of lines that call and open nothing, taken together in an alignment."""

from __future__ import annotations

from math import inf

from archivist.stages.notes.counts import Left
from archivist.stages.notes.evidence import Here

_WAYS = len(Left)
"""Ways in which text can be left, asked for once: an enumeration counts them anew each time."""


class Run:
    """Lines that call and open nothing and, all but the last, speak for text.

    Attributes:
        last: position of the last of them.
        rest: what they say to a reading that is in a note before them and stays in it.
        leave, left: to one that leaves it where that is best; the line at which it does.
        enter, entered: to one that takes up an earlier note there where that is best, and stays in
            it (to leave it again among them is never better than not to enter); that line.
    """

    __slots__ = ("enter", "entered", "last", "leave", "left", "rest")

    def __init__(self) -> None:
        self.rest, self.enter = 0.0, -inf
        self.last = self.entered = -1
        self.leave, self.left = [-inf] * _WAYS, [-1] * _WAYS

    def add(self, here: Here) -> None:
        """One line more."""
        self.last = here.line
        for text, again in enumerate(here.text_again):
            if self.rest + again > self.leave[text]:
                self.leave[text], self.left[text] = self.rest + again, here.line
        self.rest += here.note + here.goes_on
        self.enter += here.note + here.goes_on
        if here.may_go_on and here.note + here.takes_up > self.enter:
            self.enter, self.entered = here.note + here.takes_up, here.line
