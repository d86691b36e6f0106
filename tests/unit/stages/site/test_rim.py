"""The ends of a copy of a site that nobody described: what goes, and what must not."""

from __future__ import annotations

import pytest

from archivist.core import Source, Zone
from archivist.core.sheet import Sheet
from archivist.profiles import Profiles
from archivist.stages.clean import clean
from archivist.stages.site.noise import noise
from archivist.stages.site.spelling import Spelling
from archivist.stages.site.weighed import named
from tests.unit.stages.test_marked_sites import PLACEHOLDER, printed

PROFILES = Profiles.load()
TEXT = PLACEHOLDER.sub(printed, "{river 0}\n\n{ports 1}\n\n{river 2}")
MENU = """\
Etusivu
Kirjaudu sisään
Rekisteröidy
Hae asiakirjoja
Lisää oma asiakirjasi
Lataa asiakirja (PDF, 1,1 MB)
Katsottu 318 kertaa
Ilmoita väärinkäytöstä"""
FOOT = """\
Samankaltaisia asiakirjoja
Merikarttojen historia
Tietosuojaseloste
Käyttöehdot
Ota yhteyttä ylläpitoon
© 2016 Asiakirjapankki"""


def kept(page: str) -> list[str]:
    """The lines of a page that are left in the text."""
    found: list[str] = []
    for sheet in (edition.sheet for edition in clean([Source.of(page)], PROFILES)):
        source = sheet.sources[0]
        for start, end, _ in source.lines:
            zones = {sheet.zones[i] for i in range(start, end) if source.text[i].strip()}
            if zones - {Zone.SITE_NOISE}:
                found.append(source.text[start:end].strip())
    return found


def rows(text: str) -> list[str]:
    return [row.strip() for row in text.split("\n") if row.strip()]


def test_a_site_in_a_language_without_a_profile_is_told_from_the_text() -> None:
    assert kept(f"{MENU}\n\n{TEXT}\n\n{FOOT}") == rows(TEXT)


def test_blank_lines_are_not_needed() -> None:
    assert kept(f"{MENU}\n{TEXT}\n{FOOT}") == rows(TEXT)


@pytest.mark.parametrize(
    "first",
    [
        "Introduction",
        "Key Points",
        "Contents\n1. Introduction\n2. What was kept\n3. Contact",
        "Ilse Marchetti\nYusuf van der Solís\nNguyễn Østby",
        "18\nCOASTAL PAPERS NO. 7",
        "Kazakhstan\nKyrgyzstan\nTajikistan",
        "maize and sorghum 12\nphosphates and bauxite 31\nguano 4",
        "Zhongguo gongye jingji de fazhan\nwas the title of the first report.",
        "District Wells Mended\nAlm 31 12\nBrod 18 3",
        "f i g u r e 1 Depths in the channel",
        "Résumé\nCette étude porte sur le prix du limon et sur les traités qui le règlent, ou non.",
    ],
)
def test_what_the_report_begins_with_stays_below_a_menu(first: str) -> None:
    assert kept(f"{MENU}\n\n{first}\n\n{TEXT}\n\n{FOOT}")[: len(rows(first))] == rows(first)


@pytest.mark.parametrize(
    "last",
    [
        "1. Ibid., 204.\n2. Müller, Hans. Die Donau und ihre Häfen. Wien: Springer, 1974.",
        "3. Жуков, А. Реки и порты. Москва: Наука, 1981. С. 41–60, глава третья.",
        "Hedda Voss\nChair\nIlse Marchetti\nTreasurer",
        "Tel: 555 1212\nFax: 555 1213\nEmail: board@river.example\nWeb: www.river.example",
        "Downloads of silt\nSilt comes down in two pulses, with the snow and with the rain.",
    ],
)
def test_what_the_report_ends_with_stays_above_a_footer(last: str) -> None:
    end = kept(f"{MENU}\n\n{TEXT}\n\n{last}\n\n{FOOT}")[-len(rows(last)) :]
    assert end == rows(last)


def test_the_heading_of_a_page_and_who_wrote_when_are_the_reports() -> None:
    front = "The Price of Silt\nHedda Voss\n12. toukokuuta 2011"
    menu, share = "Etusivu\nTietoa meistä\nJulkaisut\nHaku", "Lataa (PDF, 1,1 MB)\nTulosta\nJaa"
    page = f"{menu}\n{front}\n{share}\n\n{TEXT}\n\n{FOOT}"
    assert {"The Price of Silt", "Hedda Voss"} <= set(kept(page))


@pytest.mark.parametrize(
    "page",
    [
        f"Ministerium für Wasser\nBericht Nr. 4\nDas Limonproblem\n\n{TEXT}",
        f"Report of Proceedings\nPosts: 12 delegations\nLocation: Karsa\n\n{TEXT}",
        f"{TEXT}\n\nMore from the Institute\nRivers without Treaties\nPrivacy\nThe end.",
        "Etusivu\nKirjaudu sisään\nRekisteröidy\nHae asiakirjoja\nThe river rose.\nIt fell.",
    ],
)
def test_nothing_goes_where_no_site_is_proved_or_the_text_says_too_little(page: str) -> None:
    assert noise(Sheet.of(Source.of(page)), PROFILES)[1].rims == []


def test_a_text_in_signs_knows_its_own_lines() -> None:
    chinese = Spelling(
        ["每一个三角洲都是一本账簿，河流写下它所带来的，", "大海减去它所带走的。两栏曾经相等。"]
    )
    assert chinese.foreign("河流带来的")[0] < 0 < chinese.foreign("Skip to content")[0]


ENGLISH = """\
The Harbor Foundation uses cookies to give you the best experience.
Research
Experts
Media
Become a member
My account
12 minute read
Download PDF
Share"""


def test_enough_that_rules_know_proves_a_site_in_the_language_of_the_text() -> None:
    assert kept(f"{ENGLISH}\n\n{TEXT}") == rows(TEXT)


@pytest.mark.parametrize(
    "front",
    [
        "MEMORANDUM\nTo: The Council\nFrom: Hedda Voss\nDate: 12 May 2011\nPages: 4\nFile: a.pdf",
        "Research\nMedia\nEvents\nPeople\nare the four heads of the budget.",
    ],
)
def test_a_few_words_that_rules_know_prove_nothing(front: str) -> None:
    assert kept(f"{front}\n\n{TEXT}") == rows(f"{front}\n\n{TEXT}")


def test_names_are_no_words_of_another_language() -> None:
    assert [*map(named, ("Nguyễn Østby", "R. van der Solís", "Nguyễn viết", "Ota yhteyttä"))] == [
        True,
        True,
        False,
        False,
    ]


BOARD = """\
NBR Board of Directors
K.V.S. J. Rowe
Harbor Workforce Group
Halvard J. Łącki
Reservoir Treaty Group
Kwame Abd al-Hadi Pak
Chinedu Abd al-Hadi Solís
Insurer Reservoir Group
María Abd al-Hadi Şahin
Þórarinn Ægir Sigurðsson"""
BILINGUAL = """\
Солёный путь
Отчёт о гаванях
Институт гаваней
Лена Орлова
Рига"""


@pytest.mark.parametrize("names", [BOARD, BILINGUAL], ids=["a board", "two alphabets"])
def test_names_in_any_language_are_the_reports_where_nothing_known_stands_beside(
    names: str,
) -> None:
    assert kept(f"{names}\n\n{TEXT}") == rows(f"{names}\n{TEXT}")
    assert kept(f"{TEXT}\n\n{names}") == rows(f"{TEXT}\n{names}")


@pytest.mark.parametrize("names", [BOARD, BILINGUAL], ids=["a board", "two alphabets"])
def test_names_next_to_the_text_stay_below_the_head_of_a_site(names: str) -> None:
    assert rows(names)[-1] in kept(f"{MENU}\n{names}\n\n{TEXT}")


def test_quotation_marks_are_no_trail() -> None:
    line = "правительства в Верхнее Осо называют налог «технический» и «сезонный», но"
    page = f"Скачать 1.42 Mb.\nстраница8 из 11\n{line}\nтак было не всегда.\n\n{TEXT}"
    assert line in kept(page)
