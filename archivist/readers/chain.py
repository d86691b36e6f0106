"""The one way in: any file gives its inputs, each a source or an error that names it."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from archivist.core import Origin, Source
from archivist.errors import ReadError
from archivist.readers.crawl.read import crawl_kind, read_crawl, unpacked
from archivist.readers.one import one_line, read_document
from archivist.readers.options import LARGEST, ReadOptions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["LARGEST", "ReadOptions", "iter_inputs", "printable", "read_bytes", "read_path"]


def iter_inputs(path: Path, options: ReadOptions | None = None) -> Iterator[Source | ReadError]:
    """The inputs in any file: one for a document, many for a crawl, in constant memory.

    Args:
        path: text, HTML or PDF (also gzip or zstd), WARC, WET, JSON lines or Parquet.
        options: encoding, columns and limits.

    What cannot be read is given as a ``ReadError``, never raised, and does not end the stream.
    """
    options = options or ReadOptions()
    name = printable(str(path))
    try:
        kind = _kind(path)
        if kind:
            yield from read_crawl(path, options, name=name)
            return
        yield from _document(path, options)
    except ReadError as error:
        yield error
    except OSError as error:
        yield ReadError(f"{name}: {_reason(error)}")


def read_path(path: Path, options: ReadOptions | None = None) -> list[Source]:
    """The sources in one file, all of them.

    Raises:
        ReadError: naming the file, what is wrong and what to do; also where some record of a
            crawl cannot be read: ``iter_inputs`` gives the others.
    """
    sources: list[Source] = []
    errors: list[ReadError] = []
    for one in iter_inputs(path, options):
        if isinstance(one, Source):
            sources.append(one)
        else:
            errors.append(one)
    if len(errors) == 1 and not sources:
        raise errors[0]
    if errors:
        count = len(sources) + len(errors)
        raise ReadError(f"{errors[0]} ({len(errors)} of {count} records cannot be read)")
    if not sources:
        raise ReadError(f"{printable(str(path))}: holds no document")
    return sources


def is_crawl(path: Path) -> bool:
    """Whether a file holds many inputs. What cannot be read is none."""
    try:
        return bool(_kind(path))
    except (ReadError, OSError):
        return False


def _kind(path: Path) -> str:
    """What kind of crawl a file is; also checks that it can be read at all."""
    name = printable(str(path))
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise ReadError(f"{name}: is a folder; give its files, or the folder to run or clean")
    if not stat.S_ISREG(status.st_mode):
        raise ReadError(f"{name}: is no regular file (a device, socket or pipe)")
    with path.open("rb") as stream:
        return crawl_kind(stream, path.name)


def _document(path: Path, options: ReadOptions) -> Iterator[Source]:
    name = printable(str(path))
    size = path.stat().st_size
    if size > options.largest:
        raise ReadError(
            f"{name}: {size} bytes, more than {options.largest} in one input; split"
            " it into its documents, or raise --largest"
        )
    yield from read_bytes(path.read_bytes(), Origin(printable(path.name)), options, where=name)


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file; check the path"
    if isinstance(error, PermissionError):
        return "may not be read; check its permissions"
    if error.errno == errno.ELOOP:
        return "the link leads back to itself; remove it"
    return f"cannot be read: {error.strerror or error}"


def read_bytes(
    raw: bytes, origin: Origin, options: ReadOptions | None = None, *, where: str = ""
) -> list[Source]:
    """The source in *raw*, one document, by the reader that can read it.

    Raises:
        ReadError: with the reader's excuse.
    """
    options = options or ReadOptions()
    content = unpacked(raw, options.largest)
    if isinstance(content, str):
        raise ReadError(one_line(f"{where or origin.name}: {content}"))
    result = read_document(content, origin, options)
    if isinstance(result, str):
        raise ReadError(one_line(f"{where or origin.name}: {result}"))
    return [result]


def printable(name: str) -> str:
    r"""A file name as one line of text: what cannot be printed is percent-coded.

    >>> printable("a\nb.txt")
    'a%0Ab.txt'
    """
    if name.isascii() and name.isprintable() and "%" not in name:
        return name
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
