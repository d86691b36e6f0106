"""The ledger as a table: every character of every copy, with who said what of it."""

from __future__ import annotations

import re

from archivist.core.roles import Inline
from archivist.core.sheet import Sheet

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
    return _UNSAFE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    char = match[0]
    if char in _NAMED:
        return _NAMED[char]
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def ledger_tsv(sheet: Sheet) -> bytes:
    """A row for each segment: offsets are code points in the segment's own source.

    The texts of the rows of one source, joined, are the source.
    """
    rows = [HEADER]
    sources, bases, text = sheet.sources, sheet.bases, sheet.text
    k, source = 0, sources[0]
    base, limit = 0, len(source.text)
    lines = source.lines
    for segment in sheet.segments():
        while segment.start >= limit and k + 1 < len(sources):
            k += 1
            source, base = sources[k], bases[k]
            limit, lines = base + len(source.text), source.lines
        start = segment.start - base
        inline = "" if segment.inline is Inline.TEXT else segment.inline.name
        rows.append(
            f"{source.id[:16]}\t{lines.at(start) + 1}\t{start}\t{segment.end - base}\t"
            f"{segment.zone.name}\t{segment.rule}\t{inline or '-'}\t{segment.inline_rule or '-'}\t"
            f"{escape(text[segment.start : segment.end])}\n"
        )
    return "".join(rows).encode("utf-8")
