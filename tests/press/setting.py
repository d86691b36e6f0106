"""Sets text into lines of a proportional face: widths, breaks, hyphens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.press.model import CALL, FONT, ITALIC, ROMAN

if TYPE_CHECKING:
    from tests.press.sheet import End

# Widths in em of a book face, rounded; only their spread matters (it makes line lengths vary).
NARROW = {**dict.fromkeys("ijl.,;:'’‘|!", 0.27), **dict.fromkeys("ftr()[]“”-/", 0.36)}
WIDE = {**dict.fromkeys("mwMW—@%", 0.8), **dict.fromkeys("ABCDEFGHKNOPQRUVXYZ", 0.66)}
ZERO = {ITALIC: 0.0, ROMAN: 0.0, FONT: 0.0, CALL: 0.3}
MEAN = 0.433  # of running English set with the widths above, blanks included
WORD_BREAK = re.compile(r"(?<=\w[-–])(?=\w)|(?<=—)(?=\w)")
URL_BREAK = re.compile(r"(?<=[/.?=-])(?=[\w])")
SYLLABLE = re.compile(r"(?<=[aeiouy][bcdfglmnprst])(?=[bcdfglmnprst][aeiouy])")


def width(text: str) -> float:
    """The set width of a text, in em."""
    total = 0.0
    for char in text:
        if char in ZERO:
            total += ZERO[char]
        elif char == " ":
            total += 0.25
        elif char > "\u2e80":
            total += 1.0
        else:
            total += NARROW.get(char) or WIDE.get(char) or 0.48
    return total


def set_lines(
    text: str, measure: int, *, short: int = 0, hyphenate: bool = False
) -> list[tuple[str, End]]:
    """Break a text into lines.

    Args:
        text: running text with markers, blanks single.
        measure: mean characters per full line.
        short: the first so many lines are a tenth shorter (beside a drop cap).
        hyphenate: break words at syllables, too.

    Returns:
        Lines without the blank they break at, each with its kind of end.
    """
    full = measure * MEAN
    lines: list[tuple[str, End]] = []
    line = ""
    for word in text.split(" "):
        rest = word
        while True:
            room = full * (0.9 if len(lines) < short else 1.0)
            trial = f"{line} {rest}" if line else rest
            if width(trial) <= room:
                line = trial
                break
            head, end = _split(line, rest, room, hyphenate=hyphenate)
            if head:
                lines.append((f"{line} {head}" if line else head, end))
                rest = rest[len(head) - (end == "soft") :]
                line = ""
            elif line:
                lines.append((line, "wrap"))
                line = ""
            else:  # longer than a line and without a place to break
                line = rest
                break
    lines.append((line, "stop"))
    return lines


def _split(line: str, word: str, room: float, *, hyphenate: bool) -> tuple[str, End]:
    """The longest head of a word that fits after the line, and how that line ends."""
    lead = f"{line} " if line else ""
    if "://" in word:
        pattern, end = URL_BREAK, "join"
    else:
        pattern, end = WORD_BREAK, ""
    best: tuple[str, End] = ("", "wrap")
    for found in pattern.finditer(word):
        head = word[: found.start()]
        if found.start() < 3 or width(lead + head) > room:
            continue
        best = (head, "join" if end or head[-1] in "—–" else "hard")
    if best[0] or not hyphenate or len(word) < 7 or not word.strip("“”.,;:)(").isalpha():
        return best
    for found in SYLLABLE.finditer(word):
        head = word[: found.start()] + "-"
        if found.start() > 2 and len(word) - found.start() > 3 and width(lead + head) <= room:
            best = (head, "soft")
    return best
