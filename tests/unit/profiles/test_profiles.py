from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from archivist.errors import ProfileError
from archivist.profiles import Profiles, find_problems
from archivist.profiles.check import match_line
from archivist.profiles.load import VARIABLE
from archivist.profiles.model import Counterexample, Example, Family, Language, Site

PROFILES = Profiles.load()


def owners() -> list[tuple[str, Family | Site]]:
    families = [(f.id, f) for f in PROFILES.families.values()]
    return [*families, *((s.family, s) for s in PROFILES.sites.values())]


EXAMPLES = [(family, e) for family, owner in owners() for e in owner.example]
COUNTEREXAMPLES = [(family, c) for family, owner in owners() for c in owner.counterexample]


def name(pair: object) -> str:
    return pair if isinstance(pair, str) else getattr(pair, "text", "")[:40]


@pytest.mark.parametrize(("family", "example"), EXAMPLES, ids=name)
def test_a_rule_knows_its_example_and_gives_its_facts(family: str, example: Example) -> None:
    hit = match_line(PROFILES, family, example.text)
    assert hit is not None
    assert hit.rule.id == example.rule
    assert {f.name: f.value for f in hit.fields} == dict(example.facts)


@pytest.mark.parametrize(("family", "counter"), COUNTEREXAMPLES, ids=name)
def test_no_rule_knows_a_counterexample(family: str, counter: Counterexample) -> None:
    hit = match_line(PROFILES, family, counter.text)
    if counter.rule:
        assert hit is None or hit.rule.id != counter.rule
    else:
        assert hit is None


@pytest.mark.parametrize("family", PROFILES.families.values(), ids=lambda f: f.id)
def test_every_rule_has_an_example_and_every_family_counterexamples(family: Family) -> None:
    assert {r.id for r in family.rule} == {e.rule for e in family.example}
    assert family.counterexample


def test_the_packaged_profiles_are_in_order() -> None:
    assert find_problems() == []


@pytest.mark.parametrize("language", PROFILES.languages.values(), ids=lambda lang: lang.id)
def test_languages_word_the_labels_that_families_ask_for(language: Language) -> None:
    asked = {label for label in PROFILES.wordings if any(
        f"${{{label}}}" in rule.line for f in PROFILES.families.values() for rule in f.rule
    )}  # fmt: skip
    labels = {**language.labels, **language.guesses}
    assert labels
    assert set(labels) <= asked
    for texts in labels.values():
        assert len(set(texts)) == len(texts)


def test_a_label_is_known_in_any_case_and_with_any_apostrophe() -> None:
    for text in ("BET12/28", "Bet12/28", "bog`liq", "Bog’liq", "Pdf\u00a0ko'rish"):
        assert match_line(PROFILES, "docmirror", text) is not None


def folder(tmp_path: Path, kind: str, file: str, text: str) -> Path:
    (tmp_path / kind).mkdir(exist_ok=True)
    (tmp_path / kind / file).write_text(dedent(text), encoding="utf-8")
    return tmp_path


SITE = """
    id = "brandnew.example"
    family = "docmirror"
    language = "uz"
    hosts = ["brandnew.example"]
"""


@pytest.mark.parametrize("label", ["İndir", "İNDİR", "indir", "Yükle"])
def test_a_dotted_capital_i_is_a_letter_as_others_are(label: str) -> None:
    hit = match_line(PROFILES, "docmirror", f"{label} 1.2 Mb.")
    assert hit is not None
    assert hit.rule.id == "download"


def test_a_users_folder_is_laid_over_the_packaged_profiles(tmp_path: Path) -> None:
    profiles = Profiles.load(folder(tmp_path, "sites", "brandnew.example.toml", SITE))
    assert profiles.site_at("www.brandnew.example") == profiles.sites["brandnew.example"]
    assert profiles.sites["fayllar.org"] == PROFILES.sites["fayllar.org"]
    assert "sites/brandnew.example" in profiles.digests


def test_a_users_profile_replaces_a_packaged_one(tmp_path: Path) -> None:
    own = SITE.replace("brandnew.example", "fayllar.org").replace('"uz"', '"ru"')
    profiles = Profiles.load(folder(tmp_path, "sites", "fayllar.org.toml", own))
    assert profiles.sites["fayllar.org"].language == "ru"


def test_the_environment_names_further_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(folder(tmp_path, "sites", "brandnew.example.toml", SITE)))
    assert "brandnew.example" in Profiles.load().sites


RULE = """
    id = "mine"
    title = "Mine"
    [[rule]]
    id = "size"
    line = 'Size (?P<size>\\d+)'
    [[example]]
    rule = "size"
    text = "Size 12"
    facts = { size = "12" }
"""

FAULTS = [
    ("sites", SITE.replace("hosts", "host"), "unknown key: 'host' is not known; did you mean"),
    ("sites", SITE.replace("docmirror", "docmiror"), "did you mean 'docmirror'"),
    ("sites", SITE.replace('"uz"', '"uzb"'), "language: 'uzb' is not known; did you mean 'uz'"),
    ("sites", SITE.replace('id = "brandnew.example"', ""), "key 'id' is missing"),
    ("sites", SITE.replace('["brandnew.example"]', '"x"'), "expected a list, got str"),
    ("sites", "id = ", "cannot be read as TOML"),
    ("families", RULE.replace("(?P", "(?Q"), "faulty pattern"),
    ("families", RULE.replace("'Size", "'${siez}"), "'siez' is not known; did you mean 'size'"),
    ("families", RULE.replace("[[example]]", 'place = "midle"\n[[example]]'), "'midle' is none of"),
    ("families", RULE.replace("[[example]]", "weight = '2'\n[[example]]"), "expected int, got str"),
    ("families", RULE.replace("[[example]]", "weight = true\n[[example]]"), "int, got bool"),
    ("families", RULE.replace("[[example]]", 'check = "clone_stirp"\n[[example]]'),
     "did you mean 'clone_strip'"),
    ("families", RULE.replace("[[example]]", 'like = "sice"\n[[example]]'), "did you mean 'size'"),
    ("families", RULE + '[[rule]]\n    id = "size"\n    line = "x"\n', "two rules have this id"),
    ("families", "rule = 3\n" + 'id = "x"\ntitle = "x"', "expected a list, got int"),
    ("publishers", 'id = "p"\nname = "p"\ntitle = "p"\ndetect = ["("]', "faulty pattern"),
    ("publishers", 'id = "p"\nname = "p"\ntitle = "p"\nnotes = 3', "expected a table, got int"),
    ("languages", 'id = "xx"\ntitle = "x"\nlabels = []', "expected a table, got list"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "message"), FAULTS, ids=lambda v: str(v)[:30])
def test_a_fault_is_told_with_file_place_and_remedy(
    tmp_path: Path, kind: str, text: str, message: str
) -> None:
    mine = folder(tmp_path, kind, "faulty.toml", text)
    with pytest.raises(ProfileError) as caught:
        Profiles.load(mine)
    assert message in str(caught.value)
    assert kind in str(caught.value) or "faulty.toml" in str(caught.value)
    assert any(message in problem for problem in find_problems(mine))


def test_a_language_that_packaged_examples_are_in_can_be_described(tmp_path: Path) -> None:
    """The family's examples of pages in no known language stay right for the packaged profiles."""
    text = 'id = "fi"\ntitle = "Finnish"\n\n[labels]\ndownload = ["Lataa"]\npage = ["sivu"]\n'
    assert find_problems(folder(tmp_path, "languages", "fi.toml", text)) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "none"
    with pytest.raises(ProfileError, match="no such folder of profiles; check --profiles"):
        Profiles.load(missing)
    assert find_problems(missing) == [f"{missing}: no such folder of profiles; check --profiles"]


EXAMPLE_FAULTS = [
    (RULE.replace('"Size 12"', '"Size twelve"'), "is matched by no rule, not size"),
    (RULE.replace('size = "12"', 'size = "13"'), "gives the facts {'size': '12'}"),
    (RULE.partition("[[example]]")[0].rstrip(" "), "rule 'size': no example; add one"),
    (RULE + '[[counterexample]]\n    text = "Size 3"\n    why = "x"\n', "matched by 'size'"),
    (RULE.replace('id = "mine"', 'id = "yours"'), "is not the name of the file"),
]


@pytest.mark.parametrize(("text", "message"), EXAMPLE_FAULTS, ids=lambda v: str(v)[-30:])
def test_a_check_tries_examples_too(tmp_path: Path, text: str, message: str) -> None:
    mine = folder(tmp_path, "families", "mine.toml", text)
    Profiles.load(mine)
    problems = find_problems(mine)
    assert [p for p in problems if message in p]


def test_a_check_tells_every_problem_at_once(tmp_path: Path) -> None:
    folder(tmp_path, "sites", "one.toml", "id = ")
    mine = folder(tmp_path, "sites", "two.toml", SITE.replace("hosts", "host"))
    problems = find_problems(mine)
    assert len([p for p in problems if "one.toml" in p]) == 1
    assert len([p for p in problems if "two.toml" in p]) == 1
