"""Compares a digest with the gold: one tally per question, counts before ratios."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from archivist.evaluate.align import align
from archivist.evaluate.digest import Digest, Float, Work, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["COLUMNS", "Scores", "Tally", "score"]

COLUMNS = (
    "words",
    "noise",
    "running",
    "paragraphs",
    "over-page",
    "heads",
    "levels",
    "items",
    "quotes",
    "floats",
    "parts",
    "notes",
    "note-n",
    "calls",
    "links",
    "breaks",
    "break-n",
    "furniture",
    "bios",
    "works",
    "urls",
    "soft",
    "hard",
    "caps",
    "lost",
    "missing",
    "site",
    "title",
    "subtitle",
    "authors",
    "publisher",
    "series",
    "number",
    "date",
    "language",
)
FACTS = COLUMNS[-8:]
PROBES = {"url": "urls", "soft": "soft", "hard": "hard", "cap": "caps"}
SITE_FIELDS = ("site", "item", "slice", "of", "uploaded", "size", "file_name")
DIAMONDS = frozenset("u◆•❖♦\uf075|")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one question.

    Attributes:
        hit: right.
        miss: in the gold, not in the answer (or wrong there).
        extra: in the answer, not in the gold.
    """

    hit: int = 0
    miss: int = 0
    extra: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.hit + other.hit, self.miss + other.miss, self.extra + other.extra)

    @property
    def asked(self) -> int:
        """How much there was to get right or wrong."""
        return self.hit + self.miss + self.extra

    @property
    def precision(self) -> float:
        """Share of the answer that is right; 1 if nothing was answered."""
        given = self.hit + self.extra
        return self.hit / given if given else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 1 if there was nothing to find."""
        wanted = self.hit + self.miss
        return self.hit / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two; 1 if nothing was asked."""
        return 2 * self.hit / (2 * self.hit + self.miss + self.extra) if self.asked else 1.0


@dataclass(slots=True)
class Scores:
    """All tallies of one document, and what went wrong in words.

    Attributes:
        tallies: by column name, in the order of `COLUMNS`.
        faults: by column name, short excerpts: ``-`` lost, ``+`` too much.
    """

    tallies: dict[str, Tally] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)

    def add(self, column: str, tally: Tally, faults: Iterable[str] = ()) -> None:
        """Add to a column."""
        self.tallies[column] = self.tallies.get(column, Tally()) + tally
        self.faults.setdefault(column, []).extend(faults)

    @property
    def perfect(self) -> bool:
        """Whether nothing is missing and nothing is too much."""
        return not any(tally.miss or tally.extra for tally in self.tallies.values())


def score(candidate: Digest, gold: Digest) -> Scores:
    """Score a recovered report.

    Args:
        candidate: reduced from TEI.
        gold: the right answer.
    """
    judge = _Judge(candidate, gold)
    judge.words()
    judge.paragraphs()
    judge.blocks()
    judge.parts()
    judge.foot()
    judge.pages()
    judge.furniture()
    judge.apart()
    judge.repairs()
    judge.header()
    ordered = {name: judge.scores.tallies.get(name, Tally()) for name in COLUMNS}
    return replace_tallies(judge.scores, ordered)


def replace_tallies(scores: Scores, tallies: dict[str, Tally]) -> Scores:
    """The same faults with other tallies."""
    return Scores(tallies, scores.faults)


class _Judge:
    def __init__(self, candidate: Digest, gold: Digest) -> None:
        self.candidate = candidate
        self.gold = gold
        self.scores = Scores()
        self.ours = [word.casefold() for word in candidate.stream]
        self.theirs = [word.casefold() for word in gold.stream]
        self.to_ours = align(self.theirs, self.ours)
        self.to_gold = [-1] * len(self.ours)
        for i, j in enumerate(self.to_ours):
            if j >= 0:
                self.to_gold[j] = i
        self.loose = [block.loose for block in gold.blocks for _ in block.tokens]
        self.starts = _offsets(gold)
        self.owner = [b for b, block in enumerate(gold.blocks) for _ in block.tokens]

    # -- words -----------------------------------------------------------------------------------

    def words(self) -> None:
        """Words of the stream in order; what leaked in, and from where."""
        elsewhere = Counter(
            word.casefold()
            for word in (
                *self.candidate.aside,
                *" ".join(self.candidate.furniture).split(),
                *(word for bio in self.candidate.bios for word in bio),
            )
        )
        hit = miss = 0
        lost: list[int] = []
        for i, j in enumerate(self.to_ours):
            found = j >= 0
            if not found and self.loose[i] and elsewhere[self.theirs[i]] > 0:
                elsewhere[self.theirs[i]] -= 1
                found = True
            hit += found
            if not found:
                miss += 1
                lost.append(i)
        added = [j for j, i in enumerate(self.to_gold) if i < 0]
        faults = [f"- {_excerpt(self.gold.stream, run)}" for run in _runs(lost)]
        faults += [f"+ {_excerpt(self.candidate.stream, run)}" for run in _runs(added)]
        self.scores.add("words", Tally(hit, miss, len(added)), faults)
        self.leaks("noise", self.gold.noise, added)
        self.leaks("running", self.gold.furniture, added)

    def leaks(self, column: str, lines: Sequence[str], added: list[int]) -> None:
        """Lines that must not stand in the text: hit if kept out, miss if they leaked."""
        own = {_key(note.tokens) for note in self.gold.notes}
        runs = [" ".join(self.ours[j] for j in run) for run in _runs(added)]
        runs += [_key(note.tokens) for note in self.candidate.notes if _key(note.tokens) not in own]
        texts = [f" {' '.join(_bare(run))} " for run in runs]
        wanted = Counter(" ".join(_bare(line)) for line in lines)
        hit = miss = 0
        faults = []
        for line, count in wanted.items():
            seen = sum(text.count(f" {line} ") for text in texts) if line else 0
            leaked = min(count, seen)
            hit, miss = hit + count - leaked, miss + leaked
            if leaked:
                faults.append(f"+ {line[:90]} (×{leaked})")
        self.scores.add(column, Tally(hit, miss), faults)

    # -- blocks ----------------------------------------------------------------------------------

    def paragraphs(self) -> None:
        """Boundaries that a paragraph of the gold has, and boundaries put inside one."""
        inner = _boundaries(self.candidate)
        hit = miss = extra = whole = torn = 0
        faults = []
        for b in range(1, len(self.gold.blocks)):
            left, right = self.gold.blocks[b - 1], self.gold.blocks[b]
            if left.loose or right.loose or "p" not in (left.kind, right.kind):
                continue
            at = self.starts[b]
            if self.image(at) & inner or self.vanished(b - 1) or self.vanished(b):
                hit += 1
            else:
                miss += 1
                faults.append(f"- no end after: {_around(self.gold.stream, at)}")
        split: set[int] = set()
        for at in inner:
            where = self.inside(at)
            if where is not None:
                extra += 1
                split.add(where)
                faults.append(f"+ end inside: {_around(self.candidate.stream, at)}")
        for b, block in enumerate(self.gold.blocks):
            if block.kind in ("p", "item") and block.broken:
                torn += b in split
                whole += b not in split
        self.scores.add("paragraphs", Tally(hit, miss, extra), faults)
        self.scores.add("over-page", Tally(whole, torn))

    def image(self, at: int) -> set[int]:
        """Candidate offsets that a gold offset may be said to be at."""
        found = set()
        if at and self.to_ours[at - 1] >= 0:
            found.add(self.to_ours[at - 1] + 1)
        if at < len(self.to_ours) and self.to_ours[at] >= 0:
            found.add(self.to_ours[at])
        return found

    def vanished(self, b: int) -> bool:
        """Whether no word of a gold block is in the candidate: the words column has counted it."""
        start = self.starts[b]
        return all(self.to_ours[start + k] < 0 for k in range(len(self.gold.blocks[b].tokens)))

    def inside(self, at: int) -> int | None:
        """The gold paragraph in which a candidate boundary falls, or None."""
        before = next((self.to_gold[j] for j in range(at - 1, -1, -1) if self.to_gold[j] >= 0), -1)
        after = next(
            (self.to_gold[j] for j in range(at, len(self.ours)) if self.to_gold[j] >= 0), -1
        )
        if before < 0 or after < 0 or self.owner[before] != self.owner[after]:
            return None
        owner = self.owner[before]
        return owner if self.gold.blocks[owner].kind == "p" else None

    def blocks(self) -> None:
        """Heads, items and quotations, word for word, in order."""
        for kind, column in (("head", "heads"), ("item", "items"), ("quote", "quotes")):
            ours = [b for b in self.candidate.blocks if b.kind == kind]
            theirs = [b for b in self.gold.blocks if b.kind == kind and not b.loose]
            forgiven = {_key(b.tokens) for b in self.gold.blocks if b.loose}
            partner = align([_key(b.tokens) for b in theirs], [_key(b.tokens) for b in ours])
            used = set(partner)
            extra = [
                block
                for j, block in enumerate(ours)
                if j not in used and not self.is_loose(block.tokens, forgiven)
            ]
            missed = [theirs[i] for i, j in enumerate(partner) if j < 0]
            hits = len(theirs) - len(missed)
            faults = [f"- {_head(block.tokens)}" for block in missed]
            faults += [f"+ {_head(block.tokens)}" for block in extra]
            self.scores.add(column, Tally(hits, len(missed), len(extra)), faults)
            if kind == "quote":
                continue
            for i, j in enumerate(partner):
                wanted = theirs[i].level
                if j >= 0 and wanted is not None:
                    right = ours[j].level == wanted
                    fault = f"{theirs[i].tokens[:8]}: {ours[j].level}, not {wanted}"
                    self.scores.add(
                        "levels", Tally(int(right), int(not right)), [] if right else [fault]
                    )

    def parts(self) -> None:
        """Whether blocks stand in the division they belong to."""
        part = [block.part for block in self.candidate.blocks for _ in block.tokens]
        for b, block in enumerate(self.gold.blocks):
            found = [j for j in self.to_ours[self.starts[b] : self.starts[b + 1]] if j >= 0]
            if block.loose or not found:
                continue
            right = part[found[0]] == block.part
            fault = f"{_head(block.tokens)}: in {part[found[0]] or 'body'}, not {block.part or 'body'}"
            tally = Tally(int(right), int(not right))
            self.scores.add("parts", tally, [] if right else [fault])

    def is_loose(self, tokens: tuple[str, ...], forgiven: set[str]) -> bool:
        """Whether a block of the candidate is of the preliminaries, whose form is free."""
        key = _key(tokens)
        return key in forgiven or bool(key) and any(key in text for text in forgiven)

    # -- foot notes ------------------------------------------------------------------------------

    def foot(self) -> None:
        """Texts of notes, their numbers, the places of their calls, and which belongs to which."""
        ours, theirs = self.candidate.notes, self.gold.notes
        partner = _pair([_key(n.tokens) for n in theirs], [_key(n.tokens) for n in ours])
        used = set(partner)
        faults = [f"- {_head(theirs[i].tokens)}" for i, j in enumerate(partner) if j < 0]
        faults += [f"+ {_head(note.tokens)}" for j, note in enumerate(ours) if j not in used]
        hit = sum(j >= 0 for j in partner)
        self.scores.add("notes", Tally(hit, len(theirs) - hit, len(ours) - hit), faults)
        called = {call.note for call in self.gold.calls}
        for i, j in enumerate(partner):
            if j >= 0 and theirs[i].n and i in called:
                right = ours[j].n == theirs[i].n
                fault = (
                    [] if right else [f"{_head(ours[j].tokens)}: {ours[j].n}, not {theirs[i].n}"]
                )
                self.scores.add("note-n", Tally(int(right), int(not right)), fault)
        self.calls(partner)

    def calls(self, partner: list[int]) -> None:
        """Calls by place; links by place and text of the note."""
        orphans = {partner[i] for i in range(len(partner))
                   if i not in {call.note for call in self.gold.calls}}  # fmt: skip
        free = [
            call for call in self.candidate.calls if call.note not in orphans or call.note is None
        ]
        hit = linked = wanted = 0
        faults, unlinked = [], []
        for call in self.gold.calls:
            places = self.image(call.at)
            found = next((own for own in free if own.at in places), None)
            if call.note is not None:
                wanted += 1
            if found is None:
                faults.append(f"- call {call.n}: {_around(self.gold.stream, call.at)}")
                if call.note is not None:
                    unlinked.append(f"- note {call.n}: no call")
                continue
            free.remove(found)
            hit += 1
            if call.note is None:
                continue
            if found.note is not None and self.same_note(call.note, found.note):
                linked += 1
            else:
                unlinked.append(f"- note {call.n}: {_head(self.gold.notes[call.note].tokens)}")
        faults += [f"+ call {own.n}: {_around(self.candidate.stream, own.at)}" for own in free]
        self.scores.add("calls", Tally(hit, len(self.gold.calls) - hit, len(free)), faults)
        extra = sum(own.note is not None for own in self.candidate.calls) - wanted
        extra -= len(orphans - {-1})
        self.scores.add("links", Tally(linked, wanted - linked, max(0, extra)), unlinked)

    def same_note(self, gold: int, ours: int) -> bool:
        """Whether two notes are the same in the main: the link is judged, not the text."""
        left = [word.casefold() for word in self.gold.notes[gold].tokens]
        right = [word.casefold() for word in self.candidate.notes[ours].tokens]
        shared = sum(j >= 0 for j in align(left, right))
        return 2 * shared >= 0.7 * (len(left) + len(right))

    # -- pages and furniture ---------------------------------------------------------------------

    def pages(self) -> None:
        """Page breaks by place and number."""
        free = list(self.candidate.breaks)
        hit = miss = 0
        faults = []
        for wanted in sorted(self.gold.breaks, key=lambda item: item.optional):
            places = self.image(wanted.at) | ({0} if not wanted.at else set())
            places |= {len(self.ours)} if wanted.at >= len(self.theirs) else set()
            near = [own for own in free if own.at in places]
            found = next((own for own in near if own.n == wanted.n), near[0] if near else None)
            if found is None:
                miss += not wanted.optional
                if not wanted.optional:
                    faults.append(f"- page {wanted.n}: {_around(self.gold.stream, wanted.at)}")
                continue
            free.remove(found)
            if wanted.optional:
                continue
            hit += 1
            if wanted.n and (wanted.printed or found.n):
                right = found.n == wanted.n
                fault = [] if right else [f"{found.n}, not {wanted.n}"]
                self.scores.add("break-n", Tally(int(right), int(not right)), fault)
        extra = [own for own in free if not self.in_loose(own.at)]
        faults += [f"+ page {own.n}: {_around(self.candidate.stream, own.at)}" for own in extra]
        self.scores.add("breaks", Tally(hit, miss, len(extra)), faults)

    def in_loose(self, at: int) -> bool:
        """Whether a candidate offset lies in or at the preliminaries."""
        places = [self.to_gold[j] for j in (at - 1, at) if 0 <= j < len(self.to_gold)]
        return any(i >= 0 and self.loose[i] for i in places)

    def furniture(self) -> None:
        """Words of running heads, folios and mastheads kept as such."""
        ours = Counter(word for line in self.candidate.furniture for word in _bare(line))
        theirs = Counter(word for line in self.gold.furniture for word in _bare(line))
        free = Counter(word.casefold() for b in self.gold.blocks if b.loose for word in b.tokens)
        shared = sum((ours & theirs).values())
        extra = ours - theirs - free
        lost = theirs - ours
        faults = [f"- {word} (×{n})" for word, n in lost.most_common(8)]
        faults += [f"+ {word} (×{n})" for word, n in extra.most_common(8)]
        tally = Tally(shared, sum(lost.values()), sum(extra.values()))
        self.scores.add("furniture", tally, faults)

    # -- what stands apart -----------------------------------------------------------------------

    def apart(self) -> None:
        """Floats by caption, author notes, title pages."""
        self.listed("floats", [_caption(f) for f in self.candidate.floats],
                    [_caption(f) for f in self.gold.floats])  # fmt: skip
        self.listed("bios", [_key(b) for b in self.candidate.bios],
                    [_key(b) for b in self.gold.bios])  # fmt: skip
        named = {
            fold(facts.get("title", ""))
            for facts in (self.gold.facts or {}, self.candidate.facts or {})
        }
        theirs = [_work(work) for work in self.gold.works]
        ours = [_work(work) for work in self.candidate.works]
        self.listed(
            "works", [w for w in ours if w in theirs or w.split(" / ")[0] not in named], theirs
        )

    def listed(self, column: str, ours: list[str], theirs: list[str]) -> None:
        """Two lists of texts, equal and in order."""
        partner = align(theirs, ours)
        hit = sum(j >= 0 for j in partner)
        used = set(partner)
        faults = [f"- {theirs[i][:110]}" for i, j in enumerate(partner) if j < 0]
        faults += [f"+ {text[:110]}" for j, text in enumerate(ours) if j not in used]
        self.scores.add(column, Tally(hit, len(theirs) - hit, len(ours) - hit), faults)

    def repairs(self) -> None:
        """Words broken or glued by the carrier: are they whole?"""
        own = {_key(note.tokens): note for note in self.candidate.notes}
        bags = [{word.casefold() for note in own.values() for word in note.tokens}]
        for probe in self.gold.probes:
            if probe.note is None:
                word, right = self.theirs[probe.at], self.to_ours[probe.at] >= 0
            else:
                word = self.gold.notes[probe.note].tokens[probe.at].casefold()
                right = word in bags[0]
            fault = [] if right else [f"- {word}"]
            self.scores.add(PROBES[probe.kind], Tally(int(right), int(not right)), fault)

    # -- metadata --------------------------------------------------------------------------------

    def header(self) -> None:
        """Facts of the report, of the copies, and what is declared missing."""
        ours, theirs = self.candidate.facts or {}, self.gold.facts or {}
        for name in FACTS:
            if name not in theirs:
                continue
            said, wanted = _fact(name, ours.get(name, "")), _fact(name, theirs[name])
            tally = Tally(int(bool(wanted) and said == wanted), int(bool(wanted) and said != wanted),
                          int(bool(said) and said != wanted))  # fmt: skip
            fault = [] if said == wanted else [f"{said!r}, not {wanted!r}"]
            self.scores.add(name, tally, fault)
        self.site()
        lost = min(self.candidate.lost, self.gold.lost)
        tally = Tally(lost, self.gold.lost - lost, self.candidate.lost - lost)
        self.scores.add("lost", tally, [] if self.candidate.lost == self.gold.lost else
                        [f"{self.candidate.lost} declared, {self.gold.lost} wanted"])  # fmt: skip
        told, wanted_n = set(self.candidate.missing), set(self.gold.missing)
        tally = Tally(len(told & wanted_n), len(wanted_n - told), len(told - wanted_n))
        fault = [f"{sorted(told)}, not {sorted(wanted_n)}"] if told != wanted_n else []
        self.scores.add("missing", tally, fault)

    def site(self) -> None:
        """Facts of each copy; files are told apart by all they have in common."""
        free = list(self.candidate.copies)
        for wanted in self.gold.copies:
            best = max(
                free,
                key=lambda own: sum(_same(own, wanted, name) for name in SITE_FIELDS),
                default=None,
            )
            if best is not None:
                free.remove(best)
            for name in SITE_FIELDS:
                if getattr(wanted, name) is None:
                    continue
                right = best is not None and _same(best, wanted, name)
                said = None if best is None else getattr(best, name)
                fault = [] if right else [f"{name}: {said!r}, not {getattr(wanted, name)!r}"]
                tally = Tally(int(right), int(not right), int(not right and said is not None))
                self.scores.add("site", tally, fault)


def _pair(left: list[str], right: list[str]) -> list[int]:
    """For each text of ``left`` an equal one of ``right``, in whatever order; -1 if none is left."""
    places: dict[str, list[int]] = {}
    for j, text in enumerate(right):
        places.setdefault(text, []).append(j)
    return [places[text].pop(0) if places.get(text) else -1 for text in left]


def _same(own: object, wanted: object, name: str) -> bool:
    return _site_fact(getattr(own, name)) == _site_fact(getattr(wanted, name))


def _site_fact(value: object) -> str:
    text = fold(str(value)) if value is not None else ""
    return (
        re.sub(r"[ .]+$", "", text.replace(",", ".")) if re.match(r"[\d.,]+ ?\wb", text) else text
    )


def _fact(name: str, value: str) -> str:
    text = fold(value).rstrip(" :.")
    if name == "publisher":
        return text.removeprefix("the ")
    if name == "series":
        return text.removeprefix("the ")
    return text


def _work(work: Work) -> str:
    title = fold(work.title).rstrip(" :")
    return " / ".join((title, fold(work.subtitle), "; ".join(fold(name) for name in work.authors)))


def _caption(item: Float) -> str:
    """A caption without blanks and points: labels may be letter-spaced or closed up."""
    return re.sub(r"[\s.:]+", "", "".join(item.caption)).casefold()


def _key(tokens: tuple[str, ...]) -> str:
    return " ".join(tokens).casefold()


def _bare(line: str) -> list[str]:
    """Words of a furniture or noise line, without the symbols that may be lost or put right."""
    return [word for word in fold(line).replace("’", "'").split() if word not in DIAMONDS]


def _offsets(digest: Digest) -> list[int]:
    """Start offset of each block, and the end of the last."""
    offsets = [0]
    for block in digest.blocks:
        offsets.append(offsets[-1] + len(block.tokens))
    return offsets


def _boundaries(digest: Digest) -> set[int]:
    return set(_offsets(digest)[1:-1])


def _runs(places: list[int]) -> list[list[int]]:
    """Adjoining offsets as one list each."""
    found: list[list[int]] = []
    for place in places:
        if found and found[-1][-1] == place - 1:
            found[-1].append(place)
        else:
            found.append([place])
    return found


def _excerpt(words: Sequence[str], run: list[int]) -> str:
    text = " ".join(words[i] for i in run)
    before = " ".join(words[max(0, run[0] - 3) : run[0]])
    return f"{before} [{text[:120]}{'…' if len(text) > 120 else ''}] ({len(run)})"


def _around(words: Sequence[str], at: int) -> str:
    return f"{' '.join(words[max(0, at - 5) : at])} | {' '.join(words[at : at + 4])}"


def _head(tokens: tuple[str, ...]) -> str:
    text = " ".join(tokens)
    return text if len(text) <= 110 else f"{text[:70]} … {text[-36:]}"
