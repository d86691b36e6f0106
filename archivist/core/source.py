"""One scraped copy as text, exactly as read. Never changed; everything else points into it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from html import unescape
from types import MappingProxyType

_TERMINATOR = re.compile("\r\n|[\n\r\v\f\u2028\u2029]")
"""Line ends. U+0085 and U+001C..U+001E are left out: in copies they are debris of mojibake,
not line ends (``str.splitlines`` would cut words there)."""

LINE_ENDS = "\n\r\v\f\u2028\u2029"
"""Characters of which line ends consist."""
_RARE_ENDS = LINE_ENDS[1:]
_NEWLINE = re.compile("\n")
"""The same where no other character ends a line: it is found several times as fast."""

_FOLDS = (
    ("\u00c2\u00a0", "  "),  # a no-break space in UTF-8 that was read as a one-byte encoding
    *((blank, " ") for blank in "\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000\t"),
    *((quote, "'") for quote in "\u2018\u2019\u02bc\u02bb\u2032"),
    *((quote, '"') for quote in "\u201c\u201d\u201e\u2033"),
)


def folded(text: str) -> str:
    """A view of *text* for matching, of the same length: blanks as U+0020, quotes straight.

    >>> folded("Do\u2018stlar\u00a0ingiz")
    "Do'stlar ingiz"
    """
    if text.isascii():
        return text.replace("\t", " ")
    for char, plain in _FOLDS:
        if char in text:
            text = text.replace(char, plain)
    return text


def caseless(text: str) -> str:
    """*text* without case and runs of blanks: for comparing names, titles and heads.

    >>> caseless("The  Long WAY ")
    'the long way'
    """
    return " ".join(text.casefold().split())


def likened(text: str) -> str:
    """*text* as people compare names: no matter which case, blanks, quotes, dashes, or composition.

    >>> likened("The  Keeper\u2019s \u2013 Log"), likened("The Keeper&rsquo;s - Lo\u00adg")
    ("the keeper's - log", "the keeper's - log")
    """
    text = unescape(text)
    if text.isascii() and text.isprintable():
        return caseless(text)
    plain = _DASHES.sub("-", folded(unicodedata.normalize("NFKC", _NO_WIDTH.sub("", text))))
    return caseless(plain)


def legible(text: str) -> str:
    """*text* as it is read: accents on their letters, nothing that has no width.

    >>> legible("Nu\u0301n\u00adez\u200b")
    'N\u00fanez'
    """
    if (text.isascii() and text.isprintable()) or not _STRANGE.search(text):
        return text
    return unicodedata.normalize("NFC", _NO_WIDTH.sub("", text))


def legible_at(text: str) -> tuple[str, list[tuple[int, int]]]:
    """:func:`legible` text, and for each of its characters the span of what it is made of.

    >>> legible_at("nu\u0301")
    ('n\u00fa', [(0, 1), (1, 3)])
    """
    found: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in _LETTERS.finditer(text):
        read = legible(match[0])
        found.append(read)
        spans += [match.span()] * len(read)
    return "".join(found), spans


_MARKS = "\u0300-\u036f"
_NO_WIDTH = re.compile("[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b\u2060\ufeff]")
"""Controls, soft hyphens, and marks of width 0 that say nothing of how letters are joined."""
_STRANGE = re.compile(f"[{_MARKS}]|{_NO_WIDTH.pattern}")
_LETTERS = re.compile(f".[{_MARKS}]*", re.DOTALL)
_DASHES = re.compile("[\u2010-\u2015\u2212]")


class Lines:
    """The line table of a text: ``starts[i]``, ``ends[i]`` (content), ``stops[i]`` (with line end).

    A final line without terminator is a line; a text that ends in a terminator has no empty
    last line.
    """

    __slots__ = ("ends", "starts", "stops")

    def __init__(self, text: str) -> None:
        pattern = _TERMINATOR if any(end in text for end in _RARE_ENDS) else _NEWLINE
        spans = [match.span() for match in pattern.finditer(text)]
        if text and (not spans or spans[-1][1] < len(text)):
            spans.append((len(text), len(text)))
        self.ends = array("L", [end for end, _ in spans])
        self.stops = array("L", [stop for _, stop in spans])
        self.starts = array("L", [0, *self.stops[:-1]] if spans else [])

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        return zip(self.starts, self.ends, self.stops, strict=True)

    def at(self, offset: int) -> int:
        """Index of the line that holds *offset* (its terminator included)."""
        return max(0, bisect_right(self.starts, offset) - 1)


class Hint(StrEnum):
    """What markup or type says of a line of a transcript. Evidence, not a claim."""

    NOISE = "noise"  # an element of the site's chrome
    HEAD1 = "head1"
    HEAD2 = "head2"
    HEAD3 = "head3"
    HEAD4 = "head4"
    HEAD5 = "head5"
    HEAD6 = "head6"
    PARAGRAPH = "paragraph"  # the line begins a block of running text
    ITEM = "item"
    ITEM2 = "item2"
    QUOTE = "quote"
    ROW = "row"  # a row of a table; cells are parted by tabs
    CAPTION = "caption"
    NOTE = "note"  # begins a note
    NOTE_ON = "note-on"  # a further line of a note
    CALL = "call"  # the siglum of a note, on a line of its own
    RUN_ON = "run-on"  # the rest of a printed line, behind a call or an initial
    HEADER = "header"  # a running head
    FOLIO = "folio"  # a page number
    VERSE = "verse"  # preformatted


HEADS: dict[Hint, int] = {hint: n for n, hint in enumerate(list(Hint)[1:7], 1)}
"""Hints of heads, with their ranks: 1 for the highest."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a copy came from, as far as anyone recorded it."""

    name: str  # file name or record id, as text
    address: str | None = None
    retrieved: str | None = None  # W3C date or dateTime
    part: str | None = None  # record inside a container

    def filled(self, address: str, retrieved: str) -> Origin:
        """The same with what a copy says of itself, where it is not known already."""
        return replace(
            self,
            address=self.address or address or None,
            retrieved=self.retrieved or retrieved or None,
        )


@dataclass(frozen=True)
class Source:
    """Decoded text of one copy, with what is needed to give its bytes back.

    Attributes:
        id: SHA-256 of the raw bytes, 64 lower-case hexadecimal digits.
        text: the decoded text, or the transcript of a page or PDF.
        raw: the bytes as read.
        encoding: codec that decodes ``raw[len(bom):]`` to ``text``; empty for a transcript.
        errors: codec error handler used (``strict`` or ``surrogateescape``).
        bom: byte order mark in front of the text.
        certainty: confidence in the encoding, 0 to 1.
        media_type: of the raw bytes.
        anchors: for a transcript: line number (from 0) to the place in the raw file.
        hints: for a transcript: line number (from 0) to what markup or type says of the line.
        page_labels: for a transcript of pages that the file labels: number (from 0) of the first
            line of each page to its label, which can be empty.
        witnesses: (name, value) of metadata the raw file carries about itself; never the report's
            own metadata without another witness.
    """

    id: str
    text: str
    raw: bytes = field(repr=False)
    origin: Origin
    encoding: str = "utf-8"
    errors: str = "strict"
    bom: bytes = b""
    certainty: float = 1.0
    media_type: str = "text/plain"
    anchors: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    hints: Mapping[int, Hint] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    page_labels: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    witnesses: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, text: str, *, name: str = "text") -> Source:
        """A source made of *text* in memory, as if read from a UTF-8 file called *name*."""
        raw = text.encode("utf-8", "surrogatepass")
        errors = "strict" if _encodable(text) else "surrogatepass"
        return cls(hashlib.sha256(raw).hexdigest(), text, raw, Origin(name), errors=errors)

    def __getstate__(self) -> dict[str, object]:
        """The fields alone, so that a source can be handed to another process."""
        state = {name: self.__dict__[name] for name in self.__dataclass_fields__}
        tables = ("anchors", "hints", "page_labels")
        return state | {name: dict(getattr(self, name)) for name in tables}

    @property
    def is_paged(self) -> bool:
        """Whether the transcript says of each line where it stands on its page: a PDF's does."""
        return self.media_type == "application/pdf"

    @cached_property
    def lines(self) -> Lines:
        """The line table; made once."""
        return Lines(self.text)

    @cached_property
    def view(self) -> str:
        """The folded text for matching; same length, made once."""
        return folded(self.text)

    def encoded(self) -> bytes:
        """The raw bytes again, from the text alone (first law). Transcripts have no such way."""
        return self.bom + self.text.encode(self.encoding, self.errors)

    @property
    def is_transcript(self) -> bool:
        """Whether the text was derived from markup or pages and cannot give the bytes back."""
        return not self.encoding

    def byte_offset(self, offset: int) -> int:
        """Where in ``raw`` the character at *offset* begins (text sources only)."""
        return len(self.bom) + len(self.text[:offset].encode(self.encoding, self.errors))


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
