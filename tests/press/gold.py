"""The right answer for a file or a set of files, computed from their pieces."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from archivist.evaluate.digest import Block, Break, Call, Digest, Float, Note, Probe, Work, tokenize
from tests.press.model import names

if TYPE_CHECKING:
    from tests.press.model import Report
    from tests.press.pieces import Piece
    from tests.press.sheet import Unit

STREAM = {"p", "head", "item", "quote"}
LOOSE = {"cover", "boards", "titlepage", "imprint", "contents", "back", "signed", "box"}


@dataclass(slots=True)
class _Bucket:
    """The text of a unit as far as the files hold it, and what happened at which character."""

    unit: int
    text: str = ""
    breaks: list[tuple[int, Piece]] = field(default_factory=list)
    calls: list[tuple[int, Piece]] = field(default_factory=list)
    probes: list[tuple[int, str]] = field(default_factory=list)
    lost: int = 0

    def offset(self, at: int) -> int:
        """Character offset to token offset: how many words have begun before it."""
        return len(self.text[:at].split())


def assemble(runs: list[list[Piece]], units: list[Unit], report: Report) -> Digest:
    """The digest of a set of files.

    Args:
        runs: pieces of adjoining files in one list each; between lists slices are missing.
        units: the units the pieces point to.
        report: whose titles and names are meant.
    """
    walker = _Walker(units)
    for run in runs:
        walker.run(run)
    return walker.digest(report)


class _Walker:
    def __init__(self, units: list[Unit]) -> None:
        self.units = units
        self.order: list[_Bucket | Piece] = []  # buckets of the stream and breaks between them
        self.notes: list[_Bucket] = []
        self.floats: dict[int, list[_Bucket]] = {}
        self.bios: list[_Bucket] = []
        self.aside: dict[int, _Bucket] = {}
        self.furniture: list[str] = []
        self.noise: list[str] = []
        self.headed: set[int] = set()  # works of which a head of the first level has been read
        self.lost = 0

    def run(self, pieces: list[Piece]) -> None:
        """Take in the pieces of adjoining files; units do not go on from an earlier run."""
        here: dict[int, _Bucket] = {}
        waiting: list[Piece] = []
        head = ""
        for piece in pieces:
            if piece.role == "header":
                head += piece.text
                continue
            if head:
                self.furniture.append(" ".join(head.split()))
                head = ""
            if piece.role in ("folio", "masthead"):
                self.furniture.append(" ".join(piece.text.split()))
            elif piece.role == "noise":
                self.noise += [line for line in piece.text.splitlines() if line.strip()]
            elif piece.role == "page":
                waiting.append(piece)
            elif piece.unit >= 0:
                fresh = piece.unit not in here
                bucket = here.setdefault(piece.unit, _Bucket(piece.unit))
                if self.units[piece.unit].kind in STREAM | LOOSE:
                    self.turn(waiting, bucket, fresh=fresh)
                    waiting = []
                elif fresh:
                    self.file(bucket)
                self.take(bucket, piece)
        self.order += waiting
        if head:
            self.furniture.append(" ".join(head.split()))

    def turn(self, pages: list[Piece], bucket: _Bucket, *, fresh: bool) -> None:
        """Pages have begun before these words of the stream: between blocks or inside one."""
        if fresh:
            self.order += [*pages, bucket]
        else:
            bucket.breaks += [(len(bucket.text), page) for page in pages]

    def file(self, bucket: _Bucket) -> None:
        """Put a new bucket outside the stream where it belongs."""
        kind = self.units[bucket.unit].kind
        if kind == "note":
            self.notes.append(bucket)
        elif kind == "bio":
            self.bios.append(bucket)
        elif kind in ("caption", "row", "trailer"):
            self.floats.setdefault(self.units[bucket.unit].group, []).append(bucket)
        else:
            self.aside[bucket.unit] = bucket
            if kind == "title":
                self.order.append(bucket)

    def take(self, bucket: _Bucket, piece: Piece) -> None:
        if piece.role == "call":
            bucket.calls.append((len(bucket.text), piece))
        if piece.probe:
            bucket.probes.append((len(bucket.text), piece.probe))
        if piece.role == "lost":
            self.lost += 1
        bucket.text += piece.reads

    def digest(self, report: Report) -> Digest:
        blocks: list[Block] = []
        breaks: list[Break] = []
        calls: list[Call] = []
        probes: list[Probe] = []
        starts: dict[int, int] = {}
        at = 0
        self.notes = [note for note in self.notes if note.text.strip()]  # a cut may leave none
        index = {bucket.unit: i for i, bucket in enumerate(self.notes)}
        for entry in self.order:
            if not isinstance(entry, _Bucket):
                breaks.append(self.page(entry, at))
                continue
            if entry.unit in self.aside:
                starts[self.units[entry.unit].work] = at
                continue
            breaks += [self.page(page, at + entry.offset(i)) for i, page in entry.breaks]
            for i, piece in entry.calls:
                n = self.units[piece.note].n
                calls.append(Call(at + entry.offset(i), n, index.get(piece.note)))
            probes += [Probe(kind, at + word) for word, kind in _words(entry)]
            block = self.leveled(self.block(entry), self.units[entry.unit].work)
            if block.tokens:  # a cut may leave nothing of a block but its call
                blocks.append(block)
            at += len(block.tokens)
        for i, note in enumerate(self.notes):
            probes += [Probe(kind, word, i) for word, kind in _words(note)]
        return Digest(
            blocks=tuple(blocks),
            notes=tuple(Note(self.units[b.unit].n, tokenize(b.text)) for b in self.notes),
            calls=tuple(calls),
            breaks=tuple(_merged(breaks, at)),
            furniture=tuple(self.furniture),
            floats=tuple(self.float(rows) for rows in self.floats.values()),
            bios=tuple(tokenize(b.text) for b in self.bios),
            works=self.works(report, starts),
            facts=self.facts(report, self.works(report, starts)),
            lost=self.lost,
            aside=tuple(word for b in self.aside.values() for word in tokenize(b.text)),
            noise=tuple(self.noise),
            probes=tuple(probes),
        )

    def page(self, piece: Piece, at: int) -> Break:
        printed = piece.n in self.printed()
        # the first words of a set stand on a page whose start may lie before it
        return Break(at, piece.n or None, printed, piece.optional or (at == 0 and not printed))

    def printed(self) -> set[str]:
        """Numbers of pages that can be read in the folios and heads of the files."""
        return {word.strip("–[]") for line in self.furniture for word in line.split()}

    def block(self, bucket: _Bucket) -> Block:
        unit = self.units[bucket.unit]
        if unit.kind in LOOSE:
            return Block("other", tokenize(bucket.text), loose=True, part=unit.part)
        level: int | None = unit.level or None
        if unit.kind == "head" and not re.match(r"\d{1,2}[. ]", bucket.text) and unit.level > 1:
            level = None  # unnumbered sub-heads differ in the typeface only
        broken = tuple(bucket.offset(i) for i, page in bucket.breaks if not page.optional)
        return Block(unit.kind, tokenize(bucket.text), level, broken=broken, part=unit.part)

    def leveled(self, block: Block, work: int) -> Block:
        """The block; no level is asked of a sub-head whose head is not in the files."""
        if block.kind != "head" or not block.level:
            return block
        if block.level == 1:
            self.headed.add(work)
        elif work not in self.headed:
            return replace(block, level=None)
        return block

    def float(self, rows: list[_Bucket]) -> Float:
        caption, rest = "", ""
        for bucket in rows:
            if self.units[bucket.unit].kind == "caption":
                caption += bucket.text + " "
            else:
                rest += bucket.text + " "
        return Float(tokenize(caption), tokenize(rest))

    def works(self, report: Report, starts: dict[int, int]) -> tuple[Work, ...]:
        """Title pages of essays that are whole in the files."""
        seen = {
            (self.units[unit].work, self.units[unit].kind): " ".join(bucket.text.split())
            for unit, bucket in self.aside.items()
        }
        found = []
        for i, essay in enumerate(report.essays):
            title = seen.get((i, "title"), "").removesuffix(":")
            if title == essay.title and seen.get((i, "byline")) == names(essay.authors):
                people = tuple(person.name for person in essay.authors)
                found.append(Work(essay.title, essay.subtitle, people, starts[i]))
        return tuple(found)

    def facts(self, report: Report, works: tuple[Work, ...]) -> dict[str, str]:
        """Report metadata that the files themselves can prove."""
        house = report.house
        kinds = {self.units[b.unit].kind for b in self.order if isinstance(b, _Bucket)}
        heads = " ".join(self.furniture).casefold()
        facts = {"language": house.lexicon.key}
        said = " ".join((*house.masthead, *house.anchors)).casefold()
        named = house.publisher.casefold().removeprefix("the ") in said
        if "special report" in heads or ("imprint" in kinds and named):
            facts["publisher"] = house.publisher
        if house.series and house.key == "nbr" and f"#{report.number}" in heads:
            facts |= {"series": house.series, "number": str(report.number)}
        if house.key == "nbr" and f"{report.month_name} {report.year}".casefold() in heads:
            facts["date"] = report.date
        if kinds & {"cover", "titlepage"}:
            facts |= {"title": report.title, "subtitle": report.subtitle}
            if not report.editors:
                facts["authors"] = "; ".join(person.name for person in report.authors)
        elif len(works) == 1 and "contents" not in kinds:
            facts |= {"title": works[0].title, "subtitle": works[0].subtitle}
            facts["authors"] = "; ".join(works[0].authors)
        return facts


def _words(bucket: _Bucket) -> list[tuple[int, str]]:
    """Probes of a bucket as word indices; a word broken twice counts once."""
    found: dict[int, str] = {}
    for at, kind in bucket.probes:
        word = len(bucket.text[:at].split()) - 1
        if word >= 0:
            found.setdefault(word, kind)
    return sorted(found.items())


def _merged(breaks: list[Break], end: int) -> list[Break]:
    """Breaks in order, each page once; a break after the last word proves nothing."""
    best: dict[tuple[int, str | None], Break] = {}
    for item in breaks:
        known = best.get((item.at, item.n))
        if known is None or known.optional:
            last = item.at >= end
            best[item.at, item.n] = replace(item, optional=True) if last else item
    return sorted(best.values(), key=lambda item: item.at)
