"""Cut the grammar of what the program itself writes out of the project's grammar.

    python -m tools.narrow_schema            writes schemas/written.rng
    python -m tools.narrow_schema --check    only says whether it is up to date

A validator tries on each element every attribute that the element may have, and there are dozens
that the program never writes. Here each element has its own, few of them, and elements that are not
written are gone. As in ``tools.cut_schema`` things are only taken away: what is valid by this
grammar is valid by the whole. What is not may still be, so the whole has the last word.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping

from lxml import etree

from tools.cut_schema import RNG, become, forbid, patterns, run, settled

NARROW = RNG.with_name("written.rng")

_R = "{http://relaxng.org/ns/structure/1.0}"
_NOTE = (
    " Cut by tools/narrow_schema.py out of archivist.rng: the elements and attributes that the\n"
    "     program itself writes. Made by program: do not edit. "
)

# fmt: off
_ATTRIBUTES = (
    ("", "analytic appInfo author back body cell change choice closer creation desc distributor"),
    ("", "docAuthor docImprint docTitle editor editorialDecl encodingDesc extent fileDesc front"),
    ("", "group imprint label langUsage lb listPrefixDef monogr notesStmt profileDesc projectDesc"),
    ("", "pubPlace publicationStmt publisher refsDecl resp row samplingDecl segmentation series"),
    ("", "seriesStmt sic sourceDesc space teiHeader titlePage titleStmt"),
    ("cert", "corr date persName biblScope title note pb supplied"),
    ("resp", "corr date persName biblScope title note pb supplied gap space"),
    ("xml:id source cert resp", "ab byline head item p signed table titlePart"),
    ("xml:id source", "note"),
    ("xml:id", "bibl biblStruct respStmt"),
    ("source", "fw quote"),
    ("type", "ab bibl biblStruct date div figure fw idno label measure name note"),
    ("type", "ref text title titlePart"),
    ("n", "biblScope item note pb ref text"),
    ("unit", "biblScope gap measure"),
    ("quantity", "gap measure"),
    ("from to", "biblScope"),
    ("when notBefore", "date"),
    ("when", "docDate"),
    ("level", "title"),
    ("place subtype", "note"),
    ("break", "pb"),
    ("reason", "gap supplied"),
    ("rend", "hi list p quote"),
    ("target", "ref"),
    ("status", "availability correction revisionDesc"),
    ("method", "correction normalization"),
    ("who", "change"),
    ("ident", "application language prefixDef"),
    ("version", "application"),
    ("matchPattern replacementPattern", "prefixDef"),
    ("eol", "hyphenation"),
    ("marks", "quotation"),
    ("xml:lang", "TEI"),
)
"""Attributes, and the elements on which the program writes them."""
# fmt: on


def written() -> dict[str, frozenset[str]]:
    """Names of the elements that the program writes, each with those of its attributes."""
    found: dict[str, frozenset[str]] = {}
    for attributes, elements in _ATTRIBUTES:
        for name in elements.split():
            found[name] = found.get(name, frozenset()) | frozenset(attributes.split())
    return found


def narrow(grammar: bytes, keep: Mapping[str, frozenset[str]]) -> bytes:
    """Cut a grammar down to certain elements and, on each of these, certain attributes.

    Args:
        grammar: a flat Relax NG grammar: one ``define`` per name.
        keep: names of elements, each with names of attributes.

    Raises:
        CutError: an element is unknown, or cannot occur because a part that it must have was not
            kept.
    """
    root = etree.fromstring(grammar)
    defines = {str(d.get("name")): d for d in root.findall(_R + "define")}
    forbid(defines, frozenset(keep))
    shared = _with_attributes(defines)
    for element in list(root.iter(_R + "element")):
        while inherited := list(_refs(element, shared)):
            for ref in inherited:
                _inline(ref, defines)
        for attribute in list(element.iter(_R + "attribute")):
            if attribute.get("name") not in keep[str(element.get("name"))]:
                become(attribute, "notAllowed")
    return settled(root, frozenset(keep), _NOTE)


def _with_attributes(defines: Mapping[str, etree._Element]) -> frozenset[str]:
    """Names of the definitions, other than of elements, that give attributes to elements."""
    classes = {k: d for k, d in defines.items() if next(d.iter(_R + "element"), None) is None}
    found = {k for k, d in classes.items() if next(d.iter(_R + "attribute"), None) is not None}
    while more := {k for k, d in classes.items() if k not in found and list(_refs(d, found))}:
        found |= more
    return frozenset(found)


def _refs(pattern: etree._Element, names: frozenset[str] | set[str]) -> Iterator[etree._Element]:
    return (ref for ref in pattern.iter(_R + "ref") if ref.get("name") in names)


def _inline(ref: etree._Element, defines: Mapping[str, etree._Element]) -> None:
    """Put what a reference stands for in its place, as one pattern only where it must be."""
    meant = copy.deepcopy(patterns(defines[str(ref.get("name"))]))
    parent = ref.getparent()
    if parent is None:
        return
    if parent.tag == _R + "choice" and len(meant) > 1:
        group = etree.Element(_R + "group")
        group.extend(meant)
        meant = [group]
    at = parent.index(ref)
    parent[at : at + 1] = meant


def main(arguments: list[str] | None = None) -> int:
    """Run as a program; 0 when the grammar is written or up to date, else 1."""

    def make() -> bytes:
        return narrow(RNG.read_bytes(), written())

    return run(make, NARROW, about=__doc__ or "", stale="not up to date", arguments=arguments)


if __name__ == "__main__":
    raise SystemExit(main())
