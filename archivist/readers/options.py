"""What a person can say about the inputs, and the limits that keep a reader from hanging."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST = 64 * 1024 * 1024
"""Bytes of one input, at most: the largest report known is below 1 MB of text."""


@dataclass(frozen=True)
class ReadOptions:
    """What a person can say about the inputs.

    Attributes:
        encoding: codec of text and HTML inputs; empty to find it out.
        largest: bytes of one input, or of one record of a crawl, at most.
        pages: pages of one PDF, at most.
        inflated: bytes of one decompressed page stream of a PDF, at most.
        seconds: time for one PDF, at most.
        text_column: column of JSONL or Parquet that holds the text; empty to find it.
        html_column: column that holds HTML; empty to find it.
        chrome: hosts, each with simple selectors (``nav``, ``.share``, ``#menu``, ``div.ads``) of
            the elements that are the site's own on its pages.
    """

    encoding: str = ""
    largest: int = LARGEST
    pages: int = 3000
    inflated: int = 32 * 1024 * 1024
    seconds: float = 300.0
    text_column: str = ""
    html_column: str = ""
    chrome: tuple[tuple[str, tuple[str, ...]], ...] = ()
