"""Renders printed pages through a carrier: characters, each of which knows how it reads."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.press.carriers import NBSP, Carrier
from tests.press.model import CALL, CELL, FONT, ITALIC, ROMAN
from tests.press.pieces import Copytext, Piece, Role, widen

if TYPE_CHECKING:
    from random import Random

    from tests.press.sheet import Line, Page, Print, Unit

SPLIT = re.compile(f"([{CALL}{CELL}{FONT}{ITALIC}{ROMAN}]|<[^<>]*>)")
SPACED = re.compile(r"^(Table|Figure) (\d+)|^(Source|Note):")
KERN = re.compile(r"(?<=[WVFPYT])(?=[.a-z])")
LIGATURE = re.compile(r"f[il]")
SUPERIOR = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
CALLS = {"loose": " {n}", "bracket": "[{n}]", "caret": "[^{n}]"}
INDENTS = {"p": 0, "item": 4, "quote": 8, "head": 0, "note": 0, "row": 2}
MARKS = {"head": "#", "quote": ">"}


def render(printed: Print, carrier: Carrier, rng: Random) -> Copytext:
    """Print the pages through the carrier."""
    renderer = _Renderer(printed, carrier, rng)
    return Copytext(renderer.run(), renderer.units)


class _Renderer:
    def __init__(self, printed: Print, carrier: Carrier, rng: Random) -> None:
        self.pages = printed.pages
        self.units = printed.units
        if carrier.flow and not carrier.marks:
            self.units = [_unquoted(unit) for unit in printed.units]
        self.note_form = printed.note_form
        self.carrier = carrier
        self.rng = rng
        self.out: list[Piece] = []
        self.wide = False
        self.shown = True
        self.closed = False  # the page before ended with its head and folio

    def run(self) -> list[Piece]:
        if self.carrier.flow:
            self.flow()
        else:
            for i, page in enumerate(self.pages):
                self.shown = self.rng.random() < self.carrier.masthead
                self.page(page, first=not i)
        return self.out

    def put(self, text: str, role: Role, unit: int = -1, **rest: str | int | bool | None) -> None:
        piece = Piece(text, role, unit, **rest)  # type: ignore[arg-type]
        if self.wide and role in ("text", "mark", "header"):
            piece = widen(piece)
        self.out.append(piece)

    def newline(self, unit: int = -1, reading: str | None = None, trail: str = "") -> None:
        self.put(trail + "\n" * (1 + self.carrier.every), "space", unit, reading=reading)

    # -- pages -----------------------------------------------------------------------------------

    def page(self, page: Page, *, first: bool) -> None:
        carrier = self.carrier
        signal = carrier.gap * (1 + carrier.every)
        if page.kind == "blank" or (page.kind == "summary" and not page.lines):
            sign = "\f" * carrier.feed or "\n" * carrier.blank
            self.put(sign, "page", n=page.number, optional=True)
            return
        # Without an empty line or a printed head nothing in the file shows that a page begins.
        proof = signal > 1 or carrier.feed or page.folio != page.foot or self.closed
        feed = "\f" * (carrier.feed and not first)
        self.put("\n" * (0 if first else signal) + feed, "page", n=page.number, optional=not proof)
        self.closed = page.folio and page.foot
        floats = []
        if carrier.floats_first and page.lines and self.units[page.lines[0].unit].group:
            group = self.units[page.lines[0].unit].group
            floats = [line for line in page.lines if self.units[line.unit].group == group]
            for line in floats:
                self.line(line)
        if not page.foot:
            self.furniture(page)
        for line in page.lines[len(floats) :]:
            self.note_line(line) if self.units[line.unit].kind == "note" else self.line(line)
        for line in page.notes:
            self.note_line(line)
        if page.foot:
            self.furniture(page)

    def furniture(self, page: Page) -> None:
        if not page.folio:
            return
        alone = page.number and not re.search(rf"\b{page.number}\b", page.head)
        if alone and not page.foot:
            self.folio(page, joined=self.carrier.indent and bool(page.head))
        if not page.head:
            if alone and page.foot:
                self.folio(page)
            return
        self.wide = self.rng.random() < self.carrier.nbsp
        left, diamond, right = page.head.partition(" ◆ ")
        shown = self.carrier.diamond
        if not diamond:
            self.put(left, "header")
        elif self.carrier.runs:
            self.put(left, "header")
            self.put(self.carrier.trail + "\n", "header")
            self.put(shown + "\n", "header")
            self.put(right, "header")
        else:
            self.put(f"{left} {shown} {right}" if shown else f"{left} {right}", "header")
        self.newline()
        self.wide = False
        if alone and page.foot:
            self.folio(page)

    def folio(self, page: Page, *, joined: bool = False) -> None:
        """The page number on a line of its own, or at the head's line with wide blanks."""
        self.put(page.printed, "folio")
        if joined:
            self.put(" " * 24, "space")
        else:
            self.newline()

    # -- lines -----------------------------------------------------------------------------------

    def line(self, line: Line) -> None:
        kind = self.units[line.unit].kind
        if kind == "masthead":
            self.masthead(line.text)
            return
        self.wide = self.rng.random() < self.carrier.nbsp
        text = line.text
        if line.first and self.carrier.spaced and kind in ("caption", "trailer"):
            text = SPACED.sub(lambda found: " ".join(found[0].lower().replace(" ", "")), text)
        self.lead(line)
        marker = self.units[line.unit].marker
        if line.first and marker:
            shown = self.carrier.bullet or marker if marker == "•" else marker
            self.put(shown + (NBSP if self.carrier.trail == NBSP else " "), "mark", line.unit)
            text = text[len(marker) + 1 :]
        if line.cap and self.carrier.runs:
            blank = text[1] == " "
            eaten = blank and self.rng.random() < 0.5
            self.put(text[0], "text", line.unit)
            self.put("\n", "space", line.unit, reading=" " if eaten else "", probe="cap")
            text = text[2:] if eaten else text[1:]
        self.runs(text, line)
        self.end(line)
        self.wide = False

    def lead(self, line: Line) -> None:
        """What stands before the first character of a line: blanks of the page, marks of heads."""
        unit = self.units[line.unit]
        if self.carrier.indent:
            deep = INDENTS.get(unit.kind, 0) + 3 * (unit.kind == "p" and line.first)
            deep += 4 * (unit.kind == "item" and unit.level > 1)
            self.put(" " * (deep - 2 * (unit.kind == "item" and line.first)), "space", line.unit,
                     reading="")  # fmt: skip
        if self.carrier.marks and line.first and unit.kind in MARKS:
            self.put(MARKS[unit.kind] * max(1, unit.level) + " ", "mark", line.unit)

    def runs(self, text: str, line: Line) -> None:
        """The characters of a line between its font changes."""
        calls = list(line.calls)
        parts = [part for part in SPLIT.split(text) if part]
        for i, part in enumerate(parts):
            later = i + 1 < len(parts)
            if part == CALL:
                self.call(calls.pop(0), line.unit, later=later)
            elif part == CELL:
                self.put(self.carrier.cells, "space", line.unit, reading=" ")
            elif part == FONT:
                if self.carrier.runs:
                    self.newline(line.unit, "")
            elif part in ITALIC + ROMAN:
                if part == ITALIC and self.rng.random() < self.carrier.comma:
                    self.lose_comma()
            elif part[0] == "<" and not self.carrier.angle:
                self.lose(part, line.unit)
            else:
                self.put(self.damage(part, line.unit, after=parts[i - 1] if i else ""), "text",
                         line.unit, reading=self.true(part, parts[i - 1] if i else ""))  # fmt: skip

    def true(self, part: str, after: str) -> str | None:
        """How a part reads if the file damages it; None if it reads as it stands."""
        if after and after in CALL + FONT and self.carrier.runs:
            return part
        return part if self.carrier.kern or self.carrier.glyphs or self.carrier.doubled else None

    def damage(self, part: str, unit: int, *, after: str) -> str:
        carrier, rng = self.carrier, self.rng
        if after and after in CALL + FONT and carrier.runs:
            # the newline of the font change has taken the blank
            part = part.removeprefix(" ")
        if carrier.kern and self.units[unit].kind != "row":
            part = KERN.sub(lambda _: " " if rng.random() < carrier.kern else "", part)
        if carrier.glyphs:
            part = LIGATURE.sub(
                lambda f: f"/f_{f[0][1]}" if rng.random() < carrier.glyphs else f[0], part
            )
        if carrier.doubled:
            part = re.sub(" ", lambda _: "  " if rng.random() < carrier.doubled else " ", part)
        return part

    def call(self, note: int, unit: int, *, later: bool) -> None:
        n = self.units[note].n
        form = self.carrier.call
        if form == "mixed":
            form = self.rng.choice(("glued", "glued", "loose"))
        if form == "line":
            before = self.out[-1].text if self.out else ""
            if not before.endswith("\n"):
                self.newline(unit, "")
            self.put(n, "call", unit, note=note)
            if later:
                self.newline(unit, "")
        elif form == "super":
            self.put(n.translate(SUPERIOR), "call", unit, note=note)
        else:
            self.put(CALLS.get(form, "{n}").format(n=n), "call", unit, note=note)

    def lose(self, part: str, unit: int) -> None:
        last = self.out[-1]
        if last.role == "text" and last.text[-1] in " \u00a0":
            self.out[-1] = replace(last, text=last.text[:-1], reading=last.reads[:-1])
        self.put("", "lost", unit, reading="")
        trail = self.carrier.trail
        if self.carrier.runs:
            self.newline(unit, " ", trail)
        else:
            self.put(" ", "text", unit)

    def lose_comma(self) -> None:
        last = self.out[-1]
        if last.role == "text" and last.text[-2:] in (", ", ",\u00a0"):
            self.out[-1] = replace(last, text=last.text[:-2], reading=last.reads[:-2])

    def end(self, line: Line) -> None:
        """How the line closes."""
        unit, trail = line.unit, self.carrier.trail
        if line.end == "wrap":
            after_call = self.out[-1].role == "call" and self.carrier.runs
            self.newline(unit, " ", "" if after_call else trail)
        elif line.end == "soft":
            last = self.out[-1]
            cut = replace(last, text=last.text[:-1], reading=last.reads[:-1])
            self.out[-1] = cut
            self.put("-\n" + "\n" * self.carrier.every, "space", unit, reading="", probe="soft")
        elif line.end in ("join", "hard"):
            probe = "hard" if line.end == "hard" else "url"
            self.put("\n" * (1 + self.carrier.every), "space", unit, reading="", probe=probe)
        else:
            kept = self.rng.random() < self.carrier.keep
            self.newline(trail=trail if kept and self.units[unit].kind != "head" else "")
            if self.rng.random() < self.carrier.loose and self.units[unit].kind != "row":
                self.put("\n", "space")

    def note_line(self, line: Line) -> None:
        unit = self.units[line.unit]
        if line.first:
            if self.carrier.note_gap:
                self.put("\n" * (1 + self.carrier.every), "space")
            if self.carrier.numbers:
                self.put(self.label(unit), "mark", line.unit)
        self.line(replace(line, first=False))

    def label(self, unit: Unit) -> str:
        """The number of a note as the file has it."""
        carrier = self.carrier
        if carrier.call == "line":
            return f"{unit.n}\n"
        if carrier.call == "super":
            return unit.n.translate(SUPERIOR) + " "
        if carrier.call == "caret":
            return f"[^{unit.n}]: "
        return self.note_form.format(n=unit.n) if carrier.call != "bracket" else f"[{unit.n}] "

    def masthead(self, text: str) -> None:
        if not self.shown:
            return
        if self.carrier.runs and " bureau of asian" in text:
            text = text.replace(" bureau of asian", f" bureau{self.carrier.trail}\nof\n asian")
        self.put(text, "masthead")
        self.newline()

    # -- word processor and web sources ----------------------------------------------------------

    def flow(self) -> None:
        """Each unit on one line; the notes of a work after it."""
        whole: dict[int, list[Line]] = {}
        for page in self.pages:
            for line in page.lines + page.notes:
                whole.setdefault(line.unit, []).append(line)
        feet = [unit for unit in whole if self.units[unit].kind == "note"]
        last = -2
        for unit, lines in whole.items():
            about: Unit = self.units[unit]
            if about.kind == "note":
                continue
            if about.work != last and last >= -1:
                self.feet(feet, whole, last)
            last = about.work
            self.flow_unit(unit, lines)
        self.feet(feet, whole, last)

    def feet(self, feet: list[int], whole: dict[int, list[Line]], work: int) -> None:
        for unit in [unit for unit in feet if self.units[unit].work == work]:
            feet.remove(unit)
            self.put(self.label(self.units[unit]).lstrip(), "mark", unit)
            self.flow_unit(unit, whole[unit])

    def flow_unit(self, unit: int, lines: list[Line]) -> None:
        if self.units[unit].kind == "masthead":
            self.masthead(lines[0].text)
            self.newline()
            return
        text = ""
        calls: list[int] = []
        for line in lines:
            calls += line.calls
            piece = line.text[:-1] if line.end == "soft" else line.text
            text += piece + (" " if line.end == "wrap" else "")
        whole = replace(lines[0], text=text, calls=tuple(calls), end="stop", cap=False)
        start = len(self.out)
        self.line(whole)
        if self.carrier.wrap or self.carrier.count:
            self.out[start:] = self.wrapped(self.out[start:])
        if self.carrier.apart and self.units[unit].kind not in ("row", "caption"):
            self.newline()

    def wrapped(self, pieces: list[Piece]) -> list[Piece]:
        """The pieces of one line with some of their blanks as line ends."""
        done: list[Piece] = []
        long = count = 0
        for piece in pieces:
            if piece.role != "text":
                done.append(piece)
                long += len(piece.text)
                continue
            for part in re.split("( )", piece.text):
                full = long >= self.carrier.wrap > 0 or count >= self.carrier.count > 0
                if part == " " and full:
                    done.append(Piece("\n", "space", piece.unit, reading=" "))
                    long = count = 0
                elif part:
                    done.append(replace(piece, text=part, reading=None))
                    long, count = long + len(part), count + (part != " ")
        return done


def _unquoted(unit: Unit) -> Unit:
    """A block quotation is a paragraph where lines have no width that could show it."""
    return replace(unit, kind="p") if unit.kind == "quote" else unit
