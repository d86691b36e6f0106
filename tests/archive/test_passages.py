"""Passages: what a reader would quote, with its page."""

from __future__ import annotations

import pytest

from archivist.archive.catalogue.passages import Passage, read_passages


def passages(body: str) -> list[Passage]:
    return read_passages(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><p>not text</p></teiHeader>'
        f"<text><body>{body}</body></text></TEI>".encode()
    )


def texts(body: str) -> list[str]:
    return [passage.text for passage in passages(body)]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<p>One\n  two</p>", ["One two"]),
        ("<p/><p> </p><head>H</head>", ["H"]),
        ("<p>a <hi>b</hi> c</p>", ["a b c"]),
        # Furniture and replaced readings are not read, corrections are.
        ("<p>a <fw>RUNNING</fw>b</p>", ["a b"]),
        ("<p>a <choice><sic>teh</sic><corr>the</corr></choice> b</p>", ["a the b"]),
        ("<p>a<gap><desc>lost</desc></gap>b</p>", ["ab"]),
        # A note is a passage of its own and does not part the word it is called at.
        ("<p>word<note xml:id='n1'>a note</note>, more</p>", ["word, more", "a note"]),
        ("<p>a<note><p>x</p><p>y</p></note> b</p>", ["a b", "x", "y"]),
        ("<p>that:<list><item>one</item><item>two</item></list>after</p>",
         ["that: after", "one", "two"]),
        ("<table><row><cell>a</cell><cell>b</cell></row></table>", ["a", "b"]),
        ("<p>a<!-- said --><?pi x?>b</p>", ["ab"]),
        ("<quote><p>q</p></quote>", ["q"]),
        # A hyphenated word over a page break is one word.
        ("<p>har<pb n='5' break='no'/>bours</p>", ["harbours"]),
    ],
)  # fmt: skip
def test_the_text_of_passages(body: str, wanted: list[str]) -> None:
    assert texts(body) == wanted


def test_pages_are_those_of_the_break_before() -> None:
    found = passages(
        "<p>before</p><pb n='[4]'/><p>on four</p><p>starts here <pb n='5'/>ends there</p>"
        "<p><pb n='6'/>six</p><pb/><p>no number</p>"
    )
    assert [passage.page for passage in found] == ["", "[4]", "[4]", "6", ""]
    over = found[2]
    assert over.turns == ((12, "5"),)
    assert [over.page_at(n) for n in (0, 11, 12, 20)] == ["[4]", "[4]", "5", "5"]


def test_identifiers_and_places_are_those_of_the_element_or_around_it() -> None:
    found = passages(
        "<div xml:id='d'><head>h</head><p xml:id='p1' source='src1:1,2'>x</p>"
        "<note xml:id='n'><p>y</p></note></div><p>z</p>"
    )
    assert [(p.xml_id, p.source, p.kind) for p in found] == [
        ("d", "", "head"), ("p1", "src1:1,2", "p"), ("n", "", "p"), ("", "", "p"),
    ]  # fmt: skip


def test_every_text_of_a_corpus_is_read() -> None:
    tei = "<TEI><text><body><p>{}</p></body></text></TEI>"
    both = "".join(tei.format(name) for name in "ab")
    corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{both}</teiCorpus>'
    assert [p.text for p in read_passages(corpus.encode())] == ["a", "b"]


def test_texts_in_a_group_are_read_once() -> None:
    group = "<group><text><body><p>a</p></body></text><text><body><p>b</p></body></text></group>"
    data = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>{group}</text></TEI>'
    assert [p.text for p in read_passages(data.encode())] == ["a", "b"]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"<TEI", "not well-formed"),
        (b"", "not well-formed"),
        (b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "no element 'text'"),
    ],
)
def test_what_is_no_tei_says_so(data: bytes, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        read_passages(data)


def test_entities_and_files_outside_are_not_read() -> None:
    data = (
        b'<!DOCTYPE TEI [<!ENTITY x SYSTEM "/etc/passwd">]>'
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>a&x;b</p></body></text></TEI>'
    )
    assert [p.text for p in read_passages(data)] == ["ab"]
