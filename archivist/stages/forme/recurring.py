"""Running heads and folios of a publisher that is not known.

The page numbers are found first, as a row (:mod:`archivist.stages.forme.chain`); heads are what
stands beside them: on the same line, or on lines next to it that recur with other numbers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from archivist.core.roles import Zone
from archivist.core.source import Hint, caseless
from archivist.stages.forme.alone import no_calls
from archivist.stages.forme.amid import Span, amid_sentences
from archivist.stages.forme.beside import (
    BETWEEN,
    FIRST,
    LONGEST,
    inline_number,
    is_year,
    number_amid,
    reads_as_head,
    set_as_head,
)
from archivist.stages.forme.chain import APART, SURE, Number, best_row
from archivist.stages.forme.places import DEEPEST, at_break, near_break
from archivist.stages.lines.folios import bare_folio, folio_value, is_framed
from archivist.stages.lines.heads import NOTE_HEAD, is_capitals, is_title_case
from archivist.stages.lines.sentences import closes_sentence, runs_over
from archivist.stages.lines.view import Line

_OTHER = frozenset({Hint.CALL, Hint.RUN_ON, Hint.NOTE, Hint.NOTE_ON, Hint.ROW, Hint.CAPTION})
"""What type or markup has shown to be something else than a folio or a head."""
_HABIT = 4
"""Page numbers that show where a copy has them."""

Found = tuple[int, int, str, list[tuple[int, int, Zone, str]]]

_WIDE = 3
_GAP = 2
"""Blank lines that can be a page break."""


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
    proven = amid_sentences(lines, taken)
    candidates = _candidates(lines, taken, proven, never)
    if _stand_at_breaks(lines, known):
        candidates = [number for number in candidates if at_break(lines, number.line)]
    numbers = sorted([*candidates, *_as_numbers(known)], key=lambda number: number.line)
    row = _at_breaks(lines, best_row(numbers))
    row = [number for number in row if number.line not in known]
    lone = [n.line for n in row if folio_value(lines[n.line].text) is not None]
    heads = _heads_beside(lines, lone, {*taken, *(n.line for n in row)}, never)
    for i, (first, last) in proven.items():
        heads[i] = [(a, b) for a, b in ((first, i - 1), (i + 1, last)) if a <= b]
    return [_found(lines, number.line, heads.get(number.line, [])) for number in row]


def _at_breaks(lines: Sequence[Line], row: Sequence[Number]) -> list[Number]:
    """The numbers of a row; where most stand at breaks, none that stands alone amid text."""
    there = {n.line for n in row if at_break(lines, n.line) or near_break(lines, n.line)}
    if len(there) * 2 <= len(row):
        return [*row]
    return [n for n in row if n.line in there or n.form != "lone" or n.weight >= _SET_OFF]


_SET_OFF = 1.0
"""Own evidence of a number away from breaks that goes with numbers at breaks."""


def _as_numbers(known: Mapping[int, str]) -> Iterator[Number]:
    for line, folio in known.items():
        if value := folio_value(folio):
            yield Number(line, value[1], value[0], "known", SURE)


def _stand_at_breaks(lines: Sequence[Line], known: Collection[int]) -> bool:
    """Whether page numbers known by their form all stand at breaks: one amid text is a call."""
    return len(known) >= _HABIT and all(at_break(lines, i) for i in known)


def _found(lines: Sequence[Line], i: int, heads: Sequence[Span]) -> Found:
    """The forme work of one page: a number, on a line with words or not, and what is beside it."""
    text = lines[i].text
    parts = [(a, b, Zone.RUNNING_HEAD, "pages:recurring") for a, b in heads]
    if folio_value(text) is None:
        parsed = inline_number(text) or number_amid(text)
        folio = parsed["n"] if parsed else ""
        parts.append((i, i, Zone.RUNNING_HEAD, "pages:recurring"))
    else:
        folio = bare_folio(text)
        parts.append((i, i, Zone.FOLIO, "pages:rising-numbers"))
    parts.sort()
    return parts[0][0], parts[-1][1], folio, parts


# -- candidates --------------------------------------------------------------------------------


def _candidates(
    lines: Sequence[Line],
    taken: Collection[int],
    proven: Collection[int],
    never: Collection[str] = (),
) -> list[Number]:
    """Every number that could be a folio, with its own evidence; some are *proven*."""
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
        elif (match := inline_number(line.text)) and (value := folio_value(match["n"])):
            inline.append((i, match, value))
            with_numbers[caseless(match["rest"])].add(value[1])
    recurring = {key for key, values in with_numbers.items() if len(values) > 1}
    words = [_beside_words(lines, i, match, value, recurring) for i, match, value in inline]
    alone = _sparse([_lone(lines, i, value, taken, recurring) for i, value in lone])
    proven = {*proven, *no_calls(lines, alone, never)}
    found = [*alone, *(number for number in words if number.weight >= 0), *_amid(lines, taken)]
    each = _ROW_OF_BREAKS * _number_the_breaks(lines, found)
    return [replace(n, weight=_raised(n, proven, each)) for n in found]


def _amid(lines: Sequence[Line], taken: Collection[int]) -> Iterator[Number]:
    """Numbers between words at breaks, where the same words stand around rising numbers."""
    groups: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, line in enumerate(lines):
        if i in taken or line.hint in _OTHER or not at_break(lines, i):
            continue
        if inline_number(line.text) is None and (match := number_amid(line.text)):
            key = caseless(f"{match['before']}\n{match['after']}")
            groups[key].append((i, int(match["n"])))
    for group in groups.values():
        if len(group) > 1 and all(a[1] < b[1] for a, b in pairwise(group)):
            for i, n in group:
                yield Number(i, n, roman=False, form="words", weight=2.2, last=_ends(lines, i))


_ROW_OF_BREAKS = 1.0
"""What it adds to a number beside words that each break of the copy has the next number; numbers
alone on their lines can be those of notes."""


def _raised(number: Number, proven: Collection[int], each: float) -> float:
    if number.line in proven:
        return SURE
    return number.weight + each * (number.form in (APART, "words"))


def _number_the_breaks(lines: Sequence[Line], numbers: Sequence[Number]) -> bool:
    """Whether the numbers at breaks rise by one from each break of the copy to the next.

    Two breaks at least, the first of which can be the start of a slice; all numbers stand behind
    their breaks, or all before them.
    """
    values = {n.line: n.value for n in numbers if not n.roman}
    gaps = [i for i, line in enumerate(lines) if line.gap >= _GAP and not line.cut and i]
    if not gaps:
        return False
    opens = [i for i, line in enumerate(lines) if (line.cut or i == 0) and i in values]
    for breaks in (sorted({*gaps, *opens}), [i - 1 for i in (*gaps, len(lines))]):
        found = [values[i] for i in breaks if i in values]
        if 1 < len(found) == len(breaks) and all(b == a + 1 for a, b in pairwise(found)):
            return True
    return False


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


_NEAR = 0.7
"""What it adds to a number that lines of a head stand between it and the break before."""
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
    worded = framed and line.text[-1].isalnum()
    weight = 1.0 * framed + 1.0 * worded
    weight += 1.0 if at_break(lines, i) else _NEAR * near_break(lines, i)
    weight += _FED * (line.feed or (after is not None and after.feed))
    weight += 0.5 * (line.gap >= 1 or (after is not None and after.gap >= 1))
    if any(caseless(lines[k].text) in recurring for k in _beside(lines, i, taken)):
        weight += 1.2
    elif _runs_over(lines, i):
        weight += 0.5
    form = APART if worded else line.text[0] if framed else "lone"
    return Number(i, value[1], value[0], form, weight, last=_ends(lines, i))


def _ends(lines: Sequence[Line], i: int) -> bool:
    """Whether the text or a slice of it ends with line *i* and what can be a head below it."""
    for k in range(i + 1, min(i + 2 + DEEPEST, len(lines))):
        if lines[k].cut:
            return True
        if k == i + 1 + DEEPEST or not set_as_head(lines[k].text):
            return False
    return True


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
    if match.re is FIRST and not (recurs or len(parting) >= _WIDE):
        worded = False  # a sentence on a page: ``Page 3 shows the ferries``
    parted = worded or bool(parting.strip(" -"))
    apart = parted or len(parting) >= _WIDE or match.re is BETWEEN
    signed = parted or (apart and match["open"] is not None)
    weight = 1.0 * apart + 0.5 * signed + 1.2 * recurs + 1.0 * at_break(lines, i)
    weight += 0.8 * is_capitals(rest) + 0.5 * _runs_over(lines, i)
    if match.re is FIRST and not apart and not recurs:
        weight -= 1.0  # as a numbered head of a section
    if i and not recurs and not lines[i].gap and runs_over(lines[i - 1].text, lines[i].text):
        weight -= 1.0  # a line of running text
    form = APART if apart else "words"
    return Number(i, value[1], value[0], form, weight, last=_ends(lines, i))


def _runs_over(lines: Sequence[Line], i: int) -> bool:
    """Whether a sentence goes on behind line *i*, as over the end of a page."""
    return 0 < i < len(lines) - 1 and lines[i + 1].text[:1].islower()


def _beside(lines: Sequence[Line], i: int, taken: Collection[int]) -> Iterator[int]:
    """The lines next to a number that can be its head."""
    for k, gap in ((i - 1, lines[i].gap), (i + 1, lines[i + 1].gap if i + 1 < len(lines) else 9)):
        if 0 <= k < len(lines) and k not in taken and gap <= 1 and reads_as_head(lines[k].text):
            yield k


# -- heads -------------------------------------------------------------------------------------


def _heads_beside(
    lines: Sequence[Line], lone: Sequence[int], taken: Collection[int], never: Collection[str]
) -> dict[int, list[Span]]:
    """For lone numbers, the spans of the heads beside each.

    A head recurs at the same place beside other numbers. Where most numbers have one on the same
    side, a line on that side that is set as a head is one too, though it stands once.
    """
    around = {i: _around(lines, i, taken, never) for i in lone}
    seen = Counter((step, key) for near in around.values() for step, _, key in near)
    heads: dict[int, list[Span]] = {i: [] for i in lone}
    for side in (-1, 1):
        missing = []
        for i, near in around.items():
            steps = [k for step, k, key in near if step * side > 0 and seen[step, key] > 1]
            if steps and abs(steps[0] - i) == 1:
                heads[i].append((min(steps), max(steps)))
            else:
                missing.append(i)
        if len(missing) * 2 > len(lone) or len(lone) - len(missing) < 2:
            continue
        for i in missing:
            found = [k for step, k, _ in around[i] if step == side]
            if found and not heads[i] and _headed(lines[found[0]].text):
                heads[i].append((found[0], found[0]))
    for i, near in around.items():
        behind = [k for step, k, _ in near if step == 1]
        if behind and not heads[i] and _all_small(lines, i, behind[0]):
            heads[i].append((behind[0], behind[0]))
    return heads


def _all_small(lines: Sequence[Line], i: int, k: int) -> bool:
    """Whether the line *k* behind a number that opens a page is a head in small letters.

    It ends no sentence and is much shorter than most lines, as no line amid a paragraph is.
    """
    text = lines[k].text
    if text != text.lower() or not at_break(lines, i) or closes_sentence(text):
        return False
    if i and runs_over(lines[i - 1].text, text):
        return False
    lengths = sorted(len(line.text) for line in lines)
    return len(text) < _PART * lengths[len(lengths) // 2]


def _around(
    lines: Sequence[Line], i: int, taken: Collection[int], never: Collection[str]
) -> list[tuple[int, int, str]]:
    """Lines near a number that can be of its head: step from it, index, folded text."""
    found: list[tuple[int, int, str]] = []
    for side in (-1, 1):
        for step in range(side, side * (DEEPEST + 1), side):
            k = i + step
            if not 0 <= k < len(lines) or k in taken or lines[k].text in never:
                break
            text = lines[k].text
            if lines[max(k, k - side)].gap > 1 or not (reads_as_head(text) or is_year(text)):
                break
            found.append((step, k, caseless(lines[k].text)))
    return found


def _headed(text: str) -> bool:
    """Whether a line is set as heads are, and announces no notes."""
    if NOTE_HEAD.fullmatch(text):
        return False
    return len(text) <= LONGEST and (is_capitals(text) or is_title_case(text))


_PART = 0.6
"""Length of a head in small letters that stands once, as a part of that of most lines, at most."""
