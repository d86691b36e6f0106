"""Learning a site: what recurs at the edges of several copies, proposed as profiles.

A line of the text stands in one copy; a line of the site stands in all of them, at one end, with
other numbers, dates and sizes. What recurs becomes rules in TOML, each with the lines that were
seen as examples, for a person to read, mend and accept. Nothing is learned from one copy, except
where it speaks a template that is known: then its labels are.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archivist.core import Sheet, Source
from archivist.errors import UsageError, WriteError
from archivist.profiles import Profiles
from archivist.profiles.check import match_line
from archivist.stages.lines.view import Line, raw_lines
from archivist.stages.site.learn_labels import labels_of, site_rows
from archivist.stages.site.noise import noise
from archivist.wording import counted

EDGE = 30
"""Lines from either end of a copy in which the site's lines are looked for."""

SHARE = 0.8
"""Share of the copies in which a line has to recur."""

REACH = 3
"""Lines that do not recur, at most, between two that do and belong together."""

LONGEST = 150
"""Characters of a line that can be the site's."""

TELLING = 8
"""Letters of a line without numbers that make it proof by itself."""

_HOST = r"(?:[a-z0-9-]+\.)+[a-z]{2,12}"
_HOLES = re.compile(
    r"(?P<uploaded>\b\d{1,2}[./-]\d{1,2}[./-]\d{4}|\b\d{4}-\d\d-\d\d)"
    r"|(?P<size>\d+(?:[.,]\d+)? ?[KMGКМГ]i?[bBoбБ]\b)"
    r"|(?P<day>\d{1,2}[ -][^\W\d_]{3,12}\.?[ -]\d{4}|[^\W\d_]{3,12} \d{1,2}, \d{4})"
    r"|(?P<slice>\d{1,4})(?P<of> ?/ ?| [^\W\d_]{1,4} )(?P<slices>\d{1,3})(?![\d./])"
    r"|(?P<number>\d[\d.,]*(?<![.,]))"
)
_PATTERNS = {
    "uploaded": r"(?P<uploaded>\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d\d-\d\d)",
    "size": r"(?P<size>\d+(?:[.,]\d+)? ?[KMGКМГ]i?[bBoбБ])",
    "day": r"(?:\d{1,2}[ -][^\W\d_]{3,12}\.?[ -]\d{4}|[^\W\d_]{3,12} \d{1,2}, \d{4})",
    "slice": r"(?P<slice>\d{1,4})",
    "slices": r"(?P<slices>\d{1,4})",
    "number": r"\d[\d.,]*",
}


@dataclass(frozen=True)
class Proposal:
    """Profiles for a person to accept: TOML by path in a folder of profiles, and remarks."""

    name: str
    files: Mapping[str, str]
    remarks: tuple[str, ...] = ()

    def toml(self) -> str:
        """All files in one text, each under a comment with its path."""
        return "\n".join(f"# {path}\n{text}" for path, text in self.files.items())

    def write(self, folder: Path) -> list[Path]:
        """The files, below *folder*; what is there already is kept.

        Raises:
            UsageError: one of the files is there.
            WriteError: there is no room or no right to write them.
        """
        paths = [folder / path for path in self.files]
        for path in paths:
            if path.exists():
                raise UsageError(f"{path}: is there already; move it away or edit it by hand")
        for path, text in zip(paths, self.files.values(), strict=True):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            except OSError as error:
                raise WriteError.of(path, error) from error
        return paths


def learn(sources: Sequence[Source], name: str, profiles: Profiles) -> Proposal:
    """Profiles for the site *name*, from copies of it.

    Args:
        sources: slices of one document, or better copies of several documents.
        name: the site's host name.
        profiles: what is known already.

    Raises:
        UsageError: the copies show nothing that could be learned.
    """
    if not sources:
        raise UsageError(f"{name}: no copies to learn from; give several files of the site")
    sheets = [Sheet.of(source) for source in sources]
    known = [noise(sheet, profiles)[1].family for sheet in sheets]
    if known.count("docmirror") * 2 > len(sheets):
        return _of_known_template(sheets, name, profiles)
    if len(sources) == 1:
        raise UsageError(
            f"{name}: one copy does not show what recurs; give several slices or documents"
        )
    return _of_new_template(sheets, name)


def _of_known_template(sheets: Sequence[Sheet], name: str, profiles: Profiles) -> Proposal:
    """A site of a family that is known, and its labels where no language has them."""
    labels, languages = labels_of(sheets, profiles)
    language = languages.most_common(1)[0][0] if languages else name if labels else ""
    files: dict[str, str] = {}
    remarks = ["the site speaks the template docmirror"]
    if labels:
        title = f"Labels of {name}; better put under the language, if it is listed"
        words = [f"{label} = [{', '.join(map(_quoted, texts))}]" for label, texts in labels.items()]
        files[f"languages/{name}.toml"] = "\n".join(
            [f"id = {_quoted(name)}", f"title = {_quoted(title)}", "", "[labels]", *words, ""]
        )
        remarks.append(f"{counted(len(labels), 'label is', 'labels are')} in no language yet")
    rows = [f"id = {_quoted(name)}", 'family = "docmirror"']
    rows += [f"language = {_quoted(language)}"] if language else []
    rows += [f"hosts = [{_quoted(name)}]"]
    path = f"sites/{name}.toml"
    files[path] = "\n".join([*rows, ""])
    files[path] += "\n".join(_examples_with(sheets, profiles, files))
    return Proposal(name, files, tuple(remarks))


def _examples_with(
    sheets: Sequence[Sheet], profiles: Profiles, files: Mapping[str, str]
) -> Iterator[str]:
    """One line of the site for each rule of its family, as the proposed profiles know it."""
    proposed = profiles.with_texts(files)
    seen: set[str] = set()
    for sheet in sheets:
        entries, _ = noise(sheet, proposed)
        for _, text, _ in site_rows(sheet.add(entries)):
            hit = match_line(proposed, "docmirror", text)
            if hit and hit.rule.weight and hit.rule.id not in seen:
                seen.add(hit.rule.id)
                yield from _example(hit.rule.id, text, {f.name: f.value for f in hit.fields})


@dataclass(frozen=True)
class _Shape:
    """A line with its numbers, dates and sizes as holes; ``seen`` are lines that have it."""

    parts: tuple[tuple[str, str], ...]  # (kind of hole or "", text)
    header: int
    footer: int
    seen: tuple[str, ...]

    @property
    def letters(self) -> int:
        """Letters of the fixed parts."""
        return sum(c.isalpha() for kind, text in self.parts if not kind for c in text)

    @property
    def holes(self) -> frozenset[str]:
        """Kinds of its holes."""
        return frozenset(kind for kind, _ in self.parts if kind)


def _of_new_template(sheets: Sequence[Sheet], name: str) -> Proposal:
    lines = [raw_lines(sheet) for sheet in sheets]
    shapes = _recurring(lines)
    if not shapes:
        raise UsageError(f"{name}: nothing recurs at the edges of these {len(sheets)} copies")
    known = {shape.parts for shape in shapes}
    above = [_above(mine, known) for mine in lines]
    titled = sum(0 < n <= 4 for n in above) >= SHARE * len(lines)
    head = [
        f"id = {_quoted(name)}",
        f"title = {_quoted(f'The template of {name}, learned from {len(sheets)} copies')}",
        "need = 2",
        f"title-lines = {'true' if titled else 'false'}",
    ]
    rules = [row for i, shape in enumerate(shapes) for row in _rule(shape, i + 1, name)]
    examples = [row for i, shape in enumerate(shapes) for row in _examples(shape, i + 1, name)]
    prose = (
        "",
        "[[counterexample]]",
        'text = "A sentence of the report, which no rule may know."',
        'why = "put here a line of a document that looks like the site\'s and is not"',
        "",
    )
    site = (f"id = {_quoted(name)}", f"family = {_quoted(name)}", f"hosts = [{_quoted(name)}]", "")
    files = {
        f"families/{name}.toml": "\n".join([*head, *rules, *examples, *prose]),
        f"sites/{name}.toml": "\n".join(site),
    }
    told = counted(len(shapes), "line recurs", "lines recur")
    remark = f"{told} in at least {SHARE:.0%} of {len(sheets)} copies"
    return Proposal(name, files, (remark,))


def _recurring(copies: Sequence[Sequence[Line]]) -> list[_Shape]:
    """Shapes of lines that recur at one end of the copies, in the order of the page."""
    heads: dict[tuple[tuple[str, str], ...], Counter[int]] = defaultdict(Counter)
    feet: dict[tuple[tuple[str, str], ...], Counter[int]] = defaultdict(Counter)
    seen: dict[tuple[tuple[str, str], ...], list[str]] = defaultdict(list)
    for number, lines in enumerate(copies):
        half = min(EDGE, (len(lines) + 1) // 2)
        for table, edge in ((heads, lines[:half]), (feet, lines[len(lines) - half :])):
            for line in edge:
                if len(line.text) <= LONGEST:
                    parts = tuple(_parts(line.text))
                    table[parts][number] += 1
                    seen[parts].append(line.text)
    least = max(2, SHARE * len(copies))
    found = {
        parts: _Shape(parts, len(heads[parts]), len(feet[parts]), tuple(dict.fromkeys(texts)))
        for parts, texts in seen.items()
        if max(len(heads[parts]), len(feet[parts])) >= least
    }
    telling = {parts: shape for parts, shape in found.items() if shape.letters >= 3}
    return [telling[parts] for parts in _near_the_edge(copies, telling)]


def _near_the_edge(
    copies: Sequence[Sequence[Line]], found: Mapping[tuple[tuple[str, str], ...], _Shape]
) -> Iterator[tuple[tuple[str, str], ...]]:
    """The shapes that form a block with others at the edge, in most copies.

    A running head recurs too, but stands among lines of the text.
    """
    votes: Counter[tuple[tuple[str, str], ...]] = Counter()
    for lines in copies:
        votes.update(set(_block(lines, found)) | set(_block(lines[::-1], found)))
    for parts in found:
        if votes[parts] >= SHARE * len(copies):
            yield parts


def _block(
    lines: Iterable[Line], found: Mapping[tuple[tuple[str, str], ...], _Shape]
) -> Iterator[tuple[tuple[str, str], ...]]:
    """Recurring lines from the start of *lines* on, up to the first stretch of others."""
    others = 0
    for line in lines:
        parts = tuple(_parts(line.text))
        if parts in found:
            others = 0
            yield parts
        else:
            others += 1
            if others > REACH:
                return


def _above(lines: Sequence[Line], known: set[tuple[tuple[str, str], ...]]) -> int:
    """How many lines stand above the first that recurs."""
    first = (i for i, line in enumerate(lines[:EDGE]) if tuple(_parts(line.text)) in known)
    return next(first, 0)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """A line as fixed parts and holes; the text of a hole is left out."""
    at = 0
    for match in _HOLES.finditer(text):
        if match.start() > at:
            yield "", text[at : match.start()]
        if match["slice"] and int(match["slice"]) <= int(match["slices"]):
            yield "slice", ""
            yield "", match["of"]
            yield "slices", ""
        elif match["slice"]:
            yield "number", ""
            yield "", match["of"]
            yield "number", ""
        else:
            yield str(match.lastgroup), ""
        at = match.end()
    if at < len(text):
        yield "", text[at:]


def _rule(shape: _Shape, number: int, name: str) -> Iterator[str]:
    places = (shape.header > shape.footer, shape.footer > shape.header)
    place = "header" if places[0] else "footer" if places[1] else "edge"
    weight = 2 if shape.letters >= TELLING or shape.holes - {"number"} else 1
    yield ""
    yield "[[rule]]"
    yield f'id = "line-{number}"'
    yield f"line = {_quoted(_pattern(shape, name))}"
    yield f'place = "{place}"'
    yield f"weight = {weight}"


def _pattern(shape: _Shape, name: str) -> str:
    """The pattern of a shape: fixed parts as they are, holes by kind, the site's name as a fact."""
    used: set[str] = set()
    result = ""
    for kind, text in shape.parts:
        if not kind:
            fixed = r" +".join(re.escape(word) for word in re.split(" +", text))
            if re.escape(name) in fixed and "host" not in used:
                used.add("host")
                fixed = fixed.replace(re.escape(name), f"(?P<host>{re.escape(name)})", 1)
            result += fixed
        else:
            hole = _PATTERNS[kind]
            result += hole.replace(f"?P<{kind}>", "?:") if kind in used else hole
            used.add(kind)
    return result


def _examples(shape: _Shape, number: int, name: str) -> Iterator[str]:
    for text in shape.seen[:2]:
        match = re.fullmatch(_pattern(shape, name), text)
        yield from _example(f"line-{number}", text, match.groupdict() if match else {})


def _example(rule: str, text: str, facts: Mapping[str, str]) -> Iterator[str]:
    yield ""
    yield "[[example]]"
    yield f"rule = {_quoted(rule)}"
    yield f"text = {_quoted(text)}"
    if facts:
        rows = (f"{key} = {_quoted(value)}" for key, value in facts.items())
        yield f"facts = {{ {', '.join(rows)} }}"


def _quoted(text: str) -> str:
    """A basic string of TOML (JSON escapes what TOML wants escaped)."""
    return json.dumps(text, ensure_ascii=False)
