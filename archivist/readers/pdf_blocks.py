"""What the lines of a page are, by type and place: notes, heads, items, captions, paragraphs."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from archivist.core.source import HEADS, Hint
from archivist.readers.pdf_lines import Line, open_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archivist.readers.pdf_glyphs import Rule

BULLETS = {
    **dict.fromkeys("•●▪■◆∙❑❖➢✓\uf0b7\uf0a7\uf076\uf0d8", "•"),
    **dict.fromkeys("◦‣⁃○▫°", "◦"),
}
_SECOND = frozenset("◦")
_DASHES = frozenset("-–—*")
_ENUMERATOR = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]")
_CAPTION = re.compile(
    r"(?:table|figure|fig\.|map|chart|box|exhibit|graph) ?\d{1,3}(?:\.\d+)?"
    r"(?P<sign>[.:|–—]|$| (?=[A-Z“\"]))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\[?(\d{1,3})\]?\.?")
_GLUED = re.compile(r"(\d{1,3})(?=[A-Z“\"‘(\[])")
_CLOSED = re.compile(r"[.!?…:]['\"”’)\]]*\d{0,3}$")
LONGEST_HEAD = 160
LEAST_TEXT = 8
"""Lines of running text below which a first page is a title page, with styles of its own."""

Style = tuple[float, bool]


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


@dataclass
class PageBlocks:
    """The lines of one page: running text in the order of reading, then its notes."""

    body: list[Printed] = field(default_factory=list)
    notes: list[Printed] = field(default_factory=list)


def style_of(line: Line) -> Style:
    """Size (in half points) and weight of a line."""
    return round(line.size * 2) / 2, line.bold


def body_size(pages: Sequence[Sequence[tuple[float, int]]]) -> float:
    """The size of the running text: the largest of those that carry much of the text.

    Args:
        pages: (size, characters) of the words of each page.
    """
    counts: Counter[float] = Counter()
    for page in pages:
        for size, characters in page:
            counts[round(size, 1)] += characters
    if not counts:
        return 0.0
    most = max(counts.values())
    return max(size for size, count in counts.items() if count >= 0.6 * most)


def split_notes(
    group: list[Line], rules: Sequence[Rule], body: float
) -> tuple[list[Line], list[Line]]:
    """The lines of a column above its notes, and its notes.

    Notes are set smaller than the text, to the column's foot, under a short rule or from a
    number on.
    """
    first = len(group)
    while first > 0 and group[first - 1].size <= 0.93 * body and not group[first - 1].cells:
        first -= 1
    if first == len(group):
        return group, []
    small = group[first:]
    for k, line in enumerate(small):
        above = group[first + k - 1] if first + k else None
        if _rule_between(above, line, rules):
            return group[: first + k], small[k:]
    for k, line in enumerate(small):
        if note_number(line):
            return group[: first + k], small[k:]
    return group, []


def _rule_between(above: Line | None, line: Line, rules: Sequence[Rule]) -> bool:
    high = above.y if above else line.y + 4 * line.size
    width = line.right - line.left
    return any(
        line.y + 0.3 * line.size < rule.y < high + 1
        and rule.x1 - rule.x0 < 0.7 * width
        and abs(rule.x0 - line.left) < 3 * line.size
        for rule in rules
    )


def note_number(line: Line) -> str:
    """The number a note begins with, raised or not; empty if there is none."""
    if len(line.words) < 2:
        return ""
    first = line.words[0]
    if match := _NUMBER.fullmatch(first.text):
        return match[1]
    if 0 in line.raised:
        return first.text
    match = _GLUED.match(first.text)  # superior figures of the font, at the size of the text
    return match[1] if match else ""


def note_lines(lines: list[Line]) -> list[Printed]:
    """The lines of a page's notes: where each begins, by numbers that rise by one."""
    printed: list[Printed] = []
    last = 0
    for line in lines:
        number = note_number(line)
        value = int(number) if number.isdigit() else 0
        fresh = bool(number) and (
            0 in line.raised or not last or value == last + 1 or (not value and bool(number))
        )
        if fresh:
            last = value or last
        hint = Hint.NOTE if fresh else None
        printed.append(Printed(line, hint, begins=fresh, number=number if fresh else ""))
    for here, after in itertools.pairwise(printed):
        here.goes_on = not after.begins
    return printed


def head_levels(pages: Sequence[Sequence[Line]], body: float) -> dict[Style, Hint]:
    """The level of each style that heads are set in, by rank; a title page has its own ranks."""
    seen: dict[Style, set[int]] = {}
    text = [sum(1 for ln in lines if abs(ln.size - body) < 0.1 * body) for lines in pages[:1]]
    titled = {0} if text and text[0] < LEAST_TEXT else set()
    for number, lines in enumerate(pages):
        for line in lines:
            if can_be_head(line, body):
                seen.setdefault(style_of(line), set()).add(number)
    inside = {style for style, numbers in seen.items() if numbers - titled}
    ranked = sorted(inside, key=lambda s: (-s[0], not s[1]))
    own = sorted(set(seen) - inside, key=lambda s: (-s[0], not s[1]))
    hints = tuple(HEADS)
    return {
        style: hints[min(rank, len(hints) - 1)]
        for styles in (ranked, own)
        for rank, style in enumerate(styles)
    }


def can_be_head(line: Line, body: float) -> bool:
    """Whether a line's type sets it off from the running text as a head."""
    text = line.plain
    if line.cells or not any(c.isalpha() for c in text) or len(text) > LONGEST_HEAD:
        return False
    if line.initial or line.words[0].text in BULLETS or len(text) < 3:
        return False
    if line.size >= 1.12 * body:
        return True
    return line.bold and line.size >= 0.9 * body and not text.endswith((",", ";"))


def block_lines(group: Sequence[Line], body: float, levels: dict[Style, Hint]) -> list[Printed]:
    """The lines of a column with what they are and where blocks begin."""
    mark_quotations(group)
    leading, inset = _leading(group), usual_inset(group)
    spread = _bold_share(group) < 0.5
    printed: list[Printed] = []
    for line, after in itertools.zip_longest(group, group[1:]):
        previous = printed[-1] if printed else None
        one = Printed(line, beside=any(p.line.initial for p in printed[-3:]))
        if line.cells:
            one.hint = Hint.ROW
        elif _is_caption(one, previous, leading):
            one.hint = Hint.CAPTION
        elif can_be_head(line, body) and (
            line.size >= 1.12 * body or (spread and _stands_alone(line, previous, leading))
        ):
            one.hint = levels.get(style_of(line))
        if one.hint in HEADS and previous is not None and _same_head(previous, one):
            one.begins = False
        elif one.hint is None:
            _running(one, previous, after, Setting(leading, inset))
        printed.append(one)
    for here, after in itertools.pairwise(printed):
        here.goes_on = not after.begins
    _levels_of_items(printed)
    return printed


def _bold_share(group: Sequence[Line]) -> float:
    return sum(1 for ln in group if ln.bold) / len(group) if group else 0.0


def _leading(group: Sequence[Line]) -> float:
    steps = [a.y - b.y for a, b in itertools.pairwise(group) if a.y > b.y]
    usual = [s for s, a in zip(steps, group, strict=False) if s < 3 * a.size]
    return median(usual) if usual else 0.0


def _stands_alone(line: Line, previous: Printed | None, leading: float) -> bool:
    """Whether a bold line is no bold sentence in a paragraph: room above it, or it ends short."""
    above = (
        previous is None or previous.line.y - line.y > 1.2 * leading or previous.hint is not None
    )
    closed = previous is None or bool(_CLOSED.search(previous.line.plain))
    short = line.x1 < line.right - 0.1 * (line.right - line.left)
    return above or (closed and short)


def mark_quotations(group: Sequence[Line]) -> None:
    """Give lines that are set in from both sides alike a narrower measure of their own."""
    for _, some in itertools.groupby(group, lambda ln: (round(ln.x0 - ln.left), ln.size)):
        run = [line for line in some if not line.cells and line.words[0].text not in BULLETS]
        if len(run) < 2:
            continue
        inset = run[0].x0 - run[0].left
        widest = max(line.x1 - (line.right - inset) for line in run)
        if inset >= 1.2 * run[0].size and abs(widest) < 0.3 * inset:
            for line in run:
                line.left, line.right, line.quoted = line.left + inset, line.right - inset, True


def _same_head(previous: Printed, one: Printed) -> bool:
    """Whether a head goes on in this line: the same type, set solid under it."""
    above, line = previous.line, one.line
    solid = 0 < above.y - line.y <= 1.4 * line.size
    return solid and previous.hint == one.hint and style_of(above) == style_of(line)


def _is_caption(one: Printed, previous: Printed | None, leading: float) -> bool:
    line = one.line
    return bool(_CAPTION.match(line.text)) and (
        previous is None or _apart(previous.line, line, leading)
    )


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


@dataclass(frozen=True)
class Setting:
    """How a column is set: distance of its baselines, and how far its paragraphs are set in."""

    leading: float
    inset: float


def _running(one: Printed, previous: Printed | None, after: Line | None, setting: Setting) -> None:
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


def _apart(above: Line, line: Line, leading: float) -> bool:
    return not 0 < above.y - line.y <= 1.3 * leading or style_of(above) != style_of(line)


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


def _is_item(line: Line, previous: Printed | None, after: Line | None) -> bool:
    """Whether a line begins an item: a bullet, or a number or dash with its text hanging."""
    if len(line.words) < 2:
        return False
    mark, text = line.words[:2]
    cut_short = previous is not None and not (
        _CLOSED.search(previous.line.plain) or room_left(previous.line, line)
    )
    if mark.text in BULLETS:
        if after is not None and _outdented(line, after):
            return False
        return not cut_short or previous is None or line.x0 > previous.line.x0 + line.size
    if mark.text not in _DASHES and not _ENUMERATOR.fullmatch(mark.text):
        return False
    hangs = after is not None and abs(after.x0 - text.x0) < 0.2 * line.size
    return text.x0 - mark.x1 > 0.45 * line.size or (hangs and not cut_short)


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


def _beside_initial(above: Line, line: Line) -> bool:
    return above.initial is not None or line.x0 > line.left + 3 * line.size


def room_left(above: Line, line: Line) -> bool:
    """Whether the first word of *line* would have fitted on the line above."""
    word = line.words[0]
    return above.x1 + (word.x1 - word.x0) + 0.35 * line.size < above.right - 0.5 * line.size


def _levels_of_items(printed: Sequence[Printed]) -> None:
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
    closed = bool(_CLOSED.search(text))
    small = line.text[:1].islower() and (full or not closed)
    if small or (not room_left(last.line, line) and (not closed or (full and not indented))):
        last.goes_on = True
        first.hint, first.begins = None, False


def ends_soft(printed: Printed) -> bool:
    """Whether a blank belongs at the end of a line that goes on: not after a hyphen or address."""
    text = printed.line.plain
    return printed.goes_on and not text.endswith(("-", "\u00ad", "‐")) and not open_address(text)
