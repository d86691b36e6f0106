"""The catalogue: every object, version, file, scraped copy and passage in one SQLite file.

It is made from the storage root alone and is never the only place of anything: remove it and the
next search makes it anew, with the same rows. Of the text, the newest version is catalogued.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivist.archive.catalogue.catalogue_schema import CONTENT, TABLES, VERSION
from archivist.archive.catalogue.passages import Passage, read_passages
from archivist.archive.ocfl.inventory import SIDECAR
from archivist.archive.ocfl.storage import (
    Storage,
    check_root,
    read_bytes,
    read_inventory,
    work_folder,
)
from archivist.archive.ocfl.versions import VersionFiles
from archivist.archive.records.facts import Facts, parse_facts
from archivist.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archivist.archive.ocfl.inventory import Inventory

NAME = "catalogue.sqlite"
_WAIT = 120.0  # seconds for another process's refresh
_TEI, _FACTS = "report.tei.xml", "facts.json"
_TABLES = ("passage", "file", "version", "copy", "author", "object")


@dataclass(frozen=True, slots=True)
class Refresh:
    """What bringing the catalogue up to date did.

    Attributes:
        read: How many objects were read because they are new or changed.
        removed: How many are no longer there.
        objects: How many the catalogue holds now.
        faults: Objects that could not be read, each with the reason; they cannot be found.
    """

    read: int
    removed: int
    objects: int
    faults: tuple[str, ...] = ()


class Catalogue:
    """The catalogue of one archive; a context manager that closes its file."""

    def __init__(self, root: Path) -> None:
        """Open the catalogue beside a storage root, and make it when it is missing.

        Raises:
            ArchiveError: No archive, or the file cannot be used; the message says what to do.
        """
        check_root(root)
        resolved = root.resolve()
        self._storage = Storage(resolved, work_folder(resolved))
        self.path = self._storage.work / NAME
        try:
            self._database = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)
            self._make()
        except sqlite3.Error as error:
            raise self._complaint(error) from error

    def __enter__(self) -> Catalogue:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def _complaint(self, error: sqlite3.Error) -> ArchiveError:
        return ArchiveError(
            f"the catalogue {self.path} cannot be used ({error}); see that its disk has room and "
            "its folder can be written, else remove the file: it is made anew from the archive"
        )

    def _make(self) -> None:
        """Lay the tables; those of another version of the program are thrown away first."""
        with _transaction(self._database):
            if self._database.execute("pragma user_version").fetchone() != (VERSION,):
                self._lay_tables()

    def _lay_tables(self) -> None:
        for table in ("passage_text", *_TABLES):
            self._database.execute(f"drop table if exists {table}")
        for statement in _statements(TABLES):
            self._database.execute(statement)
        self._database.execute(f"pragma user_version = {VERSION}")

    def refresh(self, *, anew: bool = False) -> Refresh:
        """Read what is new or changed in the archive, and forget what is gone.

        Args:
            anew: Throw everything away first and read the whole archive.

        Raises:
            ArchiveError: The archive or the catalogue cannot be used.
        """
        try:
            with _transaction(self._database):
                if anew:
                    self._lay_tables()
                return self._refresh()
        except sqlite3.Error as error:
            raise self._complaint(error) from error
        except OSError as error:
            message = f"{error.filename} cannot be read ({error.strerror}); run an audit"
            raise ArchiveError(message) from error

    def _refresh(self) -> Refresh:
        held = dict(self._database.execute("select id, inventory from object"))
        known = {inventory: name for name, inventory in held.items()}
        read, faults = 0, []
        for folder in self._storage.objects():
            digest = _guard(folder)
            if digest in known:
                held.pop(known[digest])
                continue
            try:
                with self._storage.reading(folder.name):
                    entry = _Entry.read(folder)
            except ArchiveError as error:
                faults.append(str(error))
                continue
            held.pop(entry.inventory.object_id, None)
            self._forget(entry.inventory.object_id)
            self._add(entry)
            read += 1
        for gone in held:
            self._forget(gone)
        [(count,)] = self._database.execute("select count(*) from object")
        return Refresh(read, len(held), count, tuple(faults))

    def _forget(self, object_id: str) -> None:
        for table in _TABLES:
            column = "id" if table == "object" else "object"
            self._database.execute(f"delete from {table} where {column} = ?", (object_id,))  # noqa: S608  our names

    def _add(self, entry: _Entry) -> None:
        for table, rows in entry.rows():
            marks = ", ".join("?" * len(rows[0]))
            statement = f"insert into {table} values ({marks})"  # noqa: S608  our names
            self._database.executemany(statement, rows)

    def query(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        """Rows of a reading statement.

        Raises:
            ArchiveError: The catalogue is damaged.
        """
        try:
            return self._database.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise self._complaint(error) from error

    def content(self) -> dict[str, list[tuple[object, ...]]]:
        """All rows by table, in an order of their own: equal for equal archives."""
        return {table: self.query(statement) for table, statement in CONTENT.items()}

    def function(self, name: str, arguments: int, body: object) -> None:
        """Let statements call a function."""
        self._database.create_function(name, arguments, body, deterministic=True)  # type: ignore[arg-type]


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Everything inside or nothing; other processes wait."""
    database.execute("begin immediate")
    try:
        yield
    except BaseException:
        database.rollback()
        raise
    database.commit()


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; ``executescript`` would commit between them."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _guard(folder: Path) -> str:
    """The digest in an object's sidecar; empty when it cannot be read."""
    try:
        return read_bytes(folder / SIDECAR).decode("ascii", "replace").partition(" ")[0]
    except OSError:
        return ""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the catalogue takes from one object."""

    inventory: Inventory
    digest: str
    facts: Facts | None
    passages: tuple[Passage, ...]

    @classmethod
    def read(cls, folder: Path) -> _Entry:
        inventory, _ = read_inventory(folder)
        files = VersionFiles(folder, inventory, None)
        facts = parse_facts(files[_FACTS], _FACTS) if _FACTS in files else None
        passages: tuple[Passage, ...] = ()
        if _TEI in files:
            try:
                passages = tuple(read_passages(files[_TEI]))
            except ValueError as error:
                message = f"{inventory.object_id}: {_TEI}: {error}; clean the report again"
                raise ArchiveError(message) from error
        return cls(inventory, _guard(folder), facts, passages)

    def rows(self) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
        """Table and its rows, for tables that get any."""
        name, head = self.inventory.object_id, self.inventory.head
        versions = enumerate(self.inventory.versions, start=1)
        tables: dict[str, list[tuple[object, ...]]] = {
            "object": [(name, head, self.digest, *self._described())],
            "author": self._authors(),
            "copy": self._copies(),
            "version": [(name, n, v.created, v.message, v.user_name) for n, v in versions],
            "file": [(name, path, d) for path, d in self.inventory.version(None).state.items()],
            "passage": [
                (None, name, number, *_row(item))
                for number, item in enumerate(self.passages, start=1)
            ],
        }
        return ((table, rows) for table, rows in tables.items() if rows)

    def _described(self) -> list[str | None]:
        if self.facts is None:
            return [None] * 9
        names = ("title", "subtitle", "series", "number", "publisher", "date", "language")
        return [
            self.facts.key,
            self.facts.report_id,
            *(self.facts.text(name) for name in names),
        ]

    def _authors(self) -> list[tuple[object, ...]]:
        """Authors of the report, then those of its parts who are not among them."""
        if self.facts is None:
            return []
        names = dict.fromkeys([*self.facts.authors, *self.facts.part_authors])
        return [(self.inventory.object_id, n, name) for n, name in enumerate(names, start=1)]

    def _copies(self) -> list[tuple[object, ...]]:
        if self.facts is None:
            return []
        rows: list[tuple[object, ...]] = []
        for copy in self.facts.copies:
            part = copy.data.get("slice")
            number = part.get("n") if isinstance(part, dict) else None
            site, item = copy.text("site"), copy.text("item")
            rows.append((self.inventory.object_id, copy.source, site, item, number, copy.label))
        return rows


def _row(item: Passage) -> tuple[str, ...]:
    turns = json.dumps(item.turns)
    return item.kind, item.xml_id, item.page, item.source, turns, item.text
