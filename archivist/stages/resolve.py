"""From facts to the metadata of the report: each value by agreement, with what disagrees told."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from archivist.core import Block, Certainty, Fact, Outline, Zone
from archivist.core.edition import Person, Report, Unit
from archivist.core.roles import FLOW, Flow
from archivist.core.sheet import Sheet
from archivist.findings import Finding
from archivist.profiles import Publisher
from archivist.stages.front.titles import fold_title
from archivist.stages.language import language_of
from archivist.stages.lines.claims import printed

_LEADING = frozenset({Zone.MASTHEAD, Zone.FOLIO, Zone.RUNNING_HEAD, Zone.AUTHOR_NOTE})


@dataclass(frozen=True)
class Identity:
    """What names a report: the archive's key and the folder's name."""

    id: str
    key: str


def identity(key: str) -> Identity:
    """The identity that belongs to a key: no two keys of reports have one folder.

    Where the folder's name cannot tell all that the key says, a digest of the key ends it.

    >>> identity("fayllar.org/1782158").id, identity("docmirror/отчёт/5").id
    ('fayllar.org-1782158', 'docmirror-5-1fc742b9')
    """
    slug = _NO_NAME.sub("-", key.casefold()).strip("-.") or "report"
    where, _, rest = key.partition("/")
    if slug != f"{where}-{rest}" or "-" in rest or len(slug) > _LONGEST:
        digest = hashlib.sha256(key.encode()).hexdigest()[:8]
        slug = f"{slug[:_LONGEST].rstrip('-.')}-{digest}"
    return Identity(slug, key)


_NO_NAME = re.compile(r"[^a-z0-9.]+")
_LONGEST = 80
"""Characters of a folder's name, at most, that are the key's own."""


def resolve(
    sheet: Sheet, outline: Outline, publisher: Publisher, name: Identity
) -> tuple[Report, list[Finding]]:
    """The report's metadata, and findings where places of the report disagree."""
    findings: list[Finding] = []
    pages = [f for f in sheet.facts_by_place("page") if f.value]
    units = _units(sheet, outline, pages)
    number, date = _agreed(sheet, "number", findings), _agreed(sheet, "date", findings)
    title, subtitle = _title(sheet, units)
    authors = _report_authors(sheet)
    if not authors:
        authors = _unique(p for u in units for p in u.authors)
    if not title:
        findings.append(Finding("F501", "no title page or opener was found"))
    rights = sheet.facts_named("rights")
    view = sheet.view
    kept = "".join(view[s.start : s.end] for b in outline.of(Flow.MAIN) for s in b.segments)
    report = Report(
        id=name.id,
        key=name.key,
        title=title,
        subtitle=subtitle,
        authors=tuple(authors),
        editors=tuple(_people(sheet, "editor")),
        publisher=publisher.name or _first_value(sheet, "copyright-holder"),
        place=publisher.place,
        series=publisher.series or _first_value(sheet, "series"),
        number=number,
        date=date or _first_value(sheet, "copyright-year"),
        language=language_of(kept, publisher.idioms.common, publisher.language),
        rights=rights[0].value if rights else "",
        first_page=pages[0].value if pages else "",
        last_page=pages[-1].value if pages else "",
        doi=_doi(sheet),
        isbn=tuple(f.value for f in sheet.facts_by_place("isbn")),
        issn=tuple(f.value for f in sheet.facts_by_place("issn")),
        units=units,
    )
    return report, findings


def _doi(sheet: Sheet) -> str:
    """The DOI in the imprint or on the cover; else the only one in mastheads and running heads."""
    facts = sheet.facts_by_place("doi")
    own = [fact for fact in facts if fact.certainty is Certainty.HIGH]
    return own[0].value if own else facts[0].value if len(facts) == 1 else ""


def _title(sheet: Sheet, units: Sequence[Unit]) -> tuple[str, str]:
    """Title and subtitle of the report: of its title page, else of the only essay there is.

    A title set in small capitals reaches the text in lower case: where another place has the same
    words, its capitals are taken.
    """
    title = _first_text(sheet, "report-title")
    subtitle = _first_text(sheet, "report-subtitle")
    if not title:
        titled = [unit for unit in units if unit.title]
        return (titled[0].title, titled[0].subtitle) if len(titled) == 1 else ("", "")
    others = [_text(sheet, f) for f in sheet.facts_named("report-title")]
    others += [u.title for u in units]
    same = [t for t in others if fold_title(t) == fold_title(title)]
    return next((t for t in same if t not in (t.lower(), t.upper())), title), subtitle


def _report_authors(sheet: Sheet) -> list[Person]:
    """The authors on cover or title page, of the two the one that names them in full."""
    starts = [fact.start for fact in sheet.facts_named("report-title")]
    pages: dict[int, list[Fact]] = {}
    for fact in sheet.facts_named("report-author"):
        pages.setdefault(sum(start <= fact.start for start in starts), []).append(fact)
    fullest = max(pages.values(), key=lambda facts: sum(len(f.value) for f in facts), default=[])
    return _unique(Person(f.value, f.certainty) for f in fullest)


def _first_value(sheet: Sheet, name: str) -> str:
    return next((fact.value for fact in sheet.facts_named(name)), "")


def _units(sheet: Sheet, outline: Outline, pages: Sequence[Fact]) -> tuple[Unit, ...]:
    titles = sheet.facts_by_place("title")
    starts = [_unit_start(outline, t.start, pages) for t in titles]
    units: list[Unit] = []
    for k, fact in enumerate(titles):
        stop = starts[k + 1] if k + 1 < len(starts) else len(sheet)
        inside = [p for p in pages if starts[k] <= p.start < stop]
        subtitle = next(
            (f for f in sheet.facts_named("subtitle") if fact.start < f.start < stop), None
        )
        authors = [f for f in sheet.facts_named("author") if fact.start < f.start < stop]
        units.append(
            Unit(
                start=starts[k],
                title=_text(sheet, fact),
                subtitle=_text(sheet, subtitle) if subtitle else "",
                authors=tuple(Person(f.value, f.certainty) for f in authors),
                first_page=inside[0].value if inside else "",
                last_page=inside[-1].value if inside else "",
            )
        )
    return (*_opener_lost(sheet, units, pages), *units)


def _opener_lost(sheet: Sheet, units: Sequence[Unit], pages: Sequence[Fact]) -> tuple[Unit, ...]:
    """The essay before the first opener, if its own opener is not in the copy: one without title.

    Its summary, or an arabic page number well before the opener, gives it away.
    """
    if not units:
        return ()
    first = units[0].start
    summaries = [f.start for f in sheet.facts_named("division") if f.value in _SUMMARIES]
    numbered = [p.start for p in pages if p.certainty is Certainty.HIGH and p.value.isdigit()]
    begins = [at for at in (*summaries, *numbered) if at < first]
    if not begins:
        return ()
    start = min(begins)
    inside = [p for p in pages if start <= p.start < first]
    name = inside[0].value if inside else ""
    return (Unit(start, "", "", (), name, inside[-1].value if inside else ""),)


_SUMMARIES = frozenset(
    {"executive-summary", "main-argument", "main-findings", "policy-implications"}
)


def _unit_start(outline: Outline, title: int, pages: Sequence[Fact]) -> int:
    """Where the opener begins: forme work and author notes right before the title are of it."""
    blocks = [b for b in outline.blocks if b.start < title and FLOW[b.zone] is not Flow.NOTES]
    start = title
    for block in reversed(blocks):
        if block.zone not in _LEADING or block.end > start:
            break
        start = block.start
        if block.zone is Zone.MASTHEAD and _is_org(outline, block):
            break
    before = [p.start for p in pages if p.start <= start]
    last_text = max((b.end for b in outline.of(Flow.MAIN) if b.end <= start), default=0)
    return min([start, *(p for p in before if p >= last_text)])


def _is_org(outline: Outline, block: Block) -> bool:
    """Whether no masthead stands right before this one: the first line of two."""
    return not any(b.zone is Zone.MASTHEAD and b.end == block.start for b in outline.blocks)


def _text(sheet: Sheet, fact: Fact) -> str:
    """The words of a span as one line, without the colon that parts title and subtitle."""
    return printed(sheet, fact.start, fact.end).rstrip(" :")


def _first_text(sheet: Sheet, name: str) -> str:
    facts = sheet.facts_named(name)
    return _text(sheet, facts[0]) if facts else ""


def _people(sheet: Sheet, name: str) -> list[Person]:
    return _unique(Person(f.value, f.certainty) for f in sheet.facts_named(name))


def _unique(people: object) -> list[Person]:
    found: dict[str, Person] = {}
    for person in people:  # type: ignore[attr-defined]
        found.setdefault(person.name, person)
    return list(found.values())


def _agreed(sheet: Sheet, name: str, findings: list[Finding]) -> str:
    """The value most places give; a finding where they differ."""
    facts = [f for f in sheet.facts_named(name) if f.certainty is not Certainty.LOW]
    if not facts:
        return ""
    counts = Counter(f.value for f in facts)
    if len(counts) > 1:
        odd = next(f for f in facts if f.value != counts.most_common(1)[0][0])
        text = f"{name}: " + ", ".join(f"{v} ({n}×)" for v, n in counts.most_common())
        source, offset = sheet.locate(odd.start)
        line = source.lines.at(offset) + 1
        findings.append(Finding("F503", text, source.id, line, odd.start, odd.end))
    return counts.most_common(1)[0][0]
