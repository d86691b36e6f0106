"""Finding notes whose numbers are printed: labels at line starts that count up and are called."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archivist.core.source import Hint
from archivist.stages.lineview import Line
from archivist.stages.notes.calls import OWN_LINE, STRONG, SUPERSCRIPT, Call, matched

_LABEL = re.compile(
    r"(?:\[\^?(?P<bracket>\d{1,3})\]:?|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|(?P<stop>\d{1,3})[.)]|(?P<bare>\d{1,3}))"
    r"(?P<blank> *)(?=\S)"
)
_NOTE_WORDS = re.compile(
    r"[A-Z\"'(\[*]|https?:|www\.|[^\x00-\x7f]|[a-z]{2,} [A-Z\"']|e\.g|i\.e|(?:ibid|idem|see|cf)\b"
)
NOTE_HEAD = re.compile(r"(?:end ?notes?|notes?|references|works cited)", re.IGNORECASE)
_TRIES = 40
"""Runs tried on one page: a page holds few lines that begin with a number that is due."""
LABELS = 2000
"""Labels looked through for a run: more than a report has."""
_SURE, _SURELY = 3, 0.8
"""Labels that need no calls: so many on end, of which so large a part cites."""
APART = 4
"""Lines between two labels of notes, at most, where a note is one line."""


class Label(NamedTuple):
    """A number printed before a note.

    ``listlike`` says that items of lists are numbered in this form, too.
    """

    number: int
    start: int  # of the line
    end: int  # past the blank behind the number
    line: int  # position in the list of lines
    listlike: bool


@dataclass(frozen=True)
class Run:
    """Labels that count up by one, with the calls that bear them out."""

    labels: tuple[Label, ...]
    calls: tuple[Call, ...]
    cites: int  # labels whose text looks like that of a note

    @property
    def score(self) -> float:
        """How much speaks for notes: called labels, less those without a call; citations."""
        return 1.5 * len(self.calls) - 0.5 * len(self.labels) + 0.5 * self.cites


_NO_LABELS = frozenset({Hint.CALL, Hint.RUN_ON, Hint.ROW})


def find_labels(lines: Sequence[Line]) -> list[Label]:
    """Every line start that can be the label of a note, in order."""
    found: list[Label] = []
    for i, line in enumerate(lines):
        if not line.text[0].isdecimal() and line.text[0] not in "[⁰¹²³⁴⁵⁶⁷⁸⁹":
            continue
        if line.hint in _NO_LABELS:
            continue
        if OWN_LINE.fullmatch(line.text):
            if (
                0 < i < len(lines) - 1
                and int(line.text)
                and not (lines[i + 1].gap or lines[i + 1].fenced)
            ):
                found.append(Label(int(line.text), line.start, lines[i + 1].head, i, listlike=True))
            continue
        match = _LABEL.match(line.text)
        if match is None:
            continue
        glued = not match["blank"] and match["bare"]
        stated = line.hint is Hint.NOTE
        if not stated and (glued or not _NOTE_WORDS.match(line.text, match.end())):
            continue
        digits = match["bracket"] or match["raised"] or match["stop"] or match["bare"]
        number = int(digits.translate(SUPERSCRIPT))
        if number:
            found.append(
                Label(number, line.start, line.head + match.end(), i, listlike=bool(match["stop"]))
            )
    return found


@dataclass(frozen=True)
class Layout:
    """How notes are set where a run is looked for.

    Attributes:
        adjacent: a note is one line, so that labels stand close to one another.
        endnotes: the run may go on one that was called pages ago.
        paged: the labels are those of one page; else labels without a call may belong to notes
            that stand further on, whose calls are still to come.
        cites: tells whether the text behind a label looks like that of a note.
    """

    adjacent: bool
    endnotes: bool
    paged: bool
    cites: Callable[[Label], bool]


def best_run(
    labels: Sequence[Label], calls: Sequence[Call], last: int | None, layout: Layout
) -> Run | None:
    """The run of *labels* that is called best, or None.

    Args:
        labels: candidates of one page (or of the rest of a text without pages), in order.
        calls: candidates of the text before them, in order.
        last: number of the last note before; None where nothing is known.
        layout: how notes are set there.
    """
    following = _links(labels, adjacent=layout.adjacent)
    best: Run | None = None
    tries = 0
    for k, label in enumerate(labels):
        due = last is None or label.number == 1 or last < label.number <= last + APART
        if not due or tries >= _TRIES or (k and following[k - 1] == k and best):
            continue
        tries += 1
        whole = tuple(_follow(labels, following, k))
        run = _borne_out(whole, calls, layout)
        if run and (best is None or _beats(run, best)):
            best = run
    return best


def _beats(run: Run, other: Run) -> bool:
    """Of two runs that lean on the same calls the better, and of equals the later, is the notes."""
    if not run.calls or run.calls[0].start > other.labels[0].start:
        return False  # it stands for itself, or has calls of its own behind the other's notes
    return run.score >= other.score


def _links(labels: Sequence[Label], *, adjacent: bool) -> list[int]:
    """For each label the nearest later one with the next number, or -1."""
    nearest: dict[int, int] = {}
    result = [-1] * len(labels)
    for k in range(len(labels) - 1, -1, -1):
        j = nearest.get(labels[k].number + 1, -1)
        if j >= 0 and not (adjacent and labels[j].line - labels[k].line > APART):
            result[k] = j
        nearest[labels[k].number] = k
    return result


def _follow(labels: Sequence[Label], following: Sequence[int], k: int) -> Iterator[Label]:
    while k >= 0:
        yield labels[k]
        k = following[k]


def _borne_out(labels: tuple[Label, ...], calls: Sequence[Call], layout: Layout) -> Run | None:
    """The run with its calls, if at least half of its labels (and one of the first two) have one.

    Numbers with a stop number lists as well: a third of such labels must have a citation or smaller
    type behind them.
    """
    split = bisect_left(calls, labels[0].start, key=lambda c: c.start)
    labels = _before_text(labels, calls[split:])
    mine = matched(calls[:split], {label.number for label in labels})
    if not layout.paged and mine:
        labels = tuple(label for label in labels if label.number <= mine[-1].number)
    cited = sum(1 for label in labels if layout.cites(label))
    if len(labels) >= _SURE and cited >= _SURELY * len(labels):
        return Run(labels, tuple(mine), cited)  # the pages with the calls may be lost
    first = {c.number for c in mine} & {label.number for label in labels[:2]}
    if (not first and not layout.endnotes) or 2 * len(mine) < len(labels):
        return None
    if not any(c.weight >= STRONG for c in mine):
        return None
    if labels[0].listlike and 3 * cited < len(labels):
        return None
    return Run(labels, tuple(mine), cited)


def _before_text(labels: tuple[Label, ...], later: Sequence[Call]) -> tuple[Label, ...]:
    """The labels up to where running text begins anew: it holds the calls of later labels."""
    numbers = {label.number: label.start for label in labels}
    for call in later:
        at = numbers.get(call.number)
        if at is not None and call.weight >= STRONG and labels[0].start < call.start < at:
            return tuple(label for label in labels if label.start < call.start)
    return labels
