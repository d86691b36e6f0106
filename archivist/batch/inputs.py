"""Which files a person means when naming files and folders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archivist.archive.ocfl.storage import is_archive
from archivist.batch.journal import is_output
from archivist.errors import ReadError
from archivist.readers.chain import printable

_KINDS = frozenset(
    ".txt .text .md .markdown .htm .html .xhtml .mhtml .mht .pdf"
    " .warc .wet .jsonl .ndjson .jsonlines .parquet".split()
)
_ABOUT = frozenset("readme license licence copying changelog".split())
"""Names of files that speak of the folder they lie in."""
_PACKED = frozenset({".gz", ".zst", ".zstd"})


@dataclass(frozen=True)
class Found:
    """The files to read, in order and each once, and what was not taken."""

    files: tuple[Path, ...]
    passed_over: tuple[Path, ...] = ()
    errors: tuple[ReadError, ...] = ()


def find_inputs(named: Iterable[Path], *, leave_out: Iterable[Path] = ()) -> Found:
    """Files as they are named; of folders, all files below them of a kind that can hold a copy.

    Args:
        named: files and folders.
        leave_out: folders the run itself writes to; nothing below them is an input.

    Hidden files and folders are not looked at. Links to folders are not followed, so a loop of
    links ends nowhere. Folders below a named one that runs or archives wrote are passed over: their
    copies have been read. So is what speaks of its folder (``README.md``, ``LICENSE``). What is
    named is taken whatever its kind.
    """
    out = {path.resolve() for path in leave_out}
    files: dict[Path, None] = {}
    passed: list[Path] = []
    errors: list[ReadError] = []
    for path in named:
        if not path.is_dir():
            files[path] = None
            continue
        count = len(files)
        for file in _below(path, out, passed, errors):
            if _can_hold_a_copy(file):
                files[file] = None
            else:
                passed.append(file)
        if len(files) == count:
            kinds = "text, HTML, PDF, WARC, JSON lines or Parquet"
            name = printable(str(path))
            errors.append(ReadError(f"{name}: the folder holds no file of a known kind ({kinds})"))
    return Found(tuple(files), tuple(passed), tuple(errors))


def _below(
    folder: Path, out: set[Path], passed: list[Path], errors: list[ReadError]
) -> Iterator[Path]:
    def failed(error: OSError) -> None:
        name = printable(str(error.filename))
        errors.append(ReadError(f"{name}: the folder may not be read ({error.strerror})"))

    for where, folders, names in os.walk(folder, onerror=failed):
        here = Path(where)
        if here != folder and _is_result(here, names):
            folders.clear()
            passed.append(here)
            continue
        folders[:] = sorted(
            n for n in folders if not n.startswith(".") and (here / n).resolve() not in out
        )
        yield from (here / name for name in sorted(names) if not name.startswith("."))


def _is_result(folder: Path, names: Sequence[str]) -> bool:
    """Whether a run, a deposit or a restoration wrote this folder, by the files in it."""
    return {"facts.json", "ledger.tsv"} <= {*names} or is_output(folder) or is_archive(folder)


def _can_hold_a_copy(file: Path) -> bool:
    if file.name.partition(".")[0].lower() in _ABOUT:
        return False
    suffixes = [s.lower() for s in file.suffixes]
    if suffixes and suffixes[-1] in _PACKED:
        suffixes.pop()
    return not suffixes or suffixes[-1] in _KINDS
