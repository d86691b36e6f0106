"""What the site printed is labelled, in any language; what only looks like it is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.core import Certainty, Mark, Sheet, Source, Zone
from archivist.core.source import Hint, Origin
from archivist.profiles import Profiles
from archivist.stages.site.dates import upload_date
from archivist.stages.site.noise import NoiseReport, noise
from archivist.stages.slices.stitch import describe
from tests.press.cases import Plan, make
from tests.press.pages import HOST, WORDINGS, Habit, Page, draw_page
from tests.work import patience, work

PROFILES = Profiles.load()


def labelled(source: Source | str) -> tuple[Sheet, NoiseReport]:
    sheet = Sheet.of(Source.of(source) if isinstance(source, str) else source)
    entries, report = noise(sheet, PROFILES)
    return sheet.add(entries), report


def removed(sheet: Sheet) -> Iterator[tuple[int, str]]:
    for i, (start, end, _) in enumerate(sheet.lines):
        if sheet.zones[start] == Zone.SITE_NOISE and sheet.text[start:end].strip():
            yield i, sheet.text[start:end]


def judge(page: Page) -> tuple[list[str], list[str]]:
    """Lines of the site that were left in the text, and lines of the text that were taken."""
    sheet, _ = labelled(page.text)
    gone = dict(removed(sheet))
    first, last = len(page.header), len(page.header) + len(page.body)
    lines = page.text.split("\n")
    leaked = [
        line
        for i, line in enumerate(lines)
        if line.strip() and i not in gone and not first <= i < last
    ]
    return leaked, [line for i, line in gone.items() if first <= i < last]


@pytest.mark.parametrize("habit", [Habit.PLAIN, Habit.INDENTED, Habit.NO_TITLE, Habit.DOUBLED])
@pytest.mark.parametrize("language", WORDINGS)
def test_the_template_is_known_in_any_language_and_no_text_is_taken(
    language: str, habit: Habit
) -> None:
    leaked, taken = [], []
    for seed in range(80):
        found = judge(draw_page(Random(f"{language} {habit} {seed}"), WORDINGS[language], habit))
        leaked += found[0]
        taken += found[1]
    assert len(leaked) <= (2 if habit is Habit.DOUBLED else 0), leaked
    assert len(taken) <= 1, taken


@pytest.mark.parametrize("language", WORDINGS)
def test_a_footer_without_a_header_is_known_too(language: str) -> None:
    pages = [
        draw_page(Random(f"{language} {seed}"), WORDINGS[language], Habit.NO_HEADER)
        for seed in range(80)
    ]
    found = [judge(page) for page in pages]
    assert sum(len(leaked) for leaked, _ in found) <= 5
    assert sum(len(taken) for _, taken in found) <= 5


@pytest.mark.parametrize("carrier", ["fayllar", "fayllar-older", "word", "pypdf"])
def test_slices_of_reports_lose_all_of_the_site_and_nothing_else(carrier: str) -> None:
    for seed in range(3):
        for part in make(seed, Plan(carrier, "")).slices:
            sheet, report = labelled(part.text)
            inside = bytearray(len(part.text))
            for start, end in part.noise:
                inside[start:end] = b"\1" * (end - start)
            for i, char in enumerate(part.text):
                if not char.isspace():
                    assert (sheet.zones[i] == Zone.SITE_NOISE) == bool(inside[i]), part.text[i:][
                        :40
                    ]
            copy = describe(sheet, report)
            assert (copy.slice, copy.slices) == (part.copy.slice, part.copy.of)
            assert (copy.item or None, copy.title or None) == (part.copy.item, part.copy.title)
            assert (copy.file_name or None) == part.copy.file_name


PAGE = """\
The national bureau


Download 0.72 Mb.
Pdf ko'rish
bet12/28
Sana16.11.2023
Hajmi0.72 Mb.
#1782158
1   ...   8   9   10   11   12   13   14   15   ...   28
Bog'liq
SR66 Russia-ChinaRelations July2017

Prose of the report stands here and goes on for a line or two,
and then it ends.

Download 0.72 Mb.

Do'stlaringiz bilan baham:
1   ...   8   9   10   11   12   13   14   15   ...   28




Ma'lumotlar bazasi mualliflik huquqi bilan himoyalangan ©fayllar.org 2024
ma'muriyatiga murojaat qiling"""


def test_facts_stand_where_their_spans_say() -> None:
    sheet, report = labelled(PAGE)
    assert report.site == "fayllar.org"
    assert report.language == "uz"
    values = {f.name: f.value for f in sheet.facts}
    assert values["site.uploaded"] == "2023-11-16"
    assert values["site.item"] == "1782158"
    for fact in sheet.facts:
        printed = " ".join(sheet.text[fact.start : fact.end].split())
        assert printed in (fact.value, "16.11.2023")
        assert fact.rule.startswith("docmirror:")


def test_the_slice_line_of_another_slice_is_text() -> None:
    page = PAGE.replace("and then it ends.", "and then it ends.\nbet 3/28")
    assert "bet 3/28" not in dict(removed(labelled(page)[0])).values()


def test_a_strip_that_the_slice_would_not_print_is_text() -> None:
    page = PAGE.replace("and then it ends.", "and then it ends.\n1 2 3 4 5 6 7 8 9 ... 28")
    assert "1 2 3 4 5 6 7 8 9 ... 28" not in dict(removed(labelled(page)[0])).values()


def test_two_slices_in_one_file_are_both_freed() -> None:
    second = PAGE.replace("bet12/", "bet13/").replace("8   9   10", "9   10   11")
    sheet, _ = labelled(PAGE + "\n\n" + second)
    kept = [line for i, line in enumerate(sheet.text.split("\n"))
            if line.strip() and i not in dict(removed(sheet))]  # fmt: skip
    assert set(kept) <= {
        "Prose of the report stands here and goes on for a line or two,", "and then it ends.",
        "1   ...   9   10   11   11   12   13   14   15   ...   28",
    }  # fmt: skip


PLAIN_TEXTS = [
    "Download the annex\n\nSize matters.\nDate palms and dams\nThe ratio is bet 12/28.",
    "1 2 3 4 5 6 7\n4 5 6 7 8 9 1\n",
    "bet 12/28",
    "Signed on 16.11.2023",
    "© 2017 by The National Bureau of Asian Research.\nAll rights reserved.",
    "Title: A Study\nDate: 16.11.2023\nAuthor: A. Nother\n\nProse stands here.",
    "def size(b):\n    return b / 1024  # 1 Kb.\n\nprint(size(12))",
    "Shall I compare thee to a summer's day?\nThou art more lovely and more temperate:",
    "Page 3/4\nThe river rose.\n",
    "",
    "\n\n\n",
]


@pytest.mark.parametrize("text", PLAIN_TEXTS)
def test_text_without_a_site_loses_nothing(text: str) -> None:
    sheet, report = labelled(text)
    assert not list(removed(sheet))
    assert not report.family


def test_a_line_that_stands_alone_is_left_and_reported() -> None:
    _, report = labelled("A heading\n\nbet 12/28\n\nProse goes on here.")
    assert [f.code for f in report.findings] == ["R103"]
    assert "bet 12/28" in report.left


@pytest.mark.parametrize("language", ["lv", "listed-de"])
def test_lines_known_by_form_or_guessed_labels_are_reported(language: str) -> None:
    page = draw_page(Random(1), WORDINGS[language])
    _, report = labelled(page.text)
    assert "R102" in [f.code for f in report.findings]
    assert report.site == HOST
    assert "R102" not in [f.code for f in labelled(PAGE)[1].findings]


def test_lines_that_markup_gives_as_chrome_do_not_part_the_fields_from_the_edge() -> None:
    menu = "\n".join(f"Chapter {n}" for n in range(40))
    source = Source.of(f"{menu}\n{PAGE}")
    assert "Sana16.11.2023" in dict(removed(labelled(source)[0])).values()
    hints = MappingProxyType(dict.fromkeys(range(40), Hint.NOISE))
    sheet, report = labelled(replace(source, hints=hints))
    assert describe(sheet, report).title == "The national bureau"


def test_an_address_names_the_site_and_needs_less_proof() -> None:
    text = "A title\n\n\nSana16.11.2023\n\nProse goes on here.\nAnd here."
    address = "http://g.fayllar.org/a-title.html?page=3"
    known = replace(Source.of(text), origin=Origin("page", address=address))
    sheet, report = labelled(known)
    assert report.site == "fayllar.org"
    assert "Sana16.11.2023" in dict(removed(sheet)).values()
    assert not list(removed(labelled(text)[0]))
    other = replace(known, origin=Origin("page", address="https://www.papers.example/x"))
    assert labelled(other)[1].site == "papers.example"


@pytest.mark.parametrize(
    ("printed", "value", "certainty"),
    [
        ("16.11.2023", "2023-11-16", Certainty.HIGH),
        ("6/1/2023", "2023-01-06", Certainty.HIGH),
        ("2023-11-16", "2023-11-16", Certainty.HIGH),
        ("01.01.1970", "1970-01-01", Certainty.LOW),
        ("11.16.2023", "2023-11-16", Certainty.MEDIUM),
        ("31.02.2020", "31.02.2020", Certainty.LOW),
        ("45.13.2020", "45.13.2020", Certainty.LOW),
    ],
)
def test_upload_dates(printed: str, value: str, certainty: Certainty) -> None:
    assert upload_date(printed) == (value, certainty)


@given(st.lists(st.sampled_from([*PAGE.split("\n"), "", "Prose.", "• item", "17", "bet 3/4"])))
def test_any_mixture_of_lines_is_labelled_without_overlap(lines: list[str]) -> None:
    sheet = Sheet.of(Source.of("\n".join(lines)))
    entries, _ = noise(sheet, PROFILES)
    starts = [e.start for e in entries if isinstance(e, Mark)]
    assert len(starts) == len(set(starts))
    assert sheet.add(entries).text == sheet.text


RENDERINGS = {
    "bar": "A study of rivers\nYüklə 270.54 Kb.\nsəhifə1/3\ntarix23.04.2016\nölçüsü270.54 Kb.\n"
    "  1   2   3\n2008\n\n\n|\n\n{}",
    "list first": "  • The river\n  • The harbor\n  • A study of rivers\n  Download 0.71 Mb.\n"
    "  bet2/3\n  Sana23.04.2016\n  Hajmi0.71 Mb.\n  #12345\n  1   2   3\n  Bog'liq\n  rivers (2)\n"
    "  other-slug 1 2 another-slug\n\n{}",
    "navigation": "A study of rivers\nDownload 0.71 Mb.\n|\nA study of rivers\n"
    "- Bu sahifa navigatsiya:\n- The river\n- The harbor\n\n{}",
    "breadcrumb": "pochit.ru > История > Реферат\nA study of rivers\nСкачать 228.29 Kb.\n"
    "Дата публикации22.02.2018\nРазмер228.29 Kb.\nТипРеферат\n\n{}",
}


@pytest.mark.parametrize("name", RENDERINGS)
def test_other_renderings_of_the_template(name: str) -> None:
    prose = [f"The river rose in year {n} and the council met." for n in range(20)]
    sheet, report = labelled(RENDERINGS[name].replace("{}", "\n".join(prose)))
    gone = dict(removed(sheet))
    lines = sheet.text.split("\n")
    assert [line for i, line in enumerate(lines) if line.strip() and i not in gone] == prose
    if name != "breadcrumb":
        assert describe(sheet, report).title == "A study of rivers"


def test_a_footer_inside_the_text_takes_nothing_of_what_follows() -> None:
    prose = [f"The river rose in year {n} and the council met." for n in range(40)]
    text = f"{PAGE}\n\n" + "\n".join(prose)
    sheet, _ = labelled(text)
    gone = set(dict(removed(sheet)).values())
    assert not gone & set(prose)
    assert "ma'muriyatiga murojaat qiling" in gone


def test_a_field_of_the_header_printed_again_inside_the_text_is_the_sites() -> None:
    prose = [f"The river rose in year {n} and the council met." for n in range(40)]
    prose.insert(20, "\nDownload 0.72 Mb.\n")
    sheet, _ = labelled(PAGE.replace("and then it ends.", "\n".join(prose)))
    assert list(dict(removed(sheet)).values()).count("Download 0.72 Mb.") == 3
    other = PAGE.replace("and then it ends.", "\n".join(prose).replace("0.72", "9.99"))
    assert "Download 9.99 Mb." not in dict(removed(labelled(other)[0])).values()


@pytest.mark.parametrize(
    "unit",
    [
        "bet 1/2\n",
        "bet 1/2\n\n- item\n- item\n",
        "Download 0.72 Mb.\n\nSome prose of a line.\n",
        "1 2 3\n",
        "bet4/17\nDownload 4.06 Mb.\n#1782158\n\n",
        "Share with your friends:\n",
        ". " * 190 + "\n",
    ],
)
def test_eight_times_the_text_takes_about_eight_times_the_work(unit: str) -> None:
    def finding_noise(count: int) -> int:
        sheet = Sheet.of(Source.of(unit * count))
        return work(lambda: noise(sheet, PROFILES))

    with patience():
        assert finding_noise(8000) < 1.5 * 8 * finding_noise(1000)


@pytest.mark.parametrize(
    "line", ["Download now", "PAGES: 1 2 3 4", "« 1 | 2 | 3 | 4 »", "1 &nbsp; 2 &nbsp; 3 &nbsp; 4"]
)
def test_no_button_or_row_of_numbers_is_the_name_of_a_file(line: str) -> None:
    head = "A bureau\n\nDownload 0.72 Mb.\nPage2/4\nDate16.11.2023\nSize0.72 Mb."
    sheet = Sheet.of(Source.of(f"{head}\n{line}\n\n" + "The river rose again that year.\n" * 20))
    sheet = sheet.add(noise(sheet, PROFILES)[0])
    assert not sheet.facts_named("site.file_name")
    assert sheet.zones[sheet.text.index(line)] == Zone.SITE_NOISE


def test_a_label_that_neighbouring_languages_share_names_none_of_them() -> None:
    prose = "The river rose again that year.\n" * 20
    page = f"A bureau\n\nLejupielādēt 0.72 Mb.\nlapa2/4\nData16.11.2023\nIzmērs0.72 Mb.\n\n{prose}"
    _, report = noise(Sheet.of(Source.of(page)), PROFILES)
    assert report.family == "docmirror"
    assert report.language == ""


@pytest.mark.parametrize("cut", [".", ""])
def test_a_heading_is_copied_above_the_fields_as_far_as_the_site_cares(cut: str) -> None:
    whole = "Ola Lind, “The Harbor Bill and Its Many Critics,” Coastal Review, March 19, 1992, pp"
    heading = f"Full text\n\n\n{whole}{cut}\n\n\n"
    fields = PAGE.partition("\n\n\n")[2]
    start = fields.index("\n\n") + 2
    sheet, _ = labelled(heading + fields[:start] + f"{whole}. 3 to 17.\n\n" + fields[start:])
    taken = "\n".join(text for _, text in removed(sheet))
    assert "Full text" in taken
    assert taken.count("Ola Lind") == 1
