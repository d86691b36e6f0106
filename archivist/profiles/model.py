"""The shapes of profiles: families and languages of mirror sites, sites, and publishers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from archivist.profiles.idioms import NO_IDIOMS, Idiom, Idioms
from archivist.profiles.openings import may_open, openings
from archivist.profiles.strict import NOT_IN_FILES
from archivist.profiles.union import union


class Place(StrEnum):
    """Where in a copy a rule's line can stand."""

    HEADER = "header"  # in the block of fields before the text
    FOOTER = "footer"  # in the block after the text
    EDGE = "edge"  # in either
    ANYWHERE = "anywhere"  # woven into the text; of weight 0: only where the family is proved


class Loss(StrEnum):
    """What the copies of a group of sites are known to lack. Declared, never made up for."""

    WORDS = "words"
    DIGITS = "digits"
    APOSTROPHES = "apostrophes"
    ACCENTS = "accents"
    BLANKS = "blanks"


class Then(StrEnum):
    """What follows a rule's line and belongs to it."""

    NOTHING = "nothing"
    VALUE = "value"  # lines up to the next blank line or field: the value of ``fact``
    LIST = "list"  # lines that begin with a dash or bullet


DIVISIONS = frozenset(
    (
        "abstract executive-summary summary main-argument main-findings findings"
        " policy-implications recommendations key-points takeaways foreword preface introduction"
        " section subsection part chapter essay conclusion contents figures tables boards"
        " contributors author-note acknowledgments dedication imprint rights title-page cover"
        " back-cover abbreviations glossary bibliography notes appendix index box"
        " interview questions letter advertisement"
    ).split()
)
"""What a head can open: the closed list of ``div/@type`` in ``schemas/README.md``."""


@dataclass(frozen=True)
class Rule:
    """A line that a site prints.

    Attributes:
        id: name inside its profile.
        line: pattern of the whole folded line, blanks at both ends taken off. Named groups become
            facts; ``${label}`` stands for any wording of the label in any language, in any case.
        place: where it can stand.
        weight: evidence it gives that site furniture stands here; see ``Family.need``. A rule of
            weight 0 proves nothing and only joins a block that others prove.
        form: whether it knows the line by its form alone, without a label.
        longest: characters of its lines at most; longer lines are not tried.
        check: name of a predicate of :mod:`archivist.profiles.predicates` that must agree.
        then: what follows the line.
        fact: name of the fact that the following lines give.
        glued: whether the field may be stuck to the end of the title.
        opens: whether the document begins under the line, so that what stands above it, once the
            family is proved, is the site's.
        ends: whether the document ends above the line, so that what stands between it and a proved
            footer is the site's.
        first: whether only the first line of a copy can be it.
        recurs: how often the line has to stand in a copy, its numbers apart, to be taken.
        cover: whether it stands on a sheet before the document, so that what stands above it, once
            the family is proved, is the site's; the last such line counts.
        headed: whether the line stands below the page's heading, which is the report's own where a
            general family tells nothing of the document.
        like: id of the rule whose lines say the same in other words: together they count once (so
            do those of a rule that names itself, though it knows a form).
        inner: whether the line can be the first heading of the report: then it is the site's only
            where other lines of the site stand on both sides.
        menu: whether the line is an entry of a menu: names that no rule knows can stand between.
        turns: whether the line turns pages: without one, "page 3 of 12" is no slice of a document.
    """

    id: str
    line: str
    place: Place = Place.EDGE
    weight: int = 1
    form: bool = False
    longest: int = 400
    check: str = ""
    then: Then = Then.NOTHING
    fact: str = ""
    glued: bool = False
    opens: bool = False
    ends: bool = False
    first: bool = False
    recurs: int = 1
    cover: bool = False
    headed: bool = False
    like: str = ""
    inner: bool = False
    menu: bool = False
    turns: bool = False


@dataclass(frozen=True)
class Example:
    """A line that a rule must match, with the facts it must give."""

    rule: str
    text: str
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Counterexample:
    """A line that no rule (or not the named one) may match."""

    text: str
    why: str
    rule: str = ""


@dataclass(frozen=True)
class Family:
    """The template of a group of sites.

    Attributes:
        need: weight that the distinct rules of one block must add up to before the block is
            taken for site furniture; twice that away from the edges of the copy.
        title_lines: whether the lines before the first field are the site's title of the document.
        values: whether unlabelled lines straight after the last field are the file name.
        general: whether it says only that a site printed this, not which; others go first.
        loose: whether blank lines can part the lines of one block, as where each is a paragraph.
        loses: what copies of these sites are known to lack.
    """

    id: str
    title: str
    rule: tuple[Rule, ...]
    need: int = 3
    title_lines: bool = True
    values: bool = False
    loose: bool = False
    general: bool = False
    loses: tuple[Loss, ...] = ()
    example: tuple[Example, ...] = ()
    counterexample: tuple[Counterexample, ...] = ()


@dataclass(frozen=True)
class Language:
    """One language: the wording of a site's interface, and what reports say.

    Attributes:
        labels: label name to the wordings seen on real pages.
        guesses: wordings that were not seen; matched, and reported as guesses.
        idiom: what reports say in the language.
    """

    id: str
    title: str
    labels: Mapping[str, tuple[str, ...]]
    guesses: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    idiom: Idiom = field(default_factory=Idiom)


@dataclass(frozen=True)
class Site:
    """One site: its hosts, the family whose template it speaks, and its habits.

    Attributes:
        chrome: elements of its saved pages that are the site's own, as simple selectors: ``nav``,
            ``.share``, ``#menu``, ``div.ads``.
    """

    id: str
    family: str
    hosts: tuple[str, ...]
    language: str = ""
    chrome: tuple[str, ...] = ()
    rule: tuple[Rule, ...] = ()
    note: str = ""
    example: tuple[Example, ...] = ()
    counterexample: tuple[Counterexample, ...] = ()


@dataclass(frozen=True)
class Masthead:
    """The line or lines that name publisher and series on an opener.

    Attributes:
        org: pattern of the publisher's name, over up to ``fragments`` joined lines.
        series: pattern of the series line; groups ``number``, ``month``, ``year`` become facts.
        kinds: patterns of lines over a title that name the kind of publication or its series.
        fragments: how many lines a font change can break one of them into.
    """

    org: re.Pattern[str] | None = None
    series: re.Pattern[str] | None = None
    kinds: tuple[re.Pattern[str], ...] = ()
    fragments: int = 4

    def may_begin(self, text: str) -> bool:
        """Whether a masthead can begin with the line *text*: a quick no for most lines."""
        return may_open(text, self._openings)

    @cached_property
    def _openings(self) -> tuple[str, ...]:
        lines = [p.pattern for p in (self.org, self.series) if p is not None]
        found = [openings(line, lambda _label: iter(())) for line in lines]
        return tuple(frozenset().union(*found)) if all(found) else ()


@dataclass(frozen=True)
class RunningHeads:
    """Running heads, over joined fragments. Groups become facts (``names``, ``short_title`` …)."""

    verso: tuple[re.Pattern[str], ...] = ()
    recto: tuple[re.Pattern[str], ...] = ()
    ornaments: tuple[str, ...] = ("u", "◆", "❖", "♦", "\uf075", "•", "|")
    fragments: int = 4
    recurring: bool = True

    @cached_property
    def any(self) -> re.Pattern[str]:
        """What a head of either side matches."""
        return union((*self.verso, *self.recto))


@dataclass(frozen=True)
class Opener:
    """The first page of an essay: author notes, title, byline."""

    author_verbs: tuple[str, ...] = ("is", "are", "was", "serves", "works", "has", "holds")
    contact: tuple[str, ...] = ("can be reached at",)
    odd: bool = False

    @cached_property
    def verbs(self) -> tuple[str, ...]:
        """The verbs between blanks, as they stand inside a line."""
        return tuple(f" {verb} " for verb in self.author_verbs)

    @cached_property
    def sentence(self) -> re.Pattern[str]:
        """How a sentence about an author begins: a name (the group), then one of the verbs."""
        return re.compile(rf"(.{{4,60}}?),? (?:{'|'.join(self.author_verbs)}) ")


@dataclass(frozen=True)
class Notes:
    """Footnotes.

    Attributes:
        number_may_be_lost: whether copies of the series are known to lose the notes' numbers.
        per_essay: whether the count begins anew with each essay.
    """

    number_may_be_lost: bool = False
    per_essay: bool = True


@dataclass(frozen=True)
class Contents:
    """The table of contents: how its head reads."""

    head: tuple[str, ...] = ("TABLE OF CONTENTS", "CONTENTS", "Table of Contents", "Contents")


@dataclass(frozen=True)
class Publisher:
    """How one publisher lays out one series.

    Attributes:
        detect: patterns of single or joined lines that give the series away.
        summary_heads: printed head to division type.
        front_heads: heads of prelims (foreword …) to division type.
        back_heads: heads of back matter to division type.
        captions: labels of tables and figures, lower case.
        credits: further labels of the lines under a table or figure, lower case.
        imprint: opening words of sentences that stand on the imprint page.
        rights: opening words of the sentence that says what may be done.
        boards: heads of the page that lists the boards.
        back_cover: lines that open the address block.
        hyphenates: whether lines end in hyphens that are not part of the word.
        noise: lines of the printer's that are no part of the report.
        idioms: what reports say in all languages that are known; no file gives them.
    """

    id: str
    name: str
    title: str
    detect: tuple[re.Pattern[str], ...] = ()
    place: str = ""
    series: str = ""
    language: str = ""
    masthead: Masthead = field(default_factory=Masthead)
    running_heads: RunningHeads = field(default_factory=RunningHeads)
    opener: Opener = field(default_factory=Opener)
    notes: Notes = field(default_factory=Notes)
    contents: Contents = field(default_factory=Contents)
    summary_heads: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    front_heads: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    back_heads: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    captions: tuple[str, ...] = ("table", "figure", "map", "box", "chart")
    credits: tuple[str, ...] = ()
    imprint: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    boards: tuple[str, ...] = ()
    back_cover: tuple[str, ...] = ()
    hyphenates: bool = True
    noise: tuple[re.Pattern[str], ...] = ()
    note: str = ""
    idioms: Idioms = field(default=NO_IDIOMS, repr=False, metadata=NOT_IN_FILES)

    @cached_property
    def credit_labels(self) -> tuple[str, ...]:
        """Labels of the lines under a table or figure: its own, and those of all languages."""
        return (*self.credits, *self.idioms.credits)
