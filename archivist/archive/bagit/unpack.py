"""Opening containers that other people packed: zip, tar, or a folder.

Nothing a container says decides where anything is written: members are stored under numbers, and
their names are kept in a table. So no name can lead outside, collide, or be changed by the file
system. Links, devices, encryption, and what grows beyond the limits are refused.
"""

from __future__ import annotations

import errno
import stat
import tarfile
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from archivist.archive.ocfl import durable
from archivist.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT)
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused as a bomb.

    Attributes:
        size: Bytes of all members together, unpacked.
        files: Number of members.
        ratio: Unpacked size against the size of the container, once it is beyond ``free``.
        free: Bytes that may always be unpacked, whatever the ratio.
    """

    size: int = 4 << 30
    files: int = 100_000
    ratio: int = 200
    free: int = 16 << 20


def unpack(container: Path, folder: Path, limits: Limits | None = None) -> dict[str, Path]:
    """Unpack a container into a folder of ours, or list the files of a folder.

    Args:
        container: A zip or tar file (compressed or not), or a folder, which is read in its place.
        folder: An existing empty folder for the members.
        limits: What is too much.

    Returns:
        Name inside the container to the file that holds the member.

    Raises:
        ArchiveError: It is none, damaged, or hostile; the message says what.
        OSError: There is no room to unpack it.
    """
    bounds = limits or Limits()
    try:
        if container.is_dir() and not container.is_symlink():
            return _checked(container, dict(_folder_files(container, container)), bounds)
        opened = _members(container)
        return _checked(container, _store(container, opened, folder, bounds), bounds)
    except _BROKEN as error:
        raise ArchiveError(f"{container} is damaged ({error}); get it again") from error
    except RuntimeError as error:  # how zipfile says that a member is encrypted
        raise ArchiveError(f"{container}: {error}; get it unencrypted") from error
    except OSError as error:
        if error.errno in _FULL:  # not the container's fault
            raise
        message = f"{error.filename or container} cannot be read ({error.strerror or error})"
        raise ArchiveError(f"{message}; mend it and try again") from error


def _members(container: Path) -> Iterator[tuple[str, IO[bytes]]]:
    if zipfile.is_zipfile(container):
        return _zip_members(container)
    if tarfile.is_tarfile(container):
        return _tar_members(container)
    raise ArchiveError(f"{container} is neither folder, zip nor tar; serialise the bag as one")


def _zip_members(container: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with zipfile.ZipFile(container) as archive:
        for member in archive.infolist():
            kind = stat.S_IFMT(member.external_attr >> 16)
            if member.is_dir():
                continue
            if kind not in (0, stat.S_IFREG):
                raise _refuse(container, member.filename, "is a link or device")
            with archive.open(member) as content:
                yield member.filename, content


def _tar_members(container: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with tarfile.open(container) as archive:
        for member in archive:
            if member.isdir():
                continue
            content = archive.extractfile(member) if member.isreg() else None
            if content is None or member.issparse():
                raise _refuse(container, member.name, "is a link, device or sparse file")
            with content:
                yield member.name.removeprefix("./"), content


def _folder_files(folder: Path, top: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.iterdir()):
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            yield from _folder_files(path, top)
        elif stat.S_ISREG(mode):
            yield path.relative_to(top).as_posix(), path
        else:
            raise _refuse(top, str(path.relative_to(top)), "is a link, device or pipe")


def _store(
    container: Path, members: Iterator[tuple[str, IO[bytes]]], folder: Path, limits: Limits
) -> dict[str, Path]:
    stored: dict[str, Path] = {}
    budget = _Budget(container, limits)
    for name, content in members:
        if name in stored:
            raise _refuse(container, name, "comes twice")
        path = folder / f"{len(stored) + 1:06}"
        durable.write_new(path, budget.count(content))
        stored[name] = path
        if len(stored) > limits.files:
            raise ArchiveError(f"{container} has more than {limits.files} files; split it")
    return stored


class _Budget:
    """Counts what is really unpacked, whatever the container says about sizes."""

    def __init__(self, container: Path, limits: Limits) -> None:
        packed = container.stat().st_size
        self._container = container
        self._allowed = min(limits.size, max(limits.free, packed * limits.ratio))
        self._used = 0

    def count(self, content: IO[bytes]) -> Iterator[bytes]:
        while chunk := content.read(durable.CHUNK):
            self._used += len(chunk)
            if self._used > self._allowed:
                message = (
                    f"{self._container} unpacks to more than {self._allowed} bytes; that is taken "
                    "for an attack: unpack it yourself if you trust it, and name the folder"
                )
                raise ArchiveError(message)
            yield chunk


def _refuse(container: Path, name: str, complaint: str) -> ArchiveError:
    return ArchiveError(f"{container}: member {name!r} {complaint}; nothing of it was taken")


def _checked(container: Path, stored: dict[str, Path], limits: Limits) -> dict[str, Path]:
    """Refuse names that mean to lead elsewhere, or that would be one file on some systems."""
    if len(stored) > limits.files:
        raise ArchiveError(f"{container} has more than {limits.files} files; split it")
    seen: dict[str, str] = {}
    for name in stored:
        parts = name.split("/")
        if (
            any(part in ("", ".", "..") for part in parts)
            or "\\" in name
            or "\0" in name
            or name[:1] == "~"
            or name[1:2] == ":"
            or any(0xD800 <= ord(char) <= 0xDFFF for char in name)
        ):
            raise _refuse(container, name, "has a name that leads elsewhere or is no text")
        folded = unicodedata.normalize("NFC", name).casefold()
        if (other := seen.setdefault(folded, name)) != name:
            raise _refuse(container, name, f"and {other!r} are one file on some systems")
    return stored
