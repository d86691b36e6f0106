"""Scores of many documents: pooled, worst first, as rows of a table."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from archivist.errors import UsageError
from archivist.evaluate.digest import Digest, read_digest
from archivist.evaluate.reduce import read_tei
from archivist.evaluate.score import score
from archivist.evaluate.tally import COLUMNS, Scores, Tally

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Report", "align_columns", "compare_paths", "load"]


@dataclass(slots=True)
class Report:
    """Scores by name of the document (and a group, such as the carrier).

    Attributes:
        entries: ``(name, group, scores)`` in the order they were made.
    """

    entries: list[tuple[str, str, Scores]] = field(default_factory=list)

    def add(self, name: str, scores: Scores, *, group: str = "") -> None:
        """Add the scores of one document."""
        self.entries.append((name, group, scores))

    def pooled(self, group: str | None = None) -> dict[str, Tally]:
        """Counts of all documents (of a group) added up."""
        totals = dict.fromkeys(COLUMNS, Tally())
        for _, own, scores in self.entries:
            if group is None or own == group:
                for name, tally in scores.tallies.items():
                    totals[name] = totals[name] + tally
        return totals

    def groups(self) -> list[str]:
        """Names of the groups in order of appearance."""
        return list(dict.fromkeys(group for _, group, _ in self.entries if group))

    def worst(self, column: str) -> tuple[str, Tally] | None:
        """The document with the lowest F1 in a column, None if none was asked."""
        asked = [
            (name, s.tallies[column]) for name, _, s in self.entries if s.tallies[column].asked
        ]
        return min(asked, key=lambda pair: pair[1].f1) if asked else None

    def interval(self, column: str, *, draws: int = 400) -> tuple[float, float]:
        """The 95 % bootstrap interval of the pooled F1, drawn over documents.

        The draws are seeded by the column, so the same scores give the same interval.
        """
        rows = [s.tallies[column] for _, _, s in self.entries if s.tallies[column].asked]
        counts = [(row.hit, row.miss + row.extra) for row in rows]
        rng = Random(column)  # noqa: S311 -- resampling, no secret
        values = []
        for _ in range(draws):
            drawn = rng.choices(counts, k=len(counts))
            hit, wrong = sum(pair[0] for pair in drawn), sum(pair[1] for pair in drawn)
            values.append(2 * hit / (2 * hit + wrong))
        values.sort()
        return values[int(0.025 * draws)], values[int(0.975 * draws)]

    def table(self, group: str | None = None) -> list[tuple[str, ...]]:
        """Rows ``(column, hit, miss, extra, P, R, F1, interval, worst F1, worst document)``.

        The first row names the columns; ratios are per cent with two decimals; columns that were
        never asked are left out.
        """
        rows: list[tuple[str, ...]] = [
            ("question", "hit", "miss", "extra", "P", "R", "F1", "95 %", "worst", "where")
        ]
        chosen = Report([e for e in self.entries if group is None or e[1] == group])
        for column, tally in self.pooled(group).items():
            worst = chosen.worst(column)
            if worst is None:
                continue
            rows.append(
                (
                    column,
                    str(tally.hit),
                    str(tally.miss),
                    str(tally.extra),
                    *(f"{100 * value:.2f}" for value in (tally.precision, tally.recall, tally.f1)),
                    "–".join(f"{100 * bound:.1f}" for bound in chosen.interval(column)),
                    f"{100 * worst[1].f1:.2f}",
                    worst[0] if worst[1].f1 < 1 else "",
                )
            )
        return rows

    def as_text(self, *, faults: int = 0) -> str:
        """The table as aligned text, with up to *faults* excerpts of each column that is not 100 %.

        An excerpt that begins with ``-`` is lost, one that begins with ``+`` is too much.
        """
        lines = [align_columns(self.table())]
        for column in COLUMNS if faults else ():
            found = [
                f"{name}: {fault}" if len(self.entries) > 1 else fault
                for name, _, scores in self.entries
                for fault in scores.faults.get(column, [])
            ]
            if found:
                lines += ["", column, *(f"  {fault}" for fault in found[:faults])]
                lines += [f"  … and {len(found) - faults} more"] if len(found) > faults else []
        return "\n".join(lines) + "\n"

    def as_dict(self) -> dict[str, object]:
        """The counts ``[hit, miss, extra]``: pooled, by group and by document; the worst of each.

        Columns that were never asked are left out.
        """
        worst = {column: self.worst(column) for column in COLUMNS}
        return {
            "pooled": _counts(self.pooled()),
            "worst": {
                column: {"where": pair[0], "f1": round(pair[1].f1, 4)}
                for column, pair in worst.items()
                if pair
            },
            "groups": {group: _counts(self.pooled(group)) for group in self.groups()},
            "documents": {name: _counts(scores.tallies) for name, _, scores in self.entries},
        }

    def as_json(self) -> str:
        """The counts of `as_dict` as JSON, a line feed at the end."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=1) + "\n"

    @property
    def perfect(self) -> bool:
        """Whether every document is."""
        return all(scores.perfect for _, _, scores in self.entries)


def align_columns(rows: list[tuple[str, ...]]) -> str:
    """Rows under one another, the first cell to the left, the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _counts(tallies: dict[str, Tally]) -> dict[str, list[int]]:
    return {name: [t.hit, t.miss, t.extra] for name, t in tallies.items() if t.asked}


def compare_paths(got: Path, gold: Path) -> Report:
    """Score a file against a file, or a folder against a folder.

    Folders are matched by name: ``GOLD/<name>.json`` or ``GOLD/<name>/gold.json`` (or ``.xml``)
    belongs to ``GOT/<name>/report.tei.xml`` or ``GOT/<name>.xml``. A report without output is
    scored as empty, so that nothing is gained by failing.

    Args:
        got: TEI or digest JSON, or a folder.
        gold: digest JSON or TEI, or a folder.

    Returns:
        The scores of every gold document.

    Raises:
        ReadError: a file cannot be read.
        UsageError: the two do not fit together.
    """
    report = Report()
    if gold.is_file():
        inside = got / "report.tei.xml" if got.is_dir() else got
        report.add(
            inside.parent.name if got.is_dir() else got.name, score(load(inside), load(gold))
        )
        return report
    pairs = _gold_files(gold)
    if not pairs:
        raise UsageError(f"{gold}: holds no gold (NAME.json, NAME.xml or NAME/gold.json)")
    if not got.is_dir():
        raise UsageError(f"{got}: must be a folder, since {gold} is one")
    for name, path in sorted(pairs.items()):
        found = [got / name / "report.tei.xml", got / f"{name}.xml", got / f"{name}.json"]
        answer = next((load(place) for place in found if place.is_file()), Digest())
        report.add(name, score(answer, load(path)))
    return report


def load(path: Path) -> Digest:
    """The digest of a TEI document or of a digest in JSON.

    Raises:
        ReadError: the file cannot be read.
    """
    return read_digest(path) if path.suffix == ".json" else read_tei(path)


def _gold_files(folder: Path) -> dict[str, Path]:
    found = {path.stem.removesuffix(".tei"): path for path in folder.glob("*.xml")}
    found |= {path.stem: path for path in folder.glob("*.json")}
    found |= {path.parent.name: path for path in folder.glob("*/gold.xml")}
    found |= {path.parent.name: path for path in folder.glob("*/gold.json")}
    return found
