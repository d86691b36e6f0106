"""What converters do to blanks and letters says nothing: a copy is read as if they had not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
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


def doubled(text: str) -> str:
    """As converters fill lines out."""
    return text.replace(" ", "  ")


def decomposed(text: str) -> str:
    """As some operating systems and extractors write letters with accents."""
    return unicodedata.normalize("NFD", text)


def hyphenated(text: str) -> str:
    """As word processors and web pages say where a word can be broken."""
    return re.sub(r"[a-z]{9,}", lambda word: f"{word[0][:4]}\u00ad{word[0][4:]}", text)


@pytest.mark.parametrize("changed", [doubled, decomposed])
@pytest.mark.parametrize("path", list(copies()), ids=lambda path: path.stem)
def test_the_same_report_comes_out(path: Path, changed: Callable[[str], str]) -> None:
    text = path.read_text("utf-8-sig")
    plain, other = cleaned(text), cleaned(changed(text))
    assert [(zone, changed(text)) for zone, text in said(plain)] == [
        (zone, changed(text)) for zone, text in said(other)
    ]
    assert other.report.title == plain.report.title
    assert other.report.id == plain.report.id or "sha256" in plain.report.id
    assert [other.report.number, other.report.date] == [plain.report.number, plain.report.date]
    assert [a.name for a in other.report.authors] == [a.name for a in plain.report.authors]


def test_soft_hyphens_inside_words_are_read_as_nothing_and_kept_in_the_account() -> None:
    text = (SAMPLES / "single" / "en-labels.txt").read_text("utf-8")
    plain, other = cleaned(text), cleaned(hyphenated(text))
    assert "\u00ad" in other.sheet.text
    assert said(other) == said(plain)


def test_marks_of_no_width_are_read_as_nothing_and_joiners_as_themselves() -> None:
    told = dict.fromkeys(
        b.text for b in cleaned("The lamp\u200bs were\u2060 lit\u200d.\n").outline.blocks
    )
    assert list(told) == ["The lamps were lit\u200d."]


def test_names_are_told_with_their_accents_composed() -> None:
    text = decomposed("Wicks and Oil\n\nBy Lázaro Đurić and Zoë Núñez\n\n\n" + "Oil was dear. " * 9)
    report = cleaned(text).report
    assert [a.name for a in report.authors] == ["Lázaro Đurić", "Zoë Núñez"]


def test_notes_are_written_with_single_blanks() -> None:
    text = (SAMPLES / "single" / "en-labels.txt").read_text("utf-8").replace(" ", "  ")
    (body,) = [api.to_tei(cleaned(text)).decode().partition("<text>")[2]]
    lines = [line.strip() for line in body.splitlines()]
    assert any("<note" in line for line in lines)
    assert not [line for line in lines if "  " in line]
