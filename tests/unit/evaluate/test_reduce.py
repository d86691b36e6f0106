"""Freedom of encoding costs nothing: different markup, same digest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from archivist.errors import ReadError, UsageError
from archivist.evaluate import compare_paths, digest_to_json, reduce
from archivist.evaluate.digest import Digest, digest_from_json, tokenize
from archivist.evaluate.tree import numbers
from tests.press.cases import Plan, make
from tests.press.tei_gold import to_tei

if TYPE_CHECKING:
    from pathlib import Path

HEAD = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text>'


def read(body: str) -> Digest:
    return reduce(etree.fromstring(f"{HEAD}{body}</text></TEI>"))


def kinds(digest: Digest) -> list[tuple[str, str]]:
    return [(block.kind, " ".join(block.tokens)) for block in digest.blocks]


def test_an_item_may_hold_a_paragraph() -> None:
    bare = read("<body><list><item>one two</item></list></body>")
    wrapped = read("<body><list><item><p>one two</p></item></list></body>")
    assert kinds(bare) == kinds(wrapped) == [("item", "one two")]


def test_the_names_of_a_byline_keep_their_commas() -> None:
    names = "By <docAuthor>Ida Holm</docAuthor>, <docAuthor>Olu Bo</docAuthor>, and others"
    wanted = [("other", "By Ida Holm, Olu Bo, and others")]
    assert kinds(read(f"<byline>{names}</byline>")) == wanted
    front = read(f"<titlePage><byline>{names}</byline></titlePage>")
    assert " ".join(front.aside) == "By Ida Holm, Olu Bo, and others"


def test_nested_lists_have_levels() -> None:
    digest = read(
        "<body><list><item>a<list><item>b</item></list></item><item>c</item></list></body>"
    )
    assert [(b.level, *b.tokens) for b in digest.blocks] == [(1, "a"), (2, "b"), (1, "c")]


def test_inline_note_and_anchor_with_note_elsewhere_are_the_same() -> None:
    inline = read('<body><p>One<note place="bottom" n="1">Text.</note> two</p></body>')
    apart = read(
        '<body><p>One<ref type="noteAnchor" target="#f1">1</ref> two</p>'
        '<note place="bottom" n="1" xml:id="f1">Text.</note></body>'
    )
    assert inline == apart
    assert [call.at for call in inline.calls] == [1]


def test_a_break_inside_a_word_does_not_part_it() -> None:
    digest = read('<body><p>hyphen<pb n="[4]" break="no"/>ated word</p></body>')
    assert digest.stream == ("hyphenated", "word")
    assert [(item.at, item.n) for item in digest.breaks] == [(1, "4")]


def test_drop_caps_choices_and_line_breaks() -> None:
    digest = read(
        '<body><p><hi rend="dropcap">O</hi>ne <choice><sic>/f_inance</sic><corr>finance</corr>'
        '</choice> long-<lb break="no"/>term<lb/>plan</p></body>'
    )
    assert digest.stream == ("One", "finance", "long-term", "plan")


def test_running_heads_leave_the_paragraph_whole() -> None:
    digest = read(
        '<body><p>before <pb n="2"/><fw type="pageNum">2</fw><fw type="header">HEAD</fw>after</p>'
        "</body>"
    )
    assert kinds(digest) == [("p", "before after")]
    assert digest.furniture == ("2", "HEAD")


def test_levels_count_headed_divisions_only() -> None:
    digest = read("<body><div><div><head>A</head><div><head>B</head></div></div></div></body>")
    assert [block.level for block in digest.blocks] == [1, 2]


def test_missing_slices_and_other_losses() -> None:
    digest = read(
        '<body><gap reason="sampling" unit="slice"><desc>slices 1–3, 7 of 28</desc></gap>'
        '<p>at <gap reason="lostInScraping" unit="address"/>.</p></body>'
    )
    assert digest.missing == (1, 2, 3, 7)
    assert digest.lost == 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("slices 1–3", {1, 2, 3}), ("4 to 6", {4, 5, 6}), ("2, 9 of 12", {2, 9}), ("none", set())],
)
def test_numbers(text: str, wanted: set[int]) -> None:
    assert numbers(text) == wanted


def test_letter_spaced_labels_are_closed_up() -> None:
    assert tokenize("t a b l e 1 Grids s o u r c e : Ours") == (
        "table", "1", "Grids", "source:", "Ours",
    )  # fmt: skip
    assert tokenize("a b c grades") == ("a", "b", "c", "grades")


def test_folders_are_matched_by_name_and_nothing_is_gained_by_failing(tmp_path: Path) -> None:
    got, gold = tmp_path / "got", tmp_path / "gold"
    got.mkdir()
    gold.mkdir()
    for seed in (1, 2):
        digest = make(seed, Plan(size=6)).gold
        (gold / f"r{seed}.json").write_text(digest_to_json(digest), encoding="utf-8")
        if seed == 1:
            folder = got / f"r{seed}"
            folder.mkdir()
            (folder / "report.tei.xml").write_bytes(etree.tostring(to_tei(digest)))
    report = compare_paths(got, gold)
    assert [(name, scores.perfect) for name, _, scores in report.entries] == [
        ("r1", True),
        ("r2", False),
    ]
    rows = {row[0]: row for row in report.table()}
    assert rows["words"][-1] == "r2"
    assert int(rows["words"][2]) > 0


def test_copies_come_from_facts_json(tmp_path: Path) -> None:
    digest = make(1, Plan(size=6)).gold
    (tmp_path / "report.tei.xml").write_bytes(etree.tostring(to_tei(digest)))
    entry = {"site": "x.example", "item": "7", "slice": {"n": 1, "of": 2}, "size": "1 Kb."}
    (tmp_path / "facts.json").write_text(json.dumps({"copies": [entry]}), encoding="utf-8")
    gold = tmp_path / "gold.json"
    gold.write_text(digest_to_json(digest), encoding="utf-8")
    ((_, _, scores),) = compare_paths(tmp_path, gold).entries
    assert scores.tallies["site"].miss > 0


def test_bad_input_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{}", encoding="utf-8")
    with pytest.raises(ReadError, match="digest"):
        compare_paths(bad, bad)
    broken = tmp_path / "bad.xml"
    broken.write_text("<TEI>", encoding="utf-8")
    with pytest.raises(ReadError, match=r"bad\.xml"):
        compare_paths(broken, broken)
    with pytest.raises(ReadError):
        digest_from_json("[]")
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(UsageError, match="holds no gold"):
        compare_paths(empty, empty)
