"""Running heads of a publisher that is not known: lines that recur with rising page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from archivist.core.roles import Zone
from archivist.stages.forme.numbering import bare_folio, folio_value
from archivist.stages.lineview import Line

_INLINE = re.compile(
    r"(?:(?P<before>\d{1,3})(?: ?[|•·-])? +)?(?P<rest>\D*?[^\W\d_]{2}\D*?)"
    r"(?: +(?:[|•·-] ?)?(?P<after>\d{1,3}))?"
)
LONGEST = 110

Found = tuple[int, int, str, list[tuple[int, int, Zone, str]]]


def recurring_heads(lines: Sequence[Line], taken: set[int]) -> list[Found]:
    """Heads that stand at least three times with rising numbers, or twice where proof is better.

    Better proof is a folio on a line of its own beside them, or a page break at all of them.
    Fails where a report prints its heads without numbers anywhere near: they stay in the text.
    """
    groups: dict[str, list[tuple[int, int, int | None]]] = defaultdict(list)
    for i, line in enumerate(lines):
        if i in taken or len(line.text) > LONGEST:
            continue
        beside = _folio_beside(lines, i, taken)
        match = (
            None if beside is None and not _numbered(line.text) else _INLINE.fullmatch(line.text)
        )
        if match is None:
            continue
        number = match["before"] or match["after"]
        if number and match["rest"].strip().casefold() in _LABELS:
            continue
        if number:
            groups["#" + match["rest"].casefold()].append((i, int(number), None))
        elif beside is not None and _reads_as_head(line.text):
            value = folio_value(lines[beside].text)
            groups[match["rest"].casefold()].append((i, value[1] if value else 0, beside))
    found: list[Found] = []
    used: set[int] = set()
    for members in groups.values():
        proven = members[0][2] is not None or all(_set_apart(lines, m[0]) for m in members)
        if len(members) >= (2 if proven else 3) and _rises(members):
            for i, number, beside in members:
                ks = [i] if beside is None else sorted((i, beside))
                if used & set(ks):
                    continue
                used.update(ks)
                parts = [(i, i, Zone.RUNNING_HEAD, "pages:recurring")]
                if beside is not None:
                    parts.append((beside, beside, Zone.FOLIO, "pages:recurring"))
                found.append((ks[0], ks[-1], str(number), parts))
    lone = [m for members in groups.values() for m in members if m[2] is None and m[0] not in used]
    chain = _alternating(lines, lone)
    used.update(f[0] for f in chain)
    found += chain
    lone = [m for m in lone if m[0] not in used]
    between = _between(lines, lone, {int(f[2]): f[0] for f in found if f[2].isdigit()})
    used.update(f[0] for f in between)
    found += between
    return found + _folio_chain(lines, taken | used)


def _numbered(text: str) -> bool:
    """Whether a line begins or ends with a digit."""
    return text[:1].isdecimal() or text[-1:].isdecimal()


_LABELS = frozenset(
    "table figure fig. map box chart chapter part section annex appendix note no. step item".split()
)
"""Words that number other things than pages."""


_BARRED = re.compile(r"\d{1,3} ?\| \S.*|.*\S \| ?\d{1,3}")


def _alternating(lines: Sequence[Line], lone: Sequence[tuple[int, int, int | None]]) -> list[Found]:
    """Three heads or more, of any words, whose numbers rise by one: left and right pages differ.

    They must be in capitals, or their number must stand apart. Heads of numbered sections rise as
    well; they are told by their words, each of which stands once, away from page breaks.
    """
    best: list[tuple[int, int]] = []
    rows: dict[int, list[tuple[int, int]]] = {}
    for i, number, _ in sorted(lone):
        if not (lines[i].text.isupper() or _APART.fullmatch(lines[i].text)):
            continue
        before = rows.get(number - 1, [])
        if before and i - before[-1][0] < 8:
            continue
        rows[number] = [*before, (i, number)]
        best = max(best, rows[number], key=len)
    if len(best) < 3 or _sections(lines, [i for i, _ in best]):
        return []
    return [(i, i, str(n), [(i, i, Zone.RUNNING_HEAD, "pages:alternating")]) for i, n in best]


def _sections(lines: Sequence[Line], at: Sequence[int]) -> bool:
    """Whether lines in a rising row are heads of sections, not of pages."""
    words = {" ".join(re.findall(r"[^\W\d_]+", lines[i].text.casefold())) for i in at}
    leads = all(re.match(r"\d{1,3}[ .]", lines[i].text) for i in at)
    return leads and len(words) == len(at) and not all(_at_break(lines, i) for i in at)


_APART = re.compile(r"\d{1,3}(?: ?\| ?|  +)\S.*|.*\S(?: ?\| ?|  +)\d{1,3}")


def _between(
    lines: Sequence[Line], lone: Sequence[tuple[int, int, int | None]], known: dict[int, int]
) -> list[Found]:
    """Heads that stand once, whose number is the one missing beside known heads.

    They must be set apart by capitals, by a bar before the number, or by a page break.
    """
    found: list[Found] = []
    for i, number, _ in lone:
        text = lines[i].text
        before, after = known.get(number - 1), known.get(number + 1)
        if number in known or (before is None and after is None):
            continue
        if (before is not None and i - before < 8) or (after is not None and after - i < 8):
            continue
        if text.isupper() or _BARRED.fullmatch(text) or _at_break(lines, i):
            found.append((i, i, str(number), [(i, i, Zone.RUNNING_HEAD, "pages:between")]))
    return found


def _reads_as_head(text: str) -> bool:
    """Whether a line beside a lone number can be a running head, not words around a call."""
    ends = text.endswith((".", ",", ";"))
    return not ends and (text[:1].isupper() or len(text.split()) > 1)


def _set_apart(lines: Sequence[Line], i: int) -> bool:
    """Whether a page break, or a bar before its number, marks line *i* off from the text."""
    return _at_break(lines, i) or _BARRED.fullmatch(lines[i].text) is not None


def _at_break(lines: Sequence[Line], i: int) -> bool:
    """Whether blank lines as at a page break stand before or behind line *i*, or a cut."""
    after = lines[i + 1] if i + 1 < len(lines) else None
    here = lines[i].gap >= 2 or lines[i].cut or i == 0
    return here or after is None or after.gap >= 2 or after.cut


def _folio_beside(lines: Sequence[Line], i: int, taken: set[int]) -> int | None:
    for k in (i - 1, i + 1):
        if 0 <= k < len(lines) and k not in taken and folio_value(lines[k].text):
            near = lines[i].gap if k < i else lines[k].gap
            if near <= 1:
                return k
    return None


def _rises(members: list[tuple[int, int, int | None]]) -> bool:
    """Whether the numbers rise as pages do: by at least one, and not by leaps."""
    steps = [b[1] - a[1] for a, b in pairwise(members)]
    apart = [b[0] - a[0] for a, b in pairwise(members)]
    return all(1 <= s <= 24 for s in steps) and all(d >= 8 for d in apart)


def _folio_chain(lines: Sequence[Line], taken: set[int]) -> list[Found]:
    """Lone numbers that rise by one, three or more of them, at breaks a page apart.

    Other lone numbers may stand between them (calls before a note): of all rising rows the one
    with most numbers at page breaks is taken, then the longest.
    """
    rows: dict[int, tuple[tuple[int, int], list[int]]] = {}  # last number to (weight, lines)
    best: tuple[tuple[int, int], list[int]] = ((0, 0), [])
    for i, line in enumerate(lines):
        value = folio_value(line.text)
        if i in taken or value is None or value[0] or not _apart(lines, i):
            continue
        (breaks, length), before = rows.get(value[1] - 1, ((0, 0), []))
        if before and i - before[-1] < 8:
            continue
        row = ((breaks + (line.gap >= 2), length + 1), [*before, i])
        if row[0] >= rows.get(value[1], row)[0]:
            rows[value[1]] = row
        best = max(best, row, key=lambda pair: pair[0])
    if best[0][1] < 3:
        return []
    return [
        (i, i, bare_folio(lines[i].text), [(i, i, Zone.FOLIO, "pages:rising-numbers")])
        for i in best[1]
    ]


def _apart(lines: Sequence[Line], i: int) -> bool:
    """Whether a blank line or a form feed stands beside a line."""
    return lines[i].gap >= 1 or (i + 1 < len(lines) and lines[i + 1].gap >= 1)
