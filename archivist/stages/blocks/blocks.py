"""Stage *blocks*: heads, items, tables, quotations and paragraphs, and the role of every line end.

The boundary of a block is said once, by the role of the line end that closes it. Rows (printed
lines) are gone through once, in order; each is given to the open block or opens a new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from archivist.core.ledger import Entry
from archivist.core.roles import Zone
from archivist.core.sheet import Sheet
from archivist.core.source import Hint
from archivist.profiles.model import Publisher
from archivist.stages.blocks.drafts import Context, Draft, draft_entries
from archivist.stages.blocks.floats import bare_table, credited, floating, heads_float
from archivist.stages.blocks.headings import hashed, heading, rank
from archivist.stages.blocks.indents import indents_of, set_in
from archivist.stages.blocks.interviews import unhead
from archivist.stages.blocks.items import bulleted, item_gauges, listed, nest, parted, unlist
from archivist.stages.blocks.paragraphs import (
    are_parted,
    are_torn,
    ends_block,
    quotation,
    quoted,
    verse,
)
from archivist.stages.blocks.rows import Row, passages, rows_of
from archivist.stages.lines import heads
from archivist.stages.lines.captions import caption, credit, spaced_out
from archivist.stages.lines.gauge import Gauge, agreement, gauge, is_running
from archivist.stages.lines.joints import words_of
from archivist.stages.lines.measure import habit_of
from archivist.stages.lines.sentences import closes_sentence
from archivist.stages.lines.view import hints_of, lines_of

_FLOATS = (Zone.TABLE, Zone.CREDIT, Zone.CAPTION)
_TEXT = (Zone.PARAGRAPH, Zone.QUOTE)
"""What a quotation follows; the first lines of a text are narrow where a large letter stands."""
_AGREE = 0.6
"""Part of a page's wrapped lines that must agree on a measure for the page to have its own."""
_CLEARLY = 0.1
_MARKED = 2
"""Heads with the signs of Markdown that prove a copy to be written in it."""
_OVER = 0.08
"""Part of a page's lines that may be wider than its measure: more are text around a quotation."""


def blocks(sheet: Sheet, publisher: Publisher, torn: Sequence[int] = ()) -> list[Entry]:
    """Marks on everything that is left: the running text.

    Args:
        sheet: the report.
        publisher: its profile.
        torn: offsets, rising, at which part of the report is missing: no block runs over them.
    """
    lines = lines_of(sheet)
    habit = habit_of(lines)
    words = sheet.of_text(words_of)
    pairs = list(_wrapped([line.text for line in lines]))
    body = gauge(pairs)
    stated = any(hint is not Hint.NOISE for hint in hints_of(sheet).values())  # verse, too
    ragged = habit.ragged and not stated and not is_running(pairs, body)
    rows = rows_of(sheet, lines, body, words, soft=habit.soft)
    gauges = list(_gauges(rows, body))
    items = item_gauges(rows)
    marked = sum(1 for line in lines if heads.hashed(line.text)) >= _MARKED
    by_blanks = are_parted(rows, gauges)
    indents = indents_of(rows)
    torn_apart = habit.soft and are_torn(rows)
    done: list[tuple[list[Draft], Context]] = []
    at = 0
    for passage in passages(rows, torn, sheet.inlines):
        here = slice(at, at + len(passage))
        at += len(passage)
        context = Context(
            habit,
            publisher,
            words,
            passage,
            gauges[here],
            items[here],
            marked,
            by_blanks,
            torn_apart,
            indents,
        )
        drafts = _ragged(passage) if ragged else list(parted(_drafts(context)))
        done.append((drafts, context))
    whole = [draft for drafts, _ in done for draft in drafts]
    unhead(whole, sheet, publisher.idioms)
    rank(whole)
    unlist(whole)
    for drafts, _ in done:
        nest(drafts)
    return [
        entry
        for drafts, context in done
        for draft in drafts
        for entry in draft_entries(draft, context)
    ]


def _wrapped(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of lines of which the first was probably wrapped."""
    for text, following in pairwise(texts):
        if len(text) > 25 and not closes_sentence(text):
            yield text, following


def _gauges(rows: Sequence[Row], body: Gauge) -> Iterator[Gauge]:
    """A measure for each row from its page: summary, text and lists are set to other widths."""
    bounds = [i for i, row in enumerate(rows) if row.page_before or i == 0] + [len(rows)]
    for a, b in pairwise(bounds):
        here = _own_gauge([row.text for row in rows[a:b]], body)
        for _ in range(a, b):
            yield here


def _own_gauge(texts: Sequence[str], body: Gauge) -> Gauge:
    """The measure of one page, where its lines agree on one and hardly any runs over it."""
    pairs = list(_wrapped(texts))
    own = gauge(pairs, least=8, width=body.width if body.known else None)
    if not own.known or (body.known and own.share < agreement(pairs, body) + _CLEARLY):
        return body
    over = sum(map(own.overruns, texts))
    return own if own.share >= _AGREE and over <= _OVER * len(texts) else body


def _ragged(rows: Sequence[Row]) -> list[Draft]:
    """Verse, code and plain tables: blocks between blank lines, their line ends kept."""
    drafts: list[Draft] = []
    for row in rows:
        if not drafts or row.gap or row.page_before:
            drafts.append(Draft(Zone.VERSE, "blocks:lines-kept", [], lines_kept=True))
        drafts[-1].rows.append(row)
    return drafts


def _drafts(context: Context) -> list[Draft]:
    drafts: list[Draft] = []
    rows = context.rows
    i = 0
    open_: Draft | None = None
    while i < len(rows):
        closed = open_ is None or ends_block(context, i - 1, open_)
        special = _special(context, i, closed=closed, drafts=drafts)
        if special:
            drafts += special
            i += sum(len(d.rows) for d in special)
            open_ = special[-1] if special[-1].zone is Zone.ITEM else None
            continue
        if closed or open_ is None:
            open_ = Draft(Zone.PARAGRAPH, "blocks:paragraph", [rows[i]])
            open_.guessed = _is_guess(context, i)
            drafts.append(open_)
        else:
            open_.rows.append(rows[i])
        i += 1
    return drafts


def _left_over(context: Context, i: int) -> bool:
    """Whether the first row of a page was left short in the middle of a sentence: no line of it.

    The text before it may be lost with a slice.
    """
    row = context.rows[i]
    return row.page_before and row.hard and i + 1 < len(context.rows) and context.left_room(i)


def _is_guess(context: Context, i: int) -> bool:
    """Whether a paragraph's beginning rests on the length of the line before alone."""
    if i == 0 or context.habit.solid or context.rows[i].gap:
        return False
    return context.rows[i - 1].soft or not context.habit.soft


def _special(context: Context, i: int, *, closed: bool, drafts: Sequence[Draft]) -> list[Draft]:
    """The blocks that open at row *i* and are no plain paragraph, or nothing."""
    row = context.rows[i]
    above_closes = i == 0 or closes_sentence(context.rows[i - 1].text)
    signed = hashed(context, i) or quoted(context, i)
    if one := signed or bulleted(context, i, closed=closed or above_closes):
        return [one]
    found = caption(row.text, context.publisher.captions)
    if found and (closed or above_closes or spaced_out(found["label"]) or heads_float(context, i)):
        return floating(context, i, found)
    if not closed and not above_closes:
        return heading(context, i) if _left_over(context, i) else []
    if not closed:
        table = bare_table(context, i)
        return [table] if table else heading(context, i)
    found = credit(row.text, context.publisher.credit_labels)
    if found and drafts and drafts[-1].zone in _FLOATS:
        return [credited(context, i, found)]
    if one := listed(context, i, drafts) or bare_table(context, i):
        return [one]
    behind_text = bool(drafts) and drafts[-1].zone in _TEXT
    if behind_text and (one := verse(context, i) or set_in(context, i) or quotation(context, i)):
        return [one]
    return heading(context, i)
