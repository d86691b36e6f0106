"""Other families of mirrors: what they print goes, what they lack is declared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archivist.core import Sheet, Source, Zone
from archivist.core.source import Origin
from archivist.profiles import Loss, Profiles
from archivist.stages.clean import clean
from archivist.stages.site.noise import NoiseReport, noise

PROFILES = Profiles.load()
PROSE = "\n".join(f"The river rose in year {n} and the council met again." for n in range(30))

PAGES = {
    "docslib": "A Study of Rivers\nTotal Page:16\nFile Type:pdf, Size:1020Kb\n{}",
    "studylib": "Uploaded by A. Nother\n\na study of rivers\n\nadvertisement\n{}",
    "scribd": "You are on page 1of 16\n\n{}\n\nYou might also like\nDownload as PDF, TXT",
    "docplayer": "A Study of Rivers\nSize: px\nStart display at page:\n"
    'Download "A Study of Rivers"\n'
    "Transcription\n{}\nSimilar documents",
    "vdocuments": "12\nA Study of Rivers\nUpload: a-nother\nPost on 12-Mar-2018\n218 views\n"
    "Category:\nDocuments\n0 download\nTRANSCRIPT\n{}",
    "epdf": "A Study of Rivers\nAuthor: Somebody\n1 downloads 0 Views 2MB Size\nReport\n{}",
    "archive-org": 'Full text of "A Study of Rivers"\nSee other formats\n\n{}',
    "muse": "A Study of Rivers\n[Access article in PDF]\n{}\n[End Page 112]\n{}",
    "slides": "Presentation is loading. Please wait.\nA Study of Rivers\nSimilar presentations\n"
    'Presentation on theme: "A Study of Rivers"— Presentation transcript:\n{}',
    "ninelib": "A Study of Rivers\n• Keine Ergebnisse gefunden\nN/A\nN/A\nProtected\n"
    "Academic year: 2022\nCopied!\n{}",
    "zlibrary": "ebook img\nA Study of Rivers PDF\npages11 Pages\nrelease year1994\n"
    "file size0.09 MB\nlanguageEnglish\n{}",
    "readkong": "A Study of Rivers\n←\n→\nPage content transcription\n{}",
    "studfile": "Добавил:\nСкачиваний: 12\nДобавлен: 12.03.2016\nРазмер: 1.68 Mб\nСкачать\n{}",
    "webpage": "Skip to main content\nHome\nSign in\n\n{}\n\nPrivacy Policy\n"
    "Share on Facebook\nTweet",
}


def look(text: str, address: str | None = None) -> tuple[Sheet, NoiseReport]:
    source = replace(Source.of(text), origin=Origin("page", address=address))
    sheet = Sheet.of(source)
    entries, report = noise(sheet, PROFILES)
    return sheet.add(entries), report


def kept(sheet: Sheet) -> list[str]:
    return [
        sheet.text[start:end]
        for start, end, _ in sheet.lines
        if sheet.text[start:end].strip() and sheet.zones[start] != Zone.SITE_NOISE
    ]


@pytest.mark.parametrize("family", PAGES)
def test_the_text_is_freed_of_the_family(family: str) -> None:
    page = PAGES[family]
    sheet, report = look(page.replace("{}", PROSE))
    assert report.family == family
    assert kept(sheet) in (
        PROSE.split("\n") * page.count("{}"),
        ["a study of rivers", *PROSE.split("\n")],
    )


def test_no_family_is_left_untried() -> None:
    assert set(PROFILES.families) == {*PAGES, "docmirror", "watermarks"}


def test_constants_and_invented_names_become_no_facts() -> None:
    for family in ("docslib", "vdocuments", "epdf", "readkong"):
        sheet, _ = look(PAGES[family].replace("{}", PROSE))
        names = {fact.name for fact in sheet.facts}
        assert names <= {"site.title", "site.size"}, family
        assert not any("Somebody" in f.value or "1020" in f.value for f in sheet.facts)


@pytest.mark.parametrize(
    ("family", "loss"),
    [("docslib", "words"), ("docplayer", "apostrophes, digits"), ("vdocuments", "blanks")],
)
def test_what_a_family_loses_is_declared_and_not_made_up(family: str, loss: str) -> None:
    text = PAGES[family].replace("{}", PROSE.replace("council", ""))
    edition = clean([Source.of(text)], PROFILES)[0]
    found = [f for f in edition.findings if f.code == "R105"]
    assert [loss in f.message for f in found] == [True]
    assert not [e for e in edition.sheet.edits if e.after]
    assert tuple(map(Loss, loss.split(", "))) == PROFILES.families[family].loses


def test_stamps_woven_into_the_text_are_taken_alone() -> None:
    lines = PROSE.split("\n")
    lines.insert(15, "PDF created with pdfFactory Pro trial version www.pdffactory.com")
    lines.insert(7, "www.arxiv.uz")
    sheet, report = look("\n".join(lines))
    assert kept(sheet) == PROSE.split("\n")
    assert report.family == ""


def test_page_marks_are_taken_only_where_their_family_is_proved() -> None:
    mark = "Page 3: A Study of Rivers · A Study of Rivers"
    text = PROSE.replace("in year 7", f"here\n{mark}\nand in year 7")
    assert mark in kept(look(text)[0])
    assert mark not in kept(look(PAGES["vdocuments"].replace("{}", text))[0])


def test_the_address_names_the_site_and_its_family() -> None:
    text = f"A Study of Rivers\n<<\n{PROSE}"
    assert look(text)[1].family == ""
    report = look(text, "https://docslib.org/doc/1/a-study")[1]
    assert report.site == "docslib.org"


def test_a_report_may_end_in_the_networks_of_its_publisher() -> None:
    text = f"{PROSE}\n\nHarbor Institute\nFacebook\nTwitter\nYouTube"
    assert kept(look(text)[0])[-3:] == ["Facebook", "Twitter", "YouTube"]


def test_a_line_that_a_rule_knows_is_not_taken_for_the_title() -> None:
    text = (
        "+ All Categories\nHome > Documents > A Study of Rivers\n\nA Study of Rivers\n\n"
        "Date post: 12-Mar-2018\nCategory:\nUpload: a-nother\nView: 218 times\n"
        "Download: 0 times\n\n"
        "The river rises in the hills and comes down to the harbor in the spring, when the snow\n"
        "has gone from the upper valley and the mules can cross again.\n"
    )
    [edition] = clean([Source.of(text)], PROFILES)
    facts = edition.sheet.facts_named("site.title")
    assert [fact.value for fact in facts] == ["A Study of Rivers"]
    assert "The river rises" in edition.outline.blocks[0].text(edition.sheet)
