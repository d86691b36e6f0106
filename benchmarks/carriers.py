"""One report as text slices, saved pages and PDF: each difference, with what explains it.

    python benchmarks/carriers.py [--seeds 4] [--all]

Prints how many differences each explanation covers, and each difference that has none: seed, pair,
kind, what differs (``+`` only the first of the pair has it, ``-`` only the second). ``--all`` lists
the explained ones too. Needs ``pip install -e '.[dev]'``.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from archivist.api import Profiles
from tests.press.forms import FORMS, compared, forms_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    profiles = Profiles.load()
    sums: Counter[tuple[str, str, str]] = Counter()
    for seed in range(1, options.seeds + 1):
        forms = forms_of(seed, profiles)
        for form in FORMS:
            for one in compared(forms, form):
                why = one.loss.value if one.loss else "UNEXPLAINED"
                sums[form, one.kind, why] += 1
                if options.all or not one.loss:
                    print(seed, f"{form}/text", one.kind, one.told, why, sep="\t")
    print(
        f"\n{options.seeds} reports\n\n| form | differs in | times | because |\n|---|---|---|---|"
    )
    for (form, kind, why), count in sorted(sums.items()):
        print(f"| {form} | {kind} | {count} | {why} |")


if __name__ == "__main__":
    main()
