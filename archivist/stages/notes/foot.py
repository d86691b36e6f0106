"""Finding notes whose numbers were lost: what stands at the foot of a page in smaller type.

Smaller type holds more letters to a line, so that the full lines of notes overrun the measure of
the text. Where a copy keeps blank lines, one stands before each note; where it does not, the line
at which text turns into notes is the one that best parts long lines and citations from the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from archivist.stages.blocks.gauge import Gauge
from archivist.stages.blocks.measure import closes_sentence
from archivist.stages.lineview import Line

_CITES = re.compile(
    r"\bIbid\b|https?://|www\.|\([^()]{3,60}\b(?:1[89]|20)\d\d\)"
    r"|(?:, |: )(?:pp?\. ?)?\d+(?:[-–]\d+)?\.$|, (?:1[89]|20)\d\d\.$",
    re.IGNORECASE,
)
_CITE_OPENS = re.compile(
    r"(?:ibid|idem|see|cf|for |on )\b|https?://|www\.|[\"'][A-Z]"
    r"|(?:[^\W\d_a-z][\w.'’-]+ ){1,3}?[^\W\d_a-z][\w'’-]+, |[^\W\d_a-z][\w'’-]+, [\"'A-Z]",
    re.IGNORECASE,
)
_OVERRUN, _FULL, _CITE, _WHOLE = 3.0, -3.0, 1.5, -0.5
"""What a line says for notes: wider than the measure; exactly full; a citation; anything else."""


def like_a_note(text: str, body: Gauge) -> bool:
    """Whether a line is set in smaller type than the text, or cites."""
    return bool(_CITES.search(text) or _CITE_OPENS.match(text)) or body.overruns(text)


def foot_start(lines: Sequence[Line], body: Gauge) -> int:
    """Position in *lines* (of one page) at which its notes begin; ``len(lines)`` for none."""
    total = best = 0.0
    start = len(lines)
    for i in range(len(lines) - 1, -1, -1):
        total += evidence(lines, i, body)
        if total > best and _can_open(lines, i):
            best, start = total, i
    return start if best >= _CITE else len(lines)


def evidence(lines: Sequence[Line], i: int, body: Gauge) -> float:
    """What line *i* says for notes; below zero what it says for running text."""
    text = lines[i].text
    cite = _CITE if _CITES.search(text) or _CITE_OPENS.match(text) else 0.0
    if body.overruns(text):
        return _OVERRUN + cite
    following = lines[i + 1].text if i + 1 < len(lines) else ""
    if following and body.known and not body.left_room(text, following):
        return _FULL + cite
    return _WHOLE + cite


def _can_open(lines: Sequence[Line], i: int) -> bool:
    """A note opens with no small letter, unless it is an address or goes on from another page."""
    text = lines[i].text
    return not text[0].islower() or bool(_CITE_OPENS.match(text))


def split_foot(lines: Sequence[Line], count: int, body: Gauge) -> list[list[Line]]:
    """The foot of a page as *count* notes, cut where one most likely ends; fewer if it must be."""
    if count <= 1 or len(lines) <= 1:
        return [list(lines)] if lines else []
    offers = sorted(((_cut_worth(lines, i, body), -i) for i in range(1, len(lines))), reverse=True)
    cuts = sorted(-i for worth, i in offers[: count - 1] if worth > 0)
    bounds = [0, *cuts, len(lines)]
    return [list(lines[a:b]) for a, b in pairwise(bounds)]


def _cut_worth(lines: Sequence[Line], i: int, body: Gauge) -> float:
    """How likely a note ends before line *i*."""
    before, here = lines[i - 1], lines[i]
    if here.gap:
        return 5.0
    if not closes_sentence(before.text) or here.text[0].islower():
        return 1.0 if before.text.endswith(".") and _CITE_OPENS.match(here.text) else 0.0
    worth = 1.0
    if not body.overruns(before.text):
        worth += 1.5
    if _CITE_OPENS.match(here.text):
        worth += 1.5
    return worth


def by_gaps(
    lines: Sequence[Line], calls: int, body: Gauge, *, left_open: bool
) -> tuple[list[Line], list[list[Line]]]:
    """Notes of a page by the blank line before each: the end of an earlier page's, then its own.

    Args:
        lines: the page.
        calls: how many calls stand on it.
        body: gauge of running text.
        left_open: whether the last note before ended in the middle of a sentence.
    """
    groups = _groups(lines)
    first = groups[0]
    if _is_long(first, body) and _mostly_long(first, body):
        return first, groups[1:]
    feet = groups[1:]
    long_ones = [g for g in feet if _is_long(g, body)]
    if not feet or (not calls and not long_ones) or (not long_ones and len(feet) != calls):
        return [], []
    if len(feet) > max(calls, len(long_ones)) + 1:
        feet = feet[next((k for k, g in enumerate(feet) if _is_long(g, body)), 0) :]
    if left_open and len(feet) == calls + 1:
        return feet[0], feet[1:]
    return [], feet


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = [[]]
    for i, line in enumerate(lines):
        if i and line.gap == 1 and not line.cut:
            groups.append([])
        groups[-1].append(line)
    return groups


def _is_long(group: Sequence[Line], body: Gauge) -> bool:
    return any(body.overruns(line.text) for line in group)


def _mostly_long(group: Sequence[Line], body: Gauge) -> bool:
    return 2 * sum(1 for line in group if body.overruns(line.text)) >= len(group)
