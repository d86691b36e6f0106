"""The lines of a sheet as the stages see them: folded, trimmed, with what their ends show."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from archivist.core.ledger import Edit, EditKind
from archivist.core.roles import MAIN, Zone
from archivist.core.sheet import Sheet
from archivist.core.source import Hint, folded, legible
from archivist.stages.lines.sentences import runs_over

FEED = 2
"""Blank lines that a form feed stands for at least: as many as a page break has on mirrors."""


PAGE_GAP = 2
"""Blank lines that stand for a page break in the text form of the mirrors (6 of 6 cases; a note
has one blank line before it, a blank page three)."""

PAGE_MARK = "converter:page-mark"
"""Rule that claims the lines by which converters part pages; as good as a form feed."""

BACK_LINK = "\u21a9\ufe0e"
"""An arrow, and what asks for its plain form: on pages they lead from a note back to its call."""

_ODD_BLANKS = "\x1c\x1d\x1e\x1f\x85\u1680\u2000\u2001\u2004\u2005\u2006\u205f"
"""Blanks inside a line besides the space that the folded view leaves as they are."""
DRAWN_RULE = "converter:rule"
"""Rule that claims the lines drawn across a page; they part blocks as a blank line does."""

_EMPTY = frozenset({Zone.UNCLAIMED, Zone.BLANK})


class Line(NamedTuple):
    """One line. Offsets are those of the sheet; ``text`` is folded and has no outer blanks.

    Attributes:
        number: of the line in the sheet, from 0.
        start: first character.
        head: first character that is no blank.
        tail: past the last character that is no blank, nor an arrow back to the call of a note.
        stop: past the line end.
        text: the folded content between ``head`` and ``tail``.
        said: the same as it is read: with single blanks, accents on their letters.
        soft: whether blanks stand at its end (the trace of a wrapped line in many copies).
        gap: number of blank lines just before it.
        cut: whether site furniture stands between it and the line before.
        hint: what markup or type says of it; text has no such hints.
        fenced: whether text that another stage claimed stands between it and the line before, were
            it a blank line that a person gave a zone of the text.
        feed: whether a form feed stands before it: a new page, in text made from a PDF.
    """

    number: int
    start: int
    head: int
    tail: int
    stop: int
    text: str
    said: str
    soft: bool
    gap: int
    cut: bool
    hint: Hint | None = None
    feed: bool = False
    fenced: bool = False


def lines_of(sheet: Sheet) -> list[Line]:
    """The lines that hold more than blanks and on whose content no zone was claimed, in order.

    The gap counts blank lines since the last line of any kind. In a copy that has a blank line
    after every line, each blank line of the original has become two: the gap counts those of the
    original.
    """
    return [*sheet.of_labels(_respaced)]


def raw_lines(sheet: Sheet) -> list[Line]:
    """The free lines with their gaps as they stand, whatever the copy's spacing."""
    return [*sheet.of_labels(_free)]


def parted_by_feeds(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, without the gaps that part no pages because form feeds do.

    An extractor that keeps the layout writes a blank line for each that the page leaves empty:
    above the notes, around tables, on a title page.
    """
    feeds = sum(1 for line in lines if line.feed)
    if feeds < _FEEDS or len(lines) > _PAGE * (feeds + 1):
        return lines
    inside = PAGE_GAP - 1
    return [
        line._replace(gap=inside) if line.gap > inside and not line.feed else line for line in lines
    ]


_FEEDS = 2
"""Form feeds that part pages, at least."""
_PAGE = 90
"""Lines of a page at most, on average: where feeds are rarer, they part chapters."""


def _respaced(sheet: Sheet) -> Sequence[Line]:
    lines = sheet.of_labels(_free)
    if is_spaced(lines) and _run_over_blanks(lines):
        return [line._replace(gap=line.gap // 2) if line.gap else line for line in lines]
    return lines


def repaired_lines(sheet: Sheet) -> list[Line]:
    """The free lines as they read once garbled words are put right.

    Their texts are of other lengths than the copy's, and say nothing of offsets.
    """
    edits, starts = sheet.edits_in_order
    lines = lines_of(sheet)
    if not edits:
        return lines
    return [
        _repaired(line, edits[bisect_left(starts, line.head) : bisect_left(starts, line.tail)])
        for line in lines
    ]


def _repaired(line: Line, edits: Sequence[Edit]) -> Line:
    text = line.text
    for edit in reversed(edits):
        if edit.kind is EditKind.REPAIR and edit.end <= line.tail:
            start, end = edit.start - line.head, edit.end - line.head
            text = f"{text[:start]}{folded(edit.after)}{text[end:]}"
    text = text.strip(" ")
    return line._replace(text=text, said=" ".join(text.split())) if edits and text else line


def _free(sheet: Sheet) -> Sequence[Line]:
    if sheet.free(0, len(sheet)):
        return sheet.of_text(_written)
    return [*_free_lines(sheet)]


def _free_lines(sheet: Sheet) -> Iterator[Line]:
    """The lines of the text's own table that are free, with what claims around them change."""
    zones = sheet.zones
    mark = sheet.rules.index(PAGE_MARK) if PAGE_MARK in sheet.rules else 0
    drawn = sheet.rules.index(DRAWN_RULE) if DRAWN_RULE in sheet.rules else 0
    cut = fenced = fed = ruled = False
    above = Line(-1, 0, 0, 0, 0, "", "", soft=False, gap=0, cut=False)
    for line in sheet.of_text(_written):
        zone = zones[line.head]
        told = line.gap and not sheet.free(above.stop, line.start)
        if told and not MAIN.isdisjoint(zones[above.stop : line.start]):
            fenced = True
        if mark and sheet.zone_rules[line.head] == mark:
            fed = True
        elif drawn and sheet.zone_rules[line.head] == drawn:
            ruled = True
        elif zone:
            cut = cut or zone == Zone.SITE_NOISE
            fenced = fenced or zone in MAIN
        else:
            gap = _gap(sheet, above, line) if told else line.gap
            gap = max(gap, FEED) if fed else gap or int(ruled)
            changed = cut or fenced or fed or gap != line.gap
            feed = fed or line.feed
            yield line._replace(gap=gap, cut=cut, fenced=fenced, feed=feed) if changed else line
            cut = fenced = fed = ruled = False
        above = line


def _written(sheet: Sheet) -> Sequence[Line]:
    """The lines that hold more than blanks, as they are while nobody has claimed anything."""
    text, view, fed, hints = sheet.text, sheet.view, "\f" in sheet.text, hints_of(sheet)
    found: list[Line] = []
    odd, strange = any(blank in view for blank in _ODD_BLANKS), legible(view) is not view
    gap = feeds = 0
    cut = False
    arrows = BACK_LINK[0] in text
    for number, (start, end, stop) in enumerate(sheet.lines):
        bare = view[start:end].strip(" ")
        if arrows and bare.endswith((*BACK_LINK,)):
            bare = bare.rstrip(f"{BACK_LINK} ")
        if not bare:
            gap += 1
            feeds += fed and text[stop - 1] == "\f"
            continue
        head = start if view[start] != " " else end - len(view[start:end].lstrip(" "))
        tail = head + len(bare)
        said = " ".join(bare.split()) if odd or "  " in bare else bare
        said = legible(said) if strange else said
        soft, gap, hint = tail < end, max(gap, feeds * FEED), hints.get(number)
        feed = feeds > 0  # arguments go by place: this is the one call made for every line
        line = Line(number, start, head, tail, stop, bare, said, soft, gap, cut, hint, feed)
        found.append(line)
        gap, feeds = 0, int(fed and text[stop - 1] == "\f")
    return found


def _gap(sheet: Sheet, above: Line, line: Line) -> int:
    """The blank lines between two lines that no stage has claimed for anything but blank."""
    starts, stops = sheet.lines.starts, sheet.lines.stops
    blank = sum(sheet.zones[starts[n]] in _EMPTY for n in range(above.number + 1, line.number))
    if not line.feed:
        return blank
    ends = range(max(above.number, 0), line.number)
    return max(blank, FEED * sum(sheet.text[stops[n] - 1] == "\f" for n in ends))


def hints_of(sheet: Sheet) -> dict[int, Hint]:
    """What markup or type says of the sheet's lines, by their number in the sheet."""
    hints: dict[int, Hint] = {}
    first = 0
    for source in sheet.sources:
        hints.update((first + line, hint) for line, hint in source.hints.items())
        first += len(source.lines)
    return hints


def is_spaced(lines: Sequence[Line]) -> bool:
    """Whether the copy has a blank line after (nearly) every line, as old conversions do.

    0.8 leaves room for the lines of a field block or table set solid; copies with single spacing
    have a blank line before at most a fifth of their lines (measured on the pages behind
    ``docs/reference/profiles.md``).
    """
    if len(lines) < 8:
        return False
    return sum(1 for line in lines[1:] if line.gap >= 1) >= 0.8 * (len(lines) - 1)


def _run_over_blanks(lines: Sequence[Line]) -> bool:
    """Whether sentences run over blank lines; where none does, blank lines part paragraphs."""
    spaced = [(above.text, line.text) for above, line in pairwise(lines) if line.gap]
    return sum(runs_over(*pair) for pair in spaced) >= _RUN_OVER * len(spaced)


_RUN_OVER = 0.2
"""Part of the line ends of running text that surely lie inside a sentence, at least."""
