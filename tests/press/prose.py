"""Sentences about matters that do not exist: varied, never the same one twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.press.lexicon import EN

if TYPE_CHECKING:
    from random import Random

    from tests.press.lexicon import Lexicon

SMALL = {"and", "of", "the", "in", "for", "a", "to", "on", "after", "with"}


class Prose:
    """A source of sentences for one report; remembers what it has said.

    Args:
        rng: the only source of chance.
        lexicon: the language.
        decoys: share of sentences that look like furniture or noise, 0 to 1.
    """

    def __init__(self, rng: Random, lexicon: Lexicon = EN, *, decoys: float = 0.06) -> None:
        self.rng = rng
        self.lexicon = lexicon
        self.decoys = decoys
        self.said: set[str] = set()

    def sentence(self) -> str:
        """A sentence not said before."""
        for _ in range(50):
            bank = self.lexicon.decoys if self.rng.random() < self.decoys else self.lexicon.patterns
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
        """A phrase as a title: in English with capitals, small words inside it excepted."""
        if not self.lexicon.title_case:
            return self._fill(pattern)
        done = [
            word if (word in SMALL and i) or word[0].isupper() else _capital(word)
            for i, word in enumerate(self._slots(pattern).split())
        ]
        return " ".join(done)

    def part(self, name: str) -> str:
        """The printed name of a part."""
        return self.lexicon.parts[name]

    def _fill(self, pattern: str) -> str:
        return _capital(self._slots(pattern))

    def _slots(self, pattern: str) -> str:
        rng, lexicon = self.rng, self.lexicon
        year = rng.randint(1961, 2016)
        tail = " " + rng.choice(lexicon.adjuncts) if rng.random() < 0.45 else ""
        group = rng.choice(lexicon.groups)
        group2 = rng.choice(lexicon.groups)
        slots = {
            "adj": rng.choice(lexicon.adj),
            "adj2": rng.choice(lexicon.adj),
            "noun": rng.choice(lexicon.noun),
            "noun2": rng.choice(lexicon.noun),
            "noun3": rng.choice(lexicon.noun),
            "place": rng.choice(lexicon.places),
            "group": group,
            "group2": group2,
            "Group": _capital(group),
            "Adj": _capital(rng.choice(lexicon.adj)),
            "unit": rng.choice(lexicon.parts["units"].split()),
            "verb": rng.choice(lexicon.verbs),
            "past": rng.choice(lexicon.past),
            "past2": rng.choice(lexicon.past),
            "year": str(year),
            "later": str(year + rng.randint(2, 8)),
            "short": f"{(year + 1) % 100:02d}",
            "month": rng.choice(lexicon.months),
            "num": str(rng.randint(12, 940)),
            "pct": f"{rng.randint(1, 9)}.{rng.randint(1, 9)}",
            "k": str(rng.randint(1, 28)),
            "d": str(rng.randint(1, 9)),
        }
        text = pattern.replace("{tail}", tail)
        for name in ("opener", "adjunct2", "adjunct"):
            source = lexicon.openers if name == "opener" else lexicon.adjuncts
            text = text.replace("{" + name + "}", rng.choice(source))
        for name, value in slots.items():
            text = text.replace("{" + name + "}", value)
        return _article(text) if lexicon.key == "en" else text


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _article(text: str) -> str:
    for vowel in "aeiou":
        for old, new in ((" a ", " an "), ("A ", "An ")):
            if old == "A " and not text.startswith("A "):
                continue
            text = text.replace(old + vowel, new + vowel, 1 if old == "A " else -1)
    return text.replace("“a ", "“a ")
