"""Which blocks of site furniture prove themselves.

A single line that only looks like furniture is left in the text. A block is taken when the
weights of its distinct rules add up to the family's ``need``; away from the ends of the copy it
needs twice as much.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import islice, pairwise

from archivist.profiles.model import Place
from archivist.stages.lines.view import Line
from archivist.stages.site.fields import LISTED, SOLID, Block
from archivist.stages.site.groups import BETWEEN

EDGE = 12
"""Lines from an end of the copy within which a block of fields counts as being at the edge."""

_BOX = 2
"""Weight beyond the need that a box between paragraphs has to have."""

_BOXED = 3
"""Lines of such a box at least."""

_NEAR = 1
"""Blank lines, at most, between what leads up to a block and the block: those of paragraphs."""

_WORDS = 4
"""Words of a sentence, at least."""

FAR = 200
"""Lines from a block within which the text is looked for that parts it from an end of the copy."""


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
        if loose and _is_box(block, lines):
            needed = min(needed, need + _BOX)
        if loose and not header:
            needed += _unknown(block, chrome)
        if loose and _in_sentences(block, lines, header=header):
            needed = 2 * need
        sheltered = bool(kept) and (
            _echoes(block, kept[0], footer=footer)
            or (after < 3 and block.has(Place.FOOTER))
            or (loose and after < 3 and not block.has(Place.HEADER) and block.weight >= SOLID)
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


def _is_box(block: Block, lines: Sequence[Line]) -> bool:
    """Whether the block is a paragraph by itself, of lines that rules know one and all."""
    kinds = {f.kind for f in block.hits}
    whole = len(block.hits) == block.last - block.first + 1
    apart = lines[block.first].gap and (block.last + 1 == len(lines) or lines[block.last + 1].gap)
    solid = not any(f.line.gap for f in block.hits[1:])
    return len(block.hits) >= _BOXED and len(kinds) > 1 and whole and solid and bool(apart)


def _unknown(block: Block, chrome: Collection[int]) -> int:
    """Lines among those of a block behind the text that no rule knows, lists of links apart."""
    return sum(
        sum(k not in chrome for k in range(a.k + 1, b.k))
        for a, b in pairwise(block.hits)
        if not a.hit.rule.ends
    )


def _in_sentences(block: Block, lines: Sequence[Line], *, header: bool) -> bool:
    """Whether the text leads up to the block, or goes on right below it: a menu that is quoted.

    Below a header the text may begin without a blank line.
    """
    near = block.first and lines[block.first].gap <= _NEAR
    above = lines[block.first - 1].text if near else ""
    below = next((ln.text for ln in lines[block.last + 1 : block.last + 2] if not ln.gap), "")
    led = above.endswith((":", ",")) and len(above.split()) >= _WORDS
    return led or (not header and below.endswith(".") and len(below.split()) >= _WORDS)


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
