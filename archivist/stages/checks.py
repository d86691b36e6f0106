"""What a report can check on itself: pages, openers, contents, numbers and names must agree.

Each check yields findings, never changes: a report may be wrong itself, or its copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from archivist.core import Fact, Inline, Zone
from archivist.core.edition import Report, Unit
from archivist.core.sheet import Sheet
from archivist.findings import Finding
from archivist.profiles import Publisher
from archivist.stages.front.people import plain
from archivist.stages.front.titles import fold_title
from archivist.stages.lines.folios import folio_value
from archivist.wording import counted

_BLANK_VERSO = 2
"""Step between the numbers of two pages with a blank one between them."""


def checks(
    sheet: Sheet, report: Report, publisher: Publisher, missing: Sequence[int]
) -> list[Finding]:
    """All checks on one report.

    Args:
        sheet: the labels and facts.
        report: what was resolved from them.
        publisher: whose habits to check against.
        missing: offsets at which slices are known to be missing.
    """
    return [
        *_pages(sheet, missing),
        *_labels(sheet),
        *_parity(sheet),
        *_openers(sheet, report, publisher),
        *_contents(sheet, report),
        *_numbers(sheet, report),
        *_names(sheet, report),
        *_floats(sheet, report, missing),
        *_kept(sheet),
    ]


def _kept(sheet: Sheet) -> Iterator[Finding]:
    """Characters and lines that nobody could make anything of, and that are kept all the same."""
    illegal = [s for s in sheet.segments() if s.inline is Inline.ILLEGAL]
    if illegal:
        text = counted(sum(s.end - s.start for s in illegal), "character")
        yield _at(sheet, "E103", text, illegal[0].start, illegal[0].end)
    garbled = [s for s in sheet.segments() if s.zone is Zone.GARBLED]
    if garbled:
        lines = {sheet.lines.at(at) for s in garbled for at in (s.start, s.end - 1)}
        yield _at(sheet, "B605", counted(len(lines), "line"), garbled[0].start, garbled[0].end)


def _at(sheet: Sheet, code: str, text: str, start: int, end: int) -> Finding:
    source, offset = sheet.locate(min(start, len(sheet) - 1))
    return Finding(code, text, source.id, source.lines.at(offset) + 1, start, end)


def _number(fact: Fact) -> tuple[bool, int] | None:
    return folio_value(fact.value.strip("[]"))


def _pages(sheet: Sheet, missing: Sequence[int]) -> Iterator[Finding]:
    """Numbers rise by one, or by two over a blank page, where no slice is missing."""
    facts = [f for f in sheet.facts_by_place("page") if f.value]
    inferred = [f for f in facts if f.value.startswith("[")]
    if inferred:
        text = f"{len(inferred)} of {len(facts)} page numbers are not printed"
        yield _at(sheet, "P302", text, inferred[0].start, inferred[0].end)
    for before, after in pairwise(facts):
        first, second = _number(before), _number(after)
        if first is None or second is None or first[0] != second[0]:
            continue
        if any(before.start < at <= after.start for at in missing):
            continue
        if not 1 <= second[1] - first[1] <= _BLANK_VERSO:
            text = f"page {after.value} follows page {before.value}"
            yield _at(sheet, "P301", text, after.start, after.end)


def _labels(sheet: Sheet) -> Iterator[Finding]:
    """What a file calls its pages is what is printed on them."""
    labels = {fact.start: fact.value for fact in sheet.facts_named("page-label")}
    pages = [f for f in sheet.facts_named("page") if f.start in labels and f.value[:1].isalnum()]
    other = [f for f in pages if folio_value(labels[f.start]) != _number(f)]
    if other:
        first = other[0]
        text = f"{len(other)} of {len(pages)}: page {first.value} is labelled {labels[first.start]}"
        yield _at(sheet, "P305", text, first.start, first.end)


def _parity(sheet: Sheet) -> Iterator[Finding]:
    """The form for right-hand pages stands on odd pages, the other on even ones."""
    pages = [f for f in sheet.facts_by_place("page") if f.value]
    seen: set[int] = set()
    heads = Zone.RUNNING_HEAD
    for segment in sheet.segments():
        if segment.zone is not heads:
            continue
        side = segment.rule.rsplit(":", 1)[-1]
        if side not in ("recto", "verso"):
            continue
        here = [f for f in pages if f.start <= segment.start]
        value = _number(here[-1]) if here else None
        if value is None or here[-1].start in seen:
            continue
        seen.add(here[-1].start)
        if (value[1] % 2 == 1) != (side == "recto"):
            text = f"page {here[-1].value} has the head of a {side} page"
            yield _at(sheet, "P303", text, segment.start, segment.end)


def _openers(sheet: Sheet, report: Report, publisher: Publisher) -> Iterator[Finding]:
    if not publisher.opener.odd:
        return
    for unit in report.units:
        value = folio_value(unit.first_page.strip("[]"))
        if value and value[1] % 2 == 0:
            text = f"{unit.title!r} opens on page {unit.first_page}"
            yield _at(sheet, "P304", text, unit.start, unit.start)


def _whole(unit: Unit) -> str:
    return fold_title(f"{unit.title}: {unit.subtitle}" if unit.subtitle else unit.title)


def _contents(sheet: Sheet, report: Report) -> Iterator[Finding]:
    """Each essay is in the contents, with its page and its authors."""
    entries = [(f, f.value.split(" | ")) for f in sheet.facts_named("contents-entry")]
    for unit in report.units if entries else ():
        title = _bare(_whole(unit))
        own = next(((f, parts) for f, parts in entries if title in _bare(f.value)), None)
        if own is None:
            text = f"{unit.title!r} is not in the contents"
            yield _at(sheet, "F502", text, unit.start, unit.start)
            continue
        fact, parts = own
        page = unit.first_page.strip("[]")
        folios = {p for part in (parts[0], parts[-1]) for p in re.findall(r"\w+", part)}
        if page and page not in folios:
            text = f"{unit.title!r} opens on page {unit.first_page}, not as the contents say"
            yield _at(sheet, "F502", text, fact.start, fact.end)
        absent = [p.name for p in unit.authors if plain(p.name) not in plain(fact.value)]
        if absent and len(parts) > 2:
            text = f"{', '.join(absent)}: not among the authors in the contents"
            yield _at(sheet, "F502", text, fact.start, fact.end)


def _bare(text: str) -> str:
    """Letters and digits alone: line breaks and colons differ between contents and opener."""
    return "".join(c for c in text.casefold() if c.isalnum())


_UNITS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_TENS = "twent thirt fort fift sixt sevent eight ninet".split()


def ordinal_value(words: str) -> int | None:
    """The number that an ordinal in words names, up to 999; None for other words.

    >>> ordinal_value("sixty-sixth"), ordinal_value("one-hundred-and-seventh")
    (66, 107)
    >>> ordinal_value("fortieth"), ordinal_value("one-hundredth"), ordinal_value("last")
    (40, 100, None)
    """
    total = 0
    cardinals = "one two three four five six seven eight nine".split()
    parts = [w for w in words.casefold().replace(" ", "-").split("-") if w not in ("", "and")]
    for k, word in enumerate(parts):
        stem = word.removesuffix("ieth").removesuffix("y")
        if word in ("hundred", "hundredth"):
            total = max(total, 1) * 100
        elif word in _UNITS:
            total += _UNITS.index(word) + 1
        elif stem in _TENS and stem != word:
            total += 10 * (_TENS.index(stem) + 2)
        elif word in cardinals and k + 1 < len(parts):
            total += cardinals.index(word) + 1
        else:
            return None
    return total or None


def _numbers(sheet: Sheet, report: Report) -> Iterator[Finding]:
    """The ordinal and the copyright year of the imprint agree with the masthead."""
    for fact in sheet.facts_named("ordinal"):
        value = ordinal_value(fact.value)
        if value and report.number and str(value) != report.number:
            text = f"number {report.number}, but {fact.value} in the imprint"
            yield _at(sheet, "F503", text, fact.start, fact.end)
    for fact in sheet.facts_named("copyright-year"):
        if report.date and not report.date.startswith(fact.value):
            text = f"date {report.date}, but © {fact.value} in the imprint"
            yield _at(sheet, "F503", text, fact.start, fact.end)


def _names(sheet: Sheet, report: Report) -> Iterator[Finding]:
    """The surnames in running heads are those of the essay's authors."""
    told: set[str] = set()
    for fact in sheet.facts_named("names"):
        units = [u for u in report.units if u.start <= fact.start]
        if not units or not units[-1].authors or fact.value in told:
            continue
        known = {w for p in units[-1].authors for w in plain(p.name).split()}
        said = set(plain(fact.value).split()) - {"and", "et", "al"}
        if not said <= known:
            told.add(fact.value)
            text = f"{fact.value}: not among the authors of {units[-1].title!r}"
            yield _at(sheet, "F504", text, fact.start, fact.end)


def _floats(sheet: Sheet, report: Report, missing: Sequence[int]) -> Iterator[Finding]:
    """Tables and figures count from one, each for itself, in an essay or through the report."""
    last: dict[str, tuple[int, int]] = {}
    starts = {u.start for u in report.units}
    for fact in sheet.facts_named("float"):
        kind, _, digits = fact.value.partition(" ")
        if not digits.isdigit():
            continue
        number, (before, at) = int(digits), last.get(kind, (0, 0))
        last[kind] = number, fact.start
        new = number == 1 and any(at < s <= fact.start for s in starts)
        lost = any(at <= s <= fact.start for s in missing)
        if not new and not lost and number != before + 1:
            text = f"{kind} {number} follows {kind} {before or '-'}"
            yield _at(sheet, "B604", text, fact.start, fact.end)
