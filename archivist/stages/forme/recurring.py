"""Running heads and folios of a publisher that is not known.

The page numbers are found first, as a row (:mod:`archivist.stages.forme.chain`); heads are what
stands beside them: on the same line, or on lines next to it that recur with other numbers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

from archivist.core.roles import Zone
from archivist.core.source import Hint, caseless
from archivist.stages.forme.chain import APART, Number, best_row
from archivist.stages.lines.folios import bare_folio, folio_value, is_framed
from archivist.stages.lines.heads import NUMBERED_THINGS, is_capitals, is_title_case
from archivist.stages.lines.view import Line

LONGEST = 110
_SURE = 4.0
_OTHER = frozenset({Hint.CALL, Hint.RUN_ON, Hint.NOTE, Hint.NOTE_ON, Hint.ROW, Hint.CAPTION})
"""What type or markup has shown to be something else than a folio or a head."""
_HABIT = 4
"""Page numbers that show where a copy has them."""
_DEEPEST = 3
"""Lines of a running head at most."""

Found = tuple[int, int, str, list[tuple[int, int, Zone, str]]]

_PARTING = r"(?P<parting> ?[|•·◆] ?| [–—-] | +)"
_NUMBER = r"(?P<open>[\[(–-] ?)?(?P<n>\d{1,3}|[ivxl]{1,6})(?(open) ?[\])–-])"
_WORD = r"(?P<word>(?i:page|p\.|seite|стр\.|с\.|bet) ?)?"
_FIRST = re.compile(rf"{_WORD}{_NUMBER}{_PARTING}(?P<rest>\S.*)")
_LAST = re.compile(rf"(?P<rest>.*?\S){_PARTING}{_WORD}{_NUMBER}")
_CODED = re.compile(r"(?P<rest>[A-Z]{2,6})(?P<parting>-)(?P<open>)(?P<n>\d{1,3})")
"""A page number behind the letters of the series: ``HRS-12``."""
_BETWEEN = re.compile(
    r"(?P<rest>[A-Z][\w./-]{0,15})(?P<parting> +)(?P<open>)(?P<n>\d{1,3}) +(?P=rest)"
)
"""A page number between the same word twice, as papers in several languages have their letters."""
_EDGES = frozenset("ivxl[](–-)")
_BEGINS = _EDGES | frozenset("PpSsСсBb")
"""What a page number, or a word for a page, begins with."""
_WIDE = 3
_LETTERS = re.compile(r"[^\W\d_]{2}")


def recurring_heads(
    lines: Sequence[Line],
    taken: Collection[int],
    *,
    known: Mapping[int, str] = MappingProxyType({}),
    never: Collection[str] = (),
) -> list[Found]:
    """Folios that rise from page to page, and the heads beside them.

    Args:
        lines: all free lines.
        taken: indices of lines that are forme work already.
        known: folios found by their form, by the line they stand on; the others rise with them.
        never: texts that are heads of the document and no running heads.

    Fails where a report prints its heads without numbers anywhere near: they stay in the text.
    """
    candidates = _candidates(lines, taken)
    if _stand_at_breaks(lines, known):
        candidates = [number for number in candidates if at_break(lines, number.line)]
    numbers = sorted([*candidates, *_as_numbers(known)], key=lambda number: number.line)
    row = [number for number in best_row(numbers) if number.line not in known]
    lone = [n.line for n in row if folio_value(lines[n.line].text) is not None]
    heads = _heads_beside(lines, lone, {*taken, *(n.line for n in row)}, never)
    return [_found(lines, number.line, heads.get(number.line)) for number in row]


def _as_numbers(known: Mapping[int, str]) -> Iterator[Number]:
    for line, folio in known.items():
        if value := folio_value(folio):
            yield Number(line, value[1], value[0], "known", _SURE)


def _stand_at_breaks(lines: Sequence[Line], known: Collection[int]) -> bool:
    """Whether page numbers known by their form all stand at breaks: one amid text is a call."""
    return len(known) >= _HABIT and all(at_break(lines, i) for i in known)


def _found(lines: Sequence[Line], i: int, head: tuple[int, int] | None) -> Found:
    """The forme work of one page: a number, with the span of its head or on a line with it."""
    text = lines[i].text
    if folio_value(text) is None:
        parsed = _inline(text)
        folio = parsed["n"] if parsed else ""
        return i, i, folio, [(i, i, Zone.RUNNING_HEAD, "pages:recurring")]
    parts = [(i, i, Zone.FOLIO, "pages:rising-numbers")]
    if head is None:
        return i, i, bare_folio(text), parts
    parts.append((*head, Zone.RUNNING_HEAD, "pages:recurring"))
    return min(i, head[0]), max(i, head[1]), bare_folio(text), sorted(parts)


# -- candidates --------------------------------------------------------------------------------


def _candidates(lines: Sequence[Line], taken: Collection[int]) -> list[Number]:
    """Every number that could be a folio, with its own evidence."""
    lone: list[tuple[int, tuple[bool, int]]] = []
    inline: list[tuple[int, re.Match[str], tuple[bool, int]]] = []
    with_numbers: dict[str, set[int]] = defaultdict(set)
    for i, line in enumerate(lines):
        if i in taken or line.hint in _OTHER or len(line.text) > LONGEST:
            continue
        value = folio_value(line.text)
        if value is not None:
            lone.append((i, value))
            for key in {caseless(lines[k].text) for k in _beside(lines, i, taken)}:
                with_numbers[key].add(value[1])
        elif (match := _inline(line.text)) and (value := folio_value(match["n"])):
            inline.append((i, match, value))
            with_numbers[caseless(match["rest"])].add(value[1])
    recurring = {key for key, values in with_numbers.items() if len(values) > 1}
    words = [_beside_words(lines, i, match, value, recurring) for i, match, value in inline]
    return [
        *_sparse([_lone(lines, i, value, taken, recurring) for i, value in lone]),
        *(number for number in words if number.weight >= 0),
    ]


def _sparse(numbers: Sequence[Number]) -> list[Number]:
    """The numbers without those that stand as close as cells of a table, and show no more."""
    kept = []
    for k, number in enumerate(numbers):
        first = numbers[max(0, k - _CELLS)]
        last = numbers[min(len(numbers) - 1, k + _CELLS)]
        close = last.line - first.line <= 2 * _CELLS * _CLOSE
        if number.weight >= 1 or not close or len(numbers) <= _CELLS:
            kept.append(number)
    return kept


_CELLS = 3
_CLOSE = 3


def _inline(text: str) -> re.Match[str] | None:
    """A line with a number at one end and words that can be a running head."""
    first, last = text[0], text[-1]
    if first.isupper() and (match := _BETWEEN.fullmatch(text)):
        return match
    before = first in _BEGINS or first.isdecimal()
    behind = last in _EDGES or last.isdecimal()
    patterns = ((_FIRST,) if before else ()) + ((_LAST, _CODED) if behind else ())
    for pattern in patterns:
        match = pattern.fullmatch(text)
        if match is None or not _LETTERS.search(match["rest"]):
            continue
        rest = match["rest"].rstrip("|•·◆– ")
        if rest.casefold() not in NUMBERED_THINGS and reads_as_head(rest):
            return match
    return None


_FED = 0.6
"""What a form feed right before or behind a number adds to blank lines: pages surely meet there."""


def _lone(
    lines: Sequence[Line],
    i: int,
    value: tuple[bool, int],
    taken: Collection[int],
    recurring: Collection[str],
) -> Number:
    line = lines[i]
    after = lines[i + 1] if i + 1 < len(lines) else None
    framed = is_framed(line.text)
    weight = 1.0 * framed + 1.0 * at_break(lines, i)
    weight += _FED * (line.feed or (after is not None and after.feed))
    weight += 0.5 * (line.gap >= 1 or (after is not None and after.gap >= 1))
    if any(caseless(lines[k].text) in recurring for k in _beside(lines, i, taken)):
        weight += 1.2
    elif _runs_over(lines, i):
        weight += 0.5
    form = line.text[0] if framed else "lone"
    return Number(i, value[1], value[0], form, weight)


def _beside_words(
    lines: Sequence[Line],
    i: int,
    match: re.Match[str],
    value: tuple[bool, int],
    recurring: Collection[str],
) -> Number:
    parting, rest = match["parting"], match["rest"]
    recurs = caseless(rest) in recurring
    worded = bool(match.groupdict().get("word"))
    if match.re is _FIRST and not (recurs or len(parting) >= _WIDE):
        worded = False  # a sentence on a page: ``Page 3 shows the ferries``
    parted = worded or bool(parting.strip(" -"))
    apart = parted or len(parting) >= _WIDE or match.re is _BETWEEN
    signed = parted or (apart and match["open"] is not None)
    weight = 1.0 * apart + 0.5 * signed + 1.2 * recurs + 1.0 * at_break(lines, i)
    weight += 0.8 * is_capitals(rest) + 0.5 * _runs_over(lines, i)
    if match.re is _FIRST and not apart and not recurs:
        weight -= 1.0  # as a numbered head of a section
    form = APART if apart else "words"
    return Number(i, value[1], value[0], form, weight)


def _runs_over(lines: Sequence[Line], i: int) -> bool:
    """Whether a sentence goes on behind line *i*, as over the end of a page."""
    return 0 < i < len(lines) - 1 and lines[i + 1].text[:1].islower()


def at_break(lines: Sequence[Line], i: int) -> bool:
    """Whether blank lines as at a page break stand before or behind line *i*, or a cut."""
    after = lines[i + 1] if i + 1 < len(lines) else None
    here = lines[i].gap >= 2 or lines[i].cut or i == 0
    return here or after is None or after.gap >= 2 or after.cut


def _beside(lines: Sequence[Line], i: int, taken: Collection[int]) -> Iterator[int]:
    """The lines next to a number that can be its head."""
    for k, gap in ((i - 1, lines[i].gap), (i + 1, lines[i + 1].gap if i + 1 < len(lines) else 9)):
        if 0 <= k < len(lines) and k not in taken and gap <= 1 and reads_as_head(lines[k].text):
            yield k


def reads_as_head(text: str) -> bool:
    """Whether a line beside a number can be a running head, not words of the text.

    >>> reads_as_head("Harbors of the North"), reads_as_head("as he said in May,")
    (True, False)
    """
    if len(text) > LONGEST or _LETTERS.search(text) is None:
        return False
    ends = text.endswith((".", ",", ";", ":")) and not text.casefold().endswith(" et al.")
    return not ends and (text[:1].isupper() or text[:1] in "\"'(“‘«" or len(text.split()) > 1)


# -- heads -------------------------------------------------------------------------------------


def _heads_beside(
    lines: Sequence[Line], lone: Sequence[int], taken: Collection[int], never: Collection[str]
) -> dict[int, tuple[int, int]]:
    """For lone numbers, the span of the head beside each.

    A head recurs at the same place beside other numbers. Where most numbers have one on the same
    side, a line on that side that is set as a title is one too, though it stands once.
    """
    seen: Counter[tuple[int, str]] = Counter()
    for i in lone:
        seen.update((step, key) for step, _, key in _around(lines, i, taken, never))
    heads: dict[int, tuple[int, int]] = {}
    for i in lone:
        for side in (-1, 1):
            span = [
                k for step, k, key in _around(lines, i, taken, never)
                if step * side > 0 and seen[step, key] > 1
            ]  # fmt: skip
            if span and abs(span[0] - i) == 1 and i not in heads:
                heads[i] = min(span), max(span)
    for side in (-1, 1):
        on_side = [i for i, (first, _) in heads.items() if (first - i) * side > 0]
        if len(on_side) * 2 < len(lone) or len(on_side) < 2:
            continue
        for i in lone:
            found = [k for step, k, _ in _around(lines, i, taken, never) if step == side]
            if i not in heads and found and _set_as_title(lines[found[0]].text):
                heads[i] = found[0], found[0]
    return heads


def _around(
    lines: Sequence[Line], i: int, taken: Collection[int], never: Collection[str]
) -> list[tuple[int, int, str]]:
    """Lines near a number that can be of its head: step from it, index, folded text."""
    found: list[tuple[int, int, str]] = []
    for side in (-1, 1):
        for step in range(side, side * (_DEEPEST + 1), side):
            k = i + step
            if not 0 <= k < len(lines) or k in taken or lines[k].text in never:
                break
            if lines[max(k, k - side)].gap > 1 or not reads_as_head(lines[k].text):
                break
            found.append((step, k, caseless(lines[k].text)))
    return found


def _set_as_title(text: str) -> bool:
    return len(text) <= LONGEST and (is_capitals(text) or is_title_case(text))
