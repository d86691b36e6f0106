"""``archivist clean``: copies into TEI, ledger, facts and findings."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from archivist.batch import Batch
from archivist.batch.shards import Kind
from archivist.cli import shared
from archivist.cli.console import Tally, console, summary, watched
from archivist.errors import ExitCode, UsageError
from archivist.findings import by_severity


@click.command()
@shared.INPUTS
@shared.OUT
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if something would change.")
@click.option(
    "--shards",
    type=click.Choice([kind.value for kind in Kind]),
    help="For very many: OUT/shards/ with a row a report instead of a folder a report.",
)
@shared.batching
@shared.reading
def clean(
    inputs: tuple[Path, ...], out: Path, check: bool, shards: str | None, **values: Any
) -> ExitCode:
    """Turn scraped copies into TEI with a ledger of every character.

    INPUT is a file, a folder, or - for standard input (the TEI then goes to standard output).
    Text, saved HTML, PDF, WARC, JSON lines and Parquet are read. Slices of one document are put
    together again, in whatever order they come; what an earlier run has finished is passed over.

    \b
    OUT/<report>/report.tei.xml   the report
    OUT/<report>/ledger.tsv       every character of every copy, and who said what of it
    OUT/<report>/facts.json       what is known, with the place that bears it out
    OUT/<report>/findings.json    what is doubtful, and what to do about it
    OUT/<report>/source/          the copies, byte for byte
    OUT/run.jsonl                 one line an input
    """
    if inputs == (Path("-"),):
        return _stream(values)
    tally = Tally()
    options = shared.batch_options(values, out=out, check=check)
    if shards:
        if check:
            raise UsageError("--check writes nothing, so it goes without --shards")
        options = replace(options, shards=Kind(shards))
    with Batch(inputs, options) as batch:
        for _ in watched(batch, tally, quiet=values["quiet"]):
            pass
        passed = len(batch.found.passed_over)
    if not values["quiet"]:
        console.print(summary(tally, passed_over=passed))
        report = f"{out}/shards/part-*" if shards else f"{out}/<report>/report.tei.xml"
        where = "nothing was written" if check else f"look at {report}"
        if tally.reports:
            console.print(f"[dim]{where}[/dim]")
    code = shared.ending(set(tally.fates))
    if code is not ExitCode.OK:
        return code
    changes = check and any(w != "same" for w in tally.written.values())
    if changes or shared.reached(tally.findings(), values["fail_on"]):
        return ExitCode.WOULD_CHANGE
    return ExitCode.OK


def _stream(values: dict[str, Any]) -> ExitCode:
    """One document from standard input, its TEI to standard output."""
    from archivist import api

    options = shared.batch_options(values, out=Path())
    raw = sys.stdin.buffer.read()
    sources = api.read_bytes(raw, name="stdin", options=options.read)
    edition = api.clean(sources, options.loaded, options.clean)[0]
    sys.stdout.buffer.write(api.to_tei(edition))
    for finding in edition.findings:
        if not values["quiet"]:
            console.print(Text.assemble((finding.code, "dim"), " ", finding.message))
    reached = shared.reached(by_severity(edition.findings), values["fail_on"])
    return ExitCode.WOULD_CHANGE if reached else ExitCode.OK
