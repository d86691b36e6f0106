"""The scorer on itself: gold against gold is perfect, and each damage is seen where it belongs."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from archivist.evaluate import Digest, digest_from_json, digest_to_json, reduce, score
from archivist.evaluate.digest import Block, Break, Call, Copy, Float, Work
from tests.press.cases import Plan, make
from tests.press.series import HELD_OUT, SERIES, plan_of
from tests.press.tei_gold import to_tei

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def whole() -> Digest:
    """A whole report with everything in it."""
    gold = make(29, Plan(slices=6, keep="all", size=40)).gold
    assert gold.works
    assert gold.floats
    assert len(gold.notes) > 5
    assert any(block.broken for block in gold.blocks if block.kind == "p")
    assert "authors" in (gold.facts or {})
    assert gold.lost
    return replace(gold, missing=(7, 8))


def failing(candidate: Digest, gold: Digest) -> set[str]:
    """Columns that are not perfect."""
    tallies = score(candidate, gold).tallies
    return {name for name, tally in tallies.items() if tally.miss or tally.extra}


@pytest.mark.parametrize("series", [*SERIES, HELD_OUT])
@pytest.mark.parametrize("seed", range(4))
def test_gold_against_itself_is_perfect(series: str, seed: int) -> None:
    gold = make(seed, plan_of(series, seed)).gold
    scores = score(gold, gold)
    assert scores.perfect, scores.faults
    assert any(tally.asked for tally in scores.tallies.values())


@pytest.mark.parametrize("series", [*SERIES, HELD_OUT])
@pytest.mark.parametrize("seed", range(4))
def test_gold_tei_reduces_to_the_gold(series: str, seed: int) -> None:
    gold = make(seed, plan_of(series, seed)).gold
    document = etree.fromstring(etree.tostring(to_tei(gold)))
    scores = score(reduce(document), gold)
    assert scores.perfect, scores.faults


@pytest.mark.parametrize("seed", range(4))
def test_json_round_trip(seed: int) -> None:
    gold = make(seed, Plan(site="")).gold
    assert digest_from_json(digest_to_json(gold)) == gold


def test_an_empty_answer_scores_nothing() -> None:
    tallies = score(Digest(), whole()).tallies
    for name in ("words", "heads", "items", "notes", "calls", "links", "breaks", "title", "site"):
        assert tallies[name].hit == 0, name
        assert tallies[name].miss > 0, name


# -- planted damage: each function returns the damaged digest ------------------------------------


def _index(gold: Digest, kind: str, *, least: int = 8) -> int:
    found = [
        i
        for i, block in enumerate(gold.blocks)
        if block.kind == kind and len(block.tokens) >= least
        if not block.loose and not block.broken
    ]
    return found[len(found) // 2]


def _swap(gold: Digest, index: int, *blocks: Block, width: int = 1) -> Digest:
    return replace(gold, blocks=(*gold.blocks[:index], *blocks, *gold.blocks[index + width :]))


def drop_call(gold: Digest) -> Digest:
    """The call is gone, the note stays as an orphan."""
    return replace(gold, calls=gold.calls[1:])


def shift_call(gold: Digest) -> Digest:
    first = gold.calls[0]
    return replace(gold, calls=(Call(first.at - 3, first.n, first.note), *gold.calls[1:]))


def swap_links(gold: Digest) -> Digest:
    a, b = gold.calls[0], gold.calls[1]
    return replace(gold, calls=(Call(a.at, a.n, b.note), Call(b.at, b.n, a.note), *gold.calls[2:]))


def change_note(gold: Digest) -> Digest:
    first = gold.notes[0]
    return replace(gold, notes=(replace(first, tokens=(*first.tokens, "x")), *gold.notes[1:]))


def renumber_note(gold: Digest) -> Digest:
    return replace(gold, notes=(replace(gold.notes[0], n="99"), *gold.notes[1:]))


def split_paragraph(gold: Digest) -> Digest:
    i = _index(gold, "p", least=20)
    block = gold.blocks[i]
    left, right = block.tokens[:10], block.tokens[10:]
    pieces = (replace(block, tokens=left, broken=()), replace(block, tokens=right, broken=()))
    return _swap(gold, i, *pieces)


def merge_paragraphs(gold: Digest) -> Digest:
    for i in range(len(gold.blocks) - 1):
        a, b = gold.blocks[i : i + 2]
        if a.kind == b.kind == "p" and a.part == b.part == "":
            return _swap(gold, i, replace(a, tokens=a.tokens + b.tokens), width=2)
    raise AssertionError("no two paragraphs stand together")


def split_at_page(gold: Digest) -> Digest:
    i = next(i for i, b in enumerate(gold.blocks) if b.kind == "p" and b.broken)
    block, at = gold.blocks[i], gold.blocks[i].broken[0]
    pieces = (replace(block, tokens=block.tokens[:at]), replace(block, tokens=block.tokens[at:]))
    return _swap(gold, i, *pieces)


def leak_noise(gold: Digest) -> Digest:
    line = next(line for line in gold.noise if line.startswith("Do'stlar"))
    return replace(gold, blocks=(*gold.blocks, Block("other", tuple(line.split()))))


def leak_head(gold: Digest) -> Digest:
    line = next(line for line in gold.furniture if "SPECIAL REPORT u" in line)
    return replace(gold, blocks=(*gold.blocks, Block("other", tuple(line.split()))))


def demote_head(gold: Digest) -> Digest:
    i = _index(gold, "head", least=1)
    return _swap(gold, i, replace(gold.blocks[i], kind="other", level=None))


def wrong_level(gold: Digest) -> Digest:
    i = next(i for i, b in enumerate(gold.blocks) if b.kind == "head" and b.level == 1)
    return _swap(gold, i, replace(gold.blocks[i], level=3))


def merge_items(gold: Digest) -> Digest:
    for i in range(len(gold.blocks) - 1):
        a, b = gold.blocks[i : i + 2]
        if a.kind == b.kind == "item":
            return _swap(gold, i, replace(a, tokens=a.tokens + b.tokens), width=2)
    raise AssertionError("no two items stand together")


def wrong_part(gold: Digest) -> Digest:
    i = next(i for i, block in enumerate(gold.blocks) if block.part == "abstract")
    return _swap(gold, i, replace(gold.blocks[i], part=""))


def lose_words(gold: Digest) -> Digest:
    """Two words are gone; what is called or broken after them stands two words earlier."""
    i = next(i for i, b in enumerate(gold.blocks) if b.kind == "p" and len(b.tokens) > 20)
    block = gold.blocks[i]
    start = sum(len(before.tokens) for before in gold.blocks[:i])
    short = replace(block, tokens=(*block.tokens[:1], *block.tokens[3:]))
    calls = tuple(replace(c, at=c.at - 2) if c.at > start else c for c in gold.calls)
    breaks = tuple(replace(p, at=p.at - 2) if p.at > start else p for p in gold.breaks)
    return replace(_swap(gold, i, short), calls=calls, breaks=breaks)


def shift_break(gold: Digest) -> Digest:
    i = next(i for i, item in enumerate(gold.breaks) if item.printed and item.at > 400)
    item = gold.breaks[i]
    moved = Break(item.at + 2, item.n)
    return replace(gold, breaks=(*gold.breaks[:i], moved, *gold.breaks[i + 1 :]))


def renumber_break(gold: Digest) -> Digest:
    i = next(i for i, item in enumerate(gold.breaks) if item.printed and not item.optional)
    wrong = Break(gold.breaks[i].at, "999")
    return replace(gold, breaks=(*gold.breaks[:i], wrong, *gold.breaks[i + 1 :]))


def drop_furniture(gold: Digest) -> Digest:
    return replace(gold, furniture=gold.furniture[:-1])


def drop_float(gold: Digest) -> Digest:
    return replace(gold, floats=gold.floats[1:])


def drop_bio(gold: Digest) -> Digest:
    return replace(gold, bios=gold.bios[1:])


def wrong_work(gold: Digest) -> Digest:
    first = gold.works[0]
    changed = Work(first.title + " and More", first.subtitle, first.authors, first.at)
    return replace(gold, works=(changed, *gold.works[1:]))


def wrong_site(gold: Digest) -> Digest:
    first = gold.copies[0]
    return replace(gold, copies=(replace(first, slice=99), *gold.copies[1:]))


def no_copies(gold: Digest) -> Digest:
    return replace(gold, copies=tuple(Copy() for _ in gold.copies))


def undeclared_loss(gold: Digest) -> Digest:
    return replace(gold, lost=gold.lost - 1)


def undeclared_slices(gold: Digest) -> Digest:
    return replace(gold, missing=gold.missing[:-1])


def fact(name: str, value: str) -> Callable[[Digest], Digest]:
    return lambda gold: replace(gold, facts={**(gold.facts or {}), name: value})


DAMAGES: list[tuple[Callable[[Digest], Digest], set[str]]] = [
    (drop_call, {"calls", "links"}),
    (shift_call, {"calls", "links"}),
    (swap_links, {"links"}),
    (change_note, {"notes"}),
    (renumber_note, {"note-n"}),
    (split_paragraph, {"paragraphs"}),
    (merge_paragraphs, {"paragraphs"}),
    (split_at_page, {"paragraphs", "over-page"}),
    (leak_noise, {"words", "noise"}),
    (leak_head, {"words", "running"}),
    (demote_head, {"heads"}),
    (wrong_level, {"levels"}),
    (merge_items, {"items"}),
    (wrong_part, {"parts"}),
    (lose_words, {"words"}),
    (shift_break, {"breaks"}),
    (renumber_break, {"break-n"}),
    (drop_furniture, {"furniture"}),
    (drop_float, {"floats"}),
    (drop_bio, {"bios"}),
    (wrong_work, {"works"}),
    (wrong_site, {"site"}),
    (no_copies, {"site"}),
    (undeclared_loss, {"lost"}),
    (undeclared_slices, {"missing"}),
    (fact("title", "The national bureau of asian research"), {"title"}),
    (fact("subtitle", "Something Else"), {"subtitle"}),
    (fact("authors", "A. N. Other"), {"authors"}),
    (fact("publisher", "fayllar.org"), {"publisher"}),
    (fact("series", "Other Series"), {"series"}),
    (fact("number", "1"), {"number"}),
    (fact("date", "2024-01-01"), {"date"}),
    (fact("language", "uz"), {"language"}),
]


@pytest.mark.parametrize(
    ("damage", "columns"), DAMAGES, ids=[f"{i}-{d.__name__}" for i, (d, _) in enumerate(DAMAGES)]
)
def test_a_damage_lowers_its_column_only(
    damage: Callable[[Digest], Digest], columns: set[str]
) -> None:
    gold = whole()
    assert failing(damage(gold), gold) == columns


def test_a_wrong_value_counts_worse_than_a_missing_one() -> None:
    gold = whole()
    facts = gold.facts or {}
    missing = {key: value for key, value in facts.items() if key != "date"}
    absent = score(replace(gold, facts=missing), gold).tallies["date"]
    wrong = score(fact("date", "2024-01-01")(gold), gold).tallies["date"]
    assert (absent.miss, absent.extra) == (1, 0)
    assert (wrong.miss, wrong.extra) == (1, 1)


def test_words_out_of_order_are_not_found() -> None:
    gold = whole()
    turned = replace(gold, blocks=gold.blocks[::-1])
    assert score(turned, gold).tallies["words"].recall < 0.5


def test_a_box_may_be_a_float_or_none() -> None:
    box = Block("other", ("Box", "1.", "Oil", "of", "the", "Yard"), loose=True)
    gold = Digest(blocks=(box,))
    assert not failing(Digest(blocks=(box,)), gold)
    assert not failing(Digest(blocks=(box,), floats=(Float(box.tokens),)), gold)
    other = Float(("Box", "2.", "Oil"))
    assert failing(Digest(blocks=(box,), floats=(other,)), gold) == {"floats"}
