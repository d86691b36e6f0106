"""The gold report: what the author and the publisher meant, before any page was set.

Running text is a ``str`` with private markers: ``CALL`` where the next note of the block is called,
``ITALIC``/``ROMAN`` where the font changes, ``FONT`` at a stronger change (bold, small capitals),
``CELL`` between the cells of a row.
An address in angle brackets is printed so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tests.press.house import House

CALL = "\ue000"
ITALIC = "\ue001"
ROMAN = "\ue002"
FONT = "\ue003"
MARKERS = str.maketrans("", "", CALL + ITALIC + ROMAN + FONT)

CELL = "\ue004"

Kind = Literal["p", "head", "item", "quote", "table", "figure", "box"]


def words(text: str) -> tuple[str, ...]:
    """A list of words, written as a sentence would be."""
    return tuple(text.split())


MONTHS = words(
    "January February March April May June July August September October November December"
)


def plain(text: str) -> str:
    """The text without its markers."""
    return text.translate(MARKERS)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of running text.

    Attributes:
        kind: what it is.
        text: its words (for a table or figure, the caption without the label).
        notes: one text per ``CALL`` in ``text``, in order.
        level: 1 or 2 for heads and items, else 0.
        marker: the printed marker of an item (``•``, ``°``, ``3.``).
        rows: cells of a table, or stray words of a figure.
        label: ``Table 1`` or ``Figure 2``.
        trailers: source and note lines of a float, with their labels.
    """

    kind: Kind
    text: str
    notes: tuple[str, ...] = ()
    level: int = 0
    marker: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    label: str = ""
    trailers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """An author: names, the sentence about the post, and the address if one is printed."""

    given: str
    surname: str
    suffix: str = ""
    pronoun: str = "She"
    post: str = ""
    more: str = ""
    email: str = ""

    @property
    def name(self) -> str:
        """The name as a by-line has it."""
        tail = f", {self.suffix}" if self.suffix else ""
        return f"{self.given} {self.surname}{tail}"

    @property
    def biography(self) -> str:
        """The author block, name in capitals, address in angle brackets."""
        text = f"{self.name.upper()} is {self.post}. {self.more}".strip()
        if self.email:
            text += f" {self.pronoun} can be reached at <{self.email}>."
        return text


@dataclass(frozen=True, slots=True)
class Essay:
    """One work of the report: an essay, a chapter, or the whole of a single-author report."""

    title: str
    subtitle: str
    short: str
    authors: tuple[Person, ...]
    summary: tuple[Block, ...]
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The report as a bibliographic unit with all its parts."""

    house: House
    number: int
    year: int
    month: int
    title: str
    subtitle: str
    essays: tuple[Essay, ...]
    foreword: Essay | None = None
    editors: tuple[Person, ...] = ()
    boards: tuple[str, ...] = ()
    imprint: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    file_name: str = ""
    extras: dict[str, str] = field(default_factory=dict)

    @property
    def date(self) -> str:
        """The printed date as W3C year and month."""
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def month_name(self) -> str:
        """The English name of the month."""
        return MONTHS[self.month - 1]

    @property
    def authors(self) -> tuple[Person, ...]:
        """All authors, each once, in the order of the essays."""
        seen: dict[str, Person] = {}
        for essay in self.essays:
            for person in essay.authors:
                seen.setdefault(person.name, person)
        return tuple(seen.values())


def names(people: tuple[Person, ...]) -> str:
    """A by-line: ``A``, ``A and B``, ``A, B, and C``."""
    listed = [person.name for person in people]
    if len(listed) < 3:
        return " and ".join(listed)
    return ", ".join(listed[:-1]) + ", and " + listed[-1]
