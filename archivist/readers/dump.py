"""Pages that a text browser wrote down: without the numbers of their links, heads known by stars.

``lynx -dump``, ``elinks -dump`` and ``w3m`` number the links of a page, ``[12]`` before or behind
the words of each, and list their addresses below the text. Read as plain text, the numbers pass for
calls of notes and the list for a list of works. ``html2text`` sets heads between stars. A line of
the file is a line of the transcript; the list of addresses stays in it as what it is: no text of
the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from archivist.core.source import HEADS, Hint
from archivist.readers.lines import line_numbers

if TYPE_CHECKING:
    from archivist.core import Source

LEAST = 2
"""Numbered addresses, or heads between stars, at least."""

_LIST_HEAD = re.compile(r"[^\W\d_]{4,20}:?")
_LIST_PART = re.compile(r"(?:visible|hidden) links:?", re.IGNORECASE)
_ENTRY = re.compile(
    r"(?:(?P<n>\d{1,4})\.|\[(?P<framed>\d{1,4})\])"
    r" (?:https?|file|ftp|mailto|javascript|about|tel):\S*"
)
_NUMBER = re.compile(r"\[(\d{1,4})\]")
_CALL = re.compile(
    r"(?<=[\w.,;:!?\"')\u2019\u201d])\[\d{1,4}\](?=[\s.,;:)]|$)| \[\d{1,4}\](?=[.,;:]|$)",
    re.MULTILINE,
)
"""A number behind what it belongs to: a note's call. Browsers number links before their words."""
_STARRED = re.compile(r"(?P<stars>\*{1,6}) (?P<text>[^\s*](?:.{0,150}[^\s*])?) (?P=stars)")
_RANKS = {6 - rank: hint for hint, rank in ((h, n - 1) for h, n in HEADS.items())}


def looks_like_dump(text: str) -> bool:
    r"""Whether a text ends in the numbered addresses of its links, or has heads between stars.

    >>> looks_like_dump("See [1]there.\n\nReferences\n\n   1. http://a.example/\n   2. http://b/")
    True
    """
    if "[1]" in text and "://" in text:
        rows = text.split("\n")
        above = "\n".join(rows[: _list_start(rows)])
        if above and 2 * len(_CALL.findall(above)) <= len(_NUMBER.findall(above)):
            return True
    return _has_starred_heads(text)


def dumped(source: Source) -> Source:
    """The transcript of a dump that was read as plain text."""
    spans = list(source.lines)
    rows = [source.text[start:end] for start, end, _ in spans]
    ends = ["\f" if source.text[stop - 1] == "\f" else "\n" for *_, stop in spans]
    hints: dict[int, Hint] = {}
    start = _list_start(rows) or len(rows)
    last = _last_number(rows[start:])
    hints.update((k, Hint.NOISE) for k in range(start, len(rows)) if rows[k].strip())
    rows[:start] = _without_numbers(rows[:start], last)
    if _has_starred_heads(source.text):
        for k, row in enumerate(rows[:start]):
            if match := _STARRED.fullmatch(row.strip()):
                hints[k] = _RANKS[len(match["stars"])]
                rows[k] = match["text"]
    numbers = line_numbers([source.text[end:stop] for _, end, stop in spans])
    return replace(
        source,
        text="".join(f"{row}{end}" for row, end in zip(rows, ends, strict=True)),
        encoding="",
        bom=b"",
        errors="strict",
        anchors=MappingProxyType({k: f"line {n}" for k, n in enumerate(numbers)}),
        hints=MappingProxyType(hints),
        witnesses=(("text:charset", source.encoding), *source.witnesses),
    )


def _list_start(rows: Sequence[str]) -> int:
    """The row of the head of the list of addresses that ends a text; 0 if there is none."""
    expected: int | None = None
    count = 0
    for k in range(len(rows) - 1, -1, -1):
        row = rows[k].strip()
        if not row or _LIST_PART.fullmatch(row):
            continue
        match = _ENTRY.fullmatch(row)
        if match is None:
            ended = count >= LEAST and expected == 0 and _LIST_HEAD.fullmatch(row)
            return k if ended else 0
        number = int(match["n"] or match["framed"])
        if expected is not None and number != expected:
            return 0
        expected, count = number - 1, count + 1
    return 0


def _last_number(rows: Sequence[str]) -> int:
    """The number of the last address of a list."""
    matches = (_ENTRY.fullmatch(row.strip()) for row in rows)
    return max((int(m["n"] or m["framed"]) for m in matches if m), default=0)


def _without_numbers(rows: Sequence[str], last: int) -> Iterator[str]:
    """The rows without the numbers of links, which rise from 1 to *last* in the order of the text.

    Hidden links have a number of their own in the list and none in the text.
    """
    reached = 0

    def read(match: re.Match[str]) -> str:
        nonlocal reached
        number = int(match[1])
        if not reached < number <= last:
            return match[0]
        reached = number
        return ""

    for row in rows:
        yield _NUMBER.sub(read, row) if "[" in row else row


def _has_starred_heads(text: str) -> bool:
    """Whether heads stand between stars; between single ones, a remark can stand as well."""
    found = list(_starred(text))
    return len(found) >= LEAST and any(line.lstrip().startswith("**") for line in found)


def _starred(text: str) -> Iterator[str]:
    """The lines of a text that stand between stars."""
    if "* " in text and " *" in text:
        for line in text.split("\n"):
            if line.lstrip(" ").startswith("*") and _STARRED.fullmatch(line.strip()):
                yield line
