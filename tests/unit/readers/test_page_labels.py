"""What a PDF calls its pages: read with limits, kept beside the lines that open them."""

from __future__ import annotations

import pytest

from archivist.core import Origin, Source
from archivist.readers import read_pdf
from archivist.readers.pdf.page_labels import page_labels
from tests.unit.readers.plain_pdf import lines, pdf

PAGE = lines([f"Line {n} of a page with some words." for n in range(8)])


def labels(tree: str, count: int, extra: bytes = b"") -> list[str]:
    source = read_pdf(
        pdf(*[PAGE] * count, catalog=f"/PageLabels {tree}", extra=extra), Origin("a.pdf")
    )
    assert isinstance(source, Source)
    return [source.page_labels[line] for line in sorted(source.page_labels)]


def test_ranges_have_styles_starts_and_prefixes():
    tree = (
        "<< /Nums [0 << /P (Cover) >> 1 << /S /r /St 3 >> 3 << /S /D >> 5 << /P (A-) /S /D >>] >>"
    )
    assert labels(tree, 7) == ["Cover", "iii", "iv", "1", "2", "A-1", "A-2"]


def test_a_tree_with_kids_is_followed():
    tree = "<< /Kids [<< /Nums [0 << /S /R >>] >> << /Kids [<< /Nums [2 << /S /a >>] >>] >>] >>"
    assert labels(tree, 4) == ["I", "II", "a", "b"]


def test_a_label_stands_at_the_first_line_of_its_page():
    raw = pdf(PAGE, b"", PAGE, catalog="/PageLabels << /Nums [0 << /S /D /St 7 >>] >>")
    source = read_pdf(raw, Origin("a.pdf"))
    assert isinstance(source, Source)
    assert sorted(source.page_labels.values()) == ["7", "9"]  # the empty page has no line
    for line in source.page_labels:
        assert source.text.split("\n")[line].startswith("Line 0")
        assert line == 0 or not source.text.split("\n")[line - 1]


@pytest.mark.parametrize(
    "tree",
    ["7", "<< /Nums 3 >>", "<< /Nums [0] >>", "<< /Nums [(a) << /S /D >>] >>", "<< /Kids [] >>"],
)
def test_a_broken_tree_gives_no_label(tree: str):
    assert labels(tree, 2) == []


def test_a_tree_that_contains_itself_ends():
    loop = b"<< /Kids [8 0 R 8 0 R] /Nums [0 << /S /D >>] >>"
    assert labels("8 0 R", 2, extra=loop) == ["1", "2"]


def test_numbers_beyond_all_measure_are_no_labels():
    tree = {"/Nums": [0, {"/S": "/D", "/St": 10**5000}, 1, {"/S": "/a", "/St": 10**5}]}
    assert page_labels({"/PageLabels": tree}, 2) == ["", ""]
    many = {"/Nums": [0, {"/P": "x" * 10_000}]}
    assert len(page_labels({"/PageLabels": many}, 1)[0]) <= 40
