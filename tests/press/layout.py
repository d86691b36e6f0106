"""Typesets a report: galleys, pages, running heads, notes at the foot, blank versos."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.press.model import CALL, CELL, FONT, Block, Essay, Report, names, plain
from tests.press.setting import set_lines
from tests.press.sheet import Line, Page, Print, Unit

if TYPE_CHECKING:
    from random import Random

    from tests.press.house import House

LINES = 42.0  # lines of body text a page holds
NOTE = 0.8  # a line of a note takes this much of a line of text
ROMAN_DIGITS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def roman(number: int) -> str:
    """A small roman number below 40."""
    text = ""
    for value, digits in ROMAN_DIGITS:
        while number >= value:
            text, number = text + digits, number - value
    return text


def typeset(report: Report, rng: Random) -> Print:
    """Set the whole report in its house style."""
    return _Compositor(report, report.house, rng).run()


@dataclass(slots=True)
class _Galley:
    """Lines that stay together on a page, with the notes called in them."""

    lines: list[Line]
    glue: bool = False  # keep with the next
    notes: list[list[Line]] = field(default_factory=list)


class _Compositor:
    def __init__(self, report: Report, house: House, rng: Random) -> None:
        self.report = report
        self.house = house
        self.rng = rng
        self.units: list[Unit] = []
        self.body, self.summary, self.notes = house.measures
        self.count = 0
        self.group = 0
        self.slots = {
            "number": str(report.number),
            "month": report.month_name,
            "month_lower": report.month_name.lower(),
            "month_upper": report.month_name.upper(),
            "year": str(report.year),
            "title": report.title,
            "title_lower": report.title.lower(),
            "title_upper": report.title.upper(),
            **report.extras,
        }

    def run(self) -> Print:
        works: list[Page] = []
        starts: list[tuple[str, Essay]] = []
        for index, essay in enumerate(self.report.essays):
            if len(works) % 2:
                works.append(Page(str(len(works) + 1), kind="blank"))
            starts.append((str(len(works) + 1), essay))
            works += self.work(essay, index, len(works) + 1)
        if len(works) % 2:
            works.append(Page(str(len(works) + 1), kind="blank"))
        fore = self.foreword()
        if fore:
            starts.insert(0, (fore[0].number, self.report.foreword or self.report.essays[0]))
        prelims = self.prelims(starts)
        back = [self.flat("back", list(self.report.back), "")] if self.report.back else []
        return Print(prelims + fore + works + back, self.units, self.house.note_form)

    def unit(self, kind: str, **rest: int | str) -> int:
        self.units.append(Unit(kind, **rest))  # type: ignore[arg-type]
        return len(self.units) - 1

    # -- preliminaries ---------------------------------------------------------------------------

    def masthead(self) -> list[Line]:
        surnames = {"surnames": "", "surnames_plain": "", "short": "", "n": "", "short_lower": ""}
        rows = [row.format(**self.slots, **surnames) for row in self.house.masthead]
        # only a house whose forms are known has mastheads that can be told from a title page
        kind = "masthead" if self.house.series == "NBR Special Report" else "cover"
        return [Line(row, self.unit(kind), first=True) for row in rows]

    def flat(self, kind: str, rows: list[str], number: str, *, masthead: bool = False) -> Page:
        page = Page(number, kind="prelim")
        if masthead:
            page.lines += self.masthead()
        for row in rows:
            unit = self.unit(kind)
            setting = set_lines(row, self.summary)
            page.lines += [
                Line(text, unit, end, first=not i) for i, (text, end) in enumerate(setting)
            ]
        return page

    def prelims(self, starts: list[tuple[str, Essay]]) -> list[Page]:
        report, house = self.report, self.house
        small = report.title.lower() if house.drop_cap else report.title
        people = report.editors or report.authors
        by = house.lexicon.parts["edited" if report.editors else "by"] + names(people)
        # small capitals (lower case in the file) or a colon tell a title from its subtitle
        colon = ":" * bool(report.subtitle and not house.drop_cap)
        title = [small + colon] + ([report.subtitle] if report.subtitle else [])
        cover = self.flat("cover", [*title, by], "", masthead=True)
        pages = [cover]
        if report.boards:
            pages.append(self.flat("boards", list(report.boards), ""))
        pages.append(self.flat("titlepage", [*title, by], "i", masthead=True))
        pages.append(self.flat("imprint", [house.publisher, *report.imprint], "ii"))
        if house.openers and len(report.essays) > 1:
            rows = [*title, house.lexicon.parts["contents"]]
            for folio, essay in starts:
                whole = f"{essay.title}: {essay.subtitle}" if essay.subtitle else essay.title
                rows += [folio, whole, names(essay.authors)]
            page = self.flat("contents", rows, "iii")
            page.lines += self.masthead()[-1:]
            pages += [page, Page("iv", kind="blank")]
        return pages

    def foreword(self) -> list[Page]:
        essay = self.report.foreword
        if not essay:
            return []
        self.count = 0
        galleys = [
            _Galley(
                [
                    Line(
                        self.house.lexicon.parts["foreword"].upper(),
                        self.unit("head", part="foreword"),
                        first=True,
                    )
                ],
                glue=True,
            )
        ]
        for i, block in enumerate(essay.body):
            galleys += self.block(block, -1, cap=not i, part="foreword")
        galleys.append(
            _Galley([Line(essay.authors[0].name, self.unit("signed", part="foreword"), first=True)])
        )
        pages = self.paginate(galleys)
        for i, page in enumerate(pages):
            page.number = roman(5 + i)
            self.dress(page, 5 + i, essay)
        if len(pages) % 2:
            pages.append(Page(roman(5 + len(pages)), kind="blank"))
        return pages

    # -- works -----------------------------------------------------------------------------------

    def work(self, essay: Essay, index: int, start: int) -> list[Page]:
        self.count = self.count if not self.house.restart else 0
        pages: list[Page] = []
        galleys: list[_Galley] = []
        if self.house.openers:
            pages.append(self.opener(essay, index, start))
            pages.append(self.abstract(essay, index, str(start + 1)))
        else:
            for block in essay.summary:
                galleys += self.block(block, index, part="abstract")
        for i, block in enumerate(essay.body):
            galleys += self.block(block, index, cap=not i and self.house.drop_cap)
        if self.house.endnotes:
            galleys = self.gather(galleys, index)
        body = self.paginate(galleys)
        for i, page in enumerate(body):
            page.number = str(start + len(pages) + i)
            self.dress(page, start + len(pages) + i, essay)
        return pages + body

    def gather(self, galleys: list[_Galley], work: int) -> list[_Galley]:
        """The same galleys with their notes behind them, under a head."""
        kept = [_Galley(galley.lines, galley.glue) for galley in galleys]
        feet = [_Galley([line]) for galley in galleys for note in galley.notes for line in note]
        if not feet:
            return kept
        text = self.house.lexicon.parts["notes"]
        text = text.upper() if self.house.capitals else text
        head = Line(text, self.unit("head", level=1, work=work), first=True)
        return [*kept, _Galley([head], glue=True), *feet]

    def opener(self, essay: Essay, index: int, start: int) -> Page:
        page = Page(str(start), kind="opener", lines=self.masthead())
        for person in essay.authors:
            unit = self.unit("bio", work=index)
            name = person.name.upper()
            text = name + FONT + person.biography[len(name) :]
            page.lines += self.set(text, unit, self.summary)
        title = essay.title + (":" if essay.subtitle else "")
        page.lines += self.set(title, self.unit("title", work=index), 44)
        if essay.subtitle:
            page.lines += self.set(essay.subtitle, self.unit("subtitle", work=index), 44)
        page.lines += self.set(names(essay.authors), self.unit("byline", work=index), 52)
        return page

    def abstract(self, essay: Essay, index: int, number: str) -> Page:
        page = Page(number, kind="summary" if essay.summary else "blank")
        for block in essay.summary:
            for galley in self.block(block, index, measure=self.summary, part="abstract"):
                page.lines += galley.lines
        return page

    def set(
        self,
        text: str,
        unit: int,
        measure: int,
        *,
        calls: list[int] | None = None,
        cap: bool = False,
    ) -> list[Line]:
        waiting = list(calls or [])
        lines = []
        setting = set_lines(text, measure, short=4 if cap else 0, hyphenate=self.house.hyphenate)
        for i, (row, end) in enumerate(setting):
            here = tuple(waiting.pop(0) for _ in range(row.count(CALL)))
            lines.append(Line(row, unit, end, first=not i, cap=cap and not i, calls=here))
        return lines

    def block(
        self, block: Block, work: int, *, cap: bool = False, measure: int = 0, part: str = ""
    ) -> list[_Galley]:
        measure = measure or self.body
        if block.kind in ("table", "figure"):
            return [_Galley(self.float(block, work))]
        if block.kind == "box":
            rows = self.set(block.text, self.unit("box", work=work), measure - 4)
            return [_Galley([line]) for line in rows]
        level = 0 if part and block.kind == "head" else block.level
        unit = self.unit(block.kind, level=level, work=work, marker=block.marker, part=part)
        calls, feet = [], {}
        for text in block.notes:
            self.count += 1
            note = self.unit("note", work=work, n=str(self.count))
            calls.append(note)
            feet[note] = self.set(text, note, self.notes)
        text = f"{block.marker} {block.text}" if block.marker else block.text
        narrow = 6 * block.level if block.kind == "item" else 8 if block.kind == "quote" else 0
        lines = self.set(text, unit, measure - narrow, calls=calls, cap=cap)
        return [
            _Galley([line], block.kind == "head", [feet[call] for call in line.calls])
            for line in lines
        ]

    def float(self, block: Block, work: int) -> list[Line]:
        self.group += 1
        tag: dict[str, int | str] = {"work": work, "group": self.group, "n": block.label}
        caption = self.house.caption.format(label=block.label, text=block.text)
        lines = self.set(caption, self.unit("caption", **tag), 90)
        for row in block.rows:
            lines.append(Line(CELL.join(row), self.unit("row", **tag), first=True))
        for text in block.trailers:
            lines += self.set(text, self.unit("trailer", **tag), 110)
        return lines

    # -- pages -----------------------------------------------------------------------------------

    def paginate(self, galleys: list[_Galley]) -> list[Page]:
        """Fill pages; a note that does not fit runs on at the foot of the next page."""
        pages = [Page("")]
        used = 0.0
        over: list[Line] = []
        for i, galley in enumerate(galleys):
            need = float(len(galley.lines))
            if galley.glue:
                need += sum(len(follower.lines) for follower in galleys[i + 1 : i + 3])
            if used and used + need + NOTE * (1 if galley.notes else 0) > LINES:
                pages.append(Page(""))
                used = min(len(over), 20) * NOTE
                pages[-1].notes += over[:20]
                over = over[20:]
            pages[-1].lines += galley.lines
            used += len(galley.lines)
            for note in galley.notes:
                room = len(note) if not over else 0
                if used + room * NOTE > LINES:
                    room = max(1, int((LINES - used) / NOTE)) if not over else 0
                pages[-1].notes += note[:room]
                over += note[room:]
                used += room * NOTE
        while over:
            pages.append(Page("", notes=over[:40]))
            over = over[40:]
        return pages

    def dress(self, page: Page, number: int, essay: Essay) -> None:
        """Give a page its folio and running head."""
        people = [person.surname for person in essay.authors]
        upper = [person.upper() for person in people]
        if len(upper) > 3:
            said = f"{upper[0]} ET AL."
        elif len(upper) == 3:
            said = f"{upper[0]}, {upper[1]}, AND {upper[2]}"
        else:
            said = " AND ".join(upper)
        form = self.house.recto if number % 2 else self.house.verso
        page.head = form.format(
            **self.slots,
            short=essay.short.replace("’", "'") if number % 4 == 1 else essay.short,
            short_lower=plain(essay.short).lower(),
            surnames=said,
            surnames_plain=" & ".join(people),
            n=page.number,
        )
        page.folio = True
        page.foot = self.house.at_foot
        page.printed = self.house.folio.format(n=page.number)
