"""Where blocks of running text begin on a page: paragraphs, items and quotations by their place."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivist.core.source import HEADS, Hint
from archivist.readers.pdf.lines import Line, open_address

if TYPE_CHECKING:
    from collections.abc import Sequence

BULLETS = {
    **dict.fromkeys("•●▪■◆∙❑❖➢✓\uf0b7\uf0a7\uf076\uf0d8", "•"),
    **dict.fromkeys("◦‣⁃○▫°", "◦"),
}
_SECOND = frozenset("◦")
_DASHES = frozenset("-–—*")
_ENUMERATOR = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]")
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
    """

    line: Line
    hint: Hint | None = None
    begins: bool = True
    goes_on: bool = False
    number: str = ""
    beside: bool = False


@dataclass(frozen=True)
class Setting:
    """How a column is set: distance of its baselines, and how far its paragraphs are set in."""

    leading: float
    inset: float


def usual_inset(group: Sequence[Line]) -> float:
    """How far the first lines of paragraphs are set in, in points; 0 where they are not."""
    insets = Counter(
        round(line.x0 - line.left)
        for above, line in itertools.pairwise(group)
        if above.x0 - above.left < 0.3 * line.size
        and 0.7 * line.size < line.x0 - line.left < 4 * line.size
        and not above.initial
        and not _marked(above)
    )
    return float(insets.most_common(1)[0][0]) if insets else 0.0


def mark_quotations(group: Sequence[Line]) -> None:
    """Give lines that are set in from both sides alike a narrower measure of their own."""
    above: Line | None = None
    for _, some in itertools.groupby(group, lambda ln: (round(ln.x0 - ln.left), ln.size)):
        run = [line for line in some if not line.cells and line.words[0].text not in BULLETS]
        before, above = above, run[-1] if run else above
        if len(run) < 2 or before is None or _hangs_from(before, run[0]):
            continue
        inset = run[0].x0 - run[0].left
        widest = max(line.x1 - (line.right - inset) for line in run)
        if inset >= 1.2 * run[0].size and abs(widest) < 0.3 * inset:
            for line in run:
                line.left, line.right, line.quoted = line.left + inset, line.right - inset, True


def running(one: Printed, previous: Printed | None, after: Line | None, setting: Setting) -> None:
    """Items, captions and paragraphs; whether the line goes on with the one before it."""
    line = one.line
    first = line.words[0].text
    if _is_item(line, previous, after):
        one.hint = Hint.ITEM2 if BULLETS.get(first) in _SECOND else Hint.ITEM
        return
    if previous is None or previous.hint in {Hint.ROW, *HEADS}:
        one.hint = Hint.QUOTE if line.quoted else Hint.PARAGRAPH
        return
    if line.initial or _begins(previous, line, setting):
        one.hint = Hint.QUOTE if line.quoted else Hint.PARAGRAPH
        return
    one.begins = False


def _is_item(line: Line, previous: Printed | None, after: Line | None) -> bool:
    """Whether a line begins an item: a bullet, or a number or dash with its text hanging."""
    if len(line.words) < 2:
        return False
    mark, text = line.words[:2]
    cut_short = previous is not None and not (
        CLOSED.search(previous.line.plain) or room_left(previous.line, line)
    )
    if mark.text in BULLETS:
        if after is not None and _outdented(line, after):
            return False
        return not cut_short or previous is None or line.x0 > previous.line.x0 + line.size
    if mark.text not in _DASHES and not _ENUMERATOR.fullmatch(mark.text):
        return False
    hangs = after is not None and abs(after.x0 - text.x0) < 0.2 * line.size
    return text.x0 - mark.x1 > 0.45 * line.size or (hangs and not cut_short)


def _hangs_from(above: Line, line: Line) -> bool:
    """Whether a line stands under the words of an item, not under its mark."""
    return _marked(above) and len(above.words) > 1 and abs(above.words[1].x0 - line.x0) < line.size


def _marked(line: Line) -> bool:
    first = line.words[0].text
    return first in BULLETS or first in _DASHES or bool(_ENUMERATOR.fullmatch(first))


def _outdented(line: Line, after: Line) -> bool:
    """Whether the line goes on further to the left, as a paragraph does and an item does not."""
    marked = after.words[0].text in BULLETS
    return after.x0 < line.x0 - 0.5 * line.size and not marked and not room_left(line, after)


def _begins(previous: Printed, line: Line, setting: Setting) -> bool:
    return begins_block(previous, line, setting.leading) or _set_in(previous, line, setting.inset)


def _set_in(previous: Printed, line: Line, inset: float) -> bool:
    """Whether *line* is set in as the paragraph of one line above it is."""
    above = previous.line
    return (
        inset > 0
        and previous.hint is Hint.PARAGRAPH
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
        _ENUMERATOR.fullmatch(line.words[0].text)
        and len(line.words) > 2
        and (room_left(above, line) or line.words[1].x0 - line.words[0].x1 > 0.5 * line.size)
    ):
        return True
    if previous.hint in {Hint.ITEM, Hint.ITEM2}:
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
    items = [p for p in printed if p.hint in {Hint.ITEM, Hint.ITEM2}]
    if not items:
        return
    outer = min(p.line.x0 for p in items)
    for one in items:
        one.hint = Hint.ITEM2 if one.line.x0 > outer + 0.7 * one.line.size else Hint.ITEM


def over_page(last: Printed, first: Printed) -> None:
    """Settle whether the last line of a page goes on with the first of the next."""
    if last.hint in {Hint.ROW, Hint.CAPTION, *HEADS}:
        return
    if first.hint not in {None, Hint.PARAGRAPH} or first.line.initial:
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
