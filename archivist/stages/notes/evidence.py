"""What single lines say for notes: smaller type, citations, blank lines, ends of sentences.

Smaller type holds more letters to a line, so that the full lines of notes overrun the measure of
the text. All figures are weights to be added up, in the unit of one fair hint; above zero they
speak for what the method is named after.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from archivist.core.source import HEADS, Hint
from archivist.stages.lines.captions import caption, credit
from archivist.stages.lines.gauge import Gauge
from archivist.stages.lines.heads import NOTE_HEAD, can_be_head, is_capitals
from archivist.stages.lines.sentences import closes_sentence
from archivist.stages.lines.signs import opens_item
from archivist.stages.lines.view import Line
from archivist.stages.notes.citations import CITE_OPENS, cites, citing, opens_works
from archivist.stages.notes.counts import Left
from archivist.stages.notes.labels import Label
from archivist.stages.notes.listed import runs_below_heads
from archivist.stages.notes.small_type import SMALL_TYPE, note_measure, scattered

_ADDRESS = re.compile(r"://|www\.")  # hardly ever broken, so that its line overruns any measure
_OVERRUN, _FULL, _CITE, _WHOLE, _CAPITALS = 3.0, -3.0, 1.5, -0.5, -5.0
"""What a line says for notes: wider than the measure; exactly full; a citation; else; capitals."""
_TOLD = 20.0
"""What markup says outweighs everything else."""
_ALWAYS_SOFT = 0.9
"""Part of the lines that end in a blank in copies where that says nothing."""
_RESUMES_SMALL, _RESUMES, _RESUMES_UNTOLD = (0.0, 0.5, -1.0), (0.0, -1.0, 0.0), (0.0, 0.0, 0.0)
"""What speaks for text behind notes that begins with a small letter, with a capital, or else, by
:class:`Left`."""
_BROKEN_OFF = 2.0
"""What speaks for notes behind the blank line before which a sentence of the text breaks off."""
_PARTED, _LONG_NOTE = 4, 16
"""Pairs of notes that show that blank lines part them; lines of a note, at most."""
_CLOSE_WORKS = 2
"""Works right below another that show that no blank lines part the works of a list."""
_NEVER = -9.0
_OF_NOTES = frozenset({Hint.NOTE, Hint.NOTE_ON})
_NOTHING_LIKE = frozenset({Hint.ROW, *HEADS})


class Here(NamedTuple):
    """What is known of one line, whatever was read before it.

    Attributes:
        line: its position.
        note, goes_on, text_again, may_go_on, takes_up: as of :class:`Evidence`.
        under_head: whether it stands right below a head that announces notes.
        work: whether it stands in a list of works.
    """

    line: int
    note: float
    goes_on: float
    text_again: Sequence[float]
    may_go_on: bool
    takes_up: float
    under_head: bool
    work: bool


class Evidence:
    """Weights of the lines of one copy.

    Args:
        lines: free lines in order.
        body: gauge of running text.
        starts: positions of the lines that begin a page.
        solid: whether a paragraph is a line.
        credit_labels: labels of the lines under a table or figure.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        body: Gauge,
        starts: Collection[int],
        *,
        solid: bool,
        credit_labels: tuple[str, ...] = (),
    ) -> None:
        self._credit_labels = credit_labels
        self.lines = lines
        self.starts = starts
        self._solid = solid
        self._paged = len(starts) > 1
        self._width = [body.width(line.text) for line in lines] if body.known else []
        self._gauge = body
        over = [
            width > body.full + body.slack and not _ADDRESS.search(line.text)
            for line, width in zip(lines, self._width, strict=False)
        ]
        self._small_type = not solid and sum(over) >= SMALL_TYPE and not scattered(over)
        self._wide = [self._small_type and width > body.full + body.slack for width in self._width]
        self._note_full = note_measure(self._width, body) if self._small_type else 0.0
        self._closed = [closes_sentence(line.text) for line in lines]
        self._soft = sum(1 for line in lines if line.soft) < _ALWAYS_SOFT * len(lines)
        self._notes: dict[int, float] = {}
        self._at: dict[int, Here] = {}
        self._works = frozenset(self._listed_works())
        heads = [i for i, line in enumerate(lines) if NOTE_HEAD.fullmatch(line.said)]
        self._under_head = frozenset({i + k for i in heads for k in (1, 2)})
        self._citing = frozenset(citing([line.said for line in lines]))
        self.stated = frozenset(i for i, line in enumerate(lines) if line.hint is Hint.NOTE)
        self.gaps = sum(1 for i in range(len(lines)) if self.gap(i))
        self.gap_weight = 0.0
        self._parted: frozenset[int] = frozenset()
        self._hung: frozenset[int] = frozenset()
        self.listed: frozenset[int] = frozenset()
        self._below_heads: frozenset[int] = frozenset()

    def part(self, labels: Sequence[Label]) -> None:
        """Learn from the *labels* where blank lines part notes: between two that count up.

        A line without one is of the note above it, however full it is. So is a line that hangs
        under the words of a note, and one between two labels below a head that announces notes.
        """
        self._hung = frozenset(self._hanging(labels))
        self._parted = frozenset(self._between(labels)) | self._hung
        runs = [*runs_below_heads(labels, self._under_head.__contains__)]
        self.listed = frozenset(label.line for run in runs for label in run)
        self._below_heads = frozenset(
            i for run in runs for i in range(run[0].line, run[-1].line + 1)
        )

    def _hanging(self, labels: Sequence[Label]) -> Iterator[int]:
        """The lines of notes set in to where the words behind their labels begin.

        That shows which lines are of one block, and tells nothing of notes: lists are set so, too.
        Hence half of the labels that count on with one another have to cite.
        """
        run: list[tuple[Label, range]] = []
        for label in labels:
            lines = self._set_in(label)
            if run and (label.line != run[-1][1].stop or label.number != run[-1][0].number + 1):
                yield from _cited(run)
                run = []
            run.append((label, lines))
        yield from _cited(run)

    def _set_in(self, label: Label) -> range:
        """The lines below that of a label which stand under its words."""
        first = k = label.line + 1
        column = label.end - label.start
        while k < len(self.lines) and k not in self.starts and not label.alone:
            line = self.lines[k]
            if line.gap or line.head - line.start != column or k - first > _LONG_NOTE:
                break
            k += 1
        return range(first, k)

    def _between(self, labels: Sequence[Label]) -> Sequence[int]:
        """The lines of parted notes, if there are enough of these to show a habit."""
        found: list[int] = []
        pairs = 0
        for above, below in pairwise(label for label in labels if not label.listlike):
            if below.number != above.number + 1 or not self.gap(below.line):
                continue
            inside = self._up_to_gap(above.line)
            if self.gap(above.line) and inside.stop == below.line:
                pairs += 1
                found += inside
                found += self._up_to_gap(below.line)
        return found if pairs >= _PARTED else ()

    def _up_to_gap(self, i: int) -> range:
        """The lines behind line *i* up to a blank line or the end of the page; few, or none."""
        count = len(self.lines)
        for k in range(i + 1, min(i + _LONG_NOTE + 2, count + 1)):
            if k == count or self.lines[k].gap or k in self.starts:
                return range(i + 1, k)
        return range(i + 1, i + 1)

    def _listed_works(self) -> Iterator[int]:
        """Positions of the lines of lists of works, up to the next head.

        Below a blank line a page's notes follow, where the works stand without one between them.
        """
        inside = aside = False
        head = close = 0
        for i, line in enumerate(self.lines):
            aside = aside and i not in self.starts
            if opens_works(line.said):
                inside, aside, head, close = True, False, i, 0
            elif inside and (NOTE_HEAD.fullmatch(line.said) or can_be_head(line.text)):
                inside = cites(line.said)
            elif inside and self.gap(i) and head < i - 1:
                aside = aside or close >= _CLOSE_WORKS
                close = close if aside else -len(self.lines)  # blank lines part its works
            elif inside and not (aside or i in self.starts) and self._closed[i - 1]:
                close += 1
            if inside and not aside:
                yield i

    def tie_gaps(self, calls: int) -> None:
        """Learn what a blank line says of a note, where *calls* notes are expected."""
        tied = self.gaps >= calls / 2 and calls
        self.gap_weight = _OVERRUN * min(1.0, calls / self.gaps) if tied else 0.0
        if self.gap_weight:
            self._at.clear()

    def at(self, i: int) -> Here:
        """All that does not depend on what was read before line *i*; worked out once."""
        here = self._at.get(i)
        if here is None:
            note, on, again = self.note(i), self.goes_on(i), self.text_again(i)
            heads = self.may_go_on(i), self.takes_up(i), i in self._under_head, i in self._works
            here = self._at[i] = Here(i, note, on, again, *heads)
        return here

    def gap(self, i: int) -> bool:
        """Whether a single blank line of the page stands before line *i*."""
        line = self.lines[i]
        return line.gap == 1 and not line.cut and i not in self.starts

    def overruns(self, i: int) -> bool:
        """Whether line *i* is wider than the measure of the text, in smaller type."""
        return self._small_type and self._wide[i]

    def cites(self, i: int, text: str = "") -> bool:
        """Whether line *i*, or *text* in its place, reads like a part of a citation."""
        return cites(" ".join(text.split())) if text else i in self._citing

    def note(self, i: int) -> float:
        """That line *i* belongs to a note and not to the text."""
        weight = self._notes.get(i)
        if weight is None:
            weight = self._notes[i] = self._note(i)
        return weight

    def _note(self, i: int) -> float:
        hint = self.lines[i].hint
        if hint in _OF_NOTES:
            return _TOLD
        text = self.lines[i].text
        if hint in _NOTHING_LIKE or (i not in self._parted and self._is_of_figure(text)):
            return _NEVER
        if i in self._works and opens_works(self.lines[i].said):
            return _NEVER
        if is_capitals(text):
            return _CAPITALS
        cite = _CITE if self.cites(i) else 0.0
        if self.overruns(i):
            return _OVERRUN + cite
        if i in self._hung:
            return cite
        own = i in self._parted or i in self._below_heads
        full = self._small_type and not own and self._is_full(i)
        return cite + (_FULL if full else _WHOLE)

    def _is_of_figure(self, text: str) -> bool:
        return bool(caption(text) or credit(text, self._credit_labels))

    def _is_full(self, i: int) -> bool:
        if i + 1 >= len(self.lines) or i + 1 in self.starts:
            return False
        return not self._gauge.left_room(self.lines[i].text, self.lines[i + 1].text)

    def may_open(self, i: int) -> bool:
        """Whether a note without a number can begin at line *i*."""
        if not (self.cites(i) or self._is_beside_small(i) or (self.gap_weight and self.gap(i))):
            return False
        text = self.lines[i].text
        if i in self._works or (text[0].islower() and not CITE_OPENS.match(self.lines[i].said)):
            return False
        if self.note(i) == _NEVER or (opens_item(text) and not self._broken_off(i)):
            return False
        if self.gap_weight and self.gap(i):
            return True
        return self.note(i) > 0 or (i + 1 < len(self.lines) and self.note(i + 1) > _CITE)

    def _is_beside_small(self, i: int) -> bool:
        """Whether line *i* or the next is set in smaller type, as far as can be told."""
        pair = range(i, min(i + 2, len(self.lines)))
        return any(self.overruns(k) or self.lines[k].hint in _OF_NOTES for k in pair)

    def may_go_on(self, i: int) -> bool:
        """Whether the rest of a note of an earlier page can begin at line *i*."""
        if self.lines[i].hint is Hint.NOTE_ON:
            return True
        if i in self._works or self.note(i) < _WHOLE:
            return False
        return self.overruns(i) or not opens_item(self.lines[i].text)

    def takes_up(self, i: int) -> float:
        """That the rest of an earlier note begins at line *i*: behind a blank line as notes do.

        Smaller type shows it without one, where a sentence of the text could not go on there.
        """
        if i in self.starts or (self.overruns(i) and self._breaks_in(i)):
            return 0.0
        return min(self._at_gap(i), 0.0)

    def _breaks_in(self, i: int) -> bool:
        """Whether line *i* begins inside a sentence though the line above it ends one."""
        return i > 0 and self._closed[i - 1] and not self.lines[i].text[0].isupper()

    def _broken_off(self, i: int) -> bool:
        """Whether a sentence of the text breaks off at the blank line before line *i*."""
        return self.gap(i) and self.left(i - 1) is Left.OPEN

    def cut_in(self) -> bool:
        """Whether a citation stands anywhere between a sentence and its rest, as notes do."""
        return any(self._broken_off(i) for i in self._citing if i not in self._works)

    def opens(self, i: int, *, behind_note: bool) -> float:
        """That a note without a number begins at line *i*."""
        if self.lines[i].hint in (Hint.NOTE, Hint.NOTE_ON):
            return _TOLD if self.lines[i].hint is Hint.NOTE else -_TOLD
        weight = 1.0 if CITE_OPENS.match(self.lines[i].said) else 0.0
        if i not in self.starts:
            weight += self._at_gap(i)
        if not behind_note:
            return weight - 3.0 + (_BROKEN_OFF if self._broken_off(i) else 0.0)
        if not self._closed[i - 1]:
            return weight - 2.5
        return weight + self._left_room(i)

    def _left_room(self, i: int) -> float:
        """That the line before *i* was left short, so that the note ends with it."""
        if not self._note_full:
            return 0.0
        reach = self._gauge.reach(self.lines[i - 1].text, self.lines[i].text)
        return 1.0 if reach < self._note_full else -1.5

    def _at_gap(self, i: int) -> float:
        if not self.gap_weight or self.lines[i].cut:
            return 0.0
        return self.gap_weight if self.gap(i) else -_OVERRUN

    def goes_on(self, i: int) -> float:
        """That line *i* carries on the note of the line before it."""
        if self.lines[i].hint is Hint.NOTE:
            return -_TOLD
        if i in self.starts:
            return -3.0 if self._closed[i - 1] else -1.0
        if not self._closed[i - 1] or i in self._parted:
            return 0.0
        if self._left_room(i) > 0:
            return min(-1.0, -self.gap_weight if self.gap(i) else 0.0)
        if self._solid or (self.gap(i) and not self._paged):
            return -2.5
        return -self.gap_weight if self.gap(i) else 0.0

    def text_again(self, i: int) -> Sequence[float]:
        """That running text begins anew at line *i*, behind notes, by how it was left."""
        begun = self._begun(i)
        return [begun + weight for weight in self._resumes(i)]

    def _resumes(self, i: int) -> Sequence[float]:
        text = self.lines[i].text
        if text[0].islower():
            return _RESUMES_SMALL
        return _RESUMES if text[0].isalpha() and not can_be_head(text) else _RESUMES_UNTOLD

    def left(self, i: int) -> Left:
        """How running text is left that ends with line *i*."""
        if i < 0:
            return Left.UNTOLD
        if self._closed[i]:
            return Left.CLOSED
        text = self.lines[i].text
        whole = text.isdecimal() or can_be_head(text)
        return Left.UNTOLD if whole else Left.OPEN

    def _begun(self, i: int) -> float:
        if i in self.starts:
            return 0.0
        if i in self._parted:
            return _NEVER
        if not self._closed[i - 1]:
            return -6.0
        if self._solid:
            return 0.0
        return (-3.0 if self._paged else -2.0) + (1.0 if self.lines[i].gap else 0.0)

    def closes(self, i: int) -> bool:
        """Whether line *i* can be the last of a sentence."""
        return self._closed[i]

    def left_open(self, i: int) -> bool:
        """Whether a note that ends with line *i* ends in the middle of a sentence."""
        return not self._closed[i] or (self._soft and self.lines[i].soft)


def _cited(run: Sequence[tuple[Label, range]]) -> Iterator[int]:
    """The lines under the labels of a run, if it is one of notes."""
    if len(run) > 1 and 2 * sum(label.cites for label, _ in run) >= len(run):
        for _, lines in run:
            yield from lines
