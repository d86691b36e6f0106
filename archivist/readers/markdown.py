"""Markdown as converters write it: a transcript without the signs, with what they say as hints.

Converters of PDF and of pages (marker, docling, markitdown, pymupdf4llm, pandoc …) give heads,
items, tables and emphasis signs of their own. Read as plain text, the signs stand in the report:
``**`` around words, ``<sup>1</sup>`` for the call of a note, bars for tables. A line of the file is
a line of the transcript, and a form feed parts pages in both; only rules (under the head of a
table, under a head, between parts) are left out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from archivist.core.source import HEADS, Hint
from archivist.readers.html.sup import superscript
from archivist.readers.lines import line_numbers
from archivist.readers.markdown_grids import grids

if TYPE_CHECKING:
    from archivist.core import Source

MEDIA_TYPE = "text/markdown"

LEAST = 3
"""Signs that plain text does not have, at least, before a text is taken for Markdown."""

_HEAD = re.compile(r" {0,3}(?P<signs>#{1,6})[ \t]+(?P<text>\S.*)")
_NAMED = re.compile(r"\{[#.-][^{}]*\}")
"""What pandoc sets behind a head: its name and its kinds."""
_ITEM = re.compile(r"(?P<indent>[ \t]*)[-*+][ \t]+(?:[·•●▪■◦°‣⁃–o][ \t]+)?(?P<text>\S.*)")
_QUOTE = re.compile(r" {0,3}>[ \t]?(?P<text>.*)")
_NUMBERED_NOTE = re.compile(
    r"(?:<sup>)?\[?\d{1,3}\]?(?:</sup>)? ?(?=[A-Z\"“'‘(]|[^\W\d_a-z\x00-\x7f]|https?:|ibid)"
)
"""How a note begins that PyMuPDF4LLM sets in like a quotation."""
_RULED = re.compile(r"[ \t]*(?:\|[ \t]*)?:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*(?:\|[ \t]*)?")
_UNDERLINE = re.compile(r" {0,3}(?:(?P<first>=+)|-{2,})[ \t]*")
_BETWEEN = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_BOLD_LINE = re.compile(r" {0,3}(\*\*|__)(?P<text>[^*_]{2,100}[^*_.,;:])\1[ \t]*")
_NUMBERED = re.compile(r"[ \t]*\(?\d{1,3}[.)] ")
_LABEL = re.compile(r"[^\W\d]+\.? \d")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_HEADS_ALONE = re.compile(r"(?m)(?:\A|^[ \t]*\r?\n)#{1,6} \S[^\n]{0,200}\n(?=[ \t]*\r?$)")
_SURE = re.compile(
    r"(?<![\w*])\*\*\w(?:[^*\n]{0,300}[^*\s])?\*\*(?![\w*])"
    r"|<sup>|<br ?/?>|<span id=|\[[^\]\n]{1,300}\]\((?:https?:|#|mailto:)"
)
"""Signs that plain text does not have; stars alone may be an author's."""

_TAG = re.compile(
    r"</?(?:span|b|i|u|em|strong|small|mark|sub|sup|font|center|div|p|a|s)(?: [^<>\n]{0,300})?>"
)
_RAISED = re.compile(r"<sup>\s*\[?(\d{1,3})\]?\s*</sup>")
_BEFORE_BREAK = re.compile(r"(?<![ \t])[ \t]+(?=<br ?/?>)")
_BREAK = re.compile(r"<br ?/?>[ \t]*")
_LINK = re.compile(
    r"(?<!!)\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]{0,20}\]){1,500})\]\([^()\s]{0,1000}\)"
)
_NOTE_LINK = re.compile(
    r"(?<=[^\s(!\[])\[\\?\[?\^?(?P<n>\d{1,3})\^?\\?\]?\]"
    r"\((?:[^()\s#]{0,500})#_?(?:fn|ftn|edn|footnote|endnote|note|cite_note)[-_:.]?\w{0,40}\)"
    r"(?:\{[^{}\n]{0,300}\})?"
)
"""A number behind a word that leads to a note: ``[1](#fn1)``, ``[^1^](#fn1)``."""
_BACK = re.compile(
    r"[ \t]?\[\\?\[?(?:[↩↑⤴^]\ufe0e?|(?i:back|return))\\?\]?\]"
    r"\([^()\s#]{0,500}#[^()\s]{0,60}\)(?:\{[^{}\n]{0,300}\})?"
)
"""An arrow that leads from a note back to its call; it stays, as the end of a note."""
_NAMES = re.compile(r"(?<=[)\]])\{[#.](?:[^{}\n]{0,300})\}")
"""What pandoc sets behind a link or a stretch: its name and its kinds."""
_DASHES = re.compile(r"(?<=[^\s-])-{2,3}(?=[^\s-]|$)")
_SIGNED = re.compile(r"(?<![\s^])\^(\d{1,3})\^")
_DIVISION = re.compile(
    r":{3,}(?:[ \t]*(?:\{[^{}]*\}|[\w.-]+))?(?:[ \t]*:{3,})?[ \t]*|</?(?:div|section)\b[^<>]*>"
)
"""Where pandoc opens or closes a division."""
_EMPTY_LABEL = re.compile(
    r"[ \t]*(?P<label>\d{1,3}\.)[ \t]+"
    r"(?::{3,}[ \t]*\{[^{}]*\}|<div\b[^<>]*>)[ \t]*"
)
"""The number of an item or note whose words stand in a division below it."""
_TORN = re.compile(r"(?:<(?:a|div|section|span) [^<>]{1,500}|[)\]]\{[#.][^{}]{1,300})$")
"""A tag or a name that goes on on the next line."""
_TORN_LINES = 3
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,1000})>")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~$&<^])")
_BOLD = re.compile(r"(\*{2,3})(?=\S)(.{1,2000}?)(?<=\S)\1(?!\*)")
_STARS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,1000}?)(?<=[^\s\\])\*(?![\w*])")
_LOW = re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^\n]{1,200}?)(?<=[^\s\\_])\1(?!\w)")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|ndash|mdash|[lr][sd]quo|hellip|#\d{2,5});")
_HINTS = tuple(HEADS)


def looks_like_markdown(text: str) -> bool:
    """Whether a text has signs of Markdown that no plain text has.

    Inline ones, ruled tables, or several heads that stand alone; a lone hash is a number's, or
    begins the remark of a program.
    """
    if text.count("\n#") >= LEAST - 1 and len(_HEADS_ALONE.findall(text)) >= LEAST:
        return True
    if "*" not in text and "<" not in text and "|" not in text and "](" not in text:
        return False
    sure = sum(1 for _ in zip(_SURE.finditer(text), range(LEAST), strict=False))
    ruled = any(
        "|" in line and "--" in line and _RULED.fullmatch(line) for line in text.split("\n")
    )
    heads = len(re.findall(r"(?m)^#{1,6} \S", text))
    return sure >= LEAST or (ruled and heads > 0) or (ruled and sure > 0)


def marked(source: Source) -> Source:
    """The transcript of a Markdown text that was read as plain text."""
    spans = list(source.lines)
    whole = [source.text[start:end] for start, end, _ in spans]
    rows, lines = zip(*_unwrapped(whole), strict=True)
    page = _Transcript(rows, dashes=not ("–" in source.text or "—" in source.text))
    page.read(lines)
    ends = ["\f" if source.text[stop - 1] == "\f" else "\n" for *_, stop in spans]
    numbers = line_numbers([source.text[end:stop] for _, end, stop in spans])
    return replace(
        source,
        text="".join(f"{line}{ends[n]}" for n, line in zip(page.of, page.done, strict=True)),
        encoding="",
        bom=b"",
        errors="strict",
        media_type=MEDIA_TYPE,
        anchors=MappingProxyType({k: f"line {numbers[n]}" for k, n in enumerate(page.of)}),
        hints=MappingProxyType(page.hints),
        witnesses=(("markdown:charset", source.encoding), *source.witnesses),
    )


def _unwrapped(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; one on which a tag or a name goes on is of the line above."""
    held, first = "", 0
    for number, line in enumerate(lines):
        first = first if held else number
        held = f"{held} {line.lstrip()}" if held else line
        if not _TORN.search(held) or not line.strip() or number - first >= _TORN_LINES:
            yield first, held
            held = ""
    if held:
        yield first, held


@dataclass
class _Transcript:
    """What is put down of a text.

    Attributes:
        rows: of each line that is read, its index in the file.
        done: the lines put down, without their ends.
        of: of each, the index of the line it was read from.
        hints: of each line that the signs say something of.
        dashes: whether dashes are typed as hyphens, as pandoc does; then there are no others.
    """

    rows: Sequence[int]
    dashes: bool = False
    done: list[str] = field(default_factory=list)
    of: list[int] = field(default_factory=list)
    hints: dict[int, Hint] = field(default_factory=dict)

    def read(self, lines: Sequence[str]) -> None:
        """Put down each line; those of fenced code as they stand."""
        tables = set(_tables(lines))
        drawn = grids(lines)
        heads = dict(_underlined(lines))
        divided = any(":::" in line or "<div" in line or "<section" in line for line in lines)
        rules = {number + 1 for number in heads} | {n for n in tables if _RULED.fullmatch(lines[n])}
        if not heads and not any(map(_HEAD.match, lines)):
            heads = dict(_bold(lines))
        fenced = False
        inside: Hint | None = None
        label, left_out = "", False
        for number, line in enumerate(lines):
            if divided and _DIVISION.fullmatch(line.strip()):
                left_out = True
                continue
            if left_out and not line.strip() and not (self.done and self.done[-1].strip()):
                continue  # a blank line stands there already
            left_out = False
            if divided and (empty := _EMPTY_LABEL.fullmatch(line)):
                label = empty["label"]
                continue
            if label and line.strip():  # the words stand under themselves
                line = f"{label} ".ljust(len(line) - len(line.lstrip())) + line.lstrip()  # noqa: PLW2901
                label = ""
            fence = _FENCE.match(line) is not None
            if fenced or fence:
                hint, text = Hint.VERSE if line.strip() else None, line
            elif number in drawn:
                if (row := drawn[number]) is None:
                    continue
                hint, text = Hint.ROW, inline(row)
            elif number in rules:
                continue
            elif number in heads:
                hint, text = heads[number], inline(line)
            else:
                hint, text = _within(inside, *_block(line, row=number in tables))
            fenced = fenced != fence
            inside = inside if hint is Hint.RUN_ON else hint
            self._put(number, hint, text)

    def _put(self, number: int, hint: Hint | None, text: str) -> None:
        if hint is not None:
            self.hints[len(self.done)] = hint
        if self.dashes and "--" in text:
            text = _DASHES.sub(lambda m: "–—"[len(m[0]) - 2], text)
        self.of.append(self.rows[number])
        self.done.append(text)


def _within(inside: Hint | None, hint: Hint | None, text: str) -> tuple[Hint | None, str]:
    """The hint of a line below one of the block *inside*: its further lines run on."""
    quoted = hint is inside is Hint.QUOTE
    hangs = hint is None and text.strip() and not _NUMBERED.match(text)
    if quoted or (hangs and inside in {Hint.QUOTE, Hint.ITEM, Hint.ITEM2}):
        return Hint.RUN_ON, text.lstrip()
    return hint, text


def _underlined(lines: Sequence[str]) -> Iterator[tuple[int, Hint]]:
    """Numbers and ranks of heads that stand alone over a rule."""
    for number in range(1, len(lines)):
        rule = _UNDERLINE.fullmatch(lines[number])
        if rule and _is_alone(lines, number - 1):
            yield number - 1, Hint.HEAD1 if rule["first"] else Hint.HEAD2


def _bold(lines: Sequence[str]) -> Iterator[tuple[int, Hint]]:
    """Numbers of the lines that are bold, alone, and neither sentence nor caption: heads."""
    for number, line in enumerate(lines):
        match = _BOLD_LINE.fullmatch(line)
        below = lines[number + 1 : number + 2]
        alone = _is_alone(lines, number) and not any(map(str.strip, below))
        if match and alone and not _LABEL.match(match["text"]):
            yield number, Hint.HEAD2


def _is_alone(lines: Sequence[str], number: int) -> bool:
    """Whether a line is no block of another kind, and nothing stands right above it."""
    line = lines[number]
    above = lines[number - 1].strip() if number else ""
    return bool(line.strip()) and not above and _block(line, row="|" in line)[0] is None


def _tables(lines: Sequence[str]) -> Iterator[int]:
    """Numbers of the lines of tables: a row, a rule, and rows up to a line without a bar."""
    end = 0
    for number, line in enumerate(lines):
        if number > end and "|" in lines[number - 1] and "|" in line and _RULED.fullmatch(line):
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
        return _HINTS[len(head["signs"]) - 1], inline(_unclosed(head["text"]))
    if not _BETWEEN.fullmatch(line) and (item := _ITEM.fullmatch(line)):
        deep = len(item["indent"].expandtabs(4)) >= 2
        bullet = "◦" if deep else "•"
        return Hint.ITEM2 if deep else Hint.ITEM, f"{bullet} {inline(item['text'])}"
    if quote := _QUOTE.fullmatch(line):
        if _NUMBERED_NOTE.match(quote["text"]):
            return None, inline(quote["text"])
        return Hint.QUOTE if quote["text"].strip() else None, inline(quote["text"])
    return None, "" if _BETWEEN.fullmatch(line) else inline(line)


def _unclosed(text: str) -> str:
    """The words of a head without what may close it: ``Chapter ##``, ``Chapter {#name}``."""
    text = text.rstrip(" \t")
    start = text.rfind(" {") if text.endswith("}") else -1
    if start > 0 and _NAMED.fullmatch(text, start + 1):
        text = text[:start].rstrip(" \t")
    words = text.rstrip("#")
    return words.rstrip(" \t") if words.endswith((" ", "\t")) else text


def _character(reference: re.Match[str]) -> str:
    """What a reference stands for; a blank for the end of a line, which would tear the line."""
    return " ".join(html.unescape(reference[0]).splitlines()) or " "


def inline(text: str) -> str:
    r"""The words of a stretch without signs of emphasis, tags, targets of links and escapes.

    >>> inline(r"**Who** *paid* for it?<sup>2</sup> See [the annex](#a) and snake\_case.")
    'Who paid for it?² See the annex and snake_case.'
    """
    if not any(sign in text for sign in "*_<[\\&^"):
        return text
    if "](" in text:
        text = _NOTE_LINK.sub(lambda m: superscript(m["n"]), _BACK.sub("↩", text))
        text = _NAMES.sub("", text)
    text = _SIGNED.sub(lambda m: superscript(m[1]), text)
    text = _RAISED.sub(lambda m: superscript(m[1]), text)
    text = _BREAK.sub(" ", _BEFORE_BREAK.sub("", text))
    text = _ADDRESS.sub(r"\1", text)
    text = _TAG.sub("", text)
    text = _LINK.sub(lambda m: m["text"], text)
    for pattern, group in ((_BOLD, 2), (_BOLD, 2), (_STARS, 1), (_LOW, 2)):
        text = pattern.sub(rf"\{group}", text)
    text = _ENTITY.sub(_character, text)
    return _ESCAPED.sub(r"\1", text)
