"""Tables as rows of cells: which tables of a page hold data, and what stands in their cells.

Old pages are laid out with tables too; only what looks like data becomes rows. A row of the
transcript is one line with a tab between cells; a cell that spans columns is followed by empty
ones, so that columns stay under each other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lxml import etree

_SPACE = re.compile(r"\s*[\t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]\s*| {2,}")
_BLOCKS = frozenset(
    {
        *("article", "aside", "blockquote", "dl", "fieldset", "figure", "footer", "form", "h1"),
        *("h2", "h3", "header", "hr", "iframe", "main", "nav", "object", "ol", "pre", "script"),
        *("section", "style", "table", "ul"),
    }
)
LONGEST_CELL = 600
"""Characters of a cell of data, at most; more is running text in a layout."""

MOST_COLUMNS = 200
_WIDEST_SPAN = 50


def is_data(table: etree._Element) -> bool:
    """Whether a table of a page holds data, not the page's layout.

    Data: two rows and two columns at least, no block of another kind in a cell, cells of
    moderate length. ``role="presentation"`` says layout; ``th`` or ``caption`` says data.
    """
    if (table.get("role") or "").lower() in {"presentation", "none"}:
        return False
    rows = [[c for c in row if c.tag in {"td", "th"}] for row in own_rows(table)]
    rows = [row for row in rows if row]
    wide = sum(1 for row in rows if len(row) >= 2)
    if len(rows) < 2 or wide < 2 or max(len(row) for row in rows) > MOST_COLUMNS:
        return False
    for row in rows:
        for cell in row:
            if any(el.tag in _BLOCKS for el in cell.iterdescendants()):
                return False
            if sum(len(text) for text in cell.itertext()) > LONGEST_CELL:
                return False
            if sum(1 for _ in cell.iter("p", "div")) > 4 or sum(1 for _ in cell.iter("br")) > 6:
                return False
    return True


def own_rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table itself, not of tables inside it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if row.tag == "tr")


def cells_of(
    rows: Sequence[etree._Element], text_of: Callable[[etree._Element], str]
) -> list[list[str]]:
    """The text of each row's cells, with empty cells where another one spans into the row.

    Args:
        rows: ``tr`` elements of one table.
        text_of: gives the text of a cell.
    """
    result: list[list[str]] = []
    reaching: dict[int, int] = {}  # column to rows still covered from above
    for row in rows:
        line: list[str] = []
        for cell in row:
            if cell.tag not in {"td", "th"}:
                continue
            while reaching.get(len(line), 0) and len(line) < MOST_COLUMNS:
                reaching[len(line)] -= 1
                line.append("")
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for k in range(across):
                if down > 1:
                    reaching[len(line)] = down - 1
                line.append(as_cell(text_of(cell)) if k == 0 else "")
            if len(line) > MOST_COLUMNS:
                break
        while reaching.get(len(line), 0) and len(line) < MOST_COLUMNS:
            reaching[len(line)] -= 1
            line.append("")
        result.append(line)
    return result


def as_cell(text: str) -> str:
    r"""Text as it can stand between tabs.

    >>> as_cell(" a\n b ")
    'a b'
    """
    return _SPACE.sub(" ", text).strip(" ")


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return (
        min(int(value), _WIDEST_SPAN) if value.isascii() and value.isdigit() and int(value) else 1
    )
