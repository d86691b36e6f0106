"""Draws a report from a seed: people, titles, essays, notes, lists, tables, decoys."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.press.cites import Cites
from tests.press.house import HOUSES, House
from tests.press.model import CALL, MONTHS, Block, Essay, Person, Report, words
from tests.press.prose import Prose

GIVEN = words(
    "Annika María Tomasz Li-Hua Eleanor Kwame Søren Ji-won Rosalind Émile Priya Dag Chinedu "
    "Ottoline "
    "Yusuf Halvard Marguerite Ngozi Teodor Ines Callum Björk Aoife Hiroko Lázaro Wren"
)
MIDDLE = ("B.", "J.", "L.", "R.", "Stapley", "")
SURNAME = words(
    "Okonjo-Reyes SooTann Lindqvist Márquez VerHolt Tanaka Brandvold Solís O'Dwyer Kessler Haugen "
    "Abernathy Draudt-Vela Pak Joo Chungwa MacRae Ferreira Wójcik Nakamura Østby Quill Thornbury "
    "Iyer Castellanos Rowe Nwosu Petrossian Vance Ulloa"
)
POSTS = (
    "a Senior Fellow and Director of the {Adj} {Noun} Program at the {Place} Foundation",
    "an Associate Professor of {Adj} Studies at the University of {Place}",
    "the Holder of the {Adj} {Noun} Chair at {Place} College",
    "a nonresident analyst with the {Noun} and {Noun2} Initiative in {Place}",
    "Vice President for {Noun} Research at the {Place} Council on {Adj} Affairs",
)
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
        house: key of the house style.
        essays: how many; 0 draws 1 to 4.
        size: rough number of body blocks per essay.
        decoys: share of decoy sentences.
        floats: whether tables and figures occur.
        quotes: whether block quotations occur.
    """

    house: str = "nbr"
    essays: int = 0
    size: int = 22
    decoys: float = 0.06
    floats: bool = True
    quotes: bool = True


def draw(seed: int, recipe: Recipe | None = None) -> Report:
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
        self.house: House = HOUSES[recipe.house]
        self.prose = Prose(rng, decoys=recipe.decoys)
        self.cites = Cites(rng, self.prose, plain=not self.house.restart)
        self.used: set[str] = set()
        self.floats = {"Table": 0, "Figure": 0}

    def report(self) -> Report:
        rng = self.rng
        number = rng.randint(60, 119)
        year = 2010 + (number - 60) * 15 // 60 + rng.randint(0, 1)
        month = rng.randint(1, 12)
        count = self.recipe.essays or rng.choice((1, 2, 2, 3, 3, 4))
        if not self.house.openers:
            count = 1
        essays = tuple(self.essay(i, whole=count == 1) for i in range(count))
        title = self.title("{place} and the {noun} {noun2}") if count > 1 else essays[0].title
        sub = self.title("{adj} {noun} and {adj2} {noun2}") if count > 1 else essays[0].subtitle
        foreword = None
        if self.house.openers and rng.random() < 0.6:
            writer = essays[0].authors[0]
            body = tuple(self.paragraph(calls=rng.random() < 0.3) for _ in range(rng.randint(4, 8)))
            foreword = Essay("Foreword", "", "FOREWORD", (writer,), (), body)
        program = self.title("{adj} {noun}")
        slots = {
            "number": str(number),
            "year": str(year),
            "ordinal": ordinal(number),
            "program": program,
        }
        imprint = [anchor.format(**slots) for anchor in self.house.anchors]
        imprint.insert(1, self.prose.sentences(2, 3))
        boards = self.boards() if self.house.openers else ()
        back = ("Seattle and Washington, D.C.", "600 invented street, suite 12") * 1
        return Report(
            house=self.house.key,
            number=number,
            year=year,
            month=month,
            title=title,
            subtitle=sub,
            essays=essays,
            foreword=foreword,
            editors=(self.person(),) if count > 1 and rng.random() < 0.4 else (),
            boards=boards,
            imprint=tuple(imprint),
            back=back if self.house.openers else (),
            file_name=self.file_name(title, number, MONTHS[month - 1], year),
            extras={"program": program},
        )

    def file_name(self, title: str, number: int, month: str, year: int) -> str:
        first = title.split(" and ", maxsplit=1)[0].title()
        stem = "".join(char for char in first if char.isalnum())
        form = self.rng.choice(
            ("SR{n} {stem} {month}{year}", "sr{n} {low} {mon}{year}", "{stem} (2) (1)", "{low}.")
        )
        return form.format(
            n=number, stem=stem, low=stem.lower(), month=month, mon=month[:3].lower(), year=year
        )

    def title(self, pattern: str) -> str:
        for _ in range(50):
            text = self.prose.title(pattern)
            if text not in self.used and len(text) < 62:
                self.used.add(text)
                return text
        raise RuntimeError("no fresh title: add vocabulary")

    def person(self) -> Person:
        rng = self.rng
        surname = rng.choice([name for name in SURNAME if name not in self.used] or SURNAME)
        self.used.add(surname)
        given = f"{rng.choice(GIVEN)} {rng.choice(MIDDLE)}".strip()
        post = self.prose.phrase(rng.choice(POSTS)).replace("{Place}", "Halden")
        for slot in ("Adj", "Noun2", "Noun"):
            post = post.replace("{" + slot + "}", self.prose.title("{" + slot.lower() + "}"))
        more = self.prose.sentence() if rng.random() < 0.25 else ""
        host = rng.choice(("halden.example", "example.edu", "sub.example.org"))
        local = surname.lower().replace("'", "").encode("ascii", "ignore").decode()
        return Person(
            given=given,
            surname=surname,
            suffix="Jr." if rng.random() < 0.06 else "",
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
        rng = self.rng
        self.floats = {"Table": 0, "Figure": 0}
        title = self.title(
            rng.choice(
                (
                    "The {adj} {noun} of {place}",
                    "{place}’s {noun} Policy",
                    "{adj} {noun}, {adj2} {noun2}",
                    "{place} in a {adj} Context",
                )
            )
        )
        subtitle = self.title("{adj} {noun} after {year}") if rng.random() < 0.6 else ""
        # running heads shorten titles freely: whole, the first words, or other words altogether
        free = self.prose.title("{noun} {noun2} Policy")
        short = rng.choice((title, title, " ".join(title.split()[:3]), free))
        people = tuple(self.person() for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4))))
        summary = () if index and rng.random() < 0.15 else self.summary()
        size = max(4, round(self.recipe.size * rng.uniform(0.6, 1.3)))
        body = self.body(size * (2 if whole else 1), short)
        return Essay(title, subtitle, short.upper(), people, summary, body)

    def summary(self) -> tuple[Block, ...]:
        rng = self.rng
        old = rng.random() < 0.15
        heads = OLD_HEADS if old else SUMMARY_HEADS
        unit = rng.choice(("essay", "chapter", "report"))
        first = f"This {unit} considers " + self.prose.phrase("the {adj} {noun} of {place}")
        items = [self.item("•", 1, 1, 3) for _ in range(rng.randint(3, 4))]
        middle = (
            [self.item("•", 1, 1, 2) for _ in range(3)]
            if old
            else [Block("p", self.prose.sentences(5, 8))]
        )
        blocks = [Block("head", heads[0]), Block("p", f"{first}. {self.prose.sentences(1, 2)}")]
        blocks += [Block("head", heads[1]), *middle, Block("head", heads[2]), *items]
        return tuple(blocks)

    def body(self, size: int, short: str) -> tuple[Block, ...]:
        """Paragraphs with heads, lists, quotations and floats between them."""
        rng = self.rng
        blocks = [self.paragraph() for _ in range(rng.randint(2, 4))]
        chapter = section = 0
        while len(blocks) < size:
            chapter, section = chapter + 1, 0
            blocks.append(self.head(1, f"{chapter}.", short if rng.random() < 0.04 else ""))
            for _ in range(rng.randint(2, 6)):
                blocks += self.passage()
                if rng.random() < 0.1:
                    section += 1
                    blocks.append(self.head(2, f"{chapter}.{section}."))
                    blocks.append(self.paragraph())
        blocks.append(
            Block(
                "head", f"{chapter + 1}. Conclusion" * self.house.numbered or "Conclusion", level=1
            )
        )
        blocks += [self.paragraph() for _ in range(rng.randint(1, 3))]
        return tuple(blocks)

    def head(self, level: int, number: str, text: str = "") -> Block:
        pattern = self.rng.choice(
            (
                "A {adj} {noun}",
                "The {noun} of {place}",
                "{adj} {noun} and {adj2} {noun2}",
                "Implications for {place}",
                "Key {noun} Options after {year}",
                "Policy Options",
            )
        )
        said = (
            text.title()
            if text
            else (
                self.title(pattern)
                if "{" in pattern and pattern
                else self.title("The {noun} Options")
            )
        )
        said = f"{number} {said}" if self.house.numbered else said
        if self.rng.random() < 0.03:  # the authors of a section are named in a note to its head
            return Block("head", said + CALL, (self.cites.note(),), level=level)
        return Block("head", said, level=level)

    def passage(self) -> list[Block]:
        rng = self.rng
        dice = rng.random()
        if dice < 0.72:
            return [self.paragraph()]
        if dice < 0.84:
            return [self.lead_in(), *self.items()]
        if dice < 0.88 and self.recipe.quotes:
            return [self.lead_in(), Block("quote", self.prose.sentences(2, 4)), self.paragraph()]
        if dice < 0.96 and self.recipe.floats:
            return [self.float_block(), self.paragraph()]
        return [self.paragraph(), self.paragraph()]

    def lead_in(self) -> Block:
        lead = self.prose.phrase("Three points about the {adj} {noun} follow")
        return Block("p", f"{self.prose.sentences(1, 3)} {lead}:")

    def items(self) -> list[Block]:
        rng = self.rng
        if rng.random() < 0.2:
            return [self.item(f"{n}.", 1, 1, 2) for n in range(1, rng.randint(3, 5) + 1)]
        found = []
        for _ in range(rng.randint(2, 5)):
            found.append(self.item("•", 1, 1, 3))
            if rng.random() < 0.12:
                found += [self.item("°", 2, 1, 1) for _ in range(2)]
        return found

    def item(self, marker: str, level: int, low: int, high: int) -> Block:
        return Block("item", self.prose.sentences(low, high), level=level, marker=marker)

    def paragraph(self, *, calls: bool = True) -> Block:
        rng = self.rng
        said = [self.prose.sentence() for _ in range(rng.choice((1, 2, 3, 4, 5, 6, 7, 9)))]
        notes: list[str] = []
        for i, text in enumerate(said):
            if calls and rng.random() < 0.2:
                notes.append(self.cites.note())
                comma = text.find(", ")
                if comma > 0 and rng.random() < 0.2:
                    said[i] = text[: comma + 1] + CALL + text[comma + 1 :]
                else:
                    said[i] = text + CALL
        return Block("p", " ".join(said), tuple(notes))

    def float_block(self) -> Block:
        rng = self.rng
        name = rng.choice(("Table", "Figure"))
        self.floats[name] += 1
        label = f"{name} {self.floats[name]}"
        caption = self.title("{adj} {noun} by {noun2}, {year}–{later}")
        trailers = [f"Source: {self.cites.short()}"]
        if rng.random() < 0.4:
            trailers.append(f"Note: {self.prose.sentence()}")
        if name == "Table":
            rows = [("Year", *(self.prose.title("{noun}") for _ in range(3)))]
            rows += [
                (str(1990 + i), *(f"{rng.uniform(0, 90):.1f}" for _ in range(3)))
                for i in range(rng.randint(3, 7))
            ]
        else:
            rows = [(f"{self.prose.title('{noun}')} {rng.randint(1970, 2016)}",) for _ in range(3)]
            rows.append(("20212010",))
        return Block(
            "table" if name == "Table" else "figure",
            caption,
            rows=tuple(rows),
            label=label,
            trailers=tuple(trailers),
        )
