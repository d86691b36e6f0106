"""What comes back from text that other programs extracted: extractor by question, F1 in %.

    python benchmarks/extractors.py [--seed 1] [--seeds 2] [--only pdftotext,lynx]
                                    [--show links,heads] [--keep DIR] [--python PATH]

Reports are drawn, set as PDF, and typed as HTML and DOCX; each extractor that is installed makes a
text of each, and the texts are cleaned and scored. Extractors that are not there are named.
``--python`` is an interpreter that has the extractors from PyPI (by default this one).

Needs the packages of ``pip install -e '.[dev]'`` (typst sets the pages), and pandoc for HTML and
DOCX.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from random import Random

from lxml import etree

sys.path.insert(0, str(Path(__file__).parent.parent))
from archivist.api import Profiles, clean, read_bytes, to_tei
from archivist.errors import ArchivistError
from archivist.evaluate import Digest, Tally, reduce, score
from tests.press.draw import Recipe, draw
from tests.press.house import HOUSES
from tests.press.layout import typeset
from tests.press.manuscript import manuscript, manuscript_gold
from tests.press.pdf_carrier import Sheet, gold_of, pdf_of, settable

COLUMNS = (
    *("words", "running", "paragraphs", "heads", "items", "quotes", "floats", "notes"),
    *("links", "calls", "breaks", "break-n", "title", "authors"),
)
KEYS = ("nbr", "csis", "chatham", "sipri", "plain", "rand", "carnegie", "briefing")
TYPED = ("csis", "plain", "carnegie", "briefing")
SLOWEST = 300
"""Seconds that an extractor may take for one report."""


@dataclass(frozen=True)
class Tool:
    """An extractor: the kind of file it reads, and how it is called.

    Attributes:
        kind: ``pdf``, ``html`` or ``docx``.
        command: program and arguments; ``{in}`` and ``{out}`` are files, ``{dir}`` a folder. If no
            ``{out}`` is named, the text is what the program prints.
        code: instead of a command: what Python prints, with ``path`` for the file.
        suffix: of the text.
    """

    kind: str
    command: tuple[str, ...] = ()
    code: str = ""
    suffix: str = "txt"


def _c(kind: str, line: str, suffix: str = "txt") -> Tool:
    return Tool(kind, tuple(line.split()), suffix=suffix)


def _p(kind: str, code: str, suffix: str = "txt") -> Tool:
    return Tool(kind, code=code, suffix=suffix)


_PAGES = (
    "pdftoppm -r 200 -gray -png {in} {dir}/o && for f in {dir}/o*.png; do"
    " OMP_THREAD_LIMIT=1 tesseract $f - 2>/dev/null; done > {out}; rm {dir}/o*.png"
)
_PLUMBER = (
    "import pdfplumber; print('\\n'.join(p.extract_text({}) for p in pdfplumber.open(path).pages))"
)
_HTML = "html = open(path, encoding='utf-8').read(); "
TOOLS = {
    "pdftotext": _c("pdf", "pdftotext {in} {out}"),
    "pdftotext -layout": _c("pdf", "pdftotext -layout {in} {out}"),
    "pdftotext -raw": _c("pdf", "pdftotext -raw {in} {out}"),
    "pdftotext -nopgbrk": _c("pdf", "pdftotext -nopgbrk {in} {out}"),
    "mutool text": _c("pdf", "mutool draw -q -F text -o {out} {in}"),
    "gs txtwrite": _c("pdf", "gs -q -dNOPAUSE -dBATCH -sDEVICE=txtwrite -o {out} {in}"),
    "pdfminer.six": _p("pdf", "import pdfminer.high_level as h; print(h.extract_text(path))"),
    "pypdf": _p(
        "pdf", "import pypdf; print('\\n'.join(p.extract_text()"
        " for p in pypdf.PdfReader(path).pages))"
    ),
    "pypdf layout": _p(
        "pdf",
        "import pypdf; print('\\n'.join(p.extract_text(extraction_mode='layout')"
        " for p in pypdf.PdfReader(path).pages))",
    ),
    "pdfplumber": _p("pdf", _PLUMBER.format("")),
    "pdfplumber layout": _p("pdf", _PLUMBER.format("layout=True")),
    "pymupdf": _p("pdf", "import pymupdf;"
        " print(chr(12).join(p.get_text() for p in pymupdf.open(path)))"),
    "pymupdf blocks": _p(
        "pdf",
        "import pymupdf; print('\\n\\n'.join(b[4].strip() for p in pymupdf.open(path)"
        " for b in p.get_text('blocks') if not b[6]))",
    ),
    "pypdfium2": _p(
        "pdf",
        "import pypdfium2; print('\\n'.join(p.get_textpage().get_text_range()"
        " for p in pypdfium2.PdfDocument(path)))",
    ),
    "pymupdf4llm": _p(
        "pdf",
        "import os; k = os.dup(1); os.dup2(2, 1); import pymupdf4llm;"
        " t = pymupdf4llm.to_markdown(path); os.dup2(k, 1); print(t)",
        "md",
    ),
    "markitdown pdf": _p(
        "pdf", "import markitdown; print(markitdown.MarkItDown().convert(path).text_content)", "md"
    ),
    "pdftohtml": _c("pdf", "pdftohtml -q -i -noframes {in} {out}", "html"),
    "tesseract": Tool("pdf", ("sh", "-c", _PAGES)),
    "lynx": _c("html", "lynx -dump -nomargins=0 -force_html -display_charset=utf-8 {in}"),
    "lynx -nolist": _c("html", "lynx -dump -nolist -width=100 -display_charset=utf-8 {in}"),
    "w3m": _c("html", "w3m -dump -cols 80 -I utf-8 -O utf-8 {in}"),
    "links": _c("html", "links -dump -codepage utf-8 {in}"),
    "html2text (C++)": _c("html", "/usr/bin/html2text -utf8 {in}"),
    "html2text (py)": _p("html", _HTML + "import html2text as h; print(h.html2text(html))", "md"),
    "inscriptis": _p("html", _HTML + "import inscriptis; print(inscriptis.get_text(html))"),
    "trafilatura": _p("html", _HTML + "import trafilatura; print(trafilatura.extract(html))"),
    "trafilatura md": _p(
        "html",
        _HTML + "import trafilatura; print(trafilatura.extract(html, output_format='markdown',"
        " include_formatting=True, include_links=True))",
        "md",
    ),
    "justext": _p(
        "html",
        _HTML + "import justext; print('\\n'.join(p.text for p in"
        " justext.justext(html, justext.get_stoplist('English')) if not p.is_boilerplate))",
    ),
    "resiliparse": _p(
        "html",
        _HTML + "from resiliparse.extract.html2text import extract_plain_text as e;"
        " print(e(html, main_content=True))",
    ),
    "resiliparse all": _p(
        "html",
        _HTML + "from resiliparse.extract.html2text import extract_plain_text as e;"
        " print(e(html, list_bullets=True, links=False))",
    ),
    "bs4 get_text": _p(
        "html", _HTML + "import bs4; print(bs4.BeautifulSoup(html, 'html.parser').get_text())"
    ),
    "markdownify": _p("html", _HTML + "import markdownify as m; print(m.markdownify(html))", "md"),
    "markitdown html": _p(
        "html", "import markitdown; print(markitdown.MarkItDown().convert(path).text_content)", "md"
    ),
    "pandoc html plain": _c("html", "pandoc -t plain -o {out} {in}"),
    "pandoc html md": _c("html", "pandoc -t markdown -o {out} {in}", "md"),
    "pandoc html gfm": _c("html", "pandoc -t gfm -o {out} {in}", "md"),
    "pandoc plain": _c("docx", "pandoc -t plain -o {out} {in}"),
    "pandoc plain nowrap": _c("docx", "pandoc --wrap=none -t plain -o {out} {in}"),
    "pandoc md": _c("docx", "pandoc -t markdown -o {out} {in}", "md"),
    "pandoc gfm": _c("docx", "pandoc -t gfm -o {out} {in}", "md"),
    "pandoc rst": _c("docx", "pandoc -t rst -o {out} {in}", "rst"),
    "pandoc org": _c("docx", "pandoc -t org -o {out} {in}", "org"),
    "pandoc asciidoc": _c("docx", "pandoc -t asciidoc -o {out} {in}", "adoc"),
    "docx2txt (pl)": _c("docx", "/usr/bin/docx2txt {in} {out}"),
    "docx2txt (py)": _p("docx", "import docx2txt; print(docx2txt.process(path))"),
    "docx2python": _p("docx", "import docx2python; print(docx2python.docx2python(path).text)"),
    "python-docx": _p(
        "docx", "import docx; print('\\n'.join(p.text for p in docx.Document(path).paragraphs))"
    ),
    "markitdown docx": _p(
        "docx", "import markitdown; print(markitdown.MarkItDown().convert(path).text_content)", "md"
    ),
    "libreoffice": Tool(
        "docx",
        ("soffice", "-env:UserInstallation=file://{dir}/office", "--headless",
         "--convert-to", "txt:Text (encoded):UTF8", "--outdir", "{dir}", "{in}"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """A report in a form: its file, and what is right for it."""

    name: str
    path: Path
    gold: Digest


def main() -> None:
    options = arguments()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="extractors-"))
    wanted = [name for name in options.only.split(",") if name] or list(TOOLS)
    absent = [name for name in wanted if not installed(TOOLS[name], options.python)]
    for name in absent:
        print(f"NOT INSTALLED, so not measured: {name}", file=sys.stderr)
    present = [name for name in wanted if name not in absent]
    kinds = {TOOLS[name].kind for name in present}
    samples = {kind: list(made(kind, folder, options)) for kind in sorted(kinds)}
    profiles = Profiles.load()
    rows: dict[str, dict[str, Tally]] = {}
    for name in present:
        pool = rows.setdefault(name, {})
        for sample in samples[TOOLS[name].kind]:
            path = extracted(name, sample, options.python)
            if path is None:
                print(f"{name}: FAILED on {sample.name}", file=sys.stderr)
                continue
            scores = tried(path, sample.gold, profiles)
            for column in COLUMNS:
                pool[column] = pool.get(column, Tally()) + scores.tallies[column]
            for column in options.show.split(",") if options.show else ():
                for fault in scores.faults.get(column, ()):
                    print(name, sample.name, column, str(fault), sep="\t")
        print_row(name, pool)
    print_table(rows)
    if not options.keep:
        shutil.rmtree(folder)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--seed", type=int, default=1, help="of the first report")
    parser.add_argument("--seeds", type=int, default=2, help="reports of each house")
    parser.add_argument("--size", type=int, default=14, help="blocks of an essay")
    parser.add_argument("--only", default="", help="extractors, comma between")
    parser.add_argument("--show", default="", help="columns whose differences are listed")
    parser.add_argument("--keep", type=Path, help="folder for files and texts")
    parser.add_argument("--python", default=sys.executable, help="has the extractors of PyPI")
    return parser.parse_args()


def installed(tool: Tool, python: str) -> bool:
    """Whether the program, or the package of the code, is there."""
    if tool.command:
        return shutil.which(tool.command[0]) is not None
    name = re.findall(r"(?:import|from) (\w+)", tool.code)[-1 if "pymupdf4llm" in tool.code else 0]
    found = subprocess.run([python, "-c", f"import {name}"], capture_output=True, check=False)
    return found.returncode == 0


def made(kind: str, folder: Path, options: argparse.Namespace) -> list[Sample]:
    """The drawn reports in one form."""
    samples = []
    for house in KEYS if kind == "pdf" else TYPED:
        for seed in range(options.seed, options.seed + options.seeds):
            own = folder / kind / f"{house}-{seed}"
            own.mkdir(parents=True, exist_ok=True)
            path = own / f"report.{kind}"
            if kind == "pdf":
                report = draw(seed, Recipe(house=HOUSES[house], size=options.size))
                printed = settable(typeset(report, Random(seed)))
                if not path.exists():
                    path.write_bytes(pdf_of(printed, report, Sheet()))
                gold = gold_of(printed, report)
            else:
                report = draw(seed, Recipe(house=HOUSES[house], size=options.size, essays=1))
                gold = manuscript_gold(report)
                if not path.exists():
                    typed(manuscript(report), path, report.house.lexicon.key)
            samples.append(Sample(f"{house}-{seed}", path, gold))
    return samples


def typed(text: str, path: Path, language: str) -> None:
    """The file that pandoc makes of a manuscript."""
    extra = ["-M", f"lang={language}"]
    command = ["pandoc", "-f", "markdown-smart", "-s", *extra, "-o", str(path)]
    subprocess.run(command, input=text.encode(), check=True, capture_output=True)


def extracted(name: str, sample: Sample, python: str) -> Path | None:
    """The text that an extractor makes of a file."""
    tool = TOOLS[name]
    stem = "".join(c if c.isalnum() else "_" for c in name)
    out = sample.path.parent / stem / f"report.{tool.suffix}"
    if out.exists():
        return out
    out.parent.mkdir(exist_ok=True)
    places = {"{in}": str(sample.path), "{out}": str(out), "{dir}": str(out.parent)}
    command = [python, "-c", f"path = {str(sample.path)!r}; {tool.code}"]
    if tool.command:
        command = [_placed(part, places) for part in tool.command]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=SLOWEST)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        print((error.stderr or b"").decode(errors="replace")[-300:], file=sys.stderr)
        return None
    if not out.exists():
        out.write_bytes(done.stdout)
    return out


def _placed(part: str, places: dict[str, str]) -> str:
    for key, value in places.items():
        part = part.replace(key, value)
    return part


def tried(path: Path, gold: Digest, profiles: Profiles):
    """The scores of one text; of several reports the longest counts."""
    try:
        editions = clean(read_bytes(path.read_bytes(), name=path.name), profiles)
    except ArchivistError as error:
        print(f"{path}: {error}", file=sys.stderr)
        return score(Digest(), gold)
    digests = [reduce(etree.fromstring(to_tei(edition))) for edition in editions]
    return score(max(digests, key=lambda one: len(one.stream)), gold)


def cells(pool: dict[str, Tally]) -> list[str]:
    words = pool.get("words", Tally())
    first = [f"{100 * words.precision:.2f}", f"{100 * words.recall:.2f}"]
    rest = [f"{100 * pool[c].f1:.1f}" if pool[c].asked else "-" for c in COLUMNS[1:] if c in pool]
    return first + rest


def print_row(name: str, pool: dict[str, Tally]) -> None:
    print(f"{name:20}" + "".join(f"{cell:>9}" for cell in cells(pool)), file=sys.stderr, flush=True)


def print_table(rows: dict[str, dict[str, Tally]]) -> None:
    heads = ["words P", "words R", *(column[:8] for column in COLUMNS[1:])]
    print(f"{'':20}" + "".join(f"{head:>9}" for head in heads))
    for name, pool in rows.items():
        print(f"{name:20}" + "".join(f"{cell:>9}" for cell in cells(pool)))


if __name__ == "__main__":
    main()
