"""``archivist validate``: TEI against grammar, rules and links."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from archivist.cli import shared
from archivist.errors import ExitCode
from archivist.wording import counted


@click.command()
@shared.INPUTS
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what is wrong.")
def validate(inputs: tuple[Path, ...], quiet: bool) -> ExitCode:
    """Check TEI documents: grammar, rules, links.

    INPUT is a TEI file, - for standard input, or a folder: every *.xml below it is checked. Each
    fault is one line on standard output, FILE:LINE: what is wrong and what would be right, as
    compilers write it.
    """
    from archivist.tei.validate import validate_bytes, validate_file

    files = shared.documents(inputs)
    bad = 0
    for file in files:
        if file == shared.STDIN:
            problems = validate_bytes(sys.stdin.buffer.read(), name="stdin")
        else:
            problems = validate_file(file)
        bad += bool(problems)
        for problem in problems:
            click.echo(str(problem))
    if not quiet:
        words = "all valid" if not bad else f"{bad} not valid"
        click.echo(f"{counted(len(files), 'document')}, {words}", err=True)
    return ExitCode.INVALID if bad else ExitCode.OK
