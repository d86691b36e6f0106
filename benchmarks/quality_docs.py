"""Writes the figures of a quality run into docs/quality.md, so that none is typed by hand.

    python benchmarks/quality.py --reports 390 --size 45 -j 0 --json docs/quality.json
    python benchmarks/quality.py --held-out --reports 60 -j 0 --json docs/quality-held-out.json
    python benchmarks/quality_docs.py

What stands between ``<!-- figures: NAME.json -->`` and ``<!-- end -->`` is made anew from
``docs/NAME.json``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE = "quality.md"
BLOCK = re.compile(r"(<!-- figures: (\S+\.json) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
MAIN = ("words", "noise", "paragraphs", "heads", "items", "notes", "links", "breaks", "title")
"""Questions shown for each series."""


def f1(counts: list[int]) -> float:
    """Of ``[hit, miss, extra]``, in per cent."""
    hit, miss, extra = counts
    return 100 * 2 * hit / (2 * hit + miss + extra) if hit + miss + extra else 100.0


def share(hit: int, wrong: int) -> str:
    """Per cent with two decimals; a dash if nothing was asked."""
    return f"{100 * hit / (hit + wrong):.2f}" if hit + wrong else "–"


def table(rows: list[list[str]]) -> str:
    """Rows as a table of Markdown, the first as its head."""
    ruled = [rows[0], ["---"] + ["---:"] * (len(rows[0]) - 1), *rows[1:]]
    return "".join(f"| {' | '.join(row)} |\n" for row in ruled)


def render(data: dict[str, Any]) -> str:
    """The figures of one run."""
    failed = len(data["failed"])
    said = (
        f"{data['reports']} reports in {data['slices']:,} files, {data['characters']:,} "
        f"characters; {failed} of the reports came to nothing.\n\n"
    )
    rows = [["question", "right", "missed", "too much", "P %", "R %", "F1 %", "worst", "where"]]
    for column, (hit, miss, extra) in data["pooled"].items():
        worst = data["worst"][column]
        rows.append([
            column, f"{hit:,}", f"{miss:,}", f"{extra:,}", share(hit, extra), share(hit, miss),
            f"{f1([hit, miss, extra]):.2f}", f"{100 * worst['f1']:.1f}",
            worst["where"] if worst["f1"] < 1 else "",
        ])  # fmt: skip
    text = said + table(rows)
    if len(data["groups"]) > 1:
        series = [["F1 %", *MAIN]]
        for name, pooled in data["groups"].items():
            cells = [f"{f1(pooled[c]):.1f}" if c in pooled else "–" for c in MAIN]
            series.append([f"`{name}`", *cells])
        text += "\n" + table(series)
    return text


def rewritten(page: str, folder: Path = DOCS) -> str:
    """The page with its figures made anew from the data beside it."""

    def fill(found: re.Match[str]) -> str:
        data = json.loads((folder / found[2]).read_text(encoding="utf-8"))
        return f"{found[1]}{render(data)}{found[4]}"

    return BLOCK.sub(fill, page)


def main() -> None:
    """Rewrite the page in place."""
    path = DOCS / PAGE
    path.write_text(rewritten(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
