"""Reports out of an archive and into another one, in bags.

A bag holds one folder for each report: either the files of one version, which any system can
take, or the whole OCFL object with its history, which another archive of this kind takes over
byte for byte.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from archivist.archive.bagit.bag import BagFile, write_bag
from archivist.archive.bagit.bag_check import Bag, open_bag
from archivist.archive.bagit.bag_profile import IDENTIFIER, PROFILE
from archivist.archive.fixity.audit_object import audit_object
from archivist.archive.fixity.register import Register
from archivist.archive.model import Deposit, Outcome, Receipt
from archivist.archive.ocfl import durable, layout
from archivist.archive.ocfl.inventory import NAME as INVENTORY
from archivist.archive.ocfl.inventory import SIDECAR
from archivist.archive.ocfl.layout import object_key
from archivist.archive.ocfl.locks import ObjectLocks
from archivist.archive.ocfl.recovery import roll_forward, staging_area
from archivist.archive.ocfl.storage import folders_above, read_bytes, read_inventory
from archivist.archive.records.facts import object_id, parse_facts
from archivist.archive.records.parcel import RECEIVED, ReportRecord, check_content
from archivist.archive.records.premis import PATH as PREMIS
from archivist.errors import ArchiveError
from archivist.version import __version__
from archivist.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from archivist.archive.archive import Archive
    from archivist.archive.bagit.unpack import Limits
    from archivist.archive.model import Depositor


class BagForm(Enum):
    """What a bag holds of each report."""

    FILES = "files"  # the files of one version, under their own names
    HISTORY = "history"  # the OCFL object: every version


@dataclass(frozen=True, slots=True)
class _Report:
    """One report on its way into a bag."""

    object_id: str
    folder: str
    title: str
    created: str


def export_bag(
    archive: Archive,
    object_ids: Sequence[str],
    target: Path,
    *,
    form: BagForm = BagForm.FILES,
    version: int | None = None,
) -> BagFile:
    """Write objects as one serialised bag; every byte is checked on its way out.

    Args:
        archive: Where they are.
        object_ids: Which; at least one.
        target: The zip file to make.
        form: Files of one version, or the whole history.
        version: For ``FILES``: which version; the newest for ``None``.

    Raises:
        ArchiveError: An object is missing or damaged, or the bag cannot be written.
    """
    if not object_ids:
        raise ArchiveError("no object is named for the bag; name at least one, see the list")
    reports = _named(archive, sorted(set(object_ids)), version)
    if form is BagForm.HISTORY:
        payload = (item for report in reports for item in _history(archive, report))
    else:
        payload = (item for report in reports for item in _files(archive, report, version))
    info = [
        ("Source-Organization", "archivist"),
        ("Bagging-Date", max(report.created for report in reports)[:10]),
        ("Bag-Software-Agent", f"archivist {__version__}"),
        ("BagIt-Profile-Identifier", IDENTIFIER),
        ("Internal-Sender-Description", f"{counted(len(reports), 'report')}, form: {form.value}"),
        *(("External-Identifier", report.object_id) for report in reports),
        *(("External-Description", report.title) for report in reports if report.title),
    ]
    return write_bag(target, payload, info, {"bag-profile.json": PROFILE})


def _named(archive: Archive, object_ids: Sequence[str], version: int | None) -> list[_Report]:
    """Give each object a folder of its own, by the report's identifier where it has one."""
    reports: list[_Report] = []
    taken = set()
    for name in object_ids:
        files = archive.read(name, version)
        created = archive.log(name)[-1 if version is None else version - 1].created
        folder, title = object_key(name)[:16], ""
        if "facts.json" in files:
            facts = parse_facts(files["facts.json"], f"facts.json of {name}")
            folder, title = facts.report_id, facts.text("title") or ""
        if folder in taken:
            folder = f"{folder}-{object_key(name)[:16]}"
        taken.add(folder)
        reports.append(_Report(name, folder, title, created))
    return reports


def _files(archive: Archive, report: _Report, version: int | None) -> Iterator[tuple[str, bytes]]:
    for path, data in archive.read(report.object_id, version).items():
        yield f"{report.folder}/{path}", data


def _history(archive: Archive, report: _Report) -> Iterator[tuple[str, bytes]]:
    folder = archive.storage.folder(object_key(report.object_id))
    with archive.storage.reading(folder.name):
        found = audit_object(archive.root, folder)
        if found.problems:
            raise ArchiveError(f"{found.problems[0]}; repair it before it is exported")
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        for path in paths:
            yield f"{report.folder}/{path.relative_to(folder).as_posix()}", read_bytes(path)


def import_bag(
    archive: Archive,
    container: Path,
    *,
    created: datetime,
    user: Depositor,
    limits: Limits | None = None,
) -> list[Receipt]:
    """Take the reports of a bag into an archive, once the whole bag is found valid.

    Args:
        archive: The archive.
        container: The bag: a zip or tar file, or a folder.
        created: Time of the import, with a time zone.
        user: Who answers for it.
        limits: What is refused as a bomb.

    Returns:
        A receipt for each report: added, unchanged (held already, or an older state of it), or
        refused, with the reason.

    Raises:
        ArchiveError: The bag is not valid or hostile; nothing was taken.
    """
    try:
        with staging_area(archive.storage) as scratch:
            durable.make_dirs(scratch / "unpacked")
            bag = open_bag(container, scratch / "unpacked", limits)
            reports = _reports(bag)
            histories = [name for name, files in reports.items() if _is_object(files)]
            receipts = [
                _take_history(archive, f"{bag.name}/{name}", reports[name], scratch)
                for name in histories
            ]
            rest = [_deposit(bag, name, f) for name, f in reports.items() if name not in histories]
            return receipts + archive.deposit(rest, created=created, user=user)
    except OSError as error:
        message = (
            f"{container} cannot be imported into {archive.root}: {error.strerror}; free space on "
            "that disk or mend it, then import it again"
        )
        raise ArchiveError(message) from error


def _reports(bag: Bag) -> dict[str, dict[str, Path]]:
    """The files of each report, by the folder of the report."""
    tops = {
        name for name in bag.payload if name.endswith(("facts.json", layout.OBJECT_DECLARATION))
    }
    folders = {name.rpartition("/")[0] for name in tops if name.count("/") <= 1}
    if not folders:
        message = (
            f"{bag.name} is valid, but holds no report of this program; unpack it and clean its "
            "files, then deposit what comes of it"
        )
        raise ArchiveError(message)
    reports: dict[str, dict[str, Path]] = {folder: {} for folder in folders}
    for name, path in bag.payload.items():
        folder = "" if "" in folders else name.partition("/")[0]
        if folder not in reports:
            message = f"{bag.name}: data/{name} belongs to no report; take it out of the bag"
            raise ArchiveError(message)
        reports[folder][name.removeprefix(f"{folder}/") if folder else name] = path
    return dict(sorted(reports.items()))


def _is_object(files: Mapping[str, Path]) -> bool:
    return layout.OBJECT_DECLARATION in files


def _deposit(bag: Bag, name: str, files: Mapping[str, Path]) -> Deposit | Receipt:
    """A version that another archive gave, exactly as it is; its PREMIS is kept beside ours."""
    where = f"{bag.name}/{name}"
    try:
        content = {layout.check_logical_path(path): read_bytes(files[path]) for path in files}
        received = content.pop(RECEIVED, None) or content.get(PREMIS)
        content.pop(PREMIS, None)
        facts = check_content(content, where)
    except ArchiveError as error:
        return Receipt(where, Outcome.REFUSED, message=str(error))
    origin = f"imported from the bag {bag.name} (manifests SHA-512 {bag.seal[:32]})"
    record = ReportRecord(facts, content, origin=origin, received=received)
    return Deposit(object_id(facts.key), content, provenance=record)


def _take_history(archive: Archive, where: str, files: Mapping[str, Path], batch: Path) -> Receipt:
    """Take over an OCFL object, or the versions of it that are new here."""
    try:
        key = object_key(_identifier(read_bytes(files[INVENTORY])))
        # Below a folder named by the key, so that after a crash recovery looks after this object.
        place = batch / key / uuid.uuid4().hex
        copy = place / layout.object_path(key)
        for name, path in sorted(files.items()):
            target = copy / _stored_path(name)
            durable.make_dirs(target.parent)
            durable.write_new(target, durable.read_regular(path))
        verdict = audit_object(place, copy)
        if verdict.problems:
            return Receipt(where, Outcome.REFUSED, message=str(verdict.problems[0]))
        durable.sync(archive.storage.staging, [batch])
        return _install(archive, key, copy, batch)
    except (ArchiveError, KeyError, TypeError, ValueError) as error:
        message = f"{where} holds no sound OCFL object ({error}); export it again"
        return Receipt(where, Outcome.REFUSED, message=message)


def _identifier(inventory: bytes) -> str:
    """The object's identifier, from an inventory that is not checked yet."""
    found = json.loads(inventory)["id"]
    if not isinstance(found, str):
        raise TypeError("its identifier is no text")
    return layout.check_object_id(found)


def _stored_path(name: str) -> str:
    """A path inside an OCFL object of ours."""
    if name.rpartition("/")[2] != layout.OBJECT_DECLARATION:
        layout.check_logical_path(name)
    elif name != layout.OBJECT_DECLARATION:
        raise ArchiveError(f"{name!r} has no place in an object")
    return name


def _install(archive: Archive, key: str, copy: Path, batch: Path) -> Receipt:
    storage = archive.storage
    target = storage.folder(key)
    locks = ObjectLocks(storage.locks)
    locks.acquire(key, wait=True)
    try:
        there, data = read_inventory(copy)
        if not target.is_dir():
            durable.make_dirs(target.parent)
            durable.move(copy, target)
            durable.sync(storage.staging, [target, *folders_above(target, storage.root)])
            return _receipt(archive, key, Outcome.ADDED)
        here, held = roll_forward(target, batch)
        if here.head >= there.head and read_bytes(target / f"v{there.head}" / INVENTORY) == data:
            return _receipt(archive, key, Outcome.UNCHANGED)
        if here.head >= there.head or read_bytes(copy / f"v{here.head}" / INVENTORY) != held:
            reason = "it tells another history than the archive; export the files of one version"
            return Receipt(here.object_id, Outcome.REFUSED, message=reason)
        for number in range(here.head + 1, there.head + 1):
            durable.move(copy / f"v{number}", target / f"v{number}")
            durable.sync(storage.staging, [target])
            roll_forward(target, batch)
        return _receipt(archive, key, Outcome.ADDED)
    finally:
        locks.release()


def _receipt(archive: Archive, key: str, outcome: Outcome) -> Receipt:
    folder = archive.storage.folder(key)
    inventory, _ = read_inventory(folder)
    version = inventory.version(None)
    digest = read_bytes(folder / SIDECAR).decode().partition(" ")[0]
    Register(archive.storage.work).deposited([(inventory.object_id, inventory.head, digest)])
    return Receipt(
        inventory.object_id,
        outcome,
        inventory.head,
        version.message,
        digest,
        dict(version.state),
        str(layout.object_path(key)),
    )
