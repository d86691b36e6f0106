"""What stands between the title page and the text, for publishers that are not known."""

from __future__ import annotations

import pytest

from archivist.api import Profiles, clean
from archivist.core import Source, Zone

PROFILES = Profiles.load()
TITLE = "The Long Quay:\nHarbors of the North\nBy Ada Roe and Li Wei\n"
TEXT = (
    "The harbor at Hallevik was closed in the first month, and the ferries that had served it\n"
    "were laid up until the ice had gone. Nobody was asked, and nobody had an answer ready.\n"
)


def zones(text: str) -> dict[str, Zone]:
    """The zone of each block by its text."""
    (edition,) = clean([Source.of(text)], PROFILES)
    return {b.text: b.zone for b in edition.outline.blocks}


@pytest.mark.parametrize(
    "head", ["Executive Summary", "KEY FINDINGS", "Аннотация", "Zusammenfassung", "Annotatsiya"]
)
def test_what_stands_before_a_known_head_is_an_imprint(head: str) -> None:
    owner = "The Quay Corporation\nThe views of the sponsors of this report are their own, not.\n"
    found = zones(f"{TITLE}{TITLE}{owner}{head}\n{TEXT}{TEXT}")
    assert Zone.IMPRINT in found.values()
    assert found[head] is Zone.HEADING


def test_a_long_text_before_a_known_head_is_no_imprint() -> None:
    found = zones(f"{TITLE}{TITLE}{TEXT * 20}Executive Summary\n{TEXT}")
    assert Zone.IMPRINT not in found.values()


def test_the_imprint_of_a_copy_without_pages_ends_where_the_text_begins() -> None:
    body = TEXT.replace("\n", " ").strip()
    rights = "The Quay Corporation\n© 2020 by the publisher.\n"
    found = zones(f"{TITLE}{TITLE}{rights}What the ice changed\n{body}\n{body} It snowed.\n")
    assert found["The Quay Corporation © 2020 by the publisher."] is Zone.IMPRINT
    assert found["What the ice changed"] is Zone.HEADING
    assert found[body] is Zone.PARAGRAPH


def test_an_address_below_the_rights_is_of_the_imprint() -> None:
    rights = "© 2020 by the publisher.\nHarbor House\n14 Quay Street\nHallevik\n"
    found = zones(f"{TITLE}{TITLE}{rights}\n\n\nIntroduction\n{TEXT}{TEXT}")
    assert found["Harbor House 14 Quay Street Hallevik"] is Zone.IMPRINT


@pytest.mark.parametrize(
    ("holder", "publisher"),
    [
        ("the publisher", ""),
        ("The Author(s)", ""),
        ("the Quay Corporation", "Quay Corporation"),
        ("Authors House", "Authors House"),
    ],
)
def test_a_holder_without_a_name_is_no_publisher(holder: str, publisher: str) -> None:
    rights = f"The views are those of the sponsors.\n© 2020 {holder}. All rights reserved.\n"
    (edition,) = clean([Source.of(f"{TITLE}{TITLE}{rights}\n\n\nIntroduction\n{TEXT}")], PROFILES)
    assert (edition.report.publisher, edition.report.date) == (publisher, "2020")


def test_running_text_before_a_title_is_no_imprint() -> None:
    lines = "\n".join(
        f"The {word} of Hallevik had asked for a lamp at the quay, and were refused one again in"
        for word in "pilots keepers wardens porters bailiffs stewards smiths coopers".split() * 4
    )
    first, second = (f"MARCH\n2014\nThe Last Gauge\n{n}\n{lines}\nthe spring.\n" for n in (6, 7))
    (found,) = clean([Source.of(f"{first}\n\n{second}")], Profiles.load())
    assert Zone.IMPRINT not in {block.zone for block in found.outline.blocks}
