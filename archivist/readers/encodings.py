"""Which encoding bytes without a label are in: by the letters and signs they would read as.

Each candidate is tried on the words that hold bytes above 0x7F. A reading gains by the letters that
are common in a language the encoding serves, and loses by letters no such language has, by signs
inside words, by control characters, by capitals inside words and by Cyrillic beside Latin letters.
Frequencies are the order of the letters in each language, commonest first; general knowledge.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import NamedTuple

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


def guess(raw: bytes) -> Guess:
    """The single-byte encoding that *raw*, which is no UTF-8, is most likely in.

    >>> guess("Türkiye’nin dış politikası değişti".encode("cp1254")).encoding
    'cp1254'
    """
    words = Counter(_WORD.findall(raw[:SAMPLE])).most_common(_MOST_WORDS)
    weights = [(word, 1 + math.log(count)) for word, count in words]
    scores = {name: _score(weights, name) for name in CANDIDATES}
    best = max(CANDIDATES, key=scores.__getitem__)
    mine = [word.decode(best, "replace") for word, _ in weights]
    rivals = [
        scores[name]
        for name in CANDIDATES
        if name != best and [word.decode(name, "replace") for word, _ in weights] != mine
    ]
    margin = scores[best] - max(rivals, default=-math.inf)
    letters = sum(
        weight * sum(c > "\x7f" for c in word.decode(best, "replace")) for word, weight in weights
    )
    doubt = 0.5 if not letters or scores[best] / letters < _RARE else 0.0
    return Guess(best, round(max(LEAST, min(0.99, _sure(margin) - doubt)), 2))


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


def _score(words: list[tuple[bytes, float]], encoding: str) -> float:
    """How well the words read in an encoding: the best of its languages."""
    read = [(word.decode(encoding, "replace"), weight) for word, weight in words]
    shape = sum(_shape(word) * weight for word, weight in read)
    best = max(
        sum(_fit(word, _values(order)) * weight for word, weight in read)
        for order in (*_LANGUAGES[encoding], "")
    )
    return shape + best + _LEAN.get(encoding, 0.0)


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


def _fit(word: str, values: dict[str, float]) -> float:
    """The sum of what its characters beyond ASCII are worth."""
    fit = 0.0
    for char in word:
        if char <= "\x7f":
            continue
        if char in _SIGNS:
            fit += _SIGN
        elif char.isalpha():
            fit += values.get(char, _RARE if values else _LETTER)
        else:
            fit += _CONTROL if "\x80" <= char <= "\x9f" or char == "\ufffd" else _ODD
    return fit


def _shape(word: str) -> float:
    """What speaks against a word: scripts mixed, capitals or signs inside it."""
    against = 0.0
    for before, char in pairwise(word):
        if before.isalpha() and char.isalpha():
            if (before > "\u0400") != (char > "\u0400"):
                against -= 4.0
            elif before.islower() and char.isupper():
                against -= 3.0
    for k in range(1, len(word) - 1):
        inside = word[k - 1].isalpha() and word[k + 1].isalpha()
        if inside and not word[k].isalpha() and word[k] not in _APOSTROPHES | {"'"}:
            against -= 2.0 if word[k] in _SIGNS else 5.0
    return against
