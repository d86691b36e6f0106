"""Heads in the body: which rows are heads, and what is known of their level."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archivist.core.ledger import Fact
from archivist.core.roles import Zone
from archivist.stages.blocks.drafts import Context, Draft
from archivist.stages.blocks.ranks import levels
from archivist.stages.blocks.rows import Row
from archivist.stages.lines import heads, signs
from archivist.stages.lines.captions import caption
from archivist.stages.lines.heads import NOTE_HEAD
from archivist.stages.lines.letters import salutes
from archivist.stages.lines.sentences import closes_sentence

_SHORT = 0.7
"""Part of the measure below which a row is short without doubt."""
_TEXT = 0.6
"""Part of the measure that a row of running text reaches, unless it closes a sentence."""


def heading(context: Context, i: int) -> list[Draft]:
    """A head at row *i*: words that can be one, room left on its line, text before it closed."""
    rows = context.rows
    row = rows[i]
    if len(row.lines) > 2 or row.drop_cap:
        return []
    if _is_number_of(context, i):
        return [_draft([row, rows[i + 1]])]
    if NOTE_HEAD.fullmatch(row.text) and (row.gap or (i and closes_sentence(rows[i - 1].text))):
        return [_draft([row])]  # what stands below it may be notes, and no row
    if i + 1 == len(rows):
        return [_draft([row])] if _is_last(context, i) else []
    if heads.can_be_head(row.text):
        return _capitalised(context, i)
    if _leads_to_subtitle(context, i):
        return [_draft([row, rows[i + 1]])]
    return [_draft([row])] if _in_sentence_case(context, i) else []


_NUMBER = re.compile(
    r"(?:(?:[1-9]\d?\.){1,4}(?:\d{1,2})?|[IVX]{1,4}\.)"
    r"|(?i:chapter|part|annex|appendix|глава|часть|приложение) (?:\d{1,2}|[IVXL]{1,6}|[A-Z])[.:]?"
)


def _is_number_of(context: Context, i: int) -> bool:
    """Whether row *i* holds the number of a head and nothing else, and the head is the next row.

    Numbers of a list stand above texts of their own, one below the other.
    """
    row, below = context.rows[i], context.rows[i + 1 : i + 3]
    if len(below) < _HEAD_AND_TEXT or not _NUMBER.fullmatch(row.text) or below[0].gap > 1:
        return False
    if i and not (row.gap or row.page_before or closes_sentence(context.rows[i - 1].text)):
        return False
    head, text = below
    if not (heads.can_be_head(head.text) or heads.could_be_sentence_head(head.text)):
        return False
    worded = row.text[0].isalpha() and heads.can_be_head(head.text)
    long = len(text.text) > len(head.text) and len(text.text) >= _LINE
    return not _NUMBER.fullmatch(head.text) and (
        long or (worded and not _NUMBER.fullmatch(text.text))
    )


_HEAD_AND_TEXT = 2
_LINE = 40
"""Characters of a line of text at least."""


def _is_last(context: Context, i: int) -> bool:
    """Whether the last row before lost text, or of the copy, is a head: what it heads is lost."""
    row = context.rows[i]
    if not i or row.soft or not closes_sentence(context.rows[i - 1].text):
        return False
    if heads.can_be_head(row.text):
        return True
    known = context.gauge_at(i).known and not context.habit.solid
    return known and _is_short(context, i) and heads.could_be_sentence_head(row.text)


def hashed(context: Context, i: int) -> Draft | None:
    """A head marked as in Markdown, alone on its line between blank lines."""
    row = context.rows[i]
    sign = heads.hashed(row.text)
    alone = context.habit.solid or (i + 1 < len(context.rows) and context.rows[i + 1].gap)
    if sign is None or not alone or not (row.gap or row.page_before or context.habit.solid):
        return None
    head = row.lines[0].head
    draft = Draft(Zone.HEADING, "blocks:hashed", [row], (head, head + sign.end()))
    level = str(len(sign["signs"]))
    draft.facts.append(Fact("head-level", level, head, head + sign.end(), "blocks:hashed"))
    return draft


def _capitalised(context: Context, i: int) -> list[Draft]:
    """A head whose words begin with capitals, or that is numbered."""
    rows = context.rows
    row, following = rows[i], rows[i + 1]
    wrapped = _goes_on(context, i)
    gauge = context.gauge_at(i)
    roomy = context.habit.solid or not gauge.known or context.left_room(i)
    if roomy and wrapped:
        return [_draft([row, following])]
    if following.text[:1].islower() and not _opens_otherwise(context, following):
        return []
    if not roomy or (row.soft and context.habit.soft and not _is_short(context, i)):
        return []
    if not (_stands_apart(context, i) or _is_short(context, i)):
        return []
    if (
        heads.can_be_head(following.text)
        and not following.gap
        and heads.runs_on(row.text, following.text)
    ):
        after = rows[i + 2] if i + 2 < len(rows) else None
        if after is None or not after.text[:1].islower():
            return [_draft([row, following])]
    whole = not heads.breaks_off(row.text)
    return [_draft([row])] if whole and _text_below(context, i) else []


def _leads_to_subtitle(context: Context, i: int) -> bool:
    """Whether row *i* is a head up to its colon, and the next row the rest of it."""
    rows = context.rows
    row, following = rows[i], rows[i + 1]
    if not row.text.endswith(":") or following.gap or i + 2 >= len(rows):
        return False
    title = row.text[:-1].rstrip()
    if not (heads.can_be_head(title) and heads.is_title_case(title) and " " in title):
        return False
    if not (heads.can_be_head(following.text) and heads.is_title_case(following.text)):
        return False
    above = i == 0 or row.page_before or row.gap or closes_sentence(rows[i - 1].text)
    return bool(above) and context.left_room(i + 1) and _is_text(context, i + 2)


def _opens_otherwise(context: Context, row: Row) -> bool:
    """Whether a row that begins with a small letter goes on with nothing: a float, an item."""
    is_float = caption(row.text, context.publisher.captions)
    return row.drop_cap or bool(is_float) or signs.misread(row.text) is not None


def _goes_on(context: Context, i: int) -> bool:
    """Whether a head goes on in the next row with ``and``, ``of`` in small letters.

    Both rows are set as titles are, and what follows begins with no small letter.
    """
    rows = context.rows
    row, following = rows[i], rows[i + 1]
    rest = heads.within(following.text)
    if rest == following.text or following.gap or i + 2 >= len(rows):
        return False
    if not heads.is_title_case(row.text) or rows[i + 2].text[:1].islower():
        return False
    return heads.can_be_head(rest) and heads.is_title_case(rest) and _is_text(context, i + 2)


def _stands_apart(context: Context, i: int) -> bool:
    """Whether more than the length of a row speaks for a head; a known publisher sets no verse."""
    row = context.rows[i]
    return bool(
        context.publisher.id != "generic"
        or row.gap
        or row.page_before
        or context.rows[i + 1].gap
        or heads.is_capitals(row.text)
        or heads.numbered_depth(row.text)
        or context.habit.soft
        or context.gauge_at(i).known
    )


def _in_sentence_case(context: Context, i: int) -> bool:
    """A short row that closes no sentence, with closed text above and running text below it.

    Only where the copy shows that lines are filled: there a line that was left short and does not
    end a sentence is no line of text.
    """
    rows = context.rows
    row, following = rows[i], rows[i + 1]
    small = following.text[:1].islower() and not _opens_otherwise(context, following)
    if small or not heads.could_be_sentence_head(row.text):
        return False
    if _stacked(context, i):
        return True
    under_front = not i and context.habit.solid and row.lines[0].fenced
    above = under_front or not i or closes_sentence(rows[i - 1].text)
    if not above or heads.is_tabular(row.text, row.text):
        return False
    if context.habit.solid:
        whole = closes_sentence(following.text) or following.text.endswith(":")
        is_float = caption(following.text, context.publisher.captions)
        return bool(is_float) or (len(following.text) > 2 * len(row.text) and whole)
    if not context.gauge_at(i).known or not _is_short(context, i) or not context.left_room(i):
        return False
    if row.soft and context.habit.soft and not _begins_anew(context, i):
        return False
    return _is_text(context, i + 1)


def _stacked(context: Context, i: int) -> bool:
    """Whether row *i* is the first or the second of two heads set like sentences, text below both.

    Text above the first is closed; both are short, and no third short line stands above or below.
    """
    rows = context.rows
    for first in (i, i - 1):
        if first < 0 or first + 2 >= len(rows) or context.habit.solid:
            continue
        pair = (first, first + 1)
        above = rows[first - 1].text if first else ""
        if first and not closes_sentence(above):
            continue
        if all(_left_short(context, k) for k in pair) and not rows[first + 2].text[:1].islower():
            return _is_text(context, first + 2) and not rows[first + 1].text[:1].islower()
    return False


def _left_short(context: Context, k: int) -> bool:
    """Whether row *k* can be a head by its words, and was surely left short."""
    text = context.rows[k].text
    if not (heads.could_be_sentence_head(text) and context.gauge_at(k).known):
        return False
    return _is_short(context, k) and context.left_room(k) and " " in text


def _begins_anew(context: Context, i: int) -> bool:
    """Whether row *i* surely begins a block: the one above ends one, or a page stands between.

    So a row with blanks at its end can be a head though wrapped lines have them, where it holds
    words enough not to be a piece of a line in another face.
    """
    row = context.rows[i]
    if len(row.text.split()) < _WORDS or heads.breaks_off(row.text):
        return False
    if i == 0 or row.page_before:
        return True
    above = context.rows[i - 1]
    return not row.gap and (above.hard or above.call_last)


_WORDS = 3
"""Words of a head with blanks at its end at least."""


def _is_short(context: Context, i: int) -> bool:
    gauge = context.gauge_at(i)
    return not gauge.known or gauge.width(context.rows[i].text) < _SHORT * gauge.full


def _is_text(context: Context, k: int) -> bool:
    """Whether row *k* is as long as running text, or closes a sentence."""
    text = context.rows[k].text
    gauge = context.gauge_at(k)
    floor = _TEXT * gauge.full if gauge.known else 40
    long = (gauge.width(text) if gauge.known else len(text)) >= floor
    return long or closes_sentence(text) or text.endswith(":")


def _text_below(context: Context, i: int) -> bool:
    """Whether running text, an item or at most one more head follows, as it does under a head."""
    rows = context.rows
    for k in range(i + 1, min(i + 3, len(rows))):
        text = rows[k].text
        if rows[k].drop_cap or signs.bullet(text):
            return True
        if (
            caption(text, context.publisher.captions)
            or _is_text(context, k)
            or salutes(text, context.publisher.idioms)
        ):
            return True
        if not heads.can_be_head(text):
            return False
    return i + 1 == len(rows) - 1


def _draft(rows: list[Row]) -> Draft:
    return Draft(Zone.HEADING, RULE, rows)


def rank(drafts: Sequence[Draft]) -> None:
    """Give the numbered heads among all *drafts* of a report their level."""
    found = [draft for draft in drafts if draft.rule == RULE and draft.zone is Zone.HEADING]
    for draft, level in zip(found, levels([d.rows[0].text for d in found]), strict=True):
        if level:
            start, end = draft.rows[0].lines[0].head, draft.rows[-1].lines[-1].tail
            draft.facts.append(Fact("head-level", str(level), start, end, "blocks:numbered"))


RULE = "blocks:heading"
