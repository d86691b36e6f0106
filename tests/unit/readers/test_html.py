"""Saved pages: lines, hints, lost addresses, encodings, broken markup."""

from __future__ import annotations

from pathlib import Path

import pytest

from archivist.core import Origin, Source
from archivist.core.source import Hint
from archivist.profiles import Profiles
from archivist.readers import ReadOptions, read_bytes, read_html
from archivist.readers.html.links import decloaked
from archivist.readers.html.read import looks_like_html


def read(page: str | bytes, **options) -> Source:
    raw = page if isinstance(page, bytes) else page.encode()
    source = read_html(
        raw, Origin("a.html", "https://mirror.example/a.html"), ReadOptions(**options)
    )
    assert isinstance(source, Source), source
    return source


def shown(page: str | bytes) -> list[str]:
    """The lines that are not the site's."""
    source = read(page)
    lines = source.text.split("\n")[:-1]
    return [t for i, t in enumerate(lines) if source.hints.get(i) is not Hint.NOISE]


def hinted(source: Source, hint: Hint) -> list[str]:
    lines = source.text.split("\n")
    return [lines[i] for i, h in sorted(source.hints.items()) if h is hint]


PROSE = "<p>The harbour of the lower town was dredged again in the spring of that year.</p>" * 6


def test_a_br_ends_a_line_and_keeps_the_trace_of_a_wrap():
    page = (
        "<p>15<br>THE HARBOUR&nbsp;<br>\n of the town <br>\nwas dredged.<br><br>A"
        " note.<br><br><br>16</p>"
    )
    assert shown(page) == [
        "15",
        "THE HARBOUR\u00a0",
        "of the town ",
        "was dredged.",
        "",
        "A note.",
        "",
        "",
        "16",
    ]


def test_a_block_is_a_line():
    page = "<div>One <b>bold</b>\n word<p>Two</p>tail<section>Three<h2>Four</h2></section></div>"
    assert shown(page) == ["One bold word", "Two", "tail", "Three", "Four"]


def test_heads_paragraphs_and_quotations_are_hinted():
    source = read(
        "<h1>A</h1><h2>B</h2><h5>C</h5><p>D</p><blockquote><p>E</p></blockquote><pre>F\n G</pre>"
        + PROSE
    )
    assert hinted(source, Hint.HEAD1) == ["A"]
    assert hinted(source, Hint.HEAD2) == ["B"]
    assert hinted(source, Hint.HEAD5) == ["C"]
    assert hinted(source, Hint.PARAGRAPH)[0] == "D"
    assert hinted(source, Hint.QUOTE) == ["E"]
    assert hinted(source, Hint.VERSE) == ["F", " G"]


def test_a_page_that_is_one_pre_is_no_verse():
    source = read("<html><body><pre>Line one of it.\nLine two of it.</pre></body></html>")
    assert source.text == "Line one of it.\nLine two of it.\n"
    assert not source.hints


def test_paragraph_elements_that_hold_printed_lines_are_no_paragraphs():
    parts = (
        "The harbour of the",
        "lower town was",
        "dredged again in",
        "the spring of that",
        "year, they said",
    )
    source = read("".join(f"<p>{part}</p>" for part in parts))
    assert hinted(source, Hint.PARAGRAPH) == []


CHROME = {
    "nav": "<nav><a href='/'>Home</a> <a href='/b'>Other</a></nav>",
    "script": "<script>var a = 'x < y';</script>",
    "style": "<style>p { color: red }</style>",
    "footer": "<footer>© mirror.example 2024</footer>",
    "role": "<div role='navigation'>Home</div>",
    "class": "<div class='share-buttons'>Share with friends</div>",
    "camel": "<div class='cookieConsent'>We use cookies</div>",
    "id": "<div id='comments'><p>Great upload, thanks</p></div>",
    "ads": "<div class='adsbygoogle'>Buy now</div>",
    "strip": (
        "<div><a href='?page=1'>1</a> ... <a href='?page=8'>8</a> <a href='?page=9'>9</a></div>"
    ),
    "hidden": "<div style='display: none'>secret</div>",
    "button": "<button>Download</button>",
    "inline": "<p><span class='social'>Tweet</span></p>",
    "search": "<form action='/s'><input name=q> Search the site</form>",
    "wayback": "<div id='wm-ipp-base'><div><a href='/web/2016/x'>12 captures</a> 2015</div></div>",
    "cache": "<div id='bN015__google-cache-hdr'>This is Google's cache of http://x.example/</div>",
    "reader": "<div class='reader-estimated-time'>15–19 minutes</div>",
    "sharing": "<div class='sharedaddy'><h3>Share this:</h3></div>",
    "noscript": "<noscript>Enable scripts</noscript>",
}


@pytest.mark.parametrize("name", CHROME)
def test_chrome_stays_in_the_transcript_as_noise(name: str):
    source = read(f"<html><body>{CHROME[name]}{PROSE}</body></html>")
    body = [t for t in shown(f"<html><body>{CHROME[name]}{PROSE}</body></html>") if t]
    assert len(body) == 6
    assert hinted(source, Hint.NOISE)


CONTENT = {
    "state": f"<body class='has-sidebar no-ads'>{PROSE}</body>",
    "most": f"<div class='sidebar-wrapper'>{PROSE}</div>",
    "hidden-most": f"<div style='display:none'>{PROSE}</div><p>x</p>",
    "form": f"<form id='aspnetForm'>{PROSE}</form>",
    "header": f"<header><h1>The title</h1></header>{PROSE}",
    "footnotes": f"{PROSE}<div class='footnotes'><p id='fn1'>1. Harbour board.</p></div>",
    "citations": PROSE
    + "<ul>"
    + "".join(f"<li><a href='https://other{n}.example/x'>Source {n}</a></li>" for n in range(5))
    + "</ul>",
    "contents": "<ul>"
    + "".join(f"<li><a href='#s{n}'>Section {n}</a></li>" for n in range(5))
    + f"</ul>{PROSE}",
    "article-aside": f"<article>{PROSE}<aside>A box of the report itself.</aside></article>",
}


@pytest.mark.parametrize("name", CONTENT)
def test_content_is_not_taken_for_chrome(name: str):
    assert hinted(read(CONTENT[name]), Hint.NOISE) == []


def test_comments_can_be_longer_than_the_article():
    remarks = "<div><p>Great upload, thanks for it and for the others.</p></div>" * 60
    article = PROSE * 3
    page = f"<body><div>{article}</div><div id='comments'>{remarks}</div></body>"
    assert len([t for t in shown(page) if t]) == 18
    alone = f"<body><h1>The harbour</h1><div id='comments'>{remarks}</div></body>"
    assert len([t for t in shown(alone) if t]) == 61


LONG = (
    "<p>The harbour of the lower town was dredged again in the spring of that year, and the board"
    " of the harbour met to hear what it had cost.</p>"
) * 6
SISTERS = "".join(f"<li><a href='https://sister{n}.example/'>Sister {n}</a></li>" for n in range(5))
BESIDE = {
    "sisters": f"<div id='x1'><h3>Our group</h3><ul>{SISTERS}</ul></div>",
    "nested": f"<div id='x1'><div><p>Follow us</p><ul>{SISTERS}</ul></div></div>",
    "more": "<div id='x1'>"
    + "".join(
        f"<h4><a href='https://w.example/{n}'>The mayor opens the bridge number {n} to all</a></h4>"
        "<p>Today, 10 am</p>"
        for n in range(5)
    )
    + "</div>",
    "scripts": "<ul><li><a href='#'>Print</a></li><li><a href='#'>Email</a></li>"
    "<li><a href='#'>Cite</a></li></ul>",
}


@pytest.mark.parametrize("name", BESIDE)
def test_links_beside_the_column_are_the_sites_wherever_they_lead(name: str):
    page = f"<body><div id='x0'><h1>The harbour</h1>{LONG}</div>{BESIDE[name]}</body>"
    body = [t for t in shown(page) if t]
    assert len([t for t in body if t != "Follow us"]) == 7


WITHIN = {
    "sources": f"<div><h2>Sources</h2><ul>{SISTERS}</ul></div>",
    "class": f"<div class='article-references'><ul>{SISTERS}</ul></div>",
    "before": f"<h2>Bibliography</h2><ul>{SISTERS}</ul>",
    "contents": "<div><ul>"
    + "".join(f"<li><a href='#s{n}'>Section {n}</a></li>" for n in range(5))
    + "</ul></div>",
    "title": "<div><h1>The second harbour</h1>"
    + "".join(f"<a href='/a/{n}'>A. Nother</a> " for n in range(2))
    + "</div>",
    "prose": "<div><p>"
    "The <a href='https://e.example/1'>board</a>, the <a href='https://e.example/2'>mayor</a> and"
    " the <a href='https://e.example/3'>council</a> agreed that the lower harbour, which had been "
    "closed in that winter and in the one before it, should be dredged.</p></div>",
}


@pytest.mark.parametrize("name", WITHIN)
def test_what_is_the_reports_own_stays_beside_the_column_too(name: str):
    page = f"<body><div id='x0'>{LONG}</div>{WITHIN[name]}</body>"
    assert hinted(read(page), Hint.NOISE) == []


def test_menus_may_nest_as_deep_as_a_page_can():
    deep = "<div>" * 1500 + f"<h1>x</h1><ul>{SISTERS}</ul>" + "</div>" * 1500
    assert "• Sister 1" not in shown(f"<body><div id='x0'>{LONG}</div>{deep}</body>")


def test_a_page_of_printed_lines_has_no_column():
    rows = "".join(f"<p>A line of print as a converter has it, number {n}</p>" for n in range(40))
    links = f"<div><ul>{SISTERS}</ul></div>"
    assert hinted(read(f"<body><div>{rows}</div>{links}</body>"), Hint.NOISE) == []


def test_lost_addresses_come_back():
    page = (
        "<p>Write to <a href='/cdn-cgi/l/email-protection' class='__cf_email__'"
        " data-cfemail='422302276c2d3025'>[email&#160;protected]</a>, to"
        " <a href='mailto:b@e.org?subject=x'></a>, to <c.d@e-f.org> or see"
        " <a href='https://e.org/a/very/long/path'>https://e.org/a/ve…</a>.</p>"
    )
    assert shown(page) == [
        "Write to a@e.org, to b@e.org, to <c.d@e-f.org> or see https://e.org/a/very/long/path."
    ]
    assert decloaked("zz") == decloaked("00") == decloaked("") == ""


def test_visible_words_of_links_are_left_alone():
    assert shown(
        "<p>See <a href='mailto:a@e.org'>the editor</a> or <a href='https://e.org'>here</a>.</p>"
    ) == ["See the editor or here."]


def test_calls_exponents_and_ordinals():
    page = (
        "<p>In the 19<sup>th</sup> century.<sup><a href='#fn1'>1</a></sup> Some 40"
        " km<sup>2</sup>, 10<sup>6</sup>.</p>"
    )
    assert shown(page) == ["In the 19th century.", "1 ", "Some 40 km², 10⁶."]


def test_notes_get_their_numbers_and_a_blank_line_before():
    page = (
        "<p>Text.</p><section class='footnotes'><ol><li id='fn1'>Board. <a href='#r1'>↩</a></li>"
        "<li id='fn2'>Survey.</li></ol></section>"
    )
    source = read(page)
    assert [t.strip() for t in shown(page)] == ["Text.", "", "1 Board.", "", "2 Survey."]
    assert [t.strip() for t in hinted(source, Hint.NOTE)] == ["1 Board.", "2 Survey."]


def test_lists_have_marks_and_levels():
    source = read(
        "<ul><li>A<ul><li>B</li></ul></li><li>• C</li></ul><ol start=3 type=a><li>D<li"
        " value=7>E</ol>"
    )
    assert source.text.splitlines() == ["• A", "◦ B", "• C", "c. D", "g. E"]
    assert hinted(source, Hint.ITEM2) == ["◦ B"]


def test_data_tables_are_rows_and_layout_tables_are_blocks():
    data = (
        "<table><caption>Ships</caption><tr><th>A<th colspan=2>B<tr><td"
        " rowspan=2>1<td>2<td>3<tr><td>4<td>5</table>"
    )
    source = read(data)
    assert hinted(source, Hint.CAPTION) == ["Ships"]
    assert hinted(source, Hint.ROW) == ["A\tB\t", "1\t2\t3", "\t4\t5"]
    layout = (
        f"<table><tr><td><div>Left</div><h2>Head</h2></td><td>{PROSE}</td></tr>"
        f"<tr><td>a<td>b</table>"
    )
    assert hinted(read(layout), Hint.ROW) == []


def test_witnesses():
    page = (
        '<html lang="uz"><head><title> A  title </title><meta property="og:title" content="OG">'
        '<meta name="citation_author" content="A. Pilot"><link rel="canonical"'
        ' href="https://x.example/a">'
        '<script type="application/ld+json">{"@graph": [{"headline": "H", "author":'
        ' {"name": "N"}}]}</script>'
        '<script type="application/ld+json">{broken</script></head><body><p>x</p></body></html>'
    )
    told = dict(read(page).witnesses)
    assert told["html:title"] == "A title"
    assert told["og:title"] == "OG"
    assert told["citation_author"] == "A. Pilot"
    assert told["link:canonical"] == "https://x.example/a"
    assert told["jsonld:headline"] == "H"
    assert told["jsonld:author.name"] == "N"
    assert told["html:lang"] == "uz"


TEXT = "<p>Ўзбекистон — порт, ўқув</p>"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"<meta charset=windows-1251>" + TEXT.encode("cp1251", "replace"), "cp1251"),
        (b"<meta charset=iso-8859-1>" + TEXT.encode(), "utf-8"),
        (
            b'<?xml version="1.0" encoding="koi8-u"?><html>' + TEXT.encode("koi8_u", "replace"),
            "koi8-u",
        ),
    ],
)
def test_encodings(raw: bytes, encoding: str):
    source = read(raw)
    assert dict(source.witnesses)["html:charset"] == encoding
    assert "порт" in source.text


def test_a_latin_declaration_is_read_as_the_web_reads_it():
    page = b"<meta charset=iso-8859-1><p>\x93quoted\x94 \x97 na\xefve</p>"
    assert shown(page) == ["“quoted” — naïve"]


def test_named_encodings_and_unknown_ones():
    assert "порт" in read(TEXT.encode("koi8_r", "replace"), encoding="koi8-r").text
    assert "no encoding" in str(read_html(b"<p>x", Origin("a"), ReadOptions(encoding="nonsense")))


@pytest.mark.parametrize(
    "page",
    [
        "<p>unclosed <b>bold <i>both</p><p>more",
        "<table><tr><td>loose<p>x</table></div></div>text",
        "<p a='<p>'>odd</p></html>behind",
        "<font>" * 3000 + "deep" + "<p>after",
        "text only & more &bogus; &#0; &#x110000;",
        "<p>a\0b</p>",
    ],
)
def test_broken_markup_keeps_its_text(page: str):
    text = read(page).text
    for word in ("bold", "more", "loose", "text", "odd", "behind", "deep", "after"):
        assert (word in page) <= (word in text)


def test_excuses():
    for page in (b"", b"  \n", b"<script>only()</script>", b"<div>" * 5000 + b"x"):
        found = read_html(page, Origin("a"))
        assert isinstance(found, str)
        assert found


def test_entities_of_a_dtd_are_not_expanded_and_nothing_is_fetched():
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>see &x; end</p>'
    assert "root:" not in read(page).text


def test_anchors_give_element_and_line():
    source = read("<html>\n<body>\n<p>a</p>\n<p>b</p></body></html>")
    assert source.anchors == {0: "/html/body[1]/p[1] line 3", 1: "/html/body[1]/p[2] line 4"}


def test_a_transcript_has_no_line_ends_of_other_kinds():
    source = read("<p>a\u2028b\x0bc\x85d</p><table><tr><td>1\x0c2<td>3<tr><td>4<td>5</table>")
    assert len(source.lines) == 3


def test_sniffing():
    assert looks_like_html(b"\xef\xbb\xbf  <!-- saved --><!DOCTYPE html><p>x")
    assert looks_like_html(b"<ul><li>x</ul>")
    assert looks_like_html("<p>x</p>".encode("utf-16"))
    assert looks_like_html(b"words <br> words", "a.HTM")
    assert not looks_like_html(b"Plain words with 1 < 2 and <br>.\n")
    assert not looks_like_html(b"<TEI><text/></TEI>")


def test_the_chain_reads_pages():
    (source,) = read_bytes(b"<html><body><p>Words.</p></body></html>", Origin("x"))
    assert (source.media_type, source.text, source.encoding) == ("text/html", "Words.\n", "")


@pytest.mark.parametrize("selector", ["#strip", ".x9", "center", "center.x9"])
def test_elements_that_a_profile_names_are_chrome(selector: str):
    page = f"<center id=strip class='x9 y'>All about pumps</center>{PROSE}".encode()
    chrome = (("raftul.example", (selector,)),)
    for address, noisy in (("https://g.raftul.example/a", True), ("https://b.example/", False)):
        source = read_html(page, Origin("a", address=address), ReadOptions(chrome=chrome))
        assert isinstance(source, Source)
        assert ("All about pumps" in hinted(source, Hint.NOISE)) is noisy
        assert "All about pumps" in source.text


def test_a_site_profile_names_them(tmp_path: Path):
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "raftul.example.toml").write_text(
        'id = "raftul.example"\nfamily = "docmirror"\nlanguage = "en"\n'
        'hosts = ["raftul.example"]\nchrome = ["#strip", ".ads"]\n'
    )
    assert Profiles.load(tmp_path).chrome == (("raftul.example", ("#strip", ".ads")),)
