"""A process that dies at any moment loses nothing, and the next one finishes what it began."""

from __future__ import annotations

import ast
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import archivist.archive as package
from archivist.archive import Archive, Deposit, audit, repair
from archivist.archive.ocfl import durable
from tests.archive.crashing import count_calls, run_and_die, watched
from tests.archive.parcels import tree

NOW = datetime(2026, 3, 1, tzinfo=UTC)
STATES = [
    {"a.txt": b"one", "d/b.txt": b"both"},
    {"a.txt": b"two", "d/b.txt": b"both", "c.txt": b"new"},
    {"a.txt": b"three", "d/b.txt": b"both"},
]
NAMES = ("urn:x", "urn:y")


def deposit_all(root: Path) -> None:
    """Three versions of two objects, each pair in one group; idempotent."""
    archive = Archive.open(root, create=True)
    done = {name: len(archive.log(name)) if archive.holds(name) else 0 for name in NAMES}
    for number, state in enumerate(STATES, start=1):
        todo = [Deposit(name, state, f"v{number}") for name in NAMES if done[name] < number]
        archive.deposit(todo, created=NOW)


def old_versions(root: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(root).items() if "/v" in path}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = tmp_path_factory.mktemp("whole") / "root"
    deposit_all(root)
    return tree(root)


def test_killed_after_each_call_and_run_again_nothing_is_lost(
    tmp_path: Path, whole: dict[str, bytes]
) -> None:
    total = count_calls(lambda: deposit_all(tmp_path / "count/root"))
    assert total > 100
    interrupted = 0
    for after in range(1, total + 1):
        root = tmp_path / f"{after}/root"
        assert run_and_die(lambda: deposit_all(root), after), after  # noqa: B023
        announced = {}
        if root.exists():
            found = audit(root, now=NOW)
            interrupted += not found.ok
            # Whatever the moment: what an inventory announces is there and sound.
            assert all("not announced" in p.detail or "empty" in p.detail or "agree" in p.detail
                       for p in found.problems), (after, found.problems)  # fmt: skip
            announced = old_versions(root)
        deposit_all(root)
        report = audit(root, now=NOW)
        assert report.ok, (after, report.problems)
        assert report.objects == 2
        after_all = tree(root)
        assert after_all == whole, after
        assert all(after_all[path] == data for path, data in announced.items()), after
        assert not list((tmp_path / f"{after}/root.work/staging").iterdir()), after
        shutil.rmtree(tmp_path / f"{after}")
    assert interrupted, "no kill met a window: the test does not test what it says"


def test_killed_again_during_the_recovery_nothing_is_lost(
    tmp_path: Path, whole: dict[str, bytes]
) -> None:
    """Find the moments that leave work to recovery, and kill the recovery after each call too."""
    total = count_calls(lambda: deposit_all(tmp_path / "count/root"))
    worked = 0
    for after in range(1, total + 1):
        root = tmp_path / f"{after}/root"
        run_and_die(lambda: deposit_all(root), after)  # noqa: B023
        if not root.exists() or audit(root, now=NOW).ok:
            shutil.rmtree(tmp_path / f"{after}")
            continue
        for second in range(1, 30):
            copy = tmp_path / f"{after}-{second}"
            shutil.copytree(tmp_path / f"{after}", copy)
            killed = run_and_die(lambda: Archive.open(copy / "root"), second)  # noqa: B023
            deposit_all(copy / "root")
            assert audit(copy / "root", now=NOW).ok, (after, second)
            assert tree(copy / "root") == whole, (after, second)
            worked += killed
            shutil.rmtree(copy)
            if not killed:
                break
        shutil.rmtree(tmp_path / f"{after}")
    assert worked > 5


def test_nothing_is_renamed_before_what_it_publishes_is_synced(tmp_path: Path) -> None:
    """The order that makes power loss harmless, for objects, versions and announcements."""
    root = tmp_path / "root"
    dirty: set[Path] = set()
    published = []

    def seen(name: str, args: tuple[Any, ...]) -> None:
        if name == "sync":
            dirty.clear()
        elif name in ("open", "mkdir"):
            dirty.add(Path(args[0]))
        elif name == "rename":
            source, target = Path(args[0]), Path(args[1])
            unsynced = [path for path in dirty if path == source or source in path.parents]
            assert not unsynced, f"{target} published before {unsynced}"
            if target.name == "inventory.json":
                # The version it announces must be safe in its place, not only written.
                moved = [path for path in dirty if path.name.startswith("v")]
                assert not moved, f"{target} announces {moved} too early"
            dirty.add(target)
            published.append(target)

    with watched(seen):
        deposit_all(root)
    # Each receipt was given after the last sync: nothing visible is left to luck.
    assert not [path for path in dirty if root in path.parents or path == root]
    assert {path.name for path in published} >= {"root", "v2", "v3", "inventory.json"}


def test_a_receipt_is_given_only_after_the_sync(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path / "root", create=True)
    events: list[str] = []
    with watched(lambda name, _: events.append(name)):
        for _ in archive.deposit_each([Deposit("urn:x", {"f": b"1"})], created=NOW):
            events.append("receipt")  # noqa: PERF401  at this moment, not at the end
    last_rename = max(i for i, name in enumerate(events) if name == "rename")
    assert "sync" in events[last_rename : events.index("receipt")]


def test_without_syncfs_every_file_and_folder_is_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: set[str] = set()
    real = os.fsync

    def fsync(descriptor: int) -> None:
        synced.add(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        real(descriptor)

    monkeypatch.setattr(durable, "_SYNCFS", None)
    monkeypatch.setattr(os, "fsync", fsync)
    archive = Archive.open(tmp_path / "root", create=True)
    archive.deposit([Deposit("urn:x", {"f": b"1"})], created=NOW)
    archive.deposit([Deposit("urn:x", {"f": b"2"})], created=NOW)
    folder = next(archive.storage.objects())
    staged = {path.rpartition("/staging/")[2].partition("/")[2] for path in synced}
    for path in folder.rglob("*"):
        inner = f"{folder.name}/{path.relative_to(folder)}"
        assert inner in staged or str(path) in synced, inner
    above = [folder, *folder.parents][:5]
    assert {str(path) for path in above} <= synced
    assert audit(archive.root, now=NOW).ok


def test_only_one_module_changes_the_disk() -> None:
    """What the exhaustive test cannot see must not exist: no other module writes or renames."""
    forbidden = {
        "mkdir", "rename", "replace", "unlink", "rmdir", "write_bytes", "write_text", "touch",
        "symlink_to", "hardlink_to", "rmtree", "makedirs", "copytree", "copyfile", "truncate",
    }  # fmt: skip
    # Bags and the catalogue are written beside the archive and can be made again from it.
    others = {"durable.py"}
    folder = Path(package.__file__).parent
    for path in sorted(folder.glob("*.py")):
        if path.name in others:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and node.attr in forbidden:
                text = ast.unparse(node)
                harmless = text.startswith(("re.", "message.")) or node.attr == "replace"
                assert harmless, f"{path.name}:{node.lineno}: {text}"


def test_repair_survives_a_kill_after_each_call(tmp_path: Path, whole: dict[str, bytes]) -> None:
    deposit_all(tmp_path / "replica")
    deposit_all(tmp_path / "start/root")
    target = min((tmp_path / "start/root").rglob("v2/content/c.txt"))
    target.write_bytes(b"rotten")

    def work(base: Path) -> None:
        repair(base / "root", tmp_path / "replica", now=NOW)

    shutil.copytree(tmp_path / "start", tmp_path / "count")
    total = count_calls(lambda: work(tmp_path / "count"))
    assert total > 10
    for after in range(1, total + 1):
        base = tmp_path / f"{after}"
        shutil.copytree(tmp_path / "start", base)
        assert run_and_die(lambda: work(base), after)  # noqa: B023
        work(base)
        assert audit(base / "root", now=NOW).ok, after
        assert tree(base / "root") == whole, after
        shutil.rmtree(base)
