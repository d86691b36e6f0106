"""Prose for copies of a few lines, and what comes of such a copy."""

from __future__ import annotations

from archivist.api import Profiles, clean
from archivist.core import Source
from archivist.core.edition import Edition

PROFILES = Profiles.load()

PROSE = (
    "The harbor at Hallevik was closed for most of the decade, and the ferries that had served it\n"
    "moved to the northern quay. Few of the exporters who asked for relief were still in trade\n"
    "when the tribunal met, and those who were had found other ports for what they shipped.\n"
    "Nobody in the ministry expected the levy to outlast the dispute that it was meant to end,\n"
    "least of all the lenders whose loans it had been designed to secure from the beginning.\n"
)


def edition(text: str) -> Edition:
    """The one report that a copy with this text makes."""
    (found,) = clean([Source.of(text)], PROFILES)
    return found
