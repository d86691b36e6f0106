"""Writes a digest as TEI in the form the project promises: the gold one can read and validate."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from archivist.evaluate.digest import Block, Call, Copy, Digest, Float, Work

TEI = "http://www.tei-c.org/ns/1.0"
XML = "{http://www.w3.org/XML/1998/namespace}"


def to_tei(digest: Digest) -> etree._Element:
    """The gold document: one ``text`` per essay when there are several."""
    return _Writer(digest).run()


def _sub(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    node = etree.SubElement(parent, f"{{{TEI}}}{name}", attributes)
    node.text = text or None
    return node


def _append(node: etree._Element, text: str) -> None:
    """Text after whatever the node holds."""
    if not text:
        return
    if len(node):
        node[-1].tail = (node[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text


class _Writer:
    def __init__(self, digest: Digest) -> None:
        self.digest = digest
        self.breaks = sorted(digest.breaks, key=lambda item: item.at)
        self.calls = list(digest.calls)
        self.count = 0
        self.list: tuple[etree._Element, int] | None = None

    def run(self) -> etree._Element:
        root = etree.Element(f"{{{TEI}}}TEI", nsmap={None: TEI})  # type: ignore[dict-item]
        root.set(f"{XML}lang", (self.digest.facts or {}).get("language", "en"))
        self.header(root)
        text = _sub(root, "text")
        works = list(self.digest.works)
        total = len(self.digest.stream)
        front = _sub(text, "front")
        self.furniture(front)
        start = works[0].at if works else 0
        prelim = 0
        for block in self.digest.blocks:
            if not (block.loose or block.part == "foreword"):
                break
            prelim += len(block.tokens)
        if len(works) < 2 and (not works or start <= prelim):
            self.flow(front, front, 0, start)
            if works:
                self.title_page(front, works[0])
            body = _sub(text, "body")
            self.flow(front, body, start, total)
            self.rest(body)
            return root
        group = _sub(text, "group")
        self.flow(front, front, 0, min(prelim, start))
        if start > prelim:
            part = _sub(group, "text", type="essay")
            own = _sub(part, "front")
            self.flow(own, _sub(part, "body"), prelim, start)
        ends = [work.at for work in works[1:]] + [total]
        body = front
        for i, (work, end) in enumerate(zip(works, ends, strict=True), 1):
            inner = _sub(group, "text", n=str(i), type="essay")
            own = _sub(inner, "front")
            self.title_page(own, work)
            body = _sub(inner, "body")
            self.flow(own, body, work.at, end)
        self.rest(body)
        return root

    # -- header ----------------------------------------------------------------------------------

    def header(self, root: etree._Element) -> None:
        facts = self.digest.facts or {}
        desc = _sub(_sub(root, "teiHeader"), "fileDesc")
        title = _sub(desc, "titleStmt")
        _sub(title, "title", facts.get("title", ""), type="main")
        if facts.get("subtitle"):
            _sub(title, "title", facts["subtitle"], type="sub")
        for name in filter(None, facts.get("authors", "").split("; ")):
            _sub(_sub(title, "author"), "persName", name)
        publication = _sub(desc, "publicationStmt")
        _sub(publication, "distributor", "not published")
        if facts.get("series"):
            series = _sub(desc, "seriesStmt")
            _sub(series, "title", facts["series"], level="s")
            _sub(series, "biblScope", facts["number"], unit="issue", n=facts["number"])
        source = _sub(desc, "sourceDesc")
        original = _sub(source, "biblStruct", type="original")
        monogr = _sub(original, "monogr")
        _sub(monogr, "title", facts.get("title", "untitled"), level="m")
        imprint = _sub(monogr, "imprint")
        _sub(imprint, "publisher", facts.get("publisher", ""))
        if facts.get("date"):
            _sub(imprint, "date", facts["date"], when=facts["date"])
        for copy in self.digest.copies:
            self.copy(source, copy)

    def copy(self, source: etree._Element, copy: Copy) -> None:
        bibl = _sub(source, "bibl", type="scrapedCopy")
        if copy.title:
            _sub(bibl, "title", copy.title)
        if copy.site:
            _sub(bibl, "distributor", copy.site)
        if copy.uploaded:
            _sub(bibl, "date", copy.uploaded, type="uploaded", when=copy.uploaded)
        if copy.item:
            _sub(bibl, "idno", copy.item, type="siteItem")
        if copy.slice:
            n = str(copy.slice)
            scope = {"unit": "slice", "n": n, "from": n, "to": n}
            _sub(bibl, "biblScope", f"{n} of {copy.of}", **scope)
        if copy.size:
            _sub(bibl, "extent", copy.size)
        if copy.file_name:
            _sub(bibl, "title", copy.file_name, type="file")

    # -- what stands apart -----------------------------------------------------------------------

    def furniture(self, front: etree._Element) -> None:
        for line in self.digest.furniture:
            kind = "pageNum" if " " not in line else "header"
            _sub(front, "fw", line, type=kind)
        missing = self.digest.missing
        if missing:
            gap = _sub(front, "gap", reason="sampling", unit="slice", quantity=str(len(missing)))
            _sub(gap, "desc", "slices " + ", ".join(map(str, missing)))

    def title_page(self, front: etree._Element, work: Work) -> None:
        page = _sub(front, "titlePage")
        title = _sub(page, "docTitle")
        _sub(title, "titlePart", work.title + (":" if work.subtitle else ""), type="main")
        if work.subtitle:
            _sub(title, "titlePart", work.subtitle, type="sub")
        byline = _sub(page, "byline")
        for name in work.authors:
            _sub(byline, "docAuthor", name)

    def rest(self, body: etree._Element) -> None:
        """Author notes, tables and figures, whose place is not scored; notes without a call."""
        self.orphans(body)
        for words in self.digest.bios:
            _sub(_sub(body, "note", type="contributor"), "p", " ".join(words))
        for _ in range(self.digest.lost):
            _sub(body, "gap", reason="lostInScraping", unit="address", quantity="1")
        for item in self.digest.floats:
            self.float(body, item)
        for page in self.breaks:
            _sub(body, "pb", n=page.n or "")
        self.breaks = []

    def float(self, body: etree._Element, item: Float) -> None:
        figure = _sub(body, "figure")
        _sub(figure, "head", " ".join(item.caption))
        _sub(figure, "p", " ".join(item.rest))

    # -- the stream ------------------------------------------------------------------------------

    def flow(self, front: etree._Element, body: etree._Element, start: int, end: int) -> None:
        """Blocks from ``start`` to ``end``; abstract and foreword into the front."""
        divs: dict[int, etree._Element] = {0: body}
        part: tuple[str, etree._Element] | None = None
        at = 0
        for block in self.digest.blocks:
            size = len(block.tokens)
            if not start <= at < end:
                at += size
                continue
            if block.part:
                if part is None or part[0] != block.part:
                    # an abstract whose title page is not in the files stands where it is
                    above, divs = (body, {0: body}) if len(body) else (front, divs)
                    part = (block.part, _sub(above, "div", type=block.part))
                    self.list = None
                holder = part[1]
            else:
                part = None
                if block.kind == "head":
                    level = block.level or min(2, max(divs) + 1)
                    above = divs[max(k for k in divs if k < level)]
                    divs = {k: div for k, div in divs.items() if k < level}
                    divs[level] = _sub(above, "div", type="section")
                    self.list = None
                holder = divs[max(divs)]
            self.block(holder, block, at)
            at += size

    def block(self, holder: etree._Element, block: Block, at: int) -> None:
        while self.breaks and self.breaks[0].at == at:
            page = self.breaks.pop(0)
            _sub(holder, "pb", n=page.n if page.printed and page.n else f"[{page.n or ''}]")
            self.list = None
        if block.kind == "item":
            node = _sub(self.items(holder, block.level or 1), "item")
        else:
            self.list = None
            name = "p" if block.kind == "other" else block.kind
            node = _sub(holder, name, **({"rend": "block"} if block.kind == "quote" else {}))
        for k in range(len(block.tokens) + 1):
            self.marks(node, at + k, last=k == len(block.tokens))
            if k < len(block.tokens):
                _append(node, (" " if k else "") + block.tokens[k])

    def marks(self, node: etree._Element, at: int, *, last: bool) -> None:
        """Calls after the word before ``at``, then page breaks that fall inside the block."""
        while self.calls and self.calls[0].at == at:
            self.call(node, self.calls.pop(0))
        while self.breaks and self.breaks[0].at == at and not last:
            page = self.breaks.pop(0)
            _sub(node, "pb", n=page.n if page.printed and page.n else f"[{page.n or ''}]")

    def call(self, node: etree._Element, call: Call) -> None:
        if call.note is None:
            _sub(node, "ref", call.n or "", type="noteAnchor")
            return
        self.note(node, call.note, call.n)

    def note(self, node: etree._Element, index: int, n: str | None, subtype: str = "") -> None:
        self.count += 1
        attributes = {"place": "bottom", "n": n or "", f"{XML}id": f"fn{self.count}"}
        if subtype:
            attributes["subtype"] = subtype
        note = _sub(node, "note", **attributes)
        _sub(note, "p", " ".join(self.digest.notes[index].tokens))

    def orphans(self, body: etree._Element) -> None:
        called = {call.note for call in self.digest.calls}
        for i, note in enumerate(self.digest.notes):
            if i not in called:
                self.note(body, i, note.n, "orphan")
        self.digest = replace(self.digest, notes=tuple(self.digest.notes))

    def items(self, holder: etree._Element, level: int) -> etree._Element:
        """The list an item belongs to, opened or nested as needed."""
        if self.list is not None and self.list[1] == level:
            return self.list[0]
        if self.list is not None and level > self.list[1] and len(self.list[0]):
            node = _sub(self.list[0][-1], "list", rend="bulleted")
        elif self.list is not None and level < self.list[1]:
            found = self.list[0].getparent()
            above = found.getparent() if found is not None else None
            node = above if above is not None else _sub(holder, "list", rend="bulleted")
        else:
            node = _sub(holder, "list", rend="bulleted")
            for _ in range(level - 1):
                node = _sub(_sub(node, "item"), "list", rend="bulleted")
        self.list = (node, level)
        return node
