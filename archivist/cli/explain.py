"""``archivist explain``: who said what of each line of a copy."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from archivist.cli import shared
from archivist.cli.console import hanging, listing
from archivist.core import Source, Zone
from archivist.core.explain import Explained, explain_all, explain_line
from archivist.errors import ExitCode, UsageError
from archivist.readers import anchor_of

_NOISE = {"SITE_NOISE": "red", "BLANK": "dim", "DUPLICATE": "yellow"}
_FURNITURE = {"RUNNING_HEAD", "FOLIO", "MASTHEAD"}


@click.command()
@click.argument("file", type=shared.PATH)
@click.option("--line", "numbers", multiple=True, metavar="N|N-M",
              help="Only these lines (from 1), with everything said of them.")  # fmt: skip
@click.option("--zone", type=click.Choice([z.name for z in Zone], case_sensitive=False),
              metavar="ZONE", help="Only lines of this zone, such as SITE_NOISE.")  # fmt: skip
@shared.reading
def explain(file: Path, numbers: tuple[str, ...], zone: str | None, **values: Any) -> ExitCode:
    """Who said what of each line of a copy: winners, losers, facts, repairs.

    FILE is one copy, or - for standard input. Without --line every line is listed with its zone
    and the rule that gave it. With --line the whole story is told, and what to put into
    overrides.toml to decide otherwise.

    \b
    archivist explain slice.txt
    archivist explain slice.txt --line 12 --line 40-44
    archivist explain slice.txt --zone SITE_NOISE
    """
    from archivist import api
    from archivist.profiles.overrides import find_overrides

    options = shared.batch_options(values, out=Path())
    options = options.deciding(find_overrides([file.parent]))
    if file == shared.STDIN:
        sources = api.read_bytes(sys.stdin.buffer.read(), name="stdin", options=options.read)
    else:
        sources = api.read(file, options.read)
    edition = api.clean(sources, options.loaded, options.clean)[0]
    sheet = edition.sheet
    out = listing()
    if not numbers:
        rows = [row for row in explain_all(sheet, 0) if zone in (None, row.zone)]
        width = max((len(_rule(row)) for row in rows), default=0)
        for row in rows:
            hanging(out, _lead(row, width), Text(_shown(row.text)))
        return ExitCode.OK
    for number in _numbers(numbers, len(sheet.sources[0].lines)):
        _tell(out, explain_line(sheet, 0, number), file, sheet.sources[0])
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


def _rule(row: Explained) -> str:
    return row.segments[0].rule if row.segments else ""


def _lead(row: Explained, width: int) -> Text:
    return Text.assemble(
        (f"{row.number:5} ", "dim"),
        (f"{row.zone:13}", _style(row.zone)),
        (f"{_rule(row):{width}}  ", "dim"),
    )


def _shown(text: str) -> str:
    """The line with its invisible characters made visible."""
    return text.replace("\u00a0", "\u2423").replace("\t", "\u2192")


def _tell(out: Console, row: Explained, file: Path, source: Source) -> None:
    out.print(Text.assemble((f"{file}:{row.number}  ", "bold"), _shown(row.text)))
    for sentence in row.sentences():
        out.print(Text(f"    {sentence}"))
    place = anchor_of(source, row.number)
    if place.anchor:
        out.print(Text(f"    in the raw file: {place.anchor}", style="dim"))
    if source.is_transcript and place.raw:
        out.print(Text(f"        {place.raw}", style="dim"))
    out.print(
        Text("    to decide otherwise, put into overrides.toml beside the file:", style="dim")
    )
    for line in row.override():
        out.print(Text(f"        {line}", style="dim"))
    out.print()
