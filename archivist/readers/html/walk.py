"""From the tree of a page to the lines of its transcript: one block a line, in document order."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from archivist.core.source import HEADS, Hint
from archivist.readers.html.chrome import SILENT, Weight, evidence
from archivist.readers.html.lines import Lines
from archivist.readers.html.links import lost_address, text_in
from archivist.readers.html.sup import Raised, raised, superscript
from archivist.readers.html.tables import cells_of, is_data, own_rows

BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "button", "caption", "center"),
        *("dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr"),
        *("html", "iframe", "legend", "li", "main", "menu", "nav", "noscript", "object", "ol"),
        *("option", "p", "pre", "script", "section", "select", "style", "summary", "svg", "table"),
        *("tbody", "td", "template", "textarea", "tfoot", "th", "thead", "title", "tr", "ul"),
    }
)
_HEADS = {f"h{rank}": hint for hint, rank in HEADS.items()}
_CAPTIONS = frozenset({"caption", "figcaption"})
_NOTE_ID = re.compile(
    r"^_?(?:ftn|fn|edn|footnote|endnote|cite_note|note)[-_:.]?\w{0,12}$", re.IGNORECASE
)
_BULLETS = ("•", "◦")
_OWN_MARK = re.compile(r"^\s*(?:[•●▪■◦°‣⁃∙–—-]\s|\(?\w{1,3}[.)]\s)")
_CALL = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§¶]{1,3})[\])]?")
_BACK = re.compile(r"^[\s\u00a0]*(?:\^|↑|↩\ufe0e?|⏎|\[?back\]?|return)[\s\u00a0]*$", re.IGNORECASE)


@dataclass
class _Open:
    """An open element: what it does to the lines inside."""

    element: etree._Element
    path: str
    noise: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    ordered: int = 0  # number of the next item of an ordered list, 0 for none
    hint: Hint | None = None


class Walk:
    """One walk over a page."""

    def __init__(
        self, weights: dict[etree._Element, Weight], chrome: Set[etree._Element] = frozenset()
    ) -> None:
        """A walk that takes the elements in *chrome* for the site's, whatever else speaks."""
        self.lines = Lines()
        self._chrome = chrome
        self._weights = weights
        self._stack: list[_Open] = []
        self._depth: dict[str, int] = dict.fromkeys(
            ("noise", "pre", "list", "quote", "notes", "note"), 0
        )
        self._first: Hint | None = None  # hint of the next line only
        self._mark = ""  # of an item or note, before its first words
        self._run_on = False  # the open line is the rest of one that a call has cut
        self._verse = True

    def run(self, root: etree._Element, total: int) -> Lines:
        """The lines of *root*, whose text has *total* characters."""
        preformatted = sum(self._weights[e].text for e in root.iter("pre"))
        self._verse = preformatted * 2 < total  # else the page is a text file in a frame
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if self._start(element, total):
                    walker.skip_subtree()
            else:
                self._end(element)
        self._close()
        return self.lines

    def _start(self, element: etree._Element, total: int) -> bool:
        """Open an element; True where its inside was dealt with."""
        tag = element.tag
        open_ = _Open(element, self._path(element))
        if tag in BLOCKS:
            self._close()
        open_.noise = element in self._chrome or bool(evidence(element, self._weights, total))
        if open_.noise and not self._depth["noise"] and tag not in BLOCKS:
            self._close(soft=True)
        self._stack.append(open_)
        self._depth["noise"] += open_.noise
        self._enter(element, open_)
        if tag == "br":
            self._break()
        elif tag == "sup":
            return self._sup(element)
        elif tag == "a" and _leads_to_note(element) and self._call(element):
            return True
        elif tag == "table" and is_data(element):
            self._table(element)
            return True
        elif tag in SILENT:
            self._silent(element)
            return True
        elif address := lost_address(element):
            self.lines.put(address)
            return True
        elif tag == "a" and _BACK.match(text_in(element)) and self._depth["notes"]:
            self._close(soft=True)
            self.lines.put(text_in(element))
            self.lines.close(self._anchor(), Hint.NOISE)
            return True
        self._text(element.text)
        return False

    def _enter(self, element: etree._Element, open_: _Open) -> None:
        tag = element.tag
        if tag in _HEADS:
            open_.hint = _HEADS[tag]
        elif tag in _CAPTIONS:
            open_.hint = Hint.CAPTION
        elif tag in {"p", "dt", "dd"}:
            self._first = self._first or self._paragraph(element)
        elif tag in {"ul", "ol", "menu", "dir"}:
            self._depth["list"] += 1
            open_.ordered = _start_number(element) if tag == "ol" else 0
        elif tag == "li":
            self._item(element, open_)
        elif tag == "blockquote":
            self._depth["quote"] += 1
        elif tag in {"pre", "textarea"}:
            self._depth["pre"] += 1
        if tag in {"p", "div", "section", "ol", "ul", "aside", "dl"} and _is_notes(element):
            self._depth["notes"] += 1
            open_.counts["+notes"] = 1
        if tag in {"p", "div"} and _is_note(element):
            self._begin_note(open_)

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        open_ = self._stack[-1]
        if tag in BLOCKS or (open_.noise and self._depth["noise"] == 1):
            self._close()
        self._stack.pop()
        self._depth["noise"] -= open_.noise
        for name in ("notes", "note"):
            self._depth[name] -= open_.counts.get(f"+{name}", 0)
        if tag in {"ul", "ol", "menu", "dir"}:
            self._depth["list"] -= 1
        elif tag == "blockquote":
            self._depth["quote"] -= 1
        elif tag in {"pre", "textarea"}:
            self._depth["pre"] -= 1
        if tag in {"p", "li", "div"}:
            self._first = None
        if tag == "li":
            self._mark = ""
        if self._stack:
            self._text(element.tail)

    def _path(self, element: etree._Element) -> str:
        if not self._stack:
            return f"/{element.tag}"
        parent = self._stack[-1]
        count = parent.counts[element.tag] = parent.counts.get(element.tag, 0) + 1
        return f"{parent.path}/{element.tag}[{count}]"

    def _anchor(self) -> str:
        open_ = next((o for o in reversed(self._stack) if o.element.tag in BLOCKS), None)
        if open_ is None:
            return "/"
        path = open_.path if len(open_.path) <= 400 else f"…{open_.path[-399:]}"
        return f"{path} line {open_.element.sourceline}"

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._mark and not text.isspace():
            self.lines.put(self._mark)
            self._mark = ""
        if not self._depth["pre"]:
            self.lines.put(text)
            return
        first, *others = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.lines.put_as_is(first)
        for line in others:
            if not self.lines.close(self._anchor(), self._hint()):
                self.lines.blank()
            self.lines.put_as_is(line)

    def _hint(self) -> Hint | None:
        if self._depth["noise"]:
            return Hint.NOISE
        if self._run_on:
            return Hint.RUN_ON
        for open_ in reversed(self._stack):
            if open_.hint is not None:
                return open_.hint
            if open_.element.tag in {"td", "div", "body", "li"}:
                break
        if self._first is not None:
            return self._first
        if self._depth["note"]:
            return Hint.NOTE_ON
        if self._depth["pre"] and self._verse:
            return Hint.VERSE
        return Hint.QUOTE if self._depth["quote"] else None

    def _close(self, *, soft: bool = False) -> None:
        if self.lines.close(self._anchor(), self._hint(), soft=soft):
            self._first = None
        self._run_on = False

    def _break(self) -> None:
        """A ``br``: the end of a line; a second one in a row makes an empty line."""
        if self.lines.close(self._anchor(), self._hint(), soft=True):
            self._first = None
        elif not self._depth["noise"]:
            self.lines.blank()
        self._run_on = False

    def _paragraph(self, element: etree._Element) -> Hint | None:
        """A ``p`` begins a paragraph, unless printed lines are kept in it or around it."""
        if (
            any(self._depth[k] for k in ("quote", "notes", "note"))
            or element.find(".//br") is not None
        ):
            return None
        return Hint.PARAGRAPH

    def _item(self, element: etree._Element, open_: _Open) -> None:
        inner = self._depth["list"] > 1
        parent = next(
            (o for o in reversed(self._stack[:-1]) if o.element.tag in {"ul", "ol"}), None
        )
        self._first = Hint.ITEM2 if inner else Hint.ITEM
        number = 0
        if parent is not None and parent.ordered:
            value = (element.get("value") or "").strip()
            number = int(value) if value.isdigit() and len(value) < 6 else parent.ordered
            parent.ordered = number + 1
        if self._depth["noise"]:
            return
        if self._depth["notes"] and number:
            self._begin_note(open_)
            self._mark = f"{number} "
        elif not _OWN_MARK.match("".join(map(str, islice(element.itertext(), 6)))[:12]):
            kind = parent.element.get("type") if parent is not None else None
            mark = _enumerated(number, kind) if number else _BULLETS[inner]
            self._mark = f"{mark} "

    def _begin_note(self, open_: _Open) -> None:
        self._depth["note"] += 1
        open_.counts["+note"] = 1
        if self.lines.done and self.lines.done[-1] and not self._depth["noise"]:
            self.lines.blank()
        self._first = Hint.NOTE

    def _sup(self, element: etree._Element) -> bool:
        """Raised text: the call of a note on a line of its own, or characters in the line."""
        text = " ".join(text_in(element).split())
        linked = element.find(".//a") is not None or _inside_link(self._stack)
        kind = raised(text, self.lines.last, linked=linked)
        if kind is Raised.CALL and self._call(element):
            return True
        if kind is Raised.EXPONENT:
            self.lines.put(superscript(text))
            return True
        self._text(element.text)
        return False

    def _call(self, element: etree._Element) -> bool:
        """The call of a note on a line of its own, where text stands before it."""
        if self.lines.empty or self._depth["noise"] or self._depth["note"]:
            return False
        self._close()
        self.lines.put(" ".join(text_in(element).split()).strip("[]()"))
        soft = (element.tail or " ")[:1].isspace()
        if soft:
            self.lines.put(" ")
        self.lines.close(self._anchor(), Hint.CALL, soft=soft)
        self._run_on = True
        return True

    def _table(self, element: etree._Element) -> None:
        noise = bool(self._depth["noise"])
        for caption in element.iterchildren("caption"):
            self.lines.put(text_in(caption))
            self.lines.close(self._anchor(), Hint.NOISE if noise else Hint.CAPTION)
        rows = list(own_rows(element))
        path = self._stack[-1].path
        for number, (row, cells) in enumerate(zip(rows, cells_of(rows, cell_text), strict=True), 1):
            if any(cells):
                hint = Hint.NOISE if noise else Hint.ROW
                self.lines.whole(
                    "\t".join(cells), f"{path}/tr[{number}] line {row.sourceline}", hint
                )

    def _silent(self, element: etree._Element) -> None:
        """Scripts and styles: their lines, as they stand."""
        text = text_in(element)
        for line in text.splitlines():
            if line.strip():
                self.lines.put(line)
                self.lines.close(self._anchor(), Hint.NOISE)


def cell_text(cell: etree._Element) -> str:
    """The text of a cell: line ends as blanks, raised figures as such."""
    parts: list[str] = [cell.text or ""]
    for element in cell.iterdescendants():
        if element.tag in {"br", "p", "div"}:
            parts.append(" ")
        own = lost_address(element) or element.text or ""
        parts += [superscript(own) if element.tag == "sup" else own, element.tail or ""]
    return "".join(parts)


def _inside_link(stack: list[_Open]) -> bool:
    return any(o.element.tag == "a" for o in stack[-3:])


def _start_number(element: etree._Element) -> int:
    value = (element.get("start") or "1").strip()
    return int(value) if value.isdigit() and len(value) < 6 else 1


def _enumerated(number: int, kind: str | None) -> str:
    if kind in {"a", "A"} and number <= 26:
        return f"{chr(ord(kind) + number - 1)}."
    return f"{number}."


def _leads_to_note(element: etree._Element) -> bool:
    """Whether a link is the call of a note: a number or sign that leads to a note of the page."""
    href = element.get("href") or ""
    place = href.partition("#")[2]
    if not _CALL.fullmatch(text_in(element).strip()) or not _NOTE_ID.match(place):
        return False
    return any(c.isdigit() for c in place) and "ref" not in place.lower()


def _is_notes(element: etree._Element) -> bool:
    """Whether an element holds notes, by its role or by words of its class or id."""
    role = (element.get("role") or "").lower()
    if role in {"doc-endnotes", "doc-footnotes", "doc-footnote"}:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    return bool(names) and bool(
        re.search(r"(?:foot|end)notes?\b|\breferences-notes\b", names, re.IGNORECASE)
    )


def _is_note(element: etree._Element) -> bool:
    """Whether an element is one note."""
    name = (element.get("id") or "").strip()
    if name and _NOTE_ID.match(name) and any(c.isdigit() for c in name):
        return True
    classes = (element.get("class") or "").lower().split()
    role = (element.get("role") or "").lower()
    return role == "doc-footnote" or bool(
        {"footnote", "footnote-text", "msofootnotetext"} & set(classes)
    )
