"""Which elements of a page are the site's, not the document's: generic evidence only.

Element names, ARIA roles, words of ``class`` and ``id``, visibility and the density of links to the
same site. The evidence marks lines; it never drops them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree

SILENT = frozenset({"script", "style", "template", "noscript", "title"})
"""Elements whose text no browser shows in the page."""

_CONTROLS = frozenset(
    {"nav", "button", "select", "textarea", "dialog", "menu", "iframe", "object", "svg", "datalist"}
)
_REGIONS = frozenset({"header", "footer", "aside", "form"})
_WITHIN = frozenset({"article", "main", "blockquote", "figure"})
_WHOLE = frozenset({"html", "body", "main", "article"})
_ROLES = frozenset(
    {
        *("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar"),
        *("dialog", "alertdialog", "toolbar", "tablist", "alert", "menuitem", "button"),
    }
)
_STRONG = frozenset(
    {
        *("nav", "navbar", "navigation", "navi", "navbox", "menu", "submenu", "breadcrumb"),
        *("breadcrumbs", "sidebar", "sidenav", "footer", "cookie", "cookies", "consent", "gdpr"),
        *("ad", "ads", "advert", "adverts", "advertisement", "advertising", "adsbygoogle"),
        *("adsense", "adslot", "sponsor", "sponsored", "share", "sharing", "sharebar", "social"),
        *("socials", "addthis", "sharethis", "addtoany", "comments", "disqus", "newsletter"),
        *("subscribe", "subscription", "signup", "login", "signin", "popup", "modal", "overlay"),
        *("pagination", "pager", "paging", "pagenav", "paginator", "captcha", "search"),
        *("searchform", "tagcloud", "rating", "ratings", "vote", "votes", "ilike", "likes"),
        *("backtop", "totop", "skiplink", "skip", "mirrors", "counter", "hitcounter", "banner"),
        *(
            "related",
            "relatedposts",
            "sharedaddy",
            "recommended",
            "recommendations",
            "trending",
            "promo",
            "masthead-nav",
        ),
    }
)
_WEAK = frozenset(
    {
        *("header", "top", "bottom", "toolbar", "tags", "download", "downloads", "views", "btn"),
        *("button", "buttons", "widget", "widgets", "links", "popular", "similar", "copyright"),
        *("meta", "info", "actions", "comment", "print", "feedback", "aside", "right", "left"),
    }
)
_KEEPERS = frozenset(
    {
        *("wm-ipp-base", "wm-ipp", "wm-ipp-print", "donato"),  # the bar of the Wayback Machine
        *("reader-toolbar", "reader-domain", "reader-estimated-time"),  # Firefox's reader view
    }
)
"""Names of what archives and browsers put on the pages that they keep."""

_COMMENTS = frozenset(
    {"comments", "commentlist", "commentslist", "commentsection", "disqusthread", "respond"}
)
"""Names, without dashes, of the part of a page that holds the comments of readers."""

ARTICLE = 1000
"""Characters that stand beside comments, at least, where these are most of a page."""

_CACHE = "google-cache-hdr"
"""How the name of the bar ends that Google put on cached pages."""

_STATES = frozenset({"has", "no", "with", "without", "is", "js", "not", "hide", "show"})
_CONTENT_ENDS = frozenset({"main", "article", "content", "open", "closed", "enabled", "page"})
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST = 0.5
"""Share of the page's text from which on an element cannot be mere chrome by its class."""


BETWEEN = " \t\r\n\f\u00a0.…|·•/«»<>-–,"
"""Signs that stand between links and are no words."""


class Weight(NamedTuple):
    """Characters of text in an element, in links to the same site, and how many such links."""

    text: int
    linked: int
    links: int
    heads: int


_NONE = Weight(0, 0, 0, 0)


def weigh(root: etree._Element, host: str) -> dict[etree._Element, Weight]:
    """The weight of each element, in one pass over the tree.

    Args:
        root: the page.
        host: host of the page, where known: links to it are links to the same site.
    """
    weights: dict[etree._Element, Weight] = {}
    sums: list[list[int]] = [[0, 0, 0, 0]]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            own = len((element.text or "").strip(BETWEEN))
            sums.append([own, 0, 0, element.tag == "h1"])
            continue
        text, linked, links, heads = sums.pop()
        if element.tag in SILENT:
            text = linked = links = heads = 0
        elif element.tag == "a" and same_site(element.get("href"), host):
            linked, links = text, links + 1
        weights[element] = Weight(text, linked, links, heads)
        parent = sums[-1]
        parent[0] += text + len((element.tail or "").strip(BETWEEN))
        parent[1] += linked
        parent[2] += links
        parent[3] += heads
    return weights


def same_site(href: str | None, host: str) -> bool:
    """Whether a link leads to another page of the same site.

    >>> same_site("?page=2", ""), same_site("#note1", ""), same_site("https://a.org/x", "b.org")
    (True, False, False)
    """
    if href in {"#", "#!", "#top"}:  # the button of a script, or the way back up
        return True
    if not href or href.startswith(("#", "mailto:", "tel:")):
        return False
    if href.startswith("javascript:"):
        return True
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    if not parts.netloc:
        return True
    return bool(host) and parts.netloc.lower().removeprefix("www.") == host.removeprefix("www.")


_SELECTOR = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?:(?P<kind>[.#])(?P<name>[\w-]+))?")


def selectors_at(host: str, known: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """The selectors known for a host, whatever stands before its name.

    >>> selectors_at("g.raftul.example", [("raftul.example", ("#menu",))])
    ('#menu',)
    """
    return next((found for name, found in known if f".{host}".endswith(f".{name}")), ())


def selected(root: etree._Element, selectors: Sequence[str]) -> set[etree._Element]:
    """The elements that simple selectors name; one that is none of these forms names nothing."""
    found: set[etree._Element] = set()
    for selector in selectors:
        match = _SELECTOR.fullmatch(selector)
        if match is None or not selector:
            continue
        kind, name = match["kind"], match["name"]
        for element in root.iter(match["tag"] or etree.Element):
            names = (element.get("class") or "").split() if kind == "." else [element.get("id")]
            if not kind or name in names:
                found.add(element)
    return found - {root}


def evidence(element: etree._Element, weights: dict[etree._Element, Weight], total: int) -> str:
    """Why an element is the site's, in two or three words; empty where nothing says so."""
    tag = str(element.tag)
    if tag in SILENT or tag in _CONTROLS:
        return f"element {tag}"
    weight = weights.get(element, _NONE)
    role = (element.get("role") or "").strip().lower()
    if role in _ROLES and tag not in _WHOLE:
        return f"role {role}"
    if tag in _WHOLE:
        return ""
    if weight.text <= _MOST * total:
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
            return "hidden"
        if word := _named(element, weight):
            return f"class {word}"
        if tag in _REGIONS and _region(element, weight):
            return f"element {tag}"
    elif _is_comments(element) and total - weight.text >= ARTICLE:
        return "comments"
    return "links" if _dense(element, weight) else ""


def _is_comments(element: etree._Element) -> bool:
    """Whether an element is called what sites call all comments of readers together."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    return any(re.sub(r"[_-]", "", name) in _COMMENTS for name in names)


def density(weight: Weight) -> float:
    """Share of an element's text that is links to the same site."""
    return weight.linked / weight.text if weight.text else 0.0


def _named(element: etree._Element, weight: Weight) -> str:
    for name in f"{element.get('class') or ''} {element.get('id') or ''}".split()[:12]:
        if name in _KEEPERS or name.endswith(_CACHE):
            return name
        tokens = [str(t).lower() for t in _TOKEN.findall(name)[:8]]
        if not tokens or _STATES & set(tokens):
            continue
        first, last = tokens[0], tokens[-1]
        if last in _STRONG or (first in _STRONG and last not in _CONTENT_ENDS):
            return last if last in _STRONG else first
        if last in _WEAK and density(weight) > 0.4 and not weight.heads:
            return last
    return ""


def _region(element: etree._Element, weight: Weight) -> bool:
    if element.tag == "form":
        return density(weight) > 0.4 or weight.text < 200
    if element.tag == "header" and weight.heads:
        return False
    inside = any(parent.tag in _WITHIN for parent in element.iterancestors())
    return not inside or density(weight) > 0.4


_LISTS = frozenset({"ul", "ol", "div", "p", "table", "dl", "td", "tr", "section", "center", "span"})


def _dense(element: etree._Element, weight: Weight) -> bool:
    """A run of links to other pages of the site with hardly any words between them."""
    return (
        element.tag in _LISTS
        and weight.links >= 3
        and not weight.heads
        and density(weight) > 0.75
        and weight.linked < 80 * weight.links
    )
