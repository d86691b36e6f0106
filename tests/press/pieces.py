"""A printed text as it reaches a file: a run of pieces, each of which knows how it reads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tests.press.sheet import Unit

Role = Literal[
    "text", "space", "call", "mark", "folio", "header", "masthead", "page", "lost", "noise"
]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the file.

    Attributes:
        text: its characters in the file; may be empty.
        role: what it is. ``space`` between units reads as nothing; inside one as ``reading``.
        unit: index of its unit, -1 if none.
        reading: how it reads, where that is not its text with NBSP as blank.
        n: number of a page that begins (role ``page``).
        note: index of the note unit a call points to.
        probe: ``soft``, ``hard``, ``url`` or ``cap`` where a word was broken or glued here.
        optional: a page break of which the file gives no proof.
        again: repeats what the slice before has already given.
    """

    text: str
    role: Role
    unit: int = -1
    reading: str | None = None
    n: str = ""
    note: int = -1
    probe: str = ""
    optional: bool = False
    again: bool = False

    @property
    def reads(self) -> str:
        """What a reader sees of it in the running text."""
        if self.reading is not None:
            return self.reading
        return self.text.replace("\u00a0", " ") if self.role == "text" else ""


@dataclass(slots=True)
class Copytext:
    """A whole report in one carrier."""

    pieces: list[Piece]
    units: list[Unit]

    @property
    def text(self) -> str:
        """The characters of the file."""
        return "".join(piece.text for piece in self.pieces)


def starts_line(pieces: list[Piece], index: int) -> bool:
    """Whether a new line of the file starts at this piece."""
    before = index - 1
    while before >= 0 and not pieces[before].text:
        before -= 1
    return before < 0 or pieces[before].text.endswith(("\n", "\f"))


def mark_noise(text: str) -> Piece:
    """A piece of the site."""
    return Piece(text, "noise")


def widen(piece: Piece) -> Piece:
    """The same piece with its blanks as NBSP."""
    return replace(piece, text=piece.text.replace(" ", "\u00a0"), reading=piece.reads)
