"""The chain of readers: the first that can read an input gives its sources."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from archivist.core import Origin, Source
from archivist.errors import ReadError
from archivist.readers.html import looks_like_html, read_html
from archivist.readers.options import LARGEST, ReadOptions
from archivist.readers.text import read_text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["LARGEST", "ReadOptions", "printable", "read_bytes", "read_path"]


def read_path(path: Path, options: ReadOptions | None = None) -> list[Source]:
    """The sources in one file.

    Raises:
        ReadError: naming the file, what is wrong and what to do.
    """
    options = options or ReadOptions()
    name = printable(str(path))
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReadError(f"{name}: is a folder; give its files, or the folder to run or clean")
        if not stat.S_ISREG(status.st_mode):
            raise ReadError(f"{name}: is no regular file (a device, socket or pipe)")
        if status.st_size > options.largest:
            raise ReadError(
                f"{name}: {status.st_size} bytes, more than {options.largest} in one input; split"
                " it into its documents, or raise --largest"
            )
        raw = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{name}: {_reason(error)}") from error
    return read_bytes(raw, Origin(printable(path.name)), options, where=name)


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file; check the path"
    if isinstance(error, PermissionError):
        return "may not be read; check its permissions"
    if error.errno == 40:  # ELOOP
        return "the link leads back to itself; remove it"
    return f"cannot be read: {error.strerror or error}"


def read_bytes(
    raw: bytes, origin: Origin, options: ReadOptions | None = None, *, where: str = ""
) -> list[Source]:
    """The sources in *raw*, by the first reader that can read it.

    Raises:
        ReadError: with the excuse of each reader.
    """
    options = options or ReadOptions()
    if magic := _known_binary(raw):
        raise ReadError(f"{where or origin.name}: {magic}")
    if looks_like_html(raw, origin.name):
        result = read_html(raw, origin, options)
    else:
        result = read_text(raw, origin, options.encoding)
    if isinstance(result, str):
        raise ReadError(f"{where or origin.name}: {result}")
    return [result]


_MAGIC = (
    (b"%PDF-", "is a PDF, which this version does not read; extract its text first"),
    (b"\x1f\x8b", "is compressed (gzip); unpack it first"),
    (b"PK\x03\x04", "is a zip file; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "is compressed (zstd); unpack it first"),
    (b"\x89PNG", "is a picture; it has no text"),
    (b"\xff\xd8\xff", "is a picture; it has no text"),
)


def _known_binary(raw: bytes) -> str:
    return next((text for magic, text in _MAGIC if raw.startswith(magic)), "")


def printable(name: str) -> str:
    r"""A file name as one line of text: what cannot be printed is percent-coded.

    >>> printable("a\nb.txt")
    'a%0Ab.txt'
    """
    raw = os.fsencode(name)
    text = raw.decode("utf-8", "surrogateescape")
    parts = []
    for char in text:
        if "\udc80" <= char <= "\udcff":
            parts.append(f"%{ord(char) - 0xDC00:02X}")
        elif char.isprintable() and char != "%":
            parts.append(char)
        elif char == "%":
            parts.append("%25")
        else:
            parts.append("".join(f"%{b:02X}" for b in char.encode()))
    return "".join(parts)
