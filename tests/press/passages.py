"""Draws what a body is made of: paragraphs with notes, heads, lists, quotations, floats, boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.press.cites import Cites
from tests.press.model import CALL, Block
from tests.press.prose import Prose

if TYPE_CHECKING:
    from random import Random

    from tests.press.house import House

LETTERS = "abcdefghij"


class Passages:
    """A source of blocks for one report.

    Args:
        rng: the only source of chance.
        house: whose habits are followed.
        decoys: share of decoy sentences.
        floats: whether tables and figures occur.
        quotes: whether block quotations occur.
    """

    def __init__(
        self, rng: Random, house: House, *, decoys: float, floats: bool, quotes: bool
    ) -> None:
        self.rng = rng
        self.house = house
        self.with_floats = floats
        self.with_quotes = quotes
        self.prose = Prose(rng, house.lexicon, decoys=decoys)
        self.cites = Cites(rng, self.prose, plain=not house.restart)
        self.used: set[str] = set()
        self.count = {"table": 0, "figure": 0, "box": 0}

    def title(self, *patterns: str) -> str:
        """A title not used before, made of one of the patterns."""
        for _ in range(200):
            text = self.prose.title(self.rng.choice(patterns))
            if text not in self.used and len(text) < 62:
                self.used.add(text)
                return text
        raise RuntimeError("no fresh title: add vocabulary")

    def body(self, size: int, short: str) -> tuple[Block, ...]:
        """Paragraphs with heads, lists, quotations and floats between them."""
        rng = self.rng
        blocks = [self.paragraph() for _ in range(rng.randint(2, 4))]
        chapter = section = 0
        if not self.house.openers:  # nothing else shows where the summary ends
            chapter = 1
            blocks.insert(0, self.named("introduction", self.house.number(1, 1, 0)))
        while len(blocks) < size:
            chapter, section = chapter + 1, 0
            blocks.append(self.head(1, chapter, 0, short if rng.random() < 0.04 else ""))
            for _ in range(rng.randint(2, 6)):
                blocks += self.passage()
                if rng.random() < 0.1 and section < 20:
                    section += 1
                    blocks.append(self.head(2, chapter, section))
                    blocks.append(self.paragraph())
        blocks.append(self.named("conclusion", self.house.number(1, chapter + 1, 0)))
        blocks += [self.paragraph() for _ in range(rng.randint(1, 3))]
        for name in self.house.extras:
            blocks += self.extra(name)
        return tuple(blocks)

    def extra(self, name: str) -> list[Block]:
        """A part that only some houses print."""
        rng = self.rng
        if name == "box":
            self.count["box"] += 1
            title = f"Box {self.count['box']}. {self.title(*self.prose.lexicon.heads)}"
            return [Block("box", title), Block("box", self.prose.sentences(3, 6)), self.paragraph()]
        if name == "references":
            entries = sorted(self.cites.entry() for _ in range(rng.randint(5, 12)))
            return [self.named("references"), *(Block("p", entry) for entry in entries)]
        if name == "appendix":
            return [self.named("appendix"), self.paragraph(), *self.float_block("table"),
                    self.paragraph(calls=False)]  # fmt: skip
        if name == "about":
            return [self.named("about"),
                    *(Block("box", self.prose.sentences(1, 2)) for _ in range(2))]  # fmt: skip
        return [self.named(name), self.paragraph(calls=False)]

    def named(self, name: str, number: str = "") -> Block:
        """A head whose wording the language has fixed."""
        text = self.prose.part(name)
        return Block("head", number + (text.upper() if self.house.capitals else text), level=1)

    def head(self, level: int, chapter: int, section: int, text: str = "") -> Block:
        """A head with its number, if the house counts."""
        said = text.title() if text else self.title(*self.prose.lexicon.heads)
        said = said.upper() if self.house.capitals and level == 1 else said
        said = self.house.number(level, chapter, section) + said
        if self.rng.random() < 0.03:  # the authors of a section are named in a note to its head
            return Block("head", said + CALL, (self.cites.note(),), level=level)
        return Block("head", said, level=level)

    def passage(self) -> list[Block]:
        """What stands between two heads: mostly a paragraph."""
        rng = self.rng
        dice = rng.random()
        if dice < 0.72:
            return [self.paragraph()]
        if dice < 0.84:
            return [self.lead_in(), *self.items()]
        if dice < 0.88 and self.with_quotes:
            return [self.lead_in(), Block("quote", self.prose.sentences(4, 6)), self.paragraph()]
        if dice < 0.96 and self.with_floats:
            return [*self.float_block(), self.paragraph()]
        return [self.paragraph(), self.paragraph()]

    def lead_in(self) -> Block:
        """The paragraph before a list."""
        lead = self.prose.phrase(self.prose.lexicon.lead_in)
        return Block("p", f"{self.prose.sentences(1, 3)} {lead[0].upper()}{lead[1:]}:")

    def items(self) -> list[Block]:
        """A list: counted, or with signs in one or two levels."""
        rng, house = self.rng, self.house
        if rng.random() < 0.2:
            form = rng.choice(house.counting)
            return [
                self.item(form.format(n=n, a=LETTERS[n - 1]), 1, 1, 2)
                for n in range(1, rng.randint(3, 5) + 1)
            ]
        first, second = house.bullets
        found = []
        for _ in range(rng.randint(2, 5)):
            found.append(self.item(first, 1, 1, 3))
            if first != second and rng.random() < 0.12:
                found += [self.item(second, 2, 1, 1) for _ in range(2)]
        return found

    def item(self, marker: str, level: int, low: int, high: int) -> Block:
        """One item of ``low`` to ``high`` sentences."""
        return Block("item", self.prose.sentences(low, high), level=level, marker=marker)

    def paragraph(self, *, calls: bool = True) -> Block:
        """A paragraph; a fifth of its sentences call a note."""
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

    def float_block(self, kind: str = "") -> list[Block]:
        """A table or a figure with caption and source."""
        rng, prose = self.rng, self.prose
        kind = kind or rng.choice(("table", "figure"))
        self.count[kind] += 1
        label = f"{prose.part(kind)} {self.count[kind]}"
        trailers = [f"{prose.part('source')}: {self.cites.short()}"]
        if rng.random() < 0.4:
            trailers.append(f"{prose.part('note')}: {prose.sentence()}")
        if kind == "table":
            rows = [("Year", *(prose.title("{noun}") for _ in range(3)))]
            rows += [
                (str(1990 + i), *(f"{rng.uniform(0, 90):.1f}" for _ in range(3)))
                for i in range(rng.randint(3, 7))
            ]
        else:
            rows = [(f"{prose.title('{noun}')} {rng.randint(1970, 2016)}",) for _ in range(3)]
            rows.append(("20212010",))
        caption = self.title(*prose.lexicon.captions)
        return [
            Block(
                "table" if kind == "table" else "figure", caption, rows=tuple(rows), label=label,
                trailers=tuple(trailers),
            )
        ]  # fmt: skip
