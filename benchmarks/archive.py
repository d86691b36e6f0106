"""The archive against its peers, over the same objects in one run: time as ratios.

    python benchmarks/archive.py                    # 1,000 objects of 5 files, 3 rounds
    python benchmarks/archive.py --objects 200 --rounds 1 --where /some/disk

Ours is timed with everything synced to the disk. ocfl-py and bagit sync nothing by themselves; they
are timed as they are ("not synced") and with one ``syncfs`` at the end ("synced"), the cheapest way
to make them safe. Rounds are interleaved and medians given. Timings are wall-clock: waiting for the
disk is what a deposit is about, and a busy neighbour on the same disk is part of it.
"""

from __future__ import annotations

import argparse
import importlib.util
import logging
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archivist.archive import (  # noqa: E402
    Archive,
    BagForm,
    Deposit,
    Filters,
    audit,
    export_bags,
    import_bag,
    read_parcels,
    rebuild_catalogue,
    search,
)
from archivist.archive.ocfl import durable  # noqa: E402
from tests.archive.parcels import Slice, sample, write_parcel  # noqa: E402

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SIZES = (30_000, 14_000, 5_000, 1_500, 500)  # bytes of the five files of an object: 51 kB
WORDS = ("harbour pilot tide survey board mole basin lantern customs railway grain timber fog "
         "crane barge quay freight forecast").split()  # fmt: skip
QUERIES = ("crane", '"quay 7 and its cranes"', "light* -fog", "rarest")


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


class Bench:
    """Runs every step once a round and keeps the times by name."""

    def __init__(self, where: Path, count: int) -> None:
        self.where = where
        self.count = count
        self.times: dict[str, list[float]] = {}
        rng = random.Random(1)
        self.objects = {
            f"urn:bench:{number}": {
                f"f{i}.bin": rng.randbytes(size) for i, size in enumerate(SIZES)
            }
            for number in range(count)
        }
        self.sources = where / "sources"
        for number, files in enumerate(self.objects.values()):
            folder = self.sources / f"{number:05}"
            folder.mkdir(parents=True)
            for name, data in files.items():
                (folder / name).write_bytes(data)

    def note(self, name: str, work: Callable[[], object]) -> None:
        durable.sync(self.where, [])  # what others wrote before is not ours to pay for
        self.times.setdefault(name, []).append(timed(work))

    def round(self, number: int) -> None:
        base = self.where / f"round{number}"
        base.mkdir()
        self.ours(base)
        if importlib.util.find_spec("ocfl"):
            self.ocfl_py(base)
        if importlib.util.find_spec("bagit"):
            self.bagit(base)
        self.reports(base)
        # Nothing is removed between rounds: ext4 passes slowly over inodes freed a moment ago.

    def ours(self, base: Path) -> None:
        archive = Archive.open(base / "root", create=True)
        deposits = [
            Deposit(name, {f: self.sources / f"{n:05}" / f for f in files}, "first")
            for n, (name, files) in enumerate(self.objects.items())
        ]
        self.note("archivist deposit, synced", lambda: archive.deposit(deposits, created=NOW))
        self.note("archivist the same again", lambda: archive.deposit(deposits, created=NOW))
        self.note("archivist audit", lambda: check(audit(base / "root", now=NOW).ok))
        changed = [Deposit(d.object_id, {**d.files, "f4.bin": b"new"}, "second") for d in deposits]
        self.note("archivist new version", lambda: archive.deposit(changed, created=NOW))
        out = base / "bags"
        self.note(
            "archivist bags, synced",
            lambda: list(export_bags(base / "root", out, form=BagForm.HISTORY)),
        )
        bags = sorted(out.iterdir())[:100]
        self.note(
            "archivist import of 100 bags",
            lambda: [import_bag(bag, base / "imported", created=NOW) for bag in bags],
        )

    def ocfl_py(self, base: Path) -> None:
        import ocfl

        root = ocfl.StorageRoot(
            root=str(base / "peer"), layout_name="0003-hash-and-id-n-tuple-storage-layout"
        )
        root.initialize()
        metadata = ocfl.VersionMetadata(message="first", name="bench", address="urn:bench")

        def add() -> None:
            for number, name in enumerate(self.objects):
                made = base / "made" / f"{number:05}"
                item = ocfl.Object(identifier=name, fixity=["sha256", "md5"])
                item.create(
                    srcdir=str(self.sources / f"{number:05}"), metadata=metadata, objdir=str(made)
                )
                root.add(str(made))

        (base / "made").mkdir()
        self.note("ocfl-py add, not synced", add)
        add_time = self.times["ocfl-py add, not synced"][-1]
        self.times.setdefault("ocfl-py add, synced", []).append(
            add_time + timed(lambda: durable.sync(base, []))
        )

        def validate() -> None:
            root.validate(log_errors=False)
            check(root.num_objects == root.good_objects == self.count)

        self.note("ocfl-py validate", validate)

    def bagit(self, base: Path) -> None:
        import bagit

        shutil.copytree(self.sources, base / "bagit")
        folders = sorted((base / "bagit").iterdir())
        sums = ["sha512", "sha256"]

        def make() -> None:
            for folder in folders:
                bagit.make_bag(str(folder), {}, checksums=sums)
                shutil.make_archive(str(base / folder.name), "zip", folder.parent, folder.name)

        self.note("bagit make_bag and zip, not synced", make)
        made = self.times["bagit make_bag and zip, not synced"][-1]
        self.times.setdefault("bagit make_bag and zip, synced", []).append(
            made + timed(lambda: durable.sync(base, []))
        )
        self.note(
            "bagit validate", lambda: [bagit.Bag(str(folder)).validate() for folder in folders]
        )

    def reports(self, base: Path) -> None:
        """Whole reports: parcels checked, PREMIS and other metadata written, then searched."""
        folders = []
        for number in range(self.count):
            rng = random.Random(number)
            text = "".join(
                f"# Quay {number} and its cranes\n"
                + " ".join(rng.choice(WORDS) for _ in range(120)) + ".\n"
                for _ in range(8)
            )  # fmt: skip
            key = f"mirror.example/{number}"
            folders.append(write_parcel(base / f"p{number}", sample(key, slices=(Slice(1, text),))))
        archive = Archive.open(base / "reports", create=True)
        self.note(
            "archivist reports, synced",
            lambda: archive.deposit(read_parcels(folders), created=NOW),
        )
        self.note("archivist reports audit", lambda: check(audit(base / "reports", now=NOW).ok))
        self.note("archivist catalogue", lambda: rebuild_catalogue(base / "reports"))
        for query in QUERIES:
            self.note(f"archivist search {query}", lambda q=query: search(base / "reports", q))
        narrow = Filters(author="ada", since="2017")
        self.note("archivist search, narrowed", lambda: search(base / "reports", "crane", narrow))


def check(good: bool) -> None:
    if not good:
        raise SystemExit("the result is wrong: the times mean nothing")


RATIOS = [
    ("deposit, all synced", "ocfl-py add, synced", "archivist deposit, synced"),
    ("deposit, theirs not synced", "ocfl-py add, not synced", "archivist deposit, synced"),
    ("audit", "ocfl-py validate", "archivist audit"),
    ("bags, all synced", "bagit make_bag and zip, synced", "archivist bags, synced"),
]


def report(bench: Bench) -> None:
    rounds = len(next(iter(bench.times.values())))
    print(f"\n{bench.count} objects of {len(SIZES)} files, {sum(SIZES):,} bytes each")
    print(f"median of {rounds} rounds, {os.cpu_count()} cores\n")
    print(f"{'':44}{'seconds':>9}{'ms each':>9}")
    medians = {name: statistics.median(times) for name, times in bench.times.items()}
    for name, seconds in medians.items():
        print(f"{name:44}{seconds:9.2f}{seconds / bench.count * 1000:9.2f}")
    print(f"\n{'faster than the peer by':44}{'median':>9}{'worst':>9}")
    for what, peer, own in RATIOS:
        if peer not in medians:
            print(f"{what:44}  the peer is not installed")
            continue
        worst = min(t / o for t, o in zip(bench.times[peer], bench.times[own], strict=True))
        print(f"{what:44}{medians[peer] / medians[own]:8.1f}x{worst:8.1f}x")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--objects", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--where", type=Path, help="a folder on the disk to measure")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)  # the peers log each file; writing that is not their work
    with tempfile.TemporaryDirectory(dir=options.where, prefix="archive-bench-") as folder:
        bench = Bench(Path(folder), options.objects)
        for number in range(options.rounds):
            bench.round(number)
        report(bench)


if __name__ == "__main__":
    main()
