"""The menu that stands above the text where a whole web page was taken as text.

Such a copy (the text records of a crawl, "select all") begins with the title of the window, which
names the site: ``A River Divided | Harbor Institute``. Then come the menus, then the page's own
heading: the same words once more, without the site. What stands between is the site's, if each
line of it is short and some are known as furniture.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from archivist.stages.lines.view import Line

FURTHEST = 120
"""Lines in which the page's own heading is looked for."""

LONGEST = 80
"""Characters of a line of a menu at most."""

LETTERS = 10
"""Letters that a title has at least."""

_PARTED = re.compile(r" +[|–—·»•:-] +| ?\| ?")


def menu_above(lines: Sequence[Line], furniture: Collection[int]) -> range:
    """The lines above the page's own heading that are the site's; none where nothing proves it.

    Args:
        lines: of the copy.
        furniture: numbers of lines that rules know as those of web pages.
    """
    if not lines:
        return range(0)
    parts = [part.casefold() for part in _PARTED.split(lines[0].text) if part]
    titles = {part for part in parts if sum(map(str.isalpha, part)) >= LETTERS}
    if len(parts) < 2:
        return range(0)
    known = 0
    for k, line in enumerate(lines[1:FURTHEST], 1):
        text = line.text.casefold()
        known += k in furniture or (text in parts and text not in titles)
        if known and k > 2 and any(_heads(text, title) for title in titles):
            return range(k)
        if len(text) > LONGEST or text.endswith((".", ",", ";")):
            break
    return range(0)


def _heads(text: str, title: str) -> bool:
    """Whether a line is the page's heading: the title, or the title and a subtitle."""
    return text == title or (text.startswith(title) and text[len(title)] in ":–—-")
