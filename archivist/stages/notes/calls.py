"""What can be the call of a note in running text.

A digit in running text can be many things. What makes it a call is its place (glued behind a stop,
raised, in brackets, alone on a line) and its company: calls count up by one, which
:mod:`archivist.stages.notes.align` looks after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archivist.core.numerals import RAISED
from archivist.core.source import Hint
from archivist.stages.lines.heads import NOTE_HEAD, NUMBERED_THINGS, can_be_head, is_tabular
from archivist.stages.lines.sentences import closes_sentence
from archivist.stages.lines.view import Line

OWN_LINE = re.compile(r"\d{1,3}")
SUPERSCRIPT = str.maketrans(RAISED, "0123456789")
_IN_ROUND = (
    r"(?<=[^\W\d_A-Z])\((?P<paren>\d{1,3})\)(?=[\s.,;:)\"']|$)"
    r"|(?<=[.,;!?\"')\]])\((?P<stopped>\d{1,3})\)(?=[\s)\"']|$)"
    r"|(?<=[^\W\d_A-Z.!?\"')\]]) \((?P<apart>\d{1,3})\)(?=[.,;:])"
    r"|(?<=[.!?\"']) \((?P<behind>\d{1,3})\)(?= [^\W\d_a-z]| [\"']|$)"
)
ROUND_CALL = re.compile(_IN_ROUND)
"""What can be a call in round brackets, by what stands around it."""
_INLINE = re.compile(
    rf"(?=[\d\[(^ {RAISED}])"  # what any of them begins with: few places of a line are looked at
    rf"(?:(?P<raised>[{RAISED}]{{1,3}})"
    r"|(?<=[^\s\d_^(=])\^(?P<caret>\d{1,3})(?=[\s.,;:)\"'\]—–]|$)"
    r"|\[\^?(?P<bracket>\d{1,3})\](?!\()"
    rf"|{_IN_ROUND}"
    r"|(?<=[.,;:!?\"')\]])(?P<glued>\d{1,3})(?=[\s.,;:)\"'\]—]|$|[A-Z])"
    r"|(?<=[.,;!?\"')\]]) {1,3}(?P<loose>\d{1,3})(?= {1,3}[^\W\d]| {1,3}[\"'(]| ?$)"
    r"|(?<=[^\W\d_A-Z])(?P<word>\d{1,3})(?=[\s.,;:)\"'—]|$))"
)
_WRAPPED = re.compile(r"\^(\d{1,3})(?: +|(?=[.,;:)]|$))")
"""A raised number that a browser set on the line below its word, with the blank behind it: the line
end before it is the one between the words."""
_HEADED = re.compile(
    r"(?P<words>.*(?:[^\W\d_]|\b(?:1[5-9]|20)\d\d|[)\"']))(?P<blank> {0,3})(?P<n>\d{1,3})"
)
_FIGURE = re.compile(rf"[\d{RAISED}]")
_LONGEST_UNIT = 2
_VALUE = re.compile(r"[-−+]?\d{1,3}(?:[.,]\d{1,3})+ ?%?")
"""A number with decimals that has its line to itself: a cell of a table, no year with a call."""
_WEIGHTS = {"raised": 3.0, "caret": 3.0, "bracket": 2.0, "glued": 2.0, "loose": 1.0, "word": 1.0}
_ROUND = {"paren": 1.5, "stopped": 1.5, "apart": 0.4, "behind": 0.4}
"""Figures in round brackets: set apart from the word before, they can number points, too."""
_MARKED = frozenset({"raised", "caret", "bracket"})
_SIGNED = frozenset({"bracket", "caret"})
"""Forms whose signs are part of the call."""
_LOOSE = frozenset({"loose", "apart", "behind"})
_OWN_LINE_WEIGHT = 2.5
_BEHIND_NUMBER, _WORDS = 1.5, 3  # behind a line that ends in a year, not behind a row of figures
_AT_CUT = 1.0
_HEADED_WEIGHT = 0.4  # a head may end in a number of its own: the count has to ask for it
_STATED_WEIGHT = 6.0  # markup or type has said so
_INNER = frozenset(",;.:")
_SURE = 1.0
"""Weight from which a number is more than one of a count."""
_COUNTED = re.compile(
    r"(?:^|[\s(.,])(?:pp?|nos?|vols?|figs?|chs?|ch|art|sec|par|arts?)\.$", re.IGNORECASE
)
"""Abbreviations before a number that counts something else than notes."""
_LESS_THAN_ONE = re.compile(r"(?<![\w.,])[-−]?0[.,]$")
"""No sentence ends in a lone nought: what follows is its decimal places."""


class Call(NamedTuple):
    """A call: its number, the span of its characters, and the blank before it if that is loose."""

    number: int
    start: int
    end: int
    loose: int  # offset of the blank before a loose call, or -1
    line: int  # position in the list of lines it was found in
    weight: float  # how much it looks like a call
    own_line: bool = False
    marked: bool = False  # raised or in brackets


def find_calls(lines: Sequence[Line]) -> list[Call]:
    """Everything in *lines* that can be a call, in order.

    Where type or markup shows calls, a figure on the line is none, however close it stands.
    """
    found: list[Call] = []
    shown = any(line.hint is Hint.CALL for line in lines)
    for i, line in enumerate(lines):
        if not _FIGURE.search(line.text):
            continue
        if OWN_LINE.fullmatch(line.text):
            if weight := _weight_alone(lines, i):
                found.append(
                    Call(int(line.text), line.head, line.tail, -1, i, weight, own_line=True)
                )
            continue
        if _VALUE.fullmatch(line.text):
            continue
        inside = [*_inside(line, i, lines[i + 1].text if i + 1 < len(lines) else "")]
        if line.text[0] == "^" and i and (wrapped := _wrapped(lines, i)):
            inside.insert(0, wrapped)
        if not inside and (call := _behind_head(line, i)):
            inside = [call]
        if inside and not is_tabular(line.text, line.text):
            found += [call for call in inside if not shown or call.marked]
    return found


def _weight_alone(lines: Sequence[Line], i: int) -> float:
    """How much a number alone on its line looks like a call: text that calls it stands before."""
    line = lines[i]
    if i == 0 or (line.gap and not line.cut) or line.fenced or not int(line.text):
        return 0
    if NOTE_HEAD.fullmatch(lines[i - 1].text):
        return 0
    if line.hint is not None:
        return _STATED_WEIGHT if line.hint is Hint.CALL else 0
    if line.cut:
        return _AT_CUT  # it may be a page number as well
    before = lines[i - 1].text
    if OWN_LINE.fullmatch(before):
        return 0
    if before[-1].isalpha() or before[-1] in ".,;:!?\"')]%":
        return _OWN_LINE_WEIGHT
    words = sum(1 for word in before.split() if word[0].isalpha())
    return _BEHIND_NUMBER if before[-1].isdecimal() and words >= _WORDS else 0


def _inside(line: Line, i: int, following: str) -> Iterator[Call]:
    text = line.text
    for match in _INLINE.finditer(text):
        kind = match.lastgroup or ""
        digits = match[kind].translate(SUPERSCRIPT)
        if match.start() == 0 or not int(digits):
            continue
        weight = _weight(text, match, kind)
        if not weight or (weight < _SURE and _is_decimal(match, following)):
            continue
        start, end = match.span() if kind in _SIGNED else match.span(kind)
        loose = line.head + match.start() if kind in _LOOSE else -1
        if kind in _ROUND:
            start, end = match.start(kind) - 1, match.end(kind) + 1
        marked = kind in _MARKED
        yield Call(int(digits), line.head + start, line.head + end, loose, i, weight, marked=marked)


def _wrapped(lines: Sequence[Line], i: int) -> Call | None:
    """The raised number at the start of line *i*, of the last word of the line above."""
    line = lines[i]
    parted = not i or line.gap or line.fenced or line.cut or lines[i - 1].hint is not None
    match = None if parted else _WRAPPED.match(line.text)
    if match is None:
        return None
    end = line.head + match.end()
    weight, own = _WEIGHTS["caret"], end == line.tail
    return Call(int(match[1]), line.head, end, -1, i, weight, own_line=own, marked=True)


def _behind_head(line: Line, i: int) -> Call | None:
    """The number behind words that can be a head and are all of their line: ``Cannot Do20``."""
    match = _HEADED.fullmatch(line.text) if line.text[-1].isdecimal() else None
    if match is None or not int(match["n"]) or not can_be_head(match["words"]):
        return None
    if _last_word(match["words"]) in NUMBERED_THINGS:
        return None
    start, end = line.head + match.start("n"), line.head + match.end("n")
    loose = line.head + match.start("blank") if match["blank"] else -1
    return Call(int(match["n"]), start, end, loose, i, _HEADED_WEIGHT)


def _is_decimal(match: re.Match[str], following: str) -> bool:
    """Whether a number at a line's end goes on in small letters: ``by 7.3`` / ``percent``."""
    return match.end() == len(match.string) and following[:1].islower()


def _last_word(text: str) -> str:
    return text.rsplit(maxsplit=1)[-1].casefold() if text.strip() else ""


def _weight(text: str, match: re.Match[str], kind: str) -> float:
    """How much a number looks like a call; 0 for a decimal, a thousand, a page, an address."""
    if kind in _MARKED and kind != "caret":
        return _WEIGHTS[kind]
    before = text[: match.start()]
    if kind == "caret":  # behind a letter or two it is a power: m^2
        word = re.search(r"[^\W\d_]+$", before)
        return 0 if word and len(word[0]) <= _LONGEST_UNIT else _WEIGHTS[kind]
    if kind in _ROUND:
        return 0 if _last_word(before) in NUMBERED_THINGS else _ROUND[kind]
    token = before[before.rfind(" ") + 1 :]
    opens_quote = before[-1:] in ('"', "'") and not before[-2:-1].strip()
    if "/" in token or "@" in token or opens_quote or _COUNTED.search(before[-12:]):
        return 0
    if kind == "word":
        return _WEIGHTS[kind] if len(token) > 2 else 0
    if kind == "loose":
        return _weight_loose(before, text[match.end() :])
    return _weight_glued(before, match[kind], text[match.end() :])


def _weight_loose(before: str, after: str) -> float:
    """Of a number with a blank before it: behind a sentence, or (weakly) inside one."""
    if before.endswith(",") or after.lstrip()[:1].islower():
        return 0.5
    closes = not before.endswith(".") or closes_sentence(before[-24:])
    return _WEIGHTS["loose"] if closes else 0


def _weight_glued(before: str, digits: str, after: str) -> float:
    """Of a number right behind a stop; behind a digit and a stop it may be part of a number."""
    mark, behind_digit = before[-1:], before[-2:-1].isdecimal()
    if mark == "," and after[:1] in _INNER:
        return 0  # a value among others
    if not behind_digit:
        return _WEIGHTS["glued"]
    if mark == ":" or (mark == "," and len(digits) == 3) or _LESS_THAN_ONE.search(before[-4:]):
        return 0
    return 0.8 if mark == "," or re.match(r" [A-Z\"'(]|$", after) else 0
