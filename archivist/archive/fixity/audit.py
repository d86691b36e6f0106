"""The audit: every byte of the archive read, and everything said about it checked.

What is checked: the declaration and layout of the root, that nothing lies where nothing may lie,
each object's declaration, inventories and sidecars, every stored file against the manifest and
the fixity block, that no object vanished or went back to an earlier version (by the register),
and, from the scraped copies and the ledger alone, that no character of them was lost.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from archivist.archive.fixity.audit_object import Fault, ObjectAudit, Problem, audit_object
from archivist.archive.fixity.audit_root import RootWalk
from archivist.archive.fixity.register import Entry, Register, RegisterUnwritable
from archivist.archive.ocfl.inventory import NAME as INVENTORY
from archivist.archive.ocfl.layout import ROOT_DECLARATION, object_key, object_path
from archivist.archive.ocfl.storage import Storage, work_folder
from archivist.errors import ArchiveError, AuditFailed, AuditIncomplete

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["AuditReport", "Fault", "ObjectAudit", "Problem", "audit", "audit_each"]

_NOTED_EVERY = 100  # objects: what an interrupted audit reads again at most


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What an audit found.

    Attributes:
        root: The storage root.
        objects: How many objects were read in full.
        skipped: How many were left out because they were read recently.
        files: How many files were read.
        size: How many bytes.
        problems: Every fault, with object and file.
        copies: For each damaged object: what the other archives hold of it, in words.
        unnoted: Why the register could not note when the objects were read (a full or read-only
            disk); empty when it could. What was found stays true.
    """

    root: Path
    objects: int = 0
    skipped: int = 0
    files: int = 0
    size: int = 0
    problems: tuple[Problem, ...] = ()
    copies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unnoted: str = ""

    @property
    def ok(self) -> bool:
        """Whether no fault was found."""
        return not self.problems

    @property
    def counts(self) -> dict[Fault, int]:
        """How many faults of each kind."""
        counted = Counter(problem.fault for problem in self.problems)
        return {fault: counted[fault] for fault in Fault}

    def raise_if_damaged(self) -> None:
        """Raise when there is a fault.

        Raises:
            AuditFailed: The message names the first and counts all.
        """
        if self.problems:
            counts = ", ".join(f"{n} {fault.value}" for fault, n in self.counts.items() if n)
            message = f"{self.root}: {counts}; first: {self.problems[0]}; repair from a copy"
            raise AuditFailed(message)


def audit(
    root: Path,
    *,
    older_than: timedelta | None = None,
    now: datetime | None = None,
    others: Sequence[Path] = (),
) -> AuditReport:
    """Audit an archive; as ``audit_each``, summed up."""
    parts = list(audit_each(root, older_than=older_than, now=now, others=others))
    return AuditReport(
        root,
        sum(1 for part in parts if part.object_id and not part.skipped),
        sum(1 for part in parts if part.skipped),
        sum(part.files for part in parts),
        sum(part.size for part in parts),
        tuple(problem for part in parts for problem in part.problems),
        {part.object_id or part.folder.name: part.copies for part in parts if part.copies},
        next((part.unnoted for part in parts if part.unnoted), ""),
    )


def audit_each(
    root: Path,
    *,
    older_than: timedelta | None = None,
    now: datetime | None = None,
    others: Sequence[Path] = (),
) -> Generator[ObjectAudit, None, None]:
    """Audit an archive object by object.

    When each object was last read is kept in the register beside the root, so an audit that was
    interrupted goes on where it stopped when run again with ``older_than``.

    Args:
        root: The storage root.
        older_than: Leave out objects that were read in full and found sound within this time.
        now: The time of the audit, with a time zone; the clock's when not given.
        others: Archives that may hold copies; what they hold of a damaged object is told.

    Yields:
        One result for the root itself (without an object identifier), one for each object, and
        one for each object that the register expects and the root has not.

    Raises:
        AuditIncomplete: The audit cannot be carried out: no archive, or it or its register
            cannot be read. That is never the same as "no fault found".
    """
    storage = _open(root)
    moment = now or datetime.now(UTC)
    if moment.tzinfo is None:
        raise AuditIncomplete("the time of the audit has no time zone; pass one with it")
    try:
        since = None if older_than is None else moment - older_than
        yield from _Run(storage, moment, since, others).results()
    except (ArchiveError, OSError) as error:
        raise AuditIncomplete(f"the audit of {root} could not be completed: {error}") from error


def _open(root: Path) -> Storage:
    try:
        if not root.is_dir():
            raise AuditIncomplete(f"{root} is no folder; the audit could not be carried out")
        root = root.resolve()
        if not any((root / name).exists() for name in (ROOT_DECLARATION, "ocfl_layout.json")):
            message = f"{root} is no OCFL storage root; the audit could not be carried out"
            raise AuditIncomplete(message)
    except OSError as error:
        message = f"{root} cannot be read ({error.strerror}); the audit could not be carried out"
        raise AuditIncomplete(message) from error
    return Storage(root, work_folder(root))


class _Run:
    """One audit: what the register expects, what was read, what is still to be noted."""

    def __init__(
        self,
        storage: Storage,
        moment: datetime,
        since: datetime | None,
        others: Sequence[Path],
    ) -> None:
        self._others = others
        self._storage = storage
        self._moment = moment.astimezone(UTC).isoformat(timespec="seconds")
        self._since = since
        self._register = Register(storage.work) if storage.work.is_dir() else None
        entries = self._register.entries() if self._register else {}
        self._expected = {object_key(name): entry for name, entry in entries.items()}
        self._sound: list[tuple[str, int, str, str]] = []
        self._damaged: list[tuple[str, str]] = []
        self._unnoted = ""

    def results(self) -> Iterator[ObjectAudit]:
        walk = RootWalk(self._storage.root)
        try:
            for folder in walk.objects():
                yield self._one(folder, self._expected.pop(folder.name, None))
                if len(self._sound) + len(self._damaged) >= _NOTED_EVERY:
                    self._note()
        finally:
            # Also when interrupted: what was read and found sound need not be read again.
            self._note()
        problems = tuple(walk.problems)
        yield ObjectAudit(
            "", self._storage.root, files=walk.files, problems=problems, unnoted=self._unnoted
        )
        for key, entry in self._expected.items():
            yield self._vanished(key, entry)

    def _one(self, folder: Path, entry: Entry | None) -> ObjectAudit:
        if entry and entry.checked and entry.sound and self._since is not None:
            checked = datetime.fromisoformat(entry.checked)
            if checked > self._since:
                return ObjectAudit(entry.object_id, folder, skipped=True)
        with self._storage.reading(folder.name):
            result = audit_object(self._storage.root, folder)
        if entry is not None:
            result = _compare(result, entry)
        if result.problems:
            name = entry.object_id if entry else result.object_id
            self._damaged.append((self._moment, name))
            return replace(result, copies=self._copies(folder.name))
        self._sound.append((result.object_id, result.head, result.inventory, self._moment))
        return result

    def _copies(self, key: str) -> tuple[str, ...]:
        """What the other archives hold of an object; each copy is read in full."""
        told = []
        for other in self._others:
            folder = other.resolve() / object_path(key)
            if not folder.is_dir():
                told.append(f"{other} holds no copy")
                continue
            found = audit_object(other.resolve(), folder)
            if found.problems:
                told.append(f"{other} holds a damaged copy ({found.problems[0]})")
            else:
                told.append(f"{other} holds a sound copy, v1 to v{found.head}")
        return tuple(told)

    def _vanished(self, key: str, entry: Entry) -> ObjectAudit:
        folder = self._storage.folder(key)
        detail = f"the whole object is gone; v{entry.head} of it was here"
        path = str(folder.relative_to(self._storage.root))
        problem = Problem(Fault.MISSING, entry.object_id, path, detail)
        copies = self._copies(key)
        return ObjectAudit(entry.object_id, folder, problems=(problem,), copies=copies)

    def _note(self) -> None:
        try:
            if self._register is not None:
                self._register.found_sound(self._sound)
                self._register.found_damaged(self._damaged)
        except RegisterUnwritable as error:
            # A reading is worth the same whether or not its date could be noted.
            self._unnoted = str(error)
        self._sound, self._damaged = [], []


def _compare(result: ObjectAudit, entry: Entry) -> ObjectAudit:
    """Hold an object against what was deposited; a rolled-back one is sound only to itself."""
    if not result.head or result.problems:
        return result
    if result.head < entry.head:
        detail = f"the newest version is v{result.head}, but v{entry.head} was here"
    elif result.head == entry.head and result.inventory != entry.inventory:
        detail = f"the inventory of v{entry.head} is not the one that was deposited"
    else:
        return result
    problem = Problem(Fault.BAD, result.object_id, INVENTORY, detail)
    return replace(result, problems=(problem,))
