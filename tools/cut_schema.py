"""Cut the project's Relax NG grammar out of the full TEI grammar.

    python -m tools.cut_schema            writes schemas/archivist.rng
    python -m tools.cut_schema --check    only says whether it is up to date

The elements to keep are those named by ``moduleRef/@include`` in ``schemas/archivist.odd``. Every
other element becomes ``notAllowed``, which is then simplified away (RELAX NG specification 4.20)
and whatever can no longer be reached is dropped. Nothing is ever added to a content model, so a
document that is valid against the result is valid against the full grammar; and a grammar without
``notAllowed`` lets libxml2 name the failing element in its messages instead of an ancestor.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from lxml import etree

from tools.tei_all import VERSION, NotAtHandError, tei_all

ROOT = Path(__file__).resolve().parent.parent
ODD = ROOT / "schemas" / "archivist.odd"
RNG = ROOT / "schemas" / "archivist.rng"

_R = "{http://relaxng.org/ns/structure/1.0}"
_TEI = "{http://www.tei-c.org/ns/1.0}"
_FOREIGN = (
    "{http://relaxng.org/ns/compatibility/annotations/1.0}*",
    "{http://purl.oclc.org/dsdl/schematron}*",
)
_LEAVES = frozenset(_R + name for name in ("data", "value", "text", "anyName", "nsName", "name"))
_SEQUENCES = frozenset(_R + name for name in ("group", "interleave", "oneOrMore", "list"))
_OPTIONS = frozenset(_R + name for name in ("optional", "zeroOrMore"))


class Meaning(Enum):
    """What a pattern can match."""

    NOTHING = "never matches"
    EMPTY = "matches only the absence of content"
    SOMETHING = "matches something"


class CutError(Exception):
    """The ODD asks for something the full grammar cannot give."""


def wanted(odd: bytes) -> frozenset[str]:
    """Names of the elements that an ODD includes, module by module."""
    root = etree.fromstring(odd)
    lists = (module.get("include") or "" for module in root.iter(_TEI + "moduleRef"))
    return frozenset(name for names in lists for name in names.split())


def cut(grammar: bytes, keep: frozenset[str]) -> bytes:
    """Cut a grammar down to the elements in `keep`.

    Args:
        grammar: a flat Relax NG grammar as the TEI publishes it: one ``define`` per name.
        keep: names of elements.

    Raises:
        CutError: an element is unknown, or cannot occur because a required part was not kept.
    """
    root = etree.fromstring(grammar)
    for node in list(root.iter(*_FOREIGN)):
        _discard(node)
    defines = {str(d.get("name")): d for d in root.findall(_R + "define")}
    forbid(defines, keep)
    return settled(root, keep, _origin(grammar))


def settled(root: etree._Element, keep: frozenset[str], origin: str) -> bytes:
    """A grammar without what can never match, as a file.

    Args:
        root: a flat grammar in which some patterns are ``notAllowed``; it is changed.
        keep: names of the elements that must be possible.
        origin: where the grammar comes from, for a comment behind the notices of the TEI.

    Raises:
        CutError: one of these elements cannot occur.
    """
    defines = {str(d.get("name")): d for d in root.findall(_R + "define")}
    while _settle(root, defines):
        pass
    _drop_unreachable(root, defines)
    _refuse_impossible(root, keep)
    for element in root.iter(_R + "element"):
        if not patterns(element):
            etree.SubElement(element, _R + "empty")
    _state_origin(root, origin)
    etree.cleanup_namespaces(root)
    etree.indent(root, " ")
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def patterns(node: etree._Element) -> list[etree._Element]:
    """The patterns directly below a node."""
    return list(node.iterchildren("*"))


def _discard(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def become(node: etree._Element, name: str) -> None:
    """Put an empty pattern of that name in the place of a pattern."""
    parent = node.getparent()
    if parent is not None:
        parent.replace(node, etree.Element(_R + name))


def forbid(defines: dict[str, etree._Element], keep: frozenset[str]) -> None:
    """Allow no elements but those to keep.

    Raises:
        CutError: one of them is unknown.
    """
    found = set()
    for define in defines.values():
        for element in list(define.iter(_R + "element")):
            if element.get("name") in keep:
                found.add(element.get("name"))
            else:
                become(element, "notAllowed")
    if keep - found:
        raise CutError(f"not in the grammar: {' '.join(sorted(keep - found))}")


def _settle(root: etree._Element, defines: dict[str, etree._Element]) -> bool:
    """One round of simplification; true when something changed."""
    meanings = {name: _meaning_of_all(patterns(d)) for name, d in defines.items()}
    changed = False
    for ref in list(root.iter(_R + "ref")):
        meaning = meanings.get(str(ref.get("name")), Meaning.NOTHING)
        if meaning is not Meaning.SOMETHING:
            become(ref, "empty" if meaning is Meaning.EMPTY else "notAllowed")
            changed = True
    for part in root.findall("*"):
        for pattern in patterns(part):
            changed |= _simplify(pattern)
    return changed


def _meaning(pattern: etree._Element) -> Meaning:
    if pattern.tag == _R + "notAllowed":
        return Meaning.NOTHING
    return Meaning.EMPTY if pattern.tag == _R + "empty" else Meaning.SOMETHING


def _meaning_of_all(patterns: list[etree._Element]) -> Meaning:
    """What patterns mean one after the other."""
    meanings = {_meaning(pattern) for pattern in patterns}
    if Meaning.NOTHING in meanings:
        return Meaning.NOTHING
    return Meaning.SOMETHING if Meaning.SOMETHING in meanings else Meaning.EMPTY


def _simplify(pattern: etree._Element) -> bool:
    """Simplify a pattern and all below it; true when something changed."""
    if pattern.tag in _LEAVES or pattern.tag == _R + "except":
        return False
    changed = False
    for child in patterns(pattern):
        changed |= _simplify(child)
    children = patterns(pattern)
    meaning = _meaning_of_all(children)
    if pattern.tag == _R + "choice":
        return _simplify_choice(pattern, children) or changed
    if pattern.tag in _OPTIONS and children and meaning is not Meaning.SOMETHING:
        become(pattern, "empty")
        return True
    if pattern.tag in _SEQUENCES and meaning is not Meaning.SOMETHING:
        become(pattern, "notAllowed" if meaning is Meaning.NOTHING else "empty")
        return True
    if pattern.tag in _SEQUENCES or pattern.tag == _R + "element":
        for child in children:
            if child.tag == _R + "empty":
                pattern.remove(child)
                changed = True
    return changed


def _simplify_choice(choice: etree._Element, children: list[etree._Element]) -> bool:
    possible = [child for child in children if _meaning(child) is not Meaning.NOTHING]
    if not possible:
        become(choice, "notAllowed")
        return True
    if all(_meaning(child) is Meaning.EMPTY for child in possible):
        become(choice, "empty")
        return True
    for child in children:
        if child not in possible:
            choice.remove(child)
    return len(possible) < len(children)


def _drop_unreachable(root: etree._Element, defines: dict[str, etree._Element]) -> None:
    reached: set[str] = set()
    ahead = [str(r.get("name")) for s in root.iter(_R + "start") for r in s.iter(_R + "ref")]
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached.add(name)
            ahead += [str(ref.get("name")) for ref in defines[name].iter(_R + "ref")]
    for name, define in defines.items():
        if name not in reached:
            _discard(define)


def _refuse_impossible(root: etree._Element, keep: frozenset[str]) -> None:
    left = {e.get("name"): e for e in root.iter(_R + "element")}
    dead = {n for n, e in left.items() if _meaning_of_all(patterns(e)) is Meaning.NOTHING}
    lost = (keep - set(left)) | {str(name) for name in dead}
    if lost:
        raise CutError(
            f"included but impossible, for nothing kept contains them or a required part of "
            f"theirs is not kept: {' '.join(sorted(lost))}"
        )


def _origin(grammar: bytes) -> str:
    digest = hashlib.sha256(grammar).hexdigest()
    return (
        f" Cut by tools/cut_schema.py out of tei_all.rng of TEI P5 {VERSION}\n"
        f"     (sha-256 {digest})\n"
        "     after the include lists of schemas/archivist.odd. Made by program: do not edit.\n"
        "     The notices above are those of the TEI Consortium, whose licence covers this file. "
    )


def _state_origin(root: etree._Element, note: str) -> None:
    """Say in the grammar what it was made from; the TEI's own licence notice stays first."""
    notices = list(root.iterchildren(etree.Comment))
    position = root.index(notices[-1]) + 1 if notices else 0
    root.insert(position, etree.Comment(note))


def run(
    make: Callable[[], bytes],
    file: Path,
    *,
    about: str,
    stale: str,
    arguments: list[str] | None = None,
) -> int:
    """Run as a program that makes a grammar; 0 when it is written or up to date, else 1.

    Args:
        make: gives the grammar, or raises `CutError` or `NotAtHandError`.
        file: where the grammar belongs.
        about: the program's docstring.
        stale: what ``--check`` says of a file that is not this grammar.
        arguments: of the program; those of the process where there are none.
    """
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    options = parser.parse_args(arguments)
    try:
        made = make()
    except (CutError, NotAtHandError) as error:
        sys.stderr.write(f"{Path(sys.argv[0]).stem}: {error}\n")
        return 1
    if options.check:
        same = file.is_file() and file.read_bytes() == made
        sys.stderr.write(f"{file.name} is {'up to date' if same else stale}\n")
        return 0 if same else 1
    scratch = file.with_suffix(".rng.part")
    scratch.write_bytes(made)
    scratch.replace(file)
    sys.stderr.write(f"{file.name}: {made.count(b'<element ')} elements, {len(made)} bytes\n")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run as a program; 0 when the grammar is written or up to date, else 1."""

    def make() -> bytes:
        return cut(tei_all().read_bytes(), wanted(ODD.read_bytes()))

    return run(make, RNG, about=__doc__ or "", stale="not what the ODD says", arguments=arguments)


if __name__ == "__main__":
    raise SystemExit(main())
