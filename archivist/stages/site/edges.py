"""Lines that recur about the site's fields in the slices of one document.

In a language or on a site that is not listed, and in a copy that has lost its blank lines, nothing
parts a label, a file name or the site's own name from the text. But they stand in every slice, at
one place: above the fields, right below them, about the footer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from archivist.core import Mark, Sheet, Zone
from archivist.stages.lines.view import Line, raw_lines

LEAST = 3
"""Slices that have to agree."""

SHARE = 0.8
"""Share of the slices in which the line stands."""

MOST = 3
"""Lines that can be taken so at one place."""

LONGEST = 150
"""Characters of such a line at most."""


def recurring_edges(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets of slices, with such lines labelled as the site's.

    A running head recurs too, where slices begin or end with pages; it is parted from the fields
    by blank lines, so only a line that is set solid with them is taken, or one beyond them. The
    page's heading, which a site that tells nothing of the document has on every page, is the
    report's once.
    """
    result = [_without_title(sheet) if k else sheet for k, sheet in enumerate(sheets)]
    for find in (_above_the_fields, _below_the_fields, _about_the_footer):
        result = _freed(result, find)
    return result


def _freed(sheets: Sequence[Sheet], find: Callable[[Sheet], Line | None]) -> list[Sheet]:
    """The sheets without the lines that *find* finds in nearly all of them."""
    result = list(sheets)
    for _ in range(MOST):
        lines = [find(sheet) for sheet in result]
        counts = Counter(line.text for line in lines if line)
        text, count = counts.most_common(1)[0] if counts else ("", 0)
        if count < max(LEAST, SHARE * len(result)):
            break
        result = [
            sheet.add([_mark(line)]) if line and line.text == text else sheet
            for sheet, line in zip(result, lines, strict=True)
        ]
    return result


def _above_the_fields(sheet: Sheet) -> Line | None:
    """The first line of the copy, if the site's fields follow soon."""
    lines = raw_lines(sheet)[: MOST + 1]
    soon = any(line.cut for line in lines[1:])
    return _short(lines[0]) if soon and not lines[0].cut else None


def _below_the_fields(sheet: Sheet) -> Line | None:
    """The first line of the text, if the site's fields are set solid with it."""
    line = next(iter(raw_lines(sheet)), None)
    if line is None or not line.cut or line.gap or line.head in _titles(sheet):
        return None
    return _short(line)


def _about_the_footer(sheet: Sheet) -> Line | None:
    """The last free line: behind a line of the site's, or set solid with it and not with the text.

    In a copy that has lost its blank lines nothing says that the text has ended.
    """
    lines = raw_lines(sheet)
    if len(lines) < 2 or lines[-1].cut:
        return _short(lines[-1]) if len(lines) > 1 else None
    stop = lines[-1].stop
    solid = stop < len(sheet) and sheet.zones[stop] == Zone.SITE_NOISE
    return _short(lines[-1]) if solid and any(line.gap for line in lines[-MOST:]) else None


def _short(line: Line) -> Line | None:
    return None if len(line.text) > LONGEST or line.text.isdigit() else line


def _titles(sheet: Sheet) -> set[int]:
    return {fact.start for fact in sheet.facts_named("site.title")}


def _without_title(sheet: Sheet) -> Sheet:
    """A slice after the first, without the heading that its page has among the site's fields."""
    titles = _titles(sheet)
    again = [line for line in raw_lines(sheet) if line.head in titles] if titles else []
    return sheet.add([_mark(line) for line in again])


def _mark(line: Line) -> Mark:
    return Mark(line.start, line.stop, Zone.SITE_NOISE, "stitch:recurring-edge")
