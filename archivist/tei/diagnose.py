"""Say in words where and why a TEI document breaks the grammar.

The validator's verdict is sound, but its messages often name an ancestor of the faulty element
and speak of patterns. Each element of the grammar has one definition, so any element can be
checked by itself: the deepest element that fails while all its children pass is the place. Its
children are then replaced by empty shells of the same name and checked against a grammar that
looks at one content model only; what has to be taken out or put in to make that valid is the
reason.

Nothing here runs on a valid document.
"""

from __future__ import annotations

import copy
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from archivist.tei.schemas import schema_bytes
from archivist.xml import TEI, TEI_NS, XML, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_R = "{http://relaxng.org/ns/structure/1.0}"
_MAY_BE_ABSENT = frozenset(_R + name for name in ("optional", "zeroOrMore", "choice"))
_MOST_CHILDREN = 60  # trials grow with the square of this; beyond it the fault is only named
_MOST_FAULTS = 50


class Fault(NamedTuple):
    """One place where the grammar is broken."""

    element: etree._Element
    code: str
    message: str


def faults(root: etree._Element) -> list[Fault]:
    """Faults of a document that the grammar refuses, deepest elements only, at most 50."""
    found: list[Fault] = []
    for fault in _search(root):
        found.append(fault)
        if len(found) == _MOST_FAULTS:
            break
    return found


# -- the grammar as data ---------------------------------------------------------------------------


@cache
def _source() -> etree._Element:
    return etree.fromstring(schema_bytes(), etree.XMLParser(remove_comments=True))


@cache
def _defines() -> dict[str, etree._Element]:
    return {str(d.get("name")): d for d in _source().iter(_R + "define")}


@cache
def _models() -> dict[str, etree._Element]:
    """The ``element`` pattern of each element of the grammar, by name."""
    return {str(e.get("name")): e for e in _source().iter(_R + "element")}


def _reachable(pattern: etree._Element) -> Iterator[etree._Element]:
    """Patterns of one element's model, through references, not into other elements."""
    seen: set[str] = set()
    ahead = list(pattern)
    while ahead:
        node = ahead.pop()
        if node.tag == _R + "ref":
            name = str(node.get("name"))
            if name in _models():
                yield node
            elif name not in seen:
                seen.add(name)
                ahead += list(_defines()[name])
        else:
            yield node
            if node.tag != _R + "attribute":
                ahead += list(node)


@cache
def _child_names(name: str) -> frozenset[str]:
    refs = (node for node in _reachable(_models()[name]) if node.tag == _R + "ref")
    return frozenset(str(ref.get("name")) for ref in refs)


@cache
def _attributes(name: str) -> dict[str, list[etree._Element]]:
    """Attribute patterns of an element, by attribute name in lxml's form."""
    found: dict[str, list[etree._Element]] = {}
    for node in _reachable(_models()[name]):
        if node.tag == _R + "attribute":
            plain = str(node.get("name"))
            key = XML + plain[4:] if plain.startswith("xml:") else plain
            found.setdefault(key, []).append(node)
    return found


@cache
def _required_attributes(name: str) -> frozenset[str]:
    """Attributes no document may leave out; those in a choice are not counted."""
    found = set()
    ahead = list(_models()[name])
    while ahead:
        node = ahead.pop()
        if node.tag == _R + "attribute":
            found.add(str(node.get("name")))
        elif node.tag == _R + "ref" and str(node.get("name")) not in _models():
            ahead += list(_defines()[str(node.get("name"))])
        elif node.tag not in _MAY_BE_ABSENT:
            ahead += list(node)
    return frozenset(found)


@cache
def _any_element() -> etree.RelaxNG:
    """The grammar with every element allowed as root."""
    made = copy.deepcopy(_source())
    start = next(made.iter(_R + "start"))
    for child in list(start):
        start.remove(child)
    choice = etree.SubElement(start, _R + "choice")
    for name in _models():
        etree.SubElement(choice, _R + "ref", name=name)
    return etree.RelaxNG(made)


@cache
def _one_model(name: str) -> etree.RelaxNG:
    """A grammar for one element whose children are empty shells; attributes are left out."""
    made = copy.deepcopy(_source())
    model: list[etree._Element] = []
    for attribute in list(made.iter(_R + "attribute")):
        parent = attribute.getparent()
        if parent is not None:
            parent.replace(attribute, etree.Element(_R + "empty"))
    for element in list(made.iter(_R + "element")):
        if element.get("name") == name:
            model = [copy.deepcopy(child) for child in element]
        for child in list(element):
            element.remove(child)
        etree.SubElement(element, _R + "empty")
    start = next(made.iter(_R + "start"))
    for child in list(start):
        start.remove(child)
    etree.SubElement(start, _R + "element", name=name).extend(model)
    return etree.RelaxNG(made)


# -- the search ------------------------------------------------------------------------------------


def _elements(parent: etree._Element) -> list[etree._Element]:
    return list(parent.iterchildren("*"))


def _known(element: etree._Element) -> bool:
    return etree.QName(element).namespace == TEI_NS and name_of(element) in _models()


def _search(element: etree._Element) -> Iterator[Fault]:
    if not _known(element):
        yield _unknown(element)
        return
    failing = [
        child
        for child in _elements(element)
        if not _known(child) or not _any_element().validate(child)
    ]
    for child in failing:
        yield from _search(child)
    own = list(_attribute_faults(element)) + list(_content_faults(element))
    yield from own
    if not own and not failing and not _any_element().validate(element):
        message = f"<{name_of(element)}> does not follow the grammar: {_holds(element)}."
        yield Fault(element, "content", message)


def _unknown(element: etree._Element) -> Fault:
    qualified = etree.QName(element)
    if qualified.namespace != TEI_NS:
        space = qualified.namespace or "no namespace"
        message = f"<{qualified.localname}> is not a TEI element: it is of {space}."
        return Fault(element, "not-tei", message)
    near = get_close_matches(qualified.localname, _models(), n=1)
    hint = f"; did you mean <{near[0]}>?" if near else "."
    message = f"The element <{qualified.localname}> is not part of the schema{hint}"
    return Fault(element, "unknown-element", message)


def _attribute_faults(element: etree._Element) -> Iterator[Fault]:
    name = name_of(element)
    allowed = _attributes(name)
    for attribute in _required_attributes(name):
        if attribute not in element.attrib and not attribute.startswith("xml:"):
            message = f"<{name}> lacks the attribute {attribute}."
            yield Fault(element, "attribute-missing", message)
    for key in map(str, element.attrib):
        shown = key.replace(XML, "xml:")
        if key not in allowed:
            near = get_close_matches(shown, allowed, n=1)
            hint = f"; did you mean {near[0]}?" if near else "."
            message = f"<{name}> may not have the attribute {shown}{hint}"
            yield Fault(element, "unknown-attribute", message)
        elif not _value_fits(element, key):
            wish = _wish(allowed[key])
            message = f'{shown}="{element.get(key)}" of <{name}> is not {wish}.'
            yield Fault(element, "attribute-value", message)


@cache
def _one_attribute(name: str, key: str) -> etree.RelaxNG:
    """A grammar for an element that holds nothing but one attribute."""
    made = etree.Element(_R + "grammar")
    for inherited in ("datatypeLibrary", "ns"):
        made.set(inherited, str(_source().get(inherited)))
    element = etree.SubElement(etree.SubElement(made, _R + "start"), _R + "element", name=name)
    choice = etree.SubElement(element, _R + "choice")
    choice.extend(copy.deepcopy(pattern) for pattern in _attributes(name)[key])
    needed = [str(ref.get("name")) for ref in choice.iter(_R + "ref")]
    for reference in dict.fromkeys(needed):
        made.append(copy.deepcopy(_defines()[reference]))
    return etree.RelaxNG(made)


def _value_fits(element: etree._Element, key: str) -> bool:
    probe = etree.Element(element.tag)
    probe.set(key, str(element.get(key)))
    return bool(_one_attribute(name_of(element), key).validate(probe))


def _wish(patterns: list[etree._Element]) -> str:
    """What an attribute's value should be, in words."""
    values = [str(v.text) for p in patterns for v in p.iter(_R + "value") if v.text]
    types = {str(d.get("type")) for p in patterns for d in p.iter(_R + "data")}
    if "gYear" in types:
        return "a date as TEI writes it: 2017, 2017-07 or 2017-07-15"
    if values and not types:
        return "one of " + ", ".join(values[:12])
    if "anyURI" in types:
        return "an address without spaces (https://…, #id or prefix:…)"
    if "ID" in types:
        return "a name: a letter, then letters, digits, '.', '-' or '_'"
    if types & {"nonNegativeInteger", "decimal"}:
        return "a number"
    if "language" in types:
        return "a language tag such as en or uz-Latn"
    if "boolean" in types:
        return "true or false"
    return "of the form the grammar asks for"


def _content_faults(element: etree._Element) -> Iterator[Fault]:
    """Faults in which children there are; children that fail by themselves count as present."""
    name = name_of(element)
    children = [child for child in _elements(element) if _known(child)]
    names = [name_of(child) for child in children]
    has_text = bool((element.text or "").strip()) or any((c.tail or "").strip() for c in element)
    if _fits(name, names, has_text=has_text):
        return
    strangers = [c for c in children if name_of(c) not in _child_names(name)]
    for child in strangers:
        message = f"<{name_of(child)}> is not allowed in <{name}>."
        yield Fault(child, "not-allowed-here", message)
    names = [n for n in names if n in _child_names(name)]
    children = [c for c in children if c not in strangers]
    if has_text and not _takes_text(name):
        yield Fault(element, "text", f"<{name}> may not hold text of its own, only elements.")
        has_text = False
    if not _fits(name, names, has_text=has_text):
        yield _arrangement(element, children, has_text=has_text)


def _arrangement(
    element: etree._Element, children: list[etree._Element], *, has_text: bool
) -> Fault:
    """Why these children in this order do not make a valid element."""
    name = name_of(element)
    names = [name_of(child) for child in children]
    if len(names) <= _MOST_CHILDREN:
        missing = _missing(name, names, has_text=has_text)
        if missing:
            return Fault(element, "element-missing", f"<{name}> lacks {missing}.")
        for i, child in enumerate(children):
            if _fits(name, names[:i] + names[i + 1 :], has_text=has_text):
                after = f" after <{names[i - 1]}>" if i else ""
                message = f"<{names[i]}> is not allowed at this place in <{name}>{after}."
                return Fault(child, "not-allowed-here", message)
    message = f"The parts of <{name}> are incomplete or in the wrong order: {_holds(element)}."
    return Fault(element, "content", message)


def _missing(name: str, names: list[str], *, has_text: bool) -> str:
    """Which single element put in would mend the content, and where; empty if none does."""
    for place in range(len(names) + 1):
        fits = [
            wanted
            for wanted in sorted(_child_names(name))
            if _fits(name, [*names[:place], wanted, *names[place:]], has_text=has_text)
        ]
        if fits:
            shown = [w for w in ("p", "head", "title") if w in fits] or fits
            where = f" before <{names[place]}>" if place < len(names) else ""
            where = where or (f" after <{names[-1]}>" if names else "")
            listed = " or ".join(f"<{w}>" for w in shown[:3])
            return listed + (" or the like" if len(fits) > len(shown[:3]) else "") + where
    return ""


def _takes_text(name: str) -> bool:
    return any(node.tag == _R + "text" for node in _reachable(_models()[name]))


def _fits(name: str, names: list[str], *, has_text: bool) -> bool:
    shell = etree.Element(TEI + name)
    for child in names:
        etree.SubElement(shell, TEI + child)
    if has_text:
        shell.text = "x"
    return bool(_one_model(name).validate(shell))


def _holds(element: etree._Element) -> str:
    names = [f"<{name_of(child)}>" for child in _elements(element)]
    if not names:
        return "it holds no elements"
    return "it holds " + ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
