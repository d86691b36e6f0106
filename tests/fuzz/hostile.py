"""Hostile inputs, drawn: the same number gives the same files, corrections and options."""

from __future__ import annotations

import hashlib
import json
import textwrap
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from archivist.core.correction import CallPlace, Correction
from archivist.core.roles import Zone
from archivist.core.source import Lines
from archivist.profiles.overrides import FIELDS
from tests.fuzz.mutants import mutant
from tests.fuzz.test_readers import sound
from tests.fuzz.words import BLANKS, BREAKS, WHOLE, characters, known_lines, line, sentence
from tests.press.cases import make
from tests.press.series import HELD_OUT, SERIES, plan_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

POOL = 90
"""Reports of the press from which pages are taken."""

CODECS = ("utf-8",) * 7 + ("utf-8-sig", "utf-16", "utf-16-be", "cp1251", "cp1252", "koi8-r")
ZONES = tuple(zone.name.lower() for zone in Zone if zone is not Zone.UNCLAIMED)


@dataclass(frozen=True, slots=True)
class Prey:
    """One hostile input.

    Attributes:
        seed: the number it was drawn from.
        files: name and bytes of each file.
        asked: what is decided of the files, by number, before their digests are known: see
            :meth:`corrections`.
        publisher: profile asked for; empty to have it found.
    """

    seed: int
    files: tuple[tuple[str, bytes], ...]
    asked: tuple[tuple[int, Correction], ...] = ()
    publisher: str = ""

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """The corrections, of files that are still there."""
        return tuple(
            replace(one, copy=hashlib.sha256(self.files[k][1]).hexdigest())
            for k, one in self.asked
            if k < len(self.files)
        )


@cache
def printed(k: int) -> tuple[str, ...]:
    """The slices of one small report of the press, decoded."""
    series = (*SERIES, HELD_OUT)[k % (len(SERIES) + 1)]
    case = make(k, replace(plan_of(series, k), size=4))
    return tuple(part.text for part in case.slices)


def draw(seed: int) -> Prey:
    """The prey of that number."""
    rng = Random(f"prey {seed}")
    if rng.random() < 0.12:
        kind = rng.choice(("html", "html", "jsonl", "warc", "pdf"))
        return Prey(seed, ((f"0.{kind}", _crawled(rng, kind)),), publisher=_publisher(rng))
    texts = _slices(rng) if rng.random() < 0.35 else [_text(rng)]
    for k in range(len(texts)):
        for _ in range(rng.choice((0, 1, 1, 2, 4))):
            texts[k] = rng.choice(INJURIES)(rng, texts[k])
    files = [(f"{k}.txt", _bytes(rng, text)) for k, text in enumerate(texts)]
    if rng.random() < 0.05:
        files.append((f"{len(files)}.txt", rng.choice(files)[1]))
    asked = _corrections(rng, texts) if rng.random() < 0.25 else ()
    return Prey(seed, tuple(files), asked, _publisher(rng))


def _publisher(rng: Random) -> str:
    return rng.choice(("",) * 6 + ("nbr-special-report", "generic", "csis", "rand"))


def _bytes(rng: Random, text: str) -> bytes:
    """Bytes of any encoding; now and then such as no encoding gives."""
    raw = text.encode(rng.choice(CODECS), "replace") if rng.random() < 0.9 else b""
    raw = raw or text.encode("utf-8", "surrogatepass")
    return mutant(rng.randrange(1 << 30), raw) if rng.random() < 0.06 else raw


# -- texts -----------------------------------------------------------------------------------------


def _page(rng: Random) -> str:
    return rng.choice(printed(rng.randrange(POOL)))


def _lines(rng: Random) -> str:
    return "".join(
        line(rng) + rng.choice(("\n",) * 9 + (" \n", "\u00a0\n", "\n\n", "\n\n\n", "\r\n", ""))
        for _ in range(rng.choice((1, 3, 10, 40, 90)))
    )


def _characters(rng: Random) -> str:
    return characters(rng, rng.choice((1, 2, 5, 30, 200, 1500)))


def _one_long_line(rng: Random) -> str:
    return " ".join(sentence(rng) for _ in range(rng.choice((20, 200)))) + rng.choice(("", "\n"))


def _short_lines(rng: Random) -> str:
    words = rng.choice((["1", "2", "12"], ["a", "•", "—"], list("0123456789"), [".", "?!", "..."]))
    ends = rng.choice((["\n"], ["\n", "\n\n"], ["\n\n"], [" \n", "\v", "\f"]))
    return "".join(rng.choice(words) + rng.choice(ends) for _ in range(rng.choice((3, 40, 300))))


def _counted(rng: Random) -> str:
    """Number lines that rise, with prose between them or none."""
    made, n = [], rng.randint(1, 30)
    for _ in range(rng.choice((5, 40))):
        n += rng.choice((1, 1, 1, 2, 0, -1))
        form = rng.choice(("{}", "{}.", "[{}]", "({})", "- {} -", "{} Name, {} (Port, 1990)"))
        made.append(form.format(n, n))
        made += [sentence(rng) for _ in range(rng.choice((0, 1, 3)))]
    return "\n".join(made)


def _whole(rng: Random) -> str:
    return "\n".join(rng.choices(WHOLE, k=rng.choice((1, 1, 2, 3))))


def _repeated(rng: Random) -> str:
    return "\n".join([line(rng)] * rng.choice((2, 10, 100)) + [line(rng)] * rng.choice((0, 9)))


def _mixed(rng: Random) -> str:
    """Two pages of different reports, line by line or in pieces."""
    one, two = _page(rng).split("\n"), _page(rng).split("\n")
    if rng.random() < 0.5:
        return "\n".join(text for pair in zip(one, two, strict=False) for text in pair)
    a, b = rng.randrange(len(one)), rng.randrange(len(two))
    return "\n".join((*one[:a], *two[b:], *one[a:]))


TEXTS: tuple[Callable[[Random], str], ...] = (
    *(_page, _page, _page, _page, _mixed, _mixed, _lines, _lines, _lines, _characters),
    *(_one_long_line, _short_lines, _counted, _whole, _repeated),
)


def _text(rng: Random) -> str:
    return rng.choice(TEXTS)(rng)


def _slices(rng: Random) -> list[str]:
    """Several copies: slices of one report, of several, or texts with slices' marks put on."""
    kind = rng.randrange(3)
    if kind == 2:
        total, item = rng.choice((2, 3, 28)), rng.choice(("", "#1782158\n"))
        count = rng.randint(2, 4)
        return [f"{_text(rng)}\nbet {rng.randint(1, total)}/{total}\n{item}" for _ in range(count)]
    every = [slices for k in range(kind + 1) for slices in printed(rng.randrange(POOL))]
    picked = rng.sample(every, min(len(every), rng.randint(2, 5)))
    return [text[: rng.choice((99_999, 99_999, 2000))] for text in picked]


# -- injuries --------------------------------------------------------------------------------------


def _by_line(job: Callable[[Random, list[str]], None]) -> Callable[[Random, str], str]:
    def injured(rng: Random, text: str) -> str:
        lines = text.splitlines(keepends=True) or [""]
        job(rng, lines)
        return "".join(lines)

    return injured


def _some(rng: Random, lines: Sequence[str]) -> slice:
    start = rng.randrange(len(lines))
    return slice(start, start + rng.choice((1, 1, 2, 5, 30)))


def _delete(rng: Random, lines: list[str]) -> None:
    del lines[_some(rng, lines)]


def _double(rng: Random, lines: list[str]) -> None:
    some = _some(rng, lines)
    lines[some] = lines[some] * rng.choice((2, 2, 3, 20))


def _move(rng: Random, lines: list[str]) -> None:
    some = _some(rng, lines)
    moved = lines[some]
    del lines[some]
    at = rng.randint(0, len(lines))
    lines[at:at] = moved


def _shuffle(rng: Random, lines: list[str]) -> None:
    some = _some(rng, lines)
    part = lines[some]
    rng.shuffle(part)
    lines[some] = part


def _glue(rng: Random, lines: list[str]) -> None:
    some = _some(rng, lines)
    glue = rng.choice(("", " ", "\u00a0", "-", "\u00ad"))
    lines[some] = [part.rstrip("\r\n") + glue for part in lines[some]]


def _insert(rng: Random, lines: list[str]) -> None:
    for _ in range(rng.choice((1, 2, 6))):
        made = line(rng) if rng.random() < 0.5 else rng.choice(known_lines())
        lines.insert(rng.randint(0, len(lines)), made + rng.choice(BREAKS))


def _end_otherwise(rng: Random, lines: list[str]) -> None:
    end = rng.choice(BREAKS)
    lines[:] = [part.rstrip("\r\n") + (end if rng.random() < 0.8 else "\n") for part in lines]


def _indent(rng: Random, lines: list[str]) -> None:
    some = _some(rng, lines)
    before, behind = ("".join(rng.choices(BLANKS, k=rng.randint(0, 5))) for _ in "ab")
    lines[some] = [before + p.rstrip("\r\n") + behind + "\n" for p in lines[some]]


def _space_out(rng: Random, lines: list[str]) -> None:
    lines[:] = [part + "\n" * rng.choice((1, 1, 2)) for part in lines]


def _cut(rng: Random, text: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] if rng.random() < 0.5 else text[at:]


def _cut_out(rng: Random, text: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + text[at + rng.choice((1, 3, 20, 400)) :]


def _rewrap(rng: Random, text: str) -> str:
    parts = text.split("\n\n") if rng.random() < 0.7 else [text]
    return "\n\n".join(textwrap.fill(part, rng.choice((8, 30, 72, 2000))) for part in parts)


def _recase(rng: Random, text: str) -> str:
    change = rng.choice((str.upper, str.lower, str.title, str.swapcase))
    if rng.random() < 0.3:
        return change(text)
    a = rng.randint(0, len(text))
    b = a + rng.choice((5, 100, 2000))
    return text[:a] + change(text[a:b]) + text[b:]


def _replace(rng: Random, text: str) -> str:
    """Every occurrence of one character as another: what fonts and code pages do."""
    return text.replace(rng.choice(text), characters(rng, rng.choice((0, 1, 1, 2)))) if text else ""


def _strew(rng: Random, text: str) -> str:
    chars = list(text)
    for _ in range(rng.choice((1, 3, 20))):
        chars.insert(rng.randint(0, len(chars)), characters(rng, rng.choice((1, 1, 3))))
    return "".join(chars)


def _strew_ends(rng: Random, text: str) -> str:
    chars = list(text)
    for _ in range(rng.choice((1, 3, 20))):
        chars.insert(rng.randint(0, len(chars)), rng.choice((*BREAKS, *BLANKS)))
    return "".join(chars)


INJURIES: tuple[Callable[[Random, str], str], ...] = (
    *map(_by_line, (_delete, _double, _move, _shuffle, _glue, _insert, _insert)),
    *map(_by_line, (_end_otherwise, _indent, _space_out)),
    *(_cut, _cut_out, _rewrap, _recase, _replace, _strew, _strew_ends),
)


# -- markup, crawls and corrections ----------------------------------------------------------------


def _crawled(rng: Random, kind: str) -> bytes:
    made = rng.choice(sound(kind))
    if kind == "html":
        texts = "".join(
            f"<{tag}>{_text(rng)[:3000]}</{tag}>"
            for tag in rng.choices(("p", "div", "li", "td", "h2", "pre", "sup", "blockquote"), k=5)
        )
        made = rng.choice((made, texts.encode("utf-8", "replace")))
    elif kind == "jsonl":
        rows = [
            {"id": k, "url": f"https://m.example/{k}", "text": _text(rng)[:4000], "score": 1e9}
            for k in range(rng.choice((1, 5)))
        ]
        made = "".join(json.dumps(row) + "\n" for row in rows).encode()
    return mutant(rng.randrange(1 << 30), made) if rng.random() < 0.8 else made


def _corrections(rng: Random, texts: Sequence[str]) -> tuple[tuple[int, Correction], ...]:
    made = []
    for _ in range(rng.choice((1, 1, 3, 9))):
        k = rng.randrange(len(texts))
        made.append((k, _correction(rng, texts[k])))
    return tuple(made)


def _correction(rng: Random, text: str) -> Correction:
    """A decision on a line that is there (in a text of its own encoding; else it is refused)."""
    who = rng.choice(("A. Reader", characters(rng, 4) + "x"))
    base = Correction("", who, rng.choice(("seen in the print", characters(rng, 9) + "x")))
    lines = Lines(text)
    if rng.random() < 0.2 or not len(lines):
        value = rng.choice(("2017-07-01", "12", sentence(rng), characters(rng, 5) + "x"))
        return replace(base, field=rng.choice(FIELDS), value=value)
    first = rng.randint(1, len(lines))
    last = min(len(lines), first + rng.choice((0, 0, 0, 1, 3, 20)))
    base = replace(base, line=first, to_line=last if last > first else 0)
    if rng.random() < 0.2:
        return replace(base, never=rng.choice(ZONES))
    base = replace(base, zone=rng.choice(ZONES))
    if base.zone != "note" or rng.random() < 0.5:
        return base
    k = rng.randrange(len(lines))
    words = text[lines.starts[k] : lines.ends[k]].split()
    return replace(base, call=CallPlace(k + 1, rng.choice(words))) if words else base
