"""One report as text slices, saved pages and PDF: each difference, with what explains it.

    python benchmarks/carriers.py [--seeds 3]

Prints one line a difference: seed, pair, kind, what differs (``+`` only the first of the pair has
it, ``-`` only the second), and its explanation or UNEXPLAINED. Needs ``pip install -e '.[dev]'``.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from random import Random

from lxml import etree

sys.path.insert(0, str(Path(__file__).parent.parent))
from archivist.api import Profiles, clean, read_bytes, to_tei
from archivist.evaluate import Digest, reduce, score
from tests.press.cases import Plan, make
from tests.press.differences import differences
from tests.press.html_carrier import mirror_page
from tests.press.layout import typeset
from tests.press.pdf_carrier import pdf_of, settable

Files = list[tuple[str, bytes]]


def carriers(seed: int) -> dict[str, Files]:
    """The files of one report in each form."""
    plan = Plan(carrier="fayllar-numbers", slices=3, keep="all", size=12, codecs=("utf-8",))
    case = make(seed, plan)
    pages = [mirror_page(part.text, "a slice").encode() for part in case.slices]
    return {
        "text": list(case.files),
        "html": [(f"{n}.html", raw) for n, raw in enumerate(pages)],
        "pdf": [
            ("report.pdf", pdf_of(settable(typeset(case.report, Random(seed))), case.report)),
        ],
    }


def reading(files: Files, profiles: Profiles) -> Digest:
    sources = [one for name, raw in files for one in read_bytes(raw, name=name)]
    (edition,) = clean(sources, profiles)
    return reduce(etree.fromstring(to_tei(edition)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    profiles = Profiles.load()
    sums: Counter[tuple[str, str, str]] = Counter()
    for seed in range(1, options.seeds + 1):
        digests = {form: reading(files, profiles) for form, files in carriers(seed).items()}
        for form in ("html", "pdf"):
            for one in differences(score(digests[form], digests["text"])):
                why = one.loss.value if one.loss else "UNEXPLAINED"
                print(seed, f"{form}/text", one.kind, one.told, why, sep="\t")
                sums[f"{form}/text", one.kind, why] += 1
    print()
    for (pair, kind, why), count in sorted(sums.items()):
        print(pair, kind, count, why, sep="\t")


if __name__ == "__main__":
    main()
