"""Page numbers that have a line to themselves and no running head that is known by its form."""

from __future__ import annotations

from collections.abc import Sequence

from archivist.core.roles import Zone
from archivist.profiles.model import Publisher
from archivist.stages.forme.breaks import Cluster
from archivist.stages.lines.folios import bare_folio, folio_value, is_framed
from archivist.stages.lines.view import PAGE_GAP, Line

Known = list[tuple[int, tuple[bool, int] | None]]
"""Page numbers known by their form: the line of each, and its value."""


def lone_folios(
    lines: Sequence[Line],
    clusters: Sequence[Cluster],
    taken: set[int],
    publisher: Publisher,
    *,
    by_gap: bool,
) -> list[Cluster]:
    """Page numbers without a head, where a page break, a cut or a masthead stands beside them.

    Their lines are *taken*. Where *by_gap*, pages are parted by blank lines.
    """
    beside = {k for c in clusters if c.masthead for k in (c.first - 1, c.last + 1)}
    known = [(c.first, folio_value(c.folio)) for c in clusters if c.folio]
    found: list[Cluster] = []
    for i, line in enumerate(lines):
        value = folio_value(line.text)
        if i in taken or value is None or not _fits(i, value, known):
            continue
        foot = _ends_page(lines, i, value, known)
        head = _head_of_prelim(lines, i, publisher) if value[0] else None
        if head is not None and not taken.isdisjoint(head):
            head = None  # a running head known by its form, with a page of its own
        told = i in beside or foot or head is not None
        if not (told or (by_gap and _stands_apart(lines, i))):
            continue
        cluster = Cluster(i, i, bare_folio(line.text), foot=foot)
        cluster.parts = [(i, i, Zone.FOLIO, "pages:lone-folio")]
        for k in head or ():
            cluster.last = k
            cluster.parts.append((k, k, Zone.RUNNING_HEAD, "pages:prelim-head"))
        found.append(cluster)
        taken.update(range(i, cluster.last + 1))
    return found


def _stands_apart(lines: Sequence[Line], i: int) -> bool:
    """Whether line *i* opens a page, behind a break, or closes one, behind a blank line."""
    line, after = lines[i], lines[i + 1] if i + 1 < len(lines) else None
    behind_break = i == 0 or line.gap >= PAGE_GAP or line.cut
    if behind_break and (after is None or after.gap == 0 or after.gap >= PAGE_GAP):
        return True
    return after is not None and (after.gap >= PAGE_GAP or after.cut) and line.gap >= 1


def _ends_page(lines: Sequence[Line], i: int, value: tuple[bool, int], known: Known) -> bool:
    """Whether the number on line *i* closes its page.

    A form feed stands behind it, and its frame or a number near by bears it out; or the next number
    stands right below.
    """
    if (i + 1, (value[0], value[1] + 1)) in known:
        return True
    fed = i + 1 < len(lines) and lines[i + 1].feed and not lines[i].feed
    return fed and (is_framed(lines[i].text) or _adjoins(i, value, known))


def _head_of_prelim(lines: Sequence[Line], i: int, publisher: Publisher) -> range | None:
    """The running head between the number on line *i* and the head of a foreword, if any stands.

    It has the words of that head, in capitals; None where no such head stands below the number.
    """
    for k in (i + 1, i + 2):
        if k >= len(lines) or lines[k].gap > 1 or lines[k].cut:
            return None
        if lines[k].text in publisher.front_heads:
            between = range(i + 1, k)
            named = all(lines[n].text.startswith(f"{lines[k].text} ") for n in between)
            return between if named and lines[k].text.isupper() else None
    return None


def _adjoins(i: int, value: tuple[bool, int], known: Known) -> bool:
    """Whether the page number known before or after *i* is the one next to *value*."""
    before = next((v for k, v in reversed(known) if k < i), None)
    after = next((v for k, v in known if k > i), None)
    return before == (value[0], value[1] - 1) or after == (value[0], value[1] + 1)


def _fits(i: int, value: tuple[bool, int], known: Known) -> bool:
    """Whether a number stands between the page numbers known before and after it."""
    roman, number = value
    before = [v[1] for k, v in known if v and k < i and v[0] == roman]
    after = [v[1] for k, v in known if v and k > i and v[0] == roman]
    if before and not before[-1] < number <= before[-1] + 12:
        return False
    return not (after and not after[0] - 12 <= number < after[0])
