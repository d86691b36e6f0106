"""Markdown as converters write it: signs become hints, words stay."""

from __future__ import annotations

import pytest

from archivist.core import Flow, Origin, Source, Zone
from archivist.core.source import Hint
from archivist.profiles import Profiles
from archivist.readers import anchor_of, read_bytes
from archivist.readers.markdown import inline, looks_like_markdown
from archivist.stages.clean import clean
from tests.work import patience

PROSE = "The treaty gave each of the three states a vote, but only two of them ever used it"
REPORT = f"""\
# A River Divided

**A. Nother and B. Example**

![](_page_0_Picture_2.jpeg)

## <span id="page-1-0"></span>**1. Introduction**

{PROSE}.<sup>1</sup> The *council* met in `Alm`, as [the annex](#page-9-0) says.<sup>2</sup>

- The first lock was built in 1910.
  - It was \\*small\\*.
- · The second lock was built in 1934.

| State | Votes<br>cast |
|-------|:-----:|
| **North** | 3 |
| South | 1 |

> {PROSE}, and the mills closed in the winter of that year.

### *The Council*

{PROSE}. None of this was foreseen, and no plan was made for the dry months of the year.

<sup>1</sup> A. Nother, *The River Treaty* (Alm: Alm Press, 1999), 12–14.

<sup>2</sup> Diary of the First Secretary, vol. 7, 33.
"""


def read(text: str, name: str = "report.md") -> Source:
    [source] = read_bytes(text.encode(), Origin(name))
    return source


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("**bold** and *thin* and ***both***", "bold and thin and both"),
        ("__bold__ and _thin_", "bold and thin"),
        ("**Who**: it.<sup>12</sup>", "Who: it.¹²"),
        ("H<sub>2</sub>O, m<sup>th</sup>", "H2O, mth"),
        ("a<br>b <br/> c", "a b c"),
        ("see [the *annex*](x.html), [1](#fn1) and [[2]](#page-1-0)", "see the annex, 1 and [2]"),
        ("<https://a.example/b>", "https://a.example/b"),
        (r"snake\_case \* \[x\]", "snake_case * [x]"),
        ("R&amp;D&nbsp;costs", "R&D\u00a0costs"),
        # what only looks like signs stays
        ("2 * 3 * 4 and a*b*c", "2 * 3 * 4 and a*b*c"),
        ("snake_case_name, a__b__c", "snake_case_name, a__b__c"),
        ("p < 0.05 and q > 3", "p < 0.05 and q > 3"),
        ("* Significant at 5%; ** at 1%", "* Significant at 5%; ** at 1%"),
        ("[1] Ibid. [^3] (see note 2)", "[1] Ibid. [^3] (see note 2)"),
        ("AT&T; Q&A", "AT&T; Q&A"),
        ("![The port](port.png)", "![The port](port.png)"),
    ],
)
def test_signs_go_and_words_stay(written: str, words: str) -> None:
    assert inline(written) == words


def test_the_signs_of_blocks_become_hints() -> None:
    source = read(REPORT)
    lines = source.text.split("\n")
    hinted = {lines[i]: hint for i, hint in source.hints.items()}
    assert hinted == {
        "A River Divided": Hint.HEAD1,
        "1. Introduction": Hint.HEAD2,
        "• The first lock was built in 1910.": Hint.ITEM,
        "◦ It was *small*.": Hint.ITEM2,
        "• The second lock was built in 1934.": Hint.ITEM,
        "State\tVotes cast": Hint.ROW,
        "North\t3": Hint.ROW,
        "South\t1": Hint.ROW,
        f"{PROSE}, and the mills closed in the winter of that year.": Hint.QUOTE,
        "The Council": Hint.HEAD3,
    }
    assert (source.media_type, source.encoding) == ("text/markdown", "")
    assert source.raw == REPORT.encode()


def test_a_line_leads_back_to_its_line_in_the_file() -> None:
    source = read(REPORT)
    line = source.text.split("\n").index("North\t3") + 1
    assert anchor_of(source, line).raw == "| **North** | 3 |"


def test_form_feeds_stay_and_odd_line_ends_move_no_anchor() -> None:
    source = read("one\vtwo\u2028three\x85four\r\n\f" + REPORT)
    assert source.text.startswith("one\ntwo\nthree\x85four\n\fA River Divided\n")
    text = "".join(source.text[a:b] + "\n" for a, b, _ in source.lines)
    assert anchor_of(source, text[: text.index("North\t3")].count("\n") + 1) == (
        "line 18",
        "| **North** | 3 |",
    )


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("# A head ##", "A head"),
        ("# A head \t # ", "A head"),
        ("# In C# and F#", "In C# and F#"),
        ("## #", "#"),
        ("# A head {#a-head .unnumbered}", "A head"),
        ("# Sets {a, b}", "Sets {a, b}"),
        ("####### Seven", "####### Seven"),
    ],
)
def test_hashes_that_close_a_head_go(written: str, words: str) -> None:
    assert read(f"{REPORT}\n\n{written}\n").text.endswith(f"\n{words}\n")


@pytest.mark.parametrize("line", ["# a{}b", "a{}b", "|--{}|x", "a{}<br"])
def test_many_blanks_are_read_in_a_breath(line: str) -> None:
    with patience():
        read(f"{REPORT}\n\n| a |\n{line.format(' ' * 200_000)}\n")


def test_a_report_in_markdown_is_a_report() -> None:
    [edition] = clean([read(REPORT)], Profiles.load())
    blocks = edition.outline.blocks
    assert edition.report.title == "A River Divided"
    assert [b.text for b in blocks if b.zone is Zone.HEADING] == ["1. Introduction", "The Council"]
    assert len([b for b in blocks if b.zone is Zone.NOTE]) == 2
    assert len(edition.sheet.links) >= 2
    text = " ".join(b.text for b in edition.outline.of(Flow.MAIN))
    assert not set("*<>|#") & set(text.replace("*small*", ""))


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}.\n" * 5,
        f"* Significant at 5%.\n** Significant at 1%.\n{PROSE}.\n",
        f"# of units\n{PROSE}.\nP < 0.05 | Q > 3\n",
        f"State | Votes\nNorth | 3\n{PROSE}.\n",
        f"A **lone** star.\n{PROSE}.\n",
        f"|----|\n{PROSE}.\n",
        f"Note: ***p<0.01, **p<0.05, *p<0.1\n0.45** 0.32** 0.11\n{PROSE}.\n" * 4,
    ],
)
def test_plain_text_is_no_markdown(text: str) -> None:
    assert not looks_like_markdown(text)
    assert read(text).media_type == "text/plain"


def hinted(text: str) -> list[tuple[str, Hint | None]]:
    """The lines of a Markdown text that are not empty, with their hints."""
    source = read(f"A **b**, **c** and **d**.\n\n{text}")
    lines = source.text.split("\n")
    return [(line, source.hints.get(i)) for i, line in enumerate(lines) if line][1:]


def test_further_lines_of_a_quotation_or_item_run_on() -> None:
    text = "> One.\n> Two.\n>\n> Three.\n\n* four\n  five\n    - six\nseven\n\neight\n"
    assert hinted(text) == [
        ("One.", Hint.QUOTE),
        ("Two.", Hint.RUN_ON),
        ("Three.", Hint.QUOTE),
        ("• four", Hint.ITEM),
        ("five", Hint.RUN_ON),
        ("◦ six", Hint.ITEM2),
        ("seven", Hint.RUN_ON),
        ("eight", None),
    ]


def test_a_line_alone_over_a_rule_is_a_head_and_rules_go() -> None:
    text = (
        f"Who Paid\n========\n\nFor What\n---\n\n{PROSE}\n---\n\n{PROSE}.\n{PROSE}.\n---\n\n* * *\n"
    )
    assert hinted(text) == [
        ("Who Paid", Hint.HEAD1),
        ("For What", Hint.HEAD2),
        (PROSE, Hint.HEAD2),
        (f"{PROSE}.", None),
        (f"{PROSE}.", None),
    ]


def test_bold_lines_are_heads_where_there_are_no_others() -> None:
    bold = "**Who Paid**\n\n**Table 1. Oil**\n\n**It was so.**\n\n**Not**\nalone\n"
    assert [line for line, hint in hinted(bold) if hint] == ["Who Paid"]
    assert [line for line, hint in hinted(f"# A Head\n\n{bold}") if hint] == ["A Head"]


def test_a_wrapped_report_in_markdown_has_paragraphs_and_quotations() -> None:
    quote = f"> {PROSE},\n> and the mills closed in the\n> winter of that year.\n"
    text = (
        f"# Title\n\n## One\n\n{PROSE}.\nNobody knew.\n\n{quote}\n## Two\n\n- a\n  b\n\n{PROSE}.\n"
    )
    [edition] = clean([read(text)], Profiles.load())
    zones = [b.zone for b in edition.outline.blocks]
    assert zones == [
        Zone.TITLE,
        Zone.HEADING,
        Zone.PARAGRAPH,
        Zone.QUOTE,
        Zone.HEADING,
        Zone.ITEM,
        Zone.PARAGRAPH,
    ]


def test_fenced_code_stands_as_it_is() -> None:
    code = "```\n**x** = <b>1</b>\n# no head\n```\n"
    assert code in read(REPORT + code).text


def test_page_marks_of_the_converter_do_not_glue_heads_to_their_text() -> None:
    page = f"## **{{}}**\n\n{PROSE}. The council met.\n\n{PROSE}, and the mills closed."
    heads = ("Executive Summary", "The Council", "Conclusion")
    text = "\n\n".join(f"{{{n}}}{'-' * 48}\n\n{page.format(h)}" for n, h in enumerate(heads))
    [edition] = clean([read(text)], Profiles.load())
    blocks = edition.outline.blocks
    assert tuple(b.text for b in blocks if b.zone in {Zone.HEADING, Zone.TITLE}) == heads
    assert len(blocks) == 9


def test_a_reference_to_the_end_of_a_line_tears_no_line():
    assert inline("one&#10;two &#8232; and&#11;three *four*") == "one two   and three four"


NOTED = f"""\
# A River Divided

{PROSE}.{{}} The council met in **Alm**, as <https://a.example/> says.{{}}

## Who Paid

{PROSE}. None of this was foreseen, and **no** plan was made for the **dry** months.

"""


@pytest.mark.parametrize(
    "call",
    [
        "[{n}](#fn{n})",
        "[^{n}^](#fn{n})",
        '[^{n}^](#fn{n}){{#fnref{n} .footnote-ref role="doc-noteref"}}',
        '[^{n}^](#fn{n}){{#fnref{n} .footnote-ref\nrole="doc-noteref"}}',
        "[<sup>{n}</sup>](#fn{n})",
        "[\\[{n}\\]](#_ftn{n})",
        '<a href="#fn{n}" id="fnref{n}" class="x"\nrole="doc-noteref"><sup>{n}</sup></a>',
    ],
)
def test_links_to_notes_are_calls(call: str) -> None:
    text = read(NOTED.format(call.format(n=1), call.format(n=2))).text
    assert f"{PROSE}.¹ The council" in text
    assert "says.²\n" in text
    assert "foot" not in text


@pytest.mark.parametrize("before", ["see note ", "(", "["])
def test_numbers_that_are_words_of_the_text_stay(before: str) -> None:
    assert inline(f"{before}[2](#fn2)") == f"{before}2"


BACK = (
    "[↩](#fnref1)",
    "[↩\ufe0e](#fnref1)",
    '[↩](#fnref1){.footnote-back role="doc-backlink"}',
    " [↑](#a)",
    "[\\[back\\]](page.html#b)",
)


@pytest.mark.parametrize("back", BACK)
def test_links_back_to_calls_are_arrows(back: str) -> None:
    assert inline(f"Ibid., 4.{back}") == "Ibid., 4.↩"


def test_other_links_on_arrows_stay_as_words() -> None:
    assert inline("Go [back to the port](#port) or [↩ home](a.html).") == (
        "Go back to the port or ↩ home."
    )


def test_divisions_of_pandoc_go_and_their_numbers_stand_before_the_words() -> None:
    notes = """\
::::: {.section .footnotes role="doc-endnotes"}
1.  ::: {#fn1}
    Ida Lund, *Locks*
    (Halden, 2015), 15.
    :::

2.  <div id="fn2">

    Ibid., 4.

    </div>
:::::
"""
    lines = [line for line, _ in hinted(NOTED.format("", "") + notes)]
    assert lines[-3:] == ["1.  Ida Lund, Locks", "    (Halden, 2015), 15.", "2.  Ibid., 4."]


GRID = """\
  -----------------------
  Port         Tolls
  ------------ ----------
  North Quay   12

  South Quay   *7*
  -----------------------
"""
SIMPLE = """\
Port         Tolls
------------ ----------
North Quay   12
South Quay   *7*
"""


@pytest.mark.parametrize("table", [GRID, SIMPLE])
def test_tables_drawn_with_dashes_are_rows(table: str) -> None:
    rows = [line for line, hint in hinted(f"{NOTED}\n{table}\nIt closed.\n") if hint is Hint.ROW]
    assert rows == ["Port\tTolls", "North Quay\t12", "South Quay\t7"]


def test_rules_that_part_no_columns_are_no_tables() -> None:
    text = f"{NOTED}\nAn end -- and -- another\n---- ----- --\ncloses North.Quay.without.blanks\n"
    assert not [line for line, hint in hinted(text) if hint is Hint.ROW]


def test_hyphens_of_pandoc_are_dashes_where_there_are_no_others() -> None:
    typed = NOTED.format("", "") + "Quays---all of them---closed, 1914--1918, --closed.\n"
    assert "Quays—all of them—closed, 1914–1918, --closed." in read(typed).text
    assert "Quays---all" in read(typed + "It closed – then.\n").text


def test_numbered_notes_that_are_set_in_are_no_quotations() -> None:
    quoted = (
        f"> 1Ida Lund, *Locks*.\n\n> 2https://a.example/b.\n\n> {PROSE}.\n\n> 12 men drowned.\n"
    )
    kinds = [(line, hint) for line, hint in hinted(NOTED.format("", "") + quoted)][-4:]
    assert kinds == [
        ("1Ida Lund, Locks.", None),
        ("2https://a.example/b.", None),
        (f"{PROSE}.", Hint.QUOTE),
        ("12 men drowned.", Hint.QUOTE),
    ]


def test_the_source_below_a_table_is_its_credit() -> None:
    table = "| Port | Tolls |\n|---|---|\n| North | 12 |\n\nSource: *Harbor Board*, 1990.\n"
    text = f"{NOTED.format('', '')}{table}\n{PROSE}.\n\nSource: nobody knew it.\n"
    [edition] = clean([read(text)], Profiles.load())
    assert [b.text for b in edition.outline.blocks if b.zone is Zone.CREDIT] == [
        "Source: Harbor Board, 1990."
    ]
