"""Items of lists: bullets, dashes and numbers, the measure they are set to, lists within lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise

from archivist.core.ledger import Fact
from archivist.core.roles import Zone
from archivist.stages.blocks.drafts import Context, Draft
from archivist.stages.blocks.rows import Row
from archivist.stages.lines import heads, signs
from archivist.stages.lines.gauge import NO_GAUGE, Gauge, agreement, gauge
from archivist.stages.lines.sentences import closes_sentence

REACH = 15
"""Rows within which a list must go on for a dash or a number to begin an item."""
_NEAR = 8
"""Rows within which the second item of a numbered list begins."""
_LEAST_WRAPPED = 3
_CLEARLY = 0.1

_Find = Callable[[str], re.Match[str] | None]


def item_gauges(rows: Sequence[Row]) -> list[Gauge]:
    """The measure of the item that each row begins, where enough lines of its kind were wrapped.

    Items of one sign are set alike, but for pages that are set to another width (a summary).
    """
    pairs: dict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
    keys = list(_list_keys(rows))
    for (row, following), key in zip(pairwise(rows), keys, strict=False):
        if key[1] and _wraps(row, following):
            pairs[key].append((row.text, following.text))
    whole: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (_, kind), found in pairs.items():
        whole[kind] += found
    general = {kind: gauge(found, least=_LEAST_WRAPPED) for kind, found in whole.items()}
    known = {key: _own_gauge(found, general[key[1]]) for key, found in pairs.items()}
    return [known.get(key, general.get(key[1], NO_GAUGE)) for key in keys]


def _list_keys(rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """The page of each row, and the sign of the item that it begins; none for other rows."""
    page = 0
    for row in rows:
        page += row.page_before
        yield page, signs.kind(row.text)


def _wraps(row: Row, following: Row) -> bool:
    """Whether the first row of an item was wrapped."""
    if following.gap or signs.kind(following.text) or heads.can_be_head(row.text):
        return False
    return not closes_sentence(row.text) or following.text[:1].islower()


def _own_gauge(pairs: Sequence[tuple[str, str]], general: Gauge) -> Gauge:
    """The measure of the items of one page, where they disagree with all others of their sign."""
    own = gauge(pairs, least=_LEAST_WRAPPED)
    apart = own.known and own.share > agreement(pairs, general) + _CLEARLY
    return own if apart or not general.known else general


def bulleted(context: Context, i: int, *, closed: bool) -> Draft | None:
    """An item with a bullet at row *i*; a bullet inside a sentence that goes on is none."""
    text = context.rows[i].text
    sign = signs.bullet(text)
    if sign is None or sign.end() == len(text):
        return None
    if text[sign.end()].islower() and not (closed and _in_list(context, i)):
        return None
    return _item(context, i, sign)


def _in_list(context: Context, i: int) -> bool:
    """Whether a row with a bullet and a small letter has company.

    A list is announced, or goes on; or another bullet near stands before a small letter, too.
    """
    rows = context.rows
    if i and rows[i - 1].text.endswith((":", ";", ",")):
        return True
    others = (signs.bullet(rows[k].text) for k in _around(context, i))
    return any(other and other.string[other.end() :][:1].islower() for other in others)


def _around(context: Context, i: int) -> list[int]:
    last = min(i + REACH, len(context.rows))
    return [k for k in range(max(0, i - REACH), last) if k != i]


def listed(context: Context, i: int, drafts: Sequence[Draft]) -> Draft | None:
    """An item with a dash, a misread bullet or a number: only in the company of a second one."""
    text = context.rows[i].text
    if not signs.may_open(text):
        return None
    for find in _IN_COMPANY:
        if _among_others(context, i, find) and (sign := find(text)):
            return _item(context, i, sign)
    sign = signs.enumerator(text)
    if sign is None or (_is_numbered_head(context, i) and not _asks_on(drafts, text)):
        return None
    if _parts_a_count(context, i):
        return None
    counts = any(signs.counts_on(text, row.text) for row in context.rows[i + 1 : i + REACH])
    return _item(context, i, sign) if counts or _goes_on(drafts, text) else None


def _parts_a_count(context: Context, i: int) -> bool:
    """Whether a row that can be a head stands above a number that another count goes on with.

    Numbered paragraphs count on below the heads ``A.`` and ``1.``; a list within a list begins
    anew.
    """
    rows = context.rows
    if i + 1 >= len(rows) or not heads.can_be_head(rows[i].text):
        return False
    below = rows[i + 1].text
    sign = signs.enumerator(below)
    if sign is None or not sign["n"].isdigit() or sign["n"] in signs.FIRST:
        return False
    return not signs.counts_on(rows[i].text, below)


def _asks_on(drafts: Sequence[Draft], text: str) -> bool:
    """Whether *text* is a question that counts on with the one right above it."""
    above = drafts[-1] if drafts else None
    if above is None or above.zone is not Zone.ITEM or not text.endswith("?"):
        return False
    return above.rows[-1].text.endswith("?") and signs.counts_on(above.rows[0].text, text)


def begins(context: Context, i: int, draft: Draft) -> bool:
    """Whether row *i*, below a row of *draft*, opens an item by a sign that needs company."""
    rows = context.rows
    text = rows[i].text
    if not signs.may_open(text):
        return False
    if draft.zone is Zone.ITEM and signs.counts_on(draft.rows[0].text, text):
        return True
    if any(_among_others(context, i, find) for find in _IN_COMPANY):
        return True
    announced = rows[i - 1].text.endswith(":") or closes_sentence(rows[i - 1].text)
    return announced and signs.begins_list([row.text for row in rows[i : i + _NEAR]])


_IN_COMPANY: tuple[_Find, ...] = (signs.dash, signs.misread)


def _among_others(context: Context, i: int, find: _Find) -> bool:
    """Whether row *i* and one near it begin with the same sign, text before both being closed."""
    sign = find(context.rows[i].text)
    if sign is None or not _can_open(context, i):
        return False
    for k in _around(context, i):
        other = find(context.rows[k].text)
        if other and other["sign"] == sign["sign"] and _can_open(context, k):
            return True
    return False


def _can_open(context: Context, i: int) -> bool:
    """Whether the row above *i* closes a sentence or clause, or is a head."""
    if i == 0 or context.rows[i].gap:
        return True
    above = context.rows[i - 1].text
    return above.endswith((":", ";")) or closes_sentence(above) or heads.can_be_head(above)


def _goes_on(drafts: Sequence[Draft], text: str) -> bool:
    """Whether an item of the list just above is followed by *text*: other lists may lie in it."""
    for draft in reversed(drafts[-REACH:]):
        if draft.zone is not Zone.ITEM:
            return False
        if signs.counts_on(draft.rows[0].text, text):
            return True
    return False


def _is_numbered_head(context: Context, i: int) -> bool:
    """Whether a numbered row is rather a head: capitalised, unclosed, text right below it.

    The first line of an item is full by the measure of items, which few may tell.
    """
    rows = context.rows
    if i + 1 >= len(rows) or not heads.can_be_head(rows[i].text):
        return False
    below = rows[i + 1].text
    if signs.enumerator(below) or below[:1].islower():
        return False
    if context.habit.solid:
        return True
    own, around = _gauge_at(context, i), context.gauge_at(i)
    room = (own or around).room(rows[i].text, below)
    return around.known and room > (own.slack if own else INDENTED * around.full)


INDENTED = 0.12
"""Part of the measure that an item may be indented by, where no lines tell."""


def _gauge_at(context: Context, i: int) -> Gauge | None:
    """The measure of the item that row *i* begins, if it is known."""
    own = context.items[i] if i < len(context.items) else NO_GAUGE
    return own if own.known else None


def _item(context: Context, i: int, sign: re.Match[str]) -> Draft:
    row = context.rows[i]
    first = row.lines[0]
    span = first.head, min(first.head + sign.end(), first.tail)
    draft = Draft(Zone.ITEM, RULE, [row], span)
    draft.gauge = _gauge_at(context, i)
    if "n" in sign.groupdict():
        draft.facts.append(Fact("item-number", sign["n"], *span, RULE))
    return draft


def stands_under(draft: Draft, row: Row) -> bool | None:
    """Whether *row* stands under the words of an item, where those hang; None where none tells."""
    if draft.zone is not Zone.ITEM or draft.marker is None:
        return None
    first, *others = draft.rows
    words = first.indent + draft.marker[1] - draft.marker[0]
    if words == row.indent:
        return True
    return False if others and all(other.indent == words for other in others) else None


RULE = "blocks:item"


def parted(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """*drafts*, with the paragraph set apart that an item swallowed: its rows are wider.

    An item that ends on a full line shows no end; but text to its own measure does not go on with
    rows that overrun that measure.
    """
    for draft in drafts:
        yield draft
        at = _swallowed(draft)
        if at:
            rest = Draft(Zone.PARAGRAPH, "blocks:paragraph", draft.rows[at:], guessed=True)
            del draft.rows[at:]
            yield rest


def _swallowed(draft: Draft) -> int:
    """The row of an item from which on it is wider text, the start of a sentence; 0 for none."""
    measure, rows = draft.gauge, draft.rows
    if draft.zone is not Zone.ITEM or measure is None:
        return 0
    wide = next((k for k, row in enumerate(rows) if k and measure.overruns(row.text)), 0)
    starts = (
        k
        for k in range(wide, 0, -1)
        if closes_sentence(rows[k - 1].text) and not rows[k].text[:1].islower()
    )
    return next(starts, 0)


def unlist(drafts: Sequence[Draft]) -> None:
    """Make paragraphs of what only looks like items: paragraphs whose count runs on over heads.

    Offices, courts and commissions number the paragraphs of a report from its first page to its
    last; a list ends before the next head.
    """
    for chain in _chains(drafts):
        across = sum(a != b for (a, _), (b, _) in pairwise(chain))
        size = sum(len(row.text) for _, draft in chain for row in draft.rows)
        if across and (across >= _SURELY or size >= _LONG * len(chain)):
            for _, draft in chain:
                _as_paragraph(draft)


_SURELY = 2
"""Heads between the members of one count from which on it is no list's, however short they are."""
_LONG = 150
"""Characters of a member of a count, on average, that is rather a paragraph than an item."""
_OPEN = 12
"""Counts that can be going on at a time."""


def _chains(drafts: Sequence[Draft]) -> list[list[tuple[int, Draft]]]:
    """Blocks that count on with one another, each with the number of heads before it."""
    chains: list[list[tuple[int, Draft]]] = []
    passed = 0
    for draft in drafts:
        passed += draft.zone is Zone.HEADING
        if draft.zone not in (Zone.ITEM, Zone.PARAGRAPH):
            continue
        text = draft.rows[0].text
        sign = signs.enumerator(text)
        if sign is None or not sign["n"].isdigit():
            continue
        last = reversed(chains[-_OPEN:])
        own = next((c for c in last if signs.counts_on(c[-1][1].rows[0].text, text)), None)
        if own is None:
            chains.append([(passed, draft)])
        else:
            own.append((passed, draft))
    return chains


def _as_paragraph(draft: Draft) -> None:
    if draft.zone is Zone.ITEM:
        draft.zone, draft.rule, draft.marker = Zone.PARAGRAPH, "blocks:numbered-paragraph", None
        draft.facts = []


def nest(drafts: Sequence[Draft]) -> None:
    """Give the items of each list among *drafts* their level."""
    for zone, run in groupby(drafts, key=lambda draft: draft.zone):
        if zone is not Zone.ITEM:
            continue
        items = list(run)
        for draft, level in zip(items, _levels([d.rows[0].text for d in items]), strict=True):
            if draft.marker and (level > 1 or not signs.enumerator(draft.rows[0].text)):
                draft.facts.append(Fact("item-level", str(level), *draft.marker, RULE))


def _levels(texts: Sequence[str]) -> list[int]:
    """Level, 1 or 2, of each item of a list by its sign.

    An item is of the second level between two items that go on with one another, below a bullet of
    another kind that opened the list, or where its sign is one of the second level.

    >>> _levels(["• a", "– b", "• c", "° d"]), _levels(["1. a", "• b", "2. c"]), _levels(["° a"])
    ([1, 2, 1, 2], [1, 2, 1], [1])
    """
    kinds = [signs.kind(text) for text in texts]
    outer = next((kind for kind in kinds if kind not in signs.SECOND_LEVEL), kinds[0])
    levels = []
    for k, kind in enumerate(kinds):
        within = any(
            kinds[a] == kinds[b] != kind and _go_together(texts[a], texts[b])
            for a in range(max(0, k - REACH), k)
            for b in range(k + 1, min(k + REACH, len(kinds)))
        )
        below = kind != outer and outer in kinds[:k]
        counted = bool(signs.enumerator(texts[k])) or "1" in outer or "a" in outer
        levels.append(2 if below and (within or not counted) else 1)
    return levels


def _go_together(first: str, second: str) -> bool:
    return not signs.enumerator(first) or signs.counts_on(first, second)
