"""One document of any kind: which reader it is for, by its bytes, name and declared type."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from archivist.readers.dump import dumped, looks_like_dump
from archivist.readers.html.decode import web_codec
from archivist.readers.html.read import looks_like_html, read_html
from archivist.readers.markdown import looks_like_markdown, marked
from archivist.readers.mhtml import looks_like_mhtml, read_mhtml
from archivist.readers.options import ReadOptions
from archivist.readers.pdf import is_pdf, read_pdf
from archivist.readers.text import read_text

if TYPE_CHECKING:
    from archivist.core import Origin, Source

_MAGIC = (
    (b"\x1f\x8b", "is compressed (gzip); unpack it first"),
    (b"PK\x03\x04", "is a zip file; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "is compressed (zstd); unpack it first"),
    (b"\xd0\xcf\x11\xe0", "is an old Office file; save it as PDF or HTML"),
    (b"\x89PNG", "is a picture without text; give the page or PDF it is of"),
    (b"GIF8", "is a picture without text; give the page or PDF it is of"),
    (b"\xff\xd8\xff", "is a picture without text; give the page or PDF it is of"),
)


_ENDS = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")


def one_line(text: str) -> str:
    r"""A message as one line, whatever the names and reasons in it hold.

    >>> one_line("a  b\nc")
    'a  b c'
    """
    return _ENDS.sub(" ", text)[:2000]


def read_document(
    raw: bytes, origin: Origin, options: ReadOptions | None = None, *, media_type: str = ""
) -> Source | str:
    """A source, or the sentence that says why these bytes are no document.

    Args:
        raw: the whole document.
        origin: where it came from.
        options: encoding and limits.
        media_type: value of a ``Content-Type``, if one came with the bytes; evidence, not law.
    """
    options = options or ReadOptions()
    if len(raw) > options.largest:
        return f"has {len(raw)} bytes, more than {options.largest}; split it, or raise --largest"
    for magic, text in _MAGIC:
        if raw.startswith(magic):
            return text
    if is_pdf(raw):
        return read_pdf(raw, origin, options)
    if media_type.lower().startswith("application/pdf"):
        return "is declared a PDF, but the bytes are none; fetch it again"
    if looks_like_mhtml(raw):
        return read_mhtml(raw, origin, options)
    options = _with_charset(raw, options, media_type)
    if looks_like_html(raw, origin.name, media_type):
        return read_html(raw, origin, options)
    source = read_text(raw, origin, options.encoding)
    return source if isinstance(source, str) else _transcribed(source)


def _transcribed(source: Source) -> Source:
    """Plain text as it stands; what a converter or browser marked, without its marks."""
    if looks_like_markdown(source.text):
        return marked(source)
    return dumped(source) if looks_like_dump(source.text) else source


def _with_charset(raw: bytes, options: ReadOptions, media_type: str) -> ReadOptions:
    """The charset of the HTTP header, unless a person named another or the bytes refute it."""
    _, found, charset = media_type.lower().partition("charset=")
    name = web_codec(charset.split(";")[0].strip(" \"'")) if found and not options.encoding else ""
    if not name or name == "cp1252":
        return options  # a server's default says nothing
    try:
        raw.decode(name)
    except (UnicodeError, LookupError):
        return options
    return replace(options, encoding=name)
