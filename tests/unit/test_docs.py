"""The docs say what the code does."""

from __future__ import annotations

import doctest
import importlib
import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from archivist import Profiles, clean, read, to_tei
from archivist.cli.main import main
from archivist.core import Zone
from tools.make_reference import stale

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted(ROOT.glob("*/README.md")),
]
TOPS = (ROOT, ROOT / "archivist")
"""What pages name the paths of files from."""
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def test_the_reference_is_current():
    assert stale() == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    targets = _LINK.findall(page.read_text(encoding="utf-8"))
    dead = [t for t in targets if "://" not in t and not (page.parent / t).exists()]
    assert dead == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_and_folders_that_pages_name_are_there(page):
    named = re.findall(r"`([\w.-]+(?:/[\w.-]+)+/?)`", page.read_text(encoding="utf-8"))
    gone = [
        path for path in named if _is_ours(path) and not any((top / path).exists() for top in TOPS)
    ]
    assert gone == []


def _is_ours(path: str) -> bool:
    """Whether a path begins with a folder of the repository, or of the package."""
    first = path.partition("/")[0]
    return first[0] != "." and first != "archive" and any((top / first).is_dir() for top in TOPS)


def commands(page: Path) -> list[str]:
    """What a page tells to type, in order."""
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    return [line[2:] for block in blocks for line in block.split("\n") if line.startswith("$ ")]


def followed(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the commands of a page say, typed one by one in a folder that holds the samples."""
    (folder / "samples").symlink_to(ROOT / "samples")
    monkeypatch.chdir(folder)
    said = ""
    for command in commands(page):
        if command.startswith("archivist "):
            result = CliRunner().invoke(main, shlex.split(command)[1:])
            assert result.exit_code == 0, f"{command}\n{result.output}"
            said += result.output
        else:
            done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
            assert done.stdout, command
    return said


def test_the_tutorial_can_be_followed(tmp_path, monkeypatch):
    said = followed(ROOT / "docs" / "tutorial.md", tmp_path, monkeypatch)
    assert "all valid" in said
    assert "all sound" in said
    assert re.search(r"[1-9]\d* passages", said)
    assert [page.suffix for page in (tmp_path / "pages").iterdir()] == [".html"]


@pytest.mark.parametrize(
    ("name", "told"),
    [("add-a-mirror-site", "all in order"), ("add-a-publisher", "# Who Buys the Fish?")],
)
def test_the_commands_of_a_how_to_can_be_typed(name, told, tmp_path, monkeypatch):
    page = ROOT / "docs" / "how-to" / f"{name}.md"
    profiles_of(page, tmp_path / "my-profiles")
    assert told in followed(page, tmp_path, monkeypatch)


def profiles_of(page: Path, folder: Path) -> Path:
    """The profiles that a how-to tells to write, written."""
    text = page.read_text(encoding="utf-8")
    for name, body in re.findall(r"`my-profiles/(\S+\.toml)`\n+```toml\n(.*?)```", text, re.DOTALL):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(body, encoding="utf-8")
    return folder


def test_the_mirror_site_of_the_how_to(tmp_path):
    """Followed to the letter: the site is known by name, and no line of its own is left."""
    page = ROOT / "docs" / "how-to" / "add-a-mirror-site.md"
    profiles = Profiles.load(profiles_of(page, tmp_path))
    sample = ROOT / "samples" / "single" / "unknown-language.txt"
    edition = clean(read(sample), profiles)[0]
    assert edition.copies[0].site == "raftul.example"
    assert "R104" not in {f.code for f in edition.findings}
    truth = json.loads((ROOT / "samples" / "truth.json").read_bytes())
    first, last = truth["single/unknown-language.txt"]["document_lines"]
    noise = [
        k
        for k, (start, end, _) in enumerate(edition.sheet.lines)
        if start < end and edition.sheet.zones[start] == Zone.SITE_NOISE
    ]
    assert not [k for k in noise if first <= k <= last]
    lines = sample.read_text(encoding="utf-8").split("\n")
    outside = [k for k, t in enumerate(lines) if t.strip() and not first <= k <= last]
    assert noise == outside


def test_the_publisher_of_the_how_to(tmp_path):
    """Followed to the letter: what step 4 promises."""
    page = ROOT / "docs" / "how-to" / "add-a-publisher.md"
    profiles = Profiles.load(profiles_of(page, tmp_path))
    slices = sorted((ROOT / "samples" / "second-publisher").glob("*.txt"))
    editions = clean([source for path in slices for source in read(path)], profiles)
    assert len(editions) == 1
    report = editions[0].report
    assert report.title == "Who Buys the Fish?"
    assert report.subtitle == "Eleven Seconds in the Life of a Market"
    assert [p.name for p in report.authors] == ["Clementine Abara"]
    assert (report.number, report.date) == ("904", "2021-06")
    assert report.publisher == "Breakwater Institute"
    root = etree.fromstring(to_tei(editions[0]))
    tei = "{http://www.tei-c.org/ns/1.0}"
    assert [pb.get("n") for pb in root.iter(f"{tei}pb")][2:] == ["3", "4", "5"]
    heads = [fw for fw in root.iter(f"{tei}fw") if fw.get("type") == "header"]
    assert len(heads) == 3
    notes = [n.get("n") for n in root.iter(f"{tei}note") if n.get("place") == "bottom"]
    assert notes == ["1", "2", "3", "4"]
    assert len(root.findall(f".//{tei}p/{tei}note")) == 4


def test_the_example_of_the_readme():
    """What the README shows of a copy and its TEI is what there is."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    sample = ROOT / "samples" / "single" / "en-labels.txt"
    folded = " ".join(sample.read_text(encoding="utf-8").split())
    tei = " ".join(to_tei(clean(read(sample), Profiles.load())[0]).decode().split())
    for kind, whole in (("text", folded), ("xml", tei)):
        block = re.search(rf"```{kind}\n(.*?)```", text, re.DOTALL)
        assert block
        pieces = [" ".join(piece.split()) for piece in re.split("…|\n(?=<)", block[1])]
        missing = [p for p in pieces if p and p not in whole]
        assert missing == []


MODULES = sorted(
    path for path in (ROOT / "archivist").rglob("*.py") if ">>> " in path.read_text("utf-8")
)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_examples_in_docstrings_are_true(path: Path) -> None:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    told = doctest.testmod(importlib.import_module(name))
    assert told.attempted
    assert not told.failed
