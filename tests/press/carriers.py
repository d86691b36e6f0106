"""Converters and their defects: what becomes of printed pages on the way to a text file."""

from __future__ import annotations

from dataclasses import dataclass, replace

NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Carrier:
    """A converter and its defects; every field is one independent switch.

    Attributes:
        key: name in options and tables.
        trail: what stands before the newline of a wrapped line: NBSP, blank or nothing.
        keep: share of unit ends that keep the trailing character all the same.
        nbsp: share of lines that have NBSP for every blank.
        runs: whether a change of font starts a new line (drop cap, call, name, diamond).
        call: ``line``, ``glued``, ``loose``, ``mixed``, ``super`` (¹²), ``bracket`` ([1]) or
            ``caret`` ([^1]).
        numbers: whether notes keep their numbers.
        gap: newlines for a page break besides the one that ends the line.
        blank: further newlines for a blank page.
        note_gap: whether an empty line stands where a note number was.
        diamond: ``u``, ``◆``, ``•`` or empty (an empty line is left if runs are split).
        angle: whether ``<…>`` survives.
        comma: share of ``, `` before italics that is lost.
        every: empty lines after each line (older conversions).
        doubled: share of blanks doubled.
        spaced: whether captions are letter-spaced.
        kern: share of kerning pairs that get a blank.
        glyphs: share of ligatures that became ``/f_i``.
        floats_first: whether a float at the head of a page precedes the folio.
        masthead: share of mastheads that reach the file.
        flow: a paragraph is one line, without pages (word processor or web source).
        apart: whether empty lines part the units of a flow.
        wrap: characters after which a flow is broken into lines again; 0 for never.
        count: the same in words.
        feed: whether a form feed starts a page.
        loose: share of block ends that are followed by an empty line.
        indent: whether lines keep their place on the page as leading blanks.
        cells: what stands between the cells of a table.
        bullet: what becomes of ``•``; empty keeps it.
        marks: whether heads, items, quotations and tables have the marks of markdown.
    """

    key: str
    trail: str = NBSP
    keep: float = 0.3
    nbsp: float = 0.1
    runs: bool = True
    call: str = "line"
    numbers: bool = False
    gap: int = 2
    blank: int = 1
    note_gap: bool = True
    diamond: str = "u"
    angle: bool = False
    comma: float = 0.05
    every: int = 0
    doubled: float = 0.0
    spaced: bool = True
    kern: float = 0.0
    glyphs: float = 0.0
    floats_first: bool = False
    flow: bool = False
    masthead: float = 1.0
    apart: bool = True
    wrap: int = 0
    count: int = 0
    feed: bool = False
    loose: float = 0.0
    indent: bool = False
    cells: str = " "
    bullet: str = ""
    marks: bool = False


FAYLLAR = Carrier("fayllar")
BARE = Carrier(
    "bare", trail="", keep=0, nbsp=0, runs=False, call="glued", gap=0, blank=0, note_gap=False,
    diamond="", comma=0, spaced=False,
)  # fmt: skip
FLOW = replace(BARE, key="word", numbers=True, angle=True, diamond="u", flow=True)
CARRIERS = {
    carrier.key: carrier
    for carrier in (
        FAYLLAR,
        replace(FAYLLAR, key="fayllar-space", trail=" "),
        replace(FAYLLAR, key="fayllar-nodiamond", diamond="", masthead=0.7),
        replace(FAYLLAR, key="fayllar-older", trail=" ", every=1, doubled=0.3, nbsp=0.0),
        replace(FAYLLAR, key="fayllar-numbers", numbers=True, note_gap=False),
        Carrier(
            "pypdf", trail="", keep=0, nbsp=0, runs=False, call="mixed", numbers=True, gap=0,
            blank=0, note_gap=False, angle=True, comma=0, kern=0.02, glyphs=0.004,
            floats_first=True,
        ),
        replace(BARE, key="plain", numbers=True, gap=1, diamond="◆", angle=True),
        BARE,
        FLOW,
        # poppler: a form feed starts a page, blocks are parted by empty lines, calls are glued
        replace(BARE, key="pdftotext", numbers=True, feed=True, loose=1.0, diamond="u", angle=True),
        replace(BARE, key="pdftotext-layout", numbers=True, feed=True, indent=True, angle=True,
                diamond="◆", cells="     "),
        replace(BARE, key="pdftotext-raw", numbers=True, feed=True, angle=True, diamond="u",
                bullet="\uf0b7"),
        # pdfminer: a blank ends each line, cells stand alone
        replace(BARE, key="pdfminer", numbers=True, feed=True, loose=1.0, trail=" ", keep=1.0,
                angle=True, diamond="u", cells="\n"),
        replace(FLOW, key="web", apart=False, call="bracket", bullet="-", cells=" | "),
        replace(FLOW, key="markdown", call="caret", marks=True, bullet="-", cells=" | "),
        replace(FLOW, key="wrapped", wrap=72, call="bracket"),
        replace(FLOW, key="counted", count=11, call="super"),
    )
}  # fmt: skip
