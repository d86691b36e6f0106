"""``archivist audit``: every byte of an archive, read back."""

from __future__ import annotations

from pathlib import Path

import click

from archivist.archive import audit_each
from archivist.cli.console import console
from archivist.errors import ExitCode


@click.command()
@click.argument("root", type=click.Path(path_type=Path), metavar="ARCHIVE")
@click.option("--older-than", type=click.IntRange(0), metavar="DAYS",
              help="Only what was last found sound more than so many days ago.")  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what went wrong.")
def audit(root: Path, older_than: int | None, quiet: bool) -> ExitCode:
    """Read every byte of an archive back.

    Each file is read and compared with the digests of its object's inventory; the ledger is
    compared with the copies again, so that no character has been lost. Faults go to standard
    output, one a line. An audit that could not be completed is a failure too.
    """
    from datetime import timedelta

    limit = None if older_than is None else timedelta(days=older_than)
    objects = files = size = bad = 0
    for result in audit_each(root, older_than=limit):
        objects += bool(result.object_id)
        files += result.files
        size += result.size
        bad += bool(result.problems)
        for problem in result.problems:
            click.echo(str(problem))
    if not quiet:
        state = "[green]sound[/green]" if not bad else f"[red]{bad} damaged[/red]"
        console.print(f"{objects:,} objects, {files:,} files, {size:,} bytes read: {state}")
    return ExitCode.AUDIT if bad else ExitCode.OK
