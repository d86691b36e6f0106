"""The terminal program: one small module a group of verbs, each imported when it is called."""

from archivist.cli.main import main

__all__ = ["main"]
