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
    "passeidireto": "Buscar\n\nA Study of Rivers\n\n"
    + "Esse e outros conteúdos desbloqueados\n\nImpressão de materiais\n\n" * 2
    + "Você viu 3, do total de 11 páginas\n\nPrévia do material em texto\n\n{}",
    "cyberleninka": "Научная статья на тему 'A Study of Rivers'\n\nCC BY\n590\n142\n"
    "i Надоели баннеры? Вы всегда можете отключить рекламу.\nКлючевые слова\nRIVERS / LAKES\n\n"
    "Аннотация научной статьи по географии, автор научной работы — А. Другой\n\n"
    "This article studies how the rivers were linked.\n\n"
    "Текст научной работы на тему «A Study of Rivers»\n\n{}",
    "papers": "Pesquisar\n\nA Study of Rivers\n\n"
    "Artigos Científicos: A Study of Rivers. Pesquise 862.000+ trabalhos acadêmicos\n\n"
    "Por:   •  23/9/2014  •  2.904 Palavras (12 Páginas)  •  850 Visualizações\n\n"
    "Página 1 de 12\n\n{}",
    "mirror": "A Study of Rivers\n\nPřidáno: 12.03.2018\n\nVelikost: 1,2 MB\n\nPočet stran: 45\n\n"
    "Stáhnout\n\nSdílet\n\n{}\n\nPodobné dokumenty\n\nJezera jihu\n\nPřístavy 2016\n\n"
    "Podmínky použití\n\n© 2018 rivers.example",
    "repository": "Harbor Institute\n\nA Study of Rivers\nAuthor(s): A. Nother\n"
    "Source: River Papers, Vol. 4, No. 2 (Spring 2011), pp. 3-27\n"
    "Stable URL: http://www.jstor.org/stable/100\n"
    "Your use of the JSTOR archive indicates your acceptance of the Terms, available at\n"
    "http://about.jstor.org/terms\n\nHarbor Institute is collaborating with JSTOR to digitize,\n"
    "preserve and extend access to River Papers\n"
    "This content downloaded from 192.0.2.7 on Mon, 12 Mar 2018 08:21:33 UTC\n{}\n"
    "All use subject to http://about.jstor.org/terms\n{}",
    "wiki": "From Rivers Wiki, the free encyclopedia\nJump to navigation\nJump to search\n{}\n"
    'Retrieved from "https://rivers.example/index.php?title=Rivers&oldid=12"\n'
    "Categories: Rivers | Lakes\nThis page was last edited on 12 March 2018, at 08:21.",
    "forum": "Board index ‹ Rivers ‹ Lakes\nPost Reply\n12 posts • Page 1 of 2\n"
    "by a_nother » Mon Mar 12, 2018 8:21 pm\n\n{}\n\nQuick reply\nWho is online",
    "viewers": "Course Hero uses AI to attempt to automatically extract content from documents\n"
    "Doc Preview\nPages 24\nTotal views 12\nView full document\n{}\n"
    "End of preview. Want to read all 24 pages?",
    "readers": "[Coollib.net] (fb2)\nЧитать онлайн бесплатно\nНастройки текста:\n"
    "Размер шрифта\nЦвет фона\n\n{}\n\nКонец ознакомительного фрагмента.",
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
    own = ["A Study of Rivers"] if PROFILES.families[family].title_lines else []
    general = own if PROFILES.families[family].general else []
    assert kept(sheet) in (
        [*general, *PROSE.split("\n") * page.count("{}")],
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
    mark = "Page 3: A Study of Rivers"
    text = f"{PROSE}\n{mark}\n{PROSE}\n{mark.replace('3', '4')}\n{PROSE}"
    assert mark in kept(look(text)[0])
    assert mark not in kept(look(PAGES["vdocuments"].replace("{}", text))[0])


def test_a_page_mark_that_does_not_recur_is_text_even_there() -> None:
    text = f"{PROSE}\nPage 3: the author errs.\n{PROSE}\nPage 9: so does the printer.\n{PROSE}"
    sheet, report = look(PAGES["vdocuments"].replace("{}", text))
    assert report.family == "vdocuments"
    assert kept(sheet) == text.split("\n")


SPACED = {
    "vdocuments": "45\nA Study of Rivers A. Nother\n\nUpload: a-nother\n\nPost on 12-Mar-2018\n\n"
    "218 views\n\nCategory:\n\nDocuments\n\n\n0 download\n\nTRANSCRIPT\n\n{}",
    "docplayer": "A Study of Rivers\n\nSave this PDF as:\n WORD  PNG  TXT  JPG\n\nMéret: px\n"
    'Mutatás kezdődik a ... oldaltól:\n\nDownload "A Study of Rivers"\n\nÁtírás\n\n{}',
    "epdf": "A STUDY OF RIVERS\n\n2 downloads 115 Views 146KB Size\n\nRecommend Stories\n\n\n"
    "THE LAKES\nTHE LAKES Edition: County of Alm Direction: Office of Lakes Design and M\n\n"
    "HARBORS 2016\nHARBORS 2016 A survey of the harbors\n\nStory Transcript\n\n{}",
    "scribd": "A Study of Rivers\n\nYou might also like\n\nDownload as pdf or txt\n"
    "Download as pdf or txt\nYou are on page 1of 19\n\n{}",
    "readkong": "A Study of ...\n\nPage created by A. Nother\n \nCONTINUE READING\n"
    "A Study of ...\n{}",
    "docslib": "A Study of Rivers\n\nTotal Page:16\n\nFile Type:pdf, Size:1020Kb\n\n{}",
}


@pytest.mark.parametrize("family", SPACED)
def test_blank_lines_may_part_the_lines_of_a_template(family: str) -> None:
    prose = PROSE.replace("\n", "\n\n")
    sheet, report = look(SPACED[family].replace("{}", prose))
    assert report.family == family
    assert kept(sheet) == PROSE.split("\n")


def test_a_heading_that_a_template_has_too_stays_with_its_text() -> None:
    prose = f"The papers\n\nDocuments\n\n{PROSE}"
    page = SPACED["vdocuments"].replace("TRANSCRIPT\n\n", "").replace("{}", prose)
    sheet, report = look(page)
    assert report.family == "vdocuments"
    assert kept(sheet) == ["The papers", "Documents", *PROSE.split("\n")]


def test_a_word_that_opens_documents_elsewhere_opens_none_without_its_template() -> None:
    text = f"The hearing\nThe court met in May.\n\nTRANSCRIPT\n\n{PROSE}"
    assert "The court met in May." in kept(look(text)[0])


def test_two_arrows_are_a_site_at_the_head_of_the_copy_alone() -> None:
    sheet, report = look(f"<<\n\n{PROSE}")
    assert (report.family, kept(sheet)) == ("docslib", PROSE.split("\n"))
    text = f"{PROSE}\n\n<<\n\n{PROSE}"
    assert kept(look(text)[0]).count("<<") == 1


@pytest.mark.parametrize(
    ("page", "language"),
    [
        ("A study of riversPobieranie 2.67 Mb.\nStrona3/7\nData29.04.2016\nRozmiar2.67 Mb.", "pl"),
        ("A study 17Dovnload 425.46 Kb.\nPagina3/7\nDatum20.08.2016\nGrootte425.46 Kb.", "nl"),
        ("Наредба\n\n\nРеките и бродоветестраница3/7\nДата22.07.2016\nРазмер0.95 Mb.", "bg"),
    ],
)
def test_the_template_speaks_other_languages(page: str, language: str) -> None:
    sheet, report = look(f"{page}\n1   2   3   4   5   6   7\n\n{PROSE}")
    assert (report.family, report.language) == ("docmirror", language)
    assert kept(sheet) == PROSE.split("\n")


def test_a_heading_whose_copy_stands_above_the_fields_is_no_file_name() -> None:
    fields = "Sana29.04.2016\nHajmi2.67 Mb.\n1   2   3   4   5   6   7"
    page = f"Daryolar\n\n\nChapter 3. The river and its fordsbet3/7\n{fields}\n"
    heading = "Chapter 3.\nThe river and its fords"
    sheet, report = look(f"{page}{heading}\n\n{PROSE}")
    assert report.family == "docmirror"
    assert kept(sheet) == [*heading.split("\n"), *PROSE.split("\n")]
    sheet, _ = look(f"{page}rivers_final\n\n{PROSE}")
    assert kept(sheet) == PROSE.split("\n")


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
    assert "The river rises" in edition.outline.blocks[0].text


WHOLE = """\
A River Divided | Harbor Institute
Skip to main content
Harbor Institute
Main navigation
Water
Regions of work
Experts
The harbor program
Search
Report
A River Divided: Water and Power in the North
A. Nother
October 12, 2021
SPECIAL REPORT
Share
Facebook
Twitter
LinkedIn
Print
Download the full report
{}
About the Author
A. Nother is a fellow of the institute.
Related Content
The Locks of the South
A. Nother
March 3, 2020
Sign up for our newsletter
E-mail address
Subscribe
Privacy Policy
© 2021 Harbor Institute. All rights reserved.
"""


def test_the_menus_of_a_whole_page_go_and_its_heading_stays() -> None:
    sheet, report = look(WHOLE.replace("{}", PROSE))
    assert report.family == "webpage"
    assert kept(sheet) == [
        "A River Divided: Water and Power in the North",
        "A. Nother",
        "October 12, 2021",
        "SPECIAL REPORT",
        *PROSE.split("\n"),
        "About the Author",
        "A. Nother is a fellow of the institute.",
    ]


@pytest.mark.parametrize(
    "cover",
    [
        "A River Divided\nWater and Power in the North\nA. Nother\n2021\nA River Divided",
        "A River Divided | Harbor Institute\nA. Nother\nOctober 2021\nA River Divided",
        "Harbor Institute – A River Divided\nWater\nPower\nReport 12\nA River Divided: A Study",
    ],
)
def test_a_cover_that_names_the_report_twice_is_no_menu(cover: str) -> None:
    assert kept(look(f"{cover}\n{PROSE}")[0]) == [*cover.split("\n"), *PROSE.split("\n")]


def test_related_works_are_the_sites_only_above_a_proved_footer() -> None:
    tail = "Related publications\nThe Locks of the South\nThe Harbor and the Town"
    assert kept(look(f"{PROSE}\n{tail}")[0]) == [*PROSE.split("\n"), *tail.split("\n")]
    prose = "Related research\nThe locks of the south were studied in 1951, when the mills closed."
    page = f"{PROSE}\n{prose}\nSubscribe\nPrivacy Policy\nTwitter"
    assert kept(look(page)[0])[-2:] == prose.split("\n")


@pytest.mark.parametrize(
    "page",
    [
        "Home / Documents / Rivers\nUploaded by: anon12\nViews: 1,204\nDownload PDF\n\n{}",
        "1.2 MB · 45 pages · 1,204 views · 33 downloads\n\n{}\n\nReport this document",
        "{}\n\nTags: rivers\nWas this document useful?\nReport this document",
        "Page 3 of 12\n\n« Previous | Next »\n\n{}\n\n« Previous | 1 | 2 | 3 | 4 | Next »",
        "Lisatud: 12.03.2018\nSuurus: 1,2 MB\nLehti: 45\n\n{}",
        "{}\n\nPrevious 1 2 3 4 5 Next\nRelated documents\nThe lakes\nHarbors 2016\nComments (0)",
        "{}\n\nLeave a comment\nTerms of service | Privacy policy | DMCA\n© rivers.example 2018",
    ],
)
def test_a_site_that_nobody_described_is_known_by_mutual_proof(page: str) -> None:
    sheet, report = look(page.replace("{}", PROSE))
    assert report.family == "mirror"
    assert kept(sheet) == PROSE.split("\n")


@pytest.mark.parametrize(
    "front",
    [
        "A Study of Rivers\nDate: March 12, 2018\nPages: 45\nDistribution: limited",
        "The harbor board\nAnnex: 12\nPublished: 12 May 2018\nPrint run: 400",
        "Next steps\nShare of the vote\nViews of the river",
        "Download\nPrint\nShare",
    ],
)
def test_the_front_of_a_report_is_no_site(front: str) -> None:
    text = f"{front}\n\n{PROSE}\n\nTags: rivers"
    assert kept(look(text)[0]) == [line for line in text.split("\n") if line]


def test_the_title_above_the_fields_of_an_unknown_site_stays_if_it_stands_nowhere_else() -> None:
    fields = "Uploaded by: anon12\nViews: 1,204\nSize: 1.2 MB"
    assert kept(look(f"A Study of Rivers\n{fields}\n\n{PROSE}")[0])[0] == "A Study of Rivers"
    twice = f"A Study of Rivers\n{fields}\n\nA Study of Rivers\n\n{PROSE}"
    assert kept(look(twice)[0])[:2] == ["A Study of Rivers", PROSE.split("\n")[0]]


def test_adverts_woven_into_the_text_are_taken_where_they_recur() -> None:
    lines = PROSE.split("\n")
    assert kept(look("\n".join([*lines[:9], "Advertisement", *lines[9:]]))[0])[9] == "Advertisement"
    text = "\n".join([*lines[:9], "Реклама", *lines[9:20], "Реклама", *lines[20:]])
    assert kept(look(text)[0]) == lines


def test_the_dump_of_a_whole_page_has_many_blank_lines_and_excerpts_of_others() -> None:
    blank = "\n" * 12
    other = "The Locks\n\n\n        The locks of the south were dug in 1951. Abstract   \n\n"
    page = (
        f"A Study of Rivers{blank}SHARE\nHTML\nDOWNLOAD{blank}Size: px{blank}Start display at page:"
        f'{blank}Download "A Study of Rivers"\n\nError:\n\n A. Nother\n 5 years ago\n Views:\n'
        f"{blank}Transcription\n\n{PROSE}\n{blank}Similar documents\n\n"
        + f"{other}        More information\n\n\n" * 9
        + f"{blank}    2024 © DocPlayer.net Privacy Policy | Terms of Service{blank}   I agree.\n"
    )
    sheet, report = look(page)
    assert (report.family, report.site) == ("docplayer", "docplayer.net")
    assert kept(sheet) == PROSE.split("\n")


def test_who_paid_for_the_scan_is_no_line_of_the_report() -> None:
    page = (
        'Full text of "A Study of Rivers"\nSee other formats\n\n\nA STUDY OF RIVERS \n\n'
        "Digitized by the Internet Archive \nin 2012 with funding from \nAlm Library \n\n"
        f"https://archive.org/details/studyofrivers00noth \n\n\n\n{PROSE}"
    )
    assert kept(look(page)[0]) == ["A STUDY OF RIVERS ", *PROSE.split("\n")]


def test_general_families_prove_each_other() -> None:
    page = "harbor.example\nHome » Rivers\n[Download] [Share]\n\n{}\n\nPrivacy Policy"
    sheet, report = look(page.replace("{}", PROSE))
    assert kept(sheet) == PROSE.split("\n")
    assert PROFILES.families[report.family].general


@pytest.mark.parametrize("heading", ["Silt, Sand, and Sovereignty", "The river rose"])
def test_a_heading_among_buttons_is_the_reports_unless_it_stands_again(heading: str) -> None:
    page = f"Home\nSearch\nContact\n{heading}\nShare on Facebook\nSign in\n\n{PROSE}"
    assert kept(look(page)[0]) == [heading, *PROSE.split("\n")]
    again = f"Home\nSearch\nContact\n{heading}\nShare on Facebook\nSign in\n\n{heading}\n{PROSE}"
    assert kept(look(again)[0]) == [heading, *PROSE.split("\n")]


SHEET = """\
Harbor University
A Study of Rivers
Nother, A.
Citation for published version (APA):
Nother, A. (2011). A Study of Rivers. Harbor Institute.
General rights
Copyright and moral rights for the publications made accessible in the public portal are retained
by the authors and/or other copyright owners
Take down policy
If you believe that this document breaches copyright please contact us providing details
Download date: 03. May. 2021"""


def test_a_cover_sheet_is_taken_whole() -> None:
    assert kept(look(f"{SHEET}\n\nA Study of Rivers\n{PROSE}")[0]) == [
        "A Study of Rivers",
        *PROSE.split("\n"),
    ]


@pytest.mark.parametrize(
    "imprint",
    [
        "Suggested citation: A. Nother, A Study of Rivers, 2011.\nGeneral rights\nThe rights",
        "This report is licensed under a Creative Commons license.\nTerms of use: as agreed.",
        "Source: River Papers, Vol. 4, pp. 3-27\nPublished by: Harbor Press",
        "Author: A. Nother\nDate: May 2011\nPages: 27",
        "Email\nmail@harbor.example\nFacebook\nharbor.institute",
    ],
)
def test_an_imprint_is_no_cover_sheet(imprint: str) -> None:
    for text in (f"A Study of Rivers\n{imprint}\n{PROSE}", f"{PROSE}\nNotes\n{imprint}"):
        assert kept(look(text)[0]) == [line for line in text.split("\n") if line]


STAMPS = [
    "This content downloaded from 192.0.2.7 on Mon, 12 Mar 2018 08:21:33 UTC",
    "Electronic copy available at: http://ssrn.com/abstract=1812345",
    "Created with River PDF Professional (trial version)",
    "Evaluation Warning: The document was created with River.PDF for .NET.",
    "Downloaded by [Harbor University] at 08:21 14 March 2017",
]


@pytest.mark.parametrize("stamp", STAMPS)
def test_a_stamp_of_unmistakable_wording_is_taken_alone(stamp: str) -> None:
    lines = PROSE.split("\n")
    lines.insert(15, stamp)
    assert kept(look("\n".join(lines))[0]) == PROSE.split("\n")


OFTEN = [
    "www.rivers.example",
    "Join us: https://t.me/rivers",
    "This work is licensed under a Creative Commons Attribution 4.0 International License.",
    "Created with RiverDraw",
]


@pytest.mark.parametrize("stamp", OFTEN)
def test_a_stamp_that_a_report_may_print_is_taken_where_it_recurs(stamp: str) -> None:
    lines = PROSE.split("\n")
    assert stamp in kept(look("\n".join([*lines[:9], stamp, *lines[9:]]))[0])
    text = "\n".join([*lines[:9], stamp, *lines[9:15], stamp, *lines[15:22], stamp, *lines[22:]])
    assert kept(look(text)[0]) == lines


@pytest.mark.parametrize("lead", ["1 Ministry of Works, 2004,", "See the maps at"])
def test_an_address_that_the_text_leads_up_to_is_its_own(lead: str) -> None:
    lines = PROSE.split("\n")
    note = [lead, "www.rivers.example"]
    text = [*lines[:9], *note, *lines[9:15], *note, *lines[15:22], *note, *lines[22:]]
    assert kept(look("\n".join(text))[0]) == text


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("Nother, A. (200{n}). The Silt of the Orlan. River Papers, {n}(1), 3-17.",
         "https://doi.example/10.1080/0966813.201{n}.40{n}"),
        ("{n} Ministry of Works, The Silt of the Orlan (Senn: Harbor, 200{n}), p. {n}.",
         "http://works.example/reports/"),
        ("Map {n}. The Basin of the Orlan", "Courtesy of the Harbor Institute"),
    ],
)  # fmt: skip
def test_what_closes_a_cited_work_or_a_caption_is_no_stamp(above: str, line: str) -> None:
    lines = PROSE.split("\n")
    for n in range(1, 7):
        lines[4 * n : 4 * n] = [above.format(n=n), line.format(n=n)]
    assert kept(look("\n".join(lines))[0]) == lines


def test_an_address_that_a_sentence_names_is_the_reports_own() -> None:
    lines = [*PROSE.split("\n"), "Copies can be had from mail@rivers.example in any year."]
    text = [*lines[:9], "www.rivers.example", *lines[9:15], "www.rivers.example", *lines[15:]]
    text.insert(25, "www.rivers.example")
    assert kept(look("\n".join(text))[0]) == text


@pytest.mark.parametrize(
    "line",
    [
        "Downloaded from 203.0.113.9 on 3 May 2017 by the operator, the tool opened a second port.",
        "Created with a trial version of the builder, the second tool left its mark in the file.",
        "Click here to remove the license was the text of the lure.",
    ],
)
def test_prose_about_downloads_is_no_stamp(line: str) -> None:
    text = [*PROSE.split("\n")[:9], line, *PROSE.split("\n")[9:]]
    assert kept(look("\n".join(text))[0]) == text


def test_the_links_that_follow_the_notice_of_a_mirror_are_its_own() -> None:
    links = [f"rivers {word}" for word in "upper lower old new great small north south".split()]
    links += [f"{word} harbor" for word in "upper lower old new great small north south".split()]
    notice = "Ma'lumotlar bazasi mualliflik huquqi bilan himoyalangan ©rivers.uz 2024"
    page = f"{PROSE}\n\n\n{notice}\nma'muriyatiga murojaat qiling\n\n\n"
    assert kept(look(page + "\n".join(links))[0]) == PROSE.split("\n")
    sentence = "The river rose again and the council went home before it was dark."
    assert sentence in kept(look(page + "\n".join([*links, sentence]))[0])


def test_fields_in_one_line_are_the_sites() -> None:
    glued = "A study of riversDownload 1.02 Mb.bet2/4Sana03.02.2024Hajmi1.02 Mb.#2204513"
    sheet, _ = look(f"{glued}\n\n{PROSE}")
    assert kept(sheet) == PROSE.split("\n")
    assert {f.name: f.value for f in sheet.facts}["site.item"] == "2204513"
    barred = "A Study of Rivers | Download 1.02 Mb. | Page 2/4 | Date 03.02.2024"
    assert kept(look(f"{barred}\n\n{PROSE}")[0]) == PROSE.split("\n")


def test_fields_of_a_header_prove_nothing_behind_the_text() -> None:
    annex = (
        "Annex. Files handed over\nFormat: PDF\nSize: 1.2 MB\nDate: 12.03.2009\n[signed] [sealed]"
    )
    text = f"{PROSE}\n{annex}\nThe harbor board received them."
    assert kept(look(text)[0]) == text.split("\n")
    assert kept(look(f"Format: PDF\nSize: 1.2 MB\nDate: 12.03.2009\nViews: 12\n\n{PROSE}")[0]) == (
        PROSE.split("\n")
    )


def test_a_memorandum_begins_with_fields_of_its_own() -> None:
    head = "MEMORANDUM\nTo: The Council\nDate: 12 May 2011\nSubject: Silt\nPages: 4\nFile: WP12.pdf"
    assert kept(look(f"{head}\n\n{PROSE}")[0]) == [*head.split("\n"), *PROSE.split("\n")]
