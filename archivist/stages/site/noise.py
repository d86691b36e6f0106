"""Stage *noise*: what the site printed around and into the text.

Rules of a family know single lines; :mod:`archivist.stages.site.fields` says which blocks of them
prove each other. Here the blocks become claims and facts, with the lines that stand in their
shelter: the site's title above the fields, the file name below, whatever follows the footer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import urlsplit

from archivist.core.ledger import Certainty, Entry, Fact, Mark
from archivist.core.roles import Zone
from archivist.core.sheet import Sheet
from archivist.core.source import Hint
from archivist.findings import Finding
from archivist.profiles import Loss, Profiles
from archivist.profiles.model import Family, Place, Then
from archivist.stages.lineview import Line, is_spaced, raw_lines
from archivist.stages.site.dates import upload_date
from archivist.stages.site.fields import (
    EDGE,
    LISTED,
    Block,
    Found,
    accepted,
    blocks_of,
    find_hits,
    value_lines,
)

FEW = 4
"""Lines above the fields that are taken for the site's title and heading, whatever they say."""

LONGEST_TITLE = 400
"""Characters of a line that can be a site's title or heading copy."""

LONGEST_NAME = 150
"""Characters of a line that can be a file name."""

VALUES = 3
"""Lines straight after the last field, at most, that are values without a label."""

APART = 3
"""Blank lines, at least, above the notice at the foot of the template (four were seen)."""

_TELLING = 2
"""Weight of a rule whose line above the fields is no title: what weighs less can be one."""

ADDRESS_BONUS = 2
"""How much less a block has to prove where the copy's address is that of a known site."""


@dataclass
class NoiseReport:
    """What the stage found out about the site."""

    family: str = ""
    language: str = ""
    guessed_language: bool = False
    site: str = ""
    loses: tuple[Loss, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    left: frozenset[str] = frozenset()  # lines that match a rule and were left in the text


def noise(sheet: Sheet, profiles: Profiles) -> tuple[list[Entry], NoiseReport]:
    """Claims on the site's furniture of one copy, facts it carries, and who the site is."""
    copy = _Copy(sheet, profiles)
    every = find_hits(sheet.view, copy.lines, profiles.index)
    entries: list[Entry] = []
    report = NoiseReport(site=copy.host)
    for hits in every.values():
        entries += _woven(f for f in hits if f.weight)
    proved = [(profiles.families[name], blocks) for name, hits in every.items()
              if (blocks := copy.blocks(profiles.families[name], hits))]  # fmt: skip
    proved.sort(key=lambda pair: -sum(block.weight for block in pair[1]))
    for rank, (family, blocks) in enumerate(proved):
        claims = _Claims(copy, family, every[family.id])
        claims.take_all(blocks, alone=bool(rank))
        entries += [*claims.marks, *_woven(every[family.id])]
        if not rank:
            entries += claims.facts
            _identify(report, family, blocks, claims.facts, profiles)
            report.findings += _guesses(sheet, blocks, profiles)
    taken = {entry.start for entry in entries if isinstance(entry, Mark)}
    left = [f for hits in every.values() for f in hits if f.line.start not in taken]
    left = [f for f in left if f.k not in copy.chrome]
    report.left = frozenset(" ".join(f.line.text.split()) for f in left)
    report.findings += [_left_in(sheet, f) for f in left if f.weight >= 2]
    return entries, report


def _host_of(address: str) -> str:
    """The host in an address; nothing where the address is damaged."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


class _Copy:
    """The lines of one copy and what is known of them before any rule is asked."""

    def __init__(self, sheet: Sheet, profiles: Profiles) -> None:
        self.sheet = sheet
        self.lines = [_set_apart(line) for line in raw_lines(sheet)]
        self.chrome = frozenset(k for k, line in enumerate(self.lines) if line.hint is Hint.NOISE)
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
        blocks = blocks_of(hits, self.lines, spaced=self.spaced(hits))
        return accepted(blocks, self.lines, need, self.chrome)

    def spaced(self, hits: Sequence[Found]) -> bool:
        """Whether a blank line stands after every line, those that rules know not excepted."""
        solid = any(b.k == a.k + 1 and not b.line.gap for a, b in pairwise(hits))
        return not solid and is_spaced(self.lines)

    def text(self, start: int, end: int) -> str:
        """The characters as printed, with single blanks."""
        return " ".join(self.sheet.text[start:end].split())


class _Claims:
    """The marks and facts of the accepted blocks of one family."""

    def __init__(self, copy: _Copy, family: Family, hits: Sequence[Found]) -> None:
        self.copy, self.lines, self.family = copy, copy.lines, family
        self.joiners = {f.k: f for f in hits if not f.weight}
        self.ruled = {f.k: f.hit.rule.id for f in hits if f.weight >= _TELLING}
        self.spaced = copy.spaced(hits)
        self.marks: list[Mark] = []
        self.facts: list[Fact] = []
        self.taken: set[int] = set()

    def take_all(self, blocks: Sequence[Block], *, alone: bool = False) -> None:
        """Claim each block, then (unless *alone*) the lines that stand in its shelter."""
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
            if self.family.values:
                self._values(block)

    def _take(self, k: int, rule: str) -> None:
        if k not in self.taken:
            self.taken.add(k)
            line = self.lines[k]
            rule = f"{self.family.id}:{rule}"
            self.marks.append(Mark(line.start, line.stop, Zone.SITE_NOISE, rule))

    def _value(self, name: str, rule: str, line: Line) -> None:
        text = self.copy.text(line.head, line.tail)
        rule = f"{self.family.id}:{rule}"
        self.facts.append(Fact(f"site.{name}", text, line.head, line.tail, rule))

    def _fields(self, block: Block) -> None:
        known = {f.k for f in block.hits}
        for f in block.hits:
            rule = f.hit.rule
            self._take(f.k, rule.id)
            self.facts += self._facts(f)
            count = value_lines(f, self.lines, spaced=self.spaced)
            for k in range(f.k + 1, f.k + 1 + count):
                if k not in known:
                    self._take(k, rule.id)
                    if rule.fact and k == f.k + 1:
                        self._value(rule.fact, rule.id, self.lines[k])
        for a, b in pairwise(block.hits):
            for k in range(a.k + 1, b.k):
                self._take(k, "between")

    def _facts(self, f: Found) -> Iterator[Fact]:
        for name, _, start, end in f.hit.fields:
            value, certainty = self.copy.text(start, end), Certainty.HIGH
            if name == "uploaded":
                value, certainty = upload_date(value)
            yield Fact(f"site.{name}", value, start, end, f.rule, certainty)

    def _title(self, block: Block) -> None:
        """Lines before the first field: the site's title, and its copy of the slice's heading."""
        above = [k for k in range(block.first) if k not in self.copy.chrome]
        if len(above) > FEW and any(_runs_on(self.lines[k]) for k in above):
            return
        listed = [k for k in above if self.lines[k].text.startswith(LISTED)]
        free = [k for k in above if k not in listed and k not in self.ruled]
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
        for k in run:
            self._take(k, "file-name")
        if run:
            label = len(run) > 1 and _like_a_label(self.lines[run[0]].text)
            self._value("file_name", "file-name", self.lines[run[1] if label else run[0]])

    def _run(self, start: int, blank: int) -> range:
        """Lines from *start* on that are values: closed by a blank line, or names beyond doubt."""
        rest = self.lines[start : start + VALUES + 1]
        size = next((i for i, line in enumerate(rest) if line.gap > blank), None)
        if not any(line.gap > blank for line in self.lines):  # no blank line can close them
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
        if solid or (apart and notice):
            self._take(k, self.joiners[k].hit.rule.id)

    def _after(self, block: Block, following: Block | None) -> None:
        """Short lines after the footer, up to the end of the copy or the head of a next slice.

        Where many follow, the footer stands inside the text, and only a line that is set solid
        with it is the site's.
        """
        if following and following.footer:
            return
        rest = range(block.last + 1, following.first if following else len(self.lines))
        if len(rest) > EDGE:
            solid = not self.lines[rest.start].gap
            rest = range(rest.start, rest.start + solid)
        if all(len(self.lines[k].text) <= LONGEST_NAME for k in rest):
            for k in rest:
                self._take(k, "after-footer")


def _set_apart(line: Line) -> Line:
    """A line that markup begins a block with stands apart, as if a blank line came before."""
    if line.hint is None or line.hint is Hint.NOISE or line.gap:
        return line
    return line._replace(gap=1)


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


def _like_a_label(text: str) -> bool:
    return len(text) <= 20 and len(text.split()) <= 2 and not any(c.isdigit() for c in text)


def _woven(hits: Iterable[Found]) -> Iterator[Mark]:
    for f in hits:
        if f.place is Place.ANYWHERE:
            yield Mark(f.line.start, f.line.stop, Zone.SITE_NOISE, f.rule)


def _identify(
    report: NoiseReport,
    family: Family,
    blocks: Sequence[Block],
    facts: Sequence[Fact],
    profiles: Profiles,
) -> None:
    report.family = family.id
    report.loses = family.loses
    votes: Counter[str] = Counter()
    for label, wording in (pair for b in blocks for f in b.hits for pair in f.hit.labels):
        for language in profiles.wordings[label].get(wording.lower(), ()):
            votes[language.rstrip("?")] += 1 if language.endswith("?") else 3
    if votes:
        top = votes.most_common()
        report.language = top[0][0]
        report.guessed_language = len(top) > 1 and top[0][1] == top[1][1]
    host = next((f.value.lower() for f in reversed(facts) if f.name == "site.host"), "")
    if host:
        site = profiles.site_at(host)
        report.site = site.id if site else host.removeprefix("www.")
        if site and site.language:
            report.language, report.guessed_language = site.language, False


def _guesses(sheet: Sheet, blocks: Sequence[Block], profiles: Profiles) -> Iterator[Finding]:
    """One finding for a copy of which lines were known by their form or by a guessed label."""

    def guessed(label: str, wording: str) -> bool:
        languages = profiles.wordings[label].get(wording.lower(), ())
        return all(language.endswith("?") for language in languages)

    found = [
        f
        for block in blocks
        for f in block.hits
        if f.hit.rule.form or (f.hit.labels and all(guessed(*pair) for pair in f.hit.labels))
    ]
    if found:
        first = found[0]
        text = f"{len(found)} lines were known by their form, or by labels that are guesses"
        source, line = sheet.sources[0].id, first.line
        yield Finding("R102", text, source, line.number + 1, line.head, line.tail)


def _left_in(sheet: Sheet, f: Found) -> Finding:
    return Finding(
        "R103",
        f"this line has the form of {f.rule} but stands alone",
        sheet.sources[0].id,
        f.line.number + 1,
        f.line.head,
        f.line.tail,
    )
