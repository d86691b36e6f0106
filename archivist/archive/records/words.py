"""What differs between two versions of a report, in words."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from archivist.archive.catalogue.passages import read_passages
from archivist.archive.records.facts import Facts, parse_facts, tell_correction
from archivist.archive.records.ledger import Segment, read_ledger
from archivist.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Told in their own words, or written by the archive from the others.
_TOLD = {
    *("report.tei.xml", "ledger.tsv", "facts.json", "findings.json"),
    "README.txt",
}
_MOST = 5  # differences of one kind that are spelled out; the rest is counted


class Aspect(Enum):
    """What a change is about."""

    COPIES = "copies"  # scraped copies came or went
    TEXT = "text"
    LABELS = "labels"
    METADATA = "metadata"
    FINDINGS = "findings"
    CORRECTIONS = "corrections"  # made by a person
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions: what it is about, and a sentence without full stop."""

    aspect: Aspect
    words: str

    def __str__(self) -> str:
        return self.words


def describe_changes(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[str]:
    """As ``changes``, the words only."""
    return [change.words for change in changes(old, new)]


def changes(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[Change]:
    """Say what changed from one version to another.

    Args:
        old: Files of the earlier version by logical path.
        new: Files of the later one.

    Returns:
        Changes, most important first; empty when nothing changed.
    """
    changed = {path for path in {*old, *new} if old.get(path) != new.get(path)}
    facts = _facts(old), _facts(new)
    found: list[tuple[Aspect, list[str]]] = []
    if facts[0] and facts[1]:
        found.append((Aspect.COPIES, _copies(facts[0], facts[1])))
        found.append((Aspect.CORRECTIONS, _corrections(facts[0], facts[1])))
    for path, aspect, tell in (
        ("report.tei.xml", Aspect.TEXT, _text),
        ("ledger.tsv", Aspect.LABELS, _labels),
    ):
        if path in changed:
            found.append((aspect, tell(old.get(path, b""), new.get(path, b""))))
    if facts[0] and facts[1]:
        found.append((Aspect.METADATA, _metadata(facts[0], facts[1])))
    if "findings.json" in changed:
        told = _findings(old.get("findings.json", b""), new.get("findings.json", b""))
        found.append((Aspect.FINDINGS, told))
    rest = [path for path in changed - _TOLD if not path.startswith(("source/", "metadata/"))]
    found.append((Aspect.FILES, [f"file {path} {_how(path, old, new)}" for path in sorted(rest)]))
    told_all = [Change(aspect, words) for aspect, lines in found for words in lines]
    if changed and not told_all:
        words = "records changed: " + ", ".join(sorted(changed))
        return [Change(Aspect.FILES, words)]
    return told_all


def _how(path: str, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> str:
    if path not in old:
        return "added"
    return "changed" if path in new else "left out"


def _facts(files: Mapping[str, bytes]) -> Facts | None:
    try:
        return parse_facts(files["facts.json"], "facts.json")
    except (KeyError, ArchiveError):
        return None


def _copies(old: Facts, new: Facts) -> list[str]:
    before = {copy.source: copy for copy in old.copies}
    after = {copy.source: copy for copy in new.copies}
    lines = [f"added {copy.label}" for copy in new.copies if copy.source not in before]
    lines += [f"left out {copy.label}" for copy in old.copies if copy.source not in after]
    lines = _shorten(lines, "more copies")
    if old.missing != new.missing:
        lines.append(f"slices missing: {_gaps(old)} before, {_gaps(new)} now")
    return lines


def _gaps(facts: Facts) -> str:
    gaps = [f"{first}" if last in (None, first) else f"{first}–{last}"
            for first, last in facts.missing]  # fmt: skip
    return ", ".join(gaps) or "none"


def _corrections(old: Facts, new: Facts) -> list[str]:
    lines = [f"correction by {tell_correction(one)}"
             for one in new.corrections if one not in old.corrections]  # fmt: skip
    lines += [f"correction taken back: {tell_correction(one)}"
              for one in old.corrections if one not in new.corrections]  # fmt: skip
    return _shorten(lines, "more corrections")


def _shorten(lines: list[str], what: str) -> list[str]:
    if len(lines) <= _MOST + 1:
        return lines
    return [*lines[:_MOST], f"{len(lines) - _MOST} {what}"]


def _units(data: bytes) -> Counter[str] | None:
    """Each passage of the reading text with how often it stands there."""
    try:
        return Counter(passage.text for passage in read_passages(data))
    except ValueError:
        return None


def _text(old: bytes, new: bytes) -> list[str]:
    before, after = _units(old), _units(new)
    if before is None or after is None:
        return ["the TEI document changed"]
    gone, come = (before - after).total(), (after - before).total()
    if not gone and not come:
        return ["the TEI document changed, its text did not"]
    words = [sum(len(unit.split()) * n for unit, n in side.items()) for side in (before, after)]
    how = f"{_count(come, 'passage')} new or altered" if come else "nothing new"
    how += f", {gone} of the earlier gone or altered" if gone else ", none gone"
    return [f"the text changed: {how} ({words[0]} words before, {words[1]} now)"]


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _labels(old: bytes, new: bytes) -> list[str]:
    try:
        before, after = read_ledger(old, "old"), read_ledger(new, "new")
    except ArchiveError:
        return ["the ledger changed"]
    common = before.keys() & after.keys()
    if all(before[source] == after[source] for source in common):
        return []  # only rows of copies that came or went, and those are told by name
    moves: Counter[tuple[str, str]] = Counter()
    for source in common:
        for length, was, now in overlay(before[source], after[source]):
            if was != now:
                moves[was, now] += length
    lines = [
        f"labels: {_count(count, 'character')} from {was} to {now}"
        for (was, now), count in sorted(moves.items(), key=lambda item: (-item[1], item[0]))
    ]
    return _shorten(lines, "more changes between zones") or ["labels: spans changed, zones did not"]


def overlay(old: list[Segment], new: list[Segment]) -> Iterator[tuple[int, str, str]]:
    """Lay two tilings of one source over each other.

    Yields:
        Length in characters, zone in the old, zone in the new.
    """
    i = j = position = 0
    while i < len(old) and j < len(new):
        end = min(old[i].end, new[j].end)
        if end > position:
            yield end - position, old[i].zone, new[j].zone
            position = end
        i, j = i + (old[i].end <= end), j + (new[j].end <= end)


def _metadata(old: Facts, new: Facts) -> list[str]:
    lines = [
        f"{name}: {_show(old.report.get(name))} became {_show(new.report.get(name))}"
        for name in sorted({*old.report, *new.report})
        if old.report.get(name) != new.report.get(name)
    ]
    if old.software != new.software:
        lines.append(f"cleaned with {new.software}, before with {old.software}")
    before, after = old.profiles, new.profiles
    lines += [
        f"profile {name} {_how_profile(before.get(name), after.get(name))}"
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]
    return _shorten(lines, "more changes of metadata")


def _how_profile(before: str | None, after: str | None) -> str:
    if before is None:
        return "newly used"
    return "no longer used" if after is None else "changed"


def _show(value: Any) -> str:  # noqa: ANN401  any JSON value
    text = "nothing" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) <= 120 else f"{text[:119]}…"


def _findings(old: bytes, new: bytes) -> list[str]:
    try:
        counts = [len(json.loads(data)) for data in (old, new)]
    except (ValueError, TypeError):
        return ["the findings changed"]
    return [f"findings: {counts[0]} before, {counts[1]} now"]
