"""The files of a parcel: written by short ways of our own that give what the long ways give."""

from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist import Profiles
from archivist.core import Inline, Mark, Sheet, Source, Zone
from archivist.core.reading import pieces
from archivist.parcel.files import _shown, parcel
from archivist.parcel.ledger import ledger_tsv
from archivist.stages.clean import clean

SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text())
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@given(VALUES)
def test_json_is_as_the_standard_library_writes_it(value: object) -> None:
    assert _shown(value) == json.dumps(value, ensure_ascii=False, indent=1)


def test_rows_of_the_ledger_count_lines_and_offsets_in_their_own_source() -> None:
    first, second = Source.of("a\nb\n", name="1"), Source.of("\tc\n\nd", name="2")
    text = first.text + second.text
    half = [Mark(0, len(first.text), Zone.PARAGRAPH, "t:p"), Mark(1, 2, Inline.WRAP, "t:w")]
    sheet = Sheet(
        sources=(first, second),
        bases=(0, len(first.text)),
        text=text,
        zones=bytes(len(text)),
        inlines=bytes(len(text)),
        zone_rules=Sheet.of(Source.of(text)).zone_rules,
        inline_rules=Sheet.of(Source.of(text)).inline_rules,
    ).add(half)
    rows = [row.split("\t") for row in ledger_tsv(sheet).decode().splitlines()[1:]]
    mine, other = first.id[:16], second.id[:16]
    assert rows == [
        [mine, "1", "0", "1", "PARAGRAPH", "t:p", "-", "-", "a"],
        [mine, "1", "1", "2", "PARAGRAPH", "t:p", "WRAP", "t:w", "\\n"],
        [mine, "2", "2", "4", "PARAGRAPH", "t:p", "-", "-", "b\\n"],
        [other, "1", "0", "5", "UNCLAIMED", "", "-", "-", "\\tc\\n\\nd"],
    ]


def test_each_block_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(sheet: Sheet, segments: object) -> object:
        asked.append(1)
        return pieces(sheet, segments)  # type: ignore[arg-type]

    monkeypatch.setattr(sys.modules["archivist.core.outline"], "pieces", counted)
    text = "A line of prose that ends here.\n\nAnother line of prose that ends here.\n"
    (edition,) = clean([Source.of(text)], Profiles.load())
    parcel(edition)  # laws 4 and 5 and the TEI, each of which reads every block
    assert len(asked) == len(edition.outline.blocks)
