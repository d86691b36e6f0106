"""A profile learned from some copies of a site cleans others of it, and loads strictly."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from archivist.cli.main import main
from archivist.core import Sheet, Source, Zone
from archivist.errors import UsageError
from archivist.profiles import Profiles, find_problems
from archivist.stages.site.learn import learn
from archivist.stages.site.noise import noise
from archivist.stages.slices.stitch import describe
from tests.press.pages import HOST, WORDINGS, draw_body, draw_page, prose

PROFILES = Profiles.load()
TROVE = "papertrove.example"


def trove(seed: int) -> tuple[list[str], list[str], list[str]]:
    """A page of an invented site that speaks no known template: header, text, footer."""
    rng = Random(f"trove {seed}")
    count = rng.randint(3, 40)
    header = [
        "PaperTrove » Reports and Essays",
        "",
        f"Viewed {rng.randint(3, 4000)} times",
        f"Leaf {rng.randint(1, count)} of {count}",
        f"Kept since {rng.randint(1, 28)} {rng.choice(('March', 'May', 'October'))} 2019",
        f"Weight: {rng.randint(1, 9)}.{rng.randint(10, 99)} MB",
        "",
    ]
    body = [f"{prose(rng, 12)}.", *draw_body(rng), f"{prose(rng, 9)}.", *draw_body(rng)]
    body += [f"{prose(rng, 12)}." for _ in range(20)]
    footer = [
        "",
        "Tell a reading circle about this paper",
        "",
        f"PaperTrove keeps papers alive ({TROVE}, {rng.randint(2019, 2024)})",
        "Complain to the keepers",
    ]
    return header, body, footer


def source(parts: tuple[list[str], list[str], list[str]]) -> Source:
    return Source.of("\n".join(line for part in parts for line in part))


def loaded(tmp_path: Path, sources: list[Source], name: str) -> Profiles:
    learn(sources, name, PROFILES).write(tmp_path)
    assert find_problems(tmp_path) == []
    return Profiles.load(tmp_path)


def test_a_learned_template_frees_new_pages_and_takes_no_text(tmp_path: Path) -> None:
    profiles = loaded(tmp_path, [source(trove(seed)) for seed in range(6)], TROVE)
    for seed in range(100, 160):
        parts = trove(seed)
        sheet = Sheet.of(source(parts))
        entries, report = noise(sheet, profiles)
        sheet = sheet.add(entries)
        first, last = len(parts[0]), len(parts[0]) + len(parts[1])
        for i, (start, end, _) in enumerate(sheet.lines):
            if sheet.text[start:end].strip():
                gone = sheet.zones[start] == Zone.SITE_NOISE
                assert gone == (not first <= i < last), sheet.text[start:end]
        copy = describe(sheet, report)
        assert report.site == TROVE
        assert f"Leaf {copy.slice} of {copy.slices}" in parts[0]
        assert copy.size in "\n".join(parts[0])


def test_without_the_profile_the_invented_site_is_left_in_the_text() -> None:
    sheet = Sheet.of(source(trove(1)))
    assert noise(sheet, PROFILES)[1].family == ""


def test_running_heads_and_prose_are_not_learned() -> None:
    pages = []
    for seed in range(6):
        header, body, footer = trove(seed)
        for k in (6, 11):
            body.insert(k, "NBR SPECIAL REPORT")
        pages.append(source((header, body, footer)))
    proposed = learn(pages, TROVE, PROFILES).toml()
    assert "SPECIAL" not in proposed
    assert "PaperTrove" in proposed


@pytest.mark.parametrize("language", ["lv", "el", "zh"])
def test_the_labels_of_a_known_template_are_learned(tmp_path: Path, language: str) -> None:
    words = WORDINGS[language]
    pages = [Source.of(draw_page(Random(seed), words).text) for seed in range(12)]
    profiles = loaded(tmp_path, pages, HOST)
    labels = profiles.languages[HOST].labels
    assert labels["page"] == (words.page,)
    assert labels["date"] == (words.date,)
    assert labels["size"] == (words.size,)
    assert labels["download"] == (words.download.strip(),)
    assert labels["share"] == (words.share,)
    assert labels["related"] == (words.related,)
    assert labels["contact"] == (words.contact,)
    fresh = Sheet.of(Source.of(draw_page(Random(99), words).text))
    report = noise(fresh, profiles)[1]
    assert "R102" not in [f.code for f in report.findings]


def test_a_site_whose_labels_are_listed_needs_no_language(tmp_path: Path) -> None:
    pages = [Source.of(draw_page(Random(s), WORDINGS["listed-de"]).text) for s in range(6)]
    proposal = learn(pages, HOST, PROFILES)
    assert list(proposal.files) == [f"sites/{HOST}.toml"]
    assert 'language = "de"' in proposal.toml()
    assert loaded(tmp_path, pages, HOST).sites[HOST].family == "docmirror"


def test_one_copy_teaches_only_a_template_that_is_known() -> None:
    with pytest.raises(UsageError, match="one copy does not show what recurs"):
        learn([source(trove(1))], TROVE, PROFILES)
    page = Source.of(draw_page(Random(1), WORDINGS["lv"]).text)
    assert learn([page], HOST, PROFILES).files


def test_copies_that_share_nothing_teach_nothing() -> None:
    texts = [Source.of("\n".join(prose(Random(s), 12) for _ in range(30))) for s in range(4)]
    with pytest.raises(UsageError, match="nothing recurs"):
        learn(texts, TROVE, PROFILES)
    with pytest.raises(UsageError, match="no copies to learn from"):
        learn([], TROVE, PROFILES)


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    proposal = learn([source(trove(seed)) for seed in range(4)], TROVE, PROFILES)
    paths = proposal.write(tmp_path)
    assert [p.relative_to(tmp_path).as_posix() for p in paths] == list(proposal.files)
    with pytest.raises(UsageError, match="is there already"):
        proposal.write(tmp_path)


def test_the_order_of_the_copies_does_not_matter() -> None:
    pages = [source(trove(seed)) for seed in range(5)]
    rules = [line for line in learn(pages, TROVE, PROFILES).toml().split("\n") if "line =" in line]
    again = learn(pages[::-1], TROVE, PROFILES).toml().split("\n")
    assert sorted(rules) == sorted(line for line in again if "line =" in line)


def test_the_command_prints_or_writes_the_proposal(tmp_path: Path) -> None:
    files = []
    for seed in range(4):
        path = tmp_path / f"{seed}.txt"
        path.write_text(source(trove(seed)).text, encoding="utf-8")
        files.append(str(path))
    run = CliRunner()
    printed = run.invoke(main, ["profiles", "new", TROVE, *files])
    assert f"# families/{TROVE}.toml" in printed.stdout
    assert "lines recur" in printed.stderr
    folder = tmp_path / "mine"
    run.invoke(main, ["profiles", "new", TROVE, *files, "-o", str(folder)])
    assert find_problems(folder) == []
    assert (folder / "sites" / f"{TROVE}.toml").is_file()
