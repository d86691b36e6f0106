"""Good documents of our own making, and seeded ways to spoil them."""

from __future__ import annotations

import copy
import random
from pathlib import Path

from lxml import etree

GOOD = sorted((Path(__file__).parent / "good").glob("*.tei.xml"))
TWO_ESSAYS = Path(__file__).parent / "good" / "two-essays.tei.xml"
BRIEF = Path(__file__).parent / "good" / "brief.tei.xml"
TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

_NAMES = (
    "p", "head", "div", "note", "pb", "fw", "ref", "item", "list", "cell", "title", "date", "bibl",
    "hi", "lb", "gap", "choice", "foo", "front", "body", "availability", "change", "persName",
    "quote", "label", "desc",
)  # fmt: skip
_ATTRIBUTES = (
    ("type", "x"), ("n", ""), ("when", "2017-13"), ("when", "2017"), ("resp", "a b"),
    ("cert", "sure"), ("place", "bottom"), ("foo", "1"), ("target", "a b c"), ("unit", "page"),
    ("quantity", "many"), ("break", "no"), ("status", "free"), (XML_ID, "1a"), (XML_ID, "fn.1.1"),
    (XML_ID, "new"),
)  # fmt: skip


def large(essays: int) -> bytes:
    """A valid report with `essays` essays, about 4 kB each."""
    root = etree.fromstring(TWO_ESSAYS.read_bytes())
    group = next(root.iter(TEI + "group"))
    first = group[0]
    for number in range(3, essays + 1):
        essay = copy.deepcopy(first)
        essay.set("n", str(number))
        for element in essay.iter(f"{TEI}*"):
            name = element.get(XML_ID)
            if name:
                element.set(XML_ID, f"{name}.{number}")
        group.append(essay)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def mutant(data: bytes, seed: int) -> bytes:
    """A document with one to three faults, or with changes that are no fault at all."""
    pick = random.Random(seed)
    root = etree.fromstring(data)
    for _ in range(pick.choice((1, 1, 1, 2, 3))):
        elements = list(root.iterdescendants(f"{TEI}*"))
        _spoil(pick, pick.choice(elements), elements)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _spoil(pick: random.Random, element: etree._Element, elements: list[etree._Element]) -> None:
    parent = element.getparent()
    assert parent is not None
    match pick.randrange(10):
        case 0:
            parent.remove(element)
        case 1:
            parent.insert(parent.index(element), copy.deepcopy(element))
        case 2:
            element.tag = TEI + pick.choice(_NAMES)
        case 3:
            parent.insert(pick.randrange(len(parent)), element)
        case 4:
            other = pick.choice(elements)
            if element not in other.iterancestors() and other is not element:
                other.append(element)
        case 5 if len(element.attrib):
            del element.attrib[pick.choice(sorted(map(str, element.attrib)))]
        case 6:
            element.set(*pick.choice(_ATTRIBUTES))
        case 7:
            etree.SubElement(element, TEI + pick.choice(_NAMES)).text = pick.choice((None, "words"))
        case 8:
            element.text = (element.text or "") + "words"
        case _:
            element.text = None
