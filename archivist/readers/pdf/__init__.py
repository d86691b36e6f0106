"""PDF: whether bytes are one, and its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archivist.core import Origin, Source
    from archivist.readers.options import ReadOptions


def is_pdf(raw: bytes) -> bool:
    """Whether the bytes are a PDF: they open with its mark, or hold it and end as one."""
    if raw[:64].lstrip(b"\0\t\n\f\r \xef\xbb\xbf").startswith(b"%PDF-"):
        return True
    return b"%PDF-" in raw[:1024] and b"startxref" in raw[-2048:]


def read_pdf(raw: bytes, origin: Origin, options: ReadOptions | None = None) -> Source | str:
    """The transcript of a PDF, or the sentence that says why there is none.

    The library that parses it is loaded with the first one: it is a fifth of the program's start.
    """
    from archivist.readers.pdf import read

    return read.read_pdf(raw, origin, options)
