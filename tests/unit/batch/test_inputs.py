"""Which files of a folder are copies, and which speak of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from archivist.batch.inputs import find_inputs


@pytest.mark.parametrize("name", ["README.md", "readme.txt", "LICENSE", "CHANGELOG.html", "a.png"])
def test_what_holds_no_copy_is_passed_over_in_a_folder_and_taken_by_name(
    name: str, tmp_path: Path
) -> None:
    copy, other = tmp_path / "copy.txt", tmp_path / name
    for path in (copy, other):
        path.write_text("The harbor was closed.")
    found = find_inputs([tmp_path])
    assert (found.files, found.passed_over) == ((copy,), (other,))
    assert find_inputs([other]).files == (other,)


@pytest.mark.parametrize("name", ["readme-of-a-river.txt", "licensing.md", "changelogs.pdf"])
def test_a_report_on_such_things_is_a_copy(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("The harbor was closed.")
    assert find_inputs([tmp_path]).files == (tmp_path / name,)
