"""Which encoding bytes without a label are in: by the letters and signs they would read as.

Each candidate is tried on the words that hold bytes above 0x7F. A reading gains by the letters that
are common in a language the encoding serves, and loses by letters no such language has, by signs
inside words, by control characters, by capitals inside words and by Cyrillic beside Latin letters.
Frequencies are the order of the letters in each language, commonest first; general knowledge.
"""

from __future__ import annotations

import codecs
import math
import re
from collections import Counter, defaultdict
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""What a file can open with to say how it is encoded; UTF-32 first: its mark begins as UTF-16's."""

_LATIN_WEST = (
    "éèàêçôûîâùëïœæ",  # French
    "üäöß",  # German
    "óíáéñúü¿¡",  # Spanish
    "ãçáéóíêâõúàô",  # Portuguese
    "åäöøæé",  # the Nordic languages
    "àèìòùé",  # Italian
)
_LATIN_EAST = (
    "łąęóżśćńź",  # Polish
    "íáéěřčšžýůúňóťď",  # Czech
    "áíéčšžýúôňľťäó",  # Slovak
    "áéöőóüűíú",  # Hungarian
    "ăîâşţ",  # Romanian
    "čšžćđ",  # Croatian, Slovene
)
_TURKIC = ("ıüşçğöİâîû", "əıüşöçğİ")  # Turkish, Azerbaijani
_CYRILLIC = (
    "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",  # Russian
    "оаинвітерсклудмпязьбгйчхцїжєшюфщґ",  # Ukrainian
    "аоиетнрсвдлкпмзгуъбчщхйяжшцфюь",  # Bulgarian
)
_LANGUAGES = {
    "cp1252": _LATIN_WEST,
    "cp1251": _CYRILLIC,
    "cp1254": _TURKIC,
    "cp1250": _LATIN_EAST,
    "koi8_r": _CYRILLIC[:1],
    "iso8859_9": _TURKIC,
    "iso8859_2": _LATIN_EAST,
    "cp866": _CYRILLIC[:1],
}
CANDIDATES = tuple(_LANGUAGES)
"""Codecs that are tried; of those that read the same the first is taken."""

_SIGNS = frozenset("‘’“”„‚«»–—…•\u00a0©®™°§№€£±×½¼¾·")
_APOSTROPHES = frozenset("’‘")
_SIGN, _LETTER, _RARE, _ODD, _CONTROL = -2.5, -5.0, -7.0, -8.0, -12.0
_LEAN = {"iso8859_9": -0.4, "iso8859_2": -0.4, "koi8_r": -0.2, "cp866": -1.0}
"""What speaks against an encoding before anything is read: the Windows ones are far commoner."""

_WORD = re.compile(rb"[A-Za-z'\x80-\xff]*[\x80-\xff][A-Za-z'\x80-\xff]*")
SAMPLE = 200_000
"""Bytes that are looked at, at most."""

_MOST_WORDS = 1500
LEAST = 0.3
"""Confidence in an encoding that nothing bears out."""

_USUAL = re.compile(r"[ -~\u00a0-\u024f\u0370-\u052f\u2000-\u206f\u20ac\u2116\u2122]")
"""Latin, Greek and Cyrillic letters with their signs."""


class Guess(NamedTuple):
    """A codec and the confidence in it, 0 to 1."""

    encoding: str
    certainty: float


class Evidence(NamedTuple):
    """The words with bytes above 0x7F, taken apart, with the weight of each part.

    A letter is worth the same in whatever word it stands, and what speaks against a word is seen
    on two or three neighbours: each part is judged once an encoding, not once a word.

    Attributes:
        bytes: those above 0x7F.
        pairs: neighbours.
        around: to a byte above 0x7F, what stands on both sides of it.
    """

    bytes: dict[int, float]
    pairs: dict[tuple[int, int], float]
    around: dict[int, dict[tuple[int, int], float]]


def guess(raw: bytes) -> Guess:
    """The single-byte encoding that *raw*, which is no UTF-8, is most likely in.

    >>> guess("Türkiye’nin dış politikası değişti".encode("cp1254")).encoding
    'cp1254'
    """
    evidence = _evidence(Counter(_WORD.findall(raw[:SAMPLE])).most_common(_MOST_WORDS))
    scores = {name: _score(evidence, name) for name in CANDIDATES}
    best = max(CANDIDATES, key=scores.__getitem__)
    mine = _read(evidence, best)
    rivals = [scores[name] for name in CANDIDATES if name != best and _read(evidence, name) != mine]
    margin = scores[best] - max(rivals, default=-math.inf)
    letters = sum(evidence.bytes.values())
    doubt = 0.5 if not letters or scores[best] / letters < _RARE else 0.0
    return Guess(best, round(max(LEAST, min(0.99, _sure(margin) - doubt)), 2))


def _evidence(words: list[tuple[bytes, int]]) -> Evidence:
    found = Evidence(
        defaultdict(float), defaultdict(float), defaultdict(lambda: defaultdict(float))
    )
    for word, count in words:
        weight = 1 + math.log(count)
        for byte in word:
            if byte > 0x7F:
                found.bytes[byte] += weight
        for pair in pairwise(word):
            found.pairs[pair] += weight
        for before, byte, after in zip(word, word[1:], word[2:], strict=False):
            if byte > 0x7F:  # a letter of ASCII is no sign, nor is an apostrophe
                found.around[byte][before, after] += weight
    return found


def _read(evidence: Evidence, encoding: str) -> list[str]:
    """What the bytes above 0x7F that occur are in an encoding."""
    table = _table(encoding)
    return [table[byte] for byte in evidence.bytes]


@cache
def _table(encoding: str) -> str:
    """The character of each byte."""
    return bytes(range(256)).decode(encoding, "replace")


def wide(raw: bytes) -> str:
    """UTF-16 or UTF-32 without a mark, or nothing.

    Markup and Latin text show their width by zero bytes in each second place. Else the bytes must
    decode without a fault into letters of few alphabets with blanks between them.
    """
    sample = raw[:4000]
    if len(sample) < 8 or b"\0" not in sample:
        return ""
    for name, unit in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        try:
            text = sample[: len(sample) - len(sample) % unit].decode(name)
        except UnicodeDecodeError:
            continue
        usual = sum(1 for char in text if char in "\t\n\r" or _USUAL.match(char))
        if usual >= 0.95 * len(text) and len(raw) % unit == 0:
            return name
    return ""


def _sure(margin: float) -> float:
    return 1 / (1 + math.exp(-min(margin, 50.0) / 2))


def _score(evidence: Evidence, encoding: str) -> float:
    """How well the words read in an encoding: the best of its languages."""
    table = _table(encoding)
    best = max(
        sum(_worth(table[byte], _values(order)) * weight for byte, weight in evidence.bytes.items())
        for order in (*_LANGUAGES[encoding], "")
    )
    return _shape(evidence, table) + best + _LEAN.get(encoding, 0.0)


@cache
def _values(order: str) -> dict[str, float]:
    """Log probability of each letter; half as likely as a capital."""
    total = sum(1 / (k + 2) for k in range(len(order))) or 1.0
    values = {}
    for k, letter in enumerate(order):
        values[letter] = math.log(1 / (k + 2) / total)
        capital = letter.upper()
        if len(capital) == 1 and capital != letter:
            values.setdefault(capital, values[letter] - 0.7)
    return values


def _worth(char: str, values: dict[str, float]) -> float:
    """What a character beyond ASCII is worth in a language."""
    if char in _SIGNS:
        return _SIGN
    if char.isalpha():
        return values.get(char, _RARE if values else _LETTER)
    return _CONTROL if "\x80" <= char <= "\x9f" or char == "\ufffd" else _ODD


def _shape(evidence: Evidence, table: str) -> float:
    """What speaks against the words: scripts mixed, capitals or signs inside them."""
    against = sum(
        _between(table[a], table[b]) * weight for (a, b), weight in evidence.pairs.items()
    )
    for byte, around in evidence.around.items():
        if worth := _inside(table[byte]):
            against += worth * sum(
                weight
                for (a, b), weight in around.items()
                if table[a].isalpha() and table[b].isalpha()
            )
    return against


@lru_cache(maxsize=4096)
def _between(before: str, char: str) -> float:
    """What speaks against two neighbours: scripts mixed, a capital behind a small letter."""
    if not (before.isalpha() and char.isalpha()):
        return 0.0
    if (before > "\u0400") != (char > "\u0400"):
        return -4.0
    return -3.0 if before.islower() and char.isupper() else 0.0


def _inside(char: str) -> float:
    """What speaks against a character between two letters, if it is none itself."""
    if char.isalpha() or char in _APOSTROPHES:
        return 0.0
    return -2.0 if char in _SIGNS else -5.0
