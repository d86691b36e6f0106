"""Rows: printed lines put together again where a change of font made several lines of one.

A drop cap, the call of a note and the words around it stand on lines of their own in many copies.
What decides whether a paragraph ends is the printed line, so that is what the rows hold.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field

from archivist.core.ledger import Entry, Mark
from archivist.core.roles import MAIN, Inline
from archivist.core.sheet import Sheet
from archivist.core.source import Hint
from archivist.stages.blocks.initials import beside_cap, drop_cap
from archivist.stages.lines import heads
from archivist.stages.lines.captions import caption, spaced_out
from archivist.stages.lines.gauge import Gauge
from archivist.stages.lines.heads import NOTE_HEAD
from archivist.stages.lines.joints import line_end
from archivist.stages.lines.sentences import closes_sentence
from archivist.stages.lines.signs import bullet, enumerator, is_alone
from archivist.stages.lines.view import Line

_CLOSES = re.compile(r"[.,;:!?)\]}%]|[\"'](?!\w)|'s\b")
"""What stands close to the word before it. Quotes are folded: one before a word opens."""

_OPENERS = frozenset(
    (
        "although and as at because but by despite during for from he however if in it its of on"
        " she since so some such that the their there these they this those though to under until"
        " we what when where which while with"
    ).split()
)
"""Words that have a capital at the start of a sentence alone."""
_LABEL_WORDS = 3
"""Words of a label in a figure, at most."""


@dataclass
class Row:
    """One printed line: the lines of the copy it was broken into, and its text."""

    lines: list[Line]
    text: str
    inner: list[Entry] = field(default_factory=list)
    page_before: bool = False  # a page, forme work or notes stand before it
    fenced: bool = False  # text of another stage (a title, a known head) stands before it
    drop_cap: bool = False
    set_in: int = 0  # blanks at its start beyond the margin of its page, where these tell
    call_last: bool = False  # a call on a line of its own ends it: its own end cannot be seen

    @property
    def hint(self) -> Hint | None:
        """What markup or type says of its first line."""
        return self.lines[0].hint

    @property
    def gap(self) -> int:
        """Blank lines before the row."""
        return self.lines[0].gap

    @property
    def soft(self) -> bool:
        """Whether blanks stand at its end."""
        return self.lines[-1].soft

    @property
    def hard(self) -> bool:
        """Whether it surely has no blanks at its end."""
        return not self.soft and not self.call_last

    def go_on(self, line: Line) -> None:
        """Put a line behind a call on the printed line of the words before it."""
        last = self.lines[-1]
        if last.tail < last.stop:
            role = Inline.JOIN if _CLOSES.match(line.text) else Inline.WRAP
            self.inner.append(Mark(last.tail, last.stop, role, "blocks:call-line"))
        self.text = f"{self.text} {line.text}"
        self.lines.append(line)

    @property
    def indent(self) -> int:
        """Blanks at its start."""
        return self.lines[0].head - self.lines[0].start


def rows_of(
    sheet: Sheet, lines: Sequence[Line], body: Gauge, words: Container[str], *, soft: bool = False
) -> list[Row]:
    """The printed lines of the running text, in order.

    Args:
        sheet: the report.
        lines: its free lines.
        body: the measure of its running text.
        words: words of the document.
        soft: whether wrapped lines end in a blank.
    """
    rows: list[Row] = []
    i = 0
    glue_next = False
    while i < len(lines):
        line = lines[i]
        if rows and _is_call(sheet, line) and _leads_to(sheet, rows[-1], lines, i):
            rows[-1].lines.append(line)  # the line end before it was marked with the call
            glue_next = rows[-1].call_last = True
        elif (
            rows
            and glue_next
            and not _fenced(sheet, lines, i)
            and not _heads_block(sheet, rows[-1], lines, i, soft=soft)
            and _same_printed_line(sheet, rows[-1], lines, i, body, soft=soft)
        ):
            rows[-1].go_on(line)
            glue_next = rows[-1].call_last = False
        elif rows and _set_on(sheet, rows[-1], lines, i):
            rows[-1].inner.append(Mark(line.start, line.head, Inline.JOIN, "blocks:call-line"))
            rows[-1].go_on(line)
            glue_next = False
        else:
            row = _row_at(sheet, lines, i, words)
            _set_before(row, sheet, lines, i)
            rows.append(row)
            glue_next = False
            i += len(row.lines) - 1
        i += 1
    return rows


def _row_at(sheet: Sheet, lines: Sequence[Line], i: int, words: Container[str]) -> Row:
    """The row that begins with line *i*: a large capital or the sign of an item may lead it."""
    line = lines[i]
    if cap := _capital(sheet, lines, i, words):
        whole = line.text + lines[i + 1].text
        return Row([line, lines[i + 1]], whole, list(cap), drop_cap=True)
    if line.text[1:3] == "  " and (beside := beside_cap(lines, i, words)):
        whole = line.text[0] + line.text[1:].lstrip()
        return Row([line], whole, list(beside), drop_cap=True)
    if _is_sign_of(sheet, lines, i):
        return _signed(line, lines[i + 1])
    return Row([line], line.text)


def _set_on(sheet: Sheet, row: Row, lines: Sequence[Line], i: int) -> bool:
    """Whether line *i* goes on with the printed line that a raised call has cut.

    Extractors that go by fonts begin a line behind each call, with the blank that stood there.
    """
    line, last = lines[i], row.lines[-1]
    if (
        line.head != line.start + 1
        or line.gap
        or last.tail == last.stop
        or last.head > last.start + 1
    ):
        return False
    return sheet.inlines[last.tail - 1] == Inline.CALL and not _fenced(sheet, lines, i)


def _leads_to(sheet: Sheet, row: Row, lines: Sequence[Line], i: int) -> bool:
    """Whether the call alone on line *i* is of the row before it.

    So it is right below the row, and wherever the stage of notes joined the two: a slice can end
    between a sentence and its call.
    """
    last = row.lines[-1]
    joined = last.tail < last.stop and sheet.inlines[last.tail] == Inline.JOIN
    return (joined or not lines[i].gap) and not _fenced(sheet, lines, i)


def _same_printed_line(
    sheet: Sheet, row: Row, lines: Sequence[Line], i: int, body: Gauge, *, soft: bool
) -> bool:
    """Whether the words after a call (line *i*) stand on the printed line of the words before it.

    A block that ends in a call is followed by a line of its own. Put together, the two would fit on
    a line but not fill it, nor close a sentence.
    """
    line = lines[i]
    if line.gap:
        return False
    if row.lines[-1].hint is Hint.CALL:
        return line.hint is Hint.RUN_ON
    if bullet(line.text) or _is_caption(line.text) or _opens_float(lines, i):
        return False
    if line.text[:1].islower() or _CLOSES.match(line.text):
        return True
    if not body.known:
        return len(row.text) + len(line.text) < 100
    after = lines[i + 1] if i + 1 < len(lines) else None
    if after is None or _is_call(sheet, after):
        return not body.overruns(f"{row.text} {line.text}")
    return _fill_one(row, line, after, body, soft=soft)


def _fill_one(row: Row, line: Line, after: Line, body: Gauge, *, soft: bool) -> bool:
    """Whether *row* and *line* fit on one printed line, and fill it or end a paragraph on it."""
    whole = f"{row.text} {line.text}"
    if body.overruns(whole):
        return False
    if closes_sentence(whole):
        return True
    if _is_head(row, line, after, body):
        return False
    if _was_wrapped(line, after, soft=soft):
        return True
    return not (after.gap or body.left_room(whole, after.text))


def _is_head(row: Row, line: Line, after: Line, body: Gauge) -> bool:
    """Whether a line behind a call is a head, though blanks stand at its end.

    The sentence is closed before it, and both together would have left room for what follows; or a
    sentence plainly begins there.
    """
    if after.text[:1].islower() or not closes_sentence(row.text):
        return False
    titled = heads.can_be_head(line.text) and heads.is_title_case(line.text)
    if titled and body.left_room(f"{row.text} {line.text}", after.text):
        return True
    if not (titled or heads.could_be_sentence_head(line.text)) or " " not in line.text:
        return False
    first = after.text.split(maxsplit=1)[0]
    counted = enumerator(after.text)
    if counted is not None and counted["n"].isdigit():
        return True
    return first.istitle() and first.casefold() in _OPENERS


def _was_wrapped(line: Line, after: Line, *, soft: bool) -> bool:
    """Whether a line that closes no sentence surely goes on below, as a head does not.

    Such a line is full, or the end of a full one.
    """
    if soft:
        return line.soft
    return after.text[:1].islower() and not _is_caption(after.text)


def _heads_block(sheet: Sheet, row: Row, lines: Sequence[Line], i: int, *, soft: bool) -> bool:
    """Whether line *i*, behind the call that ends a sentence, is a head of its own.

    Either it announces notes, is numbered or in capitals, or it was not wrapped: in a copy whose
    wrapped lines end in a blank, one without it ends a block, unless the font changes at a call.
    """
    line, after = lines[i], lines[i + 1] if i + 1 < len(lines) else None
    if not closes_sentence(row.text) or not heads.can_be_head(line.text):
        return False
    if after and after.text[:1].islower():
        return False
    if NOTE_HEAD.fullmatch(line.text):
        return True
    if heads.numbered_depth(line.text) and heads.is_title_case(line.text):
        return True
    if heads.is_capitals(line.text) and " " in line.text:
        return True
    return soft and not line.soft and not (after and _is_call(sheet, after))


def _is_caption(text: str) -> bool:
    """Whether a line opens with a label and number set off from a title."""
    found = caption(text)
    if found is None:
        return False
    return spaced_out(found["label"]) or text[found.end("number") :][:1] in set(".:|")


def _opens_float(lines: Sequence[Line], i: int) -> bool:
    """Whether line *i* is worded as a caption, and rows of a table or words of a figure follow."""
    if caption(lines[i].text) is None:
        return False
    below = [line.text for line in lines[i + 1 : i + 3]]
    words = len(below) > 1 and all(_is_word_of_figure(text) for text in below)
    return words or heads.opens_table(below)


def _is_word_of_figure(text: str) -> bool:
    """Whether a line holds a few words, or a number, as the parts of a figure are labelled."""
    return len(text.split()) <= _LABEL_WORDS and text[-1].isalnum() and not text.islower()


def _is_call(sheet: Sheet, line: Line) -> bool:
    """Whether a line holds the number of a call and nothing else."""
    inlines = sheet.inlines
    return inlines[line.head] == Inline.CALL == inlines[line.tail - 1]


def _set_before(row: Row, sheet: Sheet, lines: Sequence[Line], i: int) -> None:
    """What stands between the row that begins with line *i* and the line before it."""
    between = sheet.zones[lines[i - 1].stop : lines[i].start] if i else b""
    row.page_before = i == 0 or any(between) or lines[i].gap >= 2
    row.fenced = _fenced(sheet, lines, i)


def _fenced(sheet: Sheet, lines: Sequence[Line], i: int) -> bool:
    """Whether main text that another stage claimed stands between lines *i* - 1 and *i*."""
    between = sheet.zones[lines[i - 1].tail : lines[i].head] if i else b""
    return not MAIN.isdisjoint(between)


def passages(
    rows: Sequence[Row], torn: Sequence[int] = (), inlines: bytes = b""
) -> Iterator[list[Row]]:
    """Runs of rows without text of other stages, and without lost text, between them.

    A block lies within one passage: that is what keeps two zones from running into one another,
    and a paragraph from going on as another one behind a missing slice.

    Args:
        rows: the printed lines.
        torn: offsets, rising, at which text is lost.
        inlines: what other stages say of line ends; needed where text is lost.
    """
    passage: list[Row] = []
    for row in rows:
        if passage and (row.fenced or _is_torn(passage[-1], row, torn, inlines)):
            yield passage
            passage = []
        passage.append(row)
    if passage:
        yield passage


def _is_torn(row: Row, following: Row, torn: Sequence[int], inlines: bytes) -> bool:
    """Whether one of the offsets at which text is lost lies between two rows.

    No block can close where no line end stands, or one that leads on to the call of a note.
    """
    last = row.lines[-1]
    k = bisect_left(torn, last.tail)
    if k == len(torn) or torn[k] > following.lines[0].head:
        return False
    return last.tail < last.stop and inlines[last.tail] in (Inline.TEXT, Inline.END)


def _capital(sheet: Sheet, lines: Sequence[Line], i: int, words: Container[str]) -> list[Entry]:
    """Marks for a capital on a line of its own above the rest of its word."""
    marks = drop_cap(lines, i, words)
    return [] if marks and _fenced(sheet, lines, i + 1) else marks


def _is_sign_of(sheet: Sheet, lines: Sequence[Line], i: int) -> bool:
    """Whether line *i* holds the sign of an item whose words stand on the line below.

    Extractors that go by blocks or fonts part the two. A bullet may stand apart by a blank line;
    signs that are other things as well lead to a line that begins as a sentence does.
    """
    line = lines[i]
    if line.hint is not None or not is_alone(line.text) or i + 1 >= len(lines):
        return False
    below = lines[i + 1]
    if below.hint is not None or below.cut or is_alone(below.text) or _fenced(sheet, lines, i + 1):
        return False
    if bullet(line.text):
        above = lines[i - 1].text if i else ""
        amid = len(above) >= _FULL_LINE and not (closes_sentence(above) or above.endswith(":"))
        return below.gap <= 1 and not amid
    return (
        not below.gap
        and len(below.text) >= _LEAST_WORDS
        and below.text.lstrip("\"'(")[:1].isupper()
    )


def _signed(line: Line, below: Line) -> Row:
    """The row of a sign and the words below it; these may have the sign once more."""
    again = bullet(below.text) if bullet(line.text) else None
    words = below.text[again.end() :] if again else below.text
    row = Row([line, below], f"{line.text} {words}")
    row.inner.append(Mark(line.tail, line.stop, Inline.JOIN, "blocks:item"))
    if again:
        span = below.head, min(below.head + again.end(), below.tail)
        row.inner.append(Mark(*span, Inline.JOIN, "blocks:item"))
    return row


_FULL_LINE = 60
"""Characters from which on a line that closes no sentence goes on below: a sign there is astray."""
_LEAST_WORDS = 12
"""Characters of the words of an item whose sign has a line to itself, at least."""


def fragment_end(row: Row, following: str, words: Container[str], *, hyphenates: bool) -> Inline:
    """The role of a line end without a blank inside a sentence, where wrapped lines have one."""
    role, hyphen = line_end(row.text, following, words=words, hyphenates=hyphenates)
    if hyphen is not None or role is Inline.JOIN:
        return Inline.JOIN
    if _CLOSES.match(following) or row.text.endswith(("(", "[")):
        return Inline.JOIN
    return Inline.WRAP
