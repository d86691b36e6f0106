"""Prelims and back matter: imprint, boards, contents, back cover."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from archivist.core.calendar import YEAR
from archivist.core.ledger import Certainty, Entry, Fact
from archivist.core.roles import Inline, Zone
from archivist.profiles.model import Publisher
from archivist.stages.front.titles import MAX_LINES, is_title_line, split_at, title_entries
from archivist.stages.lines.claims import each_as, lines_as
from archivist.stages.lines.heads import could_be_sentence_head
from archivist.stages.lines.sentences import runs_over
from archivist.stages.lines.view import Line

DIVISION = "division"
_IMPRINT_LINES = 60
MOST_OF_IMPRINT = 24
"""Lines at most between a title page and the first known head that are taken for an imprint."""


def special_page(page: Sequence[Line], publisher: Publisher, *, at_start: bool) -> list[Entry]:
    """Imprint, boards, contents and back cover: whole pages known by their words."""
    ident = publisher.id
    said = [line.said for line in page]
    if any(text in publisher.contents.head for text in said[:5]):
        return _contents(page, publisher)
    if publisher.boards and any(text.startswith(publisher.boards) for text in said[:3]):
        return each_as(page, Zone.BOARDS, f"{ident}:boards")
    if publisher.back_cover and not at_start and said[0].startswith(publisher.back_cover):
        return each_as(page, Zone.BACK_COVER, f"{ident}:back-cover")
    if is_imprint(page, publisher, at_start=at_start):
        page = page[: _text_begins(page)]
        entries = _paragraphs(page, Zone.IMPRINT, f"{ident}:imprint")
        return [*entries, *_imprint_facts(page, publisher)]
    return []


def back_cover(lines: Sequence[Line], publisher: Publisher) -> list[Entry]:
    """The address block that ends a copy which shows no pages: a known line and a few below it."""
    for k in range(max(len(lines) - _ADDRESS_LINES, 1), len(lines)):
        if lines[k].said in publisher.back_cover:
            return each_as(lines[k:], Zone.BACK_COVER, f"{publisher.id}:back-cover")
    return []


_ADDRESS_LINES = 8


def _text_begins(page: Sequence[Line]) -> int:
    """The line on which a text begins below an imprint, in copies that show no pages.

    It begins with a head: short words without a stop, behind the last word on rights, a long line
    below them. An address is followed by short lines. Citations in the text have an ISBN too.
    """
    rights = [k for k, line in enumerate(page) if _RESERVED.search(line.text)]
    last = next((a for a, b in pairwise(rights) if b - a > _NEAR), rights[-1] if rights else None)
    for k in range(len(page) if last is None else last + 1, len(page) - 1):
        text, below = page[k].text, page[k + 1].text
        if could_be_sentence_head(text) and len(below) > max(_FULL_LINE, 2 * len(text)):
            return k
    return len(page)


_COPYRIGHT = re.compile(
    r"(?:Copyright )?(?:©|\(c\)|Copyright) ?"
    rf"(?:(?P<year>{YEAR}),? ?(?:by )?(?P<holder>[^\W\d_].*?)?"
    rf"|(?P<holder2>[^\W\d_].*?),? (?P<year2>{YEAR}))"
    r"(?:\.? All(?: rights(?: reserved)?)?)?\.?"
)
_NOBODY = re.compile(r"(?i)(?:the )?(?:author|editor|publisher)(?:s|\(s\))?\.?")
"""Holders of rights who are not named by this."""
_RESERVED = re.compile(r"(?i)\ball rights reserved\b|\bISBN\b|\bISSN\b|©")
_NEAR = 8
"""Lines at most from one word on rights to the next in an imprint."""


def unknown_page(page: Sequence[Line], publisher: Publisher) -> list[Entry]:
    """A page before the title page whose kind is not known: a list of names, else an imprint."""
    if _runs_on(page):
        return []
    if all(len(line.text) < _FULL_LINE for line in page):
        return each_as(page, Zone.BOARDS, f"{publisher.id}:before-title")
    return _paragraphs(page, Zone.IMPRINT, f"{publisher.id}:before-title")


def _runs_on(page: Sequence[Line]) -> bool:
    """Whether a page is one of running text: sentences run over more line ends than in imprints."""
    flows = (runs_over(above.text, below.text) for above, below in pairwise(page) if not below.gap)
    return sum(flows) > _FLOWING


_FLOWING = 18
"""Line ends inside a sentence in an imprint, at most."""
_FULL_LINE = 60
"""Characters from which on a line is no entry of a list of names."""


def is_imprint(page: Sequence[Line], publisher: Publisher, *, at_start: bool) -> bool:
    """Whether a page is the imprint: by the publisher's sentences, else by a copyright line."""
    if publisher.imprint and any(ln.said.startswith(publisher.imprint) for ln in page):
        return True
    if publisher.masthead.org or not at_start or len(page) > _IMPRINT_LINES:
        return False
    return any(_COPYRIGHT.fullmatch(ln.text) or _RESERVED.search(ln.text) for ln in page)


def _paragraphs(page: Sequence[Line], zone: Zone, rule: str) -> list[Entry]:
    """Blocks that end where a line is short and closes a sentence."""
    entries: list[Entry] = []
    block: list[Line] = []
    width = max(len(ln.text) for ln in page)
    for k, line in enumerate(page):
        block.append(line)
        after = page[k + 1] if k + 1 < len(page) else None
        closes = after is None or (
            line.text.endswith((".", "E-mail", "Phone", ".org"))
            and (not line.soft or len(line.text) < 0.8 * width)
        )
        address = len(line.text) < 0.5 * width and not line.soft
        if closes or address or (after is not None and after.gap):
            entries += lines_as(block, zone, rule)
            block = []
    return entries


_ORDINAL = re.compile(r"This is the ([a-z-]+) .*\.")


def _imprint_facts(page: Sequence[Line], publisher: Publisher) -> Iterator[Fact]:
    rule = f"{publisher.id}:imprint"
    for k, line in enumerate(page):
        if match := _ORDINAL.fullmatch(line.said):
            yield Fact("ordinal", match[1], line.head, line.tail, rule)
        if match := _COPYRIGHT.fullmatch(line.text):
            year, holder = match["year"] or match["year2"], match["holder"] or match["holder2"]
            yield Fact("copyright-year", year, line.head, line.tail, rule)
            if holder and not _NOBODY.fullmatch(holder):
                start = line.head + line.text.index(holder)
                name = holder.rstrip(". ").removeprefix("the ")
                start += len(holder.rstrip(". ")) - len(name)
                sure = Certainty.MEDIUM
                yield Fact("copyright-holder", name, start, start + len(name), rule, sure)
        if publisher.rights and line.said.startswith(publisher.rights):
            text, end = [], line.tail
            for ln in page[k : k + 6]:
                text.append(ln.said)
                end = ln.tail
                if ln.text.endswith(".") and not ln.soft:
                    break
            yield Fact("rights", " ".join(text), line.head, end, rule)


_FOLIO_FIRST = re.compile(r"(?P<folio>\d{1,3}|[ivxlc]{1,6})(?: (?P<title>.+))?")
_FOLIO_LAST = re.compile(r"(?P<title>.+?)[ .]{1,}(?P<folio>\d{1,3}|[ivxlc]{1,6})")


def _contents(page: Sequence[Line], publisher: Publisher) -> list[Entry]:
    """A contents page: what stands above its head is the report's title, then the entries."""
    rule = f"{publisher.id}:contents"
    at = next(k for k, ln in enumerate(page) if ln.said in publisher.contents.head)
    above = page[:at]
    entries: list[Entry] = []
    if 0 < at <= MAX_LINES and all(is_title_line(ln.text) for ln in above):
        split = split_at(above, (), soft=any(ln.soft for ln in page))
        entries += title_entries(above, "front:title-page", report=True, split=split)
    head = page[at]
    entries += lines_as([head], Zone.HEADING, rule)
    entries.append(Fact(DIVISION, "contents", head.head, head.tail, rule))
    rest = page[at + 1 :]
    first_folio = sum(1 for ln in rest if _FOLIO_FIRST.fullmatch(ln.text))
    folio_first = first_folio >= sum(1 for ln in rest if _FOLIO_LAST.fullmatch(ln.text))
    block: list[Line] = []
    for line in rest:
        opens = folio_first and _FOLIO_FIRST.fullmatch(line.text)
        if opens and block:
            entries += _contents_entry(block, rule)
            block = []
        block.append(line)
        if not folio_first and _FOLIO_LAST.fullmatch(line.text):
            entries += _contents_entry(block, rule)
            block = []
    if block:
        entries += _contents_entry(block, rule)
    return entries


def _contents_entry(block: Sequence[Line], rule: str) -> list[Entry]:
    """One entry; its fact has the lines parted by bars: folio, title, authors."""
    text = " | ".join(ln.text for ln in block)
    fact = Fact("contents-entry", text, block[0].head, block[-1].tail, rule)
    return [*lines_as(block, Zone.CONTENTS, rule, Inline.LINE), fact]
