"""Damaged inputs never crash or hang a reader; what fails is named."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from pyarrow.parquet import write_table

from archivist.core import Origin, Source
from archivist.errors import ReadError
from archivist.readers import ReadOptions, read_bytes, read_crawl
from tests.fuzz.mutants import mutant
from tests.unit.readers.crawls import info, jsonl, page, response, wet, zipped
from tests.unit.readers.plain_pdf import lines, pdf, show
from tests.unit.readers.test_html import CHROME, CONTENT

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("html", "pdf", "warc", "jsonl", "parquet")
OPTIONS = ReadOptions(largest=2_000_000, inflated=500_000, pages=50, seconds=3.0)
PATIENCE = 10
"""Seconds for one small input, far beyond what any takes on a busy machine."""

PROSE = ["The pilots of the harbour asked for lights on both moles and a bell on the"] * 6


@cache
def sound(kind: str) -> tuple[bytes, ...]:
    if kind == "html":
        every = "".join((*CHROME.values(), *CONTENT.values())).encode()
        rows = b"<table>" + b"<tr><td rowspan=9>a<td colspan=3>b<sup>2</sup></tr>" * 5 + b"</table>"
        return (every, rows + page(1), every.decode().encode("utf-16"), b"<pre>a\n b</pre>" + every)
    if kind == "pdf":
        pages = [
            show(72, 750, "HEAD")
            + show(500, 750, str(n))
            + lines(PROSE)
            + show(76, 90, "1 A note.", size=8)
            + b"72 99 m 150 99 l S\n"
            for n in range(1, 5)
        ]
        return pdf(*pages), pdf(*pages, packed=True, info="/Title (x)")
    if kind == "warc":
        records = [info(), *(response(n) for n in range(3)), *(wet(n) for n in range(3))]
        return b"".join(records), zipped(*records)
    columns: list[dict[str, object]] = [
        {"url": f"https://m.example/{n}", "text": " ".join(PROSE), "n": n} for n in range(5)
    ]
    columns.append({"id": "x", "html": page(1).decode()})
    if kind == "parquet":
        return tuple(parquet(columns, packing) for packing in ("none", "snappy", "zstd"))
    return jsonl(*columns), zipped(jsonl(*columns))


def parquet(columns: list[dict[str, object]], packing: str) -> bytes:
    """Two row groups of the columns."""
    sink = BytesIO()
    names = sorted({name for row in columns for name in row})
    table = pa.table({name: [row.get(name) for row in columns] for name in names})
    write_table(table, sink, compression=packing, row_group_size=3)
    return sink.getvalue()


@contextmanager
def patience(what: str) -> Iterator[None]:
    def over(*_: object) -> None:
        raise AssertionError(f"{what}: no answer within {PATIENCE} s")

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def outcomes(kind: str, raw: bytes) -> list[Source | ReadError]:
    if kind in {"warc", "jsonl", "parquet"}:
        return list(read_crawl(BytesIO(raw), OPTIONS, name=f"fuzz.{kind}"))
    try:
        return [*read_bytes(raw, Origin(f"fuzz.{kind}"), OPTIONS)]
    except ReadError as error:
        return [error]


def check(kind: str, seed: int) -> None:
    grown = sound(kind)
    raw = mutant(seed, grown[seed % len(grown)])
    with patience(f"{kind} {seed}"):
        found = outcomes(kind, raw)
    for one in found:
        if isinstance(one, ReadError):
            assert str(one).startswith(f"fuzz.{kind}: "), (kind, seed, str(one))
            assert "\n" not in str(one), (kind, seed, str(one))
            continue
        one.text.encode("utf-8", "surrogateescape")
        count = len(one.lines)
        assert all(0 <= line < count for line in (*one.hints, *one.anchors)), (kind, seed)
        if one.is_transcript:
            assert one.text.count("\n") == count, (kind, seed)
        else:
            assert one.encoded() == one.raw, (kind, seed)


@pytest.mark.parametrize("kind", KINDS)
def test_some_damaged_inputs(kind: str):
    for seed in range(150):
        check(kind, seed)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_thousands_of_damaged_inputs(kind: str):
    for seed in range(1000, 6000):
        check(kind, seed)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 5, 8, 16, 64])
@pytest.mark.parametrize("kind", KINDS)
def test_short_beginnings(kind: str, size: int):
    for raw in sound(kind):
        for one in outcomes(kind, raw[:size]):
            assert isinstance(one, (Source, ReadError))
