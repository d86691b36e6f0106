"""What the compositor hands over: pages of printed lines in which each line knows what it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

End = Literal["wrap", "join", "soft", "hard", "stop"]
"""How a line ends: at a blank, inside an address or after a dash, at a hyphen the compositor put
in, at a hyphen of the word, or at the end of its unit."""


@dataclass(slots=True)
class Unit:
    """One printed block: paragraph, head, note, title, caption …

    Attributes:
        kind: ``p head item quote note caption row trailer bio masthead title subtitle byline
            signed box`` or a preliminary: ``cover boards titlepage imprint contents back``.
        level: of heads and items.
        work: index of the work it belongs to, -1 outside works.
        n: number of a note; label of a float.
        marker: printed marker of an item.
        group: units of one float share a number above 0.
        part: ``abstract``, ``foreword`` or empty.
    """

    kind: str
    level: int = 0
    work: int = -1
    n: str = ""
    marker: str = ""
    group: int = 0
    part: str = ""


@dataclass(slots=True)
class Line:
    """One printed line.

    Attributes:
        text: characters with markers.
        unit: index of its unit.
        end: how it ends.
        first: whether it opens its unit.
        cap: whether it starts with a drop cap.
        calls: indices of the note units called on this line, in order.
    """

    text: str
    unit: int
    end: End = "stop"
    first: bool = False
    cap: bool = False
    calls: tuple[int, ...] = ()


@dataclass(slots=True)
class Page:
    """One page.

    Attributes:
        number: its place in the count, ``13`` or ``v``; empty for covers.
        folio: whether the number is printed.
        printed: the number as it is printed.
        foot: whether head and folio stand at the foot.
        head: running head, empty if none; a ``◆`` stands for the symbol.
        lines: the text area.
        notes: the foot.
        kind: ``body``, ``opener``, ``summary``, ``prelim`` or ``blank``.
    """

    number: str
    folio: bool = False
    head: str = ""
    lines: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    kind: str = "body"
    printed: str = ""
    foot: bool = False


@dataclass(slots=True)
class Print:
    """The printed report: pages in order, the units their lines point to, the form of a note."""

    pages: list[Page]
    units: list[Unit]
    note_form: str = " {n} "
