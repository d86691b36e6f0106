"""The address block that ends a copy which shows no pages."""

from __future__ import annotations

import pytest

from archivist.core import Sheet, Source
from archivist.core.ledger import Mark
from archivist.profiles.model import Publisher
from archivist.stages.front.prelims import back_cover
from archivist.stages.lines.view import lines_of

OPENS = "Quay and Harbor Town"
TEXT = ["The lamps along the quay were lit at dusk and", "nobody paid."]
KNOWS = Publisher(id="quay", name="Quay", title="Quay", back_cover=(OPENS,))


@pytest.mark.parametrize(
    ("lines", "claimed"),
    [
        ([*TEXT, OPENS, "9 Lamp Street, suite 2"], [OPENS, "9 Lamp Street, suite 2"]),
        ([*TEXT, OPENS], [OPENS]),
        ([*TEXT, f"{OPENS} paid for the lamps.", "Nobody else did."], []),  # a sentence
        ([OPENS, *TEXT], []),  # nothing before it
        ([OPENS, *TEXT * 9], []),  # text behind it
        (TEXT, []),
    ],
)
def test_a_known_line_near_the_end_opens_the_address_block(
    lines: list[str], claimed: list[str]
) -> None:
    sheet = Sheet.of(Source.of("\n".join(lines)))
    entries = back_cover(lines_of(sheet), KNOWS)
    said = [sheet.text[e.start : e.end].strip() for e in entries if isinstance(e, Mark)]
    assert [text for text in said if text] == claimed
