"""Pages as browsers save them whole (``.mhtml``, ``.mht``): the page inside, read as a page.

The container is a MIME message (RFC 2557): the first HTML part, or the one that ``start`` names, is
the page; its address is ``Snapshot-Content-Location`` or ``Content-Location``, its day ``Date``.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from typing import TYPE_CHECKING, NamedTuple

from archivist.readers.html.read import read_html
from archivist.readers.html.saved import day_of

if TYPE_CHECKING:
    from archivist.core import Origin, Source
    from archivist.readers.options import ReadOptions

MEDIA_TYPE = "multipart/related"

_HEAD = 4096
"""Bytes in which the header of the message stands."""

_HEADER = re.compile(rb"\s*[A-Za-z][A-Za-z-]*:[ \t]")
_MULTIPART = re.compile(rb"(?im)^content-type:\s*multipart/(?:related|alternative|mixed)")
_VERSION = re.compile(rb"(?im)^mime-version:")


class Page(NamedTuple):
    """The page in a message: its bytes, its charset as declared, where and when it was saved."""

    content: bytes
    charset: str
    address: str
    saved: str


def looks_like_mhtml(raw: bytes) -> bool:
    """Whether the bytes are a MIME message of several parts."""
    head = raw[:_HEAD]
    return bool(_HEADER.match(head) and _MULTIPART.search(head) and _VERSION.search(head))


def read_mhtml(raw: bytes, origin: Origin, options: ReadOptions) -> Source | str:
    """The transcript of the page in a message, or why there is none.

    Args:
        raw: the whole message.
        origin: where it came from; an address and a day that are not known are those inside.
        options: encoding and limits.
    """
    page = page_in(raw)
    if page is None:
        return "the message holds no HTML part; save the page again as HTML"
    inside = origin.filled(page.address, page.saved)
    if page.charset and not options.encoding:
        options = replace(options, encoding=page.charset)
    source = read_html(page.content, inside, options)
    if isinstance(source, str):
        return f"the page inside: {source}"
    return replace(source, id=hashlib.sha256(raw).hexdigest(), raw=raw, media_type=MEDIA_TYPE)


def page_in(raw: bytes) -> Page | None:
    """The page in a message, damage borne: a part that is cut off is taken as far as it goes."""
    try:
        return _page_in(message_from_bytes(raw))
    except (RecursionError, LookupError, ValueError, TypeError, AttributeError):
        return None  # the parser of the standard library stumbles over some hostile headers


def _page_in(message: Message) -> Page | None:
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    if not pages:
        return None
    start = str(message.get_param("start") or "")
    part = next((p for p in pages if start and _header(p, "content-id") == start), pages[0])
    content = part.get_payload(decode=True)
    address = _header(message, "snapshot-content-location") or _header(part, "content-location")
    return Page(
        content if isinstance(content, bytes) else b"",
        str(part.get_content_charset() or ""),
        address if address.startswith(("http://", "https://")) else "",
        day_of(_header(message, "date")),
    )


def _header(part: Message, name: str) -> str:
    return " ".join(str(part.get(name) or "").split())
