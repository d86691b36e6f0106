"""Profiles from TOML files: strict, every pattern compiled, the whole set checked together."""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from archivist.errors import ProfileError
from archivist.profiles.idioms import NO_IDIOMS, Idioms
from archivist.profiles.match import Compiled, Index
from archivist.profiles.model import DIVISIONS, Family, Language, Publisher, Rule, Site
from archivist.profiles.openings import closings, held, lowered, openings, words
from archivist.profiles.predicates import PREDICATES
from archivist.profiles.strict import build, pattern, suggestion
from archivist.profiles.union import union
from archivist.profiles.wordings import any_blanks, any_of

PACKAGED = Path(__file__).parent / "data"
VARIABLE = "ARCHIVIST_PROFILES"
"""Environment variable with further folders, parted as in PATH."""

Profile = Family | Language | Site | Publisher
FOLDERS: Mapping[str, type[Profile]] = {
    "families": Family,
    "languages": Language,
    "sites": Site,
    "publishers": Publisher,
}
_HOLE = re.compile(r"\$\{(\w+)\}")
_P = TypeVar("_P", bound=Profile)


def folders_of(*folders: Path) -> tuple[Path, ...]:
    """The folders a run reads profiles from, in order: packaged, of the environment, given.

    Raises:
        ProfileError: one of them is not there.
    """
    extra = (Path(p) for p in os.environ.get(VARIABLE, "").split(os.pathsep) if p)
    every = (PACKAGED, *extra, *folders)
    for folder in every:
        if not folder.is_dir():
            raise ProfileError(f"{folder}: no such folder of profiles; check --profiles")
    return every


def profile_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """(kind, path) of each profile in *folder*, in a fixed order."""
    for kind in FOLDERS:
        for path in sorted((folder / kind).glob("*.toml")):
            yield kind, path


@dataclass(frozen=True)
class Profiles:
    """Every profile known to a run, by id.

    Later folders win over earlier ones, so a user's profile can replace a packaged one.
    """

    families: Mapping[str, Family]
    languages: Mapping[str, Language]
    sites: Mapping[str, Site]
    publishers: Mapping[str, Publisher]
    digests: Mapping[str, str] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    idioms: Idioms = NO_IDIOMS

    @classmethod
    def load(cls, *folders: Path) -> Profiles:
        """Packaged profiles, those of ``ARCHIVIST_PROFILES``, and those of *folders*.

        Raises:
            ProfileError: naming the file, the key and what was expected.
        """
        every = folders_of(*folders)
        found: dict[str, dict[str, Profile]] = {kind: {} for kind in FOLDERS}
        digests: dict[str, str] = {}
        for folder in every:
            for kind, path in profile_files(folder):
                profile = read_profile(path, FOLDERS[kind])
                found[kind][profile.id] = profile
                digests[f"{kind}/{profile.id}"] = hashlib.sha256(path.read_bytes()).hexdigest()
        profiles = cls.of(found, digests, tuple(str(f) for f in every[1:]))
        for fault in profiles.faults():
            raise ProfileError(fault)
        return profiles

    @classmethod
    def of(
        cls,
        found: Mapping[str, Mapping[str, Profile]],
        digests: Mapping[str, str],
        folders: tuple[str, ...] = (),
    ) -> Profiles:
        """A set of profiles that were read, by kind and id; not checked together yet."""
        profiles = cls(**found, digests=digests, folders=folders)  # type: ignore[arg-type]
        idioms = Idioms({name: one.idiom for name, one in profiles.languages.items()})
        speaking = {p.id: replace(p, idioms=idioms) for p in profiles.publishers.values()}
        return replace(profiles, publishers=speaking, idioms=idioms)

    def with_texts(self, files: Mapping[str, str]) -> Profiles:
        """These profiles and further ones given as TOML texts by path (``sites/x.toml``).

        Raises:
            ProfileError: as :meth:`load`.
        """
        found: dict[str, dict[str, Profile]] = {kind: {**getattr(self, kind)} for kind in FOLDERS}
        for path, text in files.items():
            kind = path.partition("/")[0]
            profile = parse_profile(text, FOLDERS[kind], path)
            found[kind][profile.id] = profile
        profiles = Profiles.of(found, self.digests, self.folders)
        for fault in profiles.faults():
            raise ProfileError(fault)
        return profiles

    def faults(self) -> Iterator[str]:
        """Where the profiles do not fit together: a sentence each, with place and remedy."""
        for site in self.sites.values():
            where = f"sites/{site.id}.toml"
            if site.family not in self.families:
                yield f"{where}: family: {suggestion(site.family, self.families)}"
            if site.language and site.language not in self.languages:
                yield f"{where}: language: {suggestion(site.language, self.languages)}"
            yield from self._faults_of_rules(site.rule, where)
        for family in self.families.values():
            yield from self._faults_of_rules(family.rule, f"families/{family.id}.toml")
        for publisher in self.publishers.values():
            for name in ("summary_heads", "front_heads", "back_heads"):
                for division in sorted(set(getattr(publisher, name).values()) - DIVISIONS):
                    where = f"publishers/{publisher.id}.toml: {name}"
                    yield f"{where}: {suggestion(division, sorted(DIVISIONS))}"

    def _faults_of_rules(self, rules: tuple[Rule, ...], where: str) -> Iterator[str]:
        names = [rule.id for rule in rules]
        for rule in rules:
            place = f"{where}: rule {rule.id!r}"
            if names.count(rule.id) > 1:
                yield f"{place}: two rules have this id; rename one"
            if rule.check and rule.check not in PREDICATES:
                yield f"{place}: check: {suggestion(rule.check, PREDICATES)}"
            if rule.like and rule.like not in names:
                yield f"{place}: like: {suggestion(rule.like, names)}"
            unknown = [name for name in _HOLE.findall(rule.line) if name not in self.wordings]
            if unknown:
                yield f"{place}: label: {suggestion(unknown[0], self.wordings)}"
                continue
            try:
                pattern(self.expand(rule.line), place)
            except ProfileError as error:
                yield str(error)

    @cached_property
    def wordings(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Label to wording (lower case) to the languages that word it so; guesses with a ``?``."""
        table: dict[str, dict[str, tuple[str, ...]]] = {}
        for language in self.languages.values():
            for suffix, labels in (("", language.labels), ("?", language.guesses)):
                for label, texts in labels.items():
                    for text in texts:
                        row = table.setdefault(label, {})
                        key = lowered(text)
                        row[key] = (*row.get(key, ()), language.id + suffix)
        return table

    def expand(self, line: str) -> str:
        """A rule's pattern with each ``${label}`` as a group of all its wordings, in any case.

        The group is called ``label_<name>``; it votes for a language and becomes no fact.
        """

        def wording(match: re.Match[str]) -> str:
            return f"(?P<label_{match[1]}>(?i:{any_of(self.wordings[match[1]])}))"

        return _HOLE.sub(wording, line)

    @cached_property
    def index(self) -> Index:
        """The compiled rules of all families and their sites; made once."""

        def wordings(label: str) -> Iterator[str]:
            return iter(self.wordings[label])

        rules = [(family.id, rule) for family in self.families.values() for rule in family.rule]
        rules += [(site.family, rule) for site in self.sites.values() for rule in site.rule]
        return Index(
            Compiled(
                family,
                rule,
                re.compile(self.expand(any_blanks(rule.line))),
                openings(rule.line, wordings),
                closings(rule.line, wordings),
                held(rule.line),
                words(rule.line),
            )
            for family, rule in rules
        )

    @cached_property
    def marks(self) -> re.Pattern[str]:
        """What any publisher's lines that give the series away match; made once."""
        return union(mark for publisher in self.publishers.values() for mark in publisher.detect)

    @cached_property
    def hosts(self) -> Mapping[str, Site]:
        """Host name to site."""
        return {host: site for site in self.sites.values() for host in site.hosts}

    @cached_property
    def chrome(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Hosts with the selectors of their chrome, for the reader of pages."""
        return tuple((host, site.chrome) for host, site in self.hosts.items() if site.chrome)

    def site_at(self, host: str) -> Site | None:
        """The site of a host name, whatever stands before the name (``www.``, ``g.``)."""
        parts = host.lower().split(".")
        names = (".".join(parts[i:]) for i in range(max(1, len(parts) - 1)))
        return next((self.hosts[name] for name in names if name in self.hosts), None)


def read_profile(path: Path, shape: type[_P]) -> _P:
    """One profile from one file.

    Raises:
        ProfileError: not TOML, or not of that shape.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(f"{path}: cannot be read as TOML: {error}") from error
    return parse_profile(text, shape, str(path))


def parse_profile(text: str, shape: type[_P], where: str) -> _P:
    """One profile from the text of a file called *where*.

    Raises:
        ProfileError: not TOML, or not of that shape.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{where}: cannot be read as TOML: {error}") from error
    return build(shape, table, where)
