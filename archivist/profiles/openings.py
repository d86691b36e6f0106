"""How the lines that a pattern matches can begin, and what they hold: an index goes by it.

Not a parser of patterns: it reads the plain characters, digits, labels and alternatives at the
head of one, and gives up (the empty set: anyhow) where it meets anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

ANYHOW: frozenset[str] = frozenset()
SIZE = 3
"""Characters of a key, at most."""

_STOPS = re.compile(r"[ '`]")
_PLAIN = re.compile(r"(?:\\([^\w\s])|([^\\.^$*+?{}\[\]|()]))(?![?*{])")
_LABEL = re.compile(r"\$\{(\w+)\}(?![?*{])")
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>)")


def opening(text: str) -> str:
    """The key by which lines and labels are looked up: up to three characters, lower case.

    >>> opening("Download 0.72 Mb."), opening("Ma'lumotlar"), opening("#1782158")
    ('dow', 'ma', '#17')
    """
    return _STOPS.split(text[:SIZE], maxsplit=1)[0].lower()


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
    if match := _GROUP.match(pattern):
        end = _closing(pattern, match.end())
        if pattern[end + 1 : end + 2] in ("?", "*", "{"):
            return ANYHOW
        return openings(pattern[match.end() : end], wordings)
    if pattern.startswith("\\d") and pattern[2:3] not in ("?", "*"):
        return set("0123456789")
    text, at = "", 0
    while len(text) < SIZE and (plain := _PLAIN.match(pattern, at)):
        text += plain[1] or plain[2]
        at = plain.end()
    key = opening(text)
    return {key} if key else ANYHOW


def holds_digit(pattern: str) -> bool:
    r"""Whether each line that *pattern* matches surely holds a digit.

    >>> holds_digit(r"page (?:\d+|no\. \d)"), holds_digit(r"[\d.]+ ?MB"), holds_digit(r"x(?:\d)?")
    (True, False, False)
    """
    return all(map(_one_holds_digit, _alternatives(pattern)))


def _one_holds_digit(pattern: str) -> bool:
    at = 0
    while at < len(pattern):
        if _DIGIT.match(pattern, at):
            return True
        if pattern[at] == "\\":
            at += 2
        elif pattern[at] == "[":
            at = pattern.index("]", at + 2) + 1
        elif pattern[at] == "(":
            plain = _GROUP.match(pattern, at)
            end = _closing(pattern, plain.end() if plain else at + 1)
            optional = pattern[end + 1 : end + 2] in ("?", "*", "{")
            if plain and not optional and holds_digit(pattern[plain.end() : end]):
                return True
            at = end + 1
        else:
            at += 1
    return False


_DIGIT = re.compile(r"\\d(?![?*]|\{[0,])")


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
