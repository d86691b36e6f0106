"""The language of a text: by its common words, and by its letters where it has few of them."""

from __future__ import annotations

import pytest

from archivist.profiles import Profiles
from archivist.stages.language import language_of

COMMON = Profiles.load().idioms.common
NUMBERS = " 12 41 1990 2003 17 B. 63 88 5 29 " * 3


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The harbor of the north is in the hands of the few that keep it. " * 4, "en"),
        ("Ёлкин Б. Временный регламент. М.: Причал. Там же. Портовый сбыт." + NUMBERS, "ru"),
        ("Лисенко Б. Тимчасовий регламент. Київ: Причал. Там само. Її збір." + NUMBERS, "uk"),
        ("Әбілов Қ. Уақытша ереже. Алматы: Айлақ. Сонда. Теңіз құралы." + NUMBERS, "kk"),
        ("G'ozieva D. Shimoliy yo'nalish. To'lqinova B. O'sha joyda." + NUMBERS, "uz"),
        ("Сафаров Ҷ. Қоидаҳои муваққатӣ. Душанбе: Бандар. Ҳамон ҷо." + NUMBERS, "und"),
        ("Roe, Quay Press, 2012. O'Dwyer, Levies. D'Arcy, Ports. Ibid." + NUMBERS, "und"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(text, COMMON) == language


def test_what_the_publisher_writes_stands_where_words_tell_nothing() -> None:
    assert language_of("Ёлкин" + NUMBERS, COMMON, "en-US") == "en-US"
