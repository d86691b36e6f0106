"""English sentences about matters that do not exist: varied, never the same one twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.press.model import words

if TYPE_CHECKING:
    from random import Random

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
)


class Prose:
    """A source of sentences for one report; remembers what it has said.

    Args:
        rng: the only source of chance.
        decoys: share of sentences that look like furniture or noise, 0 to 1.
    """

    def __init__(self, rng: Random, *, decoys: float = 0.06) -> None:
        self.rng = rng
        self.decoys = decoys
        self.said: set[str] = set()

    def sentence(self) -> str:
        """A sentence not said before."""
        for _ in range(50):
            bank = DECOYS if self.rng.random() < self.decoys else PATTERNS
            text = self._fill(self.rng.choice(bank))
            if text not in self.said:
                self.said.add(text)
                return text
        raise RuntimeError("the grammar ran dry: add patterns")

    def sentences(self, low: int, high: int) -> str:
        """From ``low`` to ``high`` sentences, parted by blanks."""
        return " ".join(self.sentence() for _ in range(self.rng.randint(low, high)))

    def phrase(self, pattern: str = "{adj} {noun}") -> str:
        """A fragment made of the same slots."""
        return self._slots(pattern)

    def title(self, pattern: str) -> str:
        """A phrase in title case; small words stay small inside it."""
        small = {"and", "of", "the", "in", "for", "a", "to", "on", "after", "with"}
        done = [
            word if (word in small and i) or word[0].isupper() else _capital(word)
            for i, word in enumerate(self._slots(pattern).split())
        ]
        return " ".join(done)

    def _fill(self, pattern: str) -> str:
        text = self._slots(pattern)
        return text[0].upper() + text[1:]

    def _slots(self, pattern: str) -> str:
        rng = self.rng
        year = rng.randint(1961, 2016)
        tail = " " + rng.choice(ADJUNCTS) if rng.random() < 0.45 else ""
        group = rng.choice(GROUPS)
        group2 = rng.choice(GROUPS)
        slots = {
            "adj": rng.choice(ADJ),
            "adj2": rng.choice(ADJ),
            "noun": rng.choice(NOUN),
            "noun2": rng.choice(NOUN),
            "noun3": rng.choice(NOUN),
            "place": rng.choice(PLACES),
            "group": group,
            "group2": group2,
            "Group": _capital(group),
            "verb": rng.choice(VERBS),
            "past": rng.choice(PAST),
            "past2": rng.choice(PAST),
            "year": str(year),
            "later": str(year + rng.randint(2, 8)),
            "short": f"{(year + 1) % 100:02d}",
            "month": rng.choice(MONTHS),
            "num": str(rng.randint(12, 940)),
            "pct": f"{rng.randint(1, 9)}.{rng.randint(1, 9)}",
            "k": str(rng.randint(1, 28)),
        }
        text = pattern.replace("{tail}", tail)
        for name in ("opener", "adjunct2", "adjunct"):
            source = OPENERS if name == "opener" else ADJUNCTS
            text = text.replace("{" + name + "}", rng.choice(source))
        for name, value in slots.items():
            text = text.replace("{" + name + "}", value)
        return _article(text)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _article(text: str) -> str:
    for vowel in "aeiou":
        for old, new in ((" a ", " an "), ("A ", "An ")):
            if old == "A " and not text.startswith("A "):
                continue
            text = text.replace(old + vowel, new + vowel, 1 if old == "A " else -1)
    return text.replace("“a ", "“a ")
