"""Texts that hold nothing to find: they lose nothing, and gain no structure that is not there."""

from __future__ import annotations

import functools

import pytest

from archivist.core import Flow, Inline, Source, Zone
from archivist.core.edition import Edition
from archivist.profiles import Profiles
from archivist.stages.clean import clean

PROSE = """\
The lamps along the quay were lit at dusk, and nobody in the harbor office could say who had paid
for the oil. A ledger was kept, but its pages had been cut out long before the war. The keeper, an
old man with one eye, said only that the lamps had always burned.

In the spring a clerk came from the capital. He asked for the accounts, was shown the stove, and
went away again. Nothing was heard of him afterwards, though his umbrella stayed in the hall for
years and was used by all.
"""
LINE_A_PARAGRAPH = """\
The lamps along the quay were lit at dusk, and nobody in the harbor office could say who had paid \
for the oil that burned in them all night long, in winter as in summer.
A ledger was kept, but its pages had been cut out long before the war began, and the keeper said \
only that the lamps had always burned there and always would.
In the spring a clerk came from the capital, asked for the accounts, was shown the stove, and went \
away again without having found out anything about the matter.
"""
RUSSIAN = """\
Фонари вдоль набережной зажигали в сумерках, и никто в конторе порта не мог сказать, кто платил
за масло. Книга велась, но её листы вырезали задолго до войны. Смотритель, старик с одним глазом,
говорил только, что фонари горели всегда.

Весной из столицы приехал писарь. Он спросил счета, ему показали печь, и он уехал. Больше о нём
никто не слышал, хотя его зонт стоял в передней много лет.
"""
UZBEK = """\
Sohil bo‘ylab chiroqlar kechqurun yoqilardi, ammo port idorasida hech kim moyning pulini kim
to‘laganini ayta olmasdi. Daftar yuritilgan, lekin uning varaqlari urushdan ancha oldin yirtib
olingan edi.

Bahorda poytaxtdan bir kotib keldi. U hisoblarni so‘radi, unga pechkani ko‘rsatishdi va u ketdi.
"""
CHINESE = """\
码头上的灯在黄昏时点亮，港务局里没有人知道是谁付的油钱。
账本是有的，但是账页早在战前就被人剪掉了。看守是一个独眼的老人，他只说灯一直都亮着。

春天，首都来了一个书记员。他要看账目，别人给他看了炉子，他就走了。
"""
DIALOGUE = """\
“Who lit the lamps?” asked the clerk.

“Nobody,” said the keeper. “They burn.”

“Lamps do not burn by themselves.”

“These do.”
"""
FIGURES = """\
Version 1.1 was released in 2003. Version 1.2 followed in 2005. The numbers mean nothing. The 3.5
percent growth of 2009 was larger than the 2.1 percent of 2008. In 1,000 cases out of 12,500 it
failed. See no. 4, p. 12, and vol. 3. At 10:30 the train left; at 11.45 it came back. In 1968,
15 lamps were lit, and by 7.3
percent more were not.
"""

POEM = """\
The lamp is lit, the tide is low,
The boats lie sleeping in a row;
I count the lights along the quay,
And none of them were lit for me.

The keeper sleeps, the oil burns down,
The fog has eaten half the town;
And still I count, and still I see
The lights that were not lit for me.
"""
CODE = '''\
def light(lamps):
    """Light all lamps."""
    for lamp in lamps:
        if lamp.oil > 0:
            lamp.lit = True
        else:
            raise NoOil(lamp.name)

class Lamp:
    # one lamp
    def __init__(self, name, oil=1):
        self.name = name
        self.oil = oil
'''
TABLE = """\
Year Oil Wicks Lamps
1901 12.5 30 14
1902 13.1 31 15
1903 14.0 29 15
1904 11.2 28 14
"""
VALUES = "name,oil,wicks\nnorth,12,3\nsouth,14,4\neast,9,2\nwest,11,3\n"
COUNT = "".join(f"{n}\n" for n in range(1, 40))
NUMBERS = "12\n7\n19\n3\n88\n41\n5\n"
LOG = """\
2020-01-01 00:00:01 INFO lamp north lit
2020-01-01 00:00:02 INFO lamp south lit
2020-01-01 00:00:05 WARN lamp east out of oil
2020-01-01 00:00:09 INFO lamp west lit
"""
ADDRESSES = """\
Ada Keeper
12 Quay Street
Port Ilmenau
ada@example.org

Ben Lamp
14 Quay Street
Port Ilmenau
"""
LETTER = """\
From: Ada Keeper <ada@example.org>
To: Ben Lamp <ben@example.org>
Subject: Oil for the lamps

Dear Ben,

the oil came on Friday. I have put it in the shed, where it is dry. Could you tell the
office that we owe them for two barrels, not three?

> Did the oil come?
> I have not heard from the carrier.

Best,
Ada
"""

FLOWING = {
    "prose": PROSE,
    "a line a paragraph": LINE_A_PARAGRAPH,
    "Russian": RUSSIAN,
    "Uzbek": UZBEK,
    "Chinese": CHINESE,
    "dialogue": DIALOGUE,
    "figures": FIGURES,
}
SET_IN_LINES = {
    "poem": POEM,
    "code": CODE,
    "table": TABLE,
    "values": VALUES,
    "count": COUNT,
    "numbers": NUMBERS,
    "log": LOG,
    "addresses": ADDRESSES,
    "letter": LETTER,
}


@functools.cache
def cleaned(text: str) -> Edition:
    [edition] = clean([Source.of(text)], Profiles.load())
    return edition


def blocks(text: str) -> list[tuple[Zone, str]]:
    edition = cleaned(text)
    return [(b.zone, b.text) for b in edition.outline.blocks]


def paragraphs(name: str) -> list[str]:
    text = FLOWING[name]
    if name == "a line a paragraph":
        return text.splitlines()
    blank = "" if name == "Chinese" else " "
    return [part.strip().replace("\n", blank) for part in text.split("\n\n")]


@pytest.mark.parametrize("name", FLOWING)
def test_prose_is_paragraphs_and_nothing_else(name: str) -> None:
    assert blocks(FLOWING[name]) == [(Zone.PARAGRAPH, p) for p in paragraphs(name)]


@pytest.mark.parametrize("name", SET_IN_LINES)
def test_text_set_in_lines_keeps_them(name: str) -> None:
    text = SET_IN_LINES[name]
    assert blocks(text) == [(Zone.VERSE, part.rstrip("\n")) for part in text.split("\n\n")]


@pytest.mark.parametrize("text", [*FLOWING.values(), *SET_IN_LINES.values()])
def test_nothing_is_noise_a_note_or_repaired(text: str) -> None:
    edition = cleaned(text)
    sheet = edition.sheet
    assert set(sheet.census()) <= {"BLANK", "PARAGRAPH", "VERSE"}
    assert not edition.outline.of(Flow.NOTES)
    assert Inline.CALL not in set(sheet.inlines)
    assert not sheet.edits
    assert not sheet.links
    assert {fact.name for fact in sheet.facts} <= {"guessed-start"}
