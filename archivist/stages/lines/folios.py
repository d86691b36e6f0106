"""Folios: lines that hold nothing but a page number."""

from __future__ import annotations

import re

from archivist.core.numerals import from_roman, to_roman

_FRAMES = (("[", "]"), ("(", ")"), ("–", "–"), ("-", "-"), ("—", "—"), ("·", "·"), ("", "·"))
"""What printers put around a page number; the last was seen on mirrors."""
_FOLIO = re.compile(
    r"(?:(?P<left>[\[(–\-—·])\s*)?(?:(?P<arabic>\d{1,3})|(?P<roman>[ivxlc]{1,6}))(?:\s*(?P<right>[\])–\-—·]))?"
)
_WORDED = re.compile(
    r"(?:Page|PAGE|P ?a ?g ?e|P ?A ?G ?E|Seite|Página|Pagina|Стр\.)(?: ?\| ?| )(?P<n>\d{1,3})"
    r"(?: ?(?:of|/|de|di|von|из) ?\d{1,3})?"
    r"|(?i:page|p\.) ?(?P<counted>\d{1,3}) ?(?:of|/) ?\d{1,3}"
    r"|(?P<first>\d{1,3}) \| (?i:p ?a ?g ?e)"
)
"""A page number with the word for a page, and perhaps how many there are. Not ``p. 7``, with which
a line of a note can end."""
_PAGE_ENDS = ("age", "AGE", "g e")
_SHORTEST_WORDED = 3
_AROUND = frozenset((left or None, right or None) for left, right in (*_FRAMES, ("", "")))
_ENDS = frozenset("0123456789ivxlc])–-—·")
_LARGEST = 100
"""Value of the largest roman figure of a page number: prelims are shorter than a ``d`` of pages."""


def bare_folio(text: str) -> str:
    """A page number without what is printed around it.

    >>> bare_folio("[ 105 ]"), bare_folio("- 7 -"), bare_folio("72·"), bare_folio("-7")
    ('105', '7', '72', '-7')
    >>> bare_folio("Page 7"), bare_folio("7 | P a g e"), bare_folio("p. 7 of 20")
    ('7', '7', '7')
    """
    if worded := _worded(text):
        return worded
    for left, right in _FRAMES:
        if len(text) > 1 and text.startswith(left) and text.endswith(right):
            return text[len(left) : len(text) - len(right)].strip()
    return text


def _worded(text: str) -> str:
    """The number of a line that holds it and the word for a page, else nothing."""
    last = text[-1:]
    if len(text) < _SHORTEST_WORDED or not (last.isdecimal() or text.endswith(_PAGE_ENDS)):
        return ""
    match = _WORDED.fullmatch(text)
    return (match["n"] or match["counted"] or match["first"]) if match else ""


def is_framed(text: str) -> bool:
    """Whether signs stand on both sides of a page number.

    >>> is_framed("– 7 –"), is_framed("[7]"), is_framed("7")
    (True, True, False)
    """
    return bare_folio(text) != text


def folio_value(text: str) -> tuple[bool, int] | None:
    """The number of a line that holds nothing but a page number: (is roman, number).

    >>> folio_value("xiv"), folio_value("[ 105 ]"), folio_value("– 7 –"), folio_value("ill")
    ((True, 14), (False, 105), (False, 7), None)
    >>> folio_value("Page 7"), folio_value("p. 7")
    ((False, 7), None)
    """
    last = text[-1:]
    if last not in _ENDS and not last.isdecimal():  # nearly every line of prose
        worded = _worded(text) if last in "eE" else ""
        return (False, int(worded)) if worded else None
    match = _FOLIO.fullmatch(text)
    if match is None:
        worded = _worded(text)
        return (False, int(worded)) if worded else None
    if (match["left"], match["right"]) not in _AROUND:
        return None
    if match["arabic"]:
        return (False, int(match["arabic"]))
    number = from_roman(match["roman"], largest=_LARGEST)
    return (True, number) if number else None


def roman_folio(number: int) -> str:
    """A page number in roman figures, as it is printed.

    >>> roman_folio(14)
    'xiv'
    """
    return to_roman(number, largest=_LARGEST)
