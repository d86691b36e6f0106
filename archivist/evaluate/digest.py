"""A neutral account of a recovered report, to which gold and output are both reduced.

Legitimate freedom of encoding (where a title page stands, whether an item holds a ``p``) is gone
from it; what is right or wrong is left. All positions are counted in tokens of the reading stream,
that is, the words of heads, paragraphs, items and quotations in reading order; title pages, author
notes, foot notes, running heads, tables and figures are kept apart.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from archivist.errors import ReadError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Block",
    "Break",
    "Call",
    "Copy",
    "Digest",
    "Float",
    "Note",
    "Probe",
    "Work",
    "digest_from_json",
    "digest_to_json",
    "fold",
    "read_digest",
    "tokenize",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the reading stream.

    Attributes:
        kind: ``p``, ``head``, ``item``, ``quote`` or ``other``.
        tokens: its words.
        level: of a head or an item; None where the copy does not show it.
        loose: gold only: preliminaries, whose form is free and whose words alone are counted.
        broken: gold only: offsets inside the block at which a page ends.
        part: ``abstract``, ``foreword`` or empty: the division it belongs to.
    """

    kind: str
    tokens: tuple[str, ...]
    level: int | None = None
    loose: bool = False
    broken: tuple[int, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """The text of a foot note; ``n`` as printed or restored, None if not known."""

    n: str | None
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """The call of a note before token ``at`` of the stream; ``note`` is an index or None."""

    at: int
    n: str | None = None
    note: int | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """A page break before token ``at``.

    Attributes:
        at: offset in the stream.
        n: number of the page that begins, without brackets.
        printed: gold only: whether the number stands in the copy.
        optional: gold only: whether the copy gives no proof of it.
    """

    at: int
    n: str | None = None
    printed: bool = True
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Float:
    """A table or figure: caption with label, and all its other words."""

    caption: tuple[str, ...]
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """The title page of an essay or of the report; ``at`` is where it stands in the stream."""

    title: str
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    at: int = 0


@dataclass(frozen=True, slots=True)
class Copy:
    """What a mirror site said of one slice; None where it said nothing."""

    site: str | None = None
    item: str | None = None
    slice: int | None = None
    of: int | None = None
    uploaded: str | None = None
    size: str | None = None
    file_name: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Probe:
    """Gold only: one word that shows whether a repair was made.

    ``kind`` is ``soft``, ``hard``, ``url`` or ``cap``; ``at`` is a stream offset, or the index of
    a token of note ``note``.
    """

    kind: str
    at: int
    note: int | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """A report reduced to what can be right or wrong about it.

    Attributes:
        blocks: the reading stream.
        notes: foot notes in order.
        calls: calls in order; a note that no call points to is an orphan.
        breaks: page breaks in order.
        furniture: running heads, folios and mastheads, one string each.
        floats: tables and figures.
        bios: author notes, each as words.
        works: title pages of the parts.
        facts: ``title subtitle authors publisher series number date language`` (authors joined
            by ``; ``); a key that is absent is not scored.
        copies: one per slice.
        missing: numbers of slices declared missing.
        lost: number of declared losses inside the text (addresses and the like).
        aside: words of title pages, wherever they were put.
        noise: gold only: the site's own lines.
        probes: gold only.
    """

    blocks: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()
    calls: tuple[Call, ...] = ()
    breaks: tuple[Break, ...] = ()
    furniture: tuple[str, ...] = ()
    floats: tuple[Float, ...] = ()
    bios: tuple[tuple[str, ...], ...] = ()
    works: tuple[Work, ...] = ()
    facts: dict[str, str] | None = None
    copies: tuple[Copy, ...] = ()
    missing: tuple[int, ...] = ()
    lost: int = 0
    aside: tuple[str, ...] = ()
    noise: tuple[str, ...] = ()
    probes: tuple[Probe, ...] = ()

    @property
    def stream(self) -> tuple[str, ...]:
        """The words of all blocks in order."""
        return tuple(token for block in self.blocks for token in block.tokens)


def tokenize(text: str) -> tuple[str, ...]:
    """Words parted by white space, in NFC, letter-spaced labels closed up.

    ``t a b l e 1`` and ``s o u r c e :`` become ``table 1`` and ``source:``, since an encoder may
    keep them or close them up.
    """
    words = unicodedata.normalize("NFC", text).split()
    done: list[str] = []
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and len(words[end]) == 1 and words[end].islower():
            end += 1
        if end - start < 4:
            done.append(words[start])
            start += 1
            continue
        joined = "".join(words[start:end])
        if end < len(words) and words[end] == ":":
            joined, end = joined + ":", end + 1
        done.append(joined)
        start = end
    return tuple(done)


def fold(text: str) -> str:
    """A text for comparison: NFC, single blanks, no case."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def digest_to_json(digest: Digest) -> str:
    """The digest as JSON; token lists are joined by blanks to stay readable."""

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {
                key: " ".join(inner) if key in _WORDS else plain(inner)
                for key, inner in value.items()
            }
        if isinstance(value, list | tuple):
            return [plain(inner) for inner in value]
        return value

    data = {key: plain(value) for key, value in asdict(digest).items()}
    data["aside"] = " ".join(digest.aside)
    data["bios"] = [" ".join(words) for words in digest.bios]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def digest_from_json(text: str) -> Digest:
    """The digest written by `digest_to_json`.

    Raises:
        ReadError: the text is not such a digest.
    """
    try:
        data = json.loads(text)
        return Digest(
            blocks=_many(Block, data["blocks"]),
            notes=_many(Note, data["notes"]),
            calls=_many(Call, data["calls"]),
            breaks=_many(Break, data["breaks"]),
            furniture=tuple(data["furniture"]),
            floats=_many(Float, data["floats"]),
            bios=tuple(tuple(words.split()) for words in data["bios"]),
            works=_many(Work, data["works"]),
            facts=data["facts"],
            copies=_many(Copy, data["copies"]),
            missing=tuple(data["missing"]),
            lost=data["lost"],
            aside=tuple(data["aside"].split()),
            noise=tuple(data["noise"]),
            probes=_many(Probe, data["probes"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"gold JSON is not a digest of the evaluate package ({error!r}): draw it again"
        raise ReadError(message) from error


def read_digest(path: Path) -> Digest:
    """The digest in a JSON file.

    Raises:
        ReadError: the file cannot be read or is not a digest.
    """
    try:
        return digest_from_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror}): check the path") from error


_WORDS = frozenset({"tokens", "caption", "rest", "aside"})


def _many(kind: type[T], rows: list[dict[str, Any]]) -> tuple[T, ...]:
    known = {item.name for item in fields(kind)}  # type: ignore[arg-type]
    made = []
    for row in rows:
        if set(row) - known:
            raise ValueError(f"unknown keys {sorted(set(row) - known)} in {kind.__name__}")
        values = {
            key: tuple(value.split())
            if key in _WORDS
            else tuple(value)
            if isinstance(value, list)
            else value
            for key, value in row.items()
        }
        made.append(kind(**values))
    return tuple(made)
