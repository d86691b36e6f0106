"""Compressed or plain bytes of a crawl as chunks of bounded size, damage included.

Gzip is taken apart member by member here and not in a library, for two reasons: the readers of WARC
known to us pass over a truncated member without a word, and a damaged member need not cost the
records behind it, since each record of a crawl is a member of its own.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 64 * 1024
"""Bytes read, and bytes decompressed, at a time."""

_GZIP = b"\x1f\x8b\x08"
_ZSTD = b"\x28\xb5\x2f\xfd"
_BITE = 512
"""Bytes given to the zstd decompressor at a time: they unpack to 16 MB at the very most."""


class Damage(NamedTuple):
    """A stretch that could not be decompressed.

    Attributes:
        offset: byte of the file at which the damaged member begins.
        reason: what is wrong with it.
        final: whether nothing behind it can be read.
    """

    offset: int
    reason: str
    final: bool


def compression(head: bytes) -> str:
    """``gzip``, ``zstd`` or nothing, by the first bytes."""
    return "gzip" if head.startswith(_GZIP) else "zstd" if head.startswith(_ZSTD) else ""


def chunks(stream: BinaryIO) -> Iterator[bytes | Damage]:
    """The decompressed bytes of *stream*, in chunks, with marks where some are lost."""
    head = stream.read(CHUNK)
    kind = compression(head)
    if kind == "gzip":
        yield from _members(stream, head)
    elif kind == "zstd":
        yield from _frames(stream, head)
    else:
        while head:
            yield head
            head = stream.read(CHUNK)


def _members(stream: BinaryIO, data: bytes) -> Iterator[bytes | Damage]:
    """Gzip members one after the other; after a damaged one, the search for the next begins."""
    start = 0  # of the member in the file
    while data:
        begin = data.find(_GZIP)
        if begin != 0:
            if not (begin < 0 and not data.strip(b"\0")):
                yield Damage(start, "these bytes are no gzip member", final=False)
            data, start = _sought(stream, data, start)
            continue
        member = _Member(data)
        yield from member.pieces(stream)
        if member.reason:
            at_end = member.reason.startswith("truncated")
            yield Damage(start, member.reason, final=at_end)
            if at_end:
                return
            data, start = _sought(stream, member.seen[1:] or b"", start + 1)
            continue
        start += member.size
        data = member.rest or stream.read(CHUNK)


class _Member:
    """One gzip member being decompressed.

    Attributes:
        seen: the compressed bytes at its beginning, in which another member may hide.
        rest: bytes behind its end.
        size: its compressed size.
        reason: what is wrong with it, or nothing.
    """

    def __init__(self, data: bytes) -> None:
        self.seen = data
        self.rest = b""
        self.size = 0
        self.reason = ""

    def pieces(self, stream: BinaryIO) -> Iterator[bytes]:
        inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        data, taken = self.seen, 0
        while True:
            try:
                piece = inflate.decompress(data, CHUNK)
            except zlib.error as error:
                self.reason = f"damaged gzip member ({error})"
                return
            if piece:
                yield piece
            if inflate.eof:
                self.rest = inflate.unused_data
                self.size = taken + len(self.seen) - len(self.rest)
                return
            data = inflate.unconsumed_tail
            if not data:
                data = stream.read(CHUNK)
                if not data:
                    self.reason = "truncated gzip member"
                    return
                taken += len(self.seen)
                self.seen = data


def _sought(stream: BinaryIO, data: bytes, start: int) -> tuple[bytes, int]:
    """Bytes from the next sign of a gzip member on, and the offset of that sign."""
    while data:
        at = data.find(_GZIP)
        if at >= 0:
            return data[at:] if len(data) - at > 64 else data[at:] + stream.read(CHUNK), start + at
        keep = data[-2:]
        more = stream.read(CHUNK)
        if not more:
            return b"", start + len(data)
        start += len(data) - len(keep)
        data = keep + more
    return b"", start


def _frames(stream: BinaryIO, head: bytes) -> Iterator[bytes | Damage]:
    """Zstandard frames, where a library is installed."""
    try:
        import zstandard
    except ImportError:
        reason = "compressed with zstd; install archivist[crawl], or unpack it first"
        yield Damage(0, reason, final=True)
        return
    maker = zstandard.ZstdDecompressor(max_window_size=1 << 31)
    inflate, data, begun = maker.decompressobj(), head, False
    try:
        while data:
            rest = b""
            for at in range(0, len(data), _BITE):  # a small bite bounds what one call can give
                piece = inflate.decompress(data[at : at + _BITE])
                begun = True
                for k in range(0, len(piece), CHUNK):
                    yield piece[k : k + CHUNK]
                if inflate.eof:
                    rest = inflate.unused_data + data[at + _BITE :]
                    inflate, begun = maker.decompressobj(), False
                    break
            data = rest or stream.read(CHUNK)
    except zstandard.ZstdError as error:
        yield Damage(0, f"damaged zstd frame ({error})", final=True)
        return
    if begun:
        yield Damage(0, "truncated zstd frame", final=True)
