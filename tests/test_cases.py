"""Gold cases: copies whose every character has been looked at by a person.

``tests/cases/SITE/CASE/`` holds the copies (``*.txt``), what each of their characters is
(``ledger.tsv``) and the report (``report.tei.xml``; digests and versions are left out, since they
change with every profile). After a change that is meant, write one case anew by its name,

    UPDATE_CASE=fayllar.org/one-slice pytest tests/test_cases.py

read the difference line by line, and commit it. There is no way to write all of them at once.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest

from archivist import api

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.parent.relative_to(CASES).as_posix() for path in CASES.glob("*/*/ledger.tsv"))
UPDATE = os.environ.get("UPDATE_CASE", "")
VOLATILE = re.compile(
    rb'(?<=sha256:)[^"<]+|(?<=sha-256">)[^"<]+|(?<=version=")[^"<]+|(?<= \()[0-9a-f]{12}(?=\))'
)


@cache
def profiles() -> api.Profiles:
    return api.Profiles.load()


def cleaned(folder: Path) -> dict[str, bytes]:
    """What cleaning leaves of a case: the name of each golden file and its bytes."""
    sources = [source for path in sorted(folder.glob("*.txt")) for source in api.read(path)]
    (edition,) = api.clean(sources, profiles())
    made = api.parcel(edition)
    return {
        "ledger.tsv": made["ledger.tsv"],
        "report.tei.xml": VOLATILE.sub(b"-", made["report.tei.xml"]),
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_case_comes_out_as_it_was_approved(name: str) -> None:
    folder = CASES / name
    made = cleaned(folder)
    if name == UPDATE:
        for file, data in made.items():
            (folder / file).write_bytes(data)
        pytest.fail(f"{name} was written anew: read the difference, then run again without it")
    for file, data in made.items():
        wanted = (folder / file).read_bytes().decode().splitlines()
        assert data.decode().splitlines() == wanted, f"{name}/{file}: see the head of this file"


def test_the_cases_are_there() -> None:
    assert len(NAMES) >= 7
    assert not UPDATE or UPDATE in NAMES, f"no case {UPDATE}; there are {', '.join(NAMES)}"
