"""PDF by hand: gaps by geometry, limits, damage, excuses."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from archivist.core import Origin, Source
from archivist.core.source import Hint
from archivist.readers import ReadOptions, read_bytes, read_pdf
from archivist.readers.pdf.font import cleaned, glyph_text, unicode_map
from archivist.readers.pdf.furniture import folio_number
from tests.unit.readers.plain_pdf import lines, pdf, show
from tests.work import patience

FULL = "The pilots of the harbour asked for lights on both moles and a bell on the outer one"


def read(raw: bytes, **options) -> Source:
    source = read_pdf(raw, Origin("a.pdf"), ReadOptions(**options))
    assert isinstance(source, Source), source
    return source


def excuse(raw: bytes, **options) -> str:
    found = read_pdf(raw, Origin("a.pdf"), ReadOptions(**options))
    assert isinstance(found, str)
    return found


def test_kerning_is_no_gap_and_a_gap_without_a_blank_is_one():
    content = (
        b"BT /F 12 Tf 72 700 Td [(W) 80 (.) -280 (B) 40 (oustany) -300 (T) 90 (oday)"
        b" -250 (V) 110 (A)] TJ ET\n"
        b"BT /F 12 Tf 72 680 Td [(Charles W ) 230 (. Boust)] TJ ET\n"
    )
    found = [line.strip() for line in read(pdf(content)).text.splitlines()]
    assert found == ["W. Boustany Today VA", "Charles W. Boust"]


def test_letter_spaced_words_are_put_together():
    content = (
        b"BT /F 8 Tf 4 Tc 72 700 Td (TABLE) Tj 8 0 Td 0 Tc ET\n"
        + b"".join(show(72 + 7 * k, 650, c, size=8) for k, c in enumerate("figure"))
        + show(72 + 7 * 6 + 6, 650, "2", size=8)
        + show(140, 650, "Trade of the harbour", size=8)
    )
    first, second = read(pdf(content)).text.splitlines()
    assert first == "TABLE"
    assert second.startswith("figure")
    assert second.endswith("Trade of the harbour")


def test_raised_figures_are_calls_on_lines_of_their_own():
    content = show(72, 700, "The moles were raised again.") + show(201, 704.5, "3", size=6.5)
    content += show(209, 700, "Then came the winter.")
    content += lines([FULL] * 4, top=680)
    source = read(pdf(content))
    assert source.text.splitlines()[:3] == [
        "The moles were raised again.",
        "3",
        "Then came the winter.",
    ]


def test_an_exponent_is_no_call():
    content = show(72, 700, "A basin of 40 km") + show(151, 704.5, "2", size=6.5)
    content += lines([FULL] * 4, top=680)
    assert read(pdf(content)).text.splitlines()[0] == "A basin of 40 km²"


def test_notes_stand_apart_at_the_foot():
    body = lines([FULL] * 6)
    rule = b"72 150 m 180 150 l S\n"
    notes = show(72, 140, "1", size=5.5) + show(76, 137, "Harbour board, minutes of May.", size=8.5)
    notes += show(72, 125, "2", size=5.5) + show(76, 122, "The same, minutes of June.", size=8.5)
    source = read(pdf(body + rule + notes))
    text = source.text.splitlines()
    assert text[6:] == ["", "1 Harbour board, minutes of May.", "", "2 The same, minutes of June."]
    assert [text[i] for i, hint in source.hints.items() if hint is Hint.NOTE] == [text[7], text[9]]


def test_pages_open_with_folio_then_head_and_are_parted_by_two_blank_lines():
    pages = [
        show(72, 750, "THE HARBOUR") + show(520, 750, str(n)) + lines([f"{FULL} {n}."] * 5)
        for n in range(7, 12)
    ]
    pages.insert(3, b"")
    text = read(pdf(*pages)).text
    parts = text.split("\n\n\n")
    heads = [p.lstrip("\n").split("\n")[:2] for p in parts]
    assert heads == [[str(n), "THE HARBOUR"] for n in (7, 8, 9, 10, 11)]
    assert "\n\n\n\n10\n" in text  # a blank page stands before it


def test_folios_alone_at_the_foot_are_moved_up():
    pages = [lines([FULL] * 5) + show(300, 40, str(n)) for n in range(1, 5)]
    assert [p.split("\n")[0] for p in read(pdf(*pages)).text.split("\n\n\n")] == [
        "1",
        "2",
        "3",
        "4",
    ]


def test_a_title_repeated_in_running_heads_stays_a_title():
    first = show(72, 750, "The Harbour", size=24) + lines([FULL] * 9)
    rest = [show(72, 750, "The Harbour", size=9) + lines([FULL] * 9) for _ in range(4)]
    source = read(pdf(first, *rest))
    titles = [source.text.splitlines()[i] for i, h in source.hints.items() if h is Hint.HEAD1]
    assert titles == ["The Harbour"]


def test_anchors_give_page_and_box():
    source = read(pdf(lines(["First."]), lines(["Second."])))
    last = max(source.anchors)
    assert source.anchors[0].startswith("page 1 box 72.0,700.0,")
    assert source.anchors[last].startswith("page 2 box 72.0,700.0,")


def test_paragraphs_end_where_the_next_word_would_have_fitted():
    text = [FULL, FULL, "and they got it.", FULL, FULL]
    source = read(pdf(lines(text)))
    ends = [line.endswith(" ") for line in source.text.split("\n")[:5]]
    assert ends == [True, True, False, True, False]
    assert source.hints[3] is Hint.PARAGRAPH


def test_hyphens_at_line_ends_stay_and_carry_no_blank():
    source = read(pdf(lines([FULL[:-4] + "har-", FULL, FULL])))
    assert source.text.split("\n")[0].endswith("har-")


def test_what_the_file_says_of_itself_is_a_witness():
    source = read(pdf(lines(["Words."]), info="/Title (SR44) /Author (A. Pilot)"))
    assert ("pdf:Title", "SR44") in source.witnesses
    assert ("pdf:pages", "1") in source.witnesses


def test_a_form_is_part_of_the_page():
    body = show(0, 0, "Inside a form.")
    fonts = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> >>"
    head = "<< /Type /XObject /Subtype /Form /BBox [0 0 300 20] /Matrix [1 0 0 1 72 600]"
    form = f"{head} /Resources << {fonts} >> /Length {len(body)} >>\nstream\n".encode()
    content = b"/X Do BT /F 9 Tf 72 500 Td (Outside.) Tj ET"
    used = "/XObject << /X 6 0 R >>"
    source = read(pdf(content, resources=used, extra=form + body + b"\nendstream"))
    assert source.text.splitlines() == ["Inside a form.", "Outside."]


def test_an_empty_password_opens_and_another_does_not():
    for password, opens in (("", True), ("secret", False)):
        writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(lines(["Words."])))))
        writer.encrypt(password, "owner", algorithm="RC4-128")
        out = BytesIO()
        writer.write(out)
        if opens:
            assert read(out.getvalue()).text == "Words.\n"
        else:
            assert "is encrypted" in excuse(out.getvalue())


def test_a_scan_without_text_says_what_helps():
    assert "OCRmyPDF" in excuse(pdf(b"q 612 0 0 792 0 0 cm /Im Do Q"))


def test_too_many_pages_and_bombs_are_refused_in_time():
    assert "5 pages, more than 4" in excuse(pdf(*[lines(["x"])] * 5), pages=4)
    bomb = pdf(b"BT (a) Tj ET " + b" " * 60_000_000, packed=True)
    with patience():
        assert "none of its 1 pages can be read" in excuse(bomb, inflated=1_000_000)


def test_time_is_limited():
    heavy = b"BT /F 9 Tf " + b"(word) Tj 0 1 Td " * 200_000 + b"ET"
    assert "took more than" in excuse(pdf(heavy, packed=True), seconds=0.01)


def test_one_broken_page_does_not_cost_the_others():
    raw = pdf(lines(["Good page."]), b"BT /F 9 Tf " + b" " * 2_000_000, packed=True)
    source = read(raw, inflated=500_000)
    assert "Good page." in source.text
    assert any(name == "pdf:pages-lost" for name, _ in source.witnesses)


@pytest.mark.parametrize("cut", [20, 300, 700, -60])
def test_a_truncated_file_gives_text_or_an_excuse(cut):
    found = read_pdf(pdf(*[lines([FULL] * 5)] * 3)[:cut], Origin("a.pdf"))
    assert isinstance(found, (Source, str))


def test_the_chain_reads_pdf():
    (source,) = read_bytes(pdf(lines(["Words."])), Origin("x"))
    assert (source.media_type, source.encoding) == ("application/pdf", "")


def test_names_and_maps_of_glyphs():
    assert glyph_text("/f_f_i") == "ffi"
    assert glyph_text("/quoteright") == "’"
    assert cleaned("o\ufb03ce") == "office"
    cmap = (
        b"2 beginbfchar <01> <0041> <02> <00660069> endbfchar 1 beginbfrange <10> <12>"
        b" <0061> endbfrange"
    )
    assert unicode_map(cmap) == {1: "A", 2: "fi", 16: "a", 17: "b", 18: "c"}
    assert unicode_map(b"1 beginbfrange <1> <2> [<0041> <0042>] endbfrange") == {1: "A", 2: "B"}


def test_roman_folios():
    assert [folio_number(t) for t in ("iv", "xlii", "[12]", "page")] == [4, 42, 12, None]


def test_a_last_page_of_short_lines_has_the_measure_of_the_others():
    source = read(pdf(lines([FULL] * 12), lines(["The last was short.", "So was this one."])))
    tail = source.text.split("\n")[-3:-1]
    assert tail == ["The last was short.", "So was this one."]


def test_words_on_a_pdf_are_no_pdf():
    (source,) = read_bytes(b"A file begins with %PDF-1.7 and ends otherwise.\n", Origin("x"))
    assert source.media_type == "text/plain"


def test_a_recurring_last_line_of_notes_is_no_running_head():
    pages = [
        lines([FULL] * 6)
        + b"72 152 m 180 152 l S\n"
        + show(
            72, 140, f"{n} Harbour board, minutes of May, and the survey of that year,", size=8.5
        )
        + show(72, 130, f"sheet {n}.", size=8.5)
        for n in range(1, 6)
    ]
    text = read(pdf(*pages)).text
    assert text.count("that year, \nsheet ") == 5


def test_a_call_at_the_end_of_a_page_does_not_open_its_sentence():
    body = lines([FULL] * 9)
    last = show(72, 574, "The board adjourned.") + show(167, 578.5, "4", size=6.5)
    source = read(pdf(body + last, show(84, 700, FULL[:60]) + lines([FULL] * 9, top=686)))
    after = source.text.split("\n\n\n")[1].split("\n")[0]
    assert source.hints[source.text.split("\n").index(after)] is Hint.PARAGRAPH


def test_rows_at_the_foot_are_no_furniture():
    pages = [
        lines([FULL] * (5 + n), top=740)
        + b"".join(
            show(x, 300 - 18 * k - 5 * n, text)
            for k in range(4)
            for x, text in ((72, f"Total {n}"), (200, f"{k}{n}4"), (300, f"{k}.5"))
        )
        for n in range(1, 5)
    ]
    source = read(pdf(*pages))
    rows = [source.text.split("\n")[i] for i, h in source.hints.items() if h is Hint.ROW]
    assert len(rows) == 16


def test_unused_codes_of_the_windows_encoding_are_bullets():
    raw = pdf(b"BT /F 11 Tf 72 700 Td (\\177) Tj 12 0 Td (An item of the list.) Tj ET")
    source = read(raw)
    assert (source.text, source.hints) == ("• An item of the list.\n", {0: Hint.ITEM})


def test_a_caption_takes_the_lines_that_its_width_asks_for():
    page = lines([FULL] * 6) + show(72, 600, "Table 1. Ships by", size=9)
    source = read(pdf(page + show(72, 589, "year and by tons", size=9)))
    (caption,) = [i for i, hint in source.hints.items() if hint is Hint.CAPTION]
    assert source.text.split("\n")[caption + 1].strip() == "year and by tons"
    assert caption + 1 not in source.hints


def test_a_sentence_about_a_table_is_no_caption():
    page = lines([FULL] * 6) + show(72, 560, "Table 5 of the report was never printed, nor was")
    assert Hint.CAPTION not in read(pdf(page)).hints.values()
