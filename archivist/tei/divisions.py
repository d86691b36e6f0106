"""The large parts of a text: front, body and back; a group of texts where there are several."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from archivist.core import Block, Zone
from archivist.tei.body import TextWriter, doubt_repeated_numbers
from archivist.tei.content import last_home, write_content, write_sections
from archivist.tei.elements import RESP, Element, sub
from archivist.tei.front import front_end, is_front_matter, write_front
from archivist.xml import TEI

_BACK_ZONES = {
    Zone.BACK_COVER: "back-cover",
    Zone.IMPRINT: "imprint",
    Zone.BOARDS: "boards",
    Zone.COVER: "cover",
}


def write_text(writer: TextWriter, root: Element) -> None:
    """The ``text`` of the edition under *root*."""
    text = sub(root, "text")
    main = writer.main
    prelims, parts = _parts(writer, main)
    if len(parts) > 1:
        parts[-1], back = _without_back(parts[-1])
        if prelims:
            write_front(writer, sub(text, "front"), prelims)
        group = sub(text, "group")
        titled = {unit.start for unit in writer.edition.report.units}
        for n, part in enumerate(parts, start=1):
            essay = bool(part) and any(start <= part[0].start for start in titled)
            inner = sub(group, "text", type="essay" if essay else None, n=str(n))
            _front_and_body(writer, inner, part)
    else:
        back = _front_and_body(writer, text, [*prelims, *parts[0]], with_back=True)
    if back:
        _back(writer, sub(text, "back"), back)
    writer.finish(last_home(text))
    doubt_repeated_numbers(text)


def _parts(
    writer: TextWriter, main: Sequence[Block]
) -> tuple[Sequence[Block], list[Sequence[Block]]]:
    """Front matter of the whole, and the blocks of each text.

    What stands before the first title is front matter of the whole if any of it looks like that;
    else it is the end of a text whose beginning the copy has not.
    """
    units = writer.edition.report.units
    if not units:
        return [], [main]
    starts = [*(unit.start for unit in units), len(writer.sheet) + 1]
    parts: list[Sequence[Block]] = [
        [block for block in main if start <= block.start < stop] for start, stop in pairwise(starts)
    ]
    before = [block for block in main if block.start < starts[0]]
    if before and not any(is_front_matter(writer, block) for block in before):
        return [], [before, *parts]
    return before, parts


def _without_back(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """The blocks, and those of the back matter at their end."""
    end = len(blocks)
    while end and blocks[end - 1].zone in _BACK_ZONES:
        end -= 1
    return blocks[:end], blocks[end:]


_GLOBALS = {TEI + name for name in ("figure", "pb", "fw", "gap", "note")}


def _front_and_body(
    writer: TextWriter, text: Element, blocks: Sequence[Block], *, with_back: bool = False
) -> Sequence[Block]:
    """Write front and body; the blocks left for the back."""
    split = front_end(writer, blocks)
    rest, back = _without_back(blocks[split:]) if with_back else (blocks[split:], [])
    if split:
        write_front(writer, sub(text, "front"), blocks[:split])
    body = sub(text, "body")
    write_sections(writer, body, rest)
    if not rest:
        until = back[0].start if back else blocks[-1].end - 1 if blocks else -1
        writer.stream.write(until, body)
        _no_body(body)
    elif all(child.tag in _GLOBALS for child in body):
        _as_division(body)
    return back


def _as_division(body: Element) -> None:
    """A body may not hold tables and figures alone; a division may."""
    children = list(body)
    sub(body, "div", type="section").extend(children)


def _no_body(body: Element) -> None:
    """A body may not be empty: say that the copy holds none of it."""
    gap = sub(sub(body, "ab", type="not-in-copy"), "gap", reason="not-in-copy", resp=RESP)
    sub(gap, "desc", "the text of the body is not in this copy")


def _back(writer: TextWriter, back: Element, blocks: Sequence[Block]) -> None:
    """What stands behind the text, a division for each kind of page."""
    for zone, group in groupby(blocks, key=lambda block: block.zone):
        run = list(group)
        writer.stream.write(run[0].start, back)
        division = sub(back, "div", type=_BACK_ZONES[zone])
        k = 0
        while k < len(run):
            k = write_content(writer, division, run, k)
