"""The ledger as a table: every character of every copy, with who said what of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from archivist.core.roles import Inline, Zone
from archivist.core.sheet import Segment, Sheet
from archivist.core.source import Source

HEADER = "#source\tline\tstart\tend\tzone\trule\tinline\tinline_rule\ttext\n"
_UNSAFE = re.compile(
    r"[^\x20-\x5b\x5d-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\ud7ff\uf900-\ufaff\ufb00-\ufdcf\ufdf0-\ufdff\uff01-\uffdc]"
)
_NAMED = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def escape(text: str) -> str:
    r"""One line without tabs, from which the text can be had back.

    >>> escape("a\tb\u00a0")
    'a\\tb\\u00a0'
    """
    if text.isascii() and text.isprintable() and "\\" not in text:
        return text
    return _UNSAFE.sub(_character, text)


_escape_again = lru_cache(maxsize=256)(escape)
"""For line ends and blanks, which are half of all rows and nearly all the same."""


def _character(match: re.Match[str]) -> str:
    char = match[0]
    if char in _NAMED:
        return _NAMED[char]
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


_ZONES = {zone: zone.name for zone in Zone}
_INLINES = {inline: inline.name for inline in Inline} | {Inline.TEXT: "-"}
_SHORT = 3


def ledger_tsv(sheet: Sheet) -> bytes:
    """A row for each segment: offsets are code points in the segment's own source.

    The texts of the rows of one source, joined, are the source.
    """
    rows = [HEADER]
    starts = [run.start for run in sheet.runs]
    for source, base in zip(sheet.sources, sheet.bases, strict=True):
        first, past = bisect_left(starts, base), bisect_left(starts, base + len(source.text))
        rows += _rows(source, base, sheet.runs[first:past])
    return "".join(rows).encode("utf-8")


def _rows(source: Source, base: int, runs: Iterable[Segment]) -> Iterator[str]:
    """The rows of one source, which begins at *base* of the sheet."""
    text, lines, name = source.text, source.lines.starts, source.id[:16]
    for first, past, zone, rule, inline, inline_rule in runs:
        start, end = first - base, past - base
        content = text[start:end]
        shown = escape(content) if len(content) > _SHORT else _escape_again(content)
        line = bisect_right(lines, start)  # from 1
        yield (
            f"{name}\t{line}\t{start}\t{end}\t{_ZONES[zone]}\t{rule}\t"
            f"{_INLINES[inline]}\t{inline_rule or '-'}\t{shown}\n"
        )
