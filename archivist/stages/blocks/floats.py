"""Tables and figures: captions, the rows below them, and their source and note lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archivist.core.ledger import Edit, EditKind, Fact
from archivist.core.roles import Zone
from archivist.stages.blocks.drafts import Context, Draft
from archivist.stages.blocks.rows import Row
from archivist.stages.lines import heads
from archivist.stages.lines.captions import credit, kind_of, spaced_out
from archivist.stages.lines.sentences import closes_sentence

_CREDIT_REACH = 40
"""Rows below a caption within which its source line is looked for."""

_ROWS = 3
"""Rows of a table without a caption, at least."""
_LONGEST_LINE = 90
"""Characters of a line of a table or of the words in a figure, at most."""


def floating(context: Context, i: int, found: re.Match[str]) -> list[Draft]:
    """A caption, the rows of its table or the words of its figure, and its source lines."""
    rows = context.rows
    row = rows[i]
    head = row.lines[0].head
    spaced = spaced_out(found["label"])
    if not spaced and closes_sentence(row.text) and row.soft and not heads_float(context, i):
        return []
    top = Draft(Zone.CAPTION, "blocks:caption", [row])
    label = found["label"].replace(" ", "") + " " + found["number"].replace(" ", "")
    start, end = head + found.start("label"), head + found.end("number")
    if spaced or " " in found["number"]:
        why = "letters set apart"
        top.facts.append(Edit(start, end, EditKind.REPAIR, label, "repair:letter-spacing", why))
    kind = kind_of(found["label"])
    top.facts.append(
        Fact("float", f"{kind} {found['number'].replace(' ', '')}", start, end, "blocks:caption")
    )
    k = i + 1
    stop = next(
        (
            n
            for n in range(k, min(k + _CREDIT_REACH, len(rows)))
            if credit(rows[n].text, context.publisher.credit_labels)
        ),
        None,
    )
    if stop is None or any(_is_prose(context, n) for n in range(k, stop)):
        stop = _past_rows(rows, k + _heads_columns(rows, k))
    drafts = [top]
    if stop > k:
        drafts.append(Draft(Zone.TABLE, "blocks:table", list(rows[k:stop]), lines_kept=True))
    return drafts


def heads_float(context: Context, i: int) -> bool:
    """Whether what stands below row *i*, not its own wording alone, shows it to be a caption.

    That is the rows of a table, under their heads at most, or the words of a figure: short lines,
    none of them a sentence, down to a source line.
    """
    rows = context.rows
    if heads.opens_table(row.text for row in rows[i + 1 : i + 3]):
        return True
    for k in range(i + 1, min(i + 1 + _CREDIT_REACH, len(rows) - 1)):
        if credit(rows[k].text, context.publisher.credit_labels):
            return k > i + 1
        if closes_sentence(rows[k].text) or not context.left_room(k):
            break
    return False


def _is_prose(context: Context, i: int) -> bool:
    """Two full lines on end are running text, not the rows of a table; so is a whole paragraph."""
    rows = context.rows
    if context.habit.solid:
        return len(rows[i].text) > _LONGEST_LINE and closes_sentence(rows[i].text)
    return all(
        k + 1 < len(rows)
        and not heads.is_tabular(rows[k].text, rows[k].text)
        and context.gauge_at(k).known
        and not context.left_room(k)
        for k in (i, i + 1)
    )


def credited(context: Context, i: int, found: re.Match[str]) -> Draft:
    """A source or note line, to the end of its sentence."""
    row = context.rows[i]
    draft = Draft(Zone.CREDIT, "blocks:credit", [row])
    head = row.lines[0].head
    if spaced_out(found["label"]):
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


def bare_table(context: Context, i: int) -> Draft | None:
    """Rows that look tabular, without a caption; the heads of their columns first.

    Three at least; two are enough if both are nothing but numbers, one for each of the other's.
    """
    rows = context.rows
    first = i + _heads_columns(rows, i)
    stop = _past_rows(rows, first)
    if stop - first < _ROWS and not _are_numbers(rows[first:stop]):
        return None
    return Draft(Zone.TABLE, "blocks:rows", list(rows[i:stop]), lines_kept=True)


def _are_numbers(rows: Sequence[Row]) -> bool:
    """Whether there are several rows, all of them of as many numbers and of nothing else."""
    cells = {heads.count_of_numbers(row.text) for row in rows}
    return len(rows) > 1 and len(cells) == 1 and cells != {0}


def _past_rows(rows: Sequence[Row], first: int) -> int:
    """Past the last of the rows of a table that begin with row *first*."""
    k = first
    while k < len(rows) and heads.is_tabular(rows[k].text, rows[k].text):
        if k > first and rows[k].gap > 1:
            break
        k += 1
    return k


def _heads_columns(rows: Sequence[Row], i: int) -> bool:
    """Whether row *i* holds the heads of columns: a word for each cell of the row below."""
    if i + 1 >= len(rows) or rows[i + 1].gap:
        return False
    above, below = rows[i].text, rows[i + 1].text
    if heads.is_tabular(above, above) or not heads.is_tabular(below, below):
        return False
    return len(above.split()) == len(below.split()) and not closes_sentence(above)
