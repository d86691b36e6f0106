"""Questions of an interview: set apart like heads, but spoken, and so paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from archivist.core.roles import MAIN, Zone
from archivist.core.sheet import Sheet
from archivist.profiles.idioms import Idioms
from archivist.stages.blocks.drafts import Draft
from archivist.stages.lines import heads

_BEFORE = 2000
"""Characters before the first question within which an interview is announced."""
_LEAST = 3
"""Questions of an interview at least."""
_MOSTLY = 2
"""Questions to one head that asks nothing."""

RULE = "blocks:question"


def unhead(drafts: Sequence[Draft], sheet: Sheet, idioms: Idioms) -> None:
    """Make paragraphs of the heads of an interview that are questions.

    So they are where the copy calls itself an interview, and most of its heads ask. A head with a
    number, or with the capitals of a title, is one even there. A study that rests on
    interviews says so in the plural, which no idiom knows.
    """
    found = [draft for draft in drafts if draft.zone is Zone.HEADING]
    asked = [draft for draft in found if _asks(draft)]
    if len(asked) < _LEAST:
        return
    others = len(found) - found.index(asked[0]) - len(asked)  # titles stand before the questions
    if len(asked) < _MOSTLY * others:
        return
    if idioms.interview.search(_before(sheet, asked[0].rows[0].lines[0].head)):
        for draft in asked:
            draft.zone, draft.rule, draft.marker, draft.facts = Zone.PARAGRAPH, RULE, None, []


def _asks(draft: Draft) -> bool:
    text = draft.rows[-1].text.rstrip("\"')")
    first = draft.rows[0].text
    one_word = " " not in text
    return (
        text.endswith("?")
        and not heads.numbered_depth(first)
        and (one_word or not heads.is_title_case(first))
    )


def _before(sheet: Sheet, end: int) -> str:
    """The report's own words right before *end*; its blocks may not have been claimed yet."""
    own = (
        sheet.view[segment.start : segment.end]
        for segment in sheet.segments(max(0, end - _BEFORE), end)
        if segment.zone is Zone.UNCLAIMED or segment.zone in MAIN
    )
    return "\n".join(own)
