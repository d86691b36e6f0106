"""Numbers in sentences."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 copy``, ``2 copies``.

    Args:
        number: how many; thousands are set apart by commas.
        one: the noun for one.
        many: the noun for any other number; *one* with an ``s`` by default.
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
