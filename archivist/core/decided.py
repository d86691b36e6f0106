"""What is left of a stage's claims where a person said what a stretch is, or what it is not."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence

from archivist.core.ledger import Entry, Link, LinkKind, Mark, Veto
from archivist.core.roles import FLOW, LINE_END_ROLES, Flow, Inline, Zone


class Stretches:
    """Spans of characters, in any order, overlapping or not: what meets them is told by bisection.

    >>> some = Stretches([(5, 9), (1, 3), (2, 4)])
    >>> some.meet(3, 5), some.meet(4, 5), some.meet(8, 20)
    (True, False, True)
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def meet(self, start: int, end: int) -> bool:
        """Whether some character from *start* up to *end* lies in one of them."""
        k = bisect_left(self._starts, end) - 1
        return k >= 0 and start < self._ends[k]

    def __contains__(self, offset: int) -> bool:
        return self.meet(offset, offset + 1)


def heeding(
    entries: Sequence[Entry], vetoes: Sequence[Veto], decided: Collection[tuple[int, Zone]]
) -> tuple[tuple[Entry, ...], list[Mark]]:
    """The entries of one stage that people's decisions leave standing, and the marks refused.

    Args:
        entries: what the stage claims.
        vetoes: what stretches are not.
        decided: where each stretch begins of which a person said what it is, and what.
    """
    left, refused = _without_vetoed(entries, vetoes)
    return tuple(_without_crossing(left, decided)), refused


def _without_vetoed(
    entries: Sequence[Entry], vetoes: Sequence[Veto]
) -> tuple[Sequence[Entry], list[Mark]]:
    """The entries of one stage without those on what a veto takes from it, and the marks refused.

    Whatever the stage said inside a stretch that is not what it took it for goes with that claim:
    how its characters read, facts, calls of a note that is none. The line end before it no longer
    leads on into it.
    """
    never = {
        role: Stretches((veto.start, veto.end) for veto in vetoes if veto.role is role)
        for role in {veto.role for veto in vetoes}
    }
    refused = [mark for mark in entries if isinstance(mark, Mark) and _is_vetoed(mark, never)]
    if not refused:
        return entries, []
    spans = [(mark.start, mark.end) for mark in refused]
    inside = Stretches(spans)
    gone = _calls_into(entries, inside) | _joints_before(entries, spans)
    left = [one for one in entries if one not in gone and not _lies(one, inside)]
    return left, refused


def _is_vetoed(mark: Mark, never: Mapping[Zone, Stretches]) -> bool:
    if not isinstance(mark.role, Zone):
        return False
    stretches = never.get(mark.role)
    return stretches is not None and stretches.meet(mark.start, mark.end)


def _lies(entry: Entry, inside: Stretches) -> bool:
    if isinstance(entry, Link):
        return entry.source in inside or entry.target in inside
    if isinstance(entry, Veto):
        return False
    return entry.start in inside


def _calls_into(entries: Sequence[Entry], inside: Stretches) -> set[Entry]:
    """Calls whose note is refused."""
    calls = {
        link.source
        for link in entries
        if isinstance(link, Link) and link.kind is LinkKind.CALL_NOTE
        if link.target in inside
    }
    return {
        mark
        for mark in entries
        if isinstance(mark, Mark) and mark.role is Inline.CALL and mark.start in calls
    }


def _without_crossing(
    entries: Sequence[Entry], decided: Collection[tuple[int, Zone]]
) -> Sequence[Entry]:
    """The entries without the joints by which a block would run on over a person's."""
    if not decided:
        return entries
    zones = sorted(
        (mark.start, mark.end, FLOW[mark.role])
        for mark in entries
        if isinstance(mark, Mark) and isinstance(mark.role, Zone)
    )
    gone: set[Entry] = set()
    for flow in (Flow.MAIN, Flow.NOTES, Flow.FURNITURE):
        spans = [(at, at) for at, zone in decided if FLOW[zone] is flow]
        mine = [(start, end) for start, end, other in zones if other is flow]
        if spans and mine:
            gone |= _joints_before([one for one in entries if _within(one, mine)], spans)
    return [one for one in entries if one not in gone]


def _within(entry: Entry, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether an entry begins in one of the spans, which are in order."""
    if isinstance(entry, Link):
        return False
    k = bisect_right(spans, (entry.start, sys.maxsize)) - 1
    return k >= 0 and entry.start < spans[k][1]


def _joints_before(entries: Sequence[Entry], spans: Sequence[tuple[int, int]]) -> set[Entry]:
    """The last line end before each span, where it is one inside a block."""
    ends = sorted(
        (mark.end, mark)
        for mark in entries
        if isinstance(mark, Mark) and isinstance(mark.role, Inline) and mark.role in LINE_END_ROLES
    )
    found: set[Entry] = set()
    for start, _ in spans:
        k = bisect_left(ends, (start + 1,))
        if k and ends[k - 1][1].role is not Inline.END:
            found.add(ends[k - 1][1])
    return found
