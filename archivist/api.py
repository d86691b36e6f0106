"""The library's face: thin calls over readers, stages, TEI and archive.

>>> from archivist import Profiles, clean, read_bytes, to_tei
>>> sources = read_bytes(b"A lone line of prose.", name="note.txt")
>>> edition = clean(sources, Profiles.load())[0]
>>> to_tei(edition)[:38]
b'<?xml version="1.0" encoding="UTF-8"?>'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from archivist.archive import AuditReport, Receipt, audit, verbs
from archivist.core import Origin, Source
from archivist.core.edition import Edition
from archivist.core.explain import Explained, explain_line
from archivist.parcel import SOFTWARE, parcel
from archivist.profiles import Profiles
from archivist.readers import ReadOptions, read_path
from archivist.readers import read_bytes as _read_bytes
from archivist.stages.clean import CleanOptions, clean
from archivist.tei.validate import Problem, validate_bytes, validate_file
from archivist.tei.write import write_tei

__all__ = [
    "AuditReport",
    "CleanOptions",
    "Edition",
    "Profiles",
    "ReadOptions",
    "Receipt",
    "audit",
    "clean",
    "deposit",
    "explain",
    "parcel",
    "read",
    "read_bytes",
    "to_tei",
    "validate",
]


def read(path: Path | str, options: ReadOptions | None = None) -> list[Source]:
    """The sources in one file.

    Raises:
        ReadError: naming the file, what is wrong and what to do.
    """
    return read_path(Path(path), options)


def read_bytes(
    raw: bytes, *, name: str = "input", options: ReadOptions | None = None
) -> list[Source]:
    """The sources in *raw*, called *name* in what is written.

    Raises:
        ReadError: with the excuse of each reader.
    """
    return _read_bytes(raw, Origin(name), options)


def to_tei(edition: Edition) -> bytes:
    """The TEI document of an edition, valid, its text proved to be the reading of the labels."""
    return write_tei(edition, SOFTWARE)


def validate(document: Path | bytes) -> list[Problem]:
    """Faults of a TEI document; an empty list means that it is valid."""
    if isinstance(document, bytes):
        return validate_bytes(document)
    return validate_file(document)


def explain(edition: Edition, line: int, source: int = 0) -> Explained:
    """Who said what of line *line* (from 1) of the edition's copy number *source*."""
    return explain_line(edition.sheet, source, line)


def deposit(
    folders: Iterable[Path], archive: Path, *, created: datetime | None = None
) -> Sequence[Receipt]:
    """Put cleaned folders into an archive; what it holds already is not written again.

    Raises:
        ArchiveError: the archive cannot be written.
    """
    return list(verbs.deposit(folders, archive, created=created))
