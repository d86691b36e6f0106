"""The register: which objects the archive must hold, and when each was last read in full.

A root can show what it holds, never what it held: an object that vanished as a whole leaves no
trace there. So deposits and audits note every object, its head and the digest of its inventory
here, outside the objects. Losing the register loses that warning and the audit's schedule,
nothing else.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivist.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAME = "register.sqlite"
_WAIT = 60.0  # seconds for another process's short transaction

_TABLE = """
create table if not exists object (
    id text primary key,
    head integer not null,
    inventory text not null,
    checked text,
    sound integer
) without rowid
"""
_DEPOSITED = """
insert into object (id, head, inventory) values (?, ?, ?)
on conflict (id) do update set head = excluded.head, inventory = excluded.inventory,
    checked = null, sound = null
where excluded.head > object.head
"""
_SOUND = """
insert into object (id, head, inventory, checked, sound) values (?, ?, ?, ?, 1)
on conflict (id) do update set checked = excluded.checked, sound = 1,
    head = max(object.head, excluded.head),
    inventory = case when excluded.head > object.head then excluded.inventory
                     else object.inventory end
"""
_ENTRIES = "select id, head, inventory, checked, sound from object"
_REFUSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
_DAMAGED = "update object set checked = ?, sound = 0 where id = ?"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one object.

    Attributes:
        object_id: The object.
        head: The highest version seen.
        inventory: SHA-512 of that version's inventory.
        checked: ISO time of the last complete reading, or ``None``.
        sound: 1 when that reading found no fault, 0 when it did.
    """

    object_id: str
    head: int
    inventory: str
    checked: str | None
    sound: int | None


class RegisterUnwritable(ArchiveError):
    """The register cannot take a note now: its disk is full or read-only.

    Nothing archived is in doubt; the next audit notes what is missing here.
    """


class Register:
    """The table in ``register.sqlite`` of the work folder; made when it is missing."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def deposited(self, rows: Iterable[tuple[str, int, str]]) -> None:
        """Note objects (identifier, head, SHA-512 of the inventory) that the archive now holds."""
        self._write(_DEPOSITED, list(rows))

    def found_sound(self, rows: Iterable[tuple[str, int, str, str]]) -> None:
        """Note objects read in full and found sound: as ``deposited``, then ISO time."""
        self._write(_SOUND, list(rows))

    def found_damaged(self, rows: Iterable[tuple[str, str]]) -> None:
        """Note damage (ISO time, identifier). What was expected of the object stays expected."""
        self._write(_DAMAGED, list(rows))

    def _write(self, statement: str, rows: list[tuple[object, ...]]) -> None:
        if not rows:
            return
        try:
            with closing(sqlite3.connect(self._path, timeout=_WAIT)) as connection, connection:
                connection.execute(_TABLE)
                connection.executemany(statement, rows)
        except sqlite3.Error as error:
            raise self._complaint(error) from error

    def entries(self) -> dict[str, Entry]:
        """All entries by object identifier; none when there is no register yet.

        Raises:
            ArchiveError: The register is damaged.
        """
        if not self._path.exists():
            return {}
        # Read-only, so that an archive on read-only media can be audited.
        address = f"{self._path.absolute().as_uri()}?mode=ro"
        try:
            with closing(sqlite3.connect(address, uri=True, timeout=_WAIT)) as connection:
                rows = connection.execute(_ENTRIES).fetchall()
        except sqlite3.Error as error:
            raise self._complaint(error) from error
        return {row[0]: Entry(*row) for row in rows}

    def _complaint(self, error: sqlite3.Error) -> ArchiveError:
        """What is wrong and what to do, for each way in which SQLite fails."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            return RegisterUnwritable(
                f"{self._path}: No space left on device; free space on that disk and run it again"
            )
        if code in _REFUSED:
            return RegisterUnwritable(
                f"{self._path} cannot be written ({error}); make its folder writable"
            )
        return ArchiveError(f"the register {self._path} cannot be used ({error}); remove the file")
