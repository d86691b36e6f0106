"""Verbs that keep an archive sound: audit, repair, and packages to and from elsewhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from archivist import archive as store
from archivist.archive import BagForm, Depositor
from archivist.cli import shared
from archivist.cli.console import console, told
from archivist.errors import ExitCode
from archivist.wording import counted


@click.command()
@shared.ROOT
@click.option(
    "--older-than",
    type=click.IntRange(0),
    metavar="DAYS",
    help="Only what was not found sound within so many days: for a schedule, or to go on.",
)
@click.option(
    "--copies",
    multiple=True,
    type=shared.PATH,
    metavar="ARCHIVE",
    help="Another archive; for what is damaged here, say whether it holds a sound copy.",
)
@shared.QUIET
def audit(root: Path, older_than: int | None, copies: tuple[Path, ...], quiet: bool) -> ExitCode:
    """Read every byte of an archive back.

    Each file is compared with the digests of its object's inventory, and the ledgers with the
    copies, so that no character has been lost. Faults go to standard output, one a line: file,
    object, what is wrong. Damage ends with exit code 9; an audit that could not be completed is a
    failure of its own (exit code 10).
    """
    limit = None if older_than is None else timedelta(days=older_than)
    report = store.audit(root, older_than=limit, others=copies)
    for problem in report.problems:
        click.echo(str(problem))
    for name, told_of in report.copies.items():
        click.echo(f"{name}: {'; '.join(told_of)}")
    if report.unnoted:
        console.print(f"[yellow]the date of this audit could not be noted:[/] {report.unnoted}")
    if not quiet:
        counts = ", ".join(f"{n} {f.value}" for f, n in report.counts.items() if n)
        state = f"[red]{counts}[/red]" if counts else "[green]all sound[/green]"
        skipped = f", {report.skipped:,} left out" if report.skipped else ""
        console.print(
            f"{counted(report.objects, 'object')}, {counted(report.files, 'file')}, "
            f"{counted(report.size, 'byte')} read"
            f"{skipped}: {state}"
        )
    return ExitCode.AUDIT if report.problems else ExitCode.OK


@click.command()
@shared.ROOT
@click.option(
    "--from",
    "other",
    required=True,
    type=shared.PATH,
    metavar="ARCHIVE",
    help="An archive that holds sound copies; it is only read.",
)
def repair(root: Path, other: Path) -> ExitCode:
    """Replace what is damaged by verified copies from another archive.

    A copy is taken only if every byte of it is sound and it tells the same history as what is
    left here. What cannot be repaired is named; nothing is guessed.
    """
    left = 0
    repairs = store.repair(root, other)
    for one in repairs:
        left += not one.repaired
        state = "repaired" if one.repaired else "not repaired"
        click.echo(f"{state}\t{one.object_id or root}\t{one.detail}")
    if not repairs:
        click.echo("nothing is damaged", err=True)
    return ExitCode.AUDIT if left else ExitCode.OK


@click.command()
@shared.ROOT
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--bag", is_flag=True, required=True, help="As BagIt 1.0 (RFC 8493), zipped.")
@click.option(
    "-o",
    "--out",
    required=True,
    type=shared.PATH,
    help="A .zip for one bag of all that is named; else a folder for one bag a report.",
)
@click.option("--history", is_flag=True, help="Whole objects with every version, not the newest.")
def export(root: Path, names: tuple[str, ...], bag: bool, out: Path, history: bool) -> ExitCode:  # noqa: ARG001
    """Write reports as bags for other systems.

    Without NAME all reports of the archive are taken. Each bag is built aside, checked and
    renamed into place; its path goes to standard output.
    """
    form = BagForm.HISTORY if history else BagForm.FILES
    if out.suffix == ".zip":
        every = names or [one.object_id for one in store.list_objects(root)]
        click.echo(str(store.export_bag(root, list(every), out, form=form).path))
        return ExitCode.OK
    for one in store.export_bags(root, out, list(names) or None, form=form):
        click.echo(str(one.path))
    return ExitCode.OK


@click.command("import")
@click.argument("bags", nargs=-1, required=True, type=shared.PATH, metavar="BAG...")
@shared.ARCHIVE
@shared.BY
@shared.QUIET
def import_(bags: tuple[Path, ...], root: Path, by: str, quiet: bool) -> ExitCode:
    """Take the reports of bags into an archive.

    BAG is a zip or tar file or a folder. The whole bag is validated first; hostile names, links,
    devices and bombs are refused, and nothing of such a bag is taken.
    """
    refused = 0
    for bag in bags:
        refused += told(store.import_bag(bag, root, user=Depositor(by)), quiet=quiet)
    return ExitCode.ARCHIVE if refused else ExitCode.OK
