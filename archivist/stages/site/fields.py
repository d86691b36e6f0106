"""Blocks of site furniture: neighbouring lines that rules know, and whether they prove each other.

A single line that only looks like furniture is left in the text. A block is taken when the
weights of its distinct rules add up to the family's ``need``; away from the ends of the copy it
needs twice as much.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from archivist.profiles.match import Hit, Index
from archivist.profiles.model import Place, Then
from archivist.profiles.predicates import PREDICATES, Verdict
from archivist.stages.lineview import Line

EDGE = 12
"""Lines from an end of the copy within which a block of fields counts as being at the edge."""

BETWEEN = 2
"""Lines that no rule knows, at most, between two hits of one block."""

LOOSE = 2
"""Blank lines, at most, between the lines of a block whose template sets them apart."""

FAR = 200
"""Lines from a block within which the text is looked for that parts it from an end of the copy."""

LARGEST = 60
"""Lines of one block at most: no site prints more fields, and time must not grow with them."""

GLUED = 4
"""Lines at the head of a copy on which a field may be stuck to the site's title."""

LONGEST_BETWEEN = 150
"""Characters of such a line at most; fields and labels are shorter, lines of text longer."""

_MORE = 1
"""Weight that a hit gains when its predicate proves it, or when the line above supports it."""

MOST_GAINED = 2 * _MORE
"""Weight that a hit with a predicate, or of a footer, can gain at most."""

_UNPROVED = 1
"""Weight of a rule whose predicate finds the line only possible."""

_SOLID = 2
"""Weight that a hit needs to stand at the rim of a block, parted from it by blank lines."""

_HEADER = 4
"""Weight that a block needs for its slice number to be believed."""

LISTED_MOST = 40
"""Lines, at most, of a list of other documents under a heading such as "related documents"."""

LISTED = ("-", "•", "–", "*")
"""How the lines of a list begin."""


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
        """Evidence of the distinct rules; of those that know a form, of the distinct lines."""
        return _weight(self.hits)

    @property
    def weight_behind(self) -> int:
        """The same without the lines that only stand before a text."""
        return _weight(f for f in self.hits if f.place is not Place.HEADER)

    @property
    def blank(self) -> int:
        """Blank lines between its lines where it is set tightest: 0, or 1 in spaced copies."""
        return min((f.line.gap for f in self.hits[1:]), default=0)

    def has(self, place: Place) -> bool:
        """Whether some line can only stand at *place*."""
        return any(f.place is place for f in self.hits)

    @property
    def tells(self) -> bool:
        """Whether it holds enough of a header for its fields to be believed."""
        return self.has(Place.HEADER) and len(self.hits) > 1 and self.weight >= _HEADER

    @property
    def slice(self) -> tuple[int, int] | None:
        """Slice number and total that it gives, if they can be true."""
        for f in self.hits:
            values = {g.name: g.value for g in f.hit.fields}
            if "slice" in values and "slices" in values:
                current, total = int(values["slice"]), int(values["slices"])
                if 1 <= current <= total:
                    return current, total
        return None


def _weight(hits: Iterable[Found]) -> int:
    found = {(f.rule, f.line.text if f.hit.rule.form else ""): f for f in hits}
    return sum(f.weight for f in found.values())


def find_hits(view: str, lines: Sequence[Line], index: Index) -> dict[str, list[Found]]:
    """The lines that rules know, by family, predicates asked."""
    found: dict[str, list[Found]] = defaultdict(list)
    worded = index.worded(view, [line.head for line in lines])
    for k, line in enumerate(lines):
        hits = index.match(view, line.head, line.tail, worded.get(k, ()))
        if k < GLUED and all(hit.rule.form for hit in hits):
            glued = index.match_glued(view, line.head, line.tail)
            hits = [*glued, *(h for h in hits if h.family not in {g.family for g in glued})]
        for hit in hits:
            if hit.rule.first and k:
                continue
            found[hit.family].append(Found(k, line, hit, hit.rule.weight))
    return found


def blocks_of(
    hits: Sequence[Found], lines: Sequence[Line], *, spaced: bool, loose: bool = False
) -> list[Block]:
    """Hits grouped with their neighbours; stray hits at a block's rim are let go.

    Predicates are asked of the slice that the weightiest header speaks of, or else the line's own
    block, so that a number line of the text does not pass for the site's.
    """
    first = _grouped(hits, lines, spaced=spaced, loose=loose)
    headers = [b for b in first if b.tells]
    told = max((b for b in headers if b.slice), key=lambda b: b.weight, default=None)
    if headers and not told:  # the only slice of its document: no strip but the header's own
        own = {f.line.text for f in headers[0].hits}
        hits = [f for f in hits if not f.hit.rule.check or f.line.text in own]
    slices = {f.k: told.slice if told else b.slice for b in first for f in b.hits}
    checked = list(_checked(hits, slices, allowed=int(spaced)))
    blocks = _grouped(checked, lines, spaced=spaced, loose=loose)
    for block in blocks:
        _drop_strays(block, spaced=spaced, loose=loose)
    return blocks


def _checked(
    hits: Sequence[Found], slices: Mapping[int, tuple[int, int] | None], *, allowed: int
) -> Iterator[Found]:
    """Hits on which their predicates agree, with the weight that this and the line above give.

    A line such as "share with your friends:" proves nothing in a language that is not listed, but
    what stands under it is the more likely to be the site's.
    """
    above = {f.k + 1 for f in hits if not f.weight}
    for f in hits:
        name = f.hit.rule.check
        current, total = slices.get(f.k) or (None, None)
        verdict = PREDICATES[name](f.line.text, current, total) if name else Verdict.POSSIBLE
        if verdict is Verdict.NO:
            continue
        weight = f.weight
        if verdict is Verdict.PROVED:
            weight += _MORE
        elif name:
            weight = _UNPROVED
        solid = bool(name) and f.line.gap <= allowed
        if f.k in above and weight and (solid or f.place is Place.FOOTER):
            weight += _MORE
        yield f if weight == f.weight else replace(f, weight=weight)


def _grouped(
    hits: Sequence[Found], lines: Sequence[Line], *, spaced: bool, loose: bool
) -> list[Block]:
    blocks: list[Block] = []
    reach = -1
    allowed = LOOSE if loose else int(spaced)
    for f in hits:
        if f.place is Place.ANYWHERE or not f.weight:
            continue
        if not blocks or _parted(blocks[-1], f, lines[reach + 1 : f.k], allowed=allowed):
            blocks.append(Block())
        blocks[-1].hits.append(f)
        reach = f.k + value_lines(f, lines, spaced=spaced)
    return blocks


def _parted(block: Block, f: Found, between: Sequence[Line], *, allowed: int) -> bool:
    """Whether *f* begins another block than the hits before it.

    Fields of a header are set solid; a footer comes after blank lines.
    """
    listed = block.hits[-1].hit.rule.ends and f.place is not Place.HEADER
    if listed:
        return len(between) > LISTED_MOST or any(_reads_on(ln) for ln in between)
    if len(block.hits) >= LARGEST or _too_much(between):
        return True
    apart = bool(between) or f.line.gap > allowed
    if apart and any(_again(one, f) for one in block.hits):
        return True
    if f.place is Place.HEADER and block.has(Place.FOOTER):
        return True
    if allowed == LOOSE and not between and f.weight >= _SOLID:
        return False  # however many blank lines: elements that show nothing stood there
    return _set_apart(block, f, between, allowed=allowed)


def _set_apart(block: Block, f: Found, between: Sequence[Line], *, allowed: int) -> bool:
    """Whether the blank lines before *f*, or what stands between, part it from the block."""
    if len(between) > 1 and any(ln.gap > allowed for ln in between):
        return True
    if allowed == LOOSE and _text_between(f, between):
        return True
    if f.line.gap > allowed and all(one.weight < _SOLID for one in block.hits):
        return True
    blank = max(allowed, block.blank)
    return block.has(Place.HEADER) and any(ln.gap > blank for ln in (*between, f.line))


def _too_much(between: Sequence[Line]) -> bool:
    """Whether more stands between two hits than one unknown field or two."""
    return len(between) > BETWEEN or any(len(ln.text) > LONGEST_BETWEEN for ln in between)


def _reads_on(line: Line) -> bool:
    """Whether a line is part of running text."""
    return len(line.text) > LONGEST_BETWEEN or line.text.endswith((".", ",", ";"))


def _text_between(f: Found, between: Sequence[Line]) -> bool:
    """Whether lines between the hits of a loose template are the report's.

    Either a sentence, or a heading over a weak hit such as "Documents", parted by blank lines.
    """
    weak = bool(between) and f.weight < _SOLID and any(ln.gap for ln in (*between, f.line))
    return weak or any(_reads_on(ln) for ln in between)


def _again(one: Found, f: Found) -> bool:
    """Whether a template that prints each field once would not print *f* in the block of *one*.

    Download line and size field have one form, so that lines known by form are told by their text.
    """
    if one.hit.rule.form:
        return one.line.text == f.line.text
    return one.hit.rule.id == f.hit.rule.id


def value_lines(f: Found, lines: Sequence[Line], *, spaced: bool) -> int:
    """How many lines after a hit belong to it."""
    then = f.hit.rule.then
    count = 0
    if then is Then.NOTHING:
        return 0
    for line in lines[f.k + 1 : f.k + (60 if then is Then.LIST else 5)]:
        if then is Then.LIST:
            if not line.text.startswith(LISTED):
                break
        elif (line.gap and not (spaced and count == 0 and line.gap == 1)) or len(line.text) > 300:
            break
        count += 1
        if spaced and then is Then.VALUE:
            break
    after = f.k + 1 + count
    if then is Then.VALUE and count and after < len(lines) and not lines[after].gap:
        return 1  # no blank line ends it: the copy has lost its blanks
    return count


def _drop_strays(block: Block, *, spaced: bool, loose: bool) -> None:
    """A weak hit at the rim of a block, parted from it by blank lines, is likely text."""

    def stray(one: Found, before: Found, after: Found) -> bool:
        allowed = int(spaced or (loose and after.k == before.k + 1))
        parted = after.line.gap > allowed
        return one.weight < _SOLID and one.place is not Place.FOOTER and parted

    while len(block.hits) > 1 and stray(block.hits[-1], *block.hits[-2:]):
        block.hits.pop()
    while len(block.hits) > 1 and stray(block.hits[0], *block.hits[:2]):
        block.hits.pop(0)


def accepted(
    blocks: Sequence[Block],
    lines: Sequence[Line],
    need: int,
    chrome: Collection[int],
    *,
    loose: bool = False,
) -> list[Block]:
    """The blocks that prove themselves, each told whether it stands after the text.

    Args:
        blocks: in order.
        lines: of the copy.
        need: weight that proves a block at an end of the copy.
        chrome: numbers of lines that markup gives as furniture; they do not count as text.
        loose: whether a template has several blocks before the text, so that those taken do not
            count as text either.
    """
    kept: list[Block] = []
    above = set(chrome)
    for block in blocks:
        before = _texts(lines, reversed(range(block.first)), above, lists=False)
        after = _texts(lines, range(block.last + 1, len(lines)), chrome, lists=True)
        header, footer = before < EDGE, after < EDGE
        labelled = len(block.hits) > 1 and not all(f.hit.rule.form for f in block.hits)
        bonus = 1 if labelled and (before < 3 or after < 3) else 0
        proof = block.has(Place.FOOTER) and block.weight >= need + 2
        behind = footer and block.weight_behind + bonus >= need
        needed = need if header or behind or proof else 2 * need
        sheltered = bool(kept) and (
            _echoes(block, kept[0], footer=footer)
            or (after < 3 and block.has(Place.FOOTER))
            or (loose and after < 3 and not block.has(Place.HEADER) and block.weight >= _SOLID)
            or _continues(block, kept[-1], lines)
        )
        if block.weight + bonus < needed and not sheltered:
            continue
        block.footer = not block.has(Place.HEADER) and (
            block.has(Place.FOOTER) or (footer and (bool(kept) or not header))
        )
        kept.append(block)
        if loose:
            above.update(range(block.first, block.last + 1))
    return kept


def _echoes(block: Block, header: Block, *, footer: bool) -> bool:
    """Whether each line of *block* stands in *header* too, as the size and the strip do.

    Inside the text only lines with a label are told so; a row of numbers may be the text's.
    """
    printed = {f.line.text for f in header.hits}
    fit = footer or not any(f.hit.rule.check or not f.hit.fields for f in block.hits)
    return not header.footer and fit and all(f.line.text in printed for f in block.hits)


def _continues(block: Block, header: Block, lines: Sequence[Line]) -> bool:
    """Whether *block* follows the fields of a header at once, with fields of other kinds."""
    printed = {f.hit.rule.id for f in header.hits}
    others = not any(f.hit.rule.id in printed or f.hit.rule.form for f in block.hits)
    alone = len(block.hits) == 1 and block.has(Place.HEADER)
    between = lines[header.last + 1 : block.first]
    solid = len(between) <= BETWEEN and all(line.gap <= header.blank for line in between)
    return not header.footer and solid and others and not alone


def _texts(
    lines: Sequence[Line], where: Iterable[int], chrome: Collection[int], *, lists: bool
) -> int:
    """Lines among *where* that may be text, counted up to EDGE; a site's list of headings is none.

    Args:
        lines: of the copy.
        where: numbers of lines, those nearest to the block first.
        chrome: numbers of lines that markup gives as furniture.
        lists: whether items of a list count as well.
    """
    texts = (
        k
        for k in islice(where, FAR)
        if k not in chrome and (lists or not lines[k].text.startswith(LISTED))
    )
    return sum(1 for _ in islice(texts, EDGE))
