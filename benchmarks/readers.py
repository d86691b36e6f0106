"""Readers against their peers: time, overhead and memory, measured in one run.

    python benchmarks/readers.py [html] [pdf] [warc] [gigabyte]

Times are CPU seconds of this process, the median of interleaved rounds. Install the peers with
``pip install -e '.[dev,bench]'``; one that is missing is named loudly and not compared.
``gigabyte`` writes a plain WARC of 1 GB into a temporary folder and streams it; it takes minutes.
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
from base64 import b32encode
from hashlib import sha1
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
        print("NOT COMPARED: trafilatura is not installed")
    try:
        extract = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
        found["resiliparse main"] = lambda raw: extract(raw.decode(), main_content=True)
    except ImportError:
        print("NOT COMPARED: resiliparse is not installed")
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
    heads = ("noise kinds left", "blocks kept", "whole lines")
    print(f"{'tool':20}{'ms/page':>9}{'ratio':>7}" + "".join(f"{head:>18}" for head in heads))
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
        ratio = took[name] / took["archivist"]
        cells = "".join(f"{cell:>18}" for cell in (noise, *share))
        print(f"{name:20}{1000 * took[name] / count:9.2f}{ratio:7.2f}{cells}")


def pdf() -> None:
    from pypdf import PdfReader

    try:
        typst = importlib.import_module("typst")
    except ImportError:
        print("NOT MEASURED: no PDF without typst, which is not installed")
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
    count = failed = 0
    for one in read_crawl(Path(path)):
        count += isinstance(one, Source)
        failed += not isinstance(one, Source)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} {time.process_time() - begun:.3f} {peak:.1f} {failed}")


def warc() -> None:
    print("\nWARC: memory of one process that reads it all")
    print(f"{'records':>8}{'MB packed':>11}{'MB text':>9}{'records/s':>11}{'peak RSS MB':>13}")
    with tempfile.TemporaryDirectory() as folder:
        for records in (100, 400, 1600):
            path = Path(folder) / "crawl.warc.gz"
            write_warc(path, records)
            out = run_reader(path)
            with gzip.open(path) as file:
                plain = sum(len(chunk) for chunk in iter(lambda f=file: f.read(1 << 20), b""))
            speed = int(out[0]) / float(out[1])
            packed = path.stat().st_size / 1e6
            print(f"{out[0]:>8}{packed:>11.1f}{plain / 1e6:>9.1f}{speed:>11.0f}{out[2]:>13}")


GIGABYTE = 1_000_000_000


def write_plain_warc(path: Path, size: int) -> tuple[int, int]:
    """A plain WARC of *size* bytes; its records, and how many of them have a wrong digest."""
    rng = Random(4)
    bodies = []
    for number in range(40):
        raw, content = page(rng)
        text = "\n".join(content).encode() * 20
        bodies.append(("text/html", raw * 2) if number % 4 == 0 else ("text/plain", text))
    records = bad = 0
    with path.open("wb") as file:
        while file.tell() < size:
            kind, body = bodies[records % len(bodies)]
            wrong = records % 1000 == 999
            digest = "sha1:" + ("A" * 32 if wrong else b32encode(sha1(body).digest()).decode())
            head = (
                f"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: {kind}\r\n"
                f"WARC-Target-URI: https://m.example/{records}\r\nWARC-Block-Digest: {digest}\r\n"
                f"WARC-Record-ID: <urn:uuid:{records}>\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            file.write(head.encode() + body + b"\r\n\r\n")
            records += 1
            bad += wrong
    return records, bad


def gigabyte() -> None:
    print("\nWARC: a file of 1 GB and a tenth of it, each read by a process of its own")
    heads = ("MB", "records", "damaged", "read", "named", "MB/s", "peak RSS MB")
    print("".join(f"{head:>12}" for head in heads))
    with tempfile.TemporaryDirectory() as folder:
        for size in (GIGABYTE // 10, GIGABYTE):
            path = Path(folder) / "crawl.warc"
            records, bad = write_plain_warc(path, size)
            read, seconds, peak, failed = run_reader(path)
            speed = size / 1e6 / float(seconds)
            cells = (f"{size / 1e6:.0f}", records, bad, read, failed, f"{speed:.1f}", peak)
            print("".join(f"{cell:>12}" for cell in cells))


def run_reader(path: Path) -> list[str]:
    """Sources, CPU seconds, peak memory and failures of a process that reads *path*."""
    command = [sys.executable, __file__, "read", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def main() -> None:
    if sys.argv[1:2] == ["read"]:
        read_all(sys.argv[2])
        return
    chosen = sys.argv[1:] or ["html", "pdf", "warc"]
    for name, one in (("html", html), ("pdf", pdf), ("warc", warc), ("gigabyte", gigabyte)):
        if name in chosen:
            one()


if __name__ == "__main__":
    main()
