"""Format of each file of an object: media type and PRONOM identifier.

Identifiers are those of the PRONOM registry. A format that has none there is given by its media
type alone; nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """Media type, and the PRONOM identifier where there is one."""

    media_type: str
    pronom: str | None = None


TEI = Format("application/tei+xml", "fmt/1476")
_BY_EXTENSION = {
    "txt": Format("text/plain", "x-fmt/111"),
    "tsv": Format("text/tab-separated-values", "x-fmt/13"),
    "json": Format("application/json", "fmt/817"),
    "xml": Format("application/xml", "fmt/101"),
    "html": Format("text/html", "fmt/96"),
    "mhtml": Format("multipart/related"),
    "md": Format("text/markdown"),
    "toml": Format("application/toml"),
}
_PDF = {
    b"1.0": "fmt/14",
    b"1.1": "fmt/15",
    b"1.2": "fmt/16",
    b"1.3": "fmt/17",
    b"1.4": "fmt/18",
    b"1.5": "fmt/19",
    b"1.6": "fmt/20",
    b"1.7": "fmt/276",
    b"2.0": "fmt/1129",
}


def identify(path: str, data: bytes) -> Format:
    """The format of a file of ours by its logical path, for PDF by its own declaration."""
    if path == "report.tei.xml":
        return TEI
    extension = path.rpartition(".")[2]
    if extension == "pdf":
        version = re.search(rb"%PDF-(\d\.\d)", data[:1024])
        return Format("application/pdf", _PDF.get(version[1]) if version else None)
    return _BY_EXTENSION.get(extension, Format("application/octet-stream"))
