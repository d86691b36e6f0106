"""Crawls: many records in one file, each read as an input of its own, in constant memory.

A record that cannot be read is a ``ReadError`` that is *given*, not raised: it names the file, the
record and the reason, and the stream goes on.
"""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from archivist.core import Origin, Source
from archivist.errors import ReadError
from archivist.readers.crawl.bytes import Damage, chunks, compression
from archivist.readers.crawl.rows import (
    ADDRESS,
    DATE,
    DIGEST,
    HTML,
    NAME,
    TEXT,
    Row,
    body,
    found,
    json_rows,
    parquet_rows,
    witnesses,
)
from archivist.readers.crawl.warc import Failed, Record, digest_holds, payload, records
from archivist.readers.one import one_line, read_document
from archivist.readers.options import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DOCUMENTS = ("text/html", "application/xhtml", "text/plain", "application/pdf")
_RECORDS = frozenset({"response", "resource", "conversion"})
_WITNESSED = ("warc-payload-digest", "warc-block-digest", "warc-refers-to", "warc-ip-address")


def crawl_kind(stream: BinaryIO, name: str = "") -> str:
    """``warc``, ``jsonl``, ``parquet``, or nothing for a file that is one document.

    Args:
        stream: seekable; left at its beginning.
        name: name of the file.
    """
    head = stream.read(4)
    stream.seek(0)
    if head == b"PAR1":
        return "parquet"
    first = b""
    for part in chunks(stream):
        if isinstance(part, Damage):
            break
        first += part
        if len(first) > 4096:
            break
    stream.seek(0)
    if first.lstrip(b"\r\n").startswith(b"WARC/"):
        return "warc"
    lowered = name.lower()
    for ending in (".gz", ".zst", ".zstd"):
        lowered = lowered.removesuffix(ending)
    if lowered.endswith((".warc", ".wet")):
        return "warc"
    if lowered.endswith((".jsonl", ".ndjson", ".jsonlines")) or _json_line(first):
        return "jsonl"
    return "parquet" if lowered.endswith(".parquet") else ""


def _json_line(first: bytes) -> bool:
    """Whether the first line is an object with a column that holds text."""
    line, ended, _ = first.partition(b"\n")
    if not line.startswith(b"{") or not ended:
        return False
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and any(name in value for name in (*TEXT, *HTML))


def read_crawl(
    where: Path | BinaryIO, options: ReadOptions | None = None, *, name: str = ""
) -> Iterator[Source | ReadError]:
    """The inputs in a crawl, in order; a record that fails is given as an error.

    Args:
        where: WARC or WET (plain, gzip or zstd), JSON lines (the same) or Parquet; a path or a
            seekable binary stream.
        options: limits, and the columns that hold text or HTML.
        name: what to call the file in messages.

    Responses that are no documents (redirects, pictures, style sheets) are passed over.
    """
    options = options or ReadOptions()
    if isinstance(where, Path):
        name = name or where.name
        with where.open("rb") as stream:
            yield from read_crawl(stream, options, name=name)
        return
    name = name or str(getattr(where, "name", "") or "crawl")
    empty = True
    for one in _records(where, name, options):
        empty = False
        yield one
    if empty:
        yield _failure(f"{name}: holds no document")


def _records(where: BinaryIO, name: str, options: ReadOptions) -> Iterator[Source | ReadError]:
    kind = crawl_kind(where, name)
    if kind == "warc":
        yield from _warc(where, name, options)
    elif kind in {"jsonl", "parquet"}:
        is_json = kind == "jsonl"
        rows = json_rows(chunks(where), options.largest) if is_json else parquet_rows(where)
        label = "line" if is_json else "row"
        for row in rows:
            yield _of_row(row, name, label, options)
    else:
        yield _failure(f"{name}: is no WARC, WET, JSON lines or Parquet; read it as one document")


def _warc(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Source | ReadError]:
    for record in records(chunks(stream), options.largest):
        if isinstance(record, Failed):
            yield _failure(f"{name}: {record.place}: {record.reason}")
        elif record.fields.get("warc-type", "").lower() in _RECORDS:
            result = _of_record(record, name, options)
            if result is not None:
                yield result


def _of_record(record: Record, name: str, options: ReadOptions) -> Source | ReadError | None:
    place = f"{name}: {record.address or record.name}"
    if digest_holds(record) is False:
        return _failure(f"{place}: its block does not have the digest it names; fetch it again")
    try:
        content, status, media_type = payload(record, options.largest)
    except ValueError as error:
        return _failure(f"{place}: {error}")
    except ImportError:
        return _failure(f"{place}: is an HTTP response; install archivist[crawl] to read it")
    if status and not 200 <= status < 300:
        return None
    if media_type and not media_type.strip().lower().startswith(_DOCUMENTS):
        return None
    origin = Origin(
        name=record.address or record.name,
        address=record.address or None,
        retrieved=record.fields.get("warc-date"),
        part=f"{name}#{record.name}",
    )
    told = tuple((f"warc:{n[5:]}", record.fields[n]) for n in _WITNESSED if n in record.fields)
    return _made(
        place, told, lambda: read_document(content, origin, options, media_type=media_type)
    )


def _of_row(row: Row | Failed, name: str, label: str, options: ReadOptions) -> Source | ReadError:
    if isinstance(row, Failed):
        return _failure(f"{name}: {row.place}: {row.reason}")
    columns = row.columns
    address = found(columns, ADDRESS)
    part = f"{name}#{label}={row.number}"
    place = f"{name}: {label} {row.number}" + (f" ({address[:200]})" if address else "")
    content = body(columns, options.text_column, options.html_column)
    if isinstance(content, str):
        return _failure(f"{place}: {content}")
    raw, media_type = content
    if len(raw) > options.largest:
        return _failure(f"{place}: {len(raw)} bytes, more than {options.largest} in one record")
    origin = Origin(
        name=found(columns, NAME) or address or f"{label} {row.number}",
        address=address or None,
        retrieved=found(columns, DATE) or None,
        part=part,
    )
    digest = found(columns, DIGEST)
    told = (*((("row:digest", digest),) if digest else ()), *witnesses(columns))
    chosen = options if options.encoding else replace(options, encoding="utf-8")
    return _made(place, told, lambda: read_document(raw, origin, chosen, media_type=media_type))


def _made(
    place: str, told: tuple[tuple[str, str], ...], read: Callable[[], Source | str]
) -> Source | ReadError:
    try:
        result = read()
    except Exception as error:  # noqa: BLE001 (one bad record must not end a crawl)
        return _failure(f"{place}: cannot be read ({type(error).__name__}: {str(error)[:120]})")
    if isinstance(result, str):
        return _failure(f"{place}: {result}")
    return replace(result, witnesses=(*told, *result.witnesses))


def _failure(text: str) -> ReadError:
    return ReadError(one_line(text))


def unpacked(raw: bytes, largest: int) -> bytes | str:
    """One compressed document unpacked, or why not."""
    if not compression(raw):
        return raw
    content = bytearray()
    for part in chunks(BytesIO(raw)):
        if isinstance(part, Damage):
            return part.reason
        content += part
        if len(content) > largest:
            return f"unpacks to more than {largest} bytes; raise --largest"
    return bytes(content)
