"""What sites print and how publishers lay out, as data: loaded strictly, chosen by evidence."""

from archivist.profiles.check import find_problems
from archivist.profiles.load import Profiles
from archivist.profiles.model import Family, Language, Loss, Publisher, Rule, Site

__all__ = [
    "Family",
    "Language",
    "Loss",
    "Profiles",
    "Publisher",
    "Rule",
    "Site",
    "find_problems",
]
