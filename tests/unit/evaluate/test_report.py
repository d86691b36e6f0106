"""Files and folders are compared, and what is printed says what was counted."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from archivist.errors import UsageError
from archivist.evaluate import Digest, align_columns, compare_paths, digest_to_json
from archivist.evaluate.digest import Block
from tests.press.tei_gold import to_tei

if TYPE_CHECKING:
    from pathlib import Path

GOLD = Digest(
    blocks=(
        Block("head", ("The", "Tide"), 1),
        Block("p", ("Boats", "came", "in.")),
        Block("item", ("one", "boat"), 1),
    ),
    facts={"language": "en"},
)


def write_tei(path: Path, digest: Digest) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(etree.tostring(to_tei(digest)))


def test_a_file_against_a_file(tmp_path: Path) -> None:
    write_tei(tmp_path / "got.xml", GOLD)
    (tmp_path / "gold.json").write_text(digest_to_json(GOLD), encoding="utf-8")
    report = compare_paths(tmp_path / "got.xml", tmp_path / "gold.json")
    assert report.perfect
    assert report.pooled()["words"].hit == 7


def test_the_folder_of_one_report_stands_for_its_document(tmp_path: Path) -> None:
    write_tei(tmp_path / "out" / "report.tei.xml", GOLD)
    write_tei(tmp_path / "gold.xml", GOLD)
    assert compare_paths(tmp_path / "out", tmp_path / "gold.xml").perfect


def test_folders_are_matched_by_name_and_a_missing_answer_counts(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_tei(tmp_path / "gold" / f"{name}.xml", GOLD)
    write_tei(tmp_path / "got" / "a" / "report.tei.xml", GOLD)
    report = compare_paths(tmp_path / "got", tmp_path / "gold")
    assert not report.perfect
    words = report.pooled()["words"]
    assert (words.hit, words.miss, words.extra) == (7, 7, 0)
    assert report.worst("words") == ("b", report.entries[1][2].tallies["words"])


def test_what_does_not_fit_is_refused_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="holds no gold"):
        compare_paths(tmp_path, tmp_path / "empty")
    write_tei(tmp_path / "gold" / "a.xml", GOLD)
    write_tei(tmp_path / "a.xml", GOLD)
    with pytest.raises(UsageError, match="must be a folder"):
        compare_paths(tmp_path / "a.xml", tmp_path / "gold")


def test_text_and_json_tell_the_same_counts(tmp_path: Path) -> None:
    less = replace(GOLD, blocks=GOLD.blocks[:2])
    write_tei(tmp_path / "got.xml", less)
    write_tei(tmp_path / "gold.xml", GOLD)
    report = compare_paths(tmp_path / "got.xml", tmp_path / "gold.xml")
    told = json.loads(report.as_json())
    assert told["pooled"]["words"] == [5, 2, 0]
    assert told["pooled"]["items"] == [0, 1, 0]
    assert told["worst"]["items"] == {"where": "got.xml", "f1": 0.0}
    assert "quotes" not in told["pooled"]
    text = report.as_text(faults=1)
    row = next(line.split() for line in text.splitlines() if line.startswith("items"))
    assert row[1:4] == ["0", "1", "0"]
    assert "  - one boat" in text
    assert "one boat" not in report.as_text()


def test_columns_are_aligned() -> None:
    assert align_columns([("a", "1"), ("bcd", "23")]) == "a     1\nbcd  23"
