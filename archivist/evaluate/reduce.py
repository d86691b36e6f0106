"""Reduces a TEI document to a digest, forgiving every legitimate freedom of encoding."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from archivist.errors import ReadError
from archivist.evaluate.header import copies_from_facts, read_copies, read_facts
from archivist.evaluate.walk import Walker
from archivist.xml import name_of

if TYPE_CHECKING:
    from pathlib import Path

    from archivist.evaluate.digest import Digest

__all__ = ["read_tei", "reduce"]


def reduce(root: etree._Element) -> Digest:
    """The digest of a TEI document.

    Args:
        root: the ``TEI`` element (any namespace).

    Returns:
        What can be right or wrong about it; fields marked gold only are empty.
    """
    walker = Walker(root)
    text = next((child for child in root if name_of(child) == "text"), None)
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
