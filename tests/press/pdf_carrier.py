"""The printed report as a PDF, set by a real engine (typst): type, rules, feet and columns.

The compositor says which words stand on which page; lines, hyphens, superscripts, the place of
notes and the rules of tables are the engine's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING

import typst
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from archivist.stages.lines.folios import folio_value
from tests.press.carriers import BARE
from tests.press.gold import assemble
from tests.press.model import CALL, CELL, FONT, ITALIC, ROMAN
from tests.press.render import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archivist.evaluate.digest import Block, Digest
    from tests.press.model import Report
    from tests.press.sheet import Line, Page, Print, Unit

_PARTS = re.compile(f"([{CALL}{FONT}{ITALIC}{ROMAN}])")
_IDEOGRAPHS = re.compile("[\u2e80-\u9fff]+")
_FULL = "#linebreak(justify: true)"
_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0)
_WHOLE = replace(BARE, key="pdf", numbers=True, angle=True, diamond="◆", gap=2)
_PLAIN = {  # size in parts of the text's, and style, of what is neither text nor head
    "masthead": "size: 0.9em",
    "title": "size: 2.1em",
    "subtitle": "size: 1.5em",
    "byline": 'size: 1.1em, style: "italic"',
    "signed": 'style: "italic"',
}
_HEADS = ("size: 1.5em", "size: 1.2em", 'size: 1em, weight: "bold"')


@dataclass(frozen=True, slots=True)
class Sheet:
    """How the pages are set.

    Attributes:
        columns: of the text area.
        ruled: whether tables have rules around their cells.
        font: of everything.
        labels: whether the file says which number each page has, as programs for layout do.
    """

    columns: int = 1
    ruled: bool = True
    font: str = "Libertinus Serif"
    labels: bool = True


def pdf_of(printed: Print, report: Report, sheet: Sheet | None = None) -> bytes:
    """The PDF: as many pages as were printed, in the largest type in which they fit.

    Raises:
        ValueError: some page does not fit even in the smallest type.
    """
    sheet = sheet or Sheet()
    for size in _SIZES:
        raw = bytes(typst.compile(_Setter(printed, report, sheet, size).source().encode()))
        if len(PdfReader(BytesIO(raw)).pages) == len(printed.pages):
            return _labelled(raw, printed.pages) if sheet.labels else raw
    raise ValueError("the printed pages do not fit on pages of the engine")


def _labelled(raw: bytes, pages: Sequence[Page]) -> bytes:
    """The file with a label for each page: its number, printed or not, and a letter for covers."""
    ranges = ArrayObject()
    for index, page in enumerate(pages):
        style = DictionaryObject()
        value = folio_value(page.number)
        if value is None:
            style[NameObject("/P")] = TextStringObject(f"C{index + 1}")
        else:
            style[NameObject("/S")] = NameObject("/r" if value[0] else "/D")
            style[NameObject("/St")] = NumberObject(value[1])
        ranges += [NumberObject(index), style]
    writer = PdfWriter(clone_from=BytesIO(raw))
    tree = DictionaryObject({NameObject("/Nums"): ranges})
    writer.root_object[NameObject("/PageLabels")] = tree
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def gold_of(printed: Print, report: Report) -> Digest:
    """The right answer for the whole report: a PDF loses nothing, and shows levels by type."""
    copytext = render(printed, _WHOLE, Random(0))
    gold = assemble([copytext.pieces], copytext.units, report)
    seen = dict.fromkeys(ln.unit for page in printed.pages for ln in page.lines)
    heads = iter([printed.units[unit] for unit in seen if printed.units[unit].kind == "head"])
    return replace(gold, blocks=tuple(_leveled(block, heads) for block in gold.blocks))


def _leveled(block: Block, heads: Iterator[Unit]) -> Block:
    if block.kind != "head":
        return block
    return replace(block, level=next(heads).level or None)


def settable(printed: Print) -> Print:
    """The same print in letters that the engine's own fonts have."""

    def told(lines: Sequence[Line]) -> list[Line]:
        return [replace(ln, text=_IDEOGRAPHS.sub("Haiyun", ln.text)) for ln in lines]

    pages = [replace(p, lines=told(p.lines), notes=told(p.notes)) for p in printed.pages]
    return replace(printed, pages=pages)


class _Setter:
    def __init__(self, printed: Print, report: Report, sheet: Sheet, size: float) -> None:
        self.titles = [report.title.casefold(), report.subtitle.casefold()]
        self.pages, self.units = printed.pages, printed.units
        self.sheet, self.size = sheet, size
        self.notes = self.feet()
        last = {line.unit: n for n, page in enumerate(self.pages) for line in page.lines}
        self.last = last  # number of the page on which a unit ends

    def feet(self) -> dict[int, str]:
        """The whole text of each note."""
        lines: dict[int, list[Line]] = {}
        for page in self.pages:
            for line in page.notes:
                lines.setdefault(line.unit, []).append(line)
        return {unit: _joined(rows) for unit, rows in lines.items()}

    def source(self) -> str:
        columns = f"columns: {self.sheet.columns}, " if self.sheet.columns > 1 else ""
        head = f"""
#set page(paper: "us-letter", {columns}margin: (x: 1in, top: 1in, bottom: 0.8in))
#set text(size: {self.size}pt, font: "{self.sheet.font}", lang: "en")
#set super(typographic: false)
#set par(justify: true, leading: 0.5em, spacing: 0.5em,
  first-line-indent: (amount: 1.2em, all: true))
#set footnote.entry(gap: 0.3em, clearance: 0.6em)
#show footnote.entry: set text(size: 0.78em)
#show footnote.entry: set par(leading: 0.4em, first-line-indent: 0pt)
"""
        return head + "\n".join(self.page(n, page) for n, page in enumerate(self.pages))

    def page(self, number: int, page: Page) -> str:
        printed = page.printed or page.number
        shown = [page.head] if page.head else []
        own = page.folio and printed not in page.head.split()
        side = "#h(1fr)".join(_string(text) for text in (*shown, *([printed] if own else [])))
        edge = f"text(size: 0.85em)[{side}]" if side else "none"
        header, footer = ("none", edge) if page.foot else (edge, "none")
        body = "\n".join(self.groups(number, page))
        return f"#page(header: {header}, footer: {footer})[\n{body}\n]"

    def groups(self, number: int, page: Page) -> Iterator[str]:
        """The blocks of a page; the rows of one float together."""

        def key(line: Line) -> tuple[int, int]:
            unit = self.units[line.unit]
            return (unit.group, 0) if unit.kind == "row" else (0, line.unit)

        for _, group in groupby(page.lines, key):
            lines = list(group)
            unit = self.units[lines[0].unit]
            yield self.table(lines) if unit.kind == "row" else self.block(unit, lines, number)

    def table(self, lines: Sequence[Line]) -> str:
        rows = [line.text.split(CELL) for line in lines]
        width = max(len(row) for row in rows)
        cells = ", ".join(
            f"[{_string(c)}]" for row in rows for c in (*row, *[""] * (width - len(row)))
        )
        stroke = "0.5pt" if self.sheet.ruled else "none"
        return f"#block(table(columns: {width}, stroke: {stroke}, align: left, {cells}))"

    def block(self, unit: Unit, lines: Sequence[Line], number: int) -> str:
        text = self.content(_joined(lines), [n for line in lines for n in line.calls])
        first, last = lines[0].first, self.last[lines[0].unit] == number
        if not last:
            text += _FULL
        if unit.kind == "note":
            label = f"{unit.n}. " if first else ""
            return f"#par(first-line-indent: 0pt)[{_string(label)}{text}]"
        if unit.kind == "head":
            style = _HEADS[min(max(unit.level, 1), 3) - 1]
            return f"#block(above: 1.4em, below: 0.8em, sticky: true, text({style})[{text}])"
        if unit.kind == "item":
            return self.item(unit, text, first=first)
        if unit.kind == "quote":
            return f"#pad(x: 2.5em, y: 0.4em, par(first-line-indent: 0pt)[{text}])"
        if unit.kind in ("p", "box"):
            indent = "" if first and not lines[0].cap else "first-line-indent: 0pt"
            if first and lines[0].cap and len(lines) > 3 and not any(x.calls for x in lines[:2]):
                return self.capital(lines, text)
            return f"#par({indent})[{text}]"
        if unit.kind in ("caption", "trailer"):
            style = 'weight: "bold", size: 0.9em' if unit.kind == "caption" else "size: 0.85em"
            return f"#block(above: 0.9em, below: 0.6em, text({style})[{text}])"
        style = _PLAIN.get(unit.kind, "size: 1em")
        if unit.kind in ("cover", "titlepage"):
            style = self.titling(_joined(lines))
        text = f"#par(justify: false, first-line-indent: 0pt)[{text}]"
        return f"#block(above: 0.9em, below: 0.6em, text({style})[{text}])"

    def titling(self, text: str) -> str:
        """The title of a title page large, its subtitle less so, the rest at text size."""
        words = text.casefold().rstrip(":")
        if words in self.titles:
            return ("size: 2em", "size: 1.4em")[self.titles.index(words)]
        return 'style: "italic"'

    def item(self, unit: Unit, text: str, *, first: bool) -> str:
        left = f"{1.5 * max(unit.level - 1, 0)}em"
        mark = ""
        if first and unit.marker:
            mark = _string(unit.marker)
            text = text.replace(f'#"{unit.marker} ', '#"', 1)
        grid = f"grid(columns: (1.6em, 1fr), [{mark}], par(first-line-indent: 0pt)[{text}])"
        return f"#block(above: 0.6em, below: 0.6em, pad(left: {left}, {grid}))"

    def capital(self, lines: Sequence[Line], text: str) -> str:
        """A large first letter beside two lines; the rest of the paragraph under it."""
        beside, rest = lines[:2], lines[2:]
        letter, first = lines[0].text[0], replace(beside[0], text=beside[0].text[1:])
        two = "".join(self.content(line.text, []) + _FULL for line in (first, beside[1]))
        tail = self.content(_joined(rest), [n for line in rest for n in line.calls])
        tail += _FULL if text.endswith(_FULL) else ""
        initial = f"text(size: 2.6em)[{_string(letter)}]"
        two = f"[#par(first-line-indent: 0pt)[{two}]]"
        return (
            f"#block(below: 0.5em, grid(columns: (auto, 1fr), gutter: 0.2em, {initial}, {two}))\n"
            f"#par(first-line-indent: 0pt)[{tail}]"
        )

    def content(self, text: str, calls: Sequence[int]) -> str:
        """Markup for running text: fonts, and notes at their calls."""
        waiting, out, slanted = list(calls), "", False
        for part in _PARTS.split(text):
            if part == CALL:
                note = waiting.pop(0)
                n = self.units[note].n
                foot = self.content(self.notes.get(note, ""), [])
                if note not in self.notes:
                    out += f"#super[{n}]"
                    continue
                out += f"#counter(footnote).update({int(n) - 1})#footnote[{foot}]"
            elif part == ITALIC and not slanted:
                out, slanted = out + "#emph[", True
            elif part == ROMAN and slanted:
                out, slanted = out + "]", False
            elif part not in (ITALIC, ROMAN, FONT):
                out += _string(part)
        return out + ("]" if slanted else "")


def _string(text: str) -> str:
    """Text as a string of the engine, in which no character is markup."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{quoted}"' if text else ""


def _joined(lines: Sequence[Line]) -> str:
    """The words of printed lines on end; the last keeps the hyphen at which a page parts it."""
    text = ""
    for k, line in enumerate(lines):
        last = k == len(lines) - 1
        row = line.text
        if line.end == "soft" and not last:
            row = row[:-1]
        text += row + (" " if line.end == "wrap" and not last else "")
    return text
