"""Items of lists: bullets, dashes and numbers, and the measure they are set to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from archivist.core.ledger import Fact
from archivist.core.roles import Zone
from archivist.stages.blocks import heads
from archivist.stages.blocks.drafts import Context, Draft
from archivist.stages.blocks.gauge import Gauge, gauge
from archivist.stages.blocks.measure import closes_sentence
from archivist.stages.blocks.rows import Row

REACH = 15
"""Rows within which a list must go on for a dash or a number to begin an item."""
_LEAST_WRAPPED = 3


def item_gauges(rows: Sequence[Row]) -> dict[str, Gauge]:
    """The measure of items by their level, where enough of their lines were wrapped."""
    pairs: dict[str, list[tuple[str, str]]] = {"1": [], "2": []}
    for row, following in pairwise(rows):
        sign = heads.bullet(row.text)
        if not sign or following.gap or heads.bullet(following.text):
            continue
        if not closes_sentence(row.text) or following.text[:1].islower():
            pairs[_level(sign)].append((row.text, following.text))
    return {level: gauge(found, least=_LEAST_WRAPPED) for level, found in pairs.items()}


def _level(sign: re.Match[str]) -> str:
    return "2" if sign["sign"] in heads.SECOND_LEVEL else "1"


def bulleted(context: Context, i: int, *, closed: bool) -> Draft | None:
    """An item with a bullet at row *i*; a bullet inside a sentence that goes on is none."""
    text = context.rows[i].text
    sign = heads.bullet(text)
    if sign is None or sign.end() == len(text):
        return None
    if text[sign.end()].islower() and not (closed and _in_list(context, i)):
        return None
    return _item(context, i, sign, _level(sign))


def _in_list(context: Context, i: int) -> bool:
    """Whether a row with a bullet has company: a list announced, or another bullet near."""
    rows = context.rows
    if i and rows[i - 1].text.endswith((":", ";", ",")):
        return True
    near = [*rows[max(0, i - REACH) : i], *rows[i + 1 : i + REACH]]
    return any(heads.bullet(row.text) for row in near)


def listed(context: Context, i: int, drafts: Sequence[Draft]) -> Draft | None:
    """An item with a dash or a number: only with a second one of the kind before or behind it."""
    row = context.rows[i]
    for find in (heads.dash, heads.enumerator):
        sign = find(row.text)
        if sign is None:
            continue
        level = "n" if find is heads.enumerator else "1"
        if level == "n" and _is_numbered_head(context, i):
            return None
        if _goes_on(drafts, row.text, level):
            return _item(context, i, sign, level)
        if level == "n" and sign["n"] not in heads.FIRST:
            continue
        for other in context.rows[i + 1 : i + REACH]:
            if find(other.text) and _follows(row.text, other.text, level):
                return _item(context, i, sign, level)
    return None


def _goes_on(drafts: Sequence[Draft], text: str, level: str) -> bool:
    """Whether an item of the list just above is followed by *text*: other lists may lie in it."""
    for draft in reversed(drafts[-REACH:]):
        if draft.zone is not Zone.ITEM:
            return False
        if _follows(draft.rows[0].text, text, level):
            return True
    return False


def _is_numbered_head(context: Context, i: int) -> bool:
    """Whether a numbered row is rather a head: capitalised, unclosed, text right below it."""
    rows = context.rows
    if i + 1 >= len(rows) or not heads.can_be_head(rows[i].text):
        return False
    below = rows[i + 1].text
    if heads.enumerator(below) or below[:1].islower():
        return False
    return context.habit.solid or context.left_room(i)


def _follows(first: str, second: str, level: str) -> bool:
    if level == "1":
        return first[:1] == second[:1]
    return heads.counts_on(first, second)


def _item(context: Context, i: int, sign: re.Match[str], level: str) -> Draft:
    row = context.rows[i]
    head = row.lines[0].head
    draft = Draft(Zone.ITEM, "blocks:item", [row], (head, head + sign.end()))
    own = context.items.get(level)
    draft.gauge = own if own and own.known else None
    name = "item-number" if level == "n" else "item-level"
    value = sign["n"] if level == "n" else level
    draft.facts.append(Fact(name, value, head, head + sign.end(), "blocks:item"))
    return draft
