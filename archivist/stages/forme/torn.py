"""Running heads that the site's cut into slices has torn: the rest of one, at the edge of a slice.

``THE FERRY`` / ``◆`` / ``ROE`` may end one slice and open the next; and where the slice beside it
is missing, half a head is all there is. What proves it is the same half in the other heads.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from archivist.core.roles import Zone
from archivist.stages.forme.ornate import ORNAMENTS, Found
from archivist.stages.lines.heads import is_capitals
from archivist.stages.lines.view import Line

_SIGN = re.compile(rf"(?:^| )[{re.escape(''.join(ORNAMENTS))}](?= |$)")
_RULE = "pages:torn-head"


class Halves(NamedTuple):
    """What stands left and right of the ornament in the heads of a report."""

    left: frozenset[str]
    right: frozenset[str]


def halves_of(heads: Sequence[str], never: Collection[str] = ()) -> Halves:
    """The halves in capitals of whole heads; none that is, alone, a head of the document.

    >>> halves_of(["THE FERRY u ROE", "Ferries"])
    Halves(left=frozenset({'THE FERRY'}), right=frozenset({'ROE'}))
    """
    parted = [[part.strip() for part in _SIGN.split(head, maxsplit=1)] for head in heads]
    pairs = [pair for pair in parted if len(pair) == 2 and all(map(_can_be_half, pair))]
    left, right = {a for a, _ in pairs}, {b for _, b in pairs}
    return Halves(frozenset(left.difference(never)), frozenset(right.difference(never)))


def _can_be_half(text: str) -> bool:
    return is_capitals(text) or (len(text) > 2 and text.isupper())


def torn_heads(lines: Sequence[Line], taken: Collection[int], halves: Halves) -> Iterator[Found]:
    """The second half of a head that opens a slice, the first of one that ends it."""
    if not any(halves):
        return
    for i, line in enumerate(lines):
        if i == 0 or line.cut:
            yield from _found(lines, taken, i, 1, halves.right)
            yield from _found(lines, taken, i - 1, -1, halves.left)
    yield from _found(lines, taken, len(lines) - 1, -1, halves.left)


def _found(
    lines: Sequence[Line], taken: Collection[int], i: int, step: int, wanted: Collection[str]
) -> Iterator[Found]:
    """The half at line *i*, or behind the ornament there, seen into the slice."""
    signed = 0 <= i < len(lines) and i not in taken and lines[i].text in ORNAMENTS
    k = i + step if signed else i
    if 0 <= k < len(lines) and k not in taken and lines[k].text in wanted:
        first, last = min(i, k), max(i, k)
        yield first, last, "", [(first, last, Zone.RUNNING_HEAD, _RULE)]
