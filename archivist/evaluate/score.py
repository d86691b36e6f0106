"""Compares a digest with the gold: one tally per question, counts before ratios."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archivist.evaluate.align import align
from archivist.evaluate.apart import Apart
from archivist.evaluate.phrases import (
    adjoining,
    around,
    bare,
    boundaries,
    excerpt,
    head,
    offsets,
    pair,
    text_key,
)
from archivist.evaluate.tally import COLUMNS, PROBES, Scores, Tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archivist.evaluate.digest import Digest

__all__ = ["score"]


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
    judge.repairs()
    Apart(candidate, gold, judge.scores).run()
    ordered = {name: judge.scores.tallies.get(name, Tally()) for name in COLUMNS}
    return Scores(ordered, judge.scores.faults)


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
        self.starts = offsets(gold)
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
                *(word for one in self.candidate.floats for word in one.caption),
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
        faults = [f"- {excerpt(self.gold.stream, run)}" for run in adjoining(lost)]
        faults += [f"+ {excerpt(self.candidate.stream, run)}" for run in adjoining(added)]
        self.scores.add("words", Tally(hit, miss, len(added)), faults)
        # what a site repeats of the text itself (a heading, the title) is told by nothing else
        own = " | ".join(
            " ".join(bare(line))
            for line in (*self.gold.furniture, *(" ".join(n.tokens) for n in self.gold.notes))
        )
        site = [line for line in self.gold.noise if " ".join(bare(line)) not in own]
        self.leaks("noise", site, added)
        self.leaks("running", self.gold.furniture, added)

    def leaks(self, column: str, lines: Sequence[str], added: list[int]) -> None:
        """Lines that must not stand in the text: hit if kept out, miss if they leaked."""
        own = {text_key(note.tokens) for note in self.gold.notes}
        runs = [" ".join(self.ours[j] for j in run) for run in adjoining(added)]
        runs += [
            text_key(note.tokens)
            for note in self.candidate.notes
            if text_key(note.tokens) not in own
        ]
        texts = [f" {' '.join(bare(run))} " for run in runs]
        wanted = Counter(" ".join(bare(line)) for line in lines)
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
        inner = boundaries(self.candidate)
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
                faults.append(f"- no end after: {around(self.gold.stream, at)}")
        split: set[int] = set()
        for at in inner:
            where = self.inside(at)
            if where is not None:
                extra += 1
                split.add(where)
                faults.append(f"+ end inside: {around(self.candidate.stream, at)}")
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
            forgiven = {text_key(b.tokens) for b in self.gold.blocks if b.loose}
            partner = align(
                [text_key(b.tokens) for b in theirs], [text_key(b.tokens) for b in ours]
            )
            used = set(partner)
            extra = [
                block
                for j, block in enumerate(ours)
                if j not in used and not self.is_loose(block.tokens, forgiven)
            ]
            missed = [theirs[i] for i, j in enumerate(partner) if j < 0]
            hits = len(theirs) - len(missed)
            faults = [f"- {head(block.tokens)}" for block in missed]
            faults += [f"+ {head(block.tokens)}" for block in extra]
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
            fault = (
                f"{head(block.tokens)}: in {part[found[0]] or 'body'}, not {block.part or 'body'}"
            )
            tally = Tally(int(right), int(not right))
            self.scores.add("parts", tally, [] if right else [fault])

    def is_loose(self, tokens: tuple[str, ...], forgiven: set[str]) -> bool:
        """Whether a block of the candidate is of the preliminaries, whose form is free."""
        key = text_key(tokens)
        return key in forgiven or (bool(key) and any(key in text for text in forgiven))

    # -- foot notes ------------------------------------------------------------------------------

    def foot(self) -> None:
        """Texts of notes, their numbers, the places of their calls, and which belongs to which."""
        ours, theirs = self.candidate.notes, self.gold.notes
        partner = pair(theirs, ours)
        used = set(partner)
        faults = [f"- {head(theirs[i].tokens)}" for i, j in enumerate(partner) if j < 0]
        faults += [f"+ {head(note.tokens)}" for j, note in enumerate(ours) if j not in used]
        hit = sum(j >= 0 for j in partner)
        self.scores.add("notes", Tally(hit, len(theirs) - hit, len(ours) - hit), faults)
        called = {call.note for call in self.gold.calls}
        for i, j in enumerate(partner):
            if j >= 0 and theirs[i].n and i in called:
                right = ours[j].n == theirs[i].n
                fault = [] if right else [f"{head(ours[j].tokens)}: {ours[j].n}, not {theirs[i].n}"]
                self.scores.add("note-n", Tally(int(right), int(not right)), fault)
        self.calls(partner)

    def calls(self, partner: list[int]) -> None:
        """Calls by place; links by place and text of the note."""
        orphans = {partner[i] for i in range(len(partner))
                   if i not in {call.note for call in self.gold.calls}}  # fmt: skip
        # notes of the same words (Ibid.) may have been paired crosswise: the place decides
        asked = {place for call in self.gold.calls for place in self.image(call.at)}
        free = [
            call
            for call in self.candidate.calls
            if call.note is None or call.note not in orphans or call.at in asked
        ]
        hit = linked = wanted = 0
        faults, unlinked = [], []
        for call in self.gold.calls:
            places = self.image(call.at)
            found = next((own for own in free if own.at in places), None)
            if call.note is not None:
                wanted += 1
            if found is None:
                faults.append(f"- call {call.n}: {around(self.gold.stream, call.at)}")
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
                unlinked.append(f"- note {call.n}: {head(self.gold.notes[call.note].tokens)}")
        faults += [f"+ call {own.n}: {around(self.candidate.stream, own.at)}" for own in free]
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
                free_form = self.in_preliminaries(wanted.at)
                miss += not (wanted.optional or free_form)
                if not (wanted.optional or free_form):
                    faults.append(f"- page {wanted.n}: {around(self.gold.stream, wanted.at)}")
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
        faults += [f"+ page {own.n}: {around(self.candidate.stream, own.at)}" for own in extra]
        self.scores.add("breaks", Tally(hit, miss, len(extra)), faults)

    def in_preliminaries(self, at: int) -> bool:
        """Whether a gold offset lies between blocks whose form is free, perhaps set apart."""
        near = [self.loose[i] for i in (at - 1, at) if 0 <= i < len(self.loose)]
        return bool(near) and all(near)

    def in_loose(self, at: int) -> bool:
        """Whether a candidate offset lies in or at the preliminaries."""
        places = [self.to_gold[j] for j in (at - 1, at) if 0 <= j < len(self.to_gold)]
        return any(i >= 0 and self.loose[i] for i in places)

    def repairs(self) -> None:
        """Words broken or glued by the carrier: are they whole?"""
        noted = {word.casefold() for note in self.candidate.notes for word in note.tokens}
        for probe in self.gold.probes:
            if probe.note is None:
                word, right = self.theirs[probe.at], self.to_ours[probe.at] >= 0
            else:
                word = self.gold.notes[probe.note].tokens[probe.at].casefold()
                right = word in noted
            fault = [] if right else [f"- {word}"]
            self.scores.add(PROBES[probe.kind], Tally(int(right), int(not right)), fault)
