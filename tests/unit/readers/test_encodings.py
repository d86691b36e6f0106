"""Which encoding a text is in: found by its letters, its bytes given back whatever was found."""

from __future__ import annotations

from itertools import islice, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.core import Origin, Source
from archivist.readers.encodings import CANDIDATES, guess
from archivist.readers.text import read_text
from tests.work import work

WRITTEN = {
    "English": (
        ["cp1252"],
        "The board’s reply was curt – “no” – and the façade of the old café stayed shut.",
    ),
    "French": (
        ["cp1252"],
        "Le port était fermé ; les pêcheurs espéraient un été plus clément à cet égard.",
    ),
    "German": (
        ["cp1252"],
        "Die Häfen der Küste wurden geschlossen, während die Schiffe draußen lagen.",
    ),
    "Spanish": (
        ["cp1252"],
        "¿Quién pagará la reparación del muelle? El señor alcalde no contestó jamás.",
    ),
    "Portuguese": (
        ["cp1252"],
        "A construção do cais não avançou; são três milhões a mais, dizem os órgãos.",
    ),
    "Swedish": (
        ["cp1252"],
        "Hamnen låg öde när båtarna kom från ön; först på våren öppnades den åter.",
    ),
    "Russian": (
        ["cp1251", "koi8_r", "cp866"],
        "Гавань закрыли весной, и рыбаки ждали, когда откроют новый причал.",
    ),
    "Ukrainian": (
        ["cp1251"],
        "Гавань зачинили навесні, і рибалки чекали, коли відкриють її знову.",
    ),
    "Turkish": (
        ["cp1254", "iso8859_9"],
        "Liman kışın kapandı; balıkçılar açılacağı günü beklediler, çünkü iş yoktu.",
    ),
    "Polish": (
        ["cp1250", "iso8859_2"],
        "Port zamknięto wiosną, a rybacy czekali, aż znów będzie można wypłynąć.",
    ),
    "Czech": (
        ["cp1250", "iso8859_2"],
        "Přístav byl na jaře zavřen a rybáři čekali, až bude znovu otevřen.",
    ),
    "Hungarian": (
        ["cp1250", "iso8859_2"],
        "A kikötőt tavasszal bezárták, és a halászok várták, hogy újra megnyíljon.",
    ),
}
CASES = [
    (language, codec, text, times)
    for language, (codecs, text) in WRITTEN.items()
    for codec in codecs
    for times in (1, 30)
]


def read(raw: bytes) -> Source:
    source = read_text(raw, Origin("a"))
    assert isinstance(source, Source), source
    return source


@pytest.mark.parametrize(("language", "codec", "text", "times"), CASES)
def test_letters_tell_the_encoding(language: str, codec: str, text: str, times: int):
    whole = f"{text}\n" * times
    source = read(whole.encode(codec))
    assert source.text == whole, (language, source.encoding)
    assert 0.8 <= source.certainty < 1


@pytest.mark.parametrize("codec", ["cp1251", "cp1254", "cp1250"])
def test_a_few_foreign_letters_in_much_ascii_are_enough(codec: str):
    text = next(t for codecs, t in WRITTEN.values() if codec in codecs)
    whole = "A long report in plain letters, with one quotation. " * 400 + text
    assert read(whole.encode(codec)).text == whole


def test_halves_of_sentences_are_mostly_right():
    right = asked = 0
    for codecs, text in WRITTEN.values():
        words = text.split()
        for codec in codecs:
            for start in range(0, len(words) - 2, 3):
                part = " ".join(words[start : start + 4])
                if part.isascii():
                    continue
                asked += 1
                right += read(part.encode(codec)).text == part
    assert asked > 50
    assert right >= 0.85 * asked


def test_signs_that_prove_nothing_leave_a_doubt():
    assert guess(b"a\x81\x8d\x8f\x90\x9d").certainty < 0.9


@pytest.mark.parametrize("times", [1, 30])
@pytest.mark.parametrize(
    "codec",
    [
        *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"),
        "utf-32-be",
    ],
)
@pytest.mark.parametrize("language", WRITTEN)
def test_unicode_with_and_without_a_mark(language: str, codec: str, times: int):
    whole = WRITTEN[language][1] * times
    source = read(whole.encode(codec))
    assert source.text == whole
    assert source.encoded() == whole.encode(codec)


@given(st.binary(min_size=1, max_size=400))
def test_the_bytes_come_back_whatever_they_are(raw: bytes):
    source = read_text(raw, Origin("a"))
    if isinstance(source, Source):
        assert source.encoded() == raw
        assert 0 < source.certainty <= 1


@given(st.sampled_from(CANDIDATES), st.text(min_size=1, max_size=200))
def test_texts_of_every_encoding_come_back(codec: str, text: str):
    raw = text.encode(codec, "ignore")
    source = read_text(raw, Origin("a")) if raw.strip() else None
    if isinstance(source, Source):
        assert source.encoded() == raw


def test_letters_and_neighbours_are_judged_once_not_once_a_word():
    letters = "оеаинтсрвлкмдпуяы"
    words = ["".join(four) for four in islice(product(letters, repeat=4), 0, None, 60)]
    few, many = (" ".join(words[:count]).encode("cp1251") for count in (300, 1200))
    assert work(lambda: guess(many)) < 2.5 * work(lambda: guess(few))
