"""Verdicts and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from lxml import etree

from archivist.errors import ReadError
from archivist.tei.validate import (
    Kind,
    Problem,
    is_valid,
    validate_bytes,
    validate_file,
    validate_tree,
)
from tests.work import patience

from .documents import BRIEF, GOOD, TEI, TWO_ESSAYS, large, mutant

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_good_documents_are_valid(path: Path) -> None:
    assert validate_file(path) == []
    assert is_valid(etree.parse(path).getroot())


def test_a_large_report_is_valid_and_quick() -> None:
    data = large(200)
    assert len(data) > 500_000
    root = etree.fromstring(data)
    is_valid(root)  # compiled by now
    with patience():
        assert is_valid(root)


def test_a_corpus_of_reports_is_valid() -> None:
    one = etree.parse(BRIEF).getroot()
    corpus = etree.Element(TEI + "teiCorpus")
    corpus.append(etree.fromstring(etree.tostring(one[0])))
    corpus.append(one)
    assert validate_tree(corpus) == []


class Told(NamedTuple):
    """A change to a good document, and what has to be said of it."""

    old: str
    new: str
    code: str
    line: str  # words that stand on the line named
    words: str  # words of the message
    kind: Kind = Kind.SCHEMA


OTHER = "<a xmlns='urn:b'/>"
SECOND = "<encodingDesc><projectDesc><p>x</p></projectDesc></encodingDesc>"
TOLD = [
    Told("<p>And the cost?</p>", "<foo/>", "unknown-element", "<foo/>", "not part of the schema"),
    Told("</row>", "</row><rwo/>", "unknown-element", "<rwo/>", "did you mean <row>?"),
    Told("</row>", f"</row>{OTHER}", "not-tei", "urn:b", "not a TEI element: it is of urn:b"),
    Told("<titleStmt>", "<titleStmt>x", "text", "<titleStmt>x", "may not hold text"),
    Told('"2019-02-11"', '"2019-02-30"', "attribute-value", "2019-02-30", "2017-07"),
    Told('="restricted"', '="secret"', "attribute-value", "secret", "free, unknown"),
    Told('quantity="9123"', 'quantity="many"', "attribute-value", "many", "a number"),
    Told('quantity="9123"', 'quantity=""', "attribute-value", "bytes of text", "a number"),
    Told('xml:lang="la"', 'xml:lang="la la"', "attribute-value", "la la", "language tag"),
    Told('version="0.', 'vresion="0.', "unknown-attribute", "vresion", "mean version?"),
    Told('version="0.1.0"', "", "attribute-missing", "<application", "lacks the attribute version"),
    Told("<docImprint>", "<p>x</p><docImprint>", "not-allowed-here", "<p>x</p>", "in <titlePage>"),
    Told("</profileDesc>", f"</profileDesc>{SECOND}<p/>", "not-allowed-here", "<p/>", "teiHeader"),
    Told("<speaker>Q</speaker>", "</sp><sp>", "element-missing", "<sp>", "<sp> lacks <p>"),
    Told("<imprint>", "", "not-well-formed", "", "Not well-formed", Kind.WELL_FORMED),
    Told("<series>", "<imprint/><series>", "element-missing", "", "<imprint> lacks"),
    Told('"spring"', '"1a"', "id-name", "1a", "begin with a letter", Kind.WELL_FORMED),
    Told('"spring"', '"copy-1"', "id-twice", "copy-1", "more than one", Kind.WELL_FORMED),
]


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.new[:30])
def test_a_fault_is_named_in_words_and_placed(told: Told) -> None:
    text = TWO_ESSAYS.read_text(encoding="utf-8")
    assert told.old in text
    text = text.replace(told.old, told.new, 1)
    problems = validate_bytes(text.encode(), name="a.xml")
    match = [p for p in problems if (p.kind, p.code) == (told.kind, told.code)]
    assert match, problems
    assert told.words in match[0].message
    assert told.line in text.split("\n")[match[0].line - 1]


def test_every_fault_is_told_by_line() -> None:
    text = TWO_ESSAYS.read_text(encoding="utf-8")
    text = text.replace("<pb n=", "<pb m=").replace('who="#archivist"', 'who="#nobody"')
    problems = validate_bytes(text.encode())
    assert [p.line for p in problems] == sorted(p.line for p in problems)
    assert sum(p.code == "unknown-attribute" for p in problems) == text.count("<pb m=")
    assert sum(p.code == "pointer" for p in problems) == 2


def test_text_form() -> None:
    problem = Problem("dir/a b.xml", 12, None, Kind.RULE, "pb-n", "pb needs n.")
    assert str(problem) == "dir/a b.xml:12: pb needs n."


def test_the_name_given_is_the_name_told() -> None:
    assert str(validate_bytes(b"<a/>", name="some.xml")[0]).startswith("some.xml:1: ")


@pytest.mark.parametrize(
    "data", [b"", b"   ", b"plain words", b"<a", b"\xff\xfe\x00<", b"\x00" * 9]
)
def test_what_is_not_xml_is_one_problem_not_an_error(data: bytes) -> None:
    problems = validate_bytes(data)
    assert [p.kind for p in problems][:1] == [Kind.WELL_FORMED]
    assert problems[0].line >= 1


def test_other_roots_are_refused() -> None:
    for data in (b"<TEI/>", b"<html xmlns='http://www.w3.org/1999/xhtml'/>"):
        (problem,) = validate_bytes(data)
        assert problem.code == "root"
        assert "http://www.tei-c.org/ns/1.0" in problem.message


def test_a_document_type_is_refused_and_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden", encoding="utf-8")
    good = BRIEF.read_text(encoding="utf-8").partition("?>")[2]
    for declaration in (
        f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "{secret.as_uri()}">]>',
        '<!DOCTYPE TEI SYSTEM "http://localhost:9/x.dtd">',
        "<!DOCTYPE TEI>",
    ):
        used = good.replace("Ende", "&x;") if "ENTITY" in declaration else good
        (problem,) = validate_bytes((declaration + used).encode())
        assert problem.code == "doctype"
        assert "hidden" not in str(problem)


def test_exploding_entities_do_not_explode() -> None:
    levels = "".join(
        f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' if i else '<!ENTITY e0 "ha">' for i in range(12)
    )
    with patience():
        problems = validate_bytes(f"<!DOCTYPE TEI [{levels}]><TEI>&e11;</TEI>".encode())
    assert problems
    assert problems[0].kind is Kind.WELL_FORMED


def test_past_the_safe_limits_the_message_says_so() -> None:
    (problem, *_) = validate_bytes(b"<a>" * 5000)
    assert problem.code == "too-large"
    assert "256 levels" in problem.message


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"nowhere\.xml: cannot be read"):
        validate_file(tmp_path / "nowhere.xml")


def test_a_tree_made_in_memory_can_be_validated() -> None:
    root = etree.parse(TWO_ESSAYS).getroot()
    made = etree.Element(root.tag)
    for key, value in root.attrib.items():
        made.set(key, value)
    made.extend(list(root))
    assert is_valid(made)
    made.remove(made[1])
    assert not is_valid(made)
    assert validate_tree(made, name="made")[0].name == "made"


def test_yes_or_no_agrees_with_the_long_answer() -> None:
    sources = [path.read_bytes() for path in GOOD]
    verdicts = []
    for seed in range(300):
        data = mutant(sources[seed % len(sources)], seed)
        problems = validate_bytes(data)
        verdicts.append(not problems)
        if any(p.kind is Kind.WELL_FORMED for p in problems):
            continue
        assert is_valid(etree.fromstring(data)) is (not problems), seed
        assert all(p.line > 0 for p in problems)
    assert 20 < sum(verdicts) < 280  # the mutants must be of both sorts to prove anything


def test_a_schema_fault_is_always_explained() -> None:
    """The diagnosis must never shrug: an invalid document gets a place below the root."""
    sources = [path.read_bytes() for path in GOOD]
    shrugs = 0
    for seed in range(300, 600):
        problems = validate_bytes(mutant(sources[seed % len(sources)], seed))
        shrugs += any(p.code == "invalid" for p in problems)
    assert shrugs == 0
