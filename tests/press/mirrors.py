"""Cuts a copytext into slices and wraps each in the noise of a mirror site."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archivist.evaluate.digest import Copy
from tests.press.pieces import Piece, mark_noise, starts_line
from tests.press.sites import Site, strip_line

if TYPE_CHECKING:
    from random import Random

    from tests.press.pieces import Copytext

CONTENT = ("text", "mark", "folio", "header", "masthead", "call")


@dataclass(frozen=True, slots=True)
class Upload:
    """What the site knows of the whole file; empty strings and zeros are printed as nothing."""

    site: Site
    title: str
    file_name: str
    item: int
    date: str  # dd.mm.yyyy
    size: float
    unit: str = "Mb."
    year: int = 2024
    pdf: bool = True
    kind: str = ""
    heading: bool = True
    header: bool = True
    footer: bool = True
    glued: bool = False
    blanks: int = 1

    @property
    def size_text(self) -> str:
        """The size with the decimal sign of the site."""
        if not self.size:
            return ""
        number = f"{self.size:g}" if self.unit.startswith("M") else f"{self.size:.0f}"
        return f"{number.replace('.', self.site.decimal)} {self.unit}"


@dataclass(frozen=True, slots=True)
class Slice:
    """One scraped page.

    Attributes:
        number: its place among the slices.
        pieces: the whole file, noise included.
        copy: what the site says about it.
        twin: whether it repeats a slice that another file has.
    """

    number: int
    pieces: tuple[Piece, ...]
    copy: Copy
    twin: bool = False

    @property
    def text(self) -> str:
        """The characters of the file."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def noise(self) -> list[tuple[int, int]]:
        """Half-open spans of the site's characters."""
        spans: list[tuple[int, int]] = []
        at = 0
        for piece in self.pieces:
            end = at + len(piece.text)
            if piece.role == "noise" and piece.text:
                if spans and spans[-1][1] == at:
                    spans[-1] = (spans[-1][0], end)
                else:
                    spans.append((at, end))
            at = end
        return spans


def cut(copytext: Copytext, count: int, rng: Random, *, tear: float = 0.0) -> list[list[Piece]]:
    """Cut into ``count`` slices: at heads, page ends, or wherever the length falls.

    Args:
        copytext: the whole report.
        count: how many.
        rng: the only source of chance.
        tear: share of cuts that may fall inside a line, between or within words.
    """
    pieces, units = copytext.pieces, copytext.units
    places = [
        i
        for i in range(1, len(pieces))
        if pieces[i].role in CONTENT and pieces[i].text and starts_line(pieces, i)
    ]
    heads = {i for i in places if pieces[i].unit >= 0 and units[pieces[i].unit].kind == "head"
             and pieces[i].unit != pieces[i - 1].unit}  # fmt: skip
    tops = {i for i in places if pieces[i].role in ("folio", "masthead")}
    cuts = [0]
    for k in range(1, count):
        low, high = (
            len(places) * (2 * k - 1) // (2 * count),
            len(places) * (2 * k + 1) // (2 * count),
        )
        near = places[low:high]
        want = rng.choice((heads, heads, tops, set(near), set(near)))
        found = [i for i in near if i in want and i > cuts[-1]] or [i for i in near if i > cuts[-1]]
        if found:
            cuts.append(rng.choice(found))
    slices: list[list[Piece]] = []
    for start, end in zip(cuts, [*cuts[1:], len(pieces)], strict=True):
        part = list(pieces[start:end])
        if slices and start not in heads and rng.random() < tear:
            left, part[0] = _torn(part[0], rng)
            slices[-1] += left
        part = _repeat_break(pieces, start) + part
        if start in heads and rng.random() < 0.5 and slices:
            head = [p for p in pieces[start:end] if p.unit == pieces[start].unit]
            tail = [] if head[-1].text.endswith("\n") else [Piece("\n", "space")]
            slices[-1] += head + tail
            part = [replace(p, again=True) if p in head else p for p in part]
        slices.append(part)
    return slices


def _torn(piece: Piece, rng: Random) -> tuple[list[Piece], Piece]:
    """A piece in two, parted behind a blank or inside a word, if it is long and undamaged."""
    text = piece.text
    if piece.role != "text" or len(text) < 24 or len(piece.reads) != len(text):
        return [], piece
    at = rng.randint(8, len(text) - 8)
    if rng.random() < 0.7:  # behind a blank
        at = max(text.rfind(" ", 0, at), text.rfind("\u00a0", 0, at)) + 1
    elif not text[at - 1 : at + 1].isalpha() or not text[at].islower():
        return [], piece
    if not at:
        return [], piece
    reads = piece.reads
    left = replace(piece, text=text[:at], reading=reads[:at])
    return [left], replace(piece, text=text[at:], reading=reads[at:], probe="")


def _repeat_break(pieces: list[Piece], start: int) -> list[Piece]:
    """The page break right before a slice, without its empty lines, so the slice knows its page.

    A slice that begins within a page may say which, as if that page began there; it need not.
    """
    i = start - 1
    while i >= 0 and pieces[i].role == "space" and pieces[i].unit < 0:
        i -= 1
    if i >= 0 and pieces[i].role == "page":
        # without the empty lines only a printed folio proves it
        proof = pieces[start].role == "folio" and not pieces[i].optional
        return [replace(pieces[i], text="", again=True, optional=not proof)]
    within = [piece for piece in pieces[:start] if piece.role == "page"][-1:]
    return [replace(piece, text="", again=True, optional=True) for piece in within]


def wrap(parts: list[list[Piece]], upload: Upload, *, number: int, twin: bool = False) -> Slice:
    """Wrap slice ``number`` (from 1) in the noise of the site."""
    body = parts[number - 1]
    first = "".join(piece.text for piece in body).strip().split("\n")[0]
    head, foot = _furniture(upload, first, number, len(parts))
    copy = _copy(upload, number, len(parts))
    pieces = [mark_noise(head), *body]
    if body and not body[-1].text.endswith("\n"):
        pieces.append(Piece("\n", "space"))
    if foot:
        pieces.append(mark_noise(foot))
    return Slice(number, tuple(pieces), copy, twin)


def _copy(upload: Upload, number: int, count: int) -> Copy:
    day, month, year = upload.date.split(".")
    epoch = year == "1970"
    if not upload.header:
        return Copy(site=upload.site.host if upload.footer else None)
    site, older = upload.site, bool(upload.site.older)
    named = site.unlabelled if site.labels else bool(site.words.related) or site.unlabelled
    return Copy(
        site=site.host if upload.footer and not older else None,
        item=str(upload.item) if upload.item and not older else None,
        slice=number if count > 1 else None,
        of=count if count > 1 else None,
        uploaded=None if epoch else f"{year}-{month}-{day}",
        size=upload.size_text or None,
        file_name=upload.file_name if upload.file_name and named and not older else None,
        title=upload.title or None,
    )


def _furniture(upload: Upload, first: str, number: int, count: int) -> tuple[str, str]:
    """Header and footer of one slice."""
    site, words = upload.site, upload.site.words
    if site.older:
        return _older(upload, number, count), ""
    gap = "\n" * site.blanks
    head = ""
    if upload.header:
        heading = re.sub(r"^[\d.]+", "", first)[:90] if upload.heading and count > 1 else ""
        rows: list[str] = []
        if site.download and upload.size_text:
            rows.append(words.download + upload.size_text)
        if upload.pdf and words.pdf:
            rows.append(words.pdf)
        if count > 1:
            rows.append(f"{words.page}{number}/{count}")
        rows += [words.date + upload.date, words.size + upload.size_text]
        if upload.item:
            rows.append(f"#{upload.item}")
        if upload.kind and words.kind:
            rows.append(words.kind + upload.kind)
        if count > 1:
            rows.append(strip_line(number, count))
        if upload.file_name and (words.related or site.unlabelled):
            rows += [words.related] if words.related else []
            rows.append(upload.file_name)
        head = upload.title + ("" if upload.glued else "\n" + gap)
        head += f"{heading}\n{gap}" if heading and not upload.glued else ""
        head += "\n".join(rows) + "\n" + "\n" * upload.blanks
    foot = ""
    if upload.footer:
        if site.download and upload.size_text:
            foot += f"\n{words.download}{upload.size_text}\n"
        foot += f"\n{words.share}\n"
        foot += f"{strip_line(number, count)}\n" if count > 1 else ""
        foot += "\n" * 4 + words.notice.format(site=site.host, year=upload.year) + "\n"
        foot += words.contact
    return head, foot


def _older(upload: Upload, number: int, count: int) -> str:
    """The older Russian and Ukrainian generation: labelled lines, no footer."""
    uk = upload.site.older == "uk"
    rows = [upload.title]
    if count > 1:
        rows.append(f"страница{number} из {count}" if not uk else f"страница{number}/{count}")
    rows.append(("Дата конвертації" if uk else "Дата конвертации") + upload.date)
    rows.append(("Розмір" if uk else "Размер") + upload.size_text)
    rows.append("Тип" + (upload.kind or "Документы"))
    if count > 1:
        rows.append(strip_line(number, count))
    rows.append(("Скачати " if uk else "Скачать ") + upload.size_text)
    return "\n".join(rows) + "\n" + "\n" * upload.blanks
