"""One report as slices of text, as saved pages and as a PDF: the same edition comes out."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

import pytest
from lxml import etree

from archivist import api
from archivist.core import Flow, Source, Zone
from archivist.core.edition import Edition
from archivist.evaluate import Digest, Scores, reduce, score
from tests.press.differences import Loss, differences, evidence, explain
from tests.press.draw import Recipe, draw
from tests.press.forms import FORMS, compared, forms_of, scraped
from tests.press.house import HOUSES
from tests.press.html_carrier import CHROME, flow_gold, mirror_page, publisher_page
from tests.press.layout import typeset
from tests.press.model import Report
from tests.press.pdf_carrier import Sheet, gold_of, pdf_of, settable
from tests.press.sheet import Print

HOUSE_KEYS = ("nbr", "csis", "chatham", "sipri", "plain", "rand", "briefing")


@cache
def profiles() -> api.Profiles:
    return api.Profiles.load()


def cleaned(*files: tuple[str, bytes]) -> Edition:
    sources = [one for name, raw in files for one in api.read_bytes(raw, name=name)]
    (edition,) = api.clean(sources, profiles())
    return edition


def digest(edition: Edition) -> Digest:
    return reduce(etree.fromstring(api.to_tei(edition)))


@cache
def printed(house: str, seed: int) -> tuple[Report, Print]:
    report = draw(seed, Recipe(house=HOUSES[house], size=12))
    return report, settable(typeset(report, Random(seed)))


@cache
def from_pdf(house: str, seed: int, sheet: Sheet) -> tuple[Edition, Scores]:
    report, pages = printed(house, seed)
    edition = cleaned(("report.pdf", pdf_of(pages, report, sheet)))
    return edition, score(digest(edition), gold_of(pages, report))


def blocks(edition: Edition, flow: Flow) -> list[tuple[Zone, str]]:
    return [(b.zone, b.text) for b in edition.outline.of(flow)]


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_pages_of_a_mirror_read_as_their_text(seed: int):
    case = scraped(seed)
    text = cleaned(*case.files)
    pages = [mirror_page(part.text, "a slice").encode() for part in case.slices]
    page = cleaned(*((f"{n}.html", raw) for n, raw in enumerate(pages)))
    for flow in (Flow.MAIN, Flow.NOTES, Flow.FURNITURE):
        told = [[t for _, t in blocks(e, flow)] for e in (text, page)]
        assert " ".join(told[0]).split() == " ".join(told[1]).split()
    heads = [[t for z, t in blocks(e, Flow.MAIN) if z is Zone.HEADING] for e in (text, page)]
    assert heads[0] == heads[1]
    # a page closes each slice with a line end, so that a cut can be a paragraph's end in one form
    assert score(digest(page), digest(text)).tallies["paragraphs"].f1 >= 0.98
    numbers = [[f.value for f in e.sheet.facts_named("page")] for e in (text, page)]
    assert numbers[0] == numbers[1]
    assert (page.report.title, page.report.date) == (text.report.title, text.report.date)
    kept = " ".join(t for f in (Flow.MAIN, Flow.NOTES) for _, t in blocks(page, f))
    assert [word for word in CHROME if word in kept] == []


@pytest.mark.parametrize("house", HOUSE_KEYS)
def test_a_pdf_reads_as_it_was_printed(house: str):
    _, scores = from_pdf(house, 1, Sheet())
    tallies = scores.tallies
    assert tallies["words"].f1 >= 0.999, scores.faults["words"]
    for column in ("running", "links", "notes", "calls"):
        assert tallies[column].f1 == 1, scores.faults[column]
    for column in ("heads", "levels", "paragraphs", "items"):
        assert tallies[column].f1 >= 0.9, scores.faults[column]
    assert tallies["breaks"].f1 >= 0.96, scores.faults["breaks"]
    assert tallies["break-n"].f1 == 1, scores.faults["break-n"]


def test_heads_links_and_numbers_of_pages_reach_their_marks_on_the_whole():
    pool = {name: [0, 0, 0] for name in ("heads", "levels", "links", "running", "break-n")}
    for house in HOUSE_KEYS:
        for seed in (1, 2):
            _, scores = from_pdf(house, seed, Sheet())
            for name, sums in pool.items():
                tally = scores.tallies[name]
                for k, count in enumerate((tally.hit, tally.miss, tally.extra)):
                    sums[k] += count
    f1 = {name: 2 * hit / (2 * hit + miss + extra) for name, (hit, miss, extra) in pool.items()}
    assert f1["heads"] >= 0.98
    assert f1["levels"] >= 0.98
    assert f1["links"] >= 0.99
    assert f1["running"] == 1
    assert f1["break-n"] >= 0.98


@pytest.mark.parametrize("house", ["csis", "sipri", "briefing"])
def test_two_columns_read_as_one(house: str):
    one, _ = from_pdf(house, 2, Sheet())
    two, scores = from_pdf(house, 2, Sheet(columns=2))
    assert score(digest(two), digest(one)).tallies["words"].f1 >= 0.99
    for column in ("heads", "levels", "running", "links"):
        assert scores.tallies[column].f1 >= 0.98, scores.faults[column]


@pytest.mark.parametrize("ruled", [True, False])
def test_cells_of_tables_are_exact(ruled: bool):
    seen = 0
    for seed in range(1, 8):
        report, _ = printed("csis", seed)
        edition, _ = from_pdf("csis", seed, Sheet(ruled=ruled))
        tables = [b for e in report.essays for b in e.body if b.kind == "table"]
        root = etree.fromstring(api.to_tei(edition))
        found = [
            tuple(tuple("".join(map(str, cell.itertext())) for cell in row) for row in table)
            for table in root.iterfind(".//{*}figure//{*}table")
        ]
        for table in tables:
            assert table.rows in found
            seen += 1
    assert seen >= 2


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_every_difference_of_a_form_from_the_text_is_explained(seed: int):
    forms = forms_of(seed, profiles())
    for form in FORMS:
        assert [d for d in compared(forms, form) if d.loss is None] == []
    tallies = score(forms["pdf"].reading, forms["text"].reading).tallies
    assert tallies["words"].f1 >= 0.97
    assert tallies["heads"].f1 >= 0.9
    assert tallies["notes"].f1 >= 0.85  # ideographs are no letters of the engine's own fonts


def test_an_explanation_covers_nothing_that_the_right_answers_do_not_bear_out():
    forms = forms_of(1, profiles())
    pdf, text = forms["pdf"], forms["text"]
    known = evidence(pdf.reading, pdf.gold, text.reading, text.gold, frozenset())
    heads = [b for b in pdf.gold.blocks if b.kind == "head" and b.level == 2]
    assert heads
    told = str(heads[0].tokens[:8])
    assert explain("levels", f"{told}: 2, not 1", known) is Loss.TYPE
    assert explain("levels", f"{told}: 3, not 1", known) is None
    assert explain("breaks", "+ page ii: the end. | Next", known) is Loss.LEAF
    assert explain("breaks", "- page ii: the end. | Next", known) is None
    assert explain("breaks", "+ page 3: the end. | Next", known) is None  # printed
    assert explain("break-n", "None, not 3", known) is None
    assert explain("site", "uploaded: None, not '1999-01-01'", known) is None
    assert explain("lost", "1 declared, 2 wanted", known) is None
    perfect = evidence(pdf.reading, pdf.gold, text.gold, text.gold, frozenset())
    assert explain("notes", "- Hart, Registry, 270.", perfect) is None
    assert explain("words", "- across Port Ilmenau. [2.] (1)", perfect) is None


def test_a_fault_of_the_pdfs_reading_is_never_explained():
    forms = forms_of(1, profiles())
    pdf, text = forms["pdf"], forms["text"]
    blocks = tuple(b for b in pdf.reading.blocks if b.kind != "head")
    broken = replace(pdf.reading, blocks=blocks)
    known = evidence(broken, pdf.gold, text.reading, text.gold, frozenset())
    lost = [d for d in differences(score(broken, text.reading), known) if d.kind == "heads"]
    assert len([d for d in lost if d.loss is None]) >= 3
    assert {d.told for d in lost if d.loss} <= {"- TABLE OF CONTENTS"}  # its form is free


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_a_publishers_page_says_what_everything_is(seed: int):
    report = printed("csis", seed)[0]
    pages = typeset(report, Random(seed))
    edition = cleaned(("page.html", publisher_page(report).encode()))
    scores = score(digest(edition), flow_gold(pages, report))
    for column in ("paragraphs", "heads", "items", "floats", "notes", "links", "calls"):
        assert scores.tallies[column].f1 == 1, scores.faults[column]
    assert edition.report.title == report.title
    assert "Read next" not in " ".join(text for _, text in blocks(edition, Flow.MAIN))


def test_both_forms_of_a_source_are_deposited():
    report, pages = printed("csis", 1)
    raw = pdf_of(pages, report)
    edition = cleaned(("report.pdf", raw))
    source = edition.sheet.sources[0]
    assert isinstance(source, Source)
    files = api.parcel(edition).values()
    assert raw in files
    assert source.text.encode() in files
