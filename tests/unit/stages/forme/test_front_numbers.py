"""Which number a page of the front matter has: the title page is the first that counts."""

from __future__ import annotations

import pytest

from archivist.stages.forme.numbering import PageEvent, number_pages


def labels(*pages: str) -> list[str]:
    """Labels of pages: ``T`` has house and series at its head, ``-`` nothing, others a number."""
    events = [
        PageEvent(i, i, titled=page == "T")
        if page in "T-"
        else PageEvent(i, i, value=(not page.isdigit(), 5), printed=page)
        for i, page in enumerate(pages)
    ]
    number_pages(events)
    return [event.label for event in events]


def test_cover_and_back_of_the_cover_are_not_counted() -> None:
    assert labels("T", "-", "T", "-", "v") == ["", "", "[i]", "[ii]", "v"]
    assert labels("T", "-", "T", "-", "-", "-", "v") == [
        "",
        "",
        "[i]",
        "[ii]",
        "[iii]",
        "[iv]",
        "v",
    ]


@pytest.mark.parametrize(
    "pages",
    [
        ("T", "-", "-", "v"),  # one such page may be either
        ("-", "T", "-", "T", "v"),  # what opens the copy is no cover
    ],
)
def test_the_front_is_counted_back_where_no_cover_is_known(pages: tuple[str, ...]) -> None:
    assert labels(*pages)[-2:] == ["[iv]", "v"]
    assert "" not in labels(*pages)


def test_a_text_that_begins_with_arabic_numbers_has_no_front() -> None:
    assert labels("T", "-", "T", "-", "5") == ["[1]", "[2]", "[3]", "[4]", "5"]
