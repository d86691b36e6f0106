"""PDF set by a real engine: what a whole page comes out as."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import typst

from archivist.core import Origin, Source
from archivist.core.source import Hint
from archivist.readers import read_pdf

SENTENCES = (
    "The harbour of the lower town was dredged in the spring of that year.",
    "Pilots had asked for lights on both moles, and the board gave them one.",
    "No ship of more than nine feet could pass the bar before the autumn tides.",
    "What the surveyors reported to the ministry was never printed in full.",
    "Trade in timber rose, although the customs house burnt down twice.",
    "Nobody expected the railway to take the grain away within a decade.",
)


def prose(count: int, start: int = 0) -> str:
    return " ".join(SENTENCES[(start + k) % len(SENTENCES)] for k in range(count))


REPORT = f"""
#set page(paper: "us-letter", margin: (x: 1.1in, y: 1in), header: context {{
  let n = counter(page).get().first()
  if calc.odd(n) [#align(right)[THE LOWER HARBOUR ◆ MOLE #h(2em) #n]]
  else [#n #h(2em) HARBOUR REPORT ◆ MAY 1911]
}})
#set text(size: 11pt, font: "Libertinus Serif")
#set super(typographic: false)
#set par(justify: true, first-line-indent: 1.2em)
#show heading.where(level: 1): set text(size: 15pt)
#show heading.where(level: 2): set text(size: 12.5pt)
= The Bar and the Tides
{prose(9)}#footnote[Harbour board, minutes of May.] {prose(8, 2)}

{prose(12, 3)}#footnote[See the survey, sheet four. {prose(2)}]

== Lights
- {prose(2)}
- {prose(2, 3)}
  - {prose(2, 4)}
#figure(table(columns: 3, [Year], [Ships], [Tons], [1909], [120], [4.5],
  [1910], [131], [5.1], [1911], [144], [6.0]), caption: [Ships by year])
{prose(40)}

{prose(30, 1)}
== Pilots
{prose(45, 2)}
"""

COLUMNS = f"""
#set page(paper: "us-letter", margin: (x: 0.9in, y: 1in), columns: 2)
#set text(size: 10pt, font: "Libertinus Serif")
#set par(justify: true, first-line-indent: 1em)
#set super(typographic: false)
#place(top + center, scope: "parent", float: true)[#text(size: 20pt)[A Report in Columns]]
{prose(30)} End of the first.

Second paragraph. {prose(16, 1)}#footnote[A note in a column.] {prose(10, 2)}

Third paragraph. {prose(22, 3)}
"""

PIECES = f"""
#set page(paper: "us-letter")
#set text(size: 11pt, font: "Libertinus Serif")
#grid(columns: (30pt, 1fr), text(size: 38pt)[O], [{"ne" + prose(5)[3:]}])

{prose(8)}

#text(tracking: 0.22em, size: 8pt)[FIGURE 2] #h(1em) Depth of the bar

{prose(6)}
"""


@cache
def typeset(text: str) -> bytes:
    return bytes(typst.compile(text.encode()))


def read(text: str) -> Source:
    source = read_pdf(typeset(text), Origin("set.pdf"))
    assert isinstance(source, Source)
    return source


def hinted(source: Source, *hints: Hint) -> list[str]:
    lines = source.text.split("\n")
    return [lines[i] for i, hint in sorted(source.hints.items()) if hint in hints]


def running(source: Source) -> str:
    """The text with wrapped lines joined and hyphens at line ends taken for soft ones."""
    text = "".join(f"{ln}" if ln.endswith(" ") else f"{ln}\n" for ln in source.text.split("\n"))
    return text.replace("-\n", "").replace("\u00ad\n", "")


def test_heads_have_the_levels_of_their_type():
    source = read(REPORT)
    assert hinted(source, Hint.HEAD1) == ["The Bar and the Tides"]
    assert hinted(source, Hint.HEAD2) == ["Lights", "Pilots"]
    assert hinted(source, Hint.HEAD3) == []


def test_items_rows_and_captions():
    source = read(REPORT)
    assert [t[:8] for t in hinted(source, Hint.ITEM)] == ["• The ha", "• What t"]
    assert len(hinted(source, Hint.ITEM2)) == 1
    rows = hinted(source, Hint.ROW)
    assert rows == ["Year\tShips\tTons", "1909\t120\t4.5", "1910\t131\t5.1", "1911\t144\t6.0"]
    assert hinted(source, Hint.CAPTION) == ["Table 1: Ships by year"]


def test_running_heads_open_each_page_after_the_folio():
    pages = read(REPORT).text.split("\n\n\n")
    assert len(pages) >= 3
    for number, page in enumerate(pages, 1):
        head = "THE LOWER HARBOUR ◆ MOLE" if number % 2 else "HARBOUR REPORT ◆ MAY 1911"
        assert page.split("\n")[:2] == [str(number), head]
    assert read(REPORT).text.count("THE LOWER HARBOUR") == (len(pages) + 1) // 2


def test_calls_stand_alone_and_notes_keep_their_numbers():
    source = read(REPORT)
    lines = source.text.split("\n")
    calls = [i for i, hint in source.hints.items() if hint is Hint.CALL]
    assert [lines[i].strip() for i in calls] == ["1", "2"]
    assert all(lines[i - 1].endswith(".") for i in calls)
    notes = hinted(source, Hint.NOTE)
    assert notes[0].startswith("1 Harbour board")
    assert notes[1].startswith("2 See the survey, sheet four.")
    assert all(lines[lines.index(note) - 1] == "" for note in notes)


def test_paragraphs_come_back_whole():
    source = read(REPORT)
    over_pages = re.sub(r" \n\n\n\d+\n[A-Z◆ 0-9]+\n", " ", source.text)
    text = running(replace(source, text=over_pages))
    assert prose(12, 3) in text.replace("\n", " ")
    assert any(line.strip() == prose(30, 1) for line in text.split("\n"))


def test_columns_are_read_one_after_the_other():
    source = read(COLUMNS)
    text = running(source)
    order = [
        text.index(t)
        for t in (
            "A Report in Columns",
            "End of the first.",
            "Second paragraph.",
            "Third paragraph.",
        )
    ]
    assert order == sorted(order)
    assert f"{prose(30)} End of the first." in text
    assert hinted(source, Hint.NOTE) == ["1 A note in a column."]
    assert len(hinted(source, Hint.PARAGRAPH)) == 3


def test_an_initial_stands_on_a_line_of_its_own_before_the_rest_of_its_word():
    lines = read(PIECES).text.split("\n")
    assert lines[0] == "O"
    assert lines[1].startswith("ne" + prose(5)[3:20])
    assert prose(8) in running(read(PIECES))


def test_letter_spaced_captions_are_put_together():
    assert hinted(read(PIECES), Hint.CAPTION) == ["FIGURE 2 Depth of the bar"]


def test_the_same_bytes_give_the_same_transcript():
    raw = typeset(REPORT)
    one, two = (read_pdf(raw, Origin("a")) for _ in range(2))
    assert isinstance(one, Source)
    assert isinstance(two, Source)
    assert (one.text, one.hints, one.anchors) == (two.text, two.hints, two.anchors)
