"""The report as saved web pages: the slices of a mirror, and the page of a publisher.

A mirror prints the lines of its text form with ``br`` between them, inside its own menus, adverts
and scripts. A publisher's page says by elements what everything is, and has no pages.
"""

from __future__ import annotations

from html import escape
from random import Random
from typing import TYPE_CHECKING

from tests.press.carriers import FLOW
from tests.press.gold import assemble
from tests.press.model import CALL, CELL, FONT, ITALIC, ROMAN
from tests.press.render import render

if TYPE_CHECKING:
    from archivist.evaluate.digest import Digest
    from tests.press.model import Block, Essay, Report
    from tests.press.sheet import Print

_ABOVE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>
<script>var stats = "counter";</script><style>.b {{ color: red }}</style></head><body>
<nav class="menu"><ul><li><a href="/">Home</a></li>
<li><a href="/new">Newest files</a></li></ul></nav>
<div class="adsbygoogle">Buy cheap lanterns today</div>
<div class="content">"""
_BELOW = """</div>
<div class="share-buttons"><a href="https://social.example/share">Tell your friends</a></div>
<div id="comments"><p>Thanks for the upload!</p></div>
<div id="cookie-notice">This site stores biscuits.</div>
<footer><a href="/contact">Write to the keepers</a></footer></body></html>"""
CHROME = (
    *("Newest files", "Buy cheap lanterns", "Tell your friends", "Thanks for the upload"),
    *("stores biscuits", "Write to the keepers", 'var stats = "counter"', "color: red"),
)
"""Words of the chrome around a mirror's slice, none of which is of the report."""


def mirror_page(text: str, title: str) -> str:
    """A mirror's page around the text form of a slice: one ``br`` for each line end."""
    lines = text.split("\n")
    body = "<br>\n".join(escape(line).replace("\u00a0", "&nbsp;") for line in lines)
    return _ABOVE.format(title=escape(title)) + body + _BELOW


def publisher_page(report: Report) -> str:
    """A publisher's page for a report of one essay: elements say what everything is."""
    (essay,) = report.essays
    page = _Article()
    body = page.essay(essay)
    people = ", ".join(person.name for person in essay.authors)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(essay.title)} | The Institute</title>"
        f'<meta property="og:title" content="{escape(essay.title)}">'
        f'<meta name="author" content="{escape(people)}"></head><body>'
        f'<header role="banner"><a href="/">The Institute</a></header><main><article>{body}'
        f'</article></main><aside class="related-posts"><h2>Read next</h2><a href="/x">Another</a>'
        f'</aside><footer role="contentinfo">Follow us</footer></body></html>'
    )


def flow_gold(printed: Print, report: Report) -> Digest:
    """The right answer for the words of a page without pages."""
    copytext = render(printed, FLOW, Random(0))
    return assemble([copytext.pieces], copytext.units, report)


class _Article:
    def __init__(self) -> None:
        self.notes: list[str] = []

    def essay(self, essay: Essay) -> str:
        title = f"<h1>{escape(essay.title)}</h1>"
        title += f"<h2>{escape(essay.subtitle)}</h2>" if essay.subtitle else ""
        blocks = (*essay.summary, *essay.body)
        body = title + "".join(self.block(block) for block in blocks)
        notes = "".join(
            f'<li id="fn{n}"><p>{text} <a href="#fnref{n}">↩</a></p></li>'
            for n, text in enumerate(self.notes, 1)
        )
        return body + (f'<section class="footnotes"><ol>{notes}</ol></section>' if notes else "")

    def block(self, block: Block) -> str:
        if block.kind in ("table", "figure"):
            return self.float(block)
        text = self.text(block)
        if block.kind == "head":
            rank = 2 + max(block.level, 1)
            return f"<h{rank}>{text}</h{rank}>"
        if block.kind == "item":
            inner = f"<ul><li>{text}</li></ul>"
            return f"<ul>{inner}</ul>" if block.level > 1 else inner
        return f"<blockquote>{text}</blockquote>" if block.kind == "quote" else f"<p>{text}</p>"

    def float(self, block: Block) -> str:
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in block.rows
        )
        notes = "".join(f"<p>{escape(text)}</p>" for text in block.trailers)
        label = f"{block.label}. {escape(block.text)}"
        return f"<table><caption>{label}</caption>{rows}</table>{notes}"

    def text(self, block: Block) -> str:
        waiting = list(block.notes)
        out = ""
        for char in escape(block.text, quote=False):
            if char == CALL:
                self.notes.append(_plain(waiting.pop(0)))
                n = len(self.notes)
                out += f'<sup><a id="fnref{n}" href="#fn{n}">{n}</a></sup>'
            else:
                out += {ITALIC: "<em>", ROMAN: "</em>", FONT: "", CELL: " "}.get(char, char)
        return out


def _plain(text: str) -> str:
    for mark in (ITALIC, ROMAN, FONT):
        text = text.replace(mark, "")
    return escape(text, quote=False)
