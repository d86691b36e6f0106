"""BagIt 1.0 (RFC 8493): names and tag files, and the writing of a serialised bag.

A bag is written beside its place and renamed when it is complete and synced. The same payload
gives the same bytes: members are sorted and carry a fixed time.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
import uuid
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivist.archive.ocfl import durable
from archivist.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
ALGORITHMS = ("sha512", "sha256")
_MEMBER_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip file can name
_ESCAPES = {"%": "%25", "\n": "%0A", "\r": "%0D"}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.zip")


@dataclass(frozen=True, slots=True)
class BagFile:
    """A bag that was written.

    Attributes:
        path: The zip file.
        files: How many payload files.
        size: Their bytes, before compression.
        sha512: Digest of the zip file.
    """

    path: Path
    files: int
    size: int
    sha512: str


def encode_name(name: str) -> str:
    """A payload path as manifests must hold it: ``%``, LF and CR percent-encoded (2.1.3)."""
    return re.sub(r"[%\n\r]", lambda match: _ESCAPES[match[0]], name)


def decode_name(name: str) -> str:
    """The reverse of ``encode_name``; other percent signs stay, for older writers leave them."""
    return re.sub(r"%(25|0[AaDd])", lambda match: chr(int(match[1], 16)), name)


def payload_name(name: str) -> str:
    """A path below ``data/`` in NFC, checked.

    Raises:
        ArchiveError: It could lead out of the bag, or no file system could hold it.
    """
    normal = unicodedata.normalize("NFC", name)
    segments = normal.split("/")
    if any(part in ("", ".", "..") for part in segments) or re.search(r"[\x00\\]|^~|^.:", normal):
        message = f"{name!r} cannot be the path of a payload file; rename it"
        raise ArchiveError(message)
    try:
        normal.encode()
    except UnicodeEncodeError as error:
        message = f"{name!r} is no valid Unicode and cannot be in a bag; rename it"
        raise ArchiveError(message) from error
    return normal


def write_bag(
    target: Path,
    payload: Iterable[tuple[str, bytes]],
    info: Sequence[tuple[str, str]],
    tags: Mapping[str, bytes] | None = None,
) -> BagFile:
    """Write a bag as a zip file with one folder, named like the file.

    Args:
        target: The file to make, ``NAME.zip``; it must not exist.
        payload: Paths below ``data/`` and contents; contents are taken one at a time.
        info: Labels and values of ``bag-info.txt``; ``Payload-Oxum`` is added.
        tags: Further tag files.

    Raises:
        ArchiveError: The target exists, a path is unfit or comes twice, or the disk refuses.
            Nothing is left behind.
    """
    if not _NAME.fullmatch(target.name):
        message = f"{target.name!r} cannot name a bag; call it letters, digits, '.', '_', '-' .zip"
        raise ArchiveError(message)
    if os.path.lexists(target):
        raise ArchiveError(f"{target} exists already; remove it or name another file")
    scratch = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
    try:
        durable.make_dirs(target.parent)
        try:
            with zipfile.ZipFile(scratch, "x", zipfile.ZIP_DEFLATED) as archive:
                files, size = _Writer(archive, target.stem).write(payload, info, tags or {})
            digest = hashlib.sha512()
            for chunk in durable.read_regular(scratch):
                digest.update(chunk)
            durable.sync(target.parent, [scratch])
            durable.move(scratch, target)
            durable.sync(target.parent, [target.parent])
        except BaseException:
            if os.path.lexists(scratch):
                durable.remove_file(scratch)
            raise
    except OSError as error:
        message = (
            f"the bag {target} cannot be written: {error.strerror or error}; free space or name "
            "another place, nothing was left there"
        )
        raise ArchiveError(message) from error
    return BagFile(target, files, size, digest.hexdigest())


class _Writer:
    """Writes members and keeps their digests for the manifests."""

    def __init__(self, archive: zipfile.ZipFile, folder: str) -> None:
        self._archive = archive
        self._folder = folder

    def write(
        self,
        payload: Iterable[tuple[str, bytes]],
        info: Sequence[tuple[str, str]],
        tags: Mapping[str, bytes],
    ) -> tuple[int, int]:
        """Write all members; give number and size of the payload files."""
        manifests: dict[str, list[str]] = {name: [] for name in ALGORITHMS}
        seen: dict[str, str] = {}
        count = size = 0
        for name, data in payload:
            path = payload_name(name)
            if (other := seen.setdefault(path.casefold(), name)) != name or count == len(seen):
                message = f"{name!r} and {other!r} are one path on some systems; rename one"
                raise ArchiveError(message)
            count, size = count + 1, size + len(data)
            self._member(f"data/{path}", data)
            _list(manifests, f"data/{path}", data)
        written = {
            "bagit.txt": DECLARATION,
            "bag-info.txt": bag_info([*info, ("Payload-Oxum", f"{size}.{count}")]),
            **{f"manifest-{name}.txt": _sorted(lines) for name, lines in manifests.items()},
            **tags,
        }
        listed: dict[str, list[str]] = {name: [] for name in ALGORITHMS}
        for name, data in sorted(written.items()):
            self._member(name, data)
            _list(listed, name, data)
        for name, lines in listed.items():
            self._member(f"tagmanifest-{name}.txt", _sorted(lines))
        return count, size

    def _member(self, name: str, data: bytes) -> None:
        member = zipfile.ZipInfo(f"{self._folder}/{name}", _MEMBER_TIME)
        member.compress_type = zipfile.ZIP_DEFLATED
        member.external_attr = 0o644 << 16
        member.create_system = 3  # Unix, so that the mode counts whatever system this runs on
        self._archive.writestr(member, data)


def _list(manifests: dict[str, list[str]], path: str, data: bytes) -> None:
    for algorithm, lines in manifests.items():
        lines.append(f"{hashlib.new(algorithm, data).hexdigest()}  {encode_name(path)}\n")


def _sorted(lines: list[str]) -> bytes:
    return "".join(sorted(lines, key=lambda line: line.partition("  ")[2])).encode()


def bag_info(fields: Sequence[tuple[str, str]]) -> bytes:
    """``bag-info.txt``: one field a line, white space in values folded, nothing wrapped."""
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in fields).encode()


def parse_info(data: bytes) -> Iterator[tuple[str, str]]:
    """Labels and values of a tag file; indented lines go on with the value before.

    Raises:
        ValueError: A line is neither.
    """
    label, value = "", ""
    for line in re.split(r"\r\n|\n|\r", data.decode("utf-8-sig")):
        if line[:1] in (" ", "\t") and label:
            value += " " + line.strip()
            continue
        if label:
            yield label, value
        label, value = "", ""
        if line.strip():
            label, colon, value = line.partition(":")
            if not colon or label != label.strip() or not label:
                raise ValueError(f"{line[:60]!r} is no label with a value")
            value = value.strip()
    if label:
        yield label, value
