"""Options that several verbs have, and the options object made of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from archivist.batch import BatchOptions
from archivist.batch.journal import Fate
from archivist.errors import ExitCode, UsageError
from archivist.readers import ReadOptions
from archivist.readers.options import LARGEST
from archivist.stages.clean import CleanOptions

F = TypeVar("F", bound=Callable[..., Any])

PATH = click.Path(path_type=Path, readable=False)
"""Whether a path can be read is seen where it is read: one that cannot stops no other."""

STDIN = Path("-")
"""Standard input or output, in place of a file."""
INPUTS = click.argument("inputs", nargs=-1, required=True, type=PATH, metavar="INPUT...")


OUT = click.option(
    "-o",
    "--out",
    type=PATH,
    metavar="DIR",
    default=Path("out"),
    show_default=True,
    help="Folder for one folder a report, and run.jsonl.",
)
ARCHIVE = click.option(
    "--archive",
    "root",
    required=True,
    type=PATH,
    metavar="DIR",
    help="The OCFL storage root; made when it is not there.",
)
ROOT = click.argument("root", type=PATH, metavar="ARCHIVE")
BY = click.option("--by", default="archivist", metavar="NAME", help="Who answers for it.")
QUIET = click.option("-q", "--quiet", is_flag=True, help="Say nothing but what went wrong.")


class Size(click.ParamType[int]):
    """A number of bytes: ``500000``, ``64M``, ``2G``."""

    name = "size"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> int:
        """The bytes meant."""
        if isinstance(value, int):
            return value
        text = str(value).strip().upper().removesuffix("B").removesuffix("I")
        factor = {"K": 1024, "M": 1024**2, "G": 1024**3}.get(text[-1:], 1)
        try:
            return int(text.rstrip("KMG")) * factor
        except ValueError:
            self.fail(f"{value!r} is no size; write bytes, or 64M, 2G", param, ctx)


READING = (
    click.option(
        "--encoding",
        default="",
        metavar="NAME",
        help="Codec of the inputs, where it cannot be found out.",
    ),
    click.option(
        "--text-column",
        default="",
        metavar="NAME",
        help="Column of JSON lines or Parquet that holds the text.",
    ),
    click.option(
        "--html-column",
        default="",
        metavar="NAME",
        help="Column of JSON lines or Parquet that holds HTML.",
    ),
    click.option(
        "--largest",
        type=Size(),
        default=LARGEST,
        metavar="SIZE",
        help="Largest input to read, such as 64M (default).",
    ),
    click.option(
        "--publisher",
        default="",
        metavar="ID",
        help="Publisher's profile; by default chosen by evidence.",
    ),
    click.option(
        "--site",
        default="",
        metavar="HOST",
        help="Site the copies come from, where they do not say.",
    ),
    click.option(
        "--profiles",
        multiple=True,
        type=PATH,
        metavar="DIR",
        help="Folder of further profiles; may be given again.",
    ),
)
BATCHING = (
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(0),
        default=0,
        metavar="N",
        help="Processes; 0 takes one a core (default).",
    ),
    click.option("--again", is_flag=True, help="Clean also what an earlier run has finished."),
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "info"]),
        help="Exit with 1 if a finding is at least this severe.",
    ),
    QUIET,
)


def documents(named: Sequence[Path]) -> list[Path]:
    """The TEI files that *named* files and folders mean: in a folder, every ``*.xml`` below it.

    Raises:
        UsageError: there are none.
    """
    files = [f for p in named for f in (sorted(p.rglob("*.xml")) if p.is_dir() else [p])]
    if not files:
        first = named[0]
        raise UsageError(f"{first}: no *.xml below it; name a TEI file or a folder of them")
    return files


def reading(function: F) -> F:
    """Options on how inputs are read and cleaned."""
    for option in reversed(READING):
        function = option(function)
    return function


def batching(function: F) -> F:
    """Options on how a batch is worked through."""
    for option in reversed(BATCHING):
        function = option(function)
    return function


def batch_options(values: dict[str, Any], *, out: Path, check: bool = False) -> BatchOptions:
    """The options object of a batch, from the values of :func:`reading` and :func:`batching`."""
    jobs = values.get("jobs", 1) or len(os.sched_getaffinity(0))
    options = BatchOptions(
        out=out,
        jobs=jobs,
        check=check,
        again=values.get("again", False),
        profiles=tuple(values["profiles"]),
        read=ReadOptions(
            encoding=values["encoding"],
            largest=values["largest"],
            text_column=values["text_column"],
            html_column=values["html_column"],
        ),
        clean=CleanOptions(publisher=values["publisher"], site=values["site"]),
    )
    return replace(options, read=replace(options.read, chrome=options.loaded.chrome))


def ending(fates: set[Fate]) -> ExitCode:
    """How a run ends, by what became of its inputs: the worst decides."""
    if Fate.LAW_BROKEN in fates:
        return ExitCode.LAW_BROKEN
    if Fate.FAILED in fates:
        return ExitCode.INTERNAL
    done = fates & {Fate.CLEANED, Fate.UNCHANGED}
    if done and fates - done:
        return ExitCode.PARTIAL
    if Fate.REFUSED in fates:
        return ExitCode.PROFILE
    return ExitCode.UNREADABLE if Fate.UNREADABLE in fates else ExitCode.OK


def reached(found: tuple[int, int, int], limit: str | None) -> bool:
    """Whether findings (errors, warnings, notes) are as severe as ``--fail-on`` says."""
    last = {"error": 1, "warning": 2, "info": 3}.get(limit or "", 0)
    return any(found[:last])
