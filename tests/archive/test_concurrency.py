"""Several processes deposit at once: no version is lost, nothing waits for ever."""

from __future__ import annotations

import multiprocessing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from archivist.archive import Archive, Deposit, Outcome, audit

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 1, tzinfo=UTC)
PROCESSES = 4
DEPOSITS = 50


def _on_one(root: Path, process: int) -> list[int]:
    archive = Archive.open(root, create=True)
    versions = []
    for number in range(DEPOSITS):
        content = {"f": f"{process} {number}".encode()}
        [receipt] = archive.deposit(
            [Deposit("urn:one", content, f"{process}.{number}")], created=NOW
        )
        assert receipt.outcome is Outcome.ADDED
        versions.append(receipt.version)
    return versions


def _on_many(root: Path, process: int) -> list[int]:
    """Groups of objects in an order of each process's own: a lock order that could cross."""
    archive = Archive.open(root, create=True)
    order = list(range(DEPOSITS))
    if process % 2:
        order.reverse()
    deposits = [
        Deposit(f"urn:{number}", {"f": f"{process}".encode()}, f"by {process}") for number in order
    ]
    receipts = archive.deposit(deposits, created=NOW, batch=10)
    return [receipt.version for receipt in receipts]


def _on_own(root: Path, process: int) -> list[int]:
    archive = Archive.open(root, create=True)
    deposits = [Deposit(f"urn:{process}:{n}", {"f": b"x"}, "m") for n in range(DEPOSITS)]
    return [receipt.version for receipt in archive.deposit(deposits, created=NOW, batch=5)]


def _together(work, root: Path) -> list[list[int]]:
    context = multiprocessing.get_context("spawn")
    with context.Pool(PROCESSES) as pool:
        pending = [pool.apply_async(work, (root, number)) for number in range(PROCESSES)]
        return [item.get(timeout=120) for item in pending]


def test_one_object_gets_every_version_once(tmp_path: Path) -> None:
    results = _together(_on_one, tmp_path / "root")
    versions = sorted(number for result in results for number in result)
    assert versions == list(range(1, PROCESSES * DEPOSITS + 1))
    archive = Archive.open(tmp_path / "root")
    log = archive.log("urn:one")
    assert {info.message for info in log} == {
        f"{process}.{number}" for process in range(PROCESSES) for number in range(DEPOSITS)
    }
    assert archive.read("urn:one", 1)["f"] == log[0].message.replace(".", " ").encode()
    assert audit(archive.root, now=NOW).ok


@pytest.mark.parametrize("work", [_on_many, _on_own])
def test_many_objects_in_groups_neither_wait_for_ever_nor_lose(tmp_path: Path, work) -> None:
    results = _together(work, tmp_path / "root")
    report = audit(tmp_path / "root", now=NOW)
    assert report.ok, report.problems
    if work is _on_own:
        assert report.objects == PROCESSES * DEPOSITS
        assert all(number == 1 for result in results for number in result)
        return
    assert report.objects == DEPOSITS
    archive = Archive.open(tmp_path / "root")
    for number in range(DEPOSITS):
        assert len(archive.log(f"urn:{number}")) == PROCESSES
    assert not list((tmp_path / "root.work/staging").iterdir())
