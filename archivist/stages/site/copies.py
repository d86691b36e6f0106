"""One copy as the noise stage sees it: its lines, its address, and the blocks of fields in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from archivist.core.sheet import Sheet
from archivist.core.source import Hint
from archivist.profiles import Profiles
from archivist.profiles.model import Family, Place
from archivist.stages.lines.view import Line, is_spaced, raw_lines
from archivist.stages.site.cover import sheet_of
from archivist.stages.site.fields import Block, Found
from archivist.stages.site.groups import MOST_GAINED, blocks_of
from archivist.stages.site.proof import accepted

ADDRESS_BONUS = 2
"""How much less a block has to prove where the copy's address is that of a known site."""


def _host_of(address: str) -> str:
    """The host in an address; nothing where the address is damaged."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


class Copy:
    """The lines of one copy and what is known of them before any rule is asked."""

    def __init__(self, sheet: Sheet, profiles: Profiles) -> None:
        self.sheet = sheet
        self.lines = [_set_apart(line) for line in raw_lines(sheet)]
        self.chrome = frozenset(k for k, line in enumerate(self.lines) if line.hint is Hint.NOISE)
        self.known: frozenset[int] = frozenset()  # lines that any site prints: none is a name
        self.site = None
        self.host = ""
        address = sheet.sources[0].origin.address
        if host := _host_of(address or ""):
            self.site = profiles.site_at(host)
            self.host = self.site.id if self.site else host.removeprefix("www.")

    def blocks(self, family: Family, hits: Sequence[Found]) -> list[Block]:
        """The blocks of hits that prove themselves."""
        need = family.need
        if self.site and self.site.family == family.id:
            need = max(2, need - ADDRESS_BONUS)
        if _most(hits) < need:
            return []
        blocks = blocks_of(hits, self.lines, spaced=self.spaced(hits), loose=family.loose)
        blocks = accepted(blocks, self.lines, need, self.chrome, loose=family.loose)
        sheet = sheet_of(hits, self.lines, need)
        return [sheet, *(b for b in blocks if b.first > sheet.last)] if sheet else blocks

    def spaced(self, hits: Sequence[Found]) -> bool:
        """Whether a blank line stands after every line, those that rules know not excepted."""
        solid = any(b.k == a.k + 1 and not b.line.gap for a, b in pairwise(hits))
        return not solid and is_spaced(self.lines)

    def text(self, start: int, end: int) -> str:
        """The characters as printed, with single blanks."""
        return " ".join(self.sheet.text[start:end].split())


def _most(hits: Sequence[Found]) -> int:
    """What a block of *hits* can weigh at most: a quick no for families with a stray hit or two."""
    gaining = sum(1 for f in hits if f.hit.rule.check or f.place is Place.FOOTER)
    return Block([*hits]).weight + MOST_GAINED * gaining + 1  # an edge gives a block one more


def _set_apart(line: Line) -> Line:
    """A line that markup begins a block with stands apart, as if a blank line came before."""
    if line.hint is None or line.hint is Hint.NOISE or line.gap:
        return line
    return line._replace(gap=1)
