"""What the codes of a PDF font stand for and how wide their glyphs are.

Read from the font's dictionary alone: ```/ToUnicode`` first, then ``/Encoding`` and glyph names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from archivist.readers.pdf.objects import got, number, resolved

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_CMAP = 4 * 1024 * 1024
"""Bytes of one ``/ToUnicode`` map, at most."""

_BLOCK = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_STANDARD = (
    dict(
        zip(
            (
                0x27,
                0x60,
                0xA1,
                0xA2,
                0xA3,
                0xA4,
                0xA5,
                0xA6,
                0xA7,
                0xA8,
                0xA9,
                0xAA,
                0xAB,
                0xAC,
                0xAD,
            ),
            "’‘¡¢£⁄¥ƒ§¤'“«‹›",
            strict=True,
        )
    )
    | dict(
        zip(
            (
                0xAE,
                0xAF,
                0xB1,
                0xB2,
                0xB3,
                0xB4,
                0xB6,
                0xB7,
                0xB8,
                0xB9,
                0xBA,
                0xBB,
                0xBC,
                0xBD,
                0xBF,
            ),
            "ﬁﬂ–†‡·¶•‚„”»…‰¿",
            strict=True,
        )
    )
    | dict(
        zip(
            (0xD0, 0xE1, 0xE3, 0xE8, 0xE9, 0xEA, 0xEB, 0xF1, 0xF5, 0xF8, 0xF9, 0xFA, 0xFB),
            "—ÆªŁØŒºæıłøœß",
            strict=True,
        )
    )
)
_WIN_ANSI = {**dict.fromkeys((0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D), "•"), 0xAD: "-"}
"""Codes in which WinAnsiEncoding differs from cp1252 (ISO 32000-1, annex D.2, notes)."""

_DINGBATS = {0x75: "◆", 0x6E: "■", 0x6C: "●", 0x71: "❑", 0x76: "❖", 0xA7: "▪", 0xD8: "➢", 0xFC: "✓"}
_DINGBAT_FONT = re.compile(r"dingbats|wingdings", re.IGNORECASE)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_NAMED_LIGATURE = re.compile(r"f(?:_f)?_[filjt]|f_f|T_h|c_t|s_t")
_BOLD = re.compile(r"bold|black|heavy|semibd|demi|\bbd\b|[-,]b$|medi$", re.IGNORECASE)


@dataclass
class Face:
    """A font as the interpreter needs it.

    Attributes:
        name: base name without the subset's tag.
        wide: whether codes have two bytes.
        texts: code to text.
        widths: code to width in thousandths of the size.
        default: width of other codes.
        bold: whether its name says so.
        scale: of its glyph space (Type 3 fonts have their own).
    """

    name: str = ""
    wide: bool = False
    texts: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    default: float = 500.0
    bold: bool = False
    scale: float = 0.001
    _seen: dict[int, tuple[str, float]] = field(default_factory=dict)

    def glyph(self, code: int) -> tuple[str, float]:
        """Text and width (in parts of the size) of a code."""
        known = self._seen.get(code)
        if known is None:
            text = self.texts.get(code, "" if self.wide else _byte(code))
            known = (text, self.widths.get(code, self.default) * self.scale)
            self._seen[code] = known
        return known

    def codes(self, string: bytes) -> list[int]:
        """The codes in a string."""
        if not self.wide:
            return list(string)
        return [string[i] << 8 | string[i + 1] for i in range(0, len(string) - 1, 2)]


def _byte(code: int) -> str:
    text = bytes([code & 0xFF]).decode("cp1252", "replace")
    return "" if text < " " or text == "\ufffd" else text


def face_of(resource: Mapping[str, Any]) -> Face:
    """The face described by a font dictionary; what is broken in it falls back to defaults."""
    base = str(got(resource, "/BaseFont") or "").lstrip("/")
    name = base.partition("+")[2] or base
    subtype = got(resource, "/Subtype")
    face = Face(name, wide=subtype == "/Type0")
    face.bold = bool(_BOLD.search(name))
    if face.wide:
        _cid_widths(resource, face)
    else:
        _simple_widths(resource, face)
        face.texts.update(_encoding(resource, name))
        if subtype == "/Type3":
            matrix = got(resource, "/FontMatrix")
            if isinstance(matrix, list) and matrix and number(matrix[0]):
                face.scale = abs(number(matrix[0]))
    if (stream := got(resource, "/ToUnicode")) is not None and hasattr(stream, "get_data"):
        data = stream.get_data()
        if len(data) <= LARGEST_CMAP:
            face.texts.update(unicode_map(data))
    if _DINGBAT_FONT.search(name):
        plain = {c: t for c, t in _DINGBATS.items() if face.texts.get(c, "?") in {"?", _byte(c)}}
        face.texts.update(plain)
    face.texts = {code: cleaned(text) for code, text in face.texts.items()}
    return face


def cleaned(text: str) -> str:
    r"""A glyph's text: ligatures as letters, no controls.

    >>> cleaned("\ufb01"), cleaned("\x02")
    ('fi', '')
    """
    text = "".join(_LIGATURES.get(char, char) for char in text)
    return "".join(c for c in text if c >= " " and c not in "\x7f\x85\u2028\u2029\ufeff")


def _simple_widths(resource: Mapping[str, Any], face: Face) -> None:
    widths, first = got(resource, "/Widths"), got(resource, "/FirstChar")
    descriptor = got(resource, "/FontDescriptor")
    if isinstance(widths, list) and isinstance(first, (int, float)):
        for code, width in enumerate(widths[:256], int(first)):
            face.widths[code] = number(width)
        known = [w for w in face.widths.values() if w > 0]
        missing = number(descriptor.get("/MissingWidth")) if hasattr(descriptor, "get") else 0.0
        face.default = missing or (sum(known) / len(known) if known else 500.0)
        return
    try:
        metrics = import_module("pypdf._codecs.core_font_metrics").CORE_FONT_METRICS
        core = (
            metrics.get(face.name) or metrics["Courier" if "Courier" in face.name else "Helvetica"]
        )
        by_text = core.character_widths
    except (ImportError, AttributeError, KeyError):
        return
    for code in range(32, 256):
        if (width := by_text.get(_byte(code))) is not None:
            face.widths[code] = float(width)


def _cid_widths(resource: Mapping[str, Any], face: Face) -> None:
    below = got(resource, "/DescendantFonts")
    if not isinstance(below, list) or not below:
        return
    font = resolved(below[0])
    face.default = number(font.get("/DW", 1000)) or 1000.0
    entries = got(font, "/W")
    if not isinstance(entries, list):
        return
    entries = [resolved(e) for e in entries[:200_000]]
    i = 0
    while i + 1 < len(entries):
        first, second = entries[i], entries[i + 1]
        if isinstance(second, list):
            for k, width in enumerate(second[:65536]):
                face.widths[int(number(first)) + k] = number(width)
            i += 2
        elif i + 2 < len(entries):
            low, high = int(number(first)), min(int(number(second)), 65535)
            for code in range(low, high + 1):
                face.widths[code] = number(entries[i + 2])
            i += 3
        else:
            break


def _encoding(resource: Mapping[str, Any], name: str) -> dict[int, str]:
    encoding = got(resource, "/Encoding")
    base = encoding if isinstance(encoding, str) else None
    differences: list[Any] = []
    if hasattr(encoding, "get"):
        base = got(encoding, "/BaseEncoding")
        found = got(encoding, "/Differences")
        differences = list(found)[:1000] if isinstance(found, list) else []
    if base == "/MacRomanEncoding":
        texts = {c: bytes([c]).decode("mac_roman") for c in range(32, 256)}
    elif base == "/WinAnsiEncoding" or (base is None and resource.get("/Subtype") == "/TrueType"):
        texts = {c: _byte(c) for c in range(32, 256)} | _WIN_ANSI
    elif "Symbol" in name:
        texts = {0xB7: "•"}
    else:
        texts = {c: chr(c) for c in range(32, 127)} | _STANDARD
    if base is None:
        texts |= _built_in(resource)
    code = 0
    for item in differences:
        if isinstance(item, (int, float)):
            code = int(item)
        else:
            if (text := glyph_text(str(item))) is not None:
                texts[code] = text
            code += 1
    return texts


_PUT = re.compile(rb"dup\s+(\d{1,3})\s*/([A-Za-z0-9._]{1,40})\s+put")


def _built_in(resource: Mapping[str, Any]) -> dict[int, str]:
    """The encoding in the clear part of an embedded Type 1 font, as TeX's symbol fonts have it."""
    descriptor = got(resource, "/FontDescriptor")
    program = got(descriptor, "/FontFile") if hasattr(descriptor, "get") else None
    if program is None or not hasattr(program, "get_data"):
        return {}
    clear = program.get_data()[:65536].partition(b"eexec")[0]
    named = {int(code): glyph_text(name.decode("ascii")) for code, name in _PUT.findall(clear)}
    return {code: text for code, text in named.items() if text is not None and code < 256}


def glyph_text(name: str) -> str | None:
    """The text of a glyph by its name, or None where the name says nothing.

    >>> glyph_text("/f_i"), glyph_text("/uni2014"), glyph_text("/A.sc"), glyph_text("/g23")
    ('fi', '—', 'A', None)
    """
    name = name.lstrip("/").partition(".")[0]
    if not name:
        return None
    if _NAMED_LIGATURE.fullmatch(name) or "_" in name:
        parts = [glyph_text(part) for part in name.split("_")]
        return "".join(p for p in parts if p) if all(p is not None for p in parts) else None
    if len(name) == 1:
        return name
    known = _glyph_list().get(f"/{name}")
    if known is not None:
        return known
    if match := re.fullmatch(r"uni((?:[0-9A-Fa-f]{4})+)|u([0-9A-Fa-f]{4,6})", name):
        try:
            if match[2]:
                return chr(int(match[2], 16))
            return bytes.fromhex(match[1]).decode("utf-16-be", "replace")
        except (ValueError, OverflowError):
            return None
    return None


def _glyph_list() -> Mapping[str, str]:
    """The Adobe glyph list, as pypdf carries it."""
    try:
        listed: Mapping[str, str] = import_module("pypdf._codecs.adobe_glyphs").adobe_glyphs
    except (ImportError, AttributeError):
        return {}
    return listed


def unicode_map(data: bytes) -> dict[int, str]:
    """Code to text by a ``/ToUnicode`` map."""
    result: dict[int, str] = {}
    for kind, inner in _BLOCK.findall(data):
        if kind == b"codespacerange":
            continue
        tokens = _TOKEN.findall(inner)
        if kind == b"bfchar":
            codes = [t[0] for t in tokens]
            for code, text in zip(codes[::2], codes[1::2], strict=False):
                result[_code(code)] = _utf16(text)
        else:
            _ranges(tokens, result)
        if len(result) > 70_000:
            break
    return result


def _ranges(tokens: list[tuple[bytes, bytes, bytes]], result: dict[int, str]) -> None:
    i = 0
    while i + 2 < len(tokens):
        low, high = _code(tokens[i][0]), _code(tokens[i + 1][0])
        high = min(high, low + 65535)
        i += 2
        if tokens[i][1]:  # a list, one text for each code
            i += 1
            code = low
            while i < len(tokens) and not tokens[i][2]:
                if code <= high:
                    result[code] = _utf16(tokens[i][0])
                code, i = code + 1, i + 1
            i += 1
            continue
        text = _utf16(tokens[i][0])
        i += 1
        if text:
            for code in range(low, high + 1):
                last = ord(text[-1]) + code - low
                if last < 0x110000 and not 0xD800 <= last < 0xE000:
                    result[code] = text[:-1] + chr(last)


def _code(digits: bytes) -> int:
    plain = b"".join(digits.split())
    return int(plain[:8], 16) if plain else 0


def _utf16(digits: bytes) -> str:
    plain = b"".join(digits.split())[:64]
    if len(plain) % 2:
        plain += b"0"
    raw = bytes.fromhex(plain.decode("ascii"))
    return raw.decode("utf-16-be", "ignore") if len(raw) > 1 else raw.decode("latin-1")
