"""Metadata stated with labels above the text: heads of memoranda, YAML of converters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archivist.core.ledger import Certainty, Entry, Fact
from archivist.core.roles import Zone
from archivist.profiles.idioms import Idioms
from archivist.stages.front.dates import printed_date
from archivist.stages.front.kinds import names_house
from archivist.stages.front.people import is_byline, split_names
from archivist.stages.lines.claims import each_as
from archivist.stages.lines.view import Line

RULE = "front:labelled"
LEAST = 2
"""Labelled lines in a row, at least: one may be a title with a colon."""

_FACTS = {
    "title": "report-title",
    "subject": "report-title",
    "re": "report-title",
    "subtitle": "report-subtitle",
    "author": "report-author",
    "authors": "report-author",
    "by": "report-author",
    "from": "report-author",
    "date": "date",
}
_OTHERS = "to|cc|through|via|tags|lang|language|keywords|abstract|source|url|publisher|attention"
_LINE = re.compile(
    rf"(?i)(?P<label>{'|'.join(_FACTS)}|{_OTHERS})\s*:\s*[\"']?(?P<value>\S.*?)?[\"']?"
)
_LISTED = re.compile(r"- (?P<value>\S.*)")
_RULE_LINE = re.compile(r"(?:-{3,}|\.{3})")


def labelled(lines: Sequence[Line]) -> list[tuple[int, Line]]:
    """The lines at the head of *lines* that stand behind a label, with their positions."""
    found: list[tuple[int, Line]] = []
    for k, line in enumerate(lines):
        if _LINE.fullmatch(line.text) or (found and _LISTED.fullmatch(line.text)):
            found.append((k, line))
        elif (found and not _RULE_LINE.fullmatch(line.text)) or k > _FIRST:
            break
    if len(found) < LEAST or any("@" in line.text for _, line in found):
        return []  # an e-mail states whom it is from, too
    above = lines[max(found[0][0] - 1, 0)].text
    told = _MEMO.search(above) or _RULE_LINE.fullmatch(above)
    return found if told or found[0][1].text.casefold().startswith("title") else []


_MEMO = re.compile(r"(?i)\bmemo(?:randum)?\b")


_FIRST = 4
"""Lines at most above the first label: a letterhead, the word *Memorandum*."""


def labelled_end(lines: Sequence[Line]) -> int:
    """Past the last labelled line and the rule below it; 0 where there are none."""
    found = labelled(lines)
    if not found:
        return 0
    end = found[-1][0] + 1
    return end + (end < len(lines) and _RULE_LINE.fullmatch(lines[end].text) is not None)


def labelled_entries(lines: Sequence[Line], idioms: Idioms) -> list[Entry]:
    """Claims on the labelled lines and what stands above them, and the facts they state."""
    entries = each_as(lines[: labelled_end(lines)], Zone.COVER, RULE)
    name = ""
    for _, line in labelled(lines):
        match = _LINE.fullmatch(line.text) or _LISTED.fullmatch(line.text)
        if match is None:
            continue
        name = _FACTS.get(match["label"].casefold(), "") if "label" in match.groupdict() else name
        if name and match["value"]:
            start = line.head + match.start("value")
            entries += _stated(name, match["value"], start, idioms)
    return entries


def _stated(name: str, value: str, start: int, idioms: Idioms) -> Iterator[Fact]:
    end = start + len(value)
    if name == "date":
        if when := printed_date(value):
            yield Fact(name, when, start, end, RULE)
    elif name == "report-author":
        if is_byline(value, idioms) and not names_house(value):
            for person in split_names(value, idioms):
                at = start + value.index(person.split()[0])
                yield Fact(name, person, at, at + len(person), RULE)
    else:
        yield Fact(name, value, start, end, RULE, Certainty.HIGH)
