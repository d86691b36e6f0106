"""Months and years, as English reports print them."""

from __future__ import annotations

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""From January to December."""

MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
"""Name in lower case to number, 1 to 12."""

MONTH = "|".join(MONTH_NUMBERS)
"""Pattern of a month's name, in lower case."""

YEAR = r"(?:19|20)\d\d"
"""Pattern of a year in which a report can have come out."""
