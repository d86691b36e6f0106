"""Readings of single TEI elements that the walk through a document needs."""

from __future__ import annotations

import re

from lxml import etree

from archivist.xml import name_of

__all__ = ["below", "furniture_lines", "list_depth", "numbers", "part_of", "plain"]


def numbers(text: str) -> set[int]:
    """The numbers and number ranges of a text: ``slices 1–3, 7`` gives 1, 2, 3, 7."""
    found: set[int] = set()
    text = re.sub(r"\bof \d+", "", text)
    for low, high in re.findall(r"(\d+)(?:\s*(?:[-–—]|to|through)\s*(\d+))?", text):
        found |= set(range(int(low), int(high or low) + 1))
    return found


def part_of(node: etree._Element) -> str:
    """The named division a node belongs to, if it is one of those that are told apart."""
    for up in node.iterancestors():
        if up.get("type") in ("abstract", "foreword"):
            return str(up.get("type"))
    return ""


def list_depth(node: etree._Element) -> int:
    """How many lists an item stands in, 1 at least."""
    return sum(name_of(up) == "list" for up in node.iterancestors()) or 1


def below(node: etree._Element, top: etree._Element) -> list[etree._Element]:
    """Ancestors of a node below ``top``."""
    found = []
    for up in node.iterancestors():
        if up is top:
            break
        found.append(up)
    return found


def furniture_lines(node: etree._Element) -> list[str]:
    """One text per printed line of a furniture element."""
    return [line for line in _raw(node).split("\n") if line.strip()]


UNREAD = ("gap", "pb", "fw", "note", "docImprint", "figDesc")
SEPARATE = {"p", "cell", "row", "item", "head", "label", "ab", "titlePart", "byline", "docAuthor"}


def plain(node: etree._Element, *, skip: tuple[str, ...] = ()) -> str:
    """The words of an element, blanks single."""
    return " ".join(_raw(node, skip).split())


def _raw(node: etree._Element, skip: tuple[str, ...] = ()) -> str:
    """The text of an element: corrected forms, no furniture, no notes inside."""
    out: list[str] = [node.text or ""]
    for child in node:
        name = name_of(child)
        in_float = name == "note" and name_of(node) in ("figure", "table")
        if name in ("sic", "orig") and name_of(node) == "choice":
            pass
        elif name == "lb":
            out.append("" if child.get("break") == "no" else "\n")
        elif in_float or name not in ("", *UNREAD, *skip):
            inner = _raw(child, skip)
            apart = in_float or (name in SEPARATE and name_of(node) != "byline")
            out.append(f"\n{inner}\n" if apart else inner)
        out.append(child.tail or "")
    return "".join(out)
