"""The laws hold for any text whatever: cleaning labels it, and never breaks on it."""

from __future__ import annotations

import functools
from random import Random

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from archivist.core import Flow, Source
from archivist.core.edition import Edition
from archivist.parcel import parcel
from archivist.profiles import Profiles
from archivist.stages.clean import CleanOptions, clean

WORDS = (
    "the harbor office kept a ledger of every lamp that was lit along the quay in winter and"
    " nobody asked why the numbers rose U.S. policy Ibid. https://www. example.org/a-b/ long-"
).split()
LINES = (
    *("", " ", "\u00a0", "1", "12", "15", "A", "O", "T", "of", "u", "•", "—", "* * *", "\x0c"),
    *("the national bureau of asian research", "nbr special report #66 | july 2017"),
    *("NBR SPECIAL REPORT u JULY 2017", "THE HARBOR LAMPS u KEEPER", "bet 12/28", "bet12/28"),
    *("1 ... 8 9 10 11 12 13 14 15 ... 28", "Sana16.11.2023", "Hajmi0.72 Mb.", "#1782158"),
    *("Download 0.72 Mb.", "Do'stlaringiz bilan baham:", "EXECUTIVE SUMMARY", "MAIN ARGUMENT"),
    *("POLICY IMPLICATIONS", "TABLE OF CONTENTS", "FOREWORD", "NBR Board of Directors", "Notes"),
    *("Seattle and Washington, D.C.", "By Ada Keeper and Ben Lamp", "ADA KEEPER is a writer."),
    *(
        "She can be reached at <ada@example.org>.",
        "can be reached at .",
        "A Domestic Head",
        "1.2 Aim",
    ),
    *(
        "1 Ada Keeper, The Lamps (Port, 1990), 12.",
        "2. Ibid., 13.",
        "[3] Ibid.",
        "³ Ibid.",
        "* Note.",
    ),
    *(
        "t a b l e 1 Lamps by year",
        "Figure 2: Lamps",
        "1991 82.3 20.1 84.4",
        "a\tb\tc",
        "a   b   c",
    ),
    *(
        "source : Journal of Harbor Studies, 1995.",
        "• first of them",
        "◦ inner",
        "(1) one",
        "1. One",
    ),
    *("2. Two", "a) letter", "- dash", "The views expressed are those of the authors.", "\u00ad"),
    *(
        "The lamps were lit at dusk.1",
        "The lamps were lit at dusk. 2 Then",
        "lit.³",
        "dusk [4] and",
    ),
)


@functools.cache
def profiles() -> Profiles:
    return Profiles.load()


def _ended(parts: list[tuple[str, str]]) -> str:
    return "".join(line + end for line, end in parts)


prose = st.lists(st.sampled_from(WORDS), min_size=1, max_size=24).map(" ".join)
sentence = prose.map(lambda text: f"{text.capitalize()}.")
noise = st.text(alphabet=st.characters(), max_size=40)
digits = st.text(alphabet="0123456789 .,-%[]()¹²³", max_size=30)
line = st.one_of(st.sampled_from(LINES), sentence, prose, digits, noise)
end = st.sampled_from(
    ("\n",) * 6 + (" \n", "\u00a0\n", "\n\n", "\n\n\n", "\r\n", "\r", "\x0b", "", "\u2028")
)
texts = st.lists(st.tuples(line, end), max_size=60).map(_ended)
publishers = st.sampled_from(("", "nbr-special-report", "generic"))

thorough = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))


def cleaned(parts: list[str], publisher: str) -> list[Edition]:
    sources = [Source.of(text, name=f"part-{i}") for i, text in enumerate(parts)]
    return clean(sources, profiles(), CleanOptions(publisher=publisher))


@thorough
@given(texts, publishers)
def test_no_text_breaks_a_law(text: str, publisher: str) -> None:
    """Laws 1-3, 5 and 6 are checked by ``clean`` itself: it must not raise."""
    for edition in cleaned([text], publisher):
        assert edition.sheet.text == text


@thorough
@given(st.lists(texts, min_size=1, max_size=4), st.sampled_from((2, 3, 28)))
def test_no_mixture_of_slices_breaks_a_law(parts: list[str], total: int) -> None:
    slices = [f"{part}\nbet {i + 1}/{total}\n#1782158\n" for i, part in enumerate(parts)]
    assert sum(len(e.sheet) for e in cleaned(slices, "")) == sum(map(len, slices))


@thorough
@given(texts)
def test_nothing_is_lost_that_is_no_noise(text: str) -> None:
    """Words that no rule calls furniture or noise are read, in their order."""
    for edition in cleaned([text], "generic"):
        sheet = edition.sheet
        kept = [b for b in edition.outline.blocks if b.flow in (Flow.MAIN, Flow.NOTES)]
        read = sum(s.end - s.start for b in kept for s in b.segments)
        census = sheet.census()
        aside = sum(
            census.get(z, 0)
            for z in ("SITE_NOISE", "BLANK", "DUPLICATE", "RUNNING_HEAD", "FOLIO", "MASTHEAD")
        )
        assert read + aside == len(sheet)


@settings(thorough, max_examples=60)
@given(texts, publishers)
def test_whatever_is_cleaned_can_be_written(text: str, publisher: str) -> None:
    """Laws 4 and 7, checked while the parcel is made."""
    for edition in cleaned([text], publisher):
        assert parcel(edition)


def _long_text(rng: Random) -> str:
    """A text of many lines: hypothesis prefers short ones, and some faults need company."""
    parts = []
    for _ in range(rng.randint(30, 120)):
        if rng.random() < 0.45:
            text = rng.choice(LINES)
        else:
            text = " ".join(rng.choices(WORDS, k=rng.randint(3, 18))).capitalize()
            text += rng.choice(("", ".", ".", f".{rng.randint(1, 9)}"))
        parts.append(text + rng.choice(["\n"] * 8 + [" \n", "\u00a0\n", "\n\n", "\n\n\n", ""]))
    return "".join(parts)


@pytest.mark.parametrize("seed", range(60))
def test_no_long_text_breaks_a_law(seed: int) -> None:
    rng = Random(seed)
    parts = [_long_text(rng) for _ in range(rng.choice((1, 1, 2)))]
    for edition in cleaned(parts, rng.choice(("", "nbr-special-report", "generic"))):
        assert parcel(edition)
