"""Verbs that put reports into an archive and look at what is there."""

from __future__ import annotations

from pathlib import Path

import click
from rich.text import Text

from archivist import archive as store
from archivist.archive import Depositor, Filters
from archivist.cli import shared
from archivist.cli.console import hanging, listing, told
from archivist.errors import ExitCode, UsageError
from archivist.wording import counted

NAME_HELP = """

    NAME is a report's id (fayllar.org-1782158), its key (fayllar.org/1782158), or the object's
    identifier or the beginning of it: see `archivist list`."""


def _with_names(function: shared.F) -> shared.F:
    function.__doc__ = (function.__doc__ or "").rstrip() + NAME_HELP
    return function


@click.command()
@click.argument("folders", nargs=-1, required=True, type=shared.PATH, metavar="DIR...")
@shared.ARCHIVE
@shared.BY
@shared.QUIET
def deposit(folders: tuple[Path, ...], root: Path, by: str, quiet: bool) -> ExitCode:
    """Put cleaned reports into an archive.

    DIR is the folder of one report, or a folder of such folders as `archivist clean` leaves it.
    Each report is checked (every copy against its digest, the ledger against the copies) and
    becomes one object, whole or not at all. Depositing the same again writes nothing. A receipt
    a report goes to standard output: outcome, version, object, message.
    """
    reports = [report for folder in folders for report in _reports(folder)]
    refused = told(store.deposit(reports, root, user=Depositor(by)), quiet=quiet)
    return ExitCode.ARCHIVE if refused else ExitCode.OK


def _reports(folder: Path) -> list[Path]:
    if (folder / "facts.json").is_file():
        return [folder]
    found = sorted(p.parent for p in folder.glob("*/facts.json"))
    if not found:
        raise UsageError(f"{folder}: holds no cleaned report; give what `archivist clean -o` left")
    return found


@click.command("list")
@shared.ROOT
def list_(root: Path) -> ExitCode:
    """List the objects of an archive.

    A line an object on standard output: report, versions, date, title, authors, identifier; parted
    by tabs, so that other programs can read it.
    """
    for one in store.list_objects(root):
        row = (one.report_id, f"v{one.versions}", one.date, one.title, "; ".join(one.authors))
        click.echo("\t".join((*row, one.object_id)))
    return ExitCode.OK


@click.command()
@shared.ROOT
@click.argument("name")
@_with_names
def log(root: Path, name: str) -> ExitCode:
    """The versions of an object, and what each brought, in words."""
    for version in store.log(root, name):
        click.echo(f"v{version.number}\t{version.created}\t{version.by}\t{version.message}")
    return ExitCode.OK


@click.command()
@shared.ROOT
@click.argument("name")
@click.option("--from", "old", type=int, metavar="N", help="Earlier version; the one before.")
@click.option("--to", "new", type=int, metavar="N", help="Later version; the newest.")
@_with_names
def diff(root: Path, name: str, old: int | None, new: int | None) -> ExitCode:
    """What changed between two versions, in words: labels, text, metadata, copies."""
    for change in store.diff(root, name, old, new):
        click.echo(f"{change.aspect.value}\t{change.words}")
    return ExitCode.OK


@click.command()
@shared.ROOT
@click.argument("name")
@click.option("-o", "--out", required=True, type=shared.PATH, metavar="DIR",
              help="A missing or empty folder.")  # fmt: skip
@click.option("--version", "number", type=int, metavar="N", help="Which; the newest by default.")
@_with_names
def restore(root: Path, name: str, out: Path, number: int | None) -> ExitCode:
    """Write the files of a version to a folder, every byte checked on the way."""
    files = store.restore(root, name, out, version=number)
    click.echo(f"{counted(len(files), 'file')} in {out}", err=True)
    return ExitCode.OK


@click.command()
@shared.ROOT
@click.argument("query")
@click.option("--series", metavar="WORDS", help="Part of the series' title.")
@click.option("--author", metavar="WORDS", help="Part of an author's name.")
@click.option("--site", metavar="WORDS", help="Part of the name of a site the copies came from.")
@click.option("--since", metavar="DATE", help="Published then or later: 2017, 2017-07.")
@click.option("--until", metavar="DATE", help="Published then or earlier.")
@click.option("--limit", type=click.IntRange(1), default=20, metavar="N",
              help="Passages to show, at most (20).")  # fmt: skip
@click.option("--rebuild", is_flag=True, help="Make the catalogue anew from the archive first.")
def search(root: Path, query: str, limit: int, rebuild: bool, **filters: str | None) -> ExitCode:
    """Find passages in the newest versions of all reports.

    QUERY is words that must all occur; "a phrase", word*, -word. A hit is two lines: report, page
    and paragraph, then the words around. Case and accents do not count. Nothing lives only in the
    catalogue: it is brought up to date from the archive before each search.
    """
    if rebuild:
        store.rebuild_catalogue(root)
    out = listing()
    hits = store.search(root, query, Filters(**filters), limit=limit)
    for hit in hits:
        where = ", ".join(
            part
            for part in (
                hit.title or hit.key,
                "; ".join(hit.authors),
                hit.date,
                f"p. {hit.page}" if hit.page else "",
            )
            if part
        )
        out.print(Text.assemble((where, "bold"), (f"  {hit.object_id}#{hit.xml_id}", "dim")))
        hanging(out, Text("    "), _marked(hit.snippet))
    click.echo(counted(len(hits), "passage"), err=True)
    return ExitCode.OK


def _marked(snippet: str) -> Text:
    """The words around, with what was found set off."""
    text = Text()
    rest = " ".join(snippet.split())
    while store.OPEN in rest:
        before, _, rest = rest.partition(store.OPEN)
        found, _, rest = rest.partition(store.CLOSE)
        text.append(before)
        text.append(found, style="bold yellow")
    return text.append(rest)
