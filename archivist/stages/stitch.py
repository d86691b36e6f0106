"""Stage *stitch*: which copies are slices of one document, in what order, and what is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from archivist.core import Certainty, Link, LinkKind, Mark, Zone
from archivist.core.edition import Copy
from archivist.core.ledger import Entry
from archivist.core.sheet import Sheet
from archivist.core.source import Source
from archivist.findings import Finding
from archivist.stages.lineview import Line, lines_of
from archivist.stages.noise import NoiseReport


@dataclass(frozen=True)
class Slice:
    """One copy with its noise labelled, and what the site says of it."""

    sheet: Sheet
    report: NoiseReport
    copy: Copy

    @property
    def source(self) -> Source:
        """The copy's text."""
        return self.sheet.sources[0]


@dataclass
class Group:
    """The slices of one document, in order; ``spare`` are second copies of some of them."""

    key: str
    slices: list[Slice]
    spare: list[Slice] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    missing: list[tuple[int, int, int]] = field(default_factory=list)  # after index, first, last


def describe(sheet: Sheet, report: NoiseReport) -> Copy:
    """What the site says of a copy, from its facts."""
    facts = {}
    for fact in sheet.facts:
        if fact.name.startswith("site.") and (
            fact.name not in facts or facts[fact.name].certainty is Certainty.LOW
        ):
            facts[fact.name] = fact

    def value(name: str) -> str:
        return facts[f"site.{name}"].value if f"site.{name}" in facts else ""

    uploaded = facts.get("site.uploaded")
    return Copy(
        source=sheet.sources[0],
        base=0,
        site=report.site,
        family=report.family,
        language=report.language,
        item=value("item"),
        slice=int(value("slice")) if value("slice") else None,
        slices=int(value("slices")) if value("slices") else None,
        uploaded=uploaded.value if uploaded else "",
        uploaded_certainty=uploaded.certainty if uploaded else Certainty.HIGH,
        size=value("size"),
        file_name=value("file_name"),
        title=value("title"),
        kind=value("type"),
    )


def kinship(one: Slice) -> frozenset[str]:
    """Tokens a copy shares with every copy that :func:`group_slices` could put in its group.

    Empty for a copy that stands alone whatever else there is. A batch partitions its inputs by
    these, so that no more than the copies of one document are in memory at a time.
    """
    copy = one.copy
    tokens = set()
    if copy.item:
        tokens.add(f"item|{copy.family}|{copy.item}")
    if copy.slices and copy.slices > 1:
        name = _fold(copy.file_name or copy.title)
        tokens.add(f"title|{copy.family}|{name}|{copy.slices}")
    return frozenset(tokens)


def group_slices(slices: Sequence[Slice]) -> list[Group]:
    """Documents among the copies. Neither the order nor the names of the inputs matter."""
    by_key: dict[str, list[Slice]] = defaultdict(list)
    for one in sorted(slices, key=lambda s: s.source.id):
        by_key[_provisional_key(one)].append(one)
    _merge_without_id(by_key)
    groups: list[Group] = []
    for members in by_key.values():
        groups += _consistent(members)
    return sorted(groups, key=lambda g: g.key)


def _provisional_key(one: Slice) -> str:
    copy = one.copy
    if copy.item:
        return f"item|{copy.family}|{copy.item}"
    if copy.slices and copy.slices > 1:
        return f"title|{copy.family}|{_fold(copy.file_name or copy.title)}|{copy.slices}"
    return f"alone|{one.source.id}"


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _merge_without_id(by_key: dict[str, list[Slice]]) -> None:
    """Slices of the template without ids join those with an id of the same title and total."""
    named = {
        (m.copy.family, _fold(m.copy.file_name or m.copy.title), m.copy.slices): key
        for key, members in by_key.items()
        if key.startswith("item|")
        for m in members
        if m.copy.slices
    }
    for key in [k for k in by_key if k.startswith("title|")]:
        first = by_key[key][0].copy
        match = (first.family, _fold(first.file_name or first.title), first.slices)
        if match in named and match[1]:
            by_key[named[match]] += by_key.pop(key)


def _consistent(members: list[Slice]) -> list[Group]:
    """One group of slices that agree on the total; those that do not are set apart."""
    totals = Counter(m.copy.slices for m in members if m.copy.slices)
    if not totals:
        kept, spare = _without_doubles(members)
        return [_group(kept, spare, [])]
    best = max(totals, key=lambda t: (totals[t], t))
    fits = [m for m in members if m.copy.slices == best and 1 <= (m.copy.slice or 0) <= best]
    odd = [m for m in members if m not in fits]
    findings = [
        Finding(
            "S202",
            f"slice {m.copy.slice} of {m.copy.slices} does not fit a document of {best} slices",
            m.source.id,
        )
        for m in odd
    ]
    kept, spare = _without_doubles(fits)
    groups = [_group(kept, spare, findings)] if kept else []
    return [*groups, *(_group([m], [], findings[:0], apart=True) for m in odd)]


def _without_doubles(members: list[Slice]) -> tuple[list[Slice], list[Slice]]:
    """One copy for each slice number: the one that keeps most text, then the smaller digest."""
    by_number: dict[object, list[Slice]] = defaultdict(list)
    for one in members:
        by_number[one.copy.slice or one.source.id].append(one)
    kept, spare = [], []
    for copies in by_number.values():
        copies.sort(key=lambda c: (-c.sheet.zones.count(0), c.source.id))
        kept.append(copies[0])
        spare += copies[1:]
    kept.sort(key=lambda s: (s.copy.slice or 0, s.source.id))
    return kept, sorted(spare, key=lambda s: (s.copy.slice or 0, s.source.id))


def _group(
    kept: list[Slice], spare: list[Slice], findings: list[Finding], *, apart: bool = False
) -> Group:
    first = kept[0].copy
    sites = sorted({s.copy.site for s in kept if s.copy.site})
    where = sites[0] if sites else first.family or "unknown-site"
    if first.item and not apart:
        key = f"{where}/{first.item}"
    elif first.slices and first.slices > 1 and not apart and (first.file_name or first.title):
        key = f"{where}/{_fold(first.file_name or first.title)}/{first.slices}"
    else:
        key = f"sha256/{min(s.source.id for s in kept)[:24]}"
    group = Group(key, kept, spare, list(findings))
    if spare:
        numbers = sorted({str(s.copy.slice or "?") for s in spare})
        text = f"more than one copy of slice {', '.join(numbers)}"
        group.findings.append(Finding("S203", text, spare[0].source.id))
    if first.slices:
        group.missing = _missing([s.copy.slice or 0 for s in kept], first.slices)
    if group.missing:
        which = ", ".join(str(a) if a == b else f"{a}–{b}" for _, a, b in group.missing)
        group.findings.append(Finding("S201", f"of {first.slices} slices {which} are missing"))
    return group


def _missing(numbers: Sequence[int], total: int) -> list[tuple[int, int, int]]:
    """(index of the slice before, first, last) of each run of missing slices; -1 at the start."""
    found: list[tuple[int, int, int]] = []
    previous = 0
    for index, number in enumerate([*numbers, total + 1]):
        if number > previous + 1:
            found.append((index - 1, previous + 1, number - 1))
        previous = number
    return found


def repeated_heads(sheet: Sheet) -> list[Entry]:
    """A line printed last in one slice and first in the next is kept once, when identical."""
    if len(sheet.sources) < 2:
        return []
    lines = lines_of(sheet)
    by_source: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_source[sheet.source_at(line.start)].append(line)
    entries: list[Entry] = []
    for k in range(1, len(sheet.sources)):
        before, after = by_source.get(k - 1), by_source.get(k)
        if not before or not after:
            continue
        last, first = before[-1], after[0]
        if last.text == first.text and 3 <= len(last.text) <= 200 and not last.text.isdigit():
            entries.append(Mark(first.start, first.stop, Zone.DUPLICATE, "stitch:repeated-head"))
            entries.append(Link(LinkKind.DUPLICATE, first.head, last.head, "stitch:repeated-head"))
    return entries
