"""What a person can decide about a batch; one object, handed to every process."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from archivist.profiles import Profiles
from archivist.readers import ReadOptions
from archivist.stages.clean import CleanOptions
from archivist.version import __version__


@dataclass(frozen=True)
class BatchOptions:
    """What a person can decide about a batch.

    Attributes:
        out: folder for ``<report id>/`` and ``run.jsonl``.
        jobs: processes; 1 works in the process itself.
        check: write nothing, say what would be written.
        again: clean also what an earlier run has finished.
        profiles: folders of profiles beside the packaged ones, later ones first in rank.
        read: encoding, columns and limits.
        clean: publisher and site, where a person knows better.
    """

    out: Path
    jobs: int = 1
    check: bool = False
    again: bool = False
    profiles: tuple[Path, ...] = ()
    read: ReadOptions = field(default_factory=ReadOptions)
    clean: CleanOptions = field(default_factory=CleanOptions)

    @property
    def loaded(self) -> Profiles:
        """The profiles; read once a process."""
        return _loaded(self.profiles)

    @property
    def rules(self) -> str:
        """A digest of everything but the input that the result depends on, 16 hex digits."""
        return _rules(self.profiles, self.read, self.clean)


@cache
def _loaded(folders: tuple[Path, ...]) -> Profiles:
    return Profiles.load(*folders)


@cache
def _rules(folders: tuple[Path, ...], read: ReadOptions, clean: CleanOptions) -> str:
    parts = [__version__, repr(read), repr(clean)]
    parts += [f"{name}={digest}" for name, digest in sorted(_loaded(folders).digests.items())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
