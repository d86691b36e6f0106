"""What a reader makes of damaged pages and PDFs is cleaned without a law being broken."""

from __future__ import annotations

from functools import cache

import pytest

from archivist.api import Profiles, clean, to_tei
from archivist.core import Source
from tests.fuzz.mutants import mutant
from tests.fuzz.test_readers import outcomes, patience, sound


@cache
def profiles() -> Profiles:
    return Profiles.load()


def check(kind: str, seed: int) -> int:
    """Cleans what can be read of a mutant; how many editions there were."""
    grown = sound(kind)
    raw = mutant(seed, grown[seed % len(grown)])
    with patience(f"{kind} {seed}"):
        sources = [one for one in outcomes(kind, raw) if isinstance(one, Source)]
        editions = clean(sources, profiles()) if sources else []
        for edition in editions:
            to_tei(edition)  # raises LawBroken
    return len(editions)


@pytest.mark.parametrize("kind", ["html", "pdf", "warc", "jsonl"])
def test_some_damaged_inputs_are_cleaned(kind: str):
    assert sum(check(kind, seed) for seed in range(60)) > 20


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["html", "pdf", "warc", "jsonl"])
def test_hundreds_of_damaged_inputs_are_cleaned(kind: str):
    for seed in range(1000, 1500):
        check(kind, seed)
