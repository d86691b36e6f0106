"""Stage *blocks*: heads, items, tables and paragraphs, and the role of every line end.

The boundary of a block is said once, by the role of the line end that closes it. Rows (printed
lines) are gone through once, in order; each is given to the open block or opens a new one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from archivist.core.ledger import Certainty, Edit, EditKind, Entry, Fact, Mark
from archivist.core.roles import Inline, Zone
from archivist.core.sheet import Sheet
from archivist.profiles.model import Publisher
from archivist.stages import heads
from archivist.stages.joints import joint
from archivist.stages.lineview import lines_of
from archivist.stages.measure import Habit, Measure, closes_sentence, habit_of, measure
from archivist.stages.rows import Row, fragment_end, passages, rows_of

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BLANK_RUN = re.compile(r" {2,}")
_CREDIT_REACH = 40
"""Rows below a caption within which its source line is looked for."""


@dataclass
class Draft:
    """A block being put together."""

    zone: Zone
    rule: str
    rows: list[Row]
    marker: tuple[int, int] | None = None
    facts: list[Entry] = field(default_factory=list)
    lines_kept: bool = False  # line ends are read as such
    guessed: bool = False  # its beginning was inferred from line lengths


@dataclass(frozen=True)
class Context:
    """What the decisions about a row are made from."""

    habit: Habit
    publisher: Publisher
    words: Collection[str]
    rows: Sequence[Row]
    local: Sequence[Measure]

    def measure_at(self, i: int) -> Measure:
        """The measure of the lines around row *i*, or of the whole text."""
        return self.local[i] if self.local[i].known else self.habit.body


def blocks(sheet: Sheet, publisher: Publisher) -> list[Entry]:
    """Marks on everything that is left: the running text."""
    lines = lines_of(sheet)
    habit = habit_of(lines)
    words = vocabulary(sheet.view)
    entries: list[Entry] = []
    for rows in passages(rows_of(sheet, lines, habit.body, words)):
        context = Context(habit, publisher, words, rows, _local_measures(rows))
        for draft in _ragged(rows) if habit.ragged else _drafts(context):
            entries += draft_entries(draft, context)
    return entries


def vocabulary(view: str) -> frozenset[str]:
    """Words of the text, lower case, with their hyphens: evidence on what a hyphen is."""
    return frozenset(w.casefold() for w in _WORD.findall(view))


def _local_measures(rows: Sequence[Row]) -> list[Measure]:
    """A measure for each row from its page: summary, text and lists are set to other widths."""
    bounds = [i for i, row in enumerate(rows) if row.page_before or i == 0] + [len(rows)]
    result: list[Measure] = []
    for a, b in zip(bounds, bounds[1:], strict=False):
        beside_cap = {k for i in range(a, b) if rows[i].drop_cap for k in range(i, i + 4)}
        here = measure((rows[i].text for i in range(a, b) if i not in beside_cap), least=8)
        result += [here] * (b - a)
    return result


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
        row = rows[i]
        closed = open_ is None or ends_block(context, i - 1, open_)
        special = _special(context, i, closed=closed, drafts=drafts)
        if special:
            drafts += special
            i += sum(len(d.rows) for d in special)
            open_ = None
            if special[-1].zone is Zone.ITEM:
                open_ = special[-1]
            continue
        if closed or open_ is None:
            open_ = Draft(Zone.PARAGRAPH, "blocks:paragraph", [row])
            open_.guessed = _is_guess(context, i)
            drafts.append(open_)
        else:
            open_.rows.append(row)
        i += 1
    return drafts


def _is_guess(context: Context, i: int) -> bool:
    """Whether a paragraph's beginning rests on the length of the line before alone."""
    if i == 0 or context.habit.solid or context.rows[i].gap:
        return False
    return context.rows[i - 1].soft or not context.habit.soft


def ends_block(context: Context, i: int, draft: Draft) -> bool:
    """Whether the block closes with row *i*, seen the row after it."""
    rows, habit = context.rows, context.habit
    row = rows[i]
    if i + 1 >= len(rows) or draft.zone not in (Zone.PARAGRAPH, Zone.ITEM):
        return True
    following = rows[i + 1]
    text, after = row.text, following.text
    goes_on = after[:1].islower() or after.startswith((",", ";", ")"))
    if following.drop_cap:
        return True
    if following.page_before:
        return _ends_at_page(context, i, goes_on=goes_on)
    if following.gap:
        return not goes_on or closes_sentence(text)
    if habit.solid:
        return not goes_on or closes_sentence(text)
    if not closes_sentence(text):
        return habit.soft and not row.soft and text.endswith(":") and not goes_on
    if habit.soft and not row.soft:
        return not goes_on
    if following.indent >= 2 and not row.indent:
        return True
    return not goes_on and _room_left(context, i)


def _ends_at_page(context: Context, i: int, *, goes_on: bool) -> bool:
    row = context.rows[i]
    if goes_on or not closes_sentence(row.text):
        return False if not context.habit.solid else not goes_on and closes_sentence(row.text)
    if context.habit.soft and not row.soft:
        return True
    if context.habit.solid:
        return True
    return _room_left(context, i)


def _room_left(context: Context, i: int) -> bool:
    """Whether the next row's first word would have fitted on row *i*."""
    rows = context.rows
    width = context.measure_at(i)
    if not width.known:
        longest = max(len(r.text) for r in rows)
        width = Measure(int(0.85 * longest), longest, longest)
    if any(r.drop_cap for r in rows[max(0, i - 3) : i + 1]):
        width = Measure(int(0.88 * width.low), width.middle, width.high)
    return width.fits_on(rows[i].text, rows[i + 1].text)


def _special(context: Context, i: int, *, closed: bool, drafts: Sequence[Draft]) -> list[Draft]:
    """The blocks that open at row *i* and are no plain paragraph, or nothing."""
    row = context.rows[i]
    if sign := heads.bullet(row.text):
        return [_item(context, i, sign, "2" if sign["sign"] in heads.SECOND_LEVEL else "1")]
    if not closed and not _previous_closes(context, i):
        return []
    if found := heads.caption(row.text, context.publisher.captions):
        return _float(context, i, found)
    if (
        closed
        and (found := heads.credit(row.text, context.publisher.credits))
        and drafts
        and drafts[-1].zone in (Zone.TABLE, Zone.CREDIT, Zone.CAPTION)
    ):
        return [_credit(context, i, found)]
    if closed and (item := _listed(context, i, drafts)):
        return [item]
    if closed and (table := _bare_table(context, i)):
        return [table]
    return _heading(context, i)


def _previous_closes(context: Context, i: int) -> bool:
    return i == 0 or closes_sentence(context.rows[i - 1].text)


def _item(context: Context, i: int, sign: re.Match[str], level: str) -> Draft:
    row = context.rows[i]
    head = row.lines[0].head
    draft = Draft(Zone.ITEM, "blocks:item", [row], (head, head + sign.end()))
    name = "item-number" if level == "n" else "item-level"
    value = sign["n"] if level == "n" else level
    draft.facts.append(Fact(name, value, head, head + sign.end(), "blocks:item"))
    return draft


def _listed(context: Context, i: int, drafts: Sequence[Draft]) -> Draft | None:
    """An item with a dash or a number: only with a second one of the kind before or behind it."""
    row = context.rows[i]
    for find in (heads.dash, heads.enumerator):
        sign = find(row.text)
        if sign is None:
            continue
        level = "n" if find is heads.enumerator else "1"
        if (
            drafts
            and drafts[-1].zone is Zone.ITEM
            and _follows(drafts[-1].rows[0].text, row.text, level)
        ):
            return _item(context, i, sign, level)
        if level == "n" and sign["n"] not in {"1", "a"}:
            continue
        for other in context.rows[i + 1 : i + 15]:
            if find(other.text) and _follows(row.text, other.text, level):
                return _item(context, i, sign, level)
    return None


def _follows(first: str, second: str, level: str) -> bool:
    if level == "1":
        return first[:1] == second[:1]
    a, b = heads.enumerator(first), heads.enumerator(second)
    if a is None or b is None or a["close"] != b["close"] or a["open"] != b["open"]:
        return False
    if a["n"].isdigit() != b["n"].isdigit():
        return False
    return int(b["n"]) == int(a["n"]) + 1 if a["n"].isdigit() else ord(b["n"]) == ord(a["n"]) + 1


def _heading(context: Context, i: int) -> list[Draft]:
    """A head at row *i*: words that can be one, room left on its line, text before it closed."""
    rows = context.rows
    row = rows[i]
    if not heads.can_be_head(row.text) or len(row.lines) > 2 or row.drop_cap:
        return []
    following = rows[i + 1] if i + 1 < len(rows) else None
    if following is None:
        return [_head_draft([row])] if i and _previous_closes(context, i) and not row.soft else []
    if following.text[:1].islower() and not following.drop_cap:
        return []
    width = context.measure_at(i)
    roomy = context.habit.solid or not width.known or width.fits_on(row.text, following.text)
    if not roomy or (row.soft and context.habit.soft and not _clearly_short(row, width)):
        return []
    if (
        context.publisher.id == "generic"
        and not (row.gap or row.page_before or following.gap)
        and not (
            heads.is_capitals(row.text) or heads.numbered_depth(row.text) or context.habit.soft
        )
        and not _clearly_short(row, width)
    ):
        return []
    if (
        heads.can_be_head(following.text)
        and not following.gap
        and heads.runs_on(row.text, following.text)
    ):
        after = rows[i + 2] if i + 2 < len(rows) else None
        if after is None or not after.text[:1].islower():
            return [_head_draft([row, following])]
    if not _text_below(context, i):
        return []
    return [_head_draft([row])]


def _clearly_short(row: Row, width: Measure) -> bool:
    return not width.known or len(row.text) < 0.7 * width.low


def _text_below(context: Context, i: int) -> bool:
    """Whether running text, an item or at most one more head follows, as it does under a head."""
    rows = context.rows
    for k in range(i + 1, min(i + 3, len(rows))):
        text = rows[k].text
        if (
            rows[k].drop_cap
            or heads.bullet(text)
            or heads.caption(text, context.publisher.captions)
        ):
            return True
        width = context.measure_at(k)
        floor = 0.6 * width.low if width.known else 40
        if len(text) >= floor or closes_sentence(text) or text.endswith(":"):
            return True
        if not heads.can_be_head(text):
            return False
    return i + 1 == len(rows) - 1


def _head_draft(rows: list[Row]) -> Draft:
    draft = Draft(Zone.HEADING, "blocks:heading", rows)
    depth = heads.numbered_depth(rows[0].text)
    start, end = rows[0].lines[0].head, rows[-1].lines[-1].tail
    if depth:
        draft.facts.append(Fact("head-level", str(depth), start, end, "blocks:numbered"))
    return draft


def _float(context: Context, i: int, found: re.Match[str]) -> list[Draft]:
    """A caption, the rows of its table or the words of its figure, and its source lines."""
    rows = context.rows
    row = rows[i]
    head = row.lines[0].head
    spaced = heads.spaced_out(found["label"])
    if not spaced and (closes_sentence(row.text) and row.soft):
        return []
    top = Draft(Zone.CAPTION, "blocks:caption", [row])
    label = found["label"].replace(" ", "") + " " + found["number"].replace(" ", "")
    start, end = head + found.start("label"), head + found.end("number")
    if spaced or " " in found["number"]:
        why = "letters set apart"
        top.facts.append(Edit(start, end, EditKind.REPAIR, label, "repair:letter-spacing", why))
    kind = found["label"].replace(" ", "").casefold()
    top.facts.append(
        Fact("float", f"{kind} {found['number'].replace(' ', '')}", start, end, "blocks:caption")
    )
    k = i + 1
    if (
        not spaced
        and row.soft
        and k < len(rows)
        and not heads.is_tabular(rows[k].text, rows[k].text)
    ):
        pass
    stop = next(
        (
            n
            for n in range(k, min(k + _CREDIT_REACH, len(rows)))
            if heads.credit(rows[n].text, context.publisher.credits)
        ),
        None,
    )
    if stop is None or any(_is_prose(context, n) for n in range(k, stop)):
        stop = k
        while stop < len(rows) and heads.is_tabular(rows[stop].text, rows[stop].text):
            stop += 1
    drafts = [top]
    if stop > k:
        drafts.append(Draft(Zone.TABLE, "blocks:table", list(rows[k:stop]), lines_kept=True))
    return drafts


def _is_prose(context: Context, i: int) -> bool:
    """Two full lines on end are running text, not the rows of a table."""
    width = context.habit.body
    return width.known and all(
        len(r.text) >= width.low and not heads.is_tabular(r.text, r.text)
        for r in context.rows[i : i + 2]
    )


def _credit(context: Context, i: int, found: re.Match[str]) -> Draft:
    row = context.rows[i]
    draft = Draft(Zone.CREDIT, "blocks:credit", [row])
    head = row.lines[0].head
    if heads.spaced_out(found["label"]):
        start, end = head + found.start("label"), head + found.end("label")
        label = found["label"].replace(" ", "")
        draft.facts.append(
            Edit(start, end, EditKind.REPAIR, label, "repair:letter-spacing", "letters set apart")
        )
    k = i + 1
    while k < len(context.rows) and not closes_sentence(context.rows[k - 1].text):
        if context.rows[k].gap or context.rows[k].page_before:
            break
        draft.rows.append(context.rows[k])
        k += 1
    return draft


def _bare_table(context: Context, i: int) -> Draft | None:
    """Three rows or more that look tabular, without a caption."""
    rows = context.rows
    k = i
    while k < len(rows) and heads.is_tabular(rows[k].text, rows[k].text):
        if k > i and rows[k].gap > 1:
            break
        k += 1
    if k - i < 3:
        return None
    return Draft(Zone.TABLE, "blocks:rows", list(rows[i:k]), lines_kept=True)


def draft_entries(draft: Draft, context: Context) -> list[Entry]:
    """The marks and facts of one block."""
    rule = draft.rule
    entries: list[Entry] = list(draft.facts)
    if draft.marker:
        entries.append(Mark(*draft.marker, Inline.MARKER, rule))
    for k, row in enumerate(draft.rows):
        entries += row.inner
        for line in row.lines:
            entries.append(Mark(line.start, line.stop, draft.zone, rule))
            if line.head > line.start:
                entries.append(Mark(line.start, line.head, Inline.JOIN, rule))
            if not draft.lines_kept:
                for run in _BLANK_RUN.finditer(line.text):
                    span = line.head + run.start(), line.head + run.end()
                    entries.append(Mark(*span, Inline.WRAP, "blocks:blank-run"))
        following = draft.rows[k + 1] if k + 1 < len(draft.rows) else None
        entries += _row_end(row, following, draft, context)
    if draft.guessed:
        start = draft.rows[0].lines[0].head
        entries.append(Fact("guessed-start", "", start, start, rule, Certainty.MEDIUM))
    return entries


def _row_end(row: Row, following: Row | None, draft: Draft, context: Context) -> list[Entry]:
    last = row.lines[-1]
    if following is None:
        if last.tail == last.stop:
            return []
        return [Mark(last.tail, last.stop, Inline.END, draft.rule)]
    if draft.lines_kept and last.tail < last.stop:
        return [Mark(last.tail, last.stop, Inline.LINE, draft.rule)]
    hyphenates = context.publisher.hyphenates
    if context.habit.soft and not last.soft and last.tail < last.stop:
        role = fragment_end(row, following.text, context.words, hyphenates=hyphenates)
        if role is Inline.WRAP:
            return [Mark(last.tail, last.stop, role, f"{draft.rule}-fragment")]
    return joint(last, following.lines[0], draft.rule, words=context.words, hyphenates=hyphenates)
