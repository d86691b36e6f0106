"""Publishers as data: each is known by its own lines, and by no other publisher's."""

from __future__ import annotations

import pytest
from lxml import etree

from archivist import Profiles, clean, to_tei
from archivist.core import Sheet, Source
from archivist.errors import ProfileError
from archivist.profiles.model import DIVISIONS
from archivist.stages.choose import choose_publisher
from archivist.stages.clean import CleanOptions
from archivist.tei.schemas import RULES, schema_bytes

PROFILES = Profiles.load()

OWN = {
    "nbr-special-report": [
        "nbr special report #73 | september 2018",
        "nbr special report # 107 | march 2024",
        "NBR SPECIAL REPORT u JULY 2017",
        "This is the one-hundred-and-seventh NBR Special Report.",
    ],
    "nbr-brief": [
        "BRIEF • THE NATIONAL BUREAU OF ASIAN RESEARCH • SEPTEMBER 2025",
        "THE NATIONAL BUREAU OF ASIAN RESEARCH • NOVEMBER 2025",
    ],
    "nbr-asia-policy": [
        "asia policy , volume 20, number 4 (october 2025 ), 103–22",
        "• http://asiapolicy.org •",
    ],
    "nbr-analysis": ["NBR Analysis vol. 17, no. 1", "NBR Analysis, Volume 4, Number 1"],
    "nbr-strategic-asia": ["442 • Strategic Asia 2007–08", "340 Strategic Asia 2004–05"],
    "csis": [
        "CSIS does not take specific policy positions.",
        "A Report of the CSIS Energy Program",
    ],
    "carnegie": [
        "Carnegie does not take institutional positions on public policy issues.",
        "CARNEGIE ENDOWMENT FOR INTERNATIONAL PEACE 14",
    ],
    "rand": [
        "www.rand.org/t/RRA2850-1",
        "RAND® is a registered trademark.",
    ],
    "chatham-house": ["4 | Chatham House", "Chatham House"],
    "sipri": [
        "STOCKHOLM INTERNATIONAL PEACE RESEARCH INSTITUTE",
        "The Governing Board is not responsible for the views expressed in the publication.",
        "© SIPRI 2017",
    ],
    "iiss": ["The International Institute for Strategic Studies"],
}

STRANGERS = [
    "The national bureau of statistics published the figures in July 2017.",
    "A report of the commission was sent to the ministry.",
    "The RAND report was widely read, and so was the paper of Chatham House in London.",
    "SIPRI figures show a rise in arms transfers.",
    "In 2019 the Carnegie Endowment for International Peace held a workshop on the region.",
    "She is a fellow of the International Institute for Strategic Studies in London.",
    "The special report #12 was never printed.",
    "Few read the book of that year, Strategic Asia 2007–08, to its end.",
    "© 2020 by the authors.",
]


@pytest.mark.parametrize(("publisher", "line"), [(k, v) for k, vs in OWN.items() for v in vs])
def test_a_line_of_its_own_gives_a_publisher_away(publisher: str, line: str) -> None:
    sheet = Sheet.of(Source.of(f"Some words.\n{line}\nSome more words.\n"))
    assert choose_publisher(sheet, PROFILES).id == publisher


@pytest.mark.parametrize("line", STRANGERS)
def test_a_sentence_about_a_publisher_does_not(line: str) -> None:
    sheet = Sheet.of(Source.of(f"Some words.\n{line}\nSome more words.\n"))
    assert choose_publisher(sheet, PROFILES).id == "generic"


def test_each_publisher_has_examples() -> None:
    assert set(OWN) == set(PROFILES.publishers) - {"generic"}


@pytest.mark.parametrize(
    "line",
    [
        "Research Report",
        "POLICY BRIEFING",
        "Halden Working Papers 88",
        "A Report of the Energy and National Security Program",
        "The Halden Institute",
        "Centre for Strait Studies",
        "Аналитический доклад № 73",
    ],
)
def test_lines_over_a_title_that_are_no_title(line: str) -> None:
    kinds = PROFILES.publishers["generic"].masthead.kinds
    assert any(pattern.fullmatch(line) for pattern in kinds)


@pytest.mark.parametrize(
    "line",
    [
        "Why the Harbor Matters",
        "The Future of Korean Unification Policy",
        "Mavrin in an Export-led Context",
        "Research on Tariffs after 1990",
        "Reports from the Field",
    ],
)
def test_titles_are_not_taken_for_them(line: str) -> None:
    kinds = PROFILES.publishers["generic"].masthead.kinds
    assert not any(pattern.fullmatch(line) for pattern in kinds)


def test_the_divisions_are_those_of_the_schema() -> None:
    root = etree.fromstring(schema_bytes(RULES))
    [rule] = [one for one in root.iter("{*}assert") if one.get("id") == "div-type"]
    listed = (rule.get("test") or "").split("'")[1]
    assert set(listed.split()) == DIVISIONS


@pytest.mark.parametrize("publisher", PROFILES.publishers)
def test_a_report_with_every_head_of_its_publisher_can_be_written(publisher: str) -> None:
    profile = PROFILES.publishers[publisher]
    heads = (*profile.front_heads, *profile.summary_heads, *profile.back_heads)
    parts = [f"{head}\n\nThe lamps were lit at dusk, and nobody asked why.\n\n" for head in heads]
    source = Source.of("".join(parts) or "The lamps were lit.\n")
    for edition in clean([source], PROFILES, CleanOptions(publisher=publisher)):
        assert to_tei(edition)


def test_a_head_that_opens_no_division_is_refused() -> None:
    text = 'id = "x"\nname = "X"\ntitle = "X"\nback_heads = { "Colophon" = "appendex" }\n'
    with pytest.raises(ProfileError, match=r"x.toml: back_heads: .*did you mean 'appendix'"):
        PROFILES.with_texts({"publishers/x.toml": text})
