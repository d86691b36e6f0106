"""``ledger.tsv`` read back, and the proof that no character was lost.

The proof needs only the ledger and the sources: the rows of a source tile it from 0 to its end,
and their text, encoded, is the source byte for byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivist.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archivist.archive.records.facts import Copy

_NEEDED = ("source", "start", "end", "zone", "text")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.?))", re.DOTALL)
_SHORT = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}
_SOURCE = re.compile(r"source/([0-9a-f]{64})(\.transcript)?\.[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A row: half-open code point offsets, the zone, the characters themselves."""

    start: int
    end: int
    zone: str
    text: str


def unescape(text: str) -> str:
    r"""Turn ``\\``, ``\t``, ``\n``, ``\r``, ``\uXXXX`` and ``\UXXXXXXXX`` back.

    Raises:
        ValueError: Another escape, or one beyond Unicode.
    """
    if "\\" not in text:
        return text
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    number = match[1] or match[2]
    if number:
        return chr(int(number, 16))
    if match[3] not in _SHORT:
        message = f"unknown escape {match[0]!r}"
        raise ValueError(message)
    return _SHORT[match[3]]


def read_ledger(data: bytes, where: str) -> dict[str, list[Segment]]:
    """Read a ledger: the segments of each source, in the order of the file.

    Args:
        data: The file's bytes.
        where: How to name it in an error.

    Returns:
        First 16 hexadecimal digits of the source's SHA-256 to its segments.

    Raises:
        ArchiveError: A line is not a row; the message names it.
    """
    try:
        lines = data.decode().split("\n")
    except UnicodeDecodeError as error:
        raise ArchiveError(f"{where} is not UTF-8 at byte {error.start}; clean again") from error
    names = lines[0].removeprefix("#").split("\t")
    if not lines[0].startswith("#") or any(name not in names for name in _NEEDED):
        raise ArchiveError(f"{where}:1: the first line does not name the columns; clean again")
    if lines.pop() != "":
        raise ArchiveError(f"{where} does not end with a line feed: it is cut off; clean again")
    places = [names.index(name) for name in _NEEDED]
    ledger: dict[str, list[Segment]] = {}
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        try:
            if len(cells) != len(names):
                raise ValueError("wrong number of columns")  # noqa: TRY301
            source, start, end, zone, text = (cells[place] for place in places)
            segment = Segment(int(start), int(end), zone, unescape(text))
        except ValueError as error:
            raise ArchiveError(f"{where}:{number}: no ledger row ({error})") from error
        ledger.setdefault(source, []).append(segment)
    return ledger


def join_segments(segments: Iterable[Segment], where: str) -> str:
    """The text that segments tile.

    Raises:
        ArchiveError: They leave a gap, overlap, or a text has not the length of its span.
    """
    position = 0
    for segment in segments:
        if segment.start != position or segment.end - segment.start != len(segment.text):
            message = (
                f"{where}: segment {segment.start}-{segment.end} does not tile the source "
                f"(expected to start at {position}, holds {len(segment.text)} characters)"
            )
            raise ArchiveError(message)
        position = segment.end
    return "".join(segment.text for segment in segments)


def source_names(paths: Iterable[str]) -> dict[str, str]:
    """Which of the logical paths holds the text that the ledger tiles, by SHA-256 of the source.

    For HTML and PDF that is the transcript, else the raw bytes themselves.
    """
    found: dict[str, str] = {}
    for path in sorted(paths):
        match = _SOURCE.fullmatch(path)
        if match and (match[2] or match[1] not in found):
            found[match[1]] = path
    return found


def lost_characters(files: Mapping[str, bytes], copies: Sequence[Copy]) -> list[str]:
    """Check conservation of every source; complaints, none when all is accounted for.

    Args:
        files: A version's files; ``ledger.tsv`` and ``source/…`` are read.
        copies: The scraped copies with their encodings.
    """
    try:
        ledger = read_ledger(files["ledger.tsv"], "ledger.tsv")
    except ArchiveError as error:
        return [str(error)]
    names = source_names(files)
    complaints = []
    for copy in copies:
        path = names.get(copy.source)
        if path is None:
            complaints.append(f"source/{copy.source}: the scraped copy is missing")
            continue
        complaint = _lost(ledger.get(copy.source[:16], []), files[path], copy, path)
        complaints.extend(complaint)
    known = {copy.source[:16] for copy in copies}
    complaints.extend(
        f"ledger.tsv: rows of an unknown source {source}"
        for source in ledger
        if source not in known
    )
    return complaints


def _lost(segments: list[Segment], data: bytes, copy: Copy, path: str) -> list[str]:
    transcript = ".transcript." in path
    encoding, errors = ("utf-8", "strict") if transcript else (copy.encoding, copy.errors)
    try:
        text = join_segments(segments, f"ledger.tsv, source {copy.source[:16]}")
        mark = b"" if transcript else bytes.fromhex(str(copy.data.get("bom") or ""))
        if mark + text.encode(encoding, errors) == data:
            return []
    except ArchiveError as error:
        return [str(error)]
    except (LookupError, UnicodeError) as error:
        return [f"{path}: the ledger's text cannot be encoded as {encoding} ({error})"]
    return [f"{path}: the ledger's text is not that of the source"]
