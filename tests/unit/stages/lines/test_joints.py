"""The words of a document, as evidence on hyphens."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from archivist.stages.lines.joints import vocabulary

_LETTERS = r"[^\W\d_]"
_BROKEN = rf"(?<!{_LETTERS}){_LETTERS}++[-\u2010\u00ac\u00ad][ \t]*[\r\n]+[ \t]*{_LETTERS}*"


@given(st.text(alphabet="aBé-\u2010\u00ad \n\r\t.2²ß-\n", max_size=20))
def test_words_are_those_left_without_the_broken_ones(text: str) -> None:
    left = re.sub(_BROKEN, " ", text)
    words = re.findall(rf"{_LETTERS}+(?:-{_LETTERS}+)*", left)
    assert vocabulary(text) == {word.casefold() for word in words}
