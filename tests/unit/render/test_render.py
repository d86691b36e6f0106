"""Renderings: golden files, and laws that hold for any document.

To renew the golden files after a wanted change: ``ARCHIVIST_RENEW=1 pytest tests/unit/render``,
then read the difference before committing it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from markdown_it import MarkdownIt

from archivist.errors import InvalidDocument
from archivist.render import (
    COLUMNS,
    PageMarks,
    metadata_row,
    to_csv,
    to_html,
    to_jsonl,
    to_markdown,
    to_text,
)
from archivist.tei.validate import is_valid, validate_bytes
from tests.unit.tei_validate.documents import BRIEF, GOOD, TEI, TWO_ESSAYS, large, mutant

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).parent / "golden"
FORMS: dict[str, Callable[[etree._Element], str]] = {
    "txt": to_text,
    "md": to_markdown,
    "html": to_html,
    "jsonl": to_jsonl,
    "csv": lambda root: to_csv([metadata_row(root)]),
}


def essay(body: str) -> etree._Element:
    """A document with a body of our own."""
    text = BRIEF.read_text(encoding="utf-8").partition("?>")[2]
    text = re.sub(r"<body>.*</body>", lambda _: f"<body>{body}</body>", text, flags=re.DOTALL)
    return etree.fromstring(text)


def parsed(page: str) -> Any:
    """A page of HTML as a tree; typed loosely, since lxml's types do not know its HTML elements."""
    return html.fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))


def paragraph(words: str) -> etree._Element:
    root = essay("<p/>")
    next(root.iter(TEI + "p", TEI + "body")).text = None
    next(e for e in root.iter(TEI + "body"))[0].text = words
    return root


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_golden(path: Path, form: str) -> None:
    made = FORMS[form](etree.parse(path).getroot())
    golden = GOLDEN / f"{path.name.removesuffix('.tei.xml')}.{form}"
    if os.environ.get("ARCHIVIST_RENEW"):
        golden.write_bytes(made.encode())
    assert made.encode() == golden.read_bytes()


@pytest.mark.parametrize("form", FORMS)
def test_rendering_changes_nothing_and_is_stable(form: str) -> None:
    root = etree.parse(TWO_ESSAYS).getroot()
    before = etree.tostring(root)
    assert FORMS[form](root) == FORMS[form](root)
    assert etree.tostring(root) == before


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_one_report_is_refused(form: str) -> None:
    for data in (
        b"<a/>",
        b'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"/>',
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>',
    ):
        with pytest.raises(InvalidDocument):
            FORMS[form](etree.fromstring(data))


# -- nothing is lost -------------------------------------------------------------------------------

NOT_READ = ("fw", "sic", "orig", "rdg", "note", "label")


def reading_words(root: etree._Element) -> list[str]:
    """Words of the text, each element that is read otherwise taken out; the plain way."""
    found = root.find(TEI + "text")
    assert found is not None
    text = etree.fromstring(etree.tostring(found))
    for gone in list(text.iter(*(TEI + name for name in (*NOT_READ, "gap", "abbr")))):
        parent = gone.getparent()
        alone = gone.tag == TEI + "abbr" and parent is not None and parent.tag != TEI + "choice"
        if parent is None or alone:
            continue
        if gone.tag == TEI + "label" and parent.tag == TEI + "list":
            continue
        previous = gone.getprevious()
        if previous is None:
            parent.text = (parent.text or "") + (gone.tail or "")
        else:
            previous.tail = (previous.tail or "") + (gone.tail or "")
        parent.remove(gone)
    return letters("".join(map(str, text.itertext())))


def letters(text: str) -> list[str]:
    return sorted(re.findall(r"\w", text))


def without(root: etree._Element) -> etree._Element:
    """A document without notes, calls, labels and gaps: each form prints those in its own way."""
    copy = etree.fromstring(etree.tostring(root))
    calls = [e for e in copy.iter(TEI + "ref") if e.get("type") == "noteAnchor"]
    others = copy.iter(*(TEI + name for name in ("note", "gap", "label", "g", "ptr")))
    for gone in [*calls, *others]:
        parent = gone.getparent()
        if parent is None or next(parent.iterancestors(TEI + "text"), None) is None:
            continue
        if gone.tag == TEI + "label" and parent.tag == TEI + "list":
            continue
        previous = gone.getprevious()
        if previous is None:
            parent.text = (parent.text or "") + (gone.tail or "")
        else:
            previous.tail = (previous.tail or "") + (gone.tail or "")
        parent.remove(gone)
    return copy


def main_letters(page: str) -> list[str]:
    main = parsed(page).find(".//main")
    assert main is not None
    for gone in list(main.iter("span", "div", "h1")):
        if gone.get("class", "").split()[:1] in (["pb"], ["fw"], ["from-record"]):
            gone.drop_tree()
    return letters(str(main.text_content()))


def test_no_letter_of_a_valid_document_is_lost() -> None:
    sources = [path.read_bytes() for path in GOOD]
    looked_at = 0
    for seed in range(500):
        data = mutant(sources[seed % len(sources)], seed)
        if validate_bytes(data):
            continue
        root = without(etree.fromstring(data))
        expected = reading_words(root)
        looked_at += 1
        lines = [json.loads(line) for line in to_jsonl(root).splitlines()]
        assert letters("".join(line["text"] for line in lines)) == expected, seed
        assert main_letters(to_html(root)) == expected, seed
        plain = re.sub(r"^(\s*)\d+\. ", r"\1", to_text(root), flags=re.MULTILINE)
        assert [c for c in letters(plain) if not c.isdigit()] == [
            c for c in expected if not c.isdigit()
        ], seed
    assert looked_at > 50


def test_every_rendering_copes_with_any_document() -> None:
    """Even documents that break the schema give a rendering, not a crash."""
    sources = [path.read_bytes() for path in GOOD]
    for seed in range(300):
        root = etree.fromstring(
            mutant(sources[seed % len(sources)], seed), etree.XMLParser(recover=True)
        )
        if root.find(TEI + "text") is None:
            continue
        for render in FORMS.values():
            assert render(root)


def test_comments_and_instructions_are_not_text() -> None:
    root = essay("<!-- secret --><p>a<!-- secret -->b<?secret?>c</p><?secret?>")
    for render in FORMS.values():
        assert "secret" not in render(root)
    assert "abc" in to_text(root)


# -- text ------------------------------------------------------------------------------------------


def body_of(text: str) -> str:
    return text.split("\n\nZeugen", maxsplit=1)[0].strip("\n")


def test_white_space_is_settled_across_what_stands_between() -> None:
    root = essay("<p>  one\n <pb n='2'/> <fw>HEAD</fw>\n two<hi> three </hi> four </p>")
    assert body_of(to_text(root)) == "one two three four"
    assert body_of(to_text(root, pages=PageMarks.BRACKET)) == "one [p. 2] two three four"


def test_a_word_broken_by_a_page_is_one_word() -> None:
    root = essay("<p>for<pb n='4' break='no'/><fw type='pageNum'>4</fw>given</p>")
    assert body_of(to_text(root)) == "forgiven"
    assert body_of(to_text(root, pages=PageMarks.BRACKET)) == "for[p. 4]given"


def test_no_break_spaces_are_kept() -> None:
    assert "10\N{NO-BREAK SPACE}000" in to_text(paragraph("10\N{NO-BREAK SPACE}000"))


def test_notes_can_be_left_out() -> None:
    root = etree.parse(TWO_ESSAYS).getroot()
    text = to_text(root, notes=False)
    assert "NOTES" not in text
    assert "pilot’s own" not in text
    assert "Nobody dredges for glory. The" in text


def test_a_list_within_a_paragraph_splits_it() -> None:
    root = essay("<p>Before:<list><item>a</item><item>b</item></list>after.</p>")
    assert body_of(to_text(root)) == "Before:\n\n• a\n• b\n\nafter."


def test_a_glyph_reads_as_its_mapping() -> None:
    root = etree.parse(TWO_ESSAYS).getroot()
    next(root.iter(TEI + "signed")).append(etree.Element(TEI + "g", ref="#diamond"))
    assert "Ines Okafor◆" in to_text(root)


# -- Markdown --------------------------------------------------------------------------------------

PLAIN = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs"))
    | st.sampled_from(" \\`*_{}[]<>()#+-.!|~&;:/=1"),
    min_size=1,
    max_size=40,
)


@settings(max_examples=300, deadline=None)
@given(words=PLAIN)
def test_no_words_are_taken_for_markdown(words: str) -> None:
    words = " ".join(words.split(" ")).strip()
    shown = to_markdown(paragraph(words), pages=PageMarks.NONE).split("\n\n## Zeugen")[0]
    page = MarkdownIt("commonmark").render(shown)
    if not words:
        return
    found = parsed(f"<div>{page}</div>")
    assert [child.tag for child in found] == ["p"]
    collapsed = " ".join(words.split(" "))
    assert str(found.text_content()).strip("\n") == re.sub(" +", " ", collapsed)


def test_markdown_structure_survives_a_markdown_parser() -> None:
    page = (
        MarkdownIt("commonmark")
        .enable("table")
        .render(to_markdown(etree.parse(TWO_ESSAYS).getroot()))
    )
    found = parsed(f"<div>{page}</div>")
    assert [h.text_content() for h in found.iter("h1")] == ["Two Harbours"]
    assert len(list(found.iter("table"))) == 1
    assert [td.text_content() for td in found.iter("td")][-1] == "4,650 | revised"
    outer = [li for li in found.iter("li") if "Publish" in str(li.text_content())]
    assert [li.text_content() for li in outer[0].iter("li")][1:] == [
        "weekly, at the gauge;",
        "yearly, in print.",
    ]
    assert found.find(".//blockquote") is not None


def test_markdown_notes_have_labels_of_their_own() -> None:
    shown = to_markdown(etree.fromstring(large(4)))
    defined = re.findall(r"^\[\^([^\]]+)\]: ", shown, flags=re.MULTILINE)
    called = re.findall(r"\[\^([^\]]+)\](?!: )", shown)
    assert len(set(defined)) == len(defined) > 5
    assert sorted(called) == sorted(defined)


def test_two_lists_in_a_row_stay_two() -> None:
    root = essay("<list><item>a</item></list><list><item>b</item></list>")
    page = MarkdownIt("commonmark").render(to_markdown(root))
    assert page.count("<ul>") == 2


def test_a_quotation_of_two_paragraphs_stays_one() -> None:
    root = essay("<quote><p>a</p><p>b</p></quote><p>c</p>")
    page = MarkdownIt("commonmark").render(to_markdown(root))
    assert page.count("<blockquote>") == 1
    assert page.count("<p>") >= 3


def test_page_marks_in_markdown() -> None:
    root = etree.parse(TWO_ESSAYS).getroot()
    assert "for<!-- p. 4 -->given" in to_markdown(root)
    assert r"for\[p. 4\]given" in to_markdown(root, pages=PageMarks.BRACKET)
    assert "forgiven" in to_markdown(root, pages=PageMarks.NONE)


# -- HTML ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_html_ids_are_single_and_links_lead_somewhere(path: Path) -> None:
    page = parsed(to_html(etree.parse(path).getroot()))
    ids = [str(name) for name in page.xpath("//@id")]
    assert len(ids) == len(set(ids))
    inner = [str(href)[1:] for href in page.xpath("//@href") if str(href).startswith("#")]
    assert set(inner) <= set(ids)
    assert inner


def test_html_has_no_scripts_and_follows_no_odd_address() -> None:
    root = essay(
        "<p><ref target='javascript:alert(1)'>x</ref><ref target='data:text/html,x'>y</ref>"
        "<ref target='https://a.example/?b=1&amp;c=&quot;'>z</ref>&lt;script&gt;</p>"
        "<figure><graphic url='javascript:alert(1)'/></figure>"
    )
    page = to_html(root)
    assert "javascript" not in page
    assert "<script" not in page
    found = parsed(page)
    links = [a.get("href") for a in found.iter("a") if not (a.get("href") or "").startswith("#")]
    assert links == ['https://a.example/?b=1&c="']
    assert "default-src 'none'" in page


def test_html_attributes_cannot_be_broken_out_of() -> None:
    root = essay(
        """<p xml:id="zz" source="src:1,2" n='"&gt;&lt;b&gt;'>x<pb n='"&gt;&lt;b&gt;'/>y</p>"""
    )
    found = parsed(to_html(root))
    assert not list(found.iter("b"))


def test_html_headings_step_down_one_by_one() -> None:
    found = parsed(to_html(etree.parse(TWO_ESSAYS).getroot()))
    levels = [int(e.tag[1]) for e in found.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_html_takes_its_title_from_the_record_where_the_text_has_none() -> None:
    found = parsed(to_html(essay("<p>x</p>")))
    assert [h.text_content() for h in found.iter("h1")] == ["Schlick und Zoll"]
    assert found.get("lang") == "de"


def test_html_shows_the_record() -> None:
    page = to_html(etree.parse(TWO_ESSAYS).getroot())
    for said in ("60303ae22b99", "No part of this paper", "papershelf.example", "Slices 3 and 4"):
        assert said in page


# -- corpora and tables ----------------------------------------------------------------------------


def test_json_lines_tell_where_each_block_stands() -> None:
    lines = [json.loads(line) for line in to_jsonl(etree.parse(TWO_ESSAYS).getroot()).splitlines()]
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    assert {line["doc"] for line in lines} == {"harbour-papers-7"}
    (para,) = [line for line in lines if line["text"].startswith("The harbour is older")]
    assert (para["page"], para["pages"], para["div"]) == ("3", ["4"], ["introduction"])
    assert para["notes"] == [{"n": "1", "id": "fn.1.1"}]
    assert para["source"] == "src:1100,1400"
    notes = {line["id"]: line for line in lines if line["type"] == "note"}
    assert notes["fn.1.1"]["page"] == "3"
    assert notes["fn.1.2"]["text"] == "See table 1."


def test_the_metadata_row_has_every_column() -> None:
    row = metadata_row(etree.parse(TWO_ESSAYS).getroot())
    assert tuple(row) == COLUMNS
    assert row["authors"] == "Marta J. Lindqvist; Tomas van Rhee"
    assert (row["number"], row["date"], row["copies"], row["slices"]) == (
        "7",
        "2011-05",
        "2",
        "1, 2",
    )
    table = list(csv.DictReader(io.StringIO(to_csv([row, row]), newline="")))
    assert table == [row, row]


def test_a_large_report_is_rendered_in_good_time() -> None:
    root = etree.fromstring(large(100))
    assert is_valid(root)
    for render in FORMS.values():
        assert len(render(root)) > 300
