"""Many patterns as one: a single question to a line that most often none of them matches."""

from __future__ import annotations

import re
from collections.abc import Iterable

FLAGS = re.compile(r"\(\?[a-zA-Z]+\)")
"""Flags that a pattern sets for itself, such as ``(?i)``."""

_NAMED = re.compile(r"\(\?P<\w+>")
_REFERS = re.compile(r"\\[1-9]|\(\?P=|\(\?\(")


def union(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """A pattern that matches whatever one of *patterns* matches; what else, nobody may rely on.

    Groups lose their names, which can stand once in a pattern. A pattern that refers to its own
    groups, or is written in another syntax, stands for any line.

    >>> both = union([re.compile("(?i)(?P<n>one)"), re.compile("(?P<n>two)")])
    >>> [bool(both.fullmatch(text)) for text in ("ONE", "two", "TWO")]
    [True, True, False]
    """
    return re.compile("|".join(map(_part, patterns)) or r"(?!)")


def unnamed(pattern: str) -> str:
    """The same pattern, its groups without names."""
    return _NAMED.sub("(?:", pattern)


def _part(pattern: re.Pattern[str]) -> str:
    text = unnamed(FLAGS.sub("", pattern.pattern, count=1))
    if _REFERS.search(text) or pattern.flags & (re.VERBOSE | re.ASCII):
        return "(?s:.*)"
    flags = "".join(letter for letter, flag in _SCOPED if pattern.flags & flag)
    return f"(?{flags}:{text})"


_SCOPED = (("i", re.IGNORECASE), ("m", re.MULTILINE), ("s", re.DOTALL))
