"""From a line of what was read back to its place in the raw file: both sides of the evidence."""

from __future__ import annotations

import re
from typing import NamedTuple

from archivist.core import Source
from archivist.readers.mhtml import MEDIA_TYPE as MHTML
from archivist.readers.mhtml import page_in

LONGEST = 400
"""Characters of the raw file that are shown, at most."""

_LINE = re.compile(r"(?:^| )line (\d+)$")


class Place(NamedTuple):
    """Where a line stands in the raw file.

    Attributes:
        anchor: element path and line of a page, page and box of a PDF (points from the lower
            left), or first and last byte of a text (from 0, half-open). Empty for a line that the
            reader put in (a blank line between pages).
        raw: the raw file's own words there; empty where it has none that can be shown.
    """

    anchor: str
    raw: str


def anchor_of(source: Source, line: int) -> Place:
    """The place of line *line* (from 1) of *source* in its raw file.

    Raises:
        IndexError: the source has no such line.
    """
    lines = source.lines
    if not 1 <= line <= len(lines):
        raise IndexError(f"line {line} of {len(lines)}")
    if source.is_transcript:
        anchor = source.anchors.get(line - 1, "")
        return Place(anchor, _markup(source, anchor))
    start = source.byte_offset(lines.starts[line - 1])
    stop = source.byte_offset(lines.stops[line - 1])
    raw = source.raw[start : min(stop, start + 4 * LONGEST)].decode("utf-8", "backslashreplace")
    return Place(f"bytes {start}-{stop}", raw.rstrip("\r\n")[:LONGEST])


def _markup(source: Source, anchor: str) -> str:
    """The line of the page's markup that an anchor names."""
    found = _LINE.search(anchor)
    told = dict(source.witnesses)
    charset = told.get("html:charset") or told.get("markdown:charset", "")
    if found is None or not charset:
        return ""
    raw = source.raw
    if source.media_type == MHTML and (page := page_in(raw)):
        raw = page.content
    text = raw.decode(charset, "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    number = int(found[1])
    return lines[number - 1].strip()[:LONGEST] if number <= len(lines) else ""
