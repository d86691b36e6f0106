"""How two lines of one block are joined: by a space, by nothing, with or without the hyphen."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import cached_property

from archivist.core.ledger import Edit, EditKind, Entry, Mark
from archivist.core.roles import Inline
from archivist.core.sheet import Sheet
from archivist.stages.lines.view import Line

_URL_OPEN = re.compile(r"(?:https?://|www\.|doi\.org/)[^\s<>\"]*$", re.IGNORECASE)
_URL_RUN = re.compile(r"[A-Za-z0-9%_~#?&=+./-]+")
_WORD_HYPHEN = re.compile(r"([^\W\d_]+)([-\u2010]|\u00ac|\u00ad|\ufffe)$")
_HYPHENS = frozenset("-\u2010\u00ac\u00ad\ufffe")
_DASH_FIRST = re.compile(r"[–—](?=\w)")
"""A dash set close to the next word is set close to the one before, too."""

_FIRST_WORD = re.compile(r"[^\W\d_]+")
_BREAK = r"[-\u2010\u00ac\u00ad][ \t]*+[\r\n]++"
_BREAKS = re.compile(_BREAK)
_BROKEN = re.compile(rf"[^\W\d_]++{_BREAK}[ \t]*+[^\W\d_]*+")
_LAST_WORD = re.compile(r"[^\W\d_]++\Z")
_WORDS = re.compile(r"[^\W\d_]++(?:-[^\W\d_]++)*+")


def vocabulary(view: str) -> frozenset[str]:
    r"""Words of the text, lower case, with their hyphens: evidence on what a hyphen is.

    The halves of words that a line end breaks are no words.

    >>> sorted(vocabulary("the low-cost pro-\ntection"))
    ['low-cost', 'the']
    """
    found = frozenset(_without_broken(view).casefold().split())
    other = [word for word in found if not word.isalpha()]  # a few: the pattern is slow
    return found.difference(other).union(_WORDS.findall(" ".join(other)))


def _without_broken(view: str) -> str:
    """The text with a blank for each word that a line end breaks."""
    kept, at = [], 0
    for end in _BREAKS.finditer(view):
        likely = max(at, view.rfind(" ", at, end.start()))
        word = _LAST_WORD.search(view, likely, end.start())
        if word and (broken := _BROKEN.match(view, word.start())):
            kept.append(view[at : word.start()])
            at = broken.end()
    return " ".join((*kept, view[at:]))


class Words(Container[str]):
    """The :func:`vocabulary` of a text, worked out when the first word is asked for."""

    def __init__(self, view: str) -> None:
        self._view = view

    def __contains__(self, word: object) -> bool:
        return word in self._known

    @cached_property
    def _known(self) -> frozenset[str]:
        return vocabulary(self._view)


def words_of(sheet: Sheet) -> Container[str]:
    """The words of a sheet's text: many texts are never asked for one."""
    return Words(sheet.view)


_BLANK_RUN = re.compile(" {2,}")


def blank_runs(line: Line, rule: str, start: int = 0) -> Iterator[Mark]:
    """Marks that make each run of blanks inside *line*, from offset *start* on, read as one."""
    if "  " in line.text:
        for run in _BLANK_RUN.finditer(line.text, max(0, start - line.head)):
            yield Mark(line.head + run.start(), line.head + run.end(), Inline.WRAP, rule)


def wrap_marks(
    lines: Sequence[Line],
    rule: str,
    *,
    ends: bool = True,
    words: Container[str] = (),
    hyphenates: bool = True,
) -> list[Entry]:
    """Marks for the line ends (and starts) inside one block.

    Args:
        lines: the block's lines, in order.
        rule: rule id for the marks.
        ends: whether the last line end closes the block.
        words: words of the document, folded to lower case: evidence on hyphens.
        hyphenates: whether the publisher breaks words at line ends at all.
    """
    entries: list[Entry] = []
    for k, line in enumerate(lines):
        if line.head > line.start:
            entries.append(Mark(line.start, line.head, Inline.JOIN, rule))
        last = k == len(lines) - 1
        if last and ends:
            if line.tail < line.stop:
                entries.append(Mark(line.tail, line.stop, Inline.END, rule))
            continue
        following = None if last else lines[k + 1]
        entries += joint(line, following, rule, words=words, hyphenates=hyphenates)
    return entries


def joint(
    line: Line,
    following: Line | None,
    rule: str,
    *,
    words: Container[str] = (),
    hyphenates: bool = True,
) -> list[Entry]:
    """Marks for one line end inside a block: WRAP, or JOIN with the hyphen's role.

    Where a slice ends without a line end, an edit says how the next slice goes on.
    """
    after = following.text if following else ""
    role, hyphen = line_end(line.text, after, words=words, hyphenates=hyphenates)
    entries: list[Entry] = []
    if line.tail == line.stop:
        if following is not None:
            space = " " if role is Inline.WRAP else ""
            why = "the slice ends without a line end"
            at = following.start
            entries.append(Edit(at, at, EditKind.SPACE, space, f"{rule}-cut", why))
        return entries
    if hyphen is not None:
        entries.append(Mark(line.tail - 1, line.tail, hyphen, f"{rule}-hyphen"))
    entries.append(Mark(line.tail, line.stop, role, rule))
    return entries


def line_end(
    text: str, following: str, *, words: Container[str] = (), hyphenates: bool = True
) -> tuple[Inline, Inline | None]:
    """The role of a line end between *text* and *following*, and of a hyphen before it.

    An address runs on without a space; a hyphen is soft when the joined word is known to the
    document, hard when the hyphened word is, or when the publisher does not hyphenate.

    >>> line_end("see https://www.", "example.org/a.")
    (<Inline.JOIN: 2>, None)
    >>> line_end("a long-", "term view", hyphenates=False)
    (<Inline.JOIN: 2>, <Inline.HARD_HYPHEN: 8>)
    >>> line_end("see https://www.ex\u2010", "ample.org/a.")
    (<Inline.JOIN: 2>, <Inline.SOFT_HYPHEN: 7>)
    """
    if text.endswith("\u2010") and _open_address(text[:-1]):
        return Inline.JOIN, Inline.SOFT_HYPHEN  # no address has this sign; the typesetter put it in
    if goes_on_as_address(text, following) or _unspaced(text, following):
        return Inline.JOIN, None
    if _DASH_FIRST.match(following):
        return Inline.JOIN, None
    match = _WORD_HYPHEN.search(text) if text[-1:] in _HYPHENS else None
    if match is None or not following[:1].isalpha():
        if (
            text.endswith(("-", "\u2010", "–", "—", "/"))
            and following[:1].isalnum()
            and not text.endswith((" -", " –", " —"))
        ):
            return Inline.JOIN, None
        return Inline.WRAP, None
    if match[2] not in "-\u2010":
        return Inline.JOIN, Inline.SOFT_HYPHEN
    return Inline.JOIN, _hyphen(match[1], following, words, hyphenates=hyphenates)


_UNSPACED = re.compile("[\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]")
"""Signs of scripts that put no blank between words (Chinese, Japanese)."""


def _unspaced(text: str, following: str) -> bool:
    """Whether both sides of a line end are of a script without blanks."""
    return bool(_UNSPACED.match(text[-1:]) and _UNSPACED.match(following[:1]))


def _hyphen(before: str, following: str, words: Container[str], *, hyphenates: bool) -> Inline:
    after = _FIRST_WORD.match(following)
    second = after[0] if after else ""
    if f"{before}-{second}".casefold() in words:
        return Inline.HARD_HYPHEN
    if f"{before}{second}".casefold() in words:
        return Inline.SOFT_HYPHEN
    if not hyphenates or second[:1].isupper() or before.isupper():
        return Inline.HARD_HYPHEN
    if len(before) < 2 or len(second) < 2:
        return Inline.HARD_HYPHEN
    if before.casefold() in words and second.casefold() in words:
        return Inline.HARD_HYPHEN
    return Inline.SOFT_HYPHEN


def _open_address(text: str) -> bool:
    """Whether *text* ends inside a web address."""
    likely = "/" in text or "www." in text.lower()  # the pattern is slow on prose
    return likely and _URL_OPEN.search(text) is not None


def goes_on_as_address(text: str, following: str) -> bool:
    """Whether a web address is cut at the line end: it is open, and what follows can be of it."""
    if not _open_address(text):
        return False
    run = _URL_RUN.match(following)
    if run is None or text.endswith((",", ";")):
        return False
    first = following.split(None, 1)[0].rstrip(".,;)")
    if text.endswith("."):
        return first[:1].islower() or "/" in first or first[:1].isdigit()
    marks = sum(c in "/-_.%=?&#" or c.isdigit() for c in first)
    return text.endswith(("/", "-", "_", "=", "?", "&", "%")) or marks > 0
