"""From the folders of cleaned reports into an archive, with the copies it holds already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from archivist.archive import (
    Archive,
    Deposit,
    Outcome,
    Receipt,
    object_id,
    parse_facts,
    read_parcel,
)
from archivist.batch.held import held_by
from archivist.batch.options import BatchOptions
from archivist.batch.work import reclean
from archivist.errors import ArchiveError, ArchivistError


def deposit_reports(
    reports: Iterable[str], archive: Archive, options: BatchOptions, *, created: datetime
) -> Iterator[Receipt]:
    """Deposit reports of the output folder by their ids, in the order given.

    Where the archive holds copies of a report that this run did not see, the report is cleaned
    again with them first: a late slice makes a new version of the whole, never a smaller one.
    """

    def parcels() -> Iterator[Deposit | Receipt]:
        for report in reports:
            folder = options.out / report
            try:
                complete(folder, archive, options)
                yield read_parcel(folder)
            except ArchivistError as error:
                yield Receipt(str(folder), Outcome.REFUSED, message=str(error))

    yield from archive.deposit_each(parcels(), created=created)


def complete(folder: Path, archive: Archive, options: BatchOptions) -> bool:
    """Clean a report again with the copies that only the archive holds; whether there were any."""
    path = folder / "facts.json"
    try:
        facts = parse_facts(path.read_bytes(), str(path))
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be read; clean the report again") from error
    name = object_id(facts.key)
    known = {copy.source for copy in facts.copies}
    if not archive.holds(name):
        return False
    held = held_by(archive.read(name), options.read, known=known)
    if held.sources:
        reclean(folder, held, options)
    return bool(held.sources)
