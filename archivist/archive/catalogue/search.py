"""Search in the catalogue: words and phrases in passages, narrowed by what is known of a report."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivist.archive.catalogue.passages import Passage
from archivist.errors import UsageError

if TYPE_CHECKING:
    from archivist.archive.catalogue.catalogue import Catalogue

OPEN, CLOSE = "\x02", "\x03"  # around what was found: no XML text can hold them
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_DATE = re.compile(r"\d{4}(-(?:0[1-9]|1[0-2])(-(?:0[1-9]|[12]\d|3[01]))?)?")

_STATEMENT = f"""
select object.id, object.key, object.title, object.series, object.number, object.date,
    (select json_group_array(name) from
        (select name from author where author.object = object.id order by position)),
    passage.kind, passage.xml_id, passage.page, passage.turns, passage.position, passage.text,
    snippet(passage_text, 0, '{OPEN}', '{CLOSE}', '…', 30),
    highlight(passage_text, 0, '{OPEN}', '{CLOSE}'), passage.source
from passage_text
join passage on passage.rowid = passage_text.rowid
join object on object.id = passage.object
where passage_text match ?
"""  # noqa: S608  constants only
_FILTERS = {
    "series": "holds(object.series, ?)",
    "author": "exists (select 1 from author where object = object.id and holds(name, ?))",
    "site": "exists (select 1 from copy where object = object.id and holds(site, ?))",
    "since": "substr(object.date, 1, length(?1)) >= substr(?1, 1, length(object.date))",
    "until": "substr(object.date, 1, length(?1)) <= substr(?1, 1, length(object.date))",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """Which reports to search in; ``None`` leaves a filter out, all others must hold.

    Attributes:
        series: Part of the series' title.
        author: Part of an author's name.
        site: Part of the name of a site a copy was scraped from.
        since: Published then or later: a year, month or day (``2017``, ``2017-07``).
        until: Published then or earlier; ``2017`` takes in the whole year.
    """

    series: str | None = None
    author: str | None = None
    site: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    Attributes:
        object_id: The report's object.
        key: The report's canonical key; empty for objects that are no reports.
        title: Its title; empty when not known. So are the next three.
        series: Series.
        number: Number in the series.
        date: ISO date of publication: year, month or day.
        authors: Names in order.
        kind: TEI element: ``p``, ``head``, ``note`` …
        xml_id: The passage's ``xml:id`` or that of the nearest element around it.
        page: Printed page on which the first word that was found stands, as ``pb/@n`` has it.
        position: The how many-th passage of the report, from 1.
        snippet: The words around, what was found between ``OPEN`` and ``CLOSE``.
        text: The whole passage.
        source: Where in the scraped copies it stands, as the TEI's ``@source`` has it.
    """

    object_id: str
    key: str
    title: str
    series: str
    number: str
    date: str
    authors: tuple[str, ...]
    kind: str
    xml_id: str
    page: str
    position: int
    snippet: str
    text: str
    source: str


def to_match(query: str) -> str:
    """Translate a query into SQLite's own language; any text is a query.

    Words must all occur in a passage, ``"several words"`` in this order, ``word*`` begins a word,
    ``-word`` must not occur. Case and accents do not count.

    Raises:
        UsageError: It holds no word to look for.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for sign, phrase, word in _TERM.findall(query):
        text = phrase or word
        if not any(character.isalnum() for character in text):
            continue
        prefix = "*" if word.endswith("*") else ""
        term = '"{}"{}'.format(text.replace('"', ""), prefix)
        (unwanted if sign else wanted).append(term)
    if not wanted:
        raise UsageError(f"the query {query!r} holds no word to look for; give at least one")
    return " NOT ".join([f"({' AND '.join(wanted)})", *unwanted])


def search(
    catalogue: Catalogue, query: str, filters: Filters | None = None, *, limit: int = 20
) -> list[Hit]:
    """Find passages, best first.

    Args:
        catalogue: Brought up to date by the caller.
        query: As ``to_match`` reads it.
        filters: Which reports to look in.
        limit: How many hits at most.

    Raises:
        UsageError: No word in the query, or a date that is none.
        ArchiveError: The catalogue is damaged.
    """
    conditions, values = _conditions(filters or Filters())
    order = " order by bm25(passage_text), object.id, passage.position limit ?"
    statement = " ".join([_STATEMENT, *(f"and {condition}" for condition in conditions), order])
    catalogue.function("holds", 2, _holds)
    rows = catalogue.query(statement, (to_match(query), *values, limit))
    return [_hit(row) for row in rows]


def _conditions(filters: Filters) -> tuple[list[str], list[str]]:
    conditions, values = [], []
    for name, condition in _FILTERS.items():
        value = getattr(filters, name)
        if value is None:
            continue
        if name in ("since", "until") and not _DATE.fullmatch(value):
            raise UsageError(f"--{name} {value!r} is no date; write 2017, 2017-07 or 2017-07-01")
        conditions.append(condition.replace("?1", "?"))
        values += [value] * conditions[-1].count("?")
    return conditions, values


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _holds(text: str | None, part: str) -> bool:
    return text is not None and _fold(part) in _fold(text)


def _hit(row: tuple[object, ...]) -> Hit:
    texts = ["" if value is None else str(value) for value in row]
    turns = tuple((int(start), str(page)) for start, page in json.loads(texts[10]))
    passage = Passage(texts[7], texts[12], texts[8], texts[9], texts[15], turns)
    first = texts[14].find(OPEN)
    return Hit(
        object_id=texts[0],
        key=texts[1],
        title=texts[2],
        series=texts[3],
        number=texts[4],
        date=texts[5],
        authors=tuple(json.loads(texts[6])),
        kind=passage.kind,
        xml_id=passage.xml_id,
        page=passage.page_at(max(first, 0)),
        position=int(texts[11]),
        snippet=texts[13],
        text=passage.text,
        source=passage.source,
    )
