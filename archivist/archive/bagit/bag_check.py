"""Validation of a bag, complete and by every digest it gives (RFC 8493, sections 2 and 3)."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivist.archive.bagit.bag import decode_name, parse_info
from archivist.archive.bagit.unpack import Limits, unpack
from archivist.archive.ocfl import durable
from archivist.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_DECLARED = re.compile(
    rb"(?:\xef\xbb\xbf)?BagIt-Version: (\d+)\.(\d+)(?:\r\n|\n|\r)"
    rb"Tag-File-Character-Encoding: UTF-8(?:\r\n|\n|\r)?"
)
_MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+(?:\*|\./)?(.+)")
_ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag in which every file has every digest that its manifests give.

    Attributes:
        name: Of the bag, for messages and provenance.
        payload: Path below ``data/`` to the file that holds it.
        info: Labels and values of ``bag-info.txt``.
        seal: SHA-512 over the tag files, which seal the payload: names this bag.
    """

    name: str
    payload: Mapping[str, Path]
    info: tuple[tuple[str, str], ...]
    seal: str


def open_bag(container: Path, scratch: Path, limits: Limits | None = None) -> Bag:
    """Unpack and validate a bag.

    Args:
        container: A zip or tar file, or the folder of a bag.
        scratch: An existing empty folder for what is unpacked.
        limits: What is refused as a bomb.

    Raises:
        ArchiveError: It is no bag, incomplete, altered or hostile; the message names the file.
    """
    files = _inside(container, unpack(container, scratch, limits))
    return _Check(container, files).run()


def _inside(container: Path, files: dict[str, Path]) -> dict[str, Path]:
    """The files below the folder of the bag: the only one of the container, or itself."""
    if "bagit.txt" in files:
        return files
    tops = {name.partition("/")[0] for name in files}
    if len(tops) == 1 and f"{(top := tops.pop())}/bagit.txt" in files:
        return {name.removeprefix(f"{top}/"): path for name, path in files.items()}
    raise ArchiveError(f"{container} is no bag: it has no bagit.txt at its top; name a bag")


class _Check:
    """One validation; the first fault ends it."""

    def __init__(self, container: Path, files: dict[str, Path]) -> None:
        self._where = container
        self._files = files
        self._payload = {name for name in files if name.startswith("data/")}
        # Names may have been normalised on the way here, by a file system or a packer.
        self._normal = {unicodedata.normalize("NFC", name): name for name in files}

    def _fault(self, name: str, complaint: str) -> ArchiveError:
        return ArchiveError(
            f"{self._where}: {name}: {complaint}; the bag is not valid, get it again"
        )

    def _read(self, name: str) -> bytes:
        return b"".join(durable.read_regular(self._files[name]))

    def run(self) -> Bag:
        version = self._declaration()
        manifests = {name: m for name in self._files if (m := _MANIFEST.fullmatch(name))}
        if not any(match[1] is None for match in manifests.values()):
            raise self._fault("manifest", "there is no payload manifest")
        usable = False
        for name, match in sorted(manifests.items()):
            listed = dict(self._manifest(name))
            of_payload = match[1] is None
            if of_payload:
                self._complete(name, set(listed), strict=version >= (1, 0))
            if match[2] in _ALGORITHMS:
                usable |= of_payload
                self._digests(name, match[2], listed)
        if not usable:
            raise self._fault("manifest", "no payload manifest has a known algorithm")
        self._all_listed(manifests)
        info = self._info()
        self._oxum(info)
        self._fetch()
        payload = {name.removeprefix("data/"): self._files[name] for name in sorted(self._payload)}
        return Bag(self._where.name, payload, info, self._seal())

    def _declaration(self) -> tuple[int, int]:
        match = _DECLARED.fullmatch(self._read("bagit.txt"))
        if match is None:
            raise self._fault("bagit.txt", "it does not declare a bag of version and encoding")
        version = int(match[1]), int(match[2])
        if version not in {(0, 97), (1, 0)}:
            raise self._fault("bagit.txt", "only versions 0.97 and 1.0 are known")
        return version

    def _text(self, name: str) -> str:
        try:
            return self._read(name).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise self._fault(name, f"not UTF-8 at byte {error.start}") from error

    def _manifest(self, name: str) -> Iterator[tuple[str, str]]:
        """File name as it is here, digest."""
        tag = name.startswith("tag")
        seen = set()
        for line in filter(None, re.split(r"\r\n|\n|\r", self._text(name))):
            match = _LINE.fullmatch(line)
            if match is None:
                raise self._fault(name, f"{line[:60]!r} is no digest with a path")
            path = unicodedata.normalize("NFC", decode_name(match[2]))
            if path.startswith("data/") is tag:
                raise self._fault(name, f"{path!r} has no place in this manifest")
            if path in seen:
                raise self._fault(name, f"{path!r} is listed twice")
            seen.add(path)
            here = self._normal.get(path)
            if here is None:
                raise self._fault(path, f"{name} lists it, but it is missing")
            yield here, match[1].lower()

    def _complete(self, name: str, listed: set[str], *, strict: bool) -> None:
        """From version 1.0 on each payload manifest lists every payload file."""
        if strict and (extra := sorted(self._payload - listed)):
            raise self._fault(extra[0], f"{name} does not list it")

    def _all_listed(self, manifests: Mapping[str, re.Match[str]]) -> None:
        listed: set[str] = set()
        for name, match in manifests.items():
            if match[1] is None:
                listed |= {here for here, _ in self._manifest(name)}
        if extra := sorted(self._payload - listed):
            raise self._fault(extra[0], "no payload manifest lists it")

    def _digests(self, name: str, algorithm: str, listed: Mapping[str, str]) -> None:
        for path, wanted in listed.items():
            digest = hashlib.new(algorithm, usedforsecurity=False)
            for chunk in durable.read_regular(self._files[path]):
                digest.update(chunk)
            if digest.hexdigest() != wanted:
                raise self._fault(path, f"its {algorithm} is not the one in {name}")

    def _info(self) -> tuple[tuple[str, str], ...]:
        if "bag-info.txt" not in self._files:
            return ()
        try:
            return tuple(parse_info(self._read("bag-info.txt")))
        except ValueError as error:
            raise self._fault("bag-info.txt", str(error)) from error

    def _oxum(self, info: tuple[tuple[str, str], ...]) -> None:
        size = sum(self._files[name].stat().st_size for name in self._payload)
        for label, value in info:
            if label.casefold() == "payload-oxum" and value != f"{size}.{len(self._payload)}":
                found = f"{size}.{len(self._payload)}"
                raise self._fault("bag-info.txt", f"Payload-Oxum {value} but {found} is here")

    def _fetch(self) -> None:
        """Files to be fetched must be here already, which the manifests have shown; list them."""
        if "fetch.txt" not in self._files:
            return
        for line in filter(None, self._text("fetch.txt").splitlines()):
            parts = line.split(maxsplit=2)
            path = unicodedata.normalize("NFC", decode_name(parts[-1]))
            if len(parts) != 3 or not path.startswith("data/") or path not in self._normal:
                raise self._fault("fetch.txt", f"{line[:60]!r} is not here; nothing is fetched")

    def _seal(self) -> str:
        digest = hashlib.sha512()
        for name in sorted(name for name in self._files if _MANIFEST.fullmatch(name)):
            digest.update(self._read(name))
        return digest.hexdigest()
