"""Hits grouped with their neighbours into blocks, as the templates of sites set them.

Predicates are asked here, since they need to know the block that a line stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from archivist.profiles.model import Place, Then
from archivist.profiles.predicates import PREDICATES, Verdict
from archivist.stages.lines.view import Line
from archivist.stages.site.fields import LISTED, SOLID, Block, Found

BETWEEN = 2
"""Lines that no rule knows, at most, between two hits of one block."""

LOOSE = 2
"""Blank lines, at most, between the lines of a block whose template sets them apart."""

LARGEST = 60
"""Lines of one block at most: no site prints more fields, and time must not grow with them."""

LONGEST_BETWEEN = 150
"""Characters of such a line at most; fields and labels are shorter, lines of text longer."""

LISTED_MOST = 40
"""Lines, at most, of a list of other documents under a heading such as "related documents"."""

MENU = 12
"""Entries that no rule knows, at most, between two of a menu that rules know."""

MENU_REACH = 100
"""Lines from the head of a copy in which such a menu is looked for: chapters have like names."""

LONGEST_ENTRY = 40
"""Characters of an entry of a menu at most."""

INSIDE = re.compile(r"[^\W\d_]{3}\. [^\W\d_a-z]\w* \w")
"""Where a sentence ends inside a line and another begins."""

ENDS = (".", ",", ";", ":", "!", "?")
"""How no entry of a menu ends."""

_MORE = 1
"""Weight that a hit gains when its predicate proves it, or when the line above supports it."""

MOST_GAINED = 2 * _MORE
"""Weight that a hit with a predicate, or of a footer, can gain at most."""

_UNPROVED = 1
"""Weight of a rule whose predicate finds the line only possible."""


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
    if len(block.hits) >= LARGEST:
        return True
    menu = allowed == LOOSE and _is_menu(block.hits[-1], f, between)
    if _too_much(between) and not menu:
        return True
    apart = bool(between and not menu) or f.line.gap > allowed
    if apart and any(_again(one, f) for one in block.hits):
        return True
    if f.place is Place.HEADER and block.has(Place.FOOTER):
        return True
    if allowed == LOOSE and not between and f.weight >= SOLID:
        return False  # however many blank lines: elements that show nothing stood there
    return _set_apart(block, f, between, allowed=allowed)


def _is_menu(above: Found, f: Found, between: Sequence[Line]) -> bool:
    """Whether all from *above* to *f* can be entries of one menu, set solid."""
    if f.k > MENU_REACH or not 0 < len(between) <= MENU:
        return False
    entries = all(
        len(line.text) <= LONGEST_ENTRY and not line.gap and not line.text.endswith(ENDS)
        for line in between
    )
    return above.hit.rule.menu and f.hit.rule.menu and entries and not f.line.gap


def _set_apart(block: Block, f: Found, between: Sequence[Line], *, allowed: int) -> bool:
    """Whether the blank lines before *f*, or what stands between, part it from the block."""
    if len(between) > 1 and any(ln.gap > allowed for ln in between):
        return True
    if allowed == LOOSE and _text_between(f, between):
        return True
    if f.line.gap > allowed and all(one.weight < SOLID for one in block.hits):
        return True
    blank = max(allowed, block.blank)
    return block.has(Place.HEADER) and any(ln.gap > blank for ln in (*between, f.line))


def _too_much(between: Sequence[Line]) -> bool:
    """Whether more stands between two hits than one unknown field or two."""
    return len(between) > BETWEEN or any(len(ln.text) > LONGEST_BETWEEN for ln in between)


def _reads_on(line: Line) -> bool:
    """Whether a line is part of running text."""
    text = line.text
    return (
        len(text) > LONGEST_BETWEEN or text.endswith((".", ",", ";")) or bool(INSIDE.search(text))
    )


def _text_between(f: Found, between: Sequence[Line]) -> bool:
    """Whether lines between the hits of a loose template are the report's.

    Either a sentence, or a heading over a weak hit such as "Documents", parted by blank lines.
    """
    weak = bool(between) and f.weight < SOLID and any(ln.gap for ln in (*between, f.line))
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
    """A weak hit at the rim of a block, parted from it by blank lines, is likely text.

    So is a word there that can head a text as well, unless it is one of a row.
    """

    def stray(one: Found, before: Found, after: Found) -> bool:
        allowed = int(spaced or (loose and after.k == before.k + 1))
        parted = after.line.gap > allowed
        return one.weight < SOLID and one.place is not Place.FOOTER and parted

    def outer(one: Found, beside: Found) -> bool:
        return one.hit.rule.inner and not (beside.hit.rule.inner and abs(one.k - beside.k) == 1)

    while len(block.hits) > 1:
        before, last = block.hits[-2:]
        if not (outer(last, before) or stray(last, before, last)):
            break
        block.hits.pop()
    while len(block.hits) > 1:
        first, after = block.hits[:2]
        if not (outer(first, after) or stray(first, first, after)):
            break
        block.hits.pop(0)
