"""How fast are cleaning and packing? Slices of varied make, everything included, on one core.

    python benchmarks/throughput.py --slices 2000
    python benchmarks/throughput.py --slices 300 --profile

Included: decoding, labels, laws, TEI with validation, ledger, facts, hashing. Not included: disk.
The same texts, as plain HTML, go through trafilatura's TEI output in the same run; without that
package (``pip install trafilatura``) the comparison is left out, and the program says so.
"""

from __future__ import annotations

import argparse
import cProfile
import hashlib
import pstats
import random
import resource
import sys
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archivist import api  # noqa: E402

SAMPLES = sorted((ROOT / "samples").glob("*/*.txt"))


def slices(count: int) -> Iterator[bytes]:
    """Samples with their words changed, so that no two inputs are the same."""
    pick = random.Random(1)
    texts = [path.read_bytes() for path in SAMPLES]
    for number in range(count):
        raw = texts[number % len(texts)]
        word, other = pick.choice((b"the", b"and", b"of")), b"w%d" % number
        yield raw.replace(b" " + word + b" ", b" " + other + b" ", pick.randint(1, 4))


def ours(raw: bytes, profiles: api.Profiles) -> int:
    """Clean and pack one slice; the bytes made."""
    made = 0
    for edition in api.clean(api.read_bytes(raw, name="slice.txt"), profiles):
        for data in api.parcel(edition).values():
            hashlib.sha512(data).digest()
            made += len(data)
    return made


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(count: int) -> float:
    """Seconds a slice; prints the figures on the way."""
    profiles = api.Profiles.load()
    ours(next(slices(1)), profiles)  # schemas and profiles are compiled once
    early = spent = size = 0.0
    failed = 0
    for number, raw in enumerate(slices(count)):
        before = time.process_time()
        try:
            ours(raw, profiles)
        except Exception as error:  # noqa: BLE001 -- counted and named, not the end of the run
            failed += 1
            print(f"slice {number}: {type(error).__name__}: {error}", file=sys.stderr)
        spent += time.process_time() - before
        size += len(raw)
        if number == count // 10:
            early = megabytes()
    print(f"{count} slices of {size / count:.0f} bytes on the average, {failed} failed")
    print(f"{count / spent:.0f} slices a second and core ({1000 * spent / count:.2f} ms a slice)")
    print(f"peak memory {megabytes():.0f} MB; after a tenth of the slices it was {early:.0f} MB")
    return spent / count


def compare(count: int, mine: float) -> None:
    try:
        import trafilatura
    except ImportError:
        print("NOT COMPARED: trafilatura is not installed (pip install trafilatura)")
        return
    pages = []
    for raw in slices(count):
        lines = raw.decode("utf-8", "replace").splitlines()
        body = "".join(f"<p>{escape(line)}</p>" for line in lines if line.strip())
        pages.append(f"<html><body><article>{body}</article></body></html>")
    before = time.process_time()
    for page in pages:
        trafilatura.extract(page, output_format="xmltei")
    theirs = (time.process_time() - before) / count
    print(f"trafilatura's TEI of the same text: {1 / theirs:.0f} a second;", end=" ")
    print(f"archivist takes {mine / theirs:.2f} times as long")


def profiled(count: int) -> None:
    """Share of the time by function."""
    profiles = api.Profiles.load()
    ours(next(slices(1)), profiles)
    profile = cProfile.Profile()
    profile.enable()
    for raw in slices(count):
        ours(raw, profiles)
    profile.disable()
    pstats.Stats(profile).sort_stats("cumulative").print_stats("archivist", 40)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--slices", type=int, default=2000)
    parser.add_argument("--profile", action="store_true", help="where the time goes, by function")
    options = parser.parse_args()
    if options.profile:
        profiled(options.slices)
    else:
        compare(min(options.slices, 200), measure(options.slices))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
