"""Stage *noise*: what the site printed around and into the text.

Rules of a family know single lines; :mod:`archivist.stages.site.groups` and ``proof`` say which
blocks of them prove each other, :mod:`archivist.stages.site.shelter` what else is the site's then.
Here both become the claims of a copy, and who the site is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from archivist.core.ledger import Entry, Fact, Mark
from archivist.core.roles import Zone
from archivist.core.sheet import Sheet
from archivist.findings import Finding
from archivist.profiles import Loss, Profiles
from archivist.profiles.model import Family, Place
from archivist.profiles.openings import lowered
from archivist.stages.site.copies import Copy
from archivist.stages.site.fields import SOLID, Block, Found, find_hits
from archivist.stages.site.frame import menu_above
from archivist.stages.site.rim import Rims
from archivist.stages.site.shelter import Claims
from archivist.stages.site.woven import woven_marks
from archivist.wording import counted

_SLICED = frozenset({"site.slice", "site.slices", "site.title"})
"""Facts that only the family says that proves itself best."""

_PAGES = "webpage"
"""The family of what any web page has."""


@dataclass
class NoiseReport:
    """What the stage found out about the site."""

    family: str = ""
    language: str = ""
    site: str = ""
    loses: tuple[Loss, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    rims: list[Mark] = field(default_factory=list)  # what the ends of the copy prove together
    left: frozenset[str] = frozenset()  # lines that match a rule and were left in the text


def noise(sheet: Sheet, profiles: Profiles) -> tuple[list[Entry], NoiseReport]:
    """Claims on the site's furniture of one copy, facts it carries, and who the site is."""
    copy = Copy(sheet, profiles)
    every = find_hits(sheet.view, copy.lines, profiles.index)
    menu = menu_above(copy.lines, {f.k for f in every.get(_PAGES, ())})
    copy.chrome |= set(menu)
    entries: list[Entry] = [
        Mark(copy.lines[k].start, copy.lines[k].stop, Zone.SITE_NOISE, f"{_PAGES}:above")
        for k in menu
    ]
    copy.known = frozenset(
        f.k
        for name, hits in every.items()
        for f in hits
        if profiles.families[name].general and not f.hit.rule.form
    )
    report = NoiseReport(site=copy.host)
    for found in every.values():
        woven = [f for f in found if f.weight and f.place is Place.ANYWHERE]
        entries += woven_marks(woven, copy.lines)
        copy.chrome |= {f.k for f in woven if f.hit.rule.recurs == 1}
    proved = [(family, hits, blocks) for family, hits in _views(every, profiles)
              if (blocks := copy.blocks(family, hits))]  # fmt: skip
    proved.sort(key=lambda one: (one[0].general, -sum(block.weight for block in one[2])))
    for rank, (family, hits, blocks) in enumerate(proved):
        claims = Claims(copy, family, hits)
        claims.take_all(blocks, alone=bool(rank))
        entries += [*claims.marks, *woven_marks(hits, copy.lines)]
        known = {entry.name for entry in entries if isinstance(entry, Fact)}
        entries += [f for f in claims.facts if not rank or f.name not in known | _SLICED]
        if not rank:
            _identify(report, family, blocks, claims.facts, profiles)
            report.findings += _guesses(sheet, blocks, profiles)
    taken = {entry.start for entry in entries if isinstance(entry, Mark)}
    described = bool(proved) and not proved[0][0].general
    report.rims = [*_rims(copy, every, taken, profiles, described=described)]
    report.findings += _weighed(sheet, report.rims)
    left = [f for hits in every.values() for f in hits if f.line.start not in taken]
    taken |= {mark.start for mark in report.rims}
    left = [f for f in left if f.k not in copy.chrome and f.line.start not in taken]
    report.left = frozenset(" ".join(f.line.text.split()) for f in left)
    report.findings += [_left_in(sheet, f) for f in left if f.weight >= 2]
    return entries, report


def _rims(
    copy: Copy,
    every: Mapping[str, Sequence[Found]],
    taken: Collection[int],
    profiles: Profiles,
    *,
    described: bool,
) -> Iterator[Mark]:
    """Claims on what stands among the site's lines at both ends of a copy; no site prints PDFs."""
    if copy.sheet.sources[0].is_paged:
        return
    best: dict[int, Found] = {}
    for name, hits in every.items():
        least = 1 if profiles.families[name].general else SOLID
        for f in hits:
            if f.weight < least or f.place is Place.ANYWHERE:
                continue
            if f.k not in best or f.weight > best[f.k].weight:
                best[f.k] = f
    own = {k for k, line in enumerate(copy.lines) if line.start in taken}
    rims = Rims(copy.lines, own, best, described=described)
    for name, numbers in (("head", rims.head()), ("foot", rims.foot())):
        for line in (copy.lines[k] for k in numbers):
            yield Mark(line.start, line.stop, Zone.SITE_NOISE, f"rim:{name}")


def _views(
    every: Mapping[str, Sequence[Found]], profiles: Profiles
) -> Iterator[tuple[Family, Sequence[Found]]]:
    """Each family with its hits, and what all general ones know together.

    A page of a site that nobody has described has a little of each: a size, a menu, a licence.
    They prove each other as the lines of one family do, under the one that asks for most proof,
    and for a little more.
    """
    for name, hits in every.items():
        yield profiles.families[name], hits
    general = [profiles.families[name] for name in every if profiles.families[name].general]
    if len(general) > 1:
        best: dict[int, Found] = {}
        for family in sorted(general, key=lambda one: one.id):
            for f in every[family.id]:
                if f.k not in best or f.weight > best[f.k].weight:
                    best[f.k] = f
        family = max(general, key=lambda one: (one.need, one.id))
        yield replace(family, need=family.need + 1), [best[k] for k in sorted(best)]


def _identify(
    report: NoiseReport,
    family: Family,
    blocks: Sequence[Block],
    facts: Sequence[Fact],
    profiles: Profiles,
) -> None:
    report.family = family.id
    report.loses = family.loses
    report.language = _language(blocks, profiles)
    host = next((f.value.lower() for f in reversed(facts) if f.name == "site.host"), "")
    if host:
        site = profiles.site_at(host)
        report.site = site.id if site else host.removeprefix("www.")
        if site and site.language:
            report.language = site.language


def _language(blocks: Sequence[Block], profiles: Profiles) -> str:
    """The language that most labels are worded in; one label is no proof: neighbours share it."""
    votes: Counter[str] = Counter()
    labels: dict[str, set[str]] = defaultdict(set)
    for label, wording in (pair for b in blocks for f in b.hits for pair in f.hit.labels):
        for language in profiles.wordings[label].get(lowered(wording), ()):
            votes[language.rstrip("?")] += 1 if language.endswith("?") else 3
            labels[language.rstrip("?")].add(label)
    return next((name for name, _ in votes.most_common(2) if len(labels[name]) > 1), "")


def _guesses(sheet: Sheet, blocks: Sequence[Block], profiles: Profiles) -> Iterator[Finding]:
    """One finding for a copy of which lines were known by their form or by a guessed label."""

    def guessed(label: str, wording: str) -> bool:
        languages = profiles.wordings[label].get(lowered(wording), ())
        return all(language.endswith("?") for language in languages)

    found = [
        f
        for block in blocks
        for f in block.hits
        if f.hit.rule.form or (f.hit.labels and all(guessed(*pair) for pair in f.hit.labels))
    ]
    if found:
        first = found[0]
        known = counted(len(found), "line was known by its", "lines were known by their")
        text = f"{known} form, or by labels that are guesses"
        source, line = sheet.sources[0].id, first.line
        yield Finding("R102", text, source, line.number + 1, line.head, line.tail)


def _weighed(sheet: Sheet, rims: Sequence[Mark]) -> Iterator[Finding]:
    """One finding for a copy whose lines went by what stands around them."""
    if rims:
        told = counted(len(rims), "line at an end", "lines at the ends")
        text = f"{told} of the copy went with the site's lines around"
        source, first = sheet.sources[0], rims[0]
        line = source.lines.at(first.start) + 1
        yield Finding("R102", text, source.id, line, first.start, first.end)


def _left_in(sheet: Sheet, f: Found) -> Finding:
    return Finding(
        "R103",
        f"this line has the form of {f.rule} but stands alone",
        sheet.sources[0].id,
        f.line.number + 1,
        f.line.head,
        f.line.tail,
    )
