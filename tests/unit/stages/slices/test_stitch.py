"""Slices of one document come together, whatever they are called and in whatever order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.core import Sheet, Source, Zone
from archivist.core.source import Origin
from archivist.profiles import Profiles
from archivist.stages.clean import CleanOptions, clean, prepare
from archivist.stages.slices.stitch import Group, Slice, group_slices, kinship
from tests.press.mirrors import Upload
from tests.press.mirrors import _furniture as furniture
from tests.press.sites import SITES

PROFILES = Profiles.load()
WORDS = "river harbor border council export water region energy small later growth minister".split()


def prose(seed: str, lines: int = 12) -> list[str]:
    rng = Random(seed)
    return [" ".join(rng.choice(WORDS) for _ in range(13)).capitalize() + "." for _ in range(lines)]


def upload(**changes: object) -> Upload:
    plain = Upload(SITES["fayllar.org"], "A bureau", "SR66 Rivers July2017", 1782158,
                   "16.11.2023", 0.72, heading=False)  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def copy(text: Sequence[str], number: int, count: int, of: Upload, *, name: str = "x") -> Source:
    head, foot = furniture(of, text[0], number, count)
    body = "\n".join(text)
    return replace(Source.of(f"{head}{body}\n{foot}"), origin=Origin(name))


def report(count: int, of: Upload, *, seed: str = "one") -> list[Source]:
    return [copy(prose(f"{seed} {n}"), n, count, of, name=f"{n}.txt") for n in range(1, count + 1)]


def prepared(sources: Sequence[Source]) -> list[Slice]:
    return [prepare(source, PROFILES, CleanOptions()) for source in sources]


def grouped(sources: Sequence[Source]) -> list[Group]:
    return group_slices(prepared(sources))


def numbers(group: Group) -> list[int | None]:
    return [s.copy.slice for s in group.slices]


def codes(group: Group) -> set[str]:
    return {finding.code for finding in group.findings}


FIVE = report(5, upload())
OTHER = report(5, upload(item=99, title="Another bureau", file_name="SR67"), seed="two")


@settings(max_examples=25, deadline=None)
@given(st.permutations(FIVE), st.randoms(use_true_random=False))
def test_any_order_and_any_names_give_the_same(order: list[Source], rng: Random) -> None:
    shuffled = [replace(s, origin=Origin(f"{rng.random()}.txt")) for s in order]
    assert numbers(grouped(shuffled)[0]) == [1, 2, 3, 4, 5]
    assert [g.key for g in grouped(shuffled)] == ["fayllar.org/1782158"]


def test_any_order_gives_the_same_labels() -> None:
    first, again = clean(FIVE, PROFILES)[0], clean(FIVE[::-1], PROFILES)[0]
    assert (first.sheet.text, first.sheet.zones) == (again.sheet.text, again.sheet.zones)
    assert first.report == again.report


def test_names_that_only_differ_in_how_they_are_spelt_are_one_name() -> None:
    names = (
        "The Keeper\u2019s Log \u2013 1",
        "The Keeper's Log - 1",
        "The Kee\u00adper\u02bcs Log \u2014 1",
    )
    named = [upload(item=0, title=name, file_name="") for name in names]
    slices = [copy(prose(f"{n}"), n, 3, of) for n, of in enumerate(named, 1)]
    (group,) = grouped(slices)
    assert numbers(group) == [1, 2, 3]


def test_no_two_documents_have_one_folder() -> None:
    """Their names are of another alphabet, and all else is the same."""
    named = [
        upload(item=0, title=name, file_name="") for name in ("Отчёт о реках", "Карта гаваней")
    ]
    editions = clean([copy(prose(of.title), 2, 5, of) for of in named], PROFILES)
    assert len({edition.report.key for edition in editions}) == 2
    assert len({edition.report.id for edition in editions}) == 2


def test_two_reports_of_one_batch_are_never_mixed() -> None:
    groups = grouped([*FIVE, *OTHER])
    assert [numbers(g) for g in groups] == [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5]]
    for group in groups:
        assert len({s.copy.item for s in group.slices}) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"file_name": "SR67"},
        {"size": 0.91},
        {"date": "17.11.2023"},
        {"title": "Another bureau"},
        {},
    ],
    ids=str,
)
def test_reports_without_ids_are_told_apart_by_what_the_site_says_or_by_their_text(
    change: dict[str, object],
) -> None:
    mine = report(3, upload(item=0))
    other = report(3, upload(item=0, **change), seed="two")
    groups = grouped([*mine, *other])
    texts = {s.source.id: "mine" for s in grouped(mine)[0].slices}
    for group in groups:
        assert len({texts.get(s.source.id, "other") for s in group.slices}) == 1 or not change
        assert len(numbers(group)) == len(set(numbers(group)))
        assert not group.spare
    assert len({g.key for g in groups}) == len(groups)
    assert sum(len(g.slices) for g in groups) == 6
    if not change:
        assert any("S202" in codes(g) for g in groups)


def test_slices_without_an_id_join_those_with_one() -> None:
    older = upload(item=0)
    sources = [*FIVE[:2], copy(prose("one 3"), 3, 5, older), *FIVE[3:]]
    (group,) = grouped(sources)
    assert numbers(group) == [1, 2, 3, 4, 5]


UNNAMED = upload(item=0, file_name="")


@pytest.mark.parametrize("title", ["", "Rivers and councils"])
def test_a_slice_of_the_same_upload_stays_with_the_others_under_no_title_or_a_false_one(
    title: str,
) -> None:
    sources = report(5, UNNAMED)
    slices = prepared(sources)
    stray = replace(slices[2], copy=replace(slices[2].copy, title=title))
    (group,) = group_slices([*slices[:2], stray, *slices[3:]])
    assert numbers(group) == [1, 2, 3, 4, 5]
    assert kinship(stray) & kinship(slices[0])


@pytest.mark.parametrize(
    ("first", "change"),
    [
        (3, {"title": "Rivers and councils"}),  # two slices agree in it
        (4, {"title": "Rivers and councils", "size": "9 Mb"}),
        (4, {"title": "Rivers and councils", "size": ""}),
        (4, {"title": "Rivers and councils", "file_name": "SR67"}),
    ],
    ids=str,
)
def test_slices_of_another_title_stay_apart_unless_one_alone_has_it_in_the_same_upload(
    first: int, change: dict[str, str]
) -> None:
    slices = prepared(report(5, upload(item=0) if "file_name" in change else UNNAMED))
    others = [replace(s, copy=replace(s.copy, **change)) for s in slices[first:]]  # type: ignore[arg-type]
    groups = group_slices([*slices[:first], *others])
    assert sorted(len(g.slices) for g in groups) == sorted([first, 5 - first])


def test_a_slice_of_another_title_does_not_push_its_way_between_two_documents() -> None:
    mine, other = (
        report(5, replace(UNNAMED, title=name)) for name in ("One bureau", "Two offices")
    )
    stray = prepared(report(5, UNNAMED, seed="three"))[4]
    groups = group_slices([*prepared([*mine[:3], *other[:3]]), stray])
    assert sorted(len(g.slices) for g in groups) == [1, 3, 3]


def test_two_crawls_of_a_slice_are_one_record_with_both_digests() -> None:
    second = copy([f" {line}" for line in prose("one 2")], 2, 5, upload(item=0, file_name=""))
    (group,) = grouped([*FIVE, second])
    assert numbers(group) == [1, 2, 3, 4, 5]
    assert "S203" in codes(group)
    edition = clean([*FIVE, second], PROFILES)[0]
    both = edition.copies[1]
    assert {both.source.id, *(d.id for d in both.duplicates)} == {FIVE[1].id, second.id}
    start = edition.sheet.bases[5]
    assert set(edition.sheet.zones[start:]) <= {Zone.DUPLICATE, Zone.SITE_NOISE}


def test_one_record_says_what_any_of_its_crawls_says() -> None:
    bare = [copy(prose(f"one {n}"), n, 5, upload(footer=False)) for n in range(1, 6)]
    second = copy(prose("one 2"), 2, 5, upload(item=0, file_name=""))
    (group,) = grouped([*bare, second])
    record = group.slices[1].copy
    assert (record.site, record.item) == ("fayllar.org", "1782158")
    assert record.file_name == "SR66 Rivers July2017"
    assert group.slices[0].copy.site == ""


def test_the_same_bytes_under_two_names_are_one_copy() -> None:
    again = replace(FIVE[0], origin=Origin("again.txt"))
    (group,) = grouped([*FIVE, again])
    assert numbers(group) == [1, 2, 3, 4, 5]
    assert not group.spare


def test_a_slice_of_another_total_is_set_apart_with_a_finding() -> None:
    odd = copy(prose("odd"), 3, 7, upload())
    groups = grouped([*FIVE, odd])
    whole = next(g for g in groups if len(g.slices) == 5)
    apart = next(g for g in groups if len(g.slices) == 1)
    assert "S202" in codes(whole)
    assert "S202" in codes(apart)
    assert whole.key != apart.key


def test_a_copy_of_some_other_text_under_one_number_is_never_taken_for_a_second_crawl() -> None:
    groups = grouped([*FIVE, copy(prose("something else"), 2, 5, upload())])
    assert sorted(len(g.slices) for g in groups) == [1, 5]
    assert all("S202" in codes(g) for g in groups)
    assert not any(g.spare for g in groups)


def test_missing_slices_are_declared() -> None:
    (group,) = grouped([FIVE[1], FIVE[4]])
    assert group.missing == [(-1, 1, 1), (0, 3, 4)]
    assert any("1, 3–4 are missing" in f.message for f in group.findings)


def test_later_slices_make_the_same_report() -> None:
    assert grouped(FIVE[:1])[0].key == grouped(FIVE)[0].key == grouped(FIVE[3:])[0].key
    nameless = report(3, upload(item=0))
    assert grouped(nameless[:1])[0].key == grouped(nameless)[0].key


def test_one_id_on_two_sites_is_two_documents() -> None:
    elsewhere = report(5, upload(site=SITES["ininet.org"]), seed="two")
    assert len(grouped([*FIVE, *elsewhere])) == 2


@pytest.mark.parametrize("item", [1782158, 0])
def test_a_page_without_slices_crawled_twice_is_kept_once(item: int) -> None:
    one = copy(prose("whole"), 1, 1, upload())
    two = copy([*prose("whole")[:-1], "", prose("whole")[-1]], 1, 1, upload(blanks=3, item=item))
    (group,) = grouped([one, two])
    assert len(group.slices) == len(group.spare) == 1
    assert group.slices[0].copy.item
    other = copy(prose("another text of that name"), 1, 1, upload(item=0))
    assert len(grouped([one, other])) == 2


@given(st.permutations(range(4)))
@settings(max_examples=10, deadline=None)
def test_slices_that_nothing_names_are_put_in_order_by_what_they_repeat(order: list[int]) -> None:
    lines = [line.rstrip(".") + " and" for line in prose("long", 40)]
    parts = ["\n".join(lines[k * 10 : k * 10 + 12]) for k in range(4)]
    sources = [Source.of(parts[k], name=f"{k}") for k in order]
    (group,) = grouped(sources)
    assert [s.source.text for s in group.slices] == parts
    sheet = clean(sources, PROFILES)[0].sheet
    repeats = [line for k in (10, 20, 30) for line in lines[k : k + 2]]
    doubled = [sheet.text[i] for i in range(len(sheet)) if sheet.zones[i] == Zone.DUPLICATE]
    assert "".join(doubled).split() == " ".join(repeats).split()


def test_texts_that_nothing_names_and_that_share_nothing_stand_alone() -> None:
    sources = [Source.of("\n".join(prose(f"alone {n}"))) for n in range(3)]
    assert len(grouped(sources)) == 3
    assert not any(kinship(one) for one in prepared(sources))


def test_all_that_is_grouped_shares_a_token() -> None:
    second = copy(prose("one 2"), 2, 5, upload(item=0, file_name=""))
    for group in grouped([*FIVE, *OTHER, second]):
        tokens = [kinship(s) for s in (*group.slices, *group.spare)]
        joined = set(tokens[0])
        for _ in tokens:
            joined |= {t for mine in tokens if mine & joined for t in mine}
        assert all(mine & joined for mine in tokens)


def test_a_heading_at_a_cut_is_kept_once_and_only_between_neighbours() -> None:
    texts = [[*prose("a"), "Two Rivers"], ["Two Rivers", *prose("b")], ["Two Rivers", *prose("c")]]
    sources = [copy(text, n, 4, upload()) for n, text in zip((1, 2, 4), texts, strict=True)]
    sheet = clean(sources, PROFILES)[0].sheet
    kept = [sheet.zones[i] for i in range(len(sheet)) if sheet.text.startswith("Two Rivers", i)]
    assert kept.count(Zone.DUPLICATE) == 1


def test_what_recurs_below_the_fields_of_every_slice_is_the_sites() -> None:
    texts = [["Saistīts", "moliya", *prose(f"part {n}")] for n in range(1, 5)]
    of = upload(file_name="")
    sources = []
    for n, text in enumerate(texts, 1):
        page = copy(text, n, 4, of).text
        sources.append(Source.of("\n".join(line for line in page.split("\n") if line.strip())))
    sheet = clean(sources, PROFILES)[0].sheet
    for word in ("Saistīts", "moliya"):
        zones = {sheet.zones[i] for i in range(len(sheet)) if sheet.text.startswith(word, i)}
        assert zones == {Zone.SITE_NOISE}
    assert Zone.SITE_NOISE not in {
        sheet.zones[sheet.text.index(line)] for text in texts for line in text[2:]
    }


def test_a_running_head_at_the_head_of_every_slice_is_not_the_sites() -> None:
    texts = [["NBR SPECIAL REPORT", *prose(f"part {n}")] for n in range(1, 5)]
    sources = [copy(text, n, 4, upload()) for n, text in enumerate(texts, 1)]
    sheet = clean(sources, PROFILES)[0].sheet
    start = sheet.text.index("NBR SPECIAL REPORT")
    assert sheet.zones[start] != Zone.SITE_NOISE


def test_gaps_tell_the_pages_that_are_lost() -> None:
    sample = [FIVE[0], FIVE[3]]
    edition = clean(sample, PROFILES)[0]
    assert [(g.first, g.last) for g in edition.gaps] == [(2, 3), (5, 5)]
    for a, b in pairwise(edition.gaps):
        assert a.at <= b.at


def test_what_recurs_above_the_fields_and_about_the_footer_is_the_sites() -> None:
    def page(n: int) -> Source:
        head = f"River Barn\nThe Silt\nPage {n} of 6\nUploaded on 12.03.2018\n1.2 MB"
        foot = "River Barn never sleeps\nTell a friend\n« Previous | Next »\nRiver Barn 2018"
        return Source.of("\n".join([head, "", *prose(f"part {n}"), "", foot]))

    editions = clean([page(n) for n in (1, 2, 3, 4)], PROFILES)
    assert len(editions) == 1
    for word in ("River Barn", "Tell a friend", "Page ", "« Previous"):
        assert noisy(editions[0].sheet, word)
    assert not noisy(editions[0].sheet, prose("part 3")[0])


def noisy(sheet: Sheet, words: str) -> bool:
    """Whether the site is said to have printed *words*, everywhere."""
    at = [i for i in range(len(sheet)) if sheet.text.startswith(words, i)]
    assert at
    return {sheet.zones[i] for i in at} == {Zone.SITE_NOISE}


def test_page_of_pages_alone_is_no_slice() -> None:
    text = "\n".join(["Page 3 of 12", "Uploaded by: anon12", "Views: 1,204", *prose("a")])
    edition = clean([Source.of(text)], PROFILES)[0]
    assert edition.copies[0].family == "mirror"
    assert edition.copies[0].slices is None
    assert not [f for f in edition.findings if f.code == "S201"]


@pytest.mark.parametrize("blank", ["\n", ""])
def test_a_running_head_at_the_foot_of_every_slice_is_not_the_sites(blank: str) -> None:
    texts = [
        [*prose(f"part {n}"), "", f"{20 + n}", "HARBOR PAPERS", "MAY 2011"] for n in range(1, 5)
    ]
    sources = [copy(text, n, 4, upload()) for n, text in enumerate(texts, 1)]
    if not blank:
        sources = [
            Source.of("\n".join(line for line in one.text.split("\n") if line.strip()))
            for one in sources
        ]
    sheet = clean(sources, PROFILES)[0].sheet
    for words in ("HARBOR PAPERS", "MAY 2011"):
        assert sheet.zones[sheet.text.index(words)] != Zone.SITE_NOISE
