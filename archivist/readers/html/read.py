"""Saved pages: from HTML, however broken, to a transcript of its text with hints and anchors."""

from __future__ import annotations

import hashlib
import itertools
import re
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree

from archivist.core import Origin, Source
from archivist.core.source import Hint
from archivist.readers.encodings import BYTE_ORDER_MARKS
from archivist.readers.html.chrome import selected, selectors_at, weigh
from archivist.readers.html.column import beside
from archivist.readers.html.decode import decode_page
from archivist.readers.html.links import unangled
from archivist.readers.html.meta import witnesses
from archivist.readers.html.saved import saved_from
from archivist.readers.html.walk import Walk
from archivist.readers.options import ReadOptions

if TYPE_CHECKING:
    from archivist.readers.html.lines import Lines

MEDIA_TYPE = "text/html"

DEEPEST = 2040
"""Nesting of elements, at most; libxml2 stops reading a page at 2048."""

_OPENING = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|div|p|table"
    rb"|article|main|section|h[1-6]|span|center|font|ul|ol|br|pre|blockquote)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(
    rb"</(?:p|div|span|a|td|tr|table|li|ul|ol|h[1-6]|body|html|title|script|b|i|em|strong)\s*>|<br\s*/?>",
    re.IGNORECASE,
)
_PRESENTATION = re.compile(
    r"</?(?:font|b|i|u|span|center|big|small|strong|em|tt|nobr)\b[^>]{0,500}>", re.IGNORECASE
)
_ENDS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)


def looks_like_html(raw: bytes, name: str = "", media_type: str = "") -> bool:
    """Whether the bytes are a page: by the way they open, or by name or type and some tags."""
    head = raw[:4096]
    for bom, _ in BYTE_ORDER_MARKS:
        head = head.removeprefix(bom)
    if head[:400].count(0) * 3 > len(head[:400]):
        head = head.replace(b"\0", b"")
    if _OPENING.match(head):
        return True
    if "html" in media_type.lower() or name.lower().endswith((".html", ".htm", ".xhtml", ".shtml")):
        return b"<" in raw
    return head.lstrip()[:1] == b"<" and len(_TAGS.findall(raw[:20_000])) >= 3


def read_html(raw: bytes, origin: Origin, options: ReadOptions | None = None) -> Source | str:
    """The transcript of a page, or the sentence that says why there is none.

    Args:
        raw: the page or fragment as saved.
        origin: where it came from; its address tells links to the same site from others.
        options: encoding and limits.

    The site's chrome stands in the transcript with ``Hint.NOISE``; nothing is fetched.
    """
    options = options or ReadOptions()
    if not raw.strip():
        return "the page is empty; save it again"
    if len(raw) > options.largest:
        return f"the page has {len(raw)} bytes, more than {options.largest}; raise --largest"
    decoded = decode_page(raw, options.encoding)
    if isinstance(decoded, str):
        return decoded
    origin = saved_from(decoded.text, origin)
    root = _parsed(decoded.text)
    if isinstance(root, str):
        return root
    told = witnesses(root)
    host = _host(origin, dict(reversed(told)))
    weights = weigh(root, host)
    chrome = selected(root, selectors_at(host, options.chrome)) | beside(root)
    lines = Walk(weights, chrome).run(root, weights[root].text)
    if not any(
        lines.hints.get(i) is not Hint.NOISE and t.strip() for i, t in enumerate(lines.done)
    ):
        return "the page shows no text of its own (is it drawn by scripts? save it as displayed)"
    drop_false_paragraphs(lines)
    return Source(
        id=hashlib.sha256(raw).hexdigest(),
        text=lines.text(),
        raw=raw,
        origin=origin,
        encoding="",
        certainty=decoded.certainty,
        media_type=MEDIA_TYPE,
        anchors=MappingProxyType(lines.anchors),
        hints=MappingProxyType(lines.hints),
        witnesses=(("html:charset", decoded.encoding), *told),
    )


def _parsed(page: str) -> etree._Element | str:
    """The tree of a page: no network, no entities of its own, any length."""
    page = unangled(page.replace("\0", "\ufffd")).encode("utf-8", "replace").decode()
    page = _ENDS.sub("", page)  # what stands behind them is on the page all the same
    for attempt in (page, None):
        text = attempt if attempt is not None else _PRESENTATION.sub("", page)
        parser = etree.HTMLParser(
            encoding="utf-8",
            huge_tree=True,
            no_network=True,
            remove_pis=True,
            remove_comments=True,
            recover=True,
        )
        try:
            root = etree.fromstring(text.encode(), parser)
        except (etree.LxmlError, ValueError, AssertionError) as error:
            return f"the markup cannot be read ({str(error)[:80] or type(error).__name__})"
        if root is None:
            return "the page holds no element and no text"
        if not any("depth" in entry.message.lower() for entry in parser.error_log):
            return root
    return f"elements nest deeper than {DEEPEST}; save the page again, or give its text"


def _host(origin: Origin, told: dict[str, str]) -> str:
    for address in (origin.address, told.get("link:canonical"), told.get("og:url")):
        try:
            host = urlsplit(address or "").hostname
        except ValueError:
            continue
        if host:
            return host
    return ""


_OPEN_END = re.compile(r"[\w,;–—-]$")


def drop_false_paragraphs(lines: Lines) -> None:
    """Take ``PARAGRAPH`` off where each ``p`` holds a printed line, as some converters do.

    The sign: three tenths of them end inside a sentence and the next begins with a small letter.
    """
    marked = [i for i, hint in lines.hints.items() if hint is Hint.PARAGRAPH]
    if len(marked) < 4:
        return
    torn = 0
    for i, k in itertools.pairwise(marked):
        before, after = lines.done[i].rstrip(), lines.done[k].lstrip()
        torn += k == i + 1 and bool(_OPEN_END.search(before)) and after[:1].islower()
    if torn >= 0.3 * len(marked):
        for i in marked:
            del lines.hints[i]
