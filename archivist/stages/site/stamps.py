"""Stage *stamps*: lines that stand again and again in the middle of sentences.

A report does not stop in a sentence to say something it has said before: the line was stamped on
its pages, by whoever passed the copy on. Running heads interrupt sentences too, so this is asked
after the stage *pages*, of the lines that it has left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from archivist.core import Mark, Sheet, Zone
from archivist.core.ledger import Entry
from archivist.findings import Finding
from archivist.stages.lines.sentences import runs_over
from archivist.stages.lines.view import Line, raw_lines

RULE = "stamps:in-sentences"

LEAST = 3
"""Times that the line stands in the report."""

INSIDE = 2
"""Of these, times that it surely stands inside a sentence."""

SHORTEST, LONGEST = 8, 160
"""Characters of such a line."""

PROSE = 40
"""Characters, at least, of the lines that it parts: cells of a table are shorter."""


def stamps(sheet: Sheet) -> tuple[list[Entry], list[Finding]]:
    """Claims on the lines, and a finding for each wording."""
    lines = raw_lines(sheet)
    places: dict[str, list[int]] = defaultdict(list)
    for k, line in enumerate(lines):
        if SHORTEST <= len(line.text) <= LONGEST and not line.text[0].islower():
            places[line.text].append(k)
    marks: list[Entry] = []
    findings: list[Finding] = []
    for text, where in places.items():
        if len(where) < LEAST or " " not in text:
            continue
        if sum(_inside_a_sentence(lines, k) for k in where) < INSIDE:
            continue
        marks += [Mark(lines[k].start, lines[k].stop, Zone.SITE_NOISE, RULE) for k in where]
        findings.append(_finding(sheet, lines[where[0]], len(where)))
    return marks, findings


def _inside_a_sentence(lines: Sequence[Line], k: int) -> bool:
    if not 0 < k < len(lines) - 1:
        return False
    above, below = lines[k - 1].text, lines[k + 1].text
    return min(len(above), len(below)) >= PROSE and runs_over(above, below)


def _finding(sheet: Sheet, line: Line, count: int) -> Finding:
    source, start = sheet.locate(line.head)
    text = f"this line stands {count} times, in the middle of sentences"
    end = start + line.tail - line.head
    return Finding("R102", text, source.id, source.lines.at(start) + 1, start, end)
