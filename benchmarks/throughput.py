"""How fast is the main job? Slices of the seed's size, everything included, on one core.

    python benchmarks/throughput.py --slices 2000
    python benchmarks/throughput.py --slices 300 --profile

Included: reading the file, decoding, labels, laws, TEI with validation, ledger, facts, digests and
writing the folder. What is written stays until the end, as it does in a real run. The slices are
drawn by the press of the tests (many publishers, mirrors and encodings, about 7 kB each) and
varied, so that no two are the same. Time is the processor time of this process: what else the
machine does hardly counts.

The same texts, as plain HTML, go through trafilatura's TEI output in the same run, round by round
in turn; it is installed with the extra ``bench`` (``pip install -e '.[bench]'``).
"""

from __future__ import annotations

import argparse
import cProfile
import functools
import gc
import hashlib
import pstats
import random
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html import escape
from itertools import islice, product
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import archivist.parcel.files as packing  # noqa: E402
import archivist.stages.clean as cleaning  # noqa: E402
import archivist.tei.write as writing  # noqa: E402
from archivist import api  # noqa: E402
from archivist.batch.write import write_folder  # noqa: E402
from tests.press.cases import make  # noqa: E402
from tests.press.series import HELD_OUT, SERIES, plan_of  # noqa: E402

try:
    import trafilatura
except ImportError:
    trafilatura = None

SIZE = 6300
"""Characters of text to a slice: with the site's noise about 7 kB, as the seed has."""
SMALLEST, LARGEST = 4000, 10_000
SEEDS = (7, 8, 9)
ROUND = 100
EARLY = 500
"""Slices after which memory is looked at for the first time."""

STAGES: tuple[tuple[str, ModuleType, tuple[str, ...]], ...] = (
    ("noise", cleaning, ("converter_marks", "noise", "chrome")),
    ("repair", cleaning, ("repair", "kerning")),
    ("stitch", cleaning, ("describe", "group_slices", "recurring_edges", "repeated_heads")),
    ("publisher", cleaning, ("choose_publisher",)),
    ("pages", cleaning, ("pages",)),
    ("front", cleaning, ("front", "shown", "stated")),
    ("notes", cleaning, ("notes",)),
    ("blocks", cleaning, ("blocks", "fill", "close_line_ends")),
    ("resolve", cleaning, ("resolve", "checks")),
    ("laws 1-3, 6", cleaning, ("check_boundary", "check_all")),
    ("law 5", cleaning, ("second_look",)),
    ("TEI", packing, ("write_tei",)),
    ("law 4", writing, ("check_reading",)),
    ("validation", writing, ("is_valid",)),
    ("ledger", packing, ("ledger_tsv",)),
    ("facts", packing, ("facts", "_json")),
)
REST = "read, rest"


@dataclass
class Clock:
    """Processor seconds by stage; a stage that runs inside another is not counted to both."""

    spent: Counter[str] = field(default_factory=Counter)
    running: list[str] = field(default_factory=lambda: [REST])
    since: float = 0.0

    def _charge(self) -> None:
        now = time.process_time()
        self.spent[self.running[-1]] += now - self.since  # type: ignore[assignment]
        self.since = now

    def timed(self, stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """*call*, its time charged to *stage*."""

        @functools.wraps(call)
        def measured(*args: Any, **kwargs: Any) -> Any:
            self._charge()
            self.running.append(stage)
            try:
                return call(*args, **kwargs)
            finally:
                self._charge()
                self.running.pop()

        return measured

    def watch(self) -> None:
        """Charge every stage of the program to its name from now on."""
        for stage, module, names in STAGES:
            for name in names:
                setattr(module, name, self.timed(stage, getattr(module, name)))
        self.since = time.process_time()


def pool() -> list[bytes]:
    """Slices as mirrors serve them: reports of each series that has a site, and the samples."""
    found = [path.read_bytes() for path in sorted((ROOT / "samples").rglob("*.txt"))]
    for seed, name in product(SEEDS, (*SERIES, HELD_OUT)):
        plan = replace(plan_of(name, seed), slices=1, keep="all", size=40)
        if plan.site == "none":
            continue
        length = len(make(seed, plan).copytext.text)
        case = make(seed, replace(plan, slices=max(1, round(length / SIZE))))
        found += [raw for _, raw in case.files]
    found = [raw for raw in found if SMALLEST <= len(raw) <= LARGEST]
    random.Random(1).shuffle(found)
    return found


def slices(known: list[bytes], count: int) -> Iterator[bytes]:
    """*count* slices, no two the same: words of each are changed."""
    pick = random.Random(2)
    for number in range(count):
        raw = known[number % len(known)]
        word, other = pick.choice((b"the", b"and", b"of")), b"w%d" % number
        yield raw.replace(b" " + word + b" ", b" " + other + b" ", pick.randint(1, 4))


def ours(path: Path, out: Path, profiles: api.Profiles, write: Callable[..., Any]) -> None:
    """The main job on one file, into a folder of its own: no report takes another's place."""
    for edition in api.clean(api.read(path), profiles):
        files = api.parcel(edition)
        for data in files.values():
            hashlib.sha512(data).digest()
        write(out / path.stem, files)


def theirs(page: str) -> None:
    trafilatura.extract(page, output_format="xmltei")


def page_of(path: Path) -> str:
    """The text of a slice as plain HTML."""
    (source,) = api.read(path)
    body = "".join(f"<p>{escape(line)}</p>" for line in source.text.splitlines() if line.strip())
    return f"<html><body><article>{body}</article></body></html>"


def seconds(task: Callable[..., None], items: list[Any]) -> float:
    before = time.process_time()
    for item in items:
        task(item)
    return time.process_time() - before


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@dataclass
class Figures:
    """What a run measured: seconds a round, peaks of memory."""

    mine: list[float] = field(default_factory=list)
    other: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    early: float = 0.0


def measure(made: Iterator[bytes], folder: Path, profiles: api.Profiles, clock: Clock) -> Figures:
    """Rounds of slices: ours, then trafilatura on the same texts."""
    figures = Figures()
    write = clock.timed("write", write_folder)
    while some := list(islice(made, ROUND)):
        here = folder / f"{len(figures.mine)}"  # kept: deleting slows what is made after it
        here.mkdir()
        paths = [here / f"{k}.txt" for k in range(len(some))]
        for path, raw in zip(paths, some, strict=True):
            path.write_bytes(raw)
        task = functools.partial(ours, out=here / "out", profiles=profiles, write=write)
        clock.since = time.process_time()
        figures.mine.append(seconds(task, paths) / len(some))
        figures.sizes += map(len, some)
        if trafilatura is not None:
            figures.other.append(seconds(theirs, [page_of(p) for p in paths]) / len(some))
        if len(figures.sizes) <= EARLY:
            figures.early = megabytes()
    return figures


def show(figures: Figures, clock: Clock) -> None:
    count, usual = len(figures.sizes), statistics.median(figures.mine)
    print(f"{count} slices of {statistics.mean(figures.sizes):.0f} bytes on the average")
    best, worst = (1000 * pick(figures.mine) for pick in (min, max))
    print(f"{1 / usual:.0f} slices a second and core ({1000 * usual:.1f} ms of processor time, "
          f"{best:.1f} to {worst:.1f} by round)")  # fmt: skip
    print(f"peak memory {figures.early:.0f} MB after {min(count, EARLY)} slices, "
          f"{megabytes():.0f} MB after {count}")  # fmt: skip
    total = sum(clock.spent.values())
    for stage, spent in clock.spent.most_common():
        print(f"  {stage:12} {100 * spent / total:5.1f} %")
    if not figures.other:
        print("NOT COMPARED: trafilatura is not installed (pip install -e '.[bench]')")
        return
    ratios = [a / b for a, b in zip(figures.mine, figures.other, strict=True)]
    other = 1 / statistics.median(figures.other)
    print(f"trafilatura's TEI of the same text: {other:.0f} a second; "
          f"archivist takes {statistics.median(ratios):.2f} times as long "
          f"(rounds from {min(ratios):.2f} to {max(ratios):.2f})")  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--slices", type=int, default=2000)
    parser.add_argument("--profile", action="store_true", help="where the time goes, by function")
    options = parser.parse_args()
    profiles, clock, profile = api.Profiles.load(), Clock(), cProfile.Profile()
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "first.txt"
        known = pool()
        first.write_bytes(known[-1])
        ours(first, Path(folder), profiles, write_folder)  # schemas are compiled once a process
        if trafilatura is not None:
            theirs(page_of(first))
        gc.freeze()  # as processes of a batch do
        if options.profile:
            profile.enable()
        else:
            clock.watch()
        figures = measure(slices(known, options.slices), Path(folder), profiles, clock)
        profile.disable()
    if options.profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats("archivist", 60)
    else:
        show(figures, clock)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
