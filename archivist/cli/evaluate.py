"""``archivist evaluate``: TEI against a gold standard."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from archivist.errors import ExitCode


@click.command()
@click.argument("got", type=click.Path(path_type=Path))
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Counts of hits, misses and extras as JSON.")
@click.option("--show", default=0, metavar="N", help="Name the first N faults of each column.")
def evaluate(got: Path, gold: Path, as_json: bool, show: int) -> ExitCode:
    """Score TEI against a gold standard.

    GOT is a TEI document or a folder as `archivist clean` leaves it; GOLD is TEI or digest JSON,
    or a folder of them matched by name. Words, noise, paragraphs, heads, items, notes and their
    calls, page breaks, metadata and declared gaps are scored one by one: see docs/quality.md.
    Exits with 1 if anything differs.
    """
    from archivist.evaluate import evaluate_paths

    report = evaluate_paths(got, gold)
    if as_json:
        pooled = {k: [t.hit, t.miss, t.extra] for k, t in report.pooled().items()}
        click.echo(json.dumps(pooled, indent=1))
    else:
        _print(report.table())
        for name, _, scores in report.entries if show else ():
            for column, faults in scores.faults.items():
                for fault in faults[:show]:
                    click.echo(f"{name}\t{column}\t{fault}")
    return ExitCode.OK if report.perfect else ExitCode.WOULD_CHANGE


def _print(rows: list[tuple[str, ...]]) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for k, name in enumerate(rows[0]):
        table.add_column(name, justify="left" if k == 0 else "right", no_wrap=True)
    for row in rows[1:]:
        table.add_row(*row)
    Console(highlight=False, soft_wrap=True).print(table)
