"""Running heads of a publisher that is not known: lines that recur with rising page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from archivist.core.roles import Zone
from archivist.stages.lineview import Line
from archivist.stages.numbering import folio_value

_DIGITS = re.compile(r"\d+")
_INLINE = re.compile(
    r"(?:(?P<before>\d{1,3})(?: ?[|•·-])? +)?(?P<rest>\D*?[^\W\d_]{2}\D*?)(?: +(?:[|•·-] ?)?(?P<after>\d{1,3}))?"
)
LONGEST = 110

Found = tuple[int, int, str, list[tuple[int, int, Zone, str]]]


def recurring_heads(lines: Sequence[Line], taken: set[int]) -> list[Found]:
    """Heads that stand at least three times (twice with a lone folio beside) with rising numbers.

    Fails where a report prints its heads without numbers anywhere near: they stay in the text.
    """
    groups: dict[str, list[tuple[int, int, int | None]]] = defaultdict(list)
    for i, line in enumerate(lines):
        if i in taken or len(line.text) > LONGEST:
            continue
        match = _INLINE.fullmatch(line.text)
        if match is None:
            continue
        number = match["before"] or match["after"]
        beside = _folio_beside(lines, i, taken)
        if number:
            groups["#" + match["rest"].casefold()].append((i, int(number), None))
        elif beside is not None:
            value = folio_value(lines[beside].text)
            groups[match["rest"].casefold()].append((i, value[1] if value else 0, beside))
    found: list[Found] = []
    used: set[int] = set()
    for members in groups.values():
        if len(members) >= (3 if members[0][2] is None else 2) and _rises(members):
            for i, number, beside in members:
                ks = [i] if beside is None else sorted((i, beside))
                if used & set(ks):
                    continue
                used.update(ks)
                parts = [(i, i, Zone.RUNNING_HEAD, "pages:recurring")]
                if beside is not None:
                    parts.append((beside, beside, Zone.FOLIO, "pages:recurring"))
                found.append((ks[0], ks[-1], str(number), parts))
    return found + _folio_chain(lines, taken | used)


def _folio_beside(lines: Sequence[Line], i: int, taken: set[int]) -> int | None:
    for k in (i - 1, i + 1):
        if 0 <= k < len(lines) and k not in taken and folio_value(lines[k].text):
            near = lines[i].gap if k < i else lines[k].gap
            if near <= 1:
                return k
    return None


def _rises(members: list[tuple[int, int, int | None]]) -> bool:
    """Whether the numbers rise as pages do: by at least one, and not by leaps."""
    steps = [b[1] - a[1] for a, b in zip(members, members[1:], strict=False)]
    apart = [b[0] - a[0] for a, b in zip(members, members[1:], strict=False)]
    return all(1 <= s <= 24 for s in steps) and all(d >= 8 for d in apart)


def _folio_chain(lines: Sequence[Line], taken: set[int]) -> list[Found]:
    """Lone numbers that rise by one, three or more of them, at breaks a page apart."""
    singles = [
        (i, value[1])
        for i, line in enumerate(lines)
        if i not in taken
        and (value := folio_value(line.text))
        and not value[0]
        and (line.gap >= 1 or (i + 1 < len(lines) and lines[i + 1].gap >= 1) or "\f" in line.text)
    ]
    best: list[tuple[int, int]] = []
    chain: list[tuple[int, int]] = []
    for one in singles:
        if chain and one[1] == chain[-1][1] + 1 and one[0] - chain[-1][0] >= 8:
            chain.append(one)
        else:
            chain = [one]
        if len(chain) > len(best):
            best = list(chain)
    if len(best) < 3:
        return []
    return [(i, i, str(n), [(i, i, Zone.FOLIO, "pages:rising-numbers")]) for i, n in best]
