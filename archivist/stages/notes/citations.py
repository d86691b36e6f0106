"""What a citation reads like, and the heads that announce lists of works."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archivist.stages.lines.heads import PERHAPS_NUMBERED

_WORKS_HEAD = re.compile(
    PERHAPS_NUMBERED
    + r"(?:(?:list of )?references|(?:select(?:ed)? )?bibliography|works cited|sources"
    r"|(?:список )?(?:использованн\w+ )?литератур[аы](?: и источники)?|библиография"
    r"|(?:foydalanilgan )?adabiyotlar(?: ro['‘’ʻ]yxati)?|література|əd[əe]biyyat|әдебиеттер"
    r"|literatur(?:verzeichnis)?|bibliographie|bibliografía|bibliografia|kaynak(?:ça|lar))",
    re.IGNORECASE,
)
"""Heads of lists of works: English, then the languages of known mirrors."""
_IBID = r"ibid|idem|там же|o['‘’ʻ]sha (?:joyda|yerda)|ebd"
_SEE = r"see|cf|см|ср|qarang|vgl|siehe|voir|véase"
_CITES = re.compile(rf"(?i:\b(?:{_IBID})\b)|https?://|www\.")
_CITES_PARTS = ("ibid", "idem", "там же", "sha ", "ebd", "://", "www.")
"""What :data:`_CITES` looks for, or part of it, in small letters."""
_CITES_NUMBER = re.compile(
    r"\([^()]{3,60}\b(?:1[89]|20)\d\d\)"
    r"|(?:, |: |,[\"'] )(?:pp?\. ?)?\d+(?:[-–]\d+)?\.$|, (?:1[89]|20)\d\d\.(?:$| \w{1,2}\. ?\d)"
    r"|\b[^\W\d_]{1,2}\. \d+(?:[-–]\d+)?\.$|: \d\d?\.\d\d?\.\d{4}\)\.$"
)
_NUMBER_CLOSES = re.compile(r"\d[.)]")
"""What each of its forms holds, and few lines of text: the pattern is slow."""
_NAME = r"[^\W\d_a-z][\w.'’‘-]+"
CITE_OPENS = re.compile(
    rf"(?i:(?:{_IBID}|{_SEE})\b)|(?:For|On) |https?://|www\.|[\"'][A-Z]"
    rf"|(?:{_NAME} ){{1,3}}?{_NAME}, |{_NAME}, [\"'A-Z]|{_NAME} [^\W\d_a-z]\. "
)


def opens_works(text: str) -> bool:
    """Whether *text* is the head of a list of works."""
    return bool(_WORKS_HEAD.fullmatch(text.rstrip(":")))


def cites(text: str) -> bool:
    """Whether *text* reads like a part of a citation."""
    return _cites_work(text) or bool(_CITES.search(text))


def _cites_work(text: str) -> bool:
    """Whether *text* names an author, a title, a year or a page as citations do."""
    if CITE_OPENS.match(text):
        return True
    return bool(_NUMBER_CLOSES.search(text) and _CITES_NUMBER.search(text))


def citing(texts: Sequence[str]) -> Iterator[int]:
    """Positions of the *texts* that cite; words that a whole copy lacks are looked for but once."""
    small = [text.lower() for text in texts]
    whole = "\n".join(small)
    parts = [part for part in _CITES_PARTS if part in whole]
    likely = {i for part in parts for i, text in enumerate(small) if part in text}
    for i, text in enumerate(texts):
        if _cites_work(text) or (i in likely and _CITES.search(text)):
            yield i
