"""Where two readings of one report differ, and what explains each difference.

An explanation names what the text form of a mirror cannot show. The list is closed: a difference
that no rule covers is ``None``, that is, a fault of a reader or a stage still to be mended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archivist.evaluate import Scores


class Loss(StrEnum):
    """What one form of a report has and another has not."""

    SITE = "only a mirror's copy carries what the site says of the file"
    TYPE = "text shows no type size, from which the level of a head is read"
    LEAF = "text shows no leaf without a printed number"
    DECLARED = "the text form declares what its converter deleted; a PDF has it"
    LETTERS = "the engine's own fonts have no ideographs"


@dataclass(frozen=True)
class Difference:
    """One difference.

    Attributes:
        kind: the column of the score.
        told: where, and both readings, as the score words them: ``+`` only in the first reading,
            ``-`` only in the second.
        loss: what explains it, or None.
    """

    kind: str
    told: str
    loss: Loss | None


_IDEOGRAPH = re.compile("[\u3400-\u9fff]|Haiyun")
_WHOLE = {"site": Loss.SITE, "levels": Loss.TYPE, "lost": Loss.DECLARED}


def explain(kind: str, told: str) -> Loss | None:
    """What explains a difference between the PDF and the text of a report."""
    if kind in _WHOLE:
        return _WHOLE[kind]
    if kind == "breaks" and told.startswith("+ page None:"):
        return Loss.LEAF
    if kind == "break-n" and told.startswith("None, not "):
        return Loss.LEAF  # counted on over the end of the count
    if kind == "notes" and _IDEOGRAPH.search(told):
        return Loss.LETTERS
    return None


def differences(scores: Scores) -> list[Difference]:
    """All differences that a score lists, in the order of its columns."""
    return [
        Difference(kind=kind, told=str(fault), loss=explain(kind, str(fault)))
        for kind, tally in scores.tallies.items()
        if tally.miss or tally.extra
        for fault in scores.faults.get(kind, ())
    ]
