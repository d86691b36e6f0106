"""Another validator must agree: on the grammar, and that what is valid here is valid TEI."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archivist.tei.validate import Kind, validate_bytes
from tools.cut_schema import RNG
from tools.second_opinion import NoOpinionError, complaints, jing, main
from tools.tei_all import NotAtHandError, tei_all

from .documents import GOOD, TWO_ESSAYS, large, mutant

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.java
MUTANTS = 2000


@pytest.fixture(scope="module", autouse=True)
def _jing() -> None:
    try:
        jing()
    except NoOpinionError as error:
        pytest.skip(f"NOT CHECKED by a second validator: {error}")


@pytest.fixture(scope="module")
def full_grammar() -> Path:
    try:
        return tei_all()
    except NotAtHandError as error:
        pytest.skip(f"NOT CHECKED against the full TEI grammar: {error}")


@pytest.fixture(scope="module")
def mutants(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("mutants")
    sources = [path.read_bytes() for path in GOOD]
    files = []
    for seed in range(MUTANTS):
        file = folder / f"{seed}.xml"
        file.write_bytes(mutant(sources[seed % len(sources)], seed))
        files.append(file)
    return files


def _refused_by_the_grammar(file: Path) -> bool:
    kinds = {problem.kind for problem in validate_bytes(file.read_bytes())}
    return bool(kinds & {Kind.SCHEMA, Kind.WELL_FORMED})


@pytest.mark.slow
def test_both_validators_agree_on_every_mutant(mutants: list[Path]) -> None:
    theirs = [bool(lines) for lines in complaints(RNG, mutants)]
    ours = [_refused_by_the_grammar(file) for file in mutants]
    assert 200 < sum(ours) < MUTANTS - 200
    assert [f.name for f, a, b in zip(mutants, ours, theirs, strict=True) if a is not b] == []


@pytest.mark.slow
def test_what_is_valid_here_is_valid_tei(mutants: list[Path], full_grammar: Path) -> None:
    valid = [file for file in mutants if not _refused_by_the_grammar(file)]
    assert len(valid) > 200
    refused = [
        f.name for f, lines in zip(valid, complaints(full_grammar, valid), strict=True) if lines
    ]
    assert refused == []


def test_good_documents_are_valid_tei(
    full_grammar: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    big = tmp_path / "big one.tei.xml"
    big.write_bytes(large(30))
    assert main([*map(str, GOOD), str(big)]) == 0
    told = capsys.readouterr().out
    assert f"archivist.rng: {len(GOOD) + 1} files, {len(GOOD) + 1} valid, 0 invalid" in told
    assert f"tei_all.rng: {len(GOOD) + 1} files" in told


def test_a_document_behind_one_that_is_not_well_formed_is_still_looked_at(tmp_path: Path) -> None:
    broken, wrong, good = (tmp_path / name for name in ("a.xml", "b é.xml", "c.xml"))
    broken.write_bytes(b"<TEI")
    wrong.write_bytes(TWO_ESSAYS.read_bytes().replace(b"<front>", b"<front><foo/>", 1))
    good.write_bytes(TWO_ESSAYS.read_bytes())
    said = complaints(RNG, [good, broken, wrong, broken, good, wrong])
    assert [bool(lines) for lines in said] == [False, True, True, True, False, True]


def test_invalid_files_and_no_files_are_failures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], full_grammar: Path
) -> None:
    wrong = tmp_path / "wrong.xml"
    wrong.write_bytes(TWO_ESSAYS.read_bytes().replace(b"<front>", b"<front><foo/>", 1))
    assert main([str(wrong), str(TWO_ESSAYS)]) == 1
    assert "2 files, 1 valid, 1 invalid" in capsys.readouterr().out
    assert main([]) == 2
    assert main([str(tmp_path / "absent.xml")]) == 2
