"""Stamps and banners: lines of the site's or of a converter's that stand inside the text.

What a rule knows beyond doubt is taken alone. What a report may print as well (``Advertisement``,
an address, a licence) is taken where it stands again and again and nothing in the text asks for
it: no line leads up to it, no sentence names the address, and it does not close a caption or a work
that is cited. Beside one of these it is taken too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from archivist.core.ledger import Mark
from archivist.core.roles import Zone
from archivist.profiles.model import Place
from archivist.stages.lines.captions import caption
from archivist.stages.lines.view import Line
from archivist.stages.site.fields import Found

_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,12}\b", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_WEAK = 1
"""Weight of a rule whose lines a report can print as its own."""
_LEADS = (*",:;(/-–—=", " at", " see", " and", " from", " the", " of")
"""How a line ends that the next one completes, such as that of a note before an address."""


def woven_marks(hits: Sequence[Found], lines: Sequence[Line]) -> Iterator[Mark]:
    """Claims on the lines woven into the text.

    Args:
        hits: of one family.
        lines: of the copy.
    """
    woven = [f for f in hits if f.place is Place.ANYWHERE]
    shapes = Counter(_shape(f) for f in woven)
    often = [f for f in woven if 1 < f.hit.rule.recurs <= shapes[_shape(f)]]
    own = _hosts_in_text(lines, often)
    asked = {_shape(f) for f in often if _led_up_to(f, lines) or _bare(f.line.text) in own}
    closing = Counter(_shape(f) for f in often if f.weight <= _WEAK and _closes(f, lines))
    asked |= {shape for shape, count in closing.items() if 2 * count > shapes[shape]}
    taken = {f.k for f in woven if shapes[_shape(f)] >= f.hit.rule.recurs} - {
        f.k for f in often if _shape(f) in asked
    }
    for f in woven:
        if f.k in taken or not taken.isdisjoint((f.k - 1, f.k + 1)):
            yield Mark(*_span(f), Zone.SITE_NOISE, f.rule)


def _span(f: Found) -> tuple[int, int]:
    """The whole line, or the part of it that is the site's: a group called ``mark``."""
    parts = ((field.start, field.end) for field in f.hit.fields if field.name == "mark")
    return next(parts, (f.line.start, f.line.stop))


def _shape(f: Found) -> str:
    """A line without its numbers; of a rule that knows a form, any of its lines."""
    return f.rule if f.hit.rule.form else _NUMBER.sub("", f.line.text)


def _led_up_to(f: Found, lines: Sequence[Line]) -> bool:
    """Whether the line above asks for this one."""
    return f.k > 0 and not f.line.gap and lines[f.k - 1].text.endswith(_LEADS)


def _closes(f: Found, lines: Sequence[Line]) -> bool:
    """Whether a line stands below a caption or, an address, below a work cited with its year."""
    above = [line.text for line in lines[max(0, f.k - 2) : f.k]]
    if any(map(caption, above)):
        return True
    cited = bool(above) and above[-1].endswith(".") and any(map(_YEAR.search, above))
    return cited and bool(_ADDRESS.fullmatch(f.line.text))


def _hosts_in_text(lines: Sequence[Line], stamps: Sequence[Found]) -> frozenset[str]:
    """The hosts that stand among other words of the text: of addresses, of mail, in a sentence."""
    if not any(_HOST.search(f.line.text) for f in stamps):
        return frozenset()
    known = {f.k for f in stamps}
    text = " ".join(ln.text for k, ln in enumerate(lines) if " " in ln.text and k not in known)
    return frozenset(map(_bare, _HOST.findall(text)))


def _bare(host: str) -> str:
    """A host without what may stand before and behind it."""
    found = _HOST.search(host)
    return found[0].lower().removeprefix("www.") if found else ""
