"""The rest of running heads of which a part is known: lines beside it, at the edge of the page.

A head over several lines reaches the text with its number on one of them, or with the name of the
series alone. What stands beside that part on other pages too is of the head, and so are the lines
between it and the break before its page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from archivist.core.roles import Zone
from archivist.core.source import caseless
from archivist.stages.forme.beside import is_year, reads_as_head, set_as_head
from archivist.stages.forme.breaks import Cluster
from archivist.stages.lines.heads import NOTE_HEAD
from archivist.stages.lines.view import PAGE_GAP, Line

_MOST = 3
"""Lines beside the known part at most."""
_FULL = 50
"""Characters of a line of running text, where titles are shorter."""
_LONGEST = 80
"""Characters of a line beside the known part at most: a full line of text can recur, too."""
_ABOVE = 2
"""Lines between a break and the known part at most."""
_RULE = "pages:beside-head"


def one_head(lines: Sequence[Line], clusters: Sequence[Cluster]) -> list[Cluster]:
    """The clusters, with a series line and the page number beside it made one.

    Where text goes on below most of them they head pages, not titles: then they are no mastheads.
    """
    done: list[Cluster] = []
    made: list[Cluster] = []
    for cluster in clusters:
        above = done[-1] if done else None
        if above is not None and _adjoin(lines, above, cluster):
            above.last, above.folio = cluster.last, above.folio or cluster.folio
            above.parts += cluster.parts
            above.masthead = True
            made.append(above)
        else:
            done.append(cluster)
    below = [lines[c.last + 1] for c in made if c.last + 1 < len(lines)]
    full = sum(len(line.text) >= _FULL and not line.gap for line in below)
    if len(made) > 1 and full * 2 > len(made):
        for cluster in made:
            cluster.masthead = False
            cluster.parts[:] = [
                (a, b, Zone.RUNNING_HEAD if zone is Zone.MASTHEAD else zone, rule)
                for a, b, zone, rule in cluster.parts
            ]
    return done


def _adjoin(lines: Sequence[Line], above: Cluster, below: Cluster) -> bool:
    """Whether one is a series line, the other a page number, with nothing between."""
    line = lines[below.first]
    beside = above.last + 1 == below.first and not line.gap and not line.cut
    return beside and above.masthead != below.masthead and bool(above.folio) != bool(below.folio)


def grow(
    lines: Sequence[Line], clusters: Sequence[Cluster], taken: set[int], never: Collection[str]
) -> None:
    """Take the lines beside *clusters* that are of their heads into them."""
    around = [[*_around(lines, c, taken, never)] for c in clusters]
    seen = Counter((step, caseless(lines[k].text)) for near in around for step, k in near)
    at_foot = any(c.folio and _breaks_behind(lines, c.first, c.last) for c in clusters)
    for cluster, near in zip(clusters, around, strict=True):
        for side in (-1, 1):
            mine = [(step, k) for step, k in near if step * side > 0]
            own = [k for step, k in mine if seen[step, caseless(lines[k].text)] > 1]
            if not own and side < 0:
                own = _from_break(lines, cluster, [k for _, k in mine])
            if not own and side > 0 and at_foot:
                own = _to_break(lines, cluster, [k for _, k in mine])
            if own:
                first = cluster.last + 1 if side > 0 else min(own)
                last = max(own) if side > 0 else cluster.first - 1
                cluster.parts.append((first, last, Zone.RUNNING_HEAD, _RULE))
                cluster.first, cluster.last = min(cluster.first, first), max(cluster.last, last)
                taken.update(range(first, last + 1))


def _around(
    lines: Sequence[Line], cluster: Cluster, taken: Collection[int], never: Collection[str]
) -> Iterator[tuple[int, int]]:
    """Lines beside a cluster that can be of its head: step from it, index."""
    if not cluster.folio:  # a masthead alone stands above a title
        return
    for side, edge in ((-1, cluster.first), (1, cluster.last)):
        for step in range(1, _MOST + 1):
            k = edge + side * step
            if not 0 <= k < len(lines) or k in taken or lines[k].text in never:
                break
            below = lines[max(k, k - side)]
            text = lines[k].text
            if not below.cut and below.gap > 1:
                break
            if len(text) > _LONGEST or not (reads_as_head(text) or is_year(text)):
                break
            yield side * step, k


def _from_break(lines: Sequence[Line], cluster: Cluster, above: Sequence[int]) -> list[int]:
    """The lines between a page break and a cluster that opens its page."""
    after = lines[cluster.last + 1] if cluster.last + 1 < len(lines) else None
    if any(lines[k + 1].cut or NOTE_HEAD.fullmatch(lines[k].text) for k in above[:_ABOVE]):
        return []
    if not cluster.folio or cluster.masthead or after is None or after.gap > 1 or after.cut:
        return []
    for count, k in enumerate(above[:_ABOVE], 1):
        if lines[k].gap >= PAGE_GAP and not lines[k].cut:
            return [*above[:count]]
    return []


def _to_break(lines: Sequence[Line], cluster: Cluster, below: Sequence[int]) -> list[int]:
    """The lines between a cluster that closes its page and the page break."""
    for count, k in enumerate(below[:_ABOVE], 1):
        if lines[k].cut or NOTE_HEAD.fullmatch(lines[k].text) or not set_as_head(lines[k].text):
            return []
        if cluster.folio and _breaks_behind(lines, cluster.first, k):
            return [*below[:count]]
    return []


def _breaks_behind(lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether a page break stands behind lines *first* to *last*, and none before them."""
    after = lines[last + 1] if last + 1 < len(lines) else None
    behind = after is not None and after.gap >= PAGE_GAP and not after.cut
    return behind and lines[first].gap < PAGE_GAP and not lines[first].cut and first > 0
