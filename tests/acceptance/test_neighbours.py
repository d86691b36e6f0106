"""The seed between two slices of our own making joins into one essay.

The seed is read beside the repository and never copied; the neighbours are our own, in its form.
"""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from lxml import etree

from archivist import Profiles, clean, read_bytes, to_tei
from archivist.profiles.predicates import strip_items

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
NS = {"t": "http://www.tei-c.org/ns/1.0"}
NBSP = "\u00a0"

BEFORE = """\
the lanterns were counted a second time and found to be two fewer than on the first, which the
committee put down to the weather. Readers who wish to know more are referred to the essays that
follow, each of which can be read on its own.

Ada Wick
Keeper of the Ledgers, Lantern House
"""

AFTER = """\
The wick of a policy is trimmed at home. Ministers who speak of far horizons are most often
looking at the clock in their own hall, and it is by that clock that the ships are sent out and
called back again.
2
The habit is old and it has outlived three constitutions.
A second reason is thrift. A quarrel with a neighbor costs less than a quarrel with a cousin, and
the treasury has kept the receipts of both.

Ada Wick, “Clocks and Horizons,” Journal of Harbor Studies 7 (2014): 31–44.


17
RUSSIA'S CHINA POLICY
u
RUMER
Harbors and Clocks
Nothing in the foregoing should be taken to mean that the lamps were not lit. They were lit every
evening at the appointed hour, and on some evenings twice.
"""


def in_form(number: int, body: str) -> bytes:
    """A slice of the seed's document as its site prints it, with our own words."""
    strip = f" {NBSP} ".join(strip_items(number, 28))
    lines = []
    printed = body.split("\n")
    for k, line in enumerate(printed[:-1]):
        following = printed[k + 1] if k + 1 < len(printed) else ""
        soft = len(line) > 60 and following[:1].isalpha() and not line.endswith(("again.", "both."))
        lines.append(line + NBSP if soft else line)
    return "\n".join(
        (
            "The national bureau of asian research",
            "",
            "",
            "Download 0.72 Mb.",
            "Pdf ko'rish",
            f"bet{number}/28",
            "Sana16.11.2023",
            "Hajmi0.72 Mb.",
            "#1782158",
            strip,
            "Bog'liq",
            "SR66 Russia-ChinaRelations July2017",
            "",
            *lines,
            "",
            "Download 0.72 Mb.",
            "",
            "Do'stlaringiz bilan baham:",
            strip,
            "",
            "",
            "",
            "",
            "Ma'lumotlar bazasi mualliflik huquqi bilan himoyalangan ©fayllar.org 2024",
            "ma'muriyatiga murojaat qiling",
        )
    ).encode()


@pytest.fixture(scope="module")
def seed() -> bytes:
    files = sorted(SEED.glob("*.txt")) if SEED.is_dir() else []
    if not files:
        pytest.skip("LOUD: the seed is not beside the repository; nothing was tested on it")
    return files[0].read_bytes()


@pytest.fixture(scope="module")
def joined(seed):
    return whole((in_form(11, BEFORE), seed, in_form(13, AFTER)))


def whole(slices):
    sources = [s for k, raw in enumerate(slices) for s in read_bytes(raw, name=f"{k}.txt")]
    editions = clean(sources, Profiles.load())
    assert len(editions) == 1
    return editions[0], etree.fromstring(to_tei(editions[0]))


def text_of(element: etree._Element) -> str:
    """What is read: without notes, forme work and what was set aside."""
    skip = {f"{{{NS['t']}}}{n}" for n in ("note", "fw", "sic", "desc", "label")}
    parts = [element.text or ""]
    for child in element:
        if child.tag not in skip:
            parts.append(text_of(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


def test_only_what_is_missing_is_a_gap(joined):
    _, root = joined
    gaps = root.xpath("//t:gap[@reason='missing-slices']/t:desc/text()", namespaces=NS)
    assert gaps == ["slices 1–10", "slices 14–28"]


def test_the_heading_at_the_cut_has_its_text(joined):
    _, root = joined
    head = root.xpath("//t:head[.='A Domestic Foreign Policy']", namespaces=NS)
    assert len(head) == 1
    following = head[0].getnext()
    assert following.tag.endswith("}p")
    assert text_of(following).startswith("The wick of a policy is trimmed at home.")
    assert "called back again. The habit is old" in text_of(following)
    assert root.xpath("//t:head[.='Harbors and Clocks']", namespaces=NS)


def test_notes_run_on_over_the_cut(joined):
    _, root = joined
    notes = root.xpath("//t:body//t:p/t:note[@place='bottom']/@n", namespaces=NS)
    assert notes == ["1", "2"]


def test_pages_run_on_over_the_cut(joined):
    _, root = joined
    pages = root.xpath("//t:pb/@n", namespaces=NS)
    assert pages[-5:] == ["[13]", "[14]", "15", "16", "17"]


def test_what_stood_before_stays_before(joined):
    edition, root = joined
    everything = " ".join(root.find("t:text", NS).itertext())
    assert everything.index("the lanterns were counted") < everything.index("A Domestic")
    assert edition.report.units[-1].authors


def test_no_word_of_the_site_is_left(joined):
    _, root = joined
    everything = " ".join(root.find("t:text", NS).itertext())
    for noise in ("Download", "bet11", "Sana", "Hajmi", "1782158", "Bog'liq", "baham", "fayllar"):
        assert noise not in everything


def test_order_does_not_matter(seed):
    slices = (in_form(11, BEFORE), seed, in_form(13, AFTER))
    named = [s for k, raw in enumerate(slices) for s in read_bytes(raw, name=f"{k}.txt")]
    profiles = Profiles.load()
    made = {to_tei(clean(list(order), profiles)[0]) for order in permutations(named)}
    assert len(made) == 1
