"""The samples keep the form that they are said to show."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
TRUTH: dict[str, dict[str, Any]] = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))
NBSP = "\u00a0"


def read(name: str) -> list[str]:
    encoding = TRUTH[name]["encoding"]
    return (SAMPLES / name).read_bytes().decode(encoding).split("\n")


def document(name: str) -> list[str]:
    first, last = TRUTH[name]["document_lines"]
    return read(name)[first : last + 1]


def expected_strip(page: int, of: int) -> list[str]:
    if of <= 11:
        return [str(n) for n in range(1, of + 1)]
    if page <= 6:
        return [*(str(n) for n in range(1, 10)), "...", str(of)]
    if page >= of - 5:
        return ["1", "...", *(str(n) for n in range(of - 8, of + 1))]
    return ["1", "...", *(str(n) for n in range(page - 4, page + 4)), "...", str(of)]


def report(folder: str) -> list[str]:
    return [line for name in sorted(TRUTH) if name.startswith(folder) for line in document(name)]


def test_every_sample_has_its_truth_and_every_truth_its_sample() -> None:
    files = {p.relative_to(SAMPLES).as_posix() for p in SAMPLES.rglob("*.txt")}
    assert files == set(TRUTH)
    assert len(files) >= 16


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_lines_outside_the_document_are_short_site_lines(name: str) -> None:
    lines = read(name)
    first, last = TRUTH[name]["document_lines"]
    assert lines[first].strip()
    assert lines[last].strip()
    assert all(len(line) < 110 for line in lines[:first] + lines[last + 1 :])


@pytest.mark.parametrize("name", sorted(n for n, t in TRUTH.items() if t["slice"]))
def test_page_strips_follow_the_rule(name: str) -> None:
    first, last = TRUTH[name]["document_lines"]
    lines = read(name)
    strips = [
        line.split()
        for line in lines[:first] + lines[last + 1 :]
        if len(line.split()) > 1 and re.fullmatch(r"[\d.\s]+", line)
    ]
    page, of = TRUTH[name]["slice"]
    assert strips
    assert all(strip == expected_strip(page, of) for strip in strips)


@pytest.mark.parametrize("name", sorted(n for n, t in TRUTH.items() if t["item"]))
def test_facts_stand_in_the_lines_outside_the_document(name: str) -> None:
    first, _ = TRUTH[name]["document_lines"]
    head = "\n".join(read(name)[:first]).replace(NBSP, " ")
    truth = TRUTH[name]
    assert f"#{truth['item']}" in head
    if truth["size"]:
        assert f"{truth['size']}." in head
    if truth["uploaded"]:
        assert ".".join(reversed(truth["uploaded"].split("-"))) in head
    if truth["file_name"]:
        assert truth["file_name"] in head


@pytest.mark.parametrize("folder", ["series/", "series-incomplete/"])
def test_slices_of_a_report_share_one_item(folder: str) -> None:
    group = [TRUTH[name] for name in sorted(TRUTH) if name.startswith(folder)]
    assert len({t["item"] for t in group}) == 1
    numbers = [t["slice"][0] for t in group]
    assert numbers == ([1, 2, 3, 4, 5, 6] if folder == "series/" else [1, 2, 5, 6])


def test_folios_of_the_series_rise_by_one_and_heads_alternate() -> None:
    lines = report("series/")
    folios = [i for i, line in enumerate(lines[:-2]) if line.isdigit() and lines[i + 2] == "u"]
    assert [int(lines[i]) for i in folios] == list(range(3, 10))
    for i in folios:
        head = lines[i + 1].replace(NBSP, " ").strip()
        assert head == ("KEEPING THE LIGHTS" if int(lines[i]) % 2 else "NBR SPECIAL REPORT")


def test_calls_of_the_series_rise_by_one_and_each_page_has_as_many_notes() -> None:
    lines = report("series/")
    calls = [
        int(line)
        for line, after in pairwise([*lines, ""])
        if re.fullmatch(r"\d{1,2}", line) and not re.match(r"[A-Z’ \u00a0]+\u00a0$", after)
    ]
    assert calls == list(range(1, 15))
    starts = [i for i in range(2, len(lines)) if not lines[i - 1] and lines[i] and lines[i - 2]]
    assert len(starts) == 14


def test_body_and_note_lines_have_the_measured_lengths() -> None:
    lines = [line for line in report("series/") if line.endswith(NBSP)]
    lengths = sorted(len(line) - 1 for line in lines if len(line) > 70)
    body = [n for n in lengths if n <= 105]
    notes = [n for n in lengths if n > 112]
    assert max(body) <= 103
    assert sorted(body)[len(body) // 2] in range(88, 99)
    assert notes
    assert max(notes) <= 138
    assert len(body) + len(notes) >= len(lengths) - 2


def test_the_two_crawls_of_a_slice_say_the_same() -> None:
    def words(name: str) -> list[str]:
        return " ".join(document(name)).replace(NBSP, " ").split()

    series, second = "series/keeping-the-lights-2.txt", "second-crawl/keeping-the-lights-2.txt"
    assert words(series) == words(second)
    assert document(series) != document(second)


def test_the_doubled_heading_stands_at_both_sides_of_the_cut() -> None:
    before, after = (document(f"series/keeping-the-lights-{n}.txt") for n in (3, 4))
    assert before[-1] == after[0] == "What a Light Costs"


def test_lookalikes_stand_inside_the_document() -> None:
    lines = document("single/lookalikes.txt")
    for line in ("bet 12/28", "1 2 3 4 5 6 7", "Download the annex", "Size matters."):
        assert line in lines


def test_each_odd_encoding_is_really_there() -> None:
    with pytest.raises(UnicodeDecodeError):
        (SAMPLES / "single/cp1251.txt").read_bytes().decode("utf-8")
    assert (SAMPLES / "single/utf-16.txt").read_bytes().startswith(b"\xff\xfe")
    assert "â€™" in (SAMPLES / "single/mojibake.txt").read_text(encoding="utf-8")
    plain = "\n".join(document("single/nbsp-everywhere.txt"))
    assert plain.count(NBSP) > 100
    assert " " not in plain
