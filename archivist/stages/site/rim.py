"""The head and the foot of a copy: what is the site's there though no rule knows it.

Rules know some lines of a site that nobody has described; between them stand others: names of
menus, values of a record, titles of other documents, an address. One by one nothing tells them
from a heading. Together they do: from the end of the copy inward each line adds to what speaks for
the site, or takes from it. What a rule knows adds, and what is worded in another language than the
text; a sentence of the text's own language takes much, any other line a little. The rim ends with
the line at which the sum is highest, so that each line in it pays for those before it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile, islice, takewhile

from archivist.profiles.model import Place
from archivist.stages.lines.view import Line
from archivist.stages.site.fields import Found
from archivist.stages.site.spelling import alphabet
from archivist.stages.site.weighed import SENTENCE, Ends, Lines, Weighed, named

FURTHEST = 150
"""Lines of a rim at most."""

NEED = 6.0
"""Sum that proves a rim."""

EVIDENT = 3
"""Lines, at least, that speak for the site in a rim."""

KNOWN = 2
"""Lines that rules know, or one beyond doubt, at least: a list of names has none."""

KNOWN_WELL = 9.0
"""What lines that rules know have to add where nothing else speaks for the site."""

KINDS = 5
"""Kinds of such lines, at least, one of them that of the lines without any."""

NEAR = 12
"""Lines from the end of the copy, one of which has to speak clearly for the site."""

SHORT = 40
"""Characters of an entry of a menu, at most."""

GIVEN_UP = 3.5
"""How far below the highest the sum may fall: past a sentence, or a few headings."""

DOUBTED = 3.0
"""What lines behind a sentence have to add for a rim to end with one that is less than sure."""

UNDER = 3
"""Lines below a title, at most, that say who wrote it, when, and for whom."""

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d(?!\d)")
_BY = re.compile(r"[^\W\d_]{2,4}:? [^\W\d_a-z]")


@dataclass
class _Sum:
    """What the lines of a rim add up to, as far as it was followed.

    Attributes:
        total: of all lines.
        best: the highest so far at a line with which the rim may end.
        strange: what lines in another language add to it, and those that the site has already.
        hits: what lines add to it that rules know.
        kinds: what these say.
        evident: lines that speak for the site.
        known: lines that rules know, or that the site has already; those beyond doubt count twice.
        read: whether a sentence stands since the rim could end last.
    """

    strange: float
    total: float = 0.0
    best: float = 0.0
    hits: float = 0.0
    evident: int = 0
    known: int = 0
    read: bool = False
    kinds: set[str] = field(default_factory=set)

    def add(self, one: Weighed, kind: str, *, taken: bool) -> None:
        """One line more."""
        self.total += one.worth
        self.evident += one.worth > 0
        self.known += one.known * (2 if one.ends is Ends.SURE else 1)
        self.strange += NEED if taken else one.strange
        self.hits += one.hit
        self.kinds.add(kind)
        self.read = self.read or one.worth <= SENTENCE

    def may_end(self, one: Weighed, *, described: bool) -> bool:
        """Whether the rim may end with the line that was added last.

        That is one that a rule knows, or that the site has already: names, mottos and headings in
        another language or alphabet are the report's, too.
        """
        if self.total < self.best or not one.known:
            return False
        if described or one.ends is Ends.SURE:
            return one.ends is Ends.SURE
        return one.ends is Ends.LIKELY and self.total >= self.best + DOUBTED * self.read

    def end(self) -> None:
        """The rim ends here, as far as is known."""
        self.best, self.read = self.total, False

    @property
    def proves(self) -> bool:
        """Whether it is enough: words that rules know can be the text's, without anything else."""
        if self.known < KNOWN:
            return False
        told = self.strange >= NEED / 2 and self.strange + self.hits >= NEED
        told = told or (self.hits >= KNOWN_WELL and len(self.kinds) >= KINDS)
        return told and self.total >= NEED and self.evident >= EVIDENT


class Rims:
    """The ends of one copy.

    Args:
        lines: of the copy.
        taken: numbers of those that are the site's already.
        hits: the weightiest hit of those that rules know.
        described: whether the site's template is known, so that little of it is left to find.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        taken: Collection[int],
        hits: Mapping[int, Found],
        *,
        described: bool,
    ) -> None:
        self.copy = Lines(lines, taken, hits)
        self.described = described

    def head(self) -> list[int]:
        """Numbers of the lines at the head that are the site's."""
        count = min(FURTHEST, self.copy.half) if self._near(range(NEAR)) else 0
        rim = self._rim(range(count), Place.FOOTER)
        kept = self._title(rim) if rim else ()
        return [one.k for one in rim if one.k not in self.copy.taken and one.k not in kept]

    def foot(self) -> list[int]:
        """Numbers of the lines at the foot that are the site's."""
        count = len(self.copy.lines)
        if not self._near(range(count - NEAR, count)):
            return []
        where = range(count - 1, max(self.copy.half, count - FURTHEST) - 1, -1)
        return [one.k for one in self._rim(where, Place.HEADER) if one.k not in self.copy.taken]

    def _near(self, where: Sequence[int]) -> bool:
        """Whether a rule knows some line of these, the site has it already, or most are short."""
        known = self.copy.taken, self.copy.hits
        if any(k in some for k in where for some in known):
            return True
        lines = self.copy.lines
        short = sum(len(lines[k].text) < SHORT for k in where if 0 <= k < len(lines))
        return 3 * short > 2 * NEAR

    def _open(self, where: Sequence[int]) -> bool:
        """Whether anything may be left to find at an end of a copy whose template is known."""
        taken, hits, lines = self.copy.taken, self.copy.hits, self.copy.lines
        text = alphabet(lines[min(self.copy.half, len(lines) - 1)].text)
        rest = islice(dropwhile(lambda k: k in taken, where), NEAR)
        return any(k in taken or k in hits or alphabet(lines[k].text) != text for k in rest)

    def _rim(self, where: Sequence[int], other: Place) -> list[Weighed]:
        if not where or (self.described and not self._open(where)):
            return []
        if not self.copy.spelling.telling:
            return []
        rim: list[Weighed] = []
        found = 0
        near = False
        sum_of = _Sum(strange=NEED / 2 if self.copy.taken else 0.0)
        for place, k in enumerate(where):
            one = self.copy.weigh(k, other)
            near = near or (one.ends > Ends.NEVER and one.worth > 1)
            if place >= NEAR and not near:
                return []
            rim.append(one)
            found_at = self.copy.hits.get(k) if one.hit else None
            kind = found_at.kind if found_at else ""
            sum_of.add(one, kind, taken=k in self.copy.taken)
            if sum_of.may_end(one, described=self.described):
                sum_of.end()
                found = len(rim) if sum_of.proves else 0
            if sum_of.total < sum_of.best - GIVEN_UP:
                break
        return rim[:found]

    def _title(self, rim: Sequence[Weighed]) -> set[int]:
        """The heading of the page below its menus, and who wrote when: the report's own."""
        hits = self.copy.hits
        menus = (i for i, one in enumerate(rim) if one.k in hits and hits[one.k].hit.rule.menu)
        below = rim[max(menus, default=-1) + 1 :]
        titles = [i for i, one in enumerate(below) if one.native > 0 and not self._dated(one)]
        found = max(titles, key=lambda i: below[i].native, default=None)
        if found is None:
            return set()
        over = takewhile(lambda one: one.native > 0 and not one.known, reversed(below[:found]))
        under = islice(takewhile(self._under_title, below[found + 1 :]), UNDER)
        return {below[found].k, *(one.k for one in (*over, *under))}

    def _under_title(self, one: Weighed) -> bool:
        text = self.copy.lines[one.k].text
        told = one.worth <= 0 or named(text) or _BY.match(text) or self._dated(one)
        return not one.known and bool(told)

    def _dated(self, one: Weighed) -> bool:
        return _YEAR.search(self.copy.lines[one.k].text) is not None
