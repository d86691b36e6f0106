"""Draws a report from a seed: people, titles, essays, what stands around them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.press.house import NBR, House
from tests.press.model import MONTHS, Block, Essay, Person, Report, words
from tests.press.passages import Passages

SUMMARY_HEADS = ("EXECUTIVE SUMMARY", "MAIN ARGUMENT", "POLICY IMPLICATIONS")
OLD_HEADS = ("EXECUTIVE SUMMARY", "MAIN FINDINGS", "POLICY IMPLICATIONS")
ONES = words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
TENS = {6: "sixt", 7: "sevent", 8: "eight", 9: "ninet", 2: "twent"}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to draw.

    Attributes:
        house: the house style.
        essays: how many; 0 draws 1 to 4.
        size: rough number of body blocks per essay.
        decoys: share of decoy sentences.
        floats: whether tables and figures occur.
        quotes: whether block quotations occur.
    """

    house: House = NBR
    essays: int = 0
    size: int = 22
    decoys: float = 0.06
    floats: bool = True
    quotes: bool = True


def draw(seed: int | str, recipe: Recipe | None = None) -> Report:
    """Draw a report; the same seed and recipe give the same report."""
    return _Drawer(Random(f"report {seed}"), recipe or Recipe()).report()


def ordinal(number: int) -> str:
    """An ordinal in words, as imprint pages have it (20 to 129)."""
    if number >= 100:
        rest = number - 100
        return "one-hundredth" if not rest else f"one-hundred-and-{ordinal(rest)}"
    if number < 20:
        return ONES[number - 1]
    stem = TENS.get(number // 10, {3: "thirt", 4: "fort", 5: "fift"}.get(number // 10, ""))
    return f"{stem}ieth" if number % 10 == 0 else f"{stem}y-{ONES[number % 10 - 1]}"


class _Drawer:
    def __init__(self, rng: Random, recipe: Recipe) -> None:
        self.rng = rng
        self.recipe = recipe
        self.house = recipe.house
        self.passages = Passages(
            rng, recipe.house, decoys=recipe.decoys, floats=recipe.floats, quotes=recipe.quotes
        )
        self.prose = self.passages.prose
        self.lexicon = recipe.house.lexicon
        self.title = self.passages.title

    def report(self) -> Report:
        rng, lexicon = self.rng, self.lexicon
        number = rng.randint(60, 119)
        year = 2010 + (number - 60) * 15 // 60 + rng.randint(0, 1)
        month = rng.randint(1, 12)
        count = self.recipe.essays or rng.choice((1, 2, 2, 3, 3, 4))
        if not self.house.openers:
            count = 1
        essays = tuple(self.essay(i, whole=count == 1) for i in range(count))
        title, sub = essays[0].title, essays[0].subtitle
        if count > 1:
            title = self.title("{place} and the {noun} {noun2}")
            sub = self.title("{adj} {noun} and {adj2} {noun2}")
        program = self.title(lexicon.free)
        slots = {
            "number": str(number),
            "year": str(year),
            "ordinal": ordinal(number),
            "program": program,
        }
        imprint = [anchor.format(**slots) for anchor in self.house.anchors]
        imprint.insert(1, self.prose.sentences(2, 3))
        back = ("Seattle and Washington, D.C.", "600 invented street, suite 12")
        return Report(
            house=self.house,
            number=number,
            year=year,
            month=month,
            title=title,
            subtitle=sub,
            essays=essays,
            foreword=self.foreword(essays) if self.house.openers and rng.random() < 0.6 else None,
            editors=(self.person(),) if count > 1 and rng.random() < 0.4 else (),
            boards=self.boards() if self.house.openers else (),
            imprint=tuple(imprint),
            back=back if self.house.openers else (),
            file_name=self.file_name(title, number, MONTHS[month - 1], year),
            extras={"program": program},
        )

    def foreword(self, essays: tuple[Essay, ...]) -> Essay:
        rng = self.rng
        body = tuple(
            self.passages.paragraph(calls=rng.random() < 0.3) for _ in range(rng.randint(4, 8))
        )
        return Essay("Foreword", "", "FOREWORD", (essays[0].authors[0],), (), body)

    def file_name(self, title: str, number: int, month: str, year: int) -> str:
        first = title.split(" and ", maxsplit=1)[0].title()
        stem = "".join(char for char in first if char.isalnum())
        form = self.rng.choice(
            ("SR{n} {stem} {month}{year}", "sr{n} {low} {mon}{year}", "{stem} (2) (1)", "{low}.")
        )
        return form.format(
            n=number, stem=stem, low=stem.lower(), month=month, mon=month[:3].lower(), year=year
        )

    def person(self) -> Person:
        rng, lexicon, used = self.rng, self.lexicon, self.passages.used
        surname = rng.choice([n for n in lexicon.surnames if n not in used] or lexicon.surnames)
        used.add(surname)
        given = f"{rng.choice(lexicon.given)} {rng.choice(lexicon.middle)}".strip()
        post = self.prose.phrase(rng.choice(lexicon.posts)).replace("{Place}", "Halden")
        for slot in ("Adj", "Noun2", "Noun"):
            post = post.replace("{" + slot + "}", self.prose.title("{" + slot.lower() + "}"))
        more = self.prose.sentence() if rng.random() < 0.25 else ""
        host = rng.choice(("halden.example", "example.edu", "sub.example.org"))
        local = surname.lower().replace("'", "").encode("ascii", "ignore").decode() or "post"
        return Person(
            given=given,
            surname=surname,
            suffix=rng.choice(("Jr.", "Jr.", "III")) if rng.random() < 0.06 else "",
            pronoun=rng.choice(("He", "She", f"Dr. {surname}", "Ambassador " + surname)),
            post=post,
            more=more,
            email=f"{local}@{host}" if rng.random() < 0.7 else "",
        )

    def boards(self) -> tuple[str, ...]:
        lines = ["NBR Board of Directors"]
        for _ in range(self.rng.randint(6, 12)):
            person = self.person()
            lines += [person.name, self.title("{noun} {noun2} Group")]
        return tuple(lines)

    def essay(self, index: int, *, whole: bool) -> Essay:
        rng, lexicon = self.rng, self.lexicon
        self.passages.count = dict.fromkeys(self.passages.count, 0)
        title = self.title(*lexicon.titles)
        subtitle = ""
        if ":" in title:  # the colon of a title parts it
            title, subtitle = title.split(": ", maxsplit=1)
        elif rng.random() < 0.6:
            subtitle = self.title(*lexicon.subtitles)
        # running heads shorten titles freely: whole, the first words, or other words altogether
        free = self.prose.title(lexicon.free)
        short = rng.choice((title, title, " ".join(title.split()[:3]), free))
        people = tuple(self.person() for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4))))
        summary = () if index and rng.random() < 0.15 else self.summary()
        size = max(4, round(self.recipe.size * rng.uniform(0.6, 1.3)))
        body = self.passages.body(size * (2 if whole else 1), short)
        return Essay(title, subtitle, short.upper(), people, summary, body)

    def summary(self) -> tuple[Block, ...]:
        rng, prose = self.rng, self.prose
        opening = f"{prose.phrase(self.lexicon.opening)}. {prose.sentences(1, 2)}"
        if not self.house.openers:
            blocks = [Block("head", prose.part("summary")), Block("p", opening)]
            blocks += [Block("p", prose.sentences(3, 6)) for _ in range(rng.randint(1, 3))]
            if rng.random() < 0.4:
                first = self.house.bullets[0]
                blocks.append(self.passages.lead_in())
                blocks += [self.passages.item(first, 1, 1, 2) for _ in range(rng.randint(3, 5))]
            return tuple(blocks)
        old = rng.random() < 0.15
        heads = OLD_HEADS if old else SUMMARY_HEADS
        items = [self.passages.item("•", 1, 1, 3) for _ in range(rng.randint(3, 4))]
        middle = (
            [self.passages.item("•", 1, 1, 2) for _ in range(3)]
            if old
            else [Block("p", prose.sentences(5, 8))]
        )
        blocks = [Block("head", heads[0]), Block("p", opening)]
        blocks += [Block("head", heads[1]), *middle, Block("head", heads[2]), *items]
        return tuple(blocks)
