"""A report of one essay as its author typed it: the text for a word processor, and its gold.

The text is in pandoc's Markdown, from which real programs make DOCX and HTML. A manuscript has no
pages, and its notes follow the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archivist.evaluate.digest import Block, Call, Digest, Float, Note, Work, tokenize
from tests.press.model import CALL, CELL, FONT, ITALIC, ROMAN, names, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.press.model import Block as Typed
    from tests.press.model import Report

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|>~$&<^'\"@=:])")


def manuscript(report: Report) -> str:
    """The only essay of a report in pandoc's Markdown; notes stand where they are called."""
    (essay,) = report.essays
    author = "; ".join(person.name for person in essay.authors)
    head = [
        f"# {_escaped(essay.title)}",
        f"## {_escaped(essay.subtitle)}" if essay.subtitle else "",
    ]
    head.append(f"*{_escaped(names(essay.authors))}*")
    title = essay.title.replace("'", "''")
    meta = f"---\npagetitle: '{title}'\nauthor-meta: '{author}'\n---"
    blocks = [_typed(block) for block in (*essay.summary, *essay.body)]
    return "\n\n".join(part for part in (meta, *head, *blocks) if part) + "\n"


def manuscript_gold(report: Report) -> Digest:
    """The right answer for it."""
    (essay,) = report.essays
    blocks: list[Block] = []
    notes: list[Note] = []
    calls: list[Call] = []
    floats: list[Float] = []
    at = 0
    for block in (*essay.summary, *essay.body):
        if block.kind in ("table", "figure"):
            floats.append(_float(block))
            continue
        before, *after = block.text.split(CALL)
        for told in after:
            n = str(len(notes) + 1)
            calls.append(Call(at + len(tokenize(plain(before))), n, len(notes)))
            notes.append(Note(n, tokenize(plain(block.notes[len(_calls(before))]))))
            before += CALL + told
        tokens = tokenize(plain(block.text))
        loose = block.kind == "box"
        level = block.level or None if block.kind in ("head", "item") else None
        blocks.append(Block("other" if loose else block.kind, tokens, level, loose=loose))
        at += len(tokens)
    people = tuple(person.name for person in essay.authors)
    facts = {"title": essay.title, "subtitle": essay.subtitle, "authors": "; ".join(people)}
    return Digest(
        blocks=tuple(blocks),
        notes=tuple(notes),
        calls=tuple(calls),
        floats=tuple(floats),
        works=(Work(essay.title, essay.subtitle, people, 0),),
        facts={**facts, "language": report.house.lexicon.key},
    )


def _calls(text: str) -> list[str]:
    return re.findall(CALL, text)


def _float(block: Typed) -> Float:
    rest = " ".join((*(cell for row in block.rows for cell in row), *block.trailers))
    return Float(tokenize(plain(f"{block.label}. {block.text}")), tokenize(plain(rest)))


def _typed(block: Typed) -> str:
    if block.kind in ("table", "figure"):
        return "\n\n".join(_table(block))
    text = _inline(block.text, list(block.notes))
    if block.kind == "head":
        return f"{'#' * (2 + max(block.level, 1))} {text}"
    if block.kind == "item":
        return ("    " if block.level > 1 else "") + f"- {text}"
    return f"> {text}" if block.kind == "quote" else text


def _table(block: Typed) -> Iterator[str]:
    """Caption, rows and the lines below: the words of a figure are a paragraph."""
    yield _inline(f"{block.label}. {block.text}", [])
    if block.kind == "figure":
        yield from (_inline(" ".join(row), []) for row in block.rows)
    else:
        width = max(len(row) for row in block.rows)
        rows = [
            [_inline(cell, []) for cell in row] + [""] * (width - len(row)) for row in block.rows
        ]
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        lines.insert(1, "|" + " --- |" * width)
        yield "\n".join(lines)
    yield from (_inline(text, []) for text in block.trailers)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _inline(text: str, waiting: list[str]) -> str:
    out, slanted = "", False
    for part in re.split(f"([{CALL}{ITALIC}{ROMAN}{FONT}{CELL}])", text):
        if part == CALL:
            out += f"^[{_inline(waiting.pop(0), [])}]"
        elif part == ITALIC and not slanted:
            out, slanted = out + "*", True
        elif part == ROMAN and slanted:
            out, slanted = out + "*", False
        elif part not in (ITALIC, ROMAN, FONT, CELL):
            out += _escaped(part)
    return out + ("*" if slanted else "")
