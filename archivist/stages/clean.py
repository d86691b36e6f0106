"""Cleaning: the stages in turn. A pure function of sources and profiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from archivist.core import Certainty, Mark, Sheet, Source, Zone
from archivist.core.correction import Correction
from archivist.core.edition import Copy, Edition, Gap
from archivist.core.laws import check_all, check_boundary
from archivist.core.recoded import read_as
from archivist.core.sheet import joined
from archivist.errors import UsageError
from archivist.findings import Finding
from archivist.profiles import Profiles, Publisher
from archivist.stages.blocks.blocks import blocks
from archivist.stages.checks import checks
from archivist.stages.choose import GENERIC, choose_publisher
from archivist.stages.correct import correct, corrected
from archivist.stages.fill import close_line_ends, fill
from archivist.stages.forme.pages import pages
from archivist.stages.front.front import front
from archivist.stages.front.identifiers import identifiers
from archivist.stages.front.shown import shown
from archivist.stages.hints import chrome, stated
from archivist.stages.kerning import kerning
from archivist.stages.notes.notes import notes
from archivist.stages.repair import repair
from archivist.stages.resolve import identity, resolve
from archivist.stages.site.again import second_look
from archivist.stages.site.converter import converter_marks
from archivist.stages.site.edges import recurring_edges
from archivist.stages.site.noise import noise
from archivist.stages.site.stamps import stamps
from archivist.stages.slices.stitch import Group, Slice, describe, group_slices, repeated_heads
from archivist.wording import counted


@dataclass(frozen=True)
class CleanOptions:
    """What a person can decide about cleaning.

    Attributes:
        publisher: id of the publisher's profile; empty to choose by evidence.
        site: name of the site, where the copy does not say.
        corrections: what people decided about single lines and values.
    """

    publisher: str = ""
    site: str = ""
    corrections: tuple[Correction, ...] = ()


def clean(
    sources: Sequence[Source], profiles: Profiles, options: CleanOptions | None = None
) -> list[Edition]:
    """An edition for each report found among *sources*; their order does not matter.

    Raises:
        LawBroken: one of the laws does not hold (our bug).
        UsageError: an option names a profile that is not there.
    """
    options = options or CleanOptions()
    slices = [prepare(source, profiles, options) for source in sources]
    return clean_groups(group_slices(slices), profiles, options)


def clean_groups(
    groups: Sequence[Group], profiles: Profiles, options: CleanOptions
) -> list[Edition]:
    """An edition for each document found among copies that went through :func:`prepare`.

    Raises:
        LawBroken, UsageError: as :func:`clean`.
    """
    check_options(options, profiles)
    return [clean_group(group, profiles, options) for group in groups]


def check_options(options: CleanOptions, profiles: Profiles) -> None:
    """Refuse options that name a profile which is not there.

    Raises:
        UsageError: naming those that are.
    """
    if options.publisher and options.publisher not in profiles.publishers:
        known = ", ".join(profiles.publishers)
        raise UsageError(f"no publisher profile {options.publisher!r}; known: {known}")


def prepare(source: Source, profiles: Profiles, options: CleanOptions) -> Slice:
    """One copy with its site noise and repairs labelled."""
    sheet = Sheet.of(source)
    sheet = sheet.add(correct(sheet, options.corrections, profiles.idioms))
    sheet = sheet.add(converter_marks(sheet, profiles))
    entries, report = noise(sheet, profiles)
    if options.site and not report.site:
        report.site = options.site
    sheet = sheet.add(entries)
    sheet = sheet.add(chrome(sheet))
    sheet = sheet.add(repair(sheet))
    return Slice(sheet, report, describe(sheet, report))


def clean_group(group: Group, profiles: Profiles, options: CleanOptions) -> Edition:
    """The edition of one document."""
    sheet = _stitched(group)
    publisher = choose_publisher(sheet, profiles, options.publisher)
    sheet, doubts = _labelled(sheet, group, publisher)
    outline = check_boundary(sheet)
    sheet = sheet.add(identifiers(outline))
    report, differing = resolve(sheet, outline, publisher, identity(group.key))
    findings = [*group.findings, *_reading_findings(group), *doubts, *differing]
    findings += checks(sheet, report, publisher, _missing_at(sheet, group))
    if publisher.id == GENERIC:
        findings.append(Finding("F505", "no publisher's marks were found"))
    findings = [_placed(f, sheet) for f in findings]
    known = {line for one in group.slices for line in one.report.left}
    findings += second_look(sheet, outline, profiles, known)
    check_all(sheet, findings, outline)
    digests = [source.id for source in sheet.sources]
    corrections = tuple(c for c in options.corrections if any(map(c.concerns, digests)))
    return Edition(
        sheet=sheet,
        outline=outline,
        report=corrected(report, corrections),
        copies=_copies(group, sheet),
        publisher=publisher.id,
        profiles=_used(profiles, group, publisher.id),
        findings=tuple(findings),
        gaps=_gaps(sheet, group),
        corrections=corrections,
        languages=tuple(sorted({s.copy.language for s in group.slices if s.copy.language})),
    )


def _stitched(group: Group) -> Sheet:
    """The copies end to end, with what only shows when they lie side by side."""
    copies = (*group.slices, *group.spare)
    freed = recurring_edges([s.sheet for s in copies])
    sheet = joined([sheet.add(s.report.rims) for s, sheet in zip(copies, freed, strict=True)])
    sheet = _set_apart(sheet, len(group.slices))
    sheet = sheet.add(repeated_heads(sheet, group.slices))
    return sheet.add(kerning(sheet))


def _labelled(sheet: Sheet, group: Group, publisher: Publisher) -> tuple[Sheet, list[Finding]]:
    """Every character labelled: the stages in turn; and what they are in doubt of."""
    sheet = sheet.add(pages(sheet, publisher))
    stamped, doubts = stamps(sheet)
    sheet = sheet.add(stamped)
    if publisher.id == GENERIC:  # nobody's marks: type and markup speak before what is inferred
        sheet = sheet.add(shown(sheet, publisher))
    sheet = sheet.add(front(sheet, publisher))
    entries, found = notes(sheet, publisher, _torn(sheet, group))
    doubts += found
    sheet = sheet.add(entries)
    sheet = sheet.add(stated(sheet, publisher))
    sheet = sheet.add(blocks(sheet, publisher, _missing_at(sheet, group)))
    sheet = sheet.add(fill(sheet))
    return sheet.add(close_line_ends(sheet)), doubts


def _copies(group: Group, sheet: Sheet) -> tuple[Copy, ...]:
    """What the site says of each copy that is kept, with its place and its second crawls."""
    return tuple(
        replace(
            one.copy,
            base=base,
            duplicates=tuple(d.source for d in group.spare if d.copy.slice == one.copy.slice),
        )
        for one, base in zip(group.slices, sheet.bases, strict=False)
    )


def _set_apart(sheet: Sheet, kept: int) -> Sheet:
    """Second copies of a slice stay on the sheet, labelled as duplicates."""
    if kept == len(sheet.sources):
        return sheet
    start = sheet.bases[kept]
    if start == len(sheet):
        return sheet
    return sheet.add([Mark(start, len(sheet), Zone.DUPLICATE, "stitch:second-copy")])


def _used(profiles: Profiles, group: Group, publisher: str) -> dict[str, str]:
    names = [f"publishers/{publisher}"]
    for one in group.slices:
        names += [f"families/{one.copy.family}", f"languages/{one.copy.language}"]
        names += [f"sites/{one.copy.site}"]
    return {n: profiles.digests[n] for n in sorted(set(names)) if n in profiles.digests}


def _missing_at(sheet: Sheet, group: Group) -> list[int]:
    """Offsets at which slices are missing, in order."""
    starts = [*sheet.bases[: len(group.slices)], _end(sheet, group)]
    return [starts[after + 1] for after, _, _ in group.missing]


def _gaps(sheet: Sheet, group: Group) -> tuple[Gap, ...]:
    """Where slices are missing, with the pages that must have stood there."""
    return tuple(
        Gap(at, first, last, _lost_pages(sheet, at))
        for at, (_, first, last) in zip(_missing_at(sheet, group), group.missing, strict=True)
    )


def _torn(sheet: Sheet, group: Group) -> list[int]:
    """Offsets at which slices are missing; where none tells its number, all at which one begins."""
    if all(one.copy.slice for one in group.slices):
        return _missing_at(sheet, group)
    return list(sheet.bases[: len(group.slices)])


def _end(sheet: Sheet, group: Group) -> int:
    kept = len(group.slices)
    return sheet.bases[kept] if kept < len(sheet.bases) else len(sheet)


def _lost_pages(sheet: Sheet, at: int) -> str:
    """The page numbers between the last printed before and the first printed after *at*."""
    numbers = [
        (f.start, int(f.value))
        for f in sheet.facts_by_place("page")
        if f.certainty is Certainty.HIGH and f.value.isdigit()
    ]
    before = [n for start, n in numbers if start < at]
    after = [n for start, n in numbers if start >= at]
    if not before or not after or after[0] - before[-1] < 2:
        return ""
    first, last = before[-1] + 1, after[0] - 1
    return str(first) if first == last else f"{first}–{last}"


def _reading_findings(group: Group) -> list[Finding]:
    findings: list[Finding] = []
    for one in group.slices:
        source = one.source
        findings += one.report.findings
        if source.certainty < 0.95:
            text = f"{source.origin.name}: read as {source.encoding}, {source.certainty:.0%} sure"
            findings.append(Finding("E101", text, source.id))
        if source.errors != "strict":
            text = f"{source.origin.name}: some bytes are not {source.encoding}"
            findings.append(Finding("E102", text, source.id))
        if source.encoding == "utf-8" and (name := read_as(source.text)):
            findings.append(Finding("E105", f"--encoding {name} would read it", source.id))
        repairs = [e for e in one.sheet.edits if e.rule == "repair:ftfy"]
        if repairs:
            text = counted(len(repairs), "word was repaired", "words were repaired")
            findings.append(Finding("E104", text, source.id, 0, repairs[0].start, repairs[0].end))
        if one.report.family and not one.report.site:
            text = f"speaks the template {one.report.family}, prints no name"
            findings.append(Finding("R104", text, source.id))
        if one.report.loses:
            text = f"{one.report.family} copies are known to lack {', '.join(one.report.loses)}"
            findings.append(Finding("R105", text, source.id))
    return findings


def _placed(finding: Finding, sheet: Sheet) -> Finding:
    """A finding of one slice with offsets of the whole report."""
    if not finding.source or finding.code[0] not in "RE":
        return finding
    base = next(
        (b for s, b in zip(sheet.sources, sheet.bases, strict=True) if s.id == finding.source), 0
    )
    return finding._replace(start=finding.start + base, end=finding.end + base)
