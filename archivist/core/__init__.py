"""The label model: an immutable source, claims on its spans, and views computed from them.

Standard library only. Nothing here knows a site, a publisher or TEI.
"""

from archivist.core import recoded  # noqa: F401 (its codecs are known from here on)
from archivist.core.ledger import Certainty, Edit, EditKind, Fact, Link, LinkKind, Mark
from archivist.core.outline import Block, Outline, outline
from archivist.core.roles import FLOW, Flow, Inline, Zone
from archivist.core.sheet import Segment, Sheet
from archivist.core.source import Hint, Origin, Source

__all__ = [
    "FLOW",
    "Block",
    "Certainty",
    "Edit",
    "EditKind",
    "Fact",
    "Flow",
    "Hint",
    "Inline",
    "Link",
    "LinkKind",
    "Mark",
    "Origin",
    "Outline",
    "Segment",
    "Sheet",
    "Source",
    "Zone",
    "outline",
]
