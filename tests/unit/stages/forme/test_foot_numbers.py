"""Numbers at the foot of pages, where the foot of a page is lost with a slice."""

from __future__ import annotations

from archivist.core import Sheet, Source, Zone
from archivist.profiles import Profiles
from archivist.stages.forme.breaks import Cluster, page_facts
from archivist.stages.lines.view import lines_of

TEXT = "one\n1\n\ftwo\nten\n4\n\feleven\n5\n"
"""Pages 1, 2 without its foot, the end of 4, and 5."""


def numbers(*, cut: int) -> list[str]:
    """The pages where part of the text is lost before line *cut*."""
    lines = [
        line._replace(cut=i == cut) for i, line in enumerate(lines_of(Sheet.of(Source.of(TEXT))))
    ]
    clusters = [
        Cluster(i, i, line.text, parts=[(i, i, Zone.FOLIO, "pages:rising-numbers")])
        for i, line in enumerate(lines)
        if line.text.isdigit()
    ]
    generic = Profiles.load().publishers["generic"]
    facts = page_facts(lines, clusters, generic, certain=False, by_gap=False)
    return [fact.value for fact in facts]


def test_the_page_behind_a_foot_is_the_next() -> None:
    assert numbers(cut=3) == ["1", "[2]", "5"]


def test_no_page_is_the_next_behind_lost_text() -> None:
    assert numbers(cut=2) == ["1", "4", "5"]
