"""Profiles from TOML files: strict, every pattern compiled, the whole set checked together."""

from __future__ import annotations

import difflib
import hashlib
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from archivist.errors import ProfileError
from archivist.profiles.match import Matcher
from archivist.profiles.model import Family, Language, Publisher, Rule, Site
from archivist.profiles.predicates import PREDICATES
from archivist.profiles.strict import build, pattern

PACKAGED = Path(__file__).parent / "data"
FOLDERS: Mapping[str, type[Family | Language | Site | Publisher]] = {
    "families": Family,
    "languages": Language,
    "sites": Site,
    "publishers": Publisher,
}
_HOLE = re.compile(r"\$\{(\w+)\}")
_P = TypeVar("_P", Family, Language, Site, Publisher)


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

    @classmethod
    def load(cls, *folders: Path) -> Profiles:
        """Packaged profiles, those of ``ARCHIVIST_PROFILES``, and those of *folders*.

        Raises:
            ProfileError: naming the file, the key and what was expected.
        """
        extra = [Path(p) for p in os.environ.get("ARCHIVIST_PROFILES", "").split(os.pathsep) if p]
        found: dict[str, dict[str, object]] = {kind: {} for kind in FOLDERS}
        digests: dict[str, str] = {}
        for folder in (PACKAGED, *extra, *folders):
            if not folder.is_dir():
                raise ProfileError(f"{folder}: no such folder of profiles; check --profiles")
            for kind, shape in FOLDERS.items():
                for path in sorted((folder / kind).glob("*.toml")):
                    profile = read_profile(path, shape)
                    found[kind][profile.id] = profile
                    digests[f"{kind}/{profile.id}"] = hashlib.sha256(path.read_bytes()).hexdigest()
        profiles = cls(
            **found,  # type: ignore[arg-type]
            digests=digests,
            folders=tuple(str(f) for f in (*extra, *folders)),
        )
        profiles.check()
        return profiles

    def check(self) -> None:
        """Whether the profiles fit together.

        Raises:
            ProfileError: a site without family, a label nobody words, an unknown predicate.
        """
        for site in self.sites.values():
            _known(site.family, self.families, f"sites/{site.id}.toml: family")
            if site.language:
                _known(site.language, self.languages, f"sites/{site.id}.toml: language")
            for rule in site.rule:
                self._check_rule(rule, f"sites/{site.id}.toml")
        for family in self.families.values():
            for rule in family.rule:
                self._check_rule(rule, f"families/{family.id}.toml")

    def _check_rule(self, rule: Rule, where: str) -> None:
        if rule.check:
            _known(rule.check, PREDICATES, f"{where}: rule {rule.id!r}: check")
        for label in _HOLE.findall(rule.line):
            if label not in self.wordings:
                close = difflib.get_close_matches(label, self.wordings, n=1)
                hint = f"; did you mean {close[0]!r}?" if close else ""
                raise ProfileError(
                    f"{where}: rule {rule.id!r}: no language words the label {label!r}{hint}"
                )
        pattern(self.expand(rule.line), f"{where}: rule {rule.id!r}")

    @cached_property
    def wordings(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Label to wording to the languages that word it so; guesses have a ``?`` behind."""
        table: dict[str, dict[str, tuple[str, ...]]] = {}
        for language in self.languages.values():
            for suffix, labels in (("", language.labels), ("?", language.guesses)):
                for label, texts in labels.items():
                    for text in texts:
                        row = table.setdefault(label, {})
                        row[text] = (*row.get(text, ()), language.id + suffix)
        return table

    def expand(self, line: str) -> str:
        """A rule's pattern with each ``${label}`` as a group of all its wordings.

        The group is called ``label_<name>``; it votes for a language and becomes no fact.
        """

        def wording(match: re.Match[str]) -> str:
            label = match[1]
            texts = sorted(self.wordings[label], key=lambda t: (-len(t), t))
            return f"(?P<label_{label}>{'|'.join(map(_literal, texts))})"

        return _HOLE.sub(wording, line)

    @cached_property
    def matchers(self) -> tuple[Matcher, ...]:
        """One compiled matcher a family, with the rules of its sites; made once."""
        return tuple(
            Matcher.compile(
                family,
                (r for s in self.sites.values() if s.family == family.id for r in s.rule),
                self.expand,
            )
            for family in self.families.values()
        )

    @cached_property
    def hosts(self) -> Mapping[str, Site]:
        """Host name to site."""
        return {host: site for site in self.sites.values() for host in site.hosts}


def _literal(text: str) -> str:
    """Escaped, with any blank for a blank (the folded view has only U+0020)."""
    return r" +".join(re.escape(word) for word in text.split())


def _known(name: str, table: Iterable[str], where: str) -> None:
    names = list(table)
    if name not in names:
        close = difflib.get_close_matches(name, names, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else f"; known: {', '.join(names)}"
        raise ProfileError(f"{where}: {name!r} is not known{hint}")


def read_profile(path: Path, shape: type[_P]) -> _P:
    """One profile from one file.

    Raises:
        ProfileError: not TOML, or not of that shape.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProfileError(f"{path}: cannot be read as TOML: {error}") from error
    return build(shape, table, path.name)
