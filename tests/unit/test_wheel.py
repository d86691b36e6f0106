"""What is installed can do what the checkout can: schemas and profiles are inside the wheel."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "single" / "en-labels.txt"
RUN = "from archivist.cli import main; main()"


def python(*words: str, folder: Path, path: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(path)}
    command = [sys.executable, *words]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_the_wheel_cleans_and_validates_away_from_the_checkout(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    wheel = [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(ROOT)]
    subprocess.run(wheel, check=True, capture_output=True)
    (built,) = tmp_path.glob("archivist-*.whl")
    target = tmp_path / "installed"
    install = [*pip, "install", "--no-deps", "--target", str(target), str(built)]
    subprocess.run(install, check=True, capture_output=True)
    where = python(
        "-c", "import archivist; print(archivist.__file__)", folder=tmp_path, path=target
    )
    assert where.stdout.startswith(str(target)), where.stdout + where.stderr
    cleaned = python("-c", RUN, "clean", str(SAMPLE), "-o", "out", folder=tmp_path, path=target)
    assert cleaned.returncode == 0, cleaned.stderr
    checked = python("-c", RUN, "validate", "out", folder=tmp_path, path=target)
    assert checked.returncode == 0, checked.stdout + checked.stderr
