"""What do defects of a copy cost? The same drawn reports, whole and damaged, scored side by side.

    python benchmarks/defects.py --reports 24
    python benchmarks/defects.py --only doubled-blanks,soft-hyphens

Each defect changes the files as crawlers, converters and editors do, never what they say, so that
whatever falls is the defect's price. Files that are no UTF-8 stay as they are.
"""

from __future__ import annotations

import argparse
import html
import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import archivist.core  # noqa: E402, F401 (it registers codecs)
from archivist.evaluate import Report, align_columns  # noqa: E402
from tests.press.cases import Case, make  # noqa: E402
from tests.press.series import HELD_OUT, SERIES, plan_of  # noqa: E402
from tests.press.trial import load_cleaner, try_case  # noqa: E402

COLUMNS = (
    "words", "noise", "paragraphs", "heads", "items", "notes", "links", "breaks",
    "title", "authors", "date", "missing",
)  # fmt: skip
SIZE = 30
"""Blocks of an essay."""
_PART = 0.3
"""Part of the lines that a defect of some lines meets."""

Change = Callable[[str, Random], str]


def _in_some_lines(change: Change) -> Change:
    def changed(text: str, rng: Random) -> str:
        return "\n".join(
            change(line, rng) if rng.random() < _PART else line for line in text.split("\n")
        )

    return changed


def _twice(text: str, _: Random) -> str:
    return text.encode("utf-8-as-windows-1252").decode()


def _entities(text: str, _: Random) -> str:
    return html.escape(text, quote=False).encode("ascii", "xmlcharrefreplace").decode()


def _hyphenated(text: str, rng: Random) -> str:
    def word(found: re.Match[str]) -> str:
        half = len(found[0]) // 2
        return f"{found[0][:half]}\u00ad{found[0][half:]}" if rng.random() < _PART else found[0]

    return re.sub(r"[a-z]{7,}", word, text)


DEFECTS: dict[str, Change] = {
    "none": lambda text, _: text,
    "doubled-blanks": lambda text, _: text.replace(" ", "  "),
    "some-doubled": _in_some_lines(lambda text, _: text.replace(" ", "  ")),
    "no-trailing-blanks": lambda text, _: re.sub(r"[ \u00a0]+\n", "\n", text),
    "plain-blanks": lambda text, _: text.replace("\u00a0", " "),
    "blank-after-each": lambda text, _: text.replace("\n", "\n\n"),
    "no-blank-lines": lambda text, _: re.sub(r"\n(?:[ \u00a0]*\n)+", "\n", text),
    "indented": lambda text, _: re.sub(r"(?m)^(?=\S)", "    ", text),
    "crlf": lambda text, _: text.replace("\n", "\r\n"),
    "soft-hyphens": _hyphenated,
    "decomposed": lambda text, _: unicodedata.normalize("NFD", text),
    "ligatures": lambda text, _: text.replace("fi", "\ufb01").replace("fl", "\ufb02"),
    "encoded-twice": _twice,
    "some-encoded-twice": _in_some_lines(_twice),
    "entities": _entities,
    "some-entities": _in_some_lines(_entities),
}


def damaged(case: Case, change: Change, rng: Random) -> Case:
    """The case with each of its files changed."""
    files = []
    for name, raw in case.files:
        try:
            files.append((name, change(raw.decode("utf-8-sig"), rng).encode()))
        except UnicodeDecodeError:
            files.append((name, raw))
    return replace(case, files=tuple(files))


def scores(change: Change, count: int, seed: int) -> Report:
    """What comes of *count* reports of all series with one defect."""
    report, series = Report(), (*SERIES, HELD_OUT)
    for k in range(count):
        name = series[k * 7 % len(series)]
        case = make(seed + k, replace(plan_of(name, seed + k), size=SIZE))
        outcome = try_case(damaged(case, change, Random(k)), load_cleaner("archivist"), None)
        report.add(f"{name}:{seed + k}", outcome.scores, group=name)
    return report


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, default=24)
    parser.add_argument("--seed", type=int, default=3000)
    parser.add_argument("--only", default="", help="defects, comma between: " + ", ".join(DEFECTS))
    options = parser.parse_args()
    rows: list[tuple[str, ...]] = [("F1 %", *COLUMNS)]
    for name in options.only.split(",") if options.only else DEFECTS:
        pools = scores(DEFECTS[name], options.reports, options.seed).pooled()
        told = (f"{100 * pools[c].f1:.1f}" if pools[c].asked else "-" for c in COLUMNS)
        rows.append((name, *told))
    print(align_columns(rows))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
