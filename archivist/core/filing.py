"""Under which names the copies of a report lie beside its TEI document."""

from __future__ import annotations

from archivist.core.source import Source

_EXTENSIONS = {
    "text/plain": "txt",
    "text/html": "html",
    "text/markdown": "md",
    "multipart/related": "mhtml",
    "application/pdf": "pdf",
    "application/xhtml+xml": "xhtml",
}


def raw_name(source: Source) -> str:
    """Relative path of the bytes of a copy, such as ``source/1c7e….txt``."""
    return f"source/{source.id}.{_EXTENSIONS.get(source.media_type, 'bin')}"


def text_name(source: Source) -> str:
    """Relative path of the text that offsets point into: the transcript where there is one."""
    return f"source/{source.id}.transcript.txt" if source.is_transcript else raw_name(source)
