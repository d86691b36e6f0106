"""Shards: whole or not there, written on where a run stopped, the same bytes for the same rows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from archivist.api import Profiles, clean, parcel, read_bytes
from archivist.batch.shards import Kind, Row, ShardWriter, read_rows, row_of, shards_in
from archivist.errors import UsageError

ROWS = [Row(id=f"r{n}", tei=f"<TEI n='{n}'/>", facts="{}") for n in range(25)]


DIES = """
import os, sys
from pathlib import Path
from archivist.batch.shards import Kind, ShardWriter
from tests.unit.test_shards import ROWS
writer = ShardWriter(Path(sys.argv[1]), Kind(sys.argv[2]), rows_per_shard=10)
for row in ROWS[:14]:
    writer.add(row)
os._exit(0)  # four rows stand in a shard that is not finished
"""


@pytest.fixture(params=list(Kind))
def kind(request) -> Kind:
    return Kind(request.param)


def write(folder: Path, kind: Kind, rows: list[Row], **options) -> ShardWriter:
    with ShardWriter(folder, kind, **options) as writer:
        for row in rows:
            writer.add(row)
    return writer


def test_rows_come_back_from_shards_of_the_size_asked_for(tmp_path: Path, kind: Kind):
    write(tmp_path, kind, ROWS, rows_per_shard=10)
    assert [p.name.split(".")[0] for p in shards_in(tmp_path, kind)] == [
        *("part-00000", "part-00001", "part-00002"),
    ]
    assert list(read_rows(tmp_path, kind)) == ROWS
    assert not list(tmp_path.glob("*.unfinished"))


def test_the_same_rows_give_the_same_bytes(tmp_path: Path, kind: Kind):
    for name in ("one", "two"):
        write(tmp_path / name, kind, ROWS, rows_per_shard=10)
    one, two = ([p.read_bytes() for p in shards_in(tmp_path / n, kind)] for n in ("one", "two"))
    assert one == two


def test_a_run_goes_on_where_the_last_one_stopped(tmp_path: Path, kind: Kind):
    subprocess.run([sys.executable, "-c", DIES, tmp_path, kind], check=True)
    assert len(list(tmp_path.glob("*.unfinished"))) == 1
    assert len(shards_in(tmp_path, kind)) == 1
    writer = ShardWriter(tmp_path, kind, rows_per_shard=10)
    assert writer.done == {row.id for row in ROWS[:10]}
    assert not list(tmp_path.glob("*.unfinished"))
    with writer:
        for row in ROWS:
            if row.id not in writer.done:
                writer.add(row)
    assert list(read_rows(tmp_path, kind)) == ROWS


def test_an_error_between_rows_keeps_the_rows_before_it(tmp_path: Path, kind: Kind):
    with pytest.raises(KeyError), ShardWriter(tmp_path, kind) as writer:  # noqa: PT012
        writer.add(ROWS[0])
        raise KeyError
    assert list(read_rows(tmp_path, kind)) == ROWS[:1]


def test_a_disk_that_is_full_leaves_no_half_shard(tmp_path: Path, kind: Kind):
    with pytest.raises(OSError, match="full"), ShardWriter(tmp_path, kind) as writer:  # noqa: PT012
        writer.add(ROWS[0])
        raise OSError(28, "disk full")
    assert shards_in(tmp_path, kind) == []
    assert ShardWriter(tmp_path, kind).done == frozenset()


def test_kinds_are_not_mixed(tmp_path: Path):
    write(tmp_path, Kind.JSONL, ROWS)
    with pytest.raises(UsageError, match="holds shards of jsonl"):
        ShardWriter(tmp_path, Kind.PARQUET)
    with pytest.raises(UsageError, match="at least"):
        ShardWriter(tmp_path, Kind.JSONL, rows_per_shard=0)


def test_a_missing_library_is_named_with_its_extra(tmp_path: Path, monkeypatch):
    for module in [m for m in sys.modules if m.partition(".")[0] == "pyarrow"]:
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=r"archivist\[crawl\]"):
        ShardWriter(tmp_path, Kind.PARQUET)
    assert write(tmp_path, Kind.JSONL, ROWS).done == frozenset()


def test_a_parcel_becomes_a_row(tmp_path: Path, kind: Kind):
    (edition,) = clean(read_bytes(b"A lone line of prose.", name="note.txt"), Profiles.load())
    row = row_of(edition.report.id, parcel(edition), inputs="note.txt", title="Lone")
    failed = Row(id="bad.pdf", inputs="bad.pdf", error="bad.pdf: is damaged; fetch it again")
    write(tmp_path, kind, [row, failed])
    first, second = read_rows(tmp_path, kind)
    assert "A lone line of prose." in first.tei
    assert first.ledger.startswith("#source\t")
    assert (second.error, second.tei) == (failed.error, "")


def test_surrogates_of_broken_bytes_do_not_stop_a_shard(tmp_path: Path, kind: Kind):
    write(tmp_path, kind, [Row(id="a", ledger="broken \udcff byte")])
    (row,) = read_rows(tmp_path, kind)
    assert row.ledger == "broken ? byte"
