"""What the program wrote that made the copy: marks of pages, comments, names of pictures.

A converter that gives up the page says so in a line of its own (``--- Page 3 ---``,
``<!-- page 3 -->``, ``{3}------``, ``[Page 3]``, ``## Page 3``). No reader of the report ever saw
it. A numbered mark is believed where it stands again and its numbers rise by one; the line behind
it begins a page, as behind a form feed. Page numbers that were printed (``- 7 -``, ``[ 105 ]``,
``Page 3 of 16``) are the report's and are left to the stage *pages*.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from archivist.core.ledger import Mark
from archivist.core.roles import Inline, Zone
from archivist.core.sheet import Sheet
from archivist.core.source import Hint
from archivist.profiles import Profiles
from archivist.stages.lines.view import BACK_LINK, DRAWN_RULE, PAGE_MARK, Line, raw_lines

LONGEST = 300
"""Characters of such a line at most: a browser prints the address of the page."""

LEAST = 2
"""Marks of one form that have to be there; a third of them may be missing (see ``_rises``)."""

_OTHERS = ("page", "p.", "pg", "pg.", "slide", "sheet", "image", "seite", "página", "strona")
"""Words for a page beside those of the languages of the profiles."""

_SIGNS = r"[-=_*~#–—]"
_BEGINS = frozenset("-=_*~#–—[(<{")
"""What a numbered mark can begin with."""
_COMMENT = re.compile(r"<!--(?P<said>.{0,2000}?)-->")
_PAGED = re.compile(
    r"\W*(?:page|slide)\W{0,2}(?:break|number|no)?\b.{0,40}|\W*\d+\W*", re.IGNORECASE
)
_PICTURE = re.compile(r"!\[\]\([^()\s]{1,300}\)")
_RULE = re.compile(r"[\u2500-\u2550]{3,}|-{3,}|={3,}|_{8,}")
_PRINTED = r"\d{1,2}[./]\d{1,2}[./]\d{2,4},? +\d{1,2}:\d\d(?: ?[AP]M)?"
_PRINT_FOOT = re.compile(
    rf"(\d{{1,4}}) (?:of|/) ?\d{{1,4}} +{_PRINTED}"
    r"|(?:https?://|about:reader)\S+ +(\d{1,4})(?:/| of )\d{1,4}"
)
"""What a browser prints at the foot of a page: number, and day or address."""
_ADDRESSES = ("http", "about:")
"""How an address begins that a browser prints."""

_FORME = frozenset({Hint.HEADER, Hint.FOLIO})  # a PDF shows it by its place
_PRINT_HEAD = re.compile(rf"{_PRINTED}(?: .{{1,250}})?")
_DATED_HEAD = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4},? .{1,250}")
"""What older browsers print at the head: a day and the title. A table may say the same."""
_NUMBER = re.compile(r"\d+")

_BACK_LINK = re.compile(r"[ \u00a0]?\u21a9\ufe0e?(?=[ \t]*$)")
"""An arrow at the end of a line."""


def converter_marks(sheet: Sheet, profiles: Profiles) -> list[Mark]:
    """Claims on the lines of the converter; those that part pages by the rule of such marks."""
    lines = [line for line in raw_lines(sheet) if line.hint not in _FORME]
    likely = [(k, line.text) for k, line in enumerate(lines) if _may_be_mark(line.text)]
    form = _form(*profiles.wordings.get("page", ()))
    found: dict[int, str] = {}
    shapes: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for k, text in likely:
        pattern = form if text[0] in _BEGINS else _PRINT_FOOT
        if len(text) <= LONGEST and (match := pattern.fullmatch(text)):
            number = next(int(n) for n in match.groups() if n)
            shapes[_shape(text)].append((k, number))
        elif text.startswith("<!--") and (match := _COMMENT.fullmatch(text)):
            found[k] = PAGE_MARK if _PAGED.fullmatch(match["said"]) else "converter:comment"
        elif text.startswith("![](") and _PICTURE.fullmatch(text):
            found[k] = "converter:picture"
    for members in shapes.values():
        if _rises(members):
            found.update((k, PAGE_MARK) for k, _ in members)
    head = _DATED_HEAD if any(lines[k].text[:1] not in _BEGINS for k in found) else _PRINT_HEAD
    heads = {k: text for k, text in likely if head.fullmatch(text)}
    if len(heads) >= LEAST and len({*heads.values()}) == 1:
        found.update(dict.fromkeys(heads, PAGE_MARK))  # the head of a page that a browser printed
    found.update(_rules(lines, [k for k, text in likely if _RULE.fullmatch(text)]))
    marks = [
        Mark(lines[k].start, lines[k].stop, Zone.SITE_NOISE, rule) for k, rule in found.items()
    ]
    return [*marks, *_back_links(sheet)]


def _back_links(sheet: Sheet) -> Iterator[Mark]:
    """The arrows that lead from the end of a note on a page of the web back to its call.

    One that has its line to itself takes the line with it: nothing else says where that ends.
    """
    text, rule = sheet.text, "converter:back-link"
    if BACK_LINK[0] not in text:
        return
    for start, end, stop in sheet.lines:
        match = _BACK_LINK.search(text, start, end)
        if match and not text[start : match.start()].strip():
            yield Mark(start, stop, Zone.SITE_NOISE, rule)
        elif match:
            yield Mark(*match.span(), Inline.JOIN, rule)


def _may_be_mark(text: str) -> bool:
    """Whether a line begins as marks do: with a sign, a number or an address."""
    return not text[0].isalpha() or text.startswith(_ADDRESSES)


@lru_cache(maxsize=8)
def _form(*worded: str) -> re.Pattern[str]:
    """The pattern of a numbered mark; one of its groups is the number."""
    words = {*_OTHERS, *worded}
    page = f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"
    numbered = (
        rf"{page}[ :#_-]{{0,2}}(?:no\.? ?|number:? ?)?(\d{{1,4}})(?: ?(?:/|of|-) ?\d{{1,4}})?"
    )
    end = r"(?:start of |end of |begin )?(?:\w+ for )?"
    after = r"(?: (?:start|end|begin|ends))?"
    forms = (
        rf"{_SIGNS}{{2,}} ?{end}{numbered}{after} ?{_SIGNS}{{2,}}",  # --- Page 3 ---
        rf"{_SIGNS}{{3,}} ?(\d{{1,4}}) ?{_SIGNS}{{3,}}",  # ===== 3 =====
        rf"{_SIGNS}{{2,}} ?(\d{{1,4}}) (?:of|/) \d{{1,4}} ?{_SIGNS}{{2,}}",  # -- 3 of 16 --
        rf"[\[(<{{]{{1,3}} ?/?{end}{numbered}{after} ?[\])>}}]{{1,3}}",  # [Page 3]
        r"\{(\d{1,4})\}[-=_]{3,}",  # {3}------
        rf"#{{1,6}} {numbered}(?: #{{1,6}})?",  # ## Page 3
        rf"\*\*{numbered}:?\*\*",  # **Page 3**
        r"<page (?:number|no|n|id)=['\"]?(\d{1,4})['\"]? ?/?>",
    )
    return re.compile("|".join(forms), re.IGNORECASE)


def _shape(text: str) -> str:
    """A line without its numbers, runs of signs as one."""
    return re.sub(rf"({_SIGNS})\1+", r"\1", _NUMBER.sub("0", text.casefold()))


def _rises(members: Sequence[tuple[int, int]]) -> bool:
    """Whether the numbers go up one by one, as those of pages: one step in three may be lost."""
    if len(members) < LEAST:
        return False
    steps = [b[1] - a[1] for a, b in pairwise(members)]
    return all(step > 0 for step in steps) and 3 * steps.count(1) >= 2 * len(steps)


def _rules(lines: Sequence[Line], ruled: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Rules drawn with signs between blank lines; they part pages where sentences go on behind.

    A line of signs right below words underlines a head.
    """
    drawn = [k for k in ruled if _apart(lines, k) or _overruns(lines, k)]
    inside = [k for k in drawn if _inside_a_sentence(lines, k)]
    paged = len(drawn) > 1 and 3 * len(inside) >= len(drawn) and len(inside) > 1
    for k in drawn:
        yield k, PAGE_MARK if paged else DRAWN_RULE


def _apart(lines: Sequence[Line], k: int) -> bool:
    """Whether line *k* stands between blank lines or ends of the copy."""
    before = lines[k].gap or not k
    after = k + 1 == len(lines) or lines[k + 1].gap
    return bool(before and after)


def _overruns(lines: Sequence[Line], k: int) -> bool:
    """Whether a rule is as wide as a page, and underlines nothing: what stands above is shorter."""
    above = len(lines[k - 1].text) if k and not lines[k].gap else 0
    return len(lines[k].text) >= _PAGE_WIDE and len(lines[k].text) > above + _MARGIN


_PAGE_WIDE = 40
_MARGIN = 8
"""Signs by which the underline of a head differs from it at most."""


def _inside_a_sentence(lines: Sequence[Line], k: int) -> bool:
    before = lines[k - 1].text if k else ""
    after = lines[k + 1].text if k + 1 < len(lines) else ""
    return before[-1:].isalpha() and after[:1].islower()
