"""The closed vocabulary of labels: what a stretch is, and how its characters read.

A character has one role in each of two layers. The *zone* says what the stretch is; the *inline*
role says what the character contributes to the reading text. The flow of a zone is a function of
the zone alone, so that no fact is said twice.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Zone(IntEnum):
    """What a stretch of the source is. Zero means that nobody has claimed it yet."""

    UNCLAIMED = 0
    # not the report
    SITE_NOISE = 1  # printed by the repository site or the program that made the copy
    BLANK = 2  # empty lines, and the white space nothing else speaks for
    DUPLICATE = 3  # printed twice because of the cut or a second crawl; linked to what is kept
    # forme work: printed by the publisher on each page
    RUNNING_HEAD = 10
    FOLIO = 11
    MASTHEAD = 12
    # front matter
    TITLE = 20
    SUBTITLE = 21
    BYLINE = 22
    AUTHOR_NOTE = 23
    CONTENTS = 24
    IMPRINT = 25
    BOARDS = 26
    COVER = 27
    # the text
    HEADING = 40
    PARAGRAPH = 41
    ITEM = 42
    QUOTE = 43
    VERSE = 44  # lines whose ends are kept: poems, code, plain tables
    CAPTION = 45
    TABLE = 46
    CREDIT = 47  # the "source:" and "note:" lines under a table or figure
    SIGNATURE = 48
    GARBLED = 49  # kept, not understood: torn columns, glyph codes
    # back matter
    BACK_COVER = 60
    # beside the text
    NOTE = 80


class Inline(IntEnum):
    """What a character contributes to the reading of its block."""

    TEXT = 0  # itself; a no-break space reads as a space
    WRAP = 1  # a soft line end or a run of blanks: one space
    JOIN = 2  # nothing: a line end inside a word or an address, blanks at a line's start
    END = 3  # the line end that closes a block: nothing
    LINE = 4  # a line end that is kept as one
    CALL = 5  # the siglum of a note, standing in the text: nothing (TEI shows the note)
    DROP_CAP = 6  # itself, set large
    SOFT_HYPHEN = 7  # a hyphen that is there only because the line ended: nothing
    HARD_HYPHEN = 8  # a hyphen at a line end that belongs to the word: itself
    MARKER = 9  # a bullet or an item's number: nothing (TEI shows it as a rendition or label)
    LABEL = 10  # the number printed before a note: nothing (TEI shows it as n)
    ILLEGAL = 11  # a character XML cannot hold: nothing (TEI shows a gap)


class Flow(StrEnum):
    """Which stream of reading a zone belongs to."""

    MAIN = "main"
    NOTES = "notes"
    FURNITURE = "furniture"  # kept, but not read: running heads, folios, mastheads
    NONE = "none"  # not part of the report


FLOW: dict[Zone, Flow] = {
    zone: (
        Flow.NONE
        if zone < Zone.RUNNING_HEAD
        else Flow.FURNITURE
        if zone < Zone.TITLE
        else Flow.NOTES
        if zone is Zone.NOTE
        else Flow.MAIN
    )
    for zone in Zone
}

MAIN = frozenset(zone for zone, flow in FLOW.items() if flow is Flow.MAIN)
"""Zones of the report's own text."""

LINE_END_ROLES = frozenset({Inline.WRAP, Inline.JOIN, Inline.END, Inline.LINE})
"""Inline roles that the end of a line can have."""
