"""Where pages begin: from forme work, blank lines and form feeds to facts ``page``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from archivist.core.ledger import Certainty, Fact
from archivist.core.roles import Zone
from archivist.profiles.model import Publisher
from archivist.stages.forme.numbering import PageEvent, number_pages
from archivist.stages.forme.told import tell
from archivist.stages.lines.folios import folio_value
from archivist.stages.lines.view import PAGE_GAP, Line


@dataclass
class Cluster:
    """Forme work of one page: indices into the list of lines, and its page number."""

    first: int
    last: int
    folio: str = ""
    masthead: bool = False
    recto: bool = False
    foot: bool = False  # the number closes its page, whatever the others do
    parts: list[tuple[int, int, Zone, str]] = field(default_factory=list)  # first, last, zone, rule

    @property
    def titled(self) -> bool:
        """Whether it is a masthead that names both the house and the series."""
        return self.masthead and sum(zone is Zone.MASTHEAD for _, _, zone, _ in self.parts) > 1


def page_facts(
    lines: Sequence[Line],
    clusters: Sequence[Cluster],
    publisher: Publisher,
    *,
    certain: bool,
    by_gap: bool,
    labels: Sequence[Fact] = (),
) -> list[Fact]:
    """Where pages begin and what they are called; numbers not printed stand in brackets.

    Args:
        lines: all free lines.
        clusters: the forme work found among them, in order.
        publisher: its summary heads, and whether its openers stand on odd pages.
        certain: whether the copy says itself where its pages begin.
        by_gap: whether the publisher's pages are known to be parted by blank lines.
        labels: what the file calls its pages.
    """
    if not certain and _at_foot(lines, clusters):  # a PDF's transcript has them at the top
        events = _foot_events(lines, clusters)
    else:
        events = _head_events(lines, clusters, publisher, certain=certain, by_gap=by_gap)
    tell(events, labels)
    number_pages(events)
    fed = {line.start for line in lines if line.feed}
    return [
        Fact(
            "page",
            event.label,
            event.start,
            event.head,
            _rule(event),
            Certainty.HIGH if event.printed else Certainty.MEDIUM,
        )
        for event in events
        if certain
        or event.value is not None
        or event.uncounted
        or event.opener
        or event.start in fed
    ]


def _blanks(line: Line, *, certain: bool) -> int:
    """Empty pages before a line; in a copy that does not say where pages begin, one at most.

    None at the head of a slice: the blank lines there are of the site.
    """
    if line.cut and not certain:
        return 0
    extra = max(0, line.gap - PAGE_GAP)
    return extra if certain else min(extra, 1)


def _rule(event: PageEvent) -> str:
    if event.printed:
        return "pages:printed"
    return "pages:file-label" if event.told else "pages:inferred"


def _at_foot(lines: Sequence[Line], clusters: Sequence[Cluster]) -> bool:
    """Whether page numbers close their pages: breaks stand behind them, none before.

    Where no break is shown, the ends tell: the last number closes the text, or a masthead opens
    the next page right behind a number; at the top of pages neither is found. The blank lines
    where a site cut the text show no break.
    """
    numbered = [c for c in clusters if c.folio and not c.masthead]
    votes = 0
    for cluster in numbered:
        if cluster.last + 1 < len(lines):
            votes += _shows_break(lines[cluster.last + 1]) - _shows_break(lines[cluster.first])
    ends = _at_ends(lines, numbered)
    if votes or len(numbered) < _SEVERAL:
        if not votes and len(numbered) > 1:
            return ends > 0
        closed = bool(numbered) and numbered[-1].last + 1 == len(lines)
        return votes + closed >= 2
    mastheads = {c.first for c in clusters if c.masthead}
    tops = {0, *(c.last + 1 for c in clusters if c.masthead)}
    behind = sum(c.last + 1 in mastheads or c.last + 1 == len(lines) for c in numbered)
    return behind > sum(c.first in tops for c in numbered)


def _at_ends(lines: Sequence[Line], numbered: Sequence[Cluster]) -> int:
    """How many numbers end the text or a slice of it, less those that begin one."""
    ends = sum(c.last + 1 == len(lines) or lines[c.last + 1].cut for c in numbered)
    return ends - sum(c.first == 0 or lines[c.first].cut for c in numbered)


def _shows_break(line: Line) -> bool:
    return line.feed or (line.gap >= PAGE_GAP and not line.cut)


_SEVERAL = 3


def _foot_events(lines: Sequence[Line], clusters: Sequence[Cluster]) -> list[PageEvent]:
    """Pages that end with the cluster that holds their number."""
    numbered = [c for c in clusters if c.folio]
    inside = {i for c in numbered for i in range(c.first, c.last + 1)}
    behind = {c.last + 1: c for c in numbered}
    starts = {0, *behind}
    starts |= {i for i, ln in enumerate(lines) if ln.gap >= PAGE_GAP and not ln.cut}
    begins = sorted(i for i in starts - inside if i < len(lines))
    events: list[PageEvent] = []
    for k, i in enumerate(begins):
        stop = begins[k + 1] if k + 1 < len(begins) else len(lines)
        own = next((c for c in numbered if i <= c.first < stop), None)
        line = lines[i]
        event = PageEvent(line.start, line.head, blanks=_blanks(line, certain=False), by_gap=True)
        if own is not None and not _lost_between(lines, i, own, events):
            event.value, event.printed = folio_value(own.folio), own.folio
        elif i in behind and not line.cut:
            event.value = _next_page(behind[i], event.blanks)
        events.append(event)
    return events


def _next_page(above: Cluster, blanks: int) -> tuple[bool, int] | None:
    """The number of the page right behind the foot of another, however many are lost behind it."""
    roman, number = folio_value(above.folio) or (True, 0)
    return None if roman else (False, number + 1 + blanks)


def _lost_between(lines: Sequence[Line], i: int, own: Cluster, events: Sequence[PageEvent]) -> bool:
    """Whether the end of the page that begins at line *i* was lost, and *own* ends a later one."""
    value, last = folio_value(own.folio), events[-1].value if events else None
    if value is None or last is None or value[0] != last[0] or value[1] <= last[1] + 1:
        return False
    return any(line.cut for line in lines[i + 1 : own.first + 1])


def _head_events(
    lines: Sequence[Line],
    clusters: Sequence[Cluster],
    publisher: Publisher,
    *,
    certain: bool,
    by_gap: bool,
) -> list[PageEvent]:
    """Pages that begin with the cluster that holds their number, or at a break without one."""
    events: list[PageEvent] = []
    inside = {i for c in clusters for i in range(c.first, c.last + 1)}
    starts = {c.first: c for c in clusters if c.folio or c.masthead or c.parts}
    gap_means_page = certain or by_gap or _gaps_go_with_heads(lines, clusters)
    for i, line in enumerate(lines):
        cluster, last = starts.get(i), events[-1] if events else None
        shown = gap_means_page or line.feed
        parted = line.gap >= PAGE_GAP and i > 0 and not line.cut and shown
        begins = parted or (certain and i == 0)
        opens = parted or i == 0 or line.cut or not shown
        if cluster is None:
            if i not in inside and (begins or _is_summary(line, last, publisher)):
                events.append(_unnumbered(line, certain=certain))
        elif cluster.foot:
            _close(events, cluster, lines)
        elif last and not opens and _is_below_float(cluster, last):
            _number(last, cluster)
        elif not (cluster.masthead or _value(cluster)):
            if begins:
                events.append(_unnumbered(line, certain=certain))
        elif _value(cluster) or (opens and not (last and last.masthead_next == i)):
            blanks = _blanks(line, certain=certain)
            events.append(_headed(line, cluster, publisher, blanks=blanks, by_gap=parted))
    return events


def _value(cluster: Cluster) -> tuple[bool, int] | None:
    return folio_value(cluster.folio)


def _number(event: PageEvent, cluster: Cluster) -> None:
    event.value, event.printed = _value(cluster), cluster.folio


def _close(events: list[PageEvent], cluster: Cluster, lines: Sequence[Line]) -> None:
    """Give the last page the number that stands at its foot."""
    if not events and any(line.feed for line in lines):
        events.append(PageEvent(lines[0].start, lines[0].head))
    if events and events[-1].value is None:
        _number(events[-1], cluster)


def _is_below_float(cluster: Cluster, last: PageEvent) -> bool:
    """Whether a head that opens no page is of the last one: a float stands above it."""
    return _value(cluster) is not None and last.value is None and last.by_gap


def _headed(
    line: Line, cluster: Cluster, publisher: Publisher, *, blanks: int, by_gap: bool
) -> PageEvent:
    """A page that begins with a head."""
    return PageEvent(
        line.start,
        line.head,
        value=_value(cluster),
        printed=cluster.folio,
        blanks=blanks,
        by_gap=by_gap,
        cut=line.cut,
        masthead_next=cluster.last + 1 if _value(cluster) else -1,
        odd=cluster.masthead and publisher.opener.odd,
        opener=cluster.masthead,
        titled=cluster.titled,
    )


def _unnumbered(line: Line, *, certain: bool) -> PageEvent:
    """A page that begins with a line, and has no number there."""
    return PageEvent(line.start, line.head, blanks=_blanks(line, certain=certain))


def _is_summary(line: Line, last: PageEvent | None, publisher: Publisher) -> bool:
    """Whether a line heads the summary behind an opener: it stands on a page of its own."""
    if last is None or not last.opener:
        return False
    return (line.cut or line.gap >= PAGE_GAP) and line.text in publisher.summary_heads


def _gaps_go_with_heads(lines: Sequence[Line], clusters: Sequence[Cluster]) -> bool:
    numbered = [c for c in clusters if c.folio and c.first > 0]
    return len(numbered) >= 2 and all(lines[c.first].gap >= PAGE_GAP for c in numbered)


def gaps_part_sentences(lines: Sequence[Line]) -> bool:
    """Whether wide gaps stand inside sentences, as page breaks do and breaks of the text do not.

    A gap counts if the text goes on behind it with a small letter, and once more if a lone page
    number stands at it; two are asked for.
    """
    signs = 0
    for i in range(1, len(lines)):
        if lines[i].gap < PAGE_GAP or lines[i].cut:
            continue
        folio = folio_value(lines[i].text) is not None
        after = lines[i + folio].text if i + folio < len(lines) else ""
        if after[:1].islower() and not lines[i + folio].gap * folio and len(after) > 30:
            signs += 1 + folio
    return signs >= 2
