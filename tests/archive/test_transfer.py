"""Reports out of one archive and into another: nothing is lost or altered on the way."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import bagit
import bagit_profile
import pytest

from archivist.archive import (
    Archive,
    BagForm,
    Deposit,
    Depositor,
    Outcome,
    audit,
    export_bag,
    export_bags,
    import_bag,
    object_id,
    read_parcels,
)
from archivist.archive.bagit.bag import write_bag
from archivist.archive.bagit.bag_profile import IDENTIFIER, PROFILE
from archivist.archive.ocfl.layout import object_key, object_path
from archivist.errors import ArchiveError
from tests.archive.crashing import run_and_die, watched
from tests.archive.oracles import ocfl_complaints
from tests.archive.parcels import sample, tree, write_parcel

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LATER = datetime(2026, 4, 1, tzinfo=UTC)
KEYS = ["mirror.example/77", "mirror.example/88"]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a report of three versions, one of one, and a bag of each form."""
    base = tmp_path_factory.mktemp("transfer")
    archive = Archive.open(base / "root", create=True)
    parcels = [
        write_parcel(base / "1", sample()),
        write_parcel(base / "2", sample(numbers=(12, 13))),
        write_parcel(base / "3", sample(numbers=(12, 13), version="0.2.0")),
        write_parcel(base / "4", sample(KEYS[1], (1,))),
    ]
    receipts = archive.deposit(read_parcels(parcels), created=NOW)
    assert all(receipt.added for receipt in receipts)
    for form in BagForm:
        export_bag(base / "root", KEYS, base / f"{form.value}.zip", form=form)
    return base


@pytest.fixture
def history(base: Path) -> Path:
    return base / "history.zip"


@pytest.fixture
def files(base: Path) -> Path:
    return base / "files.zip"


@pytest.mark.parametrize("form", BagForm)
def test_bags_are_valid_for_bagit_and_its_profiles(
    base: Path, tmp_path: Path, form: BagForm
) -> None:
    path = base / f"{form.value}.zip"
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    bag = bagit.Bag(str(tmp_path / form.value))
    bag.validate()
    profile = bagit_profile.Profile(IDENTIFIER, profile=json.loads(PROFILE))
    assert profile.validate(bag), profile.report
    assert profile.validate_serialization(str(path))
    assert bag.info["External-Identifier"] == sorted(object_id(key) for key in KEYS)
    assert bag.info["Bagging-Date"] == "2026-03-01"
    del bag.info["External-Identifier"]
    assert not profile.validate(bag), "the judge must see faults"


def test_the_same_archive_gives_the_same_bag(base: Path, tmp_path: Path) -> None:
    for form in BagForm:
        path = tmp_path / f"{form.value}.zip"
        export_bag(base / "root", KEYS[::-1], path, form=form)
        assert path.read_bytes() == (base / path.name).read_bytes()


def test_a_history_arrives_byte_for_byte(base: Path, history: Path, tmp_path: Path) -> None:
    receipts = import_bag(history, tmp_path / "root", created=LATER)
    assert [r.outcome for r in receipts] == [Outcome.ADDED] * 2
    assert {r.version for r in receipts} == {1, 3}
    assert tree(tmp_path / "root") == tree(base / "root")
    report = audit(tmp_path / "root", now=LATER)
    assert (report.ok, report.objects) == (True, 2)
    again = import_bag(history, tmp_path / "root", created=LATER)
    assert [r.outcome for r in again] == [Outcome.UNCHANGED] * 2
    assert tree(tmp_path / "root") == tree(base / "root")


def _older(base: Path, folder: Path, versions: int) -> Archive:
    """An archive that has only the first versions."""
    archive = Archive.open(folder / "root", create=True)
    parcels = [base / str(number) for number in range(1, versions + 1)]
    archive.deposit(read_parcels(parcels), created=NOW)
    return archive


@pytest.mark.parametrize("versions", [1, 2, 3])
def test_only_new_versions_are_added_to_what_is_held(
    base: Path, history: Path, tmp_path: Path, versions: int
) -> None:
    _older(base, tmp_path, versions)
    receipts = import_bag(history, tmp_path / "root", created=LATER)
    outcomes = {r.object_id: r.outcome for r in receipts}
    wanted = Outcome.UNCHANGED if versions == 3 else Outcome.ADDED
    assert outcomes[object_id(KEYS[0])] is wanted
    assert tree(tmp_path / "root") == tree(base / "root")
    assert ocfl_complaints(tmp_path / "root") == []


def test_an_older_state_changes_nothing(base: Path, tmp_path: Path) -> None:
    archive = _older(base, tmp_path, 1)
    export_bag(archive.root, KEYS[:1], tmp_path / "old.zip", form=BagForm.HISTORY)
    shutil.copytree(base / "root", tmp_path / "copy")
    [receipt] = import_bag(tmp_path / "old.zip", tmp_path / "copy", created=LATER)
    assert (receipt.outcome, receipt.version) == (Outcome.UNCHANGED, 3)
    assert tree(tmp_path / "copy") == tree(base / "root")


def test_another_history_is_refused(base: Path, history: Path, tmp_path: Path) -> None:
    other = Archive.open(tmp_path / "root", create=True)
    other.deposit(read_parcels([base / "2"]), created=NOW)  # began where the other went on
    before = tree(other.root)
    receipts = {r.object_id: r for r in import_bag(history, other.root, created=LATER)}
    refused = receipts[object_id(KEYS[0])]
    assert refused.outcome is Outcome.REFUSED
    assert "another history" in refused.message
    assert receipts[object_id(KEYS[1])].added, "the others are taken all the same"
    assert {p: d for p, d in tree(other.root).items() if p in before} == before
    assert audit(other.root, now=LATER).ok


def test_a_kill_after_any_call_of_an_import_loses_nothing(
    base: Path, history: Path, tmp_path: Path
) -> None:
    wanted = tree(base / "root")
    _older(base, tmp_path / "start", 1)

    def work(folder: Path) -> None:
        import_bag(history, folder / "root", created=LATER)

    shutil.copytree(tmp_path / "start", tmp_path / "count")
    calls: list[str] = []
    with watched(lambda name, _: calls.append(name)):
        work(tmp_path / "count")
    calls = [name for name in calls if name != "sync"]
    # Most calls write to staging or clear it, and are alike: a tenth of them, and all that publish.
    published = [number for number, name in enumerate(calls, start=1) if name == "rename"]
    assert len(published) == 7
    near = {number + step for number in published for step in (-1, 0, 1)}
    for after in sorted({*range(1, len(calls), 10), *near, len(calls)}):
        folder = tmp_path / f"{after}"
        shutil.copytree(tmp_path / "start", folder)
        assert run_and_die(lambda: work(folder), after), after  # noqa: B023
        Archive.open(folder / "root")
        assert audit(folder / "root", now=LATER).ok, after
        work(folder)
        assert tree(folder / "root") == wanted, after
        assert not list((folder / "root.work/staging").iterdir())
        shutil.rmtree(folder)


def test_files_make_an_object_with_a_record_of_its_own(
    base: Path, files: Path, tmp_path: Path
) -> None:
    person = Depositor("A. Keeper", "mailto:keeper@example.org")
    receipts = import_bag(files, tmp_path / "root", created=LATER, user=person)
    assert [(r.outcome, r.version) for r in receipts] == [(Outcome.ADDED, 1)] * 2
    assert all("imported from the bag files.zip" in r.message for r in receipts)
    there, here = Archive.open(base / "root"), Archive.open(tmp_path / "root")
    for key in KEYS:
        sent, got = dict(there.read(object_id(key))), dict(here.read(object_id(key)))
        assert got.pop("metadata/premis-received.xml") == sent.pop("metadata/premis.xml")
        own = got.pop("metadata/premis.xml").decode()
        assert got == sent
        assert "files.zip" in own
        assert "A. Keeper" in own
    assert audit(here.root, now=LATER).ok
    again = import_bag(files, here.root, created=NOW)
    assert [r.outcome for r in again] == [Outcome.UNCHANGED] * 2


def test_what_the_archive_has_itself_is_not_added_again(
    base: Path, files: Path, tmp_path: Path
) -> None:
    for name in ("root", "root.work"):
        shutil.copytree(base / name, tmp_path / name)
    receipts = import_bag(files, tmp_path / "root", created=LATER)
    assert [r.outcome for r in receipts] == [Outcome.UNCHANGED] * 2
    assert tree(tmp_path / "root") == tree(base / "root")


def test_the_received_record_stays_when_the_report_goes_on(
    base: Path, files: Path, tmp_path: Path
) -> None:
    import_bag(files, tmp_path / "root", created=LATER)
    archive = Archive.open(tmp_path / "root")
    state = sample(numbers=(12, 13, 14))
    [receipt] = archive.deposit(read_parcels([write_parcel(tmp_path / "n", state)]), created=LATER)
    assert receipt.version == 2
    both = [archive.read(receipt.object_id, n)["metadata/premis-received.xml"] for n in (1, 2)]
    assert both[0] == both[1]


def test_one_version_or_one_report_a_bag(base: Path, tmp_path: Path) -> None:
    bag = export_bag(base / "root", KEYS[:1], tmp_path / "v1.zip", version=1)
    names = zipfile.ZipFile(bag.path).namelist()
    assert sum(".txt" in name and "/source/" in name for name in names) == 1
    made = list(export_bags(base / "root", tmp_path / "all"))
    assert sorted(b.path.name for b in made) == ["mirror.example-77.zip", "mirror.example-88.zip"]
    for item in made:
        import_bag(item.path, tmp_path / "again", created=NOW)
    assert audit(tmp_path / "again", now=NOW).objects == 2


def test_objects_that_are_no_reports_travel_with_their_history(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path / "root", create=True)
    archive.deposit([Deposit("urn:x/../y", {"a": b"1"}, "m")], created=NOW)
    export_bag(archive.root, ["urn:x/../y"], tmp_path / "x.zip", form=BagForm.HISTORY)
    import_bag(tmp_path / "x.zip", tmp_path / "other", created=NOW)
    assert tree(tmp_path / "other") == tree(tmp_path / "root")


def test_a_damaged_object_is_not_exported(base: Path, tmp_path: Path) -> None:
    shutil.copytree(base / "root", tmp_path / "root")
    folder = tmp_path / "root" / object_path(object_key(object_id(KEYS[1])))
    (folder / "v1/content/ledger.tsv").write_bytes(b"rotten")
    for form in BagForm:
        with pytest.raises(ArchiveError, match=r"damaged|SHA-512 differs"):
            export_bag(tmp_path / "root", KEYS, tmp_path / "x.zip", form=form)
        assert not (tmp_path / "x.zip").exists()


@pytest.mark.parametrize(
    ("names", "complaint"),
    [([], "no object is named"), (["mirror.example/nothing"], "holds no object")],
)
def test_nothing_to_export_is_an_error(base: Path, tmp_path: Path, names, complaint) -> None:
    with pytest.raises(ArchiveError, match=complaint):
        export_bag(base / "root", names, tmp_path / "x.zip")


# --- bags of others ---------------------------------------------------------------------------


def _bag(folder: Path, payload: dict[str, bytes]) -> Path:
    return write_bag(folder / "their.zip", payload.items(), []).path


def _object_files(base: Path) -> dict[str, bytes]:
    return tree(base / "root" / object_path(object_key(object_id(KEYS[1]))))


def test_a_valid_bag_of_something_else_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = _bag(tmp_path, {"letter.txt": b"dear archive"})
    with pytest.raises(ArchiveError, match=r"no report of this program.*unpack it and clean"):
        import_bag(path, tmp_path / "root", created=NOW)
    assert not [p for p in tree(tmp_path / "root") if p.count("/") > 2]


def test_a_bag_that_is_not_valid_leaves_the_archive_as_it_was(
    base: Path, files: Path, tmp_path: Path
) -> None:
    shutil.copytree(base / "root", tmp_path / "root")
    data = bytearray(files.read_bytes())
    data[len(data) // 3] ^= 1
    (tmp_path / "x.zip").write_bytes(bytes(data))
    with pytest.raises(ArchiveError):
        import_bag(tmp_path / "x.zip", tmp_path / "root", created=NOW)
    assert tree(tmp_path / "root") == tree(base / "root")
    assert not list((tmp_path / "root.work/staging").iterdir())


def _tampered(base: Path, change) -> dict[str, bytes]:
    files = _object_files(base)
    change(files)
    return {f"r/{name}": data for name, data in files.items()}


HARM = {
    "content changed": lambda f: f.update({"v1/content/ledger.tsv": b"x"}),
    "content missing": lambda f: f.pop("v1/content/ledger.tsv"),
    "content extra": lambda f: f.update({"v1/content/evil.txt": b"x"}),
    "no inventory": lambda f: f.pop("inventory.json"),
    "inventory is no object": lambda f: f.update({"inventory.json": b"[]"}),
    "identifier is no text": lambda f: f.update({"inventory.json": b'{"id": 7}'}),
    "identifier of another": lambda f: f.update({"inventory.json": b'{"id": "urn:other"}'}),
    "odd path": lambda f: f.update({"v1/content/.hidden": b"x"}),
    "declaration elsewhere": lambda f: f.update({"v1/0=ocfl_object_1.1": b"ocfl_object_1.1\n"}),
}


@pytest.mark.parametrize("harm", HARM)
def test_an_object_that_is_not_sound_is_refused(base: Path, tmp_path: Path, harm: str) -> None:
    path = _bag(tmp_path, _tampered(base, HARM[harm]))
    [receipt] = import_bag(path, tmp_path / "root", created=NOW)
    assert receipt.outcome is Outcome.REFUSED
    assert receipt.message
    assert not Archive.open(tmp_path / "root").holds(object_id(KEYS[1]))
    assert audit(tmp_path / "root", now=NOW).ok


def test_each_folder_of_a_bag_is_judged_by_itself(base: Path, tmp_path: Path) -> None:
    """The same object three times: damaged, sound, and sound again."""
    sound = _object_files(base)
    rotten = sound | {"v1/content/ledger.tsv": b"x"}
    payload = {
        f"{top}/{name}": data
        for top, files in (("a", rotten), ("b", sound), ("c", sound))
        for name, data in files.items()
    }
    receipts = import_bag(_bag(tmp_path, payload), tmp_path / "root", created=NOW)
    assert [r.outcome for r in receipts] == [Outcome.REFUSED, Outcome.ADDED, Outcome.UNCHANGED]
    assert audit(tmp_path / "root", now=NOW).ok


def test_a_version_that_was_tampered_with_is_refused(base: Path, tmp_path: Path) -> None:
    """Its manifests are in order, so only the ledger's proof can tell."""
    files = dict(Archive.open(base / "root").read(object_id(KEYS[1])))
    files["ledger.tsv"] = files["ledger.tsv"].replace(b"crane", b"crone")
    payload = {f"r/{name}": data for name, data in files.items()}
    [receipt] = import_bag(_bag(tmp_path, payload), tmp_path / "root", created=NOW)
    assert receipt.outcome is Outcome.REFUSED
    assert "not that of the source" in receipt.message


def test_files_beside_the_reports_are_not_passed_over(base: Path, tmp_path: Path) -> None:
    payload = {f"r/{name}": data for name, data in _object_files(base).items()}
    path = _bag(tmp_path, payload | {"stray.txt": b"x"})
    with pytest.raises(ArchiveError, match=r"data/stray.txt belongs to no report"):
        import_bag(path, tmp_path / "root", created=NOW)


def test_a_report_at_the_top_of_the_payload_is_taken(base: Path, tmp_path: Path) -> None:
    files = dict(Archive.open(base / "root").read(object_id(KEYS[1])))
    [receipt] = import_bag(_bag(tmp_path, files), tmp_path / "root", created=NOW)
    assert receipt.added


def test_the_profile_travels_in_the_bag(base: Path) -> None:
    with zipfile.ZipFile(base / "files.zip") as archive:
        assert archive.read("files/bag-profile.json") == PROFILE
