"""From bytes to sources: a chain of readers, each of which gives sources or an excuse."""

from archivist.readers.anchors import Place, anchor_of
from archivist.readers.chain import ReadOptions, iter_inputs, read_bytes, read_path
from archivist.readers.crawl.read import read_crawl
from archivist.readers.html.read import read_html
from archivist.readers.pdf import read_pdf

__all__ = [
    "Place",
    "ReadOptions",
    "anchor_of",
    "iter_inputs",
    "read_bytes",
    "read_crawl",
    "read_html",
    "read_path",
    "read_pdf",
]
