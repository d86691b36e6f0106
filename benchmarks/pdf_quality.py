"""What comes back from reports set as PDF: F1 by question, pooled over houses and seeds.

    python benchmarks/pdf_quality.py [--seeds 3] [--columns 1] [--no-labels] [--show links,heads]

``--no-labels`` leaves out what the file calls its pages; ``--show`` lists what differs.

Needs the packages of ``pip install -e '.[dev]'`` (typst sets the pages).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from random import Random

from lxml import etree

sys.path.insert(0, str(Path(__file__).parent.parent))
from archivist.api import Profiles, clean, read_bytes, to_tei
from archivist.evaluate import Tally, reduce, score
from tests.press.draw import Recipe, draw
from tests.press.house import HOUSES
from tests.press.layout import typeset
from tests.press.pdf_carrier import Sheet, gold_of, pdf_of, settable

COLUMNS = (
    *("words", "running", "paragraphs", "heads", "levels", "items", "quotes", "floats", "notes"),
    *("links", "calls", "breaks", "break-n", "hard", "urls", "title"),
)
KEYS = ("nbr", "csis", "chatham", "sipri", "plain", "rand", "carnegie", "briefing")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--columns", type=int, default=1)
    parser.add_argument("--labels", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--show", default="", help="columns whose differences are listed")
    options = parser.parse_args()
    profiles = Profiles.load()
    pools: dict[str, dict[str, Tally]] = {}
    documents = pages = 0
    for house in KEYS:
        pool = pools.setdefault(house, {})
        for seed in range(1, options.seeds + 1):
            report = draw(seed, Recipe(house=HOUSES[house], size=14))
            printed = settable(typeset(report, Random(seed)))
            raw = pdf_of(printed, report, Sheet(columns=options.columns, labels=options.labels))
            (edition,) = clean(read_bytes(raw, name="report.pdf"), profiles)
            scores = score(reduce(etree.fromstring(to_tei(edition))), gold_of(printed, report))
            for name in COLUMNS:
                pool[name] = pool.get(name, Tally()) + scores.tallies[name]
            for name in options.show.split(",") if options.show else ():
                for fault in scores.faults.get(name, ()):
                    print(house, seed, name, str(fault), sep="\t")
            documents, pages = documents + 1, pages + len(printed.pages)
    print(f"{documents} documents, {pages} pages, {options.columns} column(s); F1 in %")
    print(f"{'':12}" + "".join(f"{house:>10}" for house in KEYS) + f"{'all':>10}")
    for name in COLUMNS:
        tallies = [pools[house][name] for house in KEYS]
        whole = sum(tallies, Tally())
        cells = [f"{100 * t.f1:.2f}" if t.asked else "-" for t in (*tallies, whole)]
        print(f"{name:12}" + "".join(f"{cell:>10}" for cell in cells))


if __name__ == "__main__":
    main()
