"""Finding notes whose numbers are printed: labels at line starts that count up and are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archivist.core.calendar import MONTH
from archivist.core.numerals import RAISED
from archivist.core.source import Hint
from archivist.stages.lines.heads import is_title_case
from archivist.stages.lines.view import Line
from archivist.stages.notes.calls import OWN_LINE, ROUND_CALL, SUPERSCRIPT
from archivist.stages.notes.citations import cites
from archivist.stages.notes.stacks import Stack

_LABEL = re.compile(
    rf"(?:\[\^?(?P<bracket>\d{{1,3}})\]:?|(?P<raised>[{RAISED}]{{1,3}})|\^(?P<caret>\d{{1,3}})"
    r"|\((?P<round>\d{1,3})\)|(?P<stop>\d{1,3})[.)]|(?P<bare>\d{1,3}))"
    r"(?P<blank> *)(?=\S)"
)
_NOTE_WORDS = re.compile(
    r"[A-Z\"'(\[*]|\d{1,3} (?:[A-Z]\.){2}"  # words, or the volume of a code of law: 26 U.S.C.
    r"|https?:|www\.|[^\x00-\x7f]|[a-z]{2,} [A-Z\"']|e\.g|i\.e|(?:ibid|idem|see|cf)\b"
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d ")
_DATE = re.compile(rf"(?i)\d{{1,2}} (?:{MONTH}),? (?:1[5-9]|20)\d\d\b")
"""The date with which the last line of a citation can begin."""
_SIGNS = re.compile(r"[^\w\s'-]|\d")
_GLUED = re.compile(r"(?P<word>[^\W\d_]{2,})(?:[ ,.]|'s )|[\"'](?P<quoted>[^\W\d_])|https?:")
"""What can stand right behind a number that lost its blank: no ``5G``, no ``3rd``."""


class Label(NamedTuple):
    """A number printed before a note.

    ``listlike`` says that items of lists are numbered in this form, too; ``headlike``, that the
    words behind it are set as a head is; ``alone``, that the number has its line to itself.
    """

    number: int
    start: int  # of the line
    end: int  # past the blank behind the number
    line: int  # position in the list of lines
    listlike: bool
    cites: bool = False  # whether the text behind it looks like that of a note
    headlike: bool = False
    alone: bool = False


_CALLED = 2
"""Lines with a call in round brackets at least: with fewer, such figures number the items of a
list."""
_FORMS = ("bracket", "raised", "caret", "round", "stop", "bare")
_NO_LABELS = frozenset({Hint.CALL, Hint.RUN_ON, Hint.ROW})


def find_labels(lines: Sequence[Line], stacks: Sequence[Stack] = ()) -> list[Label]:
    """Every line start that can be the label of a note, in order.

    Args:
        lines: of the copy.
        stacks: labels that stand one below the other, apart from their notes.
    """
    found = [label for stack in stacks for label in _stacked(stack, lines)]
    spent = {i for stack in stacks for i in range(stack.first, stack.stop)}
    spent.update(label.line for label in found)
    called = sum("(" in line.text and bool(ROUND_CALL.search(line.text)) for line in lines)
    for i, line in enumerate(lines):
        if not line.text[0].isdecimal() and line.text[0] not in f"[(^{RAISED}":
            continue
        if line.hint in _NO_LABELS or i in spent:
            continue
        if OWN_LINE.fullmatch(line.text):
            if 0 < i < len(lines) - 1 and int(line.text) and _is_beside(line, lines[i + 1]):
                end = lines[i + 1].head
                found.append(Label(int(line.text), line.start, end, i, listlike=True, alone=True))
            continue
        match = _LABEL.match(line.text)
        if match is None or (match["round"] and called < _CALLED):
            continue
        if match["bare"] and i and lines[i - 1].text.endswith(",") and _DATE.match(line.text):
            continue
        glued = not match["blank"] and match["bare"] and not _can_be_glued(line.text, match.end())
        stated = line.hint is Hint.NOTE
        if not stated and (glued or not _leads_to_words(match)):
            continue
        digits = next(filter(None, map(match.group, _FORMS)))
        number = int(digits.translate(SUPERSCRIPT))
        if number:
            below = lines[i + 1] if i + 1 < len(lines) else None
            headlike = not stated and _is_head(line.text[match.end() :], below)
            end, listlike = line.head + match.end(), bool(match["stop"] or match["round"])
            found.append(Label(number, line.start, end, i, listlike, headlike=headlike))
    found.sort(key=lambda label: label.line)
    return found


def _stacked(stack: Stack, lines: Sequence[Line]) -> Iterator[Label]:
    """The labels of a stack: the first note has the lines of a stack before it, the others none."""
    starts = stack.starts
    if stack.leads:
        start, end = lines[stack.first].start, lines[starts[0]].head
        yield Label(stack.number, start, end, stack.first, listlike=False, alone=True)
    for number, k in enumerate(starts[stack.leads :], stack.number + stack.leads):
        yield Label(number, lines[k].start, lines[k].head, k, listlike=False)


def _can_be_glued(text: str, at: int) -> bool:
    """Whether what stands at *at* can stand right behind a number that lost its blank."""
    match = _GLUED.match(text, at)
    words = match and (match["word"] or match["quoted"])
    return match is not None and (words is None or words.istitle())


def _leads_to_words(label: re.Match[str]) -> bool:
    """Whether what a note can begin with stands behind a label.

    Behind a raised one, or one in brackets, that can be a year.
    """
    if _NOTE_WORDS.match(label.string, label.end()):
        return True
    marked = label["raised"] or label["bracket"] or label["caret"]
    return bool(marked and _YEAR.match(label.string, label.end()))


def _is_head(words: str, below: Line | None) -> bool:
    """Whether what stands behind a number is a head, of a section that is numbered.

    Its words are capitalised, no sign stands among them, and the line below begins anew.
    """
    if below is not None and below.text[0].islower():
        return False
    return is_title_case(words) and not (_SIGNS.search(words) or cites(words))


def _is_beside(label: Line, below: Line) -> bool:
    """Whether a number on a line of its own and the line below it can be one note.

    Extractors that part blocks by a blank line set one on both sides of a raised number.
    """
    if below.fenced:
        return False
    return not below.gap or below.cut or (below.gap == 1 and label.gap == 1)
