"""Dumps of text browsers: numbers of links, lists of addresses, heads between stars."""

from __future__ import annotations

import pytest

from archivist import api
from archivist.core import Source, Zone
from archivist.core.source import Hint

PROFILES = api.Profiles.load()
LYNX = """\
                          The Harbor Board

   The board was founded in [1]1921 and has met in every year since then.[2]^1
   Its diary ends in the middle of a sentence, and no one knows why.[3][1]

     * The locks were too narrow.
     * The [4]lower port was closed in winter.
   __________________________________________________________________

    1. Ida Lund, Locks and Barges (Halden: Quay Press, 2015), 15.[5]↩︎

References

{}
"""
ADDRESSES = [f"https://harbor.example/{n}" for n in range(1, 6)]


def read(text: str) -> Source:
    (source,) = api.read_bytes(text.encode(), name="page.txt")
    return source


@pytest.mark.parametrize("form", ["   {}. {}", "  {}. {}", "[{}] {}"])
@pytest.mark.parametrize("head", ["", "   Visible links:\n"])
def test_numbers_of_links_are_left_out_and_their_list_is_no_text(form: str, head: str) -> None:
    listed = head + "\n".join(form.format(n, a) for n, a in enumerate(ADDRESSES, 1))
    source = read(LYNX.format(listed))
    assert "founded in 1921 and" in source.text
    assert "then.^1\n" in source.text
    assert "2015), 15.↩︎\n" in source.text
    assert "why.[1]\n" in source.text  # numbers of links only rise: this one is the page's own
    first = source.text.splitlines().index("References")
    lines = source.text.splitlines()
    noise = {k for k, hint in source.hints.items() if hint is Hint.NOISE}
    assert noise == {k for k in range(first, len(lines)) if lines[k].strip()}
    assert source.raw.decode() == LYNX.format(listed)


def test_lines_of_a_dump_lead_to_the_lines_of_the_file() -> None:
    listed = "\n".join(f"   {n}. {a}" for n, a in enumerate(ADDRESSES, 1))
    source = read(LYNX.format(listed))
    assert source.anchors[2] == "line 3"
    assert len(source.lines) == len(LYNX.format(listed).splitlines())


@pytest.mark.parametrize(
    "listed",
    [
        "   1. Lund, Ida, Locks. https://harbor.example/1\n   2. Bæk, Jonas, Ports. https://a.example",
        "   1. https://harbor.example/1\n   3. https://harbor.example/3",
        "   1. https://harbor.example/1",
    ],
)
def test_works_with_addresses_are_no_list_of_links(listed: str) -> None:
    text = LYNX.format(listed)
    assert read(text).text == text


STARRED = """\
****** The Harbor Board ******
The board was founded in 1921 and has met in every year since then.
**** Locks ****
They were too narrow for the new barges.
**** Tolls ****
They were paid in silver.
"""


def test_heads_between_stars_are_heads() -> None:
    (edition,) = api.clean([read(STARRED)], PROFILES)
    blocks = edition.outline.blocks
    assert [b.text for b in blocks if b.zone is Zone.HEADING][-2:] == ["Locks", "Tolls"]
    assert "*" not in edition.sheet.text


@pytest.mark.parametrize("line", ["* * *", "** see the annex", "* oil * glass * wicks", "***"])
def test_other_stars_stay(line: str) -> None:
    text = f"The board met.\n{line}\nIt closed.\n{line}\n"
    assert read(text).text == text


ENDNOTES = """\
The board was founded in 1921.[1] It has met in every year since then.[2] Its diary ends in the
middle of a sentence [3], and no one knows why.

{}

{}
"""


@pytest.mark.parametrize("form", ["[{}] {}", "{}. {}"])
@pytest.mark.parametrize("head", ["References", "Notes"])
def test_notes_that_are_addresses_are_no_list_of_links(form: str, head: str) -> None:
    listed = "\n".join(form.format(n, a) for n, a in enumerate(ADDRESSES[:3], 1))
    text = ENDNOTES.format(head, listed)
    source = read(text)
    assert source.text == text
    (edition,) = api.clean([source], PROFILES)
    assert Zone.SITE_NOISE not in set(edition.sheet.zones)


def test_remarks_between_single_stars_are_no_heads() -> None:
    text = "Wheat fell.\n* Source: the ministry *\n* p < 0.05 *\nRice rose.\n"
    assert read(text).text == text
