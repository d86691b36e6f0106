"""Reduces a TEI document to a digest, forgiving every legitimate freedom of encoding."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from lxml import etree

from archivist.errors import ReadError
from archivist.evaluate.digest import (
    Block,
    Break,
    Call,
    Copy,
    Digest,
    Float,
    Note,
    Work,
    tokenize,
)
from archivist.evaluate.header import copies_from_facts, read_copies, read_facts

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_tei", "reduce"]

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
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
PARTS = {"front", "body", "back"}


def reduce(root: etree._Element) -> Digest:
    """The digest of a TEI document.

    Args:
        root: the ``TEI`` element (any namespace).

    Returns:
        What can be right or wrong about it; fields marked gold only are empty.
    """
    walker = _Walker(root)
    text = next((child for child in root if _name(child) == "text"), None)
    if text is not None:
        walker.holder(text)
    return replace(walker.digest(), facts=read_facts(root), copies=read_copies(root))


def read_tei(path: Path) -> Digest:
    """The digest of a TEI file, with the copies of the ``facts.json`` beside it if there is one.

    Raises:
        ReadError: the file cannot be read or is not XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        digest = reduce(etree.parse(str(path), parser).getroot())
    except (OSError, etree.XMLSyntaxError) as error:
        raise ReadError(f"{path}: not a readable TEI document ({error}): validate it") from error
    facts = path.parent / "facts.json"
    if facts.is_file():
        try:
            known = copies_from_facts(json.loads(facts.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise ReadError(f"{facts}: not readable JSON ({error}): clean again") from error
        digest = replace(digest, copies=known or digest.copies)
    return digest


@dataclass(slots=True)
class _Open:
    """The block that is being filled."""

    kind: str
    level: int | None = None
    text: str = ""
    breaks: list[tuple[int, str | None]] = field(default_factory=list)
    calls: list[tuple[int, str | None, int | None, str]] = field(default_factory=list)
    part: str = ""


def _name(node: Any) -> str:
    return etree.QName(node.tag).localname if isinstance(node.tag, str) else ""


class _Walker:
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
        name = _name(node)
        if name == "titlePage":
            self.title_page(node)
            return
        for child in node:
            self.child(child, node)

    def child(self, node: etree._Element, parent: etree._Element) -> None:
        name = _name(node)
        if name == "quote" and not any(_name(inner) in ("p", "ab", "l") for inner in node):
            self.block(node, "quote", None)
        elif name in HOLDERS:
            self.holder(node)
        elif name in BLOCKS:
            self.block(node, *self.kind(node, parent))
        else:
            self.event(node)

    def kind(self, node: etree._Element, parent: etree._Element) -> tuple[str, int | None]:
        """Neutral kind and level of a block element."""
        name, above = _name(node), _name(parent)
        kind = BLOCKS[name]
        if name == "head":
            if above not in ("div", "body", "front", "back", "group", "text"):
                return "p", None
            return "head", self.depth(parent)
        if kind == "p":
            for up in node.iterancestors():
                if _name(up) == "item":
                    return "item", _lists(up)
                if _name(up) == "quote":
                    return "quote", None
                if _name(up) in ("div", *PARTS):
                    break
        if kind == "item":
            return "item", _lists(node)
        return kind, None

    def depth(self, node: etree._Element) -> int | None:
        """Depth of a head among headed divisions of its text; None outside the body."""
        depth = 0
        for up in (node, *node.iterancestors()):
            name = _name(up)
            if name == "div":
                if up.get("type") in ("abstract", "foreword", "contents", "boards", "imprint"):
                    return None
                depth += any(_name(inner) == "head" for inner in up)
            elif name == "body":
                return depth
            elif name in PARTS:
                return None
        return depth or None

    def title_page(self, node: etree._Element) -> None:
        """A title page: a work, its author notes, its words set aside."""
        parts: dict[str, list[str]] = {"main": [], "sub": []}
        people: list[str] = []
        for inner in node.iter("{*}titlePart"):
            if inner.get("type", "main") in parts:
                parts[inner.get("type", "main")].append(_plain(inner))
        for inner in node.iter("{*}docAuthor"):
            people.append(_plain(inner))
        title = " ".join(parts["main"]).rstrip(" :")
        if title and people:
            self.works.append(Work(title, " ".join(parts["sub"]), tuple(people), self.at))
        for inner in node.iter():
            name = _name(inner)
            if name in ("note", "pb", "fw", "gap", "docImprint"):
                if not any(_name(up) in ("note", "fw", "docImprint") for up in _below(inner, node)):
                    self.event(inner)
        self.aside += tokenize(_plain(node))

    # -- text ------------------------------------------------------------------------------------

    def block(self, node: etree._Element, kind: str, level: int | None) -> None:
        outer = self.open
        if outer is not None:
            self.close()
        self.open = _Open(kind, level, part=_part(node))
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
        if text and self.open is not None:
            self.open.text += text

    def inline(self, node: etree._Element) -> None:
        """Text and children of a block or of an element inside it."""
        self.write(node.text)
        for child in node:
            name = _name(child)
            if name == "quote" and child.get("rend") != "block":
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
        for wanted in ("corr", "reg", "expan"):
            for child in node:
                if _name(child) == wanted:
                    self.inline(child)
                    return
        for child in node:
            self.inline(child)

    # -- what stands in the text and is not of it ------------------------------------------------

    def event(self, node: etree._Element) -> None:
        name = _name(node)
        if name == "pb":
            n = (node.get("n") or "").strip("[] ") or None
            if self.open is None:
                self.breaks.append(Break(self.at, n))
            else:
                self.open.breaks.append((len(self.open.text), n))
        elif name in ("fw", "docImprint"):
            self.furniture += [" ".join(line.split()) for line in _furniture(node)]
        elif name == "gap":
            self.gap(node)
        elif name in ("figure", "table"):
            self.float(node)
        elif name == "note":
            self.note(node)
        elif name == "ref":
            if node.get("type") == "noteAnchor":
                self.call(_plain(node) or node.get("n"), None, node.get("target", "").lstrip("#"))
            else:
                self.inline(node)

    def call(self, n: str | None, note: int | None, target: str = "") -> None:
        if self.open is None:
            if target:
                self.pending.append((len(self.calls), target))
            self.calls.append(Call(self.at, n, note))
        else:
            self.open.calls.append((len(self.open.text), n, note, target))

    def note(self, node: etree._Element) -> None:
        kind = node.get("type")
        for gap in node.iter("{*}gap"):
            self.gap(gap)
        if kind == "contributor":
            self.bios.append(tokenize(_plain(node)))
            return
        if node.get("place") != "bottom" and kind != "footnote":
            outer, self.open = self.open, None
            self.block(node, "other", None)
            self.open = outer
            return
        tokens = tokenize(_plain(node, skip=("label",)))
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
        head = next((child for child in node if _name(child) == "head"), None)
        caption = tokenize(_plain(head)) if head is not None else ()
        rest = [w for child in node if child is not head for w in tokenize(_plain(child))]
        self.floats.append(Float(caption, tuple(rest)))
        for inner in node.iter("{*}pb", "{*}fw"):
            self.event(inner)

    def gap(self, node: etree._Element) -> None:
        said = " ".join("".join(str(part) for part in node.itertext()).split())
        if node.get("unit") == "slice" or "slice" in (node.get("reason") or ""):
            self.missing |= numbers(said)
        else:
            self.lost += 1

    def digest(self) -> Digest:
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


def numbers(text: str) -> set[int]:
    """The numbers and number ranges of a text: ``slices 1–3, 7`` gives 1, 2, 3, 7."""
    found: set[int] = set()
    text = re.sub(r"\bof \d+", "", text)
    for low, high in re.findall(r"(\d+)(?:\s*(?:[-–—]|to|through)\s*(\d+))?", text):
        found |= set(range(int(low), int(high or low) + 1))
    return found


def _part(node: etree._Element) -> str:
    """The named division a node belongs to, if it is one of those that are told apart."""
    for up in node.iterancestors():
        if up.get("type") in ("abstract", "foreword"):
            return str(up.get("type"))
    return ""


def _lists(node: etree._Element) -> int:
    return sum(_name(up) == "list" for up in node.iterancestors()) or 1


def _below(node: etree._Element, top: etree._Element) -> list[etree._Element]:
    """Ancestors of a node below ``top``."""
    found = []
    for up in node.iterancestors():
        if up is top:
            break
        found.append(up)
    return found


def _furniture(node: etree._Element) -> list[str]:
    """One text per printed line of a furniture element."""
    return [line for line in _raw(node).split("\n") if line.strip()]


UNREAD = ("gap", "pb", "fw", "note", "docImprint", "figDesc")
SEPARATE = {"p", "cell", "row", "item", "head", "label", "ab", "titlePart", "byline", "docAuthor"}


def _plain(node: etree._Element, *, skip: tuple[str, ...] = ()) -> str:
    """The words of an element, blanks single."""
    return " ".join(_raw(node, skip).split())


def _raw(node: etree._Element, skip: tuple[str, ...] = ()) -> str:
    """The text of an element: corrected forms, no furniture, no notes inside."""
    out: list[str] = [node.text or ""]
    for child in node:
        name = _name(child)
        in_float = name == "note" and _name(node) in ("figure", "table")
        if name in ("sic", "orig") and _name(node) == "choice":
            pass
        elif name == "lb":
            out.append("" if child.get("break") == "no" else "\n")
        elif in_float or (name and name not in (*UNREAD, *skip)):
            inner = _raw(child, skip)
            out.append(f"\n{inner}\n" if name in SEPARATE or in_float else inner)
        out.append(child.tail or "")
    return "".join(out)
