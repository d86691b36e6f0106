"""Entries of the append-only ledger: what a rule says of a span. Offsets are code points.

Rule ids read ``profile:rule`` or ``stage:rule``. Spans are half-open; ``start == end`` names the
point before the character at ``start``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeVar

from archivist.core.roles import Inline, Zone


class Certainty(StrEnum):
    """How sure a rule is; the values of TEI's ``@cert``."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class EditKind(StrEnum):
    """What an edit does to the reading."""

    REPAIR = "repair"  # the span reads as ``after`` (TEI choice/sic+corr)
    SUPPLY = "supply"  # ``after`` is inserted (TEI supplied)
    SPACE = "space"  # one space between two slices that meet without a line end
    GAP = "gap"  # something is lost here (TEI gap); reads as nothing


class LinkKind(StrEnum):
    """What a link ties together."""

    CALL_NOTE = "call-note"
    PART_PART = "part-part"  # a note or block that goes on somewhere else
    DUPLICATE = "duplicate"  # from the copy to what is kept


class Mark(NamedTuple):
    """A claim on a span, in the layer that its role's type names."""

    start: int
    end: int
    role: Zone | Inline
    rule: str


class Veto(NamedTuple):
    """A stretch is not that, whatever later rules say: their claims of it go to the losers."""

    start: int
    end: int
    role: Zone
    rule: str


class Edit(NamedTuple):
    """A departure of the reading from the source: a repair, an insertion or a declared loss."""

    start: int
    end: int
    kind: EditKind
    after: str
    rule: str
    why: str
    certainty: Certainty = Certainty.HIGH


class Link(NamedTuple):
    """A tie between two points or spans, each named by the offset at which it starts.

    A call has one note and a note is called once: the first such tie wins.
    """

    kind: LinkKind
    source: int
    target: int
    rule: str


class Fact(NamedTuple):
    """A value read from the source or inferred from it, with the span that bears it out."""

    name: str
    value: str
    start: int
    end: int
    rule: str
    certainty: Certainty = Certainty.HIGH


Entry = Mark | Veto | Edit | Link | Fact


E = TypeVar("E", Mark, Veto, Edit, Link, Fact)


def shifted(entry: E, by: int) -> E:
    """The same entry *by* characters further on."""
    if isinstance(entry, Link):
        return entry._replace(source=entry.source + by, target=entry.target + by)
    return entry._replace(start=entry.start + by, end=entry.end + by)
