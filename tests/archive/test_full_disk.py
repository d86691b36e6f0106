"""A full disk: the error names the cause, nothing half-made is in the archive, the next run works.

Needs root, because a small file system of its own must be mounted.
"""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archivist.archive import (
    Archive,
    BagForm,
    Deposit,
    Receipt,
    audit,
    export_bag,
    import_bag,
    list_objects,
    read_parcels,
    search,
)
from archivist.errors import ArchiveError, ExitCode
from tests.archive.parcels import sample, tree, write_parcel

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MiB."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(tmp_path)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("DISK FULL IS NOT TESTED HERE: mounting a small tmpfs needs root")
    try:
        yield tmp_path
    finally:
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def objects(first: int, size: int = 60_000) -> Iterator[Deposit]:
    for number in range(first, 200):
        content = random.Random(number).randbytes(size)
        yield Deposit(f"urn:{number}", {"a": content, "b": content[:1000]}, "m")


@pytest.mark.parametrize("group", [1, 7, 100])
def test_a_full_disk_leaves_a_sound_archive(small_disk: Path, group: int) -> None:
    archive = Archive.open(small_disk / "root", create=True)
    receipts: list[Receipt] = []
    given = archive.deposit_each(objects(0), created=NOW, batch=group)
    with pytest.raises(ArchiveError, match=r"No space left on device.*free space") as caught:
        receipts.extend(given)  # those given before the error count
    assert caught.value.exit_code is ExitCode.ARCHIVE
    report = audit(small_disk / "root", now=NOW)
    assert report.ok, report.problems
    assert report.objects == len(receipts)
    assert not list((small_disk / "root.work/staging").iterdir()), "staging is reclaimed"
    if receipts:
        _make_room(small_disk, archive)
    again = Archive.open(small_disk / "root").deposit(objects(198), created=NOW)
    assert all(receipt.added for receipt in again)
    assert audit(small_disk / "root", now=NOW).ok


def _make_room(small_disk: Path, archive: Archive) -> None:
    """A larger disk: as an administrator would."""
    del archive
    command = ["mount", "-o", "remount,size=6m", str(small_disk)]
    subprocess.run(command, check=True)


def test_no_room_for_a_bag_an_import_or_a_catalogue(small_disk: Path, tmp_path: Path) -> None:
    """Each names the cause, leaves nothing half done, and works once there is room."""
    elsewhere = Path(tempfile.mkdtemp(dir=tmp_path.parent))  # not on the small disk
    parcels = [write_parcel(elsewhere / str(n), sample(f"site.example/{n}")) for n in range(3)]
    Archive.open(elsewhere / "root", create=True).deposit(read_parcels(parcels), created=NOW)
    names = [item.object_id for item in list_objects(elsewhere / "root")]
    bag = export_bag(elsewhere / "root", names, elsewhere / "x.zip", form=BagForm.HISTORY).path
    Archive.open(small_disk / "root", create=True).deposit(read_parcels(parcels), created=NOW)
    before = tree(small_disk / "root")
    filler = _fill(small_disk)
    with pytest.raises(ArchiveError, match=r"No space left.*free space"):
        export_bag(small_disk / "root", names, small_disk / "bag.zip")
    with pytest.raises(ArchiveError, match=r"No space left.*free space"):
        import_bag(bag, small_disk / "root", created=NOW)
    with pytest.raises(ArchiveError, match=r"full.*disk has room"):
        search(small_disk / "root", "crane")
    assert not list(small_disk.glob("*bag.zip*"))
    assert tree(small_disk / "root") == before
    filler.unlink()
    assert audit(small_disk / "root", now=NOW).ok
    assert len(search(small_disk / "root", '"crane lifts"')) == 3
    assert len(import_bag(bag, small_disk / "root", created=NOW)) == 3


def _fill(folder: Path) -> Path:
    path = folder / "filler"
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(512))
    return path


def test_no_room_for_a_new_version_leaves_the_old(small_disk: Path) -> None:
    archive = Archive.open(small_disk / "root", create=True)
    archive.deposit([Deposit("urn:x", {"a": b"1"})], created=NOW)
    before = archive.read("urn:x")["a"]
    big = random.Random(1).randbytes(4_000_000)
    with pytest.raises(ArchiveError, match="No space left"):
        archive.deposit([Deposit("urn:x", {"a": big})], created=NOW)
    assert Archive.open(small_disk / "root").read("urn:x")["a"] == before
    assert len(archive.log("urn:x")) == 1
    assert audit(small_disk / "root", now=NOW).ok
