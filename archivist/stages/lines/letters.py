"""Letters: how they address their readers, and how they take leave of them."""

from __future__ import annotations

import re


def takes_leave(text: str) -> bool:
    """Whether a line is the close of a letter.

    >>> takes_leave("Sincerely,"), takes_leave("Yours faithfully,"), takes_leave("Yours was late,")
    (True, True, False)
    """
    return text[-1:] in ",." and _LEAVE.fullmatch(text) is not None


def salutes(text: str) -> bool:
    """Whether a line is the address of a letter.

    >>> salutes("Dear Reader,"), salutes("Dear colleagues:"), salutes("Dear as it was, the lamp")
    (True, True, False)
    """
    return text[-1:] in ",:!" and _SALUTE.fullmatch(text) is not None


_LEAVE = re.compile(
    r"(?i)(?:(?:yours )?(?:very )?(?:sincerely|faithfully|truly|respectfully)(?: yours)?"
    r"|respectfully submitted|(?:with )?(?:best|kind|warm) (?:regards|wishes)|с уважением"
    r"|hurmat bilan|mit freundlichen grüßen|cordialement|atentamente)[,.]"
)
_SALUTE = re.compile(
    r"(?i:dear|esteemed|уважаем\w+|дорог\w+|hurmatli|sehr geehrte[rn]?|liebe|chers?|chères?"
    r"|estimad[oa]s?) [^,.;:]{2,60}[,:!]"
)
