"""The library's face."""

from __future__ import annotations

import doctest
import pickle
import subprocess
import sys

import archivist
from archivist import api
from archivist.core import Hint, Origin, Source


def test_every_public_name_is_there():
    for name in archivist.__all__:
        assert getattr(archivist, name) is not None


def test_the_example_of_the_docstring():
    assert doctest.testmod(api).failed == 0


def test_from_bytes_to_an_archive(tmp_path):
    profiles = archivist.Profiles.load()
    sources = archivist.read_bytes(b"A lone line of prose.", name="note.txt")
    edition = archivist.clean(sources, profiles)[0]
    assert archivist.validate(archivist.to_tei(edition)) == []
    assert archivist.explain(edition, 1).zone == "PARAGRAPH"
    folder = tmp_path / "report"
    for name, data in api.parcel(edition).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    receipts = archivist.deposit([folder], tmp_path / "archive")
    assert [r.added for r in receipts] == [True]
    assert archivist.audit(tmp_path / "archive").problems == ()


def test_sources_and_editions_go_between_processes():
    raw = b"<p>A saved page.</p>"
    source = Source(
        "0" * 64,
        "A saved page.\n",
        raw,
        Origin("p.html"),
        "",
        anchors={0: "/p"},
        hints={0: Hint.PARAGRAPH},
    )
    again = pickle.loads(pickle.dumps(source))
    assert again == source
    edition = api.clean([source], api.Profiles.load())[0]
    assert api.to_tei(pickle.loads(pickle.dumps(edition))) == api.to_tei(edition)


def test_texts_are_cleaned_without_the_library_for_pdf():
    """Loading it is a fifth of the program's start."""
    code = (
        "import sys; from archivist import Profiles, api;"
        "[e] = api.clean(api.read_bytes(b'A line of prose.'), Profiles.load()); api.parcel(e);"
        "sys.exit('pypdf' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
