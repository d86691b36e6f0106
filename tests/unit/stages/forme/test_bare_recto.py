"""Right-hand heads whose ornament was lost: capitals below a page number at the top of a page."""

from __future__ import annotations

import pytest

from archivist.core import Sheet, Source, Zone
from archivist.core.ledger import Mark
from archivist.stages.forme.pages import pages
from tests.unit.stages.harbor import PROFILES, PROSE

NBR = PROFILES.publishers["nbr-special-report"]


def heads(lines: str) -> list[str]:
    """The lines of the running head among *lines*, which stand below number 13."""
    sheet = Sheet.of(Source.of(f"{PROSE}\n\n13\n{lines}\n{PROSE}"))
    marks = [e for e in pages(sheet, NBR) if isinstance(e, Mark) and e.role is Zone.RUNNING_HEAD]
    return [sheet.text[e.start : e.end].strip() for e in marks]


@pytest.mark.parametrize(
    "lines",
    [
        "LAMPS OF THE QUAY\nROE AND WEI",
        "LAMPS OF THE QUAY\n\nĐURIĆ AND JOO",  # a letter beyond ASCII, below a blank line
        "ŻARNÓW'S LAMPS\nROE ET AL.",
        "“OIL” AND LAMPS\nROE",
    ],
)
def test_capitals_below_the_number_are_its_head(lines: str) -> None:
    assert heads(lines) == [line for line in lines.split("\n") if line]


@pytest.mark.parametrize("lines", ["1961 1962\n1963", "NOBODY PAID FOR IT.", "Lamps of the Quay"])
def test_figures_sentences_and_titles_are_not(lines: str) -> None:
    assert heads(lines) == []
