"""Whether an input came through whole, judged from what is written and by other means than ours.

The laws are checked by the product itself while it cleans. Here they are asked again of the bytes
that are left: the ledger must give the copies back, the TEI must hold every character that was
kept, and the same copies must give the same bytes whatever their order.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from lxml import etree

from archivist import api, render
from archivist.core import EditKind
from archivist.core.edition import Edition
from archivist.core.explain import explain_line
from archivist.core.filing import raw_name, text_name
from archivist.core.roles import FLOW, Flow, Inline, Zone
from archivist.core.source import Source
from archivist.errors import ProfileError, ReadError, UsageError
from archivist.profiles.overrides import corrections_of
from archivist.tei.schemas import grammar
from tests.fuzz.words import profiles
from tests.work import patience

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archivist.core.correction import Correction
    from tests.fuzz.hostile import Prey

PATIENCE = 30
"""CPU seconds for one input of at most some 100 kB: far beyond what any takes."""

T = "{http://www.tei-c.org/ns/1.0}"
OPTIONS = api.ReadOptions(largest=2_000_000, inflated=500_000, pages=50, seconds=5.0)
_ESCAPED = re.compile(r"\\(\\|t|n|r|u[0-9a-f]{4}|U[0-9a-f]{8})")
_PLAIN = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}
_OWN = frozenset({Inline.TEXT, Inline.DROP_CAP, Inline.HARD_HYPHEN})
"""Roles in which a character stands in the TEI as itself."""

_APART = frozenset({Inline.CALL, Inline.MARKER, Inline.LABEL})
"""Roles that are shown apart: no repair reaches from them into the text."""


def read(prey: Prey) -> list[Source]:
    """The sources in all files that can be read."""
    found: list[Source] = []
    for name, raw in prey.files:
        try:
            found += api.read_bytes(raw, name=name, options=OPTIONS)
        except ReadError as refused:
            told = str(refused)
            assert told.startswith(name), told
            assert "\n" not in told, told
    return found


def cleaned(sources: Sequence[Source], prey: Prey) -> list[Edition]:
    table = {"correction": [_row(one) for one in prey.corrections]}
    corrections = corrections_of(table, "overrides.toml")
    options = api.CleanOptions(publisher=prey.publisher, corrections=corrections)
    return api.clean(sources, profiles(), options)


def _row(one: Correction) -> dict[str, object]:
    """As ``overrides.toml`` has it."""
    return {name: value for name, value in asdict(one).items() if value}


def hunt(prey: Prey, *, again: bool = False, shown: bool = False) -> list[bytes]:
    """The TEI documents of an input; raises where anything is lost, invalid or different.

    Args:
        prey: the input.
        again: clean it a second time, in another order.
        shown: make the readable forms too.
    """
    with patience(PATIENCE):
        sources = read(prey)
        if not sources:
            return []
        try:
            editions = cleaned(sources, prey)
        except (ProfileError, UsageError):
            assert prey.asked  # a correction of a line that is not there, or that says nothing
            return []
        assert Counter(s.id for s in sources) >= Counter(
            s.id for e in editions for s in e.sheet.sources
        )
        assert {s.id for s in sources} == {s.id for e in editions for s in e.sheet.sources}
        parcels = [api.parcel(edition) for edition in editions]
        for edition, files in zip(editions, parcels, strict=True):
            check_edition(edition, files)
            if shown:
                check_shown(edition, files["report.tei.xml"])
        if again:
            others = [api.parcel(edition) for edition in cleaned(sources[::-1], prey)]
            assert sorted(f["report.tei.xml"] for f in parcels) == sorted(
                f["report.tei.xml"] for f in others
            ), "another order of the copies gives other reports"
            assert _bytes(parcels) == _bytes(others), "another order gives other files"
    return [files["report.tei.xml"] for files in parcels]


def _bytes(parcels: Iterable[Mapping[str, bytes]]) -> list[list[tuple[str, bytes]]]:
    return sorted(sorted(files.items()) for files in parcels)


def check_edition(edition: Edition, files: Mapping[str, bytes]) -> None:
    """What is written of one report is the whole of its copies."""
    replay(edition, files)
    root = etree.fromstring(files["report.tei.xml"], etree.XMLParser(huge_tree=True))
    assert grammar().validate(root), grammar().error_log
    kept, written = kept_characters(edition), written_characters(root)
    assert kept == written, (kept - written, written - kept)


def replay(edition: Edition, files: Mapping[str, bytes]) -> None:
    """The ledger's rows, end to end, are the copies, to the byte."""
    texts: dict[str, list[str]] = {}
    ends: Counter[str] = Counter()
    for row in files["ledger.tsv"].decode("utf-8").split("\n")[1:-1]:
        digest, _, start, end, zone, rule, _, _, text = row.split("\t")
        plain = _ESCAPED.sub(_unescaped, text)
        assert (int(start), int(end)) == (ends[digest], ends[digest] + len(plain)), row
        assert zone in Zone.__members__, row
        assert rule, row
        ends[digest] = int(end)
        texts.setdefault(digest, []).append(plain)
    for source in edition.sheet.sources:
        text = "".join(texts.pop(source.id[:16], ()))
        raw = files[raw_name(source)]
        if source.is_transcript:
            assert text.encode("utf-8", "surrogatepass") == files[text_name(source)]
        else:
            assert source.bom + text.encode(source.encoding, source.errors) == raw
    assert not texts, "rows of a copy that is not there"


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    return _PLAIN.get(code) or chr(int(code[1:], 16))


def kept_characters(edition: Edition) -> Counter[str]:
    """Every character, blanks apart, that is kept and reads as itself, or was repaired."""
    sheet = edition.sheet
    repaired = {
        at
        for edit in sheet.edits
        if edit.kind is EditKind.REPAIR and sheet.inlines[edit.start] not in _APART
        for at in range(edit.start, edit.end)
    }
    return _visible(
        sheet.text[at]
        for segment in sheet.segments()
        if FLOW[segment.zone] is not Flow.NONE
        for at in range(segment.start, segment.end)
        if segment.inline in _OWN or at in repaired
    )


def written_characters(root: etree._Element) -> Counter[str]:
    """The same of a TEI document, repairs undone."""
    text = root.find(T + "text")
    assert text is not None
    return _visible(_printed(text))


def _printed(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        anchor = child.tag == T + "ref" and child.get("type") == "noteAnchor"
        if not anchor and child.tag not in (T + "corr", T + "supplied", T + "desc", T + "label"):
            yield from _printed(child)
        yield child.tail or ""


def _visible(texts: Iterable[str]) -> Counter[str]:
    return Counter("".join("".join(texts).split()))


def check_shown(edition: Edition, tei: bytes) -> None:
    """Readable forms are made, and whoever asks is told of each line."""
    root = etree.fromstring(tei, etree.XMLParser(huge_tree=True))
    for form in (render.to_text, render.to_markdown, render.to_html, render.to_jsonl):
        assert form(root) is not None
    render.metadata_row(root)
    for k, source in enumerate(edition.sheet.sources):
        for line in {min(1, len(source.lines)), len(source.lines)} - {0}:
            explain_line(edition.sheet, k, line)
