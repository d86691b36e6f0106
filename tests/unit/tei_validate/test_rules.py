"""For each rule of the Schematron file, a document that breaks it and nothing else."""

from __future__ import annotations

import pytest
from lxml import etree

from archivist.tei.schemas import schema_bytes
from archivist.tei.validate import Kind, is_valid, validate_bytes

from .documents import TWO_ESSAYS

FOOTNOTE = 'place="bottom" n="2" xml:id="fn.1.2"'
NOTE_1 = '<note place="bottom" n="1" xml:id="fn.1.1"'
DIGEST = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"
REPAIR = '<choice><sic>u</sic><corr resp="#archivist" cert="high">◆</corr></choice>'
GAP = '<gap reason="missing-slices" unit="slice" quantity="2"><desc>slices 3–4</desc></gap>'
LAST_P = "<p>See table 1.</p>"
HEAD = '<head source="src:1761,1780">Why Spring</head>'

BROKEN = {
    "source-original": [('type="original"', 'type="book"')],
    "source-copy": [('"scrapedCopy"', '"copy"')] * 2,
    "copy-digest": [(DIGEST, DIGEST.upper())],
    "copy-place": [('<note type="location">The address of the page was not recorded.</note>', "")],
    "slice-range": [('from="2" to="2"', 'from="2" to="1"')],
    "rights": [('<availability status="restricted">', "<availability>")],
    "prefix-once": [
        (
            "<listPrefixDef>",
            '<listPrefixDef><prefixDef ident="src" matchPattern="a" replacementPattern="b"/>',
        )
    ],
    "pointer": [('who="#archivist"', 'who="#somebody"')],
    "source-prefix": [('source="src:120,190"', 'source="scr:120,190"')],
    "source-offsets": [('source="src:120,190"', 'source="src:190,120"')],
    "id-form": [('xml:id="spring"', 'xml:id="frühling"')],
    "break-value": [('break="no"', 'break="never"')],
    "choice-two": [(REPAIR, "<choice><abbr>u</abbr></choice>")],
    "choice-pair": [(REPAIR, REPAIR.replace("sic>", "orig>"))],
    "repair-resp": [('<corr resp="#archivist" cert="high">', "<corr>")],
    "supplied-resp": [('<supplied resp="#archivist" cert="medium">', "<supplied>")],
    "gap-reason": [('<gap reason="missing-slices" ', "<gap ")],
    "gap-desc": [("<desc>slices 3–4</desc>", "")],
    "pb-n": [('<pb n="17"/>', "<pb/>")],
    "fw-type": [('<fw type="masthead">', '<fw type="logo">')],
    "note-type": [('<note type="source">', '<note type="joke">')],
    "note-place": [(FOOTNOTE, FOOTNOTE.replace("bottom", "sideways"))],
    "note-n": [(FOOTNOTE, 'place="bottom" n="2"')],
    "note-once": [(FOOTNOTE, FOOTNOTE.replace('n="2"', 'n="1"'))],
    "note-empty": [("<p>Source: tide tables.</p>", "<lb/>")],
    "div-type": [('<div type="boards">', '<div type="surfboards">')],
    "div-content": [(GAP, f'{GAP}<div type="section"><pb n="19"/><fw type="header">A</fw></div>')],
    "text-type": [('<text type="essay" n="2">', '<text type="song" n="2">')],
    "title-part": [
        ('<titlePart type="main" source="src:40,52">', '<titlePart type="top" source="src:40,52">')
    ],
    "title-part-empty": [("A Ledger of Mud", " ")],
    "p-empty": [(LAST_P, f"{LAST_P}<p> </p>")],
    "p-nested": [
        ("in each of the years", "in <app><lem>each</lem><rdg><p>all</p></rdg></app> of the years")
    ],
    "empty": [(HEAD, "<head/>")],
    "title-empty": [('<title level="s">Harbour Papers</title>', '<title level="s"/>')] * 2,
}


def spoil(changes: list[tuple[str, str]]) -> bytes:
    text = TWO_ESSAYS.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode()


def ids() -> set[str]:
    rules = etree.fromstring(schema_bytes("archivist.sch"))
    found = [str(a.get("id")) for a in rules.iter("{http://purl.oclc.org/dsdl/schematron}assert")]
    assert len(found) == len(set(found))
    return set(found)


def test_each_rule_has_a_document_that_breaks_it() -> None:
    assert set(BROKEN) == ids()


@pytest.mark.parametrize("rule", sorted(BROKEN))
def test_the_rule_fires_alone_and_is_placed(rule: str) -> None:
    data = spoil(BROKEN[rule])
    problems = validate_bytes(data, name="bad.xml")
    assert {problem.code for problem in problems} == {rule}
    assert {problem.kind for problem in problems} <= {Kind.RULE, Kind.LINK}
    assert not is_valid(etree.fromstring(data))
    lines = data.decode().split("\n")
    for problem in problems:
        assert 1 < problem.line <= len(lines)
        assert "<" in lines[problem.line - 1]


def test_a_second_rule_of_a_pattern_is_not_hidden_by_the_first() -> None:
    """Schematron fires one rule a node and pattern: two faults of one note must both be told."""
    data = spoil([(FOOTNOTE, 'type="joke" place="sideways"')])
    assert {p.code for p in validate_bytes(data)} == {"note-type", "note-place"}


ALLOWED = {
    "a number again in another essay": [('n="17"', 'n="18"')],
    "two notes with the same sign": [
        (FOOTNOTE, 'place="bottom" n="*" xml:id="fn.1.2"'),
        (NOTE_1, '<note place="bottom" n="*" xml:id="fn.1.1"'),
    ],
    "two pieces of source": [('source="src:120,190"', 'source="src:120,150 src:160,190"')],
    "a source elsewhere": [('source="src:120,190"', 'source="https://a.example/b"')],
    "a gap alone in a paragraph": [
        (LAST_P, '<p><gap reason="illegible"><desc>a line</desc></gap></p>')
    ],
    "an empty cell": [("<cell>4,100</cell>", "<cell/>")],
    "two hands": [('who="#archivist"', 'who="#archivist #copy-1"')],
}


@pytest.mark.parametrize("case", sorted(ALLOWED))
def test_the_rules_let_pass(case: str) -> None:
    assert validate_bytes(spoil(ALLOWED[case])) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (('who="#archivist"', 'who="#archivist #somebody"'), "pointer"),
        (('source="src:120,190"', 'source="src:120,150 src:190,160"'), "source-offsets"),
        (('source="src:120,190"', 'source="src:120,150 190"'), "source-offsets"),
        (('source="src:120,190"', 'source="src:120,150 scr:160,190"'), "source-prefix"),
    ],
)
def test_the_second_token_is_looked_at_too(change: tuple[str, str], code: str) -> None:
    data = spoil([change])
    assert [(p.kind, p.code) for p in validate_bytes(data)] == [(Kind.LINK, code)]
    assert not is_valid(etree.fromstring(data))
