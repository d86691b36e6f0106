"""Names of persons as openers and bylines print them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from archivist.core.ledger import Certainty, Entry, Fact
from archivist.stages.lineview import Line

_UPPER = r"[^\W\d_a-z]"
_WORD = re.compile(r"[^\W\d_][\w'.-]*")
_ARTICLE = re.compile(r"^(?:al|el|ad|ul|ibn)-(?=\w)|^d'(?=\w)")
_PARTICLES = {
    "de",
    "da",
    "di",
    "del",
    "der",
    "den",
    "van",
    "von",
    "la",
    "le",
    "al",
    "bin",
    "ibn",
    "y",
    "e",
    "dos",
    "du",
}
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,4}")
_OPEN_NAME = re.compile(r"(?:[^\W\d_]{2} [^\W\d_]\.|, (?!Jr|Sr|I)[^\W\d_]{3,})$")
"""A first name, with or without an initial: the surname is still to come."""
_TORN = re.compile(r"(?<=\b[^\W\d_]) \.")
"""A blank that an extractor set before the stop of an initial; see ``stages.kerning``."""
_SUFFIXES = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "esq.", "phd", "ph.d."}


def plain(text: str) -> str:
    """Case and accents folded, punctuation off: for comparing names.

    >>> plain("Mireya Sol\u00eds") == plain("MIREYA SOLIS")
    True
    """
    parts = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(
        "".join(c if c.isalnum() else " " for c in parts if not unicodedata.combining(c)).split()
    )


def is_capitals_name(text: str) -> bool:
    """Whether *text* is a name of two to six words in capitals.

    >>> is_capitals_name("EUGENE B. RUMER"), is_capitals_name("EXECUTIVE SUMMARY OF 1999")
    (True, False)
    """
    words = text.replace(",", " ").split()
    if not 2 <= len(words) <= 6:
        return False
    big = 0
    for word in words:
        bare = word.strip(".,'-")
        if any(c.isdigit() for c in word) or not bare:
            return False
        if bare.casefold() in _PARTICLES or word.casefold() in _SUFFIXES:
            continue
        letters = [c for c in bare if c.isalpha()]
        lower = [c for c in letters if c.islower()]
        if (
            not letters
            or len(lower) > 2
            or not letters[0].isupper()
            or (lower and len(letters) < 5)
        ):
            return False
        big += 1
    return big >= 2


_LEAD = re.compile(
    r"(?i)^(?:(?:(?:edited|written|prepared|an? \w+|report|review|essay|article) )?by|with)\s+"
)


def split_names(text: str) -> list[str]:
    """The names of a byline: ``A``, ``A and B``, ``A, B, and C``; suffixes stay with their name.

    >>> split_names("by Ana Horigoshi, John Roe, Jr., and Li Wei")
    ['Ana Horigoshi', 'John Roe, Jr.', 'Li Wei']
    """
    text = _TORN.sub(".", " ".join(text.split()))
    text = _LEAD.sub("", text)
    text = re.sub(r",?\s+(?:and|&)\s+", ", ", text)
    names: list[str] = []
    for part in (p.strip() for p in text.split(",")):
        if names and part.casefold() in _SUFFIXES:
            names[-1] += f", {part}"
        elif part:
            names.append(part)
    return names


def is_byline(text: str) -> bool:
    """Whether *text* reads as one or several names in normal case, and as nothing else."""
    names = split_names(text)
    return bool(names) and all(_is_name(n) for n in names) and len(text) < 600


def _is_name(text: str) -> bool:
    words = text.replace(",", " ").split()
    if not 2 <= len(words) <= 5:
        return False
    for word in words:
        if word.casefold() in _PARTICLES | _SUFFIXES:
            continue
        if _INITIALS.fullmatch(word):
            continue
        bare = _ARTICLE.sub("", word)
        if not _WORD.fullmatch(bare) or not bare[0].isupper() or (bare.isupper() and len(bare) > 3):
            return False
    return words[0].casefold() not in {"the", "a", "an", "table", "figure", "part", "chapter"}


def joined_names(lines: Sequence[Line]) -> tuple[str, list[int]]:
    """The text of a byline over *lines*, and the offset of each of its characters."""
    text, offsets = "", []
    for line in lines:
        if text and not text.endswith("-"):
            text += " "
            offsets.append(line.head)
        text += line.text
        offsets += range(line.head, line.head + len(line.text))
    return text, offsets


def goes_on(text: str) -> bool:
    """Whether a list of names is plainly not at its end.

    >>> goes_on("Ana Roe, Li Wei,"), goes_on("Ana Roe, Li Wei"), goes_on("Ana Roe and Li Wei")
    (True, True, False)
    >>> goes_on("Ana Roe and Li J."), goes_on("Ana Roe, Jr., Lin"), goes_on("Li Wei, Jr.")
    (True, True, False)
    """
    if text.endswith((",", "&", "-")) or text.casefold().endswith(" and"):
        return True
    if _OPEN_NAME.search(text):
        return True
    return text.count(", ") >= 1 and not re.search(r"\band\b|&|,? Jr\.|[А-Яа-я]", text)


def name_facts(
    role: str, lines: Sequence[Line], rule: str, certainty: Certainty = Certainty.HIGH
) -> list[Entry]:
    """A fact *role* for each name of a byline over *lines*, with the span of the name alone."""
    text, offsets = joined_names(lines)
    facts: list[Entry] = []
    at = 0
    for name in split_names(text):
        words = (re.escape(word.rstrip(",")).replace(r"\.", r" {0,2}\.") for word in name.split())
        pattern = r",?\s+".join(words)
        match = re.compile(pattern).search(text, at)
        if match is None:
            continue
        at = match.end()
        start, end = offsets[match.start()], offsets[match.end() - 1] + 1
        facts.append(Fact(role, name, start, end, rule, certainty))
    return facts
