"""Stage *correct*: what people decided, before any rule speaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from archivist.core import Fact, Link, LinkKind, Mark, Sheet
from archivist.core.correction import Correction, numbered
from archivist.core.edition import Person, Report
from archivist.core.ledger import Entry, Veto
from archivist.core.roles import FLOW, Flow, Inline, Zone
from archivist.errors import UsageError
from archivist.profiles.idioms import Idioms
from archivist.stages.front.people import split_names

_FACTS = {Zone.TITLE: "title", Zone.SUBTITLE: "subtitle"}


def correct(sheet: Sheet, corrections: Sequence[Correction], idioms: Idioms) -> list[Entry]:
    """Claims and vetoes of the corrections that concern the only source of *sheet*.

    Raises:
        UsageError: a correction speaks of a line or a call that is not there, or two of them
            contradict each other.
    """
    entries: list[Entry] = []
    mine = list(numbered(corrections, sheet.sources[0].id))
    name = sheet.sources[0].origin.name
    for _, one in mine:  # before anything walks the lines spoken of
        _within(sheet, one, name)
    _agree([one for _, one in mine], name)
    for rule, one in mine:
        spans = _spans(sheet, one)
        if one.never:
            zone = Zone[one.never.upper()]
            entries += [Veto(start, stop, zone, rule) for start, _, _, stop in spans]
            continue
        entries += _claims(sheet, spans, Zone[one.zone.upper()], rule, idioms)
        if one.call:
            entries += _note(sheet, one, spans[0][1], rule)
    return entries


def _within(sheet: Sheet, one: Correction, name: str) -> None:
    last, count = one.to_line or one.line, len(sheet.lines)
    if last > count:
        raise UsageError(f"a correction speaks of line {last} of {name}, which has {count}")


def _agree(corrections: Sequence[Correction], name: str) -> None:
    """Refuse two decisions on one line of which only one can hold."""
    said: dict[int, Correction] = {}
    for one in corrections:
        for line in _lines(one) if one.zone else ():
            before = said.setdefault(line, one)
            if before is not one and _decision(before) != _decision(one):
                raise _contradiction(line, name, before.words, one.words)
    for one in corrections:
        for line in _lines(one) if one.never else ():
            if line in said and said[line].zone == one.never:
                raise _contradiction(line, name, said[line].words, one.words)


def _lines(one: Correction) -> range:
    return range(one.line, (one.to_line or one.line) + 1)


def _decision(one: Correction) -> tuple[str, range]:
    return one.zone, _lines(one)


def _contradiction(line: int, name: str, first: str, second: str) -> UsageError:
    return UsageError(
        f"two corrections speak of line {line} of {name} ({first}; {second}); keep one of them"
    )


def _spans(sheet: Sheet, one: Correction) -> list[tuple[int, int, int, int]]:
    """Start, first and last mark past the blanks, and stop of each line spoken of."""
    lines = sheet.lines
    found = []
    for k in range(one.line - 1, one.to_line or one.line):
        start, end, stop = lines.starts[k], lines.ends[k], lines.stops[k]
        text = sheet.view[start:end]
        head = start + len(text) - len(text.lstrip(" "))
        found.append((start, min(head, end), max(head, start + len(text.rstrip(" "))), stop))
    return found


def _claims(
    sheet: Sheet, spans: Sequence[tuple[int, int, int, int]], zone: Zone, rule: str, idioms: Idioms
) -> list[Entry]:
    """The lines as one block of *zone*, with the facts that such a block is."""
    entries: list[Entry] = []
    for k, (start, head, tail, stop) in enumerate(spans):
        entries.append(Mark(start, stop, zone, rule))
        if FLOW[zone] is Flow.NONE:
            continue
        if head > start:
            entries.append(Mark(start, head, Inline.JOIN, rule))
        if tail < stop:
            last = k == len(spans) - 1
            entries.append(Mark(tail, stop, Inline.END if last else Inline.WRAP, rule))
    first, last_mark = spans[0][1], spans[-1][2]
    words = sheet.view[first:last_mark]
    if zone in _FACTS:
        entries.append(Fact(_FACTS[zone], "", first, last_mark, rule))
    elif zone is Zone.BYLINE:
        entries += [
            Fact("author", name, first, last_mark, rule) for name in split_names(words, idioms)
        ]
    elif zone is Zone.FOLIO:
        entries.append(Fact("page", words.strip("[] "), spans[0][0], first, rule))
    return entries


def _note(sheet: Sheet, one: Correction, note: int, rule: str) -> list[Entry]:
    """The call of a note and the tie between them."""
    place = one.call
    lines = sheet.lines
    if place is None or not 1 <= place.line <= len(lines):
        raise UsageError(f"a correction speaks of a call on line {place and place.line}")
    start = lines.starts[place.line - 1]
    at = sheet.view[start : lines.ends[place.line - 1]].rfind(place.text)
    if at < 0 or not place.text:
        name = sheet.sources[0].origin.name
        raise UsageError(f"a correction finds no {place.text!r} on line {place.line} of {name}")
    call = start + at
    return [
        Mark(call, call + len(place.text), Inline.CALL, rule),
        Link(LinkKind.CALL_NOTE, call, note, rule),
        Fact("note-number", place.text, note, note, rule),
    ]


def corrected(report: Report, corrections: Iterable[Correction]) -> Report:
    """The report with the fields that people gave; authors replace those that were found."""
    authors: list[Person] = []
    for one in corrections:
        if one.field == "author":
            authors.append(Person(one.value))
        elif one.field:
            report = replace(report, **{one.field: one.value})  # type: ignore[arg-type]
    return replace(report, authors=tuple(authors)) if authors else report
