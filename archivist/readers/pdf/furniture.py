"""Running heads and folios of a document: what stands at the edges of its pages and recurs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from archivist.core.numerals import from_roman
from archivist.readers.pdf.lines import Line, segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archivist.readers.pdf.page import Rule

EDGE_LINES = 2
"""Lines at the top and foot of a page that can be furniture."""

APART = 1.45
"""Distance of baselines, in parts of the size, from which on a line stands apart. Solid setting has
1.2, generous setting 1.4."""

SHORT = 5
"""Words of a line at most in which the page number can stand anywhere: ``Page 3 of 10``."""

_NUMBER = re.compile(r"(?<![\w.,])(?:\d{1,4}|[ivxlc]{1,6})(?![\w.,])")
_FRAME = " []()|·-–—"
_DIGITS = re.compile(r"\d+")
_FOLIO = re.compile(r"\[?(?:\d{1,4}|[ivxlcIVXLC]{1,6})\]?")
_LARGEST_ROMAN = 100
"""Value of the largest roman figure that :data:`_FOLIO` knows."""


@dataclass
class Furniture:
    """The furniture of one page: its folio and its heads, and the lines they were."""

    folio: Line | None = None
    heads: list[Line] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)  # identities of lines


def furniture(
    pages: Sequence[Sequence[Line]], body: float, rules: Sequence[Sequence[Rule]] = ()
) -> list[Furniture]:
    """What is furniture on each page.

    Args:
        pages: the lines of each page, from top to bottom.
        body: size of the running text.
        rules: the rules on each page; what stands under a short one is notes.

    Evidence: the same words (numbers apart) at the same height of three pages, or two where the
    producer marked them; numbers that rise with the pages; the words of a title, set smaller than
    the text; the place of lines so found.
    """
    noted = [_noted(lines, drawn) for lines, drawn in zip_longest(pages, rules, fillvalue=())]
    edges = [
        [(edge, line) for edge, line in _edges(lines) if id(line) not in under]
        for lines, under in zip(pages, noted, strict=True)
    ]
    heights: dict[tuple[str, str], list[float]] = defaultdict(list)
    for page in edges:
        for edge, line in page:
            heights[edge, _signature(line)].append(line.y)
    titles = {ln.text.casefold() for lines in pages for ln in lines if ln.size >= 1.12 * body}
    offsets = _folio_offsets(edges, body)
    places: dict[str, Counter[tuple[int, int]]] = defaultdict(Counter)
    result: list[Furniture] = []
    for number, page in enumerate(edges):
        found = Furniture()
        for edge, line in page:
            recurs = sum(abs(y - line.y) < 4 for y in heights[edge, _signature(line)])
            if _is_folio(line, number, offsets) or _ends_in_folio(line, number, offsets, body):
                known = True
            else:
                known = recurs >= 3 or (line.artifact and len(line.text) < 160)
                known = known or (line.size < body and line.text.casefold() in titles)
                known = known and any(c.isalpha() for c in line.text)
            if known:
                _take(found, line, number, offsets)
                places[edge][round(line.y), round(line.size)] += 1
        result.append(found)
    _by_place(edges, result, places, offsets, body)
    return result


def _edges(lines: Sequence[Line]) -> list[tuple[str, Line]]:
    """Lines at the top and foot that can be furniture: a few, set apart, or a bare number.

    The last line of a page's notes may recur too (``Ibid., 12.``), but not apart from the others.
    """
    top = _outer(lines)
    foot = _outer(lines[len(top) :][::-1])
    return [*(("top", line) for line in top), *(("foot", line) for line in foot[::-1])]


def _noted(lines: Sequence[Line], rules: Sequence[Rule]) -> set[int]:
    """Identities of the lines that stand under a short rule, down to the next gap."""
    found: set[int] = set()
    if not lines or not rules:
        return found
    left, right = min(ln.x0 for ln in lines), max(ln.x1 for ln in lines)
    for rule in rules:
        if rule.x1 - rule.x0 > 0.7 * (right - left) or abs(rule.x0 - left) > 36:
            continue
        last: Line | None = None
        for line in lines:
            if line.y + 0.3 * line.size >= rule.y:
                continue
            if last is not None and last.y - line.y > 1.2 * APART * line.size:
                break
            if last is None and rule.y - line.y > 4 * line.size:
                break
            found.add(id(line))
            last = line
    return found


def _outer(lines: Sequence[Line]) -> list[Line]:
    """The outermost lines, from the edge inwards, as far as they stand apart from the text."""
    reach = 0
    for k, (line, inner) in enumerate(pairwise(lines)):
        if k >= EDGE_LINES:
            break
        if abs(line.y - inner.y) > APART * max(line.size, inner.size) or (
            reach == k and _FOLIO.fullmatch(line.text)
        ):
            reach = k + 1
    if len(lines) == 1:
        reach = 1
    return list(lines[:reach])


def _signature(line: Line) -> str:
    """Words and size: the title of a first page may stand again in its running heads, smaller."""
    return f"{_DIGITS.sub('#', line.text.casefold())} {round(line.size)}"


def folio_number(text: str) -> int | None:
    """The value of a page number, arabic or roman, or None.

    >>> folio_number("xiv"), folio_number("14"), folio_number("mix"), folio_number("ill")
    (14, 14, None, None)
    """
    text = text.strip("[] ").lower()
    if text.isdigit() and text.isascii():
        return int(text)
    return from_roman(text, largest=_LARGEST_ROMAN) or None


def _candidates(line: Line, body: float) -> list[str]:
    """Texts at the two ends of an edge line that may be its folio."""
    if _FOLIO.fullmatch(line.text):
        return [line.text]
    if len(line.words) <= SHORT:
        return _NUMBER.findall(line.text)
    parts = segments(line, 0.8 * body)
    ends = [parts[0].text, parts[-1].text] if len(parts) > 1 else []
    ends += [line.words[0].text, line.words[-1].text]
    return [t for t in dict.fromkeys(ends) if _FOLIO.fullmatch(t)]


def _folio_offsets(
    edges: Sequence[Sequence[tuple[str, Line]]], body: float
) -> set[tuple[bool, int]]:
    """(roman, page number less page index) that fits three pages at least, or all of fewer."""
    votes: Counter[tuple[bool, int]] = Counter()
    for index, page in enumerate(edges):
        seen = set()
        for _, line in page:
            for text in _candidates(line, body):
                value = folio_number(text)
                if value is not None:
                    seen.add((not text.strip("[]").isdigit(), value - index))
        votes.update(seen)
    need = min(3, max(2, len(edges)))
    sure = {offset for offset, count in votes.items() if count >= need}
    shifted = {  # behind a page without a number, or a plate, the numbers go on with a shift
        (roman, shift)
        for (roman, shift), count in votes.items()
        if count >= 2 and any(r == roman and abs(shift - s) <= 4 for r, s in sure)
    }
    return sure | shifted


def _is_folio(line: Line, index: int, offsets: set[tuple[bool, int]]) -> bool:
    """Whether a line is the number of its page, perhaps between dashes or brackets."""
    text = line.text.strip(_FRAME)
    value = folio_number(text) if _FOLIO.fullmatch(text) else None
    return value is not None and (not text.isdigit(), value - index) in offsets


def _ends_in_folio(line: Line, index: int, offsets: set[tuple[bool, int]], body: float) -> bool:
    """Whether the page's number stands at an end of the line, well apart from its words."""
    parts = segments(line, 1.5 * body)
    return len(parts) > 1 and any(_is_folio(parts[k], index, offsets) for k in (0, -1))


def _is_set_apart(line: Line, at: int) -> bool:
    """Whether the first or last word of a running head is a number far from its other words."""
    if len(line.words) < 2 or not _FOLIO.fullmatch(line.words[at].text):
        return False
    a, b = (line.words[0], line.words[1]) if at == 0 else (line.words[-2], line.words[-1])
    return b.x0 - a.x1 > 1.5 * line.size


def _take(found: Furniture, line: Line, index: int, offsets: set[tuple[bool, int]]) -> None:
    """Put a line among the furniture, its folio apart."""
    found.taken.add(id(line))
    if _is_folio(line, index, offsets):
        if found.folio is None:
            found.folio = line
        else:
            found.heads.append(line)
        return
    for at in (0, len(line.words) - 1):
        word = line.words[at]
        alone = Line([word], line.y, word.size)
        known = _is_folio(alone, index, offsets) or _is_set_apart(line, at)
        if len(line.words) > 1 and found.folio is None and known:
            found.folio = alone
            rest = [w for w in line.words if w is not word and w.text not in {"|", "·"}]
            if rest:
                found.heads.append(Line(rest, line.y, line.size))
            return
    if found.folio is None and len(line.words) <= SHORT:
        found.folio, line = _cut_out(line, index, offsets)
    found.heads.append(line)


def _cut_out(line: Line, index: int, offsets: set[tuple[bool, int]]) -> tuple[Line | None, Line]:
    """The page's number out of a line, and the line without it; None where it is not there."""
    for at, word in enumerate(line.words):
        for match in _NUMBER.finditer(word.text):
            alone = Line([replace(word, text=match[0])], line.y, word.size)
            if _is_folio(alone, index, offsets):
                left = word.text[: match.start()] + word.text[match.end() :]
                rest = [replace(word, text=left)] if left else []
                words = [*line.words[:at], *rest, *line.words[at + 1 :]]
                return alone, Line(words, line.y, line.size)
    return None, line


def _by_place(
    edges: Sequence[Sequence[tuple[str, Line]]],
    result: Sequence[Furniture],
    places: dict[str, Counter[tuple[int, int]]],
    offsets: set[tuple[bool, int]],
    body: float,
) -> None:
    """Heads that change with the chapter: outermost lines at the height of known furniture."""
    for number, (page, found) in enumerate(zip(edges, result, strict=True)):
        for k, (edge, line) in enumerate(page):
            outermost = k == 0 or k == len(page) - 1
            if id(line) in found.taken or not outermost or len(line.text) > 110:
                continue
            at, size = round(line.y), round(line.size)
            near = ((at + d, size + e) for d in (-1, 0, 1) for e in (-1, 0, 1))
            known = sum(places[edge][place] for place in near)
            others = [ln for _, ln in page if ln is not line]
            apart = all(abs(ln.y - line.y) > 1.5 * body for ln in others)
            if known >= 3 and known >= 0.3 * len(edges) and apart:
                _take(found, line, number, offsets)
