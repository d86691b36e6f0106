"""Marks of converters: page marks, comments, pictures and rules that nobody printed."""

from __future__ import annotations

import pytest

from archivist.core import Flow, Sheet, Source, Zone
from archivist.profiles import Profiles
from archivist.stages.clean import clean
from archivist.stages.lines.view import PAGE_MARK
from archivist.stages.site.converter import converter_marks

PROFILES = Profiles.load()
PAGES = """\
The river board was founded in 1921 and has met in every year since then, although its powers
have changed with each of the treaties that the three states signed. Its diary ends in the

middle of a sentence, and no one knows why. Trade on the river grew slowly at first.
The locks were too narrow for the new barges, and the lower port was closed in winter.

The second reason was political. Each of the states feared that another would close the
river in a crisis, and each kept a fleet of its own. The mills on the upper river and the

farms below them had never agreed on how much water was to be kept for the dry months.\
""".split("\n\n")
FORMS = (
    "--- Page {} ---",
    "--- PAGE {} ---",
    "-----Page {} Start-----",
    "==End of OCR for page {}==",
    "===== {} =====",
    "-- {} of 4 --",
    "<!-- page {} -->",
    "<!-- Slide number: {} -->",
    '<!-- PageNumber="{}" -->',
    "[Page {}]",
    "[End of page {}]",
    "[страница {}]",
    "{{{}}}------------------------------------------------",
    "## Page {}",
    "**Page {}**",
    '<page number="{}">',
    "{} of 4 10/12/2021, 3:04 PM",
    "https://rivers.example/a-river-divided?print=1 {}/4",
)


def paged(form: str, pages: list[str] = PAGES, *, first: int = 1) -> str:
    return "".join(f"{form.format(n)}\n\n{page}\n\n" for n, page in enumerate(pages, first))


def kept(text: str) -> list[str]:
    """The lines that the converter's marks leave."""
    sheet = Sheet.of(Source.of(text))
    sheet = sheet.add(converter_marks(sheet, PROFILES))
    return [
        sheet.text[start:end]
        for start, end, _ in sheet.lines
        if sheet.text[start:end].strip() and sheet.zones[start] != Zone.SITE_NOISE
    ]


def lines(pages: list[str] = PAGES) -> list[str]:
    return "\n".join(pages).split("\n")


@pytest.mark.parametrize("form", FORMS)
def test_a_page_mark_is_no_text_and_parts_no_sentence(form: str) -> None:
    [edition] = clean([Source.of(paged(form))], PROFILES)
    text = "\n".join(b.text for b in edition.outline.of(Flow.MAIN))
    assert "ends in the middle of a sentence" in text
    assert len(text.split()) == len(" ".join(PAGES).split())
    pages = edition.sheet.facts_named("page")
    assert len(pages) == len(PAGES) - 1  # the copy begins with the first


@pytest.mark.parametrize("form", FORMS)
def test_slices_count_from_where_they_are(form: str) -> None:
    assert kept(paged(form, first=17)) == lines()


@pytest.mark.parametrize("form", ["[Page {}]", "## Page {}", "===== {} =====", "--- Page {} ---"])
def test_a_mark_that_stands_once_proves_nothing(form: str) -> None:
    text = f"{PAGES[0]}\n\n{form.format(3)}\n\n{PAGES[1]}\n"
    assert form.format(3) in kept(text)


@pytest.mark.parametrize(
    "form",
    [
        "[{}]",  # labels of notes
        "({})",
        "## Table {}",
        "## Chapter {}",
        "**Step {}**",
        "[Figure {}]",
        "- {} -",  # page numbers that were printed
        "[ {} ]",
        "Page {} of 4",
        "Page {}",
        "-- {}",
    ],
)
def test_other_numbers_that_rise_are_the_reports(form: str) -> None:
    assert len(kept(paged(form))) == len(lines()) + len(PAGES)


def test_numbers_that_do_not_rise_are_no_pages() -> None:
    text = "".join(
        f"[page {n}]\n\n{page}\n\n" for n, page in zip((12, 3, 40, 7), PAGES, strict=True)
    )
    assert len(kept(text)) == len(lines()) + len(PAGES)


def test_a_lost_mark_does_not_unprove_the_others() -> None:
    text = paged("--- Page {} ---", PAGES * 2).replace("--- Page 3 ---\n\n", "")
    assert kept(text) == lines(PAGES * 2)


def test_comments_and_nameless_pictures_are_the_converters() -> None:
    text = f"<!-- image -->\n\n{PAGES[0]}\n\n![](_page_3_Picture_1.jpeg)\n\n{PAGES[1]}\n"
    assert kept(text) == lines(PAGES[:2])
    sheet = Sheet.of(Source.of(text))
    assert {m.rule for m in converter_marks(sheet, PROFILES)} == {
        "converter:comment",
        "converter:picture",
    }


def test_a_picture_with_words_and_a_comment_in_a_line_stay() -> None:
    text = f"![The lower port](port.png)\n\n{PAGES[0]}\nThe tag <!-- is a comment --> in HTML.\n"
    assert len(kept(text)) == 4


def rules(text: str) -> set[str]:
    return {m.rule for m in converter_marks(Sheet.of(Source.of(text)), PROFILES)}


def test_rules_inside_sentences_part_pages_and_others_do_not() -> None:
    torn = [page.split(". ")[0] + ". The board and the" for page in PAGES[:3]]
    text = "\n\n-----\n\n".join([*torn, "others met."]).replace("\n\nThe ", "\n\nthe ")
    assert rules(text) == {PAGE_MARK}
    assert rules("\n\n-----\n\n".join([*PAGES[1:2], "The mayor agreed."])) == {"converter:rule"}


def test_a_line_under_words_underlines_them() -> None:
    text = f"The river\n=========\n\n{PAGES[0]}\n"
    assert kept(text) == ["The river", "=========", *lines(PAGES[:1])]


def test_the_head_that_a_browser_prints_is_no_text() -> None:
    head = "10/12/21, 3:04 PM A River Divided"
    foot = "https://rivers.example/a {}/4"
    text = "".join(f"{head}\n\n{page}\n\n{foot.format(n)}\n" for n, page in enumerate(PAGES, 1))
    assert kept(text) == lines()
    assert kept(f"{head}\n\n{PAGES[1]}\n")[0] == head
    log = "".join(f"10/12/21, 3:0{n} PM the gate was shut\n" for n in range(4))
    assert len(kept(log)) == 4
