"""What the program says that saved a page: where the page was, and on which day."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archivist.core import Origin

_SAVED = re.compile(
    r"<!--\s*(?:saved from url=\(\d{4}\)\s*(?P<browser>https?://[^\s>]{4,2000})"
    r"|Page saved with SingleFile\s+url:\s*(?P<single>https?://\S{4,2000})"
    r"(?:\s+saved date:\s*(?P<date>[A-Z][^(\n]{10,60}))?)"
)
_HEAD = 4000
"""Characters of a page in which such a comment stands."""


def saved_from(page: str, origin: Origin) -> Origin:
    """The origin of a page with what a browser or SingleFile left in a comment.

    The date is that of a script (``Tue Nov 04 2025 10:11:12 GMT+0100``).
    """
    found = _SAVED.search(page[:_HEAD])
    if found is None:
        return origin
    words = (found["date"] or "").split()[:5]
    day = ""
    if len(words) == 5:
        name, month, date, year, time = words
        day = day_of(f"{name}, {date} {month} {year} {time} +0000")
    return origin.filled(found["browser"] or found["single"], day)


def day_of(date: str) -> str:
    """The W3C date of a date as mail headers write it (RFC 5322), or nothing."""
    try:
        return parsedate_to_datetime(date).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""
