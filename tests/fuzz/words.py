"""What hostile texts are made of: lines the rules look for, and characters that break things."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from archivist.profiles import Profiles
from tests.press.lexicon import EN
from tests.press.lexicon_ru import RU
from tests.press.lexicon_uz import UZ
from tests.property.test_laws import LINES, WORDS
from tests.property.test_negative import CODE, FORM, POEM, PROSE, TABLE

if TYPE_CHECKING:
    from random import Random

LANGUAGES = (EN, RU, UZ)
BREAKS = ("\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029", "\x1c", "\x1e")
BLANKS = (" ", "\u00a0", "\t", "\u2003", "\u202f", "\u3000", "\u200b", "\ufeff", "\u2060", "\u1680")
MARKUP = """# Head one
## Head *two* [^1]

- first
  - inner
    1. deep
    2. deeper
- [ ] open, see <https://example.org/a_b(c)?d=e&f#g>

> quoted
>> twice

| a | b |
|---|---|
| 1 | `x|y` |

```
1. not a list
```

***

[^1]: A note at the foot.
Setext
======
"""
NESTED = """(1) one
 (a) letter
  (i) roman
   • dot
    ◦ ring
     – dash
(2) two
 a) letter
2.1 part
2.1.1 part of a part
[3] three
IV. four
"""
WHOLE = (POEM, CODE, TABLE, FORM, MARKUP, NESTED, *PROSE.values())
SINGLE = (
    *("\u0301", "\u0e33", "\u202e", "\u2066", "\u2069", "\u200f", "\u200d", "\ufe0f", "\u00ad"),
    *("\ufffe", "\uffff", "\ufdd0", "\ufdef", "\U0001fffe", "\U0010ffff", "\x00", "\x01", "\x1b"),
    *("\x7f", "\x80", "\x9f", "\u2011", "\u2010", "\ufffd", "\ue000", "\uf0b7", "\U000f0001"),
    *("\ud7ff", "\ud800", "\udbff", "\udc80", "\udcff", "\udfff", "Â\u00a0", "â€™", "Ã©", "&amp;"),
    *("&#x41;", "&lt;", "😀", "👩\u200d👩\u200d👧", "🇺🇿", "漢", "ك", "ﷺ", "ﬁ", "ß", "İ", "ŉ", "ǆ"),
    *(
        "/f_inance",
        "¹",
        "²³",
        "①",
        "Ⅳ",
        "٣",
        "<",
        ">",
        "&",
        "]]>",
        "<!--",
        "\\",
        '"',
        "'",
        "{",
        "%",
    ),
)
RANGES = (
    *((0x20, 0x7F), (0x80, 0x250), (0x300, 0x370), (0x370, 0x530), (0x590, 0x700), (0x900, 0xE80)),
    *((0x2000, 0x2070), (0x2190, 0x2C00), (0x3000, 0x3100), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3)),
    *((0xD800, 0xE000), (0xE000, 0xF900), (0xF900, 0x10000), (0x1F000, 0x1FB00), (0, 0x110000)),
)


@cache
def profiles() -> Profiles:
    """The profiles of the product, loaded once."""
    return Profiles.load()


@cache
def known_lines() -> tuple[str, ...]:
    """Lines that rules match or nearly match: the examples and counterexamples of all families."""
    families = profiles().families.values()
    said = [e.text for family in families for e in family.example]
    return (*LINES, *said, *(e.text for family in families for e in family.counterexample))


@cache
def labels() -> tuple[str, ...]:
    """What sites print before their values, in all languages."""
    wordings = profiles().wordings.values()
    return tuple(sorted({word for table in wordings for word in table}))


def characters(rng: Random, count: int) -> str:
    """Characters of any kind, unassigned ones and lone surrogates too."""
    made = []
    for _ in range(count):
        if rng.random() < 0.3:
            made.append(rng.choice(SINGLE))
        else:
            made.append(chr(rng.randrange(*rng.choice(RANGES))))
    return "".join(made)


def sentence(rng: Random) -> str:
    """Words of one language with a capital and a full stop; sometimes a number of a note."""
    language = rng.choice(LANGUAGES)
    words = rng.choices(
        (*language.noun, *language.adj, *language.past, *WORDS), k=rng.randint(2, 20)
    )
    end = rng.choice((".", ".", ".", f".{rng.randint(1, 40)}", "", ":", " [3].", "³"))
    return " ".join(words).capitalize() + end


def line(rng: Random) -> str:
    """A line of any kind."""
    kind = rng.randrange(8)
    if kind < 3:
        return sentence(rng)
    if kind < 5:
        return rng.choice(known_lines())
    if kind == 5:
        label, glue = rng.choice(labels()), rng.choice((" ", "", ": ", "\u00a0"))
        return f"{label}{glue}{rng.choice(('12/28', '0.72 Mb.', '16.11.2023', '5', 'x.pdf'))}"
    if kind == 6:
        return "".join(rng.choices("0123456789 .,-–%[]()¹²³/:*•", k=rng.randint(1, 30)))
    return characters(rng, rng.randint(0, 30))
