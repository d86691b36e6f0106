"""Look for inputs of which something is lost, that break a law, crash or hang; shrink them.

    python -m tests.fuzz.hunt --seconds 600 --seed 7

Inputs are drawn by number (``tests.fuzz.hostile``), so what is found can be drawn again:

    python -m tests.fuzz.hunt --only 700123

Each is cleaned, and what is written of it is judged by ``tests.fuzz.conserved``; every fifth is
cleaned twice in different orders, and its readable forms are made. Breaks are shrunk, counted by
what they say, and left in ``--keep`` as files. With ``--second-opinion N``, jing is asked for N of
the TEI documents, on the project's grammar and on tei_all. Exit code 1 says that something broke.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tests.fuzz.conserved import hunt
from tests.fuzz.hostile import Prey, draw
from tools import second_opinion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
FIFTH = 5
STRIDE = 100_000
"""Numbers kept apart for the inputs of one seed."""

SHOWN = 700
"""Characters of an input that are printed; the whole is in ``--keep``."""

FEW = 3
"""Examples of one break that are shrunk; more are only counted."""


@dataclass(frozen=True)
class Break:
    """What went wrong with one input.

    Attributes:
        prey: the input.
        kind: what was said, without the numbers and quotes in it, and where.
        told: the whole of what was said.
    """

    prey: Prey
    kind: str
    told: str


@dataclass
class Bag:
    """What a hunt brought home."""

    tried: int = 0
    written: int = 0
    breaks: list[Break] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)


def broken(prey: Prey, *, full: bool) -> Break | list[bytes]:
    """What goes wrong with an input, or the TEI documents made of it."""
    try:
        return hunt(prey, again=full, shown=full)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a break
        return Break(prey, _kind(error), "".join(traceback.format_exception(error)))


def _kind(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    said = re.sub(r"'[^']*'|\"[^\"]*\"|\d+|Counter\(.*", "…", str(error).split("\n")[0])
    return f"{type(error).__name__} in {Path(frame.filename).name}:{frame.name}: {said[:150]}"


def shrunk(found: Break, *, trials: int = 500) -> Break:
    """The same break on a smaller input: without corrections, files, lines and bytes of it."""
    best = found
    full = not isinstance(broken(found.prey, full=False), Break)

    def holds(prey: Prey) -> bool:
        nonlocal best, trials
        trials -= 1
        told = broken(prey, full=full) if trials > 0 else []
        if same := isinstance(told, Break) and told.kind == found.kind:
            best = told
        return same

    _reduced(best.prey.asked, lambda asked: holds(replace(best.prey, asked=tuple(asked))))
    if not best.prey.asked:  # which name files by number
        _reduced(best.prey.files, lambda files: holds(replace(best.prey, files=tuple(files))))
    for k in range(len(best.prey.files)):
        less = partial(_with, best.prey, k)
        _reduced(best.prey.files[k][1].splitlines(keepends=True), lambda p: holds(less(p)))  # noqa: B023
        whole = best.prey.files[k][1]
        _reduced([whole[i : i + 1] for i in range(len(whole))], lambda p: holds(less(p)))  # noqa: B023
    return best


def _with(prey: Prey, k: int, parts: Sequence[bytes]) -> Prey:
    files = list(prey.files)
    files[k] = (files[k][0], b"".join(parts))
    return replace(prey, files=tuple(files))


def _reduced(parts: Sequence[T], holds: Callable[[Sequence[T]], bool]) -> Sequence[T]:
    """*parts* without what can be left out, tried by halves, quarters and so on."""
    size = max(1, len(parts) // 2) if parts else 0
    while size:
        at = 0
        while at < len(parts):
            less = [*parts[:at], *parts[at + size :]]
            if holds(less):
                parts = less
            else:
                at += size
        size //= 2
    return parts


def chase(numbers: Iterator[int], until: float, tei: Path | None, samples: int) -> Bag:
    """Inputs one after the other, until the time is over."""
    bag = Bag()
    for number in numbers:
        if time.monotonic() > until:
            break
        told = broken(draw(number), full=number % FIFTH == 0)
        bag.tried += 1
        if isinstance(told, Break):
            bag.kinds[told.kind] += 1
            if bag.kinds[told.kind] <= FEW:
                bag.breaks.append(told)
                sys.stderr.write(f"{number}: {told.kind}\n")
            continue
        for data in told:
            if tei is not None and bag.written < samples:
                (tei / f"{bag.written:06}.xml").write_bytes(data)
            bag.written += 1
    return bag


def keep(found: Break, folder: Path) -> None:
    """The input, as files, and what was said of it."""
    home = folder / str(found.prey.seed)
    home.mkdir(parents=True, exist_ok=True)
    for name, raw in found.prey.files:
        (home / name).write_bytes(raw)
    (home / "told.txt").write_text(
        f"{found.kind}\n{found.prey!r}\n\n{found.told}", "utf-8", errors="backslashreplace"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as a program; 0 where nothing broke."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", type=int, nargs="+", help="numbers of inputs")
    parser.add_argument("--keep", type=Path, help="folder for what breaks")
    parser.add_argument("--second-opinion", type=int, default=0, metavar="N", dest="samples")
    options = parser.parse_args(arguments)
    first = options.seed * STRIDE
    numbers = iter(options.only or range(first, first + STRIDE))
    until = time.monotonic() + options.seconds
    with tempfile.TemporaryDirectory() as name:
        tei = Path(name)
        bag = chase(numbers, until, tei, options.samples)
        sys.stdout.write(f"{bag.tried} inputs, {bag.written} documents written\n")
        for kind, count in bag.kinds.most_common():
            sys.stdout.write(f"{count:6} {kind}\n")
        for one in map(shrunk, bag.breaks):
            sys.stdout.write(f"{one.prey.seed}: {one.kind}\n    {repr(one.prey)[:SHOWN]}\n")
            if options.keep:
                keep(one, options.keep)
        bad = bool(bag.kinds)
        if files := sorted(map(str, tei.iterdir())):
            bad |= bool(second_opinion.main(files))
    return int(bad)


if __name__ == "__main__":
    raise SystemExit(main())
