"""The catalogue finds passages, and holds nothing that the archive does not."""

from __future__ import annotations

import multiprocessing
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.archive import (
    CLOSE,
    OPEN,
    Archive,
    Catalogue,
    Deposit,
    Filters,
    Hit,
    object_id,
    read_parcels,
    rebuild_catalogue,
    search,
)
from archivist.archive.catalogue.search import to_match
from archivist.errors import ArchiveError, UsageError
from tests.archive.parcels import BOOK, Report, Slice, sample, slice_text, tree, write_parcel

NOW = datetime(2026, 3, 1, tzinfo=UTC)
KEYS = ["mirror.example/77", "other.example/88", "mirror.example/99"]


def _reports() -> list[Report]:
    essay = {"title": "An essay", "authors": [{"name": "Çem Øst"}], "pages": None}
    late = BOOK | {"title": "Later harbours", "date": "2019-03-02", "series": "Cahiers d'été"}
    bare = {"title": None, "parts": [essay]}
    return [
        sample(KEYS[0], (12, 13)),
        sample(KEYS[1], (1,), report=late),
        sample(KEYS[2], (2,), report=bare),
    ]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("catalogue")
    archive = Archive.open(base / "root", create=True)
    parcels = [write_parcel(base / str(n), report) for n, report in enumerate(_reports())]
    receipts = archive.deposit(read_parcels(parcels), created=NOW)
    assert all(receipt.added for receipt in receipts)
    archive.deposit([Deposit("urn:notes", {"a.txt": b"crane"}, "no report")], created=NOW)
    return base


@pytest.fixture
def root(original: Path, tmp_path: Path) -> Path:
    for name in ("root", "root.work"):
        shutil.copytree(original / name, tmp_path / name)
    return tmp_path / "root"


def found(root: Path, query: str, **filters: str) -> set[str]:
    hits = search(root, query, Filters(**filters), limit=1000)
    return {hit.key for hit in hits}


def test_a_hit_leads_to_report_page_and_passage(root: Path) -> None:
    [hit] = search(root, '"quay 13"')
    assert hit == Hit(
        object_id=object_id(KEYS[0]),
        key=KEYS[0],
        title="Harbours of the Inner Sea",
        series="Invented Papers",
        number="12",
        date="2017-07",
        authors=("Ada Example", "Bo Sample"),
        kind="head",
        xml_id="",
        page="12",  # the head stands before the first page break of its slice
        position=4,
        snippet=f"{OPEN}Quay 13{CLOSE} and its cranes",
        text="Quay 13 and its cranes",
        source="",
    )
    [note] = search(root, '"13th crane"')
    assert (note.page, note.xml_id, note.kind) == ("13", "p13.2", "p")


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("crane", 4),
        ("CRANE barges", 4),
        ("barges crane", 4),
        ('"crane lifts"', 4),
        ('"lifts crane"', 0),
        ("cran*", 8),
        ("cran", 0),
        ("crane -13th", 3),
        ("cranes -quay", 0),
        ("freight-falls", 4),
        ("“in fog”", 4),
        ("backslash", 4),
        ("share", 0),  # site noise is not in the text
        ("unheard-of", 0),
    ],
)
def test_words_phrases_prefixes_and_exclusions(root: Path, query: str, hits: int) -> None:
    assert len(search(root, query, limit=100)) == hits


def test_the_best_come_first_and_no_more_than_asked_for(root: Path) -> None:
    hits = search(root, "quay*", limit=3)
    assert len(hits) == 3
    assert search(root, "quay*", limit=3) == hits, "the order is fixed"


@pytest.mark.parametrize(
    ("filters", "keys"),
    [
        ({}, KEYS),
        ({"series": "papers"}, KEYS[:1]),
        ({"series": "ETE"}, KEYS[1:2]),
        ({"author": "ada"}, KEYS[:2]),
        ({"author": "cem ost"}, []),
        ({"author": "çem ø"}, KEYS[2:]),
        ({"site": "mirror"}, KEYS),
        ({"site": "other"}, []),
        ({"since": "2017"}, KEYS[:2]),
        ({"since": "2017-07-15"}, KEYS[:2]),  # the day is not known, the month fits
        ({"since": "2017-08"}, KEYS[1:2]),
        ({"until": "2017"}, KEYS[:1]),
        ({"until": "2017-06"}, []),
        ({"since": "2018", "until": "2019-03"}, KEYS[1:2]),
        ({"since": "2018", "author": "nobody"}, []),
    ],
)
def test_filters_narrow(root: Path, filters: dict[str, str], keys: list[str]) -> None:
    assert found(root, "crane", **filters) == set(keys)


@pytest.mark.parametrize("query", ["", "  ", "-crane", '"', "…", "* -"])
def test_a_query_without_a_word_says_so(root: Path, query: str) -> None:
    with pytest.raises(UsageError, match="holds no word"):
        search(root, query)


@pytest.mark.parametrize("name", ["since", "until"])
def test_a_date_that_is_none_says_so(root: Path, name: str) -> None:
    with pytest.raises(UsageError, match=f"--{name} 'May 2017' is no date"):
        search(root, "crane", Filters(**{name: "May 2017"}))


@given(st.text())
def test_any_text_is_a_query(query: str) -> None:
    """SQLite's own syntax (``NEAR``, colons, brackets, carets) means nothing here."""
    try:
        match = to_match(query)
    except UsageError:
        return
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table t using fts5 (text)")
    database.execute("select * from t where t match ?", (match.replace("\0", ""),)).fetchall()
    database.close()


def _rows(root: Path, *, anew: bool) -> dict[str, list[tuple[object, ...]]]:
    with Catalogue(root) as catalogue:
        catalogue.refresh(anew=anew)
        return catalogue.content()


def test_made_anew_it_has_the_same_rows(root: Path, tmp_path: Path) -> None:
    """After deposits, new versions, a repair from nothing: step by step or at once."""
    first = _rows(root, anew=False)
    assert {name: len(rows) for name, rows in first.items()} == {
        "object": 4, "author": 5, "copy": 4, "version": 4, "file": 36, "passage": 12,
    }  # fmt: skip
    archive = Archive.open(root)
    grown = [sample(KEYS[0], (12, 13, 14)), sample("mirror.example/111", (1,))]
    parcels = [write_parcel(tmp_path / f"g{n}", report) for n, report in enumerate(grown)]
    archive.deposit(read_parcels(parcels), created=NOW)
    later = _rows(root, anew=False)
    assert later != first
    assert _rows(root, anew=True) == later
    (tmp_path / "root.work/catalogue.sqlite").unlink()
    assert _rows(root, anew=False) == later
    shutil.rmtree(next(p.parent for p in root.rglob("inventory.json") if b"urn:notes" in
                       p.read_bytes() and p.parent.name[0] != "v"))  # fmt: skip
    without = _rows(root, anew=False)
    assert len(without["object"]) == len(later["object"]) - 1
    assert _rows(root, anew=True) == without


def test_the_index_follows_the_passages(root: Path, tmp_path: Path) -> None:
    """What a version no longer says is no longer found."""
    assert found(root, '"13th crane"') == {KEYS[0]}
    other = Slice(13, slice_text(13).replace("crane", "winch"))
    report = sample(KEYS[0], slices=(sample(KEYS[0]).slices[0], other))
    parcel = write_parcel(tmp_path / "n", report)
    [receipt] = Archive.open(root).deposit(
        read_parcels([parcel], may_drop_sources=True), created=NOW
    )
    assert receipt.version == 2
    assert (found(root, '"13th winch"'), found(root, '"13th crane"')) == ({KEYS[0]}, set())
    with Catalogue(root) as catalogue:
        check = "insert into passage_text (passage_text) values ('integrity-check')"
        catalogue.query(check)


def test_only_what_changed_is_read(root: Path, tmp_path: Path) -> None:
    with Catalogue(root) as catalogue:
        assert (first := catalogue.refresh()).read == first.objects == 4
        assert catalogue.refresh().read == 0
        parcel = write_parcel(tmp_path / "n", sample(KEYS[1], (1, 2)))
        Archive.open(root).deposit(read_parcels([parcel]), created=NOW)
        assert (catalogue.refresh().read, catalogue.refresh().read) == (1, 0)


def test_a_damaged_object_is_told_and_the_others_are_found(root: Path) -> None:
    tei = min(root.rglob("report.tei.xml"))
    tei.write_bytes(tei.read_bytes() + b" ")
    refresh = rebuild_catalogue(root)
    assert (refresh.objects, len(refresh.faults)) == (3, 1)
    assert "run an audit" in refresh.faults[0]
    assert len(found(root, "crane")) == 2


def test_nothing_is_written_into_the_archive(root: Path) -> None:
    before = tree(root)
    search(root, "crane")
    rebuild_catalogue(root)
    assert tree(root) == before


def test_a_catalogue_of_another_version_is_made_anew(root: Path, tmp_path: Path) -> None:
    search(root, "crane")
    with sqlite3.connect(tmp_path / "root.work/catalogue.sqlite") as database:
        database.execute("drop table author")
        database.execute("pragma user_version = 99")
    database.close()
    assert found(root, "crane", author="ada") == set(KEYS[:2])


def test_a_broken_catalogue_names_the_remedy(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "root.work/catalogue.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(ArchiveError, match=r"remove the file: it is made anew"):
        search(root, "crane")
    path.unlink()
    assert found(root, "crane") == set(KEYS)


def test_what_is_no_archive_says_so(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no OCFL"):
        search(tmp_path, "crane")


def _refresh(root: Path) -> int:
    with Catalogue(root) as catalogue:
        return catalogue.refresh().objects


def test_several_processes_may_search_at_once(root: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        assert pool.map(_refresh, [root] * 6) == [4] * 6
    assert _rows(root, anew=False) == _rows(root, anew=True)
