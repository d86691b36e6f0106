"""Floors of quality: what a small sample has scored once, it must score again.

The sample and the floors are pinned in ``tests/quality_floors.toml``, sealed by a checksum, so
that a floor can only be changed by

    python -m tests.press.floors --pin                 raises floors, never lowers one
    python -m tests.press.floors --pin --because WHY   takes the figures as they are, and says why

A changed generator makes another sample and asks for a pin with a reason, too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import tomllib
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from archivist.evaluate import Report
from tests.press.cases import make
from tests.press.series import HELD_OUT, SERIES, plan_of
from tests.press.trial import archivist_cleaner, try_case

FLOORS = Path(__file__).parents[1] / "quality_floors.toml"
SAMPLE = [*((name, 1) for name in SERIES), *((HELD_OUT, seed) for seed in range(1, 9))]
SIZE = 10
"""Blocks per essay: small, so that the sample takes seconds."""
MARGIN = 0.002
"""How far below the measured F1 a floor lies, so that a gain elsewhere may cost a word or two."""


@dataclass(frozen=True, slots=True)
class Floors:
    """What is pinned.

    Attributes:
        corpus: SHA-256 over the files of the sample.
        failed: reports of the sample that may come to nothing.
        f1: the lowest pooled F1 of each question that the sample asks.
        because: why the figures were last taken as they were.
    """

    corpus: str = ""
    failed: int = 0
    f1: dict[str, float] = field(default_factory=dict)
    because: str = ""

    @property
    def seal(self) -> str:
        """A checksum over the rest, so that a hand at the file is seen."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]


def measure() -> Floors:
    """The sample's figures, each a margin below what was scored."""
    report, digest, failed = Report(), hashlib.sha256(), 0
    for series, seed in SAMPLE:
        case = make(seed, replace(plan_of(series, seed), size=SIZE))
        for name, data in case.files:
            digest.update(name.encode() + data)
        outcome = try_case(case, archivist_cleaner)
        failed += bool(outcome.error)
        report.add(f"{series}:{seed}", outcome.scores)
    f1 = {
        column: max(0.0, math.floor((tally.f1 - MARGIN) * 1000) / 1000) if tally.f1 < 1 else 1.0
        for column, tally in report.pooled().items()
        if tally.asked
    }
    return Floors(digest.hexdigest(), failed, f1)


def load(path: Path = FLOORS) -> tuple[Floors, str]:
    """The pinned floors and the seal that the file bears."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    seal = data.pop("seal")
    return Floors(**data), seal


def save(floors: Floors, path: Path = FLOORS) -> None:
    """Write and seal."""
    lines = [
        "# Written by `python -m tests.press.floors --pin`; see docs/quality.md. Not for hands:",
        "# the seal is a checksum over the rest.",
        f'seal = "{floors.seal}"',
        f'corpus = "{floors.corpus}"',
        f"failed = {floors.failed}",
        f"because = {json.dumps(floors.because, ensure_ascii=False)}",
        "",
        "[f1]",
        *(f"{json.dumps(column)} = {value}" for column, value in floors.f1.items()),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def below(now: Floors, pinned: Floors) -> list[str]:
    """What is worse than pinned, in words; a floor is compared with the figure it was made from."""
    found = [
        f"{column}: F1 below {floor} (now at most {now.f1.get(column, 0.0) + MARGIN + 0.001:.3f})"
        for column, floor in pinned.f1.items()
        if now.f1.get(column, 0.0) + MARGIN + 0.001 < floor
    ]
    if now.failed > pinned.failed:
        found.append(f"{now.failed} reports of the sample fail, {pinned.failed} did")
    return found


def raised(now: Floors, pinned: Floors) -> Floors:
    """The higher of the two, question by question."""
    names = [*now.f1, *(name for name in pinned.f1 if name not in now.f1)]
    f1 = {name: max(now.f1.get(name, 0.0), pinned.f1.get(name, 0.0)) for name in names}
    return Floors(now.corpus, min(now.failed, pinned.failed), f1, pinned.because)


def main() -> int:
    """Compare with what is pinned, or pin; 1 if something is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--pin", action="store_true", help="write the file anew")
    parser.add_argument("--because", default="", help="why a floor is lowered or the sample new")
    options = parser.parse_args()
    now = measure()
    pinned = load()[0] if FLOORS.exists() else Floors()
    worse = below(now, pinned)
    if now.corpus != pinned.corpus:
        worse.append("the sample is another one")
    print("\n".join(worse) or "nothing is below its floor")  # noqa: T201
    if options.pin and options.because:
        save(replace(now, because=options.because))
    elif options.pin and not worse:
        save(raised(now, pinned))
    elif options.pin:
        print("nothing pinned: mend it, or say --because WHY")  # noqa: T201
    return 1 if worse and not options.because else 0


if __name__ == "__main__":
    raise SystemExit(main())
