"""Large capitals that open a text: apart from the rest of their word, above it or beside it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from archivist.core.ledger import Entry, Mark
from archivist.core.roles import Inline
from archivist.stages.lines.view import Line

_SHORT_WORDS = frozenset(
    (
        "a an and are as at be been both but by can for from had has have he her his how i if in"
        " into is it its may more most new no not now of on once one or other our over she so some"
        " such than that the their then there these they this those though to two under until was"
        " we were what when where which while who will with would year years"
    ).split()
)


def drop_cap(lines: Sequence[Line], i: int, words: Container[str]) -> list[Entry]:
    """Marks for a capital that stands alone, large, before the rest of its word; or nothing."""
    line = lines[i]
    letter = line.text.lstrip("\"'(")
    if len(letter) != 1 or not letter.isupper() or len(line.text) > 2 or i + 1 >= len(lines):
        return []
    following = lines[i + 1]
    if len(following.text) < 20:
        return []
    if following.gap > (1 if line.gap and following.text[0].islower() else 0):
        return []  # extractors that part blocks by blank lines set one on both sides
    rest = following.text.split(None, 1)[0].rstrip(".,;:")
    apart = following.head > following.start or line.soft
    if not rest[:1].islower() and not (letter in "AI" and rest[:1].isalpha()):
        return []
    rule = "blocks:drop-cap"
    alone = letter in "AI" and _own_word(letter, rest, words, apart=apart)
    role = Inline.WRAP if alone else Inline.JOIN
    marks: list[Entry] = [
        Mark(line.head, line.tail, Inline.DROP_CAP, rule),
        Mark(line.tail, line.stop, role, rule),
    ]
    if following.head > following.start:
        marks.append(Mark(following.start, following.head, Inline.JOIN, rule))
    return marks


_BESIDE = re.compile(r"(?P<cap>[^\W\d_])(?P<gap> {2,8})(?P<rest>[^\W\d_]+)\b")


def beside_cap(lines: Sequence[Line], i: int, words: Container[str]) -> list[Entry]:
    """Marks for a large capital that a kept layout sets apart from the rest of its word, beside it.

    The next line stands beside the capital as well: it is set in.
    """
    line = lines[i]
    match = _BESIDE.match(line.text)
    if match is None or not match["cap"].isupper() or not match["rest"].islower():
        return []
    below = lines[i + 1] if i + 1 < len(lines) else None
    least = line.head - line.start + match.end("gap") - 1
    if below is None or below.gap or below.head - below.start < least:
        return []
    alone = match["cap"] in "AI" and _own_word(match["cap"], match["rest"], words, apart=True)
    start = line.head + 1
    end = line.head + match.end("gap")
    return [
        Mark(line.head, start, Inline.DROP_CAP, "blocks:drop-cap"),
        Mark(start, end, Inline.WRAP if alone else Inline.JOIN, "blocks:drop-cap"),
    ]


def _own_word(letter: str, rest: str, words: Container[str], *, apart: bool) -> bool:
    """Whether the capital ``A`` or ``I`` is a word, not the start of one: by the words known."""
    whole, part = f"{letter}{rest}".casefold(), rest.casefold()
    if whole in _SHORT_WORDS and part not in _SHORT_WORDS:
        return False
    known_whole, known_part = whole in words, part in words and len(part) > 1
    if known_whole != known_part:
        return known_part
    return part in _SHORT_WORDS or (apart and len(part) > 2)
