"""Names of persons as openers and bylines print them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from archivist.core.ledger import Certainty, Entry, Fact
from archivist.core.source import legible, legible_at
from archivist.profiles.idioms import Idioms
from archivist.stages.lines.view import Line

_WORD = re.compile(r"[^\W\d_][\w'.-]*")
_NO_LETTER = re.compile(r"[\W_]")
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
_SUFFIXES = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"}
_SURE_DEGREE = re.compile(r"\s+(?:Ph\.? ?D|Ed\.? ?D|D\.? ?Phil|Dr\.?PH|MPH|PsyD|PharmD)\.?$")
"""A degree behind a name without a comma between; other letters there can be initials."""
_TITLE = re.compile(r"^(?:(?:Dr|Prof)\.|Dr|Professor) (?=\S+ \S)")
NOTE_SIGNS = "*†‡§¶"
"""Signs of notes that stand behind a name, and before the note on its bearer."""
_SIGNS = re.compile(rf"(?<=[^\W\d_A-Z])(?:\s?[{NOTE_SIGNS}]+|\d{{1,2}}(?:,\d{{1,2}})*)(?=$|[\s,;])")
"""Signs of notes behind a name: ``Ana Roe*``, ``Li Wei1,2``."""


def plain(text: str) -> str:
    """Case and accents folded, punctuation off: for comparing names.

    >>> plain("Mireya Sol\u00eds") == plain("MIREYA SOLIS")
    True
    """
    parts = unicodedata.normalize("NFKD", text).casefold()
    if not parts.isascii():
        parts = "".join(c for c in parts if not unicodedata.combining(c))
    return " ".join(_NO_LETTER.sub(" ", parts).split())


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


def split_names(text: str, idioms: Idioms) -> list[str]:
    """The names of a byline: ``A``, ``A and B``, ``A, B, and C``.

    Suffixes stay with their name; degrees, posts and the signs of notes are no part of it.
    """
    text = _TORN.sub(".", " ".join(legible(text).split()))
    text = _SIGNS.sub("", _LEAD.sub("", text))
    text = re.sub(r",?\s+(?:and|AND|&)\s+|;\s*", ", ", text)
    names: list[str] = []
    for part in (_TITLE.sub("", _SURE_DEGREE.sub("", p.strip())) for p in text.split(",")):
        if names and part.casefold() in _SUFFIXES:
            names[-1] += f", {part}"
        elif part and not (names and (is_degree(part, idioms) or _is_post(part, idioms))):
            names.append(part)
    return names


def _is_post(text: str, idioms: Idioms) -> bool:
    """Whether a part between commas says what the person named before is, or works at."""
    words = text.split()
    set_high = all(word[0].isupper() or word in _SMALL for word in words)
    return set_high and len(words) <= _LONGEST_POST and says_post(text, idioms)


_SMALL = frozenset("of for and the in at on".split())
_LONGEST_POST = 8
"""Words of a post at most."""


def says_post(text: str, idioms: Idioms) -> bool:
    """Whether *text* says what a person is, or works at; an address does."""
    return "@" in text or idioms.affiliations.search(text) is not None


def is_degree(text: str, idioms: Idioms) -> bool:
    """Whether *text* is an academic degree or the like, as it stands behind a name."""
    return text[:1].isupper() and text.replace(".", "").casefold() in idioms.degrees


def undegreed(text: str, idioms: Idioms) -> str:
    """A byline without the degrees at its end: what is left tells whether the names go on."""
    text = text.strip()
    while (cut := text.rfind(",")) > 0 and is_degree(text[cut + 1 :].strip(), idioms):
        text = text[:cut]
    return _SURE_DEGREE.sub("", text)


def named(text: str, idioms: Idioms) -> str:
    """The name that opens a line which also says where its bearer works; empty for no such line."""
    match = _PLACED.fullmatch(text)
    name = match["name"].strip() if match else ""
    told = match and (match["within"] or says_post(text, idioms))
    return name if told and is_byline(name, idioms) else ""


_PLACED = re.compile(r"(?P<name>[^,(]{5,40}?)(?: ?\((?P<within>[^()]{3,80})\)|, (?P<post>.{5,}))")


def is_byline(text: str, idioms: Idioms) -> bool:
    """Whether *text* reads as one or several names in normal case, and as nothing else."""
    names = split_names(text, idioms)
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


def joined_names(lines: Sequence[Line]) -> tuple[str, list[tuple[int, int]]]:
    """The legible text of a byline over *lines*, and where each of its characters stands."""
    text: str = ""
    spans: list[tuple[int, int]] = []
    for line in lines:
        if text and not text.endswith("-"):
            text += " "
            spans.append((line.head, line.head))
        read, at = legible_at(line.text)
        text += read
        spans += [(line.head + start, line.head + end) for start, end in at]
    return text, spans


def goes_on(text: str, idioms: Idioms) -> bool:
    """Whether a list of names is plainly not at its end."""
    text = undegreed(text, idioms)
    if text.endswith((",", "&", "-")) or text.casefold().endswith(" and"):
        return True
    if _OPEN_NAME.search(text):
        return True
    return text.count(", ") >= 1 and not re.search(r"\band\b|&|,? Jr\.|[А-Яа-я]", text)


def one_a_line(texts: Sequence[str], idioms: Idioms) -> bool:
    """Whether each line is a name, and none goes on below."""
    whole = all(is_byline(text, idioms) and text[:1].isupper() for text in texts)
    return whole and not any(goes_on(text, idioms) for text in texts[:-1])


def name_facts(
    role: str,
    lines: Sequence[Line],
    rule: str,
    idioms: Idioms,
    certainty: Certainty = Certainty.HIGH,
) -> list[Entry]:
    """A fact *role* for each name of a byline over *lines*, with the span of the name alone."""
    if len(lines) > 1 and one_a_line([line.text for line in lines], idioms):
        return [
            fact for line in lines for fact in name_facts(role, [line], rule, idioms, certainty)
        ]
    text, spans = joined_names(lines)
    facts: list[Entry] = []
    at = 0
    for name in split_names(text, idioms):
        words = (re.escape(word.rstrip(",")).replace(r"\.", r" {0,2}\.") for word in name.split())
        pattern = r",?\s+".join(words)
        match = re.compile(pattern).search(text, at)
        if match is None:
            continue
        at = match.end()
        start, end = spans[match.start()][0], spans[match.end() - 1][1]
        facts.append(Fact(role, name, start, end, rule, certainty))
    return facts
