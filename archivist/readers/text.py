"""Plain text of any encoding and newline habit, read so that its bytes can be given back."""

from __future__ import annotations

import codecs
import hashlib
import re

from archivist.core import Origin, Source
from archivist.core.recoded import RECODED
from archivist.readers.encodings import BYTE_ORDER_MARKS, SAMPLE, guess, wide

_MARKS = frozenset(mark for mark, _ in BYTE_ORDER_MARKS)
_ASCII = bytes(range(0x80))
_BROKEN = re.compile("[\\udc80-\\udcff]")
_CONTROLS = bytes({*range(9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)})


def read_text(raw: bytes, origin: Origin, encoding: str = "") -> Source | str:
    """A source, or the sentence that says why these bytes are no text.

    Args:
        raw: the whole file.
        origin: where it came from.
        encoding: name of a codec, where a person knows it; otherwise it is found out.
    """
    if not raw.strip() or raw in _MARKS:
        return (
            "the file is empty; scrape it again"
            if not raw or raw in _MARKS
            else "the file holds only blanks; scrape it again"
        )
    if encoding:
        return _named(raw, origin, encoding)
    for bom, name in BYTE_ORDER_MARKS:
        if raw.startswith(bom):
            return _made(raw, origin, name, bom=bom) or f"the bytes after the mark are not {name}"
    if name := wide(raw):
        source = _made(raw, origin, name, certainty=0.9)
        return source or f"looks like {name} but does not decode as such; convert it to UTF-8"
    if excuse := _binary(raw):
        return excuse
    return _made(raw, origin, "utf-8") or _detected(raw, origin)


def _named(raw: bytes, origin: Origin, encoding: str) -> Source | str:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        return f"{encoding!r} is no encoding known to Python; give another one with --encoding"
    bom = codecs.BOM_UTF8 if name in RECODED and raw.startswith(codecs.BOM_UTF8) else b""
    return (
        _made(raw, origin, name, bom=bom)
        or _made(raw, origin, name, errors="surrogateescape")
        or f"the bytes are not {encoding}; leave --encoding out to have it found"
    )


def _made(
    raw: bytes,
    origin: Origin,
    encoding: str,
    *,
    bom: bytes = b"",
    errors: str = "strict",
    certainty: float = 1.0,
) -> Source | None:
    """A source, if the text gives exactly these bytes back."""
    try:
        text = raw[len(bom) :].decode(encoding, errors)
        if text.encode(encoding, errors) != raw[len(bom) :]:
            return None
    except (UnicodeError, LookupError):
        return None
    digest = hashlib.sha256(raw).hexdigest()
    return Source(digest, text, raw, origin, encoding, errors, bom, certainty)


def _binary(raw: bytes) -> str:
    sample = raw[:8000]
    if b"\0" in sample:
        return "the file is binary, not text (it holds NUL bytes); give the text or a known format"
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > 0.1 * len(sample):
        return "the file is binary, not text; give the text or a known format"
    return ""


def _detected(raw: bytes, origin: Origin) -> Source | str:
    """Mostly UTF-8 with broken bytes, or a single-byte encoding, by evidence."""
    broken = _broken_share(raw)
    if broken < 0.2:
        source = _made(raw, origin, "utf-8", errors="surrogateescape", certainty=1 - broken)
        if source is not None:
            return source
    name, certainty = guess(raw)
    for errors in ("strict", "surrogateescape"):
        source = _made(raw, origin, codecs.lookup(name).name, errors=errors, certainty=certainty)
        if source is not None:
            return source
    source = _made(raw, origin, "cp1252", errors="surrogateescape", certainty=0.1)
    return source or "the encoding could not be found; name it with --encoding"


def _broken_share(raw: bytes) -> float:
    """Share of the bytes above 0x7F that are not part of valid UTF-8 sequences."""
    sample = raw[:SAMPLE]
    high = len(sample.translate(None, _ASCII))
    bad = len(_BROKEN.findall(sample.decode("utf-8", "surrogateescape")))
    return bad / high if high else 0.0
