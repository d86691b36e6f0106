"""Stage *front*: openers (author notes, title, byline), summary heads, prelims and back matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archivist.core.ledger import Certainty, Edit, EditKind, Entry, Fact, Mark
from archivist.core.roles import Inline, Zone
from archivist.core.sheet import Sheet
from archivist.core.source import HEADS
from archivist.profiles.model import Publisher
from archivist.stages.lineview import Line, lines_of
from archivist.stages.pages import PAGE_GAP
from archivist.stages.people import is_byline, is_capitals_name, plain, split_names

_EMAIL_LOST = re.compile(r"\[email[ \u00a0]protected\]")
_MAX_TITLE_LINES = 6
_DIVISION = "division"


@dataclass(frozen=True)
class Chunk:
    """The free lines of one page: indices into the list of lines; what opens it."""

    first: int
    last: int
    after_masthead: bool


def front(sheet: Sheet, publisher: Publisher) -> list[Entry]:
    """Claims on everything that is not running text, and the facts it gives."""
    lines = lines_of(sheet)
    entries: list[Entry] = []
    known_names: list[str] = []
    chunks = list(_chunks(sheet, lines, publisher))
    opened = False
    for number, chunk in enumerate(chunks):
        page = lines[chunk.first : chunk.last + 1]
        if special := _special_page(page, publisher, at_start=not opened):
            entries += special
            continue
        if chunk.after_masthead and (found := _opener(page, publisher)):
            entries += found
            opened = True
        elif chunk.after_masthead and not opened and number < 6:
            entries += _title_page(page)
    entries += _heads(lines, publisher, {id(e) for e in entries}, entries)
    del known_names
    return entries


def _chunks(sheet: Sheet, lines: Sequence[Line], publisher: Publisher) -> Iterator[Chunk]:
    pages = {fact.start for fact in sheet.facts_named("page")}
    by_gap = bool(publisher.running_heads.verso)
    zones = sheet.zones
    first, masthead = 0, False
    for i, line in enumerate(lines):
        previous = lines[i - 1].stop if i else 0
        starts = [p for p in pages if previous <= p <= line.start]
        between = zones[previous : line.start]
        if i and (starts or (by_gap and line.gap >= PAGE_GAP)):
            yield Chunk(first, i - 1, masthead)
            first, masthead = i, False
        if i == first:
            masthead = Zone.MASTHEAD in between
        elif Zone.MASTHEAD in between and Zone.MASTHEAD in zones[lines[i - 1].stop : line.start]:
            # a masthead in the middle of a page opens a new unit all the same
            yield Chunk(first, i - 1, masthead)
            first, masthead = i, True
    if lines:
        yield Chunk(first, len(lines) - 1, masthead)


def lines_as(
    lines: Sequence[Line], zone: Zone, rule: str, between: Inline = Inline.WRAP
) -> list[Entry]:
    """Marks that make *lines* one block of *zone*."""
    marks: list[Entry] = []
    for k, line in enumerate(lines):
        marks.append(Mark(line.start, line.stop, zone, rule))
        if line.head > line.start:
            marks.append(Mark(line.start, line.head, Inline.JOIN, rule))
        if line.tail < line.stop:
            last = k == len(lines) - 1
            marks.append(Mark(line.tail, line.stop, Inline.END if last else between, rule))
    return marks


def each_as(lines: Sequence[Line], zone: Zone, rule: str) -> list[Entry]:
    """Marks that make each of *lines* a block of its own."""
    return [mark for line in lines for mark in lines_as([line], zone, rule)]


def _special_page(page: Sequence[Line], publisher: Publisher, *, at_start: bool) -> list[Entry]:
    """Imprint, boards, contents and back cover: whole pages known by their words."""
    ident = publisher.id
    if any(ln.text in publisher.contents.head for ln in page[:5]):
        return _contents(page, publisher)
    if any(ln.text.startswith(publisher.imprint) for ln in page) and publisher.imprint:
        entries = _paragraphs(page, Zone.IMPRINT, f"{ident}:imprint")
        return [*entries, *_imprint_facts(page, publisher)]
    if publisher.boards and any(ln.text.startswith(publisher.boards) for ln in page[:3]):
        return each_as(page, Zone.BOARDS, f"{ident}:boards")
    if publisher.back_cover and not at_start and page[0].text.startswith(publisher.back_cover):
        return each_as(page, Zone.BACK_COVER, f"{ident}:back-cover")
    return []


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
_COPYRIGHT = re.compile(r"© ?(\d{4}) by .*")


def _imprint_facts(page: Sequence[Line], publisher: Publisher) -> Iterator[Fact]:
    rule = f"{publisher.id}:imprint"
    for k, line in enumerate(page):
        if match := _ORDINAL.fullmatch(line.text):
            yield Fact("ordinal", match[1], line.head, line.tail, rule)
        if match := _COPYRIGHT.fullmatch(line.text):
            yield Fact("copyright-year", match[1], line.head, line.tail, rule)
        if publisher.rights and line.text.startswith(publisher.rights):
            text, end = [], line.tail
            for ln in page[k : k + 6]:
                text.append(ln.text)
                end = ln.tail
                if ln.text.endswith(".") and not ln.soft:
                    break
            yield Fact("rights", " ".join(text), line.head, end, rule)


_FOLIO_FIRST = re.compile(r"(?P<folio>\d{1,3}|[ivxlc]{1,6})(?: (?P<title>.+))?")
_FOLIO_LAST = re.compile(r"(?P<title>.+?)[ .]{1,}(?P<folio>\d{1,3}|[ivxlc]{1,6})")


def _contents(page: Sequence[Line], publisher: Publisher) -> list[Entry]:
    """A contents page: what stands above its head is the report's title, then the entries."""
    rule = f"{publisher.id}:contents"
    at = next(k for k, ln in enumerate(page) if ln.text in publisher.contents.head)
    entries = _title_page(page[:at]) if at else []
    head = page[at]
    entries += lines_as([head], Zone.HEADING, rule)
    entries.append(Fact(_DIVISION, "contents", head.head, head.tail, rule))
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
    text = " | ".join(ln.text for ln in block)
    fact = Fact("contents-entry", text, block[0].head, block[-1].tail, rule)
    return [*lines_as(block, Zone.CONTENTS, rule, Inline.LINE), fact]


def _title_page(page: Sequence[Line]) -> list[Entry]:
    """Cover, title page, or what stands above the contents: title, subtitle, editors."""
    if not page or len(page) > 12 or any(len(ln.text) > 110 for ln in page):
        return []
    rule = "front:title-page"
    by = next(
        (
            k
            for k, ln in enumerate(page)
            if re.match(r"(?:edited )?by\b", ln.text, re.IGNORECASE) and k
        ),
        None,
    )
    title = list(page[: by if by is not None else len(page)])
    extra = [ln for ln in title if ln.text.startswith("This report was produced")]
    if extra:
        title = title[: title.index(extra[0])]
    entries = title_entries(title, rule, report=True) if 0 < len(title) <= _MAX_TITLE_LINES else []
    if not entries:
        return []
    if by is not None:
        rest = page[by:]
        entries += lines_as(rest, Zone.BYLINE, rule)
        text = " ".join(ln.text for ln in rest)
        role = "editor" if text.casefold().startswith("edited") else "report-author"
        entries += [
            Fact(role, name, rest[0].head, rest[-1].tail, rule) for name in split_names(text)
        ]
    return entries


def title_entries(lines: Sequence[Line], rule: str, *, report: bool = False) -> list[Entry]:
    """Title and subtitle: the first colon parts them, else a line broken before it was full."""
    names = ("report-title", "report-subtitle") if report else ("title", "subtitle")
    if cut := _smaller_from(lines):
        return [
            *_titled(lines[:cut], Zone.TITLE, names[0], rule),
            *_titled(lines[cut:], Zone.SUBTITLE, names[1], rule),
        ]
    for k, line in enumerate(lines):
        at = line.text.find(": ")
        if line.text.endswith(":") and k < len(lines) - 1:
            return [
                *_titled(lines[: k + 1], Zone.TITLE, names[0], rule),
                *_titled(lines[k + 1 :], Zone.SUBTITLE, names[1], rule),
            ]
        if at > 0:
            return _split_inside(lines, k, at, names, rule)
    if len(lines) == 2 and _broken_early(lines[0].text, lines[1].text):
        return [
            *_titled(lines[:1], Zone.TITLE, names[0], rule),
            *_titled(lines[1:], Zone.SUBTITLE, names[1], rule),
        ]
    return _titled(lines, Zone.TITLE, names[0], rule)


def _smaller_from(lines: Sequence[Line]) -> int:
    """The first line set smaller than the title above it, where type shows it; 0 for none."""
    ranks = [HEADS.get(line.hint, 0) if line.hint else 0 for line in lines]
    return next((k for k in range(1, len(ranks)) if ranks[k] > ranks[k - 1] > 0), 0)


_OPEN_WORDS = {
    "a",
    "an",
    "and",
    "for",
    "from",
    "in",
    "of",
    "on",
    "or",
    "the",
    "to",
    "with",
    "at",
    "as",
    "by",
}


def _broken_early(first: str, second: str) -> bool:
    """Whether the second line's first word would have fitted on the first line."""
    if first.rsplit(maxsplit=1)[-1].casefold() in _OPEN_WORDS or first.endswith(
        (",", "-", "–", "—")
    ):
        return False
    if second.split(maxsplit=1)[0].casefold() in _OPEN_WORDS - {"a", "an", "the", "from"}:
        return False
    return len(first) + 1 + len(second.split(maxsplit=1)[0]) <= max(len(first), len(second))


def _titled(lines: Sequence[Line], zone: Zone, name: str, rule: str) -> list[Entry]:
    fact = Fact(name, "", lines[0].head, lines[-1].tail, rule)
    return [*lines_as(lines, zone, rule), fact]


def _split_inside(
    lines: Sequence[Line], k: int, at: int, names: tuple[str, str], rule: str
) -> list[Entry]:
    """A colon inside a line: the blank behind it closes the title."""
    line = lines[k]
    cut = line.head + at + 1
    entries: list[Entry] = [
        Mark(lines[0].start, cut + 1, Zone.TITLE, rule),
        Mark(cut, cut + 1, Inline.END, rule),
        Mark(cut + 1, lines[-1].stop, Zone.SUBTITLE, rule),
        Fact(names[0], "", lines[0].head, cut, rule),
        Fact(names[1], "", cut + 1, lines[-1].tail, rule),
    ]
    for n, ln in enumerate(lines):
        if ln.head > ln.start:
            entries.append(Mark(ln.start, ln.head, Inline.JOIN, rule))
        if ln.tail < ln.stop:
            role = Inline.END if n == len(lines) - 1 else Inline.WRAP
            entries.append(Mark(ln.tail, ln.stop, role, rule))
    return entries


def _opener(page: Sequence[Line], publisher: Publisher) -> list[Entry]:
    """Author notes, title and byline of an essay, or nothing where the page is no opener."""
    rule = f"{publisher.id}:opener"
    entries: list[Entry] = []
    names: list[str] = []
    k = 0
    while (span := _author_note(page, k, publisher)) is not None:
        name, last = span
        names.append(name)
        entries += _note_entries(page[k : last + 1], publisher)
        entries.append(Fact("author-note-name", name, page[k].head, page[k].tail, rule))
        k = last + 1
    rest = page[k:]
    end = next((n for n, ln in enumerate(rest) if ln.text in publisher.summary_heads), len(rest))
    rest = rest[:end]
    by = _byline(rest, names)
    if by is None and not names:
        return []
    title = rest[: by[0]] if by else rest[:_MAX_TITLE_LINES]
    if not title or len(title) > _MAX_TITLE_LINES:
        return entries
    entries += title_entries(title, rule)
    if by:
        lines = rest[by[0] : by[1] + 1]
        entries += lines_as(lines, Zone.BYLINE, rule)
        text = " ".join(ln.text for ln in lines)
        certainty = Certainty.HIGH if names else Certainty.MEDIUM
        entries += [
            Fact("author", name, lines[0].head, lines[-1].tail, rule, certainty)
            for name in split_names(text)
        ]
    return entries


def _author_note(page: Sequence[Line], k: int, publisher: Publisher) -> tuple[str, int] | None:
    """The name and the last line of an author note that begins at line *k*."""
    if k >= len(page):
        return None
    verbs = publisher.opener.author_verbs
    text = page[k].text
    after = page[k + 1].text if k + 1 < len(page) else ""
    if is_capitals_name(text) and after.startswith(tuple(f"{v} " for v in verbs)):
        name, first = text, k + 1
    else:
        match = re.match(rf"(.{{4,60}}?),? (?:{'|'.join(verbs)}) ", text)
        if match is None or not is_capitals_name(match[1].rstrip(",")):
            return None
        name, first = match[1], k
    for last in range(first, min(first + 14, len(page))):
        here = page[last].text
        following = page[last + 1] if last + 1 < len(page) else None
        if not here.endswith((".", ">")):
            continue
        contact = any(c in f"{page[last - 1].text} {here}" for c in publisher.opener.contact)
        short = len(here) < 60 or not page[last].soft
        if following is None or is_capitals_name(following.text.split(" is ")[0]):
            return name, last
        if (contact or here == ".") or (short and len(following.text) < 75):
            return name, last
    return None


def _note_entries(block: Sequence[Line], publisher: Publisher) -> list[Entry]:
    """An author note, with a gap where the address was lost."""
    rule = f"{publisher.id}:author-note"
    entries = lines_as(block, Zone.AUTHOR_NOTE, rule)
    phrases = publisher.opener.contact
    for k, line in enumerate(block):
        if match := _EMAIL_LOST.search(line.text):
            start, end = line.head + match.start(), line.head + match.end()
            entries.append(_address_gap(start, end, rule))
        elif line.text.startswith(".") and k and block[k - 1].text.endswith(phrases):
            entries.append(_address_gap(line.head, line.head, rule))
        else:
            for phrase in phrases:
                at = line.text.find(f"{phrase} .")
                if at < 0 and line.text.endswith(f"{phrase}."):
                    at = line.text.find(f"{phrase}.") - 1
                if at >= 0:
                    point = line.head + at + len(phrase) + 1
                    entries.append(_address_gap(point, point, rule))
    return entries


def _address_gap(start: int, end: int, rule: str) -> Edit:
    why = "e-mail address, a link in the original"
    return Edit(start, end, EditKind.GAP, "lost-in-scrape", rule, why)


def _byline(rest: Sequence[Line], names: Sequence[str]) -> tuple[int, int] | None:
    """First and last line of the byline: words of the author notes, else words like names."""
    words = {w for name in names for w in plain(name).split()}
    for k, line in enumerate(rest[: _MAX_TITLE_LINES + 1]):
        if k == 0 and len(rest) > 1 and not words:
            continue
        for last in range(min(k + 2, len(rest) - 1), k - 1, -1):
            text = " ".join(ln.text for ln in rest[k : last + 1])
            parts = set(plain(re.sub(r"\band\b|&", " ", text)).split())
            if words and parts and parts <= words and len(parts) >= 2 and not line.text.isupper():
                return k, last
            if not words and last == k and is_byline(text) and k == len(rest) - 1:
                return k, last
    return None


def _heads(
    lines: Sequence[Line], publisher: Publisher, _: set[int], entries: Sequence[Entry]
) -> list[Entry]:
    """Heads known to the profile: of summaries, prelims and back matter."""
    claimed = {e.start for e in entries if isinstance(e, Mark)}
    found: list[Entry] = []
    tables = (publisher.summary_heads, publisher.front_heads, publisher.back_heads)
    for line in lines:
        if line.start in claimed or len(line.text) > 60:
            continue
        for table in tables:
            if line.text in table:
                rule = f"{publisher.id}:known-head"
                found += lines_as([line], Zone.HEADING, rule)
                found.append(Fact(_DIVISION, table[line.text], line.head, line.tail, rule))
    return found
