"""Which lines of a copy the rules of families match, and what they say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from archivist.profiles.model import Rule
from archivist.profiles.openings import SIZE
from archivist.profiles.union import union

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
        numbered: whether each holds a digit.
    """

    family: str
    rule: Rule
    pattern: re.Pattern[str]
    openings: frozenset[str]
    numbered: bool


_DIGIT = re.compile(r"\d")


class Index:
    """The compiled rules of all families, with a quick no for most lines.

    Rules whose lines begin with a label or a fixed character are looked up by it, so that a line
    of prose is tried against a handful of patterns, not against all of them; the others are not
    tried on lines that are longer than any of theirs, or have no digit where all of theirs have.
    """

    def __init__(self, rules: Iterable[Compiled]) -> None:
        every = list(rules)
        keys = sorted(set().union(*(c.openings for c in every)))
        self._by_opening = {key: [c for c in every if key in c.openings] for key in keys}
        self._lengths = {
            first: sorted({len(key) for key in keys if key[0] == first})
            for first in {key[0] for key in keys}
        }
        self._glued = [c._replace(pattern=re.compile(_glued(c))) for c in every if c.rule.glued]
        self._open = [c for c in every if not c.openings]
        self._longest = sorted({c.rule.longest for c in self._open})
        self._any = {
            (longest, digit): union(
                c.pattern
                for c in self._open
                if c.rule.longest >= longest and (digit or not c.numbered)
            )
            for longest, digit in product(self._longest, (False, True))
        }

    def candidates(self, view: str, start: int, end: int) -> list[Compiled]:
        """The rules that may match ``view[start:end]``, most often none."""
        found: list[Compiled] = []
        key = view[start : start + SIZE].lower()
        for length in self._lengths.get(key[:1], ()):
            found += self._by_opening.get(key[:length], ())
        k = bisect_left(self._longest, end - start)
        if k < len(self._longest):
            digit = _DIGIT.search(view, start, end) is not None
            if self._any[self._longest[k], digit].fullmatch(view, start, end):
                found += self._open
        return found

    def match(self, view: str, start: int, end: int) -> list[Hit]:
        """The weightiest rule of each family that matches ``view[start:end]`` as a whole.

        Predicates are not asked here: they need to know the whole copy.
        """
        if end - start > LONGEST or start >= end:
            return []
        best: dict[str, Hit] = {}
        for family, rule, pattern, *_ in self.candidates(view, start, end):
            known = best.get(family)
            if end - start > rule.longest or (known and rule.weight <= known.rule.weight):
                continue
            found = pattern.fullmatch(view, start, end)
            if found is not None:
                best[family] = _hit(family, rule, found)
        return list(best.values())

    def match_glued(self, view: str, start: int, end: int) -> list[Hit]:
        """Fields stuck to the end of the title, as some copies have them; one a family."""
        if end - start > LONGEST:
            return []
        best: dict[str, Hit] = {}
        lowered = view[start:end].lower()
        digit = _DIGIT.search(view, start, end) is not None
        for family, rule, pattern, openings, numbered in self._glued:
            if family in best or (numbered and not digit):
                continue
            if openings and not any(key in lowered for key in openings):
                continue
            # a form is slow to look for, and stands in the last characters
            begin = max(start, end - rule.longest - 1) if rule.form else start
            found = pattern.fullmatch(view, begin, end)
            if found and not (rule.form and found.start("field") - start > _LONGEST_TITLE):
                best[family] = _hit(family, rule, found)
        return list(best.values())


def _glued(compiled: Compiled) -> str:
    """A pattern for the field at the end of a title; without a label nobody can tell where."""
    title = r".+?" if compiled.rule.form else _TITLE
    return rf"{title}(?P<field>{compiled.pattern.pattern})"


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
