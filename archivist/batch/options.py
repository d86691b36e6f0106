"""What a person can decide about a batch; one object, handed to every process."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from archivist.batch.shards import Kind
from archivist.batch.write import WORK
from archivist.core.correction import Correction
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
        shards: put the reports into shards of this kind, not into a folder each.
        profiles: folders of profiles beside the packaged ones, later ones first in rank.
        read: encoding, columns and limits.
        clean: publisher and site, where a person knows better.
        scratch: folder for what must not lie in ``out``, when nothing is to be written there.
    """

    out: Path
    jobs: int = 1
    check: bool = False
    again: bool = False
    shards: Kind | None = None
    profiles: tuple[Path, ...] = ()
    read: ReadOptions = field(default_factory=ReadOptions)
    clean: CleanOptions = field(default_factory=CleanOptions)
    scratch: Path | None = None

    @property
    def work(self) -> Path:
        """Folder for what is being built and what waits; removed when a run ends."""
        return self.scratch or self.out / WORK

    @property
    def loaded(self) -> Profiles:
        """The profiles; read once a process."""
        return _loaded(self.profiles)

    def rules_for(self, digest: str) -> str:
        """A digest of everything but its bytes that the result for a copy depends on.

        Args:
            digest: SHA-256 of the copy; corrections of other copies do not matter to it.
        """
        rules = _rules(self.profiles, self.read, replace(self.clean, corrections=()))
        mine = [repr(one) for one in self.clean.corrections if one.concerns(digest)]
        return f"{rules}-{_short(mine)}" if mine else rules

    def deciding(self, more: Iterable[Correction]) -> BatchOptions:
        """The same with further, older corrections, where none that stands is on the same thing."""
        mine = self.clean.corrections
        older = [one for one in more if not any(own.supersedes(one) for own in mine)]
        every = tuple(dict.fromkeys((*mine, *older)))
        return replace(self, clean=replace(self.clean, corrections=every))


@cache
def _loaded(folders: tuple[Path, ...]) -> Profiles:
    return Profiles.load(*folders)


@cache
def _rules(folders: tuple[Path, ...], read: ReadOptions, clean: CleanOptions) -> str:
    parts = [__version__, repr(read), repr(clean)]
    parts += [f"{name}={digest}" for name, digest in sorted(_loaded(folders).digests.items())]
    return _short(parts)


def _short(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
