"""Lines of site furniture that rules know, and the blocks that neighbours among them form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from archivist.profiles.match import Hit, Index
from archivist.profiles.model import Place
from archivist.stages.lines.view import Line

GLUED = 4
"""Lines at the head of a copy on which a field may be stuck to the site's title."""

SOLID = 2
"""Weight that a hit needs to stand at the rim of a block, parted from it by blank lines."""

_HEADER = 4
"""Weight that a block needs for its slice number to be believed."""

_ITEM_SIGNS = "[-*•·–+#"
_LINK = r"\[(?P<link>[^\[\]]{1,60})\]\([^()\s]{1,250}\)"
_ITEM = re.compile(rf"(?:(?:[-*•·–+]|#{{1,6}}) +)?(?:{_LINK}|(?P<item>[^\[\]]{{2,60}}))")
"""An item of a list, a link of Markdown, or both: what a rule may know stands inside."""

_LONGEST_ITEM = 320
"""Characters of such a line at most: most are the link's address."""

LISTED = ("-", "•", "–", "*")
"""How the lines of a list begin."""


@dataclass
class Found:
    """A hit at a line; ``k`` counts lines that are not blank."""

    k: int
    line: Line
    hit: Hit
    weight: int

    @property
    def rule(self) -> str:
        """Id of the rule, with its family."""
        return f"{self.hit.family}:{self.hit.rule.id}"

    @property
    def kind(self) -> str:
        """What its line says, whatever the words: the id of a rule, with its family."""
        return f"{self.hit.family}:{self.hit.rule.like or self.hit.rule.id}"

    @property
    def place(self) -> Place:
        """Where the rule's line can stand."""
        return self.hit.rule.place


@dataclass
class Block:
    """Neighbouring hits, and on which side of the text they stand."""

    hits: list[Found] = field(default_factory=list)
    footer: bool = False

    @property
    def first(self) -> int:
        """Number of the first line."""
        return self.hits[0].k

    @property
    def last(self) -> int:
        """Number of the last line that a rule knows."""
        return self.hits[-1].k

    @property
    def weight(self) -> int:
        """Evidence of the distinct rules; of those that know a form, of the distinct lines."""
        return _weight(self.hits)

    @property
    def weight_behind(self) -> int:
        """The same without the lines that only stand before a text."""
        return _weight(f for f in self.hits if f.place is not Place.HEADER)

    @property
    def blank(self) -> int:
        """Blank lines between its lines where it is set tightest: 0, or 1 in spaced copies."""
        return min((f.line.gap for f in self.hits[1:]), default=0)

    def has(self, place: Place) -> bool:
        """Whether some line can only stand at *place*."""
        return any(f.place is place for f in self.hits)

    @property
    def tells(self) -> bool:
        """Whether it holds enough of a header for its fields to be believed."""
        return self.has(Place.HEADER) and len(self.hits) > 1 and self.weight >= _HEADER

    @property
    def slice(self) -> tuple[int, int] | None:
        """Slice number and total that it gives, if they can be true."""
        for f in self.hits:
            values = {g.name: g.value for g in f.hit.fields}
            if "slice" in values and "slices" in values:
                current, total = int(values["slice"]), int(values["slices"])
                if 1 <= current <= total:
                    return current, total
        return None


def _weight(hits: Iterable[Found]) -> int:
    found: dict[tuple[str, str], int] = {}
    for f in hits:
        each = f.hit.rule.form and not f.hit.rule.like
        key = (f.kind, f.line.text if each else "")
        found[key] = max(f.weight, found.get(key, 0))
    return sum(found.values())


def find_hits(view: str, lines: Sequence[Line], index: Index) -> dict[str, list[Found]]:
    """The lines that rules know, by family, predicates asked."""
    found: dict[str, list[Found]] = defaultdict(list)
    worded = index.worded(view, [line.head for line in lines])
    for k, line in enumerate(lines):
        hits = index.match(view, line.head, line.tail, worded.get(k, ()))
        if not hits and line.text[0] in _ITEM_SIGNS and len(line.text) <= _LONGEST_ITEM:
            item = _ITEM.fullmatch(view, line.head, line.tail)
            span = item.span(item.lastgroup or 0) if item else (0, 0)
            inside = index.match(view, *span, worded.get(k, ()))
            hits = [hit for hit in inside if hit.rule.place is not Place.ANYWHERE]
        if k < GLUED and all(hit.rule.form for hit in hits):
            glued = index.match_glued(view, line.head, line.tail)
            hits = [*glued, *(h for h in hits if h.family not in {g.family for g in glued})]
        for hit in hits:
            if hit.rule.first and k:
                continue
            found[hit.family].append(Found(k, line, hit, hit.rule.weight))
    return found
