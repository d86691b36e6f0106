"""A full disk: the error names the cause, nothing half-made is in the archive, the next run works.

Needs root, because a small file system of its own must be mounted.
"""

from __future__ import annotations

import os
import random
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from archivist.archive import Archive, Deposit, Receipt, audit
from archivist.errors import ArchiveError, ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
