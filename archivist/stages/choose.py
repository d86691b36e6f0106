"""Which publisher laid the report out, by evidence in what the site's furniture leaves."""

from __future__ import annotations

import re
from collections import Counter

from archivist.core.sheet import Sheet
from archivist.profiles import Profiles, Publisher
from archivist.stages.lines.view import Line, lines_of

GENERIC = "generic"
_FRAGMENT = 40
"""Lines up to this length may be fragments of one printed line."""


def choose_publisher(sheet: Sheet, profiles: Profiles, forced: str = "") -> Publisher:
    """The publisher whose marks are found most often, or the generic one."""
    if forced:
        return profiles.publishers[forced]
    lines = lines_of(sheet)
    said = {ln.text for ln in lines}.union(_joined(lines))
    texts = [text for text in said if profiles.marks.fullmatch(text)]
    best, most = profiles.publishers[GENERIC], 0
    titles = {fact.value for fact in sheet.facts_named("site.title")}
    for publisher in profiles.publishers.values():
        score = sum(1 for p in publisher.detect for text in texts if p.fullmatch(text))
        if org := publisher.masthead.org:  # mirrors take a document's first line for its title
            score += sum(1 for title in titles if org.fullmatch(title))
        if score > most:
            best, most = publisher, score
    return best


def _joined(lines: list[Line]) -> list[str]:
    """Neighbouring short lines, two to four of them, as one."""
    found: list[str] = []
    for i, line in enumerate(lines):
        if len(line.text) > _FRAGMENT:
            continue
        text = line.text
        for following in lines[i + 1 : i + 4]:
            if len(following.text) > _FRAGMENT or following.gap > 1:
                break
            text = f"{text} {following.text}"
            found.append(text)
    return found


_STOPWORDS = {
    "en": frozenset("the of and to in that is for with as on by are this from its which".split()),
    "ru": frozenset("и в не на что с по как для это из к от при или его".split()),
    "uk": frozenset("і в на та що з до як для це не від при або його".split()),
    "uz": frozenset(
        "va bilan uchun bu bir ham bo'lgan bo'lib deb esa uni uning har edi keyin oldin shu".split()
    ),
    "az": frozenset("və bir bu ilə üçün olan da də edir olaraq".split()),
    "kk": frozenset("және мен бұл үшін бір болып туралы де да оның".split()),
    "tr": frozenset("ve bir bu ile için olan da de olarak çok".split()),
    "es": frozenset("el la los las y en que de por con para una como del".split()),
    "fr": frozenset("le la les et des en que pour une dans par sur est du".split()),
    "de": frozenset("der die das und in den von zu mit ist für nicht auf ein".split()),
}


def language_of(view: str, fallback: str = "") -> str:
    """The language of the text by its commonest words; ``und`` where none stands out."""
    words = view[:20_000].casefold().split()
    if len(words) < 20:
        return fallback or "und"
    counts = Counter(words)
    scores = {
        code: sum(counts[word] for word in stop if word in counts)
        for code, stop in _STOPWORDS.items()
    }
    best = max(scores, key=lambda code: scores[code])
    second = max(n for code, n in scores.items() if code != best)
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
