"""Where a paragraph ends, and which paragraphs are quotations set to a narrower measure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from archivist.core.roles import Zone
from archivist.profiles.idioms import Idioms
from archivist.stages.blocks import items
from archivist.stages.blocks.drafts import Context, Draft
from archivist.stages.blocks.indents import ends_at
from archivist.stages.blocks.rows import Row
from archivist.stages.lines import heads, signs
from archivist.stages.lines.gauge import Gauge, first_chunk
from archivist.stages.lines.letters import salutes, takes_leave
from archivist.stages.lines.sentences import closes_sentence, runs_over

_NARROWER = 0.97
"""A quotation's measure is at most this part of the text's; less is the spread of letters."""
_LEAST_EARLY = 2
"""Rows that must have been broken in mid-sentence though the text's measure had room for more; one
is enough behind a colon."""
_PLAINLY = 0.15
"""Part of the measure that is more room than faces and tight or loose lines account for."""
_SURELY = 0.35
"""The same where blank lines part paragraphs and none stands there."""
_LONGEST = 20
"""Rows of a paragraph, heads and lists between counted, on average at most, where blank lines part
paragraphs."""
_SELDOM = 0.1
"""Paragraphs without a blank line below, to one with it, where such lines part paragraphs."""
_EARLY = 0.4
"""Part of a quotation's rows of which that must be true: chance fills the others."""
_ROUND = 14
"""Rows around a quotation in which full lines of the text must stand: else the page is narrow."""


def ends_block(context: Context, i: int, draft: Draft) -> bool:
    """Whether the block closes with row *i*, seen the row after it."""
    rows, habit = context.rows, context.habit
    if i + 1 >= len(rows) or draft.zone not in (Zone.PARAGRAPH, Zone.ITEM):
        return True
    row, following = rows[i], rows[i + 1]
    text, after = row.text, following.text
    goes_on = (after[:1].islower() and not _lists(text, after)) or after.startswith((",", ";", ")"))
    closes = closes_sentence(text)
    if (
        following.drop_cap
        or items.begins(context, i + 1, draft)
        or _of_letter(text, after, context.publisher.idioms)
    ):
        return True
    torn = context.torn and row.soft and following.gap == 1
    if habit.solid or (following.gap and not following.page_before and not torn):
        return closes or not goes_on
    if not closes:
        return _breaks_off(context, i, draft) and not goes_on
    if habit.soft and row.hard:
        return not goes_on
    told = _by_blanks(context, i, draft, following)
    if told is not None:
        return told and not goes_on
    return not goes_on and room_left(context, i, draft)


def _by_blanks(context: Context, i: int, draft: Draft, following: Row) -> bool | None:
    """Whether blanks at the start of the next row tell that the block ends; None if they do not."""
    row = context.rows[i]
    told = ends_at(context, draft, row, following)
    if told is not None and (told or not _falls_short(context, i, draft)):
        return told
    if following.page_before:
        return None
    if following.indent >= 2 and not row.indent:
        return True
    under = items.stands_under(draft, following)
    return None if under is None else not under


def _falls_short(context: Context, i: int, draft: Draft) -> bool:
    """Whether row *i* was plainly left short, whatever blanks say of the next."""
    gauge = draft.gauge or context.gauge_at(i)
    if not gauge.known:
        return False
    return gauge.room(context.rows[i].text, context.rows[i + 1].text) > _SURELY * gauge.full


def _of_letter(text: str, after: str, idioms: Idioms) -> bool:
    """Whether the address or the close of a letter ends a block, or follows one."""
    return salutes(text, idioms) or any(takes_leave(one, idioms) for one in (text, after))


def _lists(text: str, after: str) -> bool:
    """Whether a small letter begins an item, not the rest of a sentence: ``the oil;``/``b)``."""
    sign = signs.enumerator(after) or signs.bullet(after)
    return sign is not None and text.endswith(_LISTS_ON)


_LISTS_ON = (":", ";", "; and", "; or", ", and", ", or")
"""How a line ends before the next item of a list."""


def _breaks_off(context: Context, i: int, draft: Draft) -> bool:
    """Whether a row ends its block without closing a sentence: a colon before a list."""
    row = context.rows[i]
    text, after = row.text, context.rows[i + 1].text
    if _lists(text, after) and signs.bullet(after):
        return True  # no sentence has such a sign
    if not text.endswith(":") and not _lists(text, after):
        return False
    return (context.habit.soft and row.hard) or room_left(context, i, draft)


def room_left(context: Context, i: int, draft: Draft) -> bool:
    """Whether the next row's first word would have fitted on row *i* of *draft*."""
    rows = context.rows
    gauge = draft.gauge or context.gauge_at(i)
    text = rows[i].text
    if len(draft.rows) == 1 and rows[i].indent > rows[i + 1].indent:
        text = " " * (rows[i].indent - rows[i + 1].indent) + text  # the indent takes room
    if not gauge.known and context.parted:
        return rows[i + 1].page_before and 2 * len(text) < len(rows[i + 1].text)
    if not gauge.known:
        longest = max(len(r.text) for r in rows[max(0, i - 40) : i + 40])
        return len(text) + 1 + len(first_chunk(rows[i + 1].text)) < 0.8 * longest
    room = gauge.room(text, rows[i + 1].text)
    if any(r.drop_cap for r in rows[max(0, i - 3) : i + 1]):
        return room > 0.14 * gauge.full  # lines beside a drop cap are shorter
    if draft.zone is Zone.ITEM and draft.gauge is None:
        return room > items.INDENTED * gauge.full
    if context.parted and draft.zone is Zone.PARAGRAPH:
        return room > (_PLAINLY if rows[i + 1].page_before else _SURELY) * gauge.full
    return room > gauge.slack


def are_parted(rows: Sequence[Row], gauges: Sequence[Gauge]) -> bool:
    """Whether blank lines part the paragraphs: hardly one ends, left short, without one below."""
    with_blank = without = 0
    for (row, below), gauge in zip(pairwise(rows), gauges, strict=False):
        if below.page_before or not closes_sentence(row.text):
            continue
        with_blank += below.gap > 0
        left = gauge.known and gauge.room(row.text, below.text) > _PLAINLY * gauge.full
        without += not below.gap and left and below.text[:1].isupper()
    often = with_blank * _LONGEST >= len(rows)
    return often and without < _SELDOM * with_blank


def are_torn(rows: Sequence[Row]) -> bool:
    """Whether blank lines stand behind wrapped lines, too, as the blanks at their ends show.

    Extractors that go by blocks take the first line of a paragraph, which is set in, for one.
    """
    soft = inside = 0
    for row, below in pairwise(rows):
        if below.gap == 1 and row.soft and not below.page_before:
            soft += 1
            inside += runs_over(row.text, below.text)
    return inside >= _TORN and 2 * inside >= soft


_TORN = 5
"""Sentences that run over blank lines behind a wrapped line, at least."""


def quotation(context: Context, i: int) -> Draft | None:
    """A quotation that begins at row *i*: rows that all break early, at one narrower measure."""
    if not context.gauge_at(i).known or context.habit.solid:
        return None
    first = context.indents.first
    if first and context.rows[i].set_in <= first + 1:
        return None  # blanks show where its lines begin: at the margin, or as a first line does
    last = _last_narrow(context, i)
    if last is None or not _wide_around(context, i, last):
        return None
    return Draft(Zone.QUOTE, "blocks:narrow", list(context.rows[i : last + 1]))


def _last_narrow(context: Context, i: int) -> int | None:
    """The row with which a narrower block that begins at row *i* closes; None for no such block.

    Each row says of the measure that it is at least as wide as the row, and narrower than the row
    with the next word. The block ends where room is left, or with the last sentence before a row
    that contradicts.
    """
    gauge, rows = context.gauge_at(i), context.rows
    low, high, wrapped, early = 0.0, _NARROWER * gauge.full, 0, 0
    least = 1 if i and rows[i - 1].text.endswith(":") else _LEAST_EARLY
    last = None
    for k in range(i, len(rows)):
        text, closes = rows[k].text, closes_sentence(rows[k].text)
        width = gauge.width(text) - 0.5 * gauge.slack
        if max(low, width) >= high or not _can_be_quoted(rows, k, first=k == i):
            break
        low = max(low, width)
        if closes and early >= max(least, _EARLY * wrapped):
            last = k
        if k + 1 == len(rows):
            break
        after = rows[k + 1].text
        full = gauge.reach(text, after) + 0.5 * gauge.slack
        if full <= low:
            return last if last == k else None
        if closes and gauge.width(after) - 0.5 * gauge.slack >= high:
            break
        high = min(high, full)
        wrapped += not closes
        early += not closes and gauge.left_room(text, after)
    return last


def verse(context: Context, i: int) -> Draft | None:
    """Lines of a poem or song that begin at row *i*, amid prose that fills its lines.

    Each is far from full, and opens with a capital though most close no sentence; names and titles,
    which stand so as well, have capitals within.
    """
    rows, gauge = context.rows, context.gauge_at(i)
    if not gauge.known or context.habit.solid:
        return None
    end = i
    while end < len(rows) and _is_verse(context, end, first=end == i):
        end += 1
    while end - i >= _LEAST_VERSES and not closes_sentence(rows[end - 1].text):
        end -= 1
    found = rows[i:end]
    open_ = sum(not closes_sentence(row.text) for row in found)
    titled = sum(heads.is_title_case(row.text) for row in found)
    if len(found) < _LEAST_VERSES or 2 * open_ < len(found) or 3 * titled > len(found):
        return None
    return Draft(Zone.VERSE, "blocks:verse", list(found), lines_kept=True)


_LEAST_VERSES = 3
"""Lines of verse amid prose at least."""
_VERSE = 0.75
"""Part of the measure of prose that a line of verse reaches at most."""


def _is_verse(context: Context, k: int, *, first: bool) -> bool:
    """Whether row *k* can be a line of verse."""
    row, gauge = context.rows[k], context.gauge_at(k)
    opens = row.text.lstrip("\"'")[:1]
    if not opens.isupper() or any(map(str.isdecimal, row.text)) or row.text.endswith(":"):
        return False
    if not _can_be_quoted(context.rows, k, first=first) or heads.is_capitals(row.text):
        return False
    return len(row.text.split()) >= _WORDS and gauge.width(row.text) < _VERSE * gauge.full


_WORDS = 3
"""Words of a line of verse at least."""


def _can_be_quoted(rows: Sequence[Row], k: int, *, first: bool) -> bool:
    text = rows[k].text
    listed = signs.may_open(text) and (signs.bullet(text) or signs.enumerator(text))
    if rows[k].drop_cap or listed or heads.is_tabular(text, text):
        return False
    return first or not rows[k].gap or rows[k].page_before


def quoted(context: Context, i: int) -> Draft | None:
    """A quotation marked as in Markdown: one line between blank lines, in a copy with such heads.

    Elsewhere the sign is a letter's answer, or "greater than".
    """
    row, below = context.rows[i], context.rows[i + 1 : i + 2]
    sign = heads.angled(row.text) if context.marked else None
    alone = context.habit.solid or (row.gap and all(one.gap for one in below))
    if sign is None or not alone:
        return None
    head = row.lines[0].head
    return Draft(Zone.QUOTE, "blocks:angled", [row], (head, head + sign.end()))


def _wide_around(context: Context, first: int, last: int) -> bool:
    """Whether rows near by fill the measure that the quotation does not."""
    rows = context.rows
    near = [*range(max(0, first - _ROUND), first), *range(last + 1, last + _ROUND)]
    full = 0
    for k in near:
        if k + 1 >= len(rows):
            break
        gauge = context.gauge_at(k)
        room = gauge.room(rows[k].text, rows[k + 1].text)
        full += (
            -0.2 * gauge.full < room <= gauge.slack and gauge.width(rows[k].text) > 0.9 * gauge.full
        )
    return full >= 2
