"""Dates of uploads, as sites print them."""

from __future__ import annotations

import re
from datetime import date

from archivist.core.ledger import Certainty

_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[./-](?P<month>\d{1,2})[./-](?P<day>\d{1,2})")
EPOCH = 1970
"""The year that stands for "not known" on machines that count from it."""


def upload_date(printed: str) -> tuple[str, Certainty]:
    """The W3C date of a printed one; as printed, and not certain, where it cannot be true.

    Day before month, as all sites of the family have it; month before day is tried where that
    gives no date.

    >>> upload_date("16.11.2023")
    ('2023-11-16', <Certainty.HIGH: 'high'>)
    >>> upload_date("01.01.1970")
    ('1970-01-01', <Certainty.LOW: 'low'>)
    """
    match = _DAY_FIRST.fullmatch(printed) or _YEAR_FIRST.fullmatch(printed)
    if match is None:
        return printed, Certainty.LOW
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    for m, d, certainty in ((month, day, Certainty.HIGH), (day, month, Certainty.MEDIUM)):
        try:
            when = date(year, m, d)
        except ValueError:
            continue
        return when.isoformat(), Certainty.LOW if year <= EPOCH else certainty
    return printed, Certainty.LOW
