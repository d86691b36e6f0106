"""Which lines of a copy a family's rules match, and what they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from archivist.profiles.model import Family, Place, Rule

LONGEST = 400
"""Lines longer than this are text, not site furniture; they are not matched."""

_NAMED = re.compile(r"\(\?P<\w+>")
_BACKREF = re.compile(r"\(\?P=")


class Field(NamedTuple):
    """A named group that matched: name, value and span."""

    name: str
    value: str
    start: int
    end: int


class Hit(NamedTuple):
    """A rule that matches a line. Offsets are those of the view that was searched."""

    rule: Rule
    start: int
    end: int
    fields: tuple[Field, ...]
    labels: tuple[tuple[str, str], ...]  # (label, wording as printed)


@dataclass(frozen=True)
class Matcher:
    """The compiled rules of one family (with those of its sites)."""

    family: Family
    rules: tuple[tuple[Rule, re.Pattern[str]], ...]
    glued: tuple[tuple[Rule, re.Pattern[str]], ...]
    anyline: re.Pattern[str]

    @classmethod
    def compile(
        cls, family: Family, extra: Iterable[Rule], expand: Callable[[str], str]
    ) -> Matcher:
        """Compile a family's rules; *expand* fills the label holes."""
        rules = [(rule, re.compile(expand(rule.line))) for rule in (*family.rule, *extra)]
        glued = [
            (rule, re.compile(rf"(?P<title>\S.{{0,300}}?[^\s\d])(?P<field>{pattern.pattern})"))
            for rule, pattern in rules
            if rule.glued
        ]
        union = "|".join(f"(?:{_NAMED.sub('(?:', p.pattern)})" for _, p in rules)
        return cls(family, tuple(rules), tuple(glued), re.compile(union or r"(?!)"))

    def match(self, view: str, start: int, end: int) -> Hit | None:
        """The weightiest rule that matches ``view[start:end]`` as a whole, or None.

        Predicates are not asked here: they need to know the whole copy.
        """
        if end - start > LONGEST or self.anyline.fullmatch(view, start, end) is None:
            return None
        best: Hit | None = None
        for rule, pattern in self.rules:
            if best is not None and rule.weight <= best.rule.weight:
                continue
            found = pattern.fullmatch(view, start, end)
            if found is not None:
                best = _hit(rule, found)
        return best

    def match_glued(self, view: str, start: int, end: int) -> Hit | None:
        """A field stuck to the end of the title, as some copies have it, or None."""
        if end - start > LONGEST:
            return None
        for rule, pattern in self.glued:
            found = pattern.fullmatch(view, start, end)
            if found is not None:
                return _hit(rule, found)
        return None

    @property
    def anywhere(self) -> bool:
        """Whether some rule's line may be woven into the text."""
        return any(rule.place is Place.ANYWHERE for rule, _ in self.rules)


def _hit(rule: Rule, found: re.Match[str]) -> Hit:
    fields: list[Field] = []
    labels: list[tuple[str, str]] = []
    for name, value in found.groupdict().items():
        if value is None or name == "field":
            continue
        if name.startswith("label_"):
            labels.append((name[6:], " ".join(value.split())))
        else:
            fields.append(Field(name, value, *found.span(name)))
    return Hit(rule, found.start(), found.end(), tuple(fields), tuple(labels))
