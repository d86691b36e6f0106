"""What is the site's where its fields are proved: they, and what stands in their shelter.

The site's title above the fields, the file name below, whatever follows the footer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from archivist.core.ledger import Certainty, Fact, Mark
from archivist.core.roles import Zone
from archivist.profiles.model import Family, Place, Then
from archivist.stages.lines.view import Line
from archivist.stages.site.copies import Copy
from archivist.stages.site.cover import FURTHEST, halfway
from archivist.stages.site.dates import upload_date
from archivist.stages.site.fields import LISTED, Block, Found
from archivist.stages.site.groups import value_lines
from archivist.stages.site.proof import EDGE

FEW = 4
"""Lines above the fields that are taken for the site's title and heading, whatever they say."""

LONGEST_TITLE = 400
"""Characters of a line that can be a site's title or heading copy."""

LONGEST_NAME = 150
"""Characters of a line that can be a file name."""

LONGEST_TAG = 60
"""Characters of a link in the list behind a notice: such a site links phrases of two words."""

NAMES = 2
"""Lines above a menu, at most, that can be the site's name."""

LETTERS = 5
"""Letters of a name, at least, that is told by standing in another line."""

VALUES = 3
"""Lines straight after the last field, at most, that are values without a label."""

APART = 3
"""Blank lines, at least, above the notice at the foot of the template (four were seen)."""

SENTENCE = 8
"""Words of a sentence that a site can print behind its footer, at most."""

TAIL = 240
"""Lines before a footer within which the line is looked for that ends the document: sites list
up to 40 other documents, with a title, an excerpt and a button each."""

_SLICED = frozenset({"slice", "slices"})

_TELLING = 2
"""Weight of a rule whose line above the fields is no title: what weighs less can be one."""


class Claims:
    """The marks and facts of the accepted blocks of one family."""

    def __init__(self, copy: Copy, family: Family, hits: Sequence[Found]) -> None:
        self.copy, self.lines, self.family = copy, copy.lines, family
        self.joiners = {f.k: f for f in hits if not f.weight}
        self.openers = [f for f in hits if f.hit.rule.opens]
        self.covers = [f for f in hits if f.hit.rule.cover and f.k <= FURTHEST]
        self.enders = [f for f in hits if f.hit.rule.ends]
        self.ruled = {f.k: f.hit.rule.id for f in hits if f.weight >= _TELLING}
        self.spaced = copy.spaced(hits)
        self.widest = max((line.gap for line in self.lines), default=0)
        self.marks: list[Mark] = []
        self.facts: list[Fact] = []
        self.taken: set[int] = set()
        self.own: set[int] = set()
        self.told: set[str] = set()
        self.turned = False

    def take_all(self, blocks: Sequence[Block], *, alone: bool = False) -> None:
        """Claim each block, then (unless *alone*) the lines that stand in its shelter."""
        self.turned = any(f.hit.rule.turns for block in blocks for f in block.hits)
        for block in blocks:
            self._fields(block)
        if alone:
            return
        for number, block in enumerate(blocks):
            if block.footer:
                self._joined(block)
                self._after(block, blocks[number + 1] if number + 1 < len(blocks) else None)
                continue
            if number == 0 and self.family.title_lines:
                self._title(block)
                self._title_again(block)
            if self.family.values:
                self._values(block)
        self._above(blocks)
        self._below(blocks)
        self._name(blocks[0])

    def _take(self, k: int, rule: str) -> None:
        if k not in self.taken:
            self.taken.add(k)
            line = self.lines[k]
            rule = rule if ":" in rule else f"{self.family.id}:{rule}"
            self.marks.append(Mark(line.start, line.stop, Zone.SITE_NOISE, rule))

    def _value(self, name: str, rule: str, line: Line) -> None:
        text = self.copy.text(line.head, line.tail)
        rule = f"{self.family.id}:{rule}"
        self.told.add(name)
        self.facts.append(Fact(f"site.{name}", text, line.head, line.tail, rule))

    def _fields(self, block: Block) -> None:
        known = {f.k for f in block.hits}
        for f in block.hits:
            rule = f.hit.rule
            self._take(f.k, f.rule)
            self.facts += self._facts(f)
            count = value_lines(f, self.lines, spaced=self.spaced)
            for k in range(f.k + 1, f.k + 1 + count):
                if k not in known:
                    self._take(k, f.rule)
                    if rule.fact and k == f.k + 1:
                        self._value(rule.fact, rule.id, self.lines[k])
        for a, b in pairwise(block.hits):
            if b.hit.rule.headed and not a.hit.rule.headed:
                self._heading(range(a.k + 1, b.k), block)
            elif self.family.general and a.hit.rule.menu and not b.hit.rule.menu:
                self.own.update(range(a.k + 1, b.k))  # below its menus a page has its heading
            for k in range(a.k + 1, b.k):
                if k not in self.own:
                    self._take(k, "between")

    def _heading(self, between: range, block: Block) -> None:
        """The page's heading among its fields: kept where it stands nowhere else in the copy."""
        if self.family.title_lines and not self.family.general:
            return
        free = [k for k in between if k not in self.taken and k not in self.copy.chrome]
        if free and not block.footer and "title" not in self.told:
            self._value("title", "title", self.lines[free[0]])
            below = self._below_of(block)
            self.own.update(k for k in free if _letters(self.lines[k].text) not in below)

    def _below_of(self, block: Block) -> set[str]:
        """The letters of the lines below the fields."""
        below = self.lines[block.last + 1 : block.last + 1 + FURTHEST]
        return {_letters(line.text) for line in below}

    def _facts(self, f: Found) -> Iterator[Fact]:
        for name, _, start, end in f.hit.fields:
            if name in _SLICED and self.family.general and not self.turned:
                continue
            value, certainty = self.copy.text(start, end), Certainty.HIGH
            if name == "uploaded":
                value, certainty = upload_date(value)
            yield Fact(f"site.{name}", value, start, end, f.rule, certainty)

    def _title(self, block: Block) -> None:
        """Lines before the first field: the site's title, and its copy of the slice's heading."""
        above = [k for k in range(block.first) if k not in self.copy.chrome]
        if self.family.loose and not above:  # the trail of the site stands above its title
            known = {f.k for f in block.hits}
            above = [k for k in range(block.first, block.last) if k not in known][:1]
        if len(above) > FEW and any(_runs_on(self.lines[k]) for k in above):
            return
        prose = [_letters(self.lines[k].text) for k in above if _is_prose(self.lines[k].text)]
        below = self._below_of(block) if prose or self.family.general else set()
        if not all(said and any(line.startswith(said) for line in below) for said in prose):
            return  # a heading's copy may be cut short, another sentence is the text's
        if self.family.general:  # a title that stands nowhere else may be the report's own
            above = [k for k in above if k in self.ruled or _letters(self.lines[k].text) in below]
        listed = [k for k in above if self.lines[k].text.startswith(LISTED)]
        free = [k for k in above if k not in listed and k not in self.ruled]
        free = [k for k in free if k not in self.copy.known and _says(self.lines[k].text)]
        named = next(iter(free), listed[-1] if listed else None)
        for k in above:
            if len(self.lines[k].text) > LONGEST_TITLE:
                return
            self._take(k, "title" if k == named else self.ruled.get(k, "heading-copy"))
        if named is not None:
            line = self.lines[named]
            bullet = 2 if named in listed and line.text[1:2] == " " else 0
            self._value("title", "title", line._replace(head=line.head + bullet))

    def _values(self, block: Block) -> None:
        """Lines set solid after the last field up to a blank line: values without a label."""
        last = block.hits[-1]
        if last.hit.rule.then is Then.VALUE:
            return
        start = block.last + 1 + value_lines(last, self.lines, spaced=self.spaced)
        run = self._run(start, block.blank)
        if self._heading_again(block, run):
            return
        for k in run:
            self._take(k, "file-name")
        named = [k for k in run if k not in self.copy.known and _says(self.lines[k].text)]
        if named:
            label = len(named) > 1 and _like_a_label(self.lines[named[0]].text)
            self._value("file_name", "file-name", self.lines[named[label]])

    def _heading_again(self, block: Block, run: Sequence[int]) -> bool:
        """Whether *run* is the slice's own heading, of which a copy stands above the fields."""
        own = _letters("".join(self.lines[k].text for k in run))
        if not own:
            return False
        near = range(max(1, block.first - FURTHEST), block.first)
        copies = [self.lines[k].text for k in near]
        glued = (f for f in block.hits if f.k and f.k == block.first)
        copies += [field.value for f in glued for field in f.hit.fields if field.name == "title"]
        return any(_same_start(own, _letters(text)) for text in copies)

    def _title_again(self, block: Block) -> None:
        """The site's title once more under the fields, told by the dots that cut it short."""
        k = block.last + 1
        text = self.lines[k].text if k < len(self.lines) else ""
        above = (self.lines[i].text for i in range(block.first))
        if text.endswith(("...", "…")) and text in above:
            self._take(k, "title")

    def _above(self, blocks: Sequence[Block]) -> None:
        """All that stands above the line under which the document begins, if there is one."""
        proved = min((b.first for b in blocks if not b.footer), default=None)
        if proved is None:
            return
        below = (f for f in (*reversed(self.covers), *self.openers) if f.k >= proved)
        opener = next(below, None)
        if opener is None or opener.k > FURTHEST or halfway(self.lines, opener.k):
            return
        for k in range(opener.k):
            self._take(k, self.ruled.get(k, "above"))
        self._take(opener.k, opener.hit.rule.id)

    def _below(self, blocks: Sequence[Block]) -> None:
        """All from the line above which the document ends to the footer behind it."""
        footer = next((b for b in reversed(blocks) if b.last + EDGE >= len(self.lines)), None)
        if footer is None:
            return
        reach = range(max(0, footer.first - TAIL), footer.last + 1)
        ender = next((f for f in self.enders if f.k in reach), None)
        if ender is None:
            return
        tail = range(ender.k, footer.first)
        if self.family.general and any(_runs_on(self.lines[k]) for k in tail):
            return
        for k in range(ender.k, footer.first):
            self._take(k, ender.hit.rule.id if k == ender.k else "below")

    def _name(self, block: Block) -> None:
        """The site's name above its menu, told by another line of the site's that has it too."""
        above = range(block.first)
        menu = self.family.general and block.hits[0].hit.rule.menu
        if not menu or len(above) > NAMES or self.lines[block.first].gap:
            return
        said = {_letters(self.lines[k].text) for k in self.taken if k not in above}
        for k in reversed(above):
            name = _letters(self.lines[k].text)
            if len(name) < LETTERS or not any(name in line for line in said):
                return
            self._take(k, "name")

    def _run(self, start: int, blank: int) -> range:
        """Lines from *start* on that are values: closed by a blank line, or names beyond doubt."""
        rest = self.lines[start : start + VALUES + 1]
        size = next((i for i, line in enumerate(rest) if line.gap > blank), None)
        if self.widest <= blank:  # no blank line can close them
            texts = [line.text for line in rest[:2]]
            label = len(texts) > 1 and _like_a_label(texts[0]) and bool(_NAME.search(texts[1]))
            size = 2 if label else int(bool(texts) and bool(_NAME.search(texts[0])))
        if size is None or not all(_like_a_name(line.text) for line in rest[:size]):
            return range(0)
        return range(start, start + size)

    def _joined(self, block: Block) -> None:
        """A line above the footer that proves nothing, but is set solid with what does.

        Blank lines may part it from the notice: as many as the template has, or any in a copy
        without slices, whose text cannot well end in such a line.
        """
        k = block.first - 1
        if k not in self.joiners:
            return
        first, allowed = block.hits[0], int(self.spaced)
        apart = self.lines[k].gap > allowed and first.line.gap > allowed
        solid = first.line.gap <= allowed and bool(first.hit.rule.check)
        notice = first.place is Place.FOOTER and (
            first.line.gap >= APART or not any(f.name == "site.slices" for f in self.facts)
        )
        under = first.place is Place.FOOTER and self.lines[k].gap > allowed >= first.line.gap
        if solid or under or (apart and notice):
            self._take(k, self.joiners[k].hit.rule.id)

    def _tags(self, block: Block, rest: range) -> bool:
        """Whether a list of links stands behind a notice of some lines: no sentence among them."""
        notice = {f.hit.rule.id for f in block.hits if f.place is Place.FOOTER}
        texts = [self.lines[k].text for k in rest]
        listed = all(len(text) <= LONGEST_TAG and text[-1] not in ".,;:" for text in texts)
        return len(notice) > 1 and listed and len(texts) <= TAIL

    def _after(self, block: Block, following: Block | None) -> None:
        """Short lines after the footer, up to the end of the copy or the head of a next slice.

        Where many follow, the footer stands inside the text, and only a line that is set solid
        with it is the site's; unless it is the notice that closes the page, and they are tags.
        """
        if following and following.footer:
            return
        rest = range(block.last + 1, following.first if following else len(self.lines))
        if len(rest) > EDGE and not self._tags(block, rest):
            solid = not self.lines[rest.start].gap
            rest = range(rest.start, rest.start + solid)
        if not any(_is_prose(self.lines[k].text) for k in rest):
            for k in rest:
                self._take(k, "after-footer")


def _is_prose(text: str) -> bool:
    """Whether a line is too long for a site's, or a sentence of some length."""
    return len(text) > LONGEST_NAME or (text.endswith(".") and len(text.split()) > SENTENCE)


def _runs_on(line: Line) -> bool:
    """Whether a line is part of running text: it is long, or the sentence goes on or ends."""
    return len(line.text) > LONGEST_NAME or line.soft or line.text.endswith((".", ","))


_NAME = re.compile(
    r"\(\d+\)$|\.(?:pdf|docx?|djvu|rtf|txt|pptx?|xlsx?|odt|fb2)$|[a-z][A-Z]|[a-z]\d{2,4}\b|\w_\w"
)
"""What marks a file name that nothing else gives away."""


def _like_a_name(text: str) -> bool:
    if len(text) > LONGEST_NAME or text.startswith(("•", "-")):
        return False
    return not text.endswith((".", "?", "!", ":", ";", ",")) or len(text.split()) < 4


_NO_NAME = re.compile(r"^[^\d:]{1,20}:|&#?\w+;|[\W\d_]")


def _says(text: str) -> bool:
    """Whether a line can name something: it has a word besides a label, signs and numbers."""
    return len(_NO_NAME.sub("", text)) > 1


def _letters(text: str) -> str:
    """What is left of a heading in the site's copy of it: not its number, nor its blanks."""
    return "".join(filter(str.isalpha, text.casefold()))


def _same_start(one: str, other: str) -> bool:
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def _like_a_label(text: str) -> bool:
    return len(text) <= 20 and len(text.split()) <= 2 and not any(c.isdigit() for c in text)
