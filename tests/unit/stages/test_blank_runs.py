"""Blanks that a converter doubled say nothing: the copy is read as if it had single ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archivist import api
from archivist.core import Source
from archivist.core.edition import Edition
from archivist.profiles import Profiles

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
PROFILES = Profiles.load()


def copies() -> Iterator[Path]:
    for path in sorted(SAMPLES.rglob("*.txt")):
        if path.name not in {"utf-16.txt", "cp1251.txt", "mojibake.txt"}:
            yield path


def cleaned(text: str) -> Edition:
    (edition,) = api.clean([Source.of(text)], PROFILES)
    return edition


def said(edition: Edition) -> list[tuple[str, str]]:
    return [(b.zone.name, " ".join(b.text.split())) for b in edition.outline.blocks]


@pytest.mark.parametrize("path", list(copies()), ids=lambda path: path.stem)
def test_doubled_blanks_change_nothing(path: Path) -> None:
    text = path.read_text("utf-8-sig")
    plain, doubled = cleaned(text), cleaned(text.replace(" ", "  "))
    assert said(doubled) == said(plain)
    assert doubled.report.title == plain.report.title
    assert doubled.report.id == plain.report.id or "sha256" in plain.report.id
    assert [doubled.report.number, doubled.report.date] == [plain.report.number, plain.report.date]
    assert [a.name for a in doubled.report.authors] == [a.name for a in plain.report.authors]


def test_notes_are_written_with_single_blanks() -> None:
    text = (SAMPLES / "single" / "en-labels.txt").read_text("utf-8").replace(" ", "  ")
    (body,) = [api.to_tei(cleaned(text)).decode().partition("<text>")[2]]
    lines = [line.strip() for line in body.splitlines()]
    assert any("<note" in line for line in lines)
    assert not [line for line in lines if "  " in line]
