"""Whatever the labels say, the document is valid and reads as they say (laws 4 and 7)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.core import Edit, EditKind, Fact, Inline, Link, LinkKind, Mark, Sheet, Source, Zone
from archivist.core.edition import Copy, Edition, Gap, Report, Unit
from archivist.core.outline import outline
from archivist.tei.encoding import Software
from archivist.tei.inline import uri
from archivist.tei.write import write_tei

SOFTWARE = Software("archivist", "0")
KEPT = [zone for zone in Zone if zone >= Zone.RUNNING_HEAD]
LINES = ("one two", "a\tb", "www.example.org/a%b[", "\u2022 x", "7", "\u00a0", "-")
DIVISIONS = ("", "foreword", "executive-summary", "policy-implications", "contents", "chapter")
FACTS = ("page", "head-level", "item-level", "item-number", "note-number", "guessed-start")


def edition_of(sheet: Sheet, **changes: object) -> Edition:
    made = Edition(
        sheet=sheet,
        outline=outline(sheet),
        report=Report(id="r", key="k"),
        copies=(Copy(sheet.sources[0], 0),),
        publisher="generic",
        profiles={},
        findings=(),
    )
    for name, value in changes.items():
        object.__setattr__(made, name, value)
    return made


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Blocks of one to three lines, of any zone, with any facts, calls and notes."""
    drawn = draw(
        st.lists(
            st.tuples(
                st.sampled_from(KEPT), st.lists(st.sampled_from(LINES), min_size=1, max_size=3)
            ),
            max_size=14,
        )
    )
    entries: list[Mark | Fact | Edit | Link] = []
    text, calls, notes, starts = "", [], [], []
    for zone, lines in drawn:
        start = len(text)
        starts.append(start)
        if zone is Zone.NOTE:
            notes.append(start)
        for n, line in enumerate(lines):
            at = len(text)
            end = at + len(line)
            text += line + "\n"
            last = n == len(lines) - 1
            role = (
                Inline.END
                if last
                else draw(st.sampled_from([Inline.WRAP, Inline.JOIN, Inline.LINE]))
            )
            entries.append(Mark(end, end + 1, role, "t:line-end"))
            inline = draw(
                st.sampled_from([None, None, Inline.CALL, Inline.MARKER, Inline.DROP_CAP])
            )
            if inline is not None:
                entries.append(Mark(at, at + 1, inline, "t:inline"))
            if inline is Inline.CALL:
                calls.append(at)
        entries.append(Mark(start, len(text), zone, "t:zone"))
        for name in draw(st.lists(st.sampled_from(FACTS), max_size=2)):
            value = draw(st.sampled_from(["1", "2", "", "xiv", "*"]))
            entries.append(Fact(name, value, start, start, "t:fact"))
        if zone is Zone.HEADING and (kind := draw(st.sampled_from(DIVISIONS))):
            entries.append(Fact("division", kind, start, start + 1, "t:fact"))
    for call, note in zip(calls, draw(st.permutations(notes)), strict=False):
        entries.append(Link(LinkKind.CALL_NOTE, call, note, "t:link"))
    if text and draw(st.booleans()):
        at = draw(st.integers(0, len(text) - 1))
        entries.append(Edit(at, at, EditKind.GAP, "lost", "t:gap", "words lost"))
    sheet = Sheet.of(Source.of(text or "\n"))
    if not text:
        entries.append(Mark(0, 1, Zone.SITE_NOISE, "t:noise"))
    units = sorted(draw(st.sets(st.sampled_from(starts), max_size=3))) if starts else []
    gaps = tuple(Gap(at, 1, 2) for at in draw(st.sets(st.integers(0, len(text)), max_size=2)))
    report = Report(
        id="r",
        key="k",
        date=draw(st.sampled_from(["", "2017-07", "2017-13", "July"])),
        units=tuple(Unit(start, "T") for start in units),
    )
    return edition_of(sheet.add(entries), report=report, gaps=gaps)


@settings(max_examples=150, deadline=None)
@given(editions())
def test_any_labels_give_a_valid_document_with_their_reading(edition: Edition) -> None:
    assert write_tei(edition, SOFTWARE).startswith(b"<?xml")


def test_a_copy_that_is_all_noise_says_that_it_holds_no_text() -> None:
    sheet = Sheet.of(Source.of("Download 1 Mb.\n")).add([Mark(0, 15, Zone.SITE_NOISE, "t:noise")])
    data = write_tei(edition_of(sheet), SOFTWARE)
    assert b"the text of the body is not in this copy" in data
    assert b"[title not in the copy]" in data
    assert b"Download" not in data


def test_a_head_behind_text_opens_a_division_of_its_own() -> None:
    sheet = Sheet.of(Source.of("Foreword\nWords.\nThanks\nMore.\n")).add(
        [
            Mark(0, 9, Zone.HEADING, "t:z"),
            Fact("division", "foreword", 0, 8, "t:f"),
            Mark(9, 16, Zone.PARAGRAPH, "t:z"),
            Mark(16, 23, Zone.HEADING, "t:z"),
            Mark(23, 29, Zone.PARAGRAPH, "t:z"),
            *(Mark(at, at + 1, Inline.END, "t:e") for at in (8, 15, 22, 28)),
        ]
    )
    data = write_tei(edition_of(sheet), SOFTWARE).decode()
    assert data.count("<head") == 2
    assert data.count("<div ") == 2


def test_tabs_part_the_cells_of_a_table() -> None:
    sheet = Sheet.of(Source.of("a\tb\n1\t2\n")).add(
        [
            Mark(0, 8, Zone.TABLE, "t:z"),
            Mark(3, 4, Inline.LINE, "t:l"),
            Mark(7, 8, Inline.END, "t:e"),
        ]
    )
    data = write_tei(edition_of(sheet), SOFTWARE).decode()
    assert "<row><cell>a</cell><cell>b</cell></row><row><cell>1</cell><cell>2</cell></row>" in data


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("www.example.org/a b", "http://www.example.org/a%20b"),
        ("https://example.org/50%", "https://example.org/50%25"),
        ("http://[broken", "http://%5Bbroken"),
        ("http://a:port/x", None),
    ],
)
def test_addresses_are_made_fit_for_a_target_or_left_without(
    address: str, target: str | None
) -> None:
    assert uri(address) == target
