"""What do very large inputs cost? Processor seconds and peak memory by kind of text and size.

    python benchmarks/scale.py
    python benchmarks/scale.py --sizes 1 10 --only prose
    python benchmarks/scale.py --sizes 4 --only digits --profile

Each input is read, cleaned, checked and packed in a process of its own, twice for each size: time
is that of all of it, and the two ratios say how both grow when the input doubles (2 is linear).
"""

from __future__ import annotations

import argparse
import cProfile
import multiprocessing
import pstats
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archivist import api  # noqa: E402

MEGABYTE = 1_000_000
WORDS = (
    "harbor lamp oil ledger keeper quay office winter boat rope tide clerk stove umbrella town"
    " carried counted burned walked asked answered waited returned forgot remembered slowly"
).split()


def _sentences(size: int, end: str) -> str:
    rng = random.Random(size)
    made, length = [], 0
    while length < size:
        made.append(" ".join(rng.choices(WORDS, k=14)).capitalize() + end)
        length += len(made[-1])
    return "".join(made)


def _prose(size: int) -> str:
    """Paragraphs of wrapped lines, parted by blank lines."""
    lines = _sentences(size, ".\n").split("\n")
    return "\n\n".join("\n".join(lines[k : k + 6]) for k in range(0, len(lines), 6))


CASES: dict[str, Callable[[int], str]] = {
    "prose": _prose,
    "line": lambda size: _sentences(size, ". "),
    "word": lambda size: "a" * size,
    "digits": lambda size: "".join(f"{n}\n" for n in range(size // 6)),
    "blanks": lambda size: "a\n" + "\n" * size,
    "short": lambda size: "a\n" * (size // 2),
    "noise": lambda size: "bet4/17\nDownload 4.06 Mb.\n#1782158\n\n" * (size // 37),
    "notes": lambda size: "".join(f"{n} Ibid., {n}.\n" for n in range(size // 18)),
}


def clean(text: str) -> int:
    """All that is done with one input; bytes written."""
    raw = text.encode()
    options = api.ReadOptions(largest=10 * len(raw))
    editions = api.clean(api.read_bytes(raw, options=options), api.Profiles.load())
    return sum(len(data) for edition in editions for data in api.parcel(edition).values())


def _measured(name: str, size: int, answer: object) -> None:
    clean("A line.\n")
    text = CASES[name](size)
    before = time.process_time()
    clean(text)
    spent = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answer.put((spent, peak))  # type: ignore[attr-defined]


def measure(name: str, size: int) -> tuple[float, float]:
    """Seconds and megabytes of one input, in a fresh process."""
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    process = context.Process(target=_measured, args=(name, size, answer))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"{name}: the process ended with {process.exitcode}")
    seconds, megabytes = answer.get()
    return seconds, megabytes


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=float, nargs="+", default=[1], help="megabytes of text")
    parser.add_argument("--only", nargs="+", choices=CASES, default=list(CASES))
    parser.add_argument("--profile", action="store_true", help="where the time goes, by function")
    options = parser.parse_args()
    for name in options.only:
        for size in options.sizes:
            count = int(size * MEGABYTE)
            if options.profile:
                profile = cProfile.Profile()
                profile.runcall(clean, CASES[name](count))
                pstats.Stats(profile).sort_stats("tottime").print_stats("archivist", 25)
                continue
            (half, _), (whole, peak) = measure(name, count // 2), measure(name, count)
            print(f"{name:8} {size:6.1f} MB {whole:8.1f} s {peak:7.0f} MB "
                  f"{whole / half:5.1f} times as long as half of it", flush=True)  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
