"""Who said what about each line: winners, losers, facts, edits and links."""

from __future__ import annotations

from dataclasses import dataclass

from archivist.core.ledger import Edit, Fact, Link, Mark
from archivist.core.roles import Inline, Zone
from archivist.core.sheet import Segment, Sheet


@dataclass(frozen=True)
class Explained:
    """One line of one copy, with everything the ledger holds on it."""

    copy: str
    number: int
    text: str
    segments: tuple[Segment, ...]
    lost: tuple[Mark, ...]
    facts: tuple[Fact, ...]
    edits: tuple[Edit, ...]
    links: tuple[Link, ...]

    @property
    def zone(self) -> str:
        """The zone of the line's first character."""
        return self.segments[0].zone.name if self.segments else ""

    def sentences(self) -> list[str]:
        """What was said, one claim a line, in words."""
        said = []
        for segment in self.segments:
            inline = "" if segment.inline is Inline.TEXT else f", reads as {segment.inline.name}"
            by = f" by {segment.inline_rule}" if inline else ""
            said.append(f"{segment.zone.name} by {segment.rule}{inline}{by}")
        for mark in self.lost:
            layer = "zone" if isinstance(mark.role, Zone) else "reading"
            said.append(f"lost: {mark.rule} wanted {mark.role.name} ({layer})")
        for fact in self.facts:
            value = f" = {fact.value}" if fact.value else ""
            said.append(f"fact {fact.name}{value} by {fact.rule} ({fact.certainty})")
        said += [f"{e.kind} {e.after!r} by {e.rule}: {e.why}" for e in self.edits]
        said += [f"{x.kind} from {x.source} to {x.target} by {x.rule}" for x in self.links]
        return list(dict.fromkeys(said))

    def override(self) -> list[str]:
        """Lines of TOML with which a person decides otherwise; the zone is to be changed."""
        return [
            "[[correction]]",
            f'copy = "{self.copy[:16]}"',
            f"line = {self.number}",
            f'zone = "{self.zone.lower()}"',
            'who = "your name"',
            'why = "what you see that the program does not"',
        ]


def explain_line(sheet: Sheet, source: int, number: int) -> Explained:
    """Line *number* (from 1) of copy *source* (from 0).

    Raises:
        IndexError: the copy has no such line.
    """
    lines = sheet.sources[source].lines
    if not 1 <= number <= len(lines):
        raise IndexError(f"line {number} of {len(lines)}")
    base = sheet.bases[source]
    start = base + lines.starts[number - 1]
    end = base + lines.stops[number - 1]
    return Explained(
        copy=sheet.sources[source].id,
        number=number,
        text=sheet.text[start : base + lines.ends[number - 1]],
        segments=tuple(sheet.segments(start, end)),
        lost=tuple(m for m in sheet.lost if m.start < end and m.end > start),
        facts=tuple(f for f in sheet.facts if start <= f.start < end),
        edits=tuple(e for e in sheet.edits if start <= e.start < end),
        links=tuple(x for x in sheet.links if start <= x.source < end or start <= x.target < end),
    )


def explain_all(sheet: Sheet, source: int) -> list[Explained]:
    """Every line of one copy."""
    count = len(sheet.sources[source].lines)
    return [explain_line(sheet, source, n) for n in range(1, count + 1)]
