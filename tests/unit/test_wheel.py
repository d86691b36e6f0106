"""What is installed can do what the checkout can: schemas and profiles are inside the wheel.

The wheel runs beside the distributions that its metadata asks for and no others, so that an import
which only the tests' own requirements satisfy fails here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "single" / "en-labels.txt"
RUN = "from archivist.cli import main; main()"


def python(*words: str, folder: Path, path: Path) -> subprocess.CompletedProcess[str]:
    """Run Python without the installed packages (``-S``): what is imported stands in *path*."""
    environment = os.environ | {"PYTHONPATH": str(path)}
    command = [sys.executable, "-S", *words]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def required(by: Distribution, seen: set[str]) -> Iterator[Distribution]:
    """The distributions that one asks for without any extra, and those that they ask for."""
    for line in by.requires or ():
        wanted = Requirement(line)
        if wanted.name not in seen and (wanted.marker is None or wanted.marker.evaluate()):
            seen.add(wanted.name)
            found = distribution(wanted.name)
            assert found.version in wanted.specifier, line
            yield found
            yield from required(found, seen)


def linked(found: Distribution, folder: Path) -> None:
    """Make a distribution importable from *folder*."""
    for name in {file.parts[0] for file in found.files or () if file.parts[0] != ".."}:
        if name != "__pycache__" and not (folder / name).exists():
            (folder / name).symlink_to(Path(str(found.locate_file(name))))


@pytest.mark.slow
def test_the_wheel_cleans_and_validates_with_what_it_asks_for_alone(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    wheel = [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(ROOT)]
    subprocess.run(wheel, check=True, capture_output=True)
    (built,) = tmp_path.glob("archivist-*.whl")
    target = tmp_path / "installed"
    install = [*pip, "install", "--no-deps", "--target", str(target), str(built)]
    subprocess.run(install, check=True, capture_output=True)
    (metadata,) = target.glob("archivist-*.dist-info")
    for found in required(Distribution.at(metadata), set()):
        linked(found, target)
    where = python(
        "-c", "import archivist; print(archivist.__file__)", folder=tmp_path, path=target
    )
    assert where.stdout.startswith(str(target)), where.stdout + where.stderr
    others = python("-c", "import pyarrow", folder=tmp_path, path=target)
    assert "ModuleNotFoundError" in others.stderr, "what nobody asked for can be imported"
    cleaned = python("-c", RUN, "clean", str(SAMPLE), "-o", "out", folder=tmp_path, path=target)
    assert cleaned.returncode == 0, cleaned.stderr
    checked = python("-c", RUN, "validate", "out", folder=tmp_path, path=target)
    assert checked.returncode == 0, checked.stdout + checked.stderr
