"""Rows of a crawl kept as JSON lines or Parquet: which column is the text, which say where from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from archivist.readers.crawl.bytes import Damage
from archivist.readers.crawl.warc import Failed

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any, BinaryIO

    from pyarrow.parquet import ParquetFile

TEXT = ("text", "content", "raw_content", "body", "document", "plain_text", "transcript")
HTML = ("html", "raw_html", "html_content", "page", "source_html", "page_source")
ADDRESS = ("url", "uri", "address", "link", "source_url", "warc_target_uri", "target_uri")
DATE = ("date", "timestamp", "retrieved", "fetched", "crawl_date", "warc_date", "date_download")
NAME = ("id", "_id", "record_id", "warc_record_id", "docid", "doc_id", "uuid")
DIGEST = ("digest", "sha256", "sha1", "md5", "hash", "content_digest")
_NESTED = ("meta", "metadata", "headers")
MOST_WITNESSES = 40
LONGEST_VALUE = 1000


class Row(NamedTuple):
    """One row: its number from 1, its columns, and a place that names it."""

    number: int
    columns: Mapping[str, object]


def json_rows(parts: Iterable[bytes | Damage], largest: int) -> Iterator[Row | Failed]:
    """The objects of a stream of JSON lines."""
    number = 0
    for line in _lines(parts, largest):
        number += 1
        if isinstance(line, Failed):
            yield Failed(line.place or f"line {number}", line.reason)
            continue
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Failed(f"line {number}", f"is no JSON ({str(error)[:80]})")
            continue
        if isinstance(value, dict):
            yield Row(number, value)
        else:
            yield Failed(f"line {number}", "is JSON, but no object with named columns")


def _lines(parts: Iterable[bytes | Damage], largest: int) -> Iterator[bytes | Failed]:
    """Lines of at most *largest* bytes; a longer one is passed over."""
    buffer, over = bytearray(), False
    limit = 2 * largest  # escapes make a text longer
    for part in parts:
        if isinstance(part, Damage):
            buffer.clear()
            over = True  # what follows is the rest of a line whose beginning is lost
            yield Failed(f"byte {part.offset} of the file", part.reason)
            if part.final:
                return
            continue
        start = 0
        while (end := part.find(b"\n", start)) >= 0:
            if not over:
                yield bytes(buffer) + part[start:end]
            buffer.clear()
            over, start = False, end + 1
        if not over:
            buffer += part[start:]
            if len(buffer) > limit:
                yield Failed("", f"longer than {limit} bytes; raise --largest")
                buffer.clear()
                over = True
    if buffer and not over:
        yield bytes(buffer)


def parquet_rows(stream: Path | BinaryIO) -> Iterator[Row | Failed]:
    """The rows of a Parquet file, some at a time; a row group that is damaged is passed over."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        yield Failed("the file", "is Parquet; install archivist[crawl] to read it")
        return
    faults = (pa.ArrowException, OSError, ValueError, MemoryError)
    try:
        with parquet.ParquetFile(stream) as file:
            number = 0
            for group in range(file.num_row_groups):
                count = file.metadata.row_group(group).num_rows
                yield from _group_rows(file, group, (number, number + count), faults)
                number += count
    except faults as error:
        yield Failed("row 1", f"the Parquet file cannot be read on ({_said(error)})")


def _group_rows(
    file: ParquetFile, group: int, span: tuple[int, int], faults: tuple[type[Exception], ...]
) -> Iterator[Row | Failed]:
    """The rows of one group, numbered from ``span[0] + 1``."""
    number = span[0]
    try:
        for batch in file.iter_batches(batch_size=64, row_groups=[group]):
            for columns in batch.to_pylist():
                number += 1
                yield Row(number, columns)
    except faults as error:
        rows = f"row {number + 1}" if number + 1 == span[1] else f"rows {number + 1}-{span[1]}"
        yield Failed(rows, f"the Parquet file cannot be read there ({_said(error)})")


def _said(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__


def found(columns: Mapping[str, object], names: tuple[str, ...]) -> str:
    """The first of *names* among the columns that holds something, here or one level down."""
    lowered = {str(k).lower().replace("-", "_"): v for k, v in columns.items()}
    for name in names:
        value = lowered.get(name)
        if value not in (None, "") and isinstance(value, (str, int, float)):
            return " ".join(str(value).split())[:LONGEST_VALUE]
        if value is not None and hasattr(value, "isoformat"):
            return str(value.isoformat())
    for name in _NESTED:
        inner = lowered.get(name)
        if isinstance(inner, Mapping) and (value := found(inner, names)):
            return value
    return ""


def body(
    columns: Mapping[str, object], text_column: str, html_column: str
) -> tuple[bytes, str] | str:
    """The document's bytes and media type, or why there is none.

    HTML goes before text: a text column beside it was made from it by someone else.
    """
    for names, kind in (
        ((html_column,) if html_column else () if text_column else HTML, "text/html"),
        ((text_column,) if text_column else () if html_column else TEXT, "text/plain"),
    ):
        for name in names:
            value: Any = columns.get(name)
            if isinstance(value, (bytes, bytearray)) and value:
                return bytes(value), kind
            if isinstance(value, str) and value.strip():
                return value.encode("utf-8", "surrogatepass"), kind
    named = text_column or html_column
    if named and named not in columns:
        return f"has no column {named!r}; it has {_names(columns)}"
    if named or any(name in columns for name in (*HTML, *TEXT)):
        return "its text is empty"
    return f"no column holds text; name one of {_names(columns)} with --text-column"


def _names(columns: Mapping[str, object]) -> str:
    return ", ".join(sorted(str(name) for name in columns)[:12])[:200] or "none"


def witnesses(columns: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """What the other columns say, as far as it is short."""
    result: list[tuple[str, str]] = []
    for name, value in columns.items():
        if str(name).lower() in {*TEXT, *HTML} or isinstance(value, bool):
            continue
        if isinstance(value, (str, int, float)) and 0 < len(str(value)) <= LONGEST_VALUE:
            result.append((f"column:{name}"[:80], str(value)))
    return tuple(result[:MOST_WITNESSES])
