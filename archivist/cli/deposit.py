"""``archivist deposit``: cleaned reports into an archive."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from archivist.archive import Archive, Depositor, Outcome, read_parcels
from archivist.cli import shared
from archivist.cli.console import console
from archivist.errors import ExitCode, UsageError


@click.command()
@click.argument(
    "folders", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DIR..."
)
@shared.ARCHIVE
@click.option("--by", default="archivist", help="Who answers for the deposit.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what went wrong.")
def deposit(folders: tuple[Path, ...], root: Path, by: str, quiet: bool) -> ExitCode:
    """Put cleaned reports into an archive.

    DIR is the folder of one report, or a folder of such folders as `archivist clean` leaves it.
    Each report is checked (every copy against its digest, the ledger against the copies) and
    becomes one object, whole or not at all. Depositing the same again writes nothing. A receipt
    a report goes to standard output: outcome, version, object, message.
    """
    reports = [report for folder in folders for report in _reports(folder)]
    archive = Archive.open(root, create=True)
    refused = 0
    for receipt in archive.deposit_each(
        read_parcels(reports), created=datetime.now(UTC), user=Depositor(by)
    ):
        refused += receipt.outcome is Outcome.REFUSED
        if receipt.outcome is Outcome.REFUSED:
            console.print(f"[red]✗[/red] {receipt.message}")
        elif not quiet:
            row = (receipt.outcome.value, f"v{receipt.version}", receipt.object_id, receipt.message)
            click.echo("\t".join(row))
    return ExitCode.ARCHIVE if refused else ExitCode.OK


def _reports(folder: Path) -> list[Path]:
    if (folder / "facts.json").is_file():
        return [folder]
    found = sorted(p.parent for p in folder.glob("*/facts.json"))
    if not found:
        raise UsageError(f"{folder}: holds no cleaned report; give what `archivist clean -o` left")
    return found
