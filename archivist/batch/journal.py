"""``run.jsonl``: one line an input, so that an interrupted run goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from archivist.batch.write import writing
from archivist.errors import UsageError

NAME = "run.jsonl"


class Fate(StrEnum):
    """What became of an input."""

    CLEANED = "cleaned"
    UNCHANGED = "unchanged"  # done by an earlier run: bytes, rules and program are the same
    UNREADABLE = "unreadable"
    REFUSED = "refused"  # what people decided of it cannot be carried out
    LAW_BROKEN = "law-broken"
    FAILED = "failed"  # something else; a bug, or a process that died


@dataclass(frozen=True)
class Entry:
    """One line of the journal: an input and what became of it.

    Attributes:
        input: path as it was named.
        part: record inside a crawl; empty for a file that is one document.
        sha256: of the document's bytes; empty where they could not be read.
        fate: what became of it.
        report: id of the report it is part of, which is the folder's name.
        written: ``new``, ``changed`` or ``same``, for the report's folder.
        slice: ``12/28`` where the copy says so.
        characters: of the copy.
        removed: of these, what is site noise.
        findings: of the report it is part of, by severity.
        error: one sentence: what is wrong and what to do.
        kin: tokens shared with other copies of the same document.
        rules: digest of program and rules.
    """

    input: str
    part: str = ""
    sha256: str = ""
    fate: Fate = Fate.CLEANED
    report: str = ""
    written: str = ""
    slice: str = ""
    characters: int = 0
    removed: int = 0
    findings: tuple[int, int, int] = (0, 0, 0)
    error: str = ""
    kin: tuple[str, ...] = ()
    rules: str = ""

    @property
    def failed(self) -> bool:
        """Whether the input gave no report."""
        return self.fate not in (Fate.CLEANED, Fate.UNCHANGED)

    @property
    def key(self) -> bytes:
        """What names the input, in eight bytes."""
        return key_of(self.input, self.part)

    def line(self) -> str:
        """The entry as a line of JSON; what says nothing is left out."""
        full = asdict(self)
        full["findings"] = list(self.findings) if any(self.findings) else None
        del full["written"]  # what this run had to do, not what became of the input
        row = {name: value for name, value in full.items() if value or name in {"input", "fate"}}
        return json.dumps(row, ensure_ascii=False) + "\n"


def key_of(name: str, part: str) -> bytes:
    """What names an input, in eight bytes."""
    return hashlib.blake2b(f"{name}\0{part}".encode(errors="replace"), digest_size=8).digest()


class Journal:
    """The journal of one output folder; lines are appended as inputs are done.

    Only eight bytes of name and a place in the file are kept in memory for each input.
    """

    def __init__(self, folder: Path, *, writable: bool = True) -> None:
        self._path = folder / NAME
        self._places: dict[bytes, int] = {}
        self._index()
        self._out = None
        if writable:
            with writing(folder):
                folder.mkdir(parents=True, exist_ok=True)
                self._out = self._path.open("ab", buffering=0)
        self._old = self._path.open("rb") if self._path.exists() else None

    def close(self) -> None:
        """Close the files; :meth:`entries` and :meth:`settle` work without them."""
        for stream in (self._old, self._out):
            if stream is not None:
                stream.close()

    def _index(self) -> None:
        """Where each input's last whole line begins; a last line that was cut off is ignored."""
        if not self._path.exists():
            return
        at = whole = 0
        with self._path.open("rb") as stream:
            for line in stream:
                if line.endswith(b"\n"):
                    entry = _parsed(line)
                    if entry is not None:
                        self._places[entry.key] = at
                    whole = at + len(line)
                at += len(line)
        if whole != at and os.access(self._path, os.W_OK):
            os.truncate(self._path, whole)

    def __len__(self) -> int:
        return len(self._places)

    def get(self, name: str, part: str = "") -> Entry | None:
        """What is known of an input."""
        place = self._places.get(key_of(name, part))
        if place is None:
            return None
        if self._old is None:
            self._old = self._path.open("rb")
        self._old.seek(place)
        return _parsed(self._old.readline())

    def add(self, entry: Entry) -> None:
        """Note an input; on disk at once, so that a crash loses at most the line being written."""
        if self._out is None:
            return
        data = entry.line().encode("utf-8", "replace")
        with writing(self._path):
            self._places[entry.key] = self._out.tell()
            while data:  # the file has no buffer that could fail once more when it is closed
                data = data[self._out.write(data) :]

    def entries(self) -> Iterator[Entry]:
        """The last entry of each input, in the order of the file."""
        if not self._path.exists():
            return
        at = 0
        with self._path.open("rb") as stream:
            for line in stream:
                entry = _parsed(line)
                if entry is not None and self._places.get(entry.key) == at:
                    yield entry
                at += len(line)

    def settle(self) -> None:
        """Rewrite the file, atomically: one line an input, ordered by name and part."""
        rows = sorted((e.input, e.part, e.line()) for e in self.entries())
        data = "".join(line for *_, line in rows).encode("utf-8", "replace")
        if self._path.exists() and self._path.read_bytes() == data:
            return
        scratch = self._path.with_name(f".{NAME}.new")
        with writing(self._path):
            scratch.write_bytes(data)
            scratch.replace(self._path)


def _parsed(line: bytes) -> Entry | None:
    try:
        row: dict[str, Any] = json.loads(line)
        row["fate"] = Fate(row["fate"])
        for name in ("findings", "kin"):
            if name in row:
                row[name] = tuple(row[name])
        return Entry(**row)
    except (ValueError, TypeError, KeyError):
        return None


def is_output(folder: Path) -> bool:
    """Whether a run has written to this folder: its journal is there."""
    try:
        with (folder / NAME).open("rb") as stream:
            first = stream.readline()
    except OSError:
        return False
    return not first or _parsed(first) is not None


def check_folder(folder: Path) -> None:
    """Refuse an output folder that holds something a run did not write.

    Raises:
        UsageError: naming the folder and the remedy.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is a file; name a folder with --out")
    if folder.is_dir() and not (folder / NAME).exists():
        names = [p.name for p in folder.iterdir() if not p.name.startswith(".")]
        if names:
            raise UsageError(
                f"{folder}: holds files of something else ({min(names)}); name another"
                " folder with --out"
            )
