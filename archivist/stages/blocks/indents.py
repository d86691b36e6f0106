"""What blanks at the starts of lines say, in copies whose extractor kept the layout of the page.

Such text (``pdftotext -layout``, dumps of browsers) shows what others lost: first lines that are
set in, items that hang under their words, quotations set in as a whole. Blanks are believed only
where they are used alike all over a copy; most copies have none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from archivist.core.roles import Zone
from archivist.stages.blocks.drafts import NO_INDENTS, Context, Draft, Indents
from archivist.stages.blocks.rows import Row
from archivist.stages.lines import heads, signs
from archivist.stages.lines.sentences import closes_sentence

_LEAST = 5
"""First lines, or items, that are set in alike, at least."""
_LARGE_PAGE = 6
"""Rows from which on a page shows its margin."""
_FIRST = range(2, 9)
"""Blanks that a first line is set in by."""
_SURE = 0.9
"""Part of the lines set in that have to begin a sentence behind one."""
_SIGN = 2
"""Characters of the sign of an item and the blank behind it, at least."""
_QUOTED = range(2, 21)
"""Blanks that a quotation is set in by."""
_WIDE = 0.6
"""Part of the longest line that all lines of a quotation but the last have, at least."""


def indents_of(rows: Sequence[Row]) -> Indents:
    """What blanks show; each row is told how far it is set in from the margin of its page."""
    if sum(1 for row in rows if row.indent) < _LEAST:
        return NO_INDENTS
    for page, margin in _pages(rows):
        for row in page:
            row.set_in = max(0, row.indent - margin)
    return Indents(_first_lines(rows), _hang(rows))


def _pages(rows: Sequence[Row]) -> Iterator[tuple[Sequence[Row], int]]:
    """The rows of each page, with its margin."""
    bounds = [k for k, row in enumerate(rows) if row.page_before or not k] + [len(rows)]
    margin = Counter(row.indent for row in rows).most_common(1)[0][0]
    for a, b in pairwise(bounds):
        own = Counter(row.indent for row in rows[a:b]).most_common(2)
        if b - a >= _LARGE_PAGE:
            margin = min(indent for indent, count in own if 2 * count >= own[0][1])
        yield rows[a:b], margin


def _first_lines(rows: Sequence[Row]) -> int:
    """By how many blanks first lines are set in."""
    counts: Counter[int] = Counter()
    wrong: Counter[int] = Counter()
    for above, row in pairwise(rows):
        if row.set_in not in _FIRST or row.page_before or signs.kind(row.text):
            continue
        opens = row.text.lstrip("\"'(")[:1]
        behind = closes_sentence(above.text) or above.text.endswith(":")
        begins = not opens.islower() and (behind or heads.can_be_head(above.text))
        (counts if begins else wrong)[row.set_in] += 1
    if not counts:
        return 0
    first, count = counts.most_common(1)[0]
    return first if count >= _LEAST and count >= _SURE * (count + wrong[first]) else 0


def _hang(rows: Sequence[Row]) -> bool:
    """Whether further lines of items are set in, as many as not."""
    hangs = stands = 0
    for row, below in pairwise(rows):
        if signs.bullet(row.text) and not below.page_before and not signs.kind(below.text):
            wrapped = not closes_sentence(row.text)
            hangs += wrapped and below.set_in > row.set_in
            stands += wrapped and below.set_in <= row.set_in
    return hangs >= _LEAST and hangs >= _SURE * (hangs + stands)


def ends_at(context: Context, draft: Draft, row: Row, following: Row) -> bool | None:
    """Whether blanks tell that a block ends with *row*, which closes a sentence; None if not."""
    told = context.indents
    if draft.zone is Zone.ITEM and told.hang:
        if told.first and following.set_in == told.first == draft.rows[-1].set_in:
            return None  # first lines of paragraphs stand where the words of items do
        if len(draft.rows) > 1 and not following.page_before:
            return following.set_in != draft.rows[-1].set_in
        return following.set_in < draft.rows[0].set_in + _SIGN
    if draft.zone is not Zone.PARAGRAPH or not told.first:
        return None
    if abs(following.set_in - told.first) <= 1:
        return True
    return None if following.set_in or row.set_in > told.first + 1 else False


def _parts(row: Row) -> bool:
    return bool(row.page_before or row.gap)


def set_in(context: Context, i: int) -> Draft | None:
    """A quotation set in as a whole from row *i* on, in a copy that shows where lines begin."""
    told, rows = context.indents, context.rows
    by = rows[i].set_in
    if by not in _QUOTED or rows[i].page_before or not (told.first or rows[i].gap):
        return None
    stop = i + 1
    while stop < len(rows) and rows[stop].set_in == by and not _parts(rows[stop]):
        stop += 1
    if not told.first and stop < len(rows) and not _parts(rows[stop]):
        return None
    found = rows[i:stop]
    longest = max(len(row.text) for row in rows[max(0, i - 20) : i + 20])
    wide = all(len(row.text) >= _WIDE * longest for row in found[:-1])
    flows = len(found) > 1 and not closes_sentence(found[0].text)
    if not (wide and flows and closes_sentence(found[-1].text)) or signs.kind(found[0].text):
        return None
    return Draft(Zone.QUOTE, "blocks:set-in", list(found))
