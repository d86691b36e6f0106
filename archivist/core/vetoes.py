"""What is left of a stage's claims where a person said what a stretch is not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from archivist.core.ledger import Entry, Link, LinkKind, Mark, Veto
from archivist.core.roles import LINE_END_ROLES, Inline, Zone


def without_vetoed(
    entries: Iterable[Entry], vetoes: Sequence[Veto]
) -> tuple[list[Entry], list[Mark]]:
    """The entries of one stage without those on what a veto takes from it, and the marks refused.

    Whatever the stage said inside a stretch that is not what it took it for goes with that claim:
    how its characters read, facts, calls of a note that is none. The line end before it no longer
    leads on into it.
    """
    every = list(entries)
    refused = [mark for mark in every if isinstance(mark, Mark) and _is_vetoed(mark, vetoes)]
    if not refused:
        return every, []
    spans = [(mark.start, mark.end) for mark in refused]
    gone = _calls_into(every, spans) | _joints_before(every, spans)
    left = [one for one in every if one not in gone and not _inside(one, spans)]
    return left, refused


def _is_vetoed(mark: Mark, vetoes: Sequence[Veto]) -> bool:
    return isinstance(mark.role, Zone) and any(
        mark.role is veto.role and mark.start < veto.end and veto.start < mark.end
        for veto in vetoes
    )


def _inside(entry: Entry, spans: Sequence[tuple[int, int]]) -> bool:
    if isinstance(entry, Link):
        return any(a <= at < b for a, b in spans for at in (entry.source, entry.target))
    if isinstance(entry, Veto):
        return False
    return any(a <= entry.start < b for a, b in spans)


def _calls_into(entries: Sequence[Entry], spans: Sequence[tuple[int, int]]) -> set[Entry]:
    """Calls whose note is refused."""
    calls = {
        link.source
        for link in entries
        if isinstance(link, Link) and link.kind is LinkKind.CALL_NOTE
        if any(a <= link.target < b for a, b in spans)
    }
    return {
        mark
        for mark in entries
        if isinstance(mark, Mark) and mark.role is Inline.CALL and mark.start in calls
    }


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
