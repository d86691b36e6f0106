"""Where two readings of one report differ, and what explains each difference.

The press knows the right answer for each form of a report, so an explanation is checked, never
believed: the right answers differ in the same way, or the reading of the text departs from its own
right answer (there, or in this question where the other reading has no fault at all), or the
printed pages show just what is told. What no check bears out is ``None``: a fault of the reader of
the other form, still to be mended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from archivist.evaluate import score
from archivist.evaluate.phrases import head, site_fact
from archivist.evaluate.tally import FACTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from archivist.evaluate import Digest, Scores


class Loss(StrEnum):
    """What one form of a report has and another has not."""

    FORM = "the converter changed these words: the right answers of the two forms differ so"
    OPEN = "the text leaves it open and was read wrongly: counted in docs/quality.md"
    SITE = "only a mirror's copy carries what the site says of the file"
    TYPE = "text shows no type size, from which the level of a head is read"
    LEAF = "text shows no leaf without a printed number"
    FREE = "lines of covers, boards and imprints may be parted in any way"
    DECLARED = "the text form declares what its converter deleted; the other has it"


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


Fault = tuple[str, str]


@dataclass(frozen=True)
class Evidence:
    """What is right.

    Attributes:
        gold: the right answer for the form that is compared with the text.
        text_gold: the right answer for the text.
        sizes: bytes of the files of both forms.
        own: faults of the compared reading.
        text: faults of the reading of the text, as they show from the other side.
        forms: what is different between the right answers.
    """

    gold: Digest
    text_gold: Digest
    sizes: frozenset[int]
    own: frozenset[Fault]
    text: frozenset[Fault]
    forms: frozenset[Fault]


def evidence(
    reading: Digest, gold: Digest, text: Digest, text_gold: Digest, sizes: frozenset[int]
) -> Evidence:
    """What is right of two readings: one of any form, one of the text."""
    return Evidence(
        gold,
        text_gold,
        sizes,
        own=frozenset(_faults(score(reading, gold))),
        text=frozenset(_turned(*fault) for fault in _faults(score(text, text_gold))),
        forms=frozenset(_faults(score(gold, text_gold))),
    )


def differences(scores: Scores, known: Evidence) -> list[Difference]:
    """All differences that a score lists, in the order of its columns."""
    return [Difference(kind, told, explain(kind, told, known)) for kind, told in _faults(scores)]


def explain(kind: str, told: str, known: Evidence) -> Loss | None:
    """What explains a difference, as far as the right answers bear it out."""
    if (kind, told) in known.own:
        return None
    if (kind, told) in known.forms:
        return Loss.SITE if kind == "site" else Loss.FORM
    if (kind, told) in known.text:
        return Loss.OPEN
    check = _CHECKS.get(kind)
    loss = check(told, known) if check else None
    if loss is None and _is_free(told, known):
        return Loss.FREE
    own, other = ({wrong for wrong, _ in faults} for faults in (known.own, known.text))
    right = kind not in own and kind in other and kind not in _PROVED
    return Loss.OPEN if loss is None and right else loss


def _is_free(told: str, known: Evidence) -> bool:
    """Whether the words that only the text's reading has are of lines of free form."""
    words = " ".join(_SHOWN.sub("", told).split()).casefold()
    homes = [b for b in known.text_gold.blocks if words in " ".join(b.tokens).casefold()]
    return told.startswith("- ") and bool(homes) and all(b.loose for b in homes)


def _faults(scores: Scores) -> list[Fault]:
    return [
        (kind, str(fault))
        for kind, tally in scores.tallies.items()
        if tally.miss or tally.extra
        for fault in scores.faults.get(kind, ())
    ]


_OTHER = {
    "+ end inside: ": "- no end after: ",
    "- no end after: ": "+ end inside: ",
    "+ ": "- ",
    "- ": "+ ",
}


def _turned(kind: str, told: str) -> Fault:
    """A fault of the second reading as it shows in a list of the first one's differences."""
    if (kind in FACTS or kind == "break-n") and (said := _FACT.fullmatch(told)):
        return kind, f"{said['other']}, not {said['own']}"
    sign = next((s for s in _OTHER if told.startswith(s)), "")
    return kind, _OTHER.get(sign, "") + told[len(sign) :]


_SHOWN = re.compile(r"^- .*\[|^- |\] \(\d+\)$")
_FACT = re.compile(r"(?P<own>'.*'|\w+), not (?P<other>'.*'|\w+)")
_PROVED = frozenset({"site", "levels", "breaks", "lost"})
"""Questions of which the right answer for the text does not ask everything."""

_PAGE = re.compile(r"\+ page (?P<n>\w+): ")
_NUMBER = re.compile(r"None, not (?P<n>\w+)")
_LEVEL = re.compile(r"(?P<words>\(.*\)): (?P<own>\d), not (?P<other>\d)")
_SITE = re.compile(r"(?P<name>\w+): (?P<own>.+), not (?P<other>.+)")
_LOST = re.compile(r"(?P<own>\d+) declared, (?P<other>\d+) wanted")


def _leaf(told: str, known: Evidence) -> Loss | None:
    """A page that has a place in the count and prints no number."""
    found = _PAGE.match(told)
    leaves = {str(b.n) for b in known.gold.breaks if not b.printed}
    return Loss.LEAF if found and found["n"] in leaves else None


def _unnumbered(told: str, known: Evidence) -> Loss | None:
    """A page outside the count, to which the text counts on."""
    found = _NUMBER.fullmatch(told)
    outside = any(b.n is None for b in known.gold.breaks)
    printed = {b.n for b in known.text_gold.breaks if b.printed}
    return Loss.LEAF if found and outside and found["n"] not in printed else None


def _typed(told: str, known: Evidence) -> Loss | None:
    """A head whose level is printed as told, and shown by nothing but its type."""
    found = _LEVEL.fullmatch(told)
    if not found:
        return None
    ranks = {str(b.tokens[:8]): b.level for b in known.gold.blocks if b.kind == "head"}
    asked = {str(b.tokens[:8]): b.level for b in known.text_gold.blocks if b.kind == "head"}
    words = found["words"]
    right = str(ranks.get(words)) == found["own"] and asked.get(words) is None
    return Loss.TYPE if right else None


def _said(told: str, known: Evidence) -> Loss | None:
    """What the mirror says of the file, or the size of the files that were read."""
    found = _SITE.fullmatch(told)
    if not found:
        return None
    said = {str(getattr(copy, found["name"])) for copy in known.text_gold.copies}
    said |= {f"{size} bytes" for size in known.sizes}
    own, other = (found[side].strip("'").partition(" (")[0] for side in ("own", "other"))
    said = {site_fact(value) for value in said}
    return Loss.SITE if site_fact(other) in said and site_fact(own) in said | {"none"} else None


def _declared(told: str, known: Evidence) -> Loss | None:
    found = _LOST.fullmatch(told)
    if not found or known.gold.lost:
        return None
    whole = found["own"] == "0" and 0 < int(found["other"]) <= known.text_gold.lost
    return Loss.DECLARED if whole else None


def _parted(told: str, known: Evidence) -> Loss | None:
    """An end of a paragraph inside what is none: the text's reading has missed an item there."""
    left, _, right = told.partition(": ")[2].partition(" | ")
    words, stream = (*left.split(), *right.split()), known.text_gold.stream
    at = next((i for i in range(len(stream)) if stream[i : i + len(words)] == words), None)
    if at is None:
        return None
    owner = [block for block in known.text_gold.blocks for _ in block.tokens]
    block = owner[at + len(left.split()) - 1]
    if block.loose:
        return Loss.FREE
    missed = (f"{block.kind}s", f"+ {head(block.tokens)}") in known.text
    return Loss.OPEN if missed else None


def _title_page(told: str, known: Evidence) -> Loss | None:
    """A title page that the text's reading has made up: no score counts it."""
    right = all(kind != "works" for kind, _ in known.own)
    return Loss.OPEN if right and told.startswith("- ") else None


_CHECKS: dict[str, Callable[[str, Evidence], Loss | None]] = {
    "breaks": _leaf,
    "break-n": _unnumbered,
    "levels": _typed,
    "site": _said,
    "lost": _declared,
    "paragraphs": _parted,
    "works": _title_page,
}
