"""Stage *pages*: mastheads, running heads and folios, and where pages begin.

Patterns come from the publisher's profile and are tried on joined lines, because a change of font
breaks a line in many copies. Without a profile only what recurs with rising numbers is taken.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from archivist.core.calendar import MONTH_NUMBERS
from archivist.core.ledger import Edit, EditKind, Entry, Fact, Mark
from archivist.core.roles import Inline, Zone
from archivist.core.sheet import Sheet
from archivist.core.source import Hint
from archivist.profiles.model import Publisher
from archivist.stages.forme.breaks import Cluster, gaps_part_sentences, page_facts
from archivist.stages.forme.grown import grow, one_head
from archivist.stages.forme.lone import lone_folios
from archivist.stages.forme.ornate import ornate_heads
from archivist.stages.forme.recurring import Found, recurring_heads
from archivist.stages.forme.series import series_mastheads
from archivist.stages.forme.told import label_facts
from archivist.stages.forme.torn import halves_of, torn_heads
from archivist.stages.lines.folios import bare_folio, folio_value
from archivist.stages.lines.view import PAGE_GAP, Line, parted_by_feeds, repaired_lines

_EDGE_NUMBER = re.compile(
    r"(?:(?P<before>\d{1,3}|[ivxlc]{1,6}) )?(?P<rest>.+?)(?: (?P<after>\d{1,3}))?"
)


def pages(sheet: Sheet, publisher: Publisher) -> list[Entry]:
    """Marks on forme work, and a fact ``page`` for each page that begins in the text."""
    lines = parted_by_feeds(repaired_lines(sheet))
    lines = [ln._replace(text=_drawn_in(ln.text)) if _WIDE in ln.text else ln for ln in lines]
    entries: list[Entry] = []
    clusters = [
        *_noise_lines(lines, publisher),
        *_mastheads(lines, publisher, entries),
        *_heads(lines, publisher, entries),
    ]
    taken = {i for c in clusters for i in range(c.first, c.last + 1)}
    shown = _shown(lines, taken)
    clusters += shown
    taken.update(i for c in shown for i in range(c.first, c.last + 1))
    if publisher.running_heads.recurring and not shown:
        clusters += _clusters(ornate_heads(lines, taken), taken)
        known = {c.first: c.folio for c in clusters if c.folio}
        found = recurring_heads(lines, taken, known=known, never=_known_heads(publisher))
        clusters += _clusters(found, taken)
    clusters.sort(key=lambda c: c.first)
    by_gap = bool(publisher.running_heads.verso) or gaps_part_sentences(lines)
    clusters += lone_folios(lines, clusters, taken, publisher, by_gap=by_gap)
    if publisher.running_heads.recurring and not shown and not publisher.running_heads.verso:
        clusters = one_head(lines, sorted(clusters, key=lambda c: c.first))
        grow(lines, clusters, taken, _known_heads(publisher))
    halves = halves_of([_said(lines, c) for c in clusters], _known_heads(publisher))
    clusters += _clusters([*torn_heads(lines, taken, halves)], taken)
    clusters.sort(key=lambda c: c.first)
    for cluster in clusters:
        for first, last, zone, rule in cluster.parts:
            entries += _marks(lines, first, last, zone, rule)
            if zone is Zone.RUNNING_HEAD:
                entries += _ornament(lines[first : last + 1])
                entries += _blank_runs(sheet.view, lines[first : last + 1])
    paged = any(source.is_paged for source in sheet.sources)
    labels = label_facts(sheet)
    entries += labels
    entries += page_facts(
        lines,
        clusters,
        publisher,
        certain=paged,
        by_gap=by_gap,
        labels=labels,
    )
    return entries


def _clusters(found: Sequence[Found], taken: set[int]) -> list[Cluster]:
    """What a search found as clusters; their lines are taken."""
    taken.update(i for first, last, _, _ in found for i in range(first, last + 1))
    return [Cluster(first, last, folio, parts=parts) for first, last, folio, parts in found]


def _said(lines: Sequence[Line], cluster: Cluster) -> str:
    """The words of a cluster's running head."""
    spans = [range(a, b + 1) for a, b, zone, _ in cluster.parts if zone is Zone.RUNNING_HEAD]
    return " ".join(lines[i].said for span in spans for i in span)


def _known_heads(publisher: Publisher) -> frozenset[str]:
    """Heads that open a part of the document, and are no running heads."""
    tables = (publisher.summary_heads, publisher.front_heads, publisher.back_heads)
    return frozenset((*(head for table in tables for head in table), *publisher.contents.head))


_SHOWN = {
    Hint.HEADER: (Zone.RUNNING_HEAD, "pages:shown-head"),
    Hint.FOLIO: (Zone.FOLIO, "pages:shown-folio"),
}


def _shown(lines: Sequence[Line], taken: Collection[int]) -> list[Cluster]:
    """Forme work that a PDF shows by its place on the page."""
    found: list[Cluster] = []
    for i, line in enumerate(lines):
        if i in taken or line.hint not in _SHOWN:
            continue
        if not found or found[-1].last != i - 1 or line.gap:
            found.append(Cluster(i, i))
        cluster = found[-1]
        cluster.last = i
        cluster.parts.append((i, i, *_SHOWN[line.hint]))
        if line.hint is Hint.FOLIO:
            cluster.folio = cluster.folio or bare_folio(line.text)
    return found


def _marks(lines: Sequence[Line], first: int, last: int, zone: Zone, rule: str) -> list[Entry]:
    """One block of furniture: its lines, joined by spaces, ended by its last line end."""
    marks: list[Entry] = []
    for i in range(first, last + 1):
        line = lines[i]
        marks.append(Mark(line.start, line.stop, zone, rule))
        if line.head > line.start:
            marks.append(Mark(line.start, line.head, Inline.JOIN, rule))
        if line.tail < line.stop:
            role = Inline.END if i == last else Inline.WRAP
            marks.append(Mark(line.tail, line.stop, role, rule))
    return marks


_BLANK_RUN = re.compile(" {2,}")
_WIDE = " " * 4


def _drawn_in(text: str) -> str:
    """A line whose layout was kept, its gaps drawn in to what still shows one."""
    return _BLANK_RUN.sub(lambda run: run[0][:3], text)


def _blank_runs(view: str, head: Sequence[Line]) -> Iterator[Entry]:
    """Runs of blanks inside a head, which an extractor left between its words and its number."""
    for line in head:
        for run in _BLANK_RUN.finditer(view, line.head, line.tail):
            yield Mark(*run.span(), Inline.WRAP, "pages:blank-run")


_LETTER = re.compile(r"(?<=[A-Z\"'.]) ?(?P<sign>u)(?= |$)|^(?P<alone>u)(?= |$)")


def _ornament(head: Sequence[Line]) -> list[Entry]:
    """The diamond of a symbol font that reached the text as the letter u."""
    edits: list[Entry] = []
    for line in head:
        as_it_stands = len(line.text) == line.tail - line.head
        if as_it_stands and (match := _LETTER.search(line.text)):
            start = line.head + (match.start("sign") if match["sign"] else match.start("alone"))
            why = "ornament of a symbol font read as a letter"
            edits.append(Edit(start, start + 1, EditKind.REPAIR, "◆", "repair:ornament", why))
    return edits


def joined(lines: Sequence[Line], first: int, most: int) -> list[str]:
    """The texts of one line, two lines, up to *most* lines from *first* on.

    They end where a page or slice parts the lines.
    """
    texts: list[str] = []
    for line in lines[first : first + most]:
        if texts and (line.gap > 1 or line.cut):
            break
        texts.append(f"{texts[-1]} {line.said}" if texts else line.said)
    return texts


def _noise_lines(lines: Sequence[Line], publisher: Publisher) -> list[Cluster]:
    if not publisher.noise:
        return []
    return [
        Cluster(i, i, parts=[(i, i, Zone.RUNNING_HEAD, f"{publisher.id}:printer")])
        for i, line in enumerate(lines)
        if any(p.fullmatch(line.text) for p in publisher.noise)
    ]


def _mastheads(lines: Sequence[Line], publisher: Publisher, entries: list[Entry]) -> list[Cluster]:
    shape = publisher.masthead
    if shape.org is None and shape.series is None:
        return series_mastheads(lines, publisher.idioms, entries)
    found: list[Cluster] = []
    i = 0
    while i < len(lines):
        if not shape.may_begin(lines[i].said):
            i += 1
            continue
        span = 0
        texts = joined(lines, i, shape.fragments)
        for pattern, name in ((shape.org, "org"), (shape.series, "series")):
            if pattern is None:
                continue
            if span:
                texts = joined(lines, i + span, shape.fragments)
            for count in range(len(texts), 0, -1):
                match = pattern.fullmatch(texts[count - 1])
                if match is None:
                    continue
                rule = f"{publisher.id}:masthead-{name}"
                part = (i + span, i + span + count - 1, Zone.MASTHEAD, rule)
                if span == 0:
                    found.append(Cluster(i, part[1], masthead=True))
                found[-1].parts.append(part)
                found[-1].last = part[1]
                start, end = lines[part[0]].head, lines[part[1]].tail
                entries += _series_facts(match, start, end, rule)
                span += count
                break
        i += max(1, span)
    return found


def _series_facts(match: re.Match[str], start: int, end: int, rule: str) -> list[Fact]:
    groups = {k: v for k, v in match.groupdict().items() if v}
    facts = []
    if "number" in groups:
        facts.append(Fact("number", groups["number"], start, end, rule))
    if "year" in groups:
        date = groups["year"]
        if "month" in groups:
            date += f"-{MONTH_NUMBERS[groups['month'].lower()]:02d}"
        facts.append(Fact("date", date, start, end, rule))
    facts += [
        Fact(k, v, start, end, rule) for k, v in groups.items() if k in {"names", "short_title"}
    ]
    return facts


def _heads(lines: Sequence[Line], publisher: Publisher, entries: list[Entry]) -> list[Cluster]:
    found: list[Cluster] = []
    taken: set[int] = set()
    if not publisher.running_heads.verso and not publisher.running_heads.recto:
        return found
    for look in (_head_at, _bare_recto):
        for i in range(len(lines)):
            if i in taken:
                continue
            cluster = look(lines, i, publisher, entries)
            if cluster is not None and not taken & set(range(cluster.first, cluster.last + 1)):
                found.append(cluster)
                taken.update(range(cluster.first, cluster.last + 1))
    return found


_LONGEST_HEAD = 160


def _may_have_folio(text: str) -> bool:
    """Whether a line begins or ends as one with a page number does."""
    if not text:  # blanks of a kind that fragments are joined without
        return False
    return text[0] in "ivxlc" or text[0].isdecimal() or text[-1].isdecimal()


def _head_at(
    lines: Sequence[Line], i: int, publisher: Publisher, entries: list[Entry]
) -> Cluster | None:
    shape = publisher.running_heads
    if folio_value(lines[i].text) is not None:
        return None
    for count, text in enumerate(joined(lines, i, shape.fragments), 1):  # a drop cap may follow
        if len(text) > _LONGEST_HEAD:
            break
        if folio_value(lines[i + count - 1].text) is not None:
            continue
        edges = _EDGE_NUMBER.fullmatch(text) if _may_have_folio(text) else None
        if not (shape.any.fullmatch(text) or (edges and shape.any.fullmatch(edges["rest"]))):
            continue
        for side, patterns in (("verso", shape.verso), ("recto", shape.recto)):
            for pattern in patterns:
                match, folio = None, ""
                if edges and (number := edges["before"] or edges["after"]):
                    match, folio = pattern.fullmatch(edges["rest"]), number
                if match is None:
                    match, folio = pattern.fullmatch(text), ""
                if match is None:
                    continue
                rule = f"{publisher.id}:{side}"
                cluster = Cluster(i, i + count - 1, folio, recto=side == "recto")
                cluster.parts.append((i, i + count - 1, Zone.RUNNING_HEAD, rule))
                entries += _series_facts(match, lines[i].head, lines[i + count - 1].tail, rule)
                _folio_beside(lines, cluster, publisher)
                return cluster
    return None


def _folio_beside(lines: Sequence[Line], cluster: Cluster, publisher: Publisher) -> None:
    """Take the number before or after the head into the cluster."""
    for k in (cluster.first - 1, cluster.last + 1):
        if cluster.folio or not 0 <= k < len(lines):
            continue
        if folio_value(lines[k].text) is None:
            continue
        near = lines[max(k, cluster.first)].gap if k < cluster.first else lines[k].gap
        if near > 1:
            continue
        cluster.folio = lines[k].text.strip("[] ")
        cluster.parts.append((k, k, Zone.FOLIO, f"{publisher.id}:folio"))
        cluster.first, cluster.last = min(cluster.first, k), max(cluster.last, k)


def _bare_recto(
    lines: Sequence[Line], i: int, publisher: Publisher, _: list[Entry]
) -> Cluster | None:
    """A folio at the top of a page, then capitals: a recto head whose ornament was lost."""
    line = lines[i]
    if not publisher.running_heads.recto:
        return None
    if folio_value(line.text) is None or not (i == 0 or line.gap >= PAGE_GAP or line.cut):
        return None
    known = _known_heads(publisher)
    last = i
    for k in range(i + 1, min(i + 4, len(lines))):
        text = lines[k].text
        ornament = text in publisher.running_heads.ornaments
        whole = text.endswith(".") and not text.endswith(" ET AL.")
        capitals = text.isupper() and not whole and 2 < len(text) < 70
        if not (ornament or capitals) or text in known or lines[k].gap > 1:
            break
        last = k
    if last < i + 1 or (last == i + 1 and len(lines[last].text.split()) < 2):
        return None
    cluster = Cluster(i, last, bare_folio(line.text), recto=True)
    cluster.parts = [
        (i, i, Zone.FOLIO, f"{publisher.id}:folio"),
        (i + 1, last, Zone.RUNNING_HEAD, f"{publisher.id}:recto-bare"),
    ]
    return cluster
