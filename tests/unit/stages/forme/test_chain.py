"""The row of page numbers of an unknown publisher, and the heads that stand beside them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from archivist.core import Sheet, Source, Zone
from archivist.stages.forme.recurring import recurring_heads
from archivist.stages.lines.view import lines_of
from tests.work import work

NAMES = "Ada Bo Cid Dag Eva Flo Gus Hal Ida Jan Kit Lea Mia Ned Ola Pia Rob Sue Tom Una".split()


def body(page: int) -> str:
    """Twenty lines, none of which is printed twice."""
    return "".join(
        f"The boat of {name} came in at hour {page} from the sea side.\n" for name in NAMES
    )


def book(mark: Callable[[int], str], pages: list[int]) -> str:
    return body(0) + "".join(f"{mark(n)}\n{body(n)}" for n in pages)


def found(text: str, *, never: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """Folio and head of each page that was found."""
    lines = lines_of(Sheet.of(Source.of(text)))
    return [
        (
            folio,
            " ".join(
                lines[i].text
                for first, last, zone, _ in parts
                if zone is Zone.RUNNING_HEAD
                for i in range(first, last + 1)
            ),
        )
        for _, _, folio, parts in sorted(recurring_heads(lines, set(), never=never))
    ]


def folios(text: str) -> list[int]:
    return [int(folio) for folio, _ in found(text)]


@pytest.mark.parametrize("form", ["[{}]", "– {} –", "[{}]      The Long Quay", "The Quay | {}"])
def test_pages_that_are_missing_do_not_end_the_row(form: str) -> None:
    pages = [3, 4, 5, 6, 7, 11, 12, 13, 15]
    assert folios(book(form.format, pages)) == pages


def test_numbers_a_page_apart_need_no_other_sign() -> None:
    text = "".join(f"{n}\nlit the lamp.\n{body(n)}And the mate who" for n in range(1, 9))
    assert folios(text.replace("who", "who\n")) == list(range(1, 9))


def test_calls_on_lines_of_their_own_are_no_folios() -> None:
    rng = Random(5)
    lines = body(0).splitlines() + body(1).splitlines() + body(2).splitlines()
    at = sorted(rng.sample(range(len(lines)), 9))
    for n, i in reversed([*enumerate(at, 1)]):
        lines.insert(i, str(n))
    assert folios("\n".join(lines)) == []


def test_calls_between_known_folios_are_no_folios() -> None:
    text = "".join(f"– {n} –\n{body(n)}{n + 7}\n{body(n + 40)}" for n in range(1, 6))
    assert folios(text) == [1, 2, 3, 4, 5]


def test_heads_that_recur_beside_the_numbers_are_running_heads() -> None:
    heads = {0: "ROE ET AL.", 1: "HARBORS OF THE NORTH"}
    text = book(lambda n: f"{heads[n % 2]}\n{n}", [1, 2, 3, 4, 5])
    assert found(text) == [(str(n), heads[n % 2]) for n in (1, 2, 3, 4, 5)]


def test_a_head_that_stands_once_is_told_by_its_place() -> None:
    heads = ["Foreword", "The Long Quay", "The Long Quay", "Roe and Wei", "Roe and Wei", "Levies"]
    text = book(lambda n: f"– {n} –\n{heads[n]}", [0, 1, 2, 3, 4, 5])
    assert [head for _, head in found(text)][1:] == heads[1:]


def test_words_of_the_text_beside_a_number_are_no_head() -> None:
    assert found(book("– {} –\nthe rest came in later,".format, [1, 2, 3, 4])) == [
        (str(n), "") for n in (1, 2, 3, 4)
    ]


def test_a_head_of_the_document_is_no_running_head() -> None:
    text = book("– {} –\nSUMMARY".format, [1, 2, 3, 4])
    assert found(text, never=frozenset({"SUMMARY"})) == [(str(n), "") for n in (1, 2, 3, 4)]


def test_eight_times_the_numbers_take_about_eight_times_the_work() -> None:
    def searching(count: int) -> int:
        lines = lines_of(Sheet.of(Source.of("".join(f"{n % 300 + 1}\n" for n in range(count)))))
        return work(lambda: recurring_heads(lines, set()))

    assert searching(16_000) < 1.5 * 8 * searching(2000)
