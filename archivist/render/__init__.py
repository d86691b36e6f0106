"""Readable forms of a TEI document: plain text, Markdown, HTML, JSON Lines, a row of metadata.

Pure functions from a ``TEI`` element to text. They read any document valid against the project's
schema, and share one reading of it (``blocks``), so that they agree on what the text is.
"""

from archivist.render.html import to_html
from archivist.render.jsonl import to_jsonl
from archivist.render.markdown import to_markdown
from archivist.render.metadata import COLUMNS, metadata_row, to_csv
from archivist.render.text import PageMarks, to_text

__all__ = [
    "COLUMNS",
    "PageMarks",
    "metadata_row",
    "to_csv",
    "to_html",
    "to_jsonl",
    "to_markdown",
    "to_text",
]
