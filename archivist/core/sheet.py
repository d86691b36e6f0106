"""The folded state: one cell a character and layer, over one or several concatenated sources.

Columns are bytes and arrays of one cell per character: a claim is a slice assignment, equality is
``==``, and law 1 (cover) holds by construction. ``add`` is the only way to change anything, and it
gives back a new sheet.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate, count, pairwise
from operator import add
from typing import NamedTuple, TypeVar, cast

from archivist.core.correction import PERSON
from archivist.core.decided import heeding
from archivist.core.ledger import Edit, Entry, Fact, Link, LinkKind, Mark, Veto, shifted
from archivist.core.roles import Inline, Zone
from archivist.core.source import Lines, Source

T = TypeVar("T")
E = TypeVar("E", Mark, Edit, Link, Fact, Veto)

_CHANGED = b"\0" + b"\1" * 255
_BY_A_PERSON = f"{PERSON}:"
_ZONES = {zone.value: zone for zone in Zone}
_INLINES = {inline.value: inline for inline in Inline}


class Segment(NamedTuple):
    """A maximal run of characters with the same labels; a view, never stored."""

    start: int
    end: int
    zone: Zone
    rule: str
    inline: Inline
    inline_rule: str


@dataclass(frozen=True)
class Sheet:
    """One or several sources, end to end, with every claim made on them so far.

    Attributes:
        sources: in reading order.
        bases: offset of each source's first character in :attr:`text`.
        text: the sources' texts, joined without anything between.
        zones: a :class:`Zone` value a character.
        inlines: an :class:`Inline` value a character.
        zone_rules: index into :attr:`rules` a character; 0 for no rule.
        inline_rules: the same for the inline layer.
        rules: rule ids in order of first use; ``rules[0]`` is empty.
        vetoes: what stretches are not.
        lost: marks of which some part was already claimed otherwise, or that met a veto.
    """

    sources: tuple[Source, ...]
    bases: tuple[int, ...]
    text: str
    zones: bytes
    inlines: bytes
    zone_rules: array[int]
    inline_rules: array[int]
    rules: tuple[str, ...] = ("",)
    edits: tuple[Edit, ...] = ()
    links: tuple[Link, ...] = ()
    facts: tuple[Fact, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    lost: tuple[Mark, ...] = field(default=(), repr=False)
    _of_text: dict[Callable[[Sheet], object], object] = field(
        default_factory=dict, repr=False, compare=False
    )
    _of_labels: dict[Callable[[Sheet], object], object] = field(
        default_factory=dict, repr=False, compare=False, init=False
    )

    @classmethod
    def of(cls, source: Source) -> Sheet:
        """A sheet on which nobody has claimed anything."""
        n = len(source.text)
        blank = array("H", bytes(2 * n))
        return cls((source,), (0,), source.text, bytes(n), bytes(n), blank, array("H", blank))

    def __len__(self) -> int:
        return len(self.text)

    def of_text(self, find: Callable[[Sheet], T]) -> T:
        """What *find* makes of the text and its sources: worked out once for all sheets of a text.

        Labels are not for *find* to see: they differ from sheet to sheet.
        """
        return _once(self, find, self._of_text)

    def of_labels(self, find: Callable[[Sheet], T]) -> T:
        """What *find* makes of the text and its labels: worked out once for this sheet."""
        return _once(self, find, self._of_labels)

    @cached_property
    def lines(self) -> Lines:
        """Line table of the whole text. A line never runs over the end of a source."""
        return self.of_text(_lines)

    @cached_property
    def view(self) -> str:
        """Folded text for matching; offsets are those of :attr:`text`."""
        return self.of_text(_view)

    def add(self, entries: Iterable[Entry]) -> Sheet:
        """A sheet with *entries* folded in, in order; the first claim on a character wins.

        Most stages have nothing to say of most reports: then it is this very sheet.
        """
        entries = tuple(entries)
        if not entries:
            return self
        refused: Sequence[Mark] = ()
        if self.vetoes or self.decided:
            entries, refused = heeding(entries, self.vetoes, self.decided)
        return self._folded(entries, refused)

    def _folded(self, entries: Sequence[Entry], refused: Iterable[Mark]) -> Sheet:
        zones, inlines = bytearray(self.zones), bytearray(self.inlines)
        zone_rules, inline_rules = self.zone_rules[:], self.inline_rules[:]
        index = {rule: i for i, rule in enumerate(self.rules)}
        lost = [*self.lost, *refused]
        size = len(self.text)
        for mark in _of_kind(Mark, entries):
            start, end, role, rule = mark
            if not 0 <= start < end <= size:
                raise ValueError(f"mark outside the text: {mark} of {size} characters")
            number = index.setdefault(rule, len(index))
            if isinstance(role, Zone):
                whole = _claim(zones, zone_rules, start, end, role, number)
            else:
                whole = _claim(inlines, inline_rules, start, end, role, number)
            if not whole:
                lost.append(mark)
        return replace(
            self,
            zones=bytes(zones),
            inlines=bytes(inlines),
            zone_rules=zone_rules,
            inline_rules=inline_rules,
            rules=tuple(index),
            edits=(*self.edits, *_of_kind(Edit, entries)),
            links=(*self.links, *_untied(self.links, _of_kind(Link, entries))),
            facts=(*self.facts, *_of_kind(Fact, entries)),
            vetoes=(*self.vetoes, *_of_kind(Veto, entries)),
            lost=tuple(lost),
        )

    @cached_property
    def decided(self) -> tuple[tuple[int, Zone], ...]:
        """Where stretches begin on which a person decided, and what they are."""
        if not any(rule.startswith(_BY_A_PERSON) for rule in self.rules):
            return ()
        begun: dict[str, tuple[int, Zone]] = {}
        for run in self.runs:
            if run.rule.startswith(_BY_A_PERSON):
                begun.setdefault(run.rule, (run.start, run.zone))
        return tuple(begun.values())

    @cached_property
    def edits_in_order(self) -> tuple[tuple[Edit, ...], tuple[int, ...]]:
        """The edits by place, and where each begins."""
        edits = tuple(sorted(self.edits))
        return edits, tuple(edit.start for edit in edits)

    @cached_property
    def runs(self) -> tuple[Segment, ...]:
        """Maximal runs of equal labels, cut at the ends of sources."""
        return tuple(self._segments(0, len(self.text)))

    def segments(self, start: int = 0, end: int | None = None) -> Iterator[Segment]:
        """Maximal runs of equal labels between *start* and *end*, cut at the ends of sources."""
        if start == 0 and end in (None, len(self.text)):
            return iter(self.runs)
        return self._segments(start, len(self.text) if end is None else end)

    def _segments(self, start: int, end: int) -> Iterator[Segment]:
        cuts = self._cuts(start, end)
        zones, inlines, rules = self.zones, self.inlines, self.rules
        zone_rules, inline_rules = self.zone_rules, self.inline_rules
        for a, b in pairwise(cuts):
            yield Segment(
                a,
                b,
                _ZONES[zones[a]],
                rules[zone_rules[a]],
                _INLINES[inlines[a]],
                rules[inline_rules[a]],
            )

    def _cuts(self, start: int, end: int) -> list[int]:
        """Where labels change or a source begins, in order, with *start* and *end* around them."""
        changes = _changes(self.zones[start:end]) | _changes(self.inlines[start:end])
        for rules in (self.zone_rules, self.inline_rules):
            raw = rules[start:end].tobytes()
            changes |= _changes(raw[::2])
            if len(self.rules) > 256:
                changes |= _changes(raw[1::2])
        cells = changes.to_bytes(max(0, end - start), "big")
        quiet = cells[1:].translate(_CHANGED).split(b"\1")[:-1]  # what stands before each change
        cuts = [start, *map(add, accumulate(map(len, quiet)), count(start + 1)), end]
        bases = [base for base in self.bases if start < base < end]
        return sorted({*cuts, *bases}) if bases or start == end else cuts

    def stretches(self, zone: Zone) -> Iterator[tuple[int, int]]:
        """Start and end of each run of characters of *zone*, whoever claimed them."""
        if zone not in self.zones:
            return iter(())
        cells = re.compile(re.escape(bytes((zone,))) + b"+")
        return (match.span() for match in cells.finditer(self.zones))

    def free(self, start: int, end: int) -> bool:
        """Whether no zone has been claimed anywhere between *start* and *end*."""
        return self.zones.count(0, start, end) == end - start

    def facts_named(self, name: str) -> tuple[Fact, ...]:
        """All facts of that name, in order of entry."""
        return tuple(f for f in self.facts if f.name == name)

    def facts_by_place(self, name: str) -> tuple[Fact, ...]:
        """The same in the order of the text, whoever said them first."""
        return tuple(sorted(self.facts_named(name), key=lambda fact: fact.start))

    def source_at(self, offset: int) -> int:
        """Index of the source that holds *offset*."""
        return max(0, bisect_right(self.bases, offset) - 1)

    def locate(self, offset: int) -> tuple[Source, int]:
        """The source that holds *offset*, and the offset inside it."""
        i = self.source_at(offset)
        return self.sources[i], offset - self.bases[i]

    def census(self) -> dict[str, int]:
        """Characters by zone, in the order of zones; they add up to the length of the text."""
        return dict(self.of_labels(_census))


def _of_kind(kind: type[E], entries: Iterable[Entry]) -> list[E]:
    return [entry for entry in entries if isinstance(entry, kind)]


def _untied(links: Iterable[Link], more: Iterable[Link]) -> Iterator[Link]:
    """Those of *more* that can stand beside *links*: a call has one note, and a note one call."""
    tied = [link for link in links if link.kind is LinkKind.CALL_NOTE]
    called, noted = {x.source for x in tied}, {x.target for x in tied}
    for link in more:
        if link.kind is LinkKind.CALL_NOTE:
            if link.source in called or link.target in noted:
                continue
            called.add(link.source)
            noted.add(link.target)
        yield link


def _once(
    sheet: Sheet, find: Callable[[Sheet], T], known: dict[Callable[[Sheet], object], object]
) -> T:
    if find not in known:
        known[find] = find(sheet)
    return cast(T, known[find])


def _lines(sheet: Sheet) -> Lines:
    if len(sheet.sources) == 1:
        return sheet.sources[0].lines
    joined = Lines("")
    for source, base in zip(sheet.sources, sheet.bases, strict=True):
        for column in ("starts", "ends", "stops"):
            mine: array[int] = getattr(joined, column)
            mine.extend(x + base for x in getattr(source.lines, column))
    return joined


def _view(sheet: Sheet) -> str:
    return "".join(source.view for source in sheet.sources)


def _census(sheet: Sheet) -> dict[str, int]:
    found: Counter[Zone] = Counter()
    for start, end, zone, *_ in sheet.runs:
        found[zone] += end - start
    return {zone.name: found[zone] for zone in sorted(found)}


def _changes(cells: bytes) -> int:
    """A number with a byte for each cell, which is zero where the cell is as the one before it.

    One operation on a long number stands for a loop over the cells; the first byte says nothing.
    """
    number = int.from_bytes(cells, "big")
    return number ^ (number >> 8)


def _claim(cells: bytearray, rules: array[int], start: int, end: int, role: int, rule: int) -> bool:
    """Give the free cells of the span to *role*; whether the whole span now has that role."""
    size = end - start
    if size == 1 and role:  # a line end, as nearly half of all claims are of
        if cells[start] == 0:
            cells[start] = role
            rules[start] = rule
        return cells[start] == role
    if role == 0:  # TEXT: a claim that the characters are read as they are
        return cells.count(0, start, end) == size
    if cells.count(0, start, end) == size:
        cells[start:end] = bytes((role,)) * size
        rules[start:end] = array("H", (rule,)) * size
        return True
    whole = True
    for i in range(start, end):
        if cells[i] == 0:
            cells[i] = role
            rules[i] = rule
        elif cells[i] != role:
            whole = False
    return whole


def joined(sheets: Sequence[Sheet]) -> Sheet:
    """The sheets end to end, with all their entries; rules are merged by name."""
    if len(sheets) == 1:
        return sheets[0]
    starts = [0, *accumulate(len(sheet) for sheet in sheets)]
    parts = list(zip(sheets, starts, strict=False))
    rules: dict[str, int] = {"": 0}
    zone_rules, inline_rules = array("H"), array("H")
    for sheet in sheets:
        number = [rules.setdefault(rule, len(rules)) for rule in sheet.rules]
        zone_rules.extend(number[r] for r in sheet.zone_rules)
        inline_rules.extend(number[r] for r in sheet.inline_rules)
    return Sheet(
        sources=tuple(source for sheet in sheets for source in sheet.sources),
        bases=tuple(start + base for sheet, start in parts for base in sheet.bases),
        text="".join(s.text for s in sheets),
        zones=b"".join(s.zones for s in sheets),
        inlines=b"".join(s.inlines for s in sheets),
        zone_rules=zone_rules,
        inline_rules=inline_rules,
        rules=tuple(rules),
        edits=tuple(shifted(e, start) for sheet, start in parts for e in sheet.edits),
        links=tuple(shifted(e, start) for sheet, start in parts for e in sheet.links),
        facts=tuple(shifted(e, start) for sheet, start in parts for e in sheet.facts),
        vetoes=tuple(shifted(e, start) for sheet, start in parts for e in sheet.vetoes),
        lost=tuple(shifted(e, start) for sheet, start in parts for e in sheet.lost),
    )
