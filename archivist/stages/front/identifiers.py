"""DOI, ISBN and ISSN of the report: where it speaks of itself, and only if they prove themselves.

An ISBN (ISO 2108) and an ISSN (ISO 3297) have a check digit and stand behind their label. A DOI
(ISO 26324) has the directory indicator ``10``, a registrant code of digits, which stops can divide,
and behind a slash any characters that can be printed; it stands behind its label or in the address
of the resolver. Notes and bibliographies name the works of others: only imprint, cover, mastheads
and running heads are read, and lines of nothing but identifiers between title and text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from archivist.core import Block, Certainty, Fact, Outline, Zone
from archivist.core.reading import text_of

_DASHES = "\u2010\u2011\u2012\u2013\u2212-"
_OPENS, _CLOSES = rf"(?<![\w{_DASHES}])", rf"(?![\w{_DASHES}])"
_PART = f"[ {_DASHES}]?"
_ISBN = re.compile(rf"{_OPENS}(?:97[89]{_PART})?\d(?:{_PART}\d){{8}}{_PART}[\dXx]{_CLOSES}")
_ISSN = re.compile(rf"{_OPENS}\d{{4}}[{_DASHES}]\d{{3}}[\dXx]{_CLOSES}")
_ISBN_LABEL = re.compile(r"(?i)(?<![^\W_])e?-?ISBN(?:[- ]?1[03])?(?![^\W\d_])")
_ISSN_LABEL = re.compile(r"(?i)(?<![^\W_])[elp]?-?ISSN(?:-L)?(?![^\W\d_])")
_DOI = re.compile(
    r"(?i)(?<![^\W_])doi(?P<resolver>\.org/)?(?(resolver)|\s?:?\s{0,2})"
    r"(?P<name>10(?:\.\d+)+/[^\s\"<>\u201c\u201d\u00ab\u00bb]+)"
)
_REACH = 40
"""Characters at most between a label and its number, or one number and the next: ``(print)``."""

_OWN = frozenset({Zone.IMPRINT, Zone.COVER, Zone.BACK_COVER})
_PAGE = frozenset({Zone.MASTHEAD, Zone.RUNNING_HEAD})
_PROSE = 200
"""Characters from which on a paragraph is text, above which the report can speak of itself."""

_BESIDE = re.compile(r"(?i)https?://(?:dx\.)?|\([^()]{1,30}\)|[a-z-]{1,9}|[\s:;,|/.]+")
"""What may stand beside identifiers on a line of nothing else: ``(print)``, ``online``."""

MOST = 6
"""Numbers of one kind that a report has at most, one for each form; more are a list of titles."""


def identifiers(outline: Outline) -> list[Fact]:
    """Facts ``doi``, ``isbn`` and ``issn`` of the report, each value once, in order of the text.

    An ISBN or ISSN has its hyphens as printed, or none. What mastheads and running heads say can be
    of one essay alone, and is less certain.
    """
    facts: dict[tuple[str, str], Fact] = {}
    for block, certainty in _speaking(outline):
        for name, value, start, end in _found(block.text):
            span = _source_span(block, start, end)
            key = name, value.casefold() if name == "doi" else value.replace("-", "")
            before = facts.get(key)
            if before is None or certainty is Certainty.HIGH is not before.certainty:
                facts[key] = Fact(name, value, *span, f"front:{name}", certainty)
    counts = [name for name, _ in facts]
    return [fact for (name, _), fact in facts.items() if counts.count(name) <= MOST]


def _speaking(outline: Outline) -> Iterator[tuple[Block, Certainty]]:
    """The blocks in which a report speaks of itself.

    A slice can begin in a citation: lines above the text count only below a title.
    """
    above = False
    for block in outline.blocks:
        if block.zone in _OWN:
            yield block, Certainty.HIGH
        elif block.zone in _PAGE:
            yield block, Certainty.MEDIUM
        elif block.zone is Zone.TITLE:
            above = True
        elif block.zone in (Zone.HEADING, Zone.NOTE) or len(block.text) > _PROSE:
            above = False
        elif above and block.zone is Zone.PARAGRAPH and _is_bare(block.text):
            yield block, Certainty.HIGH


def _is_bare(text: str) -> bool:
    """Whether a line holds identifiers and their labels alone."""
    spans = [(start, end) for _, _, start, end in _found(text)]
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return bool(spans) and not _BESIDE.sub("", text) and len(text.split()) <= 3 * len(spans)


Found = tuple[str, str, int, int]
"""Name of the fact, value, and its span in the text."""


def _found(text: str) -> Iterator[Found]:
    if "10." in text:
        for match in _DOI.finditer(text):
            name = _without_stop(match["name"])
            value = unquote(name) if match["resolver"] else name
            start = match.start("name")
            yield "doi", value, start, start + len(name)
    if "ISBN" in text.upper():
        yield from _labelled("isbn", text, _ISBN_LABEL, _ISBN, is_isbn)
    if "ISSN" in text.upper():
        yield from _labelled("issn", text, _ISSN_LABEL, _ISSN, is_issn)


def _labelled(
    name: str,
    text: str,
    label: re.Pattern[str],
    number: re.Pattern[str],
    proves: Callable[[str], bool],
) -> Iterator[Found]:
    """The numbers that stand near behind a label, or near behind such a number."""
    labels = [match.end() for match in label.finditer(text)]
    before = -1
    for match in number.finditer(text):
        nearest = max((end for end in (*labels, before) if 0 <= end <= match.start()), default=-1)
        if nearest >= 0 and match.start() - nearest <= _REACH and proves(match[0]):
            before = match.end()
            yield name, re.sub(rf"[ {_DASHES}]", "-", match[0]).upper(), match.start(), before


def _without_stop(name: str) -> str:
    """A DOI name without what closes the sentence or the bracket around it."""
    while name[-1] in ".,;:!?'\u2019" or (name[-1] in ")]}" and not _is_balanced(name)):
        name = name[:-1]
    return name


def _is_balanced(name: str) -> bool:
    return all(name.count(pair[0]) >= name.count(pair[1]) for pair in ("()", "[]", "{}"))


def is_isbn(printed: str) -> bool:
    """Whether the check digit of an ISBN of 10 or 13 digits is right.

    >>> is_isbn("978-0-306-40615-7"), is_isbn("0-306-40615-2"), is_isbn("0-306-40615-7")
    (True, True, False)
    """
    digits = _digits(printed)
    if len(digits) == 13:
        return 10 not in digits and sum(d * (1, 3)[k % 2] for k, d in enumerate(digits)) % 10 == 0
    weighed = sum(d * (10 - k) for k, d in enumerate(digits))
    return len(digits) == 10 and 10 not in digits[:-1] and weighed % 11 == 0


def is_issn(printed: str) -> bool:
    """Whether the check digit of an ISSN is right.

    >>> is_issn("0317-8471"), is_issn("2434-561X"), is_issn("0317-8472")
    (True, True, False)
    """
    digits = _digits(printed)
    weighed = sum(d * (8 - k) for k, d in enumerate(digits))
    return len(digits) == 8 and 10 not in digits[:-1] and weighed % 11 == 0


def _digits(printed: str) -> list[int]:
    return ["0123456789X".index(char) for char in printed.upper() if char in "0123456789X"]


def _source_span(block: Block, start: int, end: int) -> tuple[int, int]:
    """The offsets in the source from which a stretch of the block's reading comes."""
    at, first, last = 0, block.start, block.end
    for piece in block.pieces:
        size = len(text_of([piece]))
        plain = size == piece.end - piece.start
        if at <= start < at + size:
            first = piece.start + (start - at if plain else 0)
        if at < end <= at + size:
            last = piece.start + end - at if plain else piece.end
        at += size
    return first, last
