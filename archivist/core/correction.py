"""What a person decided about one copy. Data like every other claim, and applied before them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PERSON = "person"
"""First part of the rule ids of corrections; the second names the copy and counts them."""


@dataclass(frozen=True)
class CallPlace:
    """Where a note is called: the line (from 1), and the siglum as it stands there."""

    line: int
    text: str


@dataclass(frozen=True)
class Correction:
    """One decision, with who took it and why.

    Exactly one of ``zone``, ``never`` and ``field`` says what was decided.

    Attributes:
        copy: SHA-256 of the copy's bytes, or its first eight digits or more.
        who: who decided.
        why: on what grounds; for readers of the TEI.
        line: line of the copy, from 1.
        to_line: last line, where the decision is on several; they are one block.
        zone: what the lines are: a zone in lower case, such as ``title``.
        never: what the lines are not, whatever the rules say.
        call: for a note: where it is called.
        field: a field of the report's metadata: title, subtitle, author, date …
        value: its value.
    """

    copy: str
    who: str
    why: str
    line: int = 0
    to_line: int = 0
    zone: str = ""
    never: str = ""
    call: CallPlace | None = None
    field: str = ""
    value: str = ""

    def concerns(self, digest: str) -> bool:
        """Whether the decision is on the copy with that SHA-256."""
        return digest.startswith(self.copy)

    def supersedes(self, older: Correction) -> bool:
        """Whether an older decision no longer counts beside this one: it is on the same thing."""
        if not (self.copy.startswith(older.copy) or older.copy.startswith(self.copy)):
            return False
        if self.field or older.field:
            return self.field == older.field
        mine, its = self.to_line or self.line, older.to_line or older.line
        return self.line <= its and older.line <= mine

    @property
    def words(self) -> str:
        """The decision as half a sentence."""
        lines = f"line {self.line}" if not self.to_line else f"lines {self.line}–{self.to_line}"
        if self.field:
            return f"{self.field}: {self.value}"
        if self.never:
            return f"{lines} of {self.copy[:16]}: not {self.never}"
        return f"{lines} of {self.copy[:16]}: {self.zone}"


def people(corrections: Iterable[Correction]) -> tuple[str, ...]:
    """Who decided something, each once, in order."""
    return tuple(dict.fromkeys(one.who for one in corrections))


def numbered(corrections: Iterable[Correction], digest: str) -> Iterator[tuple[str, Correction]]:
    """The decisions on lines of the copy with that SHA-256, each with its rule id."""
    mine = (one for one in corrections if not one.field and one.concerns(digest))
    for number, one in enumerate(mine, start=1):
        yield f"{PERSON}:{digest[:8]}-{number}", one
