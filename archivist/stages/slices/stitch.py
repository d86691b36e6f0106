"""Stage *stitch*: which copies are slices of one document, in what order, and what is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from archivist.core import Certainty, Link, LinkKind, Mark, Zone
from archivist.core.edition import Copy
from archivist.core.ledger import Entry, Fact
from archivist.core.sheet import Sheet
from archivist.core.source import Source, likened
from archivist.findings import Finding
from archivist.stages.lines.view import Line, lines_of
from archivist.stages.site.noise import NoiseReport
from archivist.stages.slices.records import agree, is_named, known, upload_of
from archivist.stages.slices.sameness import OVERLAP, alike, goes_on, is_cut, repeated, words


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
    facts: dict[str, Fact] = {}
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
        for name in (copy.file_name, copy.title):
            if name:
                tokens.add(f"name|{copy.family}|{likened(name)}|{copy.slices}")
        if copy.uploaded and copy.size:  # where a slice lost its name, or the site's is misread
            tokens.add(f"upload|{copy.family}|{copy.uploaded}|{copy.size}|{copy.slices}")
    if not copy.slices and copy.title and copy.uploaded:
        tokens.add(f"whole|{copy.family}|{likened(copy.title)}|{copy.uploaded}|{copy.size}")
    if not tokens and not is_named(copy):
        tokens |= _edges(one)
    return frozenset(tokens)


def _edges(one: Slice) -> set[str]:
    """Tokens of a copy that nothing names but that is cut: its first line, its last lines."""
    lines = lines_of(one.sheet)
    if not is_cut(lines):
        return set()
    return {f"line|{line.text}" for line in (lines[0], *lines[-OVERLAP:]) if len(line.text) > 20}


def group_slices(slices: Sequence[Slice]) -> list[Group]:
    """Documents among the copies. Neither the order nor the names of the inputs matter."""
    once = {one.source.id: one for one in sorted(slices, key=lambda s: s.source.origin.name)}
    groups: list[Group] = []
    for family in _families([once[digest] for digest in sorted(once)]):
        for members in _documents(family):
            groups += _consistent(members)
    for group in _of_one_name(groups):
        group.key = _digest_key(group.slices)
    return sorted(groups, key=lambda g: g.key)


def _of_one_name(groups: Sequence[Group]) -> Iterator[Group]:
    """Documents that would go by the name of a larger one."""
    largest: dict[str, Group] = {}
    for group in sorted(groups, key=lambda g: (-len(g.slices), g.slices[0].source.id)):
        if largest.setdefault(group.key, group) is not group:
            yield group


def _families(slices: Sequence[Slice]) -> list[list[Slice]]:
    """Copies that share a token, by any way round."""
    parent: dict[str, str] = {}

    def root(token: str) -> str:
        while (up := parent.setdefault(token, token)) != token:
            token = up
        return token

    tokens = [sorted(kinship(one)) or [f"alone|{one.source.id}"] for one in slices]
    for mine in tokens:
        for token in mine[1:]:
            parent[root(token)] = root(mine[0])
    families: dict[str, list[Slice]] = defaultdict(list)
    for one, mine in zip(slices, tokens, strict=True):
        families[root(mine[0])].append(one)
    return list(families.values())


def _documents(family: Sequence[Slice]) -> list[list[Slice]]:
    """Copies of a family, parted where what the site says of them cannot be of one document.

    Those of which most is known come first; a copy that fits several documents joins none.
    """
    if not any(is_named(one.copy) for one in family):
        return _chains(family)
    documents: list[list[Slice]] = []
    for one in sorted(family, key=lambda s: (-known(s.copy), s.source.id)):
        fits = [d for d in documents if all(agree(one.copy, m.copy) for m in d)]
        if len(fits) == 1:
            fits[0].append(one)
        else:
            documents.append([one])
    return _rejoined(documents)


def _rejoined(documents: Sequence[list[Slice]]) -> list[list[Slice]]:
    """Documents, with lone slices of another title in the one whose upload they share.

    What is taken for the site's title of a slice can be a line of its text. One slice proves no
    second document then; two that bear the same title do.
    """
    whole = [document for document in documents if len(document) > 1]
    kept = [list(document) for document in whole]
    for document in documents:
        if document in whole:
            continue
        homes = [k for k, other in enumerate(whole) if _lacks(other, document[0])]
        if len(homes) == 1:
            kept[homes[0]] += document
        else:
            kept.append(document)
    return kept


def _lacks(document: Sequence[Slice], one: Slice) -> bool:
    """Whether a document of the same upload has no slice of this number yet."""
    upload = upload_of(one.copy)
    return (
        all(upload)
        and all(upload_of(m.copy) == upload and m.copy.slice != one.copy.slice for m in document)
        and all(agree(replace(one.copy, title=""), m.copy) for m in document)
    )


def _chains(family: Sequence[Slice]) -> list[list[Slice]]:
    """Copies that nothing names, each followed by the only one that repeats its end."""
    lines = {one.source.id: lines_of(one.sheet) for one in family}
    after: dict[str, list[Slice]] = {}
    before: Counter[str] = Counter()
    for one in family:
        mine = lines[one.source.id]
        after[one.source.id] = [
            m for m in family if m is not one and goes_on(mine, lines[m.source.id])
        ]
        before.update(m.source.id for m in after[one.source.id])
    following = {
        digest: found[0]
        for digest, found in after.items()
        if len(found) == 1 and before[found[0].source.id] == 1
    }
    starts = [m for m in family if m.source.id not in {f.source.id for f in following.values()}]
    chains = []
    for one in starts:
        chain = [one]
        while chain[-1].source.id in following:
            chain.append(following[chain[-1].source.id])
        chains.append(chain)
    reached = {m.source.id for chain in chains for m in chain}
    return [*chains, *([m] for m in family if m.source.id not in reached)]


def _consistent(members: list[Slice]) -> list[Group]:
    """One group of slices that fit each other; those that do not are set apart, with a finding."""
    totals = Counter(m.copy.slices for m in members if m.copy.slices)
    best = max(totals, key=lambda t: (totals[t], t)) if totals else None
    fits = [m for m in members if best is None or _fits(m.copy, best)]
    kept, spare, odd = _without_doubles(fits)
    findings = [_refused(m, f"does not fit a document of {best} slices")
                for m in members if m not in fits]  # fmt: skip
    findings += [_refused(m, "differs from another copy of the same name") for m in odd]
    groups = [_group(kept, spare, findings)] if kept else []
    apart: dict[object, list[Slice]] = defaultdict(list)
    for m in members:
        if m not in fits:
            apart[m.copy.slices].append(m)
    for one in odd:
        apart[one.source.id] = [one]
    for others in apart.values():
        mine = {m.source.id for m in others}
        kept, spare, rest = _without_doubles(others)
        told = [f for f in findings if f.source in mine]
        groups += [_group(kept, spare, told, apart=True)] if kept else []
        groups += [_group([m], [], told, apart=True) for m in rest]
    return groups


def _fits(copy: Copy, total: int) -> bool:
    return copy.slices == total and 1 <= (copy.slice or 0) <= total


def _refused(one: Slice, why: str) -> Finding:
    which = f"slice {one.copy.slice} of {one.copy.slices}" if one.copy.slice else "the copy"
    return Finding("S202", f"{which} {why}", one.source.id)


def _without_doubles(
    members: Sequence[Slice],
) -> tuple[list[Slice], list[Slice], list[Slice]]:
    """One copy for each slice number, second crawls of them, and copies of some other text.

    Of two crawls the one is kept that has most words, then the one of which most is known, then
    the one with the smaller digest.
    """
    named = any(is_named(m.copy) for m in members)
    by_number: dict[object, list[Slice]] = defaultdict(list)
    for one in members:
        by_number[(one.copy.slice or 0) if named else one.source.id].append(one)
    kept: list[Slice] = []
    spare: list[Slice] = []
    odd: list[Slice] = []
    for copies in by_number.values():
        if len(copies) > 1:
            copies.sort(key=lambda c: (-words(c.sheet), -known(c.copy), c.source.id))
        same = [one for one in copies[1:] if alike(copies[0].sheet, one.sheet)]
        odd += [one for one in copies[1:] if one not in same]
        spare += same
        kept.append(_filled(copies[0], same))
    if named:
        kept.sort(key=lambda s: (s.copy.slice or 0, s.source.id))
    spare.sort(key=lambda s: (s.copy.slice or 0, s.source.id))
    return kept, spare, odd


def _filled(one: Slice, spare: Sequence[Slice]) -> Slice:
    """A slice with what only its second crawls say of it: all of them are one record."""
    if not spare:
        return one
    every = [one.copy, *(s.copy for s in spare)]

    def said(values: Iterable[str]) -> str:
        return next(filter(None, values), "")

    dated = next((c for c in every if c.uploaded), one.copy)
    record = replace(
        one.copy,
        site=said(c.site for c in every),
        item=said(c.item for c in every),
        uploaded=dated.uploaded,
        uploaded_certainty=dated.uploaded_certainty,
        size=said(c.size for c in every),
        file_name=said(c.file_name for c in every),
        title=said(c.title for c in every),
        kind=said(c.kind for c in every),
    )
    return replace(one, copy=record)


def _group(
    kept: list[Slice], spare: list[Slice], findings: list[Finding], *, apart: bool = False
) -> Group:
    group = Group(_key(kept, spare, apart=apart), kept, spare, list(findings))
    total = next((s.copy.slices for s in kept if s.copy.slices), None)
    if spare:
        numbers = sorted({str(s.copy.slice or "?") for s in spare})
        text = f"more than one copy of slice {', '.join(numbers)}"
        group.findings.append(Finding("S203", text, spare[0].source.id))
    if total:
        group.missing = _missing([s.copy.slice or 0 for s in kept], total)
    if group.missing:
        which = ", ".join(str(a) if a == b else f"{a}–{b}" for _, a, b in group.missing)
        group.findings.append(Finding("S201", f"of {total} slices {which} are missing"))
    return group


def _key(kept: Sequence[Slice], spare: Sequence[Slice], *, apart: bool) -> str:
    """What the document is called for good: the same for any of its slices, in any run."""
    every = [s.copy for s in (*kept, *spare)]

    def said(values: Iterable[str]) -> str:
        counts = Counter(filter(None, values))
        return max(counts, key=lambda v: (counts[v], v)) if counts else ""

    where = said(c.site for c in every) or said(c.family for c in every) or "unknown-site"
    item = said(c.item for c in every)
    total = next((c.slices for c in every if c.slices), 0)
    name = said(c.file_name for c in every) or said(c.title for c in every)
    if item and not apart:
        return f"{where}/{item}"
    if total > 1 and name and not apart:
        upload = said(c.uploaded for c in every), said(c.size for c in every)
        return "/".join((where, likened(name), str(total), *upload))
    return _digest_key(kept)


def _digest_key(slices: Sequence[Slice]) -> str:
    return f"sha256/{min(s.source.id for s in slices)[:24]}"


def _missing(numbers: Sequence[int], total: int) -> list[tuple[int, int, int]]:
    """(index of the slice before, first, last) of each run of missing slices; -1 at the start."""
    found: list[tuple[int, int, int]] = []
    previous = 0
    for index, number in enumerate([*numbers, total + 1]):
        if number > previous + 1:
            found.append((index - 1, previous + 1, number - 1))
        previous = number
    return found


def repeated_heads(sheet: Sheet, slices: Sequence[Slice]) -> list[Entry]:
    """Lines printed last in one slice and first in the next are kept once, when identical."""
    by_source: dict[int, list[Line]] = defaultdict(list)
    for line in lines_of(sheet):
        by_source[sheet.source_at(line.start)].append(line)
    entries: list[Entry] = []
    for k, (one, following) in enumerate(pairwise(slices)):
        numbers = one.copy.slice, following.copy.slice
        if numbers[0] and numbers[1] and numbers[1] != numbers[0] + 1:
            continue
        before, after = by_source.get(k, []), by_source.get(k + 1, [])
        size = repeated(before, after)
        for last, first in zip(before[len(before) - size :], after[:size], strict=True):
            entries.append(Mark(first.start, first.stop, Zone.DUPLICATE, "stitch:repeated-head"))
            entries.append(Link(LinkKind.DUPLICATE, first.head, last.head, "stitch:repeated-head"))
    return entries
