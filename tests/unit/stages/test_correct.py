"""People's corrections: applied first, shown with who and why, kept with the report."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from lxml import etree

from archivist import Profiles, api
from archivist.batch import Batch, BatchOptions, Fate
from archivist.core import Inline, LinkKind, Source, Zone
from archivist.errors import ProfileError, UsageError
from archivist.profiles.overrides import corrections_of
from archivist.stages.clean import CleanOptions, clean
from archivist.tei.validate import validate_bytes

ROOT = Path(__file__).resolve().parents[3]
TEXT = """\
On Lamps and Wicks
A Ledger
Ada Wick

Oil was dear that winter and nobody in the harbour could say why it should have been so.2 The
keeper wrote it all down in a book that was found much later under the stairs of the tower, and
which the town then kept in a drawer for the better part of a century without opening it.

A Short Heading

The book has forty leaves, of which eleven are blank and three are missing altogether. It gives
the price of oil on every first day of a month, the name of whoever brought it, and the hours for
which the lamp was lit; and where the hours do not agree with the oil, it gives an excuse that is
seldom the same twice and never, as far as anyone can tell today, the true one.

2 See the harbour accounts for that year, leaf nine.
"""
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()
NS = {"t": "http://www.tei-c.org/ns/1.0"}


def correction(**values):
    return {"copy": DIGEST[:12], "who": "A. Reader", "why": "it says so on the cover", **values}


def cleaned(*corrections, text=TEXT):
    told = corrections_of({"correction": list(corrections)}, "overrides.toml")
    options = CleanOptions(corrections=told)
    return clean([Source.of(text)], Profiles.load(), options)[0]


def zones_of(edition, line):
    start = edition.sheet.lines.starts[line - 1]
    return Zone(edition.sheet.zones[start])


def test_a_blank_line_that_is_given_a_zone_parts_a_call_from_the_text_above():
    text = TEXT.replace("so.2 The\n", "so.\n\n2\nThe\n")
    copy = hashlib.sha256(text.encode()).hexdigest()[:12]
    blank = text.splitlines().index("2")
    edition = cleaned(correction(copy=copy, line=blank, zone="credit"), text=text)
    assert zones_of(edition, blank) is Zone.CREDIT
    assert zones_of(edition, blank + 1) is Zone.PARAGRAPH


def test_a_number_on_a_line_that_is_no_paragraph_is_no_call():
    text = TEXT.replace("so.2 The\n", "so.\n2\nThe\n")
    copy = hashlib.sha256(text.encode()).hexdigest()[:12]
    line = text.splitlines().index("2") + 1
    plain = cleaned(text=text)
    assert Inline(plain.sheet.inlines[plain.sheet.lines.starts[line - 1]]) is Inline.CALL
    edition = cleaned(correction(copy=copy, line=line, never="paragraph"), text=text)
    assert zones_of(edition, line) is not Zone.PARAGRAPH
    assert validate_bytes(api.to_tei(edition)) == []


def test_a_title_a_subtitle_and_a_byline():
    edition = cleaned(
        correction(line=1, zone="title"),
        correction(line=2, zone="subtitle"),
        correction(line=3, zone="byline"),
    )
    assert edition.report.title == "On Lamps and Wicks"
    assert edition.report.subtitle == "A Ledger"
    assert [p.name for p in edition.report.authors] == ["Ada Wick"]


def test_what_a_line_is_not():
    plain = cleaned()
    assert zones_of(plain, 9) is Zone.HEADING  # else this test shows nothing
    edition = cleaned(correction(line=9, never="heading"))
    assert zones_of(edition, 9) is Zone.PARAGRAPH
    assert any(m.role is Zone.HEADING for m in edition.sheet.lost)


def test_a_note_and_its_call():
    edition = cleaned(correction(line=16, zone="note", call={"line": 5, "text": "2"}))
    links = [x for x in edition.sheet.links if x.kind is LinkKind.CALL_NOTE]
    assert len(links) == 1
    assert edition.sheet.text[links[0].source] == "2"
    assert Inline(edition.sheet.inlines[links[0].source]) is Inline.CALL
    root = etree.fromstring(api.to_tei(edition))
    note = root.find(".//t:p/t:note[@place='bottom']", NS)
    assert note is not None
    assert note.get("n") == "2"


def test_a_value_of_the_metadata():
    edition = cleaned(
        correction(field="title", value="Lamps"), correction(field="date", value="1931")
    )
    assert (edition.report.title, edition.report.date) == ("Lamps", "1931")


def test_the_tei_says_who_and_why():
    edition = cleaned(
        correction(line=9, zone="paragraph"),
        correction(field="title", value="Lamps", who="B. Writer", why="from the catalogue"),
    )
    data = api.to_tei(edition)
    assert validate_bytes(data) == []
    root = etree.fromstring(data)
    names = root.xpath("//t:respStmt[starts-with(@xml:id, 'person')]/t:name/text()", namespaces=NS)
    assert names == ["A. Reader", "B. Writer"]
    changes = root.xpath("//t:change[@who='#person2']/text()", namespaces=NS)
    assert changes == ["title: Lamps. from the catalogue"]
    assert root.xpath("//t:p[@resp='#person1']", namespaces=NS)


def test_noise_that_is_none_and_text_that_is_noise():
    sample = (ROOT / "samples" / "single" / "en-labels.txt").read_bytes()
    digest = hashlib.sha256(sample).hexdigest()
    text = sample.decode()
    lines = text.splitlines()
    kept, lost = 9, next(k for k in range(20, 40) if lines[k].strip())
    edition = cleaned(
        correction(copy=digest[:8], line=kept, zone="paragraph"),
        correction(copy=digest[:8], line=lost + 1, zone="site_noise"),
        text=text,
    )
    assert zones_of(edition, kept) is Zone.PARAGRAPH
    assert zones_of(edition, lost + 1) is Zone.SITE_NOISE
    assert validate_bytes(api.to_tei(edition)) == []


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"line": 1, "zone": "titel"}, "none of"),
        ({"line": 1}, "one of zone, never and field"),
        ({"line": 0, "zone": "title"}, "counts from 1"),
        ({"line": 5, "to_line": 3, "zone": "title"}, "not before"),
        ({"field": "colour", "value": "red"}, "none of"),
        ({"field": "title"}, "needs a value"),
        ({"field": "language", "value": "the Latin of lawyers"}, "language tag"),
        ({"line": 1, "never": "blank"}, "say instead"),
        ({"line": 1, "zone": "title", "who": " "}, "who decides and why"),
        ({"line": 1, "zone": "title", "copy": "xyz"}, "SHA-256"),
        ({"line": 1, "zone": "title", "call": {"line": 1, "text": "1"}}, "call goes with"),
        ({"line": 1, "zone": "title", "whom": "me"}, "did you mean 'who'"),
    ],
)
def test_a_faulty_correction_is_named(values, says):
    with pytest.raises(ProfileError, match=says):
        corrections_of({"correction": [correction(**values)]}, "overrides.toml")


def test_a_line_that_is_not_there():
    with pytest.raises(UsageError, match="line 99"):
        cleaned(correction(line=99, zone="title"))


def test_a_line_that_is_no_paragraph_and_nothing_else():
    never = [correction(line=5, to_line=7, never=z) for z in ("paragraph", "quote", "verse")]
    edition = cleaned(*never)
    assert {zones_of(edition, line) for line in (5, 6, 7)} == {Zone.GARBLED}
    assert validate_bytes(api.to_tei(edition)) == []


@pytest.mark.parametrize(
    "second",
    [
        {"line": 2, "to_line": 5, "zone": "title"},
        {"line": 3, "to_line": 4, "zone": "byline"},
        {"line": 3, "never": "title"},
    ],
)
def test_two_corrections_that_contradict_each_other(second):
    first = correction(line=2, to_line=3, zone="title")
    with pytest.raises(UsageError, match=r"two corrections speak of line \d .*keep one"):
        cleaned(first, correction(**second))


def test_the_same_correction_twice():
    told = correction(line=2, to_line=3, zone="title")
    assert zones_of(cleaned(told, told), 3) is Zone.TITLE


def test_a_correction_of_another_copy_changes_nothing():
    told = correction(copy="0" * 16, line=1, zone="title")
    assert api.to_tei(cleaned(told)) == api.to_tei(cleaned())


def test_beside_the_input_and_kept_when_late_slices_come(tmp_path):
    source = tmp_path / "in"
    shutil.copytree(ROOT / "samples" / "series", source)
    files = sorted(source.glob("*.txt"))
    digest = hashlib.sha256(files[0].read_bytes()).hexdigest()
    overrides = source / "overrides.toml"

    def run(named):
        with Batch(named, BatchOptions(tmp_path / "out")) as batch:
            return list(batch.entries())

    run(files)
    overrides.write_text(
        f'[[correction]]\ncopy = "{digest[:16]}"\nfield = "number"\nvalue = "901"\n'
        'who = "A. Reader"\nwhy = "printed on the spine"\n'
    )
    again = run(files)  # new rules: cleaned again
    assert {e.fate for e in again} == {Fate.CLEANED}
    assert {e.fate for e in run(files)} == {Fate.UNCHANGED}
    late = tmp_path / "late"
    late.mkdir()
    (late / "new.txt").write_bytes(files[2].read_bytes() + b"A last line.\n")
    entry = run([late / "new.txt"])[0]
    facts = json.loads((tmp_path / "out" / entry.report / "facts.json").read_bytes())
    assert facts["report"]["number"] == "901"
    assert facts["corrections"][0]["who"] == "A. Reader"


@pytest.mark.parametrize(
    ("newer", "gone"),
    [
        ({"field": "number", "value": "902"}, [1]),
        ({"line": 4, "zone": "heading"}, [0]),
        ({"line": 6, "zone": "heading"}, []),
        ({"copy": "0" * 16, "line": 4, "zone": "heading"}, []),
    ],
)
def test_a_second_thought_takes_the_place_of_the_first(tmp_path, newer, gone):
    first = [
        correction(line=3, to_line=5, zone="title"),
        correction(field="number", value="901"),
    ]
    told = corrections_of({"correction": [correction(**newer), *first]}, "overrides.toml")
    options = BatchOptions(tmp_path, clean=CleanOptions(corrections=told[:1]))
    left = [one for k, one in enumerate(told[1:]) if k not in gone]
    assert options.deciding(told[1:]).clean.corrections == (told[0], *left)


def test_a_title_that_a_person_found_far_below_is_not_taken_for_the_first():
    text = f"{'A line of prose that goes on. ' * 4}\n\nTHE FIRST\n\nBy Ada Wick\n\n{TEXT}\nLast\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    last = text.count("\n")
    edition = cleaned(
        correction(copy=digest, line=last, zone="title"),
        correction(copy=digest, line=3, zone="title"),
        text=text,
    )
    starts = [unit.start for unit in edition.report.units]
    assert starts == sorted(starts)
    assert validate_bytes(api.to_tei(edition)) == []


@pytest.mark.parametrize("line", [5, 6, 7])
@pytest.mark.parametrize("zone", ["paragraph", "note", "heading", "item"])
def test_what_no_line_is_breaks_no_law(zone, line):
    edition = cleaned(correction(line=line, never=zone), correction(line=16, never=zone))
    assert validate_bytes(api.to_tei(edition)) == []
    assert zones_of(edition, line) is not Zone[zone.upper()]


def test_what_a_person_read_in_a_second_crawl_can_be_traced():
    folder = ROOT / "samples"
    name = "keeping-the-lights-2.txt"
    paths = [folder / "series" / name, folder / "second-crawl" / name]
    sources = [source for path in paths for source in api.read(path)]
    plain = clean(sources, Profiles.load())[0]
    spare = plain.sheet.sources[1]
    number = next(n for n, (a, b, _) in enumerate(spare.lines, 1) if b - a > 60)
    one = correction(copy=spare.id, line=number, zone="caption")
    told = corrections_of({"correction": [one]}, "overrides.toml")
    (edition,) = clean(sources, Profiles.load(), CleanOptions(corrections=told))
    root = etree.fromstring(api.to_tei(edition))
    idents = [e.get("ident") for e in root.iterfind(".//t:prefixDef", NS)]
    assert idents == ["src", "src2"]
    assert any(str(e.get("source")).startswith("src2:") for e in root.iter() if e.get("source"))
