"""Texts that hold nothing to be cleaned lose nothing and gain no structure that is not there."""

from __future__ import annotations

from functools import cache

import pytest
from lxml import etree

from archivist import api
from archivist.core.roles import Zone
from archivist.evaluate import Digest, reduce

PROSE = {
    "en": """
The ferry left at six, as it had every morning since the war, and nobody on the quay looked
up. By 1974 the timetable had been printed so often that the plates were worn.

She kept the old one in a drawer. “You never know,” she said; page 12 of it still had her
brother’s name in pencil.

In winter the boat ran twice a week. The rest of the time one waited.""",
    "de": """
Der Kahn lag schon seit dem Herbst im Schilf, und wer vorbeiging, sah nicht mehr hin. Im Jahr
1974 hatte man ihn zuletzt gestrichen, grün und weiß.

Sie sagte: „Größe ist keine Frage des Gewichts.“ Dann schloss sie das Fenster.""",
    "ru": """
Паром уходил в шесть, как и каждое утро после войны, и никто на причале не поднимал головы. К
1974 году расписание печатали столько раз, что буквы стёрлись.

Старое она хранила в ящике. «Размер не главное», — говорила она и закрывала окно.""",
    "uz": """
Qayiq har tongda soat oltida jo‘nar, sohildagilar esa boshini ko‘tarib ham qo‘ymasdi.
1974-yilga kelib jadval shuncha ko‘p bosilganki, harflari yeyilib ketgan edi.

Eskisini u tortmada saqlardi. Sana va hajm unga baribir edi.""",
    "zh": """
渡船每天清晨六点开出，码头上没有人抬头。到了一九七四年，时刻表印了太多次，字都磨平了。

旧的那一张她收在抽屉里。第十二页上还有她哥哥用铅笔写的名字。""",
    "ar": """
كانت العبّارة تغادر في السادسة كل صباح، ولم يكن أحد على الرصيف يرفع رأسه.

أما الجدول القديم فقد احتفظت به في الدرج.""",
}
POEM = """The tide went out without a word
  and left the harbor bare,
the gulls that nobody had heard
  were walking in the air.

We counted one and two and three
  and lost the count at four;
the fifth was never meant to be
  a number any more.
"""
CODE = '''def tide(hour: int) -> float:
    """Height in metres; hour from 0."""
    if hour < 0:
        raise ValueError(f"hour {hour} is before the count")
    # bet 3/28 is a comment here, not a slice
    return 1.2 * (hour % 12) / 12


for h in range(24):
    print(h, tide(h))
'''
TABLE = """Year   Ferries   Mail boats   Share
1971   12        3            80.0
1972   14        3            82.4
1973   9         1            90.0
1974   9         0            100.0
"""
MIDDLE = "\n".join(text.strip() + "\n" for text in PROSE.values())
FORM = f"""{MIDDLE}
The old form had two lines to be filled in, and nobody ever did.

Page 3/10
Size 3 Mb

After that it asked for a signature, in ink, and for the name of the boat.

{MIDDLE}"""


@cache
def profiles() -> api.Profiles:
    return api.Profiles.load()


def cleaned(text: str) -> tuple[str, Digest]:
    """What is kept of a text, and its digest as TEI."""
    (edition,) = api.clean(api.read_bytes(text.encode(), name="text.txt"), profiles())
    sheet = edition.sheet
    kept = "".join(
        sheet.text[s.start : s.end] for s in sheet.segments() if s.zone is not Zone.SITE_NOISE
    )
    return kept, reduce(etree.fromstring(api.to_tei(edition)))


@pytest.mark.parametrize("language", PROSE)
def test_prose_stays_prose(language: str) -> None:
    wanted = [" ".join(part.split()) for part in PROSE[language].split("\n\n")]
    text = "\n\n".join(wanted) + "\n"
    kept, digest = cleaned(text)
    assert kept == text
    assert [" ".join(block.tokens) for block in digest.blocks] == wanted
    assert {block.kind for block in digest.blocks} == {"p"}
    assert not digest.notes
    assert not digest.calls
    assert not digest.breaks
    assert not digest.missing
    assert not digest.lost


@pytest.mark.parametrize("text", [POEM, CODE, TABLE, FORM], ids=["poem", "code", "table", "form"])
def test_what_is_no_prose_loses_nothing(text: str) -> None:
    kept, digest = cleaned(text)
    assert kept == text
    floats = [word for item in digest.floats for word in (*item.caption, *item.rest)]
    notes = [word for note in digest.notes for word in note.tokens]
    found = [*digest.stream, *digest.aside, *floats, *notes, *" ".join(digest.furniture).split()]
    assert sorted(found) == sorted(text.split())
    assert not digest.missing


@pytest.mark.parametrize("text", [POEM, CODE], ids=["poem", "code"])
def test_no_notes_and_no_pages_are_seen_in_poem_and_code(text: str) -> None:
    _, digest = cleaned(text)
    assert not digest.notes
    assert not digest.breaks
    assert not digest.works
