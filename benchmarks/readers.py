"""Readers against their peers: time, overhead and memory, measured in one run.

    python benchmarks/readers.py [html] [pdf] [warc]

Times are CPU seconds of this process, the median of interleaved rounds. trafilatura, resiliparse,
typst and warcio are used where installed; what is missing is said.
"""

from __future__ import annotations

import gzip
import importlib
import io
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from lxml import etree

from archivist.core import Origin, Source
from archivist.core.source import Hint
from archivist.readers import read_crawl, read_html, read_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

NOUNS = (
    *("harbour", "pilot", "tide", "survey", "board", "mole", "basin", "lantern", "customs"),
    *("railway", "grain", "timber"),
)
VERBS = (
    *("asked", "reported", "refused", "printed", "moved", "raised", "burnt", "counted"),
    *("opened", "closed"),
)
NOISE = {
    "menu": "<nav><ul><li><a href='/'>Start</a><li><a href='/new'>Newest files</a></ul></nav>",
    "crumbs": "<div class='breadcrumb'><a href='/'>Start</a> / <a href='/d'>Documents</a></div>",
    "strip": "<p><a href='?page=1'>1</a> ... <a href='?page=8'>8</a> <a href='?page=9'>9</a></p>",
    "share": "<div class='share'>Share this with others</div>",
    "cookies": "<div id='cookie-notice'>This site stores biscuits</div>",
    "related": "<div class='related'><a href='/x'>Other uploads like this</a></div>",
    "comments": "<div id='comments'><p>Thank you uploader</p></div>",
    "adverts": "<div class='ads'>Buy a lantern today</div>",
    "footer": "<footer>Contact the keepers 2024</footer>",
    "login": "<form action='/login'>Your secret word <input name=p></form>",
}
MARKS = ("Newest files", "Documents", "...", "Share this", "biscuits", "Other uploads",
         "Thank you uploader", "Buy a lantern", "Contact the keepers", "secret word")  # fmt: skip


def sentence(rng: Random) -> str:
    words = [
        "the {} of the {} {} the {}".format(*(rng.choice(w) for w in (NOUNS, NOUNS, VERBS, NOUNS)))
        for _ in range(2)
    ]
    return f"{words[0][0].upper()}{words[0][1:]}, and {words[1]}."


def page(rng: Random) -> tuple[bytes, list[str]]:
    """A page of some 8 kB and its content: heads, paragraphs and items."""
    parts, content = [], []
    for k in range(5):
        head = f"Part {k + 1}: {rng.choice(NOUNS)} and {rng.choice(NOUNS)}"
        paragraphs = [" ".join(sentence(rng) for _ in range(5)) for _ in range(2)]
        items = [sentence(rng) for _ in range(2)]
        content += [head, *paragraphs, *items]
        parts.append(f"<h2>{head}</h2>" + "".join(f"<p>{p}</p>" for p in paragraphs))
        parts.append("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")
    order = list(NOISE.values())
    body = "\n".join((*order[:5], "<div class='text'>", *parts, "</div>", *order[5:]))
    text = f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>"
    return text.encode(), content


def shown(raw: bytes) -> str:
    source = read_html(raw, Origin("page"))
    assert isinstance(source, Source), source
    lines = source.text.split("\n")
    return "\n".join(t for i, t in enumerate(lines) if source.hints.get(i) is not Hint.NOISE)


def _tei_lines(tei: str) -> str:
    """The blocks of a TEI document, one a line."""
    blocks = etree.fromstring(tei.encode()).iterfind(".//{*}text//{*}*")
    kept = {"p", "head", "ab", "item", "cell"}
    return "\n".join(
        " ".join("".join(b.itertext()).split()) for b in blocks if etree.QName(b).localname in kept
    )


def peers() -> dict[str, Callable[[bytes], str]]:
    found: dict[str, Callable[[bytes], str]] = {"archivist": shown}
    try:
        trafilatura = importlib.import_module("trafilatura")
        found["trafilatura TEI"] = lambda raw: _tei_lines(
            trafilatura.extract(raw, output_format="xmltei") or "<TEI/>"
        )
    except ImportError:
        print("trafilatura is not installed: not compared")
    try:
        extract = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
        found["resiliparse main"] = lambda raw: extract(raw.decode(), main_content=True)
    except ImportError:
        print("resiliparse is not installed: not compared")
    return found


def medians(work: dict[str, Callable[[], object]], rounds: int = 5) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, one in work.items():
            begun = time.process_time()
            one()
            times[name].append(time.process_time() - begun)
    return {name: statistics.median(values) for name, values in times.items()}


def html(count: int = 60) -> None:
    rng = Random(1)
    pages = [page(rng) for _ in range(count)]
    tools = peers()
    took = medians({n: lambda f=f: [f(raw) for raw, _ in pages] for n, f in tools.items()})
    size = sum(len(raw) for raw, _ in pages) / count
    print(f"\nHTML: {count} pages of {size:.0f} bytes on average")
    print(
        f"{'tool':20}{'ms/page':>9}{'noise kinds left':>18}{'blocks kept':>14}{'whole lines':>13}"
    )
    for name, tool in tools.items():
        left = kept = whole = blocks = 0
        for raw, content in pages:
            text = tool(raw)
            lines = {line.strip().lstrip("•- ").strip() for line in text.split("\n")}
            left += sum(mark in text for mark in MARKS)
            kept += sum(one in text for one in content)
            whole += sum(one in lines for one in content)
            blocks += len(content)
        share = f"{kept}/{blocks}", f"{whole}/{blocks}"
        noise = f"{left}/{len(MARKS) * count}"
        print(f"{name:20}{1000 * took[name] / count:9.2f}{noise:>18}{share[0]:>14}{share[1]:>13}")


def pdf() -> None:
    from pypdf import PdfReader

    try:
        typst = importlib.import_module("typst")
    except ImportError:
        print("typst is not installed: no PDF is measured")
        return
    rng = Random(2)
    note = "#footnote[{}]"
    body = "\n\n".join(
        f"= Part {k}\n"
        + "\n\n".join(
            " ".join(sentence(rng) for _ in range(9)) + note.format(sentence(rng)) for _ in range(6)
        )
        for k in range(16)
    )
    raw = bytes(
        typst.compile(f'#set page(numbering: "1")\n#set par(justify: true)\n{body}'.encode())
    )
    count = len(PdfReader(io.BytesIO(raw)).pages)
    took = medians(
        {
            "archivist": lambda: read_pdf(raw, Origin("a")),
            "pypdf extract_text": lambda: [
                p.extract_text() for p in PdfReader(io.BytesIO(raw)).pages
            ],
        }
    )
    print(f"\nPDF: {count} pages, {len(raw)} bytes")
    for name, seconds in took.items():
        factor = seconds / took["pypdf extract_text"]
        print(f"{name:20}{1000 * seconds / count:9.2f} ms/page {factor:6.2f} x pypdf")


def write_warc(path: Path, records: int) -> None:
    rng = Random(3)
    with path.open("wb") as file:
        for number in range(records):
            text, _ = page(rng)
            body = text * 4
            head = (
                "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\n"
                f"WARC-Target-URI: https://m.example/{number}\r\n"
                f"WARC-Record-ID: <urn:uuid:{number}>\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + body + b"\r\n\r\n", 1))


def read_all(path: str) -> None:
    begun = time.process_time()
    count = sum(isinstance(one, Source) for one in read_crawl(Path(path)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} {time.process_time() - begun:.3f} {peak:.1f}")


def warc() -> None:
    print("\nWARC: memory of one process that reads it all")
    print(f"{'records':>8}{'MB packed':>11}{'MB text':>9}{'records/s':>11}{'peak RSS MB':>13}")
    with tempfile.TemporaryDirectory() as folder:
        for records in (100, 400, 1600):
            path = Path(folder) / "crawl.warc.gz"
            write_warc(path, records)
            out = subprocess.run(
                [sys.executable, __file__, "read", str(path)],
                capture_output=True, text=True, check=True,
            ).stdout.split()  # fmt: skip
            with gzip.open(path) as file:
                plain = sum(len(chunk) for chunk in iter(lambda f=file: f.read(1 << 20), b""))
            speed = int(out[0]) / float(out[1])
            packed = path.stat().st_size / 1e6
            print(f"{out[0]:>8}{packed:>11.1f}{plain / 1e6:>9.1f}{speed:>11.0f}{out[2]:>13}")


def main() -> None:
    if sys.argv[1:2] == ["read"]:
        read_all(sys.argv[2])
        return
    for name, one in (("html", html), ("pdf", pdf), ("warc", warc)):
        if not sys.argv[1:] or name in sys.argv[1:]:
            one()


if __name__ == "__main__":
    main()
