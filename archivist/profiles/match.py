"""Which lines of a copy the rules of families match, and what they say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from archivist.profiles.model import Rule
from archivist.profiles.openings import DIGIT, SIZE, first_element, lowered
from archivist.profiles.union import union, unnamed

LONGEST = 400
"""Lines longer than this are text, not site furniture; they are not matched."""

_LONGEST_TITLE = 301
"""Characters at most before a field that is known by its form, stuck to the end of a title."""
_LONGEST_VALUE = 40
"""Characters at most of what stands behind the label of a field that is stuck to a title."""
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


_COMMON = frozenset(".,-'")
_STEPS = (60, 120, LONGEST)
"""Lengths by which lines are told: one pattern of all rules for each, since each takes its time."""
_MANY = 8
"""Rules from which on one pattern of all is asked first."""
_OFTEN = 1000
"""Lines from which on it is worth while: to make that pattern takes as long as to do without."""
_KEPT = 4096
"""Lines, and beginnings of lines, whose rules are kept in mind."""


@dataclass
class _Some:
    """Rules that are tried together."""

    rules: tuple[Compiled, ...]
    asked: int = 0

    def matching(self, text: str) -> Iterable[Compiled]:
        """Those that hold no sign which the line *text* lacks; of many, none if none matches."""
        if len(self.rules) >= _MANY:
            self.asked += 1
            if self.asked >= _OFTEN and not self._any.fullmatch(text):
                return ()
        if not self._told:
            return self.rules
        digit = DIGIT if _DIGIT.search(text) else ""
        return [c for c, sign in self._told if sign in text or sign == digit]

    @cached_property
    def _told(self) -> tuple[tuple[Compiled, str], ...]:
        """Each with a sign that tells it, the rarest; nothing if there are none to be told."""
        signs = [min(c.telling, key=_commonness, default="") for c in self.rules]
        return tuple(zip(self.rules, signs, strict=True)) if any(signs) else ()

    @cached_property
    def _any(self) -> re.Pattern[str]:
        """What the lines of any of them match; those that hold few signs are told by them first."""
        signs = frozenset().union(*(c.telling for c in self.rules))
        telling = union(c.pattern for c in self.rules if c.telling)
        signed = rf"(?=.*?[{''.join(map(_escaped, sorted(signs)))}])(?:{telling.pattern})"
        others = [c.pattern for c in self.rules if not c.telling]
        return union([re.compile(signed), *others] if signs else others)


def _commonness(sign: str) -> tuple[bool, str]:
    """Digits last: more lines have one than have any other sign."""
    return sign == DIGIT, sign


_NONE = _Some(())


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
        self._opened = lru_cache(_KEPT)(self._opened_with)
        self._known = lru_cache(_KEPT)(self._known_by)
        self._glued = [c._replace(pattern=re.compile(_glued(c))) for c in every if c.rule.glued]
        closed = [c for c in every if not c.openings and c.closings]
        keys = frozenset().union(*(c.closings for c in closed))
        self._by_closing = {key: [c for c in closed if key in c.closings] for key in keys}
        self._last = frozenset(key[-1:] for key in keys)
        unknown = [c for c in every if not c.openings and not c.closings]
        # most patterns that match long lines look for their words all along each
        self._worded = [c for c in unknown if c.words and c.rule.longest > _STEPS[0]]
        others = [c for c in unknown if c not in self._worded]
        self._by_length: list[_Some] = []
        for shorter, longest in pairwise((-1, *_STEPS)):
            some = _Some(tuple(c for c in others if c.rule.longest > shorter))
            self._by_length += [some] * (longest - shorter)

    def _opened_with(self, begin: str) -> _Some:
        """The rules that know lines by how they begin; *begin* has as many characters as keys."""
        key = lowered(begin)
        known = (self._by_opening.get(key[:size]) for size in range(len(key), 0, -1))
        return next(filter(None, known), _NONE)  # those of shorter keys are among them

    def worded(self, view: str, heads: Sequence[int]) -> Mapping[int, list[Compiled]]:
        """Which lines of *view* have the words of the rules that are known by nothing else.

        A line holds all words of its rule: to look for the longest is enough.

        Args:
            view: the folded text.
            heads: where its lines begin.
        """
        found: dict[int, list[Compiled]] = defaultdict(list)
        for rule in self._worded:
            word = max(rule.words, key=lambda one: (len(one), one))
            at = view.find(word)
            while at >= 0:
                k = bisect_right(heads, at)
                found[k - 1].append(rule)
                at = view.find(word, heads[k]) if k < len(heads) else -1
        return found

    def candidates(self, text: str) -> tuple[Compiled, ...]:
        """The rules that may match a line by its ends and its size, most often none.

        The line is not empty, and no longer than :data:`LONGEST`.
        """
        opened = self._opened(text[:SIZE]).matching(text)
        last = text[-1].lower() in self._last
        closed = self._by_closing.get(lowered(text[-SIZE:]), ()) if last else ()
        return (*opened, *closed, *self._by_length[len(text)].matching(text))

    def _known_by(self, text: str) -> tuple[Compiled, ...]:
        """The rules that match a line. Sites print the same lines around each text."""
        size = len(text)
        return tuple(
            one
            for one in self.candidates(text)
            if size <= one.rule.longest and one.pattern.fullmatch(text)
        )

    def match(self, view: str, start: int, end: int, worded: Sequence[Compiled] = ()) -> list[Hit]:
        """The weightiest rule of each family that matches ``view[start:end]`` as a whole.

        Predicates are not asked here: they need to know the whole copy.

        Args:
            view: the folded text; the line is trimmed.
            start: offset of the line's first character.
            end: offset behind its last.
            worded: what :meth:`worded` says of the line.
        """
        size = end - start
        if not 0 < size <= LONGEST:
            return []
        best: dict[str, Hit] = {}
        for family, rule, pattern, *_ in (*self._known(view[start:end]), *worded):
            if size > rule.longest or not (found := pattern.fullmatch(view, start, end)):
                continue
            if family not in best or rule.weight > best[family].rule.weight:
                best[family] = _hit(family, rule, found)
        return list(best.values())

    def match_glued(self, view: str, start: int, end: int) -> list[Hit]:
        """Fields stuck to the end of the title, as some copies have them; one a family."""
        if end - start > LONGEST:
            return []
        best: dict[str, Hit] = {}
        closing = lowered(view[max(start, end - SIZE) : end])
        digit = _DIGIT.search(view, max(start, end - _LONGEST_VALUE), end) is not None
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
            fields.append(Field(name, " ".join(value.split()), *found.span(name)))
    return Hit(family, rule, found.start(), found.end(), tuple(fields), tuple(labels))
