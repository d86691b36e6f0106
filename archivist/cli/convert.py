"""``archivist convert``: TEI in forms that people and corpora read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path

import click
from lxml import etree

from archivist.batch.write import writing
from archivist.cli import shared
from archivist.errors import ExitCode, InvalidDocument, UsageError


class Form(StrEnum):
    """What TEI can become."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSONL = "jsonl"
    CSV = "csv"


_SUFFIX = {Form.TEXT: ".txt", Form.MARKDOWN: ".md", Form.HTML: ".html", Form.JSONL: ".jsonl"}


@click.command()
@shared.INPUTS
@click.option("--to", "form", type=click.Choice([f.value for f in Form]), required=True,
              help="jsonl: a line a paragraph; csv: a row of metadata a report.")  # fmt: skip
@click.option("-o", "--out", type=shared.PATH, default=shared.STDIN, metavar="PATH",
              help="File, or folder for several; standard output by default.")  # fmt: skip
def convert(inputs: tuple[Path, ...], form: str, out: Path) -> ExitCode:
    """TEI as text, Markdown, HTML, JSON Lines or CSV.

    INPUT is a TEI file, - for standard input, or a folder with *.xml below it. jsonl and csv of
    several documents go into one file; the other forms into one file a document, named after it:
    then PATH is a folder, as it is for the documents of a folder unless it ends like the form.

    \b
    archivist convert out/<report>/report.tei.xml --to html -o report.html
    archivist convert out --to html -o pages
    archivist convert out --to csv -o metadata.csv
    archivist clean - < slice.txt | archivist convert - --to text
    """
    files = shared.documents(inputs)
    kind = Form(form)
    if kind in (Form.CSV, Form.JSONL):
        _put(out, _gathered(kind, files))
        return ExitCode.OK
    write = _writer(kind)
    as_folder = out.is_dir() or (any(map(Path.is_dir, inputs)) and out.suffix != _SUFFIX[kind])
    if len(files) == 1 and (out == shared.STDIN or not as_folder):
        _put(out, write(_root(files[0])))
        return ExitCode.OK
    if out == shared.STDIN:
        raise UsageError(f"{len(files)} documents: name a folder with --out")
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
    for file in files:
        name = file.parent.name if file.name == "report.tei.xml" else file.name.split(".")[0]
        _put(out / f"{name}{_SUFFIX[kind]}", write(_root(file)))
    return ExitCode.OK


def _writer(kind: Form) -> Callable[[etree._Element], str]:
    from archivist import render

    return {
        Form.TEXT: render.to_text,
        Form.MARKDOWN: render.to_markdown,
        Form.HTML: render.to_html,
        Form.JSONL: render.to_jsonl,
    }[kind]


def _gathered(kind: Form, files: Iterable[Path]) -> str:
    from archivist import render

    if kind is Form.CSV:
        return render.to_csv(render.metadata_row(_root(f)) for f in files)
    return "".join(render.to_jsonl(_root(f)) for f in files)


def _root(file: Path) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        source = sys.stdin.buffer if file == shared.STDIN else file
        return etree.parse(source, parser).getroot()
    except (OSError, etree.XMLSyntaxError) as error:
        raise InvalidDocument(f"{file}: cannot be read as XML: {error}") from error


def _put(target: Path, text: str) -> None:
    """Write a file whole or not at all."""
    if target == shared.STDIN:
        sys.stdout.write(text)
        return
    scratch = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with writing(target):
            scratch.write_text(text, encoding="utf-8", newline="")
            scratch.replace(target)
    finally:
        scratch.unlink(missing_ok=True)
