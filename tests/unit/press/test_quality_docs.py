"""The figures in docs/quality.md are those of the data beside it."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]


def load() -> Any:
    spec = importlib.util.spec_from_file_location(
        "quality_docs", ROOT / "benchmarks" / "quality_docs.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_figure_was_typed_by_hand() -> None:
    page = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    assert page.count("<!-- figures: ") == 2
    assert load().rewritten(page) == page, "run python benchmarks/quality_docs.py"


def test_a_block_is_filled_from_its_data(tmp_path: Path) -> None:
    data = {
        "reports": 2, "slices": 1234, "characters": 9999, "failed": ["--only x"],
        "pooled": {"words": [90, 10, 0]}, "worst": {"words": {"where": "a:1", "f1": 0.5}},
        "groups": {"a": {"words": [1, 0, 0]}, "b": {"words": [0, 1, 0]}},
    }  # fmt: skip
    (tmp_path / "q.json").write_text(json.dumps(data), encoding="utf-8")
    page = "x\n<!-- figures: q.json -->\nold\n<!-- end -->\ny"
    made = load().rewritten(page, tmp_path)
    assert "old" not in made
    assert "2 reports in 1,234 files, 9,999 characters; 1 of the reports came to nothing." in made
    assert "| words | 90 | 10 | 0 | 100.00 | 90.00 | 94.74 | 50.0 | a:1 |" in made
    assert "| `b` | 0.0 |" in made
    assert load().rewritten(made, tmp_path) == made
