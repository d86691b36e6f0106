"""What reports say in the languages that are known: words and phrases that stages go by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from archivist.profiles.union import union


@dataclass(frozen=True)
class Idiom:
    """What reports say in one language.

    All but ``common``, ``degrees`` and ``credits`` are patterns of whole words, in any case, on the
    folded view.

    Attributes:
        common: the commonest short words of running text, in small letters: they tell the language.
        interview: how an interview is announced.
        letter_opens: how a letter addresses its readers, before their names.
        letter_closes: how a letter takes leave, before comma or stop.
        posts: what a note on an author says that the person is or does.
        affiliations: what a person is, or works at, as it stands behind or below a name.
        degrees: academic degrees behind a name, in small letters and without stops.
        credits: labels of source and note lines under a table or figure, in small letters.
        kinds: what publications of a series are called.
        houses: what publishing houses are called.
    """

    common: tuple[str, ...] = ()
    interview: tuple[re.Pattern[str], ...] = ()
    letter_opens: tuple[re.Pattern[str], ...] = ()
    letter_closes: tuple[re.Pattern[str], ...] = ()
    posts: tuple[re.Pattern[str], ...] = ()
    affiliations: tuple[re.Pattern[str], ...] = ()
    degrees: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    kinds: tuple[re.Pattern[str], ...] = ()
    houses: tuple[re.Pattern[str], ...] = ()


@dataclass(frozen=True)
class Idioms:
    """The idioms of all languages, each as one pattern: the language of a copy shows late.

    Attributes:
        of: the idiom of each language, by its id.
    """

    of: Mapping[str, Idiom] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def common(self) -> Mapping[str, frozenset[str]]:
        """The commonest words of each language that has some."""
        return {name: frozenset(one.common) for name, one in self.of.items() if one.common}

    @cached_property
    def interview(self) -> re.Pattern[str]:
        """How an interview is announced anywhere in a text; ``^`` and ``$`` are of its lines."""
        return _words(p for one in self.of.values() for p in one.interview)

    @cached_property
    def letter_opens(self) -> re.Pattern[str]:
        """The address of a letter, as a line of its own."""
        opens = _words(p for one in self.of.values() for p in one.letter_opens)
        return re.compile(rf"(?:{opens.pattern}) [^,.;:]{{2,60}}[,:!]", re.IGNORECASE)

    @cached_property
    def letter_closes(self) -> re.Pattern[str]:
        """The close of a letter, as a line of its own."""
        closes = _words(p for one in self.of.values() for p in one.letter_closes)
        return re.compile(rf"(?:{closes.pattern})[,.]", re.IGNORECASE)

    @cached_property
    def posts(self) -> re.Pattern[str]:
        """What a person is or does."""
        return _words(p for one in self.of.values() for p in one.posts)

    @cached_property
    def affiliations(self) -> re.Pattern[str]:
        """What a person is, or works at."""
        return _words(p for one in self.of.values() for p in one.affiliations)

    @cached_property
    def degrees(self) -> frozenset[str]:
        """Academic degrees."""
        return frozenset(degree for one in self.of.values() for degree in one.degrees)

    @cached_property
    def credits(self) -> tuple[str, ...]:
        """Labels of lines under a table or figure."""
        return tuple(dict.fromkeys(label for one in self.of.values() for label in one.credits))

    @cached_property
    def kinds(self) -> re.Pattern[str]:
        """A kind of publication."""
        return _words(p for one in self.of.values() for p in one.kinds)

    @cached_property
    def houses(self) -> re.Pattern[str]:
        """The name of a house, or the word in it that tells."""
        return _words(p for one in self.of.values() for p in one.houses)


def _words(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """A pattern of whole words that one of *patterns* matches, in any case."""
    some = union(patterns).pattern
    return re.compile(rf"\b(?:{some})(?!\w)", re.IGNORECASE | re.MULTILINE)


NO_IDIOMS = Idioms()
"""Where no language is known."""
