"""Lines of a file as an editor counts them."""

from __future__ import annotations

from collections.abc import Sequence


def line_numbers(terminators: Sequence[str]) -> list[int]:
    """The number (from 1) of each line as an editor counts: form feeds and the like begin none."""
    numbers = [1]
    for terminator in terminators:
        numbers.append(numbers[-1] + (terminator in {"\n", "\r", "\r\n"}))
    return numbers[:-1]
