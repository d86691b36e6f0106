"""Is a TEI document valid: grammar, rules and links; and if not, where and why.

Law 7 rests on this module. Three checks, cheap enough for every run of the program:

* the Relax NG grammar ``schemas/archivist.rng``, which is a subset of TEI P5;
* the Schematron rules ``schemas/archivist.sch``;
* the links: every token of every pointer attribute that points into the document, and every
  ``src:START,END`` alignment, of which XPath 1.0 can only look at the first token.

``is_valid`` answers yes or no from a tree in memory; ``validate_bytes`` and ``validate_file``
parse defensively (no network, no DTD, no entities) and name each fault by line, in words.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, cast

from lxml import etree

from archivist.errors import ReadError
from archivist.tei.diagnose import Fault, faults
from archivist.tei.schemas import grammar, narrow_grammar, rules
from archivist.xml import TEI, TEI_NS, XML_ID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archivist.tei.elements import Element

_SVRL_FAILED = "{http://purl.oclc.org/dsdl/svrl}failed-assert"
_OFFSETS = re.compile(r"[^:/#\s]+:([0-9]+),([0-9]+)")
_ROOTS = (f"{TEI}TEI", f"{TEI}teiCorpus")

# Attributes of the grammar whose value is one or more addresses. A test holds this list against
# the grammar; cRef, key and the like are not addresses.
# fmt: off
POINTERS = frozenset((
    "ana", "calendar", "change", "copyOf", "corresp", "datcat", "datingMethod", "datingPoint",
    "decls", "domains", "edRef", "end", "exclude", "facs", "from", "hand", "lemmaRef",
    "next", "nymRef", "period", "prev", "property", "ref", "rendition", "require", "resp",
    "sameAs", "scheme", "select", "source", "spanTo", "start", "synch", "target", "targetEnd",
    "to", "toWhom", "unitRef", "url", "valueDatcat", "who", "wit",
))
# fmt: on


class Kind(StrEnum):
    """What sort of check a document failed."""

    WELL_FORMED = "well-formed"
    SCHEMA = "schema"
    RULE = "rule"
    LINK = "link"


class Problem(NamedTuple):
    """One fault of a document.

    Attributes:
        name: the document, as the caller calls it.
        line: line from 1; 0 for a tree that was never text.
        column: column from 1 where it is known.
        kind: the sort of check.
        code: short stable name of the fault: the id of a Schematron assertion, or of a schema
            fault such as ``not-allowed-here``.
        message: one sentence for a person.
    """

    name: str
    line: int
    column: int | None
    kind: Kind
    code: str
    message: str

    def __str__(self) -> str:
        """``file:line: message``, as compilers print it."""
        return f"{self.name}:{self.line}: {self.message}"


def is_valid(root: etree._Element) -> bool:
    """Say whether a tree in memory is valid: grammar, rules and links; nothing is parsed."""
    return (
        (narrow_grammar().validate(root) or grammar().validate(root))
        and next(rules()(root).getroot().iter(_SVRL_FAILED), None) is None
        and next(_broken_links(root), None) is None
    )


def validate_tree(root: etree._Element, *, name: str = "document") -> list[Problem]:
    """All faults of a tree in memory, by line; empty when the document is valid."""
    if root.tag not in _ROOTS:
        return [_wrong_root(root, name)]
    found: list[Problem] = []
    if not grammar().validate(root):
        found += [
            Problem(name, _line(fault.element), None, Kind.SCHEMA, fault.code, fault.message)
            for fault in _schema_faults(root)
        ]
    found += _rule_problems(root, name)
    found += [
        Problem(name, _line(element), None, Kind.LINK, code, message)
        for element, code, message in _broken_links(root)
    ]
    return sorted(set(found), key=lambda problem: (problem.line, problem.kind, problem.message))


def validate_bytes(data: bytes, *, name: str = "document") -> list[Problem]:
    """All faults of a document given as bytes, by line; empty when it is valid.

    Args:
        data: an XML document in any encoding that its declaration names.
        name: what to call it in the problems.
    """
    # recover and huge_tree stay off: a document that needs them is not fit to be kept.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return _syntax_problems(error, parser, name)
    if root.getroottree().docinfo.internalDTD is not None:
        message = "A document type declaration is not accepted: take out <!DOCTYPE …>."
        return [Problem(name, 1, None, Kind.WELL_FORMED, "doctype", message)]
    return validate_tree(root, name=name)


def validate_file(path: Path) -> list[Problem]:
    """All faults of a file, by line; empty when it is valid.

    Raises:
        ReadError: the file cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror}).") from error
    return validate_bytes(data, name=str(path))


def _line(element: etree._Element) -> int:
    return int(getattr(element, "sourceline", 0) or 0)


def _wrong_root(root: etree._Element, name: str) -> Problem:
    qualified = etree.QName(root)
    space = f"of the namespace {qualified.namespace}" if qualified.namespace else "of no namespace"
    message = (
        f"The root element is <{qualified.localname}> {space}; "
        "it must be <TEI> or <teiCorpus> of http://www.tei-c.org/ns/1.0."
    )
    return Problem(name, _line(root), None, Kind.SCHEMA, "root", message)


def _syntax_problems(
    error: etree.XMLSyntaxError, parser: etree.XMLParser, name: str
) -> list[Problem]:
    entries = list(parser.error_log) or []
    found = [
        Problem(name, e.line, e.column or None, Kind.WELL_FORMED, *_syntax_words(e.message))
        for e in entries
    ]
    if not found:
        line, column = error.position
        words = _syntax_words(error.msg or "")
        found = [Problem(name, max(line, 1), column or None, Kind.WELL_FORMED, *words)]
    return list(dict.fromkeys(found))


def _syntax_words(message: str) -> tuple[str, str]:
    """Code and sentence for a message of the XML parser."""
    text = " ".join(message.split())
    twice = re.match(r"ID (\S+) already defined", text)
    if twice:
        return "id-twice", f'xml:id "{twice[1]}" stands on more than one element.'
    named = re.match(r"xml:id\s*: attribute value (\S*) is not an NCName", text)
    if named:
        return "id-name", f'xml:id "{named[1]}" is not a name: it must begin with a letter.'
    if "XML_PARSE_HUGE" in text or "Excessive depth" in text or "too long" in text:
        return "too-large", (
            "The document goes past the parser's safe limits (10 million characters in one text, "
            f"256 levels of nesting): split it. The parser says: {text}."
        )
    if text == "Document is empty" or not text:
        return "not-well-formed", "The document is empty or is not XML."
    return "not-well-formed", f"Not well-formed XML: {text}."


def _schema_faults(root: etree._Element) -> list[Fault]:
    """What the diagnosis finds; where it finds nothing, what the validator said."""
    found = faults(root)
    if found:
        return found
    log = grammar().error_log
    words = log[0].message if len(log) else "the validator gives no reason"
    return [Fault(root, "invalid", f"Not valid against the grammar: {words}.")]


def _rule_problems(root: etree._Element, name: str) -> Iterator[Problem]:
    for failed in rules()(root).getroot().iter(_SVRL_FAILED):
        element = _located(root, str(failed.get("location")))
        code = str(failed.get("id"))
        message = " ".join(str(failed.xpath("string()")).split())
        kind = Kind.LINK if code in ("pointer", "source-prefix", "source-offsets") else Kind.RULE
        yield Problem(name, _line(element), None, kind, code, message)


def _located(root: etree._Element, location: str) -> etree._Element:
    """The element a Schematron report speaks of; for an attribute, the element that has it."""
    found = root.xpath(f"({location})/ancestor-or-self::*[1]")
    node = found[0] if isinstance(found, list) and found else root
    return node if etree.iselement(node) else root


_SEVERAL = etree.XPath("//t:*[@*[contains(., ' ')]]", namespaces={"t": TEI_NS})


def _broken_links(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """Tokens that lead nowhere, of attributes with several tokens; single ones have a rule."""
    listing = [
        (element, str(attribute), str(value))
        for element in cast("list[Element]", _SEVERAL(root))
        for attribute, value in element.items()
        if attribute in POINTERS and " " in value
    ]
    if not listing:
        return
    known = {str(e.get(XML_ID)) for e in root.iter(f"{TEI}*") if e.get(XML_ID)}
    prefixes = {p.get("ident") for p in root.iter(f"{TEI}prefixDef")}
    for element, attribute, value in listing:
        for token in value.split():
            fault = _token_fault(attribute, token, known, prefixes)
            if fault:
                yield element, *fault


def _token_fault(
    attribute: str, token: str, known: set[str], prefixes: set[str | None]
) -> tuple[str, str] | None:
    if token.startswith("#"):
        if token[1:] in known:
            return None
        return "pointer", f'@{attribute} points at "{token}", which is nowhere in this document.'
    if attribute == "source" and "//" not in token:
        offsets = _OFFSETS.fullmatch(token)
        if offsets is None or int(offsets[1]) > int(offsets[2]):
            return "source-offsets", (
                f'@source "{token}" is not of the form src:START,END with START not after END.'
            )
        if token.partition(":")[0] not in prefixes:
            return "source-prefix", (
                f'@source "{token}" uses a prefix that no prefixDef of the header declares.'
            )
    return None
