"""What a process does with inputs: read, clean, write. Nothing here knows of other processes."""

from __future__ import annotations

import json
import traceback
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from archivist.batch.held import Folder, Held, held_by
from archivist.batch.journal import Entry, Fate
from archivist.batch.options import BatchOptions
from archivist.batch.spool import Parked, park, parked
from archivist.batch.write import Written, alone_with, compare_folder, write_folder
from archivist.core import Source, Zone
from archivist.core.correction import Correction
from archivist.core.edition import Edition
from archivist.errors import (
    ArchivistError,
    LawBroken,
    ProfileError,
    ReadError,
    UsageError,
    WriteError,
)
from archivist.findings import by_severity
from archivist.parcel import parcel
from archivist.readers import read_path
from archivist.readers.chain import printable
from archivist.stages.clean import clean_groups, prepare
from archivist.stages.resolve import identity
from archivist.stages.slices.stitch import Group, Slice, group_slices, kinship

SPOOL = "spool"
Rank = tuple[str, str, str]
"""Name, part and SHA-256 of a copy: the least of several of the same bytes names them all."""

_NOTHING: Mapping[Rank, Slice] = {}
BROKEN = "broken"
"""Folder for the evidence of a broken law."""


@dataclass(frozen=True)
class Item:
    """One input on its way.

    Attributes:
        input: its name, for people.
        path: where it is; none for a record of a crawl.
        source: the record, already read.
        part: which record of a crawl it is.
        error: why the record cannot be read.
        parked: what is on disk of it while it waits for its fellows.
    """

    input: str
    path: Path | None = None
    source: Source | None = None
    part: str = ""
    error: str = ""
    parked: Path | None = None

    @property
    def line(self) -> Entry:
        """A line of the journal for this input, nothing said yet."""
        return Entry(self.input, self.part)


@dataclass(frozen=True)
class Waiting:
    """A copy that is a slice of something: cleaned once all inputs were looked at."""

    item: Item
    sha256: str
    kin: tuple[str, ...]


Looked = Entry | Waiting


def look(item: Item, known: Entry | None, options: BatchOptions) -> Looked:
    """Read an input; clean it at once if it stands alone, else say what it belongs to.

    Args:
        item: the input.
        known: what an earlier run finished of it, by the same rules. If the bytes are the same,
            they are not cleaned to learn which others they belong to.
        options: the batch's options.
    """
    source = read_item(item, options)
    if isinstance(source, Entry):
        return source
    if known is not None and known.sha256 == source.id:
        if known.kin:
            return Waiting(_parked(item, options), source.id, known.kin)
        return replace(item.line, sha256=source.id, fate=Fate.UNCHANGED)
    try:
        one = prepare(source, options.loaded, options.clean)
        kin = tuple(sorted(kinship(one)))
    except WriteError:
        raise
    except Exception as error:  # noqa: BLE001 (one input must not end a batch)
        return _failed(item, source, error, options)
    if kin:
        return Waiting(_parked(item, options, one), source.id, kin)
    return clean_together([item], options, prepared=[one])[0]


def _parked(item: Item, options: BatchOptions, one: Slice | None = None) -> Item:
    """The item without its text: what was found of it goes to disk, a record of a crawl too."""
    if item.source is None and one is None:
        return item
    return replace(item, source=None, parked=park(options.work / SPOOL, item.source, one))


def read_item(item: Item, options: BatchOptions) -> Source | Entry:
    """The source of an input, or the line that says why there is none."""
    if item.source is not None:
        return item.source
    if item.path is None:
        gone = f"{item.input}: what waited was taken away by another run; run again"
        return replace(item.line, fate=Fate.UNREADABLE, error=item.error or gone)
    try:
        return read_path(item.path, options.read)[0]
    except ReadError as error:
        return replace(item.line, fate=Fate.UNREADABLE, error=str(error))
    except WriteError:
        raise
    except Exception as error:  # noqa: BLE001 (one input must not end a batch)
        text = f"{item.input}: cannot be read ({type(error).__name__}: {error})"
        return replace(item.line, fate=Fate.FAILED, error=" ".join(text.split()))


def clean_together(
    items: Sequence[Item], options: BatchOptions, *, prepared: Sequence[Slice] = ()
) -> list[Entry]:
    """Clean copies that may belong together, write their reports, and say what came of each.

    Copies that a report's folder holds from an earlier run are cleaned with them, so that late
    slices give what all slices together would have given.

    Args:
        items: the inputs.
        options: the batch's options.
        prepared: the same copies, if they were read and prepared already.
    """
    if prepared:
        read = _Read([(item, one.source) for item, one in zip(items, prepared, strict=True)])
    else:
        read = _read_again(items, options)
    if not read.sources:
        return read.failed
    try:
        slices = list(prepared) or _prepared([s for _, s in read.sources], options, read.known)
        groups = group_slices(slices)
        with _quiet(groups, options):
            groups, deciding = _whole(slices, groups, options)
            editions = clean_groups(groups, deciding.loaded, deciding.clean)
            written = {e.report.id: _write(e, options) for e in editions}
    except WriteError:
        raise
    except Exception as error:  # noqa: BLE001 (one report must not end a batch)
        return read.failed + [_failed(*one, error, options) for one in read.sources]
    kin = {s.source.id: tuple(sorted(kinship(s))) for s in slices}
    told = []
    for item, source in read.sources:
        edition = _holder(editions, source.id)
        line = replace(
            item.line,
            sha256=source.id,
            report=edition.report.id,
            written=str(written[edition.report.id]),
            kin=kin[source.id],
            rules=options.rules_for(source.id),
            findings=by_severity(edition.findings),
        )
        told.append(replace(line, **_numbers(edition, source.id)))
    return read.failed + told


@dataclass
class _Read:
    """Inputs that were read, what is known of them from before, and those that cannot be read."""

    sources: list[tuple[Item, Source]] = field(default_factory=list)
    known: dict[Rank, Slice] = field(default_factory=dict)
    failed: list[Entry] = field(default_factory=list)


def _read_again(items: Sequence[Item], options: BatchOptions) -> _Read:
    """Inputs that waited for their fellows, from where they were parked or came from."""
    read = _Read()
    for item in items:
        waited = parked(item.parked) if item.parked else Parked(None)
        source = waited.source or read_item(item, options)
        if isinstance(source, Entry):
            read.failed.append(source)
            continue
        read.sources.append((item, source))
        if one := waited.prepared(source):
            read.known[_rank(source)] = one
    return read


def reclean(folder: Path, more: Held, options: BatchOptions) -> None:
    """Clean a report again, together with what is held elsewhere, and write its folder anew."""
    own = held_by(Folder(folder), options.read)
    told = options.deciding(own.corrections).deciding(more.corrections)
    slices = _prepared([*own.sources, *more.sources], told)
    for edition in clean_groups(group_slices(slices), told.loaded, told.clean):
        _write(edition, told)


def _prepared(
    sources: Sequence[Source], options: BatchOptions, known: Mapping[Rank, Slice] = _NOTHING
) -> list[Slice]:
    """Each document once: the same bytes under two names are one copy, by the lesser name.

    Args:
        sources: the copies.
        options: the batch's options.
        known: those that were prepared already, by the same options.
    """
    found: dict[str, Source] = {}
    for source in sorted(sources, key=_rank):
        found.setdefault(source.id, source)
    return [
        known.get(_rank(one)) or prepare(one, options.loaded, options.clean)
        for one in found.values()
    ]


def _quiet(groups: Sequence[Group], options: BatchOptions) -> AbstractContextManager[None]:
    names = [identity(group.key).id for group in groups]
    return nullcontext() if options.check else alone_with(options.work, names)


def _whole(
    slices: Sequence[Slice], groups: list[Group], options: BatchOptions
) -> tuple[list[Group], BatchOptions]:
    """The documents with the copies and corrections that their folders hold from earlier.

    A copy in the folder that came from a file of the same name is taken to be replaced. The same
    bytes under another name are one copy, whichever was cleaned first: it goes by the lesser name.
    """
    mine = {s.source.id: _rank(s.source) for s in slices}
    names = {s.source.origin.name for s in slices}
    earlier: list[Source] = []
    decided: list[Correction] = []
    for group in groups:
        folder = options.out / identity(group.key).id
        held = held_by(Folder(folder), options.read) if folder.is_dir() else Held()
        for source in held.sources:
            rank = mine.get(source.id)
            if source.origin.name not in names if rank is None else _rank(source) < rank:
                earlier.append(source)
        decided += [c for c in held.corrections if any(c.concerns(s.id) for s in earlier)]
    if not earlier:
        return groups, options
    told = options.deciding(decided)
    instead = {s.id for s in earlier}
    kept = [s for s in slices if s.source.id not in instead]
    return group_slices([*kept, *_prepared(earlier, told)]), told


def _rank(source: Source) -> Rank:
    return source.origin.name, source.origin.part or "", source.id


def _write(edition: Edition, options: BatchOptions) -> Written:
    files = parcel(edition)
    folder = options.out / edition.report.id
    return compare_folder(folder, files) if options.check else write_folder(folder, files)


def _holder(editions: Sequence[Edition], digest: str) -> Edition:
    return next(e for e in editions if any(s.id == digest for s in e.sheet.sources))


def _numbers(edition: Edition, digest: str) -> dict[str, Any]:
    """Characters of one copy, how many of them are noise, and its place in the document."""
    sheet = edition.sheet
    for k, source in enumerate(sheet.sources):
        if source.id != digest:
            continue
        start = sheet.bases[k]
        end = start + len(source.text)
        place = next(
            (
                f"{c.slice}/{c.slices}" if c.slices else str(c.slice)
                for c in edition.copies
                if c.slice and (c.source.id == digest or any(d.id == digest for d in c.duplicates))
            ),
            "",
        )
        noise = sheet.zones.count(Zone.SITE_NOISE, start, end)
        return {"characters": len(source.text), "removed": noise, "slice": place}
    return {}


def _failed(item: Item, source: Source | None, error: Exception, options: BatchOptions) -> Entry:
    """The line of an input that could not be cleaned; what is known of it is kept as evidence."""
    where = item.input + (f" ({item.part})" if item.part else "")
    if isinstance(error, UsageError | ProfileError):  # a correction; no bug, and no evidence of one
        return replace(item.line, fate=Fate.REFUSED, error=f"{where}: {error}")
    if isinstance(error, ArchivistError):
        fate = Fate.LAW_BROKEN if isinstance(error, LawBroken) else Fate.FAILED
        text = f"{where}: {error}"
    else:
        fate = Fate.FAILED
        text = f"{where}: {type(error).__name__}: {error}"
    digest = source.id if source else ""
    if source and not options.check:
        folder = options.out / BROKEN / digest[:16]
        about = {
            "input": item.input,
            "part": item.part,
            "error": str(error),
            "trace": traceback.format_exception(error),
        }
        evidence = json.dumps(about, ensure_ascii=False, indent=1) + "\n"
        write_folder(
            folder, {"evidence.json": evidence.encode("utf-8", "replace"), "source": source.raw}
        )
        text += f"; the evidence is in {folder}, please report it"
    return replace(item.line, sha256=digest, fate=fate, error=" ".join(text.split()))


def item_of(path: Path, source: Source) -> Item:
    """The item for a record of a crawl."""
    return Item(
        printable(str(path)), source=source, part=(source.origin.part or "").rpartition("#")[2]
    )
