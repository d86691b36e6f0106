"""How good is the cleaner? Draws reports, prints and scrapes them, cleans them, scores the result.

    python benchmarks/quality.py --reports 40 --seed 1
    python benchmarks/quality.py --only pypdf --reports 10 --show paragraphs,heads
    python benchmarks/quality.py --only fayllar --seed 17 --reports 1 --dump /tmp/case
    python benchmarks/quality.py --held-out --reports 50

The cleaner is any function ``(files, out)``: paths of one report's files, a folder to fill with
``<report id>/report.tei.xml`` (and ``facts.json``). ``--cleaner package.module:function`` names
one; ``archivist`` is the program itself, ``lines`` a floor (every line a paragraph).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archivist.evaluate import COLUMNS, Report, Tally, align_columns  # noqa: E402
from tests.press.cases import Plan, make  # noqa: E402
from tests.press.series import HELD_OUT, SERIES, plan_of  # noqa: E402
from tests.press.trial import Outcome, load_cleaner, try_case  # noqa: E402


@dataclass(frozen=True, slots=True)
class Job:
    """One case to be tried: a series and a seed."""

    series: str
    seed: int
    plan: Plan

    @property
    def again(self) -> str:
        """The options that make this case once more."""
        name = "--held-out" if self.series == HELD_OUT else f"--only {self.series}"
        return f"{name} --seed {self.seed} --reports 1"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job, small enough to be sent between processes."""

    job: Job
    outcome: Outcome
    digest: str
    slices: int
    characters: int
    press: float
    clean: float


def work(job: Job, *, cleaner: str, dump: Path | None) -> Result:
    """Make, clean and score one case."""
    before = time.perf_counter()
    case = make(job.seed, job.plan)
    between = time.perf_counter()
    target = dump and dump / f"{job.series}-{job.seed}"
    outcome = try_case(case, load_cleaner(cleaner), target)
    after = time.perf_counter()
    raw = b"".join(data for _, data in case.files)
    return Result(
        job, outcome, hashlib.sha256(raw).hexdigest(), len(case.files),
        sum(len(part.text) for part in case.slices), between - before, after - between,
    )  # fmt: skip


def jobs(options: argparse.Namespace) -> list[Job]:
    """The cases of a run: the series in turn, the seed rising once all had one."""
    chosen = options.only.split(",") if options.only else list(SERIES)
    chosen = [HELD_OUT] if options.held_out else chosen
    unknown = [name for name in chosen if name not in (*SERIES, HELD_OUT)]
    if unknown:
        raise SystemExit(f"no series {unknown[0]!r}; known: {', '.join(SERIES)}")
    made = []
    for i in range(options.reports):
        name, seed = chosen[i % len(chosen)], options.seed + i // len(chosen)
        base = plan_of(name, seed)
        plan = replace(base, slices=options.slices or base.slices, size=options.size or base.size,
                       keep=options.keep if options.keep != "draw" else base.keep)  # fmt: skip
        made.append(Job(name, seed, plan))
    return made


def run(todo: list[Job], options: argparse.Namespace) -> Iterator[Result]:
    """The results in the order of the jobs, over as many processes as were asked for."""
    task = partial(work, cleaner=options.cleaner, dump=options.dump)
    if options.jobs == 1:
        yield from map(task, todo)
        return
    with ProcessPoolExecutor(options.jobs) as pool:
        yield from pool.map(task, todo, chunksize=2)


# -- tables ----------------------------------------------------------------------------------------


def print_matrix(report: Report) -> None:
    """F1 by question and series, eight series to a table."""
    groups = report.groups()
    for start in range(0, len(groups), 8):
        some = groups[start : start + 8]
        pools = {group: report.pooled(group) for group in some}
        rows = [("F1 %", *some)]
        for column in COLUMNS:
            tallies = [pools[group].get(column, Tally()) for group in some]
            if any(tally.asked for tally in tallies):
                rows.append((column, *(f"{100 * t.f1:.1f}" if t.asked else "-" for t in tallies)))
        print("\n" + align_columns(rows))


def print_faults(results: list[Result], columns: list[str], limit: int) -> None:
    """The worst cases of each column with excerpts of what went wrong."""
    for column in columns:
        asked = [r for r in results if r.outcome.scores.tallies[column].f1 < 1]
        asked.sort(key=lambda r: r.outcome.scores.tallies[column].f1)
        for result in asked[:limit]:
            tally = result.outcome.scores.tallies[column]
            print(f"\n{column}: {100 * tally.f1:.2f} (hit {tally.hit}, miss {tally.miss}, "
                  f"extra {tally.extra})  {result.job.again}")  # fmt: skip
            for fault in result.outcome.scores.faults.get(column, [])[:6]:
                print(f"    {fault}")


def counts(report: Report, results: list[Result]) -> dict[str, object]:
    """The figures of a run as data: what ``quality_docs.py`` and the floors are made from."""
    joined = "".join(result.digest for result in results)
    told = report.as_dict()
    del told["documents"]
    return {
        "reports": len(results),
        "slices": sum(result.slices for result in results),
        "characters": sum(result.characters for result in results),
        "corpus": hashlib.sha256(joined.encode()).hexdigest(),
        "failed": [r.job.again for r in results if r.outcome.error],
        **told,
    }


def arguments() -> argparse.Namespace:
    """The options of the command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--reports", type=int, default=14, help="how many, over all series")
    parser.add_argument("--seed", type=int, default=1, help="of the first report of each series")
    parser.add_argument("--only", default="", help="series, comma between: " + ", ".join(SERIES))
    parser.add_argument(
        "--held-out", action="store_true", help="a house, site and carrier of its own each"
    )
    parser.add_argument("--cleaner", default="archivist")
    parser.add_argument("--size", type=int, default=0, help="blocks per essay, 0 as planned")
    parser.add_argument("--slices", type=int, default=0, help="slices per report, 0 draws")
    parser.add_argument("--keep", default="draw", choices=("all", "one", "some", "draw"))
    parser.add_argument("-j", "--jobs", type=int, default=1, help="processes; 0: one per core")
    parser.add_argument("--show", default="", help="columns whose faults to print; 'all'")
    parser.add_argument("--limit", type=int, default=3, help="worst cases per column")
    parser.add_argument("--dump", type=Path, help="folder for inputs, gold and output")
    parser.add_argument("--json", type=Path, help="file for the counts")
    options = parser.parse_args()
    options.jobs = options.jobs or os.cpu_count() or 1
    return options


def main() -> int:
    """Run and print; 1 if a report failed."""
    options = arguments()
    report, results = Report(), []
    before = time.perf_counter()
    for result in run(jobs(options), options):
        results.append(result)
        name = f"{result.job.series}:{result.job.seed}"
        report.add(name, result.outcome.scores, group=result.job.series)
        if result.outcome.error:
            print(f"{name}: {result.outcome.error}", file=sys.stderr)
        elif result.outcome.parts > 1:
            print(f"{name}: came out as {result.outcome.parts} reports", file=sys.stderr)
    print(align_columns(report.table()))
    if len(report.groups()) > 1:
        print_matrix(report)
    bad = [c for c in COLUMNS if any(r.outcome.scores.tallies[c].f1 < 1 for r in results)]
    wanted = bad if options.show == "all" else [c for c in options.show.split(",") if c]
    print_faults(results, wanted, options.limit)
    failed = sum(bool(result.outcome.error) for result in results)
    print(f"\n{len(results)} reports, {sum(r.slices for r in results)} slices, {failed} failed: "
          f"press {sum(r.press for r in results):.1f} s, cleaning and scoring "
          f"{sum(r.clean for r in results):.1f} s, together {time.perf_counter() - before:.1f} s "
          f"on {options.jobs} processes")  # fmt: skip
    if options.json:
        text = json.dumps(counts(report, results), indent=1) + "\n"
        options.json.write_text(text, encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
