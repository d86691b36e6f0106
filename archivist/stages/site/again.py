"""Law 5: what cleaning the clean text would take for noise is reported, or a person wants it.

Rules ask for proof from the lines around a line. In the clean text other lines stand there: what
was torn apart is whole, what stood inside stands at an edge. A line can look like the site's then
that did not before. It stays, for the copy does not prove it, and a finding says so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from itertools import accumulate

from archivist.core import Flow, Mark, Sheet, Source
from archivist.core.correction import PERSON
from archivist.core.outline import Block, Outline
from archivist.findings import Finding
from archivist.profiles import Profiles
from archivist.stages.site.noise import noise

_CONSEQUENCES = frozenset(
    {"title", "heading-copy", "above", "below", "between", "after-footer", "file-name"}
)
"""Rules that only speak where another rule's line was accepted."""

_BETWEEN = "\n\n"


def second_look(
    sheet: Sheet, outline: Outline, profiles: Profiles, known: Collection[str]
) -> list[Finding]:
    """A finding for each block in which noise is seen only when the clean text is cleaned again.

    Args:
        sheet: the labels, complete.
        outline: its blocks.
        profiles: the rules.
        known: lines that were reported already: they match a rule and were left in the text.
    """
    blocks = outline.of(Flow.MAIN)
    text = _BETWEEN.join(block.text for block in blocks)
    if not text.strip():
        return []
    again = Sheet.of(Source.of(text))
    starts = [0, *accumulate(len(block.text) + len(_BETWEEN) for block in blocks)]
    found: dict[int, Finding] = {}
    entries, report = noise(again, profiles)
    for entry in (*entries, *report.rims):
        if not isinstance(entry, Mark) or entry.rule.split(":")[1] in _CONSEQUENCES:
            continue
        line = " ".join(again.view[entry.start : entry.end].split())
        k = bisect_right(starts, entry.start) - 1
        if not any(left in line for left in known) and not _decided(sheet, blocks[k]):
            found.setdefault(k, _left(sheet, blocks[k], entry.rule))
    return [found[k] for k in sorted(found)]


def _decided(sheet: Sheet, block: Block) -> bool:
    """Whether a person had a word on the block: what it is, or what it is not."""
    return any(segment.rule.startswith(f"{PERSON}:") for segment in block.segments) or any(
        veto.start < block.end and block.start < veto.end for veto in sheet.vetoes
    )


def _left(sheet: Sheet, block: Block, rule: str) -> Finding:
    source, offset = sheet.locate(block.start)
    text = f"read without what stands around it, this has the form of {rule}"
    line = source.lines.at(offset) + 1
    return Finding("R103", text, source.id, line, block.start, block.end)
