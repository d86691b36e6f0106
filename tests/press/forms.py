"""One drawn report in three forms: slices of text, saved pages of the mirror, a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from lxml import etree

from archivist.api import Profiles, clean, read_bytes, to_tei
from archivist.evaluate import Digest, reduce, score
from tests.press.cases import Case, Plan, make
from tests.press.differences import Difference, differences, evidence
from tests.press.html_carrier import mirror_page
from tests.press.layout import typeset
from tests.press.pdf_carrier import gold_of, pdf_of, settable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archivist.core.edition import Edition

Files = tuple[tuple[str, bytes], ...]
FORMS = ("html", "pdf")
"""The forms that are compared with the text."""


@dataclass(frozen=True)
class Form:
    """One form of a report: its files, what was made of them, and the right answer."""

    files: Files
    edition: Edition
    reading: Digest
    gold: Digest


def scraped(seed: int) -> Case:
    """Three slices of a mirror that keep the numbers of the notes."""
    plan = Plan(carrier="fayllar-numbers", slices=3, keep="all", size=12, codecs=("utf-8",))
    return make(seed, plan)


def forms_of(seed: int, profiles: Profiles) -> dict[str, Form]:
    """The three forms of a drawn report, read."""
    case = scraped(seed)
    pages = [mirror_page(part.text, "a slice").encode() for part in case.slices]
    printed = settable(typeset(case.report, Random(seed)))
    files: Mapping[str, tuple[Files, Digest]] = {
        "text": (case.files, case.gold),
        "html": (tuple((f"{n}.html", raw) for n, raw in enumerate(pages)), case.gold),
        "pdf": (
            (("report.pdf", pdf_of(printed, case.report)),),
            gold_of(printed, case.report),
        ),
    }
    return {name: read(own, gold, profiles) for name, (own, gold) in files.items()}


def read(files: Files, gold: Digest, profiles: Profiles) -> Form:
    """The edition of some files, and what it reads as."""
    sources = [one for name, raw in files for one in read_bytes(raw, name=name)]
    (edition,) = clean(sources, profiles)
    return Form(files, edition, reduce(etree.fromstring(to_tei(edition))), gold)


def compared(forms: Mapping[str, Form], name: str) -> Sequence[Difference]:
    """Where a form reads otherwise than the text, with what explains it."""
    own, text = forms[name], forms["text"]
    sizes = frozenset(len(raw) for form in (own, text) for _, raw in form.files)
    known = evidence(own.reading, own.gold, text.reading, text.gold, sizes)
    return differences(score(own.reading, text.reading), known)
