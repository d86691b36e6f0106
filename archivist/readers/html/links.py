"""Addresses that the visible text of a page lost and its markup still has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from lxml import etree

_PROTECTED = re.compile(r"^\[?\s*e-?mail[\s\u00a0]*(?:protected|hidden)\s*\]?$", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+%-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")
_ANGLED = re.compile(
    rf"<(?={_EMAIL.pattern}\s*>|https?://[^\s<>\"']{{4,500}}>|www\.[\w.-]{{3,80}}>)"
)
_CF_PATH = "/cdn-cgi/l/email-protection#"


def text_in(element: etree._Element) -> str:
    """All text inside an element."""
    return "".join(str(piece) for piece in element.itertext())


def unangled(page: str) -> str:
    """The page with ``<`` before a bare address escaped, lest a parser take it for a tag.

    >>> unangled("at <rumer@example.org>.")
    'at &lt;rumer@example.org>.'
    """
    return _ANGLED.sub("&lt;", page) if "<" in page else page


def decloaked(code: str) -> str:
    """The e-mail address behind Cloudflare's ``data-cfemail``; empty if it is none.

    The first byte is the key with which each of the others was XORed.

    >>> decloaked("422302276c2d3025")
    'a@e.org'
    """
    try:
        data = bytes.fromhex(code.strip())
    except ValueError:
        return ""
    if len(data) < 4:
        return ""
    address = bytes(byte ^ data[0] for byte in data[1:]).decode("utf-8", "replace")
    return address if _EMAIL.fullmatch(address) else ""


def lost_address(element: etree._Element) -> str:
    """The address that the text of *element* should show and does not; empty if none is lost."""
    if code := element.get("data-cfemail"):
        return decloaked(code)
    href = (element.get("href") or "").strip()
    if not href:
        return ""
    visible = " ".join(text_in(element).split())
    if _CF_PATH in href:
        inner = element.find(".//*[@data-cfemail]")
        if inner is None and (not visible or _PROTECTED.match(visible)):
            return decloaked(href.rpartition("#")[2])
        return ""
    if href.lower().startswith("mailto:"):
        address = unquote(href[7:].partition("?")[0]).strip()
        lost = not visible or _PROTECTED.match(visible)
        return address if lost and _EMAIL.fullmatch(address) and not _pictured(element) else ""
    if visible.endswith(("…", "...")) and href.startswith(("http://", "https://")):
        stem = visible.rstrip("….")
        bare = re.sub(r"^https?://(?:www\.)?", "", href)
        if len(stem) > 6 and (href.startswith(stem) or bare.startswith(stem.removeprefix("www."))):
            return href
    return ""


def _pictured(element: etree._Element) -> bool:
    """A link on an icon shows no address and never did."""
    return element.find(".//img") is not None or element.find(".//svg") is not None
