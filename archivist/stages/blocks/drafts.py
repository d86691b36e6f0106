"""Blocks being put together, what decisions about them are made from, and their ledger entries."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from archivist.core.ledger import Certainty, Entry, Fact, Mark
from archivist.core.roles import Inline, Zone
from archivist.profiles.model import Publisher
from archivist.stages.blocks.rows import Row, fragment_end
from archivist.stages.lines.gauge import NO_GAUGE, Gauge
from archivist.stages.lines.joints import blank_runs, joint
from archivist.stages.lines.measure import Habit


@dataclass
class Draft:
    """A block being put together."""

    zone: Zone
    rule: str
    rows: list[Row]
    marker: tuple[int, int] | None = None
    facts: list[Entry] = field(default_factory=list)
    lines_kept: bool = False  # line ends are read as such
    guessed: bool = False  # its beginning was inferred from line lengths
    gauge: Gauge | None = None  # the measure it is set to, where that is its own


@dataclass(frozen=True)
class Indents:
    """What blanks show in a copy.

    Attributes:
        first: blanks by which first lines of paragraphs are set in; 0 where they are not.
        hang: whether the further lines of items are set in.
    """

    first: int = 0
    hang: bool = False


NO_INDENTS = Indents()


@dataclass(frozen=True)
class Context:
    """What the decisions about a row are made from.

    Attributes:
        habit: how the copy shows its line ends.
        publisher: profile of the report.
        words: words of the document, evidence on hyphens.
        rows: the rows of one passage.
        gauges: the measure around each row.
        items: the measure of the item that each row begins.
        marked: whether the copy bears the signs of Markdown.
        parted: whether blank lines part the paragraphs.
        torn: whether blank lines stand behind wrapped lines as well.
        indents: what blanks at the starts of lines show.
    """

    habit: Habit
    publisher: Publisher
    words: Container[str]
    rows: Sequence[Row]
    gauges: Sequence[Gauge]
    items: Sequence[Gauge] = ()
    marked: bool = False
    parted: bool = False
    torn: bool = False
    indents: Indents = NO_INDENTS

    def gauge_at(self, i: int) -> Gauge:
        """The measure of the lines around row *i*."""
        return self.gauges[i] if i < len(self.gauges) else NO_GAUGE

    def left_room(self, i: int) -> bool:
        """Whether row *i* surely ends for another reason than want of room."""
        row, below = self.rows[i], self.rows[i + 1]
        indent = " " * max(0, row.indent - below.indent)  # it takes room
        return self.gauge_at(i).left_room(f"{indent}{row.text}", below.text)


def draft_entries(draft: Draft, context: Context) -> list[Entry]:
    """The marks and facts of one block."""
    rule = draft.rule
    entries: list[Entry] = list(draft.facts)
    if draft.marker:
        entries.append(Mark(*draft.marker, Inline.MARKER, rule))
    for k, row in enumerate(draft.rows):
        entries += row.inner
        for line in row.lines:
            entries.append(Mark(line.start, line.stop, draft.zone, rule))
            if line.head > line.start and draft.zone is not Zone.VERSE:
                entries.append(Mark(line.start, line.head, Inline.JOIN, rule))
            if not draft.lines_kept:
                entries += blank_runs(line, "blocks:blank-run")
        following = draft.rows[k + 1] if k + 1 < len(draft.rows) else None
        entries += _row_end(row, following, draft, context)
    if draft.guessed:
        start = draft.rows[0].lines[0].head
        entries.append(Fact("guessed-start", "", start, start, rule, Certainty.MEDIUM))
    return entries


def _row_end(row: Row, following: Row | None, draft: Draft, context: Context) -> list[Entry]:
    last = row.lines[-1]
    if following is None:
        if last.tail == last.stop:
            return []
        return [Mark(last.tail, last.stop, Inline.END, draft.rule)]
    if draft.lines_kept and last.tail < last.stop:
        return [Mark(last.tail, last.stop, Inline.LINE, draft.rule)]
    hyphenates = context.publisher.hyphenates
    if context.habit.soft and not last.soft and last.tail < last.stop:
        role = fragment_end(row, following.text, context.words, hyphenates=hyphenates)
        if role is Inline.WRAP:
            return [Mark(last.tail, last.stop, role, f"{draft.rule}-fragment")]
    return joint(last, following.lines[0], draft.rule, words=context.words, hyphenates=hyphenates)
