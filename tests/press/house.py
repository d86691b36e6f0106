"""House styles: what one publisher prints differently from another."""

from __future__ import annotations

from dataclasses import dataclass

from tests.press.lexicon import EN, Lexicon
from tests.press.lexicon_ru import RU
from tests.press.lexicon_uz import UZ

ROMANS = "0 I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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
        folio: how a page number is printed that stands alone; slot ``{n}``.
        at_foot: whether head and folio stand at the foot of the page.
        openers: whether each essay has a title page and a summary page.
        drop_cap: whether first paragraphs start with a large letter.
        numbering: of heads by level (``{c}`` chapter, ``{s}`` section), or empty.
        capitals: whether heads of the first level are set in capitals.
        hyphenate: whether words are broken at line ends.
        note_form: how a note at the foot starts; slot ``{n}``.
        restart: whether notes count from 1 in each essay.
        endnotes: whether notes stand behind the text under a head of their own.
        bullets: signs of list items by level.
        counting: forms of numbered items; slots ``{n}`` and ``{a}``.
        caption: how label and title of a float are joined; slots ``{label}``, ``{text}``.
        extras: parts around the text: ``acknowledgments box references appendix about``.
        measures: mean characters per line of body, summary and notes.
        anchors: imprint sentences that name the house.
        lexicon: the language.
    """

    key: str
    publisher: str
    series: str
    masthead: tuple[str, ...]
    recto: str
    verso: str
    folio: str = "{n}"
    at_foot: bool = False
    openers: bool = True
    drop_cap: bool = True
    numbering: tuple[str, ...] = ()
    capitals: bool = False
    hyphenate: bool = False
    note_form: str = " {n} "
    restart: bool = True
    endnotes: bool = False
    bullets: tuple[str, str] = ("•", "°")
    counting: tuple[str, ...] = ("{n}.",)
    caption: str = "{label} {text}"
    extras: tuple[str, ...] = ()
    measures: tuple[int, int, int] = (94, 87, 126)
    anchors: tuple[str, ...] = ()
    lexicon: Lexicon = EN

    def number(self, level: int, chapter: int, section: int) -> str:
        """What stands before a head of that level, with its blank; empty if nothing does."""
        if level > len(self.numbering):
            return ""
        return self.numbering[level - 1].format(
            c=chapter, s=section, roman=ROMANS[chapter % len(ROMANS)], a=ALPHABET[section - 1]
        )


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
    openers=False,
    drop_cap=False,
    numbering=("{c}. ", "{c}.{s}. "),
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
    openers=False,
    drop_cap=False,
    numbering=("{c}. ", "{c}.{s}. "),
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
    note_form="[{n}] ",
    restart=False,
    measures=(78, 78, 92),
)

RAND = House(
    key="rand",
    publisher="Halden Quay Corporation",
    series="",
    masthead=("Research Report",),
    recto="",
    verso="",
    at_foot=True,
    openers=False,
    drop_cap=False,
    numbering=("Chapter {c}. ",),
    restart=False,
    bullets=("•", "–"),
    counting=("{n}.",),
    caption="{label}. {text}",
    extras=("acknowledgments", "box", "references", "appendix"),
    measures=(86, 86, 100),
    anchors=("The views of the clients and sponsors are their own.",),
)

CARNEGIE = House(
    key="carnegie",
    publisher="Osk Endowment for Peace",
    series="",
    masthead=(),
    recto="{surnames}   {n}",
    verso="{n}   {title_upper}",
    openers=False,
    drop_cap=False,
    capitals=True,
    hyphenate=True,
    note_form="{n} ",
    restart=False,
    endnotes=True,
    bullets=("•", "•"),
    extras=("acknowledgments", "about"),
    measures=(84, 84, 96),
    anchors=(
        "The endowment does not take institutional positions.",
        "© {year} All rights reserved.",
    ),
)

BRIEFING = House(
    key="briefing",
    publisher="Institute for Strait Studies",
    series="",
    masthead=("POLICY BRIEFING",),
    recto="{title}   Page {n}",
    verso="{title}   Page {n}",
    at_foot=True,
    openers=False,
    drop_cap=False,
    numbering=("{roman}. ", "{a}. "),
    note_form="[{n}] ",
    restart=False,
    bullets=("–", "–"),
    counting=("({n})", "{a})", "({a})"),
    caption="{label}: {text}",
    extras=("box", "about"),
    measures=(72, 72, 84),
)

MOSCOW = House(
    key="moscow",
    publisher="Институт прибрежной политики",
    series="",
    masthead=("Аналитический доклад № {number}",),
    recto="{title}",
    verso="{surnames_plain}",
    folio="– {n} –",
    openers=False,
    drop_cap=False,
    numbering=("{c}. ", "{c}.{s}. "),
    hyphenate=True,
    note_form="{n} ",
    restart=False,
    bullets=("—", "–"),
    counting=("{n})", "{n}."),
    caption="{label}. {text}",
    extras=("references", "appendix"),
    measures=(80, 80, 96),
    anchors=("© Институт прибрежной политики, {year}",),
    lexicon=RU,
)

TASHKENT = House(
    key="tashkent",
    publisher="Sohil tadqiqotlari markazi",
    series="",
    masthead=("Tahliliy hisobot",),
    recto="",
    verso="",
    openers=False,
    drop_cap=False,
    capitals=True,
    note_form="{n} ",
    restart=False,
    bullets=("•", "–"),
    counting=("{n}.", "{n})"),
    extras=("references",),
    measures=(76, 76, 92),
    anchors=("© Sohil tadqiqotlari markazi, {year}",),
    lexicon=UZ,
)

HOUSES = {
    house.key: house
    for house in (
        NBR, CSIS, CHATHAM, SIPRI, PLAIN, RAND, CARNEGIE, BRIEFING, MOSCOW, TASHKENT,
    )
}  # fmt: skip
