"""``archivist profiles``: what is known of sites and publishers, as data."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from archivist.errors import ExitCode

FOLDERS = click.option(
    "--profiles", "folders", multiple=True, type=click.Path(path_type=Path), metavar="DIR",
    help="Folder of further profiles; may be given again.",
)  # fmt: skip


@click.group()
def profiles() -> None:
    """List, check and propose site and publisher data.

    Profiles are TOML files: families (the template of a group of sites), languages (its labels),
    sites, and publishers (how they lay out their reports). Yours go into a folder of the same
    form, given with --profiles or in ARCHIVIST_PROFILES.
    """


@profiles.command("list")
@FOLDERS
def list_(folders: tuple[Path, ...]) -> ExitCode:
    """What is known, by kind."""
    from archivist.profiles import Profiles

    known = Profiles.load(*folders)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("kind", "id", "about"):
        table.add_column(name, overflow="fold")
    for family in known.families.values():
        table.add_row("family", family.id, f"{family.title}; {len(family.rule)} rules")
    for language in known.languages.values():
        table.add_row("language", language.id, language.title)
    for site in known.sites.values():
        table.add_row("site", site.id, f"{site.family}, {site.language or 'any language'}")
    for publisher in known.publishers.values():
        table.add_row("publisher", publisher.id, publisher.title)
    Console(highlight=False, soft_wrap=True).print(table)
    return ExitCode.OK


@profiles.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path), metavar="[DIR]...")
def check(folders: tuple[Path, ...]) -> ExitCode:
    """Load profiles strictly and try every example and counterexample.

    Without DIR the packaged ones are checked. Every fault is one line on standard output: file,
    key, what is wrong, remedy.
    """
    from archivist.profiles import Profiles
    from archivist.profiles.check import find_problems

    problems = find_problems(*folders)
    for problem in problems:
        click.echo(problem)
    if problems:
        return ExitCode.PROFILE
    known = Profiles.load(*folders)
    count = sum(map(len, (known.families, known.languages, known.sites, known.publishers)))
    click.echo(f"{count} profiles, all in order", err=True)
    return ExitCode.OK


@profiles.command()
@click.argument("site")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@FOLDERS
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Write the files into this folder of profiles instead of printing them.",
)  # fmt: skip
def new(
    site: str, files: tuple[Path, ...], folders: tuple[Path, ...], out: Path | None
) -> ExitCode:
    """Propose profiles for SITE from copies of it, for you to read, mend and accept.

    Give slices of one document, or better copies of several documents: what recurs at their edges
    is the site's. Where the site speaks a known template, its labels are proposed.
    """
    from archivist import api
    from archivist.profiles import Profiles
    from archivist.stages.site.learn import learn

    sources = [source for file in files for source in api.read(file)]
    proposal = learn(sources, site, Profiles.load(*folders))
    for remark in proposal.remarks:
        click.echo(remark, err=True)
    if out is None:
        click.echo(proposal.toml(), nl=False)
        return ExitCode.OK
    for path in proposal.write(out):
        click.echo(str(path))
    return ExitCode.OK
