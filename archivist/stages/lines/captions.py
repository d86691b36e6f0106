"""How captions of tables and figures, and the lines below them, begin: words by language."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_WORDS = {
    "table": "table таблица таблиця табл. jadval cədvəl кесте tablo tabla tabelle tableau",
    "figure": (
        "figure fig. рисунок рис. rasm şəkil сурет şekil figura abbildung abb. grafik график чертеж"
    ),
    "map": "map карта xarita xəritə harita carte karte",
    "box": "box врезка",
    "chart": "chart диаграмма diagramma diaqram diagramm graph",
}
"""Kinds of floats, with the words for them; English first, then the languages of known mirrors."""
_KIND = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_NUMBER = r"\d(?: *\d)?(?:\.\d{1,2})?|[IVX]+"
_SPACED = re.compile(r"\w(?: +\w)+")


def _spelt(words: tuple[str, ...]) -> str:
    """A pattern for any of *words*, their letters set apart or not."""
    return "|".join(
        " *".join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True)
    )


class _Labels(NamedTuple):
    """Words for labels: how lines with them begin, and the patterns of captions."""

    begins: frozenset[str]
    before: re.Pattern[str]  # the number
    behind: re.Pattern[str]


@lru_cache(maxsize=64)
def _labels(labels: tuple[str, ...]) -> _Labels:
    every = (*labels, *_KIND)
    words = _spelt(every)
    title = r"(?P<title>[^\W_].*|[\"'(].*)"
    return _Labels(
        frozenset(f"{word} "[:2] for word in every) | frozenset(f"{word[0]} " for word in every),
        re.compile(rf"(?P<label>(?i:{words})) +(?P<number>{_NUMBER})[.:|]? +{title}"),
        re.compile(rf"(?P<number>\d{{1,2}})-(?P<label>(?i:{words}))[.:]? +{title}"),
    )


def caption(text: str, labels: tuple[str, ...] = ()) -> re.Match[str] | None:
    """A caption: label (letter-spaced or not) and number, then words that begin with a capital.

    Args:
        text: a folded line.
        labels: further words for labels, lower case.
    """
    known = _labels(labels)
    begins = text[:2].lower()
    if begins in known.begins:
        match = known.before.fullmatch(text)
    elif begins[:1].isdecimal():
        match = known.behind.fullmatch(text)
    else:
        return None
    return match if match and not match["title"][0].islower() else None


def kind_of(label: str) -> str:
    """What a label names: ``table``, ``figure`` …; the label itself where nobody knows it.

    >>> kind_of("Рисунок"), kind_of("t a b l e"), kind_of("Exhibit")
    ('figure', 'table', 'exhibit')
    """
    word = label.replace(" ", "").casefold()
    return _KIND.get(word, word)


@lru_cache(maxsize=64)
def _credit_pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    words = _spelt(labels)
    return re.compile(rf"(?P<label>(?i:{words})) *: *(?P<text>\S.*)")


def credit(text: str, labels: tuple[str, ...]) -> re.Match[str] | None:
    """A source or note line under a table or figure, by the *labels* such lines begin with."""
    return _credit_pattern(labels).fullmatch(text) if labels and ":" in text else None


def spaced_out(label: str) -> bool:
    """Whether a label is set with blanks between its letters."""
    return bool(_SPACED.fullmatch(label))
