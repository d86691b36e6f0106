"""Names of persons as openers and bylines print them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from archivist.core.ledger import Certainty, Entry, Fact
from archivist.core.source import legible, legible_at
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
_DEGREES = frozenset(
    "phd edd drph dphil dsc scd md mdiv mph mpa mpp mba mfa msw msc ms ma ba bs bsc jd llm lld llb"
    " rn bsn msn dnp dds dvm pharmd psyd cpa cfa pe esq dr prof".split()
)
"""What stands behind a name and is no part of it, without stops."""
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


def split_names(text: str) -> list[str]:
    """The names of a byline: ``A``, ``A and B``, ``A, B, and C``.

    Suffixes stay with their name; degrees, posts and the signs of notes are no part of it.

    >>> split_names("by Ana Horigoshi, John Roe, Jr., and Li Wei")
    ['Ana Horigoshi', 'John Roe, Jr.', 'Li Wei']
    >>> split_names("Dr. Ana Roe, Ph.D., MPH; Liu Wei* and Bo Li PhD")
    ['Ana Roe', 'Liu Wei', 'Bo Li']
    >>> split_names("Ana Roe, Senior Fellow, and Bo Li, Harbor Institute")
    ['Ana Roe', 'Bo Li']
    """
    text = _TORN.sub(".", " ".join(legible(text).split()))
    text = _SIGNS.sub("", _LEAD.sub("", text))
    text = re.sub(r",?\s+(?:and|AND|&)\s+|;\s*", ", ", text)
    names: list[str] = []
    for part in (_TITLE.sub("", _SURE_DEGREE.sub("", p.strip())) for p in text.split(",")):
        if names and part.casefold() in _SUFFIXES:
            names[-1] += f", {part}"
        elif part and not (names and (is_degree(part) or _is_post(part))):
            names.append(part)
    return names


def _is_post(text: str) -> bool:
    """Whether a part between commas says what the person named before is, or works at."""
    words = text.split()
    set_high = all(word[0].isupper() or word in _SMALL for word in words)
    return set_high and len(words) <= _LONGEST_POST and POST.search(text) is not None


_SMALL = frozenset("of for and the in at on".split())
_LONGEST_POST = 8
"""Words of a post at most."""


def is_degree(text: str) -> bool:
    """Whether *text* is an academic degree or the like, as it stands behind a name.

    >>> is_degree("Ph.D."), is_degree("MPH"), is_degree("Mo")
    (True, True, False)
    """
    return text[:1].isupper() and text.replace(".", "").casefold() in _DEGREES


def undegreed(text: str) -> str:
    """A byline without the degrees at its end: what is left tells whether the names go on."""
    text = text.strip()
    while (cut := text.rfind(",")) > 0 and is_degree(text[cut + 1 :].strip()):
        text = text[:cut]
    return _SURE_DEGREE.sub("", text)


def named(text: str) -> str:
    """The name that opens a line which also says where its bearer works; empty for no such line.

    >>> named("Ana Roe (University of Basel)"), named("Li Wei, Senior Fellow"), named("Tea, Coffee")
    ('Ana Roe', 'Li Wei', '')
    """
    match = _PLACED.fullmatch(text)
    name = match["name"].strip() if match else ""
    return name if match and is_byline(name) and (match["within"] or POST.search(text)) else ""


POST = re.compile(
    r"(?i)\b(?:(?:professor|fellow|director|lecturer|economist|specialist|analyst|inspector|scholar"
    r"|president|chair|author|editor|investigator|contributor|associate|researcher|candidate"
    r"|advis[eo]r|manager|officer|department|faculty|school|division|program(?:me)?|college|cent(?:er|re)"
    r"|council|foundation|bureau|office|bank|corporation|unit|group|partner|publisher)s?"
    r"|institut\w*|universit(?:y|ies)|ministry|laborator(?:y|ies)|academy|agency|dept|press"
    r"|society|team|staff|inc|ltd|llc|e-?mail)\b|@"
)
"""What a person is, or works at."""
_PLACED = re.compile(r"(?P<name>[^,(]{5,40}?)(?: ?\((?P<within>[^()]{3,80})\)|, (?P<post>.{5,}))")


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


def goes_on(text: str) -> bool:
    """Whether a list of names is plainly not at its end.

    >>> goes_on("Ana Roe, Li Wei,"), goes_on("Ana Roe, Li Wei"), goes_on("Ana Roe and Li Wei")
    (True, True, False)
    >>> goes_on("Ana Roe and Li J."), goes_on("Ana Roe, Jr., Lin"), goes_on("Li Wei, Jr.")
    (True, True, False)
    """
    text = undegreed(text)
    if text.endswith((",", "&", "-")) or text.casefold().endswith(" and"):
        return True
    if _OPEN_NAME.search(text):
        return True
    return text.count(", ") >= 1 and not re.search(r"\band\b|&|,? Jr\.|[А-Яа-я]", text)


def one_a_line(texts: Sequence[str]) -> bool:
    """Whether each line is a name, and none goes on below.

    >>> one_a_line(["Ana Roe, Ph.D.", "Li Wei"]), one_a_line(["Ana Roe and Peter", "van Dam"])
    (True, False)
    """
    whole = all(is_byline(text) and text[:1].isupper() for text in texts)
    return whole and not any(map(goes_on, texts[:-1]))


def name_facts(
    role: str, lines: Sequence[Line], rule: str, certainty: Certainty = Certainty.HIGH
) -> list[Entry]:
    """A fact *role* for each name of a byline over *lines*, with the span of the name alone."""
    if len(lines) > 1 and one_a_line([line.text for line in lines]):
        return [fact for line in lines for fact in name_facts(role, [line], rule, certainty)]
    text, spans = joined_names(lines)
    facts: list[Entry] = []
    at = 0
    for name in split_names(text):
        words = (re.escape(word.rstrip(",")).replace(r"\.", r" {0,2}\.") for word in name.split())
        pattern = r",?\s+".join(words)
        match = re.compile(pattern).search(text, at)
        if match is None:
            continue
        at = match.end()
        start, end = spans[match.start()][0], spans[match.end() - 1][1]
        facts.append(Fact(role, name, start, end, rule, certainty))
    return facts
