"""Which element a block becomes, and in which division it stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from archivist.core import Block, Zone
from archivist.tei.body import FRONT_TYPES, SUMMARY_TYPES, TextWriter
from archivist.tei.elements import Element, sub

_TITLE_ZONES = frozenset({Zone.TITLE, Zone.SUBTITLE, Zone.BYLINE, Zone.AUTHOR_NOTE})
_FRONT_ZONES = {
    Zone.IMPRINT: "imprint",
    Zone.BOARDS: "boards",
    Zone.CONTENTS: "contents",
    Zone.COVER: "cover",
}


def write_text(writer: TextWriter, root: Element) -> None:
    """The ``text`` of the edition under *root*."""
    report = writer.edition.report
    text = sub(root, "text")
    units = report.units
    main = list(writer.main)
    if len(units) > 1:
        prelims = [b for b in main if b.start < units[0].start]
        front = sub(text, "front")
        _front_blocks(writer, front, prelims)
        group = sub(text, "group")
        for k, unit in enumerate(units):
            stop = units[k + 1].start if k + 1 < len(units) else len(writer.sheet) + 1
            inner = sub(group, "text", type="essay", n=str(k + 1))
            mine = [b for b in main if unit.start <= b.start < stop]
            back = mine if k + 1 == len(units) else []
            _unit(writer, inner, mine, stop)
            if back:
                _back(writer, text, back)
        writer.stream.write(len(writer.sheet) + 1, _last_home(text))
        return
    _unit(writer, text, main, len(writer.sheet) + 1)
    _back(writer, text, main)
    writer.stream.write(len(writer.sheet) + 1, _last_home(text))


def _last_home(text: Element) -> Element:
    """The innermost last element that may take a page break or a gap at its end."""
    names = ("back", "group", "text", "body", "div")
    here = text
    while True:
        inner = [c for c in here if isinstance(c.tag, str) and c.tag.split("}")[1] in names]
        if not inner:
            return here
        here = inner[-1]


def _unit(writer: TextWriter, text: Element, blocks: Sequence[Block], stop: int) -> None:
    """One essay, or the whole of a lone slice: front and body."""
    blocks = [b for b in blocks if b.zone is not Zone.BACK_COVER]
    split = _front_end(writer, blocks)
    front_blocks, body_blocks = blocks[:split], blocks[split:]
    first = body_blocks[0].start if body_blocks else stop - 1
    leads = writer.stream.due(first - 1 if front_blocks else -1)
    if front_blocks or leads:
        front = sub(text, "front")
        _front_blocks(writer, front, front_blocks)
        if not len(front):
            text.remove(front)
    body = sub(text, "body")
    _body_blocks(writer, body, body_blocks)
    if not body_blocks:
        writer.stream.write(stop - 1, body)
        _no_body(body)


def _no_body(body: Element) -> None:
    """A body may not be empty: say that the copy holds none of it."""
    block = sub(body, "ab", type="not-in-copy")
    gap = sub(block, "gap", reason="not-in-copy", resp="#archivist")
    sub(gap, "desc", "the text of the body is not in this copy")


def _front_end(writer: TextWriter, blocks: Sequence[Block]) -> int:
    """Index of the first block of the body: past title page, summary and prelims."""
    end = 0
    in_summary, items_seen = "", False
    in_prelim = False
    pages = sorted(writer.facts.get("page", {}))
    for k, block in enumerate(blocks):
        kind = writer.division(block)
        if block.zone in _TITLE_ZONES or block.zone in _FRONT_ZONES:
            in_summary, in_prelim = "", False
        elif kind in SUMMARY_TYPES:
            in_summary, items_seen, in_prelim = kind, False, False
        elif kind in FRONT_TYPES:
            in_prelim, in_summary = True, ""
        elif in_summary:
            begins_page = any(blocks[k - 1].end <= p <= block.start for p in pages)
            drop = any(s.inline.name == "DROP_CAP" for s in block.segments[:2])
            after_items = items_seen and block.zone is Zone.PARAGRAPH
            if block.zone is Zone.HEADING or drop or (begins_page and not _flows_over(blocks, k)):
                break
            if after_items and in_summary in {"policy-implications", "main-findings"} and not pages:
                break
            items_seen = items_seen or block.zone is Zone.ITEM
        elif not in_prelim:
            break
        end = k + 1
    return end


def _flows_over(blocks: Sequence[Block], k: int) -> bool:
    """Whether an item list runs over the page: items on both sides."""
    return blocks[k].zone is Zone.ITEM and blocks[k - 1].zone is Zone.ITEM


def _front_blocks(writer: TextWriter, front: Element, blocks: Sequence[Block]) -> None:
    """Title page, summary, prelims."""
    page: Element | None = None
    abstract: Element | None = None
    home: Element = front
    kind_open = ""
    k = 0
    while k < len(blocks):
        block = blocks[k]
        kind = writer.division(block)
        if block.zone in _TITLE_ZONES:
            if page is None or kind_open != "title" or _new_page(writer, blocks, k):
                writer.stream.write(block.start, front)
                page = sub(front, "titlePage")
            kind_open, abstract = "title", None
            _title_block(writer, page, block)
            k += 1
            continue
        if kind in SUMMARY_TYPES:
            if abstract is None:
                writer.stream.write(blocks[k - 1].end if k else 0, front)
                abstract = sub(front, "div", type="abstract")
            home = sub(abstract, "div", type=kind)
            kind_open = "summary"
        elif kind:
            home = sub(front, "div", type=kind)
            kind_open, abstract = kind, None
        elif block.zone in _FRONT_ZONES and kind_open != _FRONT_ZONES[block.zone]:
            kind_open, abstract = _FRONT_ZONES[block.zone], None
            home = sub(front, "div", type=kind_open)
        k = _content(writer, home, blocks, k)
    _docimprint(writer, front)


def _new_page(writer: TextWriter, blocks: Sequence[Block], k: int) -> bool:
    before = blocks[k - 1].end
    return any(before <= p <= blocks[k].start for p in writer.facts.get("page", {}))


def _title_block(writer: TextWriter, page: Element, block: Block) -> None:
    if block.zone is Zone.AUTHOR_NOTE:
        writer.stream.write(block.start, page)
        note = sub(page, "note", type="contributor")
        writer.block(block, note, "p")
        return
    if block.zone is Zone.BYLINE:
        writer.stream.write(block.start, page)
        line = sub(page, "byline")
        writer.block(block, line, "docAuthor")
        return
    title = page[-1] if len(page) and page[-1].tag.endswith("}docTitle") else None
    if title is None or block.zone is Zone.TITLE:
        writer.stream.write(block.start, page)
        title = sub(page, "docTitle")
    part = "main" if block.zone is Zone.TITLE else "sub"
    writer.block(block, title, "titlePart", type=part)


def _docimprint(writer: TextWriter, front: Element) -> None:
    """The date of the masthead, as data, on each title page."""
    date = writer.edition.report.date
    if not date:
        return
    for page in front:
        if page.tag.endswith("}titlePage"):
            imprint = sub(page, "docImprint")
            sub(imprint, "docDate", when=date)


def _body_blocks(writer: TextWriter, body: Element, blocks: Sequence[Block]) -> None:
    """Sections by their heads; what stands before the first head is the body's own."""
    stack: list[tuple[int, Element]] = [(0, body)]
    k = 0
    while k < len(blocks):
        block = blocks[k]
        if block.zone is Zone.HEADING:
            level = int(writer.fact("head-level", block) or 1)
            while stack[-1][0] >= level:
                stack.pop()
            writer.stream.write(block.start, stack[-1][1])
            kind = writer.division(block) or "section"
            home = sub(stack[-1][1], "div", type=kind)
            stack.append((level, home))
        k = _content(writer, stack[-1][1], blocks, k)


def _content(writer: TextWriter, home: Element, blocks: Sequence[Block], k: int) -> int:
    """Write block *k* (with those that go with it) into *home*; the index of the next block."""
    block = blocks[k]
    if block.zone is Zone.HEADING:
        writer.block(block, home, "head")
    elif block.zone in (Zone.ITEM, Zone.CONTENTS, Zone.BOARDS):
        return _list(writer, home, blocks, k)
    elif block.zone in (Zone.CAPTION, Zone.TABLE):
        return _float(writer, home, blocks, k)
    elif block.zone is Zone.QUOTE:
        quote = sub(home, "quote", rend="block")
        writer.block(block, quote, "p")
    elif block.zone in (Zone.VERSE, Zone.GARBLED):
        kind = "lines" if block.zone is Zone.VERSE else "garbled"
        writer.block(block, home, "ab", type=kind)
    elif block.zone is Zone.SIGNATURE:
        writer.stream.write(block.start, home)
        closer = sub(home, "closer")
        writer.block(block, closer, "signed")
    elif block.zone is Zone.CREDIT:
        writer.block(block, home, "p", rend="credit")
    else:
        writer.block(block, home, "p")
    return k + 1


def _list(writer: TextWriter, home: Element, blocks: Sequence[Block], k: int) -> int:
    """Neighbouring items as one list; a second level nests in the item before it."""
    zone = blocks[k].zone
    numbered = bool(writer.fact("item-number", blocks[k]))
    writer.stream.write(blocks[k].start, home)
    rend = {Zone.CONTENTS: "contents", Zone.BOARDS: "simple"}.get(
        zone, "numbered" if numbered else "bulleted"
    )
    outer = sub(home, "list", rend=rend)
    nested: Element | None = None
    while k < len(blocks) and blocks[k].zone is zone:
        block = blocks[k]
        if bool(writer.fact("item-number", block)) != numbered:
            break
        level = writer.fact("item-level", block)
        if level == "2" and len(outer):
            last = [c for c in outer if c.tag.endswith("}item")][-1]
            if nested is None:
                writer.stream.write(block.start, last)
                nested = sub(last, "list", rend="bulleted")
            target = nested
        else:
            target, nested = outer, None
        n = writer.fact("item-number", block) or None
        writer.block(block, target, "item", n=n)
        k += 1
    return k


def _float(writer: TextWriter, home: Element, blocks: Sequence[Block], k: int) -> int:
    """A table or figure: caption, what was kept of its cells or labels, source and note lines."""
    kind = writer.fact("float", blocks[k]).split(" ")[0] if blocks[k].zone is Zone.CAPTION else ""
    writer.stream.write(blocks[k].start, home)
    figure = sub(home, "figure", type=kind or "table")
    if blocks[k].zone is Zone.CAPTION:
        writer.block(blocks[k], figure, "head")
        k += 1
    for zone, group in groupby(blocks[k : k + 12], key=lambda b: b.zone):
        if zone is Zone.TABLE and figure[-1:] and figure[-1].tag.endswith("}ab"):
            break
        if zone not in (Zone.TABLE, Zone.CREDIT):
            break
        for block in group:
            if zone is Zone.TABLE:
                writer.block(block, figure, "ab", type="rows", cert="low", resp="#archivist")
                k += 1
                break
            writer.stream.write(block.start, figure)
            note = sub(figure, "note", type="source")
            writer.block(block, note, "p")
            k += 1
    return k


def _back(writer: TextWriter, text: Element, blocks: Sequence[Block]) -> None:
    cover = [b for b in blocks if b.zone is Zone.BACK_COVER]
    if not cover:
        return
    back = sub(text, "back")
    division = sub(back, "div", type="back-cover")
    for block in cover:
        writer.block(block, division, "p")
