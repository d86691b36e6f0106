"""Crawls: each record an input, failures named and passed over."""

from __future__ import annotations

import gzip
import sys
from io import BytesIO
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
import zstandard
from pyarrow import parquet

from archivist.core import Source
from archivist.errors import ReadError
from archivist.readers import ReadOptions, iter_inputs, read_crawl, read_path
from archivist.readers.crawl.bytes import CHUNK, Damage, chunks
from archivist.readers.crawl.warc import parsed
from tests.unit.readers.crawls import http, info, jsonl, page, response, warc, wet, zipped

if TYPE_CHECKING:
    from pathlib import Path


def read(raw: bytes, name: str = "a.warc.gz", **options) -> list[Source | ReadError]:
    return list(read_crawl(BytesIO(raw), ReadOptions(**options), name=name))


def sources(found: list[Source | ReadError]) -> list[Source]:
    return [one for one in found if isinstance(one, Source)]


def errors(found: list[Source | ReadError]) -> list[str]:
    return [str(one) for one in found if isinstance(one, ReadError)]


@pytest.mark.parametrize(
    "pack", [zipped, lambda *p: b"".join(p), lambda *p: gzip.compress(b"".join(p))]
)
def test_each_document_is_an_input_with_its_origin(pack):
    picture = warc(http(b"\x89PNG", kind="image/png"), WARC_Target_URI="https://m.example/a.png")
    moved = warc(http(b"gone", status="301 Moved"), WARC_Target_URI="https://m.example/b")
    found = read(pack(info(), response(1), picture, moved, response(2)))
    assert errors(found) == []
    first, second = sources(found)
    assert first.raw == page(1)
    assert "The harbour of place 2" in second.text
    assert first.origin.address == "https://mirror.example/1.html"
    assert first.origin.retrieved == "2023-11-16T08:00:00Z"
    assert first.origin.part is not None
    assert first.origin.part.startswith("a.warc.gz#urn:uuid:")
    assert dict(first.witnesses)["warc:block-digest"].startswith("sha1:")
    assert first.media_type == "text/html"


def test_wet_records_need_no_library():
    found = read(zipped(info(), wet(1), wet(2)))
    assert [s.media_type for s in sources(found)] == ["text/plain"] * 2
    assert errors(found) == []


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
def test_a_damaged_member_costs_one_record(at):
    parts = [gzip.compress(wet(n), mtime=0) for n in range(5)]
    broken = bytearray(parts[2])
    broken[12 + int(at * (len(broken) - 24))] ^= 0xFF
    found = read(b"".join([*parts[:2], bytes(broken), *parts[3:]]))
    assert [s.text.split("\n")[0] for s in sources(found)][-2:] == [
        "Harbour report 3",
        "Harbour report 4",
    ]
    assert len(sources(found)) == 4
    assert errors(found)
    assert all(text.startswith("a.warc.gz: ") for text in errors(found))


def test_a_truncated_file_names_the_record_that_is_cut():
    raw = zipped(wet(1), wet(2))
    found = read(raw[:-30])
    assert len(sources(found)) == 1
    assert "truncated gzip member" in errors(found)[0]


def test_a_truncated_plain_file_does_too():
    found = read(wet(1) + wet(2)[:-40], "a.warc")
    assert len(sources(found)) == 1
    assert "the stream ends inside the record" in errors(found)[0]
    assert "https://mirror.example/2.html" in errors(found)[0]


def test_rubbish_between_records_is_named_and_passed_over():
    found = read(wet(1) + b"rubbish that no one wrote\r\n" * 9000 + wet(2), "a.warc")
    assert len(sources(found)) == 2
    assert "no WARC record" in errors(found)[0]


def test_a_wrong_digest_is_a_failure():
    found = read(wet(1).replace(b"dredged", b"flooded") + wet(2), "a.warc")
    assert len(sources(found)) == 1
    assert "digest" in errors(found)[0]


def test_a_record_beyond_the_limit_is_passed_over():
    big = warc(b"x" * 300_000, WARC_Type="conversion", Content_Type="text/plain")
    found = read(zipped(wet(1), big, wet(2)), largest=100_000)
    assert len(sources(found)) == 2
    assert "300000 bytes, more than 100000" in errors(found)[0]


def test_a_body_that_unpacks_to_a_bomb_is_refused():
    body = gzip.compress(b"<p>" + b"a" * 5_000_000)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    found = read(
        zipped(warc(head + body, WARC_Target_URI="https://m.example/"), wet(2)), largest=1_000_000
    )
    assert len(sources(found)) == 1
    assert "decodes to more than" in errors(found)[0]


def test_chunked_and_packed_bodies_are_undone():
    body = gzip.compress(page(7))
    parts = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (body[:40], body[40:])) + b"0\r\n\r\n"
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
        b"Content-Encoding: gzip\r\n\r\n"
    )
    found = read(warc(head + parts, WARC_Target_URI="https://m.example/"), "a.warc")
    assert sources(found)[0].raw == page(7)


def test_json_lines_find_their_columns():
    rows = [
        {
            "url": "https://m.example/1",
            "text": "A text of some words.",
            "date": "2020-01-02",
            "lang": "en",
        },
        {
            "id": 7,
            "metadata": {"url": "https://m.example/2"},
            "html": page(2).decode(),
            "text": "worse",
        },
        {"id": 8, "text": ""},
        ["no", "object"],
    ]
    found = read(jsonl(*rows) + b"{broken\n" + jsonl({"text": "Last words."}), "a.jsonl")
    first, second, last = sources(found)
    assert (first.origin.address, first.origin.retrieved) == ("https://m.example/1", "2020-01-02")
    assert first.text == "A text of some words."
    assert ("column:lang", "en") in first.witnesses
    assert (second.media_type, second.origin.name) == ("text/html", "7")
    assert second.origin.address == "https://m.example/2"
    assert last.origin.part == "a.jsonl#line=6"
    assert [text.split(": ")[1] for text in errors(found)] == ["line 3", "line 4", "line 5"]


def test_a_named_column_that_is_missing_says_which_there_are():
    found = read(jsonl({"a": "x", "b": "y"}), "a.jsonl", text_column="body")
    assert errors(found) == ["a.jsonl: line 1: has no column 'body'; it has a, b"]


def test_json_lines_packed_and_damaged():
    rows = [{"text": f"Line {n} of the crawl, with some words."} for n in range(2000)]
    raw = gzip.compress(jsonl(*rows), mtime=0)
    assert len(sources(read(raw, "a.jsonl.gz"))) == 2000
    found = read(raw[:-1000], "a.jsonl.gz")
    assert 0 < len(sources(found)) < 2000
    assert "truncated" in errors(found)[0]


def test_zstd():
    raw = jsonl(*({"text": f"Line {n} with words."} for n in range(500)))
    packed = zstandard.ZstdCompressor().compress(raw[:5000]) + zstandard.ZstdCompressor().compress(
        raw[5000:]
    )
    assert len(sources(read(packed, "a.jsonl.zst"))) == 500
    found = read(packed[:-20], "a.jsonl.zst")
    assert "zstd" in errors(found)[-1]
    bomb = b"".join(
        p
        for p in chunks(BytesIO(zstandard.ZstdCompressor().compress(b"a" * 10_000_000)))
        if not isinstance(p, Damage)
    )
    assert len(bomb) == 10_000_000


def test_parquet(tmp_path: Path):
    table = pa.table(
        {"url": ["https://m.example/1", None], "text": ["Some words.", "More words."], "n": [1, 2]}
    )
    path = tmp_path / "a.parquet"
    parquet.write_table(table, path)
    found = list(iter_inputs(path))
    assert [s.text for s in sources(found)] == ["Some words.", "More words."]
    assert sources(found)[0].origin.address == "https://m.example/1"
    path.write_bytes(path.read_bytes()[:-30])
    assert "Parquet file cannot be read" in errors(list(iter_inputs(path)))[0]


def test_a_damaged_row_group_does_not_cost_the_others(tmp_path: Path):
    path = tmp_path / "a.parquet"
    table = pa.table({"text": [f"Words of row {n}." for n in range(1, 31)]})
    parquet.write_table(table, path, row_group_size=10, compression="zstd")
    with parquet.ParquetFile(path) as file:
        column = file.metadata.row_group(1).column(0)
        start = column.dictionary_page_offset or column.data_page_offset
        size = column.total_compressed_size
    raw = bytearray(path.read_bytes())
    raw[start : start + size] = b"\xff" * size
    path.write_bytes(raw)
    found = list(iter_inputs(path))
    assert [s.text for s in sources(found)] == [
        f"Words of row {n}." for n in (*range(1, 11), *range(21, 31))
    ]
    (error,) = errors(found)
    assert "rows 11-20: the Parquet file cannot be read there" in error


@pytest.mark.parametrize(
    ("missing", "raw", "name"),
    [
        ("warcio", response(1), "a.warc"),
        ("zstandard", zstandard.compress(b'{"text": "Some words."}\n'), "a.jsonl.zst"),
        ("pyarrow", b"PAR1", "a.parquet"),
    ],
)
def test_a_missing_library_is_named_with_its_extra(missing, raw, name, monkeypatch):
    for module in [m for m in sys.modules if m.partition(".")[0] == missing]:
        monkeypatch.setitem(sys.modules, module, None)
    (error,) = errors(read(raw, name))
    assert error.startswith(f"{name}: ")
    assert "install archivist[crawl]" in error


def test_iter_inputs_gives_one_item_for_a_document(tmp_path: Path):
    page_file, text_file, packed = tmp_path / "a.html", tmp_path / "b.txt", tmp_path / "c.html.gz"
    page_file.write_bytes(page(1))
    text_file.write_bytes(b"Plain words.\n")
    packed.write_bytes(gzip.compress(page(1)))
    kinds = [
        [s.media_type for s in sources(list(iter_inputs(p)))]
        for p in (page_file, text_file, packed)
    ]
    assert kinds == [["text/html"], ["text/plain"], ["text/html"]]
    assert read_path(packed)[0].raw == page(1)


def test_iter_inputs_gives_errors_and_never_raises(tmp_path: Path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    for path in (tmp_path, empty, tmp_path / "missing"):
        (error,) = iter_inputs(path)
        assert isinstance(error, ReadError)
        assert str(path) in str(error)


def test_read_path_says_that_records_failed(tmp_path: Path):
    path = tmp_path / "a.warc"
    path.write_bytes(wet(1) + b"rubbish\r\n" + wet(2))
    with pytest.raises(ReadError, match="1 of 3 records"):
        read_path(path)


def test_chunks_are_bounded_whatever_the_ratio():
    bomb = gzip.compress(b"\0" * 20_000_000)
    assert max(len(p) for p in chunks(BytesIO(bomb)) if not isinstance(p, Damage)) <= CHUNK


def test_header_lines_may_be_folded_broken_or_repeated():
    header = (
        b"WARC/1.0\r\nA: one\r\n two\r\nbroken \x1d line\r\n\tfolded\r\nA: other\r\nB: 2\r\n\r\n"
    )
    assert parsed(header) == {"a": "one two", "b": "2"}


def test_a_crawl_without_documents_says_so():
    assert errors(read(b"", "a.jsonl")) == ["a.jsonl: holds no document"]
    assert errors(read(zipped(info()))) == ["a.warc.gz: holds no document"]


def test_names_with_line_ends_make_messages_of_one_line():
    found = read(
        jsonl({"url": "https://m.example/a\nb", "text": ""}, {"id": "x\ny", "text": "w"}), "a.jsonl"
    )
    assert errors(found) == ["a.jsonl: line 1 (https://m.example/a b): its text is empty"]
    assert sources(found)[0].origin.name == "x y"
