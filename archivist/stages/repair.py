"""Stage *repair*: what encoding accidents did to single lines, each as a recorded edit.

ftfy is asked line by line, so that one line cannot change the verdict on another, with all the
options off that would change what the publisher printed: quotes, ligatures, widths stay.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ftfy import TextFixerConfig, fix_and_explain

from archivist.core.ledger import Edit, EditKind, Entry, Mark
from archivist.core.roles import Inline
from archivist.core.sheet import Sheet

CONFIG = TextFixerConfig(
    unescape_html="auto",
    remove_terminal_escapes=False,
    fix_encoding=True,
    restore_byte_a0=True,
    replace_lossy_sequences=False,
    decode_inconsistent_utf8=True,
    fix_c1_controls=True,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
    explain=True,
)

_LEADS = {
    "[\x80-\x9f]": "",
    "[ÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓâãäåæçèéêëìíîïð]": "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]",
    "[РСвгд]": "[Ђ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\xa0ЎўЈ¤Ґ¦§Ё©Є«¬®Ї°±Ііґµ¶·ё№є»јЅѕї]",
    "[╨╤├┬Γ╬╔√]": r"\S",
    "‚": r"Ä\S",
    "&": r"(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});",
}
_LEAD = re.compile(f"[{''.join(lead.strip('[]') for lead in _LEADS)}]")
_SUSPECT = re.compile("|".join(lead + rest for lead, rest in _LEADS.items()))
"""A cheap gate in front of ftfy, which costs as much as all the rest together: a lead character of
mojibake with a continuation behind it (of Windows, DOS or Macintosh code pages), a C1 control, or
an HTML entity. Leads alone are looked for first: one class of characters is found far faster than
any of several patterns."""

_ILLEGAL = re.compile("[^\t\n\r\x0b\x0c\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
"""What XML cannot hold; vertical tabs and form feeds stay, since they part lines and pages."""
_BLANKS = (re.compile("(?<=\xa0)|(?= )|(?<= )"), re.compile("(?= )|(?<= )"))
"""Between words and blanks. The no-break space can be half of a letter in garbled text."""
_GLYPH_NAME = re.compile(r"/([fF]_(?:[fijlt]_?){1,3})(?![a-z]_)")
_BY_NAME = "ligature written as its glyph's name"
_SWAPPED = re.compile(
    "(?<=[a-z])\u6600[\u6600\u6900\u6c00]{1,2}|(?<![^\\W\\d_A-Z])\u6600[\u6600\u6900\u6c00]{1,2}(?=[a-z])"
)
"""A ligature beside Latin letters whose letters (f, i, l) were read with their bytes swapped."""
_BY_BYTES = "letters of a ligature, each read with its bytes swapped"
LONGEST = 20_000
"""Longer lines are not given to ftfy (its time grows with the line); their text stays as it is."""


def repair(sheet: Sheet) -> list[Entry]:
    """Edits for mis-decoded text and glyph names, marks on characters XML cannot hold."""
    text = sheet.text
    words: list[Edit] = []
    done = -1
    lines = sheet.lines
    for lead in _LEAD.finditer(text):
        if not _SUSPECT.match(text, lead.start()):
            continue
        k = lines.at(lead.start())
        if k <= done:
            continue
        done = k
        edits = _line(text, lines.starts[k], lines.ends[k])
        words += [edit for edit in edits if not _ILLEGAL.search(edit.after)]  # XML must hold it
    entries: list[Entry] = list(_with_glyph_names(text, words) if "/" in text else words)
    if "\u6600" in text:
        entries += _with_swapped(text)
    for match in _ILLEGAL.finditer(text):
        start, end = match.span()
        if text[end - 1] == "\ufffe" and text.startswith(("\r", "\n"), end):
            end -= 1  # one engine's sign for a hyphen at a line end; see stages.joints
        if start < end:
            entries.append(Mark(start, end, Inline.ILLEGAL, "repair:illegal"))
    return entries if text.isascii() else [*entries, *_unseen(text)]


def _unseen(text: str) -> Iterator[Mark]:
    """Marks on what nobody sees: hyphens for a line end that is not there, marks of width 0."""
    if not any(sign in text for sign in _NO_WIDTH):
        return
    for match in _UNSEEN.finditer(text):
        soft = match[0][0] == "\u00ad"
        role, rule = (Inline.SOFT_HYPHEN, "soft-hyphen") if soft else (Inline.JOIN, "no-width")
        yield Mark(*match.span(), role, f"repair:{rule}")


_NO_WIDTH = "\u00ad\u200b\u2060\ufeff"
_UNSEEN = re.compile("(?<=\\w)\u00ad+(?=\\w)|[\u200b\u2060\ufeff]+")
"""Soft hyphens inside words; those at line ends are of :mod:`archivist.stages.lines.joints`.
Joiners and marks of direction are left: they say how to write."""


def _with_swapped(text: str) -> Iterator[Edit]:
    """Edits that set ligatures right as a printing program's text device gives them."""
    for match in _SWAPPED.finditer(text):
        letters = "".join(chr(ord(char) >> 8) for char in match[0])
        yield Edit(*match.span(), EditKind.REPAIR, letters, "repair:ligature", _BY_BYTES)


def _line(text: str, start: int, end: int) -> Iterator[Edit]:
    line = text[start:end]
    if len(line) > LONGEST:
        return
    fixed, explanation = fix_and_explain(line, CONFIG)
    if fixed == line:
        return
    steps = ", ".join(f"{step.action} {step.parameter}" for step in explanation or ())
    for blanks in _BLANKS:  # the narrowest words on which both agree
        before, after = blanks.split(line), blanks.split(fixed)
        if len(before) == len(after):
            break
    else:
        yield _one_edit(line, fixed, start, steps)
        return
    at = start
    for old, new in zip(before, after, strict=True):
        if old != new and old:
            head, tail = _sigla(old, new)  # no part of the word
            span = at + head, at + len(old) - tail
            right = new[head : len(new) - tail]
            yield Edit(*span, EditKind.REPAIR, right, "repair:ftfy", steps)
        at += len(old)


_SIGLUM = r"[\[(]?(?:[0-9]{1,3}|[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3})[\])]?"
_BEFORE, _BEHIND = re.compile(_SIGLUM), re.compile(f"{_SIGLUM}$")


def _sigla(old: str, new: str) -> tuple[int, int]:
    """How many characters at the ends of a word are sigla of notes that its repair leaves alone."""
    before, behind = _BEFORE.match(old), _BEHIND.search(old)
    head = len(before[0]) if before and new.startswith(before[0]) else 0
    tail = len(behind[0]) if behind and new.endswith(behind[0]) else 0
    return (head, tail) if head + tail < min(len(old), len(new)) else (0, 0)


def _one_edit(line: str, fixed: str, start: int, why: str) -> Edit:
    """The stretch between what line and repaired line have in common at both ends."""
    head = _shared(line, fixed)
    tail = _shared(line[head:][::-1], fixed[head:][::-1])
    a, b, new = head, len(line) - tail, fixed[head : len(fixed) - tail]
    if a == b:  # an insertion needs a character to stand on
        a, new = (a - 1, line[a - 1] + new) if a else (a, new + line[b])
        b = b if a < b else b + 1
    return Edit(start + a, start + b, EditKind.REPAIR, new, "repair:ftfy", why)


def _shared(a: str, b: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = zip(a, b, strict=False)
    return next((i for i, (x, y) in enumerate(pairs) if x != y), min(len(a), len(b)))


def _with_glyph_names(text: str, words: Sequence[Edit]) -> Iterator[Edit]:
    """The repairs of *words*, in order, and of ligatures that an extractor wrote as glyph names.

    ``/f_inance`` is one edit; of a word that is garbled as well there is one edit for both.
    """
    for edit in words:
        after = _GLYPH_NAME.sub(_letters, edit.after)
        why = edit.why if after == edit.after else f"{edit.why}, {_BY_NAME}"
        yield edit._replace(after=after, why=why)
    ends = [edit.end for edit in words]
    for match in _GLYPH_NAME.finditer(text):
        k = bisect_right(ends, match.start())  # the first word that ends behind it
        if k == len(words) or match.end() <= words[k].start:
            after = _letters(match)
            yield Edit(*match.span(), EditKind.REPAIR, after, "repair:glyph-name", _BY_NAME)


def _letters(name: re.Match[str]) -> str:
    return name[1].replace("_", "")
