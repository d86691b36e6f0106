"""The project's schemas: where they lie, compiled once a process.

In an installed wheel they are ``archivist/schemas/``; in a checkout they are the top-level
``schemas/``. Both hold the same files.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from lxml import etree
from lxml.isoschematron import Schematron

from archivist.errors import ArchivistError

GRAMMAR = "archivist.rng"
NARROW = "written.rng"
RULES = "archivist.sch"
_WALK = "{http://www.w3.org/1999/XSL/Transform}apply-templates"
_PATTERN = "{http://purl.oclc.org/dsdl/svrl}active-pattern"
_FIRED = "{http://purl.oclc.org/dsdl/svrl}fired-rule"


@cache
def schema_folder() -> Path:
    """Folder that holds the schemas.

    Raises:
        ArchivistError: the installation is broken: there is no such folder.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "schemas", package.parent / "schemas"):
        if (folder / GRAMMAR).is_file():
            return folder
    raise ArchivistError(
        f"{GRAMMAR} is missing from {package / 'schemas'}: the installation is not complete, "
        "install the package again."
    )


@cache
def schema_bytes(name: str = GRAMMAR) -> bytes:
    """Bytes of one schema file, such as ``archivist.rng``."""
    return (schema_folder() / name).read_bytes()


@cache
def schema_digest(name: str = GRAMMAR) -> str:
    """SHA-256 of one schema file, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(schema_bytes(name)).hexdigest()


@cache
def grammar() -> etree.RelaxNG:
    """The compiled Relax NG grammar; about 0.1 s once a process, then free."""
    return etree.RelaxNG(etree.fromstring(schema_bytes(GRAMMAR)))


@cache
def narrow_grammar() -> etree.RelaxNG:
    """The part of the grammar that the program itself writes, compiled.

    Things are only left out: a document that is valid by this is valid by the whole. The validator
    tries on each element every attribute it may have, which is most of its time.
    """
    return etree.RelaxNG(etree.fromstring(schema_bytes(NARROW)))


@cache
def rules() -> etree.XSLT:
    """The compiled Schematron rules: a stylesheet from a document to a validation report.

    The stylesheet is kept instead of lxml's validator object because a call of it shares no
    state with any other call.
    """
    compiled = Schematron(etree.fromstring(schema_bytes(RULES)), store_xslt=True)
    return etree.XSLT(_flat(compiled.validator_xslt.getroot()))


def _flat(sheet: etree._Element) -> etree._Element:
    """The stylesheet with one pass over the elements for each pattern.

    As Schematron makes it, it lists all that was looked at, goes through the document once more
    for each pattern without any rule, and goes down by recursion, to attributes too. Nobody reads
    that list, and no rule has an attribute for its context.
    """
    for fired in list(sheet.iter(_FIRED)):
        _drop(fired)
    for idle in [walk for pattern in sheet.iter(_PATTERN) for walk in pattern.iter(_WALK)]:
        _drop(idle)
    for walk in list(sheet.iter(_WALK)):
        if walk.get("select") == "/":
            walk.set("select", "//*")
        elif walk.get("select") == "@*|*":
            _drop(walk)
    return sheet


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
