"""What stands inside one block: a flat run of tokens, white space settled.

A TEI paragraph holds words, but also page breaks, running heads, notes, gaps and repairs. The
renderers agree on how these are read by sharing this module: each gets the same tokens and only
decides how to print them.

Readings: of a ``choice`` the corrected, regularised or expanded one; of an ``app`` the ``lem``; a
``g`` reads as its content or as the mapping of its glyph. Nothing else is chosen or left out.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from archivist.xml import TEI, XML_ID, XML_SPACE, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable


_BLANKS = " \t\n\r"  # a no-break space is a character of the text, not white space of the markup
_PREFERRED = ("corr", "reg", "expan")


class Kind(Enum):
    """What a token is."""

    TEXT = auto()
    LINE = auto()  # a line end that is kept
    PAGE = auto()  # a page begins here
    FURNITURE = auto()  # running head, folio, masthead
    NOTE = auto()  # a note is called here
    GAP = auto()
    OPEN = auto()  # an element with inline content begins
    CLOSE = auto()


class Token(NamedTuple):
    """One piece of a block: its words, or the element that makes it."""

    kind: Kind
    text: str
    element: etree._Element | None


def is_element(node: etree._Element) -> bool:
    """Whether a node is an element, not a comment or a processing instruction."""
    return isinstance(node.tag, str)


def is_call(note: etree._Element) -> bool:
    """Whether a note is called from the text, rather than printed where it stands."""
    if note.get("n") is not None:
        return True
    return note.get("place") in ("bottom", "end", "margin") and note.get("type") != "contributor"


def tokens(element: etree._Element) -> list[Token]:
    """Tokens of the content of an element, white space not yet settled."""
    found: list[Token] = []
    keep = element.get(XML_SPACE) == "preserve"
    _add_text(found, element.text, keep=keep)
    for child in element:
        found += token_of(child)
        _add_text(found, child.tail, keep=keep)
    return found


def token_of(child: etree._Element) -> list[Token]:
    """Tokens of one child of a block: the element itself, without what follows it."""
    if not is_element(child):
        return []
    match name_of(child):
        case "pb":
            return [Token(Kind.PAGE, child.get("n") or "", child)]
        case "fw":
            return [Token(Kind.FURNITURE, words(settle(tokens(child))), child)]
        case "lb":
            return [] if child.get("break") == "no" else [Token(Kind.LINE, "", child)]
        case "gap":
            return [Token(Kind.GAP, gap_words(child), child)]
        case "note":
            return [Token(Kind.NOTE, child.get("n") or "*", child)]
        case "ref" if child.get("type") == "noteAnchor" and not child.get("target"):
            # The call of a note that is not in the copy: a siglum, no part of the words.
            return [Token(Kind.NOTE, words(settle(tokens(child))) or child.get("n") or "*", None)]
        case "choice" | "app":
            chosen = _chosen(child)
            inside = [] if chosen is None else tokens(chosen)
        case "ptr":
            inside = [Token(Kind.TEXT, child.get("target") or "", None)]
        case "g":
            inside = tokens(child) or [Token(Kind.TEXT, _glyph(child), None)]
        case _:
            inside = tokens(child)
    return [Token(Kind.OPEN, "", child), *inside, Token(Kind.CLOSE, "", child)]


def settle(run: Iterable[Token]) -> list[Token]:
    """Make each run of white space one space, and none at the ends of the block.

    Page breaks, furniture and the limits of elements are transparent: the space before a page
    break and the space after it are one space. A space at the edge of an inner element is moved
    out of it, so that emphasis begins and ends with a word.
    """
    settled: list[Token] = []
    open_end = False  # whether the next word may be preceded by a space
    for token in run:
        if token.kind is Kind.LINE:
            _trim_last(settled)
            open_end = False
        elif token.kind is Kind.GAP:
            open_end = True
        elif token.kind is Kind.TEXT:
            text = _collapsed(token.text)
            text = text if open_end else text.lstrip(" ")
            if text:
                open_end = not text.endswith(" ")
                _add_words(settled, text)
            continue
        elif token.kind is Kind.CLOSE and settled and settled[-1].text.endswith(" "):
            _trim_last(settled)
            settled += [token, Token(Kind.TEXT, " ", None)]
            continue
        settled.append(token)
    _trim_last(settled)
    return settled


def words(run: Iterable[Token]) -> str:
    """The reading of tokens: words only, kept line ends as line feeds, gaps as ``[…]``."""
    parts: list[str] = []
    for token in run:
        if token.kind is Kind.TEXT:
            parts.append(token.text)
        elif token.kind is Kind.LINE:
            parts.append("\n")
        elif token.kind is Kind.GAP:
            parts.append("[…]")
    return "".join(parts)


def gap_words(gap: etree._Element) -> str:
    """What a gap says is missing."""
    described = " ".join(" ".join(map(str, gap.itertext())).split())
    if described:
        return described
    extent = gap.get("extent") or " ".join(filter(None, (gap.get("quantity"), gap.get("unit"))))
    return extent or gap.get("reason") or "something"


def has_words(run: Iterable[Token]) -> bool:
    """Whether tokens hold anything to read: words or a gap."""
    return any(
        token.kind is Kind.GAP or (token.kind is Kind.TEXT and token.text.strip(_BLANKS))
        for token in run
    )


def _add_text(found: list[Token], text: str | None, *, keep: bool) -> None:
    if not text:
        return
    if not keep:
        found.append(Token(Kind.TEXT, text, None))
        return
    for number, line in enumerate(text.split("\n")):
        if number:
            found.append(Token(Kind.LINE, "", None))
        if line:
            # Blanks inside a line with white space preserved are protected as no-break spaces.
            found.append(Token(Kind.TEXT, line.replace("  ", "\N{NO-BREAK SPACE} "), None))


def _chosen(choice: etree._Element) -> etree._Element | None:
    children = list(choice.iterchildren("*"))
    if name_of(choice) == "app":
        return next((c for c in children if name_of(c) in ("lem", "rdg")), None)
    for wanted in _PREFERRED:
        for child in children:
            if name_of(child) == wanted:
                return child
    return children[0] if children else None


def _glyph(g: etree._Element) -> str:
    reference = (g.get("ref") or "").removeprefix("#")
    for glyph in g.getroottree().getroot().iter(TEI + "char", TEI + "glyph"):
        if reference and glyph.get(XML_ID) == reference:
            mapping = glyph.findtext(TEI + "mapping")
            return mapping or "\N{REPLACEMENT CHARACTER}"
    return "\N{REPLACEMENT CHARACTER}"


def _add_words(settled: list[Token], text: str) -> None:
    """Add words; a space they begin with goes before the elements that have just begun."""
    place = len(settled)
    while place and settled[place - 1].kind is Kind.OPEN:
        place -= 1
    if text.startswith(" ") and place < len(settled):
        settled.insert(place, Token(Kind.TEXT, " ", None))
        text = text[1:]
    if text:
        settled.append(Token(Kind.TEXT, text, None))


def _collapsed(text: str) -> str:
    parts = text.translate(dict.fromkeys(map(ord, _BLANKS), " ")).split(" ")
    kept = [part for part in parts if part]
    lead = " " if text[:1] in _BLANKS else ""
    trail = " " if kept and text[-1:] in _BLANKS else ""
    return lead + " ".join(kept) + trail


def _trim_last(settled: list[Token]) -> None:
    """Take the space off the end of the last words, and words of nothing but space away."""
    for place in range(len(settled) - 1, -1, -1):
        token = settled[place]
        if token.kind is Kind.TEXT:
            text = token.text.rstrip(_BLANKS)
            if text:
                settled[place] = token._replace(text=text)
                return
            del settled[place]
        elif token.kind in (Kind.GAP, Kind.LINE):
            return
