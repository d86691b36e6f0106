"""Compares what stands outside the running text: furniture, floats, title pages, metadata."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archivist.evaluate.align import align
from archivist.evaluate.digest import fold
from archivist.evaluate.phrases import bare, caption, fact, letters, same, text_key, work_line
from archivist.evaluate.tally import FACTS, SITE_FIELDS, Scores, Tally

if TYPE_CHECKING:
    from collections.abc import Collection

    from archivist.evaluate.digest import Digest


class Apart:
    """The questions that need no alignment of the running text.

    Args:
        candidate: the digest to be judged.
        gold: the right answer.
        scores: where the tallies go.
    """

    def __init__(self, candidate: Digest, gold: Digest, scores: Scores) -> None:
        self.candidate = candidate
        self.gold = gold
        self.scores = scores

    def run(self) -> None:
        """Ask all of them."""
        self.furniture()
        self.apart()
        self.header()

    def furniture(self) -> None:
        """Words of running heads, folios and mastheads kept as such."""
        ours = Counter(word for line in self.candidate.furniture for word in bare(line))
        theirs = Counter(word for line in self.gold.furniture for word in bare(line))
        free = Counter(word.casefold() for b in self.gold.blocks if b.loose for word in b.tokens)
        shared = sum((ours & theirs).values())
        extra = ours - theirs - free
        lost = theirs - ours
        faults = [f"- {word} (×{n})" for word, n in lost.most_common(8)]
        faults += [f"+ {word} (×{n})" for word, n in extra.most_common(8)]
        tally = Tally(shared, sum(lost.values()), sum(extra.values()))
        self.scores.add("furniture", tally, faults)

    def apart(self) -> None:
        """Floats by caption, author notes, title pages."""
        free = {letters(block.tokens) for block in self.gold.blocks if block.loose}
        self.listed("floats", [caption(f) for f in self.candidate.floats],
                    [caption(f) for f in self.gold.floats], free=free)  # fmt: skip
        self.listed("bios", [text_key(b) for b in self.candidate.bios],
                    [text_key(b) for b in self.gold.bios])  # fmt: skip
        facts = (self.gold.facts or {}, self.candidate.facts or {})
        titles = {fold(known.get("title", "")) for known in facts}
        theirs = [work_line(page) for page in self.gold.works]
        ours = [work_line(page) for page in self.candidate.works]
        # cover and title page of the report itself may be encoded as one each, too
        own = [
            line
            for k, line in enumerate(ours)
            if line.split(" / ")[0] not in titles or (line in theirs and line not in ours[k + 1 :])
        ]
        self.listed("works", own, theirs)

    def listed(
        self, column: str, ours: list[str], theirs: list[str], *, free: Collection[str] = ()
    ) -> None:
        """Two lists of texts, equal and in order; what is *free* may be listed and need not be."""
        partner = align(theirs, ours)
        hit = sum(j >= 0 for j in partner)
        used = set(partner)
        extra = [text for j, text in enumerate(ours) if j not in used and text not in free]
        faults = [f"- {theirs[i][:110]}" for i, j in enumerate(partner) if j < 0]
        faults += [f"+ {text[:110]}" for text in extra]
        self.scores.add(column, Tally(hit, len(theirs) - hit, len(extra)), faults)

    def header(self) -> None:
        """Facts of the report, of the copies, and what is declared missing."""
        ours, theirs = self.candidate.facts or {}, self.gold.facts or {}
        for name in FACTS:
            if name not in theirs:
                continue
            said, wanted = fact(name, ours.get(name, "")), fact(name, theirs[name])
            right = said == wanted
            tally = Tally(
                right and bool(wanted), not right and bool(wanted), not right and bool(said)
            )
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
                key=lambda own: sum(same(own, wanted, name) for name in SITE_FIELDS),
                default=None,
            )
            if best is not None:
                free.remove(best)
            for name in SITE_FIELDS:
                if getattr(wanted, name) is None:
                    continue
                right = best is not None and same(best, wanted, name)
                said = None if best is None else getattr(best, name)
                fault = [] if right else [f"{name}: {said!r}, not {getattr(wanted, name)!r}"]
                tally = Tally(int(right), int(not right), int(not right and said is not None))
                self.scores.add("site", tally, fault)
