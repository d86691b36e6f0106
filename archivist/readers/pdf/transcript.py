"""The transcript of a PDF: its pages put together from words with places."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from archivist.core.source import Hint
from archivist.readers.html.sup import Raised, raised, superscript
from archivist.readers.pdf.blocks import (
    PageBlocks,
    block_lines,
    body_size,
    head_levels,
    note_lines,
    split_notes,
)
from archivist.readers.pdf.columns import align_left, gutters_of, in_reading_order
from archivist.readers.pdf.drawn import drawn_bullets
from archivist.readers.pdf.endnotes import mark_endnotes
from archivist.readers.pdf.furniture import Furniture, furniture
from archivist.readers.pdf.lines import Line, lines_of
from archivist.readers.pdf.paragraphs import BULLETS, Printed, ends_soft, over_page, usual_inset
from archivist.readers.pdf.quotations import mark_quotations
from archivist.readers.pdf.tables import mark_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archivist.readers.pdf.page import PageText

LEAST_LINES = 10
"""Lines a column needs for its edges to be known."""

_LABEL = re.compile(r"\[?\d{1,3}\]?\.?(?!\d)")
_CLEAN = str.maketrans(dict.fromkeys("\n\r\v\f\u2028\u2029\t", " "))


@dataclass
class Transcript:
    """Lines, and for their numbers (from 0) places, hints and the labels of pages they open."""

    lines: list[str] = field(default_factory=list)
    anchors: dict[int, str] = field(default_factory=dict)
    hints: dict[int, Hint] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)

    def add(self, text: str, anchor: str, hint: Hint | None = None) -> None:
        """Add a line; blanks of other kinds and line ends in it become blanks."""
        if hint is not None:
            self.hints[len(self.lines)] = hint
        self.anchors[len(self.lines)] = anchor
        self.lines.append(text if hint is Hint.ROW else text.translate(_CLEAN))

    def blank(self) -> None:
        """Add an empty line."""
        self.lines.append("")


def transcribe(pages: Sequence[PageText], labels: Sequence[str] = ()) -> Transcript:
    """The transcript of a document's pages.

    Args:
        pages: their words and rules.
        labels: what the file calls each page, if it does.
    """
    for page in pages:
        page.words += list(drawn_bullets(page))
    body = body_size([[(w.size, len(w.text)) for w in p.words if not w.turned] for p in pages])
    every = [lines_of([w for w in p.words if not w.turned], body) for p in pages]
    _true_hyphens(every)
    found = furniture(every, body, [page.rules for page in pages])
    inner = [
        [ln for ln in lines if id(ln) not in known.taken]
        for lines, known in zip(every, found, strict=True)
    ]
    columns = [
        in_reading_order(lines, body, gutter)
        for lines, gutter in zip(inner, gutters_of(inner, body), strict=True)
    ]
    _even_out(columns)
    levels = head_levels([[ln for group in groups for ln in group] for groups in columns], body)
    parted = [
        [_parted(group, page, body) for group in groups]
        for groups, page in zip(columns, pages, strict=True)
    ]
    texts = [text for groups in parted for text, _ in groups]
    mark_quotations(texts)
    inset = usual_inset(texts)
    blocks = [_page_blocks(groups, body, levels, inset) for groups in parted]
    filled = [b for b in blocks if b.body]
    for before, after in itertools.pairwise(filled):
        over_page(before.body[-1], after.body[0])
    mark_endnotes(blocks)
    return _written(pages, found, blocks, labels)


def _written(
    pages: Sequence[PageText],
    found: Sequence[Furniture],
    blocks: Sequence[PageBlocks],
    labels: Sequence[str],
) -> Transcript:
    """The pages one after the other, with their furniture, parted by blank lines."""
    transcript = Transcript()
    for number, (page, known, one) in enumerate(zip(pages, found, blocks, strict=True), 1):
        if number > 1:
            transcript.blank()
            if page.words:
                transcript.blank()
        if page.words and any(labels):
            transcript.labels[len(transcript.lines)] = labels[number - 1]
        _page(transcript, number, known, one)
        for word in page.words:
            if word.turned:
                transcript.add(word.text, f"page {number} box {word.x0:.1f},{word.y:.1f}")
    return transcript


def _even_out(columns: Sequence[Sequence[list[Line]]]) -> None:
    """Give pages with few lines the measure of the others, where all stand in one column."""
    single = [groups[0] for groups in columns if len(groups) == 1]
    widths = [group[0].right - group[0].left for group in single if len(group) >= LEAST_LINES]
    if not widths:
        return
    width = median(widths)
    for group in single:
        for line in group:
            if len(group) < LEAST_LINES and line.right - line.left < width:
                line.right = line.left + width


def _true_hyphens(pages: Sequence[Sequence[Line]]) -> None:
    """Soft hyphens printed inside lines are hyphens whose glyph has two names in the font.

    Then its name says nothing at line ends either, where the stages decide.
    """
    words = [w for lines in pages for line in lines for w in line.words if "\u00ad" in w.text]
    ends = {id(line.words[-1]) for lines in pages for line in lines}
    if any("\u00ad" in w.text[:-1] or id(w) not in ends for w in words):
        for word in words:
            word.text = word.text.replace("\u00ad", "-")


def _parted(group: list[Line], page: PageText, body: float) -> tuple[list[Line], list[Line]]:
    """The text of a column, its tables marked, and its notes."""
    mark_tables(group, page.rules, body)
    text, feet = split_notes(group, page.rules, body)
    align_left(text)  # notes can stand further out than the text
    return text, feet


def _page_blocks(
    groups: Sequence[tuple[list[Line], list[Line]]],
    body: float,
    levels: dict[tuple[float, bool], Hint],
    inset: float,
) -> PageBlocks:
    blocks = PageBlocks()
    for text, _ in groups:
        printed = block_lines(text, body, levels, inset)
        if blocks.body and printed:
            over_page(blocks.body[-1], printed[0])
        blocks.body += printed
    blocks.notes = note_lines([line for _, feet in groups for line in feet])
    return blocks


def _page(transcript: Transcript, number: int, known: Furniture, blocks: PageBlocks) -> None:
    if known.folio is not None:
        transcript.add(known.folio.text, f"page {number} box {known.folio.box()}", Hint.FOLIO)
    for head in known.heads:
        transcript.add(head.text, f"page {number} box {head.box()}", Hint.HEADER)
    for printed in blocks.body:
        (_note_line if printed.note else _body_line)(transcript, number, printed)
    for k, printed in enumerate(blocks.notes):
        if not k and not printed.begins and transcript.lines and transcript.lines[-1]:
            transcript.blank()  # the rest of a note of the page before
        _note_line(transcript, number, printed)


def _body_line(transcript: Transcript, number: int, printed: Printed) -> None:
    line, hint = printed.line, printed.hint if printed.begins else None
    anchor = f"page {number} box {line.box()}"
    if hint is Hint.ROW:
        cells = (cell.translate(_CLEAN) for cell in line.cells)
        transcript.add("\t".join(cells), anchor, hint)
        return
    if line.initial is not None:
        box = f"{line.initial.x0:.1f},{line.initial.y:.1f}"
        transcript.add(line.initial.text, f"page {number} box {box}", hint)
        hint = Hint.RUN_ON
    parts = _parts(line)
    for k, (text, is_call) in enumerate(parts):
        soft = " " if k == len(parts) - 1 and ends_soft(printed) else ""
        own = Hint.CALL if is_call else Hint.RUN_ON if k else hint
        transcript.add(text + soft, anchor, own)


def _parts(line: Line) -> list[tuple[str, bool]]:
    """The text of a line cut at its calls; whether each part is a call."""
    parts: list[tuple[str, bool]] = []
    text = ""
    for i, word in enumerate(line.words):
        own = BULLETS.get(word.text, word.text) if i == 0 and len(line.words) > 1 else word.text
        if i not in line.raised:
            text += f" {own}" if text else own
            continue
        if raised(own, text) is Raised.EXPONENT and text:
            text += superscript(own)
            continue
        if text:
            parts.append((text, False))
        parts.append((own.strip("[]"), True))
        text = ""
    if text:
        parts.append((text, False))
    return parts


def _note_line(transcript: Transcript, number: int, printed: Printed) -> None:
    line = printed.line
    if printed.begins and transcript.lines and transcript.lines[-1]:
        transcript.blank()
    words = list(line.words)
    text = ""
    for i, word in enumerate(words):
        if i and i in line.raised:
            text += superscript(word.text)
        else:
            text += f" {word.text}" if text else word.text
    if printed.number:
        label = _LABEL.match(text)
        cut = label.end() if label else len(words[0].text)
        text = f"{printed.number} {text[cut:].lstrip()}"
    soft = " " if ends_soft(printed) else ""
    transcript.add(text + soft, f"page {number} box {line.box()}", printed.hint or Hint.NOTE_ON)
