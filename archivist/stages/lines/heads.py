"""Which rows are heads or rows of tables. Predicates on text alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from archivist.core.numerals import RAISED

_OPEN_WORDS = frozenset(
    "a an and as at but by for from in into of on or over the to under via vs with".split()
)
_NEVER_LAST = frozenset("a an and of or the".split())
NUMBERED_PARTS = "chapter|part|section|annex|appendix|глава|часть|раздел|приложение"
"""Pattern of the words before the number of a part of a report."""
_NUMBERED = re.compile(
    rf"(?:(?i:{NUMBERED_PARTS}) )?"
    r"(?:[1-9]\d?(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.|[A-Z]\.) +(?=\S)"
)
PERHAPS_NUMBERED = r"(?:\d{1,2}\.? |[IVX]+\. |[A-Z]\. )?"
"""The number of a section, or none, before a head of known words."""
NOTE_HEAD = re.compile(
    PERHAPS_NUMBERED + r"(?:end ?notes?|notes?|примечания|сноски|izohlar|anmerkungen|notas|notlar)",
    re.IGNORECASE,
)
"""Heads that announce notes: English, then the languages of known mirrors."""
_SHORTENED = frozenset("AL JR SR CO INC LTD NO VOL ED EDS ST DR".split())
"""What a stop behind capitals shortens rather than closes: ``SOLÍS ET AL.``"""
_CALLED = re.compile(
    rf"[^\W\d][.?!][\"')\]]* ?(?:\d{{1,3}}|[{RAISED}]{{1,3}}|\(\d{{1,3}}\)|\[\d{{1,3}}\])$"
)
"""The call of a note behind a sentence."""
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{4,}\. [A-Z]")
"""The end of one sentence and the start of the next."""
_SPOKEN = re.compile(r"[QA]\d{0,2}: ")
"""How questions and answers begin."""
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?=[- ]\w)")
"""What a head can begin with besides a capital."""
_PARTED = re.compile(r"[\s/–—]+")
"""What parts the words of a head."""
_HASHED = re.compile(r"(?P<signs>#{1,6}) +(?=\S)")
_ANGLED = re.compile(r"> +(?=[^\s>])")
LONGEST_HEAD = 110
NUMBERED_THINGS = frozenset(
    "table figure fig. map box chart chapter part section annex appendix note no. step item"
    " таблица рисунок рис. глава часть раздел приложение jadval rasm bob tabelle abbildung"
    " kapitel teil tableau chapitre cuadro tabla capítulo parte tablo bölüm кесте".split()
)
"""Words before numbers that are neither a page's nor a note's."""


def is_title_case(text: str) -> bool:
    """Whether at least three fifths of the longer words begin with a capital, the first among them.

    A word with a hyphen counts once, by its first letter: ``Customs-house``.

    >>> is_title_case("A Domestic Foreign Policy"), is_title_case("The seed of a policy was sown")
    (True, False)
    """
    words = [w.strip("\"'()[],.:;?!") for w in _PARTED.split(text)]
    words = [w for w in words if w]
    if not words or not (words[0][0].isupper() or words[0][0].isdigit()):
        return False
    longer = [w for w in words if len(w) >= 4 and w[0].isalpha()]
    if not longer:
        return len(words) <= 3 and all(w[0].isupper() or w.casefold() in _OPEN_WORDS for w in words)
    capitals = sum(1 for w in longer if w[0].isupper())
    return capitals >= 0.6 * len(longer)


def is_capitals(text: str) -> bool:
    """Whether all letters are capitals, and there are at least four."""
    if not text.isupper():
        return False
    letters = [*filter(str.isalpha, text)]
    return len(letters) >= 4 and all(map(str.isupper, letters))


def numbered_depth(text: str) -> int:
    """How deep a printed section number is: 1 for ``2.``, 2 for ``2.1``; 0 for none."""
    match = _NUMBERED.match(text)
    if match is None:
        return 0
    first = text[match.end()]
    if not (first.isupper() or first == '"' or _YEAR.match(text, match.end())):
        return 0
    number = match[0].strip().rstrip(".")
    return number.count(".") + 1


def can_be_head(text: str) -> bool:
    """Whether the words of a line can be a head: short, closes no sentence, capitalised."""
    return 2 < len(text) <= LONGEST_HEAD and not text[0].islower() and _can_be_head(text)


@lru_cache(maxsize=4096)
def _can_be_head(text: str) -> bool:
    """The same of a line of fit length; stages ask it of each line, and of its neighbours."""
    if len(text.split()) > 16 or _SPOKEN.match(text):
        return False
    bare = _unstopped(text).rstrip("\"')]")
    if not bare or bare[-1] in ".,;:-–—" or (bare != text and bare[-1] in "?!"):
        return False
    if not (text[0].isupper() or text[0] in "\"'(" or text[0].isdigit()):
        return False
    if sum(map(str.isdigit, text)) * 3 > len(text) or not any(map(str.isalpha, text)):
        return False
    return is_title_case(text) or is_capitals(text) or numbered_depth(text) > 0


def _unstopped(text: str) -> str:
    """A head in capitals without the full stop that printers set behind heads until the 1990s."""
    if not text.endswith(".") or not is_capitals(text):
        return text
    last = text[:-1].rsplit(maxsplit=1)[-1]
    return text if "." in last or last in _SHORTENED else text[:-1]


def could_be_sentence_head(text: str) -> bool:
    """Whether a line can be a head set like a sentence: a capital or number first, no stop last."""
    if not 2 < len(text) <= LONGEST_HEAD or len(text.split()) > 14 or _SPOKEN.match(text):
        return False
    opens = text[0].isupper() or _is_uncased(text[0]) or _YEAR.match(text)
    if not (opens or numbered_depth(text)):
        return False
    if not text.isascii() and text[-1] in RAISED and _CALLED.search(text):
        return False
    if "." in text and (_CALLED.search(text) or _SENTENCE_INSIDE.search(text)):
        return False
    closed = text[-1].isalnum() or text[-1] in "?!)\"'"
    return closed and 2 * sum(map(str.isalpha, text)) > len(text)


def _is_uncased(char: str) -> bool:
    """Whether a letter is of a script without capitals."""
    return char.isalpha() and not char.isupper() and not char.islower()


def runs_on(first: str, second: str) -> bool:
    """Whether two head lines are one head that was wrapped."""
    last, opening = first.rsplit(maxsplit=1)[-1].casefold(), second.split(maxsplit=1)[0].casefold()
    return (
        last in _OPEN_WORDS
        or first.endswith(("-", "–", ",", ":", "&"))
        or opening in _OPEN_WORDS - {"a", "an", "the"}
    )


def within(text: str) -> str:
    """A line without the small words that begin it, as they can amid a head.

    >>> within("and the Question of Salt"), within("The Question of Salt")
    ('Question of Salt', 'The Question of Salt')
    """
    words = text.split()
    first = next((k for k, word in enumerate(words) if word not in _OPEN_WORDS), len(words))
    return " ".join(words[first:]) if first else text


def breaks_off(text: str) -> bool:
    """Whether a line set like a sentence ends in an article, ``and``, ``of``: it goes on.

    >>> breaks_off("2. Few of the reviews of"), breaks_off("2. What the Keeper Thought Of")
    (True, False)
    """
    return text.rsplit(maxsplit=1)[-1].casefold() in _NEVER_LAST and not is_title_case(text)


def hashed(text: str) -> re.Match[str] | None:
    """The signs of a head in Markdown."""
    return _HASHED.match(text)


def angled(text: str) -> re.Match[str] | None:
    """The sign of a quotation in Markdown."""
    return _ANGLED.match(text)


_DIGITS = re.compile(r"\d+")
_NUMBERISH = re.compile(r"[-–+(]?[$€£]?\d[\d.,]*%?\)?")


def is_tabular(text: str, raw: str) -> bool:
    """Whether a line looks like a row of a table: three numbers or more, or wide blanks."""
    if len(_DIGITS.findall(text)) >= 3:
        words = text.split()
        numbers = sum(1 for w in words if _NUMBERISH.fullmatch(w))
        if numbers >= 3 and numbers * 2 >= len(words):
            return True
    return raw.count("   ") >= 2 or raw.count("\t") >= 1 or raw.count(" | ") >= 1


def count_of_numbers(text: str) -> int:
    """How many numbers a line holds that holds nothing else; otherwise 0.

    >>> count_of_numbers("412 3.5 (12)"), count_of_numbers("412 boats in 1990")
    (3, 0)
    """
    words = text.split()
    return len(words) if all(map(_NUMBERISH.fullmatch, words)) else 0


def opens_table(texts: Iterable[str]) -> bool:
    """Whether a row of a table is among the first lines, under the heads of its columns at most.

    >>> opens_table(["Year Steel Coal", "1990 41.1 14.9"]), opens_table(["In 1990", "it fell."])
    (True, False)
    """
    return any(is_tabular(text, text) for text in islice(texts, 2))
