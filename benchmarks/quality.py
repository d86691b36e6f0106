"""How good is the cleaner? Draws reports, prints and scrapes them, cleans them, scores the result.

    python benchmarks/quality.py --reports 40 --seed 1
    python benchmarks/quality.py --only pypdf --reports 10 --show paragraphs,heads
    python benchmarks/quality.py --only fayllar --seed 17 --reports 1 --dump /tmp/case

The cleaner is any function ``(files, out)``: paths of one report's files, a folder to fill with
``<report id>/report.tei.xml`` (and ``facts.json``). ``--cleaner package.module:function`` names
one; ``archivist`` is the program itself, ``lines`` a floor (every line a paragraph).
"""

from __future__ import annotations

import argparse
import importlib
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archivist.evaluate import (  # noqa: E402
    COLUMNS,
    Digest,
    Report,
    Scores,
    Tally,
    digest_to_json,
    read_tei,
    score,
)
from tests.press.cases import Case, Plan, make  # noqa: E402
from tests.press.tei_gold import to_tei  # noqa: E402

Cleaner = Callable[[list[Path], Path], None]

# name: carrier, site ('' draws one), house; the first is the case the program was made for.
SERIES = {
    "fayllar": Plan("fayllar", "fayllar.org"),
    "space": Plan("fayllar-space", "fayllar.org"),
    "older": Plan("fayllar-older", "hozir.org"),
    "nodiamond": Plan("fayllar-nodiamond", "fayllar.org"),
    "numbers": Plan("fayllar-numbers", ""),
    "mirrors": Plan("fayllar", ""),
    "pypdf": Plan("pypdf", ""),
    "word": Plan("word", ""),
    "plain": Plan("plain", "none", slices=1),
    "bare": Plan("bare", "none", slices=1),
    "csis": Plan("plain", "", house="csis"),
    "chatham": Plan("fayllar", "", house="chatham"),
    "sipri": Plan("pypdf", "", house="sipri"),
    "unknown": Plan("fayllar", "hujjatlar.example", house="plain"),
}


@dataclass(slots=True)
class Outcome:
    """What came of one case."""

    case: Case
    scores: Scores
    error: str = ""
    parts: int = 1


def lines_cleaner(files: list[Path], out: Path) -> None:
    """The floor: every line that is not empty becomes a paragraph, nothing is known or removed."""
    rows = []
    for path in files:
        raw = path.read_bytes()
        codec = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        for line in raw.decode(codec, "replace").splitlines():
            text = "".join(char for char in line if char.isprintable())
            rows.append(f"<p>{escape(text)}</p>")
    (out / "all").mkdir(parents=True)
    body = "\n".join(rows)
    (out / "all" / "report.tei.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>'
        f"<text><body>{body}</body></text></TEI>",
        encoding="utf-8",
    )


def archivist_cleaner(files: list[Path], out: Path) -> None:
    """The program, through its command line in this process."""
    from click.testing import CliRunner

    cli = importlib.import_module("archivist.cli")
    result = CliRunner().invoke(cli.main, ["clean", *map(str, files), "-o", str(out)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    if not any(out.glob("*/report.tei.xml")):
        raise RuntimeError(f"exit {result.exit_code}: {result.output.strip()[-400:]}")


def load_cleaner(name: str) -> Cleaner:
    """The cleaner of that name."""
    if name == "lines":
        return lines_cleaner
    if name == "archivist":
        return archivist_cleaner
    module, _, function = name.partition(":")
    loaded: Cleaner = getattr(importlib.import_module(module), function)
    return loaded


def run_case(case: Case, cleaner: Cleaner, dump: Path | None) -> Outcome:
    """Clean one case in a folder of its own and score it."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        source, out = base / "in", base / "out"
        source.mkdir()
        paths = []
        for name, data in case.files:
            (source / name).write_bytes(data)
            paths.append(source / name)
        error = ""
        try:
            cleaner(paths, out)
        except Exception as caught:  # noqa: BLE001 -- a crash is a score of nothing, not the end
            error = f"{type(caught).__name__}: {caught}"
        found = [read_tei(path) for path in sorted(out.glob("*/report.tei.xml"))]
        best = max(found, key=lambda digest: len(digest.stream), default=Digest())
        outcome = Outcome(case, score(best, case.gold), error, len(found))
        if dump:
            save(case, outcome, best, base, dump)
        return outcome


def save(case: Case, outcome: Outcome, best: Digest, base: Path, target: Path) -> None:
    """Inputs, gold, output and faults of a case, for reading."""
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(base, target)
    (target / "gold.json").write_text(digest_to_json(case.gold), encoding="utf-8")
    (target / "got.json").write_text(digest_to_json(best), encoding="utf-8")
    (target / "whole.txt").write_text(case.copytext.text, encoding="utf-8")
    (target / "gold.tei.xml").write_bytes(etree.tostring(to_tei(case.gold), encoding="utf-8"))
    spans = {}
    for i, ((name, _), part) in enumerate(zip(case.files, case.slices, strict=True)):
        spans[name] = {"slice": part.number, "noise": part.noise}
        alone = digest_to_json(case.slice_gold(i))
        (target / f"{Path(name).stem}.gold.json").write_text(alone, encoding="utf-8")
    (target / "noise.json").write_text(json.dumps(spans, indent=1), encoding="utf-8")
    rows = [
        f"{column}\t{fault}"
        for column in COLUMNS
        for fault in outcome.scores.faults.get(column, [])
    ]
    (target / "faults.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def print_table(rows: list[tuple[str, ...]]) -> None:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        print("  ".join(cells).rstrip())


def print_matrix(report: Report) -> None:
    """F1 by question and series."""
    groups = report.groups()
    pools = {group: report.pooled(group) for group in groups}
    rows = [("F1 %", *groups)]
    for column in COLUMNS:
        tallies = [pools[group].get(column, Tally()) for group in groups]
        if any(tally.asked for tally in tallies):
            rows.append((column, *(f"{100 * t.f1:.1f}" if t.asked else "-" for t in tallies)))
    print_table(rows)


def print_faults(outcomes: list[tuple[str, int, Outcome]], columns: list[str], limit: int) -> None:
    for column in columns:
        asked = [entry for entry in outcomes if entry[2].scores.tallies[column].f1 < 1]
        asked.sort(key=lambda entry: entry[2].scores.tallies[column].f1)
        for series, seed, outcome in asked[:limit]:
            tally = outcome.scores.tallies[column]
            print(f"\n{column}: {100 * tally.f1:.2f} (hit {tally.hit}, miss {tally.miss}, "
                  f"extra {tally.extra})  --only {series} --seed {seed} --reports 1")  # fmt: skip
            for fault in outcome.scores.faults.get(column, [])[:6]:
                print(f"    {fault}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reports", type=int, default=14, help="how many, over all series")
    parser.add_argument("--seed", type=int, default=1, help="of the first report of each series")
    parser.add_argument("--only", default="", help="series, comma between: " + ", ".join(SERIES))
    parser.add_argument("--cleaner", default="archivist")
    parser.add_argument("--size", type=int, default=18, help="blocks per essay")
    parser.add_argument("--slices", type=int, default=0, help="slices per report, 0 draws")
    parser.add_argument("--keep", default="draw", choices=("all", "one", "some", "draw"))
    parser.add_argument("--show", default="", help="columns whose faults to print; 'all'")
    parser.add_argument("--limit", type=int, default=3, help="worst cases per column")
    parser.add_argument("--dump", type=Path, help="folder for inputs, gold and output")
    parser.add_argument("--json", type=Path, help="file for the counts")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    cleaner = load_cleaner(options.cleaner)
    chosen = options.only.split(",") if options.only else list(SERIES)
    report, outcomes = Report(), []
    press = clean = 0.0
    for i in range(options.reports):
        name, seed = chosen[i % len(chosen)], options.seed + i // len(chosen)
        base = SERIES[name]
        plan = Plan(
            base.carrier, base.site, base.house, options.slices or base.slices,
            options.keep, options.size,
        )  # fmt: skip
        before = time.perf_counter()
        case = make(seed, plan)
        between = time.perf_counter()
        outcome = run_case(case, cleaner, options.dump and options.dump / f"{name}-{seed}")
        press, clean = press + between - before, clean + time.perf_counter() - between
        outcomes.append((name, seed, outcome))
        report.add(f"{name}:{seed}", outcome.scores, group=name)
        if outcome.error:
            print(f"{name}:{seed}: {outcome.error}", file=sys.stderr)
        elif outcome.parts > 1:
            print(f"{name}:{seed}: came out as {outcome.parts} reports", file=sys.stderr)
    print_table(report.table())
    if len(report.groups()) > 1:
        print()
        print_matrix(report)
    columns = [c for c in COLUMNS if any(o.scores.tallies[c].f1 < 1 for _, _, o in outcomes)]
    wanted = columns if options.show == "all" else [c for c in options.show.split(",") if c]
    print_faults(outcomes, wanted, options.limit)
    print(f"\n{options.reports} reports: press {press:.1f} s, cleaning and scoring {clean:.1f} s")
    if options.json:
        pooled = {k: [t.hit, t.miss, t.extra] for k, t in report.pooled().items()}
        options.json.write_text(json.dumps(pooled, indent=1) + "\n", encoding="utf-8")
    return 0 if all(not outcome.error for _, _, outcome in outcomes) else 1


if __name__ == "__main__":
    raise SystemExit(main())
