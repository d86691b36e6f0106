"""The inverse property: what was printed comes back, and the site's own characters do not."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from archivist import api
from archivist.core.roles import Zone
from archivist.evaluate import Tally, reduce, score
from tests.press.cases import make
from tests.press.series import HELD_OUT, plan_of

if TYPE_CHECKING:
    from archivist.core.edition import Edition
    from tests.press.cases import Case

KNOWN_SITES = ("fayllar", "space", "older", "nodiamond", "torn", "lookalikes", "russian")
ALL_KINDS = (*KNOWN_SITES, "pypdf", "word", "rand", HELD_OUT)
WHOLE = ("space", "nodiamond", "numbers", "torn", "pypdf", "raw", "plain")
SEEDS = range(1, 4)


@cache
def profiles() -> api.Profiles:
    return api.Profiles.load()


@cache
def cleaned(series: str, seed: int) -> tuple[Case, tuple[Edition, ...]]:
    case = make(seed, plan_of(series, seed))
    sources = [s for name, data in case.files for s in api.read_bytes(data, name=name)]
    return case, tuple(api.clean(sources, profiles()))


@pytest.mark.parametrize("series", ALL_KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_files_of_one_report_come_out_as_one(series: str, seed: int) -> None:
    _, editions = cleaned(series, seed)
    assert len(editions) == 1


@pytest.mark.parametrize("series", KNOWN_SITES)
@pytest.mark.parametrize("seed", SEEDS)
def test_of_a_known_site_each_character_is_found_and_no_other(series: str, seed: int) -> None:
    case, (edition,) = cleaned(series, seed)
    sheet = edition.sheet
    found = [""] * len(edition.copies)
    for segment in sheet.segments():
        copy = sheet.source_at(segment.start)
        if segment.zone is Zone.SITE_NOISE and copy < len(found):
            found[copy] += sheet.text[segment.start : segment.end]
    printed = Counter(
        "".join("".join(part.text[a:b] for a, b in part.noise).split())
        for part in case.slices
        if not part.twin
    )
    assert Counter("".join(text.split()) for text in found) == printed


@pytest.mark.slow
@pytest.mark.parametrize(
    "series", ["space", "nodiamond", "numbers", "torn", "pypdf", "raw", "plain"]
)
def test_words_and_heads_of_a_known_publisher_come_back(series: str) -> None:
    """Over three reports: words in their order, heads word for word."""
    words = heads = Tally()
    for seed in SEEDS:
        case, (edition,) = cleaned(series, seed)
        tallies = score(reduce(etree.fromstring(api.to_tei(edition))), case.gold).tallies
        words, heads = words + tallies["words"], heads + tallies["heads"]
    assert words.f1 >= 0.99
    assert heads.f1 >= 0.92
