"""Text that was read in a one-byte encoding and written as UTF-8 again, in the whole file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.core import Origin, Source
from archivist.core.recoded import RECODED
from archivist.readers.text import read_text

TEXT = "“Oil,” he said — “and wicks.” Núñez’s lamp\u00a0was lit… in the café.\n"
AT = Origin("copy.txt")


def read(raw: bytes, encoding: str = "") -> Source:
    source = read_text(raw, AT, encoding)
    assert isinstance(source, Source), source
    return source


@pytest.mark.parametrize("name", RECODED)
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_it_is_decoded_once_more_and_gives_its_bytes_back(name: str, bom: bytes) -> None:
    raw = bom + TEXT.encode(name)
    source = read(raw)
    assert source.text == TEXT
    assert source.encoding in RECODED
    assert source.certainty < 0.95, "it is told as a guess"
    assert source.bom + source.text.encode(source.encoding) == raw
    assert source.encoded() == raw


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "NÃO É “isto” — Â° e Ñandú, à â ê.",
        "Привет, «мир» — и лампы. ЕЩЁ РАЗ: ГДЕ “да”?",
        "Şu ışık çok güzel; öyle değil mi?",
        "One curly quote of three letters: donâ€™t.",
        f"{TEXT}{TEXT.encode(RECODED[0]).decode()}",  # only in part: that is for single repairs
    ],
)
def test_what_was_encoded_once_is_left(text: str) -> None:
    source = read(text.encode())
    assert (source.text, source.encoding) == (text, "utf-8")


def test_a_person_may_say_that_it_is_meant() -> None:
    raw = TEXT.encode(RECODED[0])
    assert read(raw, "utf-8").text == raw.decode()
    assert read(raw, RECODED[0]).text == TEXT


@given(st.text(), st.sampled_from(RECODED))
def test_any_text_goes_there_and_back(text: str, name: str) -> None:
    assert text.encode(name).decode(name) == text


@given(st.binary(max_size=60))
def test_any_bytes_are_given_back(raw: bytes) -> None:
    source = read_text(raw, AT)
    assert isinstance(source, str) or source.encoded() == raw
