"""Copies that wait for their fellows: what the first look found of each is on disk until then."""

from __future__ import annotations

import pickle
import uuid
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from archivist.batch.write import writing
from archivist.core import Sheet, Source
from archivist.stages.site.noise import NoiseReport
from archivist.stages.slices.stitch import Slice, describe

_TOLD = (
    *("zones", "inlines", "zone_rules", "inline_rules", "rules"),
    *("edits", "links", "facts", "vetoes", "lost"),
)
"""What a sheet holds besides its text."""


class Parked(NamedTuple):
    """What is kept of a copy.

    Attributes:
        source: a record of a crawl; None for a file, which can be read again.
        digest: SHA-256 of the copy that was looked at.
        told: what was claimed of its text; empty if nobody looked.
        report: what was found out about the site.
    """

    source: Source | None
    digest: str = ""
    told: tuple[Any, ...] = ()
    report: NoiseReport | None = None

    def prepared(self, source: Source) -> Slice | None:
        """The copy as it was prepared; None where nobody looked, or the file is another by now."""
        if self.report is None or source.id != self.digest:
            return None
        sheet = replace(Sheet.of(source), **dict(zip(_TOLD, self.told, strict=True)))
        return Slice(sheet, self.report, describe(sheet, self.report))


def park(folder: Path, source: Source | None, one: Slice | None) -> Path:
    """Put a copy on disk: about 1 kB for a file of 7 kB.

    Args:
        folder: where; made if it is not there.
        source: the copy, if it cannot be read again.
        one: the copy as prepared, if it was.

    Raises:
        WriteError: there is no room or no right.
    """
    kept = Parked(source)
    if one is not None:
        told = tuple(getattr(one.sheet, name) for name in _TOLD)
        kept = Parked(source, one.source.id, told, one.report)
    path = folder / uuid.uuid4().hex
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(zlib.compress(pickle.dumps(kept), 1))
    return path


def parked(path: Path) -> Parked:
    """What was put there; nothing if another run, ending, has emptied the folder."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Parked(None)
    kept: Parked = pickle.loads(zlib.decompress(data))  # noqa: S301 (our own spool)
    return kept
