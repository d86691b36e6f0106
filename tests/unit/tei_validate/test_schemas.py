"""The schemas as files: made as they should be, found."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from archivist import api
from archivist.tei import schemas
from archivist.tei.validate import POINTERS, is_valid
from archivist.xml import TEI as TEI_ELEMENT
from archivist.xml import XML
from tests.press.cases import make
from tests.press.series import plan_of
from tools.cut_schema import ODD, RNG, CutError, cut, wanted
from tools.narrow_schema import NARROW, narrow, written
from tools.tei_all import NotAtHandError, tei_all

from .documents import GOOD, TEI, mutant

R = "{http://relaxng.org/ns/structure/1.0}"
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def full_grammar() -> bytes:
    try:
        return tei_all().read_bytes()
    except NotAtHandError as error:
        pytest.skip(f"NOT CHECKED, the full TEI grammar is not at hand: {error}")


def test_the_grammar_is_what_the_cutter_makes_of_the_odd(full_grammar: bytes) -> None:
    assert RNG.read_bytes() == cut(full_grammar, wanted(ODD.read_bytes()))


def test_the_grammar_has_the_elements_of_the_odd_and_no_other() -> None:
    grammar = etree.parse(RNG)
    assert {e.get("name") for e in grammar.iter(R + "element")} == wanted(ODD.read_bytes())


def test_the_tei_notice_is_kept() -> None:
    head = RNG.read_text(encoding="utf-8")[:2500]
    assert "CC+BY and BSD-2 licences" in head
    assert "TEI Edition: Version\N{NO-BREAK SPACE}4.3.0" in head or "Version 4.3.0" in head


def test_nothing_forbidden_is_left_to_confuse_the_validator() -> None:
    assert not list(etree.parse(RNG).iter(R + "notAllowed"))


def test_the_digest_is_that_of_the_file() -> None:
    for name in (schemas.GRAMMAR, schemas.RULES):
        data = (ROOT / "schemas" / name).read_bytes()
        assert schemas.schema_digest(name) == hashlib.sha256(data).hexdigest()


def test_compiled_schemas_are_kept() -> None:
    assert schemas.grammar() is schemas.grammar()
    assert schemas.rules() is schemas.rules()


def written_documents() -> list[bytes]:
    """What the program made of the gold cases."""
    cases = sorted(ROOT.glob("tests/cases/*/*/report.tei.xml"))
    return [path.read_bytes().replace(b'version="-"', b'version="1.0"') for path in cases]


def test_the_narrow_grammar_is_what_the_tool_makes_of_the_whole() -> None:
    assert NARROW.read_bytes() == narrow(RNG.read_bytes(), written())


def test_the_narrow_grammar_has_what_was_asked_for_and_no_more() -> None:
    def attributes(element: etree._Element) -> set[str]:
        return {str(a.get("name")) for a in element.iter(R + "attribute")}

    elements = {str(e.get("name")): e for e in etree.parse(NARROW).iter(R + "element")}
    assert {name: attributes(element) for name, element in elements.items()} == written()


@pytest.mark.parametrize("number", range(120))
def test_what_the_narrow_grammar_takes_the_whole_takes_too(number: int) -> None:
    documents = [*written_documents(), *(path.read_bytes() for path in GOOD)]
    spoiled = mutant(documents[number % len(documents)], number)
    root = etree.fromstring(spoiled, etree.XMLParser(recover=True))
    if schemas.narrow_grammar().validate(root):
        assert schemas.grammar().validate(root)


@cache
def fresh_documents() -> tuple[bytes, ...]:
    """What the program makes today of the samples, and of drawn reports of several houses."""
    profiles = api.Profiles.load()
    folders = [path for path in sorted((ROOT / "samples").iterdir()) if path.is_dir()]
    copies = [[api.read(path) for path in sorted(folder.glob("*.txt"))] for folder in folders]
    for series in ("csis", "markdown", "sipri", "russian"):
        case = make(7, replace(plan_of(series, 7), size=12))
        copies.append([api.read_bytes(data, name=name) for name, data in case.files])
    return tuple(
        api.to_tei(edition)
        for sources in copies
        for edition in api.clean([one for some in sources for one in some], profiles)
    )


def strangers(document: bytes) -> set[str]:
    """Elements and attributes of a document that are not among those of the narrow grammar."""
    known, found = written(), set()
    for element in etree.fromstring(document).iter(f"{TEI_ELEMENT}*"):
        name = etree.QName(element).localname
        if name not in known:
            found.add(f"<{name}>")
            continue
        keys = {str(key).replace(XML, "xml:") for key in element.attrib}
        found |= {f"{key} on <{name}>" for key in keys - known[name]}
    return found


def test_the_narrow_grammar_has_all_that_the_program_writes() -> None:
    """Else validation falls back on the whole grammar, which takes thrice as long."""
    assert written_documents()
    for document in (*written_documents(), *fresh_documents()):
        assert not strangers(document), (
            f"not in the table of tools/narrow_schema.py: {', '.join(sorted(strangers(document)))};"
            " add it there and run python -m tools.narrow_schema"
        )
        assert schemas.narrow_grammar().validate(etree.fromstring(document))


def test_what_the_table_lacks_is_told() -> None:
    document = (
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0" n="1"><p rend="x"/><egg xml:id="a"/></TEI>'
    )
    assert strangers(document) == {"n on <TEI>", "<egg>"}


def test_a_part_that_must_be_there_cannot_be_left_out() -> None:
    with pytest.raises(CutError, match=r"impossible.*: a$"):
        narrow(A_WITH_B, {"a": frozenset()})
    with pytest.raises(CutError, match=r"impossible.*: a$"):
        narrow(A_WITH_X, {"a": frozenset({"y"})})


def test_attributes_that_elements_share_are_kept_for_one_and_left_out_for_another() -> None:
    keep = {"a": frozenset({"x"}), "b": frozenset({"y"})}
    small = etree.RelaxNG(etree.fromstring(narrow(WITH_SHARED_X_AND_Y, keep)))
    assert small.validate(etree.fromstring('<a x="1"><b y="1"/></a>'))
    assert small.validate(etree.fromstring("<a/>"))
    assert not small.validate(etree.fromstring('<a y="1"/>'))
    assert not small.validate(etree.fromstring('<a><b x="1"/></a>'))


def test_an_attribute_that_the_program_does_not_write_is_valid_all_the_same() -> None:
    root = etree.parse(GOOD[0]).getroot()
    assert is_valid(root)
    next(root.iter(f"{TEI}p")).set("facs", "page.png")
    assert not schemas.narrow_grammar().validate(root)
    assert is_valid(root)


def test_pointer_attributes_are_those_of_the_grammar() -> None:
    """An attribute added to the grammar that holds addresses must not slip past the link check."""
    found = {
        a.get("name")
        for a in etree.parse(RNG).iter(R + "attribute")
        if any(d.get("type") == "anyURI" for d in a.iter(R + "data"))
    }
    # Not addresses into a document: the base of other addresses, the name of a namespace.
    assert found - {"xml:base", "name"} == POINTERS


def _small_grammar(body: str) -> bytes:
    return f'<grammar xmlns="{R[1:-1]}"><start><ref name="a"/></start>{body}</grammar>'.encode()


A_WITH_OPTIONAL_B = _small_grammar(
    '<define name="a"><element name="a"><optional><ref name="b"/></optional></element></define>'
    '<define name="b"><element name="b"><empty/></element></define>'
)
A_WITH_X = _small_grammar(
    '<define name="a"><element name="a"><ref name="x"/></element></define>'
    '<define name="x"><attribute name="x"/></define>'
)
WITH_SHARED_X_AND_Y = _small_grammar(
    '<define name="a"><element name="a"><optional><ref name="b"/></optional><ref name="xy"/>'
    '</element></define><define name="b"><element name="b"><ref name="xy"/></element></define>'
    '<define name="xy"><ref name="x"/><optional><attribute name="y"/></optional></define>'
    '<define name="x"><optional><attribute name="x"/></optional></define>'
)
A_WITH_B = _small_grammar(
    '<define name="a"><element name="a"><ref name="b"/></element></define>'
    '<define name="b"><element name="b"><empty/></element></define>'
)


def test_the_cutter_takes_an_element_out() -> None:
    small = etree.RelaxNG(etree.fromstring(cut(A_WITH_OPTIONAL_B, frozenset({"a"}))))
    assert small.validate(etree.fromstring("<a/>"))
    assert not small.validate(etree.fromstring("<a><b/></a>"))


@pytest.mark.parametrize(
    ("grammar", "keep", "complaint"),
    [
        (A_WITH_B, {"a", "c"}, "not in the grammar: c"),
        (A_WITH_B, {"a"}, "impossible.*: a$"),
        (A_WITH_OPTIONAL_B, {"b"}, "impossible.*: b$"),
    ],
)
def test_the_cutter_refuses_what_cannot_be(grammar: bytes, keep: set[str], complaint: str) -> None:
    with pytest.raises(CutError, match=complaint):
        cut(grammar, frozenset(keep))


def test_the_readme_names_every_rule_and_every_value() -> None:
    readme = (ROOT / "schemas" / "README.md").read_text(encoding="utf-8")
    rules = etree.parse(ROOT / "schemas" / "archivist.sch")
    asserts = list(rules.iter("{http://purl.oclc.org/dsdl/schematron}assert"))
    assert [a.get("id") for a in asserts if f"`{a.get('id')}`" not in readme] == []
    lists = [
        values
        for rule in asserts
        for values in re.findall(
            r"contains\(' ([^']+) ', concat\(' ', @(?:type|place),", str(rule.get("test"))
        )
    ]
    assert len(lists) == 6
    assert [values for values in lists if ", ".join(values.split()) not in readme] == []
