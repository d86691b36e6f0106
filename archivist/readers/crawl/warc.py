"""Records of a WARC or WET stream, framed by their own lengths, damage named and passed over."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from archivist.readers.crawl.bytes import Damage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_HEADER = 64 * 1024
"""Bytes of a record's header, at most."""

_VERSION = re.compile(rb"WARC/\d\.\d{1,2}[ \t]*\r?\n")
_END = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True)
class Record:
    """One record: header fields (lower-case names) and its block."""

    fields: dict[str, str]
    header: bytes = field(repr=False)
    block: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """The record's id, or its address where it has none."""
        return self.fields.get("warc-record-id", "").strip("<>") or self.address or "record"

    @property
    def address(self) -> str:
        """The address that was fetched."""
        return self.fields.get("warc-target-uri", "").strip("<>")


class Failed(NamedTuple):
    """A record that could not be read: where, and why."""

    place: str
    reason: str


class _Buffer:
    """Chunks put together as far as needed."""

    def __init__(self, parts: Iterable[bytes | Damage]) -> None:
        self._parts = iter(parts)
        self.data = bytearray()
        self.passed = 0  # bytes given away
        self.damage: Damage | None = None
        self.cut = False  # the damage was already named with its record

    def fill(self, size: int) -> bool:
        """Whether *size* bytes are at hand; reads on until damage or the end."""
        while len(self.data) < size and self.damage is None:
            part = next(self._parts, None)
            if part is None:
                return False
            if isinstance(part, Damage):
                self.damage = part
            else:
                self.data += part
        return len(self.data) >= size

    def past_damage(self) -> Damage | None:
        """The damage that was reached; what stands before it is given up, reading can go on."""
        damage, self.damage = self.damage, None
        if damage is not None:
            self.drop(len(self.data))
        return damage

    def drop(self, size: int) -> None:
        """Forget the first *size* bytes."""
        del self.data[:size]
        self.passed += size


def records(parts: Iterable[bytes | Damage], largest: int) -> Iterator[Record | Failed]:
    """The records of a stream, in order.

    Args:
        parts: its decompressed chunks.
        largest: bytes of one record, at most; a larger one fails and is passed over.
    """
    buffer = _Buffer(parts)
    while True:
        if damage := buffer.past_damage():
            if not buffer.cut:
                yield Failed(f"byte {damage.offset} of the file", damage.reason)
            buffer.cut = False
            if damage.final:
                return
        _skip_blank(buffer)
        if buffer.data:
            yield from _one(buffer, largest)
        elif buffer.damage is None:
            return


def _skip_blank(buffer: _Buffer) -> None:
    while buffer.fill(1):
        blank = len(buffer.data) - len(buffer.data.lstrip(b"\r\n"))
        if not blank:
            return
        buffer.drop(blank)


def _one(buffer: _Buffer, largest: int) -> Iterator[Record | Failed]:
    place = f"byte {buffer.passed} of the content"
    buffer.fill(16)
    if not _VERSION.match(buffer.data):
        if buffer.damage is None:
            yield Failed(place, "these bytes are no WARC record; looked for the next one")
        _seek(buffer)
        return
    size = 1024
    while (end := _END.search(buffer.data)) is None and size <= LONGEST_HEADER:
        size *= 2
        if not buffer.fill(size) and (end := _END.search(buffer.data)) is None:
            break
    if end is None:
        if buffer.damage is None:
            yield Failed(place, "the record's header has no end")
        buffer.drop(min(5, len(buffer.data)))
        _seek(buffer)
        return
    header = bytes(buffer.data[: end.end()])
    fields = parsed(header)
    length = fields.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 19):
        yield Failed(_place(fields, place), "the record's Content-Length is no number")
        buffer.drop(end.end())
        _seek(buffer)
        return
    yield from _block(buffer, header, fields, largest)


def _block(
    buffer: _Buffer, header: bytes, fields: dict[str, str], largest: int
) -> Iterator[Record | Failed]:
    size, place = int(fields["content-length"]), f"byte {buffer.passed} of the content"
    buffer.drop(len(header))
    if size > largest:
        yield Failed(_place(fields, place), f"{size} bytes, more than {largest} in one record")
        _pass(buffer, size)
        return
    if not buffer.fill(size):
        if buffer.damage is None:
            yield Failed(_place(fields, place), "the stream ends inside the record")
            buffer.drop(len(buffer.data))
        else:
            yield Failed(_place(fields, place), f"the record is cut: {buffer.damage.reason}")
            buffer.cut = True
            buffer.drop(len(buffer.data))
        return
    block = bytes(buffer.data[:size])
    buffer.drop(size)
    yield Record(fields, header, block)


def _pass(buffer: _Buffer, size: int) -> None:
    while size > 0 and (buffer.fill(1) or buffer.data):
        step = min(size, len(buffer.data))
        buffer.drop(step)
        size -= step


def _seek(buffer: _Buffer) -> None:
    """Go on to the next line that begins like a record."""
    while True:
        at = buffer.data.find(b"\nWARC/1.")
        if at >= 0:
            buffer.drop(at + 1)
            return
        buffer.drop(max(0, len(buffer.data) - 8))
        if not buffer.fill(len(buffer.data) + 1):
            if buffer.damage is None:
                buffer.drop(len(buffer.data))
            return


def parsed(header: bytes) -> dict[str, str]:
    """The fields of a record's header; the first of each name counts."""
    fields: dict[str, str] = {}
    last = ""
    for line in header.decode("utf-8", "replace").split("\n")[1:]:
        if line[:1] in {" ", "\t"} and last:
            fields[last] += f" {line.strip()}"  # a folded line
            continue
        name, found, value = line.partition(":")
        name = name.strip().lower()
        if found and name and name not in fields:
            fields[name] = value.strip()
            last = name
        else:
            last = ""
    return fields


def _place(fields: dict[str, str], place: str) -> str:
    return fields.get("warc-target-uri") or fields.get("warc-record-id") or place


def digest_holds(record: Record) -> bool | None:
    """Whether the block has the digest that its header names; None where there is none to check."""
    algorithm, _, value = record.fields.get("warc-block-digest", "").partition(":")
    name = algorithm.lower().replace("-", "")
    if name not in {"sha1", "sha256", "sha512", "md5"} or not value:
        return None
    digest = hashlib.new(name, record.block, usedforsecurity=False).digest()
    return value.lower() == digest.hex() or value.upper() == base64.b32encode(digest).decode()


_RESPONSE = (
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    b"WARC-Target-URI: http://record.invalid/\r\nContent-Length: %d\r\n\r\n"
)
"""What warcio is told of an HTTP message; the record's own header may be damaged."""


def payload(record: Record, largest: int) -> tuple[bytes, int, str]:
    """Body, HTTP status (0 where there is none) and media type of a record.

    Chunked transfer and content codings are undone by warcio.

    Raises:
        ValueError: the body decodes to more than *largest* bytes, or does not decode.
    """
    kind = record.fields.get("content-type", "")
    if "application/http" not in kind:
        identified = record.fields.get("warc-identified-payload-type", "")
        return record.block, 0, kind or identified
    loader = import_module("warcio.recordloader").ArcWarcRecordLoader()
    raw = _RESPONSE % len(record.block) + record.block
    try:
        loaded = loader.parse_record_stream(BytesIO(raw))
        http = loaded.http_headers
        body = loaded.content_stream().read(largest + 1)
    except Exception as error:  # warcio lets many kinds through
        raise ValueError(f"its HTTP message cannot be read ({type(error).__name__})") from error
    if http is None:
        raise ValueError("its HTTP message has no header")
    if len(body) > largest:
        raise ValueError(f"its body decodes to more than {largest} bytes")
    status = http.get_statuscode()
    return body, int(status) if status.isdigit() else 0, http.get_header("Content-Type") or ""
