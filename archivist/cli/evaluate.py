"""``archivist evaluate``: TEI against a gold standard."""

from __future__ import annotations

from pathlib import Path

import click

from archivist.errors import ExitCode


@click.command()
@click.argument("got", type=click.Path(path_type=Path))
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Counts of hits, misses and extras as JSON, pooled and by document.",
)
@click.option("--show", default=0, metavar="N", help="Name the first N faults of each column.")
def evaluate(got: Path, gold: Path, as_json: bool, show: int) -> ExitCode:
    """Score TEI against a gold standard.

    GOT is a TEI document or a folder as `archivist clean` leaves it; GOLD is TEI or digest JSON,
    or a folder of them matched by name. Words, noise, paragraphs, heads, items, notes and their
    calls, page breaks, metadata and declared gaps are scored one by one: see docs/quality.md.
    Exits with 1 if anything differs.
    """
    from archivist.evaluate import compare_paths

    report = compare_paths(got, gold)
    click.echo(report.as_json() if as_json else report.as_text(faults=show))
    return ExitCode.OK if report.perfect else ExitCode.WOULD_CHANGE
