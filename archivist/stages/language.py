"""The language of a report: by its commonest words, else by letters of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping


def language_of(view: str, common: Mapping[str, Collection[str]], fallback: str = "") -> str:
    """The language of the text by the commonest words of each; ``und`` where none stands out."""
    words = view[:20_000].casefold().split()
    if len(words) < 20 or not common:
        return fallback or "und"
    counts = Counter(words)
    scores = {
        code: sum(counts[word] for word in some if word in counts) for code, some in common.items()
    }
    best = max(scores, key=lambda code: scores[code])
    second = max((n for code, n in scores.items() if code != best), default=0)
    plain = scores[best] > 0.08 * len(words)
    # languages that join their particles to the word have few short words to count
    alone = scores[best] > 0.02 * len(words) and scores[best] >= 3 * second
    return best if plain or alone else fallback or _by_letters(view[:20_000]) or "und"


_OWN_LETTERS = {
    "kk": re.compile("[әғқңөұүһі]"),
    "uk": re.compile("[іїєґ]"),
    "ru": re.compile("[ыэъ]"),
    "uz": re.compile(r"\b[^\W\d_]*[og]['\u2018\u02bb][^\W\d_]+"),
}
"""Letters that tell a language from its neighbours; Cyrillic of other languages has more."""
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_FOREIGN = re.compile("[ўҳҷӣӯҝәғқңөұүһіїєґђћљњџјѕѓќ]")


def _by_letters(text: str) -> str:
    """The language of a text with few common words (notes, tables) by letters of its own."""
    text = text.casefold()
    cyrillic = len(_CYRILLIC.findall(text))
    if 2 * cyrillic < sum(map(str.isalpha, text)):
        found = len(_OWN_LETTERS["uz"].findall(text))
        return "uz" if found >= 0.03 * len(text.split()) else ""
    foreign = set(_FOREIGN.findall(text))
    if not foreign:
        return "ru" if _OWN_LETTERS["ru"].search(text) else ""
    fitting = (code for code in ("uk", "kk") if all(map(_OWN_LETTERS[code].match, foreign)))
    return next(fitting, "")
