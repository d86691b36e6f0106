"""One trial: a case is cleaned in a folder of its own and the result scored against its gold.

A cleaner is any function ``(files, out)``: paths of one report's files, a folder to fill with
``<report id>/report.tei.xml`` (and ``facts.json``).
"""

from __future__ import annotations

import importlib
import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

from archivist import api
from archivist.evaluate import COLUMNS, Digest, Scores, digest_to_json, read_tei, score
from tests.press.cases import Case
from tests.press.tei_gold import to_tei

__all__ = ["Cleaner", "Outcome", "archivist_cleaner", "lines_cleaner", "load_cleaner", "try_case"]

Cleaner = Callable[[list[Path], Path], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case.

    Attributes:
        scores: tallies and faults.
        error: why the cleaner failed, empty if it did not.
        parts: into how many reports the files were sorted.
    """

    scores: Scores
    error: str = ""
    parts: int = 1


def lines_cleaner(files: list[Path], out: Path) -> None:
    """The floor: every line that is not empty becomes a paragraph, nothing is known or removed."""
    rows = []
    for path in files:
        raw = path.read_bytes()
        codec = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        for line in raw.decode(codec, "replace").splitlines():
            text = "".join(char for char in line if char.isprintable())
            rows.append(f"<p>{escape(text)}</p>")
    (out / "all").mkdir(parents=True)
    body = "\n".join(rows)
    (out / "all" / "report.tei.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>'
        f"<text><body>{body}</body></text></TEI>",
        encoding="utf-8",
    )


@cache
def _profiles() -> api.Profiles:
    return api.Profiles.load()


def archivist_cleaner(files: list[Path], out: Path) -> None:
    """The program itself, through its library."""
    sources = [source for path in files for source in api.read(path)]
    for edition in api.clean(sources, _profiles()):
        folder = out / edition.report.id
        folder.mkdir(parents=True)
        made = api.parcel(edition)
        for name in ("report.tei.xml", "facts.json"):
            (folder / name).write_bytes(made[name])


def load_cleaner(name: str) -> Cleaner:
    """The cleaner of that name: ``archivist``, ``lines`` or ``package.module:function``."""
    known = {"archivist": archivist_cleaner, "lines": lines_cleaner}
    if name in known:
        return known[name]
    module, _, function = name.partition(":")
    loaded: Cleaner = getattr(importlib.import_module(module), function)
    return loaded


def try_case(case: Case, cleaner: Cleaner, dump: Path | None = None) -> Outcome:
    """Clean one case and score it; a crash scores nothing and ends nothing.

    Args:
        case: files and gold.
        cleaner: what is on trial.
        dump: folder for inputs, gold, output and faults.
    """
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        source, out = base / "in", base / "out"
        source.mkdir()
        for name, data in case.files:
            (source / name).write_bytes(data)
        error = ""
        try:
            cleaner([source / name for name, _ in case.files], out)
        except Exception as caught:  # noqa: BLE001 -- a crash is a score of nothing, not the end
            error = f"{type(caught).__name__}: {caught}"
        found = [read_tei(path) for path in sorted(out.glob("*/report.tei.xml"))]
        best = max(found, key=lambda digest: len(digest.stream), default=Digest())
        outcome = Outcome(score(best, case.gold), error, len(found))
        if dump:
            _save(case, outcome, best, base, dump)
        return outcome


def _save(case: Case, outcome: Outcome, best: Digest, base: Path, target: Path) -> None:
    """Inputs, gold, output and faults of a case, for reading."""
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(base, target)
    (target / "gold.json").write_text(digest_to_json(case.gold), encoding="utf-8")
    (target / "got.json").write_text(digest_to_json(best), encoding="utf-8")
    (target / "whole.txt").write_text(case.copytext.text, encoding="utf-8")
    (target / "gold.tei.xml").write_bytes(etree.tostring(to_tei(case.gold), encoding="utf-8"))
    spans = {}
    for i, part in enumerate(case.slices):
        name = case.files[i][0]
        spans[name] = {"slice": part.number, "noise": part.noise}
        alone = digest_to_json(case.slice_gold(i))
        (target / f"{Path(name).stem}.gold.json").write_text(alone, encoding="utf-8")
    (target / "noise.json").write_text(json.dumps(spans, indent=1), encoding="utf-8")
    rows = [
        f"{column}\t{fault}"
        for column in COLUMNS
        for fault in outcome.scores.faults.get(column, [])
    ]
    (target / "faults.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
