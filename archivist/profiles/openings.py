"""How the lines that a pattern matches can begin, and what they hold: an index goes by it.

Not a parser of patterns: it reads the plain characters, digits, labels and alternatives at the
head of one, and gives up (the empty set: anyhow) where it meets anything else. Lines are trimmed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from archivist.profiles.union import FLAGS

ANYHOW: frozenset[str] = frozenset()
DIGIT = "0"
"""What stands for some digit among the signs that lines hold."""
SIZE = 3
"""Characters of a key, at most."""

_STOPS = re.compile(r"[ '`]")
_PLAIN = re.compile(r"(?:\\([^\w\s])|([^\\.^$*+?{}\[\]|()]))(?![?*{])")
_LABEL = re.compile(r"\$\{(\w+)\}(?![?*{])")
_LABEL_ANY = re.compile(r"\$\{\w+\}")
_LABEL_LAST = re.compile(r"\$\{(\w+)\}$")
_GROUP = re.compile(r"\((?:\?i?:|\?P<\w+>)")
_DIGITS = "0123456789"
_CLASS = re.compile(r"\[((?:\\d|[^\\^\[\]-])+-?)\]")
"""A class that names its characters one by one; a hyphen stands for itself at its end."""
_QUANTIFIER = re.compile(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")
_MAY_LACK = ("?", "*", "{0", "{,")
"""How quantifiers begin that allow for nothing."""
_SIGN = re.compile(r"\\([^\w\s])|([^\w\s\\.^$*+?{}\[\]|()])")


def lowered(text: str) -> str:
    """Lower case of as many characters: the Turkish capital I with a dot becomes one, not two.

    >>> lowered("İNDİR")
    'indir'
    """
    return text.lower().replace("i\u0307", "i")


def opening(text: str) -> str:
    """The key by which lines and labels are looked up: up to three characters, lower case.

    >>> opening("Download 0.72 Mb."), opening("Ma'lumotlar"), opening("#1782158")
    ('dow', 'ma', '#17')
    """
    return lowered(_STOPS.split(text[:SIZE], maxsplit=1)[0])


def openings(pattern: str, wordings: Callable[[str], Iterator[str]]) -> frozenset[str]:
    """The keys of the lines that *pattern* matches; :data:`ANYHOW` where they cannot be told.

    Args:
        pattern: of a rule, with its label holes.
        wordings: the wordings of a label.

    >>> sorted(openings(r"(?:Home|Sign ?in): ?x", lambda label: iter(())))
    ['hom', 'sig']
    >>> openings(r".*x", lambda label: iter(()))
    frozenset()
    """
    keys: set[str] = set()
    for alternative in _alternatives(pattern.removeprefix("(?i)")):
        found = _openings_of_one(alternative, wordings)
        if not found:
            return ANYHOW
        keys |= found
    return frozenset(keys)


def closings(pattern: str, wordings: Callable[[str], Iterator[str]]) -> frozenset[str]:
    """The last three characters of the lines that *pattern* matches, where a label ends them.

    >>> closings(r".* ${icon}", lambda label: iter(["Icon"]))
    frozenset({'con'})
    """
    match = _LABEL_LAST.search(pattern)
    if match is None or len(list(_alternatives(pattern))) > 1:
        return ANYHOW
    texts = list(wordings(match[1]))
    return (
        frozenset(lowered(t[-SIZE:]) for t in texts)
        if all(len(t) >= SIZE for t in texts)
        else ANYHOW
    )


def may_open(text: str, keys: tuple[str, ...]) -> bool:
    """Whether a line can be of patterns whose lines begin with one of *keys* (none: anyhow).

    Case is a matter of letters beyond ASCII too: what begins with one is not judged.

    >>> may_open("The Bureau", ("the", "nbr")), may_open("A bureau", ("the", "nbr"))
    (True, False)
    """
    begin = text[:SIZE]
    return not keys or not begin.isascii() or begin.lower().startswith(keys)


def _openings_of_one(
    pattern: str, wordings: Callable[[str], Iterator[str]]
) -> set[str] | frozenset[str]:
    if match := _LABEL.match(pattern):
        return {opening(wording) for wording in wordings(match[1])}
    first, quantifier, rest = first_element(pattern)
    if quantifier.startswith(_MAY_LACK):
        return _openings_or_rest(first, rest, wordings)
    if match := _GROUP.match(first):
        return openings(first[match.end() : -1], wordings)
    if match := _CLASS.fullmatch(first):
        return set(match[1].replace(r"\d", _DIGITS).lower())
    if first == r"\d":
        return set(_DIGITS)
    text, at = "", 0
    while len(text) < SIZE and (plain := _PLAIN.match(pattern, at)):
        text += plain[1] or plain[2]
        at = plain.end()
    key = opening(text)
    return {key} if key else ANYHOW


def _openings_or_rest(
    first: str, rest: str, wordings: Callable[[str], Iterator[str]]
) -> frozenset[str]:
    """The keys of lines that begin with an element or, where it is left out, with the rest."""
    without = openings(rest, wordings)
    if first == " ":
        return without  # no line begins with a blank: they are trimmed
    found = openings(first, wordings)
    return found | without if found and without else ANYHOW


def first_element(pattern: str) -> tuple[str, str, str]:
    """The first character, class or group of a pattern, its quantifier, and the rest."""
    end = 1
    if pattern.startswith("("):
        end = _closing(pattern, 1) + 1
    elif pattern.startswith("["):
        end = pattern.index("]", 2) + 1
    elif pattern.startswith("\\"):
        end = 2
    match = _QUANTIFIER.match(pattern, end)
    stop = match.end() if match else end
    return pattern[:end], pattern[end:stop], pattern[stop:]


def held(pattern: str) -> frozenset[str]:
    r"""Signs that each line that *pattern* matches surely holds; :data:`DIGIT` for some digit.

    >>> sorted(held(r"\w+: (?:\d+|no\. \d)")), sorted(held(r"[\d.]+ ?x(?:\d)?©"))
    (['0', ':'], ['©'])
    """
    return frozenset.intersection(*map(_held_by_one, _alternatives(pattern)))


def _held_by_one(pattern: str) -> frozenset[str]:
    found: set[str] = set()
    while pattern:
        first, quantifier, rest = first_element(pattern)
        if not quantifier.startswith(_MAY_LACK):
            if match := _GROUP.match(first):
                found |= held(first[match.end() : -1])
            elif first == r"\d":
                found.add(DIGIT)
            elif match := _SIGN.fullmatch(first):
                found.add(match[1] or match[2])
        pattern = rest
    return frozenset(found)


def words(pattern: str) -> frozenset[str]:
    r"""The runs of plain characters that each line that *pattern* matches surely holds.

    >>> sorted(words(r".{3,9} by (?:A|B)+ [on] Issuu\.x?")), words(r"one|two"), words("(?i)one")
    ([' ', ' Issuu.', ' by '], frozenset(), frozenset())
    """
    if FLAGS.match(pattern) or len([*_alternatives(pattern)]) > 1:
        return frozenset()
    runs = [""]
    rest = _LABEL_ANY.sub(".", pattern)
    while rest:
        first, quantifier, rest = first_element(rest)
        plain = None if quantifier else _PLAIN.fullmatch(first)
        if plain:
            runs[-1] += plain[1] or plain[2]
        else:
            runs.append("")
    return frozenset(runs) - {""}


def _alternatives(pattern: str) -> Iterator[str]:
    """The parts of a pattern between the bars that stand in no group or class."""
    depth, start, at = 0, 0, 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = pattern.index("]", at + 2)
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and not depth:
            yield pattern[start:at]
            start = at + 1
        at += 1
    yield pattern[start:]


def _closing(pattern: str, at: int) -> int:
    """Where the group ends whose content begins at *at*."""
    depth = 1
    while depth:
        if pattern[at] == "\\":
            at += 1
        elif pattern[at] == "[":
            at = pattern.index("]", at + 2)
        elif pattern[at] in "()":
            depth += 1 if pattern[at] == "(" else -1
        at += 1
    return at - 1
