"""Law 5: a line that looks like the site's only in the clean text stays, and is reported."""

from __future__ import annotations

import pytest

from archivist import Profiles, clean, to_tei
from archivist.core import Source
from archivist.core.edition import Edition
from archivist.core.roles import Zone
from archivist.profiles.overrides import corrections_of
from archivist.stages.clean import CleanOptions

PROFILES = Profiles.load()
PRINTED = "The lamps were lit at dusk, and nobody asked why it was done."
# the control characters keep rules from the lines; they are no part of the clean text
TORN = f"{PRINTED}\n\nDownload 4.06 Mb.\x1c\n\nDo'stlaringiz bilan baham:\x1c\n"


def cleaned(text: str, **values: object) -> Edition:
    source = Source.of(text)
    row = {"copy": source.id, "who": "A. Reader", "why": "seen in the print", **values}
    told = corrections_of({"correction": [row] if values else []}, "overrides.toml")
    [edition] = clean([source], PROFILES, CleanOptions(corrections=told))
    return edition


def late(edition: Edition) -> list[str]:
    return [
        edition.sheet.text[f.start : f.end].strip()
        for f in edition.findings
        if f.code == "R103" and f.message.startswith("read without")
    ]


def test_it_stays_and_is_reported_with_its_place() -> None:
    edition = cleaned(TORN)
    assert edition.sheet.zones.count(Zone.SITE_NOISE) == 0
    assert late(edition) == ["Download 4.06 Mb.", "Do'stlaringiz bilan baham:"]
    assert to_tei(edition)


def test_a_person_had_the_last_word() -> None:
    edition = cleaned(TORN, line=3, to_line=5, never="site_noise")
    assert late(edition) == []


@pytest.mark.parametrize("text", [PRINTED, f"bet4/17\n#1782158\n1 2 3 4\n\n{PRINTED}\n", "\n"])
def test_what_is_proved_or_prose_is_not_reported(text: str) -> None:
    assert late(cleaned(text)) == []
