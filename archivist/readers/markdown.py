"""Markdown as converters write it: a transcript without the signs, with what they say as hints.

Converters of PDF and of pages (marker, docling, markitdown, pymupdf4llm, pandoc …) give heads,
items, tables and emphasis signs of their own. Read as plain text, the signs stand in the report:
``**`` around words, ``<sup>1</sup>`` for the call of a note, bars for tables. A line of the file is
a line of the transcript; only the rule under the head of a table is left out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from archivist.core.source import HEADS, Hint

if TYPE_CHECKING:
    from archivist.core import Source

MEDIA_TYPE = "text/markdown"

LEAST = 3
"""Signs that plain text does not have, at least, before a text is taken for Markdown."""

_HEAD = re.compile(r" {0,3}(?P<signs>#{1,6})[ \t]+(?P<text>\S.*?)(?:[ \t]+#+)?[ \t]*$")
_ITEM = re.compile(r"(?P<indent>[ \t]*)[-*+][ \t]+(?:[·•●▪■◦o][ \t]+)?(?P<text>\S.*)")
_QUOTE = re.compile(r" {0,3}>[ \t]?(?P<text>.*)")
_RULED = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_SURE = re.compile(
    r"\*\*\w[^*\n]{0,300}\*\*|<sup>|<br ?/?>|<span id=|\[[^\]\n]{1,300}\]\((?:https?:|#|mailto:)"
)
"""Signs that plain text does not have; stars alone may be an author's."""

_TAG = re.compile(
    r"</?(?:span|b|i|u|em|strong|small|mark|sub|sup|font|center|div|p|a|s)(?: [^<>\n]{0,300})?>"
)
_RAISED = re.compile(r"<sup>\s*\[?(\d{1,3})\]?\s*</sup>")
_BREAK = re.compile(r"[ \t]*<br ?/?>[ \t]*")
_LINK = re.compile(
    r"(?<!!)\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]{0,20}\]){1,500})\]\([^()\s]{0,1000}\)"
)
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,1000})>")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~$&<^])")
_BOLD = re.compile(r"(\*{2,3})(?=\S)(.{1,2000}?)(?<=\S)\1(?!\*)")
_STARS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,1000}?)(?<=[^\s\\])\*(?![\w*])")
_LOW = re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^\n]{1,1000}?)(?<=[^\s\\_])\1(?!\w)")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|ndash|mdash|[lr][sd]quo|hellip|#\d{2,5});")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HINTS = tuple(HEADS)


def looks_like_markdown(text: str) -> bool:
    """Whether a text has signs of Markdown that no plain text has: inline ones, or ruled tables."""
    if "*" not in text and "<" not in text and "|" not in text and "](" not in text:
        return False
    sure = sum(1 for _ in zip(_SURE.finditer(text), range(LEAST), strict=False))
    ruled = re.findall(r"(?m)^[ \t]*\|?[ \t:]*-{2,}[-| :\t]*\|[-| :\t]*$", text)
    heads = len(re.findall(r"(?m)^#{1,6} \S", text))
    return sure + LEAST * bool(ruled) >= LEAST and (heads > 0 or bool(ruled) or sure >= LEAST)


def marked(source: Source) -> Source:
    """The transcript of a Markdown text that was read as plain text."""
    page = _Transcript()
    page.read(source.text.splitlines())
    return replace(
        source,
        text="".join(f"{line}\n" for line in page.done),
        encoding="",
        bom=b"",
        errors="strict",
        media_type=MEDIA_TYPE,
        anchors=MappingProxyType(page.anchors),
        hints=MappingProxyType(page.hints),
        witnesses=(("markdown:charset", source.encoding), *source.witnesses),
    )


@dataclass
class _Transcript:
    done: list[str] = field(default_factory=list)
    anchors: dict[int, str] = field(default_factory=dict)
    hints: dict[int, Hint] = field(default_factory=dict)

    def read(self, lines: Sequence[str]) -> None:
        """Put down each line; those of fenced code as they stand."""
        tables = set(_tables(lines))
        fenced = False
        for number, line in enumerate(lines):
            fence = _FENCE.match(line) is not None
            if number in tables and _RULED.fullmatch(line):
                continue
            hint, text = (None, line) if fenced or fence else _block(line, row=number in tables)
            fenced = fenced != fence
            if hint is not None:
                self.hints[len(self.done)] = hint
            self.anchors[len(self.done)] = f"line {number + 1}"
            self.done.append(text)


def _tables(lines: Sequence[str]) -> Iterator[int]:
    """Numbers of the lines of tables: a row, a rule, and rows up to a line without a bar."""
    for number, line in enumerate(lines):
        if number and "|" in lines[number - 1] and "|" in line and _RULED.fullmatch(line):
            yield number - 1
            end = number
            while end < len(lines) and "|" in lines[end]:
                yield end
                end += 1


def _block(line: str, *, row: bool) -> tuple[Hint | None, str]:
    """What a line is, and its words without the signs."""
    if row:
        cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
        return Hint.ROW, "\t".join(inline(cell.strip()) for cell in cells)
    if head := _HEAD.match(line):
        return _HINTS[len(head["signs"]) - 1], inline(head["text"])
    if item := _ITEM.fullmatch(line):
        deep = len(item["indent"].expandtabs(4)) >= 2
        bullet = "◦" if deep else "•"
        return Hint.ITEM2 if deep else Hint.ITEM, f"{bullet} {inline(item['text'])}"
    if (quote := _QUOTE.fullmatch(line)) and quote["text"].strip():
        return Hint.QUOTE, inline(quote["text"])
    return None, inline(line)


def inline(text: str) -> str:
    r"""The words of a stretch without signs of emphasis, tags, targets of links and escapes.

    >>> inline(r"**Who** *paid* for it?<sup>2</sup> See [the annex](#a) and snake\_case.")
    'Who paid for it?² See the annex and snake_case.'
    """
    if not any(sign in text for sign in "*_<[\\&"):
        return text
    text = _RAISED.sub(lambda m: m[1].translate(_SUPERSCRIPT), text)
    text = _BREAK.sub(" ", text)
    text = _ADDRESS.sub(r"\1", text)
    text = _TAG.sub("", text)
    text = _LINK.sub(lambda m: m["text"], text)
    for pattern, group in ((_BOLD, 2), (_BOLD, 2), (_STARS, 1), (_LOW, 2)):
        text = pattern.sub(rf"\{group}", text)
    text = _ENTITY.sub(lambda m: html.unescape(m[0]), text)
    return _ESCAPED.sub(r"\1", text)
