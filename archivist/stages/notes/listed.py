"""Labels that count up below a head that announces notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from archivist.stages.notes.labels import Label

_LONGEST = 16
"""Lines of a note, at most."""


def runs_below_heads(
    labels: Sequence[Label], under_head: Callable[[int], bool]
) -> Iterator[list[Label]]:
    """The labels that count up, one soon after the other, from a head of notes on.

    Args:
        labels: all that there are, in order.
        under_head: whether a line stands right below such a head.
    """
    run: list[Label] = []
    for label in labels:
        if run and label.number == run[-1].number + 1:
            if label.line - run[-1].line <= _LONGEST:
                run.append(label)
        elif under_head(label.line):
            if run:
                yield run
            run = [label]
    if run:
        yield run
