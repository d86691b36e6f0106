"""Small pure functions of the comparison: what counts as the same, and excerpts for people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archivist.evaluate.digest import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archivist.evaluate.digest import Digest, Float, Note, Work

DIAMONDS = frozenset("u◆•❖♦\uf075|")


def pair(left: Sequence[Note], right: Sequence[Note]) -> list[int]:
    """For each note of ``left`` one of ``right`` with the same text, in whatever order, or -1.

    Of several with the same text (Ibid.) the one with the same number is taken first.
    """
    places: dict[str, list[int]] = {}
    for j, note in enumerate(right):
        places.setdefault(text_key(note.tokens), []).append(j)
    partner = [-1] * len(left)
    for exact in (True, False):
        for i, note in enumerate(left):
            free = places.get(text_key(note.tokens), [])
            fit = [j for j in free if not exact or right[j].n == note.n]
            if partner[i] < 0 and fit:
                partner[i] = fit[0]
                free.remove(fit[0])
    return partner


def same(own: object, wanted: object, name: str) -> bool:
    """Whether a field of two copies says the same."""
    return site_fact(getattr(own, name)) == site_fact(getattr(wanted, name))


def site_fact(value: object) -> str:
    """A site fact for comparison: sizes without their decimal sign and full stop."""
    text = fold(str(value)) if value is not None else ""
    return (
        re.sub(r"[ .]+$", "", text.replace(",", ".")) if re.match(r"[\d.,]+ ?\wb", text) else text
    )


def fact(name: str, value: str) -> str:
    """A fact of the report for comparison: no case, no article before names."""
    text = fold(value).rstrip(" :.")
    if name == "publisher":
        return text.removeprefix("the ")
    if name == "series":
        return text.removeprefix("the ")
    return text


def work_line(work: Work) -> str:
    """A title page as one line."""
    title = fold(work.title).rstrip(" :")
    return " / ".join((title, fold(work.subtitle), "; ".join(fold(name) for name in work.authors)))


def caption(item: Float) -> str:
    """A caption without blanks and points: labels may be letter-spaced or closed up."""
    return letters(item.caption)


def letters(tokens: tuple[str, ...]) -> str:
    """Words as one run of letters and figures, without blanks, points and case."""
    return re.sub(r"[\s.:]+", "", "".join(tokens)).casefold()


def text_key(tokens: tuple[str, ...]) -> str:
    """Words as one text without case."""
    return " ".join(tokens).casefold()


def bare(line: str) -> list[str]:
    """Words of a furniture or noise line, without the symbols that may be lost or put right."""
    return [word for word in fold(line).replace("’", "'").split() if word not in DIAMONDS]


def offsets(digest: Digest) -> list[int]:
    """Start offset of each block, and the end of the last."""
    offsets = [0]
    for block in digest.blocks:
        offsets.append(offsets[-1] + len(block.tokens))
    return offsets


def boundaries(digest: Digest) -> set[int]:
    """Offsets at which one block ends and the next begins."""
    return set(offsets(digest)[1:-1])


def adjoining(places: list[int]) -> list[list[int]]:
    """Adjoining offsets as one list each."""
    found: list[list[int]] = []
    for place in places:
        if found and found[-1][-1] == place - 1:
            found[-1].append(place)
        else:
            found.append([place])
    return found


def excerpt(words: Sequence[str], run: list[int]) -> str:
    """A run of words with what precedes it."""
    text = " ".join(words[i] for i in run)
    before = " ".join(words[max(0, run[0] - 3) : run[0]])
    return f"{before} [{text[:120]}{'…' if len(text) > 120 else ''}] ({len(run)})"


def around(words: Sequence[str], at: int) -> str:
    """The words on both sides of an offset."""
    return f"{' '.join(words[max(0, at - 5) : at])} | {' '.join(words[at : at + 4])}"


def head(tokens: tuple[str, ...]) -> str:
    """Beginning and end of a text."""
    text = " ".join(tokens)
    return text if len(text) <= 110 else f"{text[:70]} … {text[-36:]}"
