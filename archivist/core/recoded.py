"""Codecs for text in UTF-8 that was read in a one-byte encoding and written as UTF-8 once more.

A crawler that takes a page for Windows-1252 makes three letters of each curly quote, in the whole
file. Nothing is lost: decoded once more the text is whole, and gives its bytes back. A person has
to name such a codec, since a text is never changed unasked; where nobody does, words are repaired
one by one, each on record. Bytes that the one-byte encoding leaves undefined stand for the control
characters of the same number, as in browsers (WHATWG Encoding Standard).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from functools import partial

_READ_AS = {
    f"utf-8-as-{name}": name
    for name in ("windows-1252", "windows-1251", "windows-1254", "iso-8859-1")
}
RECODED = tuple(_READ_AS)
"""Names of the codecs, the commonest first."""


def read_as(text: str) -> str:
    """The codec by which all of *text* would have to be decoded once more, or nothing.

    >>> read_as("\u00e2\u20ac\u0153Oil\u00e2\u20ac\u009d \u00e2\u20ac\u201d Nu\u00c3\u00b1ez")
    'utf-8-as-windows-1252'
    """
    if len(_TWICE.findall(text)) < _SHOWN:
        return ""
    for name in RECODED:
        try:
            if text.encode().decode(name).encode(name) == text.encode():
                return name
        except UnicodeError:
            continue
    return ""


_TWICE = re.compile("[\u00c2-\u00f4\u0402-\u0490\u2010-\u2122][^\x00-\x7f]")
"""How a letter or sign of UTF-8 begins that was read in a one-byte encoding."""
_SHOWN = 3
"""Of them so many at least: one or two can be what somebody wrote."""


def _table(name: str) -> str:
    """The characters of the 256 bytes of an encoding."""
    read = (bytes([byte]).decode(name, "ignore") or chr(byte) for byte in range(256))
    return "".join(read)


def _decode(table: str, raw: bytes, errors: str = "strict") -> tuple[str, int]:
    as_read = bytes(raw).decode("utf-8", errors)
    once = codecs.charmap_encode(as_read, errors, codecs.charmap_build(table))[0]
    return once.decode("utf-8", errors), len(raw)


def _encode(table: str, text: str, errors: str = "strict") -> tuple[bytes, int]:
    as_read = codecs.charmap_decode(text.encode("utf-8", errors), "strict", table)[0]
    return as_read.encode("utf-8", errors), len(text)


def _named(name: str) -> codecs.CodecInfo | None:
    """The codec of a name, as Python's registry asks for it: hyphens are underscores there."""
    wanted = name.replace("_", "-")
    if wanted not in _READ_AS:
        return None
    table = _table(_READ_AS[wanted])
    encode: Callable[..., tuple[bytes, int]] = partial(_encode, table)
    decode: Callable[..., tuple[str, int]] = partial(_decode, table)
    return codecs.CodecInfo(encode, decode, name=wanted)


codecs.register(_named)
