"""Whole cases: a drawn report, printed, carried, sliced, scraped, with the right answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING

import ftfy.bad_codecs  # noqa: F401 -- registers sloppy-windows-1252, which knows all bytes

from tests.press.carriers import CARRIERS, Carrier
from tests.press.draw import Recipe, draw
from tests.press.gold import assemble
from tests.press.house import HOUSES, House
from tests.press.layout import typeset
from tests.press.mirrors import Slice, Upload, cut, wrap
from tests.press.render import render
from tests.press.sites import SITES, Site

if TYPE_CHECKING:
    from archivist.evaluate.digest import Digest
    from tests.press.model import Report
    from tests.press.pieces import Copytext, Piece

CODECS = ("utf-8", "utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1251")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to make.

    Attributes:
        carrier: the carrier, or its key.
        site: the mirror, or its host; empty draws one; ``none`` leaves the noise out.
        house: the house style, or its key.
        slices: how many; 0 draws 1 to 40.
        keep: ``all``, ``one``, ``some`` (a run with holes) or ``draw``.
        size: rough number of blocks per essay.
        tear: share of cuts that fall inside a printed line.
        codecs: encodings to draw from; ``crlf:`` before one ends its lines so, ``latin:`` has
            its bytes read in a wrong code page.
        decoys: share of sentences that look like furniture or noise.
    """

    carrier: str | Carrier = "fayllar"
    site: str | Site = "fayllar.org"
    house: str | House = "nbr"
    slices: int = 0
    keep: str = "draw"
    size: int = 18
    tear: float = 0.0
    codecs: tuple[str, ...] = CODECS
    decoys: float = 0.06

    @property
    def key(self) -> str:
        """What names the plan in the seed of its chances."""
        named = (self.carrier, self.house, self.site)
        return " ".join(
            part if isinstance(part, str) else getattr(part, "key", getattr(part, "host", ""))
            for part in named
        )


@dataclass(frozen=True, slots=True)
class Case:
    """One report as scraped, and the right answer.

    Attributes:
        name: carrier and seed.
        files: name and bytes of each scraped file.
        slices: the same files as pieces.
        gold: the right answer for all files together.
        report: the drawn report.
        copytext: the whole report in its carrier.
        count: into how many slices the site has cut it.
    """

    name: str
    files: tuple[tuple[str, bytes], ...]
    slices: tuple[Slice, ...]
    gold: Digest
    report: Report
    copytext: Copytext
    count: int

    def slice_gold(self, index: int) -> Digest:
        """The right answer for one of the files alone."""
        part = replace(self.slices[index], twin=False)
        plain = not any(piece.role == "noise" for piece in part.pieces)
        return judge([part], self.copytext, self.report, self.count, plain=plain)


def make(seed: int, plan: Plan | None = None) -> Case:
    """Make a case; the same seed and plan give the same bytes."""
    plan = plan or Plan()
    rng = Random(f"case {seed} {plan.key}")
    house = HOUSES[plan.house] if isinstance(plan.house, str) else plan.house
    carrier = CARRIERS[plan.carrier] if isinstance(plan.carrier, str) else plan.carrier
    report = draw(f"{seed} {plan.key}", Recipe(house=house, size=plan.size, decoys=plan.decoys))
    copytext = render(typeset(report, rng), carrier, rng)
    lines = copytext.text.count("\n")
    count = plan.slices or max(1, min(rng.randint(1, 40), lines // 30))
    parts = cut(copytext, count, rng, tear=plan.tear)
    upload = draw_upload(rng, report, copytext, plan)
    present = choose(rng, plan.keep, len(parts))
    if plan.site == "none":
        slices = [
            Slice(n, tuple(parts[n - 1]), wrap(parts, upload, number=n).copy) for n in present
        ]
    else:
        slices = [wrap(parts, upload, number=n) for n in present]
        if rng.random() < 0.15:
            older = replace(upload, item=0, heading=not upload.heading, footer=not upload.footer)
            slices.append(wrap(parts, older, number=rng.choice(present), twin=True))
    if rng.random() < 0.5:  # neither the names of files nor their order say anything
        rng.shuffle(slices)
    codec = rng.choice(plan.codecs)
    files = tuple(
        (f"{i:03d}_{rng.getrandbits(64):016x}.txt", encode(part.text, codec))
        for i, part in enumerate(slices)
    )
    gold = judge(slices, copytext, report, len(parts), plain=plan.site == "none")
    return Case(f"{carrier.key}-{seed}", files, tuple(slices), gold, report, copytext, len(parts))


def judge(
    slices: list[Slice], copytext: Copytext, report: Report, count: int, *, plain: bool = False
) -> Digest:
    """The right answer for a set of slices of one report."""
    kept = sorted((part for part in slices if not part.twin), key=lambda part: part.number)
    gold = assemble(runs(kept), copytext.units, report)
    twin = [piece for part in slices if part.twin for piece in part.pieces]
    said = "".join(piece.text for piece in twin if piece.role == "noise")
    twins = [line for line in said.splitlines() if line.strip()]
    known = count > 1 and any(part.copy.of for part in kept)
    missing = set(range(1, count + 1)) - {part.number for part in kept} if known else set()
    return replace(
        gold,
        noise=(*gold.noise, *twins),
        copies=() if plain else tuple(part.copy for part in slices),
        missing=() if plain else tuple(sorted(missing)),
    )


def runs(slices: list[Slice]) -> list[list[Piece]]:
    """Adjoining slices as one list each, without what a slice repeats of the one before."""
    found = []
    for _, group in groupby(enumerate(slices), key=lambda pair: pair[1].number - pair[0]):
        run: list[Piece] = []
        for i, (_, part) in enumerate(group):
            run += [piece for piece in part.pieces if not (i and piece.again)]
        found.append(run)
    return found


def choose(rng: Random, keep: str, count: int) -> list[int]:
    """Which slices were scraped."""
    every = list(range(1, count + 1))
    if keep == "draw":
        keep = rng.choice(("all", "all", "some", "one"))
    if keep == "all" or count < 3:
        return every
    if keep == "one":
        return [rng.choice(every)]
    return [n for n in every if rng.random() < 0.7] or [every[0]]


def draw_upload(rng: Random, report: Report, copytext: Copytext, plan: Plan) -> Upload:
    """What the site says about the file."""
    hosts = [host for host in SITES if host != "fayllar.org"]
    if isinstance(plan.site, str):
        site = SITES["fayllar.org" if plan.site == "none" else plan.site or rng.choice(hosts)]
    else:
        site = plan.site
    first = copytext.text.strip().split("\n")[0].replace("\u00a0", " ").strip()
    epoch = rng.random() < 0.04
    kb = rng.random() < 0.2
    return Upload(
        site=site,
        title=rng.choice((first[:1].upper() + first[1:], report.title, "Full text")),
        file_name=report.file_name if rng.random() < 0.7 else "",
        item=rng.randint(1000, 3_000_000) if rng.random() < 0.75 else 0,
        date="01.01.1970" if epoch else f"{rng.randint(1, 28):02d}.{rng.randint(1, 12):02d}.2021",
        size=0
        if rng.random() < 0.04
        else rng.randint(20, 990)
        if kb
        else rng.randint(3, 900) / 100,
        unit="Kb." if kb else "Mb.",
        year=rng.randint(2017, 2024),
        pdf=rng.random() < 0.9,
        kind="Referat" if rng.random() < 0.1 else "",
        heading=rng.random() < 0.4,
        footer=rng.random() < 0.85,
        glued=rng.random() < 0.08,
        blanks=rng.choice((1, 1, 1, 2, 3)),
    )


def encode(text: str, codec: str) -> bytes:
    """The bytes, in UTF-8 if the code page has not all the characters.

    Args:
        text: what to write.
        codec: name of the encoding, perhaps behind ``crlf:`` or ``latin:``.
    """
    kind, _, name = codec.rpartition(":")
    if kind == "crlf":
        text = text.replace("\n", "\r\n")
    try:
        raw = text.encode(name)
        if kind == "latin":  # read in a wrong code page and saved again
            raw = text.encode("utf-8").decode(name).encode("utf-8")
    except UnicodeError:
        return text.encode("utf-8")
    return raw
