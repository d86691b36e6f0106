"""Notes on the authors that stand as paragraphs in the text: below a title, or at an essay's end.

A paragraph is such a note if it opens with the name of an author told elsewhere, a verb, a post.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Sequence

from archivist.core.ledger import Entry
from archivist.core.roles import Zone
from archivist.profiles.idioms import Idioms
from archivist.profiles.model import Publisher
from archivist.stages.front.people import NOTE_SIGNS, is_byline, plain
from archivist.stages.lines.claims import lines_as
from archivist.stages.lines.sentences import closes_sentence
from archivist.stages.lines.view import Line

RULE = "front:author-note"
LONGEST = 10
"""Lines of a note at most."""

_REACH = 120
"""Characters behind the verb in which the post is named."""
_ON = re.compile(
    r"(?:He|She|They|Dr\.|Prof\.|Professor|Ms\.|Mr\.|Mrs\.|His|Her|Their|The authors?) "
)
_ADDRESS = re.compile(r"<[^\s<>]+@[^\s<>]+>")
"""Where a note gives its person's address, nobody else need have named the person."""
_CONTACT = re.compile(r"(?i)\b(?:reached|contacted) at\b|\S@\S")


def author_notes(
    lines: Sequence[Line],
    names: Collection[str],
    publisher: Publisher,
    *,
    words: Container[str] = (),
    signs: Collection[str] = (),
) -> list[Entry]:
    """Claims on notes on the authors *names* (folded by :func:`plain`) among *lines*.

    Args:
        lines: free lines that no title page or opener took.
        names: of the authors.
        publisher: its verbs of author notes.
        words: of the document: evidence on hyphens at line ends.
        signs: signs of notes that stand behind the names in the bylines.
    """
    entries: list[Entry] = []
    k = 0
    while k < len(lines):
        if not (_opens(lines, k, names, publisher) or _is_signed(lines, k, signs, publisher)):
            k += 1
            continue
        end = _end(lines, k, names, publisher)
        if end:
            entries += lines_as(lines[k:end], Zone.AUTHOR_NOTE, RULE, words=words)
        k = max(end, k + 1)
    return entries


def _opens(lines: Sequence[Line], k: int, names: Collection[str], publisher: Publisher) -> bool:
    """Whether a paragraph begins with line *k* that says who an author is."""
    line = lines[k]
    if k and not (line.gap or line.feed or line.cut or closes_sentence(lines[k - 1].text)):
        return False
    return _says_who(line.text, lines[k + 1].text if k + 1 < len(lines) else "", names, publisher)


def _is_signed(lines: Sequence[Line], k: int, signs: Collection[str], publisher: Publisher) -> bool:
    """Whether line *k* opens with the sign of a name in a byline, and says a post or address."""
    text = lines[k].text
    if text[0] not in signs or not (body := text.lstrip(f"{NOTE_SIGNS} "))[:1].isupper():
        return False
    below = lines[k + 1].text if k + 1 < len(lines) and not lines[k + 1].gap else ""
    said = f"{body} {below}"
    return bool(publisher.idioms.posts.search(said[:_REACH]) or _CONTACT.search(said))


def _says_who(text: str, below: str, names: Collection[str], publisher: Publisher) -> bool:
    match = publisher.opener.sentence.match(f"{text} ")
    if match is None:
        return False
    name, said = match[1].rstrip(", ").lstrip(f"{NOTE_SIGNS} "), f"{text} {below}"
    if plain(name) not in names and not (
        _is_name(name, publisher.idioms) and _ADDRESS.search(said)
    ):
        return False
    return publisher.idioms.posts.search(said, match.end(), match.end() + _REACH) is not None


def _is_name(text: str, idioms: Idioms) -> bool:
    """Whether words before the verb are a name; small capitals reach the text as small letters."""
    return is_byline(text, idioms) or (text == text.lower() and is_byline(text.title(), idioms))


def _end(lines: Sequence[Line], k: int, names: Collection[str], publisher: Publisher) -> int:
    """Past the last line of the note that begins with line *k*; 0 where no end shows."""
    for n in range(k, min(k + LONGEST, len(lines))):
        if n > k and lines[n].fenced:
            return 0
        if not closes_sentence(lines[n].text) and not lines[n].text.endswith(">"):
            if n > k and lines[n].feed:
                return 0
            continue
        after = lines[n + 1] if n + 1 < len(lines) else None
        if after is None or after.gap or after.feed or after.cut or after.fenced:
            return n + 1
        told = _CONTACT.search(" ".join(line.text for line in lines[max(k, n - 1) : n + 1]))
        below = lines[n + 2].text if n + 2 < len(lines) else ""
        if _ON.match(after.text) or _CONTACT.search(after.text):
            continue
        if told or _says_who(after.text, below, names, publisher) or after.text[0] in NOTE_SIGNS:
            return n + 1
        around = _NEAR if lines[k].text[0] in NOTE_SIGNS else 0  # such notes are short
        near = lines[max(0, k - around) : n + 1 + around]
        if len(lines[n].text) < _SHORT * max(len(line.text) for line in near):
            return n + 1
    return 0


_SHORT = 0.85
"""Part of the longest line in or near a note below which its last line was left short."""
_NEAR = 5
"""Lines before and behind a note with a sign among which the longest is looked for."""
