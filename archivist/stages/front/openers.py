"""The first page of an essay: author notes, title, byline."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from archivist.core.ledger import Certainty, Edit, EditKind, Entry, Fact, Mark
from archivist.core.roles import Zone
from archivist.core.source import HEADS
from archivist.profiles.idioms import Idioms
from archivist.profiles.model import Publisher
from archivist.stages.front.people import is_byline, is_capitals_name, name_facts, plain
from archivist.stages.front.titles import (
    MAX_LINES,
    broken_early,
    capitalised,
    is_title_line,
    title_entries,
)
from archivist.stages.lines.claims import lines_as, text_of
from archivist.stages.lines.view import Line

_EMAIL_LOST = re.compile(r"\[email[ \u00a0]protected\]")
_NOTE_LINES = 16


def opener(
    page: Sequence[Line], publisher: Publisher, *, masthead: bool, words: Container[str] = ()
) -> list[Entry]:
    """Author notes, title and byline of an essay, or nothing where the page is no opener.

    Args:
        page: the lines of the page, from its first on.
        publisher: the verbs of author notes, the heads of summaries.
        masthead: whether a masthead stands above; without it only author notes are proof.
        words: of the document, lower case: evidence on hyphens at line ends.
    """
    rule = f"{publisher.id}:opener"
    entries: list[Entry] = []
    names: list[str] = []
    k = 0
    while (span := _author_note(page, k, publisher)) is not None:
        name, last = span
        names.append(name)
        entries += _note_entries(page[k : last + 1], publisher, words)
        entries.append(Fact("author-note-name", name, page[k].head, page[k].tail, rule))
        k = last + 1
    if not names and not masthead:
        return []
    rest = page[k:]
    end = next((n for n, ln in enumerate(rest) if ln.said in publisher.summary_heads), len(rest))
    rest = rest[:end]
    by = _byline(rest, names, publisher.idioms)
    if by is None:
        return entries if names and not rest else [*entries, *_lone_title(rest, names, rule)]
    title = rest[: by[0]]
    told = all(is_title_line(ln.text) or ln.hint in HEADS for ln in title)
    if not title or len(title) > MAX_LINES or not told:
        return entries
    entries += title_entries(title, rule, split=_split(title))
    certainty = Certainty.HIGH if names else Certainty.MEDIUM
    lines = rest[by[0] : by[1] + 1]
    return [
        *entries,
        *lines_as(lines, Zone.BYLINE, rule),
        *name_facts("author", lines, rule, publisher.idioms, certainty),
    ]


def late_opener(
    page: Sequence[Line], publisher: Publisher, *, words: Container[str] = ()
) -> list[Entry]:
    """The opener of an essay that follows other lines on its page.

    Copies without pages print the notes of the page before it, or its end, below the masthead.
    Only an author note, a title and a byline of the same names, in this order, are proof enough.
    """
    for k in range(1, len(page)):
        if note_begin(page, k, publisher) is None:
            continue
        entries = opener(page[k:], publisher, masthead=False, words=words)
        if any(isinstance(e, Mark) and e.role is Zone.BYLINE for e in entries):
            return entries
    return []


def _split(title: Sequence[Line]) -> int | None:
    return 1 if len(title) == 2 and broken_early(title[0].text, title[1].text) else None


def _lone_title(rest: Sequence[Line], names: Sequence[str], rule: str) -> list[Entry]:
    """The title of an opener whose byline is cut away: short capitalised lines up to the cut."""
    if not names or not 0 < len(rest) <= 4:
        return []
    if not all(is_title_line(line.text) and len(line.text) < 60 for line in rest):
        return []
    return title_entries(rest, rule, certainty=Certainty.MEDIUM)


def _author_note(page: Sequence[Line], k: int, publisher: Publisher) -> tuple[str, int] | None:
    """The name and the last line of an author note that begins at line *k*."""
    begin = note_begin(page, k, publisher)
    if begin is None:
        return None
    name, first = begin
    for last in range(first, min(first + _NOTE_LINES, len(page))):
        here = page[last].text
        if last + 1 == len(page):
            return name, last
        if here.rstrip("\"')").endswith((".", ">")) and _note_ends(page, first, last, publisher):
            return name, last
    return None


def note_begin(page: Sequence[Line], k: int, publisher: Publisher) -> tuple[str, int] | None:
    """The name, in capitals, and the line on which the sentence about it goes on."""
    if k >= len(page):
        return None
    verbs = publisher.opener.verbs
    for count in (1, 2):  # a long name can take two lines
        after = page[k + count].text if k + count < len(page) else ""
        if not f" {after}".startswith(verbs):
            continue
        if is_capitals_name(text := text_of(page[k : k + count])):
            return text, k + count
    if not any(verb in page[k].text for verb in verbs):
        return None
    match = publisher.opener.sentence.match(page[k].text)
    if match is None or not is_capitals_name(match[1].rstrip(",")):
        return None
    return match[1].rstrip(","), k


def _note_ends(page: Sequence[Line], first: int, last: int, publisher: Publisher) -> bool:
    """Whether the author note from line *first* on closes with *last*, which ends a sentence."""
    here, following = page[last].text, page[last + 1]
    said = text_of(page[max(first, last - 1) : last + 1])
    if any(contact in said for contact in publisher.opener.contact) or here == ".":
        return True
    if following.gap >= 2 or following.cut:
        return True
    if _contact_ahead(page, last + 1, publisher):
        return False
    if page[last].tail == page[last].stop and any(line.soft for line in page):
        return True
    if note_begin(page, last + 1, publisher) is not None:
        return True
    title = is_title_line(following.text) and len(following.text) < 70
    return title and (capitalised(following.text) or not page[last].soft)


def _contact_ahead(page: Sequence[Line], k: int, publisher: Publisher) -> bool:
    """Whether the sentence with the address of the same person is still to come."""
    for n in range(k, min(k + 4, len(page))):
        if note_begin(page, n, publisher) is not None:
            return False
        if any(contact in text_of(page[n : n + 2]) for contact in publisher.opener.contact):
            return True
    return False


def _note_entries(
    block: Sequence[Line], publisher: Publisher, words: Container[str]
) -> list[Entry]:
    """An author note, with a gap where the address was lost."""
    rule = f"{publisher.id}:author-note"
    entries = lines_as(block, Zone.AUTHOR_NOTE, rule, words=words)
    phrases = publisher.opener.contact
    for k, line in enumerate(block):
        if match := _EMAIL_LOST.search(line.text):
            start, end = line.head + match.start(), line.head + match.end()
            entries.append(_address_gap(start, end, rule))
        elif line.text.startswith(".") and k and block[k - 1].text.endswith(phrases):
            entries.append(_address_gap(line.head, line.head, rule))
        else:
            for phrase in phrases:
                pattern = phrase.replace(" ", " +") + r"(?: +(?=\.)|(?=\.$))"
                if match := re.search(pattern, line.text):
                    point = line.head + match.end()
                    entries.append(_address_gap(point, point, rule))
    return entries


def _address_gap(start: int, end: int, rule: str) -> Edit:
    why = "e-mail address, a link in the original"
    return Edit(start, end, EditKind.GAP, "lost-in-scrape", rule, why)


def _byline(rest: Sequence[Line], names: Sequence[str], idioms: Idioms) -> tuple[int, int] | None:
    """First and last line of the byline: words of the author notes, else words like names."""
    words = {w for name in names for w in plain(name).split()}
    for k, line in enumerate(rest[: MAX_LINES + 1]):
        if k == 0:
            continue
        for last in range(min(k + 3, len(rest) - 1), k - 1, -1):
            text = text_of(rest[k : last + 1])
            parts = set(plain(re.sub(r"\band\b|&", " ", text)).split())
            if words and parts and parts <= words and len(parts) >= 2 and not line.text.isupper():
                return k, last
            if not words and last == len(rest) - 1 and is_byline(text, idioms):
                return k, last
    return None
