"""What sites print and how publishers lay out, as data: loaded strictly, chosen by evidence."""

from archivist.profiles.load import Profiles
from archivist.profiles.model import Family, Language, Publisher, Rule, Site

__all__ = ["Family", "Language", "Profiles", "Publisher", "Rule", "Site"]
