"""What a person sees: talk on standard error, progress on a terminal, a table at the end."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from archivist.archive import Outcome, Receipt
from archivist.batch import Batch, Entry, Fate
from archivist.wording import counted

console = Console(stderr=True, highlight=False, soft_wrap=True)


def listing() -> Console:
    """Standard output: wrapped between words at a terminal, a line a row in a pipe."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def hanging(out: Console, lead: Text, text: Text) -> None:
    """Print *text* behind *lead*; at a terminal its further lines stand below its first."""
    if out.soft_wrap:
        out.print(lead + text)
        return
    room = max(out.width - lead.cell_len, _NARROWEST)
    for line in text.wrap(out, room) or [text]:
        out.print(lead + line)
        lead = Text(" " * lead.cell_len)


_NARROWEST = 24
"""Columns below which a text is not set behind its lead, however narrow the terminal."""


@dataclass
class Tally:
    """What a batch came to."""

    inputs: int = 0
    fates: Counter[Fate] = field(default_factory=Counter)
    reports: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    characters: int = 0
    removed: int = 0
    slices: int = 0
    errors: list[str] = field(default_factory=list)
    named: int = 0

    def add(self, entry: Entry) -> None:
        """Count one input."""
        self.inputs += 1
        self.fates[entry.fate] += 1
        if entry.failed:
            self.errors.append(entry.error)
            return
        self.characters += entry.characters
        self.removed += entry.removed
        self.slices += bool(entry.slice)
        if entry.report:
            self.reports[entry.report] = entry.findings
            if self.written.get(entry.report) in (None, "same"):
                self.written[entry.report] = entry.written

    @property
    def failed(self) -> int:
        """Inputs that gave no report."""
        return len(self.errors)

    def findings(self) -> tuple[int, int, int]:
        """Errors, warnings and notes of all reports."""
        rows = list(self.reports.values())
        return sum(r[0] for r in rows), sum(r[1] for r in rows), sum(r[2] for r in rows)


MOST_ALIKE = 20
"""Unreadable inputs named for the same reason; the journal names them all."""


def watched(batch: Batch, tally: Tally, *, quiet: bool) -> Iterator[Entry]:
    """The entries of a batch, counted, with a bar while a person looks on; failures are told."""
    show = console.is_terminal and not quiet
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[last]}", style="dim"),
        console=console,
        transient=True,
        disable=not show,
    ) as progress:
        files = len(batch.found.files)
        looking = progress.add_task("looking ", total=files or None, last="")
        cleaning = progress.add_task("cleaning", total=files or None, last="")
        looked = count(1)

        def tick() -> None:
            seen = next(looked)  # a crawl is one file and many inputs
            progress.update(looking, completed=seen, total=max(files, seen))

        told: Counter[str] = Counter()
        for entry in batch.entries(tick):
            tally.add(entry)
            reason = entry.error.partition(": ")[2].partition("; the evidence")[0]
            # one sentence for all slices of a report, but each file that cannot be read is named
            most = MOST_ALIKE if entry.fate is Fate.UNREADABLE else 1
            if entry.failed and told[reason] < most:
                told[reason] += 1
                tally.named += 1
                fail(entry.error)
            known = max(files, tally.inputs)
            last = entry.report[:40]
            progress.update(cleaning, completed=tally.inputs, total=known, last=last)
            yield entry


def fail(message: str) -> None:
    """Say on standard error what failed; nothing in names or reasons is taken for markup."""
    console.print(Text.assemble(("✗", "red"), " ", message))


def summary(tally: Tally, *, passed_over: int = 0) -> Table:
    """The end table of a batch."""
    table = Table(show_header=False, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_column(style="dim", overflow="fold")
    same = tally.fates[Fate.UNCHANGED]
    table.add_row("inputs", f"{tally.inputs:,}", f"{same:,} done before" if same else "")
    counts = Counter(tally.written.values())
    words = ", ".join(f"{counts[k]:,} {k}" for k in ("new", "changed", "same") if counts[k])
    table.add_row("reports", f"{len(tally.reports):,}", words)
    table.add_row("slices", f"{tally.slices:,}", "")
    kept = tally.characters - tally.removed
    share = f"{100 * tally.removed / tally.characters:.1f} % of all" if tally.characters else ""
    table.add_row("characters kept", f"{kept:,}", "")
    table.add_row("site noise set apart", f"{tally.removed:,}", share)
    errors, warnings, notes = tally.findings()
    words = ", ".join(
        counted(n, word)
        for n, word in ((errors, "error"), (warnings, "warning"), (notes, "note"))
        if n
    )
    table.add_row("findings", f"{errors + warnings + notes:,}", words)
    style = "red" if tally.failed else ""
    words = "named above" if tally.failed else ""
    if tally.named < tally.failed:
        words += ", the others in run.jsonl"
    table.add_row("failures", f"{tally.failed:,}", words, style=style)
    if passed_over:
        table.add_row(
            "passed over", f"{passed_over:,}", "no copies, or results; name them to take them"
        )
    return table


def told(receipts: Iterable[Receipt], *, quiet: bool) -> int:
    """Print receipts, one a line, to standard output; refusals to standard error.

    Returns:
        How many were refused.
    """
    refused = 0
    for receipt in receipts:
        if receipt.outcome is Outcome.REFUSED:
            refused += 1
            fail(receipt.message)
        elif not quiet:
            row = (receipt.outcome.value, f"v{receipt.version}", receipt.object_id, receipt.message)
            click.echo("\t".join(row))
    return refused
