"""Dates of publication as title pages print them, on lines of their own."""

from __future__ import annotations

import re
from datetime import date

from archivist.core.calendar import MONTH_NUMBERS, YEAR

_NUMBERS = (
    MONTH_NUMBERS
    | {name[:3]: n for name, n in MONTH_NUMBERS.items()}
    | {"sept": MONTH_NUMBERS["september"]}
)
_LEAD = r"(?i)(?:(?:published|released|posted|draft|dated?|revised)(?: on)?:? )?(?:\w+day, )?"
_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\.?"
_YEAR = rf"(?P<year>{YEAR})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_LEAD}{_DAY} {_MONTH},? {_YEAR}",
        rf"{_LEAD}{_MONTH} {_DAY}, ?{_YEAR}",
        rf"{_LEAD}{_MONTH},? {_YEAR}",
        rf"(?i)(?:spring|summer|autumn|fall|winter),? {_YEAR}",
        rf"{_DAY}\.(?P<figures>\d{{1,2}})\.{_YEAR}",
        rf"{_YEAR}(?:-(?P<figures>\d\d)(?:-(?P<day>\d\d))?)?",
    )
)
_PLACE = re.compile(r"[^\W\d_][\w.'-]+(?: [^\W\d_][\w.'-]+){0,3}, (?=.*\d\d\d\d$)")
"""A place before a date: ``Port Ellery, May 2004``."""


def printed_date(text: str) -> str:
    """The W3C date of a line that holds a date and nothing else; empty for any other line.

    >>> printed_date("September 15, 1998"), printed_date("14 August 2007"), printed_date("May 2011")
    ('1998-09-15', '2007-08-14', '2011-05')
    >>> printed_date("Spring 2004"), printed_date("2016-02"), printed_date("The Crisis of 1948")
    ('2004', '2016-02', '')
    >>> printed_date("Port Ellery, May 2004")
    '2004-05'
    """
    if not text[-1:].isdecimal():
        return ""
    place = _PLACE.match(text)
    for said in (text, text[place.end() :] if place else ""):
        for form in _FORMS:
            if match := form.fullmatch(said):
                return _w3c(match.groupdict())
    return ""


def _w3c(parts: dict[str, str | None]) -> str:
    year, named, day = int(parts["year"] or 0), parts.get("month"), parts.get("day")
    month = _NUMBERS[named.casefold()] if named else int(parts.get("figures") or 0)
    try:
        date(year, month or 1, int(day or 1))
    except ValueError:
        return str(year)
    return "-".join((str(year), *(f"{int(n):02d}" for n in (month, day) if n)))
