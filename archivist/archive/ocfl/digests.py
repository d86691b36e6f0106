"""Message digests of a file, all taken in one reading."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivist.archive.ocfl.durable import read_regular

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Digests:
    """Size in bytes and lower-case hexadecimal digests of one content."""

    size: int
    sha512: str
    sha256: str
    md5: str


def digest_chunks(chunks: Iterable[bytes]) -> Digests:
    """Digest a content given in pieces.

    SHA-512 is what OCFL asks for; SHA-256 is how sources are named; MD5 is what repositories and
    object stores give back, so that later comparison needs no second reading.
    """
    sha512, sha256, md5 = hashlib.sha512(), hashlib.sha256(), hashlib.md5(usedforsecurity=False)
    size = 0
    for chunk in chunks:
        size += len(chunk)
        sha512.update(chunk)
        sha256.update(chunk)
        md5.update(chunk)
    return Digests(size, sha512.hexdigest(), sha256.hexdigest(), md5.hexdigest())


def digest_content(content: bytes | Path) -> Digests:
    """Digest bytes, or a regular file.

    Raises:
        OSError: The file cannot be read, or is a link or device.
    """
    return digest_chunks([content] if isinstance(content, bytes) else read_regular(content))
