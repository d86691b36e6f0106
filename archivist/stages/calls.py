"""Finding the calls of notes in running text: on a line of their own, glued, or loose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from archivist.core.source import Hint
from archivist.stages.lineview import Line

OWN_LINE = re.compile(r"\d{1,3}")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


class Call(NamedTuple):
    """A call: its number, the span of its characters, and the blank before it if that is loose."""

    number: int
    start: int
    end: int
    loose: int  # offset of the blank before a loose call, or -1
    own_line: bool
    index: int  # of the line


def own_line_calls(lines: Sequence[Line]) -> list[Call]:
    """Numbers alone on a line with text right before and right after."""
    found: list[Call] = []
    for i, line in enumerate(lines):
        if not OWN_LINE.fullmatch(line.text) or i == 0 or line.gap:
            continue
        if line.hint is Hint.CALL:
            found.append(Call(int(line.text), line.head, line.tail, -1, True, i))
        if line.hint is not None:
            continue
        before = lines[i - 1].text
        if OWN_LINE.fullmatch(before) or (
            not before[-1].isalpha() and before[-1] not in ".,;:!?\"')]%"
        ):
            continue
        if int(line.text):
            found.append(Call(int(line.text), line.head, line.tail, -1, True, i))
    return found


def call_in_line(line: Line, index: int, number: int, after: int = 0) -> Call | None:
    """The call *number* inside a line, from offset *after* on, or None.

    Glued behind punctuation (``existence.1``), loose (``policies. 2 The``), raised (``text³``), or
    glued to a word. The caller knows which number is due; that is what makes this safe.
    """
    digits = str(number)
    patterns = (
        rf"(?<=[.,;:!?\"')\]])(?<!\d[.,]){digits}(?=[\s.,;:)\"']|$|[A-Z\"])",
        rf"(?<=[.,!?\"')\]]) (?P<loose>{digits})(?= [A-Z\"'(]| ?$)",
        rf"(?<=[a-z)]){digits}(?=[\s.,;:)\"']|$)",
        rf"\[{digits}\]",
    )
    floor = max(0, after - line.head)
    for match in _RAISED.finditer(line.text, floor):
        if int(match[0].translate(_SUPERSCRIPT)) == number:
            return Call(
                number, line.head + match.start(), line.head + match.end(), -1, False, index
            )
    for pattern in patterns:
        match = re.compile(pattern).search(line.text, floor)
        if match is None or (match.start() == 0):
            continue
        loose = line.head + match.start() if "loose" in match.groupdict() and match["loose"] else -1
        start = line.head + (match.start("loose") if loose >= 0 else match.start())
        return Call(number, start, line.head + match.end(), loose, False, index)
    return None
