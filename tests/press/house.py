"""House styles: what one publisher prints differently from another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class House:
    """The typographic habits of a publisher.

    Attributes:
        key: name in options.
        publisher: as a catalogue has it.
        series: title of the series, empty if none.
        masthead: lines on title pages and openers; slots ``{number}``, ``{month}``, ``{year}``.
        recto: running head of odd pages; slots ``{short}``, ``{surnames}``, ``{n}``.
        verso: running head of even pages; also ``{month}``, ``{year}``, ``{title}``.
        folio: ``own`` (a line before the head), ``after`` (a line after it), ``in`` (inside it).
        openers: whether each essay has a title page and a summary page.
        drop_cap: whether first paragraphs start with a large letter.
        numbered: whether heads carry numbers (``1.``, ``1.1.``).
        hyphenate: whether words are broken at line ends.
        note_form: how a note at the foot starts; slot ``{n}``.
        restart: whether notes count from 1 in each essay.
        measures: mean characters per line of body, summary and notes.
        anchors: imprint sentences that name the house.
    """

    key: str
    publisher: str
    series: str
    masthead: tuple[str, ...]
    recto: str
    verso: str
    folio: str = "own"
    openers: bool = True
    drop_cap: bool = True
    numbered: bool = False
    hyphenate: bool = False
    note_form: str = " {n} "
    restart: bool = True
    measures: tuple[int, int, int] = (94, 87, 126)
    anchors: tuple[str, ...] = ()


NBR = House(
    key="nbr",
    publisher="The National Bureau of Asian Research",
    series="NBR Special Report",
    masthead=(
        "the national bureau of asian research",
        "nbr special report #{number} | {month_lower} {year}",
    ),
    recto="{short} ◆ {surnames}",
    verso="NBR SPECIAL REPORT ◆ {month_upper} {year}",
    anchors=(
        "The NBR Special Report provides access to current research on the topics of the day.",
        "This report may be reproduced for personal use.",
        "This is the {ordinal} NBR Special Report.",
        "© {year} by The National Bureau of Asian Research.",
    ),
)

CSIS = House(
    key="csis",
    publisher="Center for Strategic and International Studies",
    series="",
    masthead=("A Report of the CSIS {program} Program",),
    recto="{title} | {n}",
    verso="{surnames_plain} | {n}",
    folio="in",
    openers=False,
    drop_cap=False,
    hyphenate=True,
    note_form="{n}. ",
    restart=False,
    measures=(88, 88, 104),
    anchors=(
        "CSIS does not take specific policy positions.",
        "© {year} by the Center for Strategic and International Studies. All rights reserved.",
    ),
)

CHATHAM = House(
    key="chatham",
    publisher="Chatham House",
    series="",
    masthead=("Research Paper", "{program} | {month} {year}"),
    recto="{title}",
    verso="{n} | Chatham House",
    folio="in",
    openers=False,
    drop_cap=False,
    numbered=True,
    note_form="{n} ",
    restart=False,
    measures=(92, 92, 118),
)

SIPRI = House(
    key="sipri",
    publisher="Stockholm International Peace Research Institute",
    series="",
    masthead=("stockholm international peace research institute",),
    recto="{short_lower}   {n}",
    verso="{n}   {title_lower}",
    folio="in",
    openers=False,
    drop_cap=False,
    numbered=True,
    hyphenate=True,
    note_form="{n} ",
    restart=False,
    measures=(80, 80, 100),
    anchors=("The Governing Board is not responsible for the views expressed.", "© SIPRI {year}"),
)

PLAIN = House(
    key="plain",
    publisher="The Halden Institute",
    series="Halden Working Papers",
    masthead=("Halden Working Papers {number}",),
    recto="",
    verso="",
    openers=False,
    drop_cap=False,
    folio="after",
    note_form="[{n}] ",
    restart=False,
    measures=(78, 78, 92),
)

HOUSES = {house.key: house for house in (NBR, CSIS, CHATHAM, SIPRI, PLAIN)}
