"""Which lines of a copy the rules of families match, and what they say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product
from typing import NamedTuple

from archivist.profiles.model import Rule
from archivist.profiles.openings import DIGIT, SIZE, first_element
from archivist.profiles.union import union, unnamed

LONGEST = 400
"""Lines longer than this are text, not site furniture; they are not matched."""

_LONGEST_TITLE = 301
"""Characters at most before a field that is known by its form, stuck to the end of a title."""
_TITLE = r"(?P<title>\S.{0,300}?[^\s\d])"


class Field(NamedTuple):
    """A named group that matched: name, value and span."""

    name: str
    value: str
    start: int
    end: int


class Hit(NamedTuple):
    """A rule that matches a line. Offsets are those of the view that was searched."""

    family: str
    rule: Rule
    start: int
    end: int
    fields: tuple[Field, ...]
    labels: tuple[tuple[str, str], ...]  # (label, wording as printed)


class Compiled(NamedTuple):
    """A rule, its pattern, and what :mod:`openings` knows of its lines.

    Attributes:
        openings: how they can begin; empty: anyhow.
        closings: how they can end; empty: anyhow.
        held: signs that each holds.
        words: runs of characters that each holds.
    """

    family: str
    rule: Rule
    pattern: re.Pattern[str]
    openings: frozenset[str]
    closings: frozenset[str]
    held: frozenset[str]
    words: frozenset[str]

    @property
    def telling(self) -> frozenset[str]:
        """Signs that each of its lines holds, and few lines of text."""
        return self.held - _COMMON


Places = Sequence[tuple[int, int]]
"""Offsets at which words of rules stand, in order, each with the number of its rule."""

_COMMON = frozenset(".,-'")
_STEPS = (60, 120, LONGEST)
"""Lengths by which lines are told: one pattern of all rules for each, since each takes its time."""
_MANY = 8
"""Rules from which on one pattern of all is asked first."""
_OFTEN = 200
"""Lines from which on it is worth while: to make that pattern takes as long as to do without."""


@dataclass
class _Some:
    """Rules that are tried together."""

    rules: tuple[Compiled, ...]
    asked: int = 0

    def may_match(self, view: str, start: int, end: int) -> bool:
        """Whether any of them can match ``view[start:end]``."""
        if len(self.rules) < _MANY:
            return True
        self.asked += 1
        return self.asked < _OFTEN or self._any.fullmatch(view, start, end) is not None

    @cached_property
    def _any(self) -> re.Pattern[str]:
        """What the lines of any of them match."""
        return union(c.pattern for c in self.rules)


class Index:
    """The compiled rules of all families, with a quick no for most lines.

    Rules whose lines begin with a label or a fixed character are looked up by it, so that a line
    of prose is tried against a handful of patterns, not against all of them; so are those that end
    in a label. The others are not tried on lines that are longer than any of theirs, or have no
    sign or word that theirs have.
    """

    def __init__(self, rules: Iterable[Compiled]) -> None:
        every = list(rules)
        self._by_opening = _by_opening(every)
        self._lengths: dict[str, list[int]] = defaultdict(list)
        for key in sorted(self._by_opening, key=len, reverse=True):
            if len(key) not in self._lengths[key[0]]:
                self._lengths[key[0]].append(len(key))
        self._glued = [c._replace(pattern=re.compile(_glued(c))) for c in every if c.rule.glued]
        closed = [c for c in every if not c.openings and c.closings]
        keys = frozenset().union(*(c.closings for c in closed))
        self._by_closing = {key: [c for c in closed if key in c.closings] for key in keys}
        self._open = [c for c in every if not c.openings and not c.closings]
        # most patterns that match long lines look for their words all along each
        self._worded = [c for c in self._open if c.words and c.rule.longest > _STEPS[0]]
        others = [c for c in self._open if c not in self._worded]
        signs = frozenset(DIGIT).union(*(c.telling for c in others))
        self._telling = re.compile(f"[{''.join(map(_escaped, sorted(signs)))}]")
        self._any = {
            (longest, telling): union(
                c.pattern for c in others if c.rule.longest > shorter and (telling or not c.telling)
            )
            for (shorter, longest), telling in product(pairwise((0, *_STEPS)), (False, True))
        }

    def worded(self, view: str) -> Places:
        """Where *view* has the words of the rules that are known by nothing else.

        A line holds all words of its rule: to look for the one that *view* has least is enough.
        """
        found: list[tuple[int, int]] = []
        for number, rule in enumerate(self._worded):
            word = min(rule.words, key=view.count)
            at = view.find(word)
            while at >= 0:
                found.append((at, number))
                at = view.find(word, at + 1)
        return sorted(found)

    def candidates(self, view: str, start: int, end: int, worded: Places) -> list[Compiled]:
        """The rules that may match ``view[start:end]``, most often none."""
        found: list[Compiled] = []
        key = view[start : start + SIZE].lower()
        for length in self._lengths.get(key[:1], ()):
            some = self._by_opening.get(key[:length])
            if some is not None:  # those of shorter keys are among them
                if some.may_match(view, start, end):
                    found += some.rules
                break
        found += self._by_closing.get(view[max(start, end - SIZE) : end].lower(), ())
        if self._is_open(view, start, end, worded):
            found += self._open
        return found

    def _is_open(self, view: str, start: int, end: int, worded: Places) -> bool:
        """Whether a rule that is looked up by neither end of its lines matches."""
        longest = _STEPS[bisect_left(_STEPS, end - start)]
        telling = self._telling.search(view, start, end) is not None
        if self._any[longest, telling].fullmatch(view, start, end):
            return True
        here = worded[bisect_left(worded, (start,)) : bisect_left(worded, (end,))]
        some = {number for _, number in here}
        return any(self._worded[n].pattern.fullmatch(view, start, end) for n in some)

    def match(self, view: str, start: int, end: int, worded: Places) -> list[Hit]:
        """The weightiest rule of each family that matches ``view[start:end]`` as a whole.

        Predicates are not asked here: they need to know the whole copy.

        Args:
            view: the folded text; the line is trimmed.
            start: offset of the line's first character.
            end: offset behind its last.
            worded: what :meth:`worded` says of *view*.
        """
        if end - start > LONGEST or start >= end:
            return []
        best: dict[str, Hit] = {}
        length = end - start
        for family, rule, pattern, *_ in self.candidates(view, start, end, worded):
            if length > rule.longest or not (found := pattern.fullmatch(view, start, end)):
                continue
            known = best.get(family)
            if known is None or rule.weight > known.rule.weight:
                best[family] = _hit(family, rule, found)
        return list(best.values())

    def match_glued(self, view: str, start: int, end: int) -> list[Hit]:
        """Fields stuck to the end of the title, as some copies have them; one a family."""
        if end - start > LONGEST:
            return []
        best: dict[str, Hit] = {}
        closing = view[max(start, end - SIZE) : end].lower()
        digit = _DIGIT.search(view, start, end) is not None
        for family, rule, pattern, _, closings, held, _ in self._glued:
            if family in best or (not digit and DIGIT in held):
                continue
            if closings and closing not in closings:
                continue
            # a form is slow to look for, and stands in the last characters
            begin = max(start, end - rule.longest - 1) if rule.form else start
            found = pattern.fullmatch(view, begin, end)
            if found and not (rule.form and found.start("field") - start > _LONGEST_TITLE):
                best[family] = _hit(family, rule, found)
        return list(best.values())


def _by_opening(rules: Sequence[Compiled]) -> dict[str, _Some]:
    """The rules of the lines that begin with each key, those of shorter keys among them."""
    keys = sorted(frozenset().union(*(c.openings for c in rules)))
    mine = {key: [c for c in rules if key in c.openings] for key in keys}
    made: dict[tuple[int, ...], _Some] = {}  # digits, for one, have all the same rules
    found: dict[str, _Some] = {}
    for key in keys:
        shorter = (key[:n] for n in range(1, len(key) + 1))
        some = tuple(c for one in shorter for c in mine.get(one, ()))
        found[key] = made.setdefault(tuple(map(id, some)), _Some(some))
    return found


def _escaped(sign: str) -> str:
    return r"\d" if sign == DIGIT else re.escape(sign)


_DIGIT = re.compile(r"\d")


def _glued(compiled: Compiled) -> str:
    """A pattern for the field at the end of a title; without a label nobody can tell where.

    Labels are slow to look for, so that what stands behind one is looked for first.
    """
    field = compiled.pattern.pattern
    if compiled.rule.form:
        return rf".+?(?P<field>{field})"
    label, _, value = first_element(field)
    ahead = f"(?=.+?{unnamed(value)}$)" if label.startswith("(?P<label_") else ""
    return rf"{ahead}{_TITLE}(?P<field>{field})"


def _hit(family: str, rule: Rule, found: re.Match[str]) -> Hit:
    fields: list[Field] = []
    labels: list[tuple[str, str]] = []
    for name, value in found.groupdict().items():
        if value is None or name == "field":
            continue
        if name.startswith("label_"):
            labels.append((name[6:], " ".join(value.split())))
        else:
            fields.append(Field(name, value, *found.span(name)))
    return Hit(family, rule, found.start(), found.end(), tuple(fields), tuple(labels))
