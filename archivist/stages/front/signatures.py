"""Names under a foreword or a letter, with post, house, place and date below them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from archivist.core.ledger import Entry
from archivist.core.roles import Zone
from archivist.profiles.idioms import Idioms
from archivist.profiles.model import Publisher
from archivist.stages.front.dates import printed_date
from archivist.stages.front.leading import is_person
from archivist.stages.front.people import plain, says_post
from archivist.stages.front.titles import is_title_line
from archivist.stages.lines.claims import lines_as
from archivist.stages.lines.letters import takes_leave
from archivist.stages.lines.sentences import closes_sentence
from archivist.stages.lines.view import Line

_MOST = 4
"""Lines below a name at most."""
_LONGEST = 75
_SENTENCE_ENDS = tuple(".?!\"')1234567890")


def signatures(
    pages: Sequence[Sequence[Line]],
    names: Collection[str],
    publisher: Publisher,
    small: Collection[str],
) -> list[Entry]:
    """Claims on the names under forewords and on the lines that belong to them.

    Args:
        pages: the free lines of each page of a foreword, or behind the close of a letter.
        names: of the authors, folded by :func:`archivist.stages.front.people.plain`.
        publisher: whose rule claims them.
        small: words that the text has in small letters: what names are hardly made of.
    """
    rule = f"{publisher.id}:signature"
    found: list[Entry] = []
    for page in pages:
        k = 1
        while k < len(page):
            end = _signed_end(page, k, names, publisher, small)
            for line in page[k:end]:
                found += lines_as([line], Zone.SIGNATURE, rule)
            k = max(end, k + 1)
    return found


def letters(lines: Sequence[Line], idioms: Idioms) -> Iterator[Sequence[Line]]:
    """The lines from each close of a letter on (``Sincerely,``), few as they are."""
    for k, line in enumerate(lines):
        if takes_leave(line.text, idioms):
            yield lines[k : k + 2 + _MOST]


def _signed_end(
    page: Sequence[Line],
    k: int,
    names: Collection[str],
    publisher: Publisher,
    small: Collection[str],
) -> int:
    """Past the last line of the signature that begins with line *k*; *k* where none does."""
    known = plain(page[k].text) in names
    above = page[k - 1].text
    left = takes_leave(above, publisher.idioms)
    if not left and not (closes_sentence(above) or (known and above.endswith(_SENTENCE_ENDS))):
        return k
    if not known and not is_person(page[k].text, small, publisher.idioms):
        return k
    end = k + 1
    while end < min(len(page), k + 1 + _MOST) and _is_below(
        page, end, publisher.idioms, first=end == k + 1
    ):
        end += 1
    if known and end == k + 1 and k + 2 == len(page) and not page[-1].text.endswith("."):
        return k + 2  # the post, however worded, where the page ends
    told = any(says_post(line.text, publisher.idioms) for line in page[k + 1 : end])
    return end if known or left or told else k


def _is_below(page: Sequence[Line], k: int, idioms: Idioms, *, first: bool) -> bool:
    """Whether line *k*, below a signed name, says post, house, place or date."""
    text = page[k].text
    if page[k].gap > 1 or page[k].feed or len(text) > _LONGEST:
        return False
    if printed_date(page[k].said):
        return True
    if any(map(str.isdecimal, text)) or not (is_title_line(text) or _is_place(text)):
        return False
    return says_post(text, idioms) or _is_place(text) or (first and is_title_line(text))


def _is_place(text: str) -> bool:
    """Whether a line reads ``Washington, D.C.`` or ``Seattle, Washington``."""
    parts = text.split(", ")
    short = all(len(part.split()) <= _PARTS for part in parts)
    return 1 < len(parts) <= _PARTS and short and all(part[:1].isupper() for part in parts)


_PARTS = 3
