"""The labels with which a site words a template that is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from archivist.core import Sheet
from archivist.profiles import Profiles
from archivist.profiles.openings import lowered
from archivist.stages.lines.view import raw_lines
from archivist.stages.site.noise import noise

_BY_FORM = {
    "slice-form": "page",
    "slice-form-parted": "page",
    "date-form": "date",
    "date-form-parted": "date",
}
Row = tuple[str, str, str]
"""A line of the site: its rule (without the family), its text, the text before its value."""


def labels_of(
    sheets: Sequence[Sheet], profiles: Profiles
) -> tuple[dict[str, tuple[str, ...]], Counter[str]]:
    """Labels that no language has, and how many copies each language words."""
    votes: dict[str, Counter[str]] = {}
    languages: Counter[str] = Counter()
    for sheet in sheets:
        entries, report = noise(sheet, profiles)
        labelled = sheet.add(entries)
        if report.language:
            languages[report.language] += 1
        for label, wording in _labels(list(site_rows(labelled))):
            votes.setdefault(label, Counter())[wording] += 1
    known = profiles.wordings
    found = {
        label: tuple(w for w, n in counts.most_common() if n * 2 > counts.most_common(1)[0][1])
        for label, counts in votes.items()
    }
    new = {
        label: fresh
        for label, wordings in found.items()
        if (fresh := tuple(w for w in wordings if lowered(w) not in known.get(label, {})))
    }
    return dict(sorted(new.items())), languages


def site_rows(sheet: Sheet) -> Iterator[Row]:
    """The lines that are labelled as the site's, in order."""
    values = [fact.start for fact in sheet.facts if fact.name.startswith("site.")]
    for line in raw_lines(Sheet.of(sheet.sources[0])):
        rule = sheet.rules[sheet.zone_rules[line.start]].partition(":")[2]
        if rule:
            value = min((v for v in values if line.head <= v < line.tail), default=line.tail)
            yield rule, line.text, sheet.view[line.head : value].strip(" ")


def _labels(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """(label, wording) as the template's order of lines tells them."""
    sizes = [i for i, (rule, _, _) in enumerate(rows) if rule == "size-form"]
    dates = [i for i, (rule, _, _) in enumerate(rows) if rule in ("date", "date-form")]
    for i, (rule, text, label) in enumerate(rows):
        if rule in _BY_FORM:
            yield _BY_FORM[rule], label
        elif rule == "size-form":
            yield ("size" if dates and i == dates[0] + 1 else "download"), label
        elif rule == "copyright-form" and label.rstrip(" ©"):
            yield "copyright", label.rstrip(" ©")
        elif rule == "share-form":
            yield "share", text
        elif rule == "after-footer":
            yield "contact", text
        elif rule == "between" and text.endswith(":"):
            yield "share", text
        elif rule == "between" and sizes and i == sizes[0] + 1 and dates and i < dates[0]:
            yield "pdf_view", text
        elif rule == "file-name" and rows[i + 1 : i + 2] and rows[i + 1][0] == "file-name":
            yield "related", text
