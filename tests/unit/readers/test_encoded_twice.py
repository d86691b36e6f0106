"""Text that was read in a one-byte encoding and written as UTF-8 again, in the whole file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist import api
from archivist.core import Origin, Source
from archivist.core.recoded import RECODED, read_as
from archivist.profiles import Profiles
from archivist.readers.text import read_text

TEXT = "“Oil,” he said — “and wicks.” Núñez’s lamp\u00a0was lit… in the café.\n"
AT = Origin("copy.txt")


def read(raw: bytes, encoding: str = "") -> Source:
    source = read_text(raw, AT, encoding)
    assert isinstance(source, Source), source
    return source


@pytest.mark.parametrize("name", RECODED)
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_it_is_told_and_can_be_decoded_once_more(name: str, bom: bytes) -> None:
    raw = bom + TEXT.encode(name)
    codec = read_as(read(raw).text)
    assert codec in RECODED
    source = read(raw, codec)
    assert source.text.lstrip("\ufeff") == TEXT
    assert source.encoding == codec
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
def test_what_was_encoded_once_is_told_from_it(text: str) -> None:
    assert read_as(text) == ""


def test_nothing_is_decoded_once_more_unasked() -> None:
    raw = TEXT.encode(RECODED[0])
    source = read(raw)
    assert (source.text, source.encoding) == (raw.decode(), "utf-8")
    (edition,) = api.clean([source], Profiles.load())
    (told,) = [finding for finding in edition.findings if finding.code == "E105"]
    assert RECODED[0] in told.message
    assert "“Oil,” he said — “and wicks.” Núñez’s" in edition.outline.blocks[0].text


@given(st.text(), st.sampled_from(RECODED))
def test_any_text_goes_there_and_back(text: str, name: str) -> None:
    assert text.encode(name).decode(name) == text


@given(st.binary(max_size=60))
def test_any_bytes_are_given_back(raw: bytes) -> None:
    source = read_text(raw, AT)
    assert isinstance(source, str) or source.encoded() == raw
