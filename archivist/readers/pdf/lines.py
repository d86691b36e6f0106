"""Printed lines of a page: words put together by baseline, raised figures, initials, columns."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from archivist.readers.pdf.page import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_URL_END = re.compile(r"(?:https?://|www\.|doi\.org/)\S*$", re.IGNORECASE)
_RAISED = re.compile(r"\[?(?:\d{1,3}(?:[,–-]\d{1,3})*|[*†‡§]{1,3})\]?")


MOST_LINES = 1500
"""Lines of one page beyond which no columns or tables are looked for: a drawing, not a page."""

MOST_INITIALS = 12
"""Initials on one page, at most; more large capitals are something else."""


@dataclass
class Line:
    """One printed line, or one column's part of it.

    Attributes:
        words: its words from left to right, raised ones among them.
        raised: indices of the raised words.
        y: baseline.
        size: size of most of its characters.
        left: left edge of the column it stands in.
        right: right edge of that column.
        initial: an initial set over several lines that belongs before the first word.
        cells: its cells, where it is a row of a table.
        quoted: whether it is set in from both sides, as quotations are.
    """

    words: list[Word]
    y: float
    size: float
    raised: set[int] = field(default_factory=set)
    left: float = 0.0
    right: float = 0.0
    initial: Word | None = None
    cells: list[str] = field(default_factory=list)
    quoted: bool = False

    @property
    def x0(self) -> float:
        """Left edge of its words."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right edge of its words."""
        return max(w.x1 for w in self.words)

    @property
    def text(self) -> str:
        """Its words with blanks between, as printed."""
        return " ".join(w.text for w in self.words)

    @property
    def plain(self) -> str:
        """Its words without raised figures."""
        return " ".join(w.text for i, w in enumerate(self.words) if i not in self.raised)

    @property
    def bold(self) -> bool:
        """Whether all of its letters are bold."""
        letters = [w for w in self.words if any(c.isalpha() for c in w.text)]
        return bool(letters) and all(w.face.bold for w in letters)

    @property
    def artifact(self) -> bool:
        """Whether the producer marked it as furniture."""
        return all(w.artifact for w in self.words)

    def box(self) -> str:
        """Its box: left, bottom, right, top, in points from the lower left of the page."""
        return f"{self.x0:.1f},{self.y:.1f},{self.x1:.1f},{self.y + self.size:.1f}"


def lines_of(words: Sequence[Word], body: float) -> list[Line]:
    """The lines of a page from top to bottom, each across its whole width.

    Args:
        words: horizontal words.
        body: size of the running text.
    """
    initials = [w for w in words if _large_capital(w, body)]
    initials = initials if len(initials) <= MOST_INITIALS else []
    initials = [w for w in initials if _is_initial(w, words)]
    rows: list[list[Word]] = []
    apart = {id(w) for w in initials}
    for word in sorted((w for w in words if id(w) not in apart), key=lambda w: (-w.y, w.x0)):
        row = rows[-1] if rows else None
        if row and abs(row[0].y - word.y) <= 0.14 * max(row[0].size, word.size):
            row.append(word)
        else:
            rows.append([word])
    lines = [_line(row) for row in rows]
    lines = _with_raised(lines)
    for initial in initials:
        lines = _with_initial(lines, initial)
    return lines


def _line(row: list[Word]) -> Line:
    row.sort(key=lambda w: w.x0)
    return Line(unspaced(row), median(w.y for w in row), main_size(row))


def main_size(words: Iterable[Word]) -> float:
    """The size of most of the characters."""
    sizes: dict[float, int] = {}
    for word in words:
        sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
    return max(sizes, key=lambda s: (sizes[s], s))


def _large_capital(word: Word, body: float) -> bool:
    letter = word.text.lstrip("“\"'‘(")
    return word.size > 1.8 * body and len(letter) == 1 and letter.isupper() and len(word.text) <= 2


def _is_initial(word: Word, words: Sequence[Word]) -> bool:
    """Whether no other large type stands beside a large capital."""
    return not any(
        w is not word and w.size > 0.7 * word.size and abs(w.y - word.y) < 0.1 * word.size
        for w in words
    )


def _with_raised(lines: list[Line]) -> list[Line]:
    """Give small figures above a baseline to the line they are raised from."""
    kept: list[Line] = []
    for k, line in enumerate(lines):
        homes = [*lines[k + 1 : k + 3], *kept[-1:]]
        left: list[Word] = []
        for word in line.words:
            home = next((h for h in homes if _raised_from(word, h)), None)
            if home is None:
                left.append(word)
                continue
            at = sum(1 for w in home.words if w.x0 < word.x0)
            home.words.insert(at, word)
            home.raised = {i + (i >= at) for i in home.raised} | {at}
        if left:
            if len(left) < len(line.words):
                line = Line(left, line.y, main_size(left))  # noqa: PLW2901
            kept.append(line)
    return kept


def _raised_from(word: Word, line: Line) -> bool:
    up = word.y - line.y
    if not (_RAISED.fullmatch(word.text) and word.size < 0.82 * line.size):
        return False
    if not 0.12 * line.size < up < 0.75 * line.size:
        return False
    near = 0.6 * line.size
    return any(-near < word.x0 - w.x1 < near or -near < w.x0 - word.x1 < near for w in line.words)


def _with_initial(lines: list[Line], initial: Word) -> list[Line]:
    """Set an initial before the first of the lines beside it."""
    beside = [
        ln
        for ln in lines
        if ln.x0 > initial.x0
        and ln.x0 < initial.x1 + 2.5 * ln.size
        and initial.y - 0.15 * ln.size <= ln.y <= initial.y + initial.size
    ]
    if len(beside) >= 2:
        max(beside, key=lambda ln: ln.y).initial = initial
        return lines
    alone = Line([initial], initial.y, initial.size)
    return sorted([*lines, alone], key=lambda ln: -ln.y)


def unspaced(words: list[Word]) -> list[Word]:
    """Letter-spaced words whole again: runs of single letters with one and the same gap.

    The gap between words of such a run is wider than that between its letters by half at least.
    """
    result: list[Word] = []
    i = 0
    while i < len(words):
        j = i
        while j < len(words) and len(words[j].text) == 1 and words[j].text.isalnum():
            j += 1
        run = words[i:j]
        if len(run) < 4:
            result.append(words[i])
            i += 1
            continue
        gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(run)]
        usual = median(gaps)
        open_ = run[0]
        for gap, word in zip(gaps, run[1:], strict=True):
            if gap > 1.45 * usual or usual > 1.2 * word.size:
                result.append(open_)
                open_ = word
            else:
                open_ = Word(
                    open_.text + word.text, open_.x0, word.x1, open_.y, open_.size, open_.face,
                    word.blank, open_.artifact,
                )  # fmt: skip
        result.append(open_)
        i = j
    return result


def segments(line: Line, gap: float) -> list[Line]:
    """A line cut where its words stand at least *gap* apart."""
    parts: list[list[int]] = [[0]]
    reach = line.words[0].x1
    for i, word in enumerate(line.words[1:], 1):
        if word.x0 - reach >= gap:
            parts.append([])
        parts[-1].append(i)
        reach = max(reach, word.x1)
    if len(parts) == 1:
        return [line]
    result = []
    for k, part in enumerate(parts):
        words = [line.words[i] for i in part]
        raised = {n for n, i in enumerate(part) if i in line.raised}
        initial = line.initial if k == 0 else None
        result.append(Line(words, line.y, main_size(words), raised, initial=initial))
    return result


def open_address(text: str) -> bool:
    """Whether a line ends inside a web address, which goes on without a blank."""
    return bool(_URL_END.search(text)) and not text.endswith((",", ";", ")"))
