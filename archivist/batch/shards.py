"""Many results in few files: shards of JSON lines or Parquet with TEI, ledger and facts as columns.

A shard is written beside its name and renamed when it is whole, so that a reader never meets half
of one. A writer that opens a folder again drops what was not finished and goes on behind what was;
:attr:`ShardWriter.done` says which rows need not be made again.
"""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol, Self

from archivist.errors import UsageError

ROWS_PER_SHARD = 1000
_GROUP = 64
"""Rows of a Parquet row group: what is held in memory at a time."""

_UNFINISHED = ".unfinished"


class Kind(StrEnum):
    """The format of shards."""

    JSONL = "jsonl"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Row:
    """One result: a report that was cleaned, or an input that could not be.

    Attributes:
        id: of the report, or of the input that failed; what :attr:`ShardWriter.done` holds.
        inputs: names or record ids of what it was made from, one a line.
        title: of the report.
        tei: the TEI document.
        ledger: the ledger as TSV.
        facts: ``facts.json``.
        findings: ``findings.json``.
        error: why there is no result; then the other columns are empty.
    """

    id: str
    inputs: str = ""
    title: str = ""
    tei: str = ""
    ledger: str = ""
    facts: str = ""
    findings: str = ""
    error: str = ""


COLUMNS = tuple(field.name for field in fields(Row))


def row_of(ident: str, parcel: Mapping[str, bytes], *, inputs: str = "", title: str = "") -> Row:
    """The row of a parcel (see ``archivist.parcel.files``)."""

    def text(name: str) -> str:
        return parcel.get(name, b"").decode("utf-8", "replace")

    return Row(
        id=ident,
        inputs=inputs,
        title=title,
        tei=text("report.tei.xml"),
        ledger=text("ledger.tsv"),
        facts=text("facts.json"),
        findings=text("findings.json"),
    )


class ShardWriter:
    """Writes rows into the shards of a folder; one writer a folder at a time.

    Use it as a context: what was added is on disk, whole, when the block ends without an error.
    """

    def __init__(
        self, folder: Path, kind: Kind = Kind.PARQUET, rows_per_shard: int = ROWS_PER_SHARD
    ) -> None:
        """Open *folder*, made where it is missing.

        Raises:
            UsageError: the folder holds shards of the other kind, or a library is missing.
            OSError: it cannot be written.
        """
        if rows_per_shard < 1:
            raise UsageError(f"{rows_per_shard} rows a shard: give one at least")
        self.folder, self.kind, self.rows_per_shard = folder, kind, rows_per_shard
        _library(kind)
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f"*{_UNFINISHED}"):
            left.unlink()
        other = next((k for k in Kind if k is not kind and shards_in(folder, k)), None)
        if other:
            raise UsageError(f"{folder}: holds shards of {other}; give another folder")
        written = shards_in(folder, kind)
        self._next = int(_number(written[-1])) + 1 if written else 0
        self.done: frozenset[str] = frozenset(row.id for row in read_rows(folder, kind))
        self._sink: _Sink | None = None

    def add(self, row: Row) -> None:
        """Write a row; every ``rows_per_shard`` rows a shard is finished."""
        if self._sink is None:
            self._sink = _SINKS[self.kind](self._path())
        self._sink.add(row)
        if self._sink.count >= self.rows_per_shard:
            self.flush()

    def flush(self) -> None:
        """Finish the shard that is being written, if there is one."""
        sink, self._sink = self._sink, None
        if sink is None:
            return
        path = self._path()
        sink.close()
        Path(f"{path}{_UNFINISHED}").replace(path)
        _sync(self.folder)
        self._next += 1

    def _path(self) -> Path:
        ending = "jsonl.gz" if self.kind is Kind.JSONL else "parquet"
        return self.folder / f"part-{self._next:05d}.{ending}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish the last shard; after an error too, for its rows are whole."""
        if kind is None or not issubclass(kind, OSError):
            self.flush()
        elif self._sink is not None:
            with suppress(OSError):
                self._sink.close()


class _Sink(Protocol):
    """A shard that is being written."""

    count: int

    def __init__(self, path: Path) -> None: ...

    def add(self, row: Row) -> None:
        """Write a row."""
        ...

    def close(self) -> None:
        """Finish the file and have it on the disk."""
        ...


class _Lines:
    """JSON lines, packed; the same rows give the same bytes."""

    def __init__(self, path: Path) -> None:
        self.count = 0
        self._file = Path(f"{path}{_UNFINISHED}").open("wb")  # noqa: SIM115 (closed by close)
        self._packed = gzip.GzipFile("", "wb", fileobj=self._file, mtime=0)

    def add(self, row: Row) -> None:
        line = json.dumps(asdict(row), ensure_ascii=False, separators=(",", ":"))
        self._packed.write(line.encode("utf-8", "replace") + b"\n")
        self.count += 1

    def close(self) -> None:
        self._packed.close()
        _finish(self._file)


class _Table:
    """Parquet, packed with zstd, some rows a row group."""

    def __init__(self, path: Path) -> None:
        self.count = 0
        arrow, parquet = _library(Kind.PARQUET)
        self._schema = arrow.schema([(name, arrow.string()) for name in COLUMNS])
        self._arrow = arrow
        self._file = Path(f"{path}{_UNFINISHED}").open("wb")  # noqa: SIM115 (closed by close)
        self._writer = parquet.ParquetWriter(self._file, self._schema, compression="zstd")
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        self._rows.append(row)
        self.count += 1
        if len(self._rows) >= _GROUP:
            self._write()

    def _write(self) -> None:
        columns = {
            name: [getattr(row, name).encode("utf-8", "replace").decode() for row in self._rows]
            for name in COLUMNS
        }
        self._writer.write_table(self._arrow.table(columns, schema=self._schema))
        self._rows.clear()

    def close(self) -> None:
        if self._rows:
            self._write()
        self._writer.close()
        _finish(self._file)


_SINKS: dict[Kind, type[_Sink]] = {Kind.JSONL: _Lines, Kind.PARQUET: _Table}


def shards_in(folder: Path, kind: Kind) -> list[Path]:
    """The finished shards of a folder, in order."""
    ending = "jsonl.gz" if kind is Kind.JSONL else "parquet"
    return sorted(folder.glob(f"part-*.{ending}"), key=_number)


def read_rows(folder: Path, kind: Kind) -> Iterator[Row]:
    """The rows of a folder's finished shards, in order, in constant memory."""
    for path in shards_in(folder, kind):
        if kind is Kind.JSONL:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                yield from (Row(**json.loads(line)) for line in lines)
        else:
            with _library(kind)[1].ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=_GROUP):
                    yield from (Row(**columns) for columns in batch.to_pylist())


def _number(path: Path) -> int:
    found = re.match(r"part-(\d+)\.", path.name)
    return int(found[1]) if found else -1


def _library(kind: Kind) -> tuple[Any, Any]:
    if kind is Kind.JSONL:
        return None, None
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        message = "shards of Parquet need pyarrow: install archivist[crawl], or choose jsonl"
        raise UsageError(message) from error


def _finish(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())
    file.close()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
