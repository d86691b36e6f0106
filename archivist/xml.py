"""Names of XML and TEI, and what XML cannot hold: for every layer that reads or writes it."""

from __future__ import annotations

import re

from lxml import etree

TEI_NS = "http://www.tei-c.org/ns/1.0"
TEI = f"{{{TEI_NS}}}"
XML = "{http://www.w3.org/XML/1998/namespace}"
XML_ID = f"{XML}id"
XML_LANG = f"{XML}lang"
XML_SPACE = f"{XML}space"
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that no document can hold."""


def name_of(node: etree._Element) -> str:
    """The local name of an element; empty for comments and processing instructions."""
    tag: object = node.tag
    return etree.QName(tag).localname if isinstance(tag, str) else ""
