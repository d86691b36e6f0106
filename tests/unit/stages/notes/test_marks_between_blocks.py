"""Arrows and raised numbers on lines of their own part no block that ends above them."""

from __future__ import annotations

import pytest

from archivist import api
from archivist.core import Zone
from archivist.tei.validate import validate_bytes
from tests.unit.stages.harbor import PROSE, edition

ABOVE = [
    "• The first of the lamps\n",
    "1. The first of the lamps\n",
    "WICKS AND OIL\n",
    "Wicks and Oil\nBy Ada Wick\n",
    "• The first of the lamps\n\n",
]


@pytest.mark.parametrize("above", ABOVE)
@pytest.mark.parametrize("arrow", ["↩\n", "↩\f", " ↩︎  \n", "↩\r\n"])
def test_an_arrow_alone_takes_its_line_with_it(above: str, arrow: str) -> None:
    found = edition(f"{above}{arrow}\n{PROSE}{above}{arrow}{PROSE}")
    assert validate_bytes(api.to_tei(found)) == []
    at = found.sheet.text.index("↩")
    assert found.sheet.zones[at] == Zone.SITE_NOISE


@pytest.mark.parametrize("mark", ["^1", "¹", "1", "[1]"])
@pytest.mark.parametrize("above", [*ABOVE, "** Heads of Lamps **\n"])
def test_a_raised_number_below_a_head_is_no_call_of_its_last_word(above: str, mark: str) -> None:
    text = f"{above}{mark} See the annex, p. 4.\n\n{PROSE}\n** Of Sand **\n\n{PROSE}"
    assert validate_bytes(api.to_tei(edition(text))) == []
