"""No line, however odd, keeps a rule busy: patterns that try each way to part a row hang."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest

from archivist.profiles.load import Profiles
from archivist.profiles.model import Rule
from tests.work import patience

PROFILES = Profiles.load()
RULES = [
    pytest.param(rule, id=f"{family.id}:{rule.id}")
    for family in PROFILES.families.values()
    for rule in family.rule
]
ROWS = ("1", "1 ", "1 | ", "a", "a ", "a. ", "Aa ", ". ", "a/", "a@", " ")
"""What a row is made of; each is repeated up to the length of the rule's lines."""
WORDS = re.compile(r"(?:[^\W\d_]|[ '’])+")
LIMIT = 20.0
"""CPU seconds for all rows of a rule, which take a hundredth of one."""


def hostile(rule: Rule) -> Iterator[str]:
    """Rows behind each word of the rule's own pattern, closed by what no rule expects."""
    words = {found[0].strip() for found in WORDS.finditer(rule.line)} | {""}
    for arrow, word, row in product(("", "< "), sorted(words), ROWS):
        yield f"{arrow}{word} {row * rule.longest}".lstrip()[: rule.longest - 1] + "\x01"


@pytest.mark.parametrize("rule", RULES)
def test_a_long_row_is_turned_down_at_once(rule: Rule) -> None:
    pattern = re.compile(PROFILES.expand(rule.line))
    with patience(LIMIT):
        for line in hostile(rule):
            pattern.fullmatch(line)
