"""Notes and references: Chicago style in English, numbered pages after a dot in other languages,
bare addresses, short forms, comments, CJK titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.press.lexicon import EN
from tests.press.model import ITALIC, ROMAN

if TYPE_CHECKING:
    from random import Random

    from tests.press.prose import Prose

JOURNALS = (
    "Halden Courier",
    "Journal of Harbor Studies",
    "Tarn Strait Review",
    "Velmara Times",
    "Quarterly of Maritime Law",
)
FIRST = ("Ida", "Jonas", "Mei", "Olu", "Zoë")
LAST = ("Hart", "Bæk", "Lund", "Otieno", "Sato")
CJK = ("“海运补贴白皮书” [White Paper on Shipping Subsidies]", "“港口统计年鉴” [Harbor Yearbook]")
MONTHS = "January February March April May June July August September October November December"
FOREIGN = {
    "ru": {
        "ibid": "Там же.", "see": "См.:", "page": "С.", "city": "М.", "press": "Причал",
        "read": "дата обращения:",
    },
    "uz": {
        "ibid": "O‘sha joyda.", "see": "Qarang:", "page": "B.", "city": "T.",
        "press": "Bandargoh", "read": "murojaat sanasi:",
    },
}  # fmt: skip


class Cites:
    """A source of notes for one report.

    Args:
        rng: the only source of chance.
        prose: where comments come from.
        plain: leave fonts alone (houses whose carriers never split runs).
    """

    def __init__(self, rng: Random, prose: Prose, *, plain: bool = False) -> None:
        self.rng = rng
        self.prose = prose
        self.plain = plain
        self.last = ""

    def note(self) -> str:
        """One note."""
        if self.prose.lexicon.key != "en":
            return self.foreign()
        dice = self.rng.random()
        if self.last and dice < 0.1:
            return self.rng.choice(("Ibid.", f"Ibid., {self.rng.randint(3, 99)}."))
        if self.last and dice < 0.18:
            return f"{self.last}, “{self.prose.title('The {noun}')},” {self.rng.randint(3, 99)}."
        if dice < 0.24:
            return f"{self.url()}."
        if dice < 0.34:
            return self.prose.sentences(1, 3)
        text = self.citation()
        if dice < 0.5:
            text += f"; and {self.citation()}"
        if dice > 0.85:
            return f"{text}. {self.prose.sentences(1, 3)}"
        return f"{text}."

    def foreign(self) -> str:
        """One note in Russian or Uzbek."""
        words = FOREIGN[self.prose.lexicon.key]
        dice = self.rng.random()
        if self.last and dice < 0.12:
            return f"{words['ibid']} {words['page']} {self.rng.randint(3, 99)}."
        if dice < 0.25:
            return self.prose.sentences(1, 2)
        text = self.entry()
        return f"{words['see']} {text}" if dice > 0.85 else text

    def entry(self) -> str:
        """One line of a list of references."""
        rng, lexicon = self.rng, self.prose.lexicon
        year = rng.randint(1988, 2016)
        if lexicon.key == "en":
            name = f"{rng.choice(LAST)}, {rng.choice(FIRST)}"
            title = self.prose.title("The {adj} {noun} of {place}")
            issue = f"{rng.randint(2, 40)}, no. {rng.randint(1, 6)} ({year})"
            pages = f"{rng.randint(3, 90)}–{rng.randint(91, 190)}"
            forms = (
                f"{name}. {self.it(title)}. Halden: Quay Press, {year}.",
                f"{name}. “{title}.” {self.it(rng.choice(JOURNALS))} {issue}: {pages}.",
                f"{name}, “{title},” {self.url()}.",
            )
            return rng.choice(forms)
        words = FOREIGN[lexicon.key]
        self.last = rng.choice(lexicon.surnames)
        title = self.prose.title("{adj} {noun} {year}")
        where = f"{self.last} {rng.choice('АБВГ' if lexicon.key == 'ru' else 'ABDK')}. {title}"
        if rng.random() < 0.3:
            return f"{where}. URL: {self.url()} ({words['read']} 1{rng.randint(0, 9)}.04.{year})."
        pages = f"{words['page']} {rng.randint(3, 90)}–{rng.randint(91, 190)}"
        return f"{where}. {words['city']}: {words['press']}, {year}. {pages}."

    def citation(self) -> str:
        """Author, title, where, when; no full stop."""
        rng = self.rng
        author = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
        self.last = author.split()[1]
        year = rng.randint(1988, 2016)
        title = self.prose.title("The {adj} {noun} of {place}")
        if rng.random() < 0.25:
            book = self.it(self.prose.title("{adj} {noun} and {noun2}"))
            pages = f"{rng.randint(2, 300)}–{rng.randint(10, 99)}"
            return f"{author}, {book} (Halden: Quay Press, {year}), {pages}"
        day = f"{rng.choice(MONTHS.split())} {rng.randint(1, 28)}, {year}"
        if rng.random() < 0.1:
            title = rng.choice(CJK)
            text = f"{author}, {title}, {day}"
        else:
            text = f"{author}, “{title},” {self.it(rng.choice(JOURNALS))}, {day}"
        return f"{text}, {self.url()}" if rng.random() < 0.5 else text

    def short(self) -> str:
        """What stands under a table."""
        rng = self.rng
        if self.prose.lexicon.key != "en":
            return f"{self.prose.title('{adj} {noun}')}, {rng.randint(1990, 2016)}."
        return f"{rng.choice(JOURNALS)}, {rng.randint(1990, 2016)}."

    def it(self, text: str) -> str:
        """Italics, if fonts are kept."""
        return text if self.plain else f"{ITALIC}{text}{ROMAN}"

    def url(self) -> str:
        """An invented address."""
        rng = self.rng
        host = rng.choice(("www.halden.example", "archive.example.org", "www.tarn.example"))
        words = [f"{rng.choice(EN.noun)}-{rng.choice(EN.noun)}" for _ in range(rng.randint(1, 3))]
        month = rng.choice(("jan", "may", "11", "03"))
        date = f"{rng.randint(1999, 2016)}/{month}/{rng.randint(1, 28)}"
        tail = rng.choice(("", ".html", ".pdf", f"?id={rng.randint(100, 99999)}", "/"))
        scheme = rng.choice(("https://", "https://", "http://"))
        return f"{scheme}{host}/{date}/{'-'.join(words)}{tail}".rstrip("/")
