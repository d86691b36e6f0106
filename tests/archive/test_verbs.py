"""What a person does with an archive, through the functions a command line calls."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from archivist.archive import (
    Archive,
    Aspect,
    Deposit,
    Depositor,
    Outcome,
    deposit,
    diff,
    find_object,
    list_objects,
    log,
    object_id,
    restore,
)
from archivist.errors import ArchiveError
from tests.archive.parcels import BOOK, Report, sample, slice_text, tree, write_parcel

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 1, tzinfo=UTC)
KEY = "mirror.example/77"
CORRECTION = {
    "copy": sample().slices[0].sha256[:12],
    "who": "Ada Reader",
    "why": "set in small capitals",
    "line": 3,
    "zone": "heading",
}


def _states() -> list[Report]:
    """A life: first deposit, a late slice, new rules, a correction, revised metadata."""
    late = sample(numbers=(12, 13))
    cleaned = sample(numbers=(12, 13), version="0.2.0", profile="c" * 64,
                     zones={"HEADING": "QUOTE"})  # fmt: skip
    corrected = sample(numbers=(12, 13), version="0.2.0", profile="c" * 64,
                       zones={"HEADING": "QUOTE"}, corrections=(CORRECTION,))  # fmt: skip
    told = sample(numbers=(12, 13), version="0.2.0", profile="c" * 64,
                  zones={"HEADING": "QUOTE"}, report=BOOK | {"date": "2017-08"})  # fmt: skip
    return [sample(missing=((13, 28),)), late, cleaned, corrected, told]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("verbs")
    folders = [write_parcel(base / str(n), state) for n, state in enumerate(_states())]
    receipts = list(deposit(folders, base / "root", created=NOW, user=Depositor("A. Keeper")))
    assert [receipt.version for receipt in receipts] == [1, 2, 3, 4, 5]
    other = sample("other.example/9", (1,), report={"title": "Another"})
    deposits = [write_parcel(base / "o", other)]
    assert all(r.added for r in deposit(deposits, base / "root", created=NOW))
    archive = Archive.open(base / "root")
    archive.deposit([Deposit("urn:notes", {"a": b"1"}, "notes")], created=NOW)
    return base / "root"


def test_the_log_says_what_each_version_brought(root: Path) -> None:
    versions = log(root, KEY)
    assert [v.number for v in versions] == [1, 2, 3, 4, 5]
    assert {v.by for v in versions} == {"A. Keeper"}
    said = [v.message for v in versions]
    assert said[0] == "first deposit: slice 12 of 28 from mirror.example"
    assert "added slice 13 of 28 from mirror.example" in said[1]
    assert "slices missing: 13–28 before, none now" in said[1]
    assert "the text changed: 3 passages new or altered, none gone" in said[1]
    assert "characters from HEADING to QUOTE" in said[2]
    assert "cleaned with archivist 0.2.0, before with archivist 0.1.0" in said[2]
    assert "profile docmirror changed" in said[2]
    copy = str(CORRECTION["copy"])[:8]
    wanted = f"correction by Ada Reader: line 3 of copy {copy} is heading (set in small capitals)"
    assert wanted in said[3]
    assert "correction taken back: Ada Reader" in said[4]
    assert 'date: "2017-07" became "2017-08"' in said[4]


@pytest.mark.parametrize(
    ("old", "new", "aspects"),
    [
        (1, 2, [Aspect.COPIES, Aspect.COPIES, Aspect.TEXT]),
        (2, 3, [Aspect.LABELS, Aspect.METADATA, Aspect.METADATA]),
        (3, 4, [Aspect.CORRECTIONS]),
        (None, None, [Aspect.CORRECTIONS, Aspect.METADATA]),
        (None, 3, [Aspect.LABELS, Aspect.METADATA, Aspect.METADATA]),
        (3, 3, []),
    ],
)
def test_the_difference_of_two_versions_in_words(root: Path, old, new, aspects) -> None:
    found = diff(root, KEY, old, new)
    assert [change.aspect for change in found] == aspects
    assert all(change.words and not change.words.endswith(".") for change in found)


def test_the_difference_backwards_and_over_several_versions(root: Path) -> None:
    back = [str(change) for change in diff(root, KEY, 2, 1)]
    assert "left out slice 13 of 28 from mirror.example" in back
    assert "slices missing: none before, 13–28 now" in back
    far = {change.aspect for change in diff(root, KEY, 1, 5)}
    assert far == {Aspect.COPIES, Aspect.TEXT, Aspect.LABELS, Aspect.METADATA}


def test_altered_text_is_told_as_text(tmp_path: Path) -> None:
    part = sample().slices[0]
    zones = {"PARAGRAPH": "QUOTE"}
    states = [sample(), sample(zones=zones), sample(report=BOOK | {"title": "Other"})]
    folders = [write_parcel(tmp_path / str(n), s) for n, s in enumerate(states)]
    path = folders[1] / "report.tei.xml"
    path.write_text(path.read_text().replace("crane lifts", "crane raises"))
    list(deposit(folders, tmp_path / "root", created=NOW))
    assert part.text.count("crane lifts") == 1
    found = [str(change) for change in diff(tmp_path / "root", KEY, 1, 2)]
    assert any(
        line.startswith("the text changed: 1 passage new or altered, 1 of the earlier")
        for line in found
    )
    assert any(line.startswith("labels: ") for line in found)


def test_the_first_version_has_nothing_before_it(root: Path) -> None:
    with pytest.raises(ArchiveError, match="no version before it"):
        diff(root, KEY, new=1)
    with pytest.raises(ArchiveError, match=r"has no version v9.*v1 to v5"):
        diff(root, KEY, 1, 9)


def test_the_list_names_reports(root: Path) -> None:
    listed = {item.object_id: item for item in list_objects(root)}
    assert len(listed) == 3
    book = listed[object_id(KEY)]
    assert (book.key, book.report_id, book.versions) == (KEY, "mirror.example-77", 5)
    assert (book.title, book.authors) == (BOOK["title"], ("Ada Example", "Bo Sample"))
    assert (book.series, book.date) == ("Invented Papers 12", "2017-07"[:5] + "08")
    assert (listed["urn:notes"].title, listed["urn:notes"].message) == ("", "notes")


def test_an_object_is_found_by_any_of_its_names(root: Path) -> None:
    archive = Archive.open(root)
    wanted = object_id(KEY)
    for name in (wanted, KEY, "mirror.example-77", wanted[:-4], wanted.split(":")[2][:6]):
        assert find_object(archive, name) == wanted, name
    assert find_object(archive, "urn:notes") == "urn:notes"
    for name in ("nothing", "", "mirror.example", wanted.split(":")[2][:3]):
        with pytest.raises(ArchiveError, match="holds no object"):
            find_object(archive, name)
    with pytest.raises(ArchiveError, match=r"may mean 3 objects \(urn:"):
        find_object(archive, "urn:")


def test_each_version_is_restored_as_it_was_deposited(root: Path, tmp_path: Path) -> None:
    for number in range(1, 6):
        target = tmp_path / str(number)
        written = restore(root, KEY, target, version=number)
        files = dict(Archive.open(root).read(object_id(KEY), number))
        assert tree(target) == files
        assert len(written) == len(files)
    with pytest.raises(ArchiveError, match="not an empty folder"):
        restore(root, KEY, tmp_path / "1")
    assert slice_text(13).encode() in b"".join(tree(tmp_path / "2").values())


def test_a_restored_version_can_be_checked_by_hand(root: Path, tmp_path: Path) -> None:
    """As README.txt says: names are digests, and the ledger's column 'text' is the copy."""
    import hashlib

    restore(root, KEY, tmp_path / "r")
    readme = (tmp_path / "r/README.txt").read_text()
    assert all(word in readme for word in ("sha256sum", "ledger.tsv", "capture.json", "TEI P5"))
    for path in (tmp_path / "r/source").glob("*.txt"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem
        rows = (tmp_path / "r/ledger.tsv").read_bytes().decode().split("\n")[1:-1]
        mine = [row.split("\t")[-1] for row in rows if row.startswith(path.stem[:16])]
        text = "".join(mine).replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t")
        assert text.replace("\\\\", "\\").encode() == path.read_bytes()


def test_a_folder_that_is_no_parcel_is_refused_by_name(root: Path, tmp_path: Path) -> None:
    (tmp_path / "half").mkdir()
    [receipt] = deposit([tmp_path / "half"], tmp_path / "root", created=NOW)
    assert receipt.outcome is Outcome.REFUSED
    assert "half" in receipt.message
    assert "clean the report again" in receipt.message


@pytest.mark.parametrize("verb", [log, diff])
def test_an_archive_that_is_not_there_is_an_error(tmp_path: Path, verb) -> None:
    with pytest.raises(ArchiveError, match="no archive yet"):
        verb(tmp_path / "nothing", KEY)
    assert list(tmp_path.iterdir()) == []
