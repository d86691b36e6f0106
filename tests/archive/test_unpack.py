"""Containers that mean harm: nothing is written outside, nothing grows without bound."""

from __future__ import annotations

import io
import tarfile
import warnings
import zipfile
from pathlib import Path

import pytest

from archivist.archive.bagit.unpack import Limits, unpack
from archivist.errors import ArchiveError
from tests.archive.parcels import tree


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def _tar(path: Path, *members: tarfile.TarInfo, mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for member in members:
            archive.addfile(member, io.BytesIO(b"x" * member.size))
    return path


def _member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    info.size = 1 if kind == tarfile.REGTYPE else 0
    return info


HOSTILE_NAMES = ["../evil", "a/../../evil", "/evil", "~/evil", "a\\..\\evil", "C:\\evil", "a//b"]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_no_member_leads_outside(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / "in/scratch").mkdir(parents=True)
    path = tmp_path / f"x.{kind}"
    if kind == "zip":
        _zip(path, {"bag/bagit.txt": b"x", name: b"evil"})
    else:
        _tar(path, _member("bag/bagit.txt"), _member(name))
    before = set(tree(tmp_path))
    with pytest.raises(ArchiveError, match="leads elsewhere"):
        unpack(path, tmp_path / "in/scratch")
    written = set(tree(tmp_path)) - before
    assert all(name.startswith("in/scratch/00000") for name in written), written


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE]
)
def test_links_and_devices_in_a_tar_are_refused(tmp_path: Path, kind: bytes) -> None:
    (tmp_path / "s").mkdir()
    path = _tar(tmp_path / "x.tar", _member("bag/l", kind, "/etc/passwd"), _member("bag/l/x"))
    with pytest.raises(ArchiveError, match="link, device"):
        unpack(path, tmp_path / "s")
    assert list((tmp_path / "s").iterdir()) == []


def test_links_in_a_zip_are_refused(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    info = zipfile.ZipInfo("bag/l")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    with pytest.raises(ArchiveError, match="link or device"):
        unpack(tmp_path / "x.zip", tmp_path / "s")


@pytest.mark.parametrize("pair", [("a.txt", "A.TXT"), ("caf\u00e9", "cafe\u0301")])
def test_names_that_are_one_file_on_some_systems_are_refused(tmp_path: Path, pair) -> None:
    (tmp_path / "s").mkdir()
    with pytest.raises(ArchiveError, match="one file on some systems"):
        unpack(_zip(tmp_path / "x.zip", dict.fromkeys(pair, b"x")), tmp_path / "s")


def test_a_member_that_comes_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
            archive.writestr("bag/a", b"good")
            archive.writestr("bag/a", b"bad")
    with pytest.raises(ArchiveError, match="twice"):
        unpack(tmp_path / "x.zip", tmp_path / "s")


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "tar.bz2", "tar.xz"])
def test_a_bomb_is_stopped_by_what_it_really_unpacks(tmp_path: Path, kind: str) -> None:
    (tmp_path / "s").mkdir()
    path = tmp_path / f"x.{kind}"
    size = 64 << 20
    if kind == "zip":
        _zip(path, {"bag/zero": bytes(size)})
    else:
        info = _member("bag/zero")
        info.size = size
        with tarfile.open(path, f"w:{kind[4:]}") as archive:  # type: ignore[call-overload]
            archive.addfile(info, io.BytesIO(bytes(size)))
    with pytest.raises(ArchiveError, match="taken for an attack"):
        unpack(path, tmp_path / "s")
    assert sum(len(data) for data in tree(tmp_path / "s").values()) < 24 << 20
    free = Limits(ratio=10**9)
    assert unpack(path, _fresh(tmp_path), free)["bag/zero"].stat().st_size == size


def _fresh(folder: Path) -> Path:
    (folder / "fresh").mkdir()
    return folder / "fresh"


def test_a_zip_that_lies_about_sizes_is_refused(tmp_path: Path) -> None:
    """The declared size is a small one; what follows is not believed."""
    path = _zip(tmp_path / "x.zip", {"bag/zero": bytes(4000)})
    data = path.read_bytes().replace((4000).to_bytes(4, "little"), (40).to_bytes(4, "little"))
    path.write_bytes(data)
    (tmp_path / "s").mkdir()
    with pytest.raises(ArchiveError, match="damaged"):
        unpack(path, tmp_path / "s")


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    path = _zip(tmp_path / "x.zip", {f"bag/{number}": b"" for number in range(30)})
    with pytest.raises(ArchiveError, match="more than 20 files"):
        unpack(path, tmp_path / "s", Limits(files=20))


def test_what_is_no_container_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"just text")
    (tmp_path / "s").mkdir()
    for name, complaint in (("x", "neither"), ("nothing", "cannot be read")):
        with pytest.raises(ArchiveError, match=complaint):
            unpack(tmp_path / name, tmp_path / "s")
