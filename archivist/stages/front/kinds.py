"""Lines of title pages that name the house, the kind of publication, a number or a date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archivist.core.calendar import MONTH, YEAR
from archivist.core.ledger import Certainty, Fact
from archivist.profiles.model import Publisher
from archivist.stages.front.dates import printed_date
from archivist.stages.lines.view import Line

RULE = "front:kind"
_DATED = re.compile(
    rf"(?:.{{2,80}}[|,•·–-] ?)?(?:\d{{1,2}} )?(?:{MONTH})(?: \d{{1,2}},)? {YEAR}",
    re.IGNORECASE,
)
_WORDED = r"(?:(?:no\.?|n[o°]|№|#|vol\.?|number|volume) ?)"
_NUMBERED = re.compile(rf"\D{{3,60}}?{_WORDED}(?P<number>\d{{1,4}})", re.IGNORECASE)
_NUMBER_ALONE = re.compile(rf"{_WORDED}(?P<number>\d{{1,4}})", re.IGNORECASE)
_CODE = re.compile(
    r"(?:(?:(?i:report|order|document|publication|paper|working paper)s? )?"
    r"(?i:no\.?|number|code|id)[:.]? ?)?(?P<number>(?=[^ ]*\d)(?:[A-Z]{1,6}[-/(]?[\w./()-]{2,20}"
    r"|\d{4,8}-[A-Z]{2,4}))(?P<after> \d{1,4}(?: (?:final|rev\.?\d?))?)?"
)
"""What offices number their papers with: ``RL31999``, ``GAO-04-321``, ``COM(2009) 262 final``."""
_HOUSE = re.compile(
    r"(?i)(?!.*\b(?:from|to|in|at)\b)(?:[\w&.'-]+ ){0,7}(?:institut\w*|office|commission|ministry"
    r"|department|service|agency|authority|assembly|committee|council|parliament|university"
    r"|college|bank|bureau|board|organi[sz]ation|nations|division|unit|center|centre|foundation"
    r"|directorate|secretariat|library)(?: (?:of|for|on) [\w ]{3,60}| region)?"
    r"|reports? (?:to|for|of|by|from) .*|(?:research |policy )?memorandum|report|[A-Z]{1,3}|for .*"
)
_PARTING = re.compile(r" ?[|•·◆] ?| [–—-] |, (?=[A-Z])")


def is_kind_line(text: str, publisher: Publisher) -> bool:
    """Whether a line over a title names series, number or date: no part of the title."""
    if _DATED.fullmatch(text) or _NUMBERED.fullmatch(text) or _NUMBER_ALONE.fullmatch(text):
        return True
    return any(pattern.fullmatch(text) for pattern in publisher.masthead.kinds)


def is_code(text: str) -> bool:
    """Whether a line is the number of a paper in the manner of offices.

    >>> is_code("Order Code RL31999"), is_code("COM(2009) 262 final"), is_code("G20 Summits")
    (True, True, False)
    """
    return _CODE.fullmatch(text) is not None


def names_house(text: str) -> bool:
    """Whether a line can be the name of a house or of a kind of publication, or else a title.

    >>> names_house("Ministry of Quays"), names_house("Letters from the Ministry of Quays")
    (True, False)
    """
    return _HOUSE.fullmatch(text) is not None


def kind_facts(line: Line) -> Iterator[Fact]:
    """Date and number that such a line tells."""
    span = line.head, line.tail
    parts = _PARTING.split(line.said)
    tried = (line.said, *(", ".join(parts[k:]) for k in range(1, len(parts))))
    if date := next(filter(None, map(printed_date, tried)), ""):
        yield Fact("date", date, *span, RULE, Certainty.MEDIUM)
    for part in parts:
        match = _NUMBERED.fullmatch(part) or _NUMBER_ALONE.fullmatch(part) or _CODE.fullmatch(part)
        if match:
            yield Fact("number", match["number"], *span, RULE, Certainty.MEDIUM)
            return
