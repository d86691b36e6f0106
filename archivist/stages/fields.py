"""Blocks of site furniture: neighbouring lines that rules know, and whether they prove each other.

A single line that only looks like furniture is left in the text. A block is taken when the
weights of its distinct rules add up to the family's ``need``; away from the ends of the copy it
needs twice as much.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from archivist.profiles.match import Hit, Index
from archivist.profiles.model import Place, Then
from archivist.profiles.predicates import PREDICATES, Verdict
from archivist.stages.lineview import Line

EDGE = 12
"""Lines from an end of the copy within which a block of fields counts as being at the edge."""

BETWEEN = 2
"""Lines that no rule knows, at most, between two hits of one block."""

GLUED = 4
"""Lines at the head of a copy on which a field may be stuck to the site's title."""

LONGEST_BETWEEN = 150
"""Characters of such a line at most; fields and labels are shorter, lines of text longer."""

_PROVED = 1
"""Weight that a rule gains when its predicate proves the line."""

_LISTED = ("-", "•", "–", "*")


@dataclass
class Found:
    """A hit at a line; ``k`` counts lines that are not blank."""

    k: int
    line: Line
    hit: Hit
    weight: int

    @property
    def rule(self) -> str:
        """Id of the rule, with its family."""
        return f"{self.hit.family}:{self.hit.rule.id}"

    @property
    def place(self) -> Place:
        """Where the rule's line can stand."""
        return self.hit.rule.place


@dataclass
class Block:
    """Neighbouring hits, and on which side of the text they stand."""

    hits: list[Found] = field(default_factory=list)
    footer: bool = False

    @property
    def first(self) -> int:
        """Number of the first line."""
        return self.hits[0].k

    @property
    def last(self) -> int:
        """Number of the last line that a rule knows."""
        return self.hits[-1].k

    @property
    def weight(self) -> int:
        """Evidence of the distinct rules."""
        return sum({f.hit.rule.id: f.weight for f in self.hits}.values())

    @property
    def blank(self) -> int:
        """Blank lines between its lines where it is set tightest: 0, or 1 in spaced copies."""
        return min((f.line.gap for f in self.hits[1:]), default=0)

    def has(self, place: Place) -> bool:
        """Whether some line can only stand at *place*."""
        return any(f.place is place for f in self.hits)


def find_hits(view: str, lines: Sequence[Line], index: Index) -> dict[str, list[Found]]:
    """The lines that rules know, by family, predicates asked."""
    found: dict[str, list[Found]] = defaultdict(list)
    for k, line in enumerate(lines):
        hits = index.match(view, line.head, line.tail)
        if k < GLUED and all(hit.rule.form for hit in hits):
            glued = index.match_glued(view, line.head, line.tail)
            hits = [*glued, *(h for h in hits if h.family not in {g.family for g in glued})]
        for hit in hits:
            found[hit.family].append(Found(k, line, hit, hit.rule.weight))
    checked = ((family, _checked(hits)) for family, hits in found.items())
    return {family: hits for family, hits in checked if hits}


def _checked(found: list[Found]) -> list[Found]:
    """Hits whose predicate agrees with the slice numbers that the copy itself gives."""
    current, total = slice_of(found)
    kept = []
    for f in found:
        name = f.hit.rule.check
        verdict = PREDICATES[name](f.line.text, current, total) if name else Verdict.POSSIBLE
        if verdict is Verdict.PROVED:
            f.weight += _PROVED
        if verdict is not Verdict.NO:
            kept.append(f)
    return kept


def slice_of(found: Sequence[Found]) -> tuple[int | None, int | None]:
    """Slice number and total, from the weightiest hit that gives both and can be true."""
    best: tuple[int, int, int] | None = None
    for f in found:
        values = {g.name: g.value for g in f.hit.fields}
        if "slice" not in values or "slices" not in values:
            continue
        current, total = int(values["slice"]), int(values["slices"])
        if 1 <= current <= total and (best is None or f.weight > best[0]):
            best = (f.weight, current, total)
    return (best[1], best[2]) if best else (None, None)


def blocks_of(hits: Sequence[Found], lines: Sequence[Line], *, spaced: bool) -> list[Block]:
    """Hits grouped with their neighbours; stray hits at a block's rim are let go."""
    blocks: list[Block] = []
    reach = -1
    for f in hits:
        if f.place is Place.ANYWHERE:
            continue
        if not blocks or _parted(blocks[-1], f, lines, reach):
            blocks.append(Block())
        blocks[-1].hits.append(f)
        reach = f.k + value_lines(f, lines, spaced=spaced)
    for block in blocks:
        _drop_strays(block, spaced=spaced)
    return [b for b in blocks if b.hits]


def _parted(block: Block, f: Found, lines: Sequence[Line], reach: int) -> bool:
    """Whether *f* begins another block than the hits before it."""
    between = lines[reach + 1 : f.k]
    if len(between) > BETWEEN or any(len(ln.text) > LONGEST_BETWEEN for ln in between):
        return True
    if any(one.hit.rule.id == f.hit.rule.id for one in block.hits):
        return True
    if f.place is Place.HEADER:
        return block.has(Place.FOOTER)
    return f.place is Place.FOOTER and block.has(Place.HEADER) and bool(between)


def value_lines(f: Found, lines: Sequence[Line], *, spaced: bool) -> int:
    """How many lines after a hit belong to it."""
    then = f.hit.rule.then
    count = 0
    if then is Then.NOTHING:
        return 0
    for line in lines[f.k + 1 : f.k + (60 if then is Then.LIST else 5)]:
        if then is Then.LIST:
            if not line.text.startswith(_LISTED):
                break
        elif (line.gap and not (spaced and count == 0 and line.gap == 1)) or len(line.text) > 300:
            break
        count += 1
        if spaced and then is Then.VALUE:
            break
    if then is Then.VALUE and count == 4:  # no blank line ends it: the copy has lost its blanks
        return 1
    return count


def _drop_strays(block: Block, *, spaced: bool) -> None:
    """A weak hit at the rim of a block, parted from it by blank lines, is likely text."""
    allowed = 1 if spaced else 0
    weakest = 1 if block.has(Place.FOOTER) else 2

    def stray(one: Found, gap: int) -> bool:
        return one.weight < weakest and gap > allowed

    while len(block.hits) > 1 and stray(block.hits[-1], block.hits[-1].line.gap):
        block.hits.pop()
    while len(block.hits) > 1 and stray(block.hits[0], block.hits[1].line.gap):
        block.hits.pop(0)


def accepted(
    blocks: Sequence[Block], lines: Sequence[Line], need: int, chrome: frozenset[int]
) -> list[Block]:
    """The blocks that prove themselves, each told whether it stands after the text.

    Args:
        blocks: in order.
        lines: of the copy.
        need: weight that proves a block at an end of the copy.
        chrome: numbers of lines that markup gives as furniture; they do not count as text.
    """
    kept: list[Block] = []
    for block in blocks:
        before = _texts(lines, range(block.first), chrome, lists=False)
        after = _texts(lines, range(block.last + 1, len(lines)), chrome, lists=True)
        header, footer = before < EDGE, after < EDGE
        bonus = 1 if before < 3 or after < 3 else 0
        proof = block.has(Place.FOOTER) and block.weight >= need + 2
        needed = need if header or footer or proof else 2 * need
        if block.weight + bonus < needed:
            continue
        block.footer = block.has(Place.FOOTER) or (
            footer and not block.has(Place.HEADER) and (bool(kept) or not header)
        )
        kept.append(block)
    return kept


def _texts(lines: Sequence[Line], where: range, chrome: frozenset[int], *, lists: bool) -> int:
    """Lines among *where* that may be text; headings that a site lists first are not counted."""
    return sum(
        1 for k in where if k not in chrome and (lists or not lines[k].text.startswith(_LISTED))
    )
