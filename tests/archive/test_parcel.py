"""Reading parcels: what is taken, what is refused, and that the reason is told."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archivist.archive import Deposit, Outcome, Receipt, object_id, read_parcel, read_parcels
from archivist.errors import ArchiveError
from tests.archive.parcels import BOOK, Report, Slice, sample, write_parcel

if TYPE_CHECKING:
    from pathlib import Path


def test_a_sound_parcel_becomes_an_object_with_its_metadata(tmp_path: Path) -> None:
    report = sample(numbers=(12, 13))
    deposit = read_parcel(write_parcel(tmp_path / "p", report))
    assert deposit.object_id == object_id("mirror.example/77")
    assert deposit.object_id.startswith("urn:uuid:")
    assert set(deposit.files) == {
        "report.tei.xml",
        "ledger.tsv",
        "facts.json",
        "findings.json",
        *(f"source/{part.sha256}.txt" for part in report.slices),
        *(f"source/{part.sha256}.capture.json" for part in report.slices),
        "metadata/datacite.json",
        "metadata/dc.xml",
        "metadata/rights.txt",
        "README.txt",
    }
    first = report.slices[0].sha256
    assert deposit.files[f"source/{first}.txt"] == report.slices[0].data
    capture = deposit.files[f"source/{first}.capture.json"]
    assert isinstance(capture, bytes)
    assert json.loads(capture) == report.facts["copies"][0]


def test_the_identifier_hangs_on_the_key_alone() -> None:
    assert object_id("a/1") == object_id("a/1") != object_id("a/2")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16-le", "latin-1"])
def test_copies_in_any_encoding_are_proved(tmp_path: Path, encoding: str) -> None:
    part = Slice(1, "~ шум \r\n# Голова\nтекст\t\\\n", encoding)
    if encoding == "latin-1":
        part = Slice(1, "~ bruit \x85\r\n# Tête\ntexte\t\\\n", encoding)
    report = Report(slices=(part,), report=BOOK)
    assert read_parcel(write_parcel(tmp_path / "p", report)).files


def test_undecodable_bytes_survive_as_the_reader_kept_them(tmp_path: Path) -> None:
    raw = b"good \xff\xfe bad\n"
    text = raw.decode("utf-8", "surrogateescape")
    folder = write_parcel(tmp_path / "p", _with_errors(text, raw))
    facts = json.loads((folder / "facts.json").read_text())
    facts["copies"][0]["errors"] = "surrogateescape"
    (folder / "facts.json").write_text(json.dumps(facts))
    assert read_parcel(folder).files
    facts["copies"][0]["errors"] = "strict"
    (folder / "facts.json").write_text(json.dumps(facts))
    with pytest.raises(ArchiveError, match="cannot be encoded"):
        read_parcel(folder)


class _Undecodable(Slice):
    @property
    def data(self) -> bytes:
        return self.text.encode("utf-8", "surrogateescape")


def _with_errors(text: str, raw: bytes) -> Report:
    part = _Undecodable(1, text)
    assert part.data == raw
    return _NoText(slices=(part,), report=BOOK)


class _NoText(Report):
    @property
    def tei(self) -> str:
        return '<?xml version="1.0"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"/>\n'


def test_html_and_pdf_are_proved_by_their_transcript(tmp_path: Path) -> None:
    page = Slice(1, "~ menu\nwords\n", media_type="text/html", raw=b"<p>menu<p>words")
    deposit = read_parcel(write_parcel(tmp_path / "p", Report(slices=(page,), report=BOOK)))
    assert f"source/{page.sha256}.transcript.txt" in deposit.files
    transcript = tmp_path / f"p/source/{page.sha256}.transcript.txt"
    transcript.write_text("other words\n")
    with pytest.raises(ArchiveError, match="not that of the source"):
        read_parcel(tmp_path / "p")


@pytest.mark.parametrize("name", ["report.tei.xml", "ledger.tsv", "facts.json", "findings.json"])
def test_half_a_parcel_is_refused_and_the_missing_file_named(tmp_path: Path, name: str) -> None:
    folder = write_parcel(tmp_path / "p", sample())
    (folder / name).unlink()
    with pytest.raises(ArchiveError, match=f"half a parcel: {name} missing"):
        read_parcel(folder)


def _first_source(folder: Path) -> Path:
    return next((folder / "source").iterdir())


def _drop_last_row(folder: Path) -> None:
    rows = (folder / "ledger.tsv").read_text().splitlines(keepends=True)
    (folder / "ledger.tsv").write_text("".join(rows[:-1]))


def _cut_ledger(folder: Path) -> None:
    data = (folder / "ledger.tsv").read_bytes()
    (folder / "ledger.tsv").write_bytes(data[:-7])


def _edit_ledger_text(folder: Path) -> None:
    text = (folder / "ledger.tsv").read_text()
    (folder / "ledger.tsv").write_text(text.replace("crane lifts", "crane drops"))


def _forge_rows(folder: Path) -> None:
    with (folder / "ledger.tsv").open("a") as out:
        out.write("\t".join(["f" * 16, "1", "0", "1", "PARAGRAPH", "x:y", "", "", "a"]) + "\n")


def _flip_source(folder: Path) -> None:
    path = _first_source(folder)
    path.write_bytes(path.read_bytes().replace(b"crane", b"crane".upper()))


def _lose_source(folder: Path) -> None:
    _first_source(folder).unlink()
    (folder / "source" / ("0" * 64 + ".txt")).write_bytes(b"")


def _second_raw(folder: Path) -> None:
    path = _first_source(folder)
    path.with_suffix(".html").write_bytes(path.read_bytes())


def _wrong_size(folder: Path) -> None:
    text = (folder / "facts.json").read_text()
    facts = json.loads(text)
    facts["copies"][0]["bytes"] += 1
    (folder / "facts.json").write_text(json.dumps(facts))


def _no_declaration(folder: Path) -> None:
    text = (folder / "report.tei.xml").read_text()
    (folder / "report.tei.xml").write_text(text.partition("\n")[2])


def _torn_tei(folder: Path) -> None:
    data = (folder / "report.tei.xml").read_bytes()
    (folder / "report.tei.xml").write_bytes(data[: len(data) // 2])


def _other_xml(folder: Path) -> None:
    (folder / "report.tei.xml").write_text('<?xml version="1.0"?><html/>')


def _temporary(folder: Path) -> None:
    (folder / ".report.tei.xml.tmp").write_text("half")


def _link(folder: Path) -> None:
    (folder / "extra.txt").symlink_to("/etc/hostname")


def _linked_source(folder: Path) -> None:
    path = _first_source(folder)
    data = path.read_bytes()
    (folder.parent / "elsewhere").write_bytes(data)
    path.unlink()
    path.symlink_to(folder.parent / "elsewhere")


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")


def _folder(folder: Path) -> None:
    (folder / "more").mkdir()


def _reserved(folder: Path) -> None:
    (folder / "metadata").mkdir()


def _hostile_name(folder: Path) -> None:
    (folder / "evil\n..%2f.txt").write_text("x")


def _hostile_source(folder: Path) -> None:
    (folder / "source" / "..evil").write_text("x")


def _no_json(folder: Path) -> None:
    (folder / "facts.json").write_text("{")


def _no_key(folder: Path) -> None:
    facts = json.loads((folder / "facts.json").read_text())
    (folder / "facts.json").write_text(json.dumps(facts | {"key": " "}))


def _no_copies(folder: Path) -> None:
    facts = json.loads((folder / "facts.json").read_text())
    (folder / "facts.json").write_text(json.dumps(facts | {"copies": []}))


def _traversal_source(folder: Path) -> None:
    facts = json.loads((folder / "facts.json").read_text())
    facts["copies"][0]["source"] = "../../../etc/passwd"
    (folder / "facts.json").write_text(json.dumps(facts))


FAULTS = [
    (_drop_last_row, "not that of the source"),
    (_cut_ledger, "cut off"),
    (_edit_ledger_text, "not that of the source"),
    (_forge_rows, "unknown source"),
    (_flip_source, "does not have the SHA-256"),
    (_lose_source, "SHA-256"),
    (_second_raw, "keep one"),
    (_wrong_size, "bytes"),
    (_no_declaration, "XML declaration"),
    (_torn_tei, "not well-formed"),
    (_other_xml, "no TEI document"),
    (_temporary, "interrupted run"),
    (_link, "cannot be read"),
    (_linked_source, "cannot be read"),
    (_pipe, "cannot be read"),
    (_folder, "cannot be read"),
    (_reserved, "archive itself writes"),
    (_hostile_name, "no place in a parcel"),
    (_hostile_source, "no place in a parcel"),
    (_no_json, "JSON"),
    (_no_key, "canonical key"),
    (_no_copies, "no scraped copy"),
    (_traversal_source, "no SHA-256"),
]


@pytest.mark.parametrize(
    ("spoil", "reason"), FAULTS, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_tampered_parcel_is_refused_with_the_reason(tmp_path: Path, spoil, reason) -> None:
    folder = write_parcel(tmp_path / "p", sample(numbers=(12, 13)))
    assert isinstance(read_parcel(folder), Deposit)
    spoil(folder)
    with pytest.raises(ArchiveError, match=reason) as caught:
        read_parcel(folder)
    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no folder"):
        read_parcel(tmp_path / "none")


def test_a_refused_parcel_does_not_stop_the_others(tmp_path: Path) -> None:
    good = write_parcel(tmp_path / "good", sample())
    results = list(read_parcels([tmp_path / "none", good]))
    assert isinstance(results[0], Receipt)
    assert results[0].outcome is Outcome.REFUSED
    assert isinstance(results[1], Deposit)


def test_a_further_file_is_taken_along(tmp_path: Path) -> None:
    folder = write_parcel(tmp_path / "p", sample())
    (folder / "overrides.toml").write_text("[[correction]]\n")
    deposit = read_parcel(folder)
    assert deposit.files["overrides.toml"] == b"[[correction]]\n"
    assert b"corrections made by a person" in bytes(deposit.files["README.txt"])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=80), cut=st.integers(0, 79))
def test_any_text_is_proved_and_any_lost_character_is_noticed(
    tmp_path_factory: pytest.TempPathFactory, text: str, cut: int
) -> None:
    part = Slice(1, text)
    report = _NoText(slices=(part,), report=BOOK)
    folder = write_parcel(tmp_path_factory.mktemp("p") / "p", report)
    assert read_parcel(folder).files
    if not text:
        return
    shorter = text[: cut % len(text)] + text[cut % len(text) + 1 :]
    lossy = _NoText(slices=(_Renamed(1, shorter, file=part.sha256),), report=BOOK)
    (folder / "ledger.tsv").write_text(lossy.ledger, encoding="utf-8", newline="")
    with pytest.raises(ArchiveError):
        read_parcel(folder)


class _Renamed(Slice):
    @property
    def sha256(self) -> str:
        return self.file
