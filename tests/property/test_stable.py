"""The same copies give the same bytes, in whatever order and process; clean text stays clean."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from functools import cache
from itertools import permutations
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from archivist import api
from archivist.core.roles import Flow, Zone
from archivist.parcel import facts
from archivist.parcel.ledger import ledger_tsv
from tests.press.cases import Plan, make
from tests.press.series import HELD_OUT, SERIES, plan_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archivist.core.edition import Edition

ROOT = Path(__file__).parents[2]
ONCE_MORE = """
import sys
from tests.property.test_stable import digest_of
print(digest_of(sys.argv[1], int(sys.argv[2])))
"""


@cache
def profiles() -> api.Profiles:
    return api.Profiles.load()


def cleaned(files: Sequence[tuple[str, bytes]]) -> list[Edition]:
    sources = [s for name, data in files for s in api.read_bytes(data, name=name)]
    return api.clean(sources, profiles())


def said(editions: list[Edition]) -> str:
    """Everything the stages say of the reports, as a digest."""
    total = hashlib.sha256()
    for edition in editions:
        total.update(ledger_tsv(edition.sheet))
        total.update(json.dumps(facts(edition), sort_keys=True).encode())
        total.update(json.dumps([f.as_dict() for f in edition.findings]).encode())
    return total.hexdigest()


def digest_of(series: str, seed: int) -> str:
    return said(cleaned(make(seed, plan_of(series, seed)).files))


@pytest.mark.parametrize("seed", range(6))
def test_three_slices_in_all_orders(seed: int) -> None:
    files = make(seed, Plan(site="", slices=3, keep="all", size=6)).files
    assert len({said(cleaned(order)) for order in permutations(files)}) == 1


@pytest.mark.parametrize("series", ["torn", "older", "russian", "bytes", HELD_OUT])
@pytest.mark.parametrize("seed", range(1, 4))
def test_many_slices_in_some_orders(series: str, seed: int) -> None:
    files = list(make(seed, plan_of(series, seed)).files)
    told = {said(cleaned(files)), said(cleaned(files[::-1]))}
    Random(seed).shuffle(files)
    assert len(told | {said(cleaned(files))}) == 1


def test_two_reports_at_once_are_told_apart() -> None:
    one = make(5, Plan(slices=3, keep="all", size=6)).files
    two = make(6, Plan(slices=4, keep="all", size=6)).files
    both = cleaned([*one, *two])
    assert {e.report.id for e in both} == {e.report.id for e in (*cleaned(one), *cleaned(two))}
    assert len(both) == 2


@pytest.mark.slow
def test_the_order_of_hashes_does_not_matter() -> None:
    for series, seed in (("torn", 1), ("pypdf", 2), (HELD_OUT, 3)):
        told = {
            subprocess.run(
                [sys.executable, "-c", ONCE_MORE, series, str(seed)],
                env={**os.environ, "PYTHONHASHSEED": salt, "PYTHONPATH": str(ROOT)},
                check=True, capture_output=True, text=True, cwd=ROOT,
            ).stdout
            for salt in ("0", "1", "4711")
        }  # fmt: skip
        assert len(told) == 1, series


@pytest.mark.parametrize("series", [*SERIES, HELD_OUT])
def test_cleaning_the_clean_text_takes_nothing_away(series: str) -> None:
    """Paragraphs one a line, as the text of a report is exported, come back word for word."""
    for edition in cleaned(make(2, plan_of(series, 2)).files):
        text = "\n\n".join(block.text for block in edition.outline.of(Flow.MAIN))
        (again,) = cleaned([("clean.txt", text.encode())])
        kept = "".join(
            again.sheet.text[s.start : s.end]
            for s in again.sheet.segments()
            if s.zone is not Zone.SITE_NOISE
        )
        assert kept.split() == text.split()
