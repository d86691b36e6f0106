"""Stage *hints*: what markup and type say of a transcript's lines, as claims.

Text has no hints, and the stages infer everything. A saved page says what is chrome, a head or an
item; a PDF shows it by type and place. Such lines are claimed here, before the inferring stages
look at what is left. A claim of a profile or a person still goes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from archivist.core.ledger import Certainty, Entry, Fact, Mark
from archivist.core.roles import Zone
from archivist.core.sheet import Sheet
from archivist.core.source import HEADS, Hint
from archivist.profiles.model import Publisher
from archivist.stages.blocks.drafts import Context, Draft, draft_entries
from archivist.stages.blocks.rows import Row, passages, rows_of
from archivist.stages.lines import signs
from archivist.stages.lines.captions import credit
from archivist.stages.lines.gauge import NO_GAUGE
from archivist.stages.lines.joints import words_of
from archivist.stages.lines.measure import UNKNOWN, Habit
from archivist.stages.lines.sentences import closes_sentence
from archivist.stages.lines.view import Line, hints_of, lines_of

_ZONES = {
    **dict.fromkeys(HEADS, Zone.HEADING),
    Hint.PARAGRAPH: Zone.PARAGRAPH,
    Hint.ITEM: Zone.ITEM,
    Hint.ITEM2: Zone.ITEM,
    Hint.QUOTE: Zone.QUOTE,
    Hint.ROW: Zone.TABLE,
    Hint.CAPTION: Zone.CAPTION,
    Hint.VERSE: Zone.VERSE,
}
_LINES_KEPT = frozenset({Zone.TABLE, Zone.VERSE})
_STATED = Habit(soft=False, solid=False, ragged=False, body=UNKNOWN)
_FLOAT = re.compile(
    r"(?P<kind>table|figure|fig|map|box|chart)\b\.? ?(?P<n>[\dIVX.]*\d|[IVX]+)?", re.IGNORECASE
)

CREDIT_REACH = 40
"""Rows below a caption within which its source line is looked for."""

LONGEST_WORDS = 60
"""Characters of a row of words in a drawing, at most."""

LEAST_PARAGRAPHS = 8
"""Paragraph elements from which on one can tell whether they hold paragraphs or printed lines."""


def chrome(sheet: Sheet) -> list[Entry]:
    """The lines of site chrome, for all that a site's profile does not claim."""
    starts, stops = sheet.lines.starts, sheet.lines.stops
    return [
        Mark(starts[line], stops[line], Zone.SITE_NOISE, "hints:chrome")
        for line, hint in sorted(hints_of(sheet).items())
        if hint is Hint.NOISE
    ]


def stated(sheet: Sheet, publisher: Publisher) -> list[Entry]:
    """Blocks whose kind and beginning are stated, not inferred."""
    lines = lines_of(sheet)
    if not any(line.hint for line in lines):
        return []
    lines = _believed(sheet, lines)
    words = sheet.of_text(words_of)
    ranks = sorted({ln.hint for ln in lines if ln.hint and ln.hint in HEADS}, key=HEADS.__getitem__)
    levels = {hint: level for level, hint in enumerate(ranks, 1)}  # a title's rank is not counted
    entries: list[Entry] = []
    for rows in passages(rows_of(sheet, lines, NO_GAUGE, words)):
        context = Context(_STATED, publisher, words, rows, ())
        for draft in _drafts(sheet, rows, publisher, levels):
            entries += draft_entries(draft, context)
    return entries


def _believed(sheet: Sheet, lines: Sequence[Line]) -> list[Line]:
    """The lines, without the hints of a page whose paragraph elements hold printed lines.

    Converters write ``<p>`` around each line; paragraphs close a sentence, most lines do not.
    """
    broken = set()
    for number, source in enumerate(sheet.sources):
        if source.is_paged:  # its reader says of every line whether a block begins
            continue
        ends = [
            closes_sentence(line.text) or line.text.endswith(":")
            for line in lines
            if line.hint is Hint.PARAGRAPH and sheet.source_at(line.start) == number
        ]
        if len(ends) >= LEAST_PARAGRAPHS and sum(ends) < 0.4 * len(ends):
            broken.add(number)
    if not broken:
        return list(lines)
    return [
        line._replace(hint=None)
        if line.hint is Hint.PARAGRAPH and sheet.source_at(line.start) in broken
        else line
        for line in lines
    ]


def _drafts(
    sheet: Sheet, rows: Sequence[Row], publisher: Publisher, levels: Mapping[Hint, int]
) -> Iterator[Draft]:
    open_: Draft | None = None
    words = _figure_words(rows, publisher)
    for k, row in enumerate(rows):
        zone = _ZONES.get(row.hint) if row.hint else None
        zone = Zone.TABLE if k in words else zone
        paged = sheet.locate(row.lines[0].start)[0].is_paged
        if zone is None and paged and open_ is None:
            zone = Zone.PARAGRAPH  # the rest of a block that another stage claimed
        if zone is None and open_ and not row.hint and _credits(open_, row, publisher):
            zone = Zone.CREDIT
        if open_ is not None and _goes_on(open_, row, zone, paged=paged):
            open_.rows.append(row)
            continue
        if open_ is not None:
            yield open_
        open_ = _opened(zone, row, publisher, levels) if zone else None
    if open_ is not None:
        yield open_


def _credits(above: Draft, row: Row, publisher: Publisher) -> bool:
    """Whether a row that nothing is said of gives the source of the table right above it."""
    if above.zone not in (Zone.TABLE, Zone.CREDIT) or row.gap > 1:
        return False
    return bool(credit(row.text, publisher.credit_labels))


def _figure_words(rows: Sequence[Row], publisher: Publisher) -> set[int]:
    """Rows between the caption of a figure and its source line: the words of the drawing."""
    found: set[int] = set()
    for k, row in enumerate(rows):
        if row.hint is not Hint.CAPTION:
            continue
        reach = range(k + 1, min(k + 1 + CREDIT_REACH, len(rows)))
        stop = next((n for n in reach if credit(rows[n].text, publisher.credit_labels)), 0)
        first = next((n for n in reach if rows[n].hint), stop)  # a caption can take more lines
        between = range(first, stop)
        if all(len(rows[n].text) <= LONGEST_WORDS and rows[n].hint not in HEADS for n in between):
            found.update(n for n in between if rows[n].hint is not Hint.CAPTION)
    return found


def _goes_on(draft: Draft, row: Row, zone: Zone | None, *, paged: bool) -> bool:
    """Whether the row is of the open block."""
    last = draft.rows[-1]
    if zone is None:
        if row.hint is Hint.RUN_ON and not row.gap:
            return True
        if draft.zone is Zone.CREDIT and not row.hint and not row.gap:
            return True
        return paged or (last.soft and not row.gap and draft.zone is not Zone.PARAGRAPH)
    if zone is not draft.zone or (row.gap and not paged):
        return False
    if zone in _LINES_KEPT:
        return row.gap < 2
    # a ``br`` inside the element leaves a blank at the line's end
    return last.soft and row.hint is last.hint and zone in {Zone.HEADING, Zone.QUOTE, Zone.CAPTION}


def _opened(zone: Zone, row: Row, publisher: Publisher, levels: Mapping[Hint, int]) -> Draft:
    line = row.lines[0]
    if zone is Zone.PARAGRAPH and credit(row.text, publisher.credit_labels):
        zone = Zone.CREDIT
    draft = Draft(zone, f"hints:{row.hint or 'rest'}", [row], lines_kept=zone in _LINES_KEPT)
    if row.hint and row.hint in levels:
        draft.facts.append(_fact("head-level", str(levels[row.hint]), line))
    elif zone is Zone.ITEM:
        _mark_item(draft, line)
    elif zone is Zone.CAPTION and (found := _FLOAT.match(line.text)):
        value = f"{found['kind']} {found['n'] or ''}".strip().casefold()
        draft.facts.append(_fact("float", value, line))
    return draft


def _mark_item(draft: Draft, line: Line) -> None:
    """The printed mark of an item, its level or its number."""
    level = "2" if line.hint is Hint.ITEM2 else "1"
    for find in (signs.bullet, signs.dash, signs.enumerator):
        if sign := find(line.text):
            draft.marker = (line.head, line.head + sign.end())
            if find is signs.enumerator:
                draft.facts.append(_fact("item-number", sign["n"], line))
            break
    draft.facts.append(_fact("item-level", level, line))


def _fact(name: str, value: str, line: Line) -> Fact:
    return Fact(name, value, line.head, line.tail, f"hints:{line.hint}", Certainty.HIGH)
