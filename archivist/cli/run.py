"""``archivist run``: the main job, from scraped copies to an archive."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from archivist.archive import Archive, Outcome, Receipt
from archivist.batch import Batch
from archivist.batch.deposit import deposit_reports
from archivist.cli import shared
from archivist.cli.console import Tally, console, fail, summary, watched
from archivist.errors import ExitCode


@click.command()
@shared.INPUTS
@shared.ARCHIVE
@shared.OUT
@shared.batching
@shared.reading
def run(inputs: tuple[Path, ...], root: Path, out: Path, **values: Any) -> ExitCode:
    """Clean, validate and deposit: the whole job in one go.

    Each report is cleaned into OUT (see `archivist clean`), checked against the seven laws and
    the schema, and deposited as one object of the archive. Run it again and nothing is done
    twice; add a slice that was missing and the report gets a new version.

    \b
    archivist run scraped/ --archive archive
    archivist run crawl.warc.gz pages.jsonl --archive archive -j 4
    """
    options = shared.batch_options(values, out=out)
    archive = Archive.open(root, create=True)
    tally = Tally()
    with Batch(inputs, options) as batch:
        for _ in watched(batch, tally, quiet=values["quiet"]):
            pass
        passed = len(batch.found.passed_over)
    receipts: list[Receipt] = []
    for receipt in deposit_reports(
        sorted(tally.reports), archive, options, created=datetime.now(UTC)
    ):
        if receipt.outcome is Outcome.REFUSED:
            fail(receipt.message)
        receipts.append(receipt)
    outcomes = Counter(r.outcome for r in receipts)
    if not values["quiet"]:
        _tell(tally, receipts, passed, out, root)
    code = shared.ending(set(tally.fates))
    if code is ExitCode.OK and outcomes[Outcome.REFUSED]:
        return ExitCode.ARCHIVE
    if code is ExitCode.OK and shared.reached(tally.findings(), values["fail_on"]):
        return ExitCode.WOULD_CHANGE
    return code


MOST_ROWS = 30
"""Reports listed by name at the end; more are only counted."""


def _tell(tally: Tally, receipts: list[Receipt], passed: int, out: Path, root: Path) -> None:
    if 0 < len(receipts) <= MOST_ROWS:
        console.print(_objects(tally, receipts))
        console.print()
    table = summary(tally, passed_over=passed)
    outcomes = Counter(r.outcome for r in receipts)
    words = ", ".join(f"{outcomes[o]:,} {o.value}" for o in Outcome if outcomes[o])
    table.add_row("archived", f"{outcomes[Outcome.ADDED]:,}", words)
    console.print(table)
    console.print(f"[dim]read[/dim]   {out}/<report>/report.tei.xml")
    console.print(f"[dim]check[/dim]  archivist audit {root}")


def _objects(tally: Tally, receipts: list[Receipt]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("report", "findings", "archive"):
        table.add_column(name, style="" if name == "report" else "dim", overflow="fold")
    for report, receipt in zip(sorted(tally.reports), receipts, strict=True):
        errors, warnings, notes = tally.reports[report]
        said = (
            f"{receipt.outcome.value}, version {receipt.version}" if receipt.version else "refused"
        )
        table.add_row(report, str(errors + warnings + notes), said)
    return table
