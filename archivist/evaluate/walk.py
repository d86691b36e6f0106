"""The walk through a TEI document that makes a digest of its text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from archivist.evaluate.digest import Block, Break, Call, Digest, Float, Note, Work, tokenize
from archivist.evaluate.tree import below, furniture_lines, list_depth, numbers, part_of, plain
from archivist.xml import XML_ID, name_of

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Walker"]

BLOCKS = {
    "p": "p",
    "ab": "p",
    "l": "p",
    "head": "head",
    "item": "item",
    "label": "other",
    "trailer": "other",
    "signed": "other",
    "salute": "other",
    "dateline": "other",
    "byline": "other",
    "docAuthor": "other",
    "docDate": "other",
    "titlePart": "other",
    "docImprint": "other",
    "docEdition": "other",
    "opener": "other",
    "closer": "other",
}
NAMES = {"docAuthor", "docDate"}
"""Blocks where they stand alone, words of a byline or imprint where they stand in one."""
HOLDERS = {
    "text",
    "front",
    "body",
    "back",
    "group",
    "div",
    "list",
    "titlePage",
    "docTitle",
    "listBibl",
    "lg",
    "sp",
    "quote",
    "cit",
    "epigraph",
    "argument",
    "floatingText",
}
APART = {"note", "pb", "fw", "gap", "docImprint"}
PARTS = {"front", "body", "back"}
FOOT = {"bottom", "foot", "end"}
"""Values of ``note/@place`` that name a foot note or an end note."""


@dataclass(slots=True)
class _Open:
    """The block that is being filled."""

    kind: str
    level: int | None = None
    text: str = ""
    breaks: list[tuple[int, str | None]] = field(default_factory=list)
    calls: list[tuple[int, str | None, int | None, str]] = field(default_factory=list)
    part: str = ""


class Walker:
    """Collects blocks, notes, calls, breaks and the rest, in reading order."""

    def __init__(self, root: etree._Element) -> None:
        self.blocks: list[Block] = []
        self.notes: list[Note] = []
        self.calls: list[Call] = []
        self.breaks: list[Break] = []
        self.furniture: list[str] = []
        self.floats: list[Float] = []
        self.bios: list[tuple[str, ...]] = []
        self.works: list[Work] = []
        self.missing: set[int] = set()
        self.lost = 0
        self.aside: list[str] = []
        self.open: _Open | None = None
        self.at = 0
        self.targets = {
            node.get("target", "").lstrip("#")
            for node in root.iter("{*}ref")
            if node.get("type") == "noteAnchor"
        }
        self.by_id: dict[str, int] = {}
        self.pending: list[tuple[int, str]] = []

    # -- structure -------------------------------------------------------------------------------

    def holder(self, node: etree._Element) -> None:
        """An element that holds blocks and no text of its own."""
        name = name_of(node)
        if name == "titlePage":
            self.title_page(node)
            return
        for child in node:
            self.child(child, node)

    def child(self, node: etree._Element, parent: etree._Element) -> None:
        """One child of a holder."""
        name = name_of(node)
        if name == "bibl" and name_of(parent) == "listBibl":
            self.block(node, "p", None)
        elif name == "quote" and not any(name_of(inner) in ("p", "ab", "l") for inner in node):
            self.block(node, "quote", None)
        elif name in HOLDERS:
            self.holder(node)
        elif name in BLOCKS:
            self.block(node, *self.kind(node, parent))
        else:
            self.event(node)

    def kind(self, node: etree._Element, parent: etree._Element) -> tuple[str, int | None]:
        """Neutral kind and level of a block element."""
        name, above = name_of(node), name_of(parent)
        kind = BLOCKS[name]
        if name == "head":
            if above not in ("div", "body", "front", "back", "group", "text"):
                return "p", None
            return "head", self.depth(parent)
        if kind == "p":
            for up in node.iterancestors():
                if name_of(up) == "item":
                    return "item", list_depth(up)
                if name_of(up) == "quote":
                    return "quote", None
                if name_of(up) in ("div", *PARTS):
                    break
        if kind == "item":
            if any(up.get("type") == "contents" for up in node.iterancestors("{*}div")):
                return "p", None  # an entry of the contents is no item of the text
            return "item", list_depth(node)
        return kind, None

    def depth(self, node: etree._Element) -> int | None:
        """Depth of a head among headed divisions of its text; None outside the body."""
        depth = 0
        for up in (node, *node.iterancestors()):
            name = name_of(up)
            if name == "div":
                if up.get("type") in ("abstract", "foreword", "contents", "boards", "imprint"):
                    return None
                depth += any(name_of(inner) == "head" for inner in up)
            elif name == "body":
                return depth
            elif name in PARTS:
                return None
        return depth or None

    def title_page(self, node: etree._Element) -> None:
        """A title page: a work, its author notes, its words set aside."""
        parts: dict[str, list[str]] = {"main": [], "sub": []}
        for inner in node.iter("{*}titlePart"):
            if inner.get("type", "main") in parts:
                parts[inner.get("type", "main")].append(plain(inner))
        people = [plain(inner) for inner in node.iter("{*}docAuthor")]
        title = " ".join(parts["main"]).rstrip(" :")
        if title and people:
            self.works.append(Work(title, " ".join(parts["sub"]), tuple(people), self.at))
        for inner in node.iter():
            name = name_of(inner)
            within = {name_of(up) for up in below(inner, node)}
            if name in APART and not within & {"note", "fw", "docImprint"}:
                self.event(inner)
        self.aside += tokenize(plain(node))

    # -- text ------------------------------------------------------------------------------------

    def block(self, node: etree._Element, kind: str, level: int | None) -> None:
        """Fill a block from an element; a block that is open goes on after it."""
        outer = self.open
        if outer is not None:
            self.close()
        self.open = _Open(kind, level, part=part_of(node))
        self.inline(node)
        self.close()
        if outer is not None:
            self.open = _Open(outer.kind, outer.level, part=outer.part)

    def close(self) -> None:
        """File the open block."""
        block, self.open = self.open, None
        if block is None:
            return
        tokens = tokenize(block.text)
        for i, n in block.breaks:
            self.breaks.append(Break(self.at + len(block.text[:i].split()), n))
        for i, n, note, target in block.calls:
            call = Call(self.at + len(block.text[:i].split()), n, note)
            if target:
                self.pending.append((len(self.calls), target))
            self.calls.append(call)
        if tokens:
            self.blocks.append(Block(block.kind, tokens, block.level, part=block.part))
            self.at += len(tokens)

    def write(self, text: str | None) -> None:
        """Add characters to the open block."""
        if text and self.open is not None:
            self.open.text += text

    def inline(self, node: etree._Element) -> None:
        """Text and children of a block or of an element inside it."""
        self.write(node.text)
        for child in node:
            name = name_of(child)
            if name in NAMES or (name == "quote" and child.get("rend") != "block"):
                self.inline(child)
            elif name in BLOCKS or name in HOLDERS:
                current = self.open
                self.child(child, node)
                if self.open is None and current is not None:
                    self.open = _Open(current.kind, current.level, part=current.part)
            elif name in ("lb", "cb"):
                self.write("" if child.get("break") == "no" else " ")
            elif name in ("figure", "table", "note", "fw", "gap", "pb", "ref"):
                self.event(child)
            elif name == "choice":
                self.choice(child)
            elif name not in ("sic", "orig", "del", "figDesc", "desc") and name:
                self.inline(child)
            self.write(child.tail)

    def choice(self, node: etree._Element) -> None:
        """The corrected or regular form if there is one."""
        for wanted in ("corr", "reg", "expan"):
            for child in node:
                if name_of(child) == wanted:
                    self.inline(child)
                    return
        for child in node:
            self.inline(child)

    # -- what stands in the text and is not of it ------------------------------------------------

    def event(self, node: etree._Element) -> None:
        """What stands in the text and is not of it."""
        name = name_of(node)
        if name == "pb":
            n = (node.get("n") or "").strip("[]? ") or None
            if self.open is None:
                self.breaks.append(Break(self.at, n))
            else:
                self.open.breaks.append((len(self.open.text), n))
        elif name in ("fw", "docImprint"):
            self.furniture += [" ".join(line.split()) for line in furniture_lines(node)]
        elif name == "gap":
            self.gap(node)
        elif name in ("figure", "table"):
            self.float(node)
        elif name == "note":
            self.note(node)
        elif name == "ref":
            if node.get("type") == "noteAnchor":
                self.call(plain(node) or node.get("n"), None, node.get("target", "").lstrip("#"))
            else:
                self.inline(node)

    def call(self, n: str | None, note: int | None, target: str = "") -> None:
        """A call at the present place."""
        if self.open is None:
            if target:
                self.pending.append((len(self.calls), target))
            self.calls.append(Call(self.at, n, note))
        else:
            self.open.calls.append((len(self.open.text), n, note, target))

    def note(self, node: etree._Element) -> None:
        """A foot note, an author note, or some other note."""
        kind = node.get("type")
        for gap in node.iter("{*}gap"):
            self.gap(gap)
        if kind == "contributor":
            self.bios.append(tokenize(plain(node)))
            return
        if node.get("place") not in FOOT and kind not in ("footnote", "endnote"):
            outer, self.open = self.open, None
            self.block(node, "other", None)
            self.open = outer
            return
        tokens = tokenize(plain(node, skip=("label",)))
        n = node.get("n")
        if tokens:
            self.notes.append(Note(n, tokens))
        identity = node.get(XML_ID, "")
        if identity:
            self.by_id[identity] = len(self.notes) - 1
        called = identity in self.targets or node.get("subtype") == "orphan"
        if not called:
            self.call(n, len(self.notes) - 1 if tokens else None)
        for page in node.iter("{*}pb"):
            self.event(page)

    def float(self, node: etree._Element) -> None:
        """A table or figure."""
        head = next((child for child in node if name_of(child) == "head"), None)
        caption = tokenize(plain(head)) if head is not None else ()
        rest = [w for child in node if child is not head for w in tokenize(plain(child))]
        self.floats.append(Float(caption, tuple(rest)))
        for inner in node.iter("{*}pb", "{*}fw"):
            self.event(inner)

    def gap(self, node: etree._Element) -> None:
        """A declared loss: slices, or words in the text."""
        said = " ".join("".join(str(part) for part in node.itertext()).split())
        if node.get("unit") == "slice" or "slice" in (node.get("reason") or ""):
            self.missing |= numbers(said.partition("with page")[0])
        else:
            self.lost += 1

    def digest(self) -> Digest:
        """What has been collected."""
        calls = list(self.calls)
        for i, target in self.pending:
            calls[i] = replace(calls[i], note=self.by_id.get(target))
        return Digest(
            blocks=tuple(self.blocks),
            notes=tuple(self.notes),
            calls=tuple(sorted(calls, key=lambda call: call.at)),
            breaks=tuple(self.breaks),
            furniture=tuple(self.furniture),
            floats=tuple(self.floats),
            bios=tuple(self.bios),
            works=tuple(self.works),
            missing=tuple(sorted(self.missing)),
            lost=self.lost,
            aside=tuple(self.aside),
        )
