"""The text of an edition as TEI, written in source order.

Nothing is moved but notes, which stand at their calls. Page breaks, forme work and gaps are
*events*: they stand wherever the text has got to when they are due.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Sequence
from functools import cached_property
from math import inf
from typing import NamedTuple

from archivist.core import Block, Certainty, Fact, Flow, Inline, LinkKind, Zone
from archivist.core.edition import Edition, Gap
from archivist.core.reading import Piece
from archivist.tei.elements import RESP, Element, person_ids, source_prefix, sub
from archivist.tei.inline import fill, fill_table, mend_blank
from archivist.xml import TEI, XML_ID

_IDENTIFIER = re.compile(r"[A-Za-z0-9]{1,12}")
_WORKS = {Zone.FOLIO: "pageNum", Zone.MASTHEAD: "masthead"}


class _Event(NamedTuple):
    """Something that stands between pieces of text."""

    at: int
    order: int
    what: Fact | Block | Gap


class Facts:
    """The facts of one name, found by place."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        last = {fact.start: fact.value for fact in facts}
        self._starts = sorted(last)
        self._values = [last[start] for start in self._starts]

    def first(self, start: int, end: int) -> str | None:
        """The value of the first fact in ``[start, end)``; None where there is none."""
        k = bisect_left(self._starts, start)
        return self._values[k] if k < len(self._starts) and self._starts[k] < end else None

    def any(self, start: int, end: int) -> bool:
        """Whether a fact begins in ``[start, end)``."""
        return self.first(start, end) is not None


class Stream:
    """Page breaks, forme work, gaps and notes without a call, in source order.

    ``due`` is where the next of what was not written yet stands; infinite if all was written.
    """

    def __init__(self, writer: TextWriter, events: list[_Event]) -> None:
        self._writer = writer
        self._events = deque(sorted(events, key=lambda e: (e.at, e.order)))
        self.due = self._first()

    def _first(self) -> float:
        return self._events[0].at if self._events else inf

    def write(self, offset: int, parent: Element, *, inside_word: bool = False) -> None:
        """Write what stands at or before *offset* at the end of *parent*."""
        while self.due <= offset:
            what = self._events.popleft().what
            self.due = self._first()
            self._writer.event(what, parent, inside_word=inside_word)


class TextWriter:
    """Writes blocks of one edition, and what stands between them."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.sheet = sheet = edition.sheet
        self.persons = person_ids(edition)
        self.main = edition.outline.of(Flow.MAIN)
        self.notes = edition.outline.of(Flow.NOTES)
        facts: dict[str, list[Fact]] = {}
        for fact in sheet.facts:
            facts.setdefault(fact.name, []).append(fact)
        self._said = facts
        self._facts: dict[str, Facts] = {}
        self._note_of = self._linked(self.main)
        self._written: set[int] = set()
        self._names = self._named(facts.get("note-number", ()))
        restored = (f for f in facts.get("note-number", ()) if f.start == f.end)
        self._restored = Facts(restored)
        called = {note.start for note in self._note_of.values()}
        events = [_Event(f.start, 0, f) for f in facts.get("page", ())]
        events += [_Event(b.start, 1, b) for b in edition.outline.of(Flow.FURNITURE)]
        events += [_Event(b.start, 1, b) for b in self.notes if b.start not in called]
        events += [_Event(g.at, -1, g) for g in edition.gaps]
        self.stream = Stream(self, events)

    def _linked(self, blocks: Sequence[Block]) -> dict[int, Block]:
        """Start of each call in *blocks* that has a note, to its note."""
        links: dict[int, int] = {}
        for link in self.sheet.links:
            if link.kind is LinkKind.CALL_NOTE:
                links.setdefault(link.source, link.target)
        if not links or not self.notes:
            return {}
        starts, call = [note.start for note in self.notes], Inline.CALL
        return {
            segment.start: self.notes[max(0, bisect_right(starts, links[segment.start]) - 1)]
            for block in blocks
            for segment in block.segments
            if segment.inline is call and segment.start in links
        }

    def _named(self, numbers: Sequence[Fact]) -> dict[int, tuple[str, str]]:
        """Start of each note to its ``n`` and ``xml:id``, unique within the document."""
        table = Facts(numbers)
        units = [u.start for u in self.edition.report.units]
        seen: set[str] = set()
        names = {}
        for note in self.notes:
            n = (table.first(note.start, note.end + 1) or "").strip() or "?"
            unit = bisect_right(units, note.start) if len(units) > 1 else 0
            ident = f"e{unit}-fn{n}" if unit else f"fn{n}"
            if not _IDENTIFIER.fullmatch(n) or ident in seen:
                ident = f"fn-at{note.start}"
            seen.add(ident)
            names[note.start] = (n, ident)
        return names

    # -- what stands between pieces ----------------------------------------------------------------

    def event(self, what: Fact | Block | Gap, parent: Element, *, inside_word: bool) -> None:
        """Write a page break, a piece of forme work, a gap or a note that has no call."""
        if isinstance(what, Gap):
            _gap(what, parent)
        elif isinstance(what, Fact):
            cert = None if what.certainty is Certainty.HIGH else str(what.certainty)
            number = what.value.strip() or "[?]"
            page = sub(parent, "pb", n=number, cert=cert, resp=RESP if cert else None)
            if inside_word:
                page.set("break", "no")
        elif what.zone is Zone.NOTE:
            self._note(what, parent, orphan=True)
        else:
            work = sub(parent, "fw", type=_WORKS.get(what.zone, "header"))
            work.set("source", self.pointer(what))
            fill(work, self.sheet, what, None, self._call)

    def finish(self, home: Element) -> None:
        """Write what was never due, and notes whose call did not come to be written."""
        self.stream.write(len(self.sheet) + 1, home)
        for note in self.notes:
            if note.start not in self._written:
                self._note(note, home, orphan=True)

    def _note(self, note: Block, parent: Element, *, orphan: bool = False) -> None:
        self._written.add(note.start)
        n, ident = self._names[note.start]
        element = sub(parent, "note", place="bottom", n=n, subtype="orphan" if orphan else None)
        element.set(XML_ID, ident)
        element.set("source", self.pointer(note))
        if person := self.persons.get(note.segments[0].rule):
            element.set("resp", person)
        if self._restored.any(note.start, note.end + 1):
            label = sub(element, "label", type="restored")
            sub(label, "supplied", n, reason="lost-in-scrape", resp=RESP, cert="medium")
        fill(element, self.sheet, note, None, self._call)
        mend_blank(element)

    def _call(self, piece: Piece, parent: Element) -> None:
        """A call: its note, or a reference where the note stands elsewhere or nowhere."""
        note = self._note_of.get(piece.start)
        if note is not None and note.start not in self._written:
            self._note(note, parent)
            return
        target = f"#{self._names[note.start][1]}" if note is not None else None
        number = piece.text.strip("[] ") or "?"
        sub(parent, "ref", piece.text, type="noteAnchor", n=number, target=target)

    def pointer(self, block: Block) -> str:
        """``src:START,END`` in the block's source; one pointer a source it stands in."""
        sheet = self.sheet
        k = sheet.source_at(block.start)
        if k == sheet.source_at(block.end - 1):  # as nearly all do
            base = sheet.bases[k]
            return f"{source_prefix(self.edition, k)}:{block.start - base},{block.end - base}"
        spans: list[tuple[int, int, int]] = []
        for segment in block.segments:
            k = sheet.source_at(segment.start)
            base = sheet.bases[k]
            start, end = segment.start - base, segment.end - base
            if spans and spans[-1][0] == k:
                spans[-1] = (k, spans[-1][1], end)
            else:
                spans.append((k, start, end))
        return " ".join(f"{source_prefix(self.edition, k)}:{a},{b}" for k, a, b in spans)

    # -- blocks ------------------------------------------------------------------------------------

    def lasting_id(self, block: Block) -> str:
        """An ``xml:id`` to cite the block by: its copy's digest and its offset there.

        It stays the same when other slices come to the report or other rules move other blocks.
        """
        k = self.sheet.source_at(block.start)
        return f"t{self.sheet.sources[k].id[:8]}-{block.start - self.sheet.bases[k]}"

    def block(self, block: Block, parent: Element, name: str, **attributes: str | None) -> Element:
        """One block as an element *name*, with what stands before it in *parent*."""
        self.stream.write(block.start, parent)
        element = sub(parent, name, **attributes)
        element.set(XML_ID, self.lasting_id(block))
        element.set("source", self.pointer(block))
        if person := self.persons.get(block.segments[0].rule):
            element.set("resp", person)
        elif self._facts_named("guessed-start").any(block.start, block.start + 1):
            element.set("cert", "medium")
            element.set("resp", RESP)
        if name == "table":
            fill_table(element, self.sheet, block, self.stream, self._call)
        else:
            fill(element, self.sheet, block, self.stream, self._call)
            mend_blank(element)
        return element

    def _facts_named(self, name: str) -> Facts:
        """Sorted when they are first asked for; most names never are."""
        if name not in self._facts:
            self._facts[name] = Facts(self._said.get(name, ()))
        return self._facts[name]

    def fact(self, name: str, block: Block) -> str:
        """The value of a fact that starts inside the block, or an empty string."""
        return self._facts_named(name).first(block.start, block.end) or ""

    def page_begins(self, after: int, until: int) -> bool:
        """Whether a page begins in ``[after, until]``."""
        return self._facts_named("page").any(after, until + 1)

    @cached_property
    def knows_pages(self) -> bool:
        """Whether pages are known to begin elsewhere than at mastheads."""
        furniture = self.edition.outline.of(Flow.FURNITURE)
        mastheads = {block.start for block in furniture if block.zone is Zone.MASTHEAD}
        return any(fact.start not in mastheads for fact in self.sheet.facts_named("page"))

    def division(self, block: Block) -> str:
        """The division type that a head opens, or an empty string."""
        return self.fact("division", block) if block.zone is Zone.HEADING else ""


def _gap(gap: Gap, parent: Element) -> None:
    count = str(gap.last - gap.first + 1)
    element = sub(parent, "gap", reason="missing-slices", unit="slice", quantity=count, resp=RESP)
    one = gap.first == gap.last
    which = f"slice {gap.first}" if one else f"slices {gap.first}–{gap.last}"
    sub(element, "desc", which + (f", with pages {gap.pages}" if gap.pages else ""))


def doubt_repeated_numbers(text: Element) -> None:
    """Say of a note whose number another note of the same text has that the number is in doubt."""
    seen: set[tuple[Element, str]] = set()
    for note in text.iter(TEI + "note"):
        n = note.get("n", "")
        if note.get("place") != "bottom" or not n.isdigit():
            continue
        key = (_numbering(note), n)
        if key in seen:
            note.set("cert", "low")
            note.set("resp", note.get("resp", RESP))
        seen.add(key)


def _numbering(note: Element) -> Element:
    """The element within which notes are numbered: a text, a division of the front, an essay."""
    for element in note.iterancestors():
        parent = element.getparent()
        if (
            element.tag == TEI + "text"
            or (parent is not None and parent.tag == TEI + "front")
            or (element.tag == TEI + "div" and element.get("type") in {"essay", "chapter"})
        ):
            return element
    raise ValueError("a note outside the text")
