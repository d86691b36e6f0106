"""The text of an edition as TEI: a walk over its blocks in source order; nothing is moved but
notes, which stand at their calls.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from archivist.core import Block, Certainty, Fact, Flow, Inline, LinkKind, Zone
from archivist.core.edition import Edition, Gap
from archivist.core.reading import Piece
from archivist.tei.elements import RESP, XML_ID, Element, person_ids, sub
from archivist.tei.inline import fill

FRONT_TYPES = frozenset({"foreword", "acknowledgments", "introduction", "contents"})
SUMMARY_TYPES = frozenset(
    {"executive-summary", "main-argument", "main-findings", "policy-implications"}
)


class _Event(NamedTuple):
    """Something that stands between pieces of text."""

    at: int
    order: int
    what: Fact | Block | Gap


class Stream:
    """Page breaks, forme work, gaps and notes without a call, in source order."""

    def __init__(self, writer: TextWriter, events: list[_Event]) -> None:
        self._writer = writer
        self._events = sorted(events, key=lambda e: (e.at, e.order))
        self._next = 0

    def due(self, offset: int) -> bool:
        """Whether anything stands before *offset* that was not written yet."""
        return self._next < len(self._events) and self._events[self._next].at <= offset

    def write(self, offset: int, parent: Element, *, inside_word: bool = False) -> None:
        """Write what stands at or before *offset* at the end of *parent*."""
        while self.due(offset):
            self._writer.event(self._events[self._next].what, parent, inside_word=inside_word)
            self._next += 1


class TextWriter:
    """Writes the ``text`` of one edition."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.sheet = sheet = edition.sheet
        self.main = edition.outline.of(Flow.MAIN)
        notes = edition.outline.of(Flow.NOTES)
        self.note_at = {
            segment.start: note
            for note in notes
            for segment in note.segments
            if segment.inline is not Inline.LABEL
        }
        links = [x for x in sheet.links if x.kind is LinkKind.CALL_NOTE]
        self.persons = person_ids(edition)
        self.note_of = {x.source: self._note(x.target, notes) for x in links}
        called = {id(n) for n in self.note_of.values()}
        self.facts: dict[str, dict[int, Fact]] = {}
        for fact in sheet.facts:
            self.facts.setdefault(fact.name, {})[fact.start] = fact
        self.restored = {f.start for f in sheet.facts_named("note-number") if f.start == f.end}
        events = [_Event(f.start, 0, f) for f in sheet.facts_named("page")]
        events += [_Event(b.start, 1, b) for b in edition.outline.of(Flow.FURNITURE)]
        events += [_Event(b.start, 1, b) for b in notes if id(b) not in called]
        events += [_Event(g.at, -1, g) for g in edition.gaps]
        self.stream = Stream(self, events)
        self.note_ids = self._number_notes(notes)

    def _note(self, target: int, notes: Sequence[Block]) -> Block:
        starts = [n.start for n in notes]
        return notes[bisect_right(starts, target) - 1]

    def _number_notes(self, notes: Sequence[Block]) -> dict[int, tuple[str, str]]:
        """Start of each note to its ``n`` and ``xml:id``, unique within the document."""
        numbers = sorted((f.start, f.value) for f in self.sheet.facts_named("note-number"))
        units = [u.start for u in self.edition.report.units]
        seen: set[str] = set()
        result = {}
        for note in notes:
            mine = [v for at, v in numbers if note.start <= at <= note.end]
            n = mine[0] if mine else "?"
            unit = bisect_right(units, note.start) if len(units) > 1 else 0
            ident = f"fn{n}" if not unit else f"e{unit}-fn{n}"
            if n == "?" or ident in seen:
                ident = f"fn-at{note.start}"
            seen.add(ident)
            result[note.start] = (n, ident)
        return result

    # -- what stands between pieces ------------------------------------------------------------

    def event(self, what: Fact | Block | Gap, parent: Element, *, inside_word: bool) -> None:
        """Write a page break, a piece of forme work, a gap or a note that has no call."""
        if isinstance(what, Gap):
            self._gap(what, parent)
        elif isinstance(what, Fact):
            cert = None if what.certainty is Certainty.HIGH else str(what.certainty)
            page = sub(parent, "pb", n=what.value or "[?]", cert=cert, resp=RESP if cert else None)
            if inside_word:
                page.set("break", "no")
        elif what.zone is Zone.NOTE:
            self._bottom_note(what, parent)
        else:
            kinds = {Zone.FOLIO: "pageNum", Zone.MASTHEAD: "masthead"}
            work = sub(parent, "fw", type=kinds.get(what.zone, "header"))
            fill(work, self.sheet, what, None, self._call)
            work.set("source", self.pointer(what))

    def _gap(self, gap: Gap, parent: Element) -> None:
        count = gap.last - gap.first + 1
        element = sub(
            parent, "gap", reason="missing-slices", unit="slice", quantity=str(count), resp=RESP
        )
        which = f"slice {gap.first}" if count == 1 else f"slices {gap.first}–{gap.last}"
        pages = f", with pages {gap.pages}" if gap.pages else ""
        sub(element, "desc", which + pages)

    def _bottom_note(self, note: Block, parent: Element) -> None:
        n, ident = self.note_ids[note.start]
        element = sub(parent, "note", place="bottom", n=n)
        element.set(XML_ID, ident)
        element.set("source", self.pointer(note))
        if person := self.persons.get(note.segments[0].rule):
            element.set("resp", person)
        if any(note.start <= at <= note.end for at in self.restored):
            label = sub(element, "label", type="restored")
            sub(label, "supplied", n, reason="lost-in-scrape", resp=RESP, cert="medium")
        fill(element, self.sheet, note, None, self._call)

    def _call(self, piece: Piece, parent: Element) -> None:
        note = self.note_of.get(piece.start)
        if note is None:
            number = piece.text.strip("[]")
            sub(parent, "ref", piece.text, type="noteAnchor", n=number)
        else:
            self._bottom_note(note, parent)

    def pointer(self, block: Block) -> str:
        """``src:START,END`` in the block's source; one pointer a source it stands in."""
        sheet = self.sheet
        several = len(sheet.sources) > 1
        spans: list[tuple[int, int, int]] = []
        for segment in block.segments:
            k = sheet.source_at(segment.start)
            base = sheet.bases[k]
            start, end = segment.start - base, segment.end - base
            if spans and spans[-1][0] == k:
                spans[-1] = (k, spans[-1][1], end)
            else:
                spans.append((k, start, end))
        return " ".join(f"src{k + 1 if several else ''}:{start},{end}" for k, start, end in spans)

    # -- blocks --------------------------------------------------------------------------------

    def block(self, block: Block, parent: Element, name: str, **attributes: str | None) -> Element:
        """One block as an element *name*, with what stands before it in *parent*."""
        self.stream.write(block.start, parent)
        element = sub(parent, name, **attributes)
        element.set("source", self.pointer(block))
        if person := self.persons.get(block.segments[0].rule):
            element.set("resp", person)
        elif block.start in self.facts.get("guessed-start", {}):
            element.set("cert", "medium")
            element.set("resp", RESP)
        fill(element, self.sheet, block, self.stream, self._call)
        return element

    def fact(self, name: str, block: Block) -> str:
        """The value of a fact that starts inside the block, or an empty string."""
        table = self.facts.get(name, {})
        if not table:
            return ""
        return next((f.value for at, f in table.items() if block.start <= at < block.end), "")

    def division(self, block: Block) -> str:
        """The division type that a head opens, or an empty string."""
        return self.fact("division", block) if block.zone is Zone.HEADING else ""
