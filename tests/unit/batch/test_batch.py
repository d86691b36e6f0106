"""Batches: nothing is done twice, nothing is lost, order and runs do not matter."""

from __future__ import annotations

import json
import os
import random
import shutil
from pathlib import Path

import pytest

from archivist.batch import Batch, BatchOptions, Entry, Fate, work
from archivist.batch.shards import Kind, read_rows
from archivist.batch.spool import Parked, park, parked
from archivist.batch.write import finish, write_folder
from archivist.errors import LawBroken, UsageError
from archivist.readers import read_path
from archivist.stages import clean as stage

ROOT = Path(__file__).resolve().parents[3]
SERIES = ROOT / "samples" / "series"


def clean(inputs, out, **values) -> list[Entry]:
    with Batch([Path(p) for p in inputs], BatchOptions(Path(out), **values)) as batch:
        return list(batch.entries())


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def reports(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree(folder).items() if name != "run.jsonl"}


def test_a_folder_is_cleaned_and_a_second_run_does_nothing(tmp_path):
    first = clean([SERIES], tmp_path / "out")
    assert {e.fate for e in first} == {Fate.CLEANED}
    assert len({e.report for e in first}) == 1
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert names == {first[0].report, "run.jsonl"}  # and nothing of what was being built
    before = tree(tmp_path / "out")
    second = clean([SERIES], tmp_path / "out")
    assert {e.fate for e in second} == {Fate.UNCHANGED}
    assert tree(tmp_path / "out") == before
    assert [e.report for e in second] == [e.report for e in first]


def test_a_second_run_does_not_clean_slices_to_learn_where_they_belong(tmp_path, monkeypatch):
    clean([SERIES], tmp_path / "out")
    monkeypatch.delattr(work, "prepare")
    assert {e.fate for e in clean([SERIES], tmp_path / "out")} == {Fate.UNCHANGED}


def test_a_slice_that_waits_is_prepared_once(tmp_path, monkeypatch):
    asked: list[str] = []

    def counted(source, *rest):
        asked.append(source.origin.name)
        return stage.prepare(source, *rest)

    monkeypatch.setattr(work, "prepare", counted)
    clean([SERIES], tmp_path / "out")
    assert sorted(asked) == sorted(p.name for p in SERIES.glob("*.txt"))
    monkeypatch.setattr(work, "parked", lambda _path: Parked(None))  # another run took it away
    clean([SERIES], tmp_path / "again")
    assert reports(tmp_path / "again") == reports(tmp_path / "out")
    assert len(asked) == 3 * len({*asked})


def test_what_was_found_of_a_copy_comes_back_from_disk_for_the_same_bytes_only(tmp_path):
    options = BatchOptions(tmp_path)
    [path, other, *_] = sorted(SERIES.glob("*.txt"))
    [source], [changed] = read_path(path), read_path(other)
    one = stage.prepare(source, options.loaded, options.clean)
    kept = parked(park(tmp_path / "spool", None, one))
    assert kept.prepared(source) == one
    assert kept.prepared(changed) is None
    assert parked(park(tmp_path / "spool", source, None)) == Parked(source)
    assert parked(tmp_path / "spool" / "gone") == Parked(None)


def test_a_late_slice_is_not_cleaned_alone_first(tmp_path, monkeypatch):
    *early, late = sorted(SERIES.glob("*.txt"))
    clean(early, tmp_path / "out")
    sizes = []
    whole = stage.clean_group

    def noted(group, *rest):
        sizes.append(len(group.slices))
        return whole(group, *rest)

    monkeypatch.setattr(stage, "clean_group", noted)
    clean([late], tmp_path / "out")
    assert sizes == [len(early) + 1]


def test_processes_change_nothing(tmp_path):
    clean([ROOT / "samples" / "single"], tmp_path / "one", jobs=1)
    clean([ROOT / "samples" / "single"], tmp_path / "two", jobs=2)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_slices_in_any_order_and_several_runs_give_the_same(tmp_path, seed):
    files = sorted(SERIES.glob("*.txt"))
    clean(files, tmp_path / "once")
    random.Random(seed).shuffle(files)
    cut = random.Random(seed).randrange(1, len(files))
    clean(files[:cut], tmp_path / "twice")
    clean(files[cut:], tmp_path / "twice")
    assert reports(tmp_path / "once") == reports(tmp_path / "twice")


def test_names_of_inputs_do_not_decide(tmp_path):
    """The same slices under other names: everything but the recorded names is the same."""
    source = tmp_path / "in"
    source.mkdir()
    files = sorted(SERIES.glob("*.txt"))
    for number, file in zip((4, 2, 9, 1, 7, 3), files, strict=True):
        shutil.copy(file, source / f"{number}.txt")
    clean([SERIES], tmp_path / "a")
    clean([source], tmp_path / "b")
    ledgers = [
        {n: d for n, d in reports(tmp_path / k).items() if n.endswith("ledger.tsv")} for k in "ab"
    ]
    assert ledgers[0] == ledgers[1]


def test_the_same_bytes_under_two_names_are_one_copy(tmp_path):
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text("A lone paragraph of prose that nobody scraped.\n")
    found = clean([tmp_path / "b.txt", tmp_path / "a.txt"], tmp_path / "out")
    assert {e.fate for e in found} == {Fate.CLEANED}
    assert len({e.report for e in found}) == 1
    assert len(found) == 2
    facts = json.loads((tmp_path / "out" / found[0].report / "facts.json").read_bytes())
    assert [c["file"] for c in facts["copies"]] == ["a.txt"]
    again = clean([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "out")
    assert {e.fate for e in again} == {Fate.UNCHANGED}


def test_a_changed_input_is_cleaned_again_and_replaces_its_former_bytes(tmp_path):
    source = tmp_path / "in"
    shutil.copytree(SERIES, source)
    clean([source], tmp_path / "out")
    victim = sorted(source.glob("*.txt"))[1]
    victim.write_bytes(victim.read_bytes() + b"One more line of the report.\n")
    found = clean([source], tmp_path / "out")
    assert {e.fate for e in found} == {Fate.CLEANED}  # its fellow slices are cleaned with it
    facts = json.loads((tmp_path / "out" / found[0].report / "facts.json").read_bytes())
    assert len(facts["copies"]) == 6


def test_a_run_that_was_stopped_goes_on(tmp_path):
    inputs = sorted((ROOT / "samples" / "single").glob("*.txt"))
    with Batch(inputs, BatchOptions(tmp_path / "out")) as batch:
        entries = batch.entries()
        started = [next(entries) for _ in range(2)]
    assert all(e.fate is Fate.CLEANED for e in started)
    found = clean(inputs, tmp_path / "out")
    assert sum(e.fate is Fate.UNCHANGED for e in found) >= 2
    clean(inputs, tmp_path / "whole")
    assert tree(tmp_path / "out") == tree(tmp_path / "whole")


def test_a_torn_last_line_of_the_journal_is_forgotten(tmp_path):
    clean([SERIES], tmp_path / "out")
    journal = tmp_path / "out" / "run.jsonl"
    good = journal.read_bytes()
    journal.write_bytes(good[:-20])
    found = clean([SERIES], tmp_path / "out")
    assert len(found) == 6
    assert journal.read_bytes() == good


def test_check_writes_nothing(tmp_path):
    found = clean([SERIES], tmp_path / "out", check=True)
    assert {e.written for e in found} == {"new"}
    assert not (tmp_path / "out").exists()


def test_failures_are_named_and_stop_nothing(tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    (source / "empty.txt").write_bytes(b"")
    (source / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (source / "loop.txt").symlink_to(source / "loop.txt")
    (source / "a\nb.txt").write_text("A file whose name has a line end in it.\n")
    (source / "good.txt").write_text("A good file.\n")
    found = {e.input.rsplit("/", 1)[1]: e for e in clean([source], tmp_path / "out")}
    assert found["good.txt"].fate is Fate.CLEANED
    assert found["a%0Ab.txt"].fate is Fate.CLEANED
    for name in ("empty.txt", "binary.txt", "loop.txt"):
        assert found[name].fate is Fate.UNREADABLE
        assert name in found[name].error
        assert "\n" not in found[name].error


def test_an_unreadable_file_is_named(tmp_path):
    file = tmp_path / "secret.txt"
    file.write_text("text")
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("LOUD: run as a user who may read everything")
    assert "permissions" in clean([file], tmp_path / "out")[0].error


def test_a_broken_law_leaves_evidence_and_no_report(tmp_path, monkeypatch):
    def broken(edition):
        raise LawBroken("law 4 (reading): planted")

    monkeypatch.setattr(work, "parcel", broken)
    file = tmp_path / "note.txt"
    file.write_text("Some prose.\n")
    entry = clean([file], tmp_path / "out")[0]
    assert entry.fate is Fate.LAW_BROKEN
    assert "law 4" in entry.error
    evidence = list((tmp_path / "out" / "broken").glob("*/source"))
    assert [e.read_bytes() for e in evidence] == [file.read_bytes()]
    assert not list((tmp_path / "out").glob("*/report.tei.xml"))


def test_an_output_folder_with_something_else_in_it_is_refused(tmp_path):
    (tmp_path / "novel.odt").write_text("mine")
    with pytest.raises(UsageError, match=r"novel\.odt.*--out"):
        Batch([SERIES], BatchOptions(tmp_path))


def test_records_of_a_crawl_are_inputs_and_slices_among_them_meet(tmp_path):
    rows = [
        {"url": f"http://mirror.example/{f.stem}", "text": f.read_text(encoding="utf-8")}
        for f in sorted(SERIES.glob("*.txt"))
    ]
    rows.insert(2, {"url": "http://mirror.example/lone", "text": "A page of its own.\n"})
    crawl = tmp_path / "crawl.jsonl"
    crawl.write_text("".join(json.dumps(r) + "\n" for r in rows) + "not json\n")
    found = clean([crawl], tmp_path / "out", jobs=2)
    fates = [e.fate for e in found]
    assert fates.count(Fate.CLEANED) == 7
    assert fates.count(Fate.UNREADABLE) == 1
    assert len({e.report for e in found if not e.failed}) == 2
    again = clean([crawl], tmp_path / "out")
    assert [e.fate for e in again].count(Fate.UNCHANGED) == 7


def test_a_folder_caught_between_two_renames_is_put_back(tmp_path):
    write_folder(tmp_path / "report", {"a": b"1"})
    work_folder = tmp_path / ".work"
    work_folder.mkdir(exist_ok=True)
    (tmp_path / "report").rename(work_folder / "report.0123.old")
    finish(tmp_path)
    assert (tmp_path / "report" / "a").read_bytes() == b"1"
    assert not work_folder.exists()


@pytest.mark.parametrize("kind", list(Kind))
def test_reports_into_shards(tmp_path, kind):
    inputs = [SERIES, ROOT / "samples" / "single"]
    clean(inputs, tmp_path / "folders")
    found = clean(inputs, tmp_path / "out", shards=kind, jobs=2)
    assert {e.fate for e in found} == {Fate.CLEANED}
    rows = {row.id: row for row in read_rows(tmp_path / "out" / "shards", kind)}
    assert set(rows) == {e.report for e in found}
    for name, row in rows.items():
        folder = tmp_path / "folders" / name
        assert row.tei.encode() == (folder / "report.tei.xml").read_bytes()
        assert row.ledger.encode() == (folder / "ledger.tsv").read_bytes()
    assert not list((tmp_path / "out").glob("*/facts.json"))
    before = tree(tmp_path / "out")
    again = clean(inputs, tmp_path / "out", shards=kind)
    assert {e.fate for e in again} == {Fate.UNCHANGED}
    assert tree(tmp_path / "out") == before


def test_a_run_into_shards_that_was_stopped_loses_nothing(tmp_path):
    inputs = sorted((ROOT / "samples" / "single").glob("*.txt"))
    if (child := os.fork()) == 0:  # killed when two lines are in the journal and no shard is whole
        batch = Batch(inputs, BatchOptions(tmp_path / "out", shards=Kind.JSONL)).__enter__()
        entries = batch.entries()
        next(entries), next(entries)
        os._exit(0)
    os.waitpid(child, 0)
    assert (tmp_path / "out" / "run.jsonl").read_text().count("\n") == 2
    found = clean(inputs, tmp_path / "out", shards=Kind.JSONL)
    rows = [row.id for row in read_rows(tmp_path / "out" / "shards", Kind.JSONL)]
    assert sorted(rows) == sorted({e.report for e in found})
