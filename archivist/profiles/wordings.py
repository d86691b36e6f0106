"""How words become patterns: any blanks for a blank, many wordings looked at once.

Converters double blanks to fill a line out. ``re`` tries the words of an alternation one by one;
hundreds of wordings of a label are therefore written as a tree of what they have in common:
``shar(?:e(?: +this|)|ing)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archivist.profiles.openings import lowered


class _Node(dict[str, tuple[str, "_Node"]]):
    """What can follow: the character as told apart, to its pattern and what follows that."""

    ends: bool = False


def any_of(texts: Iterable[str]) -> str:
    """A pattern for any of *texts* in any case, the longest first; to be used ignoring case.

    Any number of blanks stands for one, and the grave accent for an apostrophe: the folded view
    has only U+0020 for blanks, and of apostrophes it leaves the grave one.

    >>> any_of(["share", "share this", "sharing"])
    'shar(?:e(?: +this|)|ing)'
    """
    root = _Node()
    for text in sorted(texts, key=lambda one: (-len(one), one)):
        node = root
        for piece in _pieces(text):
            node = node.setdefault(lowered(piece.upper()), (piece, _Node()))[1]
        node.ends = True
    return _written(root)


def _pieces(text: str) -> Iterator[str]:
    """Patterns of the characters of a wording, blanks in a row as one."""
    for k, word in enumerate(text.split()):
        if k:
            yield " +"
        yield from ("['`]" if char == "'" else re.escape(char) for char in word)


def _written(node: _Node) -> str:
    ways = [piece + _written(below) for piece, below in node.values()]
    if node.ends and ways:
        ways.append("")  # the shortest last
    return f"(?:{'|'.join(ways)})" if len(ways) > 1 else "".join(ways)


_WHOLE = re.compile(r"\\.|\(\?<[=!][^)]*\)|\[\^?\]?(?:\\.|[^\]\\])*\]| \??(?![?*+{])", re.DOTALL)
"""A blank by itself, or what holds blanks that must stay as they are."""
_BLANKS = {" ": " +", " ?": " *"}


def any_blanks(pattern: str) -> str:
    """*pattern* with any number of blanks for each blank that stands by itself.

    >>> any_blanks("Special Report (?P<n>[ 0-9]+) ?:")
    'Special +Report +(?P<n>[ 0-9]+) *:'
    """
    return _WHOLE.sub(lambda match: _BLANKS.get(match[0], match[0]), pattern)
