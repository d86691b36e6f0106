"""Running heads of a publisher that is not known, told by their form.

Two parts in capitals have an ornament between them, at the edge of a page, beside its number.
Recurrence is no help where a copy holds two pages, or where recto and verso differ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from archivist.core.roles import Zone
from archivist.stages.lines.folios import bare_folio, folio_value
from archivist.stages.lines.view import Line

ORNAMENTS = frozenset("◆❖♦▪■•|·\uf075u")
"""Signs seen between the parts; ``u`` is the diamond of a symbol font."""
_LINE = re.compile(
    r"(?:(?P<before>\d{1,3})(?: [|·])? )?(?P<left>\S.*?) (?P<sign>[◆❖♦▪■•|·\uf075u]) "
    r"(?P<right>\S.*?)(?: (?:[|·] )?(?P<after>\d{1,3}))?"
)
_PARTING = re.compile(r" [◆❖♦▪■•|·\uf075u] ")
_LONGEST = 100
_GAP = 2

Found = tuple[int, int, str, list[tuple[int, int, Zone, str]]]


class _Head(NamedTuple):
    """Lines ``first`` to ``last`` of a head, and its page number's own line, if it has one."""

    first: int
    last: int
    number: int
    folio: int | None


def ornate_heads(lines: Sequence[Line], taken: set[int]) -> list[Found]:
    """Heads over three lines, each alone; on one line where two or more rise with their numbers."""
    torn: list[_Head] = []
    whole: list[_Head] = []
    for i in range(len(lines)):
        if head := _three_lines(lines, i):
            torn.append(head)
        elif head := _one_line(lines, i):
            whole.append(head)
    numbers = [head.number for head in whole]
    if len(whole) < 2 or numbers != sorted(set(numbers)):
        whole = []
    found = [head for head in (*torn, *whole) if not taken & {*range(head.first, head.last + 1)}]
    return [_parts(lines, head) for head in sorted(found)]


def _three_lines(lines: Sequence[Line], i: int) -> _Head | None:
    """Capitals, the ornament and capitals on lines of their own, a page number before or after."""
    if i + 2 >= len(lines) or lines[i + 1].text not in ORNAMENTS:
        return None
    if lines[i + 1].gap or lines[i + 2].gap:
        return None
    if not (_capitals(lines[i].text) and _capitals(lines[i + 2].text)):
        return None
    folio = _folio(lines, i, i + 2)
    if folio is None or not _at_edge(lines, min(i, folio), max(i + 2, folio)):
        return None
    value = folio_value(lines[folio].text)
    return _Head(i, i + 2, value[1] if value else 0, folio)


def _one_line(lines: Sequence[Line], i: int) -> _Head | None:
    """Both parts and the ornament on one line, the number at its edge or beside it."""
    text = lines[i].text
    likely = len(text) < _LONGEST and _PARTING.search(text)
    match = _LINE.fullmatch(text) if likely else None
    if match is None or not (_capitals(match["left"]) and _capitals(match["right"])):
        return None
    number = match["before"] or match["after"]
    folio = None if number else _folio(lines, i, i)
    if not number and folio is None:
        return None
    if not _at_edge(lines, min(i, i if folio is None else folio), max(i, folio or i)):
        return None
    value = folio_value(lines[folio].text) if folio is not None else None
    return _Head(i, i, int(number) if number else value[1] if value else 0, folio)


def _folio(lines: Sequence[Line], first: int, last: int) -> int | None:
    """The line next to a head that holds nothing but a page number."""
    for k in (first - 1, last + 1):
        if 0 <= k < len(lines) and folio_value(lines[k].text):
            gap = lines[first].gap if k < first else lines[k].gap
            if gap <= 1:
                return k
    return None


def _at_edge(lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether a page, a slice or the copy begins before these lines or ends behind them."""
    if first == 0 or lines[first].gap >= _GAP or lines[first].cut:
        return True
    return last + 1 == len(lines) or lines[last + 1].gap >= _GAP or lines[last + 1].cut


def _capitals(text: str) -> bool:
    """Whether a text has three letters at least, all of them capitals, and closes no sentence."""
    letters = sum(char.isalpha() for char in text)
    return letters >= 3 and text.upper() == text and text[-1:] not in "!;:"


def _parts(lines: Sequence[Line], head: _Head) -> Found:
    rule = "pages:ornate-head"
    parts = [(head.first, head.last, Zone.RUNNING_HEAD, rule)]
    if head.folio is None:
        return head.first, head.last, str(head.number), parts
    parts.append((head.folio, head.folio, Zone.FOLIO, rule))
    first, last = min(head.first, head.folio), max(head.last, head.folio)
    return first, last, bare_folio(lines[head.folio].text), sorted(parts)
