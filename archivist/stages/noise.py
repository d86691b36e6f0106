"""Stage *noise*: what the site printed around and into the text.

Hits of a family's rules are grouped into blocks of neighbouring lines. A block is furniture when
the weights of its distinct rules add up to the family's ``need``; away from the edges of the copy
it needs twice as much. A single line that only looks like furniture is left in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from archivist.core.ledger import Certainty, Entry, Fact, Mark
from archivist.core.roles import Zone
from archivist.core.sheet import Sheet
from archivist.findings import Finding
from archivist.profiles import Profiles
from archivist.profiles.match import Hit, Matcher
from archivist.profiles.model import Place, Then
from archivist.profiles.predicates import PREDICATES
from archivist.stages.lineview import Line, is_spaced, raw_lines

EDGE = 12
"""Lines from an end of the copy within which a block of fields counts as being at the edge."""

BETWEEN = 2
"""Lines that no rule knows, at most, between two hits of one block."""


@dataclass
class _Found:
    """A hit at a line; ``k`` counts lines that are not blank."""

    k: int
    line: Line
    hit: Hit


@dataclass
class _Block:
    """Neighbouring hits, and what was decided about them."""

    hits: list[_Found]
    footer: bool = False

    @property
    def first(self) -> int:
        return self.hits[0].k

    @property
    def last(self) -> int:
        return self.hits[-1].k

    def weight(self) -> int:
        return sum({f.hit.rule.id: f.hit.rule.weight for f in self.hits}.values())


@dataclass
class NoiseReport:
    """What the stage found out about the site."""

    family: str = ""
    language: str = ""
    guessed_language: bool = False
    site: str = ""
    deletes_words: bool = False
    findings: list[Finding] = field(default_factory=list)
    left: frozenset[str] = frozenset()  # lines that match a rule and were left in the text


def noise(sheet: Sheet, profiles: Profiles) -> tuple[list[Entry], NoiseReport]:
    """Claims on the site's furniture of one copy, facts it carries, and who the site is."""
    lines = raw_lines(sheet)
    spaced = is_spaced(lines)
    best: tuple[int, Matcher, list[_Block]] | None = None
    entries: list[Entry] = []
    report = NoiseReport()
    every: list[tuple[Matcher, list[_Found]]] = []
    for matcher in profiles.matchers:
        hits = _hits(sheet.view, lines, matcher)
        if not hits:
            continue
        every.append((matcher, hits))
        entries += _woven(matcher, hits)
        blocks = _accepted(_blocks(hits, lines, spaced=spaced), lines, matcher)
        weight = sum(block.weight() for block in blocks)
        if blocks and (best is None or weight > best[0]):
            best = (weight, matcher, blocks)
    if best is not None:
        _, matcher, blocks = best
        claimed, facts = _claims(sheet, lines, matcher, blocks, spaced=spaced)
        entries += claimed
        entries += facts
        _identify(report, matcher, blocks, facts, profiles)
    taken = {entry.start for entry in entries if isinstance(entry, Mark)}
    left = [(m, f) for m, hits in every for f in hits if f.line.start not in taken]
    report.left = frozenset(f.line.text for _, f in left)
    report.findings = [_left_in(sheet, m, f) for m, f in left if f.hit.rule.weight >= 2]
    return entries, report


def _hits(view: str, lines: Sequence[Line], matcher: Matcher) -> list[_Found]:
    found: list[_Found] = []
    for k, line in enumerate(lines):
        hit = matcher.match(view, line.head, line.tail)
        if hit is None and k < 4 and matcher.glued:
            hit = matcher.match_glued(view, line.head, line.tail)
        if hit is not None:
            found.append(_Found(k, line, hit))
    return _checked(found)


def _checked(found: list[_Found]) -> list[_Found]:
    """Hits whose predicate agrees with the slice numbers that the copy itself gives."""
    current = total = None
    for f in found:
        values = {g.name: g.value for g in f.hit.fields}
        if "slice" in values and "slices" in values and current is None:
            current, total = int(values["slice"]), int(values["slices"])
    kept = []
    for f in found:
        name = f.hit.rule.check
        if not name or PREDICATES[name](f.line.text, current, total):
            kept.append(f)
    return kept


def _woven(matcher: Matcher, hits: list[_Found]) -> Iterator[Mark]:
    for f in hits:
        if f.hit.rule.place is Place.ANYWHERE:
            rule = f"{matcher.family.id}:{f.hit.rule.id}"
            yield Mark(f.line.start, f.line.stop, Zone.SITE_NOISE, rule)


def _blocks(hits: list[_Found], lines: Sequence[Line], *, spaced: bool) -> list[_Block]:
    blocks: list[_Block] = []
    seen: set[str] = set()
    reach = -1
    for f in hits:
        if f.hit.rule.place is Place.ANYWHERE:
            continue
        again = f.hit.rule.id in seen or (
            f.hit.rule.place is Place.HEADER
            and any(s.hit.rule.place is Place.FOOTER for s in (blocks[-1].hits if blocks else ()))
        )
        if not blocks or f.k - reach > BETWEEN + 1 or again:
            blocks.append(_Block([]))
            seen = set()
        blocks[-1].hits.append(f)
        seen.add(f.hit.rule.id)
        reach = f.k + _value_lines(f, lines, spaced=spaced)
    for block in blocks:
        _drop_strays(block, lines, spaced=spaced)
    return [b for b in blocks if b.hits]


def _value_lines(f: _Found, lines: Sequence[Line], *, spaced: bool) -> int:
    """How many lines after a hit belong to it."""
    then = f.hit.rule.then
    count = 0
    if then is Then.NOTHING:
        return 0
    for line in lines[f.k + 1 : f.k + (60 if then is Then.LIST else 5)]:
        if then is Then.LIST:
            if not line.text.startswith(("-", "•", "–", "*")):
                break
        elif (line.gap and not (spaced and count == 0 and line.gap == 1)) or len(line.text) > 300:
            break
        count += 1
        if spaced and then is Then.VALUE:
            break
    if then is Then.VALUE and count == 4:  # no blank line ends it: the copy has lost its blanks
        return 1
    return count


def _drop_strays(block: _Block, lines: Sequence[Line], *, spaced: bool) -> None:
    """A weak hit at the rim of a block, parted from it by blank lines, is likely text."""
    allowed = 1 if spaced else 0

    def stray(one: _Found, gap: int) -> bool:
        return one.hit.rule.weight == 1 and one.hit.rule.place is not Place.FOOTER and gap > allowed

    while len(block.hits) > 1 and stray(block.hits[-1], lines[block.hits[-1].k].gap):
        block.hits.pop()
    while len(block.hits) > 1 and stray(block.hits[0], lines[block.hits[1].k].gap):
        block.hits.pop(0)


def _accepted(blocks: list[_Block], lines: Sequence[Line], matcher: Matcher) -> list[_Block]:
    size, need = len(lines), matcher.family.need
    kept: list[_Block] = []
    for block in blocks:
        header = _is_header(block, lines)
        footer = size - 1 - block.last < EDGE
        bonus = 1 if block.first < 3 or size - 1 - block.last < 3 else 0
        places = Counter(f.hit.rule.place for f in block.hits)
        proof = places[Place.FOOTER] and block.weight() >= need + 2
        needed = need if header or footer or proof else 2 * need
        if block.weight() + bonus < needed:
            continue
        block.footer = bool(places[Place.FOOTER]) or (
            footer and not places[Place.HEADER] and (bool(kept) or not header)
        )
        kept.append(block)
    return kept


def _is_header(block: _Block, lines: Sequence[Line]) -> bool:
    """Whether only a few lines, or a list of headings, stand before the block."""
    before = [ln for ln in lines[: block.first] if not ln.text.startswith(("-", "•", "–"))]
    return len(before) < EDGE


def _claims(
    sheet: Sheet, lines: Sequence[Line], matcher: Matcher, blocks: list[_Block], *, spaced: bool
) -> tuple[list[Entry], list[Fact]]:
    family = matcher.family.id
    marks: list[Entry] = []
    facts: list[Fact] = []
    taken: set[int] = set()

    def take(k: int, rule: str) -> None:
        if k not in taken:
            taken.add(k)
            marks.append(Mark(lines[k].start, lines[k].stop, Zone.SITE_NOISE, f"{family}:{rule}"))

    for number, block in enumerate(blocks):
        for f in block.hits:
            take(f.k, f.hit.rule.id)
            facts += _facts(family, f)
            for k in range(f.k + 1, f.k + 1 + _value_lines(f, lines, spaced=spaced)):
                if k not in {g.k for g in block.hits}:
                    take(k, f.hit.rule.id)
                    if f.hit.rule.fact and k == f.k + 1:
                        facts.append(_value(family, f.hit.rule.fact, f.hit.rule.id, lines[k]))
        for a, b in zip(block.hits, block.hits[1:], strict=False):
            for k in range(a.k + 1, b.k):
                take(k, "between")
        if block.footer:
            if number == len(blocks) - 1:
                for k in range(block.last + 1, len(lines)):
                    take(k, "after-footer")
        else:
            if number == 0 and matcher.family.title_lines:
                _title(sheet, lines, block, take, facts, family)
            if matcher.family.values:
                _unlabelled(lines, block, taken, take, facts, family)
    return marks, facts


def _facts(family: str, f: _Found) -> Iterator[Fact]:
    rule = f"{family}:{f.hit.rule.id}"
    for name, value, start, end in f.hit.fields:
        certainty = Certainty.HIGH
        if name == "uploaded":
            day, month, year = value.split(".")
            value = f"{year}-{month}-{day}"
            if year == "1970" or not (0 < int(month) < 13 and 0 < int(day) < 32):
                certainty = Certainty.LOW  # the epoch stands for "not known"
        yield Fact(f"site.{name}", value.strip(), start, end, rule, certainty)


def _value(family: str, name: str, rule: str, line: Line) -> Fact:
    return Fact(f"site.{name}", line.text, line.head, line.tail, f"{family}:{rule}")


def _title(sheet, lines, block, take, facts, family) -> None:  # type: ignore[no-untyped-def]
    """Lines before the first field: the site's title, and its copy of the slice's heading."""
    for k in range(block.first):
        take(k, "title" if k == 0 else "heading-copy")
        if k == 0:
            facts.append(_value(family, "title", "title", lines[0]))


def _unlabelled(lines, block, taken, take, facts, family) -> None:  # type: ignore[no-untyped-def]
    """A line straight after the last field, with blank lines behind it: the file's name."""
    k = max(t for t in taken if t <= block.last + 5)
    last = block.hits[-1]
    if last.hit.rule.then is Then.VALUE or k + 2 >= len(lines):
        return
    line, after = lines[k + 1], lines[k + 2]
    if line.gap or not after.gap or len(line.text) > 150 or not _like_a_file_name(line.text):
        return
    take(k + 1, "file-name")
    facts.append(_value(family, "file_name", "file-name", line))


def _like_a_file_name(text: str) -> bool:
    return not text.endswith((".", "?", "!", ":", ";", ",")) and not text.startswith(("•", "-"))


def _identify(
    report: NoiseReport,
    matcher: Matcher,
    blocks: list[_Block],
    facts: list[Fact],
    profiles: Profiles,
) -> None:
    report.family = matcher.family.id
    report.deletes_words = matcher.family.deletes_words
    votes: Counter[str] = Counter()
    for block in blocks:
        for f in block.hits:
            for label, wording in f.hit.labels:
                for language in profiles.wordings[label].get(wording, ()):
                    votes[language.rstrip("?")] += 1 if language.endswith("?") else 3
    if votes:
        top = votes.most_common()
        report.language = top[0][0]
        report.guessed_language = len(top) > 1 and top[0][1] == top[1][1]
    for fact in facts:
        if fact.name == "site.host":
            host = fact.value.lower()
            site = profiles.hosts.get(host) or profiles.hosts.get(host.removeprefix("www."))
            report.site = site.id if site else host
            if site and site.language:
                report.language, report.guessed_language = site.language, False


def _left_in(sheet: Sheet, matcher: Matcher, f: _Found) -> Finding:
    return Finding(
        "R103",
        f"this line has the form of {matcher.family.id}:{f.hit.rule.id} but stands alone",
        sheet.sources[0].id,
        f.line.index + 1,
        f.line.head,
        f.line.tail,
    )
