"""From bytes to sources: a chain of readers, each of which gives sources or an excuse."""

from archivist.readers.chain import ReadOptions, read_bytes, read_path

__all__ = ["ReadOptions", "read_bytes", "read_path"]
