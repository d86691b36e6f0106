"""Which characters the bytes of a page are: mark, declaration, evidence, as the web does."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from archivist.readers.encodings import BYTE_ORDER_MARKS, SAMPLE, guess, wide

_LABEL = re.compile(
    rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
_PRESCAN = 8192
"""Bytes in which a declaration is looked for; the HTML standard says 1024, saved pages use more."""


_WEB = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
    "big5": "big5hkscs",
}
"""Declared encodings that the web reads as a larger one (WHATWG Encoding Standard, labels)."""


class Decoded(NamedTuple):
    """Text of a page, the codec that gave it, and how sure that is (0 to 1)."""

    text: str
    encoding: str
    certainty: float


def decode_page(raw: bytes, encoding: str = "") -> Decoded | str:
    """The characters of a page, or why they cannot be had.

    Args:
        raw: the whole page.
        encoding: codec named by a person or by the HTTP header; empty to find it out.
    """
    if encoding:
        name = web_codec(encoding)
        if not name:
            return f"{encoding!r} is no encoding known to Python; give another one with --encoding"
        return _decoded(raw, name, 1.0)
    for bom, name in BYTE_ORDER_MARKS:
        if raw.startswith(bom):
            return _decoded(raw[len(bom) :], name, 1.0)
    if name := _wide(raw):
        return _decoded(raw, name, 0.9)
    declared = _declared(raw)
    multibyte = _is_utf8(raw)
    if multibyte or declared == "utf-8":  # valid UTF-8 beyond ASCII is no accident
        return _decoded(raw, "utf-8", 1.0 if multibyte else 0.9)
    if raw.isascii():
        return _decoded(raw, "utf-8", 1.0)
    if declared:
        return _decoded(raw, declared, 0.95)
    return _guessed(raw)


def web_codec(label: str) -> str:
    """The Python codec for an encoding label as the web understands it, or nothing.

    >>> web_codec("ISO-8859-1"), web_codec("x-nothing")
    ('cp1252', '')
    """
    try:
        name = codecs.lookup(label.strip().removeprefix("x-")).name
        "a".encode(name)
    except (LookupError, UnicodeError, ValueError):
        return ""
    return _WEB.get(name, name)


def _declared(raw: bytes) -> str:
    for match in _LABEL.finditer(raw[:_PRESCAN]):
        name = web_codec(match[1].decode("ascii"))
        if name.startswith(("utf-16", "utf-32")):
            return "utf-8"  # it was readable as single bytes, so it is not that
        if name:
            return name
    return ""


def _is_utf8(raw: bytes) -> bool:
    if raw.isascii():
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _wide(raw: bytes) -> str:
    sample = raw[:4000]
    if len(sample) < 8:
        return ""
    opening = sample.lstrip(b"\0\t\n\r ")  # markup shows its width in any alphabet
    if sample[:1] == b"\0" and opening[:1] == b"<" and opening[1:2] == b"\0":
        return "utf-16-be"
    if sample[:2] == b"<\0":
        return "utf-16-le"
    return wide(raw)


def _decoded(raw: bytes, name: str, certainty: float) -> Decoded | str:
    try:
        text = raw.decode(name, "replace")
    except (UnicodeError, LookupError, ValueError):
        return f"the bytes are not {name}; name the encoding with --encoding"
    bad = text.count("\ufffd")
    if bad:
        high = sum(1 for byte in raw[:SAMPLE] if byte > 0x7F) or 1
        certainty = round(max(0.1, certainty - bad / max(high, bad)), 2)
    return Decoded(text, name, certainty)


def _guessed(raw: bytes) -> Decoded | str:
    sample = raw[:SAMPLE]
    text = sample.decode("utf-8", "replace")
    if text.count("\ufffd") * 10 < sum(1 for c in text if c > "\x7f"):
        return _decoded(raw, "utf-8", 0.8)
    name, certainty = guess(raw)
    return _decoded(raw, codecs.lookup(name).name, certainty)
