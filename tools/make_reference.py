"""Writes the parts of ``docs/reference/`` that follow from the code.

python -m tools.make_reference            write them
python -m tools.make_reference --check    exit with 1 if one is not current
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from archivist.cli.main import VERBS, main
from archivist.core.roles import FLOW, Inline, Zone
from archivist.errors import ExitCode
from archivist.findings import KINDS

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
NOTE = "<!-- written by tools/make_reference.py; do not edit -->\n\n"


def verbs() -> str:
    """The help text of every verb, and the exit codes."""
    parts = ["# Verbs\n", NOTE, "Data goes to standard output, talk to standard error.\n"]
    parts += ["A progress bar is shown on a terminal only; `NO_COLOR` is honoured.\n"]
    for verb in VERBS:
        for name, command in _commands(verb):
            context = click.Context(
                command, info_name=name, terminal_width=100, **main.context_settings
            )
            parts += [f"\n## {name}\n\n```text\n", command.get_help(context), "\n```\n"]
    parts += ["\n## Exit codes\n\n| code | name | meaning |\n|---|---|---|\n"]
    parts += [f"| {c.value} | `{c.name}` | {c.meaning} |\n" for c in ExitCode]
    return "".join(parts)


def _commands(verb: str) -> Iterator[tuple[str, click.Command]]:
    command = main.get_command(click.Context(main), verb)
    if command is None:
        raise LookupError(verb)
    yield f"archivist {verb}", command
    if isinstance(command, click.Group):
        for name, inner in sorted(command.commands.items()):
            yield f"archivist {verb} {name}", inner


def findings() -> str:
    """The codes of findings."""
    rows = [
        "# Findings\n",
        NOTE,
        "What is doubtful in a report that *was* cleaned; `findings.json` holds them with their",
        " places, `--fail-on` decides what the exit code says.\n\n",
        "| code | severity | what | what to do |\n|---|---|---|---|\n",
    ]
    rows += [f"| {c} | {k.severity} | {k.title} | {k.hint} |\n" for c, k in sorted(KINDS.items())]
    return "".join(rows)


def labels() -> str:
    """The closed vocabularies."""
    rows = [
        "# Labels\n",
        NOTE,
        "Every character has one zone and one inline role; see",
        " [Labels: the one idea](../explanation/labels.md). In `overrides.toml` zones are written",
        " in lower case.\n\n## Zones\n\n| zone | read in the flow |\n|---|---|\n",
    ]
    rows += [f"| `{z.name}` | {FLOW[z].value} |\n" for z in Zone]
    rows += ["\n## Inline roles\n\n", ", ".join(f"`{i.name}`" for i in Inline), ".\n"]
    return "".join(rows)


PAGES = {"verbs.md": verbs, "findings.md": findings, "labels.md": labels}


def stale() -> list[str]:
    """Names of pages that are not what the code says."""
    found = []
    for name, make in PAGES.items():
        path = FOLDER / name
        if not path.exists() or path.read_text(encoding="utf-8") != make():
            found.append(name)
    return found


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        if names := stale():
            sys.exit(f"not current: {', '.join(names)}; run python -m tools.make_reference")
    else:
        FOLDER.mkdir(parents=True, exist_ok=True)
        for page, make_page in PAGES.items():
            (FOLDER / page).write_text(make_page(), encoding="utf-8")
