"""Titles: where one begins and ends, and what parts title and subtitle."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from archivist.core.calendar import MONTH_NUMBERS
from archivist.core.ledger import Certainty, Entry, Fact, Mark
from archivist.core.roles import Inline, Zone
from archivist.core.source import HEADS, caseless
from archivist.stages.lines.claims import lines_as, text_of
from archivist.stages.lines.sentences import runs_on
from archivist.stages.lines.view import Line

MAX_LINES = 6
"""Lines at most of title and subtitle together."""


def fold_title(text: str) -> str:
    """Case, blanks and the parting colon off: for comparing titles.

    >>> fold_title("The  Long Way: ") == fold_title("THE LONG WAY")
    True
    """
    return caseless(text).rstrip(" :")


def is_title_line(text: str) -> bool:
    """Whether *text* can be a line of a title: short, no sentence, no month alone.

    >>> is_title_line("Why the Harbor Matters"), is_title_line("It closed in May.")
    (True, False)
    >>> is_title_line("MARCH")
    False
    """
    if not 1 < len(text) <= 110 or text.endswith((".", ";", ",")):
        return False
    return any(map(str.isalpha, text)) and text.casefold() not in MONTH_NUMBERS


def capitalised(text: str) -> bool:
    """Whether most long words begin with a capital, as in an English title."""
    words = [w.strip("\"'(“‘") for w in text.split()]
    long = [w for w in words if len(w) > 3 and w[0].isalpha()]
    return bool(long) and sum(w[0].isupper() for w in long) >= 0.6 * len(long)


def broken_early(first: str, second: str) -> bool:
    """Whether the second line's first word would have fitted on the first line."""
    if runs_on(first, second):
        return False
    return len(first) + 1 + len(second.split(maxsplit=1)[0]) <= max(len(first), len(second))


def split_at(lines: Sequence[Line], known: Collection[str], *, soft: bool) -> int | None:
    """How many of *lines* are the title where no colon says it; None where nothing does.

    Args:
        lines: the lines of title and subtitle.
        known: folded titles that stand elsewhere: in running heads and in the contents.
        soft: whether wrapped lines end in a blank in this copy.
    """
    texts = [line.text for line in lines]
    if smaller := _smaller_from(lines):
        return smaller
    if lines[0].hint in HEADS and not any(line.hint for line in lines[1:]):
        return len(lines)  # type or markup shows one head
    if fold_title(" ".join(texts)) in known:
        return len(lines)
    for k in range(1, len(lines)):
        if fold_title(" ".join(texts[:k])) in known:
            return k
    for k in range(1, len(lines)):
        before, after = texts[k - 1], texts[k]
        small = before == before.lower() and any(c.islower() for c in before)
        if small and after != after.lower() and capitalised(after):
            return k  # small capitals, then a subtitle in another face
        if before.isupper() and not after.isupper() and any(c.isalpha() for c in before):
            return k
    if soft:
        for k in range(1, len(lines)):
            if not lines[k - 1].soft and not runs_on(texts[k - 1], texts[k]):
                return k
    return None


def _smaller_from(lines: Sequence[Line]) -> int:
    """The first line set smaller than the title above it, where type shows it; 0 for none."""
    above = 0
    for k, line in enumerate(lines):
        rank = HEADS.get(line.hint, 0) if line.hint else 0
        if rank > above > 0:
            return k
        above = rank or above  # a line without a rank goes on with the one above it
    return 0


def title_entries(
    lines: Sequence[Line],
    rule: str,
    *,
    report: bool = False,
    split: int | None = None,
    certainty: Certainty = Certainty.HIGH,
) -> list[Entry]:
    """Title and subtitle: parted after *split* lines, else by the first colon, else not.

    Args:
        lines: at least one line.
        rule: who claims them.
        report: whether it is the title of the report, not of an essay.
        split: number of lines of the title, where other evidence gave it.
        certainty: of the facts.
    """
    names = ("report-title", "report-subtitle") if report else ("title", "subtitle")
    for k, line in enumerate(lines):
        at = line.text.find(": ")
        if line.text.endswith(":") and k < len(lines) - 1:
            split = k + 1
            break
        if at > 0:
            return _split_inside(lines, k, at, names, rule)
    if split is None or split >= len(lines):
        return _titled(lines, Zone.TITLE, names[0], rule, certainty)
    return [
        *_titled(lines[:split], Zone.TITLE, names[0], rule, certainty),
        *_titled(lines[split:], Zone.SUBTITLE, names[1], rule, certainty),
    ]


def _titled(
    lines: Sequence[Line], zone: Zone, name: str, rule: str, certainty: Certainty
) -> list[Entry]:
    fact = Fact(name, text_of(lines), lines[0].head, lines[-1].tail, rule, certainty)
    return [*lines_as(lines, zone, rule), fact]


def _split_inside(
    lines: Sequence[Line], k: int, at: int, names: tuple[str, str], rule: str
) -> list[Entry]:
    """A colon inside a line: the blank behind it closes the title."""
    line = lines[k]
    cut = line.head + at + 1
    entries: list[Entry] = [
        Mark(lines[0].start, cut + 1, Zone.TITLE, rule),
        Mark(cut, cut + 1, Inline.END, rule),
        Mark(cut + 1, lines[-1].stop, Zone.SUBTITLE, rule),
        Fact(names[0], text_of(lines[: k + 1]), lines[0].head, cut, rule),
        Fact(names[1], line.text[at + 2 :], cut + 1, lines[-1].tail, rule),
    ]
    for n, ln in enumerate(lines):
        if ln.head > ln.start:
            entries.append(Mark(ln.start, ln.head, Inline.JOIN, rule))
        if ln.tail < ln.stop:
            role = Inline.END if n == len(lines) - 1 else Inline.WRAP
            entries.append(Mark(ln.tail, ln.stop, role, rule))
    return entries
