"""Whether profiles are in order: every file, how they fit together, every example."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archivist.core.source import folded
from archivist.errors import ProfileError
from archivist.profiles.load import (
    FOLDERS,
    Profile,
    Profiles,
    folders_of,
    profile_files,
    read_profile,
)
from archivist.profiles.match import Hit
from archivist.profiles.model import Family, Site
from archivist.profiles.predicates import PREDICATES, Verdict


def find_problems(*folders: Path) -> list[str]:
    """All that is wrong with the packaged profiles and those of *folders* laid over them.

    Each problem is one sentence: file, place, what is wrong, remedy. An empty list means that the
    profiles load, fit together, and match their examples and none of their counterexamples.
    """
    try:
        every = folders_of(*folders)
    except ProfileError as error:
        return [str(error)]
    problems: list[str] = []
    packaged, *users = [_read(folder, problems) for folder in every]
    found = {kind: dict(some) for kind, some in packaged.items()}
    for own in users:
        for kind, some in own.items():
            found[kind].update(some)
    profiles = Profiles.of(found, {})
    faults = list(profiles.faults())
    problems += faults
    if not faults:
        problems += faults_of_examples(profiles, Profiles.of(packaged, {}))
    return problems


def _read(folder: Path, problems: list[str]) -> dict[str, dict[str, Profile]]:
    """The profiles of a folder by kind and id; what is wrong with its files goes to *problems*."""
    found: dict[str, dict[str, Profile]] = {kind: {} for kind in FOLDERS}
    for kind, path in profile_files(folder):
        try:
            profile = read_profile(path, FOLDERS[kind])
        except ProfileError as error:
            problems.append(str(error))
            continue
        found[kind][profile.id] = profile
        if path.stem != profile.id:
            problems.append(f"{path}: id: {profile.id!r} is not the name of the file")
    return found


def faults_of_examples(profiles: Profiles, packaged: Profiles) -> Iterator[str]:
    """Examples that do not match or give other facts, and counterexamples that match.

    Those of the *packaged* profiles hold for these alone: an example in a language that nobody had
    described is not wrong because a user has described it.
    """
    for family in profiles.families.values():
        among = packaged if packaged.families.get(family.id) == family else profiles
        yield from _faults(among, family, f"families/{family.id}.toml", family.id)
    for site in profiles.sites.values():
        among = packaged if packaged.sites.get(site.id) == site else profiles
        yield from _faults(among, site, f"sites/{site.id}.toml", site.family)


def match_line(profiles: Profiles, family: str, text: str) -> Hit | None:
    """The rule of *family* that knows the single line *text*, its predicate asked, or None."""
    view = folded(text)
    start = len(view) - len(view.lstrip(" "))
    index = profiles.index
    worded = index.worded(view, [start]).get(0, ())
    hits = index.match(view, start, len(view.rstrip(" ")), worded)
    hit = next((h for h in hits if h.family == family), None)
    if hit and hit.rule.check and PREDICATES[hit.rule.check](view, None, None) is Verdict.NO:
        return None
    return hit


def _faults(profiles: Profiles, profile: Family | Site, where: str, family: str) -> Iterator[str]:
    shown = {example.rule for example in profile.example}
    for rule in profile.rule:
        if rule.id not in shown:
            yield f"{where}: rule {rule.id!r}: no example; add one"
    for example in profile.example:
        hit = match_line(profiles, family, example.text)
        place = f"{where}: example {example.text!r}"
        if hit is None or hit.rule.id != example.rule:
            yield f"{place}: is matched by {hit.rule.id if hit else 'no rule'}, not {example.rule}"
        elif {f.name: f.value for f in hit.fields} != dict(example.facts):
            given = {f.name: f.value for f in hit.fields}
            yield f"{place}: gives the facts {given}, not {dict(example.facts)}"
    for counter in profile.counterexample:
        hit = match_line(profiles, family, counter.text)
        if hit is not None and counter.rule in ("", hit.rule.id):
            yield f"{where}: counterexample {counter.text!r}: matched by {hit.rule.id!r}"
