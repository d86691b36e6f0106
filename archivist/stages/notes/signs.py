"""Notes told by signs that do not count: an asterisk, a dagger, a name in brackets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from archivist.stages.lines.view import Line
from archivist.stages.notes.calls import Call
from archivist.stages.notes.labels import Label

_SIGN = r"(?P<sign>\*{1,3}|[†‡§¶]{1,2}|\[\^?[a-z][\w-]{0,15}\])"
_CALL = re.compile(rf"(?<=[\w.,;:!?\"')\]]){_SIGN}(?=[\s.,;:)\"']|$)")
_LABEL = re.compile(rf"{_SIGN}:? *(?=[^\W\d_a-z]|[\"'(]|https?:|ibid|see )")
_SIGNS = re.compile(r"[*†‡§¶]|\[\^?[a-z]")
"""What a call or a label begins with: few lines hold one."""
_WEIGHT = 3.0
_T = TypeVar("_T")


def signed(lines: Sequence[Line], starts: Sequence[int]) -> Mapping[int, tuple[Label, Call]]:
    """Labels by line, each with its call: a sign that a page has once in text and once below it.

    Args:
        lines: free lines in order.
        starts: positions of the lines that begin a page, in order.
    """
    found: dict[int, tuple[Label, Call]] = {}
    marked = (i for i, line in enumerate(lines) if _SIGNS.search(line.text))
    for _, page in groupby(marked, key=lambda i: bisect_right(starts, i)):
        at = list(page)
        calls = dict(_once(_calls(lines, at)))
        for sign, label in _once(_labels(lines, at)):
            call = calls.get(sign)
            if call is not None and call.line < label.line:
                found[label.line] = label, call
    return found


def _once(pairs: Iterator[tuple[str, _T]]) -> Iterator[tuple[str, _T]]:
    every = list(pairs)
    count = Counter(sign for sign, _ in every)
    return ((sign, one) for sign, one in every if count[sign] == 1)


def _calls(lines: Sequence[Line], at: Sequence[int]) -> Iterator[tuple[str, Call]]:
    for i in at:
        line = lines[i]
        for match in _CALL.finditer(line.text):
            sign = match["sign"]
            if sign[0] != "*" or line.text.count("*") == len(sign):  # else it is emphasis
                start, stop = line.head + match.start(), line.head + match.end()
                yield sign, Call(0, start, stop, -1, i, _WEIGHT)


def _labels(lines: Sequence[Line], at: Sequence[int]) -> Iterator[tuple[str, Label]]:
    for i in at:
        line = lines[i]
        if match := _LABEL.match(line.text):
            yield match["sign"], Label(0, line.start, line.head + match.end(), i, listlike=False)
