"""Which publisher laid the report out, by evidence in what the site's furniture leaves."""

from __future__ import annotations

from archivist.core.sheet import Sheet
from archivist.profiles import Profiles, Publisher
from archivist.stages.lines.view import Line, lines_of

GENERIC = "generic"
_FRAGMENT = 40
"""Lines up to this length may be fragments of one printed line."""


def choose_publisher(sheet: Sheet, profiles: Profiles, forced: str = "") -> Publisher:
    """The publisher whose marks are found most often, or the generic one."""
    if forced:
        return profiles.publishers[forced]
    lines = lines_of(sheet)
    said = {ln.text for ln in lines}.union(_joined(lines))
    texts = [text for text in said if profiles.marks.fullmatch(text)]
    best, most = profiles.publishers[GENERIC], 0
    titles = {fact.value for fact in sheet.facts_named("site.title")}
    for publisher in profiles.publishers.values():
        score = sum(1 for p in publisher.detect for text in texts if p.fullmatch(text))
        if org := publisher.masthead.org:  # mirrors take a document's first line for its title
            score += sum(1 for title in titles if org.fullmatch(title))
        if score > most:
            best, most = publisher, score
    return best


def _joined(lines: list[Line]) -> list[str]:
    """Neighbouring short lines, two to four of them, as one."""
    found: list[str] = []
    for i, line in enumerate(lines):
        if len(line.text) > _FRAGMENT:
            continue
        text = line.text
        for following in lines[i + 1 : i + 4]:
            if len(following.text) > _FRAGMENT or following.gap > 1:
                break
            text = f"{text} {following.text}"
            found.append(text)
    return found
