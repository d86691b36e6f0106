"""Spans that are asked by bisection say what each of them would say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archivist.core.decided import Stretches

SPANS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 6)).map(lambda one: (one[0], one[0] + one[1])),
    max_size=6,
)


@given(SPANS, st.integers(0, 26), st.integers(1, 8))
def test_what_meets_one_of_them_meets_them(
    spans: list[tuple[int, int]], start: int, size: int
) -> None:
    end = start + size
    assert Stretches(spans).meet(start, end) == any(a < end and start < b for a, b in spans)
    assert (start in Stretches(spans)) == any(a <= start < b for a, b in spans)
