"""Dates as TEI attributes take them, and in words."""

from __future__ import annotations

import re
from datetime import date

from archivist.core.calendar import MONTHS

_W3C = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)?)?)?)?",
    re.ASCII,
)


def date_when(text: str | None) -> str | None:
    """*text* if it is a day of the calendar as ``@when`` takes it; else None.

    >>> date_when("2017-07"), date_when("2017-02-30"), date_when("July 2017")
    ('2017-07', None, None)
    """
    match = _W3C.fullmatch(text or "")
    if match is None:
        return None
    try:
        date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        return None
    return text


def date_in_words(text: str) -> str:
    """``July 2017`` for ``2017-07``, ``4 July 2017`` for ``2017-07-04``; else *text* as it is."""
    if date_when(text) is None:
        return text
    year, month, day = [*text[:10].split("-"), "", ""][:3]
    return " ".join(
        part for part in (day.lstrip("0"), MONTHS[int(month) - 1] if month else "", year) if part
    )
