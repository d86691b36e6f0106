"""What markup and type say reaches the edition: chrome, heads, items, notes, pages."""

from __future__ import annotations

from functools import cache

import pytest

from archivist.api import Profiles, clean, read_bytes
from archivist.core import Flow, Inline, LinkKind, Zone
from archivist.core.edition import Edition
from archivist.stages.lines.joints import line_end
from tests.unit.readers.plain_pdf import lines, pdf, show

PAGE = """<title>The Bar</title><nav><a href=/>Home</a> <a href=/new>New</a></nav>
<h1>The Bar</h1>
<p>A long story began here.<sup><a href=#fn1>1</a></sup> It went on,<sup>2</sup> to the end.</p>
<h2>Lights</h2><p>Short.</p><ul><li>a bell<li>a lamp<ul><li>of oil</ul></ul>
<table><caption>Table 1. Ships</caption><tr><th>Year<th>Ships<tr><td>1909<td>120</table>
<blockquote>What the board wrote.</blockquote>
<ol class=footnotes><li id=fn1><p>The first note.</p><p>More of it.</p></li>
<li id=fn2>The second.</li></ol><footer>Contact us</footer>"""


@cache
def profiles() -> Profiles:
    return Profiles.load()


def edition(raw: bytes, name: str) -> Edition:
    (one,) = clean(read_bytes(raw, name=name), profiles())
    return one


def blocks(one: Edition, flow: Flow = Flow.MAIN) -> list[tuple[str, str]]:
    return [(b.zone.name, b.text) for b in one.outline.of(flow)]


def noise(one: Edition) -> str:
    return "".join(
        one.sheet.text[s.start : s.end] for s in one.sheet.segments() if s.zone is Zone.SITE_NOISE
    )


def test_a_page_says_what_its_blocks_are():
    assert blocks(edition(PAGE.encode(), "a.html")) == [
        ("TITLE", "The Bar"),
        ("PARAGRAPH", "A long story began here. It went on, to the end."),
        ("HEADING", "Lights"),
        ("PARAGRAPH", "Short."),
        ("ITEM", "a bell"),
        ("ITEM", "a lamp"),
        ("ITEM", "of oil"),
        ("CAPTION", "Table 1. Ships"),
        ("TABLE", "Year Ships\n1909 120"),
        ("QUOTE", "What the board wrote."),
    ]


def test_chrome_is_noise_and_notes_belong_to_their_calls():
    one = edition(PAGE.encode(), "a.html")
    assert {"Home New", "Contact us"} <= set(noise(one).split("\n"))
    assert blocks(one, Flow.NOTES) == [
        ("NOTE", "The first note. More of it."),
        ("NOTE", "The second."),
    ]
    assert sum(x.kind is LinkKind.CALL_NOTE for x in one.sheet.links) == 2
    assert {f.code for f in one.findings} <= {"F505"}
    assert one.report.title == "The Bar"


def test_notes_that_count_anew_in_each_chapter_keep_their_own_calls():
    chapter = (
        "<h2>{0}</h2><p>It is so.<sup>1</sup> And so.<sup>2</sup> Ever after.</p>"
        "<div class=footnotes><p id=fn{0}1>1. Of {0}, one.</p>"
        "<p id=fn{0}2>2. Of {0}, two.</p></div>"
    )
    one = edition(f"<html>{chapter.format('Ayr')}{chapter.format('Wick')}".encode(), "a.html")
    tied = sorted(x for x in one.sheet.links if x.kind is LinkKind.CALL_NOTE)
    assert [one.sheet.text[x.target :].split(",")[0] for x in tied] == ["Of Ayr"] * 2 + [
        "Of Wick"
    ] * 2


def test_paragraph_elements_around_printed_lines_are_not_believed():
    words = "pilots of the harbour asked the board for lights on both of its moles and the"
    many = [f"{n} {words}" for n in ("two", "four", "five", "six", "nine", "ten", "some", "few")]
    printed = [*many[:4], "waited.", f"Nobody came. {words[:62]}", *many[4:], "answered."]
    page = "".join(f"<p>{line}</p>" for line in printed)
    found = blocks(edition(f"<html><body><h1>The Bar</h1>{page}".encode(), "a.html"))
    assert [zone for zone, _ in found] == ["TITLE", "PARAGRAPH", "PARAGRAPH"]


@pytest.mark.parametrize("mark", ["1", "14"])
def test_a_pdf_shows_its_heads_folios_and_pages(mark: str):
    prose = [
        "The pilots of the harbour asked for lights on both moles and a bell on the",
        "bar, where no ship of more than nine feet could pass before the autumn tides.",
    ] * 3
    first = int(mark)
    raw = pdf(
        *(
            show(72, 750, "THE HARBOUR BOARD") + show(500, 750, str(first + n)) + lines(prose)
            for n in range(4)
        )
    )
    one = edition(raw, "a.pdf")
    assert [f.value for f in one.sheet.facts_named("page")] == [str(first + n) for n in range(4)]
    kinds = [zone for zone, _ in blocks(one, Flow.FURNITURE)]
    assert kinds == ["FOLIO", "RUNNING_HEAD"] * 4
    assert all("HARBOUR BOARD" not in text for _, text in blocks(one))


def test_hyphens_of_a_typesetter_are_soft():
    found = line_end("the multilat\u2010", "eral bank", words={"bank"})
    assert found == (Inline.JOIN, Inline.SOFT_HYPHEN)
    found = line_end("see https://www.ex\u2010", "ample.org/a")
    assert found == (Inline.JOIN, Inline.SOFT_HYPHEN)
    assert line_end("a low\u2010", "cost bank", words={"low-cost"})[1] is Inline.HARD_HYPHEN
