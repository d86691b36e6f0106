"""What the sentences of a language are made of: word lists, patterns, the printed names of parts.

Patterns have slots in braces; `Prose` fills them. All matters, places and people are invented.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.press.model import words


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The language of a report.

    Attributes:
        key: its code, as metadata have it.
        adj: attributes of nouns; ``noun``: things; ``groups``: people, plural; ``places``.
        noun: see ``adj``.
        groups: see ``adj``.
        places: see ``adj``.
        verbs: what a thing does to a thing.
        past: what people did to a thing.
        openers: how a sentence may begin, without the comma.
        adjuncts: how it may end, without the full stop.
        months: for running text.
        patterns: whole sentences.
        decoys: sentences that look like furniture of a page or a site.
        titles: of works; ``subtitles``; ``heads``: of sections; ``captions``: of floats.
        subtitles: see ``titles``.
        heads: see ``titles``.
        captions: see ``titles``.
        free: a running head in words that are not those of the title.
        lead_in: the sentence before a list, without its colon.
        opening: how a summary begins.
        posts: what an author is.
        given: first names, and ``middle`` ones (may be empty), and ``surnames``.
        middle: see ``given``.
        surnames: see ``given``.
        parts: printed names: ``foreword introduction conclusion summary acknowledgments
            references appendix about notes contents table figure source note box by edited``.
        title_case: whether titles are set with capitals.
    """

    key: str
    adj: tuple[str, ...]
    noun: tuple[str, ...]
    groups: tuple[str, ...]
    places: tuple[str, ...]
    verbs: tuple[str, ...]
    past: tuple[str, ...]
    openers: tuple[str, ...]
    adjuncts: tuple[str, ...]
    months: tuple[str, ...]
    patterns: tuple[str, ...]
    decoys: tuple[str, ...]
    titles: tuple[str, ...]
    subtitles: tuple[str, ...]
    heads: tuple[str, ...]
    captions: tuple[str, ...]
    free: str
    lead_in: str
    opening: str
    posts: tuple[str, ...]
    given: tuple[str, ...]
    middle: tuple[str, ...]
    surnames: tuple[str, ...]
    parts: dict[str, str]
    title_case: bool = True


ADJ = words(
    "regional maritime fiscal cautious uneven durable modest coastal bilateral informal provincial "
    "long-term short-lived state-owned seasonal multilateral domestic technical strategic "
    "incremental opaque ambitious export-led low-cost civil-military contested overlapping "
    "underfunded far-reaching voluntary cross-border inland legal industrial administrative public"
)
NOUN = words(
    "framework corridor subsidy tariff ministry cabinet alliance treaty registry levy pipeline "
    "harbor shipyard grid census quota consortium parliament port regulator workforce satellite "
    "railway reservoir forum budget insurer utility exporter lender archive ferry tribunal bureau "
    "fishery smelter refinery surveyor cooperative observatory hydrographer customs-house"
)
GROUPS = (
    "negotiators",
    "planners in the capital",
    "lenders",
    "small exporters",
    "customs inspectors",
    "the fishing fleets",
    "provincial governments",
    "shipowners",
    "bilateral donors",
    "railway engineers",
    "opposition legislators",
    "outside analysts",
    "port authorities",
    "insurance markets",
    "rural voters",
    "grid operators",
    "junior officers",
    "trade unions",
    "tax offices",
    "the coastal municipalities",
    "state-owned banks",
    "foreign contractors",
    "both governments",
    "middle-ranking officials",
)
PLACES = (
    "Velmara",
    "the Osk Islands",
    "Karsovia",
    "Port Ilmenau",
    "the Tarn Strait",
    "the Lower Beshik",
    "Queensreach",
    "Mavrin",
    "the Dorran Republic",
    "Saint-Évrard",
    "North Halden",
    "the Qashlu basin",
    "Ardenmoor",
    "Nova Címbria",
    "the Gulf of Tessaly",
    "Hallevik",
    "the United States",
    "Nan Shui",
    "the Pelor Union",
    "Żarnów Bay",
)
VERBS = (
    "has widened",
    "rarely constrains",
    "continues to shape",
    "could undermine",
    "now rests on",
    "has outgrown",
    "tends to reward",
    "failed to anticipate",
    "depends heavily on",
    "would complicate",
    "has already altered",
    "is likely to delay",
    "does little to protect",
    "quietly replaced",
    "sits uneasily with",
    "reinforces",
    "was designed to offset",
    "remains hostage to",
)
PAST = (
    "resisted",
    "postponed",
    "welcomed",
    "rewrote",
    "misjudged",
    "funded",
    "tested",
    "abandoned",
    "revived",
    "disputed",
    "mapped",
    "expanded",
    "audited",
    "inherited",
    "renegotiated",
    "overlooked",
)
OPENERS = (
    "At the same time",
    "In practice",
    "By contrast",
    "For most of the decade",
    "To a lesser extent",
    "Seen from {place}",
    "Under the new arrangement",
    "Even so",
    "Nonetheless",
    "As a result",
    "Outside {place}",
    "Since {year}",
    "Between {year} and {later}",
    "In the {year}–{short} budget cycle",
    "Three years later",
    "More recently",
    "On paper",
)
ADJUNCTS = (
    "for reasons that have little to do with {noun} policy",
    "at a cost of ${num} million",
    "in spite of the {adj} {noun}",
    "well before {month} {year}",
    "across {place}",
    "without a {adj} {noun} of its own",
    "and with it the {adj} balance in {place}",
    "through at least {year}",
    "by roughly {pct} percent a year",
    "where the {noun} is weakest",
    "as the {noun} dispute of {year} made plain",
    "whenever {group} ask for relief",
    "on terms set in {place}",
    "for the post–{noun} generation",
    "despite warnings from the {noun} lobby",
)
MONTHS = words("January March April June July September October November")
PATTERNS = (
    "The {adj} {noun} in {place} {verb} the {adj} {noun2}{tail}.",
    "{Group} {past} the {noun} {adjunct}, and {group2} {past2} it {adjunct2}.",
    "{opener}, {group} {past} a {adj} {noun} {adjunct}.",
    "Although the {noun} {verb} the {noun2}, {group} {past} the {adj} alternative{tail}.",
    "What {group} {past} was not the {noun} but the {adj} {noun2} {adjunct}.",
    "{opener}, the {noun} of {place} {verb} every {adj} {noun2} that {group} {past}.",
    "If {group} had {past} the {noun} earlier, {place} might have kept its {adj} {noun2}.",
    "It is a {adj} {noun}—one that {group} {past}{tail}—rather than a {adj2} {noun2}.",
    "The {noun}, the {noun2}, and the {adj} {noun3} all point to the same weakness in {place}.",
    "{Group} in {place} describe the {noun} as “{adj}, {adj2}, and long overdue.”",
    "Neither the {adj} {noun} nor the {noun2} {verb} what {group} {past} {adjunct}.",
    "A {adj} {noun} (and, to some degree, a {adj2} {noun2}) {verb} {group}{tail}.",
    "How far {group} can carry the {noun} {adjunct} remains an open question.",
    "The {adj} {noun} {verb} the interests of {group}; the {noun2} does not.",
    "{opener}, {place} spent {num} million dollars on a {noun} that {group} {past}.",
    "Few of the {num} proposals that {group} {past} survived the {adj} review of {year}.",
)
DECOYS = (
    "The ledger of {place} records bet {k}/28 beside the {adj} {noun} of {year}.",
    "Readers of the {noun} survey will find the figure on Page {k}/10 of its {adj} annex.",
    "The {adj} {noun} of {place} was to be closed before the end of {year}.",
    "{year} was the first year in which {group} {past} a {noun} {adjunct}.",
    "The U.S. {noun} was smaller than the {adj} {noun2}, but the U.S. share of it grew.",
    "Its {noun} numbers 15, 16, and 17 were never {past}, and number {k} was lost.",
    "By {year}, the count of {noun} sites in {place} stood at {num}.",
    "(1) the {noun} was {past}, (2) the {noun2} was not, and (3) {group} noticed.",
    "The {noun} carried the words NBR SPECIAL REPORT on a {adj} label in {place}.",
    "{Group} called the site “Download” and gave its size as 0.{k} Mb. in the {noun} file.",
    "The reference #{num}{num} in the {adj} {noun} list belongs to {group}.",
    "No. {k} of the {noun} series, i.e., the {adj} one, cost $1.{k} billion vs. $2.4 billion.",
    "Mr. Dlamini-Ōta, Dr. Løvås Jr., and Gen. St. Clair {past} the {adj} {noun} in {place}.",
    "In {month} {year}, the cabinet of {place} {past} a naïve plan vis-à-vis the {noun}.",
    "Page {k}/30 of the {adj} {noun} annex was left blank.",
    "“Share with your friends:” was the slogan that {group} {past} in {year}.",
    "The {noun} file weighed 0.{k} Mb. and was dated 12.0{d}.{year}.",
    "• was the sign by which {group} marked a {adj} {noun}, and – the sign for a {noun2}.",
    "Table {d} of the {noun} report was never {past}, nor was Figure {k}.",
    "[{k}] stood beside the name of the {noun} in the list of {year}.",
)
GIVEN = words(
    "Annika María Tomasz Li-Hua Eleanor Kwame Søren Ji-won Rosalind Émile Priya Dag Chinedu "
    "Ottoline "
    "Yusuf Halvard Marguerite Ngozi Teodor Ines Callum Björk Aoife Hiroko Lázaro Wren "
    "Jean-Baptiste Þóra Nguyễn K.V.S. D’Arcy"
)
MIDDLE = ("B.", "J.", "L.", "R.", "Stapley", "", "", "van der", "de la", "Abd al-Hadi", "Ó")
SURNAME = words(
    "Okonjo-Reyes SooTann Lindqvist Márquez VerHolt Tanaka Brandvold Solís O'Dwyer Kessler Haugen "
    "Abernathy Draudt-Vela Pak Joo Chungwa MacRae Ferreira Wójcik Nakamura Østby Quill Thornbury "
    "Iyer Castellanos Rowe Nwosu Petrossian Vance Ulloa Şahin Đurić Łącki Núñez-Ōta"
)
POSTS = (
    "a Senior Fellow and Director of the {Adj} {Noun} Program at the {Place} Foundation",
    "an Associate Professor of {Adj} Studies at the University of {Place}",
    "the Holder of the {Adj} {Noun} Chair at {Place} College",
    "a nonresident analyst with the {Noun} and {Noun2} Initiative in {Place}",
    "Vice President for {Noun} Research at the {Place} Council on {Adj} Affairs",
)

EN = Lexicon(
    key="en",
    adj=ADJ,
    noun=NOUN,
    groups=GROUPS,
    places=PLACES,
    verbs=VERBS,
    past=PAST,
    openers=OPENERS,
    adjuncts=ADJUNCTS,
    months=MONTHS,
    patterns=PATTERNS,
    decoys=DECOYS,
    titles=(
        "The {adj} {noun} of {place}",
        "{place}’s {noun} Policy",
        "{adj} {noun}, {adj2} {noun2}",
        "{place} in a {adj} Context",
        "Why the {noun} Matters: The {adj} View",
    ),
    subtitles=("{adj} {noun} after {year}",),
    heads=(
        "A {adj} {noun}",
        "The {noun} of {place}",
        "{adj} {noun} and {adj2} {noun2}",
        "Implications for {place}",
        "Key {noun} Options after {year}",
        "What the {noun} Cannot Do",
        "The {noun} Options",
    ),
    captions=("{adj} {noun} by {noun2}, {year}–{later}",),
    free="{noun} {noun2} Policy",
    lead_in="Three points about the {adj} {noun} follow",
    opening="This {unit} considers the {adj} {noun} of {place}",
    posts=POSTS,
    given=GIVEN,
    middle=MIDDLE,
    surnames=SURNAME,
    parts={
        "introduction": "Introduction",
        "foreword": "Foreword",
        "conclusion": "Conclusion",
        "summary": "Executive Summary",
        "acknowledgments": "Acknowledgments",
        "references": "References",
        "appendix": "Appendix",
        "about": "About the Authors",
        "notes": "Notes",
        "contents": "TABLE OF CONTENTS",
        "table": "Table",
        "figure": "Figure",
        "source": "Source",
        "note": "Note",
        "by": "By ",
        "edited": "Edited by ",
        "units": "essay chapter report",
    },
)
