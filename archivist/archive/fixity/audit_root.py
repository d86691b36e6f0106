"""What lies in a storage root outside its objects, and where the objects are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archivist.archive.fixity.audit_object import Fault, Problem
from archivist.archive.ocfl.layout import EXTENSION, KEY, root_files
from archivist.archive.ocfl.storage import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TUPLE = re.compile(r"[0-9a-f]{3}")
_EXTENSIONS = "extensions"


class RootWalk:
    """Walks a storage root; after ``objects`` is exhausted, ``problems`` is complete.

    Attributes:
        files: How many files of the root itself were read.
        problems: What is wrong outside the objects.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self.files = 0
        self.problems: list[Problem] = []

    def _report(self, fault: Fault, path: Path, detail: str) -> None:
        name = str(path.relative_to(self._root))
        self.problems.append(Problem(fault, "", name, detail))

    def objects(self) -> Iterator[Path]:
        """The folders that must be objects, in order of their keys."""
        self._check_files()
        for first in self._level(self._root, _TUPLE, skip=(*root_files(), _EXTENSIONS)):
            for second in self._level(first, _TUPLE):
                for third in self._level(second, _TUPLE):
                    prefix = first.name + second.name + third.name
                    for folder in self._level(third, KEY):
                        if folder.name.startswith(prefix):
                            yield folder
                        else:
                            self._report(Fault.EXTRA, folder, "this folder is in the wrong place")

    def _level(
        self, folder: Path, allowed: re.Pattern[str], skip: tuple[str, ...] = ()
    ) -> list[Path]:
        try:
            inner = sorted(folder.iterdir())
        except OSError as error:
            self._report(Fault.UNREADABLE, folder, f"cannot be listed ({error.strerror})")
            return []
        if not inner:
            self._report(Fault.EXTRA, folder, "an empty folder")
        good = []
        for path in inner:
            if path.name in skip:
                continue
            if path.is_symlink() or not path.is_dir() or not allowed.fullmatch(path.name):
                self._report(Fault.EXTRA, path, "nothing of this kind belongs here")
            else:
                good.append(path)
        return good

    def _check_files(self) -> None:
        """The declaration, the layout and its settings, exactly as they were written."""
        for name, wanted in root_files().items():
            path = self._root / name
            try:
                data = read_bytes(path)
            except FileNotFoundError:
                self._report(Fault.MISSING, path, "a file that declares the storage root")
                continue
            except OSError as error:
                self._report(Fault.UNREADABLE, path, error.strerror or "cannot be read")
                continue
            self.files += 1
            if data != wanted:
                self._report(Fault.BAD, path, "not as it was written")
        self._check_extensions()

    def _check_extensions(self) -> None:
        extensions = self._root / _EXTENSIONS
        for folder, allowed in ((extensions, EXTENSION), (extensions / EXTENSION, "config.json")):
            try:
                extra = [path for path in sorted(folder.iterdir()) if path.name != allowed]
            except OSError:
                continue  # missing or unreadable: its file has been named above
            for path in extra:
                self._report(Fault.EXTRA, path, "nothing of this kind belongs here")
