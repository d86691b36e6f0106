"""Small makers of elements: their work must not grow with what a parent holds already."""

from __future__ import annotations

from lxml import etree

from archivist.tei.elements import append_text, sub
from archivist.xml import TEI


def test_text_is_added_behind_the_last_child() -> None:
    parent = etree.Element(TEI + "p")
    append_text(parent, "a")
    append_text(parent, "b")
    sub(parent, "lb")
    append_text(parent, "c")
    append_text(parent, "")
    sub(parent, "lb")
    append_text(parent, "d")
    assert parent.text == "ab"
    assert [child.tail for child in parent] == ["c", "d"]


class _Counted(etree.ElementBase):
    """An element that refuses to be counted: lxml goes through all children to do it."""

    def __len__(self) -> int:
        raise AssertionError("the children were counted")


def test_children_are_not_counted_to_find_the_last() -> None:
    lookup = etree.ElementDefaultClassLookup(element=_Counted)
    parser = etree.XMLParser()
    parser.set_element_class_lookup(lookup)
    parent = etree.fromstring(b"<p><lb/></p>", parser)
    append_text(parent, "behind")
    assert etree.tostring(parent) == b"<p><lb/>behind</p>"
