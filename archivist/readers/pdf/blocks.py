"""What the lines of a page are, by type and place: notes, heads, items, captions, paragraphs."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archivist.core.source import HEADS, Hint
from archivist.readers.pdf.lines import Line
from archivist.readers.pdf.paragraphs import (
    BULLETS,
    CAPTION,
    CLOSED,
    Printed,
    Setting,
    levels_of_items,
    running,
    usual_inset,
    usual_leading,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archivist.readers.pdf.page import Rule

_NUMBER = re.compile(r"\[?(\d{1,3})\]?\.?")
_GLUED = re.compile(r"(\d{1,3})(?=[A-Z“\"‘(\[])")
LONGEST_HEAD = 160
LEAST_TEXT = 8
"""Lines of running text below which a first page is a title page, with styles of its own."""

Style = tuple[float, bool]


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
    for k in reversed(range(first, len(group))):  # a table above them ends with a rule as well
        if _rule_between(group[k - 1] if k else None, group[k], rules):
            return group[:k], group[k:]
    for k in range(first, len(group)):
        if note_number(group[k]):
            return group[:k], group[k:]
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


def block_lines(
    group: Sequence[Line], body: float, levels: dict[Style, Hint], inset: float
) -> list[Printed]:
    """The lines of a column with what they are and where blocks begin.

    Args:
        group: the lines.
        body: size of the running text.
        levels: of the styles that heads are set in.
        inset: how far the document sets in paragraphs, where the column does not show it.
    """
    setting = Setting(usual_leading(group), usual_inset([group]) or inset)
    spread = _bold_share(group) < 0.5
    printed: list[Printed] = []
    for line, after in itertools.zip_longest(group, group[1:]):
        previous = printed[-1] if printed else None
        one = Printed(line, beside=any(p.line.initial for p in printed[-3:]))
        if line.cells:
            one.hint = Hint.ROW
        elif _is_caption(one, previous, setting.leading):
            one.hint = Hint.CAPTION
        elif can_be_head(line, body) and (
            line.size >= 1.12 * body or (spread and _stands_alone(line, previous, setting.leading))
        ):
            one.hint = levels.get(style_of(line))
        if previous is not None and previous.hint in HEADS and _same_head(previous, one):
            one.hint, one.begins = previous.hint, False
        elif previous is not None and _caption_goes_on(previous, one):
            one.hint, one.begins = Hint.CAPTION, False
        elif one.hint is None:
            running(one, printed, after, setting)
        printed.append(one)
    for here, after in itertools.pairwise(printed):
        here.goes_on = not after.begins
    levels_of_items(printed)
    return printed


def _bold_share(group: Sequence[Line]) -> float:
    return sum(1 for ln in group if ln.bold) / len(group) if group else 0.0


def _stands_alone(line: Line, previous: Printed | None, leading: float) -> bool:
    """Whether a bold line is no bold sentence in a paragraph: room above it, or it ends short."""
    above = (
        previous is None or previous.line.y - line.y > 1.2 * leading or previous.hint is not None
    )
    closed = previous is None or bool(CLOSED.search(previous.line.plain))
    short = line.x1 < line.right - 0.1 * (line.right - line.left)
    return above or (closed and short)


def _same_head(previous: Printed, one: Printed) -> bool:
    """Whether a head goes on in this line: the same type, set solid under it."""
    above, line = previous.line, one.line
    solid = 0 < above.y - line.y <= 1.4 * line.size
    return solid and not line.cells and style_of(above) == style_of(line)


def _caption_goes_on(previous: Printed, one: Printed) -> bool:
    """Whether a line is the rest of a caption, which can be set narrower than its column."""
    above, line = previous.line, one.line
    solid = 0 < above.y - line.y <= 1.5 * line.size
    same = abs(above.size - line.size) < 0.05 * line.size
    return previous.hint is Hint.CAPTION and one.hint is None and solid and same


def _is_caption(one: Printed, previous: Printed | None, leading: float) -> bool:
    line = one.line
    return bool(CAPTION.match(line.text)) and (
        previous is None or _apart(previous.line, line, leading)
    )


def _apart(above: Line, line: Line, leading: float) -> bool:
    return not 0 < above.y - line.y <= 1.3 * leading or style_of(above) != style_of(line)
