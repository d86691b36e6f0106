"""Laws 1, 2, 3 and 6, checked on every run. A document that breaks one is not written."""

from __future__ import annotations

from collections.abc import Iterable

from archivist.core.ledger import LinkKind
from archivist.core.outline import Outline, outline
from archivist.core.roles import FLOW, LINE_END_ROLES, Flow, Inline, Zone
from archivist.core.sheet import Sheet
from archivist.errors import LawBroken
from archivist.findings import Finding

_READ = frozenset(zone for zone, flow in FLOW.items() if flow is not Flow.NONE)


def check_cover(sheet: Sheet) -> None:
    """Law 1: the labelled text is the sources' text, and their encodings give the bytes back."""
    if "".join(source.text for source in sheet.sources) != sheet.text:
        raise LawBroken("law 1 (cover): the sheet's text is not its sources' text")
    size = len(sheet.text)
    columns = (sheet.zones, sheet.inlines, sheet.zone_rules, sheet.inline_rules)
    if any(len(column) != size for column in columns):
        raise LawBroken("law 1 (cover): a column is not as long as the text")
    for source in sheet.sources:
        if not source.is_transcript and source.encoded() != source.raw:
            raise LawBroken(
                f"law 1 (cover): {source.origin.name}: text encoded as {source.encoding} does not"
                " give the bytes back"
            )


def check_account(sheet: Sheet) -> None:
    """Law 2: every character has a zone and a rule; the census adds up."""
    unclaimed, text = Zone.UNCLAIMED, Inline.TEXT
    for start, _, zone, rule, inline, inline_rule in sheet.runs:
        if zone is unclaimed:
            raise LawBroken(f"law 2 (account): nobody claimed the character at {start}")
        if not rule:
            raise LawBroken(f"law 2 (account): the zone at {start} has no rule")
        if inline is not text and not inline_rule:
            raise LawBroken(f"law 2 (account): the {inline.name} at {start} has no rule")
    if sum(sheet.census().values()) != len(sheet):
        raise LawBroken("law 2 (account): characters by zone do not add up to the source")


def check_boundary(sheet: Sheet) -> Outline:
    """Law 3: no block spans two zones, and every kept line end has a role.

    Returns:
        The outline, since computing it is the check.
    """
    view = outline(sheet)
    zones, inlines = sheet.zones, sheet.inlines
    for start, end, stop in sheet.lines:
        if end != stop and inlines[end] not in LINE_END_ROLES and zones[end] in _READ:
            zone = Zone(zones[end])
            raise LawBroken(
                f"law 3 (one boundary): the line that begins at {start} ({zone.name}) ends in"
                f" {Inline(sheet.inlines[end]).name}, which is no role of a line end"
            )
    return view


def check_links(sheet: Sheet, findings: Iterable[Finding]) -> None:
    """Law 6: each call has its note, folios rise by one and slices are contiguous, or a finding."""
    codes = {(f.code, f.start) for f in findings}
    linked = {link.source for link in sheet.links if link.kind is LinkKind.CALL_NOTE}
    call = Inline.CALL
    for segment in sheet.runs:
        if segment.inline is not call or segment.start in linked:
            continue
        if ("N402", segment.start) not in codes:
            raise LawBroken(
                f"law 6 (links): the call at {segment.start} has no note and no finding"
            )
    notes = {link.target for link in sheet.links if link.kind is LinkKind.CALL_NOTE}
    for target in notes:
        if not target < len(sheet) or Zone(sheet.zones[target]) is not Zone.NOTE:
            raise LawBroken(f"law 6 (links): a call points at {target}, which is no note")


def check_all(sheet: Sheet, findings: Iterable[Finding], view: Outline | None = None) -> Outline:
    """Laws 1, 2, 3 and 6, in that order.

    Args:
        sheet: the labels.
        findings: what was reported of them.
        view: what :func:`check_boundary` gave for this very sheet, if it was asked already.

    Raises:
        LawBroken: naming the law, the offset and the rules at fault.
    """
    check_cover(sheet)
    check_account(sheet)
    view = view or check_boundary(sheet)
    check_links(sheet, findings)
    return view
