"""Depositing: what is added, what is not, what is kept, and what a version says of itself."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from archivist.archive import (
    Archive,
    Deposit,
    Depositor,
    Outcome,
    audit,
    object_id,
    read_parcel,
    read_parcels,
)
from archivist.errors import ArchiveError
from tests.archive.parcels import BOOK, Slice, sample, tree, write_parcel

ID = object_id("mirror.example/77")


def test_a_deposit_can_be_read_back(archive: Archive, tmp_path: Path, now: datetime) -> None:
    report = sample()
    [receipt] = archive.deposit([read_parcel(write_parcel(tmp_path / "p", report))], created=now)
    assert (receipt.outcome, receipt.version, receipt.object_id) == (Outcome.ADDED, 1, ID)
    assert receipt.added
    files = archive.read(ID)
    for path, data in tree(tmp_path / "p").items():
        assert files[path] == data
    assert "metadata/premis.xml" in files
    assert audit(archive.root).ok


def test_the_same_again_adds_nothing_whatever_the_time(
    archive: Archive, tmp_path: Path, now: datetime
) -> None:
    folder = write_parcel(tmp_path / "p", sample())
    archive.deposit([read_parcel(folder)], created=now)
    before = tree(archive.root)
    later = Archive.open(archive.root).deposit(
        [read_parcel(folder)], created=now + timedelta(days=400), user=Depositor("someone else")
    )
    assert [receipt.outcome for receipt in later] == [Outcome.UNCHANGED]
    assert later[0].version == 1
    assert tree(archive.root) == before


def test_two_archives_of_the_same_deposits_are_the_same_bytes(
    tmp_path: Path, now: datetime
) -> None:
    folders = [
        write_parcel(tmp_path / "1", sample()),
        write_parcel(tmp_path / "2", sample(numbers=(12, 13))),
    ]
    roots = []
    for name in ("a", "b"):
        archive = Archive.open(tmp_path / name, create=True)
        for folder in folders:
            archive.deposit([read_parcel(folder)], created=now)
        roots.append(tree(archive.root))
    assert roots[0] == roots[1]


def test_a_late_slice_makes_a_version_that_says_so_and_stores_only_what_is_new(
    archive: Archive, tmp_path: Path, now: datetime
) -> None:
    archive.deposit([read_parcel(write_parcel(tmp_path / "1", sample()))], created=now)
    first = tree(archive.root)
    [receipt] = archive.deposit(
        [read_parcel(write_parcel(tmp_path / "2", sample(numbers=(12, 13))))], created=now
    )
    assert (receipt.outcome, receipt.version) == (Outcome.ADDED, 2)
    assert "added slice 13 of 28 from mirror.example" in receipt.message
    assert "the text changed" in receipt.message
    assert [version.message for version in archive.log(ID)][1] == receipt.message
    after = tree(archive.root)
    changed = {path for path in first if after[path] != first[path]}
    assert all(path.endswith(("/inventory.json", "/inventory.json.sha512")) for path in changed)
    assert not any("/v1/" in path for path in changed)
    known = sample().slices[0].sha256
    assert sum(f"{known}.txt" in path for path in after) == 1
    assert sum(f"{known}.capture.json" in path for path in after) == 1
    assert audit(archive.root).ok


def test_re_cleaning_says_what_changed(archive: Archive, tmp_path: Path, now: datetime) -> None:
    archive.deposit([read_parcel(write_parcel(tmp_path / "1", sample()))], created=now)
    again = sample(version="0.2.0", zones={"HEADING": "CAPTION"}, report=BOOK | {"title": "Docks"})
    [receipt] = archive.deposit([read_parcel(write_parcel(tmp_path / "2", again))], created=now)
    heading = len(sample().slices[0].lines[1])
    assert f"labels: {heading} characters from HEADING to CAPTION" in receipt.message
    assert 'title: "Harbours of the Inner Sea" became "Docks"' in receipt.message
    assert "cleaned with archivist 0.2.0, before with archivist 0.1.0" in receipt.message
    assert "the text changed" not in receipt.message


def test_a_version_may_not_lose_a_scraped_copy(
    archive: Archive, tmp_path: Path, now: datetime
) -> None:
    both = write_parcel(tmp_path / "2", sample(numbers=(12, 13)))
    fewer = write_parcel(tmp_path / "1", sample(numbers=(13,)))
    archive.deposit([read_parcel(both)], created=now)
    before = tree(archive.root)
    [refused] = archive.deposit([read_parcel(fewer)], created=now)
    assert refused.outcome is Outcome.REFUSED
    assert sample(numbers=(12,)).slices[0].sha256[:16] in refused.message
    assert tree(archive.root) == before
    [taken] = archive.deposit([read_parcel(fewer, may_drop_sources=True)], created=now)
    assert (taken.outcome, taken.version) == (Outcome.ADDED, 2)
    assert "left out slice 12 of 28" in taken.message
    assert audit(archive.root).ok


def test_an_earlier_state_deposited_again_is_known(
    archive: Archive, tmp_path: Path, now: datetime
) -> None:
    one = write_parcel(tmp_path / "1", sample())
    two = write_parcel(tmp_path / "2", sample(numbers=(12, 13)))
    archive.deposit(read_parcels([one, two]), created=now)
    [receipt] = archive.deposit([read_parcel(one)], created=now)
    assert (receipt.outcome, receipt.version) == (Outcome.UNCHANGED, 1)


def test_receipts_come_in_order_whatever_the_groups(archive: Archive, now: datetime) -> None:
    names = ["urn:a", "urn:b", "urn:a", "urn:c", "urn:a", "urn:b"]
    deposits = [
        Deposit(name, {"f.txt": f"{name} {i}".encode()}, "m") for i, name in enumerate(names)
    ]
    receipts = archive.deposit(deposits, created=now, batch=4)
    assert [(r.object_id, r.version) for r in receipts] == [
        ("urn:a", 1),
        ("urn:b", 1),
        ("urn:a", 2),
        ("urn:c", 1),
        ("urn:a", 3),
        ("urn:b", 2),
    ]
    assert sorted(info.object_id for info in archive.objects()) == ["urn:a", "urn:b", "urn:c"]


def test_one_refused_deposit_does_not_stop_the_others(archive: Archive, now: datetime) -> None:
    deposits = [
        Deposit("urn:a", {"ok.txt": b"1"}),
        Deposit("urn:b", {"../evil": b"2"}),
        Deposit("urn:c", {}),
        Deposit("urn:d", {"ok.txt": b"4"}),
    ]
    outcomes = [receipt.outcome.value for receipt in archive.deposit(deposits, created=now)]
    assert outcomes == ["added", "refused", "refused", "added"]
    assert audit(archive.root).objects == 2


HOSTILE = [
    "..", ".", "", "/etc/passwd", "a/../b", "a//b", "a/", "/a", "~root/x", "a\nb", "a\x00b", "%0A/",
    "caf\u00e9", "cafe\u0301", "CON", "aux.txt", "a b", "a\\b", "x" * 300, ".hidden", "a/.b", "a.",
    "\udcff", "C:x",
]  # fmt: skip


@pytest.mark.parametrize("path", HOSTILE)
def test_a_hostile_logical_path_is_refused(archive: Archive, now: datetime, path: str) -> None:
    before = tree(archive.root)
    [receipt] = archive.deposit([Deposit("urn:x", {path: b"x"})], created=now)
    assert receipt.outcome is Outcome.REFUSED
    assert tree(archive.root) == before


@pytest.mark.parametrize("pair", [("a.txt", "A.txt"), ("a", "a/b"), ("x/Y", "x/y/z")])
def test_paths_that_clash_on_some_system_are_refused(archive, now, pair) -> None:
    [receipt] = archive.deposit([Deposit("urn:x", dict.fromkeys(pair, b"x"))], created=now)
    assert receipt.outcome is Outcome.REFUSED


@pytest.mark.parametrize("name", ["../../evil", "/abs", "a\nb", "\x00", "🦀" * 200, "..", "%2e%2e"])
def test_any_object_identifier_stays_inside_the_root(
    archive: Archive, now: datetime, name: str, tmp_path: Path
) -> None:
    outside = {path for path in tree(tmp_path) if not path.startswith(("root/", "root.work/"))}
    [receipt] = archive.deposit([Deposit(name, {"f.txt": b"x"})], created=now)
    assert receipt.added
    assert archive.read(name)["f.txt"] == b"x"
    report = audit(archive.root)
    assert report.ok, report.problems
    now_outside = {path for path in tree(tmp_path) if not path.startswith(("root/", "root.work/"))}
    assert now_outside == outside


def test_an_identifier_that_is_no_text_is_an_error(archive: Archive, now: datetime) -> None:
    for name in ("", "\udc80"):
        with pytest.raises(ArchiveError):
            archive.deposit([Deposit(name, {"f.txt": b"x"})], created=now)


def test_files_are_read_from_disk_but_never_through_links(
    archive: Archive, now: datetime, tmp_path: Path
) -> None:
    (tmp_path / "real").write_bytes(b"content" * 400_000)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    [good] = archive.deposit([Deposit("urn:a", {"f": tmp_path / "real"})], created=now)
    assert good.added
    assert archive.read("urn:a")["f"] == (tmp_path / "real").read_bytes()
    for path in (tmp_path / "link", tmp_path, Path("/dev/zero"), tmp_path / "none"):
        [bad] = archive.deposit([Deposit("urn:b", {"f": path})], created=now)
        assert bad.outcome is Outcome.REFUSED
        assert str(path) in bad.message


def test_a_time_without_zone_is_refused(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="time zone"):
        archive.deposit([Deposit("urn:a", {"f": b""})], created=datetime(2026, 1, 1))  # noqa: DTZ001


def test_opening_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no archive yet"):
        Archive.open(tmp_path / "none")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("mine")
    with pytest.raises(ArchiveError, match="no OCFL"):
        Archive.open(tmp_path / "full", create=True)
    assert tree(tmp_path / "full") == {"letter.txt": b"mine"}
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArchiveError):
        Archive.open(tmp_path / "file", create=True)


def test_an_empty_folder_becomes_an_archive(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    assert Archive.open(tmp_path / "root", create=True).root == tmp_path / "root"
    assert audit(tmp_path / "root").ok


def test_a_damaged_object_takes_no_further_version(archive: Archive, now: datetime) -> None:
    archive.deposit([Deposit("urn:a", {"f": b"1"})], created=now)
    [inventory] = [p for p in archive.root.rglob("inventory.json") if "v1" not in p.parts]
    inventory.write_bytes(inventory.read_bytes() + b" ")
    [receipt] = archive.deposit([Deposit("urn:a", {"f": b"2"})], created=now)
    assert receipt.outcome is Outcome.REFUSED
    assert "audit" in receipt.message


def test_versions_can_be_restored(archive: Archive, tmp_path: Path, now: datetime) -> None:
    one, two = sample(), sample(numbers=(12, 13))
    for name, report in (("1", one), ("2", two)):
        archive.deposit([read_parcel(write_parcel(tmp_path / name, report))], created=now)
    for number, name in ((1, "1"), (2, "2"), (None, "2")):
        target = tmp_path / f"restored{number}"
        archive.restore(ID, target, number)
        restored = tree(target)
        for path, data in tree(tmp_path / name).items():
            assert restored[path] == data
    with pytest.raises(ArchiveError, match="not an empty folder"):
        archive.restore(ID, tmp_path / "restored1")
    with pytest.raises(ArchiveError, match="no version v3"):
        archive.restore(ID, tmp_path / "other", 3)
    with pytest.raises(ArchiveError, match="holds no object"):
        archive.read("urn:none")
    assert not (tmp_path / "other").exists()


def test_reading_a_rotten_file_is_an_error(archive: Archive, now: datetime, tmp_path: Path) -> None:
    archive.deposit([Deposit("urn:a", {"f": b"content", "g": b"other"})], created=now)
    [stored] = archive.root.rglob("content/f")
    stored.write_bytes(b"c0ntent")
    with pytest.raises(ArchiveError, match="damaged"):
        archive.read("urn:a")["f"]
    with pytest.raises(ArchiveError, match="damaged"):
        archive.restore("urn:a", tmp_path / "out")
    assert not list(tmp_path.glob("*out*"))


def test_facts_with_nothing_known_make_an_object_too(
    archive: Archive, tmp_path: Path, now: datetime
) -> None:
    report = sample(report={"title": None, "rights": {"status": "unknown"}})
    folder = write_parcel(tmp_path / "p", report)
    facts = json.loads((folder / "facts.json").read_text())
    facts["process"] = {}
    facts["copies"][0] |= {"slice": None, "site": None, "media_type": None, "encoding": None}
    (folder / "facts.json").write_text(json.dumps(facts))
    [receipt] = archive.deposit([read_parcel(folder)], created=now)
    assert receipt.added
    record = json.loads(archive.read(receipt.object_id)["metadata/datacite.json"])
    assert record["publicationYear"] == "0000"
    assert record["rightsList"][0]["rightsUri"].endswith("/CNE/1.0/")


@settings(max_examples=25, deadline=None)
@given(
    states=st.lists(
        st.dictionaries(
            st.sampled_from(["a", "b/c", "b/d", "e.txt"]), st.binary(max_size=20), min_size=1
        ),
        min_size=1,
        max_size=5,
    )
)
def test_every_version_stays_as_it_was_deposited(
    tmp_path_factory: pytest.TempPathFactory, states: list[dict[str, bytes]]
) -> None:
    archive = Archive.open(tmp_path_factory.mktemp("a") / "root", create=True)
    kept: list[dict[str, bytes]] = []
    for state in states:
        [receipt] = archive.deposit(
            [Deposit("urn:x", state)], created=datetime(2026, 1, 1, tzinfo=UTC)
        )
        if not kept or kept[-1] != state:
            kept.append(state)
        assert receipt.version == len(kept)
    for number, state in enumerate(kept, start=1):
        assert dict(archive.read("urn:x", number)) == state
    report = audit(archive.root)
    assert report.ok, report.problems
    stored = [p for p in archive.root.rglob("*") if p.is_file() and "content" in p.parts]
    assert len(stored) == len({data for state in kept for data in state.values()})


def test_slices_with_the_same_text_are_one_copy(tmp_path: Path) -> None:
    part = Slice(1, "same\n")
    report = sample(slices=(part, Slice(2, "same\n")))
    with pytest.raises(ArchiveError, match="names a source twice"):
        read_parcel(write_parcel(tmp_path / "p", report))


HOSTILE = ["../../etc/passwd", "/dev/null", "a\nb\r%0A.txt", "caf\u00e9\u0301 \u202e.txt", "CON",
           "x" * 300, "~root", "nul\0byte", "C:\\x", "<b>&amp;</b>"]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_name_is_kept_in_metadata_and_never_becomes_a_path(
    archive: Archive, tmp_path: Path, now: datetime, name: str
) -> None:
    part = Slice(12, "text\n", file=name)
    parcel = read_parcel(write_parcel(tmp_path / "p", sample(slices=(part,))))
    [receipt] = archive.deposit([parcel], created=now)
    files = archive.read(receipt.object_id)
    captured = json.loads(files[f"source/{part.sha256}.capture.json"])
    assert captured["file"] == name
    record = etree.fromstring(files["metadata/premis.xml"])
    [original] = record.iterfind(".//{http://www.loc.gov/premis/v3}originalName")
    shown = name.replace("\0", "\\u{0000}")
    assert str(original.text) == shown
    allowed = re.compile(r"[A-Za-z0-9._=/-]+")
    assert all(allowed.fullmatch(path) for path in tree(archive.root))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["p", "root", "root.work"]
