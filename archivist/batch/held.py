"""Copies that a report already has, in its folder or in an archive, as sources again."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from archivist.core import Origin, Source
from archivist.core.correction import Correction
from archivist.errors import ReadError
from archivist.profiles.overrides import corrections_of
from archivist.readers import ReadOptions, read_bytes

_DERIVED = ("transcript.txt", "capture.json")  # stand beside a copy in a folder or an archive


@dataclass(frozen=True)
class Held:
    """What a report has already: copies that are not known here, and what people decided."""

    sources: tuple[Source, ...] = ()
    corrections: tuple[Correction, ...] = ()


class Folder(Mapping[str, bytes]):
    """The files of a report's folder by relative path, read when asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = sorted(
            p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()
        )

    def __getitem__(self, name: str) -> bytes:
        if name not in self._names:
            raise KeyError(name)
        return (self._folder / name).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def held_by(
    files: Mapping[str, bytes], options: ReadOptions, *, known: Container[str] = ()
) -> Held:
    """The copies of a cleaned report whose SHA-256 is not known, and its corrections.

    Args:
        files: the report's files; ``facts.json`` and ``source/…`` are read.
        options: how the inputs of this run are read, so that the result is that of one run.
        known: SHA-256 of copies that are here already and need not be read.

    Raises:
        ReadError: a copy can no longer be read, which would make the report smaller.
        ProfileError: a correction is of another form.
    """
    if "facts.json" not in files:
        return Held()
    facts = json.loads(files["facts.json"])
    rows = {row["source"]: row for row in facts["copies"]}
    found: list[Source] = []
    for path in files:
        digest, _, rest = path.removeprefix("source/").partition(".")
        if not path.startswith("source/") or rest in _DERIVED or digest in known:
            continue
        row = rows.get(digest)
        if row is None:
            raise ReadError(f"{path}: facts.json does not speak of it; clean the report again")
        origin = Origin(row["file"], row.get("address"), row.get("retrieved"), row.get("part"))
        found += read_bytes(files[path], origin, options, where=path)
    told = {"correction": facts.get("corrections", [])}
    return Held(tuple(found), corrections_of(told, "facts.json"))
