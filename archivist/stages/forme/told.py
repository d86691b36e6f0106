"""What a file calls its pages itself: a witness of the numbers that are not printed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from archivist.core.ledger import Certainty, Fact
from archivist.core.sheet import Sheet
from archivist.stages.forme.numbering import PageEvent
from archivist.stages.lines.folios import folio_value


def label_facts(sheet: Sheet) -> list[Fact]:
    """A fact ``page-label`` on the first line of each page that its file labels."""
    facts: list[Fact] = []
    for source, base in zip(sheet.sources, sheet.bases, strict=True):
        lines = source.lines
        facts += [
            Fact(
                "page-label",
                label,
                base + lines.starts[line],
                base + lines.ends[line],
                "pages:file-label",
                Certainty.MEDIUM,
            )
            for line, label in sorted(source.page_labels.items())
            if label
        ]
    return facts


def tell(events: Sequence[PageEvent], labels: Sequence[Fact]) -> None:
    """Give pages without a printed number the label of their file, where it can be believed.

    Many files count their sheets and know nothing of what is printed. So the nearest printed
    numbers before and behind a page must be those of their own labels; where none is printed at
    all, the labels stand alone.
    """
    if not labels:
        return
    own = _labels_of(events, labels)
    trusted = [
        folio_value(label) == event.value if event.printed and label else None
        for event, label in zip(events, own, strict=True)
    ]
    before, behind = _last_known(trusted), _last_known(trusted[::-1])[::-1]
    for k, event in enumerate(events):
        if own[k] and not event.printed and before[k] and behind[k]:
            event.told = True
            event.value = folio_value(own[k])


def _last_known(signs: Sequence[bool | None]) -> list[bool]:
    """The last sign given up to each place; what comes before the first is taken to be true."""
    return [*accumulate(signs, lambda last, own: last if own is None else own, initial=True)][1:]


def _labels_of(events: Sequence[PageEvent], labels: Sequence[Fact]) -> list[str]:
    """The label of the page that each event begins, empty where it has none."""
    starts = [fact.start for fact in labels]
    own: list[str] = []
    last = -1
    for event in events:
        k = bisect_right(starts, event.start) - 1
        own.append(labels[k].value if k >= 0 and starts[k] > last else "")
        last = event.start
    return own
