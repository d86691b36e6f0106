"""Where blocks of running text begin on a page: paragraphs, items and quotations by their place."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from archivist.core.source import HEADS, Hint
from archivist.readers.pdf.lines import Line, open_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BULLETS = {
    **dict.fromkeys("•●▪■◆∙❑❖➢✓\uf0b7\uf0a7\uf076\uf0d8", "•"),
    **dict.fromkeys("◦‣⁃○▫°", "◦"),
}
_SECOND = frozenset("◦")
_DASHES = frozenset("-–—*")
ENUMERATOR = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]")
_ITEMS = frozenset({Hint.ITEM, Hint.ITEM2})

LONGEST_ITEM = 15
"""Lines of an item behind which the number of the next is looked for."""

CAPTION = re.compile(
    r"(?i:table|figure|fig\.|map|chart|box|exhibit|graph) ?\d{1,3}(?:\.\d+)?"
    r"(?P<sign>[.:|–—]|$| (?=[A-Z“\"]))"
)
CLOSED = re.compile(r"[.!?…:]['\"”’)\]]*\d{0,3}$")


@dataclass
class Printed:
    """A line with what it is.

    Attributes:
        line: the line.
        hint: what its type says.
        begins: whether a block begins with it.
        goes_on: whether its sentence or block goes on in the next line.
        number: the number of the note that begins here.
        beside: whether a large initial stands beside it.
        note: whether it is of a note that stands in the text area.
    """

    line: Line
    hint: Hint | None = None
    begins: bool = True
    goes_on: bool = False
    number: str = ""
    beside: bool = False
    note: bool = False


@dataclass(frozen=True)
class Setting:
    """How a column is set: distance of its baselines, and how far its paragraphs are set in."""

    leading: float
    inset: float


def usual_inset(columns: Iterable[Sequence[Line]]) -> float:
    """How far the first lines of paragraphs are set in, in points; 0 where they are not."""
    insets = Counter(
        round(line.x0 - line.left)
        for group in columns
        for above, line in itertools.pairwise(group)
        if above.x0 - above.left < 0.3 * line.size
        and 0.7 * line.size < line.x0 - line.left < 4 * line.size
        and not above.initial
        and not is_marked(above)
    )
    return float(insets.most_common(1)[0][0]) if insets else 0.0


def usual_leading(group: Sequence[Line]) -> float:
    """The distance of baselines inside paragraphs, in points; 0 where it is not to be told."""
    steps = [a.y - b.y for a, b in itertools.pairwise(group) if a.y > b.y]
    usual = [s for s, a in zip(steps, group, strict=False) if s < 3 * a.size]
    return median(usual) if usual else 0.0


def running(one: Printed, printed: Sequence[Printed], after: Line | None, setting: Setting) -> None:
    """Items, captions and paragraphs; whether the line goes on with the one before it."""
    line = one.line
    first = line.words[0].text
    previous = printed[-1] if printed else None
    if _is_item(line, previous, after, setting.leading) or _counts_on(line, printed):
        one.hint = Hint.ITEM2 if BULLETS.get(first) in _SECOND else Hint.ITEM
        return
    if previous is None or previous.hint in {Hint.ROW, *HEADS}:
        one.hint = Hint.QUOTE if line.quoted else Hint.PARAGRAPH
        return
    if line.initial or _begins(previous, line, setting):
        one.hint = Hint.QUOTE if line.quoted else Hint.PARAGRAPH
        return
    one.begins = False


def _is_item(line: Line, previous: Printed | None, after: Line | None, leading: float) -> bool:
    """Whether a line begins an item: a bullet, or a number or dash with its text hanging."""
    if len(line.words) < 2:
        return False
    mark, text = line.words[:2]
    cut_short = previous is not None and not (
        CLOSED.search(previous.line.plain) or room_left(previous.line, line)
    )
    if mark.text in BULLETS:
        if after is not None and _outdented(line, after, leading):
            return False
        if previous is None or line.x0 > previous.line.x0 + line.size:
            return True
        return not cut_short and not _runs_through(previous.line, line, after, leading)
    if mark.text not in _DASHES and not ENUMERATOR.fullmatch(mark.text):
        return False
    hangs = after is not None and abs(after.x0 - text.x0) < 0.2 * line.size
    return tabbed(line, 0.45) or (hangs and not cut_short)


def _runs_through(above: Line, line: Line, after: Line | None, leading: float) -> bool:
    """Whether a bullet is a word of a paragraph: under a full line, behind it a blank, no tab.

    The lines of an item stand under its words, those of a paragraph under its edge.
    """
    solid = 0 < above.y - line.y <= 1.15 * leading and not room_left(above, line)
    flush = abs(above.x0 - line.x0) < 0.3 * line.size and not is_marked(above)
    hangs = after is not None and abs(after.x0 - line.words[1].x0) < 0.2 * line.size
    return solid and flush and not hangs and not tabbed(line, 0.45)


def _counts_on(line: Line, printed: Sequence[Printed]) -> bool:
    """Whether the line begins with the mark of the item above it, under it, or the next number."""
    last = next((p.line for p in reversed(printed[-LONGEST_ITEM:]) if p.hint in _ITEMS), None)
    if last is None or len(line.words) < 2 or abs(last.x0 - line.x0) > 0.6 * line.size:
        return False
    mark = line.words[0].text
    if mark in _DASHES:
        return mark == last.words[0].text
    before, own = ENUMERATOR.fullmatch(last.words[0].text), ENUMERATOR.fullmatch(mark)
    if not before or not own:
        return False
    low, high = before[0].strip("(.)"), own[0].strip("(.)")
    if low.isdigit() and high.isdigit():
        return int(high) == int(low) + 1
    return len(low) == len(high) == 1 and ord(high) == ord(low) + 1


def tabbed(line: Line, least: float) -> bool:
    """Whether the space behind the first word is wider than those behind the others.

    Args:
        line: has more than one word.
        least: width of the space, in parts of the size, at least.

    A justified line can have wide spaces throughout.
    """
    gap, *others = [b.x0 - a.x1 for a, b in itertools.pairwise(line.words)]
    return gap > least * line.size and (not others or gap > 1.3 * median(others))


def hangs_from(above: Line, line: Line) -> bool:
    """Whether a line stands under the words of an item, not under its mark."""
    return (
        is_marked(above) and len(above.words) > 1 and abs(above.words[1].x0 - line.x0) < line.size
    )


def is_marked(line: Line) -> bool:
    """Whether a line begins with a bullet, a dash or a number as items do."""
    first = line.words[0].text
    return first in BULLETS or first in _DASHES or bool(ENUMERATOR.fullmatch(first))


def _outdented(line: Line, after: Line, leading: float) -> bool:
    """Whether the line goes on further to the left, as a paragraph does and an item does not."""
    marked = after.words[0].text in BULLETS
    solid = line.y - after.y <= 1.15 * leading and abs(after.size - line.size) < 0.05 * line.size
    left = after.x0 < line.x0 - 0.5 * line.size
    return left and solid and not marked and not room_left(line, after)


def _begins(previous: Printed, line: Line, setting: Setting) -> bool:
    return begins_block(previous, line, setting.leading) or _set_in(previous, line, setting.inset)


def _set_in(previous: Printed, line: Line, inset: float) -> bool:
    """Whether *line* is set in as the paragraph of one line above it is."""
    above = previous.line
    return (
        inset > 0
        and previous.hint is Hint.PARAGRAPH
        and bool(CLOSED.search(above.plain))
        and all(abs(ln.x0 - ln.left - inset) < 1 for ln in (above, line))
        and not above.initial
    )


def begins_block(previous: Printed, line: Line, leading: float) -> bool:
    """Whether *line* begins a block, seen the line before it in the same column."""
    above = previous.line
    step = above.y - line.y
    if leading and step > 1.35 * leading:
        return True
    if abs(above.size - line.size) > 0.08 * line.size:
        return True
    if (
        ENUMERATOR.fullmatch(line.words[0].text)
        and len(line.words) > 2
        and (room_left(above, line) or tabbed(line, 0.5))
    ):
        return True
    if previous.hint in _ITEMS:
        if abs(line.x0 - above.words[1].x0) < 0.25 * line.size:
            return False
        return abs(line.x0 - above.x0) > 0.25 * line.size or room_left(above, line)
    if not (previous.begins or previous.beside) and line.x0 < above.x0 - 0.25 * line.size:
        return True  # back out from under an item or a quotation
    indent = line.x0 - above.x0
    if indent > 0.7 * line.size and above.x0 <= above.left + 0.5 * line.size and not above.initial:
        return not _beside_initial(above, line)
    return room_left(above, line)


def _beside_initial(above: Line, line: Line) -> bool:
    return above.initial is not None or line.x0 > line.left + 3 * line.size


def room_left(above: Line, line: Line) -> bool:
    """Whether the first word of *line* would have fitted on the line above."""
    word = line.words[0]
    return above.x1 + (word.x1 - word.x0) + 0.35 * line.size < above.right - 0.5 * line.size


def levels_of_items(printed: Sequence[Printed]) -> None:
    """Items set in from the others are of the second level."""
    items = [p for p in printed if p.hint in _ITEMS]
    if not items:
        return
    outer = min(p.line.x0 for p in items)
    for one in items:
        one.hint = Hint.ITEM2 if one.line.x0 > outer + 0.7 * one.line.size else Hint.ITEM


def over_page(last: Printed, first: Printed) -> None:
    """Settle whether the last line of a page goes on with the first of the next."""
    if last.hint in {Hint.ROW, Hint.CAPTION, *HEADS}:
        return
    quoted = last.line.quoted and first.line.quoted
    if first.hint not in {None, Hint.QUOTE if quoted else Hint.PARAGRAPH} or first.line.initial:
        return
    line, text = first.line, last.line.plain
    full = last.line.x1 > last.line.right - 1.5 * last.line.size
    inset, before = line.x0 - line.left, last.line.x0 - last.line.left
    indented = 0.7 * line.size < inset < 4 * line.size and abs(inset - before) > 0.4 * line.size
    closed = bool(CLOSED.search(text))
    small = line.text[:1].islower() and (full or not closed)
    if small or (not room_left(last.line, line) and (not closed or (full and not indented))):
        last.goes_on = True
        first.hint, first.begins = None, False


def ends_soft(printed: Printed) -> bool:
    """Whether a blank belongs at the end of a line that goes on: not after a hyphen or address."""
    text = printed.line.plain
    return printed.goes_on and not text.endswith(("-", "\u00ad", "‐")) and not open_address(text)
