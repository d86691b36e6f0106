"""What a PDF shows by drawing, numbers and measure: bullets, endnotes, quotations, lists."""

from __future__ import annotations

from archivist.core import Origin, Source
from archivist.core.source import Hint
from archivist.readers import read_pdf
from tests.unit.readers.plain_pdf import lines, pdf, show
from tests.unit.readers.test_pdf_typeset import hinted, prose, read

TYPE = """
#set page(paper: "us-letter", margin: 1.1in)
#set text(size: 11pt, font: "Libertinus Serif")
#set par(justify: true, first-line-indent: 1.2em, spacing: 0.65em)
#set super(typographic: false)
"""


def drawn(body: str) -> str:
    return f"{TYPE}{prose(9)}\n\n{prose(9, 2)}\n{body}\n\n{prose(9, 4)}"


DOT = "place(dx: -0.9em, dy: 0.25em, circle(radius: 0.15em, fill: black))"


def test_bullets_that_are_drawn_begin_items():
    items = "\n".join(f"#pad(left: 2em)[#{DOT}{prose(2, k)}]" for k in (1, 3))
    source = read(drawn(items))
    assert [t[:6] for t in hinted(source, Hint.ITEM)] == ["• Pilo", "• What"]


def test_points_of_a_drawing_are_no_bullets():
    points = "\n".join(f"#place(dx: 6em, dy: {k}em, circle(radius: 0.15em))" for k in (1, 3))
    assert hinted(read(drawn(points + "#v(6em)")), Hint.ITEM) == []


def test_small_capitals_made_of_two_sizes_are_one_word():
    page = show(72, 700, "T", size=12) + show(79.5, 700, "HE", size=9) + show(96, 700, "M", size=12)
    page += show(106.8, 700, "OLE", size=9) + lines([prose(1, k) for k in range(9)], top=660)

    source = read_pdf(pdf(page), Origin("a.pdf"))
    assert isinstance(source, Source)
    assert source.text.split("\n")[0].strip() == "THE MOLE"


NOTES = ("Harbour board, minutes of May.", "The survey, sheet four.", "Ibid., sheet five.")


def ended(called: tuple[int, ...]) -> str:
    text = " ".join(f"{prose(4, k)}#super[{n}]" for k, n in enumerate(called))
    notes = "\n\n".join(
        f"#par(first-line-indent: 0pt)[{n}\\. {t} {prose(2, n)}]" for n, t in enumerate(NOTES, 1)
    )
    return f"{TYPE}{text} {prose(5)}\n\n{prose(8)}\n#block(text(size: 15pt)[Notes])\n\n{notes}"


def test_numbered_blocks_that_the_text_calls_are_notes():
    source = read(ended((1, 2, 3)))
    assert [n[:9] for n in hinted(source, Hint.NOTE)] == ["1 Harbour", "2 The sur", "3 Ibid., "]
    assert "Notes" in hinted(source, *[h for h in Hint if h.startswith("head")])


def test_numbered_blocks_that_nothing_calls_are_none():
    assert hinted(read(ended((1,))), Hint.NOTE) == []
    assert hinted(read(ended((1, 2, 3, 4))), Hint.NOTE) == []  # the text calls on behind them


def quoted(count: int, start: int = 0) -> str:
    return f"#pad(x: 2.5em, y: 0.5em, par(first-line-indent: 0pt)[{prose(count, start)}])"


ONE = "#pad(x: 2.5em, y: 0.5em, par(first-line-indent: 0pt)[Trade in timber rose.])"


def test_a_line_is_a_quotation_where_others_prove_how_far_they_are_set_in():
    whole = read(drawn(f"{quoted(3)}\n{prose(8)}\n{ONE}"))
    assert [t.strip()[:5] for t in hinted(whole, Hint.QUOTE)] == ["The h", "Trade"]


def test_a_line_alone_is_no_quotation():
    assert hinted(read(drawn(ONE)), Hint.QUOTE) == []


def test_a_bullet_that_a_paragraph_has_at_the_start_of_a_line_begins_no_item():
    line = "the lists of the board had many signs since the first of them were made."
    page = lines([*[line] * 6, f"\u2022 was {line[8:]}", *[line] * 3], top=700)
    source = read_pdf(pdf(page), Origin("a.pdf"))
    assert isinstance(source, Source)
    assert hinted(source, Hint.ITEM) == []


def paged(foot: str, pages: int = 4) -> Source:
    """Pages of some lines, with a foot in which ``{n}`` is the page's number."""
    made = [
        lines([prose(1, n + k) for k in range(9)]) + show(280, 40, foot.format(n=n))
        for n in range(3, 3 + pages)
    ]
    source = read_pdf(pdf(*made), Origin("a.pdf"))
    assert isinstance(source, Source)
    return source


def test_the_number_of_a_page_is_found_among_words_at_its_foot():
    source = paged("Page {n} of 40")
    assert hinted(source, Hint.FOLIO) == ["3", "4", "5", "6"]
    assert hinted(source, Hint.HEADER) == ["Page of 40"] * 4


def test_a_number_between_dashes_is_a_page_number():
    assert hinted(paged("- {n} -"), Hint.FOLIO) == ["- 3 -", "- 4 -", "- 5 -", "- 6 -"]


def test_a_number_that_does_not_rise_with_the_pages_is_none():
    assert hinted(paged("Report No. 12"), Hint.FOLIO) == []


def test_the_title_set_small_at_the_head_of_one_page_is_a_running_head():
    first = show(72, 720, "The Lower Harbour", size=20) + lines([prose(1, k) for k in range(9)])
    second = show(72, 740, "The Lower Harbour", size=9) + lines([prose(1, k) for k in range(9)])
    source = read_pdf(pdf(first, second), Origin("a.pdf"))
    assert isinstance(source, Source)
    assert hinted(source, Hint.HEADER) == ["The Lower Harbour"]
