"""A batch from its inputs to the folders of its reports.

Two passes. The first looks at every input: what stands alone is cleaned at once, what says that it
is a slice waits. The second cleans the slices of one document together. What an earlier run has
finished is taken over as long as its bytes, the rules and its fellow slices are the same.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Self

from archivist.batch.held import Folder
from archivist.batch.inputs import Found, find_inputs
from archivist.batch.journal import Entry, Fate, Journal, check_folder
from archivist.batch.options import BatchOptions
from archivist.batch.pool import Died, results
from archivist.batch.shards import ShardWriter, row_of
from archivist.batch.work import Item, Looked, Waiting, clean_together, item_of, look
from archivist.batch.write import finish, writing
from archivist.core import Source
from archivist.errors import ReadError
from archivist.profiles.overrides import find_overrides
from archivist.readers import iter_inputs
from archivist.readers.chain import is_crawl, printable
from archivist.stages.clean import check_options

SHARDS = "shards"
"""Folder for the shards, when they are asked for."""

CHUNK = 8
"""Inputs handed to a process at a time: fewer cost more talk between processes."""

Task = Sequence[tuple[Item, Entry | None]]


class Batch:
    """Clean many inputs into one output folder.

    Use as a context manager and exhaust :meth:`entries`; each entry is on disk, with its report,
    when it is given::

        with Batch([Path("scraped")], BatchOptions(Path("out"))) as batch:
            for entry in batch.entries():
                print(entry.input, entry.fate)

    Raises:
        UsageError: the output folder holds something else; an option names no profile.
        ProfileError: a profile is faulty.
    """

    def __init__(self, named: Iterable[Path], options: BatchOptions) -> None:
        check_folder(options.out)
        check_options(options.clean, options.loaded)
        if options.check:
            options = replace(options, scratch=Path(tempfile.mkdtemp(prefix="archivist-")))
        else:
            finish(options.out)
        self.found: Found = find_inputs(named, leave_out=[options.out])
        beside = dict.fromkeys(file.parent for file in self.found.files)
        self.options = options.deciding(find_overrides(beside))
        self._shards = ShardWriter(options.out / SHARDS, options.shards) if options.shards else None
        self._journal = Journal(options.out, writable=not options.check)
        self._kin = _Kinship()

    def __enter__(self) -> Self:
        with writing(self.options.work):
            self.options.work.mkdir(exist_ok=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self._journal.close()
        if self._shards:
            with writing(self._shards.folder):
                self._shards.flush()
        if self.options.scratch:
            shutil.rmtree(self.options.scratch, ignore_errors=True)
            return
        finish(self.options.out)
        if kind is None:
            self._journal.settle()

    def entries(self, tick: Callable[[], object] = lambda: None) -> Iterator[Entry]:
        """What becomes of each input, as it is done.

        Args:
            tick: called for each input that was looked at; slices are done only after all were.
        """
        for error in self.found.errors:
            name = str(error).split(": ", 1)[0]
            yield self._noted(Entry(name, fate=Fate.UNREADABLE, error=str(error)))
        for entry in self._first_pass(tick):
            yield self._noted(entry)
        for entry in self._second_pass():
            yield self._noted(entry)

    def _noted(self, entry: Entry) -> Entry:
        if entry.fate is not Fate.UNCHANGED:
            self._journal.add(entry)
        if self._shards and entry.report:
            self._pack(entry.report, self._shards)
        return entry

    def _pack(self, report: str, shards: ShardWriter) -> None:
        """Move a report from its folder into the shards, when it is there."""
        folder = self.options.out / report
        if not folder.is_dir():
            return
        files = Folder(folder)
        facts = json.loads(files["facts.json"])
        names = "\n".join(copy["part"] or copy["file"] for copy in facts["copies"])
        with writing(shards.folder):
            shards.add(row_of(report, files, inputs=names, title=facts["report"]["title"] or ""))
        shutil.rmtree(folder)

    def _first_pass(self, tick: Callable[[], object]) -> Iterator[Entry]:
        function = partial(_look, options=self.options)
        for outcome in results(function, self._tasks(), jobs=self.options.jobs):
            if isinstance(outcome, Died):
                yield from (_died(item) for item, _ in outcome.task)
                continue
            for one in outcome:
                tick()
                if isinstance(one, Waiting):
                    self._kin.add(one, done=self._done(one))
                elif one.fate is Fate.UNCHANGED:
                    yield _again(self._journal.get(one.input, one.part) or one)
                else:
                    yield one

    def _done(self, one: Waiting) -> bool:
        """Whether an earlier run finished this slice."""
        known = self._journal.get(one.item.input, one.item.part)
        return known is not None and known.sha256 == one.sha256 and self._is_done(known)

    def _tasks(self) -> Iterator[Task]:
        """Inputs in handfuls; the records of a crawl are read here, as a stream."""
        items = iter(self._items())
        while chunk := list(islice(items, CHUNK)):
            yield chunk

    def _items(self) -> Iterator[tuple[Item, Entry | None]]:
        for path in self.found.files:
            if not is_crawl(path):
                item = Item(printable(str(path)), path)
                yield item, self._known(item)
                continue
            for one in iter_inputs(path, self.options.read):
                if isinstance(one, Source):
                    item = item_of(path, one)
                    yield item, self._known(item)
                else:
                    yield _unreadable(path, one), None

    def _known(self, item: Item) -> Entry | None:
        """What an earlier run finished of the input, if that still stands."""
        entry = self._journal.get(item.input, item.part)
        return entry if entry and self._is_done(entry) else None

    def _is_done(self, entry: Entry) -> bool:
        """Whether an earlier run's result is there, and what it depends on is still the same."""
        return not (
            self.options.again
            or entry.failed
            or entry.rules != self.options.rules_for(entry.sha256)
            or not self._holds(entry.report)
        )

    def _holds(self, report: str) -> bool:
        if self._shards is not None:
            return report in self._shards.done
        return (self.options.out / report).is_dir()

    def _second_pass(self) -> Iterator[Entry]:
        todo: list[list[Item]] = []
        for members in self._kin.families():
            if all(done for _, done in members):
                for item, _ in members:
                    known = self._journal.get(item.input, item.part)
                    if known:
                        yield _again(known)
            else:
                todo.append([item for item, _ in members])
        function = partial(_clean, options=self.options)
        for outcome in results(function, todo, jobs=self.options.jobs):
            if isinstance(outcome, Died):
                yield from map(_died, outcome.task)
            else:
                yield from outcome


class _Kinship:
    """Which copies may be slices of one document: those that share a token, by any way round."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._members: list[tuple[str, Item, bool]] = []

    def add(self, one: Waiting, *, done: bool) -> None:
        """Take in a copy; *done* says that an earlier run has finished it."""
        for token in one.kin[1:]:
            self._parent[self._root(token)] = self._root(one.kin[0])
        self._members.append((one.kin[0], one.item, done))

    def _root(self, token: str) -> str:
        parent = self._parent
        while (up := parent.get(token, token)) != token:
            parent[token] = parent.get(up, up)
            token = up
        return token

    def families(self) -> Iterator[list[tuple[Item, bool]]]:
        """The copies by document, ordered by name, each with whether it was done before."""
        found: dict[str, list[tuple[Item, bool]]] = {}
        for token, item, done in self._members:
            found.setdefault(self._root(token), []).append((item, done))
        self._members.clear()
        for members in found.values():
            yield sorted(members, key=lambda m: (m[0].input, m[0].part))


def _look(task: Task, options: BatchOptions) -> list[Looked]:
    return [look(item, known, options) for item, known in task]


def _clean(items: Sequence[Item], options: BatchOptions) -> list[Entry]:
    return clean_together(items, options)


def _again(entry: Entry) -> Entry:
    """The entry of an earlier run, as what this run says of the input."""
    return replace(entry, fate=Fate.UNCHANGED, written="same")


def _unreadable(path: Path, error: ReadError) -> Item:
    """A record of a crawl that cannot be read; the reader's sentence names it behind the file."""
    parts = str(error).split(": ")
    return Item(printable(str(path)), part=parts[1] if len(parts) > 2 else "", error=str(error))


def _died(item: Item) -> Entry:
    text = "the process that worked on it died, most likely for want of memory; try --jobs 1"
    return replace(item.line, fate=Fate.FAILED, error=f"{item.input}: {text}")
