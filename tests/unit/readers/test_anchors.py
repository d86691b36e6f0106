"""Each line of what was read leads back to its place in the raw file."""

from __future__ import annotations

import pytest

from archivist.core import Origin, Source
from archivist.readers import anchor_of, read_bytes, read_html, read_pdf
from tests.unit.readers.plain_pdf import lines, pdf, show


def made(result: Source | str) -> Source:
    assert isinstance(result, Source), result
    return result


def test_a_text_line_has_its_bytes():
    raw = "\ufeffErste Zeile\r\nGrüße\n".encode()
    (source,) = read_bytes(raw, Origin("a.txt"))
    first, second = anchor_of(source, 1), anchor_of(source, 2)
    assert (first.anchor, first.raw) == ("bytes 3-16", "Erste Zeile")
    assert (second.anchor, second.raw) == ("bytes 16-24", "Grüße")
    assert raw[16:24].decode().strip() == "Grüße"


def test_a_line_of_a_page_has_its_element_and_its_markup():
    raw = "<html><body>\n<h1>Ein</h1>\n<p>Grüße <b>hier</b></p>\n</body></html>".encode("cp1252")
    source = made(read_html(raw, Origin("a.html")))
    place = anchor_of(source, 2)
    assert place.anchor == "/html/body[1]/p[1] line 3"
    assert place.raw == "<p>Grüße <b>hier</b></p>"


def test_a_line_of_a_pdf_has_its_page_and_box():
    source = made(read_pdf(pdf(show(72, 700, "One"), lines(["Two words"])), Origin("a.pdf")))
    last = len(source.lines)
    assert anchor_of(source, 1).anchor.startswith("page 1 box 72.0,700.0,")
    assert anchor_of(source, last).anchor.startswith("page 2 box ")
    assert anchor_of(source, 2) == ("", "")  # a blank line between the pages


def test_every_line_with_words_has_a_place():
    raw = b"<nav>Menu</nav><p>a<br>b</p><table><tr><td>1<td>2<tr><td>3<td>4</table><ul><li>x</ul>"
    source = made(read_html(raw, Origin("a.html")))
    for number, (start, end, _) in enumerate(source.lines, 1):
        assert bool(anchor_of(source, number).anchor) == bool(source.text[start:end].strip())


@pytest.mark.parametrize("line", [0, 3, -1])
def test_a_line_that_is_not_there(line: int):
    (source,) = read_bytes(b"one\ntwo\n", Origin("a"))
    with pytest.raises(IndexError, match=f"line {line} of 2"):
        anchor_of(source, line)
