"""Letters: how they address their readers, and how they take leave of them."""

from __future__ import annotations

from archivist.profiles.idioms import Idioms


def takes_leave(text: str, idioms: Idioms) -> bool:
    """Whether a line is the close of a letter."""
    return text[-1:] in ",." and idioms.letter_closes.fullmatch(text) is not None


def salutes(text: str, idioms: Idioms) -> bool:
    """Whether a line is the address of a letter."""
    return text[-1:] in ",:!" and idioms.letter_opens.fullmatch(text) is not None
