"""Bags: what we write is valid for others, what others write is checked to the last byte."""

from __future__ import annotations

import hashlib
import os
import tarfile
import unicodedata
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import bagit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.archive.bagit.bag import decode_name, encode_name, write_bag
from archivist.archive.bagit.bag_check import open_bag
from archivist.archive.bagit.unpack import Limits
from archivist.errors import ArchiveError
from tests.archive.parcels import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAYLOAD = {
    "a.txt": b"one",
    "d/e.txt": b"",
    "100%.txt": b"percent",
    "a%41.txt": b"looks encoded",
    "perc%0Aent": b"looks like a line end",
    "line\nend\r.txt": b"line ends",
    "caf\u00e9 ~x.txt": b"not ascii",
    "line \u2028 separator.txt": b"no line end of BagIt",
}
INFO = [("Source-Organization", "an  institute\nof words"), ("Contact-Name", "A")]


def write(folder: Path, payload: dict[str, bytes] | None = None) -> Path:
    items = (PAYLOAD if payload is None else payload).items()
    return write_bag(folder / "bag.zip", items, INFO).path


def opened(container: Path, scratch: Path, limits: Limits | None = None) -> dict[str, bytes]:
    scratch.mkdir()
    bag = open_bag(container, scratch, limits)
    return {name: path.read_bytes() for name, path in bag.payload.items()}


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = write(tmp_path)
    assert opened(path, tmp_path / "s") == PAYLOAD
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_the_same_payload_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    os.utime(tmp_path, (0, 0))
    first, second = write(tmp_path), write(tmp_path / "x")
    assert first.read_bytes() == second.read_bytes()


def _extract(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return folder / path.stem


def test_a_bag_is_valid_for_the_reference_library(tmp_path: Path) -> None:
    """Without the names in which that library departs from RFC 8493: with percent signs, which it
    does not encode, and with U+2028, at which it ends a line."""
    names = [name for name in PAYLOAD if not {"%", "\u2028"} & set(name)]
    folder = _extract(write(tmp_path, {name: PAYLOAD[name] for name in names}), tmp_path / "x")
    bag = bagit.Bag(str(folder))
    bag.validate()
    assert set(bag.payload_files()) == {f"data/{name}" for name in names}
    assert bag.info["Source-Organization"] == "an institute of words"
    (folder / "data/a.txt").write_bytes(b"two")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(folder)).validate()


def test_percent_signs_are_encoded_as_the_rfc_says(tmp_path: Path) -> None:
    folder = _extract(write(tmp_path), tmp_path / "x")
    manifest = (folder / "manifest-sha512.txt").read_bytes().decode()
    listed = {line.split("  ", 1)[1] for line in manifest.split("\n") if line}
    assert "data/100%25.txt" in listed
    assert "data/perc%250Aent" in listed
    assert "data/line%0Aend%0D.txt" in listed


def test_bags_of_the_reference_library_are_read(tmp_path: Path) -> None:
    """Also those with percent signs it leaves unencoded."""
    folder = tmp_path / "made"
    (folder / "d").mkdir(parents=True)
    contents = {"d/x.txt": b"x", "100%.txt": b"y", "a%41.txt": b"z", "r\n.txt": b"line"}
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    bagit.make_bag(str(folder), {"Contact-Name": "B"}, checksums=["md5", "sha256"])
    assert opened(folder, tmp_path / "s") == contents


@given(st.text(min_size=1))
def test_encoding_of_names_can_be_undone(name: str) -> None:
    assert decode_name(encode_name(name)) == name
    assert not set(encode_name(name)) & {"\n", "\r"}


@settings(max_examples=30, deadline=None)
@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=9).filter(
            lambda name: "/" not in name and "\\" not in name and name not in (".", "..")
            and name[0] != "~" and name[1:2] != ":"
        ),
        st.binary(max_size=40),
        min_size=1,
        max_size=5,
    )
)  # fmt: skip
def test_any_names_survive(tmp_path_factory: pytest.TempPathFactory, payload) -> None:
    base = tmp_path_factory.mktemp("any")
    normal = {unicodedata.normalize("NFC", name) for name in payload}
    if len({name.casefold() for name in normal}) != len(payload):
        with pytest.raises(ArchiveError, match="one path on some systems"):
            write(base, payload)
        return
    wanted = {unicodedata.normalize("NFC", name): data for name, data in payload.items()}
    assert opened(write(base, payload), base / "s") == wanted


def test_names_are_written_in_nfc_and_found_in_either_form(tmp_path: Path) -> None:
    decomposed = "cafe\u0301.txt"
    path = write(tmp_path, {decomposed: b"x"})
    assert opened(path, tmp_path / "s") == {"caf\u00e9.txt": b"x"}
    # A packer that decomposes names, as some file systems did.
    again = tmp_path / "again.zip"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(again, "w") as target:
        for member in source.namelist():
            target.writestr(unicodedata.normalize("NFD", member), source.read(member))
    assert opened(again, tmp_path / "t") == {decomposed: b"x"}


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/x", "~root/x", "a//b", "C:x", "a\\b",
                                  "nul\0", "", "\udcff"])  # fmt: skip
def test_no_unsafe_name_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(ArchiveError):
        write(tmp_path, {name: b"x"})
    assert list(tmp_path.iterdir()) == []


def test_a_bag_never_replaces_anything(tmp_path: Path) -> None:
    path = write(tmp_path)
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match="exists already"):
        write(tmp_path)
    assert path.read_bytes() == before


def test_a_payload_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Iterator[tuple[str, bytes]]:
        yield "a", b"1"
        raise ArchiveError("the object is damaged")

    with pytest.raises(ArchiveError, match="the object is damaged"):
        write_bag(tmp_path / "x.zip", broken(), INFO)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return _extract(write(tmp_path, {"a.txt": b"one", "d/b.txt": b"two"}), tmp_path / "good")


def _rewrite(path: Path, old: bytes, new: bytes) -> Path:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))
    return path


def _drop(bag: Path, pattern: str = "tagmanifest-*") -> Path:
    for path in bag.glob(pattern):
        path.unlink()
    return bag


SPOILED: dict[str, tuple[Callable[[Path], object], str]] = {
    "payload changed": (lambda b: (b / "data/a.txt").write_bytes(b"two"), "data/a.txt.*sha256"),
    "payload missing": (lambda b: (b / "data/a.txt").unlink(), "data/a.txt.*missing"),
    "payload extra": (lambda b: (b / "data/c").write_bytes(b""), "data/c.*not list"),
    "tag file changed": (
        lambda b: _rewrite(b / "bag-info.txt", b"Contact-Name: A", b"Contact-Name: B"),
        "bag-info.txt.*sha256",
    ),
    "manifest changed": (
        lambda b: (b / "manifest-sha512.txt").write_bytes(b""),
        "manifest-sha512",
    ),
    "no declaration": (lambda b: (b / "bagit.txt").unlink(), "no bagit.txt"),
    "blank before the colon": (
        lambda b: _rewrite(b / "bagit.txt", b"Version:", b"Version :"),
        "bagit.txt",
    ),
    "two blanks": (lambda b: _rewrite(b / "bagit.txt", b": 1.0", b":  1.0"), "bagit.txt"),
    "other encoding": (lambda b: _rewrite(b / "bagit.txt", b"UTF-8", b"UTF-16"), "bagit.txt"),
    "other version": (lambda b: _rewrite(b / "bagit.txt", b"1.0", b"2.0"), "versions"),
    "no manifest": (
        lambda b: _drop(b, "*manifest-*"),
        "no payload manifest",
    ),
    "unknown algorithm only": (
        lambda b: (
            _drop(b),
            _drop(b, "manifest-sha256.txt"),
            (b / "manifest-sha512.txt").rename(b / "manifest-crc.txt"),
        ),
        "known algorithm",
    ),
    "listed twice": (
        lambda b: (b / "manifest-sha256.txt").write_bytes(
            (b / "manifest-sha256.txt").read_bytes() * 2
        ),
        "twice",
    ),
    "traversal in the manifest": (
        lambda b: _rewrite(b / "manifest-sha256.txt", b"data/a.txt", b"data/../../a"),
        "missing",
    ),
    "absolute path in the manifest": (
        lambda b: _rewrite(b / "manifest-sha256.txt", b"data/a.txt", b"/etc/passwd"),
        "no place",
    ),
    "no digest": (
        lambda b: _rewrite(b / "manifest-sha256.txt", b"  data/a", b"data/a"),
        "no digest",
    ),
    "manifest not utf-8": (
        lambda b: _rewrite(b / "manifest-sha256.txt", b"data/a", b"data/\xff"),
        "UTF-8",
    ),
    "wrong oxum": (
        lambda b: (_drop(b), _rewrite(b / "bag-info.txt", b"6.2", b"7.2")),
        "Payload-Oxum 7.2 but 6.2",
    ),
    "info without colon": (
        lambda b: (_drop(b), (b / "bag-info.txt").write_bytes(b"nothing\n")),
        "no label",
    ),
    "to be fetched": (
        lambda b: (b / "fetch.txt").write_bytes(b"http://example.org/x - data/x\n"),
        "nothing is fetched",
    ),
    "fetch to elsewhere": (
        lambda b: (b / "fetch.txt").write_bytes(b"http://example.org/x - /tmp/x\n"),
        "nothing is fetched",
    ),
    "link in the payload": (lambda b: (b / "data/l").symlink_to("a.txt"), "link"),
    "link to a folder": (lambda b: (b / "data/l").symlink_to(b / "data/d"), "link"),
    "pipe in the payload": (lambda b: os.mkfifo(b / "data/p"), "pipe"),
}  # fmt: skip


@pytest.mark.parametrize("fault", SPOILED)
def test_a_bag_that_is_not_valid_is_refused_and_the_file_named(
    good: Path, tmp_path: Path, fault: str
) -> None:
    spoil, complaint = SPOILED[fault]
    assert opened(good, tmp_path / "s") == {"a.txt": b"one", "d/b.txt": b"two"}
    spoil(good)
    with pytest.raises(ArchiveError, match=complaint):
        opened(good, tmp_path / "t")


def test_one_flipped_bit_anywhere_in_a_bag_is_found(good: Path, tmp_path: Path) -> None:
    """In every file of the bag, manifests and tag manifests among them."""
    for number, name in enumerate(sorted(tree(good))):
        data = (good / name).read_bytes()
        for place in {0, len(data) // 2, len(data) - 1}:
            spoiled = bytearray(data)
            spoiled[place] ^= 1
            (good / name).write_bytes(bytes(spoiled))
            with pytest.raises(ArchiveError):
                opened(good, tmp_path / f"s{number}.{place}")
        (good / name).write_bytes(data)
    opened(good, tmp_path / "whole")


ACCEPTED: dict[str, Callable[[Path], object]] = {
    "version 0.97": lambda b: (
        _drop(b),
        _rewrite(b / "bagit.txt", b"1.0", b"0.97"),
    ),
    "carriage returns": lambda b: (
        _drop(b),
        [_rewrite(p, b"\n", b"\r\n") for p in b.glob("*.txt")],
    ),
    "upper-case digests": lambda b: (
        _drop(b),
        _drop(b, "manifest-sha512.txt"),
        (b / "manifest-sha256.txt").write_bytes(
            "".join(
                f"{line.split()[0].upper()} {line.split()[1]}\n"
                for line in (b / "manifest-sha256.txt").read_text().splitlines()
            ).encode()
        ),
    ),
    "md5 alone, marked binary": lambda b: (
        _drop(b, "*manifest-*"),
        (b / "manifest-md5.txt").write_bytes(
            b"".join(
                f"{hashlib.md5(p.read_bytes()).hexdigest()} *{p.relative_to(b)}\n".encode()
                for p in (b / "data").rglob("*.txt")
            )
        ),
    ),
    "wrapped info": lambda b: (
        _drop(b),
        (b / "bag-info.txt").write_bytes(b"A: one\n two\n\tthree\nB:\n"),
    ),
    "tag files nobody lists": lambda b: (b / "notes.md").write_bytes(b"x"),
    "fetched already": lambda b: (b / "fetch.txt").write_bytes(b"http://x/ 3 data/a.txt\n"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ACCEPTED)
def test_every_lawful_form_is_read(good: Path, tmp_path: Path, kind: str) -> None:
    ACCEPTED[kind](good)
    assert opened(good, tmp_path / "s") == {"a.txt": b"one", "d/b.txt": b"two"}


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_container_that_was_cut_off_is_refused(tmp_path: Path, cut: float) -> None:
    data = write(tmp_path).read_bytes()
    (tmp_path / "cut.zip").write_bytes(data[: int(len(data) * cut)])
    with pytest.raises(ArchiveError):
        opened(tmp_path / "cut.zip", tmp_path / "s")


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz"])
def test_a_bag_in_a_tar_is_read(good: Path, tmp_path: Path, mode: str) -> None:
    with tarfile.open(tmp_path / "x.tar", mode) as archive:  # type: ignore[call-overload]
        archive.add(good, "any-name")
    assert opened(tmp_path / "x.tar", tmp_path / "s") == {"a.txt": b"one", "d/b.txt": b"two"}
