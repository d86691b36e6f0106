"""Stage *kerning*: blanks that an extractor set inside a word, behind a capital set close to it.

``T oday`` and ``W . Boustany`` are one word and one initial in print: the next letter was moved
under the arm of the capital, and the move was taken for a blank. The words of the document tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archivist.core.ledger import Certainty, Edit, EditKind
from archivist.core.sheet import Sheet
from archivist.stages.lines.joints import vocabulary

_TORN = re.compile(r"(?P<capital>[B-HJ-Z])(?<![\w'’.-].) {1,2}(?P<tail>[^\W\d_A-Z]+)(?![\w-])")
"""A lone capital before small letters; ``A`` and ``I`` are words."""
_INITIAL = re.compile(r"[FPTVWY](?<![^\W_].) {1,2}\.(?! ?\.)(?=[ \w,])")
"""An initial with an arm, and its stop. (What a pattern begins with is found fast.)"""
_OPENS = re.compile(r"(?:^|[\n\r.?!:;–—•\d\"“”'‘’«(])[ \xa0]*\Z")
_WHY = "a blank that only moves a letter towards the one before it"


def kerning(sheet: Sheet) -> list[Edit]:
    """Edits that close words and initials torn behind a capital, where nobody has mended yet."""
    done = {edit.start for edit in sheet.edits}
    text = sheet.text
    torn = [(m, m["capital"] + text[m.start("tail") : m.end()]) for m in _torn_words(sheet.view)]
    torn += [(m, f"{m[0][0]}.") for m in _INITIAL.finditer(sheet.view)]
    return [
        Edit(m.start(), m.end(), EditKind.REPAIR, whole, "repair:kerning", _WHY, Certainty.MEDIUM)
        for m, whole in torn
        if m.start() not in done
    ]


def _torn_words(view: str) -> Iterator[re.Match[str]]:
    """Words that the document has whole as well.

    One whose rest is no word of the document is proof enough. Where there is such a one, others
    whose rest is a word (``T he``) are torn if a sentence begins there.
    """
    torn = list(_TORN.finditer(view))
    if not torn:
        return
    words = vocabulary(_TORN.sub(" ", view))
    whole = [m for m in torn if f"{m['capital']}{m['tail']}".casefold() in words]
    proofs = {m.start() for m in whole if len(m["tail"]) > 1 and m["tail"] not in words}
    for m in whole if proofs else ():
        if m.start() in proofs or _OPENS.search(view[max(0, m.start() - 4) : m.start()]):
            yield m
