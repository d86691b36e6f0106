"""The names of months, as English reports print them."""

from __future__ import annotations

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""From January to December."""

MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
"""Name in lower case to number, 1 to 12."""
