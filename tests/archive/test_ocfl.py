"""Other people's programs read what we write: ocfl-py judges it, @ocfl/ocfl-fs reads it."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archivist.archive import Archive, Deposit, Depositor, read_parcels
from archivist.archive.ocfl.layout import object_key, object_path
from tests.archive.oracles import HashedNTuple, ocfl_complaints
from tests.archive.parcels import sample, write_parcel

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ODD = "urn:x-odd:ü/../../%0A~root"
SCRIPT = Path(__file__).parent / "js"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports and other objects, some of several versions, with every odd state we know."""
    base = tmp_path_factory.mktemp("ocfl")
    archive = Archive.open(base / "root", create=True)
    archive.deposit(read_parcels([write_parcel(base / "1", sample())]), created=NOW)
    parcels = [
        write_parcel(base / "2", sample(numbers=(12, 13))),
        write_parcel(base / "3", sample("mirror.example/88", (1,))),
    ]
    person = Depositor("Zoë Ångström", "mailto:zoe@example.org")
    archive.deposit(read_parcels(parcels), created=NOW, user=person)
    odd = [
        Deposit(ODD, {"a": b"", "b/c": b"", "d": b"x"}, "empty and double files"),
        Deposit(ODD, {"b/c": b"x"}, "only known bytes: no content of its own"),
        Deposit(ODD, {"a": b"", "b/c": b"", "d": b"x"}, "as it was"),
    ]
    archive.deposit(odd, created=NOW)
    return base / "root"


def test_every_object_is_valid_for_ocfl_py(root: Path) -> None:
    assert ocfl_complaints(root) == []


def test_the_judge_sees_damage(root: Path, tmp_path: Path) -> None:
    """Else its silence would mean nothing."""
    shutil.copytree(root, tmp_path / "root")
    ledger = min((tmp_path / "root").rglob("ledger.tsv"))
    ledger.write_bytes(ledger.read_bytes()[::-1])
    assert any("good of" in line for line in ocfl_complaints(tmp_path / "root"))


@pytest.mark.parametrize("name", ["object-01", "..hor/rib:le-$id", "urn:x", "ü\n"])
def test_objects_lie_where_extension_0004_puts_them(name: str) -> None:
    assert str(object_path(object_key(name))) == HashedNTuple().identifier_to_path(name)


def test_the_examples_of_extension_0004() -> None:
    """From the text of the extension, example 1."""
    assert str(object_path(object_key("object-01"))) == (
        "3c0/ff4/240/3c0ff4240c1e116dba14c7627f2319b58aa3d77606d0d90dfc6161608ac987d4"
    )
    assert str(object_path(object_key("..hor/rib:le-$id"))) == (
        "487/326/d8c/487326d8c2a3c0b885e23da1469b4d6671fd4e76978924b4443e9e3c316cda6d"
    )


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("THE SECOND OCFL READER IS NOT TESTED HERE: node and npm are not installed")
    folder = tmp_path_factory.mktemp("js")
    for name in ("package.json", "read_all.js"):
        shutil.copy(SCRIPT / name, folder)
    command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, timeout=240)
    if done.returncode:
        pytest.skip("THE SECOND OCFL READER IS NOT TESTED HERE: npm cannot install @ocfl/ocfl-fs")
    return folder / "read_all.js"


def test_every_version_is_read_by_the_javascript_library(root: Path, reader: Path) -> None:
    done = subprocess.run(
        ["node", str(reader), str(root)], check=True, capture_output=True, timeout=120
    )
    archive = Archive.open(root)
    wanted = {
        info.object_id: {
            f"v{number}": {
                path: hashlib.sha512(data).hexdigest()
                for path, data in archive.read(info.object_id, number).items()
            }
            for number in range(1, info.versions + 1)
        }
        for info in archive.objects()
    }
    assert len(wanted) == 3
    assert json.loads(done.stdout) == wanted
