"""The program's entry: which verbs there are, and how a run ends."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from typing import Any

import click

from archivist.errors import ArchivistError, ExitCode, WriteError
from archivist.version import __version__

VERBS = {
    # verb: (module, group of verbs in the help text, what it does)
    "run": ("run", "The main job", "Clean, validate and deposit: the main job."),
    "clean": ("clean", "The main job", "Turn scraped copies into TEI with a ledger."),
    "validate": ("validate", "The main job", "Check TEI documents: grammar, rules, links."),
    "explain": ("explain", "Look closer", "Who said what of each line of a copy."),
    "evaluate": ("evaluate", "Look closer", "Score TEI against a gold standard."),
    "convert": ("convert", "Look closer", "TEI as text, Markdown, HTML, JSON Lines or CSV."),
    "profiles": ("profiles", "Look closer", "List, check and propose site and publisher data."),
    "deposit": ("archive", "The archive", "Put cleaned reports into an archive."),
    "list": ("archive", "The archive", "List the objects of an archive."),
    "search": ("archive", "The archive", "Find passages, with page and paragraph."),
    "log": ("archive", "The archive", "The versions of an object, in words."),
    "diff": ("archive", "The archive", "What changed between two versions, in words."),
    "restore": ("archive", "The archive", "Write a version back to a folder."),
    "audit": ("care", "The archive", "Read every byte of an archive back."),
    "repair": ("care", "The archive", "Replace what is damaged from another archive."),
    "export": ("care", "The archive", "Write reports as BagIt bags."),
    "import": ("care", "The archive", "Take the reports of bags into an archive."),
}


def _function(verb: str) -> str:
    """The name of a verb's function: as the verb, unless Python has that word for itself."""
    return f"{verb}_" if verb in {"list", "import"} else verb


class Verbs(click.Group):
    """A group whose commands are imported when they are needed, so that help comes at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """In the order of the table."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name."""
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"archivist.cli.{VERBS[cmd_name][0]}")
        command: click.Command = getattr(module, _function(cmd_name))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The verbs by group, without importing any of them, and how a run ends."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for verb, (_, group, words) in VERBS.items():
            groups.setdefault(group, []).append((verb, words))
        for group, rows in groups.items():
            with formatter.section(group):
                formatter.write_dl(rows)
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code.value), code.meaning) for code in ExitCode])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A verb that is not there is answered with the nearest one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], VERBS, n=1)
            if not near:
                raise
            hint = f"{error.format_message()} Did you mean {near[0]!r}?"
            raise click.UsageError(hint, ctx) from error

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run, and turn whatever stops the run into one sentence and an exit code."""
        kwargs["standalone_mode"] = False
        try:
            code = super().main(*args, **kwargs)
        except click.exceptions.Abort:
            _say("interrupted; what was finished is kept, run the same command to go on")
            code = ExitCode.INTERRUPTED
        except click.ClickException as error:
            error.show()
            code = ExitCode.USAGE
        except ArchivistError as error:
            _say(str(error))
            code = error.exit_code
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = ExitCode.OK
        except OSError as error:
            _say(str(WriteError.of(error.filename or "a file", error)))
            code = ExitCode.UNWRITABLE
        except Exception:  # noqa: BLE001 (the last of all handlers: nothing leaves without a code)
            traceback.print_exc()
            _say("this is a bug; please report it with the lines above")
            code = ExitCode.INTERNAL
        sys.exit(int(code or 0))


def _say(text: str) -> None:
    click.echo(f"archivist: {text}", err=True)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="archivist")
def main() -> None:
    """Turn scraped copies of reports back into the report, and archive it.

    Nothing is deleted, everything is labelled: each character of a copy is accounted for in a
    ledger beside the TEI, and `archivist explain` shows who said what of it.

    \b
    archivist run scraped/ --archive archive     the whole job
    archivist clean slice.txt -o out             one copy, to look at
    archivist clean - < slice.txt                TEI on standard output
    """
