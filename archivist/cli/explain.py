"""``archivist explain``: who said what of each line of a copy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from archivist.cli import shared
from archivist.core import Source
from archivist.core.explain import Explained, explain_all, explain_line
from archivist.errors import ExitCode, UsageError
from archivist.readers import anchor_of

_NOISE = {"SITE_NOISE": "red", "BLANK": "dim", "DUPLICATE": "yellow"}
_FURNITURE = {"RUNNING_HEAD", "FOLIO", "MASTHEAD"}


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--line", "numbers", multiple=True, metavar="N|N-M",
              help="Only these lines (from 1), with everything said of them.")  # fmt: skip
@click.option(
    "--zone", default="", metavar="ZONE", help="Only lines of this zone, such as SITE_NOISE."
)
@shared.reading
def explain(file: Path, numbers: tuple[str, ...], zone: str, **values: Any) -> ExitCode:
    """Who said what of each line of a copy: winners, losers, facts, repairs.

    Without --line every line is listed with its zone and the rule that gave it. With --line the
    whole story is told, and what to put into overrides.toml to decide otherwise.

    \b
    archivist explain slice.txt
    archivist explain slice.txt --line 12 --line 40-44
    archivist explain slice.txt --zone SITE_NOISE
    """
    from archivist import api
    from archivist.profiles.overrides import find_overrides

    options = shared.batch_options(values, out=Path())
    options = options.deciding(find_overrides([file.parent]))
    sources = api.read(file, options.read)
    edition = api.clean(sources, options.loaded, options.clean)[0]
    sheet = edition.sheet
    console = Console(highlight=False, soft_wrap=True)
    if not numbers:
        for row in explain_all(sheet, 0):
            if not zone or row.zone == zone.upper():
                console.print(_short(row))
        return ExitCode.OK
    for number in _numbers(numbers, len(sheet.sources[0].lines)):
        _tell(console, explain_line(sheet, 0, number), file, sheet.sources[0])
    return ExitCode.OK


def _numbers(spans: tuple[str, ...], last: int) -> list[int]:
    found: list[int] = []
    for span in spans:
        first, _, end = span.partition("-")
        try:
            wanted = range(int(first), int(end or first) + 1)
        except ValueError:
            raise UsageError(f"--line {span}: write a number, or two with a dash: 40-44") from None
        if not wanted or wanted[0] < 1 or wanted[-1] > last:
            raise UsageError(f"--line {span}: the copy has lines 1 to {last}")
        found += wanted
    return found


def _style(zone: str) -> str:
    return _NOISE.get(zone) or ("blue" if zone in _FURNITURE else "green")


def _short(row: Explained) -> Text:
    rule = row.segments[0].rule if row.segments else ""
    return Text.assemble(
        (f"{row.number:5} ", "dim"),
        (f"{row.zone:13}", _style(row.zone)),
        (f"{rule:34} ", "dim"),
        _shown(row.text),
    )


def _shown(text: str) -> str:
    """The line with its invisible characters made visible."""
    return text.replace("\u00a0", "\u2423").replace("\t", "\u2192")


def _tell(console: Console, row: Explained, file: Path, source: Source) -> None:
    console.print(Text.assemble((f"{file}:{row.number}  ", "bold"), _shown(row.text)))
    for sentence in row.sentences():
        console.print(Text(f"    {sentence}"))
    place = anchor_of(source, row.number)
    if place.anchor:
        console.print(Text(f"    in the raw file: {place.anchor}", style="dim"))
    if source.is_transcript and place.raw:
        console.print(Text(f"        {place.raw}", style="dim"))
    console.print(
        Text("    to decide otherwise, put into overrides.toml beside the file:", style="dim")
    )
    for line in row.override():
        console.print(Text(f"        {line}", style="dim"))
    console.print()
