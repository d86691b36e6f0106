"""Inputs that cannot be read: a message of one line that names the file and what to do."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from archivist.core import Source
from archivist.errors import ReadError
from archivist.readers import ReadOptions, iter_inputs, read_path
from tests.work import patience

REMEDIES = (
    "scrape",
    "give",
    "check",
    "remove",
    "split",
    "raise",
    "save",
    "unpack",
    "fetch",
    "name",
)


def refused(path: Path, **options) -> str:
    """The message for *path*, by both ways in; it names the file and a remedy on one line."""
    (error,) = iter_inputs(path, ReadOptions(**options))
    assert isinstance(error, ReadError)
    with pytest.raises(ReadError) as raised:
        read_path(path, ReadOptions(**options))
    message = str(error)
    assert str(raised.value) == message
    assert "\n" not in message
    assert any(word in message for word in REMEDIES), message
    return message


def written(folder: Path, raw: bytes, name: str = "copy.txt") -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xff\xfe", "is empty"),
        (b" \n\t\r\n", "holds only blanks"),
        (bytes(range(256)) * 40, "is binary"),
        (b"\x01\x02\x03\x04\x05\x06\x07" * 200, "is binary"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "is a picture"),
        (b"PK\x03\x04" + b"\0" * 99, "is a zip file"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "is an old Office file"),
        (b"%PDF-1.7\n", "is damaged"),
    ],
)
def test_what_is_no_text_says_what_it_is(tmp_path: Path, raw: bytes, said: str):
    path = written(tmp_path, raw)
    message = refused(path)
    assert said in message
    assert message.startswith(f"{path}: ")


def test_a_folder_and_a_missing_file(tmp_path: Path):
    assert "is a folder" in refused(tmp_path)
    assert "no such file" in refused(tmp_path / "missing.txt")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch):
    path = written(tmp_path, b"words")

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)  # a superuser may read everything
    assert "may not be read; check its permissions" in refused(path)


def test_a_link_that_leads_back_to_itself(tmp_path: Path):
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    assert "leads back to itself" in refused(loop)


def test_a_pipe_is_not_waited_for(tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (error,) = iter_inputs(pipe)
    assert "is no regular file" in str(error)


@pytest.mark.parametrize("name", ["two\nlines.txt", "tab\there.txt", "bell\x07.txt", "a%b.txt"])
def test_names_with_line_ends_are_printed_on_one_line(tmp_path: Path, name: str):
    assert "%" in refused(written(tmp_path, b"", name))
    (source,) = read_path(written(tmp_path, b"Some words.", name))
    assert source.origin.name.isprintable()


def test_a_name_that_is_no_unicode(tmp_path: Path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt"))
    path.write_bytes(b"")
    assert "%FF%FE.txt" in refused(path)


def test_broken_utf8_is_read_with_its_doubt(tmp_path: Path):
    raw = "Где-то у гавани стоял маяк — старый. ".encode() * 20
    broken = raw[:101] + b"\xff\xfe" + raw[101:]
    (source,) = read_path(written(tmp_path, broken))
    assert source.errors == "surrogateescape"
    assert source.certainty < 1
    assert source.encoded() == broken


def test_an_encoding_that_nobody_knows(tmp_path: Path):
    path = written(tmp_path, "naïve".encode("cp1252"))
    assert "no encoding known" in refused(path, encoding="klingon-8")
    (source,) = read_path(path, ReadOptions(encoding="utf-8"))
    assert source.encoded() == "naïve".encode("cp1252")


def test_control_characters_that_xml_cannot_hold_are_kept(tmp_path: Path):
    raw = b"A line with \x0b and \x1f and \x00 in it.".replace(b"\x00", b"") * 9
    (source,) = read_path(written(tmp_path, raw))
    assert source.encoded() == raw


def test_a_line_of_five_megabytes(tmp_path: Path):
    raw = b"word " * 1_000_000
    with patience():
        (source,) = read_path(written(tmp_path, raw))
    assert len(source.lines) == 1


def test_a_hundred_megabytes_are_refused_without_being_read(tmp_path: Path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with patience(1):  # the file system is asked for its size, no more
        message = refused(path)
    assert "104857600 bytes" in message
    assert "--largest" in message


def test_a_small_file_that_unpacks_to_much_is_refused(tmp_path: Path):
    path = written(tmp_path, gzip.compress(b"\0" * 80_000_000), "bomb.txt.gz")
    assert "unpacks to more than" in refused(path)


def test_what_is_readable_beside_it_is_read(tmp_path: Path):
    found = [
        one
        for name, raw in (("a", b""), ("b", b"Words."), ("c", b"\0" * 99))
        for one in iter_inputs(written(tmp_path, raw, f"{name}.txt"))
    ]
    assert [isinstance(one, Source) for one in found] == [False, True, False]
